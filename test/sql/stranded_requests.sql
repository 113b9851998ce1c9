-- stranded_requests, current_stranded_requests: which requests waited for somebody
-- who was not there, since when, why, and who was free? The Monday is that of
-- test/days/twelve_requests.sql; then random days, against plain SQL.
\getenv abs_srcdir PG_ABS_SRCDIR
\set day :abs_srcdir '/days/twelve_requests.sql'
\set ECHO none
\i :day
\set ECHO all
SET jit = off;

-- the columns are a promise: new ones go to the end
SELECT c.relname AS view, attname AS column, format_type(atttypid, atttypmod) AS type
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE attrelid IN ('twelve.stranded_requests'::regclass, 'twelve.current_stranded_requests'::regclass) AND attnum > 0 ORDER BY c.relname DESC, attnum;

-- request 5 was Eva's, who left at 11:00, and request 8 Rui's, who was absent
SELECT request_id AS id, team, user_name, reason, local_start::time AS start, local_end::time AS end, duration_seconds AS seconds, service_seconds AS service, free_users, is_open
FROM twelve.stranded_requests ORDER BY started_at;
-- a window cuts the seconds, not the ends; who is free is asked at its end
SELECT request_id AS id, local_start::time AS start, local_end::time AS end, clipped_start::time, clipped_end::time, duration_seconds AS seconds, free_users
FROM twelve.stranded_requests_between('2026-03-02 12:36', '2026-03-02 12:39');
SELECT count(*) FROM twelve.stranded_requests_between('2026-03-03', '2026-03-02');  -- error: reversed

-- now, at a quarter to one; Ana handles request 6 until 12:40
BEGIN;
INSERT INTO twelve.target (team, answer_within) VALUES ('Sales', '5 minutes');
INSERT INTO twelve.report_user VALUES ('Ana', 'Ana Lima');
UPDATE twelve.setting SET as_of = '2026-03-02 12:38';
SELECT request_id AS id, team, user_name, reason, local_since::time AS since, time_zone, wait_seconds AS wait, service_wait_seconds AS service, due_at::time AS due, free_users, as_of::time
FROM twelve.current_stranded_requests;
UPDATE twelve.setting SET as_of = '2026-03-02 12:45';
SELECT request_id AS id, wait_seconds AS wait, free_users FROM twelve.current_stranded_requests;
-- a rule tells it once
INSERT INTO twelve.rule (rule_id, metric, team, comparison, threshold, lasting) VALUES ('stranded', 'stranded_requests', NULL, '>=', 1, '10 minutes'), ('never', 'stranded_requests', 'Support', '>', 0, '0');
SELECT rule_id, team, local_start::time AS start, local_end::time AS end, value_min, value_max, is_open FROM twelve.rule_violations ORDER BY started_at;
SELECT userlogs.notify_violations('twelve') AS told;
SELECT userlogs.notify_violations('twelve') AS told;
-- assigned to somebody else: no longer
INSERT INTO twelve.assignment (request_id, user_id, assigned_at) VALUES (8, 'Ana', '2026-03-02 12:44');
SELECT count(*) FROM twelve.current_stranded_requests;
SELECT local_start::time AS start, local_end::time AS end, is_open FROM twelve.stranded_requests WHERE request_id = '8';
-- nobody's: no longer, either; a user who never was is (unknown)
INSERT INTO twelve.assignment (request_id, user_id, assigned_at) VALUES (8, NULL, '2026-03-02 12:44:30'), (8, 'Zoe', '2026-03-02 12:44:40');
SELECT user_name, reason, local_start::time AS start, free_users FROM twelve.stranded_requests WHERE request_id = '8' ORDER BY started_at;
-- before Sales opens only the time since then is of service
INSERT INTO twelve.assignment (request_id, user_id, assigned_at) VALUES (1, 'Rui', '2026-03-02 08:00');
UPDATE twelve.setting SET as_of = '2026-03-02 09:06';
SELECT request_id AS id, reason, local_since::time AS since, wait_seconds AS wait, service_wait_seconds AS service, due_at::time AS due, free_users FROM twelve.current_stranded_requests;
ROLLBACK;
SELECT userlogs.drop_report('twelve') IS NOT NULL AS dropped;
DROP SCHEMA twelve CASCADE;

