-- reconnect_tolerance: a short time offline does not end a session; examples that
-- a reader can check by hand, pure SQL on random events, and windows.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET jit = off;
CREATE SCHEMA reconnect;
SELECT userlogs.create_report('reconnect') IS NOT NULL AS made;
SET search_path = reconnect, userlogs;

-- Ana loses her connection at 10:00 for 5 minutes, at 23:58 for 4 minutes, and goes
-- home for good at 00:30
INSERT INTO status_event (user_id, occurred_at, status) VALUES
  ('ana', '2026-03-02 09:00', 'Available'), ('ana', '2026-03-02 10:00', 'Offline'), ('ana', '2026-03-02 10:05', 'Available'), ('ana', '2026-03-02 12:00', 'Break'),
  ('ana', '2026-03-02 12:30', 'Offline'), ('ana', '2026-03-02 12:35:00.000001', 'Break'), ('ana', '2026-03-02 13:00', 'Available'),
  ('ana', '2026-03-02 23:58', 'Offline'), ('ana', '2026-03-03 00:02', 'Available'), ('ana', '2026-03-03 00:30', 'Offline');
UPDATE setting SET as_of = '2026-03-04';
SELECT local_date, staffed_seconds, offline_seconds, first_login_at, last_logout_at, login_count, session_count, drop_count FROM availability_daily ORDER BY local_date;
UPDATE setting SET reconnect_tolerance = '5 minutes';
SELECT local_date, staffed_seconds, offline_seconds, first_login_at, last_logout_at, login_count, session_count, drop_count FROM availability_daily ORDER BY local_date;
-- the log is as it was
SELECT count(*) AS intervals, count(*) FILTER (WHERE status = 'Offline') AS offline FROM user_logs WHERE start_cause = 'changed';
-- windows within a drop, and at its edges: it is known what comes after
SELECT w.from_at, w.to_at, d.first_login_at, d.last_logout_at, d.login_count, d.session_count, d.drop_count
FROM (VALUES (timestamptz '2026-03-02 10:01', timestamptz '2026-03-02 10:04'), ('2026-03-02 10:00', '2026-03-02 10:05'), ('2026-03-02 09:30', '2026-03-02 10:00'), ('2026-03-02 10:05', '2026-03-02 11:00'),
  ('2026-03-02 12:31', '2026-03-02 12:32'), ('2026-03-02 12:00', '2026-03-02 12:30'), ('2026-03-02 12:30', '2026-03-02 12:36')) w(from_at, to_at)
CROSS JOIN LATERAL availability_daily_between(w.from_at, w.to_at) d ORDER BY w.from_at;
-- in the middle of a drop nobody knows that it is one
UPDATE setting SET as_of = '2026-03-03 00:01';
SELECT local_date, last_logout_at, login_count, session_count, drop_count FROM availability_daily ORDER BY local_date;
-- lost is a drop, too; capped is none: the next login begins a session
UPDATE setting SET as_of = '2026-03-03 12:00', heartbeat_timeout = '2 minutes';
TRUNCATE status_event;
INSERT INTO status_event (user_id, occurred_at, status) VALUES
  ('ben', '2026-03-02 09:00', 'Available'), ('ben', '2026-03-02 09:02', 'Available'), ('ben', '2026-03-02 09:08', 'Available'), ('ben', '2026-03-02 09:10', 'Offline'),
  ('ben', '2026-03-02 09:12', NULL), ('ben', '2026-03-02 09:14', 'Available'), ('ben', '2026-03-02 09:15', 'Offline');
SELECT local_date, first_login_at, last_logout_at, login_count, session_count, drop_count FROM availability_daily WHERE local_date = '2026-03-02';
UPDATE setting SET heartbeat_timeout = NULL;
INSERT INTO status_limit (status, max_open_time) VALUES ('Available', '4 minutes');
SELECT local_date, first_login_at, last_logout_at, login_count, session_count, drop_count FROM availability_daily WHERE local_date = '2026-03-02';
-- a day is 24 hours
UPDATE setting SET reconnect_tolerance = '1 day';
SELECT reconnect_tolerance();
UPDATE setting SET reconnect_tolerance = '25 hours';  -- error: too long
UPDATE setting SET reconnect_tolerance = '0';  -- error: not positive

-- the engine by itself: lost as expire_statuses writes it
SELECT bucket_start, first_login, last_logout, login_count, session_count, drop_count
FROM availability_buckets('{2026-03-02 08:00+00 "A", 2026-03-02 08:50+00 NULL "(lost)", 2026-03-02 08:55+00 "Off", 2026-03-02 09:10+00 "B", 2026-03-02 09:30+00 NULL "(capped)", 2026-03-02 09:31+00 "A", 2026-03-02 10:00+00 "Off"}',
  '1 hour', '2026-03-02 08:00', '2026-03-02 11:00', 'UTC', '{A}', '{B}', '{Off}', reconnect_tolerance => '20 minutes');
