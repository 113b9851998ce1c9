-- log_event: the events of users, whatever their time.
--
-- One row per row of the log with a user.  Of a log with layers, one per row of
-- any of its inputs that sets a status, at its start.

CREATE OR REPLACE FUNCTION log_event()
RETURNS TABLE (
  event_id bigint,
  user_id status_event.user_id%TYPE,
  occurred_at timestamptz,
  status text,
  reason text,
  changed_by text,
  source text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100000
BEGIN ATOMIC
  SELECT e.event_id, e.user_id, e.occurred_at, e.status,
    -- the reasons set by expire_statuses must not come from the input
    CASE WHEN e.status IS NOT NULL OR e.reason NOT IN ('(capped)', '(lost)') THEN e.reason END AS reason,
    e.changed_by, e.source
  FROM status_event_input() e
  WHERE e.user_id IS NOT NULL;
END;
-- layered:
BEGIN ATOMIC
  SELECT e.event_id, e.user_id, e.occurred_at, e.status,
    CASE WHEN e.status IS NOT NULL OR e.reason NOT IN ('(capped)', '(lost)') THEN e.reason END AS reason,
    e.changed_by, e.source
  FROM status_event_input() e
  WHERE e.user_id IS NOT NULL AND e.reason_only IS NOT TRUE
  UNION ALL
  SELECT i.interval_id, i.user_id, i.started_at, i.status, CASE WHEN i.status IS NOT NULL THEN i.reason END, i.changed_by, i.source
  FROM status_interval_input() i
  WHERE i.user_id IS NOT NULL AND coalesce(i.started_at < i.ended_at, true)
  UNION ALL
  SELECT NULL, s.user_id, s.polled_at, s.status, CASE WHEN s.status IS NOT NULL THEN s.reason END, NULL, NULL
  FROM status_snapshot_input() s
  WHERE s.user_id IS NOT NULL;
END;
COMMENT ON FUNCTION log_event() IS 'internal: return the events of status_event with a user, whatever their time; of a log with layers, also the starts of intervals and the snapshots';