-- random assignments of random waits, to users with random statuses
SET TimeZone = 'UTC';
SELECT userlogs.create_report('stranded_oracle') IS NOT NULL AS made;
SET search_path = stranded_oracle;
SELECT setseed(0.5196);
UPDATE setting SET time_zone = 'UTC', as_of = '2026-03-31 09:07:11.5';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(6 * random()), timestamptz '2026-03-28 00:00' + random() * 60 * interval '1 hour',
  (ARRAY['Available', 'Available', 'Engaged', 'Unavailable', 'Offline', 'strange'])[1 + floor(6 * random())], (ARRAY['Absence', NULL])[1 + floor(2 * random())]
FROM generate_series(1, 400) n;
INSERT INTO team_member SELECT 'u' || n, 'T' || n % 2 FROM generate_series(0, 5) n;
INSERT INTO service_hours (team, weekday, opens, closes) SELECT 'T0', d, '06:00', '22:00' FROM generate_series(1, 7) d;
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at)
SELECT n, 'T' || n % 3, 'u' || floor(6 * random()), at, CASE WHEN r < 0.8 THEN at + wait END, CASE WHEN r < 0.75 OR r > 0.9 THEN at + wait + random() * 3000 * interval '1 second' END
FROM (SELECT n, timestamptz '2026-03-28 00:00' + random() * 58 * interval '1 hour' AS at, random() AS r, random() * 9000 * interval '1 second' AS wait FROM generate_series(1, 300) n) x;
INSERT INTO assignment (request_id, user_id, assigned_at, team)
SELECT r.request_id, CASE WHEN random() < 0.85 THEN 'u' || floor(7 * random()) END, a.at, CASE WHEN random() < 0.2 THEN 'T' || floor(2 * random()) END
FROM service_request r, generate_series(1, 3) n, LATERAL (SELECT arrived_at + (random() * 6000 - 1000 + n) * interval '1 second' AS at) a
WHERE random() < 0.6 AND a.at < coalesce(first_response_at, 'infinity');
ANALYZE;
-- a status goes on while it is repeated with the same reason
CREATE TABLE status AS
SELECT user_id, min(from_at) AS from_at, max(to_at) AS to_at, min(class) AS class, min(reason) AS reason FROM (
  SELECT *, count(*) FILTER (WHERE is_new) OVER (PARTITION BY user_id ORDER BY from_at) AS number FROM (
    SELECT user_id, occurred_at AS from_at, lead(occurred_at, 1, '2026-03-31 09:07:11.5') OVER w AS to_at, CASE status WHEN 'strange' THEN 'unknown' ELSE lower(status) END AS class, reason,
      (lag(status) OVER w, lag(reason) OVER w) IS DISTINCT FROM (status, reason) AS is_new
    FROM status_event WINDOW w AS (PARTITION BY user_id ORDER BY occurred_at)) e) n
GROUP BY user_id, number
UNION ALL SELECT user_id, '-infinity'::timestamptz, min(occurred_at), 'unknown', NULL FROM status_event GROUP BY user_id
UNION ALL SELECT 'u6', '-infinity'::timestamptz, 'infinity', 'unknown', NULL;
CREATE TABLE wait AS
SELECT r.request_id, coalesce(max(a.team) OVER (PARTITION BY r.request_id, a.passed), r.team) AS team, a.user_id, r.arrived_at, greatest(a.assigned_at, r.arrived_at) AS from_at, greatest(a.next_at, r.arrived_at) AS to_at, r.is_waiting
FROM (SELECT request_id, team, arrived_at, least(first_response_at, closed_at, '2026-03-31 09:07:11.5') AS wait_end, num_nonnulls(first_response_at, closed_at) = 0 AS is_waiting FROM service_request) r
JOIN LATERAL (
  SELECT a.user_id, a.team, a.assigned_at, least(lead(a.assigned_at) OVER w, r.wait_end) AS next_at, count(a.team) OVER w AS passed FROM assignment a
  WHERE a.request_id = r.request_id::text AND a.assigned_at < r.wait_end WINDOW w AS (ORDER BY a.assigned_at)) a ON true;