SELECT sum(login_count) AS logins, sum(drop_count) AS drops FROM availability_buckets('{2026-03-02 08:00+00 "A", 2026-03-02 08:50+00 "Off", 2026-03-02 09:10+00 "A", 294276-12-31 00:00+00 "Off"}',
  '100 years', '-infinity', '20000-01-01', 'UTC', '{A}', '{}', '{Off}', reconnect_tolerance => '2147483647 days');
SELECT * FROM availability_buckets('{2026-03-02 08:00+00 "A"}', '1 day', '2026-03-02', '2026-03-03', 'UTC', '{A}', '{}', '{}', reconnect_tolerance => '-1 us');  -- error: negative
SELECT * FROM availability_buckets('{2026-03-02 08:00+00 "A"}', '1 day', '2026-03-02', '2026-03-03', 'UTC', '{A}', '{}', '{}', reconnect_tolerance => '1 month');  -- error: months

-- random events, many of them offline for a short time
SELECT setseed(0.75) \g /dev/null
CREATE TABLE tl AS
SELECT user_id, timeline_agg(at, status, reason) AS t
FROM (
  SELECT u AS user_id, timestamptz '2026-03-02' + sum(gap) OVER (PARTITION BY u ORDER BY n) AS at, (ARRAY['A', 'A', 'A', 'B', 'E', 'Off', 'Off', 'Off', 'Gone', NULL, NULL, 'Odd'])[k] AS status,
    CASE WHEN k = 10 THEN '(lost)' WHEN k = 11 THEN (ARRAY['(lost)', '(capped)', NULL])[1 + n % 3] WHEN k < 9 THEN (ARRAY['x', '(lost)', NULL])[1 + n % 3] END AS reason
  FROM (SELECT u, n, ceil(random() ^ 3 * 20) * interval '1 minute' * (random() < 0.95)::int AS gap, 1 + floor(random() * 12)::int AS k FROM generate_series(1, 30) u, generate_series(1, 300) n) g) e
GROUP BY user_id;
CREATE TABLE piece AS
SELECT user_id, tstzrange(i.started_at, i.ended_at) AS period, coalesce(status IN ('A', 'B', 'E'), false) AS staffed,
  coalesce(status IN ('Off', 'Gone'), reason = '(lost)', false) AS away
FROM tl, status_intervals(t) i;
CREATE TABLE stay AS
SELECT user_id, period, lead(lower(period)) OVER (PARTITION BY user_id ORDER BY period) AS next_at
FROM (SELECT user_id, range_agg(period) AS periods FROM piece WHERE staffed GROUP BY user_id) s, unnest(s.periods) period;
CREATE INDEX ON piece (user_id);
CREATE TABLE question AS
SELECT row_number() OVER () AS n, l.user_id, l.t, from_at, from_at + floor(random() ^ 2 * 3000) * interval '1 minute' AS to_at, w.width, tolerance
FROM tl l, unnest('{0, 1 minute, 3 minutes, 10 minutes, 1 hour}'::interval[]) tolerance, (VALUES (interval '1 day'), ('1 hour')) w(width),
  LATERAL (SELECT timestamptz '2026-03-01 23:00' + floor(random() * 3000) * interval '1 minute' + l.user_id * interval '0') f(from_at), generate_series(1, 2) k;
CREATE TABLE got AS
SELECT q.n, b.bucket_start, b.first_login, b.last_logout, b.login_count, b.session_count, b.drop_count
FROM question q, availability_buckets(q.t, q.width, q.from_at, q.to_at, 'UTC', '{A}', '{B}', '{Off,Gone}', '{}', '{}', '0', '{E}', q.tolerance) b;
-- drops join the stays on both sides of them to a session
CREATE TABLE gap AS
SELECT s.user_id, t.tolerance, s.period, s.next_at, coalesce(s.next_at - upper(s.period) <= t.tolerance
  AND NOT EXISTS (SELECT FROM piece p WHERE p.user_id = s.user_id AND NOT p.away AND p.period && tstzrange(upper(s.period), s.next_at)), false) AS is_drop
FROM stay s, (SELECT DISTINCT tolerance FROM question) t;
CREATE TABLE session AS
SELECT user_id, tolerance, min(lower(period)) AS login, max(coalesce(upper(period), 'infinity')) AS logout
FROM (SELECT g.*, count(*) FILTER (WHERE NOT g.is_drop) OVER (PARTITION BY g.user_id, g.tolerance ORDER BY g.period DESC) AS number FROM gap g) g
GROUP BY user_id, tolerance, number;
CREATE TABLE want AS
SELECT q.n, b.bucket_start, s.first_login, s.last_logout, s.login_count, s.session_count, (
    SELECT count(*) FROM gap g WHERE g.user_id = q.user_id AND g.tolerance = q.tolerance AND g.is_drop AND upper(g.period) >= b.part_start AND upper(g.period) < b.part_end) AS drop_count
FROM question q
CROSS JOIN LATERAL (SELECT bucket_start, greatest(bucket_start, q.from_at) AS part_start, least(bucket_start + q.width, q.to_at) AS part_end
  FROM generate_series(date_trunc(CASE q.width WHEN '1 day' THEN 'day' ELSE 'hour' END, q.from_at), q.to_at - interval '1 us', q.width) bucket_start) b
