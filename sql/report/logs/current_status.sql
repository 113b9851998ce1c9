-- current_status: in which status is each user now, why and since when?
--
-- One row per user, also for users without an event.
-- key: user_id

CREATE OR REPLACE VIEW current_status WITH (security_invoker = true) AS
SELECT i.user_id, coalesce(u.name, i.user_id::text) AS user_name, i.status, i.class, i.reason,
  CASE WHEN i.counts_as = 'unavailable' AND i.reason IS NOT NULL THEN show_label(g.reasons, i.reason)
    ELSE coalesce(show_label(g.statuses, i.status), '(unknown)') END AS label,
  i.started_at AS since_at,
  userlogs.local_time(i.started_at, s.time_zone) AS local_since,
  extract(epoch FROM s.as_of - i.started_at)::numeric(18,6) AS duration_seconds,
  s.time_zone, i.start_cause, s.as_of, i.counts_as
FROM report_setting() s
CROSS JOIN (SELECT given_label('status'), given_label('reason') OFFSET 0) g(statuses, reasons)
CROSS JOIN user_interval('infinity', 'infinity', is_current => true) i
LEFT JOIN user_label() u ON u.user_id = i.user_id
UNION ALL
SELECT u.user_id, coalesce(u.name, u.user_id::text), NULL, 'unknown', NULL, '(unknown)', NULL, NULL, NULL::numeric(18,6), s.time_zone, 'open', s.as_of, 'unknown'
FROM eventless_user() u CROSS JOIN report_setting() s;
COMMENT ON VIEW current_status IS
  'Current status and reason of each user, and the time since when. One row per user, also for a user of report_user without an event; key user_id';
COMMENT ON COLUMN current_status.user_id IS 'User';
COMMENT ON COLUMN current_status.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN current_status.status IS 'Status as written by the source; NULL: unknown';
COMMENT ON COLUMN current_status.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN current_status.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN current_status.label IS 'Label for a legend: that of the reason while unavailable for one, else that of the status; (unknown): no status';
COMMENT ON COLUMN current_status.since_at IS 'Exact time at which the status began; NULL: no event';
COMMENT ON COLUMN current_status.local_since IS 'since_at on the clock of time_zone';
COMMENT ON COLUMN current_status.duration_seconds IS 'Time from since_at to as_of, seconds; NULL: no event';
COMMENT ON COLUMN current_status.time_zone IS 'Time zone of local_since, from setting';
COMMENT ON COLUMN current_status.start_cause IS 'Cause of the start: changed (an event), capped or lost (max_open_time or heartbeat_timeout ended the status before), open (no event)';
COMMENT ON COLUMN current_status.as_of IS 'Time that the report takes as now';
COMMENT ON COLUMN current_status.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
