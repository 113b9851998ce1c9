-- log_is_indexed: can the events of one user and time be looked up?
--
-- If not, every question makes one pass over the log, as it does of a log with
-- layers.
--
-- Declared IMMUTABLE, so that the planner knows the answer and plans one of the
-- two ways only.  It changes with the indexes of the log; then plans that read
-- the log are made again.

CREATE OR REPLACE FUNCTION log_is_indexed()
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT userlogs.input_index_serves('status_event_input()'::regprocedure, '{user_id,occurred_at}'::text[], 'btree'::text, '-'::regprocedure);
END;
-- layered:
BEGIN ATOMIC
  SELECT false;
END;
COMMENT ON FUNCTION log_is_indexed() IS 'internal: check whether an index of the log begins with the user and the time';