CROSS JOIN LATERAL (
  SELECT min(login) FILTER (WHERE login >= b.part_start AND login < b.part_end) AS first_login, max(logout) FILTER (WHERE logout > b.part_start AND logout <= b.part_end) AS last_logout,
    count(*) FILTER (WHERE login >= b.part_start AND login < b.part_end) AS login_count, count(*) FILTER (WHERE login < b.part_end AND logout > b.part_start) AS session_count
  FROM session s WHERE s.user_id = q.user_id AND s.tolerance = q.tolerance) s
WHERE b.part_start < b.part_end;
SELECT count(*) > 5000 AS buckets, sum(drop_count) > 1000 AS drops, sum(login_count) > 3000 AS logins, count(*) FILTER (WHERE session_count > login_count) > 500 AS carried,
  count(*) FILTER (WHERE drop_count > 0 AND login_count = 0) > 50 AS only_drops FROM want;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d ORDER BY n, bucket_start LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d ORDER BY n, bucket_start LIMIT 5;
-- time is as without a tolerance
SELECT count(*) FROM question q,
  LATERAL (SELECT sum(a.available), sum(a.offline), sum(a.unknown), max(a.longest_offline) FROM availability_buckets(q.t, q.width, q.from_at, q.to_at, 'UTC', '{A}', '{B}', '{Off,Gone}', '{}', '{}', '0', '{E}', q.tolerance) a) a,
  LATERAL (SELECT sum(b.available), sum(b.offline), sum(b.unknown), max(b.longest_offline) FROM availability_buckets(q.t, q.width, q.from_at, q.to_at, 'UTC', '{A}', '{B}', '{Off,Gone}', '{}', '{}', '0', '{E}') b) b
WHERE a IS DISTINCT FROM b;

-- the report: windows, by look-ups and in one pass, add up to the whole
TRUNCATE status_event, status_limit;
INSERT INTO status_event (user_id, occurred_at, status, reason)
SELECT 'u' || user_id, at, CASE e.status WHEN 'A' THEN 'Available' WHEN 'B' THEN 'Break' WHEN 'E' THEN 'On call' WHEN 'Odd' THEN 'Odd' ELSE 'Offline' END, e.reason
FROM tl, status_intervals(t) e, generate_series(e.started_at, coalesce(e.ended_at - interval '1 us', e.started_at), '4 minutes') at WHERE e.status IS NOT NULL;
UPDATE setting SET as_of = '2026-03-05 12:00', heartbeat_timeout = '5 minutes', reconnect_tolerance = '10 minutes';
INSERT INTO team_member VALUES ('u1', 'T', '2026-03-02 03:00', '2026-03-02 09:00'), ('u2', 'T', NULL, '2026-03-03 01:00');
CREATE VIEW part AS
SELECT w.n, d.user_id, d.local_date, w.sign * d.login_count AS login_count, w.sign * d.drop_count AS drop_count
FROM (SELECT n, from_at, greatest(to_at, from_at) AS to_at, from_at + (to_at - from_at) * (n % 7) / 7 AS middle_at FROM question WHERE n % 20 = 0) q
CROSS JOIN LATERAL (VALUES (q.n, q.from_at, q.to_at, 1), (q.n, q.from_at, q.middle_at, -1), (q.n, q.middle_at, q.to_at, -1)) w(n, from_at, to_at, sign)
CROSS JOIN LATERAL availability_daily_between(w.from_at, w.to_at) d;
SELECT log_is_indexed() AS indexed, sum(drop_count) FILTER (WHERE drop_count > 0) > 100 AS drops FROM part;
SELECT n, user_id, local_date, sum(login_count), sum(drop_count) FROM part GROUP BY n, user_id, local_date HAVING sum(login_count) <> 0 OR sum(drop_count) <> 0 ORDER BY n, user_id, local_date LIMIT 5;
CREATE VIEW daily AS SELECT d.user_id, d.local_date, d.first_login_at, d.last_logout_at, d.login_count, d.session_count, d.drop_count FROM availability_daily d;
CREATE VIEW windowed AS SELECT d.user_id, d.local_date, d.first_login_at, d.last_logout_at, d.login_count, d.session_count, d.drop_count
FROM generate_series(timestamptz '2026-03-02', '2026-03-05', '1 day') day, availability_daily_between(day, day + interval '1 day') d;
SELECT count(*) > 100 AS days, sum(drop_count) > 500 AS drops FROM daily;
SELECT * FROM (TABLE daily EXCEPT ALL TABLE windowed) d ORDER BY user_id, local_date LIMIT 5;
SELECT * FROM (TABLE windowed EXCEPT ALL TABLE daily) d ORDER BY user_id, local_date LIMIT 5;
-- teams share the logins and drops of their members
SELECT count(*) FROM (
  SELECT user_id, local_date FROM (SELECT user_id, local_date, login_count, drop_count FROM availability_daily UNION ALL SELECT user_id, local_date, -login_count, -drop_count FROM availability_daily_by_team) d
  GROUP BY user_id, local_date HAVING sum(login_count) <> 0 OR sum(drop_count) <> 0) d;

SET client_min_messages = error;
DROP SCHEMA reconnect CASCADE;
