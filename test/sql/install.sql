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

-- something is where ours belongs: nothing is adopted, of whatever kind it is
CREATE SCHEMA userlogs;
CREATE TYPE userlogs.timeline AS ENUM ('trap');
\set SHOW_CONTEXT never
CREATE EXTENSION userlogs;  -- error: there already
DROP TYPE userlogs.timeline;
CREATE FUNCTION userlogs.of_another_name() RETURNS integer LANGUAGE sql RETURN 1;
CREATE EXTENSION userlogs;  -- error: not empty
DROP FUNCTION userlogs.of_another_name;
CREATE TABLE userlogs.pg_roles ();
CREATE EXTENSION userlogs;  -- error: not empty
DROP TABLE userlogs.pg_roles;
-- an empty schema of somebody else, who could plant something later, is refused,
-- as is one in which somebody else may create
RESET SESSION AUTHORIZATION;
DROP SCHEMA userlogs;
GRANT CREATE ON DATABASE userlogs_install_test TO userlogs_reader;
SET ROLE userlogs_reader;
CREATE SCHEMA userlogs;
RESET ROLE;
CREATE EXTENSION userlogs;  -- error: of userlogs_reader
SET ROLE userlogs_installer;
CREATE EXTENSION userlogs;  -- error: of userlogs_reader
RESET ROLE;
ALTER SCHEMA userlogs OWNER TO userlogs_installer;
GRANT CREATE ON SCHEMA userlogs TO userlogs_reader;
CREATE EXTENSION userlogs;  -- error: userlogs_reader may create
REVOKE CREATE ON SCHEMA userlogs FROM userlogs_reader;
GRANT CREATE ON SCHEMA userlogs TO PUBLIC;
CREATE EXTENSION userlogs;  -- error: everybody may create
REVOKE CREATE ON SCHEMA userlogs FROM PUBLIC;
-- that of the owner of the database is fine, also for a superuser
ALTER DEFAULT PRIVILEGES IN SCHEMA userlogs GRANT EXECUTE ON FUNCTIONS TO userlogs_reader;
CREATE EXTENSION userlogs;
DROP EXTENSION userlogs;
ALTER DEFAULT PRIVILEGES IN SCHEMA userlogs REVOKE EXECUTE ON FUNCTIONS FROM userlogs_reader;
DROP SCHEMA userlogs;
-- who may create in the database may have it, in a schema of their own
SET ROLE userlogs_reader;
CREATE EXTENSION userlogs;
SELECT nspowner::pg_catalog.regrole FROM pg_namespace WHERE nspname = 'userlogs';
RESET ROLE;
DROP EXTENSION userlogs;
DROP SCHEMA userlogs;
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

-- others may use it once they may use the schema
SET SESSION AUTHORIZATION userlogs_reader;
SELECT userlogs.event_count('{2026-03-02 08:00:00+00 "Available"}');  -- error: schema
SET SESSION AUTHORIZATION userlogs_installer;
GRANT USAGE ON SCHEMA userlogs TO userlogs_reader;
SET SESSION AUTHORIZATION userlogs_reader;
SELECT userlogs.event_count('{2026-03-02 08:00:00+00 "Available"}');
SET SESSION AUTHORIZATION userlogs_installer;

-- it does not move, and goes without a trace but the schema
ALTER EXTENSION userlogs SET SCHEMA public;  -- error: fixed schema
DROP EXTENSION userlogs;
SELECT count(*) FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace;
SELECT count(*) FROM pg_type WHERE typnamespace = 'userlogs'::regnamespace;
CREATE EXTENSION userlogs;

\c :this_database
SET client_min_messages = warning;
DROP DATABASE userlogs_install_test;
DROP ROLE userlogs_installer, userlogs_reader;
