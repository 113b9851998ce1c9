-- availability_daily: how long was each user available on each day?
--
-- One row per user and local day, from the day of the user's first event up to
-- now.  staffed + offline + unknown is the length of the day.  A session is a
-- maximal time staffed, from login to logout.
-- key: user_id, local_date

CREATE OR REPLACE VIEW availability_daily WITH (security_invoker = true) AS
WITH piece AS (
  SELECT p.user_id, p.local_date, p.day_start, p.day_end, p.is_available, p.is_staffed, p.piece_start, p.piece_end,
    lag(p.is_available) OVER w AS was_available,
    lag(p.is_staffed) OVER w AS was_staffed,
    -- the last piece has no successor and counts as its own
    lead(p.is_staffed, 1, p.is_staffed) OVER w IS TRUE AS stays_staffed,
    extract(epoch FROM p.duration) AS seconds
  FROM day_piece() p
  WINDOW w AS (PARTITION BY p.user_id ORDER BY p.piece_start)),
numbered AS (
  SELECT p.user_id, p.local_date, p.day_start, p.day_end, p.is_available, p.is_staffed, p.seconds,
    count(*) FILTER (WHERE p.is_staffed IS DISTINCT FROM p.was_staffed OR p.is_available IS DISTINCT FROM p.was_available)
      OVER (PARTITION BY p.user_id ORDER BY p.piece_start) AS spell,
    CASE WHEN p.is_staffed AND p.was_staffed IS NOT TRUE THEN p.piece_start END AS login_at,
    CASE WHEN p.is_staffed AND NOT p.stays_staffed THEN p.piece_end END AS logout_at,
    p.is_staffed AND p.was_staffed AND p.piece_start = p.day_start AS is_carried_session
  FROM piece p),
spell AS (
  SELECT n.user_id, n.local_date, n.day_start, n.day_end, n.is_available, n.is_staffed,
    sum(n.seconds) AS seconds,
    min(n.login_at) AS first_login_at,
    max(n.logout_at) AS last_logout_at,
    count(n.login_at) AS login_count,
    count(*) FILTER (WHERE n.is_carried_session) AS carried_count
  FROM numbered n
  GROUP BY n.user_id, n.local_date, n.day_start, n.day_end, n.is_available, n.is_staffed, n.spell),
day AS (
  SELECT s.user_id, s.local_date,
    coalesce(sum(s.seconds) FILTER (WHERE s.is_available), 0) AS available_seconds,
    coalesce(sum(s.seconds) FILTER (WHERE s.is_staffed AND NOT s.is_available), 0) AS unavailable_seconds,
    coalesce(sum(s.seconds) FILTER (WHERE NOT s.is_staffed), 0) AS offline_seconds,
    coalesce(sum(s.seconds) FILTER (WHERE s.is_staffed IS NULL), 0) AS unknown_seconds,
    extract(epoch FROM s.day_end - s.day_start) AS day_seconds,
    min(s.first_login_at) AS first_login_at,
    max(s.last_logout_at) AS last_logout_at,
    sum(s.login_count)::bigint AS login_count,
    sum(s.login_count + s.carried_count)::bigint AS session_count,
    coalesce(max(s.seconds) FILTER (WHERE s.is_staffed AND NOT s.is_available), 0) AS longest_unavailable_seconds
  FROM spell s
  GROUP BY s.user_id, s.local_date, s.day_start, s.day_end),
-- time beyond the allowance of the reason, on the day in which it lies
overtime AS (
  SELECT i.user_id, d.local_date, sum(extract(epoch FROM d.duration)) AS seconds
  FROM report_setting() s
  CROSS JOIN LATERAL unavailable_interval(s.as_of) i
  JOIN reason_key_class() c ON c.reason_key = i.reason_key AND extract(epoch FROM i.ended_at - i.run_start) > c.allowance_seconds
  CROSS JOIN LATERAL userlogs.local_days(greatest(i.started_at, i.run_start + c.allowance_seconds * interval '1 second'), i.ended_at, s.time_zone, s.day_offset) d
  GROUP BY i.user_id, d.local_date)
