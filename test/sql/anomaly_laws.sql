-- The anomalies that contradict each other, against SQL that does not use
-- timelines; and of a window, looked up or not, those of all that lie in it: on
-- random logs with ties, repetitions, two sources, and events that were recorded
-- late, out of order or without a number.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA anomaly_laws;
SET search_path = anomaly_laws;
SELECT setseed(0.6) \g /dev/null
CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, source text, recorded_at timestamptz);
CREATE INDEX status_event_index ON status_event (user_id, occurred_at);
-- users with few events have long statuses; those of u2 come close together
INSERT INTO status_event
SELECT CASE WHEN random() < 0.85 THEN CASE WHEN random() < 0.2 THEN 100000 + floor((n + random() * 20) * 10000)::bigint * 16 + u ELSE n * 160000 + u END END, 'u' || u, at,
  (ARRAY['Available', 'Break', 'Offline', 'Offline', 'Available', 'Logout', 'Unheard', NULL])[1 + floor(random() * CASE u % 2 WHEN 0 THEN 4 ELSE 8 END)::int],
  CASE WHEN random() < 0.2 THEN 'Lunch' END, (ARRAY['A', 'B', NULL])[1 + floor(random() * CASE u % 2 WHEN 0 THEN 2 ELSE 3 END)::int],
  CASE WHEN random() < 0.95 THEN at + floor(random() * 60) * interval '1 second' + CASE WHEN random() < 0.1 THEN interval '3000 seconds' * floor(random() * 4) ELSE '0' END END
FROM (
  SELECT u, n, timestamptz '2026-03-02' + floor((n + random() * 3) * CASE u % 4 WHEN 0 THEN 30 WHEN 1 THEN 500 WHEN 2 THEN 2 ELSE 7 END) * interval '20 seconds' * (1 + u / 4) AS at
  FROM generate_series(0, 15) u, generate_series(1, 250) n) e;
-- equal events, and moments that cannot be
INSERT INTO status_event SELECT * FROM status_event WHERE random() < 0.03;
UPDATE status_event SET recorded_at = 'infinity' WHERE random() < 0.01;
SELECT userlogs.create_report('anomaly_laws', 'text') IS NOT NULL AS made;
UPDATE setting SET as_of = '2026-03-20', starts_at = '2026-03-01';

CREATE TABLE wanted AS
WITH ev AS (
  SELECT e.*, CASE WHEN isfinite(e.recorded_at) THEN extract(epoch FROM e.recorded_at)::bigint END AS second,
    CASE WHEN e.status IN ('Available', 'Break') THEN 'here' WHEN e.status IN ('Offline', 'Logout') THEN 'gone' END AS place
  FROM status_event e WHERE e.occurred_at <= '2026-03-20'),
winner AS (
  SELECT DISTINCT ON (user_id, occurred_at) * FROM ev
  ORDER BY user_id, occurred_at, event_id DESC NULLS FIRST, (event_id IS NULL AND place = 'here') IS TRUE DESC,
    status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST),
former AS (
  SELECT w.*, row_number() OVER o = 1 AS is_first, lag(place) OVER o AS old_place, lag(status) OVER o AS old_status, lag(reason) OVER o AS old_reason FROM winner w WINDOW o AS (PARTITION BY user_id ORDER BY occurred_at)),
-- intervals of equal status and reason, and times in a place
run AS (
  SELECT f.*, coalesce(lead(occurred_at) OVER (PARTITION BY user_id ORDER BY occurred_at), '2026-03-20') AS ended_at
  FROM former f WHERE is_first OR (status, reason) IS DISTINCT FROM (old_status, old_reason)),
stay AS (
  SELECT f.*, coalesce(lead(occurred_at) OVER (PARTITION BY user_id ORDER BY occurred_at), '2026-03-20') AS ended_at
  FROM former f WHERE is_first OR place IS DISTINCT FROM old_place),
long_run AS (SELECT * FROM run WHERE place = 'here' AND ended_at - occurred_at >= '16 hours'),
-- the first time more than a minute after each, and after each at all
paired AS (
  SELECT e.*, (SELECT min(o.occurred_at) FROM ev o WHERE o.user_id = e.user_id AND o.occurred_at > e.occurred_at + interval '1 minute') AS minute_at,
    (SELECT min(o.occurred_at) FROM ev o WHERE o.user_id = e.user_id AND o.occurred_at > e.occurred_at) AS next_at
  FROM ev e),
