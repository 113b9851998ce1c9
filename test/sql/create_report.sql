-- create_report and drop_report: what is made, what is used, what is refused.
SET client_min_messages = warning;
SET TimeZone = 'America/Sao_Paulo';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('create_report', 'drop_report', 'report_input', 'report_objects')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- an empty schema: all inputs are made
SELECT userlogs.create_report('made');
-- what belongs to it is what report_definition has, and a function for each input
CREATE TEMP VIEW defined AS
SELECT d.kind, d.name FROM userlogs.report_definition d UNION ALL SELECT 'function', i.relation_name || '_input' FROM userlogs.report_input() i GROUP BY i.relation_name;
TABLE defined EXCEPT SELECT * FROM userlogs.report_objects('made');
SELECT * FROM userlogs.report_objects('made') EXCEPT TABLE defined;
SELECT DISTINCT part, kind FROM userlogs.report_definition ORDER BY part, kind;
-- comments tell what is read, what answers, and what is internal
SELECT o.kind, o.name, c.comment
FROM userlogs.report_objects('made') o
LEFT JOIN userlogs.report_definition d ON d.name = o.name
CROSS JOIN LATERAL (SELECT CASE WHEN o.kind = 'function' THEN obj_description(userlogs.report_function('made', o.name), 'pg_proc')
  ELSE obj_description(userlogs.report_relation('made', o.name), 'pg_class') END) c(comment)
WHERE c.comment IS NULL OR (c.comment LIKE 'internal: %') <> (coalesce(d.part, 'base') = 'base') OR (c.comment LIKE 'Input: %') <> (o.kind = 'input');
SELECT obj_description('made'::regnamespace, 'pg_namespace') IS NOT NULL AS schema, obj_description('made.report_object'::regclass, 'pg_class') ~ '^internal: ' AS list;
-- the columns of a function are named as it declares them, and those of its view
-- have the same precision
CREATE FUNCTION pg_temp.misnamed(function_name text, body text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  function_id regprocedure := userlogs.report_function('made', function_name);
  argument record;
BEGIN
  SET LOCAL search_path = made, pg_temp;
  -- any value for each argument
  FOR argument IN
    SELECT u.name, format_type(u.type_id, NULL) AS type
    FROM pg_proc p, unnest(p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes) u(name, type_id, mode)
    WHERE p.oid = function_id AND u.mode = 'i'
  LOOP
    body := regexp_replace(body, '\m' || function_name || '\.' || argument.name || '\M', 'NULL::' || argument.type, 'g');
  END LOOP;
  EXECUTE 'CREATE TEMP VIEW body AS ' || body;
  RETURN QUERY
    SELECT format('%s: %s %s, not %s', function_name, b.attname, format_type(b.atttypid, b.atttypmod), d.name)
    FROM (
      SELECT u.name, u.type_id, row_number() OVER (ORDER BY u.position) AS column_number
      FROM pg_proc p, unnest(p.proargnames, p.proallargtypes, p.proargmodes) WITH ORDINALITY u(name, type_id, mode, position)
      WHERE p.oid = function_id AND u.mode = 't') d
    FULL JOIN (SELECT a.attname, a.attnum, a.atttypid, a.atttypmod FROM pg_attribute a WHERE a.attrelid = 'pg_temp.body'::regclass) b
      ON b.attnum = d.column_number
    LEFT JOIN pg_attribute v ON v.attrelid = to_regclass('made.' || regexp_replace(function_name, '_between$', '')) AND v.attname = d.name
    WHERE b.attname IS DISTINCT FROM d.name OR b.atttypid <> d.type_id OR v.atttypmod <> b.atttypmod;
  DROP VIEW pg_temp.body;
END $$;
SELECT m.complaint
FROM userlogs.report_definition d, substring(d.definition FROM 'BEGIN ATOMIC\n(.*);\nEND;') b(body), pg_temp.misnamed(d.name, b.body) m(complaint)
WHERE d.kind = 'function' AND d.definition ~ 'RETURNS TABLE';
SELECT time_zone, day_offset, bucket_width, max_open_time, heartbeat_timeout, as_of FROM made.setting;
-- the tables are what report_input() says, and nothing else but keys; a log with
-- layers has columns of its own
SELECT relname, attname, format_type(atttypid, atttypmod), column_name, column_type
FROM (SELECT c.relname, a.attname, a.atttypid, a.atttypmod FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'made'::regnamespace AND c.relkind = 'r' AND a.attnum > 0) a
FULL JOIN userlogs.report_input() i ON relation_name = relname AND column_name = attname
WHERE coalesce(replace(column_type, 'any', 'bigint'), 'text') IS DISTINCT FROM format_type(atttypid, atttypmod)
  AND coalesce(relation_name, relname) IN (SELECT name FROM userlogs.report_definition) ORDER BY 1, 2, 4;
-- everything is commented, views are security_invoker
SELECT c.relname, a.attname FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'made'::regnamespace AND c.relkind IN ('r', 'v')
  AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL) ORDER BY 1, 2;
SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'made'::regnamespace
  AND (obj_description(oid, 'pg_proc') IS NULL OR prosecdef OR NOT proconfig <@ '{jit=off,enable_memoize=off}' OR provolatile = 'v') ORDER BY 1;
SELECT relname, reloptions FROM pg_class WHERE relnamespace = 'made'::regnamespace AND relkind = 'v'
  AND reloptions IS DISTINCT FROM '{security_invoker=true}' ORDER BY 1;
