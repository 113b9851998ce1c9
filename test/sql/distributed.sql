-- A log that Citus distributes is refused, by create_report and by what reads
-- it: Citus does not see a table in the body of a function, and PostgreSQL
-- would read the coordinator's empty one.  Citus is played by its catalogue.
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
CREATE VIEW log_view AS SELECT * FROM log;
CREATE FUNCTION log_rows() RETURNS SETOF log LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM log_view; END;
CREATE SCHEMA through_views;
CREATE VIEW through_views.status_event AS SELECT * FROM log_view;
CREATE VIEW through_views.setting AS SELECT 'UTC'::text AS time_zone;
CREATE SCHEMA through_function;
CREATE VIEW through_function.status_event AS SELECT * FROM log_rows();
CREATE SCHEMA directly;
CREATE TABLE directly.status_event (LIKE log);
CREATE SCHEMA stored;
CREATE MATERIALIZED VIEW stored.status_event AS SELECT * FROM log;
CREATE TABLE zone (time_zone text);
CREATE SCHEMA zoned;
CREATE VIEW zoned.setting AS SELECT * FROM zone;
SELECT s, userlogs.create_report(s) IS NOT NULL AS made FROM unnest('{through_views, through_function, directly, stored, zoned, made}'::text[]) s;
INSERT INTO zoned.status_event (user_id, occurred_at) VALUES ('u', '2026-03-02');

-- Citus comes, and with it what it distributes
SET allow_system_table_mods = on;
CREATE TABLE pg_catalog.pg_dist_partition (logicalrelid regclass, partmethod "char", partkey text, colocationid integer, repmodel "char");
GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;
RESET allow_system_table_mods;
CREATE FUNCTION outcome(command text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE command;
  RETURN 'reads';
EXCEPTION WHEN feature_not_supported THEN
  RETURN SQLERRM;
END $$;
CREATE TABLE reading AS
SELECT n.nspname AS schema, v AS view, format('SELECT * FROM %I.%I', n.nspname, v) AS command
FROM pg_namespace n, unnest('{user_logs, current_status, status_daily, availability_daily, unavailability_by_reason, staffing, anomalies}'::text[]) v
WHERE nspname IN ('through_views', 'through_function', 'directly', 'stored');
SELECT schema, outcome(command), string_agg(view, ' ' ORDER BY view) FROM reading GROUP BY 1, 2 ORDER BY 1, 2;
INSERT INTO pg_dist_partition VALUES ('log', 'h', 'user_id', 7, 's'), ('directly.status_event', 'n', NULL, 3, 's'), ('zone', 'h', 'time_zone', 7, 's');
SELECT schema, outcome(command), string_agg(view, ' ' ORDER BY view) FROM reading GROUP BY 1, 2 ORDER BY 1, 2;
-- each function that reads an input, also if that is empty, but the setting
-- if that is a table: it is read so often in a plan that it is checked once only
SELECT relation_name, outcome(format('SELECT * FROM made.%I()', relation_name || '_input'))
FROM (SELECT DISTINCT relation_name FROM userlogs.report_input()) i WHERE outcome(format('SELECT * FROM made.%I()', relation_name || '_input')) <> 'reads';
INSERT INTO pg_dist_partition SELECT DISTINCT format('made.%I', relation_name)::regclass, 'h'::"char", 'x', 7, 's'::"char" FROM userlogs.report_input();
SELECT relation_name, outcome(format('SELECT * FROM made.%I()', relation_name || '_input'))
FROM (SELECT DISTINCT relation_name FROM userlogs.report_input()) i ORDER BY 1;
SELECT outcome('SELECT * FROM zoned.user_logs'), outcome('SELECT * FROM zoned.setting_input()'), outcome('SELECT * FROM zoned.status_event_input()');
-- create_report refuses, too
SELECT s, outcome(format('SELECT userlogs.create_report(%L)', s)) AS create_report FROM unnest('{through_views, through_function, directly, stored, zoned, made}'::text[]) s;
SELECT userlogs.create_report('directly');  -- error: distributed
SELECT userlogs.create_report('through_views');  -- error: reads a distributed table
-- reference tables and local tables that Citus knows are whole everywhere
TRUNCATE pg_dist_partition;
INSERT INTO pg_dist_partition VALUES ('log', 'n', NULL, 5, 't'), ('directly.status_event', 'n', NULL, 0, 's');
SELECT outcome(command), array_agg(DISTINCT schema) FROM reading GROUP BY 1 ORDER BY 1;
SELECT s, outcome(format('SELECT userlogs.create_report(%L)', s)) FROM unnest('{through_views, through_function, directly}'::text[]) s;
-- Citus goes
SET allow_system_table_mods = on;
DROP TABLE pg_catalog.pg_dist_partition;
RESET allow_system_table_mods;
SELECT outcome(command), array_agg(DISTINCT schema) FROM reading GROUP BY 1 ORDER BY 1;

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
