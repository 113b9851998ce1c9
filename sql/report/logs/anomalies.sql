-- anomalies: which events were ignored or changed, and how?
--
-- One row per kind and event; an event may be of several kinds.  Equal events
-- are one row, as are all excess labels of a user, and a session.
-- key: kind, user_id, occurred_at, event_id, status, reason

CREATE OR REPLACE VIEW anomalies WITH (security_invoker = true) AS
WITH event AS (
  SELECT e.event_id, CASE WHEN length(e.user_id::text) <= 200 THEN e.user_id END AS user_id, e.occurred_at, e.status, e.reason,
    c.is_staffed, s.as_of, b.starts_at,
    length(e.user_id::text) <= 200 AND isfinite(e.occurred_at) AND e.occurred_at <= s.as_of AND e.occurred_at >= b.starts_at AS is_usable
  FROM status_event_input() e
  CROSS JOIN report_setting() s
  CROSS JOIN report_start() b
  LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(e.status)),
ordered AS (
  SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason, e.is_staffed, e.as_of, e.starts_at, e.is_usable,
    first_value(e.status) OVER last_first AS winning_status,
    first_value(e.reason) OVER last_first AS winning_reason,
    first_value(e.event_id) OVER last_first AS winning_event_id,
    e.is_usable AND row_number() OVER last_first = 1 AS is_winner
  FROM event e
  WINDOW last_first AS (PARTITION BY e.user_id, e.is_usable, e.occurred_at
    ORDER BY e.event_id DESC, e.status COLLATE "C" DESC, e.reason COLLATE "C" DESC)),
compared AS (
  SELECT o.event_id, o.user_id, o.occurred_at, o.status, o.reason, o.is_staffed, o.as_of, o.starts_at, o.is_usable,
    o.winning_status, o.winning_reason, o.winning_event_id, o.is_winner,
    lag(false, 1, true) OVER earlier AS is_first,
    lag(o.is_staffed) OVER earlier AS was_staffed,
    lag(o.status) OVER earlier AS status_before,
    lag(o.reason) OVER earlier AS reason_before
  FROM ordered o
  WINDOW earlier AS (PARTITION BY o.user_id, o.is_winner ORDER BY o.occurred_at)),
-- the kinds that apply to each event, so that most events are dropped early
flagged AS (
  SELECT c.event_id, c.user_id, c.occurred_at, c.status, c.reason, c.is_first, c.winning_event_id, c.starts_at,
    c.user_id IS NULL AS missing_user,
    c.occurred_at IS NULL OR NOT isfinite(c.occurred_at) AS invalid_time,
    isfinite(c.occurred_at) AND c.occurred_at < c.starts_at AS too_early,
    isfinite(c.occurred_at) AND c.occurred_at > c.as_of AS event_in_future,
    c.is_staffed IS NULL AS unknown_status,
    -- a repeated logout is not an anomaly
    c.is_winner AND NOT c.is_staffed
      AND (c.is_first OR NOT c.was_staffed AND (c.status, c.reason) IS DISTINCT FROM (c.status_before, c.reason_before)) AS logout_without_login,
    c.is_usable AND (c.status, c.reason) IS DISTINCT FROM (c.winning_status, c.winning_reason) AS tie,
    right(c.status, 10) = ' ... (cut)' OR right(c.reason, 10) = ' ... (cut)' AS cut,
    userlogs.normalize_blanks(c.user_id::text) <> c.user_id::text AS blanks_in_user_id
  FROM compared c
  OFFSET 0),
-- only users with more than 10000 events can have more than 10000 labels
crowded AS (
  SELECT DISTINCT ON (e.user_id, e.occurred_at) e.user_id, e.occurred_at, e.status, e.reason
  FROM usable_event() e
  WHERE e.user_id IN (SELECT c.user_id FROM usable_event() c GROUP BY c.user_id HAVING count(*) > 10000)
  ORDER BY e.user_id, e.occurred_at, e.event_id DESC, e.status COLLATE "C" DESC, e.reason COLLATE "C" DESC),
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
-- sessions without a logout: only without limits, which would end them
session AS (
  SELECT p.user_id, h.started_at, h.ended_at
  FROM report_end() s
  CROSS JOIN report_limit() l
  CROSS JOIN user_presence() p
  CROSS JOIN LATERAL userlogs.headcount_steps(
    userlogs.headcount(p.timeline, coalesce(p.available, '{}') || coalesce(p.unavailable, '{}'), userlogs.first_at(p.timeline), s.as_of),
    userlogs.first_at(p.timeline), s.as_of) h
  WHERE l.max_open_time IS NULL AND l.heartbeat_timeout IS NULL AND h.headcount > 0),
