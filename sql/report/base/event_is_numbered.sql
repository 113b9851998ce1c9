-- event_is_numbered: does event_id name one event of the log?
--
-- It does if a unique index of the table behind the log says so, and it is never
-- NULL.  IMMUTABLE for the same reason as log_is_indexed.

CREATE OR REPLACE FUNCTION event_is_numbered()
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT EXISTS (
    SELECT
    FROM userlogs.input_columns('status_event_input()'::regprocedure, '{event_id}'::text[]) c
    JOIN pg_attribute a ON a.attrelid = c.relation AND quote_ident(a.attname::text) = c.expressions[1] AND a.attnotnull AND a.attnum > smallint '0'
    -- an index of a table with children says nothing of their rows
    JOIN pg_class k ON k.oid = c.relation AND (k.relkind = 'p' OR NOT k.relhassubclass)
    JOIN pg_index x ON x.indrelid = c.relation AND x.indisunique AND x.indisvalid AND x.indimmediate AND x.indpred IS NULL
      AND x.indnkeyatts = smallint '1' AND x.indkey[0] = a.attnum);
END;
COMMENT ON FUNCTION event_is_numbered() IS 'internal: check whether a unique index of the log is on event_id, which is never NULL';
