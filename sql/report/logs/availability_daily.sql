-- availability_daily: how long was each user available on each day?
--
-- One row per user and local day of the window [from_at, to_at), from the day
-- of the user's first event up to now; a day counts for its part in the window.
-- staffed + offline + unknown is its length.  A session is a maximal time
-- staffed, from login to logout.
-- key: user_id, local_date

CREATE OR REPLACE FUNCTION availability_daily_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  available_seconds numeric(18,6),
  engaged_seconds numeric(18,6),
  unavailable_seconds numeric(18,6),
  staffed_seconds numeric(18,6),
  offline_seconds numeric(18,6),
  unknown_seconds numeric(18,6),
  day_seconds numeric(18,6),
  available_of_staffed_ratio double precision,
  productive_of_staffed_ratio double precision,
  engaged_of_staffed_ratio double precision,
  first_login_at timestamptz,
  last_logout_at timestamptz,
  local_first_login timestamp,
  local_last_logout timestamp,
  login_count bigint,
  session_count bigint,
  drop_count bigint,
  longest_unavailable_seconds numeric(18,6),
  break_overtime_seconds numeric(18,6),
  time_zone text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT d.user_id, coalesce(u.name, d.user_id::text) AS user_name, d.local_date,
    d.available::numeric(18,6) AS available_seconds, d.engaged::numeric(18,6) AS engaged_seconds, d.unavailable::numeric(18,6) AS unavailable_seconds,
    d.staffed::numeric(18,6) AS staffed_seconds, d.offline::numeric(18,6) AS offline_seconds,
    d.unknown::numeric(18,6) AS unknown_seconds,
    (d.staffed + d.offline + d.unknown)::numeric(18,6) AS day_seconds,
    (d.available / nullif(d.staffed, 0))::double precision AS available_of_staffed_ratio,
    ((d.available + d.engaged) / nullif(d.staffed, 0))::double precision AS productive_of_staffed_ratio,
    (d.engaged / nullif(d.staffed, 0))::double precision AS engaged_of_staffed_ratio,
    d.first_login AS first_login_at, d.last_logout AS last_logout_at,
    userlogs.local_time(d.first_login, d.time_zone) AS local_first_login, userlogs.local_time(d.last_logout, d.time_zone) AS local_last_logout,
    d.login_count, d.session_count, d.drop_count, d.longest_unavailable::numeric(18,6) AS longest_unavailable_seconds, d.overrun::numeric(18,6) AS break_overtime_seconds, d.time_zone
  FROM day_availability(availability_daily_between.from_at, availability_daily_between.to_at, false) d
  LEFT JOIN user_label() u ON u.user_id = d.user_id
  WHERE userlogs.valid_window(availability_daily_between.from_at, availability_daily_between.to_at);
END;
COMMENT ON FUNCTION availability_daily_between(timestamptz, timestamptz) IS
  'Return availability_daily for the window [from_at, to_at), up to now; a day counts for its part in the window. NULL is no bound';

COMMENT ON VIEW availability_daily IS
  'Availability of each user by local day. One row per user and day from the day of the first event on; key (user_id, local_date). staffed_seconds + offline_seconds + unknown_seconds = day_seconds. A filter on time reads everything: for a window take availability_daily_between';
COMMENT ON COLUMN availability_daily.user_id IS 'User';
COMMENT ON COLUMN availability_daily.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN availability_daily.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN availability_daily.available_seconds IS 'Time in a status of class available, seconds';
COMMENT ON COLUMN availability_daily.engaged_seconds IS 'Time in a status of class engaged (in a call, wrap-up, a chat), seconds';
COMMENT ON COLUMN availability_daily.unavailable_seconds IS 'Time in a status of class unavailable, seconds';
COMMENT ON COLUMN availability_daily.staffed_seconds IS 'Time at work, seconds: available_seconds + engaged_seconds + unavailable_seconds';
COMMENT ON COLUMN availability_daily.offline_seconds IS 'Time in a status of class offline, seconds';
COMMENT ON COLUMN availability_daily.unknown_seconds IS 'Time with unknown status, seconds: before the first event, in a status without a class, or after a limit ended a status';
COMMENT ON COLUMN availability_daily.day_seconds IS 'Length of the local day, seconds: 23 or 25 hours where clocks change; today up to now';
COMMENT ON COLUMN availability_daily.available_of_staffed_ratio IS 'available_seconds / staffed_seconds, from 0 to 1; NULL if staffed_seconds is 0';
COMMENT ON COLUMN availability_daily.productive_of_staffed_ratio IS '(available_seconds + engaged_seconds) / staffed_seconds, from 0 to 1: utilization as (handling + idle) / time at work; NULL if staffed_seconds is 0';
COMMENT ON COLUMN availability_daily.engaged_of_staffed_ratio IS 'engaged_seconds / staffed_seconds, from 0 to 1: utilization as handling / time at work; NULL if staffed_seconds is 0. Occupancy, without the time unavailable, is in staffing';
COMMENT ON COLUMN availability_daily.first_login_at IS 'First login in this day: the start of a session, a change to staffed (user_logs.login_at is the start of any interval); NULL: none, also if the session began on an earlier day';
COMMENT ON COLUMN availability_daily.last_logout_at IS 'Last logout in this day: the end of a session, also by a limit; NULL: none up to now';
COMMENT ON COLUMN availability_daily.local_first_login IS 'first_login_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily.local_last_logout IS 'last_logout_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily.login_count IS 'Sessions that began in this day; additive over days';
COMMENT ON COLUMN availability_daily.session_count IS 'Sessions with time in this day; one that crosses midnight counts on each of its days: not additive over days';
COMMENT ON COLUMN availability_daily.drop_count IS 'Times offline, or lost, that began in this day and did not end a session, as they were not longer than setting.reconnect_tolerance; additive over days';
COMMENT ON COLUMN availability_daily.longest_unavailable_seconds IS 'Longest time unavailable without interruption within this day, for any reasons, seconds; 0: never';
COMMENT ON COLUMN availability_daily.break_overtime_seconds IS 'Time unavailable beyond the current allowance of the reason in reason_class, seconds, on the day of the overrun: sum of max(0, duration - allowance) over the times without interruption for one reason; an event without a reason continues the reason before it; 0 without an allowance';
COMMENT ON COLUMN availability_daily.time_zone IS 'Time zone of the day and of the local times, from setting';
