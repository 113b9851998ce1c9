-- logged_interval: the intervals of user_interval, and who or what set the
-- status.
--
-- One row per interval.  changed_by and source are of the event that began it:
-- of those at one time the one that counts, and no heartbeat at the time at
-- which a limit ended the status before.  The event is looked up for each
-- interval of a window, else all are read in one pass: by number, or if that
-- does not name one event, those that count at each time.

CREATE OR REPLACE FUNCTION logged_interval(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  status text,
  class text,
  counts_as text,
  reason text,
  started_at timestamptz,
  ended_at timestamptz,
  clipped_start timestamptz,
  clipped_end timestamptz,
  duration interval,
  is_open boolean,
  start_cause text,
  end_cause text,
  event_id bigint,
  changed_by text,
  source text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT i.user_id, i.status, i.class, i.counts_as, i.reason, i.started_at, i.ended_at, i.clipped_start, i.clipped_end, i.duration, i.is_open,
    i.start_cause, i.end_cause, i.event_id, e.changed_by, e.source
  FROM user_interval(logged_interval.from_at, logged_interval.to_at) i
  LEFT JOIN (
    SELECT DISTINCT ON (f.user_id, f.occurred_at) f.user_id, f.occurred_at, f.changed_by, f.source
    FROM usable_event() f
    WHERE f.occurred_at < coalesce(logged_interval.to_at, 'infinity')
    ORDER BY f.user_id DESC, f.occurred_at DESC, f.event_id DESC,
      (f.event_id IS NULL AND userlogs.label_key(f.status) = ANY (CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END)) IS TRUE DESC,
      f.status COLLATE "C" DESC, f.reason COLLATE "C" DESC, f.changed_by, f.source) e
    ON e.user_id = i.user_id AND e.occurred_at = i.started_at AND i.start_cause = 'changed'
  WHERE NOT CASE WHEN CASE WHEN logged_interval.from_at > '-infinity' THEN log_is_indexed() ELSE false END THEN true ELSE event_is_numbered() END
  UNION ALL
  SELECT i.user_id, i.status, i.class, i.counts_as, i.reason, i.started_at, i.ended_at, i.clipped_start, i.clipped_end, i.duration, i.is_open,
    i.start_cause, i.end_cause, i.event_id, e.changed_by, e.source
  FROM user_interval(logged_interval.from_at, logged_interval.to_at) i
  -- the number would do; a condition on the user reaches the log, too, and with
  -- the time the planner does not expect to look up the same event again
  LEFT JOIN status_event_input() e ON e.user_id = i.user_id AND e.occurred_at = i.started_at AND e.event_id = i.event_id
  WHERE CASE WHEN CASE WHEN logged_interval.from_at > '-infinity' THEN log_is_indexed() ELSE false END THEN false ELSE event_is_numbered() END
  UNION ALL
  SELECT i.user_id, i.status, i.class, i.counts_as, i.reason, i.started_at, i.ended_at, i.clipped_start, i.clipped_end, i.duration, i.is_open,
    i.start_cause, i.end_cause, i.event_id, e.changed_by, e.source
  FROM user_interval(logged_interval.from_at, logged_interval.to_at) i
  LEFT JOIN LATERAL (
    SELECT f.changed_by, f.source
    FROM usable_event() f
    WHERE f.user_id = i.user_id AND f.occurred_at = i.started_at
    ORDER BY f.event_id DESC, f.event_id IS NULL AND f.status COLLATE "C" IS NOT DISTINCT FROM i.status DESC,
      f.status COLLATE "C" DESC, f.reason COLLATE "C" DESC, f.changed_by, f.source
    LIMIT 1) e ON i.start_cause = 'changed'
  WHERE CASE WHEN logged_interval.from_at > '-infinity' THEN log_is_indexed() ELSE false END;
END;
-- layered:
BEGIN ATOMIC
  -- what decides may have begun before: by number, or if it has none by the time
  -- at which the interval begins
  WITH interval AS MATERIALIZED (
    SELECT i.user_id, i.status, i.class, i.counts_as, i.reason, i.started_at, i.ended_at, i.clipped_start, i.clipped_end, i.duration, i.is_open,
      i.start_cause, i.end_cause, i.event_id,
      coalesce(i.event_id, 0) AS number, CASE WHEN i.event_id IS NULL THEN i.started_at ELSE '-infinity' END AS at
    FROM user_interval(logged_interval.from_at, logged_interval.to_at) i)
  SELECT i.user_id, i.status, i.class, i.counts_as, i.reason, i.started_at, i.ended_at, i.clipped_start, i.clipped_end, i.duration, i.is_open,
    i.start_cause, i.end_cause, i.event_id, e.changed_by, e.source
  FROM interval i
  LEFT JOIN (
    -- of equal ones the least
    SELECT f.user_id, f.status, k.number, k.at, min(f.changed_by) AS changed_by, min(f.source) AS source
    FROM log_event() f
    CROSS JOIN LATERAL (SELECT coalesce(f.event_id, 0), CASE WHEN f.event_id IS NULL THEN f.occurred_at ELSE '-infinity' END) k(number, at)
    WHERE (f.user_id, k.number, k.at) IN (SELECT n.user_id, n.number, n.at FROM interval n)
    GROUP BY f.user_id, f.status, k.number, k.at) e
    ON e.user_id = i.user_id AND e.status = i.status AND e.number = i.number AND e.at = i.at;
END;
COMMENT ON FUNCTION logged_interval(timestamptz, timestamptz) IS
  'internal: return the intervals of user_interval in the window [from_at, to_at), one row per interval, with changed_by and source of the event that began it';
