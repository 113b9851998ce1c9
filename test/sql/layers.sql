-- Logs with layers, intervals, snapshots and the like: each is folded into one
-- history per user.  First hand-checked logs, then random ones against pure SQL.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = userlogs;

-- two devices: whoever is online on one is online; by the rule all on both
CREATE SCHEMA device CREATE TABLE status_event (event_id bigint GENERATED ALWAYS AS IDENTITY, user_id text, occurred_at timestamptz, status text, reason text, layer text, changed_by text);
SELECT create_report('device') IS NOT NULL AS made;
UPDATE device.setting SET as_of = '2026-03-02 18:00';
INSERT INTO device.status_event (user_id, occurred_at, layer, status, reason, changed_by) VALUES
  ('ana', '2026-03-02 09:00', 'phone', 'Online', NULL, 'ana'),
  ('ana', '2026-03-02 10:00', 'desk', 'Online', NULL, 'login'),
  ('ana', '2026-03-02 11:00', 'phone', 'Offline', NULL, 'battery'),
  ('ana', '2026-03-02 12:00', 'desk', 'Away', 'Lunch', 'ana'),
  ('ana', '2026-03-02 12:10', 'phone', 'Away', 'Errand', NULL),
  ('ana', '2026-03-02 12:30', 'phone', 'Online', NULL, 'ana'),
  ('ana', '2026-03-02 13:00', 'desk', 'Offline', NULL, NULL),
  ('ana', '2026-03-02 13:30', 'phone', NULL, NULL, NULL);
SELECT login_at::time, logout_at::time, status, reason, event_id, changed_by FROM device.user_logs ORDER BY 1;
SELECT available_seconds / 3600 AS available, unavailable_seconds / 3600 AS unavailable, offline_seconds / 3600 AS offline, login_count FROM device.availability_daily;
UPDATE device.setting SET layer_rule = 'All';
SELECT login_at::time, logout_at::time, status, reason, event_id, changed_by FROM device.user_logs ORDER BY 1;
-- a named order: away before all else
UPDATE device.setting SET layer_rule = 'any';
UPDATE device.status_class SET precedence = 1 WHERE status = 'away';
SELECT login_at::time, logout_at::time, status, reason FROM device.user_logs ORDER BY 1;

-- a queue log: membership and pauses by queue, pauses of all queues, and reasons
-- in rows of their own
CREATE TABLE public.queue_log (id bigint GENERATED ALWAYS AS IDENTITY, at timestamptz, queue text, agent text, event text, data text);
CREATE SCHEMA queue CREATE VIEW status_event AS
  SELECT id AS event_id, agent AS user_id, at AS occurred_at, nullif(queue, 'NONE') AS channel,
    CASE WHEN event LIKE '%MEMBER' THEN 'member' ELSE 'pause' END AS layer,
    CASE WHEN event LIKE 'PAUSE%' THEN 'Pause' WHEN event = 'REMOVEMEMBER' THEN 'Logout' ELSE 'Ready' END AS status,
    nullif(data, '') AS reason, event = 'PAUSEREASON' AS reason_only
  FROM public.queue_log;
SELECT create_report('queue') IS NOT NULL AS made;
UPDATE queue.setting SET as_of = '2026-03-02 18:00', layer_rule = 'all';
INSERT INTO public.queue_log (at, queue, agent, event, data) VALUES
  ('2026-03-02 08:59', 'NONE', 'B', 'UNPAUSEALL', ''),
  ('2026-03-02 09:00', 'sales', 'B', 'ADDMEMBER', ''),
  ('2026-03-02 09:30', 'help', 'B', 'ADDMEMBER', ''),
  ('2026-03-02 10:00', 'help', 'B', 'PAUSE', ''),
  ('2026-03-02 10:00:03', 'help', 'B', 'PAUSEREASON', 'Backlog'),
  ('2026-03-02 11:00', 'NONE', 'B', 'PAUSEALL', ''),
  ('2026-03-02 11:00:02', 'NONE', 'B', 'PAUSEREASON', 'Lunch'),
  ('2026-03-02 11:40', 'NONE', 'B', 'PAUSEREASON', 'Meeting'),
  ('2026-03-02 12:00', 'NONE', 'B', 'UNPAUSEALL', ''),
  ('2026-03-02 13:00', 'sales', 'B', 'REMOVEMEMBER', ''),
  ('2026-03-02 14:00', 'help', 'B', 'UNPAUSE', ''),
  ('2026-03-02 16:00', 'help', 'B', 'REMOVEMEMBER', ''),
  ('2026-03-02 16:00:01', 'help', 'B', 'UNPAUSE', '');