anomaly AS (
  SELECT k.kind, e.user_id, e.event_id, e.occurred_at, e.status, e.reason, k.action, 1 AS event_count
  FROM flagged e
  CROSS JOIN LATERAL (VALUES
    ('missing_user', e.missing_user, 'not counted'),
    ('invalid_time', e.invalid_time, 'not counted'),
    ('too_early', e.too_early, 'not counted: the report starts at ' || to_char(e.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS') || ' UTC'),
    ('event_in_future', e.event_in_future, 'not counted before its time has come'),
    ('unknown_status', e.unknown_status, 'counted as unknown, not as available'),
    ('logout_without_login', e.logout_without_login,
      CASE WHEN e.is_first THEN 'unknown before, offline from then on' ELSE 'still offline' END),
    ('tie', e.tie, 'not shown: event ' || coalesce(e.winning_event_id::text, '(none)') || ' at the same time counts'),
    ('cut', e.cut, 'shown with its first 190 characters'),
    ('blanks_in_user_id', e.blanks_in_user_id, 'counted as another user than ' || userlogs.normalize_blanks(e.user_id::text))
  ) k(kind, applies, action)
  WHERE (e.missing_user OR e.invalid_time OR e.too_early OR e.event_in_future OR e.unknown_status OR e.logout_without_login OR e.tie
      OR e.cut OR e.blanks_in_user_id)
    AND k.applies
  UNION ALL
  SELECT l.end_cause, l.user_id, l.event_id, l.login_at, l.status, l.reason,
    'unknown from ' || to_char(l.local_logout, 'YYYY-MM-DD HH24:MI:SS') || ' ' || l.time_zone || ' on', 1
  FROM user_logs l
  WHERE l.end_cause IN ('capped', 'lost')
  UNION ALL
  SELECT f.kind, f.user_id, NULL, f.first_at, NULL, NULL,
    f.label_count || ' labels after the first 10000 are shown as (other)', f.event_count
  FROM folded f
  UNION ALL
  SELECT 'long_session', n.user_id, NULL, n.started_at, NULL, NULL,
    'counted as staffed for ' || trunc(extract(epoch FROM n.ended_at - n.started_at) / 3600) || ' hours: set max_open_time if logouts are forgotten', 1
  FROM session n
  WHERE n.ended_at - n.started_at >= interval '16 hours')
SELECT a.kind, a.user_id, coalesce(u.name, a.user_id::text) AS user_name, a.event_id,
  CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END AS occurred_at,
  -- not within a day of the ends of the range, where the local time may be
  -- outside
  CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN a.occurred_at AT TIME ZONE s.time_zone END AS local_occurred,
  a.status, a.reason, min(a.action) AS action, sum(a.event_count)::bigint AS event_count, s.time_zone
FROM anomaly a
CROSS JOIN report_setting() s
LEFT JOIN user_label() u ON u.user_id = a.user_id
GROUP BY a.kind, a.user_id, u.name, a.event_id, CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END,
  CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN a.occurred_at AT TIME ZONE s.time_zone END,
  a.status, a.reason, s.time_zone;
COMMENT ON VIEW anomalies IS
  'Events that were ignored or changed, and how. One row per kind and event (equal events together), user or session; key (kind, user_id, occurred_at, event_id, status, reason)';
COMMENT ON COLUMN anomalies.kind IS
  'missing_user (none, or over 200 characters), invalid_time (none, or infinite), too_early (before report_start), event_in_future, unknown_status (none, or not in status_class), logout_without_login (offline while already offline with another status or reason, or as the first event), tie (another event at the same time takes effect), cut (a text of over 200 characters), blanks_in_user_id (around it, or more than one inside), capped (ended by max_open_time), lost (ended by heartbeat_timeout), too_many_statuses, too_many_reasons (over 10,000 of the user), long_session (staffed for 16 hours or more without a limit in setting)';
COMMENT ON COLUMN anomalies.user_id IS 'User of the event; NULL: missing';
COMMENT ON COLUMN anomalies.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN anomalies.event_id IS 'Event; for capped and lost the event that began the status; NULL for too_many_statuses, too_many_reasons and long_session';
COMMENT ON COLUMN anomalies.occurred_at IS 'Time of the event, of the start of the session, or of the first use of a label beyond 10,000; NULL: none, or infinite';
COMMENT ON COLUMN anomalies.local_occurred IS 'occurred_at on the clock of time_zone';
COMMENT ON COLUMN anomalies.status IS 'Status as written by the source';
COMMENT ON COLUMN anomalies.reason IS 'Reason as written by the source';
COMMENT ON COLUMN anomalies.action IS 'Action taken';
COMMENT ON COLUMN anomalies.event_count IS 'Number of events equal in all these columns; for too_many_statuses and too_many_reasons of those shown as (other)';
COMMENT ON COLUMN anomalies.time_zone IS 'Time zone of local_occurred, from setting';
