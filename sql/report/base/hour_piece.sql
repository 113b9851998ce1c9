-- hour_piece: the pieces of day_piece, cut at the hours of the local clock.
--
-- One row per interval, local day and hour that overlap within the window
-- [from_at, to_at).  Hours are those of bucket_start: of real time from each
-- local midnight.

CREATE OR REPLACE FUNCTION hour_piece(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  local_date date,
  status text,
  class text,
  reason text,
  started_at timestamptz,
  piece_start timestamptz,
  piece_end timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT p.user_id, p.local_date, p.status, p.class, p.reason, p.started_at, h.clipped_start AS piece_start, h.clipped_end AS piece_end
  FROM report_setting() s
  CROSS JOIN day_piece(hour_piece.from_at, hour_piece.to_at) p
  CROSS JOIN LATERAL userlogs.local_buckets(p.piece_start, p.piece_end, interval '1 hour', s.time_zone, interval '0') h;
END;
COMMENT ON FUNCTION hour_piece(timestamptz, timestamptz) IS
  'internal: return the pieces of day_piece in the window [from_at, to_at), cut at the hours of the local clock, one row per interval, day and hour';
