-- drop_report: drop the report and keep the data.

CREATE FUNCTION userlogs.drop_report(schema_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
  propagation text := userlogs.keep_local();
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  END IF;
  PERFORM userlogs.check_report_owner(schema_name);
  PERFORM userlogs.lock_report(schema_name);
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one.';
  END IF;
  PERFORM userlogs.lock_relations(userlogs.relations_to_lock(schema_name));

  -- views and functions read each other
  PERFORM userlogs.replace_by_stub(schema_name, o.kind, o.name) FROM userlogs.report_objects(schema_name) o;
  PERFORM userlogs.drop_report_objects(schema_name, false);
  EXECUTE format('DROP FUNCTION %I.report_version()', schema_name);
  IF userlogs.report_relation(schema_name, 'report_object') IS NOT NULL THEN
    EXECUTE format('DROP TABLE %I.report_object', schema_name);
  END IF;
  PERFORM userlogs.propagate(propagation);
  RETURN format('dropped the views and functions of the report in schema %I; its input tables are left', schema_name);
END $$;
COMMENT ON FUNCTION userlogs.drop_report(pg_catalog.text) IS
  'Drop the objects that create_report and create_materialized made in the schema, except input tables, and return a summary. Objects made by others are kept';