SELECT login_at::time, logout_at::time, status, reason FROM queue.user_logs ORDER BY 1;
SELECT channel, login_at::time, logout_at::time, status, reason FROM queue.user_logs_by_channel ORDER BY 1, 2;
SELECT channel, layer, login_at::time, logout_at::time, status, reason FROM queue.user_logs_by_layer ORDER BY 1, 2, 3;
SELECT channel, available_seconds / 60 AS available, unavailable_seconds / 60 AS unavailable, offline_seconds / 60 AS offline, unknown_seconds / 60 AS unknown
FROM queue.availability_daily_by_channel ORDER BY 1;
SELECT available_seconds / 60 AS available, unavailable_seconds / 60 AS unavailable, offline_seconds / 60 AS offline FROM queue.availability_daily;

-- intervals: rows that touch, overlap, have no length, are open or end later
CREATE SCHEMA span CREATE TABLE status_interval (interval_id bigint GENERATED ALWAYS AS IDENTITY, user_id bigint, started_at timestamptz, ended_at timestamptz, status text, reason text, source text);
SELECT create_report('span') IS NOT NULL AS made;
UPDATE span.setting SET as_of = '2026-03-02 18:00';
INSERT INTO span.status_interval (user_id, started_at, ended_at, status, reason, source) VALUES
  (1, '2026-03-02 08:00', '2026-03-02 12:00', 'Available', NULL, 'till'), (1, '2026-03-02 12:00', '2026-03-02 12:30', 'Break', 'Lunch', 'till'),
  (1, '2026-03-02 12:30', '2026-03-02 17:00', 'Available', NULL, 'desk'),
  (2, '2026-03-02 08:00', '2026-03-02 10:00', 'Logged in', NULL, NULL), (2, '2026-03-02 08:30', '2026-03-02 09:25', 'Logged in', NULL, NULL),
  (2, '2026-03-02 09:00', '2026-03-02 11:00', 'Logged in', NULL, NULL), (2, '2026-03-02 10:30', '2026-03-02 12:00', 'Logged in', NULL, NULL),
  (3, '2026-03-02 09:00', '2026-03-02 13:00', 'Break', 'Long', NULL), (3, '2026-03-02 10:00', '2026-03-02 11:00', 'Available', NULL, NULL),
  (3, '2026-03-02 12:00', '2026-03-02 12:00', 'Available', NULL, NULL), (3, '2026-03-02 12:30', '2026-03-02 12:15', 'Available', NULL, NULL),
  (3, '2026-03-02 14:00', NULL, 'Available', NULL, NULL), (3, '2026-03-02 17:00', '2026-03-02 23:00', 'Break', NULL, NULL),
  (3, '2026-03-02 19:00', NULL, 'Offline', NULL, NULL);
SELECT user_id, login_at::time, logout_at::time, status, reason, is_open, event_id, source FROM span.user_logs ORDER BY 1, 2;
SELECT user_id, available_seconds / 3600 AS available, unavailable_seconds / 3600 AS unavailable, offline_seconds / 3600 AS offline FROM span.availability_daily ORDER BY 1;
UPDATE span.setting SET gap_status = NULL;
SELECT user_id, available_seconds / 3600 AS available, offline_seconds / 3600 AS offline, unknown_seconds / 3600 AS unknown FROM span.availability_daily ORDER BY 1;
-- a limit applies to open and to long rows
UPDATE span.setting SET gap_status = 'Offline', max_open_time = '4 hours 15 minutes';
SELECT user_id, login_at::time, logout_at::time, status, start_cause, end_cause FROM span.user_logs WHERE 'capped' IN (start_cause, end_cause) ORDER BY 1, 2;

-- snapshots: absent is gone, a poll that found nobody counts, no poll is no news
CREATE SCHEMA poll CREATE TABLE status_snapshot (user_id text, polled_at timestamptz, status text);
SELECT create_report('poll') IS NOT NULL AS made;
UPDATE poll.setting SET as_of = '2026-03-02 10:00', heartbeat_timeout = '1 minute';
INSERT INTO poll.status_snapshot
SELECT u, p, CASE WHEN u = 'eva' AND p >= '2026-03-02 09:10' THEN 'Break' ELSE 'Ready' END
FROM generate_series(timestamptz '2026-03-02 09:00', '2026-03-02 09:49', '1 minute') p, unnest('{dan,eva}'::text[]) u
WHERE NOT (u = 'dan' AND p BETWEEN '2026-03-02 09:05' AND '2026-03-02 09:06') AND NOT p BETWEEN '2026-03-02 09:20' AND '2026-03-02 09:29'
UNION ALL SELECT NULL, '2026-03-02 09:50', NULL;
SELECT user_id, login_at::time, logout_at::time, status, end_cause FROM poll.user_logs ORDER BY 1, 2;

