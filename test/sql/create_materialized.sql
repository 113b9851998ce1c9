-- create_materialized: a view of the report, stored, with what REFRESH
-- CONCURRENTLY needs, and a plain view in front.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('create_materialized', 'drop_materialized', 'refresh_materialized')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

SELECT userlogs.create_report('stored "report"') IS NOT NULL AS made;
UPDATE "stored ""report""".setting SET as_of = '2026-03-03 12:00';
INSERT INTO "stored ""report""".report_user VALUES ('Eva', 'Eva');
INSERT INTO "stored ""report""".status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (1, 'Ana', '2026-03-02 09:00', 'Available', NULL),
  (2, 'Ana', '2026-03-02 12:00', 'Unavailable', 'Absence'),
  (3, 'Ana', '2026-03-02 12:00', 'Unavailable', NULL),
  (4, 'Ana', '2026-03-02 18:00', NULL, NULL),
  (5, 'Rui', '2026-03-02 20:00', 'Logout', NULL);
-- the key of each view is one
SELECT userlogs.create_materialized('stored "report"', 'user_logs');
SELECT s.name, s.command
FROM (SELECT d.name, userlogs.create_materialized('stored "report"', d.name) AS command FROM userlogs.report_definition d WHERE d.kind = 'view') s
WHERE s.command <> format('SELECT userlogs.refresh_materialized(%L, %L)', 'stored "report"', s.name);
SELECT count(*) > 0 AS rows, count(*) FILTER (WHERE refreshed_at = now()) FROM "stored ""report""".user_logs_snapshot;
SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = '"stored ""report""".user_logs_materialized'::regclass ORDER BY 1;
SELECT d.name FROM userlogs.report_definition d WHERE d.kind = 'view' AND NOT EXISTS (
  SELECT FROM pg_index x WHERE x.indrelid = userlogs.report_relation('stored "report"', d.name || '_materialized') AND x.indisunique AND x.indnullsnotdistinct
    AND d.key = ARRAY(SELECT a.attname::text FROM unnest(x.indkey) WITH ORDINALITY k(attnum, position)
      JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum ORDER BY k.position));
-- the plain view shows what the view shows, and when
CREATE FUNCTION differing_rows(view_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  columns text;
  result bigint;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
  FROM pg_attribute WHERE attrelid = format('"stored ""report""".%I', view_name)::regclass AND attnum > 0 AND atttypid <> 'interval'::regtype;
  EXECUTE format('SELECT count(*) FROM ((SELECT %1$s FROM "stored ""report""".%2$I EXCEPT ALL SELECT %1$s FROM "stored ""report""".%3$I) UNION ALL
    (SELECT %1$s FROM "stored ""report""".%3$I EXCEPT ALL SELECT %1$s FROM "stored ""report""".%2$I)) d',
    columns, view_name, view_name || '_snapshot') INTO result;
  RETURN result;
END $$;
SELECT s.name, differing_rows(s.name) FROM userlogs.report_definition s WHERE s.kind = 'view' AND differing_rows(s.name) <> 0;
-- stale until refreshed, which runs with any search_path and blocks no reader
INSERT INTO "stored ""report""".status_event (event_id, user_id, occurred_at, status) VALUES (6, 'Eva', '2026-03-02 09:00', 'online');
SELECT v AS name, differing_rows(v) > 0 AS stale FROM unnest('{user_logs, current_status, availability_daily, rule_violations}'::text[]) v;
SET search_path = pg_catalog;
\o /dev/null
\set ECHO none
SELECT userlogs.create_materialized('stored "report"', s.name) AS refreshes
FROM userlogs.report_definition s WHERE s.kind = 'view' ORDER BY s.step
\gexec
\set ECHO all
\o
RESET search_path;
SELECT s.name, differing_rows(s.name) FROM userlogs.report_definition s WHERE s.kind = 'view' AND differing_rows(s.name) <> 0;
SELECT count(*), count(*) FILTER (WHERE refreshed_at <= now() AND refreshed_at > now() - interval '1 hour')
FROM "stored ""report""".current_status_snapshot;
SELECT userlogs.create_materialized('stored "report"', 'current_status');
-- an unchanged row is not written again
BEGIN;
SELECT xmin AS before FROM "stored ""report""".availability_daily_materialized WHERE user_id = 'Ana' AND local_date = '2026-03-02' \gset
REFRESH MATERIALIZED VIEW CONCURRENTLY "stored ""report""".availability_daily_materialized;
SELECT xmin = :'before' AS same_row FROM "stored ""report""".availability_daily_materialized WHERE user_id = 'Ana' AND local_date = '2026-03-02';
COMMIT;
-- all is commented
SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = '"stored ""report"""'::regnamespace AND c.relkind IN ('m', 'v')
  AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL) ORDER BY 1, 2;
-- made anew when the columns have changed, privileges are kept
CREATE ROLE userlogs_bi;
-- a new snapshot is its owner's, also under default privileges
ALTER DEFAULT PRIVILEGES IN SCHEMA "stored ""report""" GRANT SELECT ON TABLES TO userlogs_bi;
SELECT userlogs.drop_materialized('stored "report"', 'shrinkage') IS NOT NULL AS dropped;
SELECT userlogs.create_materialized('stored "report"', 'shrinkage') IS NOT NULL AS made;
SELECT has_table_privilege('userlogs_bi', '"stored ""report""".shrinkage_materialized', 'SELECT') AS stored,
  has_table_privilege('userlogs_bi', '"stored ""report""".shrinkage_snapshot', 'SELECT') AS front;
