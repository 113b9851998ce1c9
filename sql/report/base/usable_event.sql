-- usable_event: which events count?
--
-- Those with a user, from the start of the report up to now.  anomalies lists
-- the others.
--
-- A user_id of more than 200 characters counts as missing, since it may not fit
-- an index.  It is not cut like labels, so that an index of the log can be used.
-- pg_column_size keeps numbers from being converted to text: no longer id, not
-- even compressed, takes 8 bytes.

CREATE OR REPLACE FUNCTION usable_event()
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
  FROM log_event() e
  WHERE e.occurred_at <= (SELECT t.as_of FROM report_end() t)
    -- not ">=": the planner would assume a narrow range
    AND (e.occurred_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE
    AND (pg_column_size(e.user_id) > 8 AND length(e.user_id::text) > 200) IS NOT TRUE;
END;
COMMENT ON FUNCTION usable_event() IS 'internal: return the events of status_event that count: with a user, from report_start() up to as_of';