lowest AS (SELECT user_id, occurred_at, min(event_id) AS event_id, min(second) AS second FROM ev GROUP BY 1, 2),
backwards AS (
  SELECT DISTINCT ON (p.user_id, p.minute_at) p.*, l.event_id AS later_id
  FROM paired p JOIN lowest l ON l.user_id = p.user_id AND l.occurred_at = p.minute_at
  ORDER BY p.user_id, p.minute_at, p.event_id DESC NULLS LAST, p.occurred_at, p.status COLLATE "C", p.reason COLLATE "C"),
late AS (
  SELECT DISTINCT ON (p.user_id, p.next_at) p.*, l.second AS later_second
  FROM paired p JOIN lowest l ON l.user_id = p.user_id AND l.occurred_at = p.next_at
  ORDER BY p.user_id, p.next_at, p.second DESC NULLS LAST, p.status COLLATE "C", p.source COLLATE "C"),
-- what each source says, of one time what was recorded last
said AS (
  SELECT DISTINCT ON (user_id, occurred_at) user_id, occurred_at, status, source, second, CASE WHEN source IS NOT NULL THEN place END AS place FROM ev
  ORDER BY user_id, occurred_at, second DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, source COLLATE "C" DESC NULLS FIRST),
word AS (
  SELECT user_id, n, min(occurred_at) AS started_at, max(occurred_at) AS occurred_at, min(source) AS source, min(place) AS place
  FROM (
    SELECT b.*, count(*) FILTER (WHERE is_new) OVER (PARTITION BY user_id ORDER BY occurred_at) AS n
    FROM (SELECT s.*, (place, source) IS DISTINCT FROM lag((place, source)) OVER (PARTITION BY user_id ORDER BY occurred_at) OR place IS NULL AS is_new FROM said s) b) x
  GROUP BY user_id, n),
four AS (
  SELECT user_id, n, occurred_at
  FROM (
    SELECT w.*, lead(source) OVER o AS source_1, lead(place) OVER o AS place_1, lead(source, 2) OVER o AS source_2, lead(place, 2) OVER o AS place_2,
      lead(source, 3) OVER o AS source_3, lead(place, 3) OVER o AS place_3, lead(started_at, 3) OVER o AS started_3
    FROM word w WINDOW o AS (PARTITION BY user_id ORDER BY n)) w
  WHERE source = source_2 AND source_1 = source_3 AND source <> source_1 AND place = place_2 AND place_1 = place_3 AND place <> place_1 AND started_3 - occurred_at <= '15 minutes'),
alternating AS (
  SELECT s.* FROM four f JOIN said s ON s.user_id = f.user_id AND s.occurred_at = f.occurred_at WHERE NOT EXISTS (SELECT FROM four p WHERE p.user_id = f.user_id AND p.n = f.n - 1)),
found AS (
  SELECT 'unknown_status' AS kind, user_id, event_id, occurred_at, status, reason, NULL AS source, NULL::bigint AS second FROM status_event WHERE status = 'Unheard' GROUP BY 2, 3, 4, 5, 6
  UNION ALL
  SELECT DISTINCT 'tie', e.user_id, e.event_id, e.occurred_at, e.status, e.reason, NULL, NULL::bigint FROM ev e JOIN winner w ON w.user_id = e.user_id AND w.occurred_at = e.occurred_at
  WHERE (e.status, e.reason) IS DISTINCT FROM (w.status, w.reason) AND (e.event_id <> w.event_id) IS NOT TRUE
    -- that one is at work decides
    AND (e.event_id IS NULL AND w.event_id IS NULL AND w.place = 'here' AND e.place IS DISTINCT FROM 'here') IS NOT TRUE
  UNION ALL
  SELECT 'logout_without_login', user_id, event_id, occurred_at, status, reason, NULL, NULL FROM former
  WHERE place = 'gone' AND (is_first OR old_place = 'gone' AND (status, reason) IS DISTINCT FROM (old_status, old_reason))
  UNION ALL SELECT 'recorded_backwards', user_id, event_id, occurred_at, status, reason, NULL, NULL FROM backwards WHERE event_id > later_id
  UNION ALL SELECT 'recorded_late', user_id, NULL, occurred_at, status, NULL, coalesce(source, ''), second FROM late WHERE second - later_second > 3600
  UNION ALL SELECT 'two_at_once', user_id, NULL, occurred_at, status, NULL, coalesce(source, ''), second FROM alternating)
