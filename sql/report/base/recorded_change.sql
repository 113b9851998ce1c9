-- recorded_change: the changes of status that the inputs of a log with layers
-- tell, interval rows and what concerns all users apart.
--
-- One row per change:
--
--   each event; a row with reason_only gives its reason to the event before it
--   in its layer, from the start, or if that has a reason, changes it;
--   the status before an event, by previous_status, if no event has told it:
--   from previous_at on, or if it is the first of its layer, from the start of
--   the log;
--   each row of initial_status, at the start of the log;
--   each row of status_snapshot; whoever is in one and not in the next one of
--   that channel and layer is in gap_status from that on.

CREATE OR REPLACE FUNCTION recorded_change()
RETURNS TABLE (
  event_id bigint,
  user_id status_event.user_id%TYPE,
  channel text,
  layer text,
  occurred_at timestamptz,
  status text,
  reason text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100000
BEGIN ATOMIC
  SELECT e.event_id, e.user_id, e.channel, e.layer, e.occurred_at, e.status, e.reason
  FROM status_event_input() e
  WHERE e.user_id IS NOT NULL
    AND NOT (input_gives('status_event_input()'::regprocedure, 'reason_only') OR input_gives('status_event_input()'::regprocedure, 'previous_status'))
  UNION ALL
  SELECT k.event_id, k.user_id, k.channel, k.layer, c.occurred_at, c.status, c.reason
  FROM (
    SELECT r.event_id, r.user_id, r.channel, r.layer, r.occurred_at, r.reason_only, r.position, r.status,
      CASE WHEN r.position = 1 THEN coalesce(r.reason, r.next_reason) ELSE r.reason END AS reason, r.first_reason,
      r.previous_status, r.previous_reason, r.previous_at,
      lag(r.last_status) OVER before AS last_status, lag(r.occurred_at) OVER before AS last_at
    FROM (
      SELECT g.event_id, g.user_id, g.channel, g.layer, g.occurred_at, g.reason, g.reason_only, g.previous_status, g.previous_reason, g.previous_at,
        row_number() OVER told AS position, first_value(g.status) OVER told AS status, first_value(g.status) OVER told AS last_status,
        first_value(g.reason) OVER told AS first_reason, lead(g.reason) OVER told AS next_reason, g.event_number
      FROM (
        SELECT e.event_id, e.user_id, e.channel, e.layer, e.occurred_at, e.status, e.reason, coalesce(e.reason_only, false) AS reason_only,
          e.previous_status, e.previous_reason, e.previous_at,
          count(*) FILTER (WHERE e.reason_only IS NOT TRUE) OVER (PARTITION BY e.user_id, e.channel, e.layer
            ORDER BY e.occurred_at, e.event_id, e.status COLLATE "C", e.reason COLLATE "C" ROWS UNBOUNDED PRECEDING) AS event_number
        FROM status_event_input() e
        WHERE e.user_id IS NOT NULL AND e.occurred_at >= (SELECT b.starts_at FROM report_start() b) AND isfinite(e.occurred_at)) g
      WHERE g.event_number > 0
      WINDOW told AS (PARTITION BY g.user_id, g.channel, g.layer, g.event_number ORDER BY g.occurred_at, g.event_id NULLS LAST, g.reason_only)) r
    WINDOW before AS (PARTITION BY r.user_id, r.channel, r.layer ORDER BY r.event_number, r.position)) k
  CROSS JOIN LATERAL (
    -- the second row of an event without a reason has given it to the first
    SELECT k.occurred_at, k.status, k.reason WHERE k.position <> 2 OR k.first_reason IS NOT NULL
    UNION ALL
    SELECT CASE WHEN k.last_at IS NULL THEN coalesce(greatest(CASE WHEN k.previous_at < k.occurred_at THEN k.previous_at END, s.starts_at), s.starts_at)
        ELSE k.previous_at END, k.previous_status, k.previous_reason
    FROM log_start() s
    WHERE k.position = 1 AND k.previous_status IS NOT NULL
      AND CASE WHEN k.last_at IS NULL THEN s.starts_at < k.occurred_at
        ELSE k.previous_at > k.last_at AND k.previous_at < k.occurred_at
          AND userlogs.label_key(k.previous_status) IS DISTINCT FROM userlogs.label_key(k.last_status) END) c(occurred_at, status, reason)
  WHERE input_gives('status_event_input()'::regprocedure, 'reason_only') OR input_gives('status_event_input()'::regprocedure, 'previous_status')
  UNION ALL
  SELECT NULL, i.user_id, i.channel, i.layer, s.starts_at, i.status, i.reason
  FROM initial_status_input() i
  CROSS JOIN log_start() s
  WHERE i.user_id IS NOT NULL AND input_gives('initial_status_input()'::regprocedure, NULL)
  UNION ALL
  SELECT NULL, p.user_id, p.channel, p.layer, p.polled_at, p.status, p.reason
  FROM status_snapshot_input() p
  WHERE p.user_id IS NOT NULL
  UNION ALL
  SELECT NULL, u.user_id, u.channel, u.layer, u.next_poll_at, (SELECT g.gap_status FROM layer_setting() g), NULL
  FROM (
    SELECT s.user_id, s.channel, s.layer, s.next_poll_at, lead(s.polled_at) OVER (PARTITION BY s.user_id, s.channel, s.layer ORDER BY s.polled_at) AS next_at
    FROM (
      -- a poll is of a channel and a layer; without a user it found nobody
      SELECT p.user_id, p.channel, p.layer, p.polled_at, o.next_poll_at
      FROM status_snapshot_input() p
      JOIN (
        SELECT t.channel, t.layer, t.polled_at, lead(t.polled_at) OVER (PARTITION BY t.channel, t.layer ORDER BY t.polled_at) AS next_poll_at
        FROM status_snapshot_input() t
        GROUP BY t.channel, t.layer, t.polled_at) o
        ON o.polled_at = p.polled_at AND coalesce(o.channel, '') = coalesce(p.channel, '') AND coalesce(o.layer, '') = coalesce(p.layer, '')
      WHERE p.user_id IS NOT NULL
      GROUP BY p.user_id, p.channel, p.layer, p.polled_at, o.next_poll_at) s) u
  WHERE u.next_poll_at < coalesce(u.next_at, 'infinity');
END;
COMMENT ON FUNCTION recorded_change() IS
  'internal: return the changes of status that events, initial_status and status_snapshot tell, with what previous_status, reason_only and missing from a snapshot add, one row per change';
