-- scheduled_day: what was planned, and when was the user available?
--
-- One row per user and local day of the window [from_at, to_at), up to now,
-- with a shift or time available or engaged.  Where work and another activity overlap, the
-- other activity takes precedence.

CREATE OR REPLACE FUNCTION scheduled_day(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  local_date date,
  work tstzmultirange,
  pause tstzmultirange,
  available tstzmultirange,
  engaged tstzmultirange,
  unavailable tstzmultirange)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH plan AS (
    SELECT h.user_id, d.local_date,
      coalesce(range_agg(tstzrange(d.clipped_start, d.clipped_end)) FILTER (WHERE r.reason_key IS NULL), '{}') AS work,
      coalesce(range_agg(tstzrange(d.clipped_start, d.clipped_end)) FILTER (WHERE r.reason_key IS NOT NULL), '{}') AS pause
    FROM report_setting() s
    CROSS JOIN report_span(scheduled_day.from_at, scheduled_day.to_at) w
    CROSS JOIN shift_input() h
    LEFT JOIN reason_label_class() r ON r.reason_key = userlogs.label_key(coalesce((SELECT given_label('reason')) ->> userlogs.label_key(h.activity), h.activity))
    CROSS JOIN LATERAL userlogs.local_days(
      greatest(h.starts_at, w.from_at), least(h.ends_at, w.to_at), s.time_zone, s.day_offset) d
    WHERE h.user_id IS NOT NULL AND (length(h.user_id::text) > 200) IS NOT TRUE AND isfinite(h.starts_at) AND isfinite(h.ends_at)
      AND greatest(h.starts_at, w.from_at) < least(h.ends_at, w.to_at)
      -- for an index, if there is one
      AND tstzrange(least(h.starts_at, h.ends_at), greatest(h.starts_at, h.ends_at))
        && tstzrange(w.from_at, greatest(w.from_at, w.to_at))
    GROUP BY h.user_id, d.local_date),
  done AS (
    SELECT p.user_id, p.local_date,
      coalesce(range_agg(tstzrange(p.piece_start, p.piece_end)) FILTER (WHERE p.is_available), '{}') AS available,
      coalesce(range_agg(tstzrange(p.piece_start, p.piece_end)) FILTER (WHERE p.is_productive AND NOT p.is_available), '{}') AS engaged,
      coalesce(range_agg(tstzrange(p.piece_start, p.piece_end)) FILTER (WHERE NOT p.is_productive), '{}') AS unavailable
    FROM day_piece(scheduled_day.from_at, scheduled_day.to_at) p
    WHERE p.is_staffed
    GROUP BY p.user_id, p.local_date)
  SELECT coalesce(p.user_id, d.user_id) AS user_id, coalesce(p.local_date, d.local_date) AS local_date,
    coalesce(p.work, '{}') - coalesce(p.pause, '{}') AS work, coalesce(p.pause, '{}') AS pause, coalesce(d.available, '{}') AS available,
    coalesce(d.engaged, '{}') AS engaged, coalesce(d.unavailable, '{}') AS unavailable
  FROM plan p
  FULL JOIN done d ON d.user_id = p.user_id AND d.local_date = p.local_date
  WHERE p.user_id IS NOT NULL OR d.available <> '{}' OR d.engaged <> '{}';
END;
COMMENT ON FUNCTION scheduled_day(timestamptz, timestamptz) IS
  'internal: return plan and time of each user and local day in the window [from_at, to_at), up to as_of, one row per user and day with a shift or time available or engaged. work, pause: planned work and other activities; available, engaged, unavailable: time in those classes';
