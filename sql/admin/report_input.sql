-- report_input: columns that a report reads.
--
-- One row per column of the input relations.  An existing relation must have
-- the required columns; the others are NULL if it lacks them.  An input that
-- report_definition does not list is optional: it is read if it is there.

CREATE FUNCTION userlogs.report_input(
  OUT relation_name pg_catalog.text,
  OUT column_name pg_catalog.text,
  OUT column_type pg_catalog.text,
  OUT is_required pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
  VALUES
    ('status_event', 'event_id', 'bigint', true),
    ('status_event', 'user_id', NULL, true),
    ('status_event', 'occurred_at', 'timestamp with time zone', true),
    ('status_event', 'status', 'text', true),
    ('status_event', 'reason', 'text', true),
    ('status_event', 'changed_by', 'text', false),
    ('status_event', 'source', 'text', false),
    ('status_event', 'recorded_at', 'timestamp with time zone', false),
    ('status_event', 'channel', 'text', false),
    ('status_event', 'layer', 'text', false),
    ('status_event', 'reason_only', 'boolean', false),
    ('status_event', 'previous_status', 'text', false),
    ('status_event', 'previous_reason', 'text', false),
    ('status_event', 'previous_at', 'timestamp with time zone', false),
    ('report_user', 'user_id', NULL, true),
    ('report_user', 'name', 'text', true),
    ('team_member', 'user_id', NULL, true),
    ('team_member', 'team', 'text', true),
    ('team_member', 'valid_from', 'timestamp with time zone', false),
    ('team_member', 'valid_to', 'timestamp with time zone', false),
    ('status_class', 'status', 'text', true),
    ('status_class', 'class', 'text', true),
    ('status_class', 'counts_as', 'text', false),
    ('status_class', 'precedence', 'bigint', false),
    ('status_class', 'label', 'text', false),
    ('status_class', 'color', 'text', false),
    ('reason_class', 'reason', 'text', true),
    ('reason_class', 'planned', 'boolean', false),
    ('reason_class', 'allowance', 'interval', false),
    ('reason_class', 'label', 'text', false),
    ('reason_class', 'color', 'text', false),
    ('setting', 'time_zone', 'text', true),
    ('setting', 'day_offset', 'interval', false),
    ('setting', 'bucket_width', 'interval', false),
    ('setting', 'max_open_time', 'interval', false),
    ('setting', 'heartbeat_timeout', 'interval', false),
    ('setting', 'as_of', 'timestamp with time zone', false),
    ('setting', 'starts_at', 'timestamp with time zone', false),
    ('setting', 'max_handle_time', 'interval', false),
    ('setting', 'layer_rule', 'text', false),
    ('setting', 'gap_status', 'text', false),
    ('setting', 'reconnect_tolerance', 'interval', false),
    ('service_request', 'request_id', 'any', true),
    ('service_request', 'team', 'text', true),
    ('service_request', 'user_id', NULL, false),
    ('service_request', 'arrived_at', 'timestamp with time zone', true),
    ('service_request', 'first_response_at', 'timestamp with time zone', true),
    ('service_request', 'closed_at', 'timestamp with time zone', false),
    ('service_request', 'outcome', 'text', false),
    ('service_request', 'priority', 'text', false),
    ('service_request', 'channel', 'text', false),
    ('service_request', 'weight', 'bigint', false),
    ('service_request', 'abandoned', 'boolean', false),
    ('assignment', 'request_id', 'any', true),
    ('assignment', 'user_id', NULL, true),
    ('assignment', 'assigned_at', 'timestamp with time zone', true),
    ('assignment', 'team', 'text', false),
    ('response', 'request_id', 'any', true),
    ('response', 'user_id', NULL, false),
    ('response', 'asked_at', 'timestamp with time zone', false),
    ('response', 'responded_at', 'timestamp with time zone', true),
    ('pending', 'request_id', 'any', true),
    ('pending', 'started_at', 'timestamp with time zone', true),
    ('pending', 'ended_at', 'timestamp with time zone', true),
    ('pending', 'resolved', 'boolean', false),
    ('capacity', 'user_id', NULL, true),
    ('capacity', 'channel', 'text', false),
    ('capacity', 'slots', 'bigint', true),
    ('capacity', 'valid_from', 'timestamp with time zone', false),
    ('capacity', 'valid_to', 'timestamp with time zone', false),
    ('shift', 'user_id', NULL, true),
    ('shift', 'starts_at', 'timestamp with time zone', true),
    ('shift', 'ends_at', 'timestamp with time zone', true),
    ('shift', 'activity', 'text', false),
    ('team_setting', 'team', 'text', true),
    ('team_setting', 'time_zone', 'text', false),
    ('team_setting', 'day_offset', 'interval', false),
    ('service_hours', 'team', 'text', true),
    ('service_hours', 'weekday', 'bigint', true),
    ('service_hours', 'opens', 'time without time zone', true),
    ('service_hours', 'closes', 'time without time zone', true),
    ('service_hours', 'valid_from', 'date', false),
    ('service_hours', 'valid_to', 'date', false),
    ('service_exception', 'team', 'text', true),
    ('service_exception', 'local_date', 'date', true),
    ('service_exception', 'opens', 'time without time zone', false),
    ('service_exception', 'closes', 'time without time zone', false),
    ('target', 'team', 'text', true),
    ('target', 'service_level', 'double precision', false),
    ('target', 'answer_within', 'interval', false),
    ('target', 'max_occupancy', 'double precision', false),
    ('target', 'shrinkage', 'double precision', false),
    ('target', 'minimum_headcount', 'bigint', false),
    ('target', 'priority', 'text', false),
    ('target', 'channel', 'text', false),
    ('target', 'valid_from', 'timestamp with time zone', false),
    ('target', 'valid_to', 'timestamp with time zone', false),
    ('target', 'clock', 'text', false),
    ('target', 'next_answer_within', 'interval', false),
    ('target', 'resolve_within', 'interval', false),
    ('target', 'concurrency', 'double precision', false),
    ('rule', 'rule_id', 'text', true),
    ('rule', 'metric', 'text', true),
    ('rule', 'team', 'text', false),
    ('rule', 'reason', 'text', false),
    ('rule', 'comparison', 'text', true),
    ('rule', 'threshold', 'double precision', true),
    ('rule', 'lasting', 'interval', false),
    ('rule', 'severity', 'text', false),
    ('rule', 'in_service_hours', 'boolean', false),
    ('rule_notification', 'rule_id', 'text', true),
    ('rule_notification', 'team', 'text', true),
    ('rule_notification', 'user_id', NULL, true),
    ('rule_notification', 'started_at', 'timestamp with time zone', true),
    ('rule_notification', 'notified_at', 'timestamp with time zone', false),
    ('status_limit', 'status', 'text', true),
    ('status_limit', 'reason', 'text', false),
    ('status_limit', 'max_open_time', 'interval', false),
    ('status_limit', 'heartbeat_timeout', 'interval', false),
    ('status_limit', 'valid_from', 'timestamp with time zone', false),
    ('status_limit', 'valid_to', 'timestamp with time zone', false),
    -- no table is made of these
    ('status_interval', 'interval_id', 'bigint', false),
    ('status_interval', 'user_id', NULL, true),
    ('status_interval', 'started_at', 'timestamp with time zone', true),
    ('status_interval', 'ended_at', 'timestamp with time zone', true),
    ('status_interval', 'status', 'text', true),
    ('status_interval', 'reason', 'text', false),
    ('status_interval', 'channel', 'text', false),
    ('status_interval', 'layer', 'text', false),
    ('status_interval', 'changed_by', 'text', false),
    ('status_interval', 'source', 'text', false),
    ('status_snapshot', 'user_id', NULL, true),
    ('status_snapshot', 'polled_at', 'timestamp with time zone', true),
    ('status_snapshot', 'status', 'text', true),
    ('status_snapshot', 'reason', 'text', false),
    ('status_snapshot', 'channel', 'text', false),
    ('status_snapshot', 'layer', 'text', false),
    ('initial_status', 'user_id', NULL, true),
    ('initial_status', 'status', 'text', true),
    ('initial_status', 'reason', 'text', false),
    ('initial_status', 'channel', 'text', false),
    ('initial_status', 'layer', 'text', false),
    ('all_users_event', 'occurred_at', 'timestamp with time zone', true),
    ('all_users_event', 'status', 'text', true),
    ('all_users_event', 'reason', 'text', false),
    ('all_users_event', 'channel', 'text', false),
    ('all_users_event', 'layer', 'text', false);
END;
COMMENT ON FUNCTION userlogs.report_input() IS
  'Return the columns of the relations that a report reads, in order. column_type NULL: the type chosen for user_id; any: any type, read as text. A column that is not required is NULL if the relation lacks it';

-- Can a column be read as the expected type without a change of meaning?
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
    OR expected = 'double precision'::regtype AND base.oid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'real'::regtype,
      'numeric'::regtype);
