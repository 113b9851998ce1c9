-- status_daily_by_team: how long was each user of a team in each status, for
-- which reason, by day?
--
-- One row per team, user, local day of the window [from_at, to_at), status,
-- class and reason, from the day of the user's first event up to now: the
-- durations of a day add up to its time in the team and in the window.  A user
-- in two teams at a time has rows in both.
-- key: team, user_id, local_date, status, class, reason

CREATE OR REPLACE FUNCTION status_daily_by_team_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  status text,
  class text,
  reason text,
  duration_seconds double precision,
  interval_count bigint,
  started_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT p.team, p.user_id, p.user_name, p.local_date, p.status, p.class, p.reason,
    sum(extract(epoch FROM p.ended_at - p.started_at))::double precision AS duration_seconds,
    -- an interval may be in several pieces
    count(DISTINCT coalesce(p.login_at, '-infinity')) AS interval_count,
    count(*) FILTER (WHERE p.started_at = p.login_at) AS started_count
  FROM user_log_pieces_between(status_daily_by_team_between.from_at, status_daily_by_team_between.to_at) p
  WHERE userlogs.valid_window(status_daily_by_team_between.from_at, status_daily_by_team_between.to_at)
  GROUP BY p.team, p.user_id, p.user_name, p.local_date, p.status, p.class, p.reason;
END;
COMMENT ON FUNCTION status_daily_by_team_between(timestamptz, timestamptz) IS
  'Return status_daily_by_team for the window [from_at, to_at), up to now; a day counts for its part in the window. A label that neither status_class nor reason_class spells is that most frequent in the window. NULL is no bound';

COMMENT ON VIEW status_daily_by_team IS
  'Time of each user in each team by status and reason, by local day. One row per team, user, local day, status, class and reason from the day of the first event on; key (team, user_id, local_date, status, class, reason). A user in two teams is in both: for everybody once take status_daily';
COMMENT ON COLUMN status_daily_by_team.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN status_daily_by_team.user_id IS 'User';
COMMENT ON COLUMN status_daily_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN status_daily_by_team.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN status_daily_by_team.status IS 'Label of the status, one for all spellings: that of status_class if it has capitals, else the most frequent one in the log; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_daily_by_team.class IS 'available, unavailable, offline (by status_class), or unknown';
COMMENT ON COLUMN status_daily_by_team.reason IS 'Label of the reason, one for all spellings: that of reason_class if it has capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN status_daily_by_team.duration_seconds IS 'Time in the team in this status for this reason, seconds; additive within a team: a user in two teams counts in both';
COMMENT ON COLUMN status_daily_by_team.interval_count IS 'Intervals of user_logs with time in this day and team; one that crosses midnight or the edge of a membership counts on each side: not additive';
COMMENT ON COLUMN status_daily_by_team.started_count IS 'Intervals of user_logs that began in this day and team; additive over days';
