-- team_day_piece: the intervals of each user in each team, cut at the edges of
-- local days.
--
-- One row per interval of user_interval, team of the user, period in which the
-- teams of the user did not change, and local day of the team that overlap within
-- the window [from_at, to_at), from the day of the user's first event up to now.
-- is_first: is the team the first one of the user at that time, by name?

CREATE OR REPLACE FUNCTION team_day_piece(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  local_date date,
  status text,
  class text,
  counts_as text,
  reason text,
  started_at timestamptz,
  piece_start timestamptz,
  piece_end timestamptz,
  is_available boolean,
  is_staffed boolean,
  is_productive boolean,
  is_first boolean,
  time_zone text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT coalesce(m.team, '(none)') AS team, i.user_id, d.local_date, i.status, i.class, i.counts_as, i.reason, i.started_at,
    d.clipped_start AS piece_start, d.clipped_end AS piece_end, i.is_available, i.is_staffed, i.is_productive, coalesce(m.is_first, true) AS is_first, o.time_zone
  FROM report_setting() s
  CROSS JOIN LATERAL user_interval(nullif(team_day_piece.from_at, '-infinity'), team_day_piece.to_at) i
  LEFT JOIN team_share() m ON m.user_id = i.user_id AND m.valid_from < i.clipped_end AND m.valid_to > i.clipped_start
  LEFT JOIN team_zone() z ON z.team = coalesce(m.team, '(none)')
  CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone), coalesce(z.day_offset, s.day_offset)) o(time_zone, day_offset)
  CROSS JOIN LATERAL (SELECT greatest(i.clipped_start, m.valid_from), least(i.clipped_end, m.valid_to)) k(from_at, to_at)
  CROSS JOIN LATERAL userlogs.local_days(
    CASE WHEN i.started_at IS NOT NULL THEN k.from_at
      ELSE least(greatest(k.from_at,
        userlogs.local_day_start(userlogs.local_date(i.first_at, o.time_zone, o.day_offset), o.time_zone, o.day_offset)), k.to_at) END,
    k.to_at, o.time_zone, o.day_offset) d;
END;
COMMENT ON FUNCTION team_day_piece(timestamptz, timestamptz) IS
  'internal: return the intervals of each user in each team cut at the edges of local days of the team, in the window [from_at, to_at), from the day of the first event up to as_of, one row per team, interval, period in which the teams did not change, and day. started_at: true start of the interval; is_first: the first of the teams of the user by name';
