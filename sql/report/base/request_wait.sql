-- request_wait: for which team did a request wait, and to whom was it assigned,
-- from when to when?
--
-- One row per request of usable_request that arrived in the window [from_at,
-- to_at), or with is_overlap may have waited in it, and part of its wait, from the
-- arrival to the response, the close or now, in which neither team nor assignee
-- changed.  NULL is no bound.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION request_wait(from_at timestamptz, to_at timestamptz, is_overlap boolean DEFAULT false)
RETURNS TABLE (
  number bigint,
  request_id text,
  team text,
  channel_key text,
  arrived_at timestamptz,
  due_at timestamptz,
  user_id status_event.user_id%TYPE,
  started_at timestamptz,
  ended_at timestamptz,
  is_waiting boolean,
  is_whole boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 10000
BEGIN ATOMIC
  WITH channel AS MATERIALIZED (
    SELECT DISTINCT userlogs.label_key(c.channel) AS channel_key FROM capacity_input() c WHERE c.channel IS NOT NULL),
  waited AS (
    SELECT q.request_id, q.team, q.channel, q.arrived_at, q.due_at, q.wait_end, q.response_at IS NULL AND q.closed_at IS NULL AS is_waiting
    FROM usable_request() q
    WHERE NOT request_wait.is_overlap AND (request_wait.from_at IS NULL OR q.arrived_at >= request_wait.from_at)
      AND (request_wait.to_at IS NULL OR q.arrived_at < request_wait.to_at)
    UNION ALL
    SELECT q.request_id, q.team, q.channel, q.arrived_at, q.due_at, q.wait_end, q.response_at IS NULL AND q.closed_at IS NULL
    FROM request_under_way(request_wait.from_at, request_wait.to_at) q
    WHERE request_wait.is_overlap AND (request_wait.from_at IS NULL OR q.wait_end > request_wait.from_at)
      AND (request_wait.to_at IS NULL OR q.arrived_at < request_wait.to_at)),
  request AS MATERIALIZED (
    SELECT row_number() OVER () AS number, w.request_id, w.team,
      CASE WHEN userlogs.label_key(w.channel) = ANY (ARRAY(SELECT c.channel_key FROM channel c)) THEN userlogs.label_key(w.channel) ELSE '' END AS channel_key,
      w.arrived_at, w.due_at, w.wait_end, w.is_waiting
    FROM waited w
    WHERE w.wait_end > w.arrived_at),
  assigned AS MATERIALIZED (
    SELECT r.number, CASE WHEN pg_column_size(a.user_id) <= 8 OR length(a.user_id::text) <= 200 THEN a.user_id END AS user_id, a.team,
      greatest(a.assigned_at, r.arrived_at) AS at, a.assigned_at
    FROM request r
    JOIN assignment_input() a ON a.request_id = r.request_id
    WHERE a.assigned_at > '-infinity' AND a.assigned_at < r.wait_end AND (SELECT EXISTS (SELECT FROM assignment_input()))),
  part AS (
    SELECT e.number, e.user_id, e.team, e.at, lead(e.at) OVER w AS next_at, count(e.team) OVER w AS passed
    FROM (
      SELECT a.number, a.user_id, a.team, a.at, a.assigned_at FROM assigned a
      UNION ALL
      SELECT DISTINCT a.number, CASE WHEN false THEN a.user_id END, NULL, r.arrived_at, timestamptz '-infinity'
      FROM assigned a
      JOIN request r ON r.number = a.number) e
    WINDOW w AS (PARTITION BY e.number ORDER BY e.at, e.assigned_at, e.user_id, e.team))
  SELECT r.number, r.request_id, r.team, r.channel_key, r.arrived_at, r.due_at, (SELECT a.user_id FROM assigned a WHERE false) AS user_id, r.arrived_at AS started_at, r.wait_end AS ended_at, r.is_waiting, true AS is_whole
  FROM request r
  WHERE NOT EXISTS (SELECT FROM assigned a WHERE a.number = r.number)
  UNION ALL
  SELECT r.number, r.request_id, coalesce(p.team, r.team), r.channel_key, r.arrived_at, r.due_at, p.user_id, p.at, coalesce(p.next_at, r.wait_end), r.is_waiting,
    p.at <= r.arrived_at AND p.next_at IS NULL
  FROM (
    -- the last team named so far is that of the row that began the group
    SELECT p.number, p.user_id, max(p.team) OVER (PARTITION BY p.number, p.passed) AS team, p.at, p.next_at FROM part p) p
  JOIN request r ON r.number = p.number
  WHERE p.at < coalesce(p.next_at, r.wait_end);
END;
COMMENT ON FUNCTION request_wait(timestamptz, timestamptz, boolean) IS
  'internal: return the waits for the first response of the requests that arrived in the window [from_at, to_at), or (is_overlap) may have waited in it, one row per request and part in which neither the team nor the assignee (user_id) changed; NULL is no bound. is_waiting: neither answered nor closed yet; is_whole: the part is the whole wait';
