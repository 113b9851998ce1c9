-- A report over tables of Citus: what reads them is not inlined, so that Citus
-- sees the table; otherwise PostgreSQL would read the coordinator's empty one.
-- Until create_report is called again, the report refuses.  Citus is played by
-- its catalogue.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
SELECT current_database() AS this_database \gset
DROP DATABASE IF EXISTS userlogs_distributed_test;
CREATE DATABASE userlogs_distributed_test;
\c userlogs_distributed_test
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION userlogs;
CREATE TABLE log (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text);
INSERT INTO log SELECT i, 'u' || i % 7, timestamptz '2026-03-02' + i * interval '7 minutes',
  (ARRAY['Available', 'Away', 'Offline'])[1 + i % 3], CASE i % 6 WHEN 1 THEN 'Lunch' END FROM generate_series(1, 500) i;
CREATE INDEX ON log (user_id, occurred_at);
CREATE VIEW log_view AS SELECT * FROM log;
CREATE FUNCTION log_rows() RETURNS SETOF log LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM log_view; END;
CREATE SCHEMA through_views;
CREATE VIEW through_views.status_event AS SELECT * FROM log_view;
CREATE VIEW through_views.setting AS SELECT 'UTC'::text AS time_zone, timestamptz '2026-03-06' AS as_of;
CREATE SCHEMA through_function;
CREATE VIEW through_function.status_event AS SELECT * FROM log_rows();
CREATE SCHEMA directly;
CREATE TABLE directly.status_event (LIKE log);
INSERT INTO directly.status_event SELECT * FROM log;
CREATE SCHEMA stored;
CREATE MATERIALIZED VIEW stored.status_event AS SELECT * FROM log;
CREATE TABLE zone (time_zone text);
CREATE SCHEMA zoned;
CREATE VIEW zoned.setting AS SELECT * FROM zone;
CREATE VIEW report AS SELECT unnest('{directly, late, made, stored, through_function, through_views, zoned}'::text[]) AS name;
SELECT name, userlogs.create_report(name) IS NOT NULL AS made FROM report;
INSERT INTO zoned.status_event (user_id, occurred_at) VALUES ('u', '2026-03-02');
INSERT INTO late.status_event (user_id, occurred_at) VALUES ('u', '2026-03-02');
UPDATE directly.setting SET as_of = '2026-03-06';