CREATE TABLE want AS
SELECT w.request_id::text, w.team, w.user_id, CASE s.class WHEN 'unavailable' THEN coalesce(s.reason, '(none)') ELSE '(' || s.class || ')' END AS reason, c.from_at, c.to_at,
  extract(epoch FROM c.to_at - c.from_at) AS seconds, w.is_waiting AND c.to_at = '2026-03-31 09:07:11.5' AS is_open,
  CASE WHEN w.team = 'T0' THEN (SELECT coalesce(sum(extract(epoch FROM least(c.to_at, d + interval '22 hours') - greatest(c.from_at, d + interval '6 hours'))), 0) FROM generate_series(timestamptz '2026-03-28', '2026-03-31', '1 day') d
    WHERE c.to_at > d + interval '6 hours' AND c.from_at < d + interval '22 hours') ELSE extract(epoch FROM c.to_at - c.from_at) END AS service_seconds,
  -- at the last moment
  (SELECT string_agg(m.user_id, ', ' ORDER BY m.user_id) FROM team_member m JOIN status f ON f.user_id = m.user_id AND f.from_at < c.to_at AND f.to_at >= c.to_at AND f.class = 'available'
    WHERE m.team = w.team AND NOT EXISTS (SELECT FROM service_request h WHERE h.user_id = m.user_id AND h.first_response_at < c.to_at AND coalesce(h.closed_at, h.first_response_at + interval '24 hours') >= c.to_at)) AS free_users
FROM wait w JOIN status s ON s.user_id = w.user_id AND s.class NOT IN ('available', 'engaged')
CROSS JOIN LATERAL (SELECT greatest(w.from_at, s.from_at), least(w.to_at, s.to_at)) c(from_at, to_at) WHERE c.from_at < c.to_at;
CREATE TABLE got AS SELECT request_id, team, user_id, reason, started_at, ended_at, duration_seconds, is_open, service_seconds, free_users FROM stranded_requests;
SELECT count(*) > 200 AS stranded, count(*) FILTER (WHERE is_open) > 5 AS open, count(free_users) > 50 AS free, count(*) FILTER (WHERE seconds <> service_seconds) > 20 AS closed FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
(SELECT request_id, team, user_id, reason, from_at, free_users FROM want WHERE is_open EXCEPT ALL SELECT request_id, team, user_id, reason, since_at, free_users FROM current_stranded_requests)
UNION ALL (SELECT request_id, team, user_id, reason, since_at, free_users FROM current_stranded_requests EXCEPT ALL SELECT request_id, team, user_id, reason, from_at, free_users FROM want WHERE is_open);
-- no request is stranded for longer than it waits
SELECT count(*) FROM (SELECT request_id, sum(duration_seconds) AS stranded FROM stranded_requests GROUP BY 1) s JOIN (SELECT request_id, sum(seconds) AS wait FROM wait_causes GROUP BY 1) w USING (request_id) WHERE stranded > wait;
-- and waits for its assignee no longer
SELECT count(*) FROM (SELECT request_id, user_id, reason, sum(duration_seconds) AS stranded FROM stranded_requests GROUP BY 1, 2, 3) s
JOIN (SELECT request_id, user_id, reason, sum(seconds) AS away FROM wait_causes WHERE cause = 'assignee_away' GROUP BY 1, 2, 3) w USING (request_id, user_id, reason) WHERE away > stranded;
-- windows have the true ends, and seconds that add up
CREATE TABLE part AS
SELECT w.hours, s.request_id, s.team, s.user_id, s.reason, s.started_at, s.ended_at, sum(s.duration_seconds) AS duration_seconds, bool_or(s.is_open) AS is_open, sum(s.service_seconds) AS service_seconds,
  bool_and(s.duration_seconds = extract(epoch FROM s.clipped_end - s.clipped_start)) AS is_clipped
FROM unnest('{24,7}'::int[]) w(hours), generate_series(timestamptz '2026-03-27 23:17', '2026-03-31 12:00', w.hours * interval '1 hour') f, stranded_requests_between(f, f + w.hours * interval '1 hour') s GROUP BY 1, 2, 3, 4, 5, 6, 7;
CREATE TABLE whole AS SELECT w.hours, request_id, team, user_id, reason, started_at, ended_at, duration_seconds, is_open, service_seconds, true AS is_clipped FROM unnest('{24,7}'::int[]) w(hours), got;
(TABLE part EXCEPT ALL TABLE whole) UNION ALL (TABLE whole EXCEPT ALL TABLE part);
-- the metric counts them
INSERT INTO rule (rule_id, metric, team, comparison, threshold, in_service_hours) SELECT t || n, 'stranded_requests', t, '>=', n, false FROM unnest('{T0,T1,T2}'::text[]) t, generate_series(1, 20) n;
SELECT t.team FROM (SELECT team, sum(seconds) AS seconds FROM want GROUP BY 1) t JOIN (SELECT team, sum(duration_seconds) AS seconds FROM rule_violations GROUP BY 1) v USING (team) WHERE t.seconds <> v.seconds;
SELECT max(value_max) < 20 AS counted FROM rule_violations;
SELECT userlogs.drop_report('stranded_oracle') IS NOT NULL AS dropped;
DROP SCHEMA stranded_oracle CASCADE;
