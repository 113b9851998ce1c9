-- request_work: how long was each request handled, and until it was resolved?
--
-- One row per usable_request, without its pending time.

CREATE OR REPLACE FUNCTION request_work()
RETURNS TABLE (
  team text,
  arrived_at timestamptz,
  closed_at timestamptz,
  is_answered boolean,
  is_abandoned boolean,
  is_in_time boolean,
  wait_seconds numeric,
  handle_seconds numeric,
  resolve_seconds numeric,
  is_resolved_in_time boolean,
  reopened_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT q.team, q.arrived_at, q.closed_at, q.is_answered, q.is_abandoned, q.is_in_time, q.wait_seconds,
    CASE WHEN p.periods IS NULL THEN q.handle_seconds
      ELSE q.handle_seconds - pause_seconds(p.periods, NULL, q.response_at, q.handled_until) END AS handle_seconds,
    v.seconds AS resolve_seconds,
    CASE WHEN v.seconds > q.resolve_target_seconds THEN false
      WHEN q.closed_at IS NOT NULL AND v.seconds <= q.resolve_target_seconds THEN true END AS is_resolved_in_time,
    coalesce(p.reopened_count, 0) AS reopened_count
  FROM usable_request() q
  -- the id is not computed if there is no pending time
  LEFT JOIN request_pause() p ON p.request_id = CASE WHEN (SELECT EXISTS (SELECT FROM pending_input())) THEN q.request_id END
  -- up to the close, or now
  CROSS JOIN LATERAL (
    SELECT CASE WHEN q.is_abandoned THEN NULL
      ELSE CASE WHEN q.clock IS NULL THEN extract(epoch FROM coalesce(q.closed_at, q.as_of) - q.arrived_at)
          ELSE userlogs.service_seconds(q.clock, q.arrived_at, coalesce(q.closed_at, q.as_of)) END
        - CASE WHEN p.periods IS NULL THEN 0 ELSE pause_seconds(p.periods, q.clock, q.arrived_at, coalesce(q.closed_at, q.as_of)) END END) v(seconds);
END;
COMMENT ON FUNCTION request_work() IS
  'internal: return the requests of usable_request, with handle_seconds and resolve_seconds (from the arrival to the close, or now, on the clock of the target) without pending time, one row per request; resolve_seconds of an abandoned request is NULL';
