-- missing_indexes: which lookups of a report no index serves, and that the
-- command it gives is enough.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SET client_min_messages = notice;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('input_columns', 'input_index_serves', 'missing_index', 'missing_indexes')
ORDER BY p.proname;

-- the tables of a report have what it needs, whatever the type of user_id
SELECT userlogs.create_report('indexed') IS NOT NULL AS made;
SELECT * FROM userlogs.missing_indexes('indexed');
SELECT userlogs.create_report('indexed_number', 'bigint') IS NOT NULL AS made;
SELECT * FROM userlogs.missing_indexes('indexed_number');
SELECT l.input, l.columns, userlogs.input_index_serves(format('indexed.%I()', l.input || '_input')::regprocedure, l.columns, l.method) AS serves
FROM userlogs.report_lookup() l WHERE l.wrapper IS NULL;
-- unless somebody drops it, of which create_report says nothing
DROP INDEX indexed.status_event_user_id_occurred_at_event_id_idx, indexed.service_request_cut_key_arrived_at_idx;
SELECT * FROM userlogs.missing_indexes('indexed');
SELECT userlogs.create_report('indexed') IS NOT NULL AS made;

-- a table and views of an application
CREATE SCHEMA "My App";
CREATE TABLE "My App".agent_log (id bigint PRIMARY KEY, agent char(10), "time" timestamp(3), state int);
CREATE TABLE "My App".state_name (state int PRIMARY KEY, name text);
CREATE TABLE "My App".ticket (id uuid PRIMARY KEY, "Team" varchar(30), opened timestamptz, answered timestamptz);
CREATE SCHEMA mapped_report;
CREATE VIEW mapped_report.status_event AS
SELECT l.id AS event_id, rtrim(l.agent) AS user_id, l."time" AT TIME ZONE 'Europe/Madrid' AS occurred_at, n.name AS status, NULL::text AS reason
FROM "My App".agent_log l LEFT JOIN "My App".state_name n USING (state);
CREATE VIEW mapped_report.service_request AS
SELECT id AS request_id, "Team" AS team, opened AS arrived_at, answered AS first_response_at FROM "My App".ticket;
SELECT userlogs.create_report('mapped_report') IS NOT NULL AS made;
\pset format unaligned
SELECT * FROM userlogs.missing_indexes('mapped_report');
-- the commands are enough, and create_report is quiet
\o /dev/null
SELECT statement FROM userlogs.missing_indexes('mapped_report') \gexec
\o
SELECT * FROM userlogs.missing_indexes('mapped_report');
SELECT userlogs.create_report('mapped_report') IS NOT NULL AS made;
-- the message level of the caller
DROP INDEX "My App".agent_log_rtrim_timezone_idx;
SET client_min_messages = warning;
SELECT userlogs.create_report('mapped_report') IS NOT NULL AS made;
SHOW client_min_messages;
SET client_min_messages = notice;
BEGIN;
SELECT userlogs.create_report('mapped_report') IS NOT NULL AS made;
SHOW client_min_messages;
COMMIT;
SHOW client_min_messages;
-- a table is called a table, a materialized view by its name
BEGIN;
CREATE SCHEMA own_table;
CREATE TABLE own_table.status_event (event_id bigint, user_id varchar(20), occurred_at timestamptz, status text, reason text);
SELECT userlogs.create_report('own_table') IS NOT NULL AS made;
CREATE SCHEMA stored;
CREATE MATERIALIZED VIEW stored.status_event AS SELECT * FROM own_table.status_event;
SELECT userlogs.create_report('stored') IS NOT NULL AS made;
ROLLBACK;
-- no index can help
BEGIN;
CREATE SCHEMA stacked;
CREATE VIEW stacked.status_event AS SELECT * FROM mapped_report.status_event UNION ALL SELECT * FROM mapped_report.status_event;
SELECT userlogs.create_report('stacked') IS NOT NULL AS made;
SELECT * FROM userlogs.missing_indexes('stacked');
ROLLBACK;
\pset format aligned

-- whoever may read the catalogue may ask
CREATE ROLE userlogs_asker;
GRANT USAGE ON SCHEMA mapped_report TO userlogs_asker;
SET ROLE userlogs_asker;
SELECT count(*) FROM userlogs.missing_indexes('mapped_report');
RESET ROLE;
SELECT * FROM userlogs.missing_indexes(NULL); -- error: which schema?
SELECT * FROM userlogs.missing_indexes('My App'); -- error: no report
SELECT * FROM userlogs.missing_indexes('no such schema'); -- error: no report

SET client_min_messages = warning;
DROP SCHEMA indexed, indexed_number, mapped_report, "My App" CASCADE;
DROP ROLE userlogs_asker;
