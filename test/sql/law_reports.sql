-- Every view of a report says the same, to the last byte, under every plan, in
-- every kind of transaction, and to a reader whose rows are filtered. For
-- test/deep/laws, as it takes long.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('law_reports') IS NOT NULL AS made;
SET search_path = law_reports;
\set cases 25
\getenv cases LAW_CASES
SELECT setseed(0.5772);
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 09:07:11.5', bucket_width = '1 hour';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(12 * random()), timestamptz '2026-03-28 00:00' + floor(random() * 3600 * 60 * 4) * interval '0.25 s',
  (ARRAY['Available', 'Talking', 'Unavailable', 'Offline', NULL])[1 + floor(5 * random())], (ARRAY['Absence', 'Lunch', NULL])[1 + floor(3 * random())]
FROM generate_series(1, 10 * :cases) n;
INSERT INTO report_user SELECT 'u' || n, 'Name ' || n FROM generate_series(1, 14) n;
INSERT INTO team_member
SELECT 'u' || floor(12 * random()), 'T' || floor(3 * random()), f, f + (30 + 2000 * random()) * interval '1 minute'
FROM (SELECT timestamptz '2026-03-27 20:00' + floor(3600 * random()) * interval '1 minute' AS f FROM generate_series(1, 30)) x
ON CONFLICT DO NOTHING;
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, outcome)
SELECT n, CASE WHEN random() < 0.97 THEN 'T' || floor(3 * random()) END, CASE WHEN random() < 0.9 THEN 'u' || floor(12 * random()) END, at,
  CASE WHEN r < 0.8 THEN at + wait END, CASE WHEN r < 0.75 OR r > 0.9 THEN at + wait + handle END, (ARRAY['sold', NULL])[1 + floor(2 * random())]
FROM (SELECT n, timestamptz '2026-03-28 00:00' + floor(random() * 3600 * 58) * interval '1 second' AS at, random() AS r,
  floor(random() * 900) * interval '1 second' AS wait, floor(random() * 12000) * interval '0.1 second' AS handle FROM generate_series(1, 10 * :cases) n) x;
INSERT INTO target VALUES ('T0', 0.8, '3 minutes', 0.85, 0.3, 1), ('T1', 0.7, '1 minute', NULL, NULL, 2), ('(none)', NULL, NULL, NULL, NULL, 1);
INSERT INTO service_hours VALUES ('T0', 6, '06:00', '20:00'), ('T0', 7, '00:30', '24:00'), ('T1', 1, '00:00', '08:00');
INSERT INTO shift SELECT 'u' || n % 9, s, s + (1 + n % 9) * interval '1 hour', (ARRAY['Work', 'lunch', NULL])[1 + n % 3]
FROM (SELECT n, timestamptz '2026-03-28 02:00' + floor(random() * 2400) * interval '1 minute' AS s FROM generate_series(1, 30) n) x;
INSERT INTO rule (rule_id, metric, comparison, threshold) VALUES
  ('nobody', 'available_headcount', '<', 1), ('ratio', 'availability_ratio', '<', 0.4), ('absent', 'unavailable_users', '>=', 2),
  ('overload', 'requests_per_available', '>', 1), ('long', 'spell_length', '>', 2700), ('line', 'waiting_requests', '>=', 2);
ANALYZE;

CREATE TABLE named AS SELECT name::name AS view_name FROM userlogs.report_objects('law_reports') WHERE kind = 'view';
-- what every view says: one checksum of its rows, in the order of their texts
CREATE FUNCTION answers() RETURNS TABLE (view_name name, rows bigint, checksum text) LANGUAGE plpgsql AS $$
DECLARE
  v name;
BEGIN
  FOR v IN SELECT n.view_name FROM law_reports.named n LOOP
    RETURN QUERY EXECUTE format('SELECT %L::name, count(*), md5(string_agg(v::text, E''\n'' ORDER BY v::text COLLATE "C")) FROM law_reports.%I v', v, v);
  END LOOP;
