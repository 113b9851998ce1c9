-- availability_daily: how available was each user on each day?
--
-- One row per user and local day, from the day of the user's first event up
-- to now.  staffed + offline + unknown is the length of the day.  A session is
-- a longest time staffed, from login to logout.
-- key: user_id, local_date

CREATE OR REPLACE VIEW availability_daily WITH (security_invoker = true) AS
WITH read AS (
  SELECT p.user_id, p.local_date, p.day_start, p.day_end, p.class, p.piece_start, p.piece_end, p.started_at,
    extract(epoch FROM p.duration) AS seconds,
    coalesce(userlogs.label_key(p.reason), '') AS reason_key,
    lag(p.class) OVER w AS class_before,
    -- of the piece that is still going on: itself
    lead(p.class, 1, p.class) OVER w AS class_after,
    lag(userlogs.label_key(p.status)) OVER w = userlogs.label_key(p.status) AS is_same_status
  FROM day_piece() p
  WINDOW w AS (PARTITION BY p.user_id ORDER BY p.piece_start)),
-- a piece without a reason goes on with that of the one before, if it has the
-- same status: not every message of a source repeats the reason
anchored AS (
  SELECT r.user_id, r.local_date, r.day_start, r.day_end, r.class, r.piece_start, r.piece_end, r.started_at, r.seconds,
    r.class_before, r.class_after, r.reason_key,
    count(*) FILTER (WHERE (r.class = 'unavailable' AND r.class_before = 'unavailable' AND r.is_same_status AND r.reason_key = '') IS NOT TRUE)
      OVER (PARTITION BY r.user_id ORDER BY r.piece_start) AS anchor
  FROM read r),
named AS (
  SELECT a.user_id, a.local_date, a.day_start, a.day_end, a.class, a.piece_start, a.piece_end, a.started_at, a.seconds,
    a.class_before, a.class_after,
    CASE WHEN a.class = 'unavailable' THEN first_value(a.reason_key) OVER (PARTITION BY a.user_id, a.anchor ORDER BY a.piece_start) END AS reason_key
  FROM anchored a),
begun AS (
  SELECT n.user_id, n.local_date, n.day_start, n.day_end, n.class, n.piece_start, n.piece_end, n.started_at, n.seconds,
    n.class_before, n.class_after, n.reason_key,
    n.reason_key = lag(n.reason_key) OVER (PARTITION BY n.user_id ORDER BY n.piece_start) AS is_continued
  FROM named n),
piece AS (
  SELECT b.user_id, b.local_date, b.day_start, b.day_end, b.class, b.piece_start, b.piece_end, b.seconds, b.class_before,
    b.class IN ('available', 'unavailable') AS is_staffed,
    coalesce(b.class_before IN ('available', 'unavailable'), false) AS was_staffed,
    b.class_after IN ('available', 'unavailable') AS stays_staffed,
    c.allowance_seconds,
    -- when the time for this reason began: the last that began is the one that goes on
    max(b.started_at) FILTER (WHERE b.is_continued IS NOT TRUE) OVER (PARTITION BY b.user_id ORDER BY b.piece_start) AS run_start
  FROM begun b
  LEFT JOIN reason_key_class() c ON c.reason_key = b.reason_key),
numbered AS (
  SELECT p.user_id, p.local_date, p.day_start, p.day_end, p.class, p.is_staffed, p.seconds,
    CASE WHEN p.class = 'unavailable' THEN
      greatest(extract(epoch FROM p.piece_end - p.run_start) - p.allowance_seconds, 0) -
      greatest(extract(epoch FROM p.piece_start - p.run_start) - p.allowance_seconds, 0)
    END AS overtime_seconds,
    count(*) FILTER (WHERE p.class IS DISTINCT FROM p.class_before) OVER (PARTITION BY p.user_id ORDER BY p.piece_start) AS spell,
    CASE WHEN p.is_staffed AND NOT p.was_staffed THEN p.piece_start END AS login_at,
    CASE WHEN p.is_staffed AND NOT p.stays_staffed THEN p.piece_end END AS logout_at,
    p.is_staffed AND p.was_staffed AND p.piece_start = p.day_start AS is_carried_session
  FROM piece p),
