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
  started_count bigint,
  counts_as text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  -- by what the source wrote, so that few rows are labelled
  WITH piece AS (
    SELECT p.team, p.user_id, p.local_date, p.status, p.class, p.counts_as, p.reason,
      sum(extract(epoch FROM p.piece_end - p.piece_start)) AS seconds,
      -- a user may leave a team and come back during an interval
      count(DISTINCT coalesce(p.started_at, '-infinity')) AS interval_count,
      count(*) FILTER (WHERE p.piece_start = p.started_at) AS started_count
    FROM team_day_piece(status_daily_by_team_between.from_at, status_daily_by_team_between.to_at) p
    GROUP BY p.team, p.user_id, p.local_date, p.status, p.class, p.counts_as, p.reason),
  labelled AS (
    SELECT p.team, p.user_id, p.local_date,
      pick_label((SELECT label_spelling('status', status_daily_by_team_between.from_at, status_daily_by_team_between.to_at)), p.status, '(unknown)') AS status,
      p.class, p.counts_as,
      pick_label((SELECT label_spelling('reason', status_daily_by_team_between.from_at, status_daily_by_team_between.to_at)), p.reason, '(none)') AS reason,
      p.seconds, p.interval_count, p.started_count
    FROM piece p
    -- OFFSET 0 is an optimization fence: evaluate the labels once for each row
    OFFSET 0),
  total AS (
    SELECT l.team, l.user_id, l.local_date, l.status, l.class, l.counts_as, l.reason,
      sum(l.seconds) AS seconds, sum(l.interval_count)::bigint AS interval_count, sum(l.started_count)::bigint AS started_count
    FROM labelled l
    GROUP BY l.team, l.user_id, l.local_date, l.status, l.class, l.counts_as, l.reason)
  SELECT t.team, t.user_id, coalesce(u.name, t.user_id::text) AS user_name, t.local_date, t.status, t.class, t.reason,
    t.seconds::double precision AS duration_seconds, t.interval_count, t.started_count, t.counts_as
  FROM total t
  LEFT JOIN user_label() u ON u.user_id = t.user_id
  WHERE userlogs.valid_window(status_daily_by_team_between.from_at, status_daily_by_team_between.to_at);
END;
COMMENT ON FUNCTION status_daily_by_team_between(timestamptz, timestamptz) IS
  'Return status_daily_by_team for the window [from_at, to_at), up to now; a day counts for its part in the window. A label that neither status_class nor reason_class spells is that most frequent in the window. NULL is no bound';

COMMENT ON VIEW status_daily_by_team IS
  'Time of each user in each team by status and reason, by local day. One row per team, user, local day, status, class and reason from the day of the first event on; key (team, user_id, local_date, status, class, reason). A user in two teams is in both: for everybody once take status_daily. A filter on time reads everything: for a window take status_daily_by_team_between';
COMMENT ON COLUMN status_daily_by_team.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN status_daily_by_team.user_id IS 'User';
COMMENT ON COLUMN status_daily_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN status_daily_by_team.local_date IS 'Business day by time_zone and day_offset of team_setting or setting';
COMMENT ON COLUMN status_daily_by_team.status IS 'Label of the status, one for all spellings: that of status_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_daily_by_team.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN status_daily_by_team.reason IS 'Label of the reason, one for all spellings: that of reason_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN status_daily_by_team.duration_seconds IS 'Time in the team in this status for this reason, seconds; additive within a team: a user in two teams counts in both';
COMMENT ON COLUMN status_daily_by_team.interval_count IS 'Intervals of user_logs with time in this day and team; one that crosses midnight or the edge of a membership counts on each side: not additive';
COMMENT ON COLUMN status_daily_by_team.started_count IS 'Intervals of user_logs that began in this day and team; additive over days';
COMMENT ON COLUMN status_daily_by_team.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