SELECT f.kind, f.user_id, e.event_id, f.occurred_at, f.status, e.reason, count(*) AS event_count
FROM found f JOIN status_event e ON e.user_id = f.user_id AND e.occurred_at = f.occurred_at AND e.status IS NOT DISTINCT FROM f.status
  AND CASE WHEN f.source IS NULL THEN (e.event_id, e.reason) IS NOT DISTINCT FROM (f.event_id, f.reason)
    ELSE coalesce(e.source, '') = f.source AND CASE WHEN isfinite(e.recorded_at) THEN extract(epoch FROM e.recorded_at)::bigint END IS NOT DISTINCT FROM f.second END
GROUP BY 1, 2, 3, 4, 5, 6
UNION ALL SELECT 'event_in_future', user_id, event_id, occurred_at, status, reason, count(*) FROM status_event WHERE occurred_at > '2026-03-20' GROUP BY 2, 3, 4, 5, 6
UNION ALL SELECT 'long_status', user_id, event_id, occurred_at, status, reason, 1 FROM long_run
UNION ALL SELECT 'long_session', user_id, NULL, occurred_at, NULL, NULL, 1 FROM stay s WHERE place = 'here' AND ended_at - occurred_at >= '16 hours'
  AND NOT EXISTS (SELECT FROM long_run l WHERE l.user_id = s.user_id AND l.occurred_at >= s.occurred_at AND l.occurred_at < s.ended_at);
SELECT kind, count(*) > 10 AS enough FROM wanted GROUP BY kind ORDER BY kind;
CREATE VIEW difference AS
(SELECT 'got' AS side, kind, user_id, event_id, occurred_at, status, reason, event_count FROM anomalies EXCEPT ALL SELECT 'got', w.* FROM wanted w)
UNION ALL (SELECT 'wanted', w.* FROM wanted w EXCEPT ALL SELECT 'wanted', kind, user_id, event_id, occurred_at, status, reason, event_count FROM anomalies);
SELECT log_is_indexed() AS indexed;
SELECT * FROM difference ORDER BY user_id, occurred_at, kind, side;
CREATE TABLE whole AS SELECT * FROM anomalies;

-- with limits, those of user_logs that they ended, and what is still long
CREATE FUNCTION limited(max_open interval, heartbeat interval) RETURNS TABLE (side text, kind text, user_id text, event_id bigint, occurred_at timestamptz, status text, reason text) LANGUAGE plpgsql AS $$
BEGIN
  UPDATE setting SET max_open_time = max_open, heartbeat_timeout = heartbeat;
  RETURN QUERY
  WITH got AS (SELECT a.kind, a.user_id, a.event_id, a.occurred_at, a.status, a.reason FROM anomalies a WHERE a.kind IN ('capped', 'lost', 'long_status', 'long_session')),
  want AS (
    SELECT CASE WHEN l.end_cause IN ('capped', 'lost') THEN l.end_cause ELSE 'long_status' END, l.user_id, l.event_id, l.login_at, l.status, l.reason
    FROM user_logs l WHERE l.end_cause IN ('capped', 'lost') OR l.class IN ('available', 'unavailable') AND l.duration >= '16 hours')
  SELECT 'rows', w.kind, NULL, count(*), NULL::timestamptz, NULL, NULL FROM want w(kind) GROUP BY w.kind
  UNION ALL (SELECT 'got', g.* FROM got g EXCEPT ALL SELECT 'got', w.* FROM want w)
  UNION ALL (SELECT 'wanted', w.* FROM want w EXCEPT ALL SELECT 'wanted', g.* FROM got g);
  UPDATE setting SET max_open_time = NULL, heartbeat_timeout = NULL;
END $$;
SELECT c.*, d.side, d.kind, d.event_id > 0 AS some FROM (VALUES (interval '3 hours', NULL::interval), (NULL, '40 minutes'), ('3 hours', '40 minutes'), ('40 hours', NULL), ('20 hours', '30 hours')) c(open, heartbeat)
CROSS JOIN LATERAL limited(c.open, c.heartbeat) d ORDER BY 1, 2, 3, 4;

