-- create_report: a schema with the User Logs report.
--
-- Steps: the inputs that are there are checked, those missing are made; what
-- an earlier call made lets go of what it reads; then the definitions of
-- report_source() run with the schema first on the search_path, so that names
-- and types are bound here.  The comment on report_version() in the schema
-- lists what belongs to the report, so that nothing else is ever replaced or
-- dropped.  It is read and never run: the schema may be somebody else's.

CREATE FUNCTION userlogs.report_relation(schema_name pg_catalog.text, relation_name pg_catalog.text)
RETURNS pg_catalog.regclass
LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN pg_catalog.to_regclass(pg_catalog.quote_ident(schema_name) OPERATOR(pg_catalog.||) '.' OPERATOR(pg_catalog.||)
  pg_catalog.quote_ident(relation_name));
COMMENT ON FUNCTION userlogs.report_relation(pg_catalog.text, pg_catalog.text) IS
  'The relation of that name in the schema; NULL if there is none';

CREATE FUNCTION userlogs.report_objects(schema_name pg_catalog.text,
  OUT object_type pg_catalog.text, OUT object_name pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 30
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  END IF;
  RETURN QUERY
    SELECT o.entry[1], o.entry[2]
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    CROSS JOIN regexp_matches(obj_description(p.oid, 'pg_proc'),
      '(function|view|materialized view|snapshot view) ([a-z_]+)(?:,|$)', 'g') WITH ORDINALITY o(entry, position)
    WHERE n.nspname = schema_name AND p.proname = 'report_version' AND p.pronargs = 0
      AND CASE o.entry[1] WHEN 'function' THEN EXISTS (SELECT FROM pg_proc f WHERE f.pronamespace = n.oid AND f.proname = o.entry[2])
        ELSE userlogs.report_relation(schema_name, o.entry[2]) IS NOT NULL END
    ORDER BY o.position;
END $$;
COMMENT ON FUNCTION userlogs.report_objects(pg_catalog.text) IS
  'What create_report and create_materialized made in the schema and is still there: view, materialized view, snapshot view or function, and its name, by the comment on report_version() there. No rows if the schema has no report. Error null_value_not_allowed';

-- Writes the list that report_objects reads.
CREATE FUNCTION userlogs.register_report(schema_name pg_catalog.text, object_types pg_catalog.text[], object_names pg_catalog.text[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION %I.report_version() RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN %L',
    schema_name, (SELECT extversion FROM pg_extension WHERE extname = 'userlogs'));
  EXECUTE format('COMMENT ON FUNCTION %I.report_version() IS %L', schema_name,
    'Version of userlogs that made this report. By this comment drop_report knows what belongs to it: ' ||
    (SELECT string_agg(o.object_type || ' ' || o.object_name, ', ' ORDER BY o.position)
     FROM unnest(object_types, object_names) WITH ORDINALITY o(object_type, object_name, position)));
END $$;
COMMENT ON FUNCTION userlogs.register_report(pg_catalog.text, pg_catalog.text[], pg_catalog.text[]) IS
  'Support of create_report: writes the list of what belongs to the report into the comment on report_version()';

-- A function or operator in the schema could be taken for a built-in one with
-- less fitting types, and would run with the rights of the caller.
CREATE FUNCTION userlogs.check_report_schema(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  foreign_code record;
BEGIN
  SELECT * INTO foreign_code FROM (
    SELECT 'function' AS kind, p.oid::regprocedure::text AS name, p.proowner AS owner FROM pg_proc p
    WHERE p.pronamespace = quote_ident(schema_name)::regnamespace
    UNION ALL SELECT 'operator', o.oid::regoperator::text, o.oprowner FROM pg_operator o
    WHERE o.oprnamespace = quote_ident(schema_name)::regnamespace
    UNION ALL SELECT 'view', v.oid::regclass::text, v.relowner FROM pg_class v
    JOIN userlogs.report_source() n ON n.object_type = 'view' AND n.object_name = v.relname
    WHERE v.relnamespace = quote_ident(schema_name)::regnamespace AND v.relkind = 'v'
    -- the one input that is written to, which could have triggers
    UNION ALL SELECT 'relation', t.oid::regclass::text, t.relowner FROM pg_class t
    WHERE t.relnamespace = quote_ident(schema_name)::regnamespace AND t.relname = 'rule_notification') c
  JOIN pg_roles r ON r.oid = c.owner
  WHERE c.owner <> current_user::regrole AND NOT r.rolsuper
  ORDER BY c.kind, c.name LIMIT 1;
  IF FOUND THEN
    RAISE '% % belongs to role "%"', foreign_code.kind, foreign_code.name, foreign_code.rolname USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'Code of others in the schema of a report could run with your rights.',
      HINT = 'Call as that role, or create the report in a schema of its own.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.check_report_schema(pg_catalog.text) IS
  'Support of create_report: error insufficient_privilege if a function, an operator or a view with the name of one of the report''s, or rule_notification in the schema belongs to somebody who is neither the caller nor a superuser';

-- The function of that name in the schema.
CREATE FUNCTION userlogs.report_function(schema_name pg_catalog.text, function_name pg_catalog.text)
RETURNS pg_catalog.regprocedure
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found regprocedure[];
BEGIN
  SELECT array_agg(p.oid::regprocedure ORDER BY p.oid) INTO found
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE n.nspname = schema_name AND p.proname = function_name;
  IF cardinality(found) > 1 THEN
    RAISE 'schema "%" has several functions "%", one of which is the report''s', schema_name, function_name
      USING ERRCODE = 'ambiguous_function', DETAIL = 'They are ' || array_to_string(found, ', ') || '.',
        HINT = 'Give your own another name.';
  END IF;
  RETURN found[1];
END $$;
COMMENT ON FUNCTION userlogs.report_function(pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: the function of that name in the schema; NULL if there is none. Error ambiguous_function if there are several';

-- Gives privileges on a relation or function again, as they were.
CREATE FUNCTION userlogs.grant_again(privileges pg_catalog.aclitem[], object_type pg_catalog.text, object_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  privilege record;
BEGIN
  FOR privilege IN SELECT a.privilege_type, a.is_grantable, r.rolname FROM aclexplode(privileges) a
    LEFT JOIN pg_roles r ON r.oid = a.grantee
  LOOP
    EXECUTE format('GRANT %s ON %s %s TO %s%s', privilege.privilege_type, object_type, object_name,
      coalesce(quote_ident(privilege.rolname), 'PUBLIC'), CASE WHEN privilege.is_grantable THEN ' WITH GRANT OPTION' END);
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.grant_again(pg_catalog.aclitem[], pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: grants the privileges on a TABLE or FUNCTION, whose name is quoted and qualified already';

-- Can a column be read as the expected type without change of meaning?
CREATE FUNCTION userlogs.report_type_fits(actual pg_catalog.regtype, expected pg_catalog.regtype)
RETURNS pg_catalog.bool
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  base pg_type%ROWTYPE;
BEGIN
  SELECT * INTO base FROM pg_type WHERE oid = actual;
  WHILE base.typtype = 'd' LOOP
    SELECT * INTO base FROM pg_type WHERE oid = base.typbasetype;
  END LOOP;
  RETURN base.oid = expected
    OR expected IN ('text'::regtype, 'character varying'::regtype) AND (base.typcategory = 'S' OR base.typtype = 'e')
    OR expected = 'bigint'::regtype AND base.oid IN ('smallint'::regtype, 'integer'::regtype)
    OR expected = 'integer'::regtype AND base.oid = 'smallint'::regtype
    OR expected = 'double precision'::regtype AND base.typcategory = 'N';
END $$;
COMMENT ON FUNCTION userlogs.report_type_fits(pg_catalog.regtype, pg_catalog.regtype) IS
  'Support of create_report: can a column of the actual type be read as the expected one without a change of meaning? Strings and enums as text, smaller integers as larger ones, any number as double precision, domains as their base type';

-- Checks an input relation that is there, and returns its user_id's type.
CREATE FUNCTION userlogs.check_report_input(input pg_catalog.regclass, input_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  expected record;
  actual record;
  expected_type text;
  id_type text;
BEGIN
  IF (SELECT relkind NOT IN ('r', 'p', 'v', 'm', 'f') FROM pg_class WHERE oid = input) THEN
    RAISE '% is not a table or view', input USING ERRCODE = 'wrong_object_type',
      HINT = format('The report reads a table or view of the name %I; move what is there to another schema, or give it another name.', input_name);
  END IF;
  FOR expected IN SELECT * FROM userlogs.report_input() i WHERE i.relation_name = input_name LOOP
    expected_type := coalesce(expected.column_type, 'bigint, uuid or text');
    SELECT a.atttypid::regtype AS type_id, format_type(a.atttypid, NULL) AS type_name INTO actual
    FROM pg_attribute a WHERE a.attrelid = input AND a.attname = expected.column_name AND NOT a.attisdropped AND a.attnum > 0;
    IF NOT FOUND THEN
      IF expected.is_required THEN
        RAISE 'relation % has no column "%" of type %', input, expected.column_name, expected_type
          USING ERRCODE = 'undefined_column',
            HINT = format('Create the report in a schema of its own, with a view %I there that has the column: under this name, or%s AS %I if there is none.',
              input_name, ' NULL::' || nullif(expected.column_type, 'any'), expected.column_name);
      END IF;
    ELSIF expected.column_type IS NULL THEN
      IF actual.type_id NOT IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'uuid'::regtype, 'text'::regtype,
        'character varying'::regtype) THEN
        RAISE 'column "%" of relation % has type %, not %', expected.column_name, input, actual.type_name, expected_type
          USING ERRCODE = 'datatype_mismatch',
            HINT = format('Create the report in a schema of its own, with a view %I there that converts the column to one of them.', input_name);
      END IF;
      id_type := actual.type_id::text;
    ELSIF expected.column_type <> 'any' AND NOT userlogs.report_type_fits(actual.type_id, expected.column_type::regtype) THEN
      RAISE 'column "%" of relation % has type %, not %', expected.column_name, input, actual.type_name, expected_type
        USING ERRCODE = 'datatype_mismatch',
          HINT = CASE WHEN expected.column_type = 'timestamp with time zone' AND actual.type_name LIKE 'timestamp%'
            THEN format('Create the report in a schema of its own, with a view %I there that says which zone the times are in, such as %I AT TIME ZONE ''Europe/Berlin''.',
              input_name, expected.column_name)
            ELSE format('Create the report in a schema of its own, with a view %I there that converts the column to %s.',
              input_name, expected_type) END;
    END IF;
  END LOOP;
  RETURN id_type;
END $$;
COMMENT ON FUNCTION userlogs.check_report_input(pg_catalog.regclass, pg_catalog.text) IS
  'Support of create_report: checks an input relation against report_input() and returns the type of its user_id, NULL if it has none. Errors: wrong_object_type, undefined_column, datatype_mismatch';

-- One function for each input, with all its columns and their types.
CREATE FUNCTION userlogs.create_report_reader(schema_name pg_catalog.text, input_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  input regclass := userlogs.report_relation(schema_name, input_name);
  results text;
  outputs text;
BEGIN
  SELECT string_agg(format('%I %s', i.column_name, t.type_name), ', ' ORDER BY i.position),
    -- texts are shown, and keys of indexes: none may be as long as it likes
    string_agg(format(CASE WHEN a.attname IS NOT NULL AND i.column_type IN ('text', 'any') THEN 'userlogs.cut_label(%s)' ELSE '%s' END,
      CASE WHEN a.attname IS NULL THEN 'NULL' ELSE format('r.%I', i.column_name) END || '::' || t.type_name), ', ' ORDER BY i.position)
  INTO results, outputs
  FROM userlogs.report_input() WITH ORDINALITY i(relation_name, column_name, column_type, is_required, position)
  LEFT JOIN pg_attribute a ON a.attrelid = input AND a.attname = i.column_name AND NOT a.attisdropped
  CROSS JOIN LATERAL (
    SELECT coalesce(replace(i.column_type, 'any', 'text'), format_type(e.atttypid, NULL)) AS type_name FROM pg_attribute e
    WHERE e.attrelid = userlogs.report_relation(schema_name, 'status_event') AND e.attname = 'user_id') t
  WHERE i.relation_name = input_name;
  EXECUTE format('CREATE OR REPLACE FUNCTION %1$I.%2$I() RETURNS TABLE (%3$s) LANGUAGE sql STABLE PARALLEL RESTRICTED '
    'BEGIN ATOMIC SELECT %4$s FROM %1$I.%5$I r%6$s; END', schema_name, input_name || '_input', results, outputs, input_name,
    -- a plan can read the one row of setting twenty times: for a table, create_report has checked it once
    CASE WHEN input_name <> 'setting' OR (SELECT c.relkind = 'v' FROM pg_class c WHERE c.oid = input)
      THEN format(' WHERE userlogs.is_not_distributed(%L::regclass)', input) END);
  EXECUTE format('COMMENT ON FUNCTION %I.%I() IS %L', schema_name, input_name || '_input',
    format('The input %s as the report reads it: every column that it can have, NULL where it has not', input_name));
END $$;
COMMENT ON FUNCTION userlogs.create_report_reader(pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: makes the function of an input that has every column with its type, NULL where the relation lacks it';

-- What an earlier call made is emptied: same columns, nothing read.  So
-- everything below can be replaced while views of others stand on top.
CREATE FUNCTION userlogs.detach_report_object(schema_name pg_catalog.text, object_type pg_catalog.text, object_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  function_row pg_proc%ROWTYPE;
BEGIN
  IF object_type = 'view' THEN
    EXECUTE format('CREATE OR REPLACE VIEW %I.%I WITH (security_invoker = true) AS SELECT %s', schema_name, object_name,
      (SELECT string_agg(format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname), ', ' ORDER BY a.attnum)
       FROM pg_attribute a
       WHERE a.attrelid = userlogs.report_relation(schema_name, object_name) AND a.attnum > 0));
  ELSIF object_type = 'function' THEN
    SELECT * INTO STRICT function_row FROM pg_proc WHERE oid = userlogs.report_function(schema_name, object_name);
    EXECUTE format('CREATE OR REPLACE FUNCTION %I.%I(%s) RETURNS %s LANGUAGE sql STABLE BEGIN ATOMIC SELECT %s; END',
      schema_name, object_name, pg_get_function_arguments(function_row.oid), pg_get_function_result(function_row.oid),
      coalesce((SELECT string_agg('NULL::' || format_type(c.type_id, NULL), ', ' ORDER BY c.position)
        FROM unnest(function_row.proallargtypes, function_row.proargmodes) WITH ORDINALITY c(type_id, mode, position)
        WHERE c.mode = 't'), 'NULL::' || format_type(function_row.prorettype, NULL)));
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.detach_report_object(pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: replaces a view or function of the report by one with the same columns that reads nothing';

-- Runs a definition with the schema first on the search_path: built-in names
-- still come before it, as pg_catalog is not listed.  Where an object has other
-- columns than before, it is dropped first, which fails if somebody's view
-- reads it.
CREATE FUNCTION userlogs.replace_report_object(schema_name pg_catalog.text, object_type pg_catalog.text,
  object_name pg_catalog.text, definition pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  privileges aclitem[];
  old_object text;
BEGIN
  PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
  EXECUTE definition;
EXCEPTION WHEN invalid_table_definition OR invalid_function_definition THEN
  -- the search_path is that of this function again
  IF object_type = 'view' THEN
    old_object := userlogs.report_relation(schema_name, object_name)::text;
    SELECT c.relacl INTO privileges FROM pg_class c WHERE c.oid = old_object::regclass;
  ELSE
    old_object := userlogs.report_function(schema_name, object_name)::text;
    SELECT p.proacl INTO privileges FROM pg_proc p WHERE p.oid = old_object::regprocedure;
  END IF;
  EXECUTE format('DROP %s %s', object_type, old_object);
  PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
  EXECUTE definition;
  PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
  PERFORM userlogs.grant_again(privileges, CASE object_type WHEN 'view' THEN 'TABLE' ELSE 'FUNCTION' END, old_object);
END $$;
COMMENT ON FUNCTION userlogs.replace_report_object(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'Support of create_report: runs a definition in the schema; where columns have changed, drops the object first and gives its privileges again. Error dependent_objects_still_exist if somebody''s view reads it';

CREATE FUNCTION userlogs.create_report(schema_name pg_catalog.text, user_id_type pg_catalog.regtype DEFAULT NULL)
RETURNS pg_catalog.text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET client_min_messages = warning
AS $create_report$
DECLARE
  namespace regnamespace;
  piece record;
  input text;
  relation regclass;
  id_type text;
  other_type text;
  made text[] := '{}';
  used text[] := '{}';
  old_types text[];
  old_names text[];
  new_types text[] := '{}';
  new_names text[] := '{}';
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  ELSIF octet_length(schema_name) > 63 THEN
    RAISE 'schema name "%" is too long', schema_name USING ERRCODE = 'name_too_long', HINT = 'A name has at most 63 bytes.';
  ELSIF schema_name = '' THEN
    RAISE 'schema name must not be empty' USING ERRCODE = 'invalid_parameter_value';
  ELSIF schema_name IN ('userlogs', 'pg_catalog', 'information_schema', 'pg_toast') OR schema_name LIKE 'pg\_temp%' THEN
    RAISE 'schema "%" cannot hold a report', schema_name USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Give the report a schema of its own, such as support.';
  END IF;
  -- one call at a time
  PERFORM pg_advisory_xact_lock(hashtextextended('userlogs.create_report ' || schema_name, 0));
  IF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
    EXECUTE format('CREATE SCHEMA %I', schema_name);
  END IF;
  namespace := quote_ident(schema_name)::regnamespace;
  PERFORM userlogs.check_report_schema(schema_name);

  -- the inputs that are there
  FOR input IN SELECT i.relation_name FROM userlogs.report_input() WITH ORDINALITY i
    GROUP BY i.relation_name ORDER BY min(i.ordinality)
  LOOP
    relation := userlogs.report_relation(schema_name, input);
    IF relation IS NULL THEN
      CONTINUE;
    END IF;
    used := used || input;
    PERFORM userlogs.refuse_distributed(relation);
    other_type := userlogs.check_report_input(relation, input);
    CONTINUE WHEN other_type IS NULL;
    IF id_type IS NULL THEN
      id_type := other_type;
    ELSIF NOT userlogs.report_type_fits(other_type::regtype, id_type::regtype) THEN
      RAISE 'column "user_id" of relation % has type %, not %', relation, other_type, id_type
        USING ERRCODE = 'datatype_mismatch', HINT = format('Create the report in a schema of its own, with a view %I there that converts the column to %s.', input, id_type);
    END IF;
  END LOOP;
  IF user_id_type IS NOT NULL AND id_type IS NOT NULL AND NOT userlogs.report_type_fits(id_type::regtype, user_id_type) THEN
    RAISE 'column "user_id" has type %, not %', id_type, user_id_type USING ERRCODE = 'datatype_mismatch',
      HINT = 'Leave user_id_type out: the report then uses the type that is there.';
  END IF;
  id_type := coalesce(id_type, user_id_type::text, 'text');

  SELECT coalesce(array_agg(o.object_type), '{}'), coalesce(array_agg(o.object_name), '{}') INTO old_types, old_names
  FROM userlogs.report_objects(schema_name) o;

  -- what belongs to others stays
  FOR piece IN SELECT s.object_type, s.object_name FROM userlogs.report_source() s
    WHERE s.object_type <> 'table' AND s.object_name <> ALL (old_names)
    UNION ALL SELECT 'function', i.relation_name || '_input' FROM userlogs.report_input() i
    WHERE i.relation_name || '_input' <> ALL (old_names)
    UNION ALL SELECT 'function', 'report_version' WHERE old_names = '{}'
  LOOP
    IF piece.object_type = 'function' AND EXISTS (
        SELECT FROM pg_proc WHERE pronamespace = namespace AND proname = piece.object_name)
      OR piece.object_type = 'view' AND userlogs.report_relation(schema_name, piece.object_name) IS NOT NULL THEN
      RAISE '"%" in schema "%" is in the way of the report''s %', piece.object_name, schema_name, piece.object_type
        USING ERRCODE = CASE piece.object_type WHEN 'function' THEN 'duplicate_function' ELSE 'duplicate_table' END,
          HINT = 'Give it another name, or create the report in a schema of its own, with views there over the input tables.';
    END IF;
  END LOOP;

  PERFORM userlogs.detach_report_object(schema_name, o.object_type, o.object_name)
  FROM unnest(old_types, old_names) o(object_type, object_name);

  FOR piece IN SELECT * FROM userlogs.report_source() s ORDER BY s.step LOOP
    IF piece.object_type = 'table' THEN
      IF piece.object_name <> ALL (used) THEN
        PERFORM userlogs.replace_report_object(schema_name, 'table', piece.object_name, piece.definition);
        made := made || piece.object_name;
        IF id_type <> 'text' AND EXISTS (SELECT FROM userlogs.report_input() i
          WHERE i.relation_name = piece.object_name AND i.column_name = 'user_id') THEN
          EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN user_id TYPE %s USING NULL', schema_name, piece.object_name, id_type);
        END IF;
      END IF;
      PERFORM userlogs.create_report_reader(schema_name, piece.object_name);
      new_types := new_types || 'function'::text;
      new_names := new_names || (piece.object_name || '_input');
    ELSE
      PERFORM userlogs.replace_report_object(schema_name, piece.object_type, piece.object_name, piece.definition);
      new_types := new_types || piece.object_type;
      new_names := new_names || piece.object_name;
    END IF;
  END LOOP;

  -- what this version no longer has goes, what create_materialized made stays
  FOR piece IN SELECT o.object_type, o.object_name FROM unnest(old_types, old_names) o(object_type, object_name)
    WHERE o.object_name <> ALL (new_names)
  LOOP
    IF piece.object_type IN ('view', 'function') THEN
      EXECUTE format('DROP %s %s', piece.object_type, CASE piece.object_type
        WHEN 'view' THEN userlogs.report_relation(schema_name, piece.object_name)::text
        ELSE userlogs.report_function(schema_name, piece.object_name)::text END);
    ELSE
      new_types := new_types || piece.object_type;
      new_names := new_names || piece.object_name;
    END IF;
  END LOOP;
  PERFORM userlogs.register_report(schema_name, new_types, new_names);

  RETURN concat_ws(E'\n', format('report in schema %I: %s views', schema_name, cardinality(array_positions(new_types, 'view'))),
    -- six names a line
    'inputs that were there: ' || regexp_replace(array_to_string(nullif(used, '{}'), ', '), '((?:\w+, ){6})', E'\\1\n  ', 'g'),
    'inputs made as tables: ' || regexp_replace(array_to_string(nullif(made, '{}'), ', '), '((?:\w+, ){6})', E'\\1\n  ', 'g'));
END $create_report$;
COMMENT ON FUNCTION userlogs.create_report(pg_catalog.text, pg_catalog.regtype) IS
  'Makes a report schema, owned by the caller, or brings it up to date: checks the input relations that are in it (report_input() lists their columns), makes those missing as tables, and creates the views. user_id_type: the type of user_id in tables that are made, such as bigint or uuid; NULL: that of the inputs that are there, else text. Returns what was made. Data, grants and views of others on top are kept. Errors: null_value_not_allowed, invalid_parameter_value, name_too_long (schema name), insufficient_privilege (also: code of somebody else in the schema), undefined_column, datatype_mismatch, wrong_object_type (an input), duplicate_table, duplicate_function (something else has the name of a view), dependent_objects_still_exist (columns of a view have changed and somebody''s view reads it)';
