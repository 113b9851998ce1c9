-- create_materialized: a view of the report, stored.
--
-- The materialized view has a row more, all NULL but for the time of the
-- refresh: were that a column of every row, each REFRESH CONCURRENTLY would
-- write all of them.  The plain view in front of it, which tools list that do
-- not list materialized views, shows that time in every row.

-- How the calls below begin.
CREATE FUNCTION userlogs.begin_snapshot_call(schema_name pg_catalog.text, view_name pg_catalog.text, is_change pg_catalog.bool)
RETURNS pg_catalog.void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF schema_name IS NULL OR view_name IS NULL THEN
    RAISE '% must not be NULL', CASE WHEN schema_name IS NULL THEN 'schema_name' ELSE 'view_name' END
      USING ERRCODE = 'null_value_not_allowed';
  END IF;
  PERFORM userlogs.check_report_owner(schema_name);
  IF is_change THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('userlogs.create_report ' || schema_name, 0));
  END IF;
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.begin_snapshot_call(pg_catalog.text, pg_catalog.text, pg_catalog.bool) IS
  'Support of create_materialized: checks the arguments and, where the report is to be changed, waits until nobody else changes it. Errors: null_value_not_allowed, insufficient_privilege (not its owner), undefined_object (no report there)';

CREATE FUNCTION userlogs.drop_snapshot(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  stored regclass := (SELECT userlogs.report_relation(schema_name, o.object_name) FROM userlogs.report_objects(schema_name) o
    WHERE o.object_type = 'materialized view' AND o.object_name = view_name || '_materialized');
  front regclass := (SELECT userlogs.report_relation(schema_name, o.object_name) FROM userlogs.report_objects(schema_name) o
    WHERE o.object_type = 'snapshot view' AND o.object_name = view_name || '_snapshot');
BEGIN
  PERFORM userlogs.lock_relations(array_remove(ARRAY[front, stored], NULL));
  IF front IS NOT NULL THEN
    EXECUTE format('DROP VIEW %s', front);
  END IF;
  IF stored IS NOT NULL THEN
    EXECUTE format('DROP MATERIALIZED VIEW %s', stored);
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.drop_snapshot(pg_catalog.text, pg_catalog.text) IS
  'Support of create_materialized: drops what it made of a view, if anything, once nobody reads it';

CREATE FUNCTION userlogs.create_snapshot(schema_name pg_catalog.text, view_name pg_catalog.text,
  stored_privileges pg_catalog.aclitem[], front_privileges pg_catalog.aclitem[])
RETURNS pg_catalog.void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  stored_name text := view_name || '_materialized';
  front_name text := view_name || '_snapshot';
  view regclass := userlogs.report_relation(schema_name, view_name);
  columns text;
  commented record;
BEGIN
  PERFORM userlogs.check_report_owner(schema_name);
  SELECT string_agg(format('v.%I', a.attname), ', ' ORDER BY a.attnum) INTO columns
  FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0;
  EXECUTE format('CREATE MATERIALIZED VIEW %I.%I AS SELECT %s, NULL::timestamptz AS refreshed_at FROM %s v UNION ALL SELECT %s, now()',
    schema_name, stored_name, columns, view,
    (SELECT string_agg('NULL::' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
     FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0));
  EXECUTE format('CREATE UNIQUE INDEX %I ON %I.%I (%s) NULLS NOT DISTINCT', stored_name || '_key', schema_name, stored_name,
    (SELECT replace(substring(s.definition FROM '-- key: ([a-z_, ]+)'), ' ', '') FROM userlogs.report_source() s WHERE s.object_name = view_name));
  EXECUTE format('CREATE INDEX %I ON %I.%I (refreshed_at) WHERE refreshed_at IS NOT NULL',
    stored_name || '_refreshed_at_idx', schema_name, stored_name);
  EXECUTE format('CREATE VIEW %1$I.%2$I WITH (security_invoker = true) AS SELECT %3$s, '
    '(SELECT max(r.refreshed_at) FROM %1$I.%4$I r WHERE r.refreshed_at IS NOT NULL) AS refreshed_at '
    'FROM %1$I.%4$I v WHERE v.refreshed_at IS NULL', schema_name, front_name, columns, stored_name);

  PERFORM userlogs.grant_again(stored_privileges, 'TABLE', format('%I.%I', schema_name, stored_name));
  PERFORM userlogs.grant_again(front_privileges, 'TABLE', format('%I.%I', schema_name, front_name));

  EXECUTE format('COMMENT ON MATERIALIZED VIEW %I.%I IS %L', schema_name, stored_name,
    format('%s as of its last refresh, and one row that is NULL but for refreshed_at; read %s instead. Row security of the inputs is not in force here',
      view_name, front_name));
  EXECUTE format('COMMENT ON VIEW %I.%I IS %L', schema_name, front_name,
    format('%s as of refreshed_at. Row security of the inputs is not in force here', view_name));
  FOR commented IN
    SELECT o.name AS object_name, a.attname, col_description(view, a.attnum) AS comment
    FROM pg_attribute a CROSS JOIN (VALUES (stored_name), (front_name)) o(name) WHERE a.attrelid = view AND a.attnum > 0
    UNION ALL VALUES
      (stored_name, 'refreshed_at', 'Time of the last refresh, in the one row that is NULL otherwise'),
      (front_name, 'refreshed_at', 'Time of the last refresh: the rows are as of then')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', schema_name, commented.object_name, commented.attname, commented.comment);
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.create_snapshot(pg_catalog.text, pg_catalog.text, pg_catalog.aclitem[], pg_catalog.aclitem[]) IS
  'Support of create_materialized: makes the materialized view of a view and the plain view in front of it, filled, and gives them these privileges';

-- The command that create_materialized gives to a scheduler.
CREATE FUNCTION userlogs.refresh_materialized(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.timestamptz
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  stored regclass;
  last_at timestamptz;
BEGIN
  PERFORM userlogs.begin_snapshot_call(schema_name, view_name, false);
  SELECT userlogs.report_relation(schema_name, o.object_name) INTO stored
  FROM userlogs.report_objects(schema_name) o
  WHERE o.object_type = 'materialized view' AND o.object_name = view_name || '_materialized';
  IF stored IS NULL THEN
    RAISE 'the report in schema "%" has no snapshot of "%"', schema_name, view_name USING ERRCODE = 'undefined_table',
      HINT = 'userlogs.create_materialized makes one.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);

  -- One at a time, and never back: a transaction that began earlier, as its
  -- now() tells, leaves what a later one has made.
  PERFORM pg_advisory_xact_lock(hashtextextended('userlogs.refresh_materialized ' || stored::oid, 0));
  IF (SELECT NOT c.relispopulated FROM pg_class c WHERE c.oid = stored) THEN
    EXECUTE format('REFRESH MATERIALIZED VIEW %s', stored);
  ELSE
    EXECUTE format('SELECT max(r.refreshed_at) FROM %s r WHERE r.refreshed_at IS NOT NULL', stored) INTO last_at;
    IF last_at > now() THEN
      RETURN last_at;
    END IF;
    EXECUTE format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s', stored);
  END IF;
  RETURN now();
END $$;
COMMENT ON FUNCTION userlogs.refresh_materialized(pg_catalog.text, pg_catalog.text) IS
  'Refreshes what create_materialized made of a view of the report, CONCURRENTLY unless it has no rows yet, as after a restore without data; to be called on a schedule. Returns the time that the rows are as of: of the calling transaction, or, if one that began later has refreshed them, of that one. Errors: null_value_not_allowed, insufficient_privilege (also: a superuser, if the report is of an ordinary role), undefined_object (no report there), undefined_table (nothing is stored of that view)';

CREATE FUNCTION userlogs.create_materialized(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
  stored_name text := view_name || '_materialized';
  front_name text := view_name || '_snapshot';
  view regclass;
  stored regclass;
  front regclass;
  object_types text[];
  object_names text[];
  stored_privileges aclitem[];
  front_privileges aclitem[];
BEGIN
  PERFORM userlogs.begin_snapshot_call(schema_name, view_name, true);
  SELECT array_agg(o.object_type), array_agg(o.object_name) INTO object_types, object_names
  FROM userlogs.report_objects(schema_name) o;
  IF NOT EXISTS (
    SELECT FROM userlogs.report_source() s
    JOIN unnest(object_types, object_names) o(object_type, object_name) ON o.object_name = s.object_name
    WHERE s.object_type = 'view' AND o.object_type = 'view' AND s.object_name = view_name) THEN
    RAISE '"%" is not a view of the report in schema "%"', view_name, schema_name USING ERRCODE = 'undefined_table',
      HINT = 'The views are ' || (SELECT string_agg(s.object_name, ', ' ORDER BY s.step)
        FROM userlogs.report_source() s WHERE s.object_type = 'view') || '.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);

  view := userlogs.report_relation(schema_name, view_name);
  SELECT c.oid, c.relacl INTO stored, stored_privileges FROM pg_class c
  WHERE c.oid = userlogs.report_relation(schema_name, stored_name) AND stored_name = ANY (object_names);
  SELECT c.oid, c.relacl INTO front, front_privileges FROM pg_class c
  WHERE c.oid = userlogs.report_relation(schema_name, front_name) AND front_name = ANY (object_names);
  IF stored IS NOT NULL AND front IS NOT NULL AND NOT EXISTS (
    SELECT FROM (SELECT * FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0) v
    FULL JOIN (SELECT * FROM pg_attribute a WHERE a.attrelid = stored AND a.attnum > 0 AND a.attname <> 'refreshed_at') m
      ON m.attnum = v.attnum AND m.attname = v.attname AND m.atttypid = v.atttypid AND m.atttypmod = v.atttypmod
    WHERE v.attnum IS NULL OR m.attnum IS NULL)
  THEN
    PERFORM userlogs.refresh_materialized(schema_name, view_name);
  ELSE
    PERFORM userlogs.drop_snapshot(schema_name, view_name);
    PERFORM userlogs.create_snapshot(schema_name, view_name, stored_privileges, front_privileges);
  END IF;

  PERFORM userlogs.register_report(schema_name,
    array_agg(o.object_type ORDER BY o.position), array_agg(o.object_name ORDER BY o.position))
  FROM (
    SELECT o.object_type, o.object_name, o.position
    FROM unnest(object_types, object_names) WITH ORDINALITY o(object_type, object_name, position)
    WHERE o.object_name NOT IN (stored_name, front_name)
    UNION ALL VALUES ('materialized view', stored_name, 10000), ('snapshot view', front_name, 10001)) o;
  RETURN format('SELECT userlogs.refresh_materialized(%L, %L)', schema_name, view_name);
END $$;
COMMENT ON FUNCTION userlogs.create_materialized(pg_catalog.text, pg_catalog.text) IS
  'Makes VIEW_materialized, a materialized view of a view of the report with the unique index that REFRESH ... CONCURRENTLY needs, and VIEW_snapshot, a plain view in front of it that adds refreshed_at; where both are there with the same columns, refreshes. Returns the command that refreshes, to be scheduled. Row security of the inputs does not apply to what is stored. Privileges on them are kept. Errors: null_value_not_allowed, insufficient_privilege (also: code of somebody else in the report, or a superuser, if the report is of an ordinary role), undefined_object (no report there), undefined_table (not a view of the report), duplicate_table (something else has that name), dependent_objects_still_exist (columns have changed and somebody''s view reads it)';

CREATE FUNCTION userlogs.drop_materialized(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
  object_types text[];
  object_names text[];
  dropped text[];
BEGIN
  PERFORM userlogs.begin_snapshot_call(schema_name, view_name, true);
  SELECT array_agg(o.object_type), array_agg(o.object_name) INTO object_types, object_names
  FROM userlogs.report_objects(schema_name) o;
  dropped := ARRAY(SELECT o.object_name FROM unnest(object_types, object_names) o(object_type, object_name)
    WHERE o.object_type = 'materialized view' AND o.object_name = view_name || '_materialized'
      OR o.object_type = 'snapshot view' AND o.object_name = view_name || '_snapshot' ORDER BY o.object_type);
  IF dropped = '{}' THEN
    RAISE 'the report in schema "%" has no snapshot of "%"', schema_name, view_name USING ERRCODE = 'undefined_table',
      HINT = 'userlogs.create_materialized makes one.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);
  PERFORM userlogs.drop_snapshot(schema_name, view_name);
  PERFORM userlogs.register_report(schema_name,
    array_agg(o.object_type ORDER BY o.position), array_agg(o.object_name ORDER BY o.position))
  FROM unnest(object_types, object_names) WITH ORDINALITY o(object_type, object_name, position)
  WHERE o.object_name <> ALL (dropped);
  RETURN format('dropped %s in schema %I', array_to_string(dropped, ' and '), schema_name);
END $$;
COMMENT ON FUNCTION userlogs.drop_materialized(pg_catalog.text, pg_catalog.text) IS
  'Drops what create_materialized made of a view of the report. Returns what was dropped. Errors: null_value_not_allowed, insufficient_privilege (also: a superuser, if the report is of an ordinary role), undefined_object (no report there), undefined_table (nothing is stored of that view), dependent_objects_still_exist (somebody''s view reads it)';
