-- A window that is read by look-ups in an index says the same as one pass over
-- the log, and whole days the same as the views: on random logs with ties,
-- duplicates, repetitions, events without a number, limits and a change of the
-- clocks, with windows whose edges are times of events.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA window_laws;
SET search_path = window_laws;
SELECT setseed(0.15) \g /dev/null

-- 12 users; the last two have left long ago, or come late; an event at each
-- sixth of an hour is at the time of others
CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, changed_by text, source text);
CREATE INDEX ON status_event (user_id, occurred_at);
CREATE INDEX ON status_event (occurred_at);
INSERT INTO status_event
SELECT CASE WHEN random() < 0.8 THEN floor(random() * 900)::bigint END, 'u' || u,
  timestamptz '2026-03-27 00:00+00' + CASE u WHEN 11 THEN interval '-40 days' WHEN 12 THEN interval '50 hours' ELSE '0' END
    + floor(random() * 500) * interval '10 minutes' + CASE WHEN random() < 0.2 THEN random() * interval '10 minutes' ELSE '0' END,
  (ARRAY['Available', 'Talking', 'available ', 'Break', 'Break', 'Meeting', 'Offline', 'Offline', 'Unheard', NULL])[1 + floor(random() * CASE WHEN u % 4 = 0 THEN 5 ELSE 10 END)::int],
  (ARRAY['Lunch', 'lunch', 'Rest', '(capped)', NULL, NULL])[1 + floor(random() * 6)::int], 'by ' || floor(random() * 3), 'from ' || floor(random() * 2)
FROM generate_series(1, 12) u, generate_series(1, 90) n;
-- heartbeats: long runs of one status
INSERT INTO status_event SELECT 10000 + n, 'u13', timestamptz '2026-03-27 06:00+00' + n * interval '7 minutes', CASE n / 100 % 2 WHEN 0 THEN 'Available' ELSE 'Break' END, NULL
FROM generate_series(1, 450) n;
-- the same with ties: at most times one or two events that do not count, some
-- written before and some after the one that does
INSERT INTO status_event
SELECT NULL, 'u14', timestamptz '2026-03-27 06:00+00' + n * interval '7 minutes',
  CASE k WHEN 0 THEN CASE n / 100 % 2 WHEN 0 THEN 'Meeting' ELSE 'Offline' END WHEN 1 THEN 'Available' ELSE 'Break' END, NULL
FROM generate_series(1, 450) n, generate_series(0, n % 3) k ORDER BY n, hashtext(n || ' ' || k);
-- not counted, or not yet
INSERT INTO status_event VALUES (1, NULL, '2026-03-28', 'Available'), (2, 'u1', NULL, 'Available'), (3, 'u1', '1970-01-01', 'Break'), (4, 'u2', '2026-06-01', 'Break'),
  (5, 'only later', '2026-06-01', 'Available'), (6, repeat('long', 60), '2026-03-28', 'Available');
SELECT userlogs.create_report('window_laws', 'text') IS NOT NULL AS made;
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 05:10+00', bucket_width = '30 minutes';
INSERT INTO status_class VALUES ('Meeting', 'unavailable') ON CONFLICT DO NOTHING;
INSERT INTO reason_class (reason, planned, allowance) VALUES ('Lunch', true, '20 minutes'), ('Rest', false, '5 minutes'), ('(none)', NULL, '1 hour')
ON CONFLICT (reason) DO UPDATE SET allowance = excluded.allowance;
INSERT INTO report_user SELECT 'u' || n, 'Name ' || n FROM generate_series(0, 14) n;
INSERT INTO team_member (user_id, team, valid_from, valid_to)
SELECT 'u' || 1 + n % 13, 'T' || n % 4, CASE WHEN n % 3 > 0 THEN f END, CASE WHEN n % 5 > 0 THEN f + (5 + n % 40) * interval '1 hour' END
FROM (SELECT n, timestamptz '2026-03-27' + floor(random() * 60) * interval '1 hour' AS f FROM generate_series(1, 26) n) x ON CONFLICT DO NOTHING;
-- of T9 nobody has come for a month
INSERT INTO team_member (user_id, team) VALUES ('u11', 'T9');
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at)
SELECT CASE WHEN n % 9 > 0 THEN 'T' || n % 4 END, 'u' || n % 13, a, CASE WHEN n % 7 > 0 THEN a + r END, CASE WHEN n % 5 > 0 THEN a + r * 3 END
FROM (SELECT n, timestamptz '2026-03-27' + floor(random() * 450) * interval '10 minutes' AS a, floor(random() * 20) * interval '10 minutes' * CASE WHEN n % 11 = 0 THEN 20 ELSE 1 END AS r
  FROM generate_series(1, 200) n) x;
