-- drop_report: the report goes, the data stay.

CREATE FUNCTION userlogs.drop_report(schema_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
  kind record;
  names text;
  dropped bigint := 0;
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  END IF;
  PERFORM userlogs.check_report_owner(schema_name);
  PERFORM pg_advisory_xact_lock(hashtextextended('userlogs.create_report ' || schema_name, 0));
  PERFORM userlogs.lock_relations(array_agg(userlogs.report_relation(schema_name, o.object_name)))
  FROM userlogs.report_objects(schema_name) o WHERE o.object_type IN ('view', 'materialized view', 'snapshot view');

  -- of each kind all at once, as they read each other
  FOR kind IN SELECT * FROM (VALUES ('snapshot view', 'VIEW'), ('materialized view', 'MATERIALIZED VIEW'),
    ('view', 'VIEW'), ('function', 'FUNCTION')) k(object_type, keyword)
  LOOP
    SELECT string_agg(CASE o.object_type WHEN 'function' THEN userlogs.report_function(schema_name, o.object_name)::text
      ELSE format('%I.%I', schema_name, o.object_name) END, ', '), dropped + count(*) INTO names, dropped
    FROM userlogs.report_objects(schema_name) o WHERE o.object_type = kind.object_type;
    IF names IS NOT NULL THEN
      EXECUTE format('DROP %s %s', kind.keyword, names);
    END IF;
  END LOOP;
  IF dropped = 0 AND NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one.';
  END IF;
  EXECUTE format('DROP FUNCTION %I.report_version()', schema_name);
  RETURN format('dropped %s views and functions of the report in schema %I; its tables are left', dropped, schema_name);
END $$;
COMMENT ON FUNCTION userlogs.drop_report(pg_catalog.text) IS
  'Drops the views, materialized views and functions that create_report and create_materialized made in the schema; never a table, nor anything that others made. Returns what was done. Errors: null_value_not_allowed, undefined_object (no report there), insufficient_privilege, ambiguous_function (another function has the name of one of the report''s), dependent_objects_still_exist (somebody''s view reads one of them)';