ALTER DEFAULT PRIVILEGES IN SCHEMA "stored ""report""" REVOKE SELECT ON TABLES FROM userlogs_bi;
DROP VIEW "stored ""report""".anomalies_snapshot;
DROP MATERIALIZED VIEW "stored ""report""".anomalies_materialized;
CREATE MATERIALIZED VIEW "stored ""report""".anomalies_materialized AS SELECT 1 AS old_column;
CREATE VIEW "stored ""report""".anomalies_snapshot AS SELECT 1 AS old_column;
GRANT SELECT ON "stored ""report""".anomalies_snapshot, "stored ""report""".anomalies_materialized TO userlogs_bi;
SELECT userlogs.create_materialized('stored "report"', 'anomalies');
SELECT differing_rows('anomalies'), has_table_privilege('userlogs_bi', '"stored ""report""".anomalies_snapshot', 'SELECT') AS snapshot,
  has_table_privilege('userlogs_bi', '"stored ""report""".anomalies_materialized', 'SELECT') AS materialized;
DROP OWNED BY userlogs_bi;
DROP ROLE userlogs_bi;
-- one without rows, as after a restore of the definitions alone, is filled
REFRESH MATERIALIZED VIEW "stored ""report""".status_daily_materialized WITH NO DATA;
SELECT count(*) FROM "stored ""report""".status_daily_snapshot;  -- error: not populated
SELECT userlogs.refresh_materialized('stored "report"', 'status_daily') = now() AS refreshed;
SELECT differing_rows('status_daily');
REFRESH MATERIALIZED VIEW "stored ""report""".status_daily_materialized WITH NO DATA;
SELECT userlogs.create_materialized('stored "report"', 'status_daily') IS NOT NULL AS refreshed;
SELECT differing_rows('status_daily');
-- the plain view is made again where it is missing
DROP VIEW "stored ""report""".status_daily_snapshot;
SELECT userlogs.create_materialized('stored "report"', 'status_daily') IS NOT NULL AS made;
SELECT differing_rows('status_daily');
-- twice in a transaction
BEGIN;
SELECT userlogs.refresh_materialized('stored "report"', 'user_logs') = now() AS refreshed;
SELECT userlogs.refresh_materialized('stored "report"', 'user_logs') = now() AS again;
COMMIT;
-- drop_materialized
SELECT userlogs.drop_materialized('stored "report"', 'status_daily');
SELECT userlogs.drop_materialized('stored "report"', 'status_daily');  -- error: nothing is stored
SELECT userlogs.refresh_materialized('stored "report"', 'status_daily');  -- error: nothing is stored
SELECT userlogs.drop_materialized('stored "report"', NULL);  -- error
SELECT userlogs.refresh_materialized(NULL, 'status_daily');  -- error
SELECT userlogs.drop_materialized('public', 'status_daily');  -- error: no report
SELECT userlogs.refresh_materialized('public', 'status_daily');  -- error: no report
SELECT count(*) FROM userlogs.report_objects('stored "report"') WHERE name ~ '^status_daily_(materialized|snapshot)$';
CREATE VIEW public.my_snapshot AS SELECT user_id FROM "stored ""report""".user_logs_snapshot;
SELECT userlogs.drop_materialized('stored "report"', 'user_logs');  -- error: my_snapshot reads it
DROP VIEW public.my_snapshot;
SELECT userlogs.create_materialized('stored "report"', 'status_daily') IS NOT NULL AS made;
-- the version of the report is that of create_report
BEGIN;
CREATE OR REPLACE FUNCTION "stored ""report""".report_version() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN 'older';
SELECT userlogs.create_materialized('stored "report"', 'anomalies') IS NOT NULL AS refreshed;
SELECT "stored ""report""".report_version();
ROLLBACK;
-- the report can be made again below it, and all of it be dropped
CREATE TEMP TABLE known AS SELECT * FROM userlogs.report_objects('stored "report"');
SELECT userlogs.create_report('stored "report"') IS NOT NULL AS again;
TABLE known EXCEPT SELECT * FROM userlogs.report_objects('stored "report"');
SELECT * FROM userlogs.report_objects('stored "report"') EXCEPT TABLE known;
CREATE TABLE "stored ""report""".anomalies_snapshot_of_mine ();
\set VERBOSITY terse
SELECT userlogs.create_materialized('stored "report"', 'status_event');  -- error: no view of the report
\set VERBOSITY default
-- the hint names all of them
CREATE FUNCTION pg_temp.hint_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  EXECUTE query;
  RETURN NULL;
EXCEPTION WHEN undefined_table THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN hint;
END $$;
SELECT pg_temp.hint_of($$ SELECT userlogs.create_materialized('stored "report"', 'status_event') $$) = format('The views are %s.', string_agg(name, ', ' ORDER BY step)) AS names_all
FROM userlogs.report_definition WHERE kind = 'view';
SELECT userlogs.create_materialized('stored "report"', NULL);  -- error
SELECT userlogs.create_materialized('public', 'user_logs');  -- error: no report
SELECT userlogs.create_materialized(NULL, 'user_logs');  -- error
SELECT userlogs.drop_report('stored "report"');
SELECT relname, relkind FROM pg_class WHERE relnamespace = '"stored ""report"""'::regnamespace AND relkind IN ('r', 'v', 'm') ORDER BY 1;
SELECT userlogs.create_report('stored "report"') IS NOT NULL AS made;
CREATE TABLE "stored ""report""".user_logs_snapshot ();
SELECT userlogs.create_materialized('stored "report"', 'user_logs');  -- error: a table in the way
SELECT userlogs.drop_report('stored "report"');
DROP SCHEMA "stored ""report""" CASCADE;
DROP FUNCTION differing_rows;