-- assigned to somebody, often not available, or passed to another team
INSERT INTO assignment (request_id, user_id, assigned_at, team)
SELECT request_id, CASE WHEN request_id % 5 > 0 THEN 'u' || request_id % 15 END, arrived_at + (request_id % 4) * interval '7 minutes', CASE WHEN request_id % 6 = 0 THEN 'T2' END
FROM service_request WHERE request_id % 3 > 0;
INSERT INTO shift SELECT 'u' || n % 13, s, s + (1 + n % 30) * interval '1 hour', (ARRAY['Work', 'lunch', NULL])[1 + n % 3]
FROM (SELECT n, timestamptz '2026-03-27' + floor(random() * 70) * interval '1 hour' AS s FROM generate_series(1, 60) n) x ON CONFLICT DO NOTHING;
INSERT INTO service_hours SELECT 'T1', d, '08:00', '17:00' FROM generate_series(1, 7) d;
INSERT INTO target VALUES ('T0', 0.8, '5 minutes', 0.9, 0.2, 2), ('T2', 0.8, '5 minutes', NULL, NULL, 1);
INSERT INTO rule (rule_id, metric, team, reason, comparison, threshold, lasting) VALUES
  ('few', 'available_headcount', NULL, NULL, '<', 2, '20 minutes'), ('many', 'available_headcount', 'T1', NULL, '>=', 1, '0'),
  ('never', 'available_headcount', NULL, NULL, '<', 100, '0'), ('ratio', 'availability_ratio', NULL, NULL, '<', 0.5, '0'),
  ('lunch', 'unavailable_users', NULL, 'Lunch', '>', 0, '0'), ('away', 'unavailable_users', NULL, NULL, '>', 1, '1 hour'),
  ('load', 'requests_per_available', NULL, NULL, '>', 1, '0'), ('queue', 'waiting_requests', NULL, NULL, '>', 2, '0'),
  ('long', 'spell_length', NULL, NULL, '>', 900, '10 minutes'), ('long lunch', 'spell_length', NULL, 'lunch', '>', 600, '0');

-- everything with a window, and windows with an edge at each of some events
CREATE VIEW asked AS
SELECT p.proname AS name FROM pg_proc p
WHERE p.pronamespace = 'window_laws'::regnamespace AND (p.proname ~ '_between$' OR p.proname IN ('day_piece', 'team_interval'));
CREATE TABLE win AS
SELECT row_number() OVER () AS win, from_at, to_at FROM (
  SELECT from_at, CASE WHEN n % 8 > 0 THEN to_at END AS to_at
  FROM (
    SELECT row_number() OVER () AS n, a.occurred_at AS from_at, b.occurred_at AS to_at
    FROM (SELECT occurred_at FROM status_event WHERE occurred_at BETWEEN '2026-03-20' AND '2026-04-02' ORDER BY hashtext(event_id || user_id) LIMIT 6) a
    CROSS JOIN LATERAL (SELECT b.occurred_at FROM status_event b WHERE b.occurred_at >= a.occurred_at AND b.occurred_at < '2026-04-02' ORDER BY hashtext(b.event_id || a.occurred_at::text) LIMIT 2) b) w
  UNION ALL VALUES (timestamptz '2026-03-29 00:00+01', timestamptz '2026-03-30 00:00+02'), ('2026-01-01', '2026-01-02'), ('2026-01-01', '2026-03-27 12:00'), ('2026-03-28', '2026-05-01'),
    ('2026-03-30 05:10', NULL), ('2026-03-30 05:10', '2026-03-30 05:20'), ('infinity', 'infinity')) w(from_at, to_at);
CREATE FUNCTION answers(only_wins int) RETURNS TABLE (name text, win bigint, answer text) LANGUAGE plpgsql AS $$
DECLARE a record;
BEGIN
  FOR a IN SELECT q.name, w.win, w.from_at, w.to_at FROM asked q, win w WHERE w.win % only_wins = 0 LOOP
    RETURN QUERY EXECUTE format('SELECT %L, %s::bigint, r::text FROM %I(%L::timestamptz, %L::timestamptz) r', a.name, a.win, a.name, a.from_at, a.to_at);
  END LOOP;
  RETURN QUERY SELECT 'current_status', 0::bigint, c::text FROM current_status c;
  RETURN QUERY SELECT 'user_list', 0::bigint, c::text FROM user_list c;