-- what was before: the state before the log begins costs no days; the status
-- before an event is given back
CREATE SCHEMA prior
  CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, previous_status text, previous_reason text, previous_at timestamptz)
  CREATE TABLE initial_status (user_id text, status text, reason text);
SELECT create_report('prior') IS NOT NULL AS made;
UPDATE prior.setting SET as_of = '2026-03-03';
INSERT INTO prior.initial_status VALUES ('fay', 'Available', NULL), ('gus', 'Away', 'Holiday');
INSERT INTO prior.status_event VALUES
  (1, 'fay', '2026-03-02 09:00', 'Away', NULL, 'Available', NULL, NULL),
  (2, 'fay', '2026-03-02 12:00', 'Offline', NULL, 'Available', NULL, '2026-03-02 10:00'),
  (3, 'hal', '2026-03-02 09:30', 'Available', NULL, 'Offline', NULL, NULL),
  (4, 'hal', '2026-03-02 15:00', 'Available', NULL, 'Away', 'Errand', '2026-03-02 14:00'),
  (5, 'ivy', '2026-03-02 11:00', 'Available', NULL, 'Away', NULL, '2026-03-02 10:45'),
  (6, 'ivy', '2026-03-02 13:00', 'Offline', NULL, 'Break', NULL, '2026-03-02 10:50');
SELECT user_id, login_at::time, logout_at::time, status, reason, event_id FROM prior.user_logs ORDER BY 1, 2;
SELECT count(*) FROM prior.availability_daily;

-- one event that ends everybody's sessions
CREATE SCHEMA reboot
  CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, channel text)
  CREATE TABLE status_interval (user_id text, started_at timestamptz, ended_at timestamptz, status text)
  CREATE TABLE all_users_event (occurred_at timestamptz, status text, reason text, channel text);
SELECT create_report('reboot') IS NOT NULL AS made;
UPDATE reboot.setting SET as_of = '2026-03-02 18:00';
INSERT INTO reboot.status_event VALUES (1, 'jan', '2026-03-02 09:00', 'Online', NULL, 'a'), (2, 'jan', '2026-03-02 09:00', 'Online', NULL, 'b'), (3, 'kim', '2026-03-02 13:00', 'Online', NULL, 'b');
INSERT INTO reboot.status_interval VALUES ('leo', '2026-03-02 08:00', NULL, 'Online'), ('leo', '2026-03-02 13:00', NULL, 'Online'), ('max', '2026-03-02 08:00', '2026-03-02 16:00', 'Online');
INSERT INTO reboot.all_users_event VALUES ('2026-03-02 11:00', 'Offline', 'Release', 'a'), ('2026-03-02 12:00', 'Offline', 'Restart', NULL);
SELECT user_id, login_at::time, logout_at::time, status, reason FROM reboot.user_logs ORDER BY 1, 2;

-- an optional input that was read must not vanish; after drop_report it may
DROP TABLE span.status_interval CASCADE;
SELECT create_report('span');
SELECT drop_report('span') IS NOT NULL AS dropped;
SELECT create_report('span') IS NOT NULL AS made;
SELECT count(*) FROM span.user_logs;

-- Random layers and intervals against pure SQL: a status at each time of change,
-- no function of the extension.
SELECT setseed(0.7);
CREATE SCHEMA laws
  CREATE TABLE status_event (event_id bigint, user_id int, occurred_at timestamptz, status text, reason text, channel text, layer text)
  CREATE TABLE status_interval (interval_id bigint, user_id int, started_at timestamptz, ended_at timestamptz, status text, reason text, channel text, layer text);
SELECT create_report('laws') IS NOT NULL AS made;
SET search_path = laws;
INSERT INTO status_event
SELECT n, u, timestamptz '2026-03-02' + t * interval '1 minute', s, CASE WHEN s = 'Away' AND random() < 0.6 THEN (ARRAY['Lunch', 'Call', 'Errand'])[1 + floor(3 * random())] END,
  (ARRAY['chat', 'phone', NULL])[1 + floor(CASE WHEN u % 3 = 0 THEN 3 ELSE 2 * (u % 3) END * random() / CASE WHEN u % 3 = 2 THEN 2 ELSE 1 END + CASE u % 3 WHEN 1 THEN 1 ELSE 0 END)::int % 4], (ARRAY['a', 'b', NULL])[1 + floor(3 * random())]
