-- stranded_wait: when did a request wait for somebody who was not there?
--
-- One row per request, assignee, and interval of a status of the assignee that is
-- neither available nor engaged, in which the request waited for its first response and was
-- assigned to that user, that overlaps the window [from_at, to_at), up to now; NULL
-- is no bound.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION stranded_wait(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  number bigint,
  request_id text,
  team text,
  channel_key text,
  user_id status_event.user_id%TYPE,
  reason text,
  arrived_at timestamptz,
  due_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  is_open boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1000
BEGIN ATOMIC
  WITH wait AS MATERIALIZED (
    SELECT w.number, w.request_id, w.team, w.channel_key, w.user_id, w.arrived_at, w.due_at, w.started_at, w.ended_at, w.is_waiting
    FROM request_wait(stranded_wait.from_at, stranded_wait.to_at, true) w
    WHERE w.user_id IS NOT NULL AND (stranded_wait.from_at IS NULL OR w.ended_at > stranded_wait.from_at)
      AND (stranded_wait.to_at IS NULL OR w.started_at < stranded_wait.to_at)),
  history AS MATERIALIZED (
    SELECT t.user_id, t.timeline
    FROM (SELECT FROM wait LIMIT 1) n
    CROSS JOIN LATERAL user_timeline(stranded_wait.from_at, stranded_wait.to_at) t)
  SELECT w.number, w.request_id, w.team, w.channel_key, w.user_id,
    CASE WHEN c.is_staffed THEN pick_label((SELECT label_spelling('reason', stranded_wait.from_at, stranded_wait.to_at)), i.reason, '(none)')
      ELSE '(' || coalesce(c.class, 'unknown') || ')' END AS reason,
    w.arrived_at, w.due_at, greatest(w.started_at, i.started_at) AS started_at, least(w.ended_at, i.ended_at) AS ended_at,
    w.is_waiting AND least(w.ended_at, i.ended_at) = e.as_of AS is_open
  FROM report_end() e
  CROSS JOIN wait w
  LEFT JOIN history h ON h.user_id = w.user_id
  CROSS JOIN LATERAL (
    SELECT s.started_at, s.ended_at, s.status, s.reason
    FROM userlogs.status_intervals(h.timeline, greatest(w.started_at, stranded_wait.from_at), least(w.ended_at, stranded_wait.to_at)) s
    UNION ALL
    -- a user without events
    SELECT NULL, NULL, NULL, NULL WHERE h.user_id IS NULL
    OFFSET 0) i(started_at, ended_at, status, reason)
  LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(i.status)
  WHERE c.is_productive IS NOT TRUE;
END;
COMMENT ON FUNCTION stranded_wait(timestamptz, timestamptz) IS
  'internal: return the spans in which a request waited for an assignee who was neither available nor engaged, that overlap the window [from_at, to_at), up to as_of, one row per request, assignee and interval of a status; with their true ends; reason: its label, (none), or the class in brackets';