-- what of the extension is called by it can be called by workers
SELECT DISTINCT p.oid::regprocedure FROM pg_proc p JOIN pg_depend d ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid
WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proparallel <> 's' AND (
  d.classid = 'pg_proc'::regclass AND d.objid IN (SELECT oid FROM pg_proc WHERE pronamespace = 'made'::regnamespace)
  OR d.classid = 'pg_rewrite'::regclass AND d.objid IN (SELECT r.oid FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = 'made'::regnamespace)) ORDER BY 1;
-- views read functions and other views only: create_report locks them, and
-- LOCK on a view would lock a table that it reads, too
SELECT r.ev_class::regclass, d.refobjid::regclass FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
JOIN pg_class c ON d.refclassid = 'pg_class'::regclass AND c.oid = d.refobjid
WHERE r.ev_class IN (SELECT oid FROM pg_class WHERE relnamespace = 'made'::regnamespace) AND c.relkind <> 'v';
-- the types of columns are those that tools read; each interval has its seconds
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE c.relnamespace = 'made'::regnamespace AND c.relkind = 'v' AND a.attnum > 0 AND (
  format_type(a.atttypid, a.atttypmod) NOT IN ('text', 'timestamp with time zone', 'timestamp without time zone', 'date', 'boolean',
    'bigint', 'numeric(18,6)', 'numeric(24,6)', 'double precision', 'interval')
  OR a.atttypid = 'interval'::regtype AND NOT EXISTS (SELECT FROM pg_attribute s
    WHERE s.attrelid = a.attrelid AND s.attname = a.attname || '_seconds')) ORDER BY 1, 2;

-- what people write is known, in three languages and any case
INSERT INTO made.status_event (user_id, occurred_at, status) SELECT 'u', timestamptz '2026-03-02 08:00' + n * interval '1 minute', w
FROM unnest(ARRAY['Available', 'ONLINE', ' away ', 'Busy', 'Disponível', 'em pausa', 'Desconectado', 'Disponible', 'Ausente',
  'Fuera de línea', 'Logout', 'on vacation']) WITH ORDINALITY x(w, n);
SELECT status, class FROM made.user_logs ORDER BY login_at;
-- checks of the tables made
INSERT INTO made.setting (time_zone) VALUES ('UTC');  -- error: one row
UPDATE made.setting SET time_zone = 'Mars/Olympus';  -- error: zone
UPDATE made.setting SET day_offset = '25 hours';  -- error: offset
UPDATE made.setting SET bucket_width = '0';  -- error: not above zero
UPDATE made.setting SET bucket_width = '1 month 1 day';  -- error: mixed
UPDATE made.setting SET bucket_width = '25 hours';  -- error: mixed
UPDATE made.setting SET bucket_width = '1 month -29 days';  -- error: a negative part
UPDATE made.setting SET heartbeat_timeout = '1 month';  -- error: no fixed length
INSERT INTO made.status_class VALUES ('AVAILABLE', 'offline');  -- error: there already
INSERT INTO made.status_class VALUES ('on vacation', 'holiday');  -- error: no such class
INSERT INTO made.team_member VALUES ('u', 'a', '2026-01-02', '2026-01-01');  -- error: ends before it begins
INSERT INTO made.status_event (user_id, occurred_at, recorded_at) VALUES ('u', 'infinity', '2026-03-02');  -- error: never

-- again: nothing is lost, and views of others stay as they are
CREATE ROLE userlogs_reader;
GRANT USAGE ON SCHEMA made TO userlogs_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA made TO userlogs_reader;
CREATE VIEW public.my_report AS SELECT user_id, login_at, duration FROM made.user_logs WHERE class = 'available';
CREATE VIEW public.my_window AS SELECT user_id, status FROM made.user_logs_between('2026-03-02', '2026-03-03');
SELECT userlogs.create_report('made');
SELECT count(*) AS mine, (SELECT count(*) FROM public.my_window) AS window, (SELECT count(*) FROM made.status_event) AS events FROM public.my_report;
-- as after an update that changed the columns of a view or of what is below: a
-- view that nobody reads is made anew and keeps its privileges
DROP VIEW made.anomalies;
CREATE VIEW made.anomalies AS SELECT NULL::text AS kind, NULL::integer AS old_column;
GRANT SELECT ON made.anomalies TO userlogs_reader WITH GRANT OPTION;
DROP FUNCTION made.team_target() CASCADE;
CREATE FUNCTION made.team_target() RETURNS TABLE (old_column integer) LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
SELECT count(*) FROM made.anomalies;
SELECT has_table_privilege('userlogs_reader', 'made.anomalies', 'SELECT WITH GRANT OPTION') AS may_read, (SELECT count(*) FROM public.my_report) AS mine;
DROP VIEW public.my_report, public.my_window;
-- with somebody's view on top it cannot be made anew
DROP VIEW made.anomalies;
CREATE VIEW made.anomalies AS SELECT NULL::text AS kind, NULL::integer AS old_column;
CREATE VIEW public.my_anomalies AS SELECT kind FROM made.anomalies;
SELECT userlogs.create_report('made');  -- error: my_anomalies reads it
DROP VIEW public.my_anomalies;
SELECT userlogs.create_report('made') IS NOT NULL AS again;

