-- log_event: the events of users, whatever their time.
--
-- One row per row of the log (see logged_row) with a user.

CREATE OR REPLACE FUNCTION log_event()
RETURNS TABLE (
  event_id bigint,
  user_id status_event.user_id%TYPE,
  occurred_at timestamptz,
  status text,
  reason text,
  changed_by text,
  source text,
  recorded_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100000
BEGIN ATOMIC
  SELECT e.event_id, e.user_id, e.occurred_at, e.status,
    -- the reasons set by expire_statuses must not come from the input
    CASE WHEN e.status IS NOT NULL OR e.reason NOT IN ('(capped)', '(lost)') THEN e.reason END AS reason,
    e.changed_by, e.source, e.recorded_at
  FROM status_event_input() e
  WHERE e.user_id IS NOT NULL;
END;
-- layered:
BEGIN ATOMIC
  SELECT e.event_id, e.user_id, e.occurred_at, e.status,
    CASE WHEN e.status IS NOT NULL OR e.reason NOT IN ('(capped)', '(lost)') THEN e.reason END AS reason,
    e.changed_by, e.source, e.recorded_at
  FROM logged_row() e
  WHERE e.user_id IS NOT NULL;
END;
COMMENT ON FUNCTION log_event() IS 'internal: return the rows of the log with a user, whatever their time';
