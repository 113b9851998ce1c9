-- user_logs: the User Logs report for a window.
--
-- One row per user and interval of equal status and reason that overlaps the
-- window [from_at, to_at), of every class, offline included.  Intervals that
-- begin before the window or end after it are clipped to it: the durations of
-- each user add up to the length of the window.  A user without an event in the
-- window, or without any, has a row.
-- key: user_id, login_at

CREATE OR REPLACE FUNCTION user_logs_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  status text,
  class text,
  user_id status_event.user_id%TYPE,
  user_name text,
  login_at timestamptz,
  logout_at timestamptz,
  reason text,
  label text,
  duration interval,
  duration_seconds numeric(18,6),
  is_open boolean,
  local_date date,
  local_login timestamp,
  local_logout timestamp,
  time_zone text,
  start_cause text,
  end_cause text,
  event_id bigint,
  changed_by text,
  source text,
  counts_as text,
  clipped_start timestamptz,
  clipped_end timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT i.status, i.class, i.user_id, coalesce(u.name, i.user_id::text) AS user_name,
    i.started_at AS login_at, i.ended_at AS logout_at, i.reason,
    CASE WHEN i.counts_as = 'unavailable' AND i.reason IS NOT NULL THEN show_label(g.reasons, i.reason)
      ELSE coalesce(show_label(g.statuses, i.status), '(unknown)') END AS label, i.duration,
    extract(epoch FROM i.duration)::numeric(18,6) AS duration_seconds, i.is_open,
    userlogs.local_date(coalesce(i.started_at, i.clipped_start), s.time_zone, s.day_offset) AS local_date,
    userlogs.local_time(i.started_at, s.time_zone) AS local_login, userlogs.local_time(i.ended_at, s.time_zone) AS local_logout, s.time_zone,
    i.start_cause, i.end_cause, i.event_id, i.changed_by, i.source, i.counts_as, i.clipped_start, i.clipped_end
  FROM report_setting() s
  CROSS JOIN (SELECT given_label('status'), given_label('reason') OFFSET 0) g(statuses, reasons)
  CROSS JOIN logged_interval(coalesce(user_logs_between.from_at, '-infinity'), user_logs_between.to_at) i
  LEFT JOIN user_label() u ON u.user_id = i.user_id
  WHERE userlogs.valid_window(user_logs_between.from_at, user_logs_between.to_at)
  UNION ALL
  -- users without an event: unknown throughout a window with a start
  SELECT NULL, 'unknown', u.user_id, coalesce(u.name, u.user_id::text),
    NULL, NULL, NULL, '(unknown)', w.seconds * interval '1 second', w.seconds::numeric(18,6), true,
    userlogs.local_date(user_logs_between.from_at, s.time_zone, s.day_offset), NULL, NULL, s.time_zone,
    'open', 'open', NULL, NULL, NULL, 'unknown', user_logs_between.from_at, least(user_logs_between.to_at, s.as_of)
  FROM eventless_user() u
  CROSS JOIN report_setting() s
  CROSS JOIN LATERAL (
    SELECT extract(epoch FROM least(user_logs_between.to_at, s.as_of) - user_logs_between.from_at)) w(seconds)
  WHERE user_logs_between.from_at > '-infinity' AND user_logs_between.from_at < least(user_logs_between.to_at, s.as_of);
END;
COMMENT ON FUNCTION user_logs_between(timestamptz, timestamptz) IS
  'Return the User Logs report for the window [from_at, to_at), up to now; NULL is no bound. The columns of user_logs, and clipped_start, clipped_end. login_at and logout_at are the true ends (login_at NULL: before the first event); duration is the part in the window, additive to its length for each user';

COMMENT ON VIEW user_logs IS
  'User Logs report: intervals of each user by status and reason. One row per user and maximal interval of equal status and reason, offline included; key (user_id, login_at). A filter on time reads everything: for a window take user_logs_between';
COMMENT ON COLUMN user_logs.status IS 'Status as written by the source; NULL: unknown';
COMMENT ON COLUMN user_logs.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown; unknown is never counted as available';
COMMENT ON COLUMN user_logs.user_id IS 'User';
COMMENT ON COLUMN user_logs.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN user_logs.login_at IS 'Exact start of the interval, of any class, also offline (availability_daily.first_login_at is the start of a session)';
COMMENT ON COLUMN user_logs.logout_at IS 'Exact end of the interval; NULL while it is open';
COMMENT ON COLUMN user_logs.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN user_logs.label IS 'Label for a legend: that of the reason while unavailable for one, else that of the status; (unknown): no status';
COMMENT ON COLUMN user_logs.duration IS 'Time in the status, logout_at - login_at, in hours and smaller units; while it is open the time so far';
COMMENT ON COLUMN user_logs.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN user_logs.is_open IS 'Is the interval still open?';
COMMENT ON COLUMN user_logs.local_date IS 'Business day in which the interval began, by time_zone and day_offset of setting';
COMMENT ON COLUMN user_logs.local_login IS 'login_at on the clock of time_zone';
COMMENT ON COLUMN user_logs.local_logout IS 'logout_at on the clock of time_zone; NULL while it is open';
COMMENT ON COLUMN user_logs.time_zone IS 'Time zone of local_date, local_login and local_logout, from setting';
COMMENT ON COLUMN user_logs.start_cause IS 'Cause of the start: changed (an event), capped or lost (max_open_time or heartbeat_timeout ended the status before)';
COMMENT ON COLUMN user_logs.end_cause IS 'Cause of the end: changed (an event), capped (max_open_time), lost (heartbeat_timeout), open (not ended)';
COMMENT ON COLUMN user_logs.event_id IS 'Event that began the interval; NULL if a limit did';
COMMENT ON COLUMN user_logs.changed_by IS 'Origin of the change, from that event; NULL: not known';
COMMENT ON COLUMN user_logs.source IS 'System or device that event came from; NULL: not known';
COMMENT ON COLUMN user_logs.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
