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
      FROM logged_row() r
      WHERE anomalies_between.from_at > '-infinity' AND r.occurred_at >= anomalies_between.from_at
        -- for an index; without a bound an infinite time is in the window, too
        AND r.occurred_at <= coalesce(anomalies_between.to_at, 'infinity')
        AND (anomalies_between.to_at IS NULL OR r.occurred_at < anomalies_between.to_at)
      UNION ALL
      SELECT k.event_id, k.user_id, k.occurred_at, k.status, k.reason
      FROM (
        SELECT r.event_id, CASE WHEN length(r.user_id::text) <= 200 THEN r.user_id END AS user_id, r.occurred_at, r.status, r.reason
        FROM logged_row() r
        WHERE (anomalies_between.from_at IS NULL OR r.occurred_at >= anomalies_between.from_at)
          AND (anomalies_between.to_at IS NULL OR r.occurred_at < anomalies_between.to_at)
          -- of all history most rows are dropped here, as cheaply as can be; see
          -- log_event
          AND ((r.occurred_at > '-infinity' AND r.occurred_at <= (SELECT s.as_of FROM report_end() s)) IS NOT TRUE
            OR r.occurred_at < (SELECT b.starts_at FROM report_start() b)
            OR r.user_id IS NULL OR pg_column_size(r.user_id) > 8 AND length(r.user_id::text) > 200 OR userlogs.normalize_blanks(r.user_id::text) <> r.user_id::text
            OR userlogs.label_key(r.status) NOT IN (SELECT c.status_key FROM status_key_class() c WHERE c.is_staffed IS NOT NULL)
            OR octet_length(r.status) >= 200 AND right(r.status, 10) = ' ... (cut)'
            OR octet_length(r.reason) >= 200 AND right(r.reason, 10) = ' ... (cut)')
        -- so that no worker is started for a window
        OFFSET 0) k
      WHERE (anomalies_between.from_at > '-infinity') IS NOT TRUE) e
    CROSS JOIN report_end() s
    CROSS JOIN report_start() b
    LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(e.status)
    OFFSET 0),
  -- the events as they are, without labels folded and limits applied, on to the
  -- ends of sessions, each layer by itself
  log AS MATERIALIZED (
    SELECT row_number() OVER () AS number, t.user_id, t.timeline
    FROM user_timeline(anomalies_between.from_at, anomalies_between.to_at, same_after => 'staffed', is_raw => true) t),
  -- the same events with their sources as reasons, and the seconds at which they
  -- were recorded as numbers: of a window those within 15 minutes, and the first
  -- ones after that, so that they are compared with the same as without a window
  recorded AS MATERIALIZED (
    SELECT k.user_id, NULL::userlogs.timeline AS numbered, k.recorded
    FROM (
      SELECT e.user_id, userlogs.timeline_agg(e.occurred_at, e.status, e.source,
        CASE WHEN isfinite(e.recorded_at) THEN date_part('epoch', e.recorded_at)::bigint END) AS recorded
      FROM usable_event() e
      -- not for a log that has neither
      WHERE (SELECT EXISTS (SELECT FROM usable_event() f WHERE f.source IS NOT NULL OR f.recorded_at IS NOT NULL))
      GROUP BY e.user_id) k
    -- the only condition here, so that no worker is started for a window; the
    -- sources of layers may differ
    WHERE NOT CASE WHEN log_is_layered() THEN true WHEN anomalies_between.from_at > '-infinity' THEN log_is_indexed() ELSE false END
    UNION ALL
    SELECT u.user_id, e.numbered, e.recorded
    FROM (
      SELECT greatest(anomalies_between.from_at, b.starts_at) - interval '15 minutes' AS from_at,
        least(anomalies_between.to_at, s.as_of) + interval '15 minutes' AS to_at, s.as_of
      FROM report_start() b
      CROSS JOIN report_end() s) w
    CROSS JOIN log_user() u
    CROSS JOIN LATERAL (
      SELECT userlogs.timeline_agg(k.occurred_at, k.status, k.reason, k.event_id) AS numbered,
        userlogs.timeline_agg(k.occurred_at, k.status, k.source, CASE WHEN isfinite(k.recorded_at) THEN date_part('epoch', k.recorded_at)::bigint END) AS recorded
      FROM (
        SELECT e.event_id, e.occurred_at, e.status, e.reason, e.source, e.recorded_at
        FROM usable_event() e
        WHERE e.user_id = u.user_id AND e.occurred_at >= w.from_at AND e.occurred_at <= w.to_at
        UNION ALL
        SELECT e.event_id, e.occurred_at, e.status, e.reason, e.source, e.recorded_at
        FROM (
          SELECT n.occurred_at
          FROM usable_event() n
          WHERE (n.user_id, n.occurred_at) > (u.user_id, w.to_at) AND (n.user_id, n.occurred_at) <= (u.user_id, w.as_of)
          ORDER BY n.user_id, n.occurred_at
          LIMIT 1) n
        JOIN usable_event() e ON e.user_id = u.user_id AND e.occurred_at = n.occurred_at) k) e
    WHERE CASE WHEN anomalies_between.from_at > '-infinity' THEN log_is_indexed() ELSE false END),
  irregular AS MATERIALIZED (
    SELECT l.user_id, i.kind, i.occurred_at, i.status, i.reason, i.sequence AS event_id,
      CASE WHEN i.kind = 'tie' THEN 'not shown: ' || coalesce(userlogs.status_at(l.timeline, i.occurred_at), '(no status)')
        || coalesce(' (' || userlogs.reason_at(l.timeline, i.occurred_at) || ')', '') || ' at the same time counts, as no number decides'
        -- a repeated logout is not an anomaly
        WHEN i.is_first THEN 'unknown before, offline from then on' ELSE 'still offline' END AS action
    FROM log l
    CROSS JOIN LATERAL userlogs.irregular_events(l.timeline, userlogs.statuses_in(l.timeline, ARRAY(SELECT c.status_key FROM class_key('offline') c))) i
    WHERE (anomalies_between.from_at IS NULL OR i.occurred_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR i.occurred_at < anomalies_between.to_at)
      -- different numbers decide
      AND (i.sequence <> i.winning_sequence) IS NOT TRUE
    UNION ALL
    SELECT t.user_id, 'recorded_backwards', d.occurred_at, d.status, d.reason, d.sequence,
      'counted at its time, though event ' || d.later_sequence || ' of ' || to_char(userlogs.local_time(d.later_at, s.time_zone), 'YYYY-MM-DD HH24:MI:SS')
        || ' ' || s.time_zone || ' has a smaller number'
    FROM report_setting() s
    CROSS JOIN (
      SELECT l.user_id, l.timeline FROM log l WHERE NOT CASE WHEN anomalies_between.from_at > '-infinity' THEN log_is_indexed() ELSE false END
      UNION ALL
      SELECT r.user_id, r.numbered FROM recorded r WHERE CASE WHEN anomalies_between.from_at > '-infinity' THEN log_is_indexed() ELSE false END) t
    CROSS JOIN LATERAL userlogs.disordered_events(t.timeline, interval '1 minute', bigint '0') d
    -- numbers that come again, such as 0 for an end and 1 for a start, are no
    -- order of recording; the first two hundred events tell
    WHERE event_id_is_column() AND (event_is_numbered() OR (
        SELECT count(*) = count(DISTINCT f.event_id)
        FROM (
          SELECT DISTINCT n.event_id, n.user_id, n.occurred_at
          FROM (SELECT e.event_id, e.user_id, e.occurred_at FROM usable_event() e ORDER BY e.occurred_at LIMIT 200) n
          WHERE n.event_id IS NOT NULL) f))
      AND (anomalies_between.from_at IS NULL OR d.occurred_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR d.occurred_at < anomalies_between.to_at)),
  -- a timeline has equal events once
  counted AS (
    SELECT i.user_id, i.kind, i.occurred_at, i.status, i.reason, i.event_id, i.action, k.event_count
    FROM irregular i
    CROSS JOIN LATERAL (
      SELECT count(*) AS event_count
      FROM usable_event() e
      WHERE e.user_id = i.user_id AND e.occurred_at = i.occurred_at AND e.event_id IS NOT DISTINCT FROM i.event_id
        AND e.status COLLATE "C" IS NOT DISTINCT FROM i.status AND e.reason COLLATE "C" IS NOT DISTINCT FROM i.reason) k
    WHERE log_is_indexed()
    UNION ALL
    SELECT i.user_id, i.kind, i.occurred_at, i.status, i.reason, i.event_id, i.action, count(*)
    FROM irregular i
    JOIN usable_event() e ON e.user_id = i.user_id AND e.occurred_at = i.occurred_at AND e.event_id IS NOT DISTINCT FROM i.event_id
      AND e.status COLLATE "C" IS NOT DISTINCT FROM i.status AND e.reason COLLATE "C" IS NOT DISTINCT FROM i.reason
    WHERE NOT log_is_indexed()
    GROUP BY i.user_id, i.kind, i.occurred_at, i.status, i.reason, i.event_id, i.action),
  told AS MATERIALIZED (
    SELECT r.user_id, 'recorded_late' AS kind, d.occurred_at, d.status, d.reason AS source, d.sequence AS recorded_second,
      'counted, but recorded ' || (d.sequence - d.later_sequence) / 3600 || ' hours after the later event of '
        || to_char(userlogs.local_time(d.later_at, s.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || s.time_zone || ' was' AS action
    FROM report_setting() s
    CROSS JOIN recorded r
    CROSS JOIN LATERAL userlogs.disordered_events(r.recorded, interval '0', bigint '3600') d
    WHERE (anomalies_between.from_at IS NULL OR d.occurred_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR d.occurred_at < anomalies_between.to_at)
    UNION ALL
    SELECT r.user_id, 'two_at_once', a.occurred_at, a.status, a.reason, a.sequence,
      'counted as it comes, though ' || a.other_reason || ' said ' || a.other_status || ', and both again until '
        || to_char(userlogs.local_time(a.repeated_at, s.time_zone), 'YYYY-MM-DD HH24:MI:SS') || ' ' || s.time_zone
    FROM report_setting() s
    CROSS JOIN recorded r
    CROSS JOIN LATERAL userlogs.alternating_events(r.recorded,
      userlogs.statuses_in(r.recorded, ARRAY(SELECT c.status_key FROM class_key('staffed') c)),
      userlogs.statuses_in(r.recorded, ARRAY(SELECT c.status_key FROM class_key('offline') c)), interval '15 minutes') a
    WHERE (anomalies_between.from_at IS NULL OR a.occurred_at >= anomalies_between.from_at)
      AND (anomalies_between.to_at IS NULL OR a.occurred_at < anomalies_between.to_at)),
  -- the event of each; of equal ones all are meant
  sourced AS (
    SELECT i.user_id, i.kind, i.occurred_at, k.event_id, i.status, k.reason, i.action, k.event_count
    FROM told i
    CROSS JOIN LATERAL (
      SELECT e.event_id, e.reason, count(*) AS event_count
      FROM usable_event() e
      WHERE e.user_id = i.user_id AND e.occurred_at = i.occurred_at AND e.status COLLATE "C" IS NOT DISTINCT FROM i.status
        AND e.source COLLATE "C" IS NOT DISTINCT FROM i.source
        AND CASE WHEN isfinite(e.recorded_at) THEN date_part('epoch', e.recorded_at)::bigint END IS NOT DISTINCT FROM i.recorded_second
      GROUP BY e.event_id, e.reason) k
    WHERE log_is_indexed()
    UNION ALL
    SELECT i.user_id, i.kind, i.occurred_at, e.event_id, i.status, e.reason, i.action, count(*)
    FROM told i
    JOIN usable_event() e ON e.user_id = i.user_id AND e.occurred_at = i.occurred_at AND e.status COLLATE "C" IS NOT DISTINCT FROM i.status
      AND e.source COLLATE "C" IS NOT DISTINCT FROM i.source
      AND CASE WHEN isfinite(e.recorded_at) THEN date_part('epoch', e.recorded_at)::bigint END IS NOT DISTINCT FROM i.recorded_second
    WHERE NOT log_is_indexed()
    GROUP BY i.user_id, i.kind, i.occurred_at, e.event_id, i.status, e.reason, i.action),
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
    SELECT l.number, l.user_id, h.started_at, h.ended_at
    FROM report_end() s
    CROSS JOIN log l
    CROSS JOIN LATERAL userlogs.headcount_steps(
      userlogs.headcount(l.timeline, userlogs.statuses_in(l.timeline, ARRAY(SELECT c.status_key FROM class_key('staffed') c)),
        userlogs.first_at(l.timeline), s.as_of),
      userlogs.first_at(l.timeline), s.as_of) h
    WHERE (SELECT l.limits FROM report_limit() l) IS NULL
      AND userlogs.first_at(l.timeline) < s.as_of
      AND h.headcount > 0
      AND h.ended_at - h.started_at >= interval '16 hours'),
  -- most of them are one status
  long_status AS MATERIALIZED (
    SELECT n.number, n.user_id, n.started_at AS session_start, i.sequence AS event_id, i.started_at, i.clipped_end AS ended_at, i.status, i.reason
    FROM session n
    JOIN log l ON l.number = n.number
    CROSS JOIN LATERAL userlogs.status_intervals(l.timeline, n.started_at, n.ended_at) i
    WHERE i.clipped_end - i.started_at >= interval '16 hours'),
  own_limit AS MATERIALIZED (
    SELECT l.status_key, l.reason_key, l.max_open_time, l.heartbeat_timeout, l.valid_from, l.valid_to, l.is_setting FROM time_limit() l),
  -- statuses that a limit ended, or that it let go on for long.  What a limit
  -- ends lasts as long as one of them: most intervals are dropped by that, before
  -- it is asked what ended them
  limited AS (
    SELECT t.user_id, i.sequence AS event_id, i.started_at, coalesce(i.ended_at, s.as_of) AS ended_at, i.status, i.reason,
      CASE WHEN i.is_open OR userlogs.status_at(t.timeline, i.ended_at) IS NOT NULL THEN NULL
        WHEN userlogs.reason_at(t.timeline, i.ended_at) = '(capped)' THEN 'capped'
        WHEN userlogs.reason_at(t.timeline, i.ended_at) = '(lost)' THEN 'lost' END AS limited
    FROM report_end() s
    CROSS JOIN user_timeline(anomalies_between.from_at, anomalies_between.to_at) t
    CROSS JOIN LATERAL userlogs.status_intervals(t.timeline,
      least(coalesce(anomalies_between.from_at, '-infinity'), anomalies_between.to_at, s.as_of), least(anomalies_between.to_at, s.as_of)) i
    WHERE (SELECT l.limits FROM report_limit() l) IS NOT NULL
      AND i.status IS NOT NULL
      AND (anomalies_between.from_at IS NULL OR i.started_at >= anomalies_between.from_at)
      AND coalesce(i.ended_at, s.as_of) - i.started_at >= (
        SELECT least(min(u.max_open_time), min(u.heartbeat_timeout), interval '16 hours') FROM report_limit() l CROSS JOIN LATERAL unnest(l.limits) u)
    OFFSET 0),
  anomaly AS (
    SELECT a.kind, a.user_id, a.event_id, a.occurred_at, a.status, a.reason, a.action, a.event_count
    FROM layer_anomaly(anomalies_between.from_at, anomalies_between.to_at) a
    UNION ALL
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
    SELECT i.kind, i.user_id, i.event_id, i.occurred_at, i.status, i.reason, i.action, i.event_count
    FROM counted i
    UNION ALL
    SELECT i.kind, i.user_id, i.event_id, i.occurred_at, i.status, i.reason, i.action, i.event_count
    FROM sourced i
    UNION ALL
    SELECT coalesce(i.limited, 'long_status'), i.user_id, i.event_id, i.started_at, i.status, i.reason,
      CASE WHEN i.limited IS NOT NULL THEN 'unknown from ' || i.local_end || ' ' || s.time_zone || ' on' || coalesce((
          SELECT CASE WHEN l.is_setting THEN '' ELSE ', by status_limit' || coalesce(' of status ' || l.status_key, '') || coalesce(' of reason ' || l.reason_key, '') END
          FROM own_limit l
          WHERE coalesce(l.status_key = userlogs.label_key(i.status), l.status_key IS NULL) AND coalesce(l.reason_key = userlogs.label_key(i.reason), l.reason_key IS NULL)
            AND i.started_at >= l.valid_from AND i.started_at < l.valid_to
            AND CASE i.limited WHEN 'capped' THEN l.max_open_time ELSE l.heartbeat_timeout END IS NOT NULL
          ORDER BY l.is_setting, l.status_key IS NULL, l.reason_key IS NULL, l.valid_from DESC, l.valid_to
          LIMIT 1), '')
        ELSE 'counted as staffed for ' || trunc(extract(epoch FROM i.ended_at - i.started_at) / 3600) || ' hours, until ' || i.local_end || ' ' || s.time_zone END, 1
    FROM report_setting() s
    CROSS JOIN LATERAL (
      SELECT l.user_id, l.event_id, l.started_at, l.ended_at, l.status, l.reason, l.limited,
        to_char(userlogs.local_time(l.ended_at, s.time_zone), 'YYYY-MM-DD HH24:MI:SS') AS local_end
      FROM limited l
      WHERE l.limited IS NOT NULL OR l.ended_at - l.started_at >= interval '16 hours'
        AND userlogs.label_key(l.status) IN (SELECT c.status_key FROM class_key('staffed') c)) i
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
      AND NOT EXISTS (SELECT FROM long_status i WHERE i.number = n.number AND i.session_start = n.started_at))
  SELECT a.kind, a.user_id, coalesce(u.name, a.user_id::text) AS user_name, a.event_id,
    CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END AS occurred_at,
    -- not within a day of the ends of the range, where the local time may be
    -- outside
    CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN userlogs.local_time(a.occurred_at, s.time_zone) END AS local_occurred,
    a.status, a.reason, min(a.action) AS action, sum(a.event_count)::bigint AS event_count, s.time_zone,
    CASE
      WHEN a.kind IN ('missing_user', 'invalid_time', 'too_early', 'unknown_status', 'long_status', 'long_session', 'two_at_once', 'two_places', 'no_duration') THEN 'error'
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
  'missing_user (none, or over 200 characters), invalid_time (none, or infinite), too_early (before report_start), event_in_future, unknown_status (not in status_class), logout_without_login (offline while already offline with another status or reason, or as the first event), tie (another event at the same time takes effect, and no number decides), cut (a text of over 200 characters), blanks_in_user_id (around it, or more than one inside), capped (ended by max_open_time of status_limit or setting), lost (ended by their heartbeat_timeout), too_many_statuses, too_many_reasons (over 10,000 of the user), long_status (a staffed status of 16 hours or more), long_session (staffed for 16 hours or more, without any limit and without a long_status), recorded_backwards (an event of the user over a minute later has a smaller number, and that is a column of the log), recorded_late (the next event of the user was recorded over an hour before), two_at_once (two sources say in turn, twice within 15 minutes, that the user is there and gone), overlap (a row of status_interval begins before another of the user, channel and layer has ended), two_places (the same, both available, from two sources), no_duration (a row of status_interval that does not end after its start), previous_status (the status before an event is another than was told), reason_without_status (a reason in a row of its own with no event before it)';
COMMENT ON COLUMN anomalies.user_id IS 'User of the event; NULL: missing';
COMMENT ON COLUMN anomalies.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN anomalies.event_id IS 'Event, or row of status_interval; for capped, lost and long_status the event that began the status; NULL for too_many_statuses, too_many_reasons and long_session';
COMMENT ON COLUMN anomalies.occurred_at IS 'Time of the event, of the start of the session, or of the first use of a label beyond 10,000; NULL: none, or infinite';
COMMENT ON COLUMN anomalies.local_occurred IS 'occurred_at on the clock of time_zone';
COMMENT ON COLUMN anomalies.status IS 'Status as written by the source; NULL: none given';
COMMENT ON COLUMN anomalies.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN anomalies.action IS 'Action taken, and what contradicts the event';
COMMENT ON COLUMN anomalies.event_count IS 'Number of events equal in all these columns; for too_many_statuses and too_many_reasons of those shown as (other)';
COMMENT ON COLUMN anomalies.time_zone IS 'Time zone of local_occurred, from setting';
COMMENT ON COLUMN anomalies.severity IS
  'What the kind does to the figures: error, they are wrong or lack something (missing_user, invalid_time, too_early, unknown_status, long_status, long_session, two_at_once, two_places, no_duration); warning, they may be wrong (event_in_future, tie, recorded_backwards, recorded_late, blanks_in_user_id, capped, lost, overlap, previous_status, reason_without_status); notice, they are right (logout_without_login, cut, too_many_statuses, too_many_reasons)';
