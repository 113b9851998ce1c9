-- further_wait: how long did a request wait after its first response, or for the
-- team that it was passed to?
--
-- One row per request that arrived in the window [from_at, to_at), and wait: for
-- the response to a further message of the customer, or for somebody of a team
-- that the request was passed to: the first user of it to whom it is assigned, or
-- the first response since.  NULL is no bound.  The wait is on the clock of the
-- team, up to the response, else the close, else now.  A request that was passed back
-- to its team is not answered once more by its first response.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION further_wait(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  arrived_at timestamptz,
  is_transfer boolean,
  is_answered boolean,
  is_in_time boolean,
  wait_seconds numeric)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1000
BEGIN ATOMIC
  WITH request AS MATERIALIZED (
    SELECT row_number() OVER () AS number, q.request_id, q.team, q.arrived_at, q.response_at, q.closed_at, q.clock, q.next_target_seconds
    FROM usable_request() q
    WHERE (further_wait.from_at IS NULL OR q.arrived_at >= further_wait.from_at) AND (further_wait.to_at IS NULL OR q.arrived_at < further_wait.to_at)
      AND (SELECT EXISTS (SELECT FROM assignment_input()) OR EXISTS (SELECT FROM response_input()))),
  assigned AS (
    SELECT r.number, r.team AS first_team, r.response_at, a.assigned_at, greatest(a.assigned_at, r.arrived_at) AS at,
      CASE WHEN pg_column_size(a.user_id) <= 8 OR length(a.user_id::text) <= 200 THEN a.user_id END AS user_id, a.team
    FROM report_end() e
    CROSS JOIN request r
    JOIN assignment_input() a ON a.request_id = r.request_id
    WHERE a.assigned_at > '-infinity' AND a.assigned_at <= e.as_of),
  answer AS MATERIALIZED (
    SELECT r.number, r.team, r.arrived_at, s.asked_at, CASE WHEN s.responded_at >= coalesce(s.asked_at, s.responded_at) AND s.responded_at <= e.as_of THEN s.responded_at END AS responded_at
    FROM report_end() e
    CROSS JOIN request r
    JOIN response_input() s ON s.request_id = r.request_id
    WHERE s.asked_at <= e.as_of OR s.asked_at IS NULL),
  -- from here on windows carry what belongs together: the planner cannot know how
  -- often a request is passed, and would join in quadratic time
  taken AS (
    SELECT a.number, a.team, a.first_team, a.response_at, a.assigned_at, a.at, a.user_id,
      min(a.at) FILTER (WHERE a.user_id IS NOT NULL) OVER (PARTITION BY a.number ORDER BY a.assigned_at DESC) AS taken_at
    FROM assigned a),
  passed AS MATERIALIZED (
    SELECT k.number, k.team, k.at, k.first_team, k.response_at, k.taken_at,
      row_number() OVER pass AS position, lead(k.at) OVER pass AS next_at
    FROM (
      SELECT t.number, t.team, t.first_team, t.response_at, t.assigned_at, t.at, t.taken_at,
        lag(t.team, 1, t.first_team) OVER (PARTITION BY t.number ORDER BY t.assigned_at, t.user_id, t.team) AS from_team
      FROM taken t
      WHERE t.team IS NOT NULL) k
    WHERE k.team <> k.from_team
    WINDOW pass AS (PARTITION BY k.number ORDER BY k.assigned_at, k.team)),
  wait AS (
    -- the team is that of the last pass up to the message, or the first one
    SELECT t.number, t.team, false AS is_transfer, t.at AS started_at, t.responded_at AS answered_at
    FROM (
      SELECT n.number, n.at, n.responded_at, n.position, first_value(n.team) OVER (PARTITION BY n.number, n.pass_count ORDER BY n.position DESC NULLS LAST) AS team
      FROM (
        SELECT s.number, s.at, s.responded_at, s.position, s.team, count(s.position) OVER (PARTITION BY s.number ORDER BY s.at) AS pass_count
        FROM (
          SELECT a.number, a.asked_at AS at, a.responded_at, NULL::bigint AS position, a.team FROM answer a WHERE a.asked_at > a.arrived_at
          UNION ALL SELECT p.number, p.at, NULL, p.position, p.team FROM passed p) s) n) t
    WHERE t.position IS NULL
    UNION ALL
    -- responded_at is the first response after the pass
    SELECT t.number, t.team, true, t.at, CASE WHEN (k.at > t.next_at OR t.team = t.first_team AND k.at = t.response_at) IS NOT TRUE THEN k.at END
    FROM (
      SELECT s.number, s.position, s.team, s.at, s.first_team, s.response_at, s.taken_at, s.next_at,
        min(s.responded_at) OVER (PARTITION BY s.number ORDER BY s.at DESC, s.position NULLS LAST) AS responded_at
      FROM (
        SELECT p.number, p.position, p.team, p.at, p.first_team, p.response_at, p.taken_at, p.next_at, NULL::timestamptz AS responded_at FROM passed p
        UNION ALL SELECT a.number, NULL, NULL, a.responded_at, NULL, NULL, NULL, NULL, a.responded_at FROM answer a WHERE a.responded_at IS NOT NULL) s) t
    CROSS JOIN LATERAL (SELECT least(t.taken_at, t.responded_at, CASE WHEN t.response_at > t.at THEN t.response_at END)) k(at)
    WHERE t.position IS NOT NULL)
  SELECT w.team, r.arrived_at, w.is_transfer, w.answered_at IS NOT NULL AS is_answered,
    CASE WHEN v.seconds > n.target_seconds THEN false WHEN w.answered_at IS NOT NULL AND v.seconds <= n.target_seconds THEN true END AS is_in_time,
    v.seconds AS wait_seconds
  FROM report_end() e
  CROSS JOIN wait w
  JOIN request r ON r.number = w.number
  LEFT JOIN request_target() g ON w.is_transfer AND g.team = w.team AND g.priority_key = '' AND g.channel_key = '' AND w.started_at >= g.valid_from AND w.started_at < g.valid_to
  LEFT JOIN team_clock() c ON c.team = w.team
  CROSS JOIN LATERAL (
    SELECT CASE WHEN w.team = r.team THEN r.clock WHEN g.clock = 'wall' THEN NULL ELSE c.clock END,
      CASE WHEN w.is_transfer THEN extract(epoch FROM g.answer_within) ELSE r.next_target_seconds END,
      coalesce(w.answered_at, CASE WHEN r.closed_at > w.started_at THEN r.closed_at END, e.as_of)) n(clock, target_seconds, ended_at)
  CROSS JOIN LATERAL (
    SELECT CASE WHEN n.clock IS NULL THEN extract(epoch FROM n.ended_at - w.started_at) ELSE userlogs.service_seconds(n.clock, w.started_at, n.ended_at) END) v(seconds);
END;
COMMENT ON FUNCTION further_wait(timestamptz, timestamptz) IS
  'internal: return the waits for further responses, and of requests passed to another team (is_transfer), of the requests that arrived in the window [from_at, to_at), one row per wait; NULL is no bound';
