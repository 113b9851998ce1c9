-- relations_read, row_security_applies: does row security hide rows of a table or
-- view from the current user?  For tables it is row_security_active(); for views
-- it is asked of what they read, with the rights that count there.
SET client_min_messages = warning;
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('citus_table', 'is_not_distributed', 'keep_local', 'propagate', 'refuse_distributed', 'relations_read', 'row_security_applies')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE ROLE userlogs_owner;     -- of the tables
CREATE ROLE userlogs_member IN ROLE userlogs_owner;
CREATE ROLE userlogs_reader;
CREATE ROLE userlogs_bypass BYPASSRLS;
CREATE SCHEMA rls;
GRANT ALL ON SCHEMA rls TO PUBLIC;
SET search_path = rls;
SET ROLE userlogs_owner;
CREATE TABLE plain (x integer);
CREATE TABLE secured (x integer);
ALTER TABLE secured ENABLE ROW LEVEL SECURITY;
CREATE TABLE forced (x integer);
ALTER TABLE forced ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
GRANT SELECT ON ALL TABLES IN SCHEMA rls TO PUBLIC;
RESET ROLE;
-- what PostgreSQL itself says of rows: none is to be seen
INSERT INTO plain VALUES (1);
INSERT INTO secured VALUES (1);
INSERT INTO forced VALUES (1);
CREATE FUNCTION view_of(role_name text, view_name text, definition text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SET LOCAL ROLE %I', role_name);
  EXECUTE format('CREATE %s rls.%I %s', CASE WHEN view_name ~ '^stored' THEN 'MATERIALIZED VIEW' WHEN view_name ~ '^function' THEN 'FUNCTION' ELSE 'VIEW' END,
    view_name, definition);
  IF view_name !~ '^function' THEN
    EXECUTE format('GRANT SELECT ON rls.%I TO PUBLIC', view_name);
  END IF;
  RESET ROLE;
END $$;
SELECT view_of(r, v, d) FROM (VALUES
  ('userlogs_owner', 'invoker_of_plain', 'WITH (security_invoker) AS SELECT * FROM rls.plain'),
  ('userlogs_owner', 'invoker', 'WITH (security_invoker) AS SELECT * FROM rls.secured'),
  ('userlogs_owner', 'invoker_on', 'WITH (security_invoker = on) AS SELECT * FROM rls.secured'),
  ('userlogs_owner', 'not_invoker', 'WITH (security_invoker = off) AS SELECT * FROM rls.secured'),
  ('userlogs_owner', 'owners', 'AS SELECT * FROM rls.secured'),
  ('userlogs_owner', 'owners_of_forced', 'AS SELECT * FROM rls.forced'),
  ('userlogs_reader', 'readers', 'AS SELECT * FROM rls.secured'),
  ('userlogs_bypass', 'bypassing', 'AS SELECT * FROM rls.forced'),
  -- a security_invoker view counts as read by the user, wherever it stands
  ('userlogs_owner', 'owners_of_invoker', 'AS SELECT * FROM rls.invoker'),
  ('userlogs_reader', 'invoker_of_owners', 'WITH (security_invoker) AS SELECT * FROM rls.owners'),
  ('userlogs_owner', 'in_subquery', 'WITH (security_invoker) AS SELECT * FROM rls.plain WHERE x IN (SELECT s.x FROM rls.secured s)'),
  ('userlogs_owner', 'function_of_table', '() RETURNS SETOF integer LANGUAGE sql STABLE BEGIN ATOMIC SELECT x FROM rls.secured; END'),
  ('userlogs_owner', 'function_of_owner', '() RETURNS SETOF integer LANGUAGE sql STABLE SECURITY DEFINER BEGIN ATOMIC SELECT x FROM rls.secured; END'),
  -- a function is executed by the user, also below a view
  ('userlogs_owner', 'of_function', 'AS SELECT x FROM rls.function_of_table() x'),
  ('userlogs_reader', 'of_owners_function', 'AS SELECT x FROM rls.function_of_owner() x'),
  ('userlogs_owner', 'stored_by_owner', 'AS SELECT * FROM rls.secured'),
  ('userlogs_reader', 'stored_by_reader', 'AS SELECT * FROM rls.secured'),
  ('userlogs_reader', 'of_stored', 'WITH (security_invoker) AS SELECT * FROM rls.stored_by_owner')) n(r, v, d);
CREATE FUNCTION answers(role_name text, relation regclass, OUT applies boolean, OUT is_empty boolean) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('role', role_name, true);
  applies := userlogs.row_security_applies(relation);
  EXECUTE format('SELECT count(*) = 0 FROM %s', relation) INTO is_empty;
  PERFORM set_config('role', 'none', true);
END $$;
SELECT c.relname, string_agg(CASE WHEN a.applies THEN substr(r, 10) END, ' ' ORDER BY r) AS applies_to
FROM pg_class c, unnest('{userlogs_owner, userlogs_member, userlogs_reader, userlogs_bypass, postgres}'::text[]) r, answers(CASE r WHEN 'postgres' THEN 'none' ELSE r END, c.oid) a
WHERE c.relnamespace = 'rls'::regnamespace AND c.relkind IN ('r', 'v', 'm') GROUP BY c.relname ORDER BY c.relname;
-- it is so exactly where no row is seen, as no policy lets one through
SELECT c.relname, r, a.* FROM pg_class c, unnest('{userlogs_owner, userlogs_member, userlogs_reader, userlogs_bypass}'::text[]) r, answers(r, c.oid) a
WHERE c.relnamespace = 'rls'::regnamespace AND c.relkind IN ('r', 'v', 'm') AND a.applies <> a.is_empty ORDER BY 1, 2;
-- for tables it is row_security_active()
SELECT c.oid::regclass FROM pg_class c WHERE c.relkind IN ('r', 'p') AND userlogs.row_security_applies(c.oid) <> row_security_active(c.oid);
SELECT userlogs.row_security_applies(NULL), userlogs.row_security_applies('pg_class'), userlogs.row_security_applies('pg_roles');
-- what is read, and as whom
SET ROLE userlogs_bypass;
SELECT read_relation, read_as::regrole, is_stored FROM userlogs.relations_read('invoker_of_owners') ORDER BY 1, 2;
SELECT read_relation, read_as::regrole, is_stored FROM userlogs.relations_read('of_stored') ORDER BY 1, 2;
RESET ROLE;
RESET search_path;
DROP SCHEMA rls CASCADE;
DROP ROLE userlogs_owner, userlogs_member, userlogs_reader, userlogs_bypass;
