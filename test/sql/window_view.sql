-- A log behind a view that translates it is looked up, too, by indexes on the
-- expressions of the view: missing_indexes gives them, and the answers are those
-- of one pass.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA window_view;
SET search_path = window_view;
SELECT setseed(0.16) \g /dev/null

-- local times, a few of them in the hour that does not exist
CREATE TABLE agent_log (agent character(12), "time" timestamp, code integer, why text);
INSERT INTO agent_log
SELECT 'a' || u, timestamp '2026-03-27 00:00' + floor(random() * 500) * interval '10 minutes', floor(random() * 6), (ARRAY['Lunch', 'Rest', NULL])[1 + floor(random() * 3)]
FROM generate_series(1, 30) u, generate_series(1, 200) n;
CREATE VIEW status_event AS
SELECT NULL::bigint AS event_id, rtrim(agent) AS user_id, "time" AT TIME ZONE 'Europe/Madrid' AS occurred_at,
  CASE code WHEN 0 THEN 'Available' WHEN 1 THEN 'Available' WHEN 2 THEN 'Break' WHEN 3 THEN 'Offline' WHEN 4 THEN 'Meeting' END AS status, why AS reason
FROM agent_log;
SELECT userlogs.create_report('window_view', 'text') IS NOT NULL AS made;
UPDATE setting SET time_zone = 'Europe/Madrid', as_of = '2026-03-30 05:10+00', max_open_time = '5 hours';
INSERT INTO team_member (user_id, team, valid_to) SELECT 'a' || n, 'T' || n % 3, CASE n % 4 WHEN 0 THEN timestamptz '2026-03-29 12:00+00' END FROM generate_series(1, 25) n;
INSERT INTO rule (rule_id, metric, comparison, threshold) VALUES ('few', 'available_headcount', '<', 2), ('long', 'spell_length', '>', 900);
ANALYZE;

CREATE TABLE win AS SELECT * FROM (VALUES (1, timestamptz '2026-03-29 00:00+01', timestamptz '2026-03-30 00:00+02'), (2, '2026-03-28 10:00+00', '2026-03-28 10:10+00'),
  (3, '2026-03-29 20:00+00', NULL), (4, '2026-03-01', '2026-03-27 12:00+00')) w(win, from_at, to_at);
CREATE FUNCTION answers() RETURNS TABLE (name text, win integer, answer text) LANGUAGE plpgsql AS $$
DECLARE a record;
BEGIN
  FOR a IN SELECT p.proname, w.* FROM pg_proc p, win w WHERE p.pronamespace = 'window_view'::regnamespace AND p.proname ~ '_between$' LOOP
    RETURN QUERY EXECUTE format('SELECT %L, %s, r::text FROM %I(%L::timestamptz, %L::timestamptz) r', a.proname, a.win, a.proname, a.from_at, a.to_at);
  END LOOP;
  RETURN QUERY SELECT 'current_status', 0, c::text FROM current_status c;
END $$;
-- without an index one pass, with it look-ups
SELECT log_is_indexed() AS indexed;
CREATE TABLE one_pass AS SELECT * FROM answers();
SELECT input, statement FROM userlogs.missing_indexes('window_view') WHERE input = 'status_event';
SELECT statement FROM userlogs.missing_indexes('window_view') WHERE input = 'status_event' \gexec
ANALYZE agent_log;
SELECT log_is_indexed() AS indexed, (SELECT count(*) FROM userlogs.missing_indexes('window_view') WHERE input = 'status_event') AS missing;
CREATE TABLE looked_up AS SELECT * FROM answers();
SELECT count(*) > 1000 AS rows, count(DISTINCT name) > 15 AS names FROM looked_up;
SELECT name, win, count(*) FROM ((TABLE looked_up EXCEPT ALL TABLE one_pass) UNION ALL (TABLE one_pass EXCEPT ALL TABLE looked_up)) d GROUP BY name, win ORDER BY name, win;
-- one user's history is found by the index, not by reading the table
CREATE FUNCTION plan_of(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE 'EXPLAIN (COSTS OFF) ' || query; END $$;
SELECT count(*) FILTER (WHERE p ~ 'Index.* on agent_log') > 0 AS by_index, count(*) FILTER (WHERE p ~ 'Seq Scan on agent_log') AS seq_scans
FROM plan_of($$SELECT * FROM usable_event() WHERE user_id = 'a7' AND occurred_at >= '2026-03-29' AND occurred_at < '2026-03-30'$$) p;
RESET search_path;
DROP SCHEMA window_view CASCADE;