spell AS (
  SELECT n.user_id, n.local_date, n.day_start, n.day_end, n.class,
    sum(n.seconds) AS seconds,
    sum(n.overtime_seconds) AS overtime_seconds,
    min(n.login_at) AS first_login_at,
    max(n.logout_at) AS last_logout_at,
    count(n.login_at) AS login_count,
    count(*) FILTER (WHERE n.is_carried_session) AS carried_count
  FROM numbered n
  GROUP BY n.user_id, n.local_date, n.day_start, n.day_end, n.class, n.spell),
day AS (
  SELECT s.user_id, s.local_date,
    coalesce(sum(s.seconds) FILTER (WHERE s.class = 'available'), 0) AS available_seconds,
    coalesce(sum(s.seconds) FILTER (WHERE s.class = 'unavailable'), 0) AS unavailable_seconds,
    coalesce(sum(s.seconds) FILTER (WHERE s.class = 'offline'), 0) AS offline_seconds,
    coalesce(sum(s.seconds) FILTER (WHERE s.class = 'unknown'), 0) AS unknown_seconds,
    extract(epoch FROM s.day_end - s.day_start) AS day_seconds,
    min(s.first_login_at) AS first_login_at,
    max(s.last_logout_at) AS last_logout_at,
    sum(s.login_count)::bigint AS login_count,
    sum(s.login_count + s.carried_count)::bigint AS session_count,
    coalesce(max(s.seconds) FILTER (WHERE s.class = 'unavailable'), 0) AS longest_unavailable_seconds,
    coalesce(sum(s.overtime_seconds), 0) AS break_overtime_seconds
  FROM spell s
  GROUP BY s.user_id, s.local_date, s.day_start, s.day_end)
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
  d.break_overtime_seconds::numeric(18,6) AS break_overtime_seconds,
  s.time_zone
FROM day d
CROSS JOIN report_setting() s
LEFT JOIN user_label() u ON u.user_id = d.user_id;
COMMENT ON VIEW availability_daily IS
  'How available each user was on each local day. One row per user and day from the day of the first event on; key (user_id, local_date). staffed_seconds + offline_seconds + unknown_seconds = day_seconds';
COMMENT ON COLUMN availability_daily.user_id IS 'Whose day it is';
COMMENT ON COLUMN availability_daily.user_name IS 'Name by report_user, else the id';
COMMENT ON COLUMN availability_daily.local_date IS 'Business day in the zone and with the day offset of setting';
COMMENT ON COLUMN availability_daily.available_seconds IS 'Time in a status of class available, seconds';
COMMENT ON COLUMN availability_daily.unavailable_seconds IS 'Time in a status of class unavailable, seconds';
COMMENT ON COLUMN availability_daily.staffed_seconds IS 'Time at work, seconds: available_seconds + unavailable_seconds';
COMMENT ON COLUMN availability_daily.offline_seconds IS 'Time in a status of class offline, seconds';
COMMENT ON COLUMN availability_daily.unknown_seconds IS 'Time of which nothing is known, seconds: before the first event, in a status of no class, after a limit of setting ended a status';
COMMENT ON COLUMN availability_daily.day_seconds IS 'Length of the local day, seconds: 23 or 25 hours where clocks change; of today up to now';
COMMENT ON COLUMN availability_daily.available_of_staffed_ratio IS 'available_seconds / staffed_seconds, from 0 to 1; NULL if staffed_seconds is 0';
COMMENT ON COLUMN availability_daily.first_login_at IS 'First login in this day: a change to staffed; NULL: none, also where the session was carried over from the day before';
COMMENT ON COLUMN availability_daily.last_logout_at IS 'Last logout in this day: the end of a session, also by a limit of setting; NULL: none before the time up to which the report counts';
COMMENT ON COLUMN availability_daily.local_first_login IS 'first_login_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily.local_last_logout IS 'last_logout_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily.login_count IS 'Sessions that began in this day; days add up';
COMMENT ON COLUMN availability_daily.session_count IS 'Sessions with time in this day; one that crosses midnight counts on each of its days, so days do not add up';
COMMENT ON COLUMN availability_daily.longest_unavailable_seconds IS 'Longest time unavailable without interruption, whatever the reasons, within this day, seconds; 0: never';
COMMENT ON COLUMN availability_daily.break_overtime_seconds IS 'Time unavailable beyond the allowance that reason_class has now for the reason, seconds, on the day on which it was overrun: sum of max(0, duration - allowance) over the times without interruption for one reason; a message without a reason goes on with the one before; 0 without an allowance';
COMMENT ON COLUMN availability_daily.time_zone IS 'Zone of the day and of the local times, by setting';
