-- user_logs: the User Logs report.
--
-- One row per user and interval of equal status and reason, of every class,
-- offline included.  The open one is measured up to now.
-- key: user_id, login_at

CREATE OR REPLACE VIEW user_logs WITH (security_invoker = true) AS
SELECT l.status, l.class, l.user_id, l.user_name, l.login_at, l.logout_at, l.reason, l.duration,
  l.duration_seconds::numeric(18,6) AS duration_seconds,
  l.is_open, l.local_date, l.local_login, l.local_logout, l.time_zone, l.start_cause, l.end_cause, l.event_id,
  l.changed_by, l.source
FROM user_logs_between('-infinity', 'infinity') l;
COMMENT ON VIEW user_logs IS
  'User Logs report: who was in which status, why, from when to when. One row per user and longest interval of equal status and reason, offline included; key (user_id, login_at)';
COMMENT ON COLUMN user_logs.status IS 'Status as the source wrote it; NULL: unknown';
COMMENT ON COLUMN user_logs.class IS 'available, unavailable, offline (by status_class), or unknown; unknown is never counted as available';
COMMENT ON COLUMN user_logs.user_id IS 'Whose status it is';
COMMENT ON COLUMN user_logs.user_name IS 'Name by report_user, else the id';
COMMENT ON COLUMN user_logs.login_at IS 'Exact time at which the status began';
COMMENT ON COLUMN user_logs.logout_at IS 'Exact time at which it ended; NULL while it goes on';
COMMENT ON COLUMN user_logs.reason IS 'Reason as the source wrote it; NULL: none given';
COMMENT ON COLUMN user_logs.duration IS 'Time in the status, logout_at - login_at, in hours and smaller units; of an open row the time so far';
COMMENT ON COLUMN user_logs.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN user_logs.is_open IS 'Does the status go on?';
COMMENT ON COLUMN user_logs.local_date IS 'Business day in which it began, in the zone and with the day offset of setting';
COMMENT ON COLUMN user_logs.local_login IS 'login_at on the clock of time_zone';
COMMENT ON COLUMN user_logs.local_logout IS 'logout_at on the clock of time_zone; NULL while it goes on';
COMMENT ON COLUMN user_logs.time_zone IS 'Zone of local_date, local_login and local_logout, by setting';
COMMENT ON COLUMN user_logs.start_cause IS 'How it began: changed (an event), capped or lost (the status before was ended by max_open_time or heartbeat_timeout)';
COMMENT ON COLUMN user_logs.end_cause IS 'How it ended: changed (an event), capped (max_open_time), lost (heartbeat_timeout), open (it goes on)';
COMMENT ON COLUMN user_logs.event_id IS 'Event that began it; NULL if a limit did';
COMMENT ON COLUMN user_logs.changed_by IS 'Who set the status, by that event; NULL: not known';
COMMENT ON COLUMN user_logs.source IS 'Where that event came from; NULL: not known';
