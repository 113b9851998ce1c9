-- unattended_requests: which requests arrived while no user was available, and
-- how long did they wait?
--
-- One row per request that arrived in the window [from_at, to_at), while the
-- clock of its target ran and no user of its team was available.
-- key: request_id, team, arrived_at

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
  wait_seconds numeric(18,6),
  is_in_time boolean,
  answered_by text,
  unavailable_users text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH arrived AS (
    SELECT q.request_id, q.team, q.user_id, q.arrived_at, q.response_at, q.closed_at, q.outcome, q.is_answered, q.is_abandoned,
      q.is_in_time, q.wait_seconds, userlogs.headcount_at(t.available, q.arrived_at) AS available_count,
      userlogs.headcount_at(t.unavailable, q.arrived_at) AS unavailable_count
    FROM usable_request() q
    JOIN team_headcount(unattended_requests_between.from_at, unattended_requests_between.to_at) t ON t.team = q.team
    -- what arrives while the team is closed waits for it to open
    WHERE q.is_in_service AND (unattended_requests_between.from_at IS NULL OR q.arrived_at >= unattended_requests_between.from_at)
      AND (unattended_requests_between.to_at IS NULL OR q.arrived_at < unattended_requests_between.to_at)
    -- OFFSET 0 is an optimization fence: keep headcounts out of upper plan
    -- nodes
    OFFSET 0),
  -- of several requests with one id and time, which input_problems lists, the
  -- first one answered
  unattended AS MATERIALIZED (
    SELECT r.request_id, r.team, r.user_id, r.arrived_at, r.response_at, r.closed_at, r.outcome, r.is_answered, r.is_abandoned,
      r.is_in_time, r.wait_seconds, r.unavailable_count, row_number() OVER () AS number
    FROM (
      SELECT DISTINCT ON (a.request_id, a.team, a.arrived_at) a.request_id, a.team, a.user_id, a.arrived_at, a.response_at, a.closed_at, a.outcome, a.is_answered, a.is_abandoned,
        a.is_in_time, a.wait_seconds, a.unavailable_count
      FROM arrived a
      -- not "= 0": the planner would assume that it is rare
      WHERE a.available_count < 1
      ORDER BY a.request_id, a.team, a.arrived_at, a.response_at, a.closed_at, a.user_id, a.outcome) r),
  -- the intervals of unavailable users
  absence AS MATERIALIZED (
    SELECT i.team, i.user_id, i.reason, i.clipped_start, i.clipped_end
    FROM (SELECT min(u.arrived_at) AS first_at, max(u.arrived_at) AS last_at FROM unattended u WHERE u.unavailable_count > 0) s
    CROSS JOIN team_interval(unattended_requests_between.from_at, unattended_requests_between.to_at) i
    WHERE i.is_staffed AND NOT i.is_productive AND i.clipped_start <= s.last_at AND i.clipped_end > s.first_at),
  absentee AS (
    SELECT k.user_id, k.user_name, row_number() OVER (ORDER BY k.user_name, k.user_id::text) AS position
    FROM (
      SELECT a.user_id, coalesce(n.name, a.user_id::text) AS user_name
      FROM (SELECT DISTINCT i.user_id FROM absence i) a
      LEFT JOIN user_label() n ON n.user_id = a.user_id) k),
  -- FULL JOIN, here and below, because it cannot be planned as a nested loop,
  -- whatever the planner's estimate for an unknown window.
  present AS (
    SELECT p.number, string_agg(p.label, ', ' ORDER BY p.position) AS users
    FROM (
      SELECT q.number, i.position, i.label
      FROM (SELECT u.number, u.team, u.arrived_at, date_bin('1 hour', u.arrived_at, 'epoch') AS hour FROM unattended u WHERE u.unavailable_count > 0) q
      -- a join on equal hours
      FULL JOIN (
        SELECT a.team, a.clipped_start, a.clipped_end, h.hour, n.position, n.user_name || coalesce(' (' || a.reason || ')', '') AS label
        FROM (
          SELECT k.team, k.user_id, k.clipped_start, k.clipped_end,
            pick_label((SELECT label_spelling('reason', unattended_requests_between.from_at, unattended_requests_between.to_at)), k.reason, NULL) AS reason
          FROM absence k) a
        JOIN absentee n ON n.user_id = a.user_id
        CROSS JOIN LATERAL userlogs.local_buckets(a.clipped_start, a.clipped_end, interval '1 hour', 'UTC'::text, interval '0') h(hour)) i
        ON i.team = q.team AND i.hour = q.hour
      -- coalesce(), so that it stays a full join
      WHERE coalesce(i.clipped_start <= q.arrived_at AND i.clipped_end > q.arrived_at, false)) p
    GROUP BY p.number)
  SELECT q.request_id, q.team, q.arrived_at, userlogs.local_time(q.arrived_at, coalesce(z.time_zone, s.time_zone)) AS local_arrived, coalesce(z.time_zone, s.time_zone) AS time_zone, q.response_at, q.closed_at,
    CASE WHEN q.is_answered THEN 'answered' WHEN q.is_abandoned THEN 'abandoned' ELSE 'waiting' END AS state,
    q.outcome, q.wait_seconds * interval '1 second' AS wait, q.wait_seconds::numeric(18,6) AS wait_seconds, q.is_in_time,
    CASE WHEN q.is_answered THEN coalesce(u.name, q.user_id::text) END AS answered_by, a.users AS unavailable_users
  FROM report_setting() s
  CROSS JOIN (
    unattended q
    FULL JOIN present a ON a.number = q.number
    FULL JOIN user_label() u ON u.user_id = q.user_id)
  LEFT JOIN team_zone() z ON z.team = q.team
  WHERE userlogs.valid_window(unattended_requests_between.from_at, unattended_requests_between.to_at)
    -- not "IS NOT NULL", which would reduce the full joins to left joins
    AND coalesce(q.arrived_at, '-infinity') > '-infinity'
  -- OFFSET 0 is an optimization fence: a condition on the team or the user from
  -- outside would turn these joins into nested loops
  OFFSET 0;