FROM (SELECT row_number() OVER (ORDER BY random()) AS n, 1 + floor(30 * random())::int AS u, floor(1500 * random())::int AS t,
  (ARRAY['Online', 'ONLINE', 'Away', 'Busy', 'Offline', 'Gone fishing', NULL])[1 + floor(7 * random())] AS s FROM generate_series(1, 3000)) e;
INSERT INTO status_interval
SELECT n, u, timestamptz '2026-03-02' + t * interval '1 minute', CASE WHEN random() < 0.95 THEN timestamptz '2026-03-02' + (t + floor(200 * random() ^ 2)) * interval '1 minute' END,
  s, CASE WHEN s = 'Away' AND random() < 0.6 THEN (ARRAY['Lunch', 'Call', 'Errand'])[1 + floor(3 * random())] END,
  CASE WHEN u % 3 <> 1 THEN (ARRAY['chat', 'phone'])[1 + floor(2 * random())] END, (ARRAY['a', NULL])[1 + floor(2 * random())]
FROM (SELECT row_number() OVER (ORDER BY random()) AS n, 11 + floor(30 * random())::int AS u, floor(1400 * random())::int AS t,
  (ARRAY['Online', 'Away', 'Busy', 'Offline', 'Gone fishing'])[1 + floor(5 * random())] AS s FROM generate_series(1, 1500)) e;
SELECT count(DISTINCT user_id) FILTER (WHERE channel IS NULL) AS without_channel, count(DISTINCT (user_id, channel, layer)) AS layers FROM (
  SELECT user_id, channel, layer FROM status_event UNION ALL SELECT user_id, channel, layer FROM status_interval) l;
UPDATE setting SET as_of = '2026-03-03 00:20';
UPDATE status_class SET precedence = 3 WHERE status = 'busy';

CREATE FUNCTION pg_temp.rank(status text, is_all boolean) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN lower($1) = 'busy' THEN 0 ELSE (CASE WHEN $2 THEN -1 ELSE 1 END) *
    CASE lower($1) WHEN 'online' THEN 10 WHEN 'away' THEN 20 WHEN 'offline' THEN 50 ELSE 30 END + 100 END $$;
