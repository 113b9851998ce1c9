-- missing_indexes: which lookups of a report read a whole table for want of an
-- index?
--
-- One row per lookup that no index of the table behind the input serves, and
-- that a new index would serve.

-- wrapper: function whose result for the columns is looked up, with the types
-- of its arguments; NULL: the columns themselves.
CREATE FUNCTION userlogs.report_lookup(
  OUT input pg_catalog.text,
  OUT columns pg_catalog.text[],
  OUT method pg_catalog.text,
  OUT wrapper pg_catalog.text,
  OUT purpose pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
  VALUES
    ('status_event', '{user_id, occurred_at}'::pg_catalog.text[], 'btree', NULL::pg_catalog.text, 'events of a user in a window, and the last one before'),
    ('status_event', '{occurred_at}', 'btree', NULL, 'first events, for the start of the report'),
    ('service_request', '{arrived_at}', 'btree', NULL, 'requests that arrived in a window'),
    ('service_request', '{arrived_at, first_response_at, closed_at}', 'gist',
      'userlogs.request_span(timestamp with time zone, timestamp with time zone, timestamp with time zone)', 'requests under way in a window'),
    ('service_request', '{team}', 'btree', NULL, 'names of the teams'),
    ('shift', '{starts_at}', 'btree', NULL, 'shifts that begin in a window');
END;
COMMENT ON FUNCTION userlogs.report_lookup() IS
  'internal: return the lookups of a report that an index of an input can serve';

CREATE FUNCTION userlogs.missing_indexes(schema_name pg_catalog.text,
  OUT input pg_catalog.text, OUT purpose pg_catalog.text, OUT statement pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one.';
  END IF;
  RETURN QUERY
    SELECT l.input, l.purpose, m.statement
    FROM userlogs.report_lookup() WITH ORDINALITY l(input, columns, method, wrapper, purpose, position)
    CROSS JOIN LATERAL userlogs.missing_index(userlogs.report_function(schema_name, l.input || '_input'), l.columns, l.method,
      CASE WHEN l.wrapper IS NULL THEN 0::regprocedure ELSE l.wrapper::regprocedure END) m(statement)
    WHERE m.statement IS NOT NULL
      -- a log with layers is read whole
      AND NOT ('user_id' = ANY (l.columns) AND userlogs.report_is_layered(schema_name))
    ORDER BY l.position;
END $$;
COMMENT ON FUNCTION userlogs.missing_indexes(pg_catalog.text) IS
  'Return the lookups of the report in the schema that read a whole table because no index serves them: the input, what is looked up, and the command that creates the index. Lookups that no index can serve, and those that one serves, have no row';

-- Only for the log: the other inputs have far fewer rows.
CREATE FUNCTION userlogs.notice_missing_index(schema_name pg_catalog.text)
RETURNS pg_catalog.void
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  log regclass := userlogs.report_relation(schema_name, 'status_event');
  statement text := userlogs.missing_index(userlogs.report_function(schema_name, 'status_event_input'), '{user_id, occurred_at}');
BEGIN
  -- a log with layers is read whole
  IF statement IS NOT NULL AND NOT userlogs.report_is_layered(schema_name) THEN
    RAISE NOTICE 'a window of the report reads all of % %',
      (SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'table' END FROM pg_class c WHERE c.oid = log), log
      USING HINT = format('To read only what the window needs, create an index: %s', statement);
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.notice_missing_index(pg_catalog.text) IS
  'internal: raise a notice if an index that does not exist would serve the lookup of users in the log';
