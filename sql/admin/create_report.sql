-- create_report: create or update a schema with the User Logs report.
--
-- 1. Check the existing inputs, and that no other object has a name that the
--    report needs.
-- 2. Lock the objects of an earlier call, and replace them by stubs that read
--    nothing.
-- 3. Drop the objects that this version no longer has.
-- 4. Create the objects of report_definition in order, with the schema first on
--    the search_path, so that names and types are bound to it.
-- 5. List them in report_object, and check the objects they are bound to.

CREATE FUNCTION userlogs.check_report_arguments(schema_name pg_catalog.text, user_id_type pg_catalog.regtype)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  ELSIF octet_length(schema_name) > 63 THEN
    RAISE 'schema name "%" is too long', schema_name USING ERRCODE = 'name_too_long', HINT = 'A name has at most 63 bytes.';
  ELSIF schema_name = '' THEN
    RAISE 'schema name must not be empty' USING ERRCODE = 'invalid_parameter_value';
  -- in search_path "$user" means the schema with the caller's name
  ELSIF schema_name IN ('userlogs', 'pg_catalog', 'information_schema', 'pg_toast', '$user') OR schema_name LIKE 'pg\_temp%' THEN
    RAISE 'schema "%" cannot hold a report', schema_name USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Give the report a schema of its own, such as support.';
  ELSIF NOT userlogs.is_user_id_type(user_id_type) THEN
    RAISE 'user_id cannot have type %', user_id_type USING ERRCODE = 'invalid_parameter_value', HINT = 'Use bigint, uuid or text.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_arguments(pg_catalog.text, pg_catalog.regtype) IS
  'internal: check the arguments of create_report';

CREATE FUNCTION userlogs.provide_report_schema(schema_name pg_catalog.text, allow_public pg_catalog.bool)
RETURNS pg_catalog.void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  other text;
BEGIN
  IF schema_name = 'public' AND allow_public IS NOT TRUE AND NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "public" is not a schema of its own' USING ERRCODE = 'invalid_parameter_value',
      DETAIL = 'A report has tables with names such as setting, rule and target.',
      HINT = 'Give the report a schema of its own, such as support, or say create_report(''public'', allow_public => true).';
  ELSIF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
    other := (SELECT min(n.nspname) FROM pg_namespace n WHERE lower(n.nspname) = lower(schema_name));
    IF other IS NOT NULL THEN
      RAISE 'schema "%" does not exist, but schema "%" does', schema_name, other USING ERRCODE = 'invalid_schema_name',
        HINT = format('Write the name as it is there, or if another schema is meant, make it first: CREATE SCHEMA %I.', schema_name);
    END IF;
    EXECUTE format('CREATE SCHEMA %I', schema_name);
    EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name,
      'User Logs report: begin with the view user_logs. Relations whose comment begins with "Input:" are what it reads, all other views are answers; what is "internal:" is not for use');
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.provide_report_schema(pg_catalog.text, pg_catalog.bool) IS
  'internal: create the schema of a report if it does not exist';

-- Existing inputs.
CREATE FUNCTION userlogs.check_report_inputs(schema_name pg_catalog.text, user_id_type pg_catalog.regtype,
  OUT id_type pg_catalog.text, OUT used pg_catalog.text[])
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  namespace oid := to_regnamespace(quote_ident(schema_name));
  input text;
  relation regclass;
  other_type text;
  was regclass;
  others text;
