-- complain if the script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION userlogs" to load this file. \quit

-- Everything here names its schema, and nothing uses an operator that does not,
-- so that no search_path and no object that is already there can change what is
-- meant.

-- A schema that was there before must be empty, and in the hands of those who
-- could do anything here anyway: else a function that fits better than ours
-- could be planted, now or later, and would run with the rights of the caller.
DO LANGUAGE plpgsql $$
DECLARE
  schema_id pg_catalog.oid := 'userlogs'::pg_catalog.regnamespace;
  planted pg_catalog.text;
  holder pg_catalog.text;
BEGIN
  SELECT pg_catalog.min(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)) INTO planted
  FROM pg_catalog.pg_depend d
  WHERE d.refclassid OPERATOR(pg_catalog.=) 'pg_catalog.pg_namespace'::pg_catalog.regclass::pg_catalog.oid
    AND d.refobjid OPERATOR(pg_catalog.=) schema_id AND d.deptype OPERATOR(pg_catalog.=) 'n'::pg_catalog."char"
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension e
      WHERE d.classid OPERATOR(pg_catalog.=) 'pg_catalog.pg_extension'::pg_catalog.regclass::pg_catalog.oid
        AND e.oid OPERATOR(pg_catalog.=) d.objid AND e.extname OPERATOR(pg_catalog.=) 'userlogs'::pg_catalog.name);
  IF planted IS NOT NULL THEN
    RAISE 'schema "userlogs" is not empty' USING ERRCODE = 'duplicate_schema',
      DETAIL = pg_catalog.concat('It has ', planted, '.'), HINT = 'Drop the schema: CREATE EXTENSION makes it.';
  END IF;

  SELECT pg_catalog.min(r.name) INTO holder
  FROM pg_catalog.pg_namespace n
  CROSS JOIN LATERAL (
    SELECT n.nspowner AS id
    UNION ALL
    SELECT a.grantee FROM pg_catalog.aclexplode(n.nspacl) a WHERE a.privilege_type OPERATOR(pg_catalog.=) 'CREATE'::pg_catalog.text) h
  CROSS JOIN LATERAL (
    SELECT CASE h.id WHEN 0::pg_catalog.oid THEN 'PUBLIC'::pg_catalog.text ELSE pg_catalog.pg_get_userbyid(h.id)::pg_catalog.text END AS name) r
  WHERE n.oid OPERATOR(pg_catalog.=) schema_id
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles s WHERE s.oid OPERATOR(pg_catalog.=) h.id AND s.rolsuper)
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_extension e
      WHERE e.extname OPERATOR(pg_catalog.=) 'userlogs'::pg_catalog.name AND e.extowner OPERATOR(pg_catalog.=) h.id)
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_database d
      WHERE d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database() AND d.datdba OPERATOR(pg_catalog.=) h.id);
  IF holder IS NOT NULL THEN
    RAISE 'role "%" can create in schema "userlogs"', holder USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'Functions of that role could be taken for those of the extension.',
      HINT = 'Drop the schema: CREATE EXTENSION makes it.';
  END IF;

  IF pg_catalog.obj_description(schema_id, 'pg_namespace'::pg_catalog.name) IS NULL THEN
    COMMENT ON SCHEMA userlogs IS
      'Availability intervals from status events: types timeline and headcount, their aggregates, and functions that read them';
  END IF;
END $$;
