-- complain if the script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION userlogs" to load this file. \quit

-- Everything here names its schema, and nothing uses an operator, so that no
-- search_path and no object that is already there can change what is meant.

-- The schema is not ours if it was there before: then its comment stays.
DO LANGUAGE plpgsql $$
BEGIN
  IF pg_catalog.obj_description('userlogs'::pg_catalog.regnamespace, 'pg_namespace') IS NULL THEN
    COMMENT ON SCHEMA userlogs IS
      'Availability intervals from status events: types timeline and headcount, their aggregates, and functions that read them';
  END IF;
END $$;
