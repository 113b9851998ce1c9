-- anomalies: which events were ignored or changed, or contradict each other, and
-- how?
--
-- One row per kind and event of the window [from_at, to_at); an event may be of
-- several kinds.  Equal events are one row, as are all excess labels of a user,
-- and a session.  An event without a time is in no window with a bound.
--
-- What the log says on purpose is none: a NULL status ends what was said before,
-- and of several events at one time the one with the largest number counts, and
-- without numbers what is staffed.
--
-- severity is what a kind does to the figures: error, they are wrong or lack
-- something; warning, they may be wrong; notice, they are right, but look at it.
--
-- jit = off: it would compile for longer than the rest takes.
-- key: kind, user_id, occurred_at, event_id, status, reason

CREATE OR REPLACE FUNCTION anomalies_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  kind text,
  user_id status_event.user_id%TYPE,
  user_name text,
  event_id bigint,
  occurred_at timestamptz,
  local_occurred timestamp,
  status text,
  reason text,
  action text,
  event_count bigint,
  time_zone text,
  severity text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off
BEGIN ATOMIC
  -- what a row of the log shows by itself
  WITH flagged AS (
    SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason, b.starts_at,
      e.user_id IS NULL AS missing_user,
      e.occurred_at IS NULL OR NOT isfinite(e.occurred_at) AS invalid_time,
      isfinite(e.occurred_at) AND e.occurred_at < b.starts_at AS too_early,
      isfinite(e.occurred_at) AND e.occurred_at > s.as_of AS event_in_future,
      e.status IS NOT NULL AND c.is_staffed IS NULL AS unknown_status,
      right(e.status, 10) = ' ... (cut)' OR right(e.reason, 10) = ' ... (cut)' AS cut,
      userlogs.normalize_blanks(e.user_id::text) <> e.user_id::text AS blanks_in_user_id
    FROM (
      SELECT r.event_id, CASE WHEN length(r.user_id::text) <= 200 THEN r.user_id END AS user_id, r.occurred_at, r.status, r.reason
      FROM status_event_input() r
      WHERE anomalies_between.from_at > '-infinity' AND r.occurred_at >= anomalies_between.from_at
        -- for an index; without a bound an infinite time is in the window, too
        AND r.occurred_at <= coalesce(anomalies_between.to_at, 'infinity')
        AND (anomalies_between.to_at IS NULL OR r.occurred_at < anomalies_between.to_at)
      UNION ALL
      SELECT r.event_id, CASE WHEN length(r.user_id::text) <= 200 THEN r.user_id END, r.occurred_at, r.status, r.reason
      FROM status_event_input() r
      WHERE (anomalies_between.from_at > '-infinity') IS NOT TRUE
        AND (anomalies_between.from_at IS NULL OR r.occurred_at >= anomalies_between.from_at)
        AND (anomalies_between.to_at IS NULL OR r.occurred_at < anomalies_between.to_at)
        -- of all history most rows are dropped here, as cheaply as can be; see
        -- log_event
        AND ((r.occurred_at > '-infinity' AND r.occurred_at <= (SELECT s.as_of FROM report_end() s)) IS NOT TRUE
          OR r.occurred_at < (SELECT b.starts_at FROM report_start() b)
          OR r.user_id IS NULL OR pg_column_size(r.user_id) > 8 AND length(r.user_id::text) > 200 OR userlogs.normalize_blanks(r.user_id::text) <> r.user_id::text
          OR userlogs.label_key(r.status) NOT IN (SELECT c.status_key FROM status_key_class() c WHERE c.is_staffed IS NOT NULL)
          OR octet_length(r.status) >= 200 AND right(r.status, 10) = ' ... (cut)'
          OR octet_length(r.reason) >= 200 AND right(r.reason, 10) = ' ... (cut)')) e
    CROSS JOIN report_end() s
    CROSS JOIN report_start() b
    LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(e.status)
    OFFSET 0),
  -- the events as they are, without labels folded and limits applied, on to the
  -- ends of sessions
  log AS MATERIALIZED (
    SELECT t.user_id, t.timeline
    FROM user_timeline(anomalies_between.from_at, anomalies_between.to_at, same_after => 'staffed', is_raw => true) t),
  irregular AS MATERIALIZED (
    SELECT l.user_id, i.kind, i.is_first, i.occurred_at, i.status, i.reason, i.sequence AS event_id,
      CASE WHEN i.kind = 'tie' THEN coalesce(userlogs.status_at(l.timeline, i.occurred_at), '(no status)')
        || coalesce(' (' || userlogs.reason_at(l.timeline, i.occurred_at) || ')', '') END AS winner
    FROM log l
    CROSS JOIN LATERAL userlogs.irregular_events(l.timeline, userlogs.statuses_in(l.timeline, ARRAY(SELECT c.status_key FROM class_key('offline') c))) i
    WHERE (anomalies_between.from_at IS NULL OR i.occurred_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR i.occurred_at < anomalies_between.to_at)
      -- different numbers decide
      AND (i.sequence <> i.winning_sequence) IS NOT TRUE),
  -- a timeline has equal events once
  counted AS (
    SELECT i.user_id, i.kind, i.is_first, i.occurred_at, i.status, i.reason, i.event_id, i.winner, k.event_count
    FROM irregular i
    CROSS JOIN LATERAL (
      SELECT count(*) AS event_count
      FROM usable_event() e
      WHERE e.user_id = i.user_id AND e.occurred_at = i.occurred_at AND e.event_id IS NOT DISTINCT FROM i.event_id
        AND e.status COLLATE "C" IS NOT DISTINCT FROM i.status AND e.reason COLLATE "C" IS NOT DISTINCT FROM i.reason) k
    WHERE log_is_indexed()
    UNION ALL
    SELECT i.user_id, i.kind, i.is_first, i.occurred_at, i.status, i.reason, i.event_id, i.winner, count(*)
    FROM irregular i
    JOIN usable_event() e ON e.user_id = i.user_id AND e.occurred_at = i.occurred_at AND e.event_id IS NOT DISTINCT FROM i.event_id
      AND e.status COLLATE "C" IS NOT DISTINCT FROM i.status AND e.reason COLLATE "C" IS NOT DISTINCT FROM i.reason
    WHERE NOT log_is_indexed()
    GROUP BY i.user_id, i.kind, i.is_first, i.occurred_at, i.status, i.reason, i.event_id, i.winner),
  crowded AS (
    SELECT DISTINCT ON (e.user_id, e.occurred_at) e.user_id, e.occurred_at, e.status, e.reason
    FROM window_event(anomalies_between.from_at, anomalies_between.to_at) e
    -- only users with more than 10000 events can have more than 10000 labels
    WHERE e.user_id IN (SELECT l.user_id FROM log l WHERE userlogs.event_count(l.timeline) > 10000)
    ORDER BY e.user_id, e.occurred_at, e.event_id DESC,
      (e.event_id IS NULL AND userlogs.label_key(e.status) = ANY (CASE WHEN event_is_numbered() THEN '{}' ELSE ARRAY(SELECT k.status_key FROM class_key('staffed') k) END)) IS TRUE DESC,
      e.status COLLATE "C" DESC, e.reason COLLATE "C" DESC),
  label AS (
    SELECT c.user_id, k.kind, min(c.occurred_at) AS first_at, count(*) AS event_count,
      row_number() OVER (PARTITION BY c.user_id, k.kind ORDER BY min(c.occurred_at)) AS position
    FROM crowded c
    CROSS JOIN LATERAL (VALUES ('too_many_statuses', c.status), ('too_many_reasons', c.reason)) k(kind, label)
    WHERE k.label IS NOT NULL
    GROUP BY c.user_id, k.kind, k.label),
  folded AS (
    SELECT l.user_id, l.kind, min(l.first_at) AS first_at, count(*) AS label_count, sum(l.event_count)::bigint AS event_count
    FROM label l
    WHERE l.position > 10000
    GROUP BY l.user_id, l.kind),
  -- sessions that nobody ended: only without limits, which would end them
  session AS MATERIALIZED (
    SELECT l.user_id, h.started_at, h.ended_at
    FROM report_end() s
    CROSS JOIN log l
    CROSS JOIN LATERAL userlogs.headcount_steps(
      userlogs.headcount(l.timeline, userlogs.statuses_in(l.timeline, ARRAY(SELECT c.status_key FROM class_key('staffed') c)),
        userlogs.first_at(l.timeline), s.as_of),
      userlogs.first_at(l.timeline), s.as_of) h
    WHERE (SELECT l.max_open_time IS NULL AND l.heartbeat_timeout IS NULL FROM report_limit() l)
      AND userlogs.first_at(l.timeline) < s.as_of
      AND h.headcount > 0
      AND h.ended_at - h.started_at >= interval '16 hours'),
  -- most of them are one status
  long_status AS MATERIALIZED (
    SELECT n.user_id, n.started_at AS session_start, i.sequence AS event_id, i.started_at, i.clipped_end AS ended_at, i.status, i.reason
    FROM session n
    JOIN log l ON l.user_id = n.user_id
    CROSS JOIN LATERAL userlogs.status_intervals(l.timeline, n.started_at, n.ended_at) i
    WHERE i.clipped_end - i.started_at >= interval '16 hours'),
  anomaly AS (
    SELECT k.kind, e.user_id, e.event_id, e.occurred_at, e.status, e.reason, k.action, 1 AS event_count
    FROM flagged e
    CROSS JOIN LATERAL (VALUES
      ('missing_user', e.missing_user, 'not counted'),
      ('invalid_time', e.invalid_time, 'not counted'),
      ('too_early', e.too_early, 'not counted: the report starts at ' || to_char(e.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'),
      ('event_in_future', e.event_in_future, 'not counted before its time has come'),
      ('unknown_status', e.unknown_status, 'counted as unknown, not as available'),
      ('cut', e.cut, 'shown with its first 190 characters'),
      ('blanks_in_user_id', e.blanks_in_user_id, 'counted as another user than ' || userlogs.normalize_blanks(e.user_id::text))
    ) k(kind, applies, action)
    WHERE (e.missing_user OR e.invalid_time OR e.too_early OR e.event_in_future OR e.unknown_status OR e.cut OR e.blanks_in_user_id)
      AND k.applies
    UNION ALL
    SELECT i.kind, i.user_id, i.event_id, i.occurred_at, i.status, i.reason,
      CASE WHEN i.kind = 'tie' THEN 'not shown: ' || i.winner || ' at the same time counts, as no number decides'
        -- a repeated logout is not an anomaly
        WHEN i.is_first THEN 'unknown before, offline from then on' ELSE 'still offline' END, i.event_count
    FROM counted i
    UNION ALL
    SELECT CASE WHEN i.end_cause IN ('capped', 'lost') THEN i.end_cause ELSE 'long_status' END, i.user_id, i.event_id, i.started_at, i.status, i.reason,
      CASE WHEN i.end_cause IN ('capped', 'lost')
        THEN 'unknown from ' || to_char(userlogs.local_time(i.ended_at, s.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || s.time_zone || ' on'
        ELSE 'counted as staffed for ' || trunc(extract(epoch FROM coalesce(i.ended_at, s.as_of) - i.started_at) / 3600) || ' hours, until '
          || to_char(userlogs.local_time(coalesce(i.ended_at, s.as_of), s.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || s.time_zone END, 1
    FROM report_setting() s
    CROSS JOIN user_interval(coalesce(anomalies_between.from_at, '-infinity'), anomalies_between.to_at) i
    WHERE (SELECT l.max_open_time IS NOT NULL OR l.heartbeat_timeout IS NOT NULL FROM report_limit() l)
      AND (i.end_cause IN ('capped', 'lost') OR i.is_staffed AND coalesce(i.ended_at, s.as_of) - i.started_at >= interval '16 hours')
      AND (anomalies_between.from_at IS NULL OR i.started_at >= anomalies_between.from_at)
    UNION ALL
    SELECT f.kind, f.user_id, NULL, f.first_at, NULL, NULL,
      f.label_count || ' labels after the first 10000 are shown as (other)', f.event_count
    FROM folded f
    UNION ALL
    SELECT 'long_status', i.user_id, i.event_id, i.started_at, i.status, i.reason,
      'counted as staffed for ' || trunc(extract(epoch FROM i.ended_at - i.started_at) / 3600) || ' hours, until '
        || to_char(userlogs.local_time(i.ended_at, s.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || s.time_zone
        || ': set max_open_time if logouts are forgotten', 1
    FROM long_status i
    CROSS JOIN report_setting() s
    WHERE (anomalies_between.from_at IS NULL OR i.started_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR i.started_at < anomalies_between.to_at)
    UNION ALL
    SELECT 'long_session', n.user_id, NULL, n.started_at, NULL, NULL,
      'counted as staffed for ' || trunc(extract(epoch FROM n.ended_at - n.started_at) / 3600) || ' hours: set max_open_time if logouts are forgotten', 1
    FROM session n
    WHERE (anomalies_between.from_at IS NULL OR n.started_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR n.started_at < anomalies_between.to_at)
      AND NOT EXISTS (SELECT FROM long_status i WHERE i.user_id = n.user_id AND i.session_start = n.started_at))
  SELECT a.kind, a.user_id, coalesce(u.name, a.user_id::text) AS user_name, a.event_id,
    CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END AS occurred_at,
    -- not within a day of the ends of the range, where the local time may be
    -- outside
    CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN userlogs.local_time(a.occurred_at, s.time_zone) END AS local_occurred,
    a.status, a.reason, min(a.action) AS action, sum(a.event_count)::bigint AS event_count, s.time_zone,
    CASE
      WHEN a.kind IN ('missing_user', 'invalid_time', 'too_early', 'unknown_status', 'long_status', 'long_session') THEN 'error'
      WHEN a.kind IN ('logout_without_login', 'cut', 'too_many_statuses', 'too_many_reasons') THEN 'notice'
      ELSE 'warning' END AS severity
  FROM anomaly a
  CROSS JOIN report_setting() s
  LEFT JOIN user_label() u ON u.user_id = a.user_id
  WHERE userlogs.valid_window(anomalies_between.from_at, anomalies_between.to_at)
  GROUP BY a.kind, a.user_id, u.name, a.event_id, CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END,
    CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN userlogs.local_time(a.occurred_at, s.time_zone) END,
    a.status, a.reason, s.time_zone;
END;
COMMENT ON FUNCTION anomalies_between(timestamptz, timestamptz) IS
  'Return the anomalies of the window [from_at, to_at): of events in it, of sessions and statuses that began in it, and of labels beyond the first 10,000 in it. NULL is no bound; events without a time are rows only without any bound';

COMMENT ON VIEW anomalies IS
  'Events that were ignored or changed, or contradict each other, and how. One row per kind and event (equal events together), user or session; key (kind, user_id, occurred_at, event_id, status, reason). A filter on time reads everything: for a window take anomalies_between';
COMMENT ON COLUMN anomalies.kind IS
  'missing_user (none, or over 200 characters), invalid_time (none, or infinite), too_early (before report_start), event_in_future, unknown_status (not in status_class), logout_without_login (offline while already offline with another status or reason, or as the first event), tie (another event at the same time takes effect, and no number decides), cut (a text of over 200 characters), blanks_in_user_id (around it, or more than one inside), capped (ended by max_open_time), lost (ended by heartbeat_timeout), too_many_statuses, too_many_reasons (over 10,000 of the user), long_status (a staffed status of 16 hours or more), long_session (staffed for 16 hours or more, without a limit in setting and without a long_status)';
COMMENT ON COLUMN anomalies.user_id IS 'User of the event; NULL: missing';
COMMENT ON COLUMN anomalies.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN anomalies.event_id IS 'Event; for capped, lost and long_status the event that began the status; NULL for too_many_statuses, too_many_reasons and long_session';
COMMENT ON COLUMN anomalies.occurred_at IS 'Time of the event, of the start of the session, or of the first use of a label beyond 10,000; NULL: none, or infinite';
COMMENT ON COLUMN anomalies.local_occurred IS 'occurred_at on the clock of time_zone';
COMMENT ON COLUMN anomalies.status IS 'Status as written by the source; NULL: none given';
COMMENT ON COLUMN anomalies.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN anomalies.action IS 'Action taken, and what contradicts the event';
COMMENT ON COLUMN anomalies.event_count IS 'Number of events equal in all these columns; for too_many_statuses and too_many_reasons of those shown as (other)';
COMMENT ON COLUMN anomalies.time_zone IS 'Time zone of local_occurred, from setting';
COMMENT ON COLUMN anomalies.severity IS
  'What the kind does to the figures: error, they are wrong or lack something (missing_user, invalid_time, too_early, unknown_status, long_status, long_session); warning, they may be wrong (event_in_future, tie, blanks_in_user_id, capped, lost); notice, they are right (logout_without_login, cut, too_many_statuses, too_many_reasons)';
