-- day_piece: the intervals of user_interval, cut at the edges of local days.
--
-- One row per interval and local day that overlap, from the day of the user's
-- first event up to now; the pieces of a day add up to its length.

CREATE OR REPLACE FUNCTION day_piece()
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  local_date date,
  day_start timestamptz,
  day_end timestamptz,
  status text,
  class text,
  reason text,
  started_at timestamptz,
  piece_start timestamptz,
  piece_end timestamptz,
  duration interval,
  is_available boolean,
  is_staffed boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT i.user_id, d.local_date, d.day_start, least(d.day_end, s.as_of) AS day_end, i.status, i.class, i.reason, i.started_at,
    d.clipped_start AS piece_start, d.clipped_end AS piece_end, d.duration, i.is_available, i.is_staffed
  FROM report_setting() s
  CROSS JOIN LATERAL user_interval(NULL, s.as_of) i
  CROSS JOIN LATERAL userlogs.local_days(i.clipped_start, i.clipped_end, s.time_zone, s.day_offset) d;
END;
COMMENT ON FUNCTION day_piece() IS
  'internal: return the intervals of each user cut at the edges of local days, from the day of the first event up to as_of, one row per interval and day. started_at: true start of the interval; day_end: as_of for the current day';
