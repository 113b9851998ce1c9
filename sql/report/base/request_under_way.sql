-- request_under_way: which requests waited or were handled in a window?
--
-- One row per usable_request whose time from the arrival to handled_until may
-- overlap the window [from_at, to_at); others may be rows, too, so the caller
-- must compare the times.  NULL is no bound.  With a lower bound an index on
-- request_span can be used; it counts an open request for 24 hours after the
-- response, so the window is extended by what max_handle_time has beyond that.

CREATE OR REPLACE FUNCTION request_under_way(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  request_id text,
  team text,
  user_id status_event.user_id%TYPE,
  arrived_at timestamptz,
  response_at timestamptz,
  closed_at timestamptz,
  channel text,
  weight bigint,
  is_answered boolean,
  is_abandoned boolean,
  wait_end timestamptz,
  wait_seconds numeric,
  clock text,
  due_at timestamptz,
  handled_until timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT k.request_id, k.team, k.user_id, k.arrived_at, k.response_at, k.closed_at, k.channel, k.weight, k.is_answered, k.is_abandoned, k.wait_end, k.wait_seconds, k.clock, k.due_at, k.handled_until
  FROM (
    SELECT q.request_id, q.team, q.user_id, q.arrived_at, q.response_at, q.closed_at, q.channel, q.weight, q.is_answered, q.is_abandoned, q.wait_end, q.wait_seconds, q.clock, q.due_at, q.handled_until
    FROM usable_request() q
    WHERE q.span && tstzrange(
      CASE WHEN request_under_way.from_at > '1000-01-01 00:00+00' THEN request_under_way.from_at
        - (SELECT greatest(extract(epoch FROM s.max_handle_time) - 86400, 0) FROM report_setting() s) * interval '1 second' END,
      -- not reversed, even if the window is
      CASE WHEN request_under_way.to_at < request_under_way.from_at THEN request_under_way.from_at ELSE request_under_way.to_at END)
    -- OFFSET 0 is an optimization fence: with one condition above it, the
    -- planner sees what is left out
    OFFSET 0) k
  WHERE request_under_way.from_at > '-infinity'
  UNION ALL
  SELECT k.request_id, k.team, k.user_id, k.arrived_at, k.response_at, k.closed_at, k.channel, k.weight, k.is_answered, k.is_abandoned, k.wait_end, k.wait_seconds, k.clock, k.due_at, k.handled_until
  FROM (
    SELECT q.request_id, q.team, q.user_id, q.arrived_at, q.response_at, q.closed_at, q.channel, q.weight, q.is_answered, q.is_abandoned, q.wait_end, q.wait_seconds, q.clock, q.due_at, q.handled_until
    FROM usable_request() q
    WHERE (q.arrived_at >= request_under_way.to_at) IS NOT TRUE
    OFFSET 0) k
  WHERE (request_under_way.from_at > '-infinity') IS NOT TRUE;
END;
COMMENT ON FUNCTION request_under_way(timestamptz, timestamptz) IS
  'internal: return the requests of usable_request that may wait or be handled in the window [from_at, to_at), one row per request; NULL is no bound';