-- windows from and to times of events, and between
CREATE TABLE win AS
SELECT row_number() OVER () AS win, from_at, CASE WHEN n % 9 > 0 THEN greatest(from_at, to_at) END AS to_at
FROM (
  SELECT n, (SELECT occurred_at FROM status_event ORDER BY hashtext(event_id || user_id || n) LIMIT 1) + (n % 3 - 1) * interval '10 seconds' AS from_at,
    (SELECT occurred_at FROM status_event ORDER BY hashtext(n || user_id || event_id) LIMIT 1) + (n % 2) * interval '70 seconds' AS to_at
  FROM generate_series(1, 24) n) w
UNION ALL SELECT 100 + n, f, f + n % 10 * interval '1 minute' FROM (SELECT n, timestamptz '2026-03-02 02:00' + n * interval '17 minutes' AS f FROM generate_series(1, 20) n) s;
CREATE VIEW window_difference AS
SELECT w.win, d.* FROM win w CROSS JOIN LATERAL (
  (SELECT 'got' AS side, a.* FROM anomalies_between(w.from_at, w.to_at) a EXCEPT ALL SELECT 'got', h.* FROM whole h WHERE h.occurred_at >= w.from_at AND (w.to_at IS NULL OR h.occurred_at < w.to_at))
  UNION ALL (SELECT 'wanted', h.* FROM whole h WHERE h.occurred_at >= w.from_at AND (w.to_at IS NULL OR h.occurred_at < w.to_at) EXCEPT ALL SELECT 'wanted', a.* FROM anomalies_between(w.from_at, w.to_at) a)) d;
SELECT win, side, kind, user_id, event_id, occurred_at, action FROM window_difference ORDER BY win, user_id, occurred_at, kind, side;
SELECT count(*) > 2000 AS enough FROM win w, whole h WHERE h.occurred_at >= w.from_at AND (w.to_at IS NULL OR h.occurred_at < w.to_at);
-- the same in one pass
DROP INDEX status_event_index;
SELECT log_is_indexed() AS indexed;
SELECT * FROM difference ORDER BY user_id, occurred_at, kind, side;
SELECT win, side, kind, user_id, event_id, occurred_at, action FROM window_difference WHERE win % 4 = 0 ORDER BY win, user_id, occurred_at, kind, side;
-- by day they are as many
SELECT local_date, kind, severity, anomaly_count, event_count, user_count, 'UTC' FROM anomalies_daily
EXCEPT ALL SELECT occurred_at::date, kind, min(severity), count(*), sum(event_count), count(DISTINCT user_id), min(time_zone) FROM whole GROUP BY 1, 2;
SELECT (SELECT sum(anomaly_count) FROM anomalies_daily) = (SELECT count(*) FROM whole) AS all_of_them;
-- numbers that come again are no order
CREATE SCHEMA ranked;
CREATE VIEW ranked.status_event AS SELECT event_id % 2 AS event_id, user_id, occurred_at, status, reason, source, recorded_at FROM status_event;
SELECT userlogs.create_report('ranked') IS NOT NULL AS made;
UPDATE ranked.setting SET as_of = '2026-03-20', starts_at = '2026-03-01';
SELECT kind, count(*) > 10 AS enough FROM ranked.anomalies WHERE kind LIKE 'recorded%' GROUP BY kind ORDER BY kind;
SELECT userlogs.drop_report('ranked') IS NOT NULL AS dropped;
DROP SCHEMA ranked CASCADE;
-- a log without numbers, sources or a time of recording has none of theirs
CREATE SCHEMA plain;
CREATE VIEW plain.status_event AS SELECT NULL::bigint AS event_id, user_id, occurred_at, status, reason FROM status_event;
SELECT userlogs.create_report('plain') IS NOT NULL AS made;
UPDATE plain.setting SET as_of = '2026-03-20', starts_at = '2026-03-01';
SELECT kind, count(*) > 10 AS enough FROM plain.anomalies GROUP BY kind ORDER BY kind;
RESET search_path;
SELECT userlogs.drop_report('plain') IS NOT NULL AS dropped;
DROP SCHEMA plain CASCADE;
DROP SCHEMA anomaly_laws CASCADE;