END $$;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE want AS SELECT * FROM answers();
SELECT view_name FROM want WHERE rows = 0;
SELECT count(*) AS views, sum(rows) > 500 AS rows FROM want;
-- each view that says something else
CREATE VIEW different AS SELECT a.view_name FROM answers() a LEFT JOIN want w USING (view_name) WHERE (a.rows, a.checksum) IS DISTINCT FROM (w.rows, w.checksum);
SELECT * FROM different;

SET enable_hashagg = off; SELECT * FROM different; RESET enable_hashagg;
SET enable_sort = off; SELECT * FROM different; RESET enable_sort;
SET enable_hashjoin = off; SELECT * FROM different;
SET enable_mergejoin = off; SELECT * FROM different; RESET enable_hashjoin;
SET enable_nestloop = off; SELECT * FROM different; RESET enable_mergejoin;
SET enable_hashjoin = off; SELECT * FROM different; RESET enable_hashjoin; RESET enable_nestloop;
SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off; SELECT * FROM different;
RESET enable_indexscan; RESET enable_bitmapscan; RESET enable_indexonlyscan;
SET work_mem = '64kB'; SELECT * FROM different; RESET work_mem;
SET jit = on; SET jit_above_cost = 0; SELECT * FROM different; SET jit = off; RESET jit_above_cost;
-- in parallel, which takes long: few views where there are few cases
DELETE FROM named WHERE :cases < 50 AND view_name NOT IN ('user_logs', 'availability_daily', 'staffing', 'workload_balance');
SELECT count(*) >= 4 AS views FROM named;
SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 20; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT * FROM different;
SET max_parallel_workers_per_gather = 0;
-- in other transactions, in other settings of the session
BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM different; COMMIT;
BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY; SELECT * FROM different; COMMIT;
SET search_path = pg_catalog; SELECT * FROM law_reports.different; SET search_path = law_reports;
-- the tables rewritten in another order
CREATE TABLE shuffled AS SELECT * FROM status_event ORDER BY hashint8(event_id::bigint);
DELETE FROM status_event; INSERT INTO status_event SELECT * FROM shuffled; DROP TABLE shuffled;
CREATE TABLE shuffled AS SELECT * FROM service_request ORDER BY hashtext(request_id::text);
DELETE FROM service_request; INSERT INTO service_request SELECT * FROM shuffled; DROP TABLE shuffled;
ANALYZE;
SELECT * FROM different;

-- Users without events are not shown to whom row security may hide them.
DELETE FROM report_user u WHERE NOT EXISTS (SELECT FROM status_event e WHERE e.user_id = u.user_id);
DELETE FROM want;
INSERT INTO want SELECT * FROM answers();
-- a reader, with filters in front of the tables that let everything through,
-- and security barriers in front of the views
CREATE ROLE userlogs_law_reader;
GRANT USAGE ON SCHEMA law_reports TO userlogs_law_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA law_reports TO userlogs_law_reader;
SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', c.oid::regclass), format('CREATE POLICY all_rows ON %s FOR SELECT USING (random() < 2)', c.oid::regclass)
FROM pg_class c WHERE relnamespace = 'law_reports'::regnamespace AND relkind = 'r' ORDER BY relname
\set ECHO none
\gexec
\set ECHO all
SELECT format('ALTER VIEW %I SET (security_barrier)', relname) FROM pg_class c WHERE relnamespace = 'law_reports'::regnamespace AND relkind = 'v' ORDER BY relname
\set ECHO none
\gexec
\set ECHO all
SET ROLE userlogs_law_reader;
SELECT * FROM different;
RESET ROLE;

-- and if anything is different, that is seen
DELETE FROM status_event WHERE user_id = 'u3';
SELECT count(*) >= 3 AS differ FROM different;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA law_reports CASCADE;
DROP ROLE userlogs_law_reader;