-- the report's own snapshot is not somebody's: it is dropped and made again,
-- filled and with its privileges
SELECT userlogs.create_materialized('made', 'anomalies') IS NOT NULL AS stored;
GRANT SELECT ON made.anomalies_materialized, made.anomalies_snapshot TO userlogs_reader WITH GRANT OPTION;
DROP VIEW made.anomalies CASCADE;
CREATE VIEW made.anomalies AS SELECT NULL::text AS kind, NULL::integer AS old_column;
CREATE MATERIALIZED VIEW made.anomalies_materialized AS SELECT kind, old_column, NULL::timestamptz AS refreshed_at FROM made.anomalies;
CREATE VIEW made.anomalies_snapshot AS SELECT * FROM made.anomalies_materialized;
GRANT SELECT ON made.anomalies_materialized, made.anomalies_snapshot TO userlogs_reader WITH GRANT OPTION;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
SELECT count(*) > 0 AS filled, count(refreshed_at) = count(*) AS told FROM made.anomalies_snapshot;
SELECT has_table_privilege('userlogs_reader', 'made.anomalies_snapshot', 'SELECT WITH GRANT OPTION') AS snapshot,
  has_table_privilege('userlogs_reader', 'made.anomalies_materialized', 'SELECT WITH GRANT OPTION') AS materialized;
SELECT kind, name FROM userlogs.report_objects('made') WHERE name ~ '^anomalies' AND name !~ '_by_team' ORDER BY 1;
CREATE VIEW public.my_anomalies AS SELECT kind FROM made.anomalies_snapshot;
ALTER VIEW made.anomalies RENAME COLUMN kind TO old_kind;
SELECT userlogs.create_report('made');  -- error: my_anomalies reads the snapshot
ALTER VIEW made.anomalies RENAME COLUMN old_kind TO kind;
DROP VIEW public.my_anomalies;
SELECT userlogs.drop_materialized('made', 'anomalies');

-- the list of what belongs to it is lost, as after pg_dump --schema-only: the
-- report is known all the same
SELECT userlogs.create_materialized('made', 'anomalies') IS NOT NULL AS stored;
CREATE TEMP TABLE known AS SELECT * FROM userlogs.report_objects('made');
DELETE FROM made.report_object;
TABLE known EXCEPT SELECT * FROM userlogs.report_objects('made') ORDER BY 1, 2;
SELECT * FROM userlogs.report_objects('made') EXCEPT TABLE known;
-- so is what another superuser has added to it, and not what anybody else has
CREATE ROLE userlogs_second SUPERUSER;
BEGIN;
ALTER FUNCTION made.rule_value(text, bigint, bigint) OWNER TO userlogs_second;
ALTER VIEW made.staffing OWNER TO userlogs_second;
SELECT * FROM known WHERE kind <> 'input' EXCEPT SELECT * FROM userlogs.report_objects('made') ORDER BY 1, 2;
ALTER ROLE userlogs_second NOSUPERUSER;
SELECT * FROM known WHERE kind <> 'input' EXCEPT SELECT * FROM userlogs.report_objects('made') ORDER BY 1, 2;
ROLLBACK;
DROP ROLE userlogs_second;
DROP TABLE made.report_object;
SELECT kind, count(*) > 0 AS known FROM userlogs.report_objects('made') GROUP BY 1 ORDER BY 1;
SELECT * FROM userlogs.report_objects('made') EXCEPT TABLE known;
SELECT userlogs.notify_violations('made'), userlogs.refresh_materialized('made', 'anomalies') = now() AS refreshed;
BEGIN;
SELECT userlogs.drop_report('made');
SELECT relname FROM pg_class WHERE relnamespace = 'made'::regnamespace AND relkind IN ('v', 'm')
UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'made'::regnamespace;
ROLLBACK;
-- what has the name of something of the report and is of another kind, or is of another role, or has nothing to do with it
ALTER MATERIALIZED VIEW made.anomalies_materialized RENAME TO stored;
CREATE MATERIALIZED VIEW made.anomalies_materialized AS SELECT 1 AS x;
CREATE VIEW made.user_logs_snapshot AS SELECT 1 AS x;
CREATE TABLE made.staffing_materialized ();
SELECT kind, name FROM userlogs.report_objects('made') WHERE name ~ '_(materialized|snapshot)$';
DROP TABLE made.staffing_materialized;
DROP VIEW made.user_logs_snapshot;
DROP MATERIALIZED VIEW made.anomalies_materialized;
ALTER MATERIALIZED VIEW made.stored RENAME TO anomalies_materialized;
COMMENT ON TABLE made.setting IS NULL;
COMMENT ON COLUMN made.setting.time_zone IS NULL;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
TABLE known EXCEPT SELECT * FROM userlogs.report_objects('made');
SELECT * FROM userlogs.report_objects('made') EXCEPT TABLE known;
SELECT obj_description('made.setting'::regclass) IS NOT NULL AND col_description('made.setting'::regclass, 2) IS NOT NULL AS commented;
SELECT userlogs.drop_materialized('made', 'anomalies');
-- what others could write is not believed: nothing is dropped by it
GRANT INSERT ON made.report_object TO userlogs_reader;
CREATE TABLE made.stored_by_others ();
SET ROLE userlogs_reader;
INSERT INTO made.report_object VALUES ('table', 'stored_by_others');
RESET ROLE;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
SELECT to_regclass('made.stored_by_others') IS NOT NULL AS kept, has_table_privilege('userlogs_reader', 'made.report_object', 'INSERT') AS may_write;
SELECT * FROM userlogs.report_objects('made') EXCEPT TABLE known;
DROP TABLE made.stored_by_others;
DROP TABLE known;