-- the runs of one status and reason of what is told at single times, with the
-- number of the row that began each
CREATE FUNCTION pg_temp.history(is_all boolean) RETURNS TABLE (user_id int, channel text, at timestamptz, until timestamptz, status text, reason text, number bigint)
LANGUAGE sql AS $$
  WITH limits AS (SELECT timestamptz '2026-03-03 00:20' AS as_of),
  -- what holds in a layer: events up to the next one, intervals as they are
  event AS (
    SELECT DISTINCT ON (e.user_id, e.channel, e.layer, e.occurred_at) e.* FROM status_event e, limits WHERE e.occurred_at <= as_of
    ORDER BY e.user_id, e.channel, e.layer, e.occurred_at, e.event_id DESC),
  -- heartbeats do not begin a run
  event_run AS (
    SELECT * FROM (SELECT *, lag(e.occurred_at) OVER w IS NOT NULL AND (lag(e.status) OVER w, lag(e.reason) OVER w) IS NOT DISTINCT FROM (e.status, e.reason) AS repeated
      FROM event e WINDOW w AS (PARTITION BY e.user_id, e.channel, e.layer ORDER BY e.occurred_at)) r WHERE NOT repeated),
  held AS (
    SELECT user_id, channel, layer, 'event' AS kind, status, reason, occurred_at AS at, lead(occurred_at, 1, 'infinity') OVER (PARTITION BY user_id, channel, layer ORDER BY occurred_at) AS until, event_id AS number
    FROM event_run),
  span AS (
    SELECT i.user_id, i.channel, i.layer, i.status, i.reason, i.started_at AS at, CASE WHEN i.ended_at <= as_of THEN i.ended_at ELSE 'infinity' END AS until, i.interval_id AS number
    FROM status_interval i, limits WHERE i.started_at <= as_of AND coalesce(i.ended_at > i.started_at, true)),
  -- of intervals that overlap one decides
  moment AS (
    SELECT s.user_id, s.channel, s.layer, t.at, lead(t.at, 1, 'infinity') OVER (PARTITION BY s.user_id, s.channel, s.layer ORDER BY t.at) AS until
    FROM (SELECT DISTINCT user_id, channel, layer FROM span) s
    CROSS JOIN LATERAL (SELECT k.at FROM span k WHERE (k.user_id, coalesce(k.channel, ''), coalesce(k.layer, '')) = (s.user_id, coalesce(s.channel, ''), coalesce(s.layer, ''))
      UNION SELECT k.until FROM span k WHERE (k.user_id, coalesce(k.channel, ''), coalesce(k.layer, '')) = (s.user_id, coalesce(s.channel, ''), coalesce(s.layer, '')) AND k.until < 'infinity') t),
  piece AS (
    SELECT m.user_id, m.channel, m.layer, m.at, m.until, d.status, d.reason, d.number
    FROM moment m
    LEFT JOIN LATERAL (
      SELECT k.status, k.reason, k.number FROM span k
      WHERE (k.user_id, coalesce(k.channel, ''), coalesce(k.layer, '')) = (m.user_id, coalesce(m.channel, ''), coalesce(m.layer, '')) AND k.at <= m.at AND k.until > m.at
      ORDER BY pg_temp.rank(k.status, is_all), k.at DESC, k.status COLLATE "C", k.reason COLLATE "C", k.number LIMIT 1) d ON true),
  filled AS (
    SELECT p.user_id, p.channel, p.layer, p.at, p.until, CASE WHEN p.status IS NULL AND (NOT is_all OR p.layer IS NULL) THEN 'Offline' ELSE p.status END AS status, p.reason, p.number FROM piece p),
  joined AS (
    SELECT f.user_id, f.channel, f.layer, f.status, f.reason, min(f.at) AS at, max(f.until) AS until, (array_agg(f.number ORDER BY f.at))[1] AS number
    FROM (SELECT *, count(*) FILTER (WHERE is_new) OVER (PARTITION BY user_id, channel, layer ORDER BY at) AS run
      FROM (SELECT *, (lag(at) OVER w IS NULL OR (lag(status) OVER w, lag(reason) OVER w) IS DISTINCT FROM (status, reason)) AS is_new
        FROM filled WINDOW w AS (PARTITION BY user_id, channel, layer ORDER BY at)) x) f
    GROUP BY f.user_id, f.channel, f.layer, f.run, f.status, f.reason),
  layer AS (SELECT user_id, channel, at, until, status, reason, number FROM held UNION ALL SELECT user_id, channel, at, until, status, reason, number FROM joined),
  own AS (SELECT user_id, channel, min(at) AS first_at FROM layer WHERE channel IS NOT NULL GROUP BY user_id, channel),
  -- a layer without a channel is part of each of them from its first status on
  member AS (
    SELECT l.user_id, l.channel, l.at, l.until, l.status, l.reason, l.number FROM layer l WHERE l.channel IS NOT NULL
    UNION ALL
    SELECT l.user_id, o.channel, greatest(l.at, o.first_at), l.until, l.status, l.reason, l.number
    FROM layer l LEFT JOIN own o ON o.user_id = l.user_id WHERE l.channel IS NULL AND l.until > coalesce(o.first_at, l.at)),
  channel_moment AS (
    SELECT c.user_id, c.channel, t.at FROM (SELECT DISTINCT user_id, channel FROM member) c
    CROSS JOIN LATERAL (SELECT k.at FROM member k WHERE (k.user_id, coalesce(k.channel, '')) = (c.user_id, coalesce(c.channel, '')) UNION
      SELECT k.until FROM member k WHERE (k.user_id, coalesce(k.channel, '')) = (c.user_id, coalesce(c.channel, '')) AND k.until < 'infinity') t(at)),
  folded AS (
    SELECT m.user_id, m.channel, m.at, d.status, d.reason, d.number
    FROM channel_moment m
    LEFT JOIN LATERAL (
      SELECT k.status, k.reason, k.number FROM member k
      WHERE (k.user_id, coalesce(k.channel, '')) = (m.user_id, coalesce(m.channel, '')) AND k.at <= m.at AND k.until > m.at AND k.status IS NOT NULL
      ORDER BY pg_temp.rank(k.status, is_all), k.at DESC, k.status COLLATE "C", k.reason COLLATE "C", k.number LIMIT 1) d ON true),
  channel AS (
    SELECT f.user_id, f.channel, f.at, lead(f.at, 1, 'infinity') OVER (PARTITION BY f.user_id, f.channel ORDER BY f.at) AS until, f.status, f.reason, f.number
    FROM (SELECT *, (lag(at) OVER w IS NULL OR (lag(status) OVER w, lag(reason) OVER w) IS DISTINCT FROM (status, reason)) AS is_new
      FROM folded WINDOW w AS (PARTITION BY user_id, channel ORDER BY at)) f
    WHERE f.is_new),
  person_moment AS (SELECT DISTINCT user_id, at FROM channel),
  person AS (
    SELECT m.user_id, m.at, d.status, d.reason, d.number
    FROM person_moment m
    LEFT JOIN LATERAL (
      SELECT k.status, k.reason, k.number FROM channel k
      WHERE k.user_id = m.user_id AND k.at <= m.at AND k.until > m.at AND k.status IS NOT NULL
      ORDER BY pg_temp.rank(k.status, false), k.at DESC, k.status COLLATE "C", k.reason COLLATE "C", k.number LIMIT 1) d ON true)
  SELECT c.user_id, coalesce(c.channel, '(none)'), c.at, c.until, c.status, c.reason, c.number FROM channel c
  UNION ALL
  SELECT p.user_id, NULL, p.at, lead(p.at, 1, 'infinity') OVER (PARTITION BY p.user_id ORDER BY p.at), p.status, p.reason, p.number
  FROM (SELECT *, (lag(at) OVER w IS NULL OR (lag(status) OVER w, lag(reason) OVER w) IS DISTINCT FROM (status, reason)) AS is_new
    FROM person WINDOW w AS (PARTITION BY user_id ORDER BY at)) p
  WHERE p.is_new $$;

