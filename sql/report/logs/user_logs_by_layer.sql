-- user_logs_by_layer: what does each layer say of each user?
--
-- One row per user, channel, layer and interval of equal status and reason there
-- that overlaps the window [from_at, to_at), before anything is folded but the
-- rows of one layer; (none) where the log names no channel or layer.
-- key: user_id, channel, layer, login_at

CREATE OR REPLACE FUNCTION user_logs_by_layer_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  user_name text,
  channel text,
  layer text,
  status text,
  class text,
  reason text,
  login_at timestamptz,
  logout_at timestamptz,
  duration interval,
  duration_seconds numeric(18,6),
  is_open boolean,
  local_date date,
  local_login timestamp,
  local_logout timestamp,
  time_zone text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT i.user_id, coalesce(u.name, i.user_id::text) AS user_name, i.channel, i.layer, i.status, coalesce(c.class, 'unknown') AS class, i.reason,
    i.started_at AS login_at, i.ended_at AS logout_at, i.duration, extract(epoch FROM i.duration)::numeric(18,6) AS duration_seconds, i.is_open,
    userlogs.local_date(coalesce(i.started_at, i.clipped_start), s.time_zone, s.day_offset) AS local_date,
    userlogs.local_time(i.started_at, s.time_zone) AS local_login, userlogs.local_time(i.ended_at, s.time_zone) AS local_logout, s.time_zone
  FROM report_setting() s
  CROSS JOIN (
    SELECT t.user_id, coalesce(t.channel, '(none)') AS channel, coalesce(t.layer, '(none)') AS layer, r.status,
      CASE WHEN r.status IS NOT NULL OR r.reason NOT IN ('(capped)', '(lost)') THEN r.reason END AS reason,
      r.started_at, r.ended_at, r.clipped_start, r.duration, r.is_open
    FROM told_layer(coalesce(user_logs_by_layer_between.from_at, '-infinity'), user_logs_by_layer_between.to_at) t
    CROSS JOIN LATERAL userlogs.status_intervals(t.timeline,
      least(coalesce(user_logs_by_layer_between.from_at, userlogs.first_at(t.timeline)), user_logs_by_layer_between.to_at,
        (SELECT e.as_of FROM report_end() e)),
      least(user_logs_by_layer_between.to_at, (SELECT e.as_of FROM report_end() e))) r
    OFFSET 0) i
  LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(i.status)
  LEFT JOIN user_label() u ON u.user_id = i.user_id
  WHERE userlogs.valid_window(user_logs_by_layer_between.from_at, user_logs_by_layer_between.to_at);
END;
COMMENT ON FUNCTION user_logs_by_layer_between(timestamptz, timestamptz) IS
  'Return user_logs_by_layer for the window [from_at, to_at), up to now; NULL is no bound. login_at and logout_at are the true ends, duration is the part in the window';

COMMENT ON VIEW user_logs_by_layer IS
  'What each layer of the log says of each user: intervals by status and reason. One row per user, channel, layer and maximal interval; key (user_id, channel, layer, login_at). A filter on time reads everything: for a window take user_logs_by_layer_between';
COMMENT ON COLUMN user_logs_by_layer.user_id IS 'User';
COMMENT ON COLUMN user_logs_by_layer.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN user_logs_by_layer.channel IS 'Channel of the layer; (none): it names none';
COMMENT ON COLUMN user_logs_by_layer.layer IS 'Layer of the log; (none): the row names none';
COMMENT ON COLUMN user_logs_by_layer.status IS 'Status in the layer; NULL: unknown';
COMMENT ON COLUMN user_logs_by_layer.class IS 'available, engaged, unavailable, offline or a class of your own (by status_class), or unknown; unknown is never counted as available';
COMMENT ON COLUMN user_logs_by_layer.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN user_logs_by_layer.login_at IS 'Exact start of the interval';
COMMENT ON COLUMN user_logs_by_layer.logout_at IS 'Exact end of the interval; NULL while it is open';
COMMENT ON COLUMN user_logs_by_layer.duration IS 'Time in the status, in hours and smaller units; while it is open the time so far';
COMMENT ON COLUMN user_logs_by_layer.duration_seconds IS 'duration in seconds; not additive over layers, in which a user is at the same time';
COMMENT ON COLUMN user_logs_by_layer.is_open IS 'Is the interval still open?';
COMMENT ON COLUMN user_logs_by_layer.local_date IS 'Business day in which the interval began, by time_zone and day_offset of setting';
COMMENT ON COLUMN user_logs_by_layer.local_login IS 'login_at on the clock of time_zone';
COMMENT ON COLUMN user_logs_by_layer.local_logout IS 'logout_at on the clock of time_zone; NULL while it is open';
COMMENT ON COLUMN user_logs_by_layer.time_zone IS 'Time zone of local_date, local_login and local_logout, from setting';
