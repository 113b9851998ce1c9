-- create_materialized: store the rows of a view of the report.
--
-- The time of the refresh is kept in an additional row of the materialized
-- view, which is NULL otherwise: in a column of every row it would make each
-- REFRESH CONCURRENTLY rewrite all of them.  The plain view in front of it
-- shows the time in every row, also to tools that do not list materialized
-- views.

-- Common start of the functions below.
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
    PERFORM userlogs.lock_report(schema_name);
  END IF;
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.begin_snapshot_call(pg_catalog.text, pg_catalog.text, pg_catalog.bool) IS
  'internal: check the arguments of a function on snapshots and, if is_change, lock the report against other changes';

CREATE FUNCTION userlogs.report_snapshot(schema_name pg_catalog.text, kind pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.regclass
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (SELECT userlogs.report_relation(schema_name, o.name) FROM userlogs.report_objects(schema_name) o
    WHERE o.kind = report_snapshot.kind AND o.name = view_name || CASE o.kind WHEN 'snapshot view' THEN '_snapshot' ELSE '_materialized' END);
END $$;
COMMENT ON FUNCTION userlogs.report_snapshot(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'internal: return the materialized view or snapshot view that create_materialized made for a view; NULL if there is none';

-- Snapshots of a report, to recreate them when their view is recreated.
CREATE FUNCTION userlogs.report_snapshots(schema_name pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    WITH snapshot AS MATERIALIZED (
      SELECT o.kind, o.name, userlogs.report_relation(schema_name, o.name) AS relation
      FROM userlogs.report_objects(schema_name) o WHERE o.kind IN ('materialized view', 'snapshot view'))
    SELECT jsonb_agg(jsonb_build_object('view_name', d.name, 'stored_privileges', coalesce(s.relacl, acldefault('r', s.relowner))::text,
      'front_privileges', coalesce(f.relacl, acldefault('r', f.relowner))::text))
    FROM userlogs.report_definition d
    JOIN snapshot m ON m.kind = 'materialized view' AND m.name = d.name || '_materialized'
    JOIN pg_class s ON s.oid = m.relation
    LEFT JOIN snapshot n ON n.kind = 'snapshot view' AND n.name = d.name || '_snapshot'
    LEFT JOIN pg_class f ON f.oid = n.relation
    WHERE d.kind = 'view');
END $$;
COMMENT ON FUNCTION userlogs.report_snapshots(pg_catalog.text) IS
  'internal: return the snapshots in the schema as an array of objects {view_name, stored_privileges, front_privileges}; NULL if there are none';

CREATE FUNCTION userlogs.drop_snapshot(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  stored regclass := userlogs.report_snapshot(schema_name, 'materialized view', view_name);
  front regclass := userlogs.report_snapshot(schema_name, 'snapshot view', view_name);
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
  'internal: lock and drop the snapshot of a view, if there is one';

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
  front_columns text;
  commented record;
BEGIN
  PERFORM userlogs.check_report_owner(schema_name);
  -- for tools: some that read Arrow fail on interval, and take numeric for text
  SELECT string_agg(format('v.%I', a.attname), ', ' ORDER BY a.attnum),
    string_agg(format(CASE a.atttypid WHEN 'numeric'::regtype THEN 'v.%1$I::double precision AS %1$I' ELSE 'v.%I' END, a.attname), ', ' ORDER BY a.attnum)
      FILTER (WHERE a.atttypid <> 'interval'::regtype)
  INTO columns, front_columns
  FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0;
  EXECUTE format('CREATE MATERIALIZED VIEW %I.%I AS SELECT %s, NULL::timestamptz AS refreshed_at FROM %s v UNION ALL SELECT %s, now()',
    schema_name, stored_name, columns, view,
    (SELECT string_agg('NULL::' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
     FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0));
  EXECUTE format('CREATE UNIQUE INDEX %I ON %I.%I (%s) NULLS NOT DISTINCT', stored_name || '_key', schema_name, stored_name,
    (SELECT array_to_string(d.key, ', ') FROM userlogs.report_definition d WHERE d.name = view_name));
  EXECUTE format('CREATE INDEX %I ON %I.%I (refreshed_at) WHERE refreshed_at IS NOT NULL',
    stored_name || '_refreshed_at_idx', schema_name, stored_name);
  EXECUTE format('CREATE VIEW %1$I.%2$I WITH (security_invoker = true) AS SELECT %3$s, '
    '(SELECT max(r.refreshed_at) FROM %1$I.%4$I r WHERE r.refreshed_at IS NOT NULL) AS refreshed_at '
    'FROM %1$I.%4$I v WHERE v.refreshed_at IS NULL', schema_name, front_name, front_columns, stored_name);

  -- a new one is not for those to whom default privileges would give it: row
  -- security of the inputs does not apply to it
  PERFORM userlogs.restore_privileges(coalesce(stored_privileges, acldefault('r', quote_ident(current_user)::regrole)), 'TABLE',
    format('%I.%I', schema_name, stored_name));
  PERFORM userlogs.restore_privileges(coalesce(front_privileges, acldefault('r', quote_ident(current_user)::regrole)), 'TABLE',
    format('%I.%I', schema_name, front_name));

  EXECUTE format('COMMENT ON MATERIALIZED VIEW %I.%I IS %L', schema_name, stored_name,
    format('%s as of its last refresh, and one row that is NULL but for refreshed_at; read %s instead. Row security of the inputs is not in force here',
      view_name, front_name));
  EXECUTE format('COMMENT ON VIEW %I.%I IS %L', schema_name, front_name,
    format('%s as of refreshed_at, without interval and with double precision instead of numeric. Row security of the inputs is not in force here', view_name));
  FOR commented IN
    SELECT o.name AS object_name, a.attname, col_description(view, a.attnum) AS comment
    FROM pg_attribute a CROSS JOIN (VALUES (stored_name), (front_name)) o(name)
    WHERE a.attrelid = view AND a.attnum > 0 AND NOT (o.name = front_name AND a.atttypid = 'interval'::regtype)
    UNION ALL VALUES
      (stored_name, 'refreshed_at', 'Time of the last refresh, in the one row that is NULL otherwise'),
      (front_name, 'refreshed_at', 'Time of the last refresh: the rows are as of then')
  LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', schema_name, commented.object_name, commented.attname, commented.comment);
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.create_snapshot(pg_catalog.text, pg_catalog.text, pg_catalog.aclitem[], pg_catalog.aclitem[]) IS
  'internal: create and fill the materialized view of a view, create the plain view in front of it, and grant the given privileges on them';

-- The command that create_materialized returns for a scheduler.
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
  stored := userlogs.report_snapshot(schema_name, 'materialized view', view_name);
  IF stored IS NULL THEN
    RAISE 'the report in schema "%" has no snapshot of "%"', schema_name, view_name USING ERRCODE = 'undefined_table',
      HINT = 'userlogs.create_materialized makes one.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);

  -- One refresh at a time, and never back in time: a transaction whose now() is
  -- earlier keeps the rows of a later one.
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
  'Refresh the snapshot of a view of the report, CONCURRENTLY if it is populated; meant to be called on a schedule. Return the time of the stored rows: that of the calling transaction, or of one that began later and has already refreshed them';

CREATE FUNCTION userlogs.create_materialized(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
  view regclass;
  stored regclass;
  front regclass;
  stored_privileges aclitem[];
  front_privileges aclitem[];
  propagation text := userlogs.keep_local();
BEGIN
  PERFORM userlogs.begin_snapshot_call(schema_name, view_name, true);
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name) o JOIN userlogs.report_definition d ON d.kind = o.kind AND d.name = o.name
    WHERE o.kind = 'view' AND o.name = view_name) THEN
    RAISE '"%" is not a view of the report in schema "%"', view_name, schema_name USING ERRCODE = 'undefined_table',
      HINT = 'The views are ' || (SELECT string_agg(d.name, ', ' ORDER BY d.step) FROM userlogs.report_definition d WHERE d.kind = 'view') || '.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);
  PERFORM userlogs.provide_report_object(schema_name);

  view := userlogs.report_relation(schema_name, view_name);
  stored := userlogs.report_snapshot(schema_name, 'materialized view', view_name);
  front := userlogs.report_snapshot(schema_name, 'snapshot view', view_name);
  IF stored IS NOT NULL AND front IS NOT NULL AND NOT EXISTS (
    SELECT FROM (SELECT * FROM pg_attribute a WHERE a.attrelid = view AND a.attnum > 0) v
    FULL JOIN (SELECT * FROM pg_attribute a WHERE a.attrelid = stored AND a.attnum > 0 AND a.attname <> 'refreshed_at') m
      ON m.attnum = v.attnum AND m.attname = v.attname AND m.atttypid = v.atttypid AND m.atttypmod = v.atttypmod
    WHERE v.attnum IS NULL OR m.attnum IS NULL)
  THEN
    PERFORM userlogs.refresh_materialized(schema_name, view_name);
  ELSE
    stored_privileges := (SELECT coalesce(c.relacl, acldefault('r', c.relowner)) FROM pg_class c WHERE c.oid = stored);
    front_privileges := (SELECT coalesce(c.relacl, acldefault('r', c.relowner)) FROM pg_class c WHERE c.oid = front);
    PERFORM userlogs.drop_snapshot(schema_name, view_name);
    PERFORM userlogs.create_snapshot(schema_name, view_name, stored_privileges, front_privileges);
  END IF;
  EXECUTE format('INSERT INTO %1$I.report_object (kind, name) VALUES (''materialized view'', %2$L), (''snapshot view'', %3$L) EXCEPT SELECT o.kind, o.name FROM ONLY %1$I.report_object o',
    schema_name, view_name || '_materialized', view_name || '_snapshot');
  PERFORM userlogs.propagate(propagation);
  RETURN format('SELECT userlogs.refresh_materialized(%L, %L)', schema_name, view_name);
END $$;
COMMENT ON FUNCTION userlogs.create_materialized(pg_catalog.text, pg_catalog.text) IS
  'Create VIEW_materialized, a materialized view of a view of the report with a unique index, and VIEW_snapshot, a plain view of it with column refreshed_at; refresh them if they exist with the same columns. Return the command to schedule. Row security of the inputs does not apply to stored rows';

CREATE FUNCTION userlogs.drop_materialized(schema_name pg_catalog.text, view_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $$
DECLARE
  dropped text[];
BEGIN
  PERFORM userlogs.begin_snapshot_call(schema_name, view_name, true);
  dropped := ARRAY(SELECT o.name FROM userlogs.report_objects(schema_name) o
    WHERE (o.kind, o.name) IN (('materialized view', view_name || '_materialized'), ('snapshot view', view_name || '_snapshot')) ORDER BY o.kind);
  IF dropped = '{}' THEN
    RAISE 'the report in schema "%" has no snapshot of "%"', schema_name, view_name USING ERRCODE = 'undefined_table',
      HINT = 'userlogs.create_materialized makes one.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);
  PERFORM userlogs.provide_report_object(schema_name);
  PERFORM userlogs.drop_snapshot(schema_name, view_name);
  EXECUTE format('DELETE FROM ONLY %I.report_object WHERE kind IN (''materialized view'', ''snapshot view'') AND name = ANY (%L::text[])', schema_name, dropped);
  RETURN format('dropped %s in schema %I', array_to_string(dropped, ' and '), schema_name);
END $$;
COMMENT ON FUNCTION userlogs.drop_materialized(pg_catalog.text, pg_catalog.text) IS
  'Drop the snapshot of a view of the report that create_materialized made, and return a summary';
