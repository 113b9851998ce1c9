-- input_gives: does an input give this column, or if NULL, is it there?
--
-- Of a reader of an input that lacks the column it is NULL.  IMMUTABLE for the
-- same reason as log_is_indexed: it changes when create_report makes the reader
-- again.

CREATE OR REPLACE FUNCTION input_gives(reader regprocedure, column_name text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT EXISTS (
    SELECT
    FROM pg_depend d
    LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_proc'::regclass AND d.objid = input_gives.reader::oid AND d.refclassid = 'pg_class'::regclass
      AND coalesce(a.attname::text = input_gives.column_name, input_gives.column_name IS NULL));
END;
COMMENT ON FUNCTION input_gives(regprocedure, text) IS
  'internal: check whether the input of a reader has a column; column_name NULL: whether the input is there';