END;
COMMENT ON FUNCTION unattended_requests_between(timestamptz, timestamptz) IS
  'Return the unattended_requests that arrived in the window [from_at, to_at). NULL is no bound';

COMMENT ON VIEW unattended_requests IS
  'Requests that arrived while no user of the team was available, which nobody is who is engaged, and their wait. One row per request; key (request_id, team, arrived_at). A filter on time reads everything: for a window take unattended_requests_between';
COMMENT ON COLUMN unattended_requests.request_id IS 'Request';
COMMENT ON COLUMN unattended_requests.team IS 'Team; (none): no team';
COMMENT ON COLUMN unattended_requests.arrived_at IS 'Time of arrival';
COMMENT ON COLUMN unattended_requests.local_arrived IS 'arrived_at on the clock of time_zone';
COMMENT ON COLUMN unattended_requests.time_zone IS 'Time zone of the local times, from team_setting or setting';
COMMENT ON COLUMN unattended_requests.response_at IS 'Time of the first response; NULL: not yet';
COMMENT ON COLUMN unattended_requests.closed_at IS 'Time of the close; NULL: not yet';
COMMENT ON COLUMN unattended_requests.state IS 'answered, abandoned (closed without a response) or waiting';
COMMENT ON COLUMN unattended_requests.outcome IS 'Outcome as written by the source';
COMMENT ON COLUMN unattended_requests.wait IS 'Time up to the response, else up to the close, else up to now, in hours and smaller units';
COMMENT ON COLUMN unattended_requests.wait_seconds IS 'wait in seconds';
COMMENT ON COLUMN unattended_requests.is_in_time IS 'Answered or closed within target.answer_within; NULL: no target, or not decided yet';
COMMENT ON COLUMN unattended_requests.answered_by IS 'User who answered, by name; NULL: nobody, or not known';
COMMENT ON COLUMN unattended_requests.unavailable_users IS 'Users of the team who were at work but unavailable at that time, with reasons; NULL: none';