END $$;
COMMENT ON FUNCTION userlogs.report_type_fits(pg_catalog.regtype, pg_catalog.regtype) IS
  'internal: check whether a column of the actual type can be read as the expected type without a change of meaning';

CREATE FUNCTION userlogs.is_user_id_type(actual pg_catalog.regtype)
RETURNS pg_catalog.bool
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN actual IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'uuid'::regtype, 'text'::regtype, 'character varying'::regtype);
END $$;
COMMENT ON FUNCTION userlogs.is_user_id_type(pg_catalog.regtype) IS 'internal: check whether user_id can have this type';

-- Expression that reads a column as the expected type.  A cast of a type that
-- is not built in could be a function of any role, and would run with the
-- rights of the reader; the output function of a type always belongs to a
-- superuser.
CREATE FUNCTION userlogs.report_column(column_name pg_catalog.text, actual pg_catalog.regtype, expected pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  base pg_type%ROWTYPE;
BEGIN
  SELECT * INTO base FROM pg_type WHERE oid = actual;
  IF base.typtype = 'e' THEN
    RETURN format('textin(enum_out(r.%I))::%s', column_name, expected);
  END IF;
  WHILE base.typtype = 'd' LOOP
    SELECT * INTO base FROM pg_type WHERE oid = base.typbasetype;
  END LOOP;
  IF base.typnamespace = 'pg_catalog'::regnamespace
    -- such as citext: only superusers create casts of it, and a binary cast
    -- calls no function
    OR EXISTS (SELECT FROM pg_cast c JOIN pg_roles o ON o.oid = base.typowner
      WHERE c.castsource = base.oid AND c.casttarget = expected::regtype AND c.castmethod = 'b' AND o.rolsuper) THEN
    RETURN format('r.%I::%s', column_name, expected);
  END IF;
  RETURN format('CASE WHEN r.%1$I IS DISTINCT FROM NULL THEN format(''%%s'', r.%1$I) END::%2$s', column_name, expected);
END $$;
COMMENT ON FUNCTION userlogs.report_column(pg_catalog.text, pg_catalog.regtype, pg_catalog.text) IS
  'internal: return the expression that reads a column of relation r, of the actual type, as the expected type without a user-defined cast';

-- Hint for a column of another type than the expected one.
CREATE FUNCTION userlogs.report_type_hint(column_name pg_catalog.text, actual pg_catalog.regtype, expected pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  actual_name text := format_type(actual, NULL);
  is_number boolean := actual IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'numeric'::regtype, 'real'::regtype,
    'double precision'::regtype);
BEGIN
  RETURN format(CASE
    WHEN expected LIKE 'timestamp%' AND actual_name LIKE 'timestamp%'
      THEN 'says which zone the times are in, such as %1$I AT TIME ZONE ''Europe/Berlin'' AS %1$I'
    WHEN expected LIKE 'timestamp%' AND actual_name = 'date'
      THEN 'says which zone the days are in, such as %1$I::timestamp AT TIME ZONE ''Europe/Berlin'' AS %1$I'
    WHEN expected LIKE 'timestamp%' AND is_number
      THEN 'converts the column: to_timestamp(%1$I) AS %1$I if it counts seconds since 1970, to_timestamp(%1$I / 1000.0) if milliseconds'
    WHEN expected = 'interval' AND is_number
      THEN 'converts the column: make_interval(secs => %1$I) AS %1$I if it counts seconds'
    WHEN expected = 'bigint' AND (actual_name = 'numeric' OR actual_name = 'double precision')
      THEN 'converts the column: %1$I::bigint AS %1$I'
    WHEN expected = 'bigint' AND column_name = 'event_id'
      THEN 'has a number that grows with each event, or NULL::bigint AS %1$I if there is none'
    WHEN expected = 'text' AND is_number
      THEN 'gives each number its name, such as CASE %1$I WHEN 1 THEN ''Available'' WHEN 2 THEN ''Break'' END AS %1$I, or joins the table of names'
    WHEN expected = 'text' AND actual_name IN ('json', 'jsonb')
      THEN 'takes the text out of the column, such as %1$I ->> ''name'' AS %1$I'
    WHEN expected = 'text'
      THEN 'converts the column: %1$I::text AS %1$I'
    WHEN actual_name = 'text'
      THEN 'converts the column: %1$I::%2$s AS %1$I, or NULL::%2$s AS %1$I if it is always NULL'
    ELSE 'converts the column to %2$s' END, column_name, expected);
END $$;
COMMENT ON FUNCTION userlogs.report_type_hint(pg_catalog.text, pg_catalog.regtype, pg_catalog.text) IS
  'internal: return the end of a hint on how a view can convert a column of the actual type';

-- Could one name be a misspelling of the other?  Ignores case, underscores and
-- blanks, and one letter that is added, missing, wrong or swapped.
CREATE FUNCTION userlogs.is_near_name(one pg_catalog.text, other pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  short_one text := regexp_replace(lower(one), '[_ -]', '', 'g');
  short_other text := regexp_replace(lower(other), '[_ -]', '', 'g');
BEGIN
  RETURN short_one = short_other
    OR least(length(short_one), length(short_other)) > 3 AND EXISTS (
      SELECT FROM generate_series(0, length(short_one)) i, generate_series(0, length(short_other)) j
      WHERE CASE i WHEN 0 THEN short_one ELSE overlay(short_one PLACING '' FROM i FOR 1) END
        = CASE j WHEN 0 THEN short_other ELSE overlay(short_other PLACING '' FROM j FOR 1) END);
END $$;
COMMENT ON FUNCTION userlogs.is_near_name(pg_catalog.text, pg_catalog.text) IS
  'internal: check whether two names differ only in case, underscores or one letter';

-- Check an existing input relation, and return the type of its user_id.
CREATE FUNCTION userlogs.check_report_input(input pg_catalog.regclass, input_name pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  kind "char" := (SELECT c.relkind FROM pg_class c WHERE c.oid = input);
  cure text := CASE WHEN kind IN ('v', 'm') THEN format('Change the view %s, so that it ', input)
    ELSE format('Create the report in a schema of its own, with a view %I there that ', input_name) END;
  expected record;
  actual record;
  expected_type text;
  id_type text;
  missing text[] := '{}';
  near_names text[];
  no_names text[];
BEGIN
  IF kind NOT IN ('r', 'p', 'v', 'm', 'f') THEN
    RAISE '% is not a table or view', input USING ERRCODE = 'wrong_object_type',
      HINT = format('The report reads a table or view of the name %I; move what is there to another schema, or give it another name.', input_name);
  END IF;

  -- a column that is not read, while one of a similar name is missing
  FOR expected IN
    SELECT i.column_name, i.column_type, i.is_required, a.attname AS near_name
    FROM userlogs.report_input() WITH ORDINALITY i
    LEFT JOIN LATERAL (
      SELECT a.attname FROM pg_attribute a
      WHERE a.attrelid = input AND a.attnum > 0 AND NOT a.attisdropped AND userlogs.is_near_name(a.attname::text, i.column_name)
        AND a.attname NOT IN (SELECT o.column_name FROM userlogs.report_input() o WHERE o.relation_name = input_name)
      ORDER BY a.attnum LIMIT 1) a ON true
    WHERE i.relation_name = input_name
      AND NOT EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = input AND h.attname = i.column_name AND NOT h.attisdropped AND h.attnum > 0)
    ORDER BY i.ordinality
  LOOP
    IF expected.is_required THEN
      missing := missing || format('"%s" of type %s', expected.column_name, coalesce(nullif(expected.column_type, 'any'), 'bigint, uuid or text'));
      IF expected.near_name IS NOT NULL THEN
        near_names := near_names || format('%I AS %I', expected.near_name, expected.column_name);
      ELSIF expected.column_type IS NOT NULL THEN
        no_names := no_names || format('NULL::%s AS %I', replace(expected.column_type, 'any', 'text'), expected.column_name);
      END IF;
    ELSIF expected.near_name IS NOT NULL THEN
      RAISE WARNING 'column "%" of relation % is not read', expected.near_name, input
        USING HINT = format('If it is meant for "%s", give it that name.', expected.column_name);
    END IF;
  END LOOP;
  IF missing <> '{}' THEN
    RAISE 'relation % has no % %', input, CASE cardinality(missing) WHEN 1 THEN 'column' ELSE 'columns' END, array_to_string(missing, ', ')
      USING ERRCODE = 'undefined_column',
        DETAIL = coalesce('It has ' || (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = input AND a.attnum > 0 AND NOT a.attisdropped) || '.', 'It has no columns.'),
        HINT = cure || CASE cardinality(missing) WHEN 1 THEN 'has the column under this name' ELSE 'has the columns under these names' END ||
          coalesce(', such as ' || array_to_string(near_names, ', '), '') ||
          coalesce(', or ' || array_to_string(no_names, ', ') || ' if there is none', '') || '.';
  END IF;

  FOR expected IN SELECT * FROM userlogs.report_input() i WHERE i.relation_name = input_name LOOP
    expected_type := coalesce(expected.column_type, 'bigint, uuid or text');
    SELECT a.atttypid::regtype AS type_id, format_type(a.atttypid, NULL) AS type_name INTO actual
    FROM pg_attribute a WHERE a.attrelid = input AND a.attname = expected.column_name AND NOT a.attisdropped AND a.attnum > 0;
    CONTINUE WHEN NOT FOUND;
    IF expected.column_type IS NULL THEN
      IF NOT userlogs.is_user_id_type(actual.type_id) THEN
        RAISE 'column "%" of relation % has type %, not %', expected.column_name, input, actual.type_name, expected_type
          USING ERRCODE = 'datatype_mismatch', HINT = format('%sconverts the column to one of them, such as %I::text AS %2$I.', cure, expected.column_name);
      END IF;
      id_type := actual.type_id::text;
    ELSIF expected.column_type <> 'any' AND NOT userlogs.report_type_fits(actual.type_id, expected.column_type::regtype) THEN
      RAISE 'column "%" of relation % has type %, not %', expected.column_name, input, actual.type_name, expected_type
        USING ERRCODE = 'datatype_mismatch',
          HINT = cure || userlogs.report_type_hint(expected.column_name, actual.type_id, expected.column_type) || '.';
    END IF;
  END LOOP;
  RETURN id_type;
END $$;
COMMENT ON FUNCTION userlogs.check_report_input(pg_catalog.regclass, pg_catalog.text) IS
  'internal: check an input relation against report_input(), warn of columns that look misspelled, and return the type of its user_id, NULL if it has none';

-- Create the function of an input, with all its columns and their types.  What
-- reads a table of Citus is not inlined, for which any SET will do: its body
-- then comes to the planner as a query of its own, and Citus sees the table.
CREATE FUNCTION userlogs.create_report_reader(schema_name pg_catalog.text, input_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  input regclass := userlogs.report_relation(schema_name, input_name);
  is_remote boolean := userlogs.citus_table(input) IS NOT NULL;
  results text;
  outputs text;
BEGIN
  SELECT string_agg(format('%I %s', i.column_name, t.type_name), ', ' ORDER BY i.position),
    string_agg(CASE WHEN a.attname IS NULL THEN 'NULL::' || t.type_name
      -- texts are displayed and used as index keys, so limit their length
      WHEN i.column_type IN ('text', 'any') THEN format('userlogs.%s(%s)',
        CASE WHEN i.column_name IN ('request_id', 'team', 'rule_id') THEN 'cut_key' ELSE 'cut_label' END, userlogs.report_column(i.column_name, a.atttypid::regtype, t.type_name))
      ELSE userlogs.report_column(i.column_name, a.atttypid::regtype, t.type_name) END, ', ' ORDER BY i.position)
  INTO results, outputs
  FROM userlogs.report_input() WITH ORDINALITY i(relation_name, column_name, column_type, is_required, position)
  LEFT JOIN pg_attribute a ON a.attrelid = input AND a.attname = i.column_name AND NOT a.attisdropped
  CROSS JOIN LATERAL (
    SELECT coalesce(replace(i.column_type, 'any', 'text'), format_type(e.atttypid, NULL)) AS type_name FROM pg_attribute e
    WHERE e.attrelid = userlogs.report_relation(schema_name, 'status_event') AND e.attname = 'user_id') t
  WHERE i.relation_name = input_name;
  EXECUTE format('CREATE OR REPLACE FUNCTION %1$I.%2$I() RETURNS TABLE (%3$s) LANGUAGE sql STABLE PARALLEL RESTRICTED %4$s '
    'BEGIN ATOMIC SELECT %5$s%6$s; END', schema_name, input_name || '_input', results,
    CASE WHEN is_remote THEN 'SET jit = off ROWS ' || CASE WHEN input_name IN ('status_event', 'service_request', 'assignment', 'response', 'pending', 'shift') THEN 100000
      WHEN input_name = 'setting' THEN 1 ELSE 100 END END, outputs,
    -- a plan can read the row of setting twenty times: for a table the check of
    -- create_report is enough.  Citus distributes no foreign tables, and
    -- postgres_fdw would not send what is above the condition
    CASE WHEN input IS NULL THEN ' WHERE false' ELSE format(' FROM %I.%I r', schema_name, input_name) END ||
    CASE WHEN input IS NOT NULL AND NOT is_remote AND (input_name <> 'setting' OR (SELECT c.relkind = 'v' FROM pg_class c WHERE c.oid = input))
      AND NOT EXISTS (SELECT FROM pg_partition_tree(input) t JOIN pg_class c ON c.oid = t.relid WHERE c.relkind = 'f')
      THEN format(' WHERE userlogs.is_not_distributed(%L::regclass)', input) ELSE '' END);
  EXECUTE format('COMMENT ON FUNCTION %I.%I() IS %L', schema_name, input_name || '_input',
    format('internal: input %s with every column that it can have, NULL where it lacks it', input_name));
END $$;
COMMENT ON FUNCTION userlogs.create_report_reader(pg_catalog.text, pg_catalog.text) IS
  'internal: create the function that reads an input with all its columns and their types, NULL where the relation lacks one; no rows if an optional input is not there';

CREATE FUNCTION userlogs.input_names()
RETURNS SETOF pg_catalog.text
LANGUAGE plpgsql IMMUTABLE ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN QUERY SELECT i.relation_name FROM userlogs.report_input() WITH ORDINALITY i(relation_name, column_name, column_type, is_required, position)
    GROUP BY i.relation_name ORDER BY min(i.position);
END $$;
COMMENT ON FUNCTION userlogs.input_names() IS 'internal: return the names of the inputs of a report, optional ones last';

-- A log with layers is folded before anything is asked of it, by functions that
-- a plain log does without.
CREATE FUNCTION userlogs.report_is_layered(schema_name pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN EXISTS (SELECT FROM userlogs.input_names() i(name)
      WHERE i.name NOT IN (SELECT d.name FROM userlogs.report_definition d) AND userlogs.report_relation(schema_name, i.name) IS NOT NULL)
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = userlogs.report_relation(schema_name, 'status_event') AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname IN ('channel', 'layer', 'reason_only', 'previous_status'));
END $$;
COMMENT ON FUNCTION userlogs.report_is_layered(pg_catalog.text) IS
  'internal: check whether the log of the report has layers, or another shape that is folded into one history per user: an optional input, or one of the columns channel, layer, reason_only and previous_status of status_event';

-- Without a comment, a view that maps an application's table would look like a
-- view of the report.
CREATE FUNCTION userlogs.comment_report_input(schema_name pg_catalog.text, input_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  view record;
BEGIN
  SELECT c.oid::regclass AS name, c.relkind INTO view FROM pg_class c
  WHERE c.oid = userlogs.report_relation(schema_name, input_name) AND c.relkind IN ('v', 'm') AND pg_has_role(c.relowner, 'USAGE')
    AND obj_description(c.oid, 'pg_class') IS NULL;
  IF FOUND THEN
    EXECUTE format('COMMENT ON %s %s IS %L', CASE view.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, view.name,
      'Input: read by the report in this schema');
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.comment_report_input(pg_catalog.text, pg_catalog.text) IS
  'internal: comment on an input that is a view of the caller and has no comment';