-- by either rule: of each channel, and of each user
CREATE TABLE want AS SELECT false AS is_all, h.* FROM pg_temp.history(false) h UNION ALL SELECT true, h.* FROM pg_temp.history(true) h;
SELECT is_all, channel IS NULL AS is_user, count(*) > 100 AS many FROM want GROUP BY 1, 2 ORDER BY 1, 2;
CREATE TABLE got AS SELECT false AS is_all, user_id, channel, login_at, logout_at, status, reason FROM user_logs_by_channel
  UNION ALL SELECT false, user_id, NULL, login_at, logout_at, status, reason FROM user_logs WHERE login_at IS NOT NULL;
UPDATE setting SET layer_rule = 'all';
INSERT INTO got SELECT true AS is_all, user_id, channel, login_at, logout_at, status, reason FROM user_logs_by_channel
  UNION ALL SELECT true, user_id, NULL, login_at, logout_at, status, reason FROM user_logs WHERE login_at IS NOT NULL;
SELECT * FROM (TABLE got EXCEPT ALL SELECT is_all, user_id, channel, at, nullif(until, 'infinity'), status, reason FROM want) d ORDER BY 1, 2, 3, 4 LIMIT 5;
SELECT * FROM (SELECT is_all, user_id, channel, at, nullif(until, 'infinity'), status, reason FROM want EXCEPT ALL TABLE got) d ORDER BY 1, 2, 3, 4 LIMIT 5;

-- a window has the same intervals, clipped
CREATE TABLE win AS SELECT f AS from_at, f + n * interval '37 minutes' AS to_at FROM (SELECT n, timestamptz '2026-03-01 20:00' + n * interval '83 minutes' AS f FROM generate_series(0, 20) n) w;
CREATE TABLE got_window AS
SELECT w.from_at, l.user_id, NULL AS channel, l.login_at, l.logout_at, l.status, l.reason, l.duration FROM win w, user_logs_between(w.from_at, w.to_at) l WHERE l.login_at IS NOT NULL
UNION ALL SELECT w.from_at, l.user_id, l.channel, l.login_at, l.logout_at, l.status, l.reason, l.duration FROM win w, user_logs_by_channel_between(w.from_at, w.to_at) l WHERE l.login_at IS NOT NULL;
CREATE TABLE want_window AS
SELECT w.from_at, g.user_id, g.channel, g.login_at, g.logout_at, g.status, g.reason,
  least(coalesce(g.logout_at, 'infinity'), w.to_at, '2026-03-03 00:20') - greatest(g.login_at, w.from_at) AS duration
FROM win w JOIN got g ON g.is_all AND g.login_at < least(w.to_at, '2026-03-03 00:20') AND coalesce(g.logout_at > w.from_at, true);
SELECT count(*) > 1000 AS intervals FROM want_window;
SELECT * FROM (TABLE got_window EXCEPT ALL TABLE want_window) d ORDER BY 1, 2, 3, 4 LIMIT 5;
SELECT * FROM (TABLE want_window EXCEPT ALL TABLE got_window) d ORDER BY 1, 2, 3, 4 LIMIT 5;
-- the days add up to the intervals
SELECT d.user_id, d.channel, d.local_date FROM availability_daily_by_channel d
WHERE (d.available_seconds, d.engaged_seconds + d.unavailable_seconds + d.offline_seconds) IS DISTINCT FROM (
  SELECT (coalesce(sum(l.duration_seconds) FILTER (WHERE l.class = 'available'), 0), coalesce(sum(l.duration_seconds) FILTER (WHERE l.class NOT IN ('available', 'unknown')), 0))
  FROM user_logs_by_channel_between(d.local_date::timestamp AT TIME ZONE 'UTC', (d.local_date + 1)::timestamp AT TIME ZONE 'UTC') l WHERE l.user_id = d.user_id AND l.channel = d.channel);