-- an input that is renamed away or dropped is missed
ALTER TABLE made.service_hours RENAME TO hours;
SELECT userlogs.create_report('made');  -- error: it is made.hours now
ALTER TABLE made.hours SET SCHEMA public;
SELECT userlogs.create_report('made');  -- error: it is public.hours now
CREATE VIEW made.service_hours AS SELECT * FROM public.hours;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
DROP VIEW made.service_hours CASCADE;
SELECT userlogs.create_report('made');  -- error: it was dropped
ALTER TABLE public.hours SET SCHEMA made;
ALTER TABLE made.hours RENAME TO service_hours;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
-- after drop_report an empty table may take its place
BEGIN;
SELECT userlogs.drop_report('made') IS NOT NULL AS dropped;
DROP TABLE made.shift;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
ROLLBACK;

-- Tables that were made get what they lack: a column, a check, also one that
-- DROP EXTENSION took away; the rows that break it are told.
CREATE TEMP VIEW made_checks AS
SELECT conrelid::regclass::text AS relation, conname, pg_get_constraintdef(oid) AS definition, convalidated FROM pg_constraint
WHERE connamespace = 'made'::regnamespace AND contype = 'c';
CREATE TEMP TABLE checks AS TABLE made_checks;
CREATE TEMP TABLE columns AS
SELECT attrelid::regclass AS relation, attname, atttypid, col_description(attrelid, attnum) AS comment FROM pg_attribute
WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'made'::regnamespace AND relkind = 'r') AND attnum > 0 AND NOT attisdropped;
SELECT count(*) > 10 AS checks FROM checks;
ALTER TABLE made.target DROP CONSTRAINT "shrinkage is a fraction from 0 to 0.99";
ALTER TABLE made.setting DROP CONSTRAINT setting_local_date_check, ADD CONSTRAINT setting_local_date_check CHECK (time_zone <> '');
ALTER TABLE made.setting ADD COLUMN my_own integer;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
TABLE checks EXCEPT TABLE made_checks UNION ALL (TABLE made_checks EXCEPT TABLE checks);
BEGIN;
DROP EXTENSION userlogs CASCADE;
SELECT conname FROM checks EXCEPT SELECT conname FROM made_checks ORDER BY 1;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
TABLE checks EXCEPT TABLE made_checks UNION ALL (TABLE made_checks EXCEPT TABLE checks);
ROLLBACK;
ALTER TABLE made.setting DROP COLUMN bucket_width CASCADE, DROP COLUMN as_of CASCADE, DROP COLUMN my_own;
ALTER TABLE made.service_request DROP COLUMN outcome CASCADE;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
TABLE checks EXCEPT TABLE made_checks UNION ALL (TABLE made_checks EXCEPT TABLE checks);
SELECT relation, attname, atttypid, comment FROM columns
EXCEPT SELECT attrelid::regclass, attname, atttypid, col_description(attrelid, attnum) FROM pg_attribute WHERE NOT attisdropped;
SELECT bucket_width, as_of FROM made.setting;
INSERT INTO made.target (team, shrinkage) VALUES ('T', 0.5);
SELECT conname FROM checks WHERE relation = 'made.target' AND conname ~ '^shrinkage' \gset
ALTER TABLE made.target DROP CONSTRAINT :"conname";
UPDATE made.target SET shrinkage = 7;
ALTER TABLE made.setting DROP CONSTRAINT setting_local_date_check;
UPDATE made.setting SET time_zone = 'Nowhere/Land';
SELECT userlogs.create_report('made') IS NOT NULL AS again;  -- warnings
SELECT relation, conname FROM made_checks WHERE NOT convalidated ORDER BY 2;
UPDATE made.target SET shrinkage = 8;  -- error: holds for new rows
DELETE FROM made.target;
UPDATE made.setting SET time_zone = 'America/Sao_Paulo';
ALTER TABLE made.setting VALIDATE CONSTRAINT setting_local_date_check;
ALTER TABLE made.target VALIDATE CONSTRAINT :"conname";
-- a table of one's own is left alone, also one that takes the place of one that was made
DROP TABLE made.target CASCADE;
CREATE TABLE made.target (team text, shrinkage double precision);
SELECT userlogs.create_report('made') IS NOT NULL AS again;
SELECT count(*) AS checks FROM made_checks WHERE relation = 'made.target';
SELECT userlogs.drop_report('made') IS NOT NULL AS dropped;
DROP TABLE made.target;
SELECT userlogs.create_report('made') IS NOT NULL AS again;
TABLE checks EXCEPT TABLE made_checks UNION ALL (TABLE made_checks EXCEPT TABLE checks);
DROP TABLE checks, columns;
DROP VIEW made_checks;
-- Tables of a version in which a team had one target, and one set of hours, get
-- the key of today, and keep their rows; a key of one's own beside it stays.
SELECT userlogs.create_report('former') \g /dev/null
DROP TABLE former.service_hours, former.target CASCADE;
CREATE TABLE former.service_hours (team text NOT NULL, weekday bigint NOT NULL, opens time NOT NULL, closes time NOT NULL, PRIMARY KEY (team, weekday, opens));
CREATE TABLE former.target (team text PRIMARY KEY, service_level double precision, answer_within interval, max_occupancy double precision,
  shrinkage double precision, minimum_headcount bigint);
INSERT INTO former.service_hours VALUES ('T', 1, '09:00', '17:00');
INSERT INTO former.target VALUES ('T', 0.8, '5 minutes', NULL, NULL, 2);
SELECT userlogs.create_report('former') IS NOT NULL AS again;
SELECT conrelid::regclass AS relation, contype AS type, regexp_replace(pg_get_constraintdef(oid), '^CHECK .*', '') AS key,
  CASE WHEN contype = 'c' THEN conname END AS check, convalidated AS validated FROM pg_constraint
