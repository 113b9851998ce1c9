-- Installing in a database that is not friendly: traps on the search_path and
-- in the schema, and an owner who is no superuser.
SET client_min_messages = warning;
SELECT current_database() AS this_database \gset
DROP DATABASE IF EXISTS userlogs_install_test;
DROP ROLE IF EXISTS userlogs_installer, userlogs_reader;
CREATE ROLE userlogs_installer;
CREATE ROLE userlogs_reader;
CREATE DATABASE userlogs_install_test OWNER userlogs_installer;
\c userlogs_install_test
SET client_min_messages = warning;

-- functions, operators and types that would be picked up by careless names
CREATE SCHEMA trap;
CREATE FUNCTION trap.bang() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE 'trap sprung'; END $$;
CREATE DOMAIN trap.text AS pg_catalog.text CHECK (false);
CREATE DOMAIN trap.timestamptz AS pg_catalog.timestamptz CHECK (false);
CREATE DOMAIN trap.interval AS pg_catalog.interval CHECK (false);
CREATE TYPE trap.timeline AS ENUM ('trap');
CREATE FUNCTION trap.eqsel(internal, oid, internal, int4) RETURNS float8 LANGUAGE internal AS 'neqsel';
CREATE FUNCTION trap.timestamptz_in(cstring, oid, int4) RETURNS pg_catalog.timestamptz LANGUAGE internal AS 'timestamptz_in';
CREATE FUNCTION trap.trapped(timestamptz, timestamptz) RETURNS boolean LANGUAGE sql AS $$ SELECT trap.bang() IS NULL $$;
CREATE OPERATOR trap.- (LEFTARG = pg_catalog.timestamptz, RIGHTARG = pg_catalog.timestamptz, FUNCTION = trap.trapped);
CREATE OPERATOR trap.< (LEFTARG = pg_catalog.timestamptz, RIGHTARG = pg_catalog.timestamptz, FUNCTION = trap.trapped);
ALTER DATABASE userlogs_install_test SET search_path = trap, pg_catalog, public;
\c userlogs_install_test
SET client_min_messages = warning;
SET SESSION AUTHORIZATION userlogs_installer;
SHOW search_path;

-- a schema that is there already is not adopted, whoever made it
CREATE SCHEMA userlogs;
\set SHOW_CONTEXT never
CREATE EXTENSION userlogs;  -- error: there already
CREATE TYPE userlogs.timeline AS ENUM ('trap');
CREATE EXTENSION userlogs;  -- error: there already
RESET SESSION AUTHORIZATION;
CREATE EXTENSION userlogs;  -- error: there already
DROP SCHEMA userlogs CASCADE;
GRANT CREATE ON DATABASE userlogs_install_test TO userlogs_reader;
SET ROLE userlogs_reader;
CREATE SCHEMA userlogs;
RESET ROLE;
CREATE EXTENSION userlogs;  -- error: there already
DROP SCHEMA userlogs;
-- nor do default privileges let others create in it
ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO userlogs_reader, PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO userlogs_reader, PUBLIC;
CREATE EXTENSION userlogs;
SELECT r.name, has_schema_privilege(r.name, 'userlogs', 'CREATE') AS may_create, has_schema_privilege(r.name, 'userlogs', 'USAGE') AS may_use
FROM (VALUES ('userlogs_reader'), ('userlogs_installer')) r(name);
-- or write what create_report runs
SELECT p.privilege, has_table_privilege('userlogs_reader', 'userlogs.report_definition', p.privilege) AS may
FROM unnest('{SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER}'::pg_catalog.text[]) p(privilege);
DROP EXTENSION userlogs;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON SCHEMAS FROM userlogs_reader, PUBLIC;
ALTER DEFAULT PRIVILEGES REVOKE ALL ON TABLES FROM userlogs_reader, PUBLIC;
-- who may create in the database may have it; the schema is not theirs
SET ROLE userlogs_reader;
CREATE EXTENSION userlogs;
SELECT n.nspowner::pg_catalog.regrole = s.rolname::pg_catalog.regrole AS of_a_superuser
FROM pg_namespace n, (SELECT rolname FROM pg_roles WHERE oid = 10) s WHERE n.nspname = 'userlogs';
CREATE FUNCTION userlogs.mine() RETURNS integer LANGUAGE sql RETURN 1;  -- error: schema
DROP SCHEMA userlogs CASCADE;  -- error: of the extension
DROP EXTENSION userlogs;
SELECT count(*) FROM pg_namespace WHERE nspname = 'userlogs';
RESET ROLE;
REVOKE CREATE ON DATABASE userlogs_install_test FROM userlogs_reader;
SET SESSION AUTHORIZATION userlogs_installer;
CREATE EXTENSION userlogs;
SELECT extname, extnamespace::regnamespace, extowner::regrole FROM pg_extension WHERE extname = 'userlogs';
-- everything refers to pg_catalog and userlogs only
SELECT DISTINCT n.nspname FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_type'::regclass
JOIN pg_type t ON t.oid = d.refobjid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE p.pronamespace = 'userlogs'::regnamespace ORDER BY 1;

-- and works there
SELECT status, duration::pg_catalog.text FROM userlogs.status_intervals(
  (SELECT userlogs.timeline_agg(x.at::pg_catalog.timestamptz, x.s, NULL) FROM (VALUES ('2026-03-02 08:00+00', 'Available'), ('2026-03-02 09:00+00', 'Offline')) x(at, s)),
  '2026-03-02 08:00+00', '2026-03-02 10:00+00');
SELECT userlogs.status_at('{2026-03-02 08:00:00+00 "Available"}', '2026-03-02 09:00+00');
SELECT count(*) FROM userlogs.status_buckets('{2026-03-02 08:00:00+00 "Available"}', '1 hour', '2026-03-02 08:00+00', '2026-03-02 10:00+00', 'UTC');

-- others may use it
SET SESSION AUTHORIZATION userlogs_reader;
SELECT userlogs.event_count('{2026-03-02 08:00:00+00 "Available"}');
SET SESSION AUTHORIZATION userlogs_installer;

-- it does not move, and goes without a trace
ALTER EXTENSION userlogs SET SCHEMA public;  -- error: fixed schema
DROP EXTENSION userlogs;
SELECT to_regnamespace('userlogs') IS NULL AS gone;
CREATE EXTENSION userlogs;

\c :this_database
SET client_min_messages = warning;
DROP DATABASE userlogs_install_test;
DROP ROLE userlogs_installer, userlogs_reader;