-- outcome(COMMAND): does it succeed, or how does it fail?
CREATE FUNCTION outcome(command text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE command;
  RETURN 'reads';
EXCEPTION WHEN feature_not_supported THEN
  RETURN SQLERRM;
END $$;
-- all rows of each answer of a report, for the whole log and for a window
CREATE FUNCTION answers(report text) RETURNS TABLE (answer text, rows text) LANGUAGE plpgsql AS $$
BEGIN
  FOR answer IN
    SELECT format('%I.%I', report, d.name) FROM userlogs.report_definition d WHERE d.kind = 'view'
    UNION ALL
    SELECT format('%I.%I(''2026-03-02 12:00+00'', ''2026-03-03 12:00+00'')', report, p.proname)
    FROM pg_proc p WHERE p.pronamespace = report::regnamespace AND p.proname LIKE '%\_between'
  LOOP
    EXECUTE format('SELECT count(*) || md5(string_agg(x::text, '','' ORDER BY x::text COLLATE "C")) FROM %s x', answer) INTO rows;
    RETURN NEXT;
  END LOOP;
END $$;
-- the functions of a report that read an input and are not inlined
CREATE FUNCTION read_apart(report text) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(p.proname, ' ' ORDER BY p.proname) FROM pg_proc p
  WHERE p.pronamespace = report::regnamespace AND p.proname LIKE '%\_input' AND p.proconfig IS NOT NULL $$;
CREATE TABLE before AS SELECT a.* FROM answers('through_views') a UNION ALL SELECT a.* FROM answers('directly') a;
SELECT count(*) > 70 AS many, count(rows) > 50 AS with_rows FROM before;
SELECT through_views.log_is_indexed(), name, read_apart(name) FROM report WHERE read_apart(name) IS NOT NULL;
SELECT userlogs.keep_local() IS NULL AS no_citus;

-- Citus comes, and with it what it distributes, what it copies to each node
-- (zone) and what it only knows (made)
SET allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char");
GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;
RESET allow_system_table_mods;
CREATE TABLE reading AS
SELECT r.name AS report, v AS view, format('SELECT * FROM %I.%I', r.name, v) AS command
FROM report r, unnest('{user_logs, current_status, status_daily, availability_daily, unavailability_by_reason, staffing, anomalies}'::text[]) v;
SELECT outcome(command), string_agg(DISTINCT report, ' ') AS reports FROM reading GROUP BY 1;
INSERT INTO pg_dist_partition VALUES ('log', 'h', 'user_id', 7, 's'), ('directly.status_event', 'n', NULL, 3, 's'), ('zone', 'n', NULL, 5, 't'),
  ('late.setting', 'n', NULL, 5, 't');
INSERT INTO pg_dist_partition SELECT DISTINCT format('made.%I', relation_name)::regclass, 'n'::"char", NULL, 0, 's'::"char" FROM userlogs.report_input() i WHERE to_regclass('made.' || i.relation_name) IS NOT NULL;
SELECT report, regexp_replace(outcome(command), 'made\.\w+', 'of made') AS outcome, count(*) FROM reading GROUP BY 1, 2 ORDER BY 1, 2;
-- each function that reads an input, also if that is empty, but the setting
-- if that is a table: it is read so often in a plan that report_start checks it
SELECT relation_name, outcome(format('SELECT * FROM made.%I()', relation_name || '_input'))
FROM (SELECT DISTINCT i.relation_name FROM userlogs.report_input() i WHERE to_regclass('made.' || i.relation_name) IS NOT NULL) i ORDER BY 1;
SELECT outcome('SELECT * FROM zoned.setting_input()'), outcome('SELECT * FROM zoned.status_event_input()'), outcome('SELECT * FROM late.report_start()');

-- create_report makes the functions anew, except where it cannot; tables that
-- Citus has taken over are not changed any more
ALTER TABLE made.rule DROP CONSTRAINT "threshold is a number";
SELECT name, outcome(format('SELECT userlogs.create_report(%L)', name)), replace(read_apart(name), '_input', '') AS read_apart FROM report;
SELECT userlogs.create_report('through_function');  -- error: reads a distributed table through a function
SELECT * FROM late.report_start();
SELECT outcome(command), string_agg(DISTINCT report, ' ') AS reports FROM reading GROUP BY 1 ORDER BY 1;
SELECT count(*) FROM pg_constraint WHERE conrelid = 'made.rule'::regclass AND conname = 'threshold is a number';
-- the answers are the same as before
SELECT * FROM (SELECT a.* FROM answers('through_views') a UNION ALL SELECT a.* FROM answers('directly') a EXCEPT TABLE before) changed;
SELECT through_views.log_is_indexed(), outcome('SELECT userlogs.missing_indexes(''through_views'')');
-- what is created meanwhile stays on this node
BEGIN;
SELECT userlogs.keep_local(), current_setting('citus.enable_ddl_propagation') AS within;
SELECT userlogs.propagate('on'), current_setting('citus.enable_ddl_propagation') AS after;
COMMIT;
SELECT userlogs.create_materialized('through_views', 'status_daily');
SELECT userlogs.create_report('through_views') IS NOT NULL AS made;
SELECT count(*) > 0 AS stored FROM through_views.status_daily_snapshot;
SELECT userlogs.propagate(NULL);

-- Citus goes
SET allow_system_table_mods = on;
DROP TABLE pg_catalog.pg_dist_partition;
RESET allow_system_table_mods;
SELECT outcome(command), string_agg(DISTINCT report, ' ') AS reports FROM reading GROUP BY 1;
SELECT name, userlogs.create_report(name) IS NOT NULL AS made, read_apart(name) FROM report;
SELECT through_views.log_is_indexed();
SELECT * FROM (SELECT a.* FROM answers('through_views') a UNION ALL SELECT a.* FROM answers('directly') a EXCEPT TABLE before) changed;

-- The condition costs no index: it is evaluated once, above the scan.
SELECT userlogs.create_report('support') IS NOT NULL AS made;
INSERT INTO support.status_event (user_id, occurred_at, status) SELECT 'u' || g % 50, timestamptz '2026-03-02' + g * interval '1 minute', 'S' || g % 3 FROM generate_series(1, 5000) g;
ANALYZE support.status_event;
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ node THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;
SELECT plan_has(query, 'Index (Only )?Scan.* on status_event_user_id') AS index, plan_has(query, 'Seq Scan on status_event') AS whole
FROM (VALUES ('SELECT * FROM support.user_logs WHERE user_id = ''u7'''), ('SELECT * FROM support.status_event_input() WHERE user_id = ''u7'''),
  ('SELECT * FROM support.usable_event() WHERE user_id = ''u7'' AND occurred_at < ''2026-03-03''')) q(query);
SELECT plan_has(query, 'One-Time Filter') AS once, plan_has(query, 'Index Cond: \(event_id = 7\)') AS index
FROM (VALUES ('SELECT event_id FROM support.status_event_input() WHERE event_id = 7')) q(query);

\c :this_database
SET client_min_messages = warning;
DROP DATABASE userlogs_distributed_test;
