-- event_id_is_column: is event_id a column of the table behind the log?
--
-- Then it tells the order of recording.  What a view makes up, such as 0 for ends
-- and 1 for starts, is for ties only.  IMMUTABLE for the same reason as
-- log_is_indexed.

CREATE OR REPLACE FUNCTION event_id_is_column()
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT EXISTS (
    SELECT
    FROM userlogs.input_columns('status_event_input()'::regprocedure, '{event_id}'::text[]) c
    JOIN pg_attribute a ON a.attrelid = c.relation AND quote_ident(a.attname::text) = c.expressions[1] AND a.attnum > smallint '0');
END;
COMMENT ON FUNCTION event_id_is_column() IS 'internal: check whether event_id is a column of the table behind the log, and no expression';
