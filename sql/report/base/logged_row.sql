-- logged_row: the rows of the log, as they are.
--
-- One row per row of status_event.  Of a log with layers, one per row of any of
-- its inputs that sets a status for a time, at its start; not those of
-- status_interval that have no duration (see layer_anomaly).

CREATE OR REPLACE FUNCTION logged_row()
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
  SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason, e.changed_by, e.source, e.recorded_at
  FROM status_event_input() e;
END;
-- layered:
BEGIN ATOMIC
  SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason, e.changed_by, e.source, e.recorded_at
  FROM status_event_input() e
  WHERE e.reason_only IS NOT TRUE
  UNION ALL
  SELECT i.interval_id, i.user_id, i.started_at, i.status, CASE WHEN i.status IS NOT NULL THEN i.reason END, i.changed_by, i.source, NULL
  FROM status_interval_input() i
  WHERE coalesce(i.started_at < i.ended_at, true)
  UNION ALL
  -- without a user it says that a poll found nobody
  SELECT NULL, s.user_id, s.polled_at, s.status, CASE WHEN s.status IS NOT NULL THEN s.reason END, NULL, NULL, NULL
  FROM status_snapshot_input() s
  WHERE s.user_id IS NOT NULL;
END;
COMMENT ON FUNCTION logged_row() IS
  'internal: return the rows of status_event as they are; of a log with layers, also the starts of intervals and the snapshots';
