-- Who may do what: roles, objects and verbs from the catalogue. What is new in
-- kind has a row below, and has to be thought about.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
SELECT current_database() AS this_database \gset
DROP DATABASE IF EXISTS userlogs_rights_test;
CREATE ROLE userlogs_nobody;   -- may connect
CREATE ROLE userlogs_visitor;  -- may use both schemas, and no more
CREATE ROLE userlogs_reader;   -- as the README says
CREATE ROLE userlogs_agent;    -- the same with row security, and reads no stored view
CREATE ROLE userlogs_owner;    -- has made the report, and nothing else
CREATE DATABASE userlogs_rights_test;
\c userlogs_rights_test
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION userlogs;
GRANT CREATE ON DATABASE userlogs_rights_test TO userlogs_owner;
SET ROLE userlogs_owner;
SELECT userlogs.create_report('support') IS NOT NULL AS made;
REVOKE CREATE ON DATABASE userlogs_rights_test FROM userlogs_owner;
UPDATE support.setting SET as_of = '2026-03-02 12:00+00';
INSERT INTO support.status_event (user_id, occurred_at, status) VALUES ('u', '2026-03-02 08:00+00', 'online');
INSERT INTO support.rule (rule_id, metric, comparison, threshold) VALUES ('r', 'available_headcount', '>', 0);
GRANT USAGE ON SCHEMA support TO userlogs_visitor, userlogs_reader, userlogs_agent;
SELECT count(userlogs.create_materialized('support', v)) FROM unnest('{user_logs, staffing}'::text[]) v;
GRANT SELECT ON ALL TABLES IN SCHEMA support TO userlogs_reader;
\set ECHO none
SELECT format('GRANT SELECT ON support.%I TO userlogs_agent', name) FROM userlogs.report_definition WHERE kind IN ('input', 'view') \gexec
\set ECHO all
ALTER TABLE support.status_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON support.status_event USING (user_id = current_user::text);
RESET ROLE;

-- The matrix.  An object that none of these kinds has is "unexpected".
CREATE VIEW object AS
SELECT 'schema ' || nspname AS kind, oid, 'schema' AS class, oid AS schema_oid FROM pg_namespace WHERE nspname IN ('userlogs', 'support')
UNION ALL
SELECT CASE WHEN n.nspname = 'userlogs' THEN CASE
      WHEN NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e') THEN 'unexpected function ' || p.proname
      WHEN p.prosecdef THEN 'security definer ' || p.proname
      WHEN p.provolatile = 'v' THEN 'writes'
      WHEN p.prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql') THEN 'reads the catalogue'
      ELSE 'calculates' END
    WHEN p.proname IN ('report_version', 'total_seconds') THEN 'report function that reads nothing'
    WHEN p.proname IN (SELECT relation_name || '_input' FROM userlogs.report_input()) THEN 'report function that reads an input'
    WHEN p.proname IN (SELECT name FROM userlogs.report_definition WHERE kind = 'function') THEN 'report function'
    ELSE 'unexpected function ' || p.proname END, p.oid, 'function', n.oid
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('userlogs', 'support')
UNION ALL
SELECT CASE WHEN n.nspname = 'support' AND c.relkind = 'r' AND c.relname IN (SELECT relation_name FROM userlogs.report_input()) THEN 'input table'
    WHEN n.nspname = 'support' AND c.relkind = 'v' AND c.relname IN (SELECT name FROM userlogs.report_definition WHERE kind = 'view') THEN 'view'
    WHEN c.relkind = 'm' AND c.relname LIKE '%\_materialized' THEN 'materialized view'
    WHEN c.relkind = 'v' AND c.relname LIKE '%\_snapshot' THEN 'snapshot'
    WHEN c.relkind = 'S' AND c.relname IN ('status_event_event_id_seq', 'service_request_request_id_seq') THEN 'sequence of an input'
    WHEN n.nspname = 'support' AND c.relkind = 'r' AND c.relname = 'report_object' THEN 'list of what belongs to a report'
    WHEN n.nspname = 'userlogs' AND c.relkind = 'r' AND c.relname = 'report_definition' THEN 'definitions of reports'
    WHEN n.nspname = 'userlogs' AND c.relkind = 'c' AND c.relname = 'time_limit' THEN 'columns of a type'
    ELSE 'unexpected relation ' || c.relname END, c.oid, CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'relation' END, n.oid
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('userlogs', 'support') AND c.relkind <> 'i'
UNION ALL
SELECT CASE WHEN t.typname IN ('timeline', 'headcount') THEN 'type' ELSE 'unexpected type ' || t.typname END, t.oid, 'type', n.oid
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname IN ('userlogs', 'support') AND t.typrelid = 0 AND t.typcategory <> 'A';
CREATE VIEW allowed AS
SELECT r.rolname, o.kind, o.oid, v.verb,
  CASE WHEN o.class <> 'schema' AND NOT has_schema_privilege(r.oid, o.schema_oid, 'USAGE') THEN false
    ELSE CASE o.class WHEN 'schema' THEN has_schema_privilege(r.oid, o.oid, v.verb)
      WHEN 'function' THEN has_function_privilege(r.oid, o.oid, v.verb)
      WHEN 'type' THEN has_type_privilege(r.oid, o.oid, v.verb)
      WHEN 'sequence' THEN has_sequence_privilege(r.oid, o.oid, v.verb)
      ELSE has_table_privilege(r.oid, o.oid, v.verb)
        OR CASE WHEN v.verb IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES') THEN has_any_column_privilege(r.oid, o.oid, v.verb) END END END AS is_allowed