-- what intervals and previous statuses contradict is listed
SET search_path = userlogs;
CREATE SCHEMA listed
  CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, previous_status text, previous_at timestamptz, reason_only boolean)
  CREATE TABLE status_interval (interval_id bigint, user_id text, started_at timestamptz, ended_at timestamptz, status text, reason text, source text, layer text);
SELECT create_report('listed') IS NOT NULL AS made;
UPDATE listed.setting SET as_of = '2026-03-02 18:00';
INSERT INTO listed.status_interval (interval_id, user_id, started_at, ended_at, status, reason, source, layer) VALUES
  (1, 'amy', '2026-03-02 08:00', '2026-03-02 12:00', 'Available', NULL, 'till', NULL), (2, 'amy', '2026-03-02 12:00', '2026-03-02 13:00', 'Break', NULL, 'till', NULL),
  (3, 'amy', '2026-03-02 12:30', '2026-03-02 12:40', 'Available', NULL, 'desk', NULL), (4, 'amy', '2026-03-02 12:35', '2026-03-02 12:50', 'Available', NULL, 'till', NULL),
  (5, 'amy', '2026-03-02 08:00', '2026-03-02 13:00', 'Available', NULL, 'till', 'other'),
  (6, 'bob', '2026-03-02 08:00', '2026-03-02 12:00', 'Online', NULL, 'till', NULL), (7, 'bob', '2026-03-02 11:59', '2026-03-02 13:00', 'Online', NULL, 'desk', NULL),
  (8, 'bob', '2026-03-02 09:00', '2026-03-02 10:00', 'online', NULL, NULL, NULL), (9, 'bob', '2026-03-02 14:00', '2026-03-02 14:00', 'Online', NULL, NULL, NULL),
  (10, 'cat', '2026-03-01 08:00', NULL, 'Online', NULL, NULL, NULL), (11, 'cat', '2026-03-02 08:00', '2026-03-02 12:00', 'Offline', NULL, NULL, NULL);
INSERT INTO listed.status_event VALUES
  (20, 'dee', '2026-03-02 08:00', NULL, 'Lunch', NULL, NULL, true), (21, 'dee', '2026-03-02 09:00', 'Online', NULL, 'Offline', NULL, NULL),
  (22, 'dee', '2026-03-02 10:00', 'Away', NULL, 'Online', NULL, NULL), (23, 'dee', '2026-03-02 11:00', 'Offline', NULL, 'Online', NULL, NULL),
  (24, 'dee', '2026-03-02 12:00', 'Online', NULL, 'Away', '2026-03-02 11:30', NULL), (25, 'dee', '2026-03-02 13:00', 'Away', NULL, 'Offline', '2026-03-02 10:30', NULL);
SELECT user_id, kind, severity, event_id, occurred_at::time AS at, status, action FROM listed.anomalies ORDER BY 1, 5, 2;
-- of a window those in it
SELECT count(*) FROM (TABLE listed.anomalies EXCEPT ALL SELECT * FROM listed.anomalies_between('2026-03-01', '2026-03-03')) d;
SELECT user_id, kind FROM listed.anomalies_between('2026-03-02 12:00', '2026-03-02 12:35') ORDER BY 1, 2;

-- whatever stands in these inputs, no view fails, and nobody else's rows change
CREATE SCHEMA spoiled
  CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, channel text, layer text, reason_only boolean, previous_status text, previous_reason text, previous_at timestamptz)
  CREATE TABLE status_interval (interval_id bigint, user_id text, started_at timestamptz, ended_at timestamptz, status text, reason text, channel text, layer text, source text)
  CREATE TABLE status_snapshot (user_id text, polled_at timestamptz, status text, reason text)
  CREATE TABLE initial_status (user_id text, status text, reason text)
  CREATE TABLE all_users_event (occurred_at timestamptz, status text, reason text, channel text)
  CREATE TABLE setting (time_zone text, layer_rule text, gap_status text, as_of timestamptz, starts_at timestamptz);