WHERE conrelid IN ('former.service_hours'::regclass, 'former.target'::regclass) AND contype <> 'n' ORDER BY 1, 2 DESC, 4;
TABLE former.service_hours;
SELECT team, service_level, answer_within, minimum_headcount, priority, valid_from, clock FROM former.target;
SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute WHERE attrelid = 'made.target'::regclass AND attnum > 0
EXCEPT SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute WHERE attrelid = 'former.target'::regclass;
INSERT INTO former.target (team, answer_within, priority) VALUES ('T', '1 minute', 'P1');
ALTER TABLE former.target ADD CONSTRAINT my_key UNIQUE (team, priority);
SELECT userlogs.create_report('former') IS NOT NULL AS again;
INSERT INTO former.target (team, priority, valid_from) VALUES ('T', 'P1', '2026-03-01');  -- error: a key of one's own
SELECT userlogs.drop_report('former') IS NOT NULL AS dropped;
DROP SCHEMA former CASCADE;
-- the error of a definition is its own
SELECT userlogs.make_report_object('made', 'function', 'no_such', 'CREATE FUNCTION no_such() RETURNS TABLE (x integer) LANGUAGE sql BEGIN ATOMIC SELECT ''x''::text; END');
SELECT userlogs.make_report_object('made', 'table', 'no_such', 'CREATE TABLE no_such (x integer PRIMARY KEY, PRIMARY KEY (x))');

-- inputs that are there are used: any table or view with the columns
CREATE SCHEMA "Support ""A""";
CREATE TYPE public.agent_status AS ENUM ('online', 'away');
CREATE TABLE "Support ""A""".status_event (event_id integer, user_id uuid, occurred_at timestamptz(3), status public.agent_status,
  reason varchar(40), more jsonb);
CREATE VIEW "Support ""A""".setting AS SELECT 'Europe/Berlin'::text AS time_zone;
SELECT userlogs.create_report('Support "A"');
INSERT INTO "Support ""A""".status_event VALUES (1, '00000000-0000-0000-0000-000000000001', '2026-03-02 08:00+01', 'online', 'x');
INSERT INTO "Support ""A""".report_user VALUES ('00000000-0000-0000-0000-000000000001', 'Ann');
SELECT status, class, user_name, local_login, changed_by, pg_typeof(user_id) FROM "Support ""A""".user_logs;
-- without an index or key of ours in the way of the application
ALTER TABLE "Support ""A""".status_event DROP COLUMN more, ADD COLUMN other integer;
SELECT userlogs.drop_report('Support "A"');
SELECT count(*) AS rows FROM "Support ""A""".status_event;
SELECT relname, relkind FROM pg_class WHERE relnamespace = '"Support ""A"""'::regnamespace AND relkind IN ('r', 'v', 'm') ORDER BY 1;
SELECT userlogs.drop_report('Support "A"');  -- error: no report
DROP SCHEMA "Support ""A""" CASCADE;