SELECT d.user_id, coalesce(u.name, d.user_id::text) AS user_name, d.local_date,
  d.available_seconds::numeric(18,6) AS available_seconds,
  d.unavailable_seconds::numeric(18,6) AS unavailable_seconds,
  (d.available_seconds + d.unavailable_seconds)::numeric(18,6) AS staffed_seconds,
  d.offline_seconds::numeric(18,6) AS offline_seconds,
  d.unknown_seconds::numeric(18,6) AS unknown_seconds,
  d.day_seconds::numeric(18,6) AS day_seconds,
  (d.available_seconds / nullif(d.available_seconds + d.unavailable_seconds, 0))::double precision AS available_of_staffed_ratio,
  d.first_login_at, d.last_logout_at,
  d.first_login_at AT TIME ZONE s.time_zone AS local_first_login,
  d.last_logout_at AT TIME ZONE s.time_zone AS local_last_logout,
  d.login_count, d.session_count,
  d.longest_unavailable_seconds::numeric(18,6) AS longest_unavailable_seconds,
  coalesce(o.seconds, 0)::numeric(18,6) AS break_overtime_seconds,
  s.time_zone
FROM day d
CROSS JOIN report_setting() s
LEFT JOIN overtime o ON o.user_id = d.user_id AND o.local_date = d.local_date
LEFT JOIN user_label() u ON u.user_id = d.user_id;
COMMENT ON VIEW availability_daily IS
  'Availability of each user by local day. One row per user and day from the day of the first event on; key (user_id, local_date). staffed_seconds + offline_seconds + unknown_seconds = day_seconds';
COMMENT ON COLUMN availability_daily.user_id IS 'User';
COMMENT ON COLUMN availability_daily.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN availability_daily.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN availability_daily.available_seconds IS 'Time in a status of class available, seconds';
COMMENT ON COLUMN availability_daily.unavailable_seconds IS 'Time in a status of class unavailable, seconds';
COMMENT ON COLUMN availability_daily.staffed_seconds IS 'Time at work, seconds: available_seconds + unavailable_seconds';
COMMENT ON COLUMN availability_daily.offline_seconds IS 'Time in a status of class offline, seconds';
COMMENT ON COLUMN availability_daily.unknown_seconds IS 'Time with unknown status, seconds: before the first event, in a status without a class, or after a limit of setting ended a status';
COMMENT ON COLUMN availability_daily.day_seconds IS 'Length of the local day, seconds: 23 or 25 hours where clocks change; today up to now';
COMMENT ON COLUMN availability_daily.available_of_staffed_ratio IS 'available_seconds / staffed_seconds, from 0 to 1; NULL if staffed_seconds is 0';
COMMENT ON COLUMN availability_daily.first_login_at IS 'First login in this day: the start of a session, a change to staffed (user_logs.login_at is the start of any interval); NULL: none, also if the session began on an earlier day';
COMMENT ON COLUMN availability_daily.last_logout_at IS 'Last logout in this day: the end of a session, also by a limit of setting; NULL: none up to now';
COMMENT ON COLUMN availability_daily.local_first_login IS 'first_login_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily.local_last_logout IS 'last_logout_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily.login_count IS 'Sessions that began in this day; additive over days';
COMMENT ON COLUMN availability_daily.session_count IS 'Sessions with time in this day; one that crosses midnight counts on each of its days: not additive over days';
COMMENT ON COLUMN availability_daily.longest_unavailable_seconds IS 'Longest time unavailable without interruption within this day, for any reasons, seconds; 0: never';
COMMENT ON COLUMN availability_daily.break_overtime_seconds IS 'Time unavailable beyond the current allowance of the reason in reason_class, seconds, on the day of the overrun: sum of max(0, duration - allowance) over the times without interruption for one reason; an event without a reason continues the reason before it; 0 without an allowance';
COMMENT ON COLUMN availability_daily.time_zone IS 'Time zone of the day and of the local times, from setting';
