-- availability_daily_by_channel: how long was each user available in each
-- channel on each day?
--
-- One row per user, channel and local day of the window [from_at, to_at), from
-- the day of the first event of the channel up to now.  A user without channels
-- is in channel (none).
-- key: user_id, channel, local_date

CREATE OR REPLACE FUNCTION availability_daily_by_channel_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  user_name text,
  channel text,
  local_date date,
  available_seconds numeric(18,6),
  engaged_seconds numeric(18,6),
  unavailable_seconds numeric(18,6),
  offline_seconds numeric(18,6),
  unknown_seconds numeric(18,6),
  day_seconds numeric(18,6),
  time_zone text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT k.user_id, coalesce(u.name, k.user_id::text) AS user_name, k.channel, userlogs.local_date(k.bucket_start, k.time_zone, k.day_offset) AS local_date,
    k.available::numeric(18,6) AS available_seconds, k.engaged::numeric(18,6) AS engaged_seconds, k.unavailable::numeric(18,6) AS unavailable_seconds,
    k.offline::numeric(18,6) AS offline_seconds, k.unknown::numeric(18,6) AS unknown_seconds,
    (k.available + k.engaged + k.unavailable + k.offline + k.unknown)::numeric(18,6) AS day_seconds, k.time_zone
  FROM (
    SELECT t.user_id, coalesce(t.channel, '(none)') AS channel, b.bucket_start, s.time_zone, s.day_offset,
      extract(epoch FROM b.available) AS available, extract(epoch FROM b.engaged) AS engaged,
      extract(epoch FROM b.unavailable) AS unavailable, extract(epoch FROM b.offline) AS offline, extract(epoch FROM b.unknown) AS unknown
    FROM report_setting() s
    CROSS JOIN channel_timeline(availability_daily_by_channel_between.from_at, availability_daily_by_channel_between.to_at) t
    CROSS JOIN LATERAL (
      SELECT greatest(availability_daily_by_channel_between.from_at,
          userlogs.local_day_start(userlogs.local_date(userlogs.first_at(t.timeline), s.time_zone, s.day_offset), s.time_zone, s.day_offset)),
        least(availability_daily_by_channel_between.to_at, s.as_of)
      OFFSET 0) w(from_at, to_at)
    CROSS JOIN LATERAL userlogs.availability_buckets(t.timeline, interval '1 day', least(w.from_at, w.to_at), w.to_at, s.time_zone,
      userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('available') c)),
      userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('unavailable') c)),
      userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('offline') c)),
      '{}'::text[], '{}'::interval[], s.day_offset,
      userlogs.statuses_in(t.timeline, ARRAY(SELECT c.status_key FROM class_key('engaged') c)), interval '0') b
    OFFSET 0) k
  LEFT JOIN user_label() u ON u.user_id = k.user_id
  WHERE userlogs.valid_window(availability_daily_by_channel_between.from_at, availability_daily_by_channel_between.to_at);
END;
COMMENT ON FUNCTION availability_daily_by_channel_between(timestamptz, timestamptz) IS
  'Return availability_daily_by_channel for the window [from_at, to_at), up to now; a day counts for its part in the window. NULL is no bound';

COMMENT ON VIEW availability_daily_by_channel IS
  'Availability of each user in each channel by local day. One row per user, channel and day from the day of the first event of the channel on; key (user_id, channel, local_date). A filter on time reads everything: for a window take availability_daily_by_channel_between';
COMMENT ON COLUMN availability_daily_by_channel.user_id IS 'User';
COMMENT ON COLUMN availability_daily_by_channel.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN availability_daily_by_channel.channel IS 'Channel of the log; (none): the user has none';
COMMENT ON COLUMN availability_daily_by_channel.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN availability_daily_by_channel.available_seconds IS 'Time available in the channel, seconds; not additive over channels, in which a user is at the same time';
COMMENT ON COLUMN availability_daily_by_channel.engaged_seconds IS 'Time in a status of class engaged there, seconds';
COMMENT ON COLUMN availability_daily_by_channel.unavailable_seconds IS 'Time in a status of class unavailable there, seconds';
COMMENT ON COLUMN availability_daily_by_channel.offline_seconds IS 'Time in a status of class offline there, seconds';
COMMENT ON COLUMN availability_daily_by_channel.unknown_seconds IS 'Time with unknown status there, seconds';
COMMENT ON COLUMN availability_daily_by_channel.day_seconds IS 'Length of the local day, seconds; today up to now';
COMMENT ON COLUMN availability_daily_by_channel.time_zone IS 'Time zone of the day, from setting';
