-- day_availability: how long was each user available on each day?
--
-- One row per user and local day of the window [from_at, to_at), from the day
-- of the user's first event up to now; with by_team one per team of the user,
-- and period of membership in it.  A day counts for its part in the window and
-- in the membership.

CREATE OR REPLACE FUNCTION day_availability(from_at timestamptz, to_at timestamptz, by_team boolean)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  local_date date,
  time_zone text,
  available numeric,
  engaged numeric,
  unavailable numeric,
  staffed numeric,
  offline numeric,
  unknown numeric,
  first_login timestamptz,
  last_logout timestamptz,
  login_count bigint,
  session_count bigint,
  drop_count bigint,
  longest_unavailable numeric,
  overrun numeric)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT coalesce(m.team, '(none)') AS team, t.user_id, userlogs.local_date(b.bucket_start, o.time_zone, o.day_offset) AS local_date, o.time_zone,
    x.available, x.engaged, x.unavailable, x.available + x.engaged + x.unavailable AS staffed, x.offline, x.unknown, b.first_login, b.last_logout, b.login_count, b.session_count, b.drop_count,
    extract(epoch FROM b.longest_unavailable) AS longest_unavailable, extract(epoch FROM b.overrun) AS overrun
  FROM report_setting() s
  -- back to the start of the time unavailable, for its allowance, and as far
  -- beyond the window as a drop can reach
  CROSS JOIN user_timeline(day_availability.from_at, day_availability.to_at, 'unavailable', margin => reconnect_tolerance()) t
  LEFT JOIN team_period() m ON day_availability.by_team AND m.user_id = t.user_id
  LEFT JOIN team_zone() z ON day_availability.by_team AND z.team = coalesce(m.team, '(none)')
  CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone), coalesce(z.day_offset, s.day_offset)) o(time_zone, day_offset)
  CROSS JOIN LATERAL (
    -- allowances are by reason in any spelling
    SELECT CASE WHEN (SELECT true FROM reason_key_class() c WHERE c.allowance_seconds IS NOT NULL LIMIT 1)
      THEN userlogs.key_labels(t.timeline) ELSE t.timeline END
    OFFSET 0) k(timeline)
  CROSS JOIN LATERAL (
    SELECT greatest(day_availability.from_at, m.valid_from,
        userlogs.local_day_start(userlogs.local_date(userlogs.first_at(t.timeline), o.time_zone, o.day_offset), o.time_zone, o.day_offset)),
      least(day_availability.to_at, m.valid_to, s.as_of)
    OFFSET 0) w(from_at, to_at)
  CROSS JOIN LATERAL userlogs.availability_buckets(k.timeline, interval '1 day', least(w.from_at, w.to_at), w.to_at, o.time_zone,
    userlogs.statuses_in(k.timeline, ARRAY(SELECT c.status_key FROM class_key('available') c)),
    userlogs.statuses_in(k.timeline, ARRAY(SELECT c.status_key FROM class_key('unavailable') c)),
    userlogs.statuses_in(k.timeline, ARRAY(SELECT c.status_key FROM class_key('offline') c)),
    ARRAY(SELECT nullif(c.reason_key, '(none)') FROM reason_key_class() c WHERE c.allowance_seconds IS NOT NULL ORDER BY c.reason_key),
    -- no time in a report is longer than a trillion seconds
    ARRAY(SELECT least(c.allowance_seconds, 1000000000000) * interval '1 second' FROM reason_key_class() c WHERE c.allowance_seconds IS NOT NULL ORDER BY c.reason_key),
    o.day_offset, userlogs.statuses_in(k.timeline, ARRAY(SELECT c.status_key FROM class_key('engaged') c)), coalesce((SELECT reconnect_tolerance()), '0')) b
  -- OFFSET 0 is an optimization fence: convert each time once
  CROSS JOIN LATERAL (
    SELECT extract(epoch FROM b.available), extract(epoch FROM b.engaged), extract(epoch FROM b.unavailable),
      extract(epoch FROM b.offline), extract(epoch FROM b.unknown)
    OFFSET 0) x(available, engaged, unavailable, offline, unknown);
END;
COMMENT ON FUNCTION day_availability(timestamptz, timestamptz, boolean) IS
  'internal: return the time of each user by class, in seconds, sessions and overrun of allowances by local day in the window [from_at, to_at), up to as_of, one row per user and day, with by_team per team, user, day and period of membership';