FROM pg_roles r CROSS JOIN object o
JOIN (VALUES ('schema', 'USAGE'), ('schema', 'CREATE'), ('function', 'EXECUTE'), ('type', 'USAGE'), ('sequence', 'USAGE'), ('sequence', 'SELECT'), ('sequence', 'UPDATE'),
  ('relation', 'SELECT'), ('relation', 'INSERT'), ('relation', 'UPDATE'), ('relation', 'DELETE'), ('relation', 'TRUNCATE'), ('relation', 'REFERENCES'), ('relation', 'TRIGGER')) v(class, verb)
  ON v.class = o.class
WHERE r.rolname IN ('userlogs_nobody', 'userlogs_visitor', 'userlogs_reader', 'userlogs_agent', 'userlogs_owner');
-- a verb that version 17 has added: nobody but the owner may
SELECT count(*) AS may_maintain FROM unnest('{userlogs_nobody, userlogs_visitor, userlogs_reader, userlogs_agent}'::name[]) r(rolname), object
WHERE class = 'relation' AND current_setting('server_version_num')::int >= 170000 AND has_table_privilege(rolname, oid, 'MAINTAIN');
SELECT DISTINCT kind COLLATE "C" AS kind, nobody, visitor, reader, agent, owner
FROM (
  SELECT kind, oid, string_agg(verb, ' ' ORDER BY verb) FILTER (WHERE is_allowed AND rolname = 'userlogs_nobody') AS nobody,
    string_agg(verb, ' ' ORDER BY verb) FILTER (WHERE is_allowed AND rolname = 'userlogs_visitor') AS visitor,
    string_agg(verb, ' ' ORDER BY verb) FILTER (WHERE is_allowed AND rolname = 'userlogs_reader') AS reader,
    string_agg(verb, ' ' ORDER BY verb) FILTER (WHERE is_allowed AND rolname = 'userlogs_agent') AS agent,
    CASE WHEN bool_and(is_allowed) FILTER (WHERE rolname = 'userlogs_owner') THEN 'all'
      ELSE string_agg(verb, ' ' ORDER BY verb) FILTER (WHERE is_allowed AND rolname = 'userlogs_owner') END AS owner
  FROM allowed GROUP BY kind, oid) o
ORDER BY 1, 2, 3, 4, 5, 6;
-- nobody can hand on what was given
SELECT r.rolname, c.oid::regclass FROM pg_roles r, pg_class c
WHERE r.rolname IN ('userlogs_nobody', 'userlogs_visitor', 'userlogs_reader', 'userlogs_agent') AND c.relnamespace = 'support'::regnamespace AND c.relkind <> 'i'
  AND has_table_privilege(r.oid, c.oid, 'SELECT WITH GRANT OPTION');

