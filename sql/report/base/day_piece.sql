-- day_piece: the intervals of user_interval, cut at the edges of local days.
--
-- One row per interval and local day that overlap within the window [from_at,
-- to_at), from the day of the user's first event up to now; the pieces of a day
-- add up to its length.

CREATE OR REPLACE FUNCTION day_piece(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  local_date date,
  day_start timestamptz,
  status text,
  class text,
  reason text,
  started_at timestamptz,
  piece_start timestamptz,
  piece_end timestamptz,
  duration interval,
  is_available boolean,
  is_staffed boolean,
  is_productive boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT i.user_id, d.local_date, d.day_start, i.status, i.class, i.reason, i.started_at,
    d.clipped_start AS piece_start, d.clipped_end AS piece_end, d.duration, i.is_available, i.is_staffed, i.is_productive
  FROM report_setting() s
  CROSS JOIN LATERAL user_interval(nullif(day_piece.from_at, '-infinity'), day_piece.to_at) i
  CROSS JOIN LATERAL userlogs.local_days(
    CASE WHEN i.started_at IS NOT NULL THEN i.clipped_start
      ELSE least(greatest(i.clipped_start,
        userlogs.local_day_start(userlogs.local_date(i.first_at, s.time_zone, s.day_offset), s.time_zone, s.day_offset)), i.clipped_end) END,
    i.clipped_end, s.time_zone, s.day_offset) d;
END;
COMMENT ON FUNCTION day_piece(timestamptz, timestamptz) IS
  'internal: return the intervals of each user cut at the edges of local days, in the window [from_at, to_at), from the day of the first event up to as_of, one row per interval and day. started_at: true start of the interval';