BEGIN
  used := '{}';
  FOR input IN SELECT userlogs.input_names() LOOP
    relation := userlogs.report_relation(schema_name, input);
    IF relation IS NULL THEN
      -- an empty table must not replace an input that the report has read
      was := (SELECT min(d.refobjid) FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
        AND d.refclassid = 'pg_class'::regclass WHERE p.pronamespace = namespace AND p.proname = input || '_input');
      IF was IS NOT NULL OR EXISTS (SELECT FROM userlogs.registered_objects(schema_name) o WHERE o.kind = 'function' AND o.name = input || '_input')
        -- the reader of an optional input that was never there reads nothing
        AND NOT (EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = namespace AND p.proname = input || '_input')
          AND input NOT IN (SELECT d.name FROM userlogs.report_definition d)) THEN
        RAISE 'relation "%", which the report in schema "%" reads, is gone', input, schema_name USING ERRCODE = 'undefined_table',
          DETAIL = CASE WHEN was IS NULL THEN 'It was dropped.' ELSE format('It is %s now.', was) END,
          HINT = format('Put a table or view of that name in its place, or let userlogs.drop_report(%L) be followed by create_report, which makes an empty table.',
            schema_name);
      END IF;
      CONTINUE;
    END IF;
    used := used || input;
    PERFORM userlogs.citus_table(relation);
    other_type := userlogs.check_report_input(relation, input);
    CONTINUE WHEN other_type IS NULL;
    IF id_type IS NULL THEN
      id_type := other_type;
    ELSIF NOT userlogs.report_type_fits(other_type::regtype, id_type::regtype) THEN
      RAISE 'column "user_id" of relation % has type %, not %', relation, other_type, id_type
        USING ERRCODE = 'datatype_mismatch', HINT = format(CASE
            WHEN (SELECT c.relkind IN ('v', 'm') FROM pg_class c WHERE c.oid = relation)
              THEN 'Change the view %1$s, so that it converts the column to %2$s.'
            WHEN input IN (SELECT o.name FROM userlogs.report_objects(schema_name) o WHERE o.kind = 'input')
              THEN 'Call userlogs.drop_report(%4$L), change the tables that it leaves (%5$s) by ALTER TABLE ... ALTER user_id TYPE %2$s USING user_id::%2$s, and call create_report again.'
            ELSE 'Create the report in a schema of its own, with a view %3$I there that converts the column to %2$s.' END,
          relation, id_type, input, schema_name, (SELECT string_agg(o.name, ', ' ORDER BY o.position)
            FROM userlogs.report_objects(schema_name) WITH ORDINALITY o(kind, name, position)
            WHERE o.kind = 'input' AND (o.name, 'user_id') IN (SELECT i.relation_name, i.column_name FROM userlogs.report_input() i)));
    END IF;
  END LOOP;
  IF user_id_type IS NOT NULL AND id_type IS NOT NULL AND NOT userlogs.report_type_fits(id_type::regtype, user_id_type) THEN
    RAISE 'column "user_id" has type %, not %', id_type, user_id_type USING ERRCODE = 'datatype_mismatch',
      HINT = 'Leave user_id_type out: the report then uses the type that is there.';
  END IF;
  id_type := coalesce(id_type, user_id_type::text, 'text');
  IF NOT used && '{status_event,status_interval,status_snapshot}' AND NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    others := (SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c
      WHERE c.relnamespace = namespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relname <> ALL (used || 'report_object'::text));
    IF others IS NOT NULL THEN
      RAISE WARNING 'schema "%" has no relation "status_event", so an empty table is made', schema_name USING DETAIL = format('It has %s.', others),
        HINT = format('If one of them is the log: call userlogs.drop_report(%L), drop the table, rename the log or make a view of that name, and call create_report again.',
          schema_name);
    END IF;
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_inputs(pg_catalog.text, pg_catalog.regtype) IS
  'internal: check the existing inputs, and return their names (used) and the type of user_id (id_type)';