-- inputs that do not fit
CREATE SCHEMA bad;
CREATE TABLE bad.status_event (event_id bigint, user_id text, happened_at timestamptz, status text, reason text);
SELECT userlogs.create_report('bad');  -- error: no occurred_at
-- all of them at once, and what they may be called there
CREATE VIEW bad.shift AS SELECT 1 AS "UserId", now() AS start_at, now() AS ends_at;
ALTER TABLE bad.status_event RENAME happened_at TO ocurred_at;
ALTER TABLE bad.status_event DROP COLUMN event_id, DROP COLUMN reason, ADD COLUMN "changedBy" text;
SELECT userlogs.create_report('bad');  -- error: three are missing
ALTER TABLE bad.status_event RENAME ocurred_at TO occurred_at;
ALTER TABLE bad.status_event ADD COLUMN event_id bigint, ADD COLUMN reason text;
SELECT userlogs.create_report('bad');  -- error: a view
DROP VIEW bad.shift;
CREATE TABLE bad.setting (time_zone text, timezone text, day_ofset interval, other integer);
BEGIN;
SELECT userlogs.create_report('bad') IS NOT NULL AS made;  -- warnings
ROLLBACK;
DROP TABLE bad.setting;
ALTER TABLE bad.status_event DROP COLUMN "changedBy";
ALTER TABLE bad.status_event ALTER occurred_at TYPE timestamp;
SELECT userlogs.create_report('bad');  -- error: times without zone
ALTER TABLE bad.status_event ALTER occurred_at TYPE timestamptz, ALTER status TYPE integer USING 1;
SELECT userlogs.create_report('bad');  -- error: status is a number
-- hints that fit
CREATE SCHEMA hints;
CREATE FUNCTION hint_for(columns text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  EXECUTE format('CREATE OR REPLACE VIEW hints.status_event AS SELECT %s', columns);
  PERFORM userlogs.create_report('hints');
  RETURN 'fits';
EXCEPTION WHEN datatype_mismatch THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN SQLERRM || E'\n' || hint;
END $$;
SELECT hint_for(replace('1::bigint AS event_id, ''u''::text AS user_id, now() AS occurred_at, ''s''::text AS status, ''r''::text AS reason', old, new))
FROM (VALUES ('now()', '1780000000'), ('now()', '1780000000.5'), ('now()', 'current_date'), ('now()', '''2026-03-02''::text'), ('now()', 'localtimestamp'),
  ('1::bigint', 'gen_random_uuid()'), ('1::bigint', 'NULL'), ('1::bigint', '1.0'), ('''s''::text', '1::smallint'), ('''r''::text', '''{}''::jsonb'), ('''r''::text', 'true'),
  ('''u''::text', '1.0'), ('1::bigint', '1::bigint')) h(old, new);
DROP SCHEMA hints CASCADE;
DROP FUNCTION hint_for;
ALTER TABLE bad.status_event ALTER status TYPE text;
CREATE TABLE bad.team_member (user_id bigint, team text);
SELECT userlogs.create_report('bad');  -- error: ids differ
SELECT userlogs.create_report('bad', 'uuid');  -- error: ids differ
DROP TABLE bad.team_member;
SELECT userlogs.create_report('bad', 'uuid');  -- error: not the type that is there
CREATE SEQUENCE bad.report_user;
SELECT userlogs.create_report('bad');  -- error: a sequence
DROP SEQUENCE bad.report_user;
CREATE TABLE bad.user_logs ();
SELECT userlogs.create_report('bad');  -- error: a table in the way
DROP TABLE bad.user_logs;
CREATE FUNCTION bad.user_interval(integer) RETURNS integer LANGUAGE sql RETURN 1;
SELECT userlogs.create_report('bad');  -- error: a function in the way
DROP FUNCTION bad.user_interval;
-- nothing was left behind by the attempts
SELECT relname FROM pg_class WHERE relnamespace = 'bad'::regnamespace ORDER BY 1;
-- of several settings none is right
CREATE TABLE bad.setting (time_zone text);
INSERT INTO bad.setting VALUES ('UTC'), ('Europe/Berlin');
INSERT INTO bad.status_event VALUES (1, 'u', '2026-03-02 08:00-03', 'online');
SELECT userlogs.create_report('bad') IS NOT NULL AS made;
SELECT count(*) FROM bad.current_status;  -- two settings that contradict each other count as none
SELECT problem, key, action FROM bad.input_problems;
TRUNCATE bad.setting, bad.status_event;
SELECT time_zone, day_offset, bucket_width, limits, s.as_of = now() AND e.as_of = now() AS as_of_now FROM bad.report_setting() s, bad.report_limit() l, bad.report_end() e;
-- contradictions and repetitions in inputs without keys multiply nothing
SELECT userlogs.drop_report('bad');
DROP TABLE bad.status_class, bad.report_user, bad.team_member;
CREATE TABLE bad.status_class (status text, class text);
CREATE TABLE bad.report_user (user_id text, name text);
CREATE TABLE bad.team_member (user_id text, team text, valid_from timestamptz, valid_to timestamptz);
INSERT INTO bad.status_class VALUES ('up', 'available'), ('UP', 'available'), ('down', 'offline'), ('down', 'available'), ('lunch', 'Unavailable');
INSERT INTO bad.report_user VALUES ('u', 'Ute'), ('u', 'Uwe'), (NULL, 'nobody');
INSERT INTO bad.team_member VALUES ('u', 'A', NULL, '2026-03-02 11:00-03'), ('u', 'A', '2026-03-02 10:00-03', NULL), ('u', 'B', '2026-03-03', '2026-03-01'), ('u', NULL, NULL, NULL);
INSERT INTO bad.setting VALUES ('America/Sao_Paulo');
INSERT INTO bad.status_event (event_id, user_id, occurred_at, status) VALUES
  (1, 'u', '2026-03-02 08:00', 'Up'), (2, 'u', '2026-03-02 12:00', 'down'), (3, 'u', '2026-03-02 13:00', 'lunch'), (4, 'u', '2026-03-02 14:00', 'up');
SELECT userlogs.create_report('bad') IS NOT NULL AS made;
SELECT status, class, user_name, local_login::time, duration FROM bad.user_logs_between('2026-03-02 08:00', '2026-03-02 15:00') ORDER BY login_at;
SELECT team, valid_from, valid_to FROM bad.team_period() ORDER BY 1, 2;

-- names
SELECT userlogs.create_report(NULL);  -- error
SELECT userlogs.create_report('userlogs');  -- error: the extension's own
SELECT userlogs.create_report('pg_report');  -- error: reserved
SELECT userlogs.create_report(repeat('x', 64));  -- error: too long
SELECT userlogs.create_report('$user');  -- error: the caller's own in search_path
SELECT userlogs.create_report('MADE');  -- error: made is there
CREATE SCHEMA "MADE";
BEGIN;
SELECT userlogs.create_report('MADE') IS NOT NULL AS made;
ROLLBACK;
DROP SCHEMA "MADE";
-- public only on demand; then it is known
SELECT userlogs.create_report('public');  -- error
BEGIN;
SELECT userlogs.create_report('public', allow_public => true) IS NOT NULL AS made;
SELECT userlogs.create_report('public') IS NOT NULL AS again;
ROLLBACK;
-- a type of ids that no report can have
SELECT userlogs.create_report('numbers', 'numeric');  -- error
SELECT userlogs.create_report('made', 'regclass');  -- error
SELECT nspname FROM pg_namespace WHERE nspname = 'numbers';
-- another type of the ids of the log: what to do about the tables that were made
CREATE SCHEMA retyped
CREATE TABLE log (event_id bigint, user_id bigint, occurred_at timestamptz, status text, reason text)
CREATE VIEW status_event AS SELECT * FROM log;
SELECT userlogs.create_report('retyped') IS NOT NULL AS made;
SET client_min_messages = error;
DROP VIEW retyped.status_event CASCADE;
SET client_min_messages = warning;
CREATE VIEW retyped.status_event AS SELECT event_id, user_id::text, occurred_at, status, reason FROM retyped.log;
SELECT userlogs.create_report('retyped');  -- error: report_user
SELECT userlogs.drop_report('retyped') IS NOT NULL AS dropped;
SELECT format('ALTER TABLE retyped.%I ALTER user_id TYPE text USING user_id::text', t) FROM unnest('{report_user, team_member, service_request, assignment, response, capacity, shift, rule_notification}'::text[]) t \gexec
SELECT userlogs.create_report('retyped') IS NOT NULL AS made;
SET client_min_messages = error;
DROP SCHEMA retyped CASCADE;
SET client_min_messages = warning;
-- a log under another name is not taken for none
CREATE SCHEMA mistyped;
CREATE VIEW mistyped.status_events AS SELECT 1 AS x;
CREATE TABLE mistyped.users ();
SELECT userlogs.create_report('mistyped') IS NOT NULL AS made;  -- warning
SELECT userlogs.create_report('mistyped') IS NOT NULL AS again;
SELECT userlogs.drop_report('mistyped') IS NOT NULL AS dropped;
DROP SCHEMA mistyped CASCADE;
SELECT userlogs.drop_report('nowhere');  -- error
SELECT userlogs.drop_report(NULL);  -- error

-- a role without rights of its own makes a report that belongs to it
SELECT current_database() AS this_database \gset
GRANT CREATE ON DATABASE :"this_database" TO userlogs_reader;
SET SESSION AUTHORIZATION userlogs_reader;
SELECT userlogs.create_report('own', 'bigint') IS NOT NULL AS made;
SELECT DISTINCT relowner::regrole FROM pg_class WHERE relnamespace = 'own'::regnamespace;
SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'own.user_logs'::regclass AND attname = 'user_id';
SELECT userlogs.create_report('own') IS NOT NULL AS again;
SELECT userlogs.create_report('bad');  -- error: not the owner
SELECT userlogs.drop_report('bad');  -- error: not the owner
SELECT userlogs.drop_report('own');
DROP SCHEMA own CASCADE;
RESET SESSION AUTHORIZATION;

-- nothing of others runs with the rights of the caller: neither what the owner
-- of a schema has put where ours belongs, nor what would be taken for built-in
CREATE ROLE userlogs_trapper;
CREATE FUNCTION public.spring() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'trap sprung as %', current_user; END $$;
CREATE SCHEMA trap;
GRANT ALL ON SCHEMA trap TO userlogs_trapper WITH GRANT OPTION;
SET SESSION AUTHORIZATION userlogs_trapper;
CREATE FUNCTION trap.report_version() RETURNS text LANGUAGE sql AS $$ SELECT public.spring()::text $$;
CREATE VIEW trap.report_object AS SELECT 'view' AS kind, public.spring()::text AS name, '' AS definition_md5;
RESET SESSION AUTHORIZATION;
SELECT * FROM userlogs.report_objects('trap');
SELECT userlogs.create_report('trap');  -- error: a function of another role
SELECT userlogs.drop_report('trap');  -- error: no report
SELECT userlogs.create_materialized('trap', 'user_logs');  -- error: no report
-- the same as a table with a policy, and a trigger
SET SESSION AUTHORIZATION userlogs_trapper;
DROP VIEW trap.report_object;
CREATE TABLE trap.report_object AS SELECT 'view' AS kind, 'user_logs' AS name, '' AS definition_md5;
CREATE VIEW trap.user_logs AS SELECT 1 AS x;
CREATE FUNCTION trap.triggered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM public.spring(); END $$;
CREATE TRIGGER trap BEFORE INSERT OR DELETE ON trap.report_object FOR EACH STATEMENT EXECUTE FUNCTION trap.triggered();
CREATE POLICY trap ON trap.report_object USING (public.spring() IS NULL);
ALTER TABLE trap.report_object ENABLE ROW LEVEL SECURITY;
ALTER TABLE trap.report_object FORCE ROW LEVEL SECURITY;
GRANT USAGE ON SCHEMA trap TO userlogs_reader;
GRANT SELECT ON trap.report_object TO userlogs_reader;
SET SESSION AUTHORIZATION userlogs_reader;
SELECT * FROM userlogs.report_objects('trap');
RESET SESSION AUTHORIZATION;
SELECT * FROM userlogs.report_objects('trap');
SELECT userlogs.create_report('trap');  -- error: a function of another role
SELECT userlogs.drop_materialized('trap', 'user_logs');  -- error: nothing is stored
BEGIN;
SELECT userlogs.drop_report('trap');
ROLLBACK;
-- and as a table of another role in a report of one's own
DROP FUNCTION trap.report_version(), trap.triggered() CASCADE;
DROP VIEW trap.user_logs;
SELECT userlogs.create_report('trap');  -- error: a relation of another role
DROP TABLE trap.report_object;
-- the name may be taken by something of one's own
CREATE TABLE trap.report_object (mine integer);
SELECT userlogs.create_report('trap');  -- error: the report needs the name
DROP SCHEMA trap CASCADE;
-- what others could have written is no SQL and no list of what to drop
SELECT userlogs.create_report('trap') IS NOT NULL AS made;
GRANT INSERT (kind, name) ON trap.report_object TO userlogs_trapper;
INSERT INTO trap.report_object VALUES ('view if exists x; CREATE TABLE trap.gained (); DROP VIEW if exists', 'user_logs');
SELECT userlogs.create_report('trap') IS NOT NULL AS made;
SELECT to_regclass('trap.gained') IS NULL AS nothing, has_any_column_privilege('userlogs_trapper', 'trap.report_object', 'INSERT') AS may_write,
  (SELECT count(*) FROM trap.report_object WHERE kind ~ ';') AS odd;
INSERT INTO trap.report_object VALUES ('view if exists x; CREATE TABLE trap.gained (); DROP VIEW if exists', 'user_logs'), ('table', 'mine'), ('trigger', 'mine');
GRANT ALL ON SCHEMA trap TO userlogs_trapper;
SET SESSION AUTHORIZATION userlogs_trapper;
CREATE TABLE trap.mine ();
CREATE TRIGGER mine BEFORE UPDATE ON trap.mine EXECUTE FUNCTION suppress_redundant_updates_trigger();
RESET SESSION AUTHORIZATION;
SELECT userlogs.create_report('trap') IS NOT NULL AS made;
SELECT to_regclass('trap.gained') IS NULL AS nothing, to_regclass('trap.mine') IS NOT NULL AS mine, (SELECT count(*) FROM pg_trigger WHERE tgname = 'mine') AS triggers;
-- the catalogue has to be seen as it is
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT userlogs.create_report('trap');  -- error: isolation level
ROLLBACK;
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT userlogs.create_materialized('trap', 'user_logs');  -- error: isolation level
ROLLBACK;
SELECT userlogs.drop_report('trap') IS NOT NULL AS dropped;
SELECT to_regclass('trap.mine') IS NOT NULL AS mine;
DROP SCHEMA trap CASCADE;
CREATE SCHEMA trap;
GRANT ALL ON SCHEMA trap TO userlogs_trapper;
SET SESSION AUTHORIZATION userlogs_trapper;
CREATE FUNCTION trap.times(numeric, interval) RETURNS interval LANGUAGE sql AS $$ SELECT public.spring()::text::interval $$;
CREATE OPERATOR trap.* (LEFTARG = numeric, RIGHTARG = interval, FUNCTION = trap.times);
RESET SESSION AUTHORIZATION;
SELECT userlogs.create_report('trap');  -- error: a function of another role
ALTER FUNCTION trap.times OWNER TO CURRENT_USER;
SELECT userlogs.create_report('trap');  -- error: an operator of another role
SELECT relname FROM pg_class WHERE relnamespace = 'trap'::regnamespace;
DROP SCHEMA trap CASCADE;
CREATE SCHEMA trap;
GRANT ALL ON SCHEMA trap TO userlogs_trapper;
SET SESSION AUTHORIZATION userlogs_trapper;
CREATE TABLE trap.rule_notification ();
RESET SESSION AUTHORIZATION;
SELECT userlogs.create_report('trap');  -- error: a table of another role that would be written to
DROP SCHEMA trap CASCADE;
-- types and tables on the search_path and in pg_temp do not matter
CREATE SCHEMA trap;
CREATE DOMAIN trap.text AS pg_catalog.text CHECK (false);
CREATE TEMP TABLE setting (time_zone integer);
CREATE TEMP TABLE status_event (event_id integer);
SET search_path = pg_temp, trap, pg_catalog;
SELECT userlogs.create_report('calm') IS NOT NULL AS made;
INSERT INTO calm.status_event (user_id, occurred_at, status) VALUES ('u', '2026-03-02 08:00', 'online');
SELECT user_id, status, time_zone FROM calm.user_logs;
SELECT userlogs.drop_report('calm') IS NOT NULL AS dropped;
DROP SCHEMA calm CASCADE;
RESET search_path;
DROP TABLE pg_temp.setting, pg_temp.status_event;
DROP SCHEMA trap CASCADE;
DROP FUNCTION public.spring;
DROP ROLE userlogs_trapper;

-- a function of the reader's own with one of the report's names
SELECT userlogs.create_report('own') IS NOT NULL AS made;
CREATE FUNCTION own.user_interval(integer) RETURNS integer LANGUAGE sql RETURN 1;
SELECT userlogs.create_report('own');  -- error: two of that name
SELECT userlogs.drop_report('own');  -- error: two of that name
DROP FUNCTION own.user_interval(integer);
SELECT userlogs.drop_report('own') IS NOT NULL AS dropped;
-- ids: smaller integers and strings are read as the log's type, others refused
DROP TABLE own.status_event, own.report_user;
CREATE TABLE own.status_event (event_id bigint, user_id varchar(3), occurred_at timestamptz, status text, reason text);
CREATE TABLE own.report_user (user_id text, name text);
SELECT userlogs.create_report('own') IS NOT NULL AS made;
INSERT INTO own.status_event VALUES (1, 'abc', '2026-03-02 08:00', 'online');
INSERT INTO own.report_user VALUES ('abcdef', 'somebody else');
SELECT user_id, user_name FROM own.current_status ORDER BY 1;
SELECT userlogs.drop_report('own') IS NOT NULL AS dropped;
DROP TABLE own.status_event, own.report_user, own.team_member;
CREATE TABLE own.status_event (event_id bigint, user_id integer, occurred_at timestamptz, status text, reason text);
CREATE TABLE own.report_user (user_id bigint, name text);
SELECT userlogs.create_report('own');  -- error: ids may not fit
CREATE DOMAIN own.id AS integer NOT NULL;
ALTER TABLE own.status_event ALTER user_id TYPE own.id;
SELECT userlogs.create_report('own');  -- error: a domain
SELECT userlogs.create_report('');  -- error
DROP SCHEMA own CASCADE;

-- the extension goes only with the reports, the data never
\set VERBOSITY terse
DROP EXTENSION userlogs;  -- error: reports read it
\set VERBOSITY default
SELECT userlogs.drop_report('made'), userlogs.drop_report('bad');
SELECT count(*) FROM made.status_event;
DROP SCHEMA made, bad CASCADE;
DROP TYPE public.agent_status;
REVOKE ALL ON DATABASE :"this_database" FROM userlogs_reader;
DROP ROLE userlogs_reader;