SELECT create_report('spoiled') IS NOT NULL AS made;
INSERT INTO spoiled.setting VALUES ('UTC', 'any', 'Offline', '2026-03-03', '2026-03-01'), ('UTC', 'both', NULL, '2026-03-03', '2026-03-01');
INSERT INTO spoiled.status_class (status, class, precedence) VALUES ('first', 'available', 9223372036854775807), ('last', 'offline', -9223372036854775808);
INSERT INTO spoiled.status_event (event_id, user_id, occurred_at, status, channel) VALUES (1, 'good', '2026-03-02 09:00', 'Available', 'good'), (2, 'good', '2026-03-02 10:00', 'First', 'good'), (3, 'good', '2026-03-02 17:00', 'Last', 'good');
CREATE TABLE spoiled.good AS SELECT * FROM spoiled.user_logs;
SELECT status, class, login_at::time, logout_at::time FROM spoiled.good;
CREATE VIEW spoiled.moment AS SELECT t::timestamptz FROM unnest('{NULL,-infinity,infinity,"4713-01-01 BC","294276-12-31",1970-01-01,"2026-03-02 10:00","2026-03-02 12:00",2027-01-01}'::text[]) t;
INSERT INTO spoiled.status_event
SELECT n, u, a, s, r, c, l, b, p, NULL, k
FROM (SELECT row_number() OVER () AS n, m.t AS a, o.t AS k, u, s, r, c, l, b, p
  FROM unnest('{NULL,a,"",b}'::text[]) u, spoiled.moment m, spoiled.moment o, unnest('{NULL,Available,"",(capped),Offline}'::text[]) s, unnest('{NULL,(lost)}'::text[]) r,
    unnest('{NULL,"",q}'::text[]) c, unnest('{NULL,l}'::text[]) l, unnest('{NULL,t,f}'::boolean[]) b, unnest('{NULL,Break,""}'::text[]) p) e
WHERE hashint8(n) % 11 = 0;
INSERT INTO spoiled.status_interval
SELECT n, u, a, k, s, r, c, NULL, x
FROM (SELECT row_number() OVER () AS n, m.t AS a, o.t AS k, u, s, r, c, x
  FROM unnest('{NULL,a,"",b}'::text[]) u, spoiled.moment m, spoiled.moment o, unnest('{NULL,Available,"",(capped),Offline}'::text[]) s, unnest('{NULL,(lost)}'::text[]) r,
    unnest('{NULL,"",q}'::text[]) c, unnest('{NULL,s1,s2}'::text[]) x) i
WHERE hashint8(n) % 5 = 0;
INSERT INTO spoiled.status_snapshot SELECT u, m.t, s, NULL FROM unnest('{NULL,a,"",b}'::text[]) u, spoiled.moment m, unnest('{NULL,Available,"",(capped),Offline}'::text[]) s;
INSERT INTO spoiled.initial_status SELECT u, s, NULL FROM unnest('{NULL,a,"",b}'::text[]) u, unnest('{NULL,Available,""}'::text[]) s;
INSERT INTO spoiled.all_users_event SELECT m.t, s, NULL, 'q' FROM spoiled.moment m, unnest('{NULL,Available,"",(capped),Offline}'::text[]) s;
CREATE FUNCTION pg_temp.failing() RETURNS TABLE (view_name text, error text) LANGUAGE plpgsql AS $$
BEGIN
  FOR view_name IN SELECT relname FROM pg_class WHERE relnamespace = 'spoiled'::regnamespace AND relkind = 'v' LOOP
    BEGIN
      EXECUTE format('SELECT count(*) FROM (SELECT to_jsonb(t) FROM spoiled.%I t OFFSET 0) q', view_name) INTO error;
    EXCEPTION WHEN OTHERS THEN
      error := SQLERRM;
      RETURN NEXT;
    END;
  END LOOP;
END $$;
SELECT * FROM pg_temp.failing();
(SELECT * FROM spoiled.user_logs WHERE user_id = 'good' EXCEPT ALL TABLE spoiled.good) UNION ALL (TABLE spoiled.good EXCEPT ALL SELECT * FROM spoiled.user_logs WHERE user_id = 'good');
SELECT kind, count(*) > 0 AS listed FROM spoiled.anomalies GROUP BY kind ORDER BY kind COLLATE "C";
SELECT input, problem, key, action FROM spoiled.input_problems WHERE input IN ('setting', 'initial_status', 'all_users_event') ORDER BY input, problem, key COLLATE "C";
