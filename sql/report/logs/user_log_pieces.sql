-- user_log_pieces: the User Logs report in pieces that add up in any tool.
--
-- One row per team, user, interval of user_logs, local day and period in which
-- the teams of the user did not change, that overlap within the window
-- [from_at, to_at), from the day of the first event up to now.  A user in two
-- teams has rows in both; user_seconds counts them once.
-- key: team, user_id, started_at

CREATE OR REPLACE FUNCTION user_log_pieces_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  weekday bigint,
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
  SELECT k.team, k.user_id, coalesce(u.name, k.user_id::text) AS user_name, k.local_date,
    extract(isodow FROM k.local_date)::bigint AS weekday,
    userlogs.local_time(k.piece_start, k.time_zone) AS local_start, userlogs.local_time(k.piece_end, k.time_zone) AS local_end,
    k.status, k.class, k.reason, CASE WHEN k.counts_as = 'unavailable' AND k.reason <> '(none)' THEN k.reason ELSE k.status END AS label,
    extract(epoch FROM k.piece_end - k.piece_start)::double precision AS seconds,
    CASE WHEN k.is_first THEN extract(epoch FROM k.piece_end - k.piece_start)::double precision ELSE 0 END AS user_seconds,
    k.started_at AS login_at, k.piece_start AS started_at, k.piece_end AS ended_at, k.time_zone,
    CASE WHEN c.clock IS NULL THEN extract(epoch FROM k.piece_end - k.piece_start)
      ELSE userlogs.service_seconds(c.clock, k.piece_start, k.piece_end) END::double precision AS service_seconds, k.counts_as
  FROM (
    SELECT p.team, p.user_id, p.local_date, p.class, p.started_at, p.piece_start, p.piece_end, p.is_first, p.time_zone, p.counts_as,
      pick_label((SELECT label_spelling('status', user_log_pieces_between.from_at, user_log_pieces_between.to_at)), p.status, '(unknown)') AS status,
      pick_label((SELECT label_spelling('reason', user_log_pieces_between.from_at, user_log_pieces_between.to_at)), p.reason, '(none)') AS reason
    FROM team_day_piece(user_log_pieces_between.from_at, user_log_pieces_between.to_at) p
    -- OFFSET 0 is an optimization fence: evaluate the labels once for each row
    OFFSET 0) k
  LEFT JOIN user_label() u ON u.user_id = k.user_id
  LEFT JOIN team_clock() c ON c.team = k.team
  WHERE userlogs.valid_window(user_log_pieces_between.from_at, user_log_pieces_between.to_at);
END;
COMMENT ON FUNCTION user_log_pieces_between(timestamptz, timestamptz) IS
  'Return user_log_pieces for the window [from_at, to_at), up to now. NULL is no bound';

COMMENT ON VIEW user_log_pieces IS
  'User Logs report cut at the edges of local days and at the edges of memberships: a fact table whose rows add up under any filter on whole days. One row per team, user, interval and local day; key (team, user_id, started_at). A filter on time reads everything: for a window take user_log_pieces_between';
COMMENT ON COLUMN user_log_pieces.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN user_log_pieces.user_id IS 'User';
COMMENT ON COLUMN user_log_pieces.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN user_log_pieces.local_date IS 'Business day by time_zone and day_offset of team_setting or setting; a filter on it reads all of the log';
COMMENT ON COLUMN user_log_pieces.weekday IS 'Day of the week of local_date: 1 is Monday, 7 is Sunday';
COMMENT ON COLUMN user_log_pieces.local_start IS 'Start of the piece on the clock of time_zone';
COMMENT ON COLUMN user_log_pieces.local_end IS 'End of the piece on the clock of time_zone; never NULL: up to now if the status is still open';
COMMENT ON COLUMN user_log_pieces.status IS 'Label of the status, one for all spellings: that of status_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (unknown): before the first event, or no status given';
COMMENT ON COLUMN user_log_pieces.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN user_log_pieces.reason IS 'Label of the reason, one for all spellings: that of reason_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN user_log_pieces.label IS 'Label for a legend: the reason while unavailable for one, else the status';
COMMENT ON COLUMN user_log_pieces.seconds IS 'Time in the piece, seconds; additive within a team: a user in two teams counts in both';
COMMENT ON COLUMN user_log_pieces.user_seconds IS 'Time in the piece, seconds, 0 in all teams of the user but the first by name; additive over teams: nobody counts twice';
COMMENT ON COLUMN user_log_pieces.login_at IS 'True start of the interval of user_logs; NULL: before the first event';
COMMENT ON COLUMN user_log_pieces.started_at IS 'Exact start of the piece';
COMMENT ON COLUMN user_log_pieces.ended_at IS 'Exact end of the piece; up to now if the status is still open';
COMMENT ON COLUMN user_log_pieces.time_zone IS 'Time zone of the day and of the local times, from team_setting or setting';
COMMENT ON COLUMN user_log_pieces.service_seconds IS 'Time in the piece in the service hours of the team, seconds; all of it for a team without service hours';
COMMENT ON COLUMN user_log_pieces.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
