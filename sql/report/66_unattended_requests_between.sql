-- unattended_requests_between: which requests came when nobody was available,
-- and how long did they wait?
--
-- One row per request that arrived in the window [from_at, to_at) while nobody
-- of its team was available.

CREATE OR REPLACE FUNCTION unattended_requests_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  request_id text,
  team text,
  arrived_at timestamptz,
  local_arrived timestamp,
  time_zone text,
  response_at timestamptz,
  closed_at timestamptz,
  state text,
  outcome text,
  wait interval,
  wait_seconds numeric,
  is_in_time boolean,
  answered_by text,
  unavailable_users text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT q.request_id, q.team, q.arrived_at, q.arrived_at AT TIME ZONE s.time_zone, s.time_zone, q.response_at, q.closed_at,
    CASE WHEN q.is_answered THEN 'answered' WHEN q.is_abandoned THEN 'abandoned' ELSE 'waiting' END,
    q.outcome, q.wait_seconds * interval '1 second', q.wait_seconds::numeric(18,6), q.is_in_time,
    CASE WHEN q.is_answered THEN coalesce(u.name, q.user_id::text) END, a.users
  FROM report_setting() s
  CROSS JOIN usable_request() q
  JOIN team_headcount() t ON t.team = q.team
  -- OFFSET 0: so that no row carries the headcount of its team on
  CROSS JOIN LATERAL (SELECT userlogs.headcount_at(t.available, q.arrived_at) OFFSET 0) h(available)
  LEFT JOIN user_label() u ON u.user_id = q.user_id
  LEFT JOIN (
    SELECT r.request_id, r.team, r.arrived_at,
      string_agg(coalesce(n.name, i.user_id::text) || coalesce(' (' || i.reason || ')', ''), ', ' ORDER BY coalesce(n.name, i.user_id::text)) AS users
    FROM usable_request() r
    JOIN team_interval() i ON i.team = r.team AND i.class = 'unavailable' AND i.clipped_start <= r.arrived_at AND i.clipped_end > r.arrived_at
    LEFT JOIN user_label() n ON n.user_id = i.user_id
    GROUP BY r.request_id, r.team, r.arrived_at) a
    ON a.request_id = q.request_id AND a.team = q.team AND a.arrived_at = q.arrived_at
  WHERE h.available = 0
    AND q.arrived_at >= coalesce(unattended_requests_between.from_at, '-infinity')
    AND q.arrived_at < coalesce(unattended_requests_between.to_at, 'infinity');
END;
COMMENT ON FUNCTION unattended_requests_between(timestamptz, timestamptz) IS
  'Requests that arrived in the window [from_at, to_at) while nobody of the team was available: the columns of unattended_requests. NULL: no bound';
