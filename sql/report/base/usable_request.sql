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
  priority text,
  channel text,
  weight bigint,
  is_answered boolean,
  is_abandoned boolean,
  is_in_time boolean,
  is_in_service boolean,
  wait_start timestamptz,
  wait_end timestamptz,
  wait_seconds numeric,
  handle_seconds numeric,
  handled_until timestamptz,
  clock text,
  due_at timestamptz,
  as_of timestamptz,
  next_target_seconds numeric,
  resolve_target_seconds numeric,
  span tstzrange)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT q.request_id, q.team, q.user_id, q.arrived_at, q.response_at, q.closed_at, q.outcome, q.priority, q.channel,
    CASE WHEN q.weight BETWEEN 0 AND 1000000 THEN q.weight ELSE 1 END AS weight,
    q.response_at IS NOT NULL AS is_answered,
    q.response_at IS NULL AND q.closed_at IS NOT NULL OR q.is_lost AS is_abandoned,
    CASE WHEN q.is_lost AND g.target_seconds IS NOT NULL OR w.seconds > g.target_seconds THEN false
      WHEN coalesce(q.response_at, q.closed_at) IS NOT NULL AND w.seconds <= g.target_seconds THEN true END AS is_in_time,
    CASE WHEN k.clock IS NULL THEN true ELSE coalesce(userlogs.next_service_time(k.clock, q.arrived_at) = q.arrived_at, false) END AS is_in_service,
    CASE WHEN k.clock IS NULL THEN q.arrived_at
      -- a clock that never runs again stands still from the arrival on
      ELSE least(coalesce(userlogs.next_service_time(k.clock, q.arrived_at), q.arrived_at), q.wait_end) END AS wait_start,
    q.wait_end, w.seconds AS wait_seconds, CASE WHEN q.closed_at IS NOT NULL THEN extract(epoch FROM q.handled_at - q.response_at) END AS handle_seconds,
    CASE WHEN q.closed_at IS NOT NULL THEN q.handled_at ELSE q.open_until END AS handled_until, k.clock,
    CASE WHEN k.clock IS NULL THEN q.arrived_at + g.target_seconds * interval '1 second'
      ELSE userlogs.add_service_time(k.clock, q.arrived_at, g.target_seconds * interval '1 second') END AS due_at,
    q.as_of, g.next_target_seconds, g.resolve_target_seconds, q.span
  FROM (
    SELECT r.request_id, coalesce(r.team, '(none)') AS team, CASE WHEN pg_column_size(r.user_id) <= 8 OR length(r.user_id::text) <= 200 THEN r.user_id END AS user_id, r.arrived_at, k.response_at, k.closed_at, r.outcome,
      r.priority, r.channel, r.weight, k.is_lost, s.as_of,
      -- add the limit in seconds: its days have 24 hours
      CASE WHEN k.response_at < s.as_of - extract(epoch FROM s.max_handle_time) * interval '1 second'
        THEN k.response_at + extract(epoch FROM s.max_handle_time) * interval '1 second'
        WHEN k.response_at IS NOT NULL THEN s.as_of END AS open_until,
      -- a limit that is set holds for closed requests, too
      least(k.closed_at, k.response_at + extract(epoch FROM s.handle_limit) * interval '1 second') AS handled_at,
      coalesce(k.response_at, k.closed_at, CASE WHEN NOT k.is_lost THEN s.as_of END) AS wait_end,
      userlogs.request_span(r.arrived_at, r.first_response_at, r.closed_at) AS span
    FROM service_request_input() r
    CROSS JOIN report_setting() s
    CROSS JOIN LATERAL (
      SELECT CASE WHEN r.first_response_at BETWEEN r.arrived_at AND s.as_of THEN r.first_response_at END,
        CASE WHEN r.closed_at BETWEEN greatest(r.arrived_at, r.first_response_at) AND s.as_of THEN r.closed_at END,
        -- given up at a time that is not known
        r.abandoned IS TRUE AND (r.first_response_at BETWEEN r.arrived_at AND s.as_of) IS NOT TRUE
          AND (r.closed_at BETWEEN greatest(r.arrived_at, r.first_response_at) AND s.as_of) IS NOT TRUE) k(response_at, closed_at, is_lost)
    WHERE r.arrived_at <= (SELECT t.as_of FROM report_end() t)
      -- not ">=": the planner would assume a narrow range
      AND (r.arrived_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE) q
  LEFT JOIN (
    SELECT t.team, t.priority_key, t.channel_key, t.valid_from, t.valid_to, t.clock, extract(epoch FROM t.answer_within) AS target_seconds,
      extract(epoch FROM t.next_answer_within) AS next_target_seconds, extract(epoch FROM t.resolve_within) AS resolve_target_seconds
    FROM request_target() t) g
    ON g.team = q.team
    AND g.priority_key = CASE WHEN userlogs.label_key(q.priority) = ANY (ARRAY(SELECT t.priority_key FROM request_target() t)) THEN userlogs.label_key(q.priority) ELSE '' END
    AND g.channel_key = CASE WHEN userlogs.label_key(q.channel) = ANY (ARRAY(SELECT t.channel_key FROM request_target() t)) THEN userlogs.label_key(q.channel) ELSE '' END
    AND q.arrived_at >= g.valid_from AND q.arrived_at < g.valid_to
  LEFT JOIN team_clock() c ON c.team = q.team
  CROSS JOIN LATERAL (SELECT CASE WHEN g.clock = 'wall' THEN NULL ELSE c.clock END) k(clock)
  CROSS JOIN LATERAL (
    SELECT CASE WHEN k.clock IS NULL THEN extract(epoch FROM q.wait_end - q.arrived_at)
      ELSE userlogs.service_seconds(k.clock, q.arrived_at, q.wait_end) END) w(seconds);
END;
COMMENT ON FUNCTION usable_request() IS
  'internal: return the requests of service_request that have arrived, one row per request. Times not reached yet are NULL; the wait is on the clock of its target (clock; NULL: the wall clock), from wait_start, the first time in service from the arrival on, to wait_end: the response, else the close, else now (NULL if given up at an unknown time); handled_until is the close, or for an open request as_of, at most setting.max_handle_time after the response (24 hours if it is not set, for open requests only); span is request_span, for an index';