END $$;
CREATE TABLE settings (n int, max_open_time interval, heartbeat_timeout interval, max_handle_time interval, reconnect_tolerance interval, limits int);
INSERT INTO settings VALUES (1, NULL, NULL, NULL, NULL, 0), (2, '5 hours', NULL, '3 days', '2 hours', 0), (3, NULL, '25 minutes', '1 hour', '20 minutes', 0), (4, '3 hours', '40 minutes', NULL, NULL, 9);
CREATE TABLE some_limit (LIKE status_limit);
INSERT INTO some_limit VALUES ('available', NULL, '90 minutes', NULL, '2026-03-29', '2026-03-30'), ('Available', NULL, NULL, '30 minutes', NULL, NULL), (NULL, 'LUNCH', '20 minutes', '36500 days', NULL, NULL), (NULL, NULL, '2 hours', NULL, '2026-03-30', NULL);
CREATE TABLE looked_up (n int, name text, win bigint, answer text);
CREATE TABLE one_pass (LIKE looked_up);
CREATE PROCEDURE ask(into_table text) LANGUAGE plpgsql AS $$
DECLARE s record;
BEGIN
  FOR s IN SELECT * FROM settings ORDER BY n LOOP
    UPDATE setting SET max_open_time = s.max_open_time, heartbeat_timeout = s.heartbeat_timeout, max_handle_time = s.max_handle_time, reconnect_tolerance = s.reconnect_tolerance;
    DELETE FROM status_limit;
    INSERT INTO status_limit SELECT * FROM some_limit LIMIT s.limits;
    EXECUTE format('INSERT INTO %I SELECT %s, a.* FROM answers(%s) a', into_table, s.n, CASE s.n WHEN 1 THEN 1 ELSE 4 END);
  END LOOP;
END $$;
SELECT log_is_indexed() AS indexed;
CALL ask('looked_up');
DROP INDEX status_event_user_id_occurred_at_idx;
SELECT log_is_indexed() AS indexed;
CALL ask('one_pass');
SELECT count(*) > 5000 AS rows, count(DISTINCT name) > 20 AS names FROM looked_up;
-- each question has an answer somewhere
SELECT name AS never FROM asked WHERE name NOT IN (SELECT name FROM looked_up) ORDER BY name;
CREATE TABLE difference AS
SELECT 'looked up' AS sign, d.* FROM (TABLE looked_up EXCEPT ALL TABLE one_pass) d UNION ALL SELECT 'one pass', d.* FROM (TABLE one_pass EXCEPT ALL TABLE looked_up) d;
SELECT name, count(*), min(win) AS win, min(n) AS setting FROM difference GROUP BY name ORDER BY name;

-- a window of whole days has the rows of the view
DELETE FROM status_limit;
UPDATE setting SET max_open_time = '5 hours', heartbeat_timeout = NULL, reconnect_tolerance = '2 hours';
CREATE FUNCTION day_differs(view_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE differs bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM ((SELECT v::text FROM %1$I v WHERE local_date = %2$L EXCEPT ALL SELECT v::text FROM %3$I(%4$L, %5$L) v)
    UNION ALL (SELECT v::text FROM %3$I(%4$L, %5$L) v EXCEPT ALL SELECT v::text FROM %1$I v WHERE local_date = %2$L)) d',
    view_name, '2026-03-29', view_name || '_between', '2026-03-29 00:00+01', '2026-03-30 00:00+02') INTO differs;
  RETURN differs;
END $$;
-- one spelling of each label, as a window knows only its own
UPDATE status_event SET status = trim(initcap(status)), reason = trim(initcap(reason));
SELECT name, day_differs(name) FROM unnest('{availability_daily,status_daily,unavailability_by_reason,adherence,shrinkage,user_log_pieces,user_log_hours,availability_daily_by_team,status_daily_by_team,adherence_by_team}'::text[]) name
WHERE day_differs(name) > 0;
-- and two windows add up to both
CREATE INDEX ON status_event (user_id, occurred_at);
SELECT DISTINCT w.win
FROM win w
CROSS JOIN LATERAL (SELECT w.from_at + extract(epoch FROM w.to_at - w.from_at)::int / 2 * interval '1 second') m(at)
CROSS JOIN LATERAL (
  SELECT k.user_id, k.local_date
  FROM (
    SELECT user_id, local_date, 1 AS sign, available_seconds, engaged_seconds, unavailable_seconds, offline_seconds, unknown_seconds, login_count, drop_count, break_overtime_seconds
    FROM availability_daily_between(w.from_at, w.to_at)
    UNION ALL SELECT user_id, local_date, -1, -available_seconds, -engaged_seconds, -unavailable_seconds, -offline_seconds, -unknown_seconds, -login_count, -drop_count, -break_overtime_seconds
    FROM availability_daily_between(w.from_at, m.at)
    UNION ALL SELECT user_id, local_date, -1, -available_seconds, -engaged_seconds, -unavailable_seconds, -offline_seconds, -unknown_seconds, -login_count, -drop_count, -break_overtime_seconds
    FROM availability_daily_between(m.at, w.to_at)) k
  GROUP BY k.user_id, k.local_date
  HAVING (sum(k.available_seconds), sum(k.engaged_seconds), sum(k.unavailable_seconds), sum(k.offline_seconds), sum(k.unknown_seconds), sum(k.login_count), sum(k.drop_count), sum(k.break_overtime_seconds))
    <> (0, 0, 0, 0, 0, 0, 0, 0)) d
WHERE w.from_at < w.to_at AND isfinite(w.to_at);

RESET search_path;
DROP SCHEMA window_laws CASCADE;
