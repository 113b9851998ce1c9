-- user_logs_by_team: the User Logs report for a window, by team.
--
-- One row per team, user, interval of user_logs and period of membership that
-- overlap within the window [from_at, to_at): the durations of each user in a
-- team add up to the length of the memberships in the window.  A user in two
-- teams at a time has rows in both.
-- key: team, user_id, clipped_start

CREATE OR REPLACE FUNCTION user_logs_by_team_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  status text,
  class text,
  user_id status_event.user_id%TYPE,
  user_name text,
  login_at timestamptz,
  logout_at timestamptz,
  reason text,
  label text,
  duration_seconds double precision,
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
  clipped_start timestamptz,
  clipped_end timestamptz,
  counts_as text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT coalesce(m.team, '(none)') AS team, coalesce(i.status, '(unknown)') AS status, i.class, i.user_id, i.user_name, i.login_at, i.logout_at, i.reason, i.label,
    extract(epoch FROM least(i.clipped_end, m.valid_to) - greatest(i.clipped_start, m.valid_from))::double precision AS duration_seconds,
    i.is_open,
    CASE WHEN z.team IS NULL THEN i.local_date ELSE userlogs.local_date(i.login_at, z.time_zone, z.day_offset) END AS local_date,
    CASE WHEN z.team IS NULL THEN i.local_login ELSE userlogs.local_time(i.login_at, z.time_zone) END AS local_login,
    CASE WHEN z.team IS NULL THEN i.local_logout ELSE userlogs.local_time(i.logout_at, z.time_zone) END AS local_logout,
    coalesce(z.time_zone, i.time_zone) AS time_zone, i.start_cause, i.end_cause, i.event_id, i.changed_by, i.source,
    greatest(i.clipped_start, m.valid_from) AS clipped_start, least(i.clipped_end, m.valid_to) AS clipped_end, i.counts_as
  FROM user_logs_between(user_logs_by_team_between.from_at, user_logs_by_team_between.to_at) i
  LEFT JOIN team_period() m ON m.user_id = i.user_id AND m.valid_from < i.clipped_end AND m.valid_to > i.clipped_start
  LEFT JOIN team_zone() z ON z.team = coalesce(m.team, '(none)')
  WHERE userlogs.valid_window(user_logs_by_team_between.from_at, user_logs_by_team_between.to_at);
END;
COMMENT ON FUNCTION user_logs_by_team_between(timestamptz, timestamptz) IS
  'Return user_logs_by_team for the window [from_at, to_at), up to now; intervals are cut at its edges, too. NULL is no bound';

COMMENT ON VIEW user_logs_by_team IS
  'User Logs report by team: user_logs, cut at the edges of memberships. One row per team, user, interval and period of membership; key (team, user_id, clipped_start). A user in two teams is in both: for everybody once take user_logs. A filter on time reads everything: for a window take user_logs_by_team_between';
COMMENT ON COLUMN user_logs_by_team.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN user_logs_by_team.status IS 'Status as written by the source; (unknown): before the first event, or no status given';
COMMENT ON COLUMN user_logs_by_team.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown; unknown is never counted as available';
COMMENT ON COLUMN user_logs_by_team.user_id IS 'User';
COMMENT ON COLUMN user_logs_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN user_logs_by_team.login_at IS 'True start of the interval, of any class, which may lie before the membership; NULL: before the first event';
COMMENT ON COLUMN user_logs_by_team.logout_at IS 'True end of the interval, which may lie after the membership; NULL while it is open';
COMMENT ON COLUMN user_logs_by_team.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN user_logs_by_team.label IS 'Label for a legend: that of the reason while unavailable for one, else that of the status; (unknown): no status';
COMMENT ON COLUMN user_logs_by_team.duration_seconds IS 'Time of the interval in the membership, clipped_end - clipped_start, seconds; additive within a team: a user in two teams counts in both';
COMMENT ON COLUMN user_logs_by_team.is_open IS 'Is the interval still open?';
COMMENT ON COLUMN user_logs_by_team.local_date IS 'Business day in which the interval began, by time_zone and day_offset of team_setting or setting';
COMMENT ON COLUMN user_logs_by_team.local_login IS 'login_at on the clock of time_zone';
COMMENT ON COLUMN user_logs_by_team.local_logout IS 'logout_at on the clock of time_zone; NULL while it is open';
COMMENT ON COLUMN user_logs_by_team.time_zone IS 'Time zone of local_date, local_login and local_logout, from team_setting or setting';
COMMENT ON COLUMN user_logs_by_team.start_cause IS 'Cause of the start of the interval: changed (an event), capped or lost (max_open_time or heartbeat_timeout ended the status before), open (before the first event)';
COMMENT ON COLUMN user_logs_by_team.end_cause IS 'Cause of the end of the interval: changed (an event), capped (max_open_time), lost (heartbeat_timeout), open (not ended)';
COMMENT ON COLUMN user_logs_by_team.event_id IS 'Event that began the interval; NULL if a limit did';
COMMENT ON COLUMN user_logs_by_team.changed_by IS 'Origin of the change, from that event; NULL: not known';
COMMENT ON COLUMN user_logs_by_team.source IS 'System or device that event came from; NULL: not known';
COMMENT ON COLUMN user_logs_by_team.clipped_start IS 'Start of the part of the interval in the membership';
COMMENT ON COLUMN user_logs_by_team.clipped_end IS 'End of the part of the interval in the membership; never NULL: up to now if the interval is still open';
COMMENT ON COLUMN user_logs_by_team.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
