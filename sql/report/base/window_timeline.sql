-- window_timeline: the timelines of user_timeline, by look-ups in an index.
--
-- Arguments and rows as for user_timeline.  For each user it reads the window
-- and the 8 events on either side of it, which for most users is enough to know
-- the status before the window and its start, and the status at its end and
-- when that changed.  For the others it looks up
--
--   the status before the window, and the last event before it that differs,
--   the status at the end of the window, and the first event after it that
--   differs,
--
-- and reads what lies between.  An event that loses a tie does not differ.  An
-- event that differs begins a new status whatever came before it, so limits,
-- which depend on when it began, are exact, too.
--
-- Of the 8 events the farthest may be in a tie with one that is not read, so
-- the status that it sets is not known for certain: what differs must be nearer.
--
-- Rows are compared as (user, time), for the order of the index; with user_id =
-- x the planner could prefer an index on the time alone, and read all events of
-- others up to one of a user who left long ago.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION window_timeline(from_at timestamptz, to_at timestamptz, same_before text DEFAULT NULL,
  same_after text DEFAULT NULL, teams text[] DEFAULT NULL, is_raw boolean DEFAULT false, margin interval DEFAULT NULL)
RETURNS TABLE (user_id status_event.user_id%TYPE, timeline userlogs.timeline)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 50
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT b.starts_at, s.as_of,
      -- what counts first at one time if no number decides
      CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END AS tie_keys,
      -- where a scan begins: of two bounds on one side it would take the first
      least(k.from_at, s.as_of + interval '1 microsecond') AS before_at, greatest(k.to_at, k.from_at, b.starts_at) AS after_at,
      least(k.to_at, s.as_of + interval '1 microsecond') AS end_at,
      ARRAY(SELECT c.status_key FROM class_key(window_timeline.same_before) c) AS before,
      ARRAY(SELECT c.status_key FROM class_key(window_timeline.same_after) c) AS after
    FROM report_start() b
    CROSS JOIN report_end() s
    -- no event is so early or late that the margin would matter there
    CROSS JOIN (
      SELECT coalesce(CASE WHEN window_timeline.from_at > '1900-01-01 00:00+00' THEN window_timeline.from_at - window_timeline.margin - interval '1 microsecond' END,
          window_timeline.from_at, '-infinity'),
        coalesce(CASE WHEN window_timeline.to_at < '10000-01-01 00:00+00' THEN window_timeline.to_at + window_timeline.margin + interval '1 microsecond' END,
          window_timeline.to_at, 'infinity')) k(from_at, to_at))
  SELECT u.user_id,
    CASE WHEN window_timeline.is_raw THEN coalesce(f.timeline, x.timeline)
      ELSE userlogs.expire_statuses(userlogs.fold_labels(coalesce(f.timeline, x.timeline), bigint '10000'),
        userlogs.statuses_not_in(userlogs.fold_labels(coalesce(f.timeline, x.timeline), bigint '10000'),
          ARRAY(SELECT k.status_key FROM class_key('offline') k)),
        NULL::interval, NULL::interval, w.as_of, (SELECT l.limits FROM report_limit() l)) END AS timeline
  FROM w
  CROSS JOIN log_user() u
  CROSS JOIN LATERAL (
    SELECT n.timeline,
      CASE WHEN n.before_count < 8 THEN true ELSE (
        SELECT bool_or(i.clipped_end < w.before_at AND i.started_at > userlogs.first_at(n.timeline)
          AND CASE WHEN window_timeline.same_before IS NULL THEN true
            ELSE (userlogs.label_key(i.status) = ANY (w.before)
              AND userlogs.label_key(userlogs.status_at(n.timeline, w.before_at - interval '1 microsecond')) = ANY (w.before)) IS NOT TRUE END)
        FROM userlogs.status_intervals(n.timeline, timestamptz '-infinity', w.before_at) i) END
      AND CASE WHEN n.after_count < 8 THEN true ELSE (
        SELECT bool_or(i.started_at >= w.after_at AND i.started_at < userlogs.last_at(n.timeline)
          AND CASE WHEN window_timeline.same_after IS NULL THEN true
            ELSE (userlogs.label_key(i.status) = ANY (w.after)
              AND userlogs.label_key(userlogs.status_at(n.timeline, w.after_at - interval '1 microsecond')) = ANY (w.after)) IS NOT TRUE END)
        FROM userlogs.status_intervals(n.timeline, w.after_at, timestamptz 'infinity') i) END AS is_exact
    FROM (
      SELECT userlogs.settle_ties(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id), w.tie_keys) AS timeline,
        count(*) FILTER (WHERE e.side < 0) AS before_count, count(*) FILTER (WHERE e.side > 0) AS after_count
      FROM (
        (SELECT e.occurred_at, e.status, e.reason, e.event_id, -1 AS side
        FROM log_event() e
        WHERE (e.user_id, e.occurred_at) >= (u.user_id, w.starts_at) AND (e.user_id, e.occurred_at) < (u.user_id, w.before_at)
        ORDER BY e.user_id DESC, e.occurred_at DESC
        LIMIT 8)
        UNION ALL
        SELECT e.occurred_at, e.status, e.reason, e.event_id, 0
        FROM log_event() e
        WHERE e.user_id = u.user_id AND e.occurred_at >= greatest(w.before_at, w.starts_at) AND e.occurred_at < w.end_at
        UNION ALL
        (SELECT e.occurred_at, e.status, e.reason, e.event_id, 1
        FROM log_event() e
        WHERE (e.user_id, e.occurred_at) >= (u.user_id, w.after_at) AND (e.user_id, e.occurred_at) <= (u.user_id, w.as_of)
        ORDER BY e.user_id, e.occurred_at
        LIMIT 8)) e) n
    OFFSET 0) x
  LEFT JOIN LATERAL (
    SELECT r.timeline
    FROM (SELECT 1) o
    LEFT JOIN LATERAL (
      SELECT e.occurred_at, e.status, e.reason
      FROM log_event() e
      WHERE (e.user_id, e.occurred_at) >= (u.user_id, w.starts_at) AND (e.user_id, e.occurred_at) < (u.user_id, w.before_at)
      ORDER BY e.user_id DESC, e.occurred_at DESC, e.event_id DESC,
        (e.event_id IS NULL AND userlogs.label_key(e.status) = ANY (w.tie_keys)) IS TRUE DESC, e.status COLLATE "C" DESC, e.reason COLLATE "C" DESC
      LIMIT 1) l ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at
      FROM log_event() e
      WHERE (e.user_id, e.occurred_at) >= (u.user_id, w.starts_at) AND (e.user_id, e.occurred_at) < (u.user_id, l.occurred_at)
        AND (e.status COLLATE "C" IS DISTINCT FROM l.status OR e.reason COLLATE "C" IS DISTINCT FROM l.reason)
        -- so does the one that counts at that time
        AND (
          SELECT (k.status COLLATE "C" IS DISTINCT FROM l.status OR k.reason COLLATE "C" IS DISTINCT FROM l.reason)
            AND (userlogs.label_key(k.status) = ANY (w.before) AND userlogs.label_key(l.status) = ANY (w.before)) IS NOT TRUE
          FROM log_event() k
          WHERE k.user_id = e.user_id AND k.occurred_at = e.occurred_at
          ORDER BY k.event_id DESC,
            (k.event_id IS NULL AND userlogs.label_key(k.status) = ANY (w.tie_keys)) IS TRUE DESC, k.status COLLATE "C" DESC, k.reason COLLATE "C" DESC
          LIMIT 1)
      ORDER BY e.user_id DESC, e.occurred_at DESC
      LIMIT 1) c ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at, e.status, e.reason
      FROM log_event() e
      WHERE (e.user_id, e.occurred_at) >= (u.user_id, w.starts_at) AND (e.user_id, e.occurred_at) < (u.user_id, w.end_at)
      ORDER BY e.user_id DESC, e.occurred_at DESC, e.event_id DESC,
        (e.event_id IS NULL AND userlogs.label_key(e.status) = ANY (w.tie_keys)) IS TRUE DESC, e.status COLLATE "C" DESC, e.reason COLLATE "C" DESC
      LIMIT 1) m ON true
    LEFT JOIN LATERAL (
      SELECT e.occurred_at
      FROM log_event() e
      WHERE (e.user_id, e.occurred_at) >= (u.user_id, w.after_at) AND (e.user_id, e.occurred_at) <= (u.user_id, w.as_of)
        AND (e.status COLLATE "C" IS DISTINCT FROM m.status OR e.reason COLLATE "C" IS DISTINCT FROM m.reason)
        AND (
          SELECT (k.status COLLATE "C" IS DISTINCT FROM m.status OR k.reason COLLATE "C" IS DISTINCT FROM m.reason)
            AND (userlogs.label_key(k.status) = ANY (w.after) AND userlogs.label_key(m.status) = ANY (w.after)) IS NOT TRUE
          FROM log_event() k
          WHERE k.user_id = e.user_id AND k.occurred_at = e.occurred_at
          ORDER BY k.event_id DESC,
            (k.event_id IS NULL AND userlogs.label_key(k.status) = ANY (w.tie_keys)) IS TRUE DESC, k.status COLLATE "C" DESC, k.reason COLLATE "C" DESC
          LIMIT 1)
      ORDER BY e.user_id, e.occurred_at
      LIMIT 1) n ON true
    CROSS JOIN LATERAL (
      SELECT userlogs.settle_ties(userlogs.timeline_agg(e.occurred_at, e.status, e.reason, e.event_id), w.tie_keys) AS timeline
      FROM log_event() e
      WHERE e.user_id = u.user_id AND e.occurred_at > coalesce(c.occurred_at, '-infinity') AND e.occurred_at <= coalesce(n.occurred_at, w.as_of)
        AND e.occurred_at >= w.starts_at) r
    WHERE x.is_exact IS NOT TRUE
    OFFSET 0) f ON true
  WHERE coalesce(f.timeline, x.timeline) IS NOT NULL
    AND CASE WHEN window_timeline.teams IS NULL THEN true ELSE u.user_id NOT IN (SELECT o.user_id FROM other_user(window_timeline.teams) o) END;
END;
COMMENT ON FUNCTION window_timeline(timestamptz, timestamptz, text, text, text[], boolean, interval) IS
  'internal: return the timelines of user_timeline by look-ups in an index on user and time, one row per user; arguments as for user_timeline';
