-- usable_request: which requests count, with the times reached by now?
--
-- One row per request that has arrived since the start of the report.  A time
-- not reached yet is NULL, as is a response before the arrival or a close
-- before the response; input_problems lists these.

CREATE OR REPLACE FUNCTION usable_request()
RETURNS TABLE (
  request_id text,
  team text,
  user_id status_event.user_id%TYPE,
  arrived_at timestamptz,
  response_at timestamptz,
  closed_at timestamptz,
  outcome text,
  is_answered boolean,
  is_abandoned boolean,
  is_in_time boolean,
  wait_seconds numeric,
  handle_seconds numeric,
  handled_until timestamptz,
  span tstzrange)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT q.request_id, q.team, q.user_id, q.arrived_at, q.response_at, q.closed_at, q.outcome,
    q.response_at IS NOT NULL AS is_answered,
    q.response_at IS NULL AND q.closed_at IS NOT NULL AS is_abandoned,
    CASE WHEN q.wait_seconds > g.target_seconds THEN false
      WHEN coalesce(q.response_at, q.closed_at) IS NOT NULL AND q.wait_seconds <= g.target_seconds THEN true END AS is_in_time,
    q.wait_seconds, extract(epoch FROM q.closed_at - q.response_at) AS handle_seconds, coalesce(q.closed_at, q.open_until) AS handled_until,
    q.span
  FROM (
    SELECT r.request_id, coalesce(r.team, '(none)') AS team, CASE WHEN pg_column_size(r.user_id) <= 8 OR length(r.user_id::text) <= 200 THEN r.user_id END AS user_id, r.arrived_at, k.response_at, k.closed_at, r.outcome,
      -- add the limit in seconds: its days have 24 hours
      CASE WHEN k.response_at < s.as_of - extract(epoch FROM s.max_handle_time) * interval '1 second'
        THEN k.response_at + extract(epoch FROM s.max_handle_time) * interval '1 second'
        WHEN k.response_at IS NOT NULL THEN s.as_of END AS open_until,
      extract(epoch FROM coalesce(k.response_at, k.closed_at, s.as_of) - r.arrived_at) AS wait_seconds,
      userlogs.request_span(r.arrived_at, r.first_response_at, r.closed_at) AS span
    FROM service_request_input() r
    CROSS JOIN report_setting() s
    CROSS JOIN LATERAL (
      SELECT CASE WHEN r.first_response_at BETWEEN r.arrived_at AND s.as_of THEN r.first_response_at END,
        CASE WHEN r.closed_at BETWEEN greatest(r.arrived_at, r.first_response_at) AND s.as_of THEN r.closed_at END) k(response_at, closed_at)
    WHERE r.arrived_at <= (SELECT t.as_of FROM report_end() t)
      -- not ">=": the planner would assume a narrow range
      AND (r.arrived_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE) q
  LEFT JOIN (SELECT t.team, extract(epoch FROM t.answer_within) AS target_seconds FROM team_target() t) g ON g.team = q.team;
END;
COMMENT ON FUNCTION usable_request() IS
  'internal: return the requests of service_request that have arrived, one row per request. Times not reached yet are NULL; wait_seconds runs to the response, else the close, else now; handled_until is the close, or for an open request as_of, at most setting.max_handle_time after the response; span is request_span, for an index';
