-- request_handling: who handled which request, from when to when?
--
-- One row per answered request, user and span of handling that may overlap the
-- window [from_at, to_at); NULL is no bound.  A request is handled from its first
-- response to handled_until, by who answered last or was assigned to it since, and
-- not while it is pending; once reopened not before the next response or
-- assignment.  Most requests have none of these, and one span.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION request_handling(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  channel text,
  weight bigint,
  started_at timestamptz,
  ended_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 10000
BEGIN ATOMIC
  WITH story AS MATERIALIZED (
    SELECT true AS is_known
    WHERE EXISTS (SELECT FROM assignment_input()) OR EXISTS (SELECT FROM response_input()) OR EXISTS (SELECT FROM pending_input())),
  -- requests that have a story
  request AS MATERIALIZED (
    SELECT row_number() OVER () AS number, q.request_id, q.team, q.user_id, q.channel, q.weight, q.response_at, q.handled_until
    FROM request_under_way(request_handling.from_at, request_handling.to_at) q
    WHERE q.is_answered AND (SELECT s.is_known FROM story s)),
  pause AS MATERIALIZED (
    SELECT r.number, p.started_at, coalesce(p.ended_at, 'infinity') AS ended_at, p.resolved IS TRUE AS is_resolved
    FROM request r
    JOIN pending_input() p ON p.request_id = r.request_id
    WHERE p.started_at > '-infinity' AND p.started_at < r.handled_until AND coalesce(p.ended_at, 'infinity') > greatest(p.started_at, r.response_at)),
  change AS MATERIALIZED (
    SELECT r.number, a.assigned_at AS at, CASE WHEN pg_column_size(a.user_id) <= 8 OR length(a.user_id::text) <= 200 THEN a.user_id END AS user_id, a.team, 1 AS step
    FROM request r
    JOIN assignment_input() a ON a.request_id = r.request_id
    WHERE a.assigned_at > '-infinity' AND a.assigned_at < r.handled_until AND (a.assigned_at > r.response_at OR a.team IS NOT NULL)
    UNION ALL
    SELECT r.number, s.responded_at, CASE WHEN pg_column_size(s.user_id) <= 8 OR length(s.user_id::text) <= 200 THEN s.user_id END, NULL, 2
    FROM request r
    JOIN response_input() s ON s.request_id = r.request_id
    WHERE s.responded_at > r.response_at AND s.responded_at < r.handled_until AND (s.responded_at < s.asked_at) IS NOT TRUE
    UNION ALL
    SELECT p.number, p.started_at, NULL, NULL, 0 FROM pause p WHERE p.is_resolved),
  told AS MATERIALIZED (
    SELECT c.number FROM change c UNION SELECT p.number FROM pause p),
  -- the first response, and what came after it
  turn AS (
    SELECT r.number, r.team, r.channel, r.weight, r.response_at, r.handled_until, e.at, e.user_id,
      lead(e.at, 1, r.handled_until) OVER (PARTITION BY r.number ORDER BY e.at, e.step) AS next_at,
      -- the last team named so far is that of the row that began the group
      e.team AS passed_to, count(e.team) OVER (PARTITION BY r.number ORDER BY e.at, e.step) AS passed
    FROM request r
    JOIN told t ON t.number = r.number
    JOIN (
      SELECT q.number, q.response_at AS at, q.user_id, NULL AS team, 1 AS step FROM request q
      UNION ALL
      SELECT c.number, c.at, c.user_id, c.team, c.step FROM change c) e ON e.number = r.number),
  span AS (
    SELECT coalesce(max(u.passed_to) OVER (PARTITION BY u.number, u.passed), u.team) AS team, u.user_id, u.channel, u.weight,
      tstzmultirange(tstzrange(greatest(u.at, u.response_at), greatest(u.next_at, u.at, u.response_at)))
        - coalesce(k.periods, '{}') AS periods
    FROM turn u
    LEFT JOIN (SELECT p.number, range_agg(tstzrange(p.started_at, p.ended_at)) AS periods FROM pause p GROUP BY p.number) k ON k.number = u.number)
  SELECT q.team, q.user_id, q.channel, q.weight, q.response_at AS started_at, q.handled_until AS ended_at
  FROM request_under_way(request_handling.from_at, request_handling.to_at) q
  WHERE q.is_answered AND q.user_id IS NOT NULL AND (SELECT s.is_known FROM story s) IS NOT TRUE
  UNION ALL
  SELECT r.team, r.user_id, r.channel, r.weight, r.response_at, r.handled_until
  FROM request r
  WHERE r.user_id IS NOT NULL AND NOT EXISTS (SELECT FROM told t WHERE t.number = r.number)
  UNION ALL
  SELECT s.team, s.user_id, s.channel, s.weight, lower(p.period), upper(p.period)
  FROM span s
  CROSS JOIN LATERAL unnest(s.periods) p(period)
  WHERE s.user_id IS NOT NULL;
END;
COMMENT ON FUNCTION request_handling(timestamptz, timestamptz) IS
  'internal: return the spans in which users handle requests that may be under way in the window [from_at, to_at), without pending time, one row per request, user and span; NULL is no bound';
