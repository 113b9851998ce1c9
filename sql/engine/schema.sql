-- complain if the script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION userlogs" to load this file. \quit

-- Everything here names its schema, and nothing uses an operator that does not,
-- so that no search_path and no object that is already there can change what is
-- meant.

-- A schema of that name which is there already is refused, whoever made it: a
-- function that fits better than ours could have been planted in it, and would
-- run with the rights of the caller.
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