-- What happens on a call: everybody may execute what writes, and it runs with
-- the rights of the caller, so it comes to an error and to nothing.
CREATE FUNCTION outcome(role_name text, command text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('role', role_name, true);
  EXECUTE command;
  PERFORM set_config('role', 'none', true);
  RETURN 'done';
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
CREATE FUNCTION everything() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  relation record;
  contents text := '';
  rows text;
BEGIN
  FOR relation IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = 'support'::regnamespace AND c.relkind IN ('r', 'm') ORDER BY c.relname LOOP
    EXECUTE format('SELECT coalesce(string_agg(x::text, chr(10) ORDER BY x::text), '''') FROM %s x', relation.name) INTO rows;
    contents := contents || relation.name || rows;
  END LOOP;
  RETURN md5(contents || (SELECT string_agg(c::text, ' ' ORDER BY c.oid) FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ('userlogs', 'support'))
    || (SELECT string_agg(w.oid::text || w.xmin, ' ' ORDER BY w.oid) FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class WHERE c.relnamespace::regnamespace::text IN ('userlogs', 'support'))
    || (SELECT string_agg(p.oid::text || p.xmin, ' ' ORDER BY p.oid) FROM pg_proc p WHERE p.pronamespace::regnamespace::text IN ('userlogs', 'support'))
    || (SELECT string_agg(y::text, ' ' ORDER BY y.oid) FROM pg_policy y) || (SELECT string_agg(concat(s.sequencename, s.last_value), ' ' ORDER BY s.sequencename) FROM pg_sequences s)
    || (SELECT string_agg(n::text, ' ' ORDER BY n.oid) FROM pg_namespace n WHERE n.nspname !~ '^pg_'));
END $$;
CREATE TABLE call (name text, arguments text);
INSERT INTO call VALUES
  ('create_report', '''support'''), ('create_report', '''other'', ''bigint'''), ('drop_report', '''support'''),
  ('create_materialized', '''support'', ''user_logs'''), ('create_materialized', '''support'', ''anomalies'''),
  ('refresh_materialized', '''support'', ''user_logs'''), ('drop_materialized', '''support'', ''user_logs'''),
  ('begin_snapshot_call', '''support'', ''user_logs'', true'), ('create_snapshot', '''support'', ''anomalies'', NULL, NULL'), ('drop_snapshot', '''support'', ''user_logs'''),
  ('lock_relations', '''{support.user_logs}'''), ('lock_relations', '''{support.status_event}'''),
  ('report_table_changes', '''support'', ''{setting}'''), ('compare_report_table', '''support'', ''setting'', E''CREATE TABLE setting (\nx integer\n);'', true'),
  ('change_report_table', '''support'', ''setting'', ''{ADD COLUMN x integer}'', ''{}'''), ('change_report_table', '''support'', ''setting'', ''{}'', ''{}'''),
  ('notify_violations', '''support'''), ('notify_violations', '''support'', ''1 year'''),
  ('register_report', '''support'', ''{}'''), ('provide_report_object', '''support'''), ('drop_report_objects', '''support'', false'),
  ('provide_report_schema', '''other'', false'), ('lock_report', '''support'''), ('create_report_reader', '''support'', ''status_event'''),
  ('comment_report_input', '''support'', ''status_event'''), ('keep_local', ''), ('propagate', '''off'''),
  ('replace_by_stub', '''support'', ''view'', ''user_logs'''), ('replace_by_stub', '''support'', ''function'', ''user_interval'''),
  ('restore_privileges', '''{userlogs_visitor=X/userlogs_owner}'', ''ROUTINE'', ''support.total_seconds(tstzmultirange)'''),
  ('make_report_object', '''support'', ''view'', ''user_logs'', ''CREATE OR REPLACE VIEW user_logs AS SELECT 1 AS x'''),
  ('make_report_object', '''support'', ''table'', ''x'', ''DROP TABLE status_event CASCADE'''),
  ('make_report_object', '''userlogs'', ''table'', ''x'', ''CREATE TABLE x ()'''), ('make_report_objects', '''support'', ''text''');
-- those that write and are not called here
SELECT proname FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace AND provolatile = 'v' AND proname NOT IN (SELECT name FROM call);
SELECT everything() AS before \gset
-- of functions that belong to others, the first by name is told
SELECT c.name, c.arguments, string_agg(substr(r, 10) || ': ' || regexp_replace(outcome(r, format('SELECT userlogs.%s(%s)', c.name, c.arguments)), 'function support\.\w+\([^)]*\)', 'a function'), E'\n' ORDER BY r) AS outcome
FROM call c, unnest('{userlogs_nobody, userlogs_visitor, userlogs_reader}'::text[]) r
GROUP BY c.name, c.arguments ORDER BY 1, 2;
SELECT everything() = :'before' AS unchanged;
-- What can be read: a visitor may call the functions of the report and gets
-- an error from each that reads a table, and so from each view.
CREATE FUNCTION sample(type_id oid) RETURNS text LANGUAGE sql AS $$ SELECT CASE type_id WHEN 'timestamptz'::regtype THEN '''2026-03-02''' ELSE 'NULL' END $$;
CREATE TABLE reading AS
SELECT p.proname AS name, format('SELECT * FROM support.%I(%s)', p.proname, coalesce(string_agg(sample(t), ', ' ORDER BY place) FILTER (WHERE place > 0), '')) AS command
FROM pg_proc p LEFT JOIN unnest(p.proargtypes) WITH ORDINALITY a(t, place) ON true WHERE p.pronamespace = 'support'::regnamespace GROUP BY p.oid, p.proname
UNION ALL SELECT c.relname, format('SELECT * FROM support.%I', c.relname) FROM pg_class c WHERE c.relnamespace = 'support'::regnamespace AND c.relkind IN ('r', 'v', 'm');
SELECT 'visitor' AS role, regexp_replace(outcome('userlogs_visitor', command), '(table|(materialized )?view|relation) \w+', 'a relation') AS outcome,
  CASE WHEN count(*) < 40 THEN string_agg(name, ', ' ORDER BY name COLLATE "C") END AS names FROM reading GROUP BY 2
UNION ALL SELECT 'nobody', outcome('userlogs_nobody', command), NULL FROM reading GROUP BY 2
UNION ALL SELECT 'reader', outcome('userlogs_reader', command), NULL FROM reading GROUP BY 2
UNION ALL SELECT 'agent', regexp_replace(outcome('userlogs_agent', command), '(materialized )?view \w+', 'a view'),
  CASE WHEN count(*) < 40 THEN string_agg(name, ', ' ORDER BY name COLLATE "C") END FROM reading GROUP BY 2
ORDER BY 1, 2;
-- what the extension's own functions say of a report is in the catalogue for everybody
SELECT outcome('userlogs_visitor', 'SELECT * FROM userlogs.report_objects(''support'')'), outcome('userlogs_nobody', 'SELECT userlogs.event_count(''{2026-03-02 08:00:00+00 "Available"}'')') AS nobody,
  outcome('userlogs_nobody', 'SELECT NULL::userlogs.timeline') AS type;
-- nothing but reading
SELECT r AS role, verb, count(*) > 0 AS tried, count(*) FILTER (WHERE o !~ '^(42501|55000 cannot .* view)') AS not_refused
FROM unnest('{userlogs_visitor, userlogs_reader, userlogs_agent}'::text[]) r,
  (VALUES ('INSERT', 'INSERT INTO %s DEFAULT VALUES', '{r,v}'::"char"[]), ('UPDATE', 'UPDATE %s SET %I = NULL', '{r,v}'), ('DELETE', 'DELETE FROM %s', '{r,v}'),
    ('TRUNCATE', 'TRUNCATE %s', '{r}'), ('LOCK', 'LOCK %s', '{r,v}'), ('RENAME', 'ALTER TABLE %s RENAME TO x', '{r,v,m}'), ('DROP', 'DROP TABLE %s', '{r}'),
    ('DROP VIEW', 'DROP VIEW %s', '{v}'), ('POLICY', 'CREATE POLICY all_of_them ON %s USING (true)', '{r}'), ('DISABLE', 'ALTER TABLE %s DISABLE ROW LEVEL SECURITY', '{r}'),
    ('TRIGGER', 'CREATE TRIGGER t BEFORE INSERT ON %s EXECUTE FUNCTION suppress_redundant_updates_trigger()', '{r}'),
    ('DEFINER', 'ALTER VIEW %s SET (security_invoker = false)', '{v}'), ('REFRESH', 'REFRESH MATERIALIZED VIEW %s', '{m}')) v(verb, command, kinds)
  JOIN pg_class c ON c.relnamespace = 'support'::regnamespace AND c.relkind = ANY (v.kinds)
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = 1,
  outcome(r, format(v.command, c.oid::regclass, a.attname)) o
GROUP BY r, verb ORDER BY r, verb;
SELECT r AS role, o AS outcome FROM unnest('{userlogs_nobody, userlogs_reader}'::text[]) r, outcome(r, 'CREATE TABLE support.mine ()') o;
SELECT everything() = :'before' AS unchanged;
-- who may write the columns that the README names can choose neither the
-- number of an event nor the time of its recording, and change nothing
CREATE ROLE userlogs_writer;
GRANT USAGE ON SCHEMA support TO userlogs_writer;
GRANT INSERT (user_id, occurred_at, status, reason, changed_by, source) ON support.status_event TO userlogs_writer;
CREATE POLICY all_of_them ON support.status_event FOR INSERT TO userlogs_writer WITH CHECK (true);
SELECT command, outcome('userlogs_writer', 'INSERT INTO support.status_event ' || command) FROM unnest(ARRAY[
  '(user_id, occurred_at, status) VALUES (''w'', ''2026-03-02 09:00+00'', ''online'')',
  '(event_id, user_id, occurred_at) VALUES (-1, ''w'', ''2026-03-02 09:00+00'')', -- error: not this column
  '(event_id, user_id, occurred_at) OVERRIDING SYSTEM VALUE VALUES (-1, ''w'', ''2026-03-02 09:00+00'')', -- error: nor so
  '(user_id, occurred_at, recorded_at) VALUES (''w'', ''2026-03-02 09:00+00'', ''2026-03-01'')', -- error: not this column
  '(user_id, occurred_at) VALUES (''w'', ''2026-03-02 09:00+00'') ON CONFLICT (event_id) DO UPDATE SET status = ''x''', -- error: no change
  '(user_id, occurred_at) VALUES (''w'', ''2026-03-02 09:00+00'') RETURNING event_id']) command; -- error: nor reading
SELECT command, outcome('userlogs_writer', command) FROM unnest(ARRAY[
  'UPDATE support.status_event SET status = NULL', 'DELETE FROM support.status_event', 'TRUNCATE support.status_event', -- error: nothing but INSERT
  'SELECT setval(''support.status_event_event_id_seq'', 1)', 'SELECT nextval(''support.status_event_event_id_seq'')', -- error: nor the numbers
  'ALTER TABLE support.status_event ALTER status TYPE text USING NULL']) command; -- error: not the owner
SET ROLE userlogs_writer;
\copy support.status_event (event_id, user_id, occurred_at) FROM '/dev/null' -- error: nor by COPY
\copy support.status_event (user_id, occurred_at, recorded_at) FROM '/dev/null' -- error: not this column
\copy support.status_event FROM '/dev/null' -- error: not all columns
\copy support.status_event (user_id, occurred_at, status) FROM '/dev/null' -- error: INSERT alone heeds policies
RESET ROLE;
SELECT user_id, event_id > 1 AS is_next, recorded_at > now() - interval '1 hour' AS is_now FROM support.status_event WHERE user_id = 'w';
-- for the owner it works, so the calls above were right
SELECT c.name, c.arguments, outcome('userlogs_owner', format('SELECT userlogs.%s(%s)', c.name, c.arguments)) AS outcome
FROM call c WHERE c.name IN ('create_materialized', 'notify_violations') ORDER BY 1, 2;

-- a role whose name has to be quoted may do all of it
CREATE ROLE "Userlogs ""Owner""";
GRANT CREATE ON DATABASE userlogs_rights_test TO "Userlogs ""Owner""";
SET ROLE "Userlogs ""Owner""";
SELECT userlogs.create_report('quoted') IS NOT NULL AS made;
INSERT INTO quoted.status_event (user_id, occurred_at, status) VALUES ('Userlogs "Owner"', '2026-03-02 08:00+00', 'online'), ('other', '2026-03-02 08:00+00', 'online');
UPDATE quoted.setting SET as_of = '2026-03-02 12:00+00';
ALTER TABLE quoted.status_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON quoted.status_event USING (user_id = current_user::text);
SELECT user_name, duration FROM quoted.user_logs_between('2026-03-02 00:00+00', '2026-03-03 00:00+00') WHERE status IS NOT NULL;
SELECT userlogs.create_materialized('quoted', 'user_logs') IS NOT NULL AS stored, userlogs.refresh_materialized('quoted', 'user_logs') IS NOT NULL AS refreshed,
  userlogs.report_page('quoted') ~ '</html>' AS page, userlogs.notify_violations('quoted') AS told, userlogs.create_report('quoted') IS NOT NULL AS again;
SELECT userlogs.drop_report('quoted') IS NOT NULL AS dropped;
DROP SCHEMA quoted CASCADE;
RESET ROLE;
REVOKE CREATE ON DATABASE userlogs_rights_test FROM "Userlogs ""Owner""";
\c :this_database
SET client_min_messages = warning;
DROP DATABASE userlogs_rights_test;
DROP ROLE "Userlogs ""Owner""", userlogs_writer, userlogs_nobody, userlogs_visitor, userlogs_reader, userlogs_agent, userlogs_owner;
