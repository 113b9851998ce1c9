-- user_log_hours: the User Logs report in pieces of at most an hour.
--
-- One row per row of user_log_pieces and hour of the local clock.
-- key: team, user_id, started_at

CREATE OR REPLACE FUNCTION user_log_hours_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  weekday bigint,
  hour bigint,
  local_start timestamp,
  local_end timestamp,
  status text,
  class text,
  reason text,
  label text,
  seconds double precision,
  user_seconds double precision,
  login_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  time_zone text,
  service_seconds double precision,
  counts_as text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT p.team, p.user_id, p.user_name, p.local_date, p.weekday,
    extract(hour FROM userlogs.local_time(h.clipped_start, p.time_zone))::bigint AS hour,
    userlogs.local_time(h.clipped_start, p.time_zone) AS local_start, userlogs.local_time(h.clipped_end, p.time_zone) AS local_end,
    p.status, p.class, p.reason, p.label,
    extract(epoch FROM h.clipped_end - h.clipped_start)::double precision AS seconds,
    CASE WHEN p.user_seconds > 0 THEN extract(epoch FROM h.clipped_end - h.clipped_start)::double precision ELSE 0 END AS user_seconds,
    p.login_at, h.clipped_start AS started_at, h.clipped_end AS ended_at, p.time_zone,
    CASE WHEN c.clock IS NULL THEN extract(epoch FROM h.clipped_end - h.clipped_start)
      ELSE userlogs.service_seconds(c.clock, h.clipped_start, h.clipped_end) END::double precision AS service_seconds, p.counts_as
  FROM user_log_pieces_between(user_log_hours_between.from_at, user_log_hours_between.to_at) p
  LEFT JOIN team_clock() c ON c.team = p.team
  -- hours are those of bucket_start: of real time from each local midnight
  CROSS JOIN LATERAL userlogs.local_buckets(p.started_at, p.ended_at, interval '1 hour', p.time_zone, interval '0') h
  WHERE userlogs.valid_window(user_log_hours_between.from_at, user_log_hours_between.to_at);
END;
COMMENT ON FUNCTION user_log_hours_between(timestamptz, timestamptz) IS
  'Return user_log_hours for the window [from_at, to_at), up to now. NULL is no bound';

COMMENT ON VIEW user_log_hours IS
  'User Logs report cut at the hours of the local clock and at the edges of memberships: a fact table whose rows add up under any filter on whole hours. One row per team, user, interval, local day and hour; key (team, user_id, started_at). A filter on time reads everything: for a window take user_log_hours_between';
COMMENT ON COLUMN user_log_hours.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN user_log_hours.user_id IS 'User';
COMMENT ON COLUMN user_log_hours.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN user_log_hours.local_date IS 'Business day by time_zone and day_offset of team_setting or setting; a filter on it reads all of the log';
COMMENT ON COLUMN user_log_hours.weekday IS 'Day of the week of local_date: 1 is Monday, 7 is Sunday';
COMMENT ON COLUMN user_log_hours.hour IS 'Hour of the local clock in which the piece begins, 0 to 23';
COMMENT ON COLUMN user_log_hours.local_start IS 'Start of the piece on the clock of time_zone';
COMMENT ON COLUMN user_log_hours.local_end IS 'End of the piece on the clock of time_zone; never NULL: up to now if the status is still open';
COMMENT ON COLUMN user_log_hours.status IS 'Label of the status, one for all spellings: that of status_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (unknown): before the first event, or no status given';
COMMENT ON COLUMN user_log_hours.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN user_log_hours.reason IS 'Label of the reason, one for all spellings: that of reason_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN user_log_hours.label IS 'Label for a legend: the reason while unavailable for one, else the status';
COMMENT ON COLUMN user_log_hours.seconds IS 'Time in the piece, seconds; additive within a team: a user in two teams counts in both';
COMMENT ON COLUMN user_log_hours.user_seconds IS 'Time in the piece, seconds, 0 in all teams of the user but the first by name; additive over teams: nobody counts twice';
COMMENT ON COLUMN user_log_hours.login_at IS 'True start of the interval of user_logs; NULL: before the first event';
COMMENT ON COLUMN user_log_hours.started_at IS 'Exact start of the piece';
COMMENT ON COLUMN user_log_hours.ended_at IS 'Exact end of the piece; up to now if the status is still open';
COMMENT ON COLUMN user_log_hours.time_zone IS 'Time zone of the day and of the local times, from team_setting or setting';
COMMENT ON COLUMN user_log_hours.service_seconds IS 'Time in the piece in the service hours of the team, seconds; all of it for a team without service hours';
COMMENT ON COLUMN user_log_hours.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
