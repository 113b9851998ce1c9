-- anomalies: what could not be taken as it stood, and what was done about it?
--
-- One row per kind and event; an event may be of several kinds.  Equal events
-- are one row.
-- key: kind, user_id, occurred_at, event_id, status, reason

CREATE OR REPLACE VIEW anomalies WITH (security_invoker = true) AS
WITH event AS (
  SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason, coalesce(c.class, 'unknown') AS class, s.as_of,
    e.user_id IS NOT NULL AND isfinite(e.occurred_at) AND e.occurred_at <= s.as_of AS is_usable
  FROM status_event_input() e
  CROSS JOIN report_setting() s
  LEFT JOIN status_key_class() c ON c.status_key = lower(btrim(e.status))),
ordered AS (
  SELECT e.event_id, e.user_id, e.occurred_at, e.status, e.reason, e.class, e.as_of, e.is_usable,
    first_value(e.status) OVER last_first AS winning_status,
    first_value(e.reason) OVER last_first AS winning_reason,
    first_value(e.event_id) OVER last_first AS winning_event_id,
    e.is_usable AND row_number() OVER last_first = 1 AS is_winner
  FROM event e
  WINDOW last_first AS (PARTITION BY e.user_id, e.is_usable, e.occurred_at
    ORDER BY e.event_id DESC, e.status COLLATE "C" DESC, e.reason COLLATE "C" DESC)),
compared AS (
  SELECT o.event_id, o.user_id, o.occurred_at, o.status, o.reason, o.class, o.as_of, o.is_usable,
    o.winning_status, o.winning_reason, o.winning_event_id, o.is_winner,
    lag(o.class, 1, 'none') OVER earlier AS class_before,
    lag(o.status) OVER earlier AS status_before,
    lag(o.reason) OVER earlier AS reason_before
  FROM ordered o
  WINDOW earlier AS (PARTITION BY o.user_id, o.is_winner ORDER BY o.occurred_at)),
anomaly AS (
  SELECT k.kind, e.user_id, e.event_id, e.occurred_at, e.status, e.reason, k.action
  FROM compared e
  CROSS JOIN LATERAL (VALUES
    ('missing_user', e.user_id IS NULL, 'not counted'),
    ('invalid_time', e.occurred_at IS NULL OR NOT isfinite(e.occurred_at), 'not counted'),
    ('event_in_future', isfinite(e.occurred_at) AND e.occurred_at > e.as_of, 'not counted before its time has come'),
    ('unknown_status', e.class = 'unknown', 'counted as unknown, not as available'),
    -- the same logout said again is none
    ('logout_without_login', e.is_winner AND e.class = 'offline' AND e.class_before IN ('offline', 'none')
      AND (e.class_before = 'none' OR (e.status, e.reason) IS DISTINCT FROM (e.status_before, e.reason_before)),
      CASE e.class_before WHEN 'none' THEN 'unknown before, offline from then on' ELSE 'still offline' END),
    ('tie', e.is_usable AND (e.status, e.reason) IS DISTINCT FROM (e.winning_status, e.winning_reason),
      'not shown: event ' || coalesce(e.winning_event_id::text, '(none)') || ' at the same time counts')
  ) k(kind, applies, action)
  WHERE k.applies
  UNION ALL
  SELECT l.end_cause, l.user_id, l.event_id, l.login_at, l.status, l.reason,
    'unknown from ' || to_char(l.local_logout, 'YYYY-MM-DD HH24:MI:SS') || ' ' || l.time_zone || ' on'
  FROM user_logs l
  WHERE l.end_cause IN ('capped', 'lost'))
SELECT a.kind, a.user_id, coalesce(u.name, a.user_id::text) AS user_name, a.event_id,
  CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END AS occurred_at,
  -- a day from the ends of the range at least, else the local time may be beyond
  CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN a.occurred_at AT TIME ZONE s.time_zone END AS local_occurred,
  a.status, a.reason, min(a.action) AS action, count(*) AS event_count, s.time_zone
FROM anomaly a
CROSS JOIN report_setting() s
LEFT JOIN user_label() u ON u.user_id = a.user_id
GROUP BY a.kind, a.user_id, u.name, a.event_id, CASE WHEN isfinite(a.occurred_at) THEN a.occurred_at END,
  CASE WHEN a.occurred_at BETWEEN '4713-01-02 00:00+00 BC' AND '294276-12-30 00:00+00' THEN a.occurred_at AT TIME ZONE s.time_zone END,
  a.status, a.reason, s.time_zone;
COMMENT ON VIEW anomalies IS
  'What could not be taken as it stood, and what was done about it. One row per kind and event, equal events together; key (kind, user_id, occurred_at, event_id, status, reason)';
COMMENT ON COLUMN anomalies.kind IS
  'missing_user, invalid_time (none, or infinite), event_in_future, unknown_status (none, or not in status_class), logout_without_login (offline although already offline with another status or reason, or unheard of before), tie (another event at the same time counts), capped (ended by max_open_time), lost (ended by heartbeat_timeout)';
COMMENT ON COLUMN anomalies.user_id IS 'Whose event it is; NULL: missing';
COMMENT ON COLUMN anomalies.user_name IS 'Name by report_user, else the id';
COMMENT ON COLUMN anomalies.event_id IS 'The event; of capped and lost, the one that began the status';
COMMENT ON COLUMN anomalies.occurred_at IS 'Time of the event; NULL: none, or infinite';
COMMENT ON COLUMN anomalies.local_occurred IS 'occurred_at on the clock of time_zone';
COMMENT ON COLUMN anomalies.status IS 'Status as the source wrote it';
COMMENT ON COLUMN anomalies.reason IS 'Reason as the source wrote it';
COMMENT ON COLUMN anomalies.action IS 'What was done about it';
COMMENT ON COLUMN anomalies.event_count IS 'Events that are equal in all these columns';
COMMENT ON COLUMN anomalies.time_zone IS 'Zone of local_occurred, by setting';
