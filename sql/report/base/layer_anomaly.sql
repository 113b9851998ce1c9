-- layer_anomaly: what do intervals, and what events tell of each other,
-- contradict?
--
-- One row per anomaly of the window [from_at, to_at) by its time; NULL is no
-- bound.  Only a log with layers has any:
--
--   overlap: a row of status_interval begins before one of its user, channel and
--   layer has ended; the other is the one that ends last, of these the first;
--   two_places: the same, if both are available and their sources differ;
--   no_duration: a row does not end after its start;
--   long_status: a row at work lasts 16 hours or more;
--   previous_status: an event tells another status before it than the one that
--   was told;
--   reason_without_status: a row with reason_only has no event before it.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION layer_anomaly(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  kind text,
  user_id status_event.user_id%TYPE,
  event_id bigint,
  occurred_at timestamptz,
  status text,
  reason text,
  action text,
  event_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 10
BEGIN ATOMIC
  SELECT NULL::text AS kind, u.user_id, NULL::bigint AS event_id, NULL::timestamptz AS occurred_at, NULL::text AS status, NULL::text AS reason,
    NULL::text AS action, NULL::bigint AS event_count
  FROM user_label() u
  WHERE false;
END;
-- layered:
BEGIN ATOMIC
  WITH span AS (
    SELECT i.user_id, coalesce(i.channel, '') AS channel, coalesce(i.layer, '') AS layer, i.interval_id, i.status, i.reason, i.source,
      i.started_at, coalesce(i.ended_at, 'infinity') AS ended_at
    FROM status_interval_input() i
    WHERE i.user_id IS NOT NULL AND i.started_at <= (SELECT t.as_of FROM report_end() t)
      AND (i.started_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE),
  -- the end of those before it
  ordered AS (
    SELECT s.user_id, s.channel, s.layer, s.interval_id, s.status, s.reason, s.source, s.started_at, s.ended_at,
      max(s.ended_at) OVER (PARTITION BY s.user_id, s.channel, s.layer ORDER BY s.started_at, s.ended_at DESC, s.interval_id, s.status COLLATE "C", s.reason COLLATE "C"
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until
    FROM span s
    WHERE s.ended_at > s.started_at),
  other AS (
    SELECT DISTINCT ON (s.user_id, s.channel, s.layer, s.ended_at) s.user_id, s.channel, s.layer, s.ended_at, s.interval_id, s.status, s.source
    FROM ordered s
    ORDER BY s.user_id, s.channel, s.layer, s.ended_at, s.started_at, s.interval_id, s.status COLLATE "C", s.reason COLLATE "C"),
  told AS (
    SELECT CASE WHEN o.source <> s.source AND c.is_available AND a.is_available THEN 'two_places' ELSE 'overlap' END AS kind,
      s.user_id, s.interval_id AS event_id, s.started_at AS occurred_at, s.status, s.reason,
      CASE WHEN userlogs.label_key(o.status) IS NOT DISTINCT FROM userlogs.label_key(s.status) THEN 'joined with ' ELSE 'one counts, by precedence, of this and ' END
        || coalesce('row ' || o.interval_id || ' of ', 'the row of ') || coalesce(o.status, '(unknown)')
        || coalesce(' in ' || o.source, '') || CASE WHEN s.until < 'infinity' THEN ' until ' || to_char(userlogs.local_time(s.until, t.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || t.time_zone
          ELSE ', which has no end' END AS action
    FROM report_setting() t
    CROSS JOIN ordered s
    JOIN other o ON o.user_id = s.user_id AND o.channel = s.channel AND o.layer = s.layer AND o.ended_at = s.until
    LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(s.status)
    LEFT JOIN status_key_class() a ON a.status_key = userlogs.label_key(o.status)
    WHERE s.until > s.started_at
    UNION ALL
    SELECT 'no_duration', s.user_id, s.interval_id, s.started_at, s.status, s.reason, 'not counted: it does not end after its start'
    FROM span s
    WHERE s.ended_at <= s.started_at
    UNION ALL
    SELECT 'long_status', s.user_id, s.interval_id, s.started_at, s.status, s.reason,
      'counted as staffed for ' || trunc(extract(epoch FROM least(s.ended_at, t.as_of) - s.started_at) / 3600) || ' hours, if no limit ends it, until '
        || to_char(userlogs.local_time(least(s.ended_at, t.as_of), t.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || t.time_zone
    FROM report_setting() t
    CROSS JOIN span s
    JOIN status_key_class() c ON c.status_key = userlogs.label_key(s.status) AND c.is_staffed
    WHERE CASE WHEN s.ended_at > s.started_at THEN least(s.ended_at, t.as_of) - s.started_at >= interval '16 hours' ELSE false END
    UNION ALL
    SELECT 'previous_status', e.user_id, e.event_id, e.occurred_at, e.previous_status, e.previous_reason,
      'not counted: ' || coalesce('event ' || e.last_id, 'an event') || ' had told ' || coalesce(e.last_status, '(unknown)')
    FROM (
      SELECT k.user_id, k.event_id, k.occurred_at, k.previous_status, k.previous_reason, k.previous_at,
        lag(k.status) OVER told AS last_status, lag(k.event_id) OVER told AS last_id, lag(k.occurred_at) OVER told AS last_at
      FROM status_event_input() k
      WHERE k.user_id IS NOT NULL AND k.reason_only IS NOT TRUE AND isfinite(k.occurred_at) AND k.occurred_at >= (SELECT b.starts_at FROM report_start() b)
        AND k.occurred_at <= (SELECT t.as_of FROM report_end() t) AND input_gives('status_event_input()'::regprocedure, 'previous_status')
      WINDOW told AS (PARTITION BY k.user_id, k.channel, k.layer ORDER BY k.occurred_at, k.event_id, k.status COLLATE "C", k.reason COLLATE "C")) e
    WHERE e.last_at IS NOT NULL AND e.previous_status IS NOT NULL AND userlogs.label_key(e.previous_status) IS DISTINCT FROM userlogs.label_key(e.last_status)
      -- else it is given back
      AND (e.previous_at > e.last_at AND e.previous_at < e.occurred_at) IS NOT TRUE
    UNION ALL
    SELECT 'reason_without_status', e.user_id, e.event_id, e.occurred_at, NULL, e.reason, 'not counted: no event before it in its layer'
    FROM (
      SELECT k.user_id, k.event_id, k.occurred_at, k.reason, k.reason_only,
        count(*) FILTER (WHERE k.reason_only IS NOT TRUE) OVER (PARTITION BY k.user_id, k.channel, k.layer
          ORDER BY k.occurred_at, k.event_id, k.status COLLATE "C", k.reason COLLATE "C" ROWS UNBOUNDED PRECEDING) AS event_number
      FROM status_event_input() k
      WHERE k.user_id IS NOT NULL AND isfinite(k.occurred_at) AND k.occurred_at >= (SELECT b.starts_at FROM report_start() b)
        AND k.occurred_at <= (SELECT t.as_of FROM report_end() t) AND input_gives('status_event_input()'::regprocedure, 'reason_only')) e
    WHERE e.reason_only AND e.event_number = 0)
  SELECT a.kind, a.user_id, a.event_id, a.occurred_at, a.status, a.reason, min(a.action) AS action, count(*) AS event_count
  FROM told a
  WHERE (layer_anomaly.from_at IS NULL OR a.occurred_at >= layer_anomaly.from_at) AND (layer_anomaly.to_at IS NULL OR a.occurred_at < layer_anomaly.to_at)
  GROUP BY a.kind, a.user_id, a.event_id, a.occurred_at, a.status, a.reason;
END;
COMMENT ON FUNCTION layer_anomaly(timestamptz, timestamptz) IS
  'internal: return what intervals, previous statuses and reasons in rows of their own contradict in the window [from_at, to_at), one row per kind and event or interval; NULL is no bound. None for a log without them';
