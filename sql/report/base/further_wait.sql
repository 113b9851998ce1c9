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
  assigned AS MATERIALIZED (
    SELECT r.number, a.assigned_at, greatest(a.assigned_at, r.arrived_at) AS at, CASE WHEN pg_column_size(a.user_id) <= 8 OR length(a.user_id::text) <= 200 THEN a.user_id END AS user_id, a.team
    FROM report_end() e
    CROSS JOIN request r
    JOIN assignment_input() a ON a.request_id = r.request_id
    WHERE a.assigned_at > '-infinity' AND a.assigned_at <= e.as_of),
  answer AS MATERIALIZED (
    SELECT r.number, s.asked_at, CASE WHEN s.responded_at >= coalesce(s.asked_at, s.responded_at) AND s.responded_at <= e.as_of THEN s.responded_at END AS responded_at
    FROM report_end() e
    CROSS JOIN request r
    JOIN response_input() s ON s.request_id = r.request_id
    WHERE s.asked_at <= e.as_of OR s.asked_at IS NULL),
  passed AS MATERIALIZED (
    SELECT k.number, k.team, k.assigned_at, k.at, lead(k.at) OVER (PARTITION BY k.number ORDER BY k.assigned_at, k.team) AS next_at
    FROM (
      SELECT a.number, a.team, a.assigned_at, a.at, lag(a.team, 1, r.team) OVER (PARTITION BY a.number ORDER BY a.assigned_at, a.user_id, a.team) AS from_team
      FROM assigned a
      JOIN request r ON r.number = a.number
      WHERE a.team IS NOT NULL) k
    WHERE k.team <> k.from_team),
  -- the first answer after each time that it was passed, in one pass from the last
  -- to the first; who is assigned at that time counts, a response only after it
  taken AS (
    SELECT e.number, e.team, e.at, e.next_at,
      least(min(e.taken_at) OVER (PARTITION BY e.number ORDER BY e.assigned_at DESC),
        min(e.responded_at) OVER (PARTITION BY e.number ORDER BY e.at DESC, e.responded_at IS NOT NULL ROWS UNBOUNDED PRECEDING)) AS answered_at
    FROM (
      SELECT p.number, p.team, p.assigned_at, p.at, p.next_at, NULL::timestamptz AS taken_at, NULL::timestamptz AS responded_at FROM passed p
      UNION ALL
      SELECT a.number, NULL, a.assigned_at, a.at, NULL, a.at, NULL FROM assigned a WHERE a.user_id IS NOT NULL
      UNION ALL
      SELECT s.number, NULL, s.responded_at, s.responded_at, NULL, NULL, s.responded_at FROM answer s WHERE s.responded_at IS NOT NULL
      UNION ALL
      SELECT r.number, NULL, r.response_at, r.response_at, NULL, NULL, r.response_at
      FROM (SELECT DISTINCT p.number FROM passed p) k
      JOIN request r ON r.number = k.number
      WHERE r.response_at IS NOT NULL) e),
  wait AS (
    SELECT r.number, coalesce(p.team, r.team) AS team, false AS is_transfer, s.asked_at AS started_at, s.responded_at AS answered_at
    FROM answer s
    JOIN request r ON r.number = s.number
    LEFT JOIN passed p ON p.number = s.number AND p.at <= s.asked_at AND (p.next_at <= s.asked_at) IS NOT TRUE
    WHERE s.asked_at > r.arrived_at
    UNION ALL
    SELECT t.number, t.team, true, t.at, CASE WHEN (t.answered_at > t.next_at OR t.team = r.team AND t.answered_at = r.response_at) IS NOT TRUE THEN t.answered_at END
    FROM taken t
    JOIN request r ON r.number = t.number
    WHERE t.team IS NOT NULL)
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
