-- complain if the script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION userlogs" to load this file. \quit

-- All names and operators here are qualified with their schema, so that neither
-- the search_path nor existing objects can change their meaning.

-- An existing schema of that name is refused, whoever owns it: it could contain
-- a planted function that matches a call better than ours and would run with
-- the rights of the caller.
CREATE SCHEMA userlogs;
COMMENT ON SCHEMA userlogs IS
  'Availability intervals from status events: types timeline and headcount, their aggregates, and functions that read them';

-- For the same reason default privileges must not let others create in it.
DO LANGUAGE plpgsql $$
DECLARE
  grantee pg_catalog.text;
BEGIN
  FOR grantee IN
    SELECT CASE a.grantee WHEN 0::pg_catalog.oid THEN 'PUBLIC'::pg_catalog.text ELSE a.grantee::pg_catalog.regrole::pg_catalog.text END
    FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) a
    WHERE n.nspname OPERATOR(pg_catalog.=) 'userlogs'::pg_catalog.name AND a.privilege_type OPERATOR(pg_catalog.=) 'CREATE'::pg_catalog.text
      AND a.grantee OPERATOR(pg_catalog.<>) n.nspowner
  LOOP
    EXECUTE pg_catalog.format('REVOKE CREATE ON SCHEMA userlogs FROM %s', grantee);
  END LOOP;
  -- Nothing here runs with rights other than those of the caller.
  GRANT USAGE ON SCHEMA userlogs TO PUBLIC;
END $$;
