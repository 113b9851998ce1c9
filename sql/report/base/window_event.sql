-- window_event: which of the events that count are within a window?
--
-- One row per usable event of the window [from_at, to_at).  NULL is no bound.
-- Apart from the whole log, so that an index on the time can be used for a
-- window whose bounds the planner does not know.  For the whole log it would only
-- take longer: the conditions of usable_event, without one that it serves.

CREATE OR REPLACE FUNCTION window_event(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  event_id bigint,
  user_id status_event.user_id%TYPE,
  occurred_at timestamptz,
  status text,
  reason text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT k.event_id, k.user_id, k.occurred_at, k.status, k.reason
  FROM (
    SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason
    FROM usable_event() e
    WHERE e.occurred_at >= window_event.from_at AND (window_event.to_at IS NULL OR e.occurred_at < window_event.to_at)
      AND e.occurred_at <= coalesce(window_event.to_at, 'infinity')
    -- OFFSET 0 is an optimization fence: with one condition above it, the
    -- planner sees what is left out
    OFFSET 0) k
  WHERE window_event.from_at > '-infinity'
  UNION ALL
  SELECT k.event_id, k.user_id, k.occurred_at, k.status, k.reason
  FROM (
    SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason
    FROM log_event() e
    WHERE (e.occurred_at > (SELECT t.as_of FROM report_end() t)) IS FALSE
      AND (e.occurred_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE
      AND (pg_column_size(e.user_id) > 8 AND length(e.user_id::text) > 200) IS NOT TRUE
      AND (e.occurred_at >= window_event.to_at) IS NOT TRUE
    OFFSET 0) k
  WHERE (window_event.from_at > '-infinity') IS NOT TRUE;
END;
COMMENT ON FUNCTION window_event(timestamptz, timestamptz) IS
  'internal: return the events of usable_event in the window [from_at, to_at), one row per event; NULL is no bound';