-- Objects of others are never replaced.
CREATE FUNCTION userlogs.check_report_names(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  namespace oid := to_regnamespace(quote_ident(schema_name));
  other record;
BEGIN
  WITH own AS MATERIALIZED (SELECT o.name FROM userlogs.report_objects(schema_name) o)
  SELECT n.kind, n.name INTO other
  FROM (
    SELECT d.step, d.kind, d.name FROM userlogs.report_definition d WHERE d.kind <> 'input'
    UNION ALL SELECT 1000, 'function', i.name || '_input' FROM userlogs.input_names() i(name)
    UNION ALL SELECT 1001, 'function', 'report_version' WHERE userlogs.report_owner(schema_name) IS NULL
    UNION ALL SELECT 1002, 'table', 'report_object') n(step, kind, name)
  WHERE CASE WHEN n.kind IN ('function', 'procedure') THEN EXISTS (SELECT FROM pg_proc p WHERE p.pronamespace = namespace AND p.proname = n.name)
      WHEN n.kind = 'trigger' THEN EXISTS (SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = namespace AND t.tgname = n.name AND NOT t.tgisinternal)
      WHEN n.name = 'report_object' THEN NOT (
        SELECT c.relkind = 'r' AND (SELECT array_agg(a.attname::text ORDER BY a.attnum) = '{kind,name,definition_md5}' FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)
        FROM pg_class c WHERE c.relnamespace = namespace AND c.relname = n.name)
      ELSE userlogs.report_relation(schema_name, n.name) IS NOT NULL END
    AND n.name NOT IN (SELECT o.name FROM own o)
  ORDER BY n.step LIMIT 1;
  IF FOUND THEN
    RAISE '"%" already exists in schema "%"', other.name, schema_name
      USING ERRCODE = CASE WHEN other.kind IN ('view', 'table') THEN 'duplicate_table' WHEN other.kind = 'trigger' THEN 'duplicate_object' ELSE 'duplicate_function' END,
        DETAIL = format('The report needs the name for a %s.', other.kind),
        HINT = 'Give yours another name, or create the report in a schema of its own, with views there over the input tables.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_names(pg_catalog.text) IS
  'internal: check that no object outside the report has a name that the report needs';

-- Built-in names take precedence over those of the schema, as pg_catalog is not
-- listed.  An object with other columns or arguments than before is dropped and
-- recreated, with its snapshot; that fails if an object of others depends on
-- it.
CREATE FUNCTION userlogs.make_report_object(schema_name pg_catalog.text, kind pg_catalog.text, name pg_catalog.text, definition pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  is_routine boolean := kind IN ('function', 'procedure');
  -- the name, quoted and qualified
  old text := CASE WHEN is_routine THEN userlogs.report_function(schema_name, name)::text
    WHEN kind <> 'trigger' THEN userlogs.report_relation(schema_name, name)::text END;
  privileges aclitem[] := CASE WHEN is_routine THEN (SELECT coalesce(p.proacl, acldefault('f', p.proowner)) FROM pg_proc p WHERE p.oid = old::regprocedure)
    ELSE (SELECT coalesce(c.relacl, acldefault('r', c.relowner)) FROM pg_class c WHERE c.oid = old::regclass) END;
BEGIN
  IF kind = 'table' AND old IS NOT NULL THEN
    EXECUTE format('DROP TABLE %s', old);
  END IF;
  BEGIN
    PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
    EXECUTE definition;
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    IF is_routine AND (SELECT count(*) > 1 FROM pg_proc p
      WHERE p.pronamespace = to_regnamespace(quote_ident(schema_name)) AND p.proname = make_report_object.name)
    THEN
      -- the new function has other arguments: drop the old one
      EXECUTE format('DROP ROUTINE %s', old);
    ELSIF kind <> 'table' OR old IS NULL THEN
      RETURN;
    END IF;
  EXCEPTION WHEN invalid_table_definition OR invalid_function_definition THEN
    -- the search_path is again that of this function
    IF old IS NULL THEN
      -- the error comes from the definition itself
      RAISE;
    ELSIF kind = 'view' THEN
      PERFORM userlogs.drop_snapshot(schema_name, name);
    END IF;
    EXECUTE format('DROP %s %s', kind, old);
    PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
    EXECUTE definition;
    PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
  END;
  PERFORM userlogs.restore_privileges(privileges, CASE WHEN is_routine THEN 'ROUTINE' ELSE 'TABLE' END,
    CASE WHEN is_routine THEN userlogs.report_function(schema_name, name)::text ELSE userlogs.report_relation(schema_name, name)::text END);
END $$;
COMMENT ON FUNCTION userlogs.make_report_object(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'internal: run a definition in the schema; an object whose columns or arguments have changed is dropped first, with its snapshot, and gets its privileges back';

-- In order.  A stored table is kept unless its definition has changed.
CREATE FUNCTION userlogs.make_report_objects(schema_name pg_catalog.text, id_type pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  piece record;
  is_layered boolean := userlogs.report_is_layered(schema_name);
BEGIN
  FOR piece IN
    SELECT d.kind, d.name, CASE WHEN is_layered THEN coalesce(d.layered_definition, d.definition) ELSE d.definition END AS definition
    FROM userlogs.report_definition d ORDER BY d.step
  LOOP
    IF piece.kind = 'input' AND userlogs.report_relation(schema_name, piece.name) IS NULL
      OR piece.kind = 'table' AND NOT EXISTS (SELECT FROM userlogs.registered_objects(schema_name) o
        WHERE o.kind = 'table' AND o.name = piece.name AND o.definition_md5 = md5(piece.definition)
          AND userlogs.report_relation(schema_name, o.name) IS NOT NULL)
      OR piece.kind NOT IN ('input', 'table') THEN
      PERFORM userlogs.make_report_object(schema_name, piece.kind, piece.name, piece.definition);
      IF piece.kind IN ('input', 'table') AND id_type <> 'text' AND EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = userlogs.report_relation(schema_name, piece.name) AND a.attname = 'user_id' AND a.atttypid = 'text'::regtype)
      THEN
        EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN user_id TYPE %s USING NULL', schema_name, piece.name, id_type);
      END IF;
    END IF;
    IF piece.kind = 'input' THEN
      PERFORM userlogs.create_report_reader(schema_name, piece.name);
      PERFORM userlogs.comment_report_input(schema_name, piece.name);
    END IF;
    IF piece.name = 'status_event' THEN
      -- its user_id has the type of theirs
      PERFORM userlogs.create_report_reader(schema_name, i.name), userlogs.comment_report_input(schema_name, i.name)
      FROM userlogs.input_names() i(name) WHERE i.name NOT IN (SELECT d.name FROM userlogs.report_definition d);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.make_report_objects(pg_catalog.text, pg_catalog.text) IS
  'internal: create the objects of report_definition in the schema, with the given type of user_id in tables';

CREATE FUNCTION userlogs.create_report(schema_name pg_catalog.text, user_id_type pg_catalog.regtype DEFAULT NULL,
  allow_public pg_catalog.bool DEFAULT false)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $create_report$
DECLARE
  inputs record;
  own_tables jsonb;
  own_names text[];
  snapshots jsonb;
  snapshot record;
  messages text := current_setting('client_min_messages');
  propagation text := userlogs.keep_local();
BEGIN
  PERFORM set_config('client_min_messages', 'warning', true);
  PERFORM userlogs.check_report_arguments(schema_name, user_id_type);
  PERFORM userlogs.check_report_owner(schema_name);
  PERFORM userlogs.lock_report(schema_name);
  PERFORM userlogs.provide_report_schema(schema_name, allow_public);
  PERFORM userlogs.check_report_schema(schema_name);
  SELECT * INTO inputs FROM userlogs.check_report_inputs(schema_name, user_id_type);
  PERFORM userlogs.check_report_names(schema_name);
  own_tables := userlogs.report_table_changes(schema_name, inputs.used);

  -- take all locks first, then check again: another role may have planted an
  -- object while this call waited for them
  PERFORM userlogs.lock_relations(userlogs.relations_to_lock(schema_name) || ARRAY(
    SELECT userlogs.report_relation(schema_name, t.name)
    FROM jsonb_to_recordset(own_tables) AS t(name text, alterations text[]) WHERE t.alterations <> '{}'));
  PERFORM userlogs.check_report_schema(schema_name);
  PERFORM userlogs.provide_report_object(schema_name);

  snapshots := userlogs.report_snapshots(schema_name);
  PERFORM userlogs.replace_by_stub(schema_name, o.kind, o.name) FROM userlogs.report_objects(schema_name) o;
  PERFORM userlogs.drop_report_objects(schema_name, true);
  PERFORM userlogs.change_report_table(schema_name, t.name, t.alterations, t.checks)
  FROM jsonb_to_recordset(own_tables) AS t(name text, alterations text[], checks text[]);
  PERFORM userlogs.make_report_objects(schema_name, inputs.id_type);
  IF snapshots IS NOT NULL THEN
    -- before anything is read
    PERFORM userlogs.check_report_code(schema_name);
  END IF;
  FOR snapshot IN SELECT * FROM jsonb_to_recordset(snapshots) AS s(view_name text, stored_privileges text, front_privileges text) LOOP
    IF userlogs.report_relation(schema_name, snapshot.view_name || '_materialized') IS NULL THEN
      PERFORM userlogs.create_snapshot(schema_name, snapshot.view_name, snapshot.stored_privileges::aclitem[], snapshot.front_privileges::aclitem[]);
    END IF;
  END LOOP;

  EXECUTE format('CREATE OR REPLACE FUNCTION %1$I.report_version() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %2$L;'
    'COMMENT ON FUNCTION %1$I.report_version() IS ''Version of userlogs that made this report''',
    schema_name, (SELECT extversion FROM pg_extension WHERE extname = 'userlogs'));
  own_names := ARRAY(SELECT t.name FROM jsonb_to_recordset(own_tables) AS t(name text));
  PERFORM userlogs.register_report(schema_name, own_names || ARRAY(
    SELECT d.name FROM userlogs.report_definition d WHERE d.kind = 'input' AND d.name <> ALL (inputs.used)));
  PERFORM userlogs.check_report_code(schema_name);

  PERFORM set_config('client_min_messages', messages, true);
  PERFORM userlogs.propagate(propagation);
  IF 'status_event' = ANY (inputs.used) AND 'status_event' <> ALL (own_names) THEN
    PERFORM userlogs.notice_missing_index(schema_name);
  END IF;

  RETURN concat_ws(E'\n', format('report in schema %I: begin with SELECT * FROM %1$I.user_logs', schema_name),
    -- six names a line
    'inputs that were there: ' || regexp_replace(array_to_string(nullif(inputs.used, '{}'), ', '), '((?:\w+, ){6})', E'\\1\n  ', 'g'),
    'inputs made as tables: ' || regexp_replace((SELECT string_agg(d.name, ', ' ORDER BY d.step) FROM userlogs.report_definition d
      WHERE d.kind = 'input' AND d.name <> ALL (inputs.used)), '((?:\w+, ){6})', E'\\1\n  ', 'g'),
    format('what it lacks: SELECT * FROM userlogs.setup_hints(%L)', schema_name),
    format('what it has: SELECT * FROM userlogs.report_contents(%L)', schema_name));
END $create_report$;
COMMENT ON FUNCTION userlogs.create_report(pg_catalog.text, pg_catalog.regtype, pg_catalog.bool) IS
  'Create the User Logs report in a schema, or bring it up to date, and return a summary. user_id_type: type of user_id in new tables, NULL: that of the existing inputs, else text; allow_public: accept schema public';
