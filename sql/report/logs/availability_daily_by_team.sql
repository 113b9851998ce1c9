-- availability_daily_by_team: how long was each user of a team available on each
-- day?
--
-- One row per team, user and local day of the window [from_at, to_at) with time
-- in the team, from the day of the user's first event up to now; a day counts
-- for its part in the window and in the membership.  A user in two teams at a
-- time has rows in both.
-- key: team, user_id, local_date

CREATE OR REPLACE FUNCTION availability_daily_by_team_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  available_seconds double precision,
  engaged_seconds double precision,
  unavailable_seconds double precision,
  staffed_seconds double precision,
  offline_seconds double precision,
  unknown_seconds double precision,
  day_seconds double precision,
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
  longest_unavailable_seconds double precision,
  break_overtime_seconds double precision,
  time_zone text,
  service_seconds double precision,
  service_available_seconds double precision,
  service_engaged_seconds double precision,
  service_unavailable_seconds double precision,
  service_available_of_staffed_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT d.team, d.user_id, coalesce(u.name, d.user_id::text) AS user_name, d.local_date,
    d.available::double precision AS available_seconds, d.engaged::double precision AS engaged_seconds, d.unavailable::double precision AS unavailable_seconds,
    d.staffed::double precision AS staffed_seconds, d.offline::double precision AS offline_seconds,
    d.unknown::double precision AS unknown_seconds,
    (d.staffed + d.offline + d.unknown)::double precision AS day_seconds,
    (d.available / nullif(d.staffed, 0))::double precision AS available_of_staffed_ratio,
    ((d.available + d.engaged) / nullif(d.staffed, 0))::double precision AS productive_of_staffed_ratio,
    (d.engaged / nullif(d.staffed, 0))::double precision AS engaged_of_staffed_ratio,
    d.first_login AS first_login_at, d.last_logout AS last_logout_at,
    userlogs.local_time(d.first_login, d.time_zone) AS local_first_login, userlogs.local_time(d.last_logout, d.time_zone) AS local_last_logout,
    d.login_count, d.session_count, d.drop_count, d.longest_unavailable::double precision AS longest_unavailable_seconds,
    d.overrun::double precision AS break_overtime_seconds, d.time_zone, v.total::double precision AS service_seconds,
    v.available::double precision AS service_available_seconds, v.engaged::double precision AS service_engaged_seconds, v.unavailable::double precision AS service_unavailable_seconds,
    (v.available / nullif(v.available + v.engaged + v.unavailable, 0))::double precision AS service_available_of_staffed_ratio
  FROM (
    -- a user may leave a team and come back on one day
    SELECT p.team, p.user_id, p.local_date, max(p.time_zone) AS time_zone,
      sum(p.available) AS available, sum(p.engaged) AS engaged, sum(p.staffed) AS staffed, sum(p.unavailable) AS unavailable, sum(p.offline) AS offline, sum(p.unknown) AS unknown,
      min(p.first_login) AS first_login, max(p.last_logout) AS last_logout,
      sum(p.login_count)::bigint AS login_count, sum(p.session_count)::bigint AS session_count, sum(p.drop_count)::bigint AS drop_count,
      max(p.longest_unavailable) AS longest_unavailable, sum(p.overrun) AS overrun,
      sum(p.service_total) AS service_total, sum(p.service_available) AS service_available, sum(p.service_engaged) AS service_engaged, sum(p.service_unavailable) AS service_unavailable
    FROM (
      SELECT a.team, a.user_id, a.local_date, a.time_zone, a.available, a.engaged, a.staffed, a.unavailable, a.offline, a.unknown, a.first_login, a.last_logout,
        a.login_count, a.session_count, a.drop_count, a.longest_unavailable, a.overrun,
        NULL::numeric AS service_total, NULL::numeric AS service_available, NULL::numeric AS service_engaged, NULL::numeric AS service_unavailable
      FROM day_availability(availability_daily_by_team_between.from_at, availability_daily_by_team_between.to_at, true) a
      -- as further rows of the same key, since a join could be planned as a nested
      -- loop
      UNION ALL
      SELECT k.team, k.user_id, k.local_date, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        sum(k.seconds), sum(k.seconds) FILTER (WHERE k.is_available), sum(k.seconds) FILTER (WHERE k.is_productive AND NOT k.is_available),
        sum(k.seconds) FILTER (WHERE k.is_staffed AND NOT k.is_productive)
      FROM (
        SELECT p.team, p.user_id, p.local_date, p.is_available, p.is_staffed, p.is_productive, userlogs.service_seconds(c.clock, p.piece_start, p.piece_end) AS seconds
        FROM team_day_piece(availability_daily_by_team_between.from_at, availability_daily_by_team_between.to_at) p
        JOIN team_clock() c ON c.team = p.team) k
      GROUP BY k.team, k.user_id, k.local_date) p
    GROUP BY p.team, p.user_id, p.local_date) d
  LEFT JOIN user_label() u ON u.user_id = d.user_id
  LEFT JOIN team_clock() c ON c.team = d.team
  CROSS JOIN LATERAL (
    SELECT CASE WHEN c.clock IS NULL THEN d.staffed + d.offline + d.unknown ELSE coalesce(d.service_total, 0) END,
      CASE WHEN c.clock IS NULL THEN d.available ELSE coalesce(d.service_available, 0) END,
      CASE WHEN c.clock IS NULL THEN d.engaged ELSE coalesce(d.service_engaged, 0) END,
      CASE WHEN c.clock IS NULL THEN d.unavailable ELSE coalesce(d.service_unavailable, 0) END) v(total, available, engaged, unavailable)
  WHERE userlogs.valid_window(availability_daily_by_team_between.from_at, availability_daily_by_team_between.to_at);
END;
COMMENT ON FUNCTION availability_daily_by_team_between(timestamptz, timestamptz) IS
  'Return availability_daily_by_team for the window [from_at, to_at), up to now; a day counts for its part in the window. NULL is no bound';

COMMENT ON VIEW availability_daily_by_team IS
  'Availability of each user in each team by local day. One row per team, user and day with time in the team, from the day of the first event on; key (team, user_id, local_date). A user in two teams is in both: for everybody once take availability_daily. staffed_seconds + offline_seconds + unknown_seconds = day_seconds. A filter on time reads everything: for a window take availability_daily_by_team_between';
COMMENT ON COLUMN availability_daily_by_team.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN availability_daily_by_team.user_id IS 'User';
COMMENT ON COLUMN availability_daily_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN availability_daily_by_team.local_date IS 'Business day by time_zone and day_offset of team_setting or setting';
COMMENT ON COLUMN availability_daily_by_team.available_seconds IS 'Time in the team in a status of class available, seconds; additive within a team: a user in two teams counts in both';
COMMENT ON COLUMN availability_daily_by_team.engaged_seconds IS 'Time in the team in a status of class engaged (in a call, wrap-up, a chat), seconds';
COMMENT ON COLUMN availability_daily_by_team.unavailable_seconds IS 'Time in the team in a status of class unavailable, seconds';
COMMENT ON COLUMN availability_daily_by_team.staffed_seconds IS 'Time in the team at work, seconds: available_seconds + engaged_seconds + unavailable_seconds';
COMMENT ON COLUMN availability_daily_by_team.offline_seconds IS 'Time in the team in a status of class offline, seconds';
COMMENT ON COLUMN availability_daily_by_team.unknown_seconds IS 'Time in the team with unknown status, seconds: before the first event, in a status without a class, or after a limit ended a status';
COMMENT ON COLUMN availability_daily_by_team.day_seconds IS 'Time of the local day in the team, seconds; today up to now';
COMMENT ON COLUMN availability_daily_by_team.available_of_staffed_ratio IS 'available_seconds / staffed_seconds, from 0 to 1; NULL if staffed_seconds is 0';
COMMENT ON COLUMN availability_daily_by_team.productive_of_staffed_ratio IS '(available_seconds + engaged_seconds) / staffed_seconds, from 0 to 1: utilization as (handling + idle) / time at work; NULL if staffed_seconds is 0';
COMMENT ON COLUMN availability_daily_by_team.engaged_of_staffed_ratio IS 'engaged_seconds / staffed_seconds, from 0 to 1: utilization as handling / time at work; NULL if staffed_seconds is 0. Occupancy, without the time unavailable, is in staffing';
COMMENT ON COLUMN availability_daily_by_team.first_login_at IS 'First login in this day and team: the start of a session, a change to staffed; NULL: none, also if the session began on an earlier day or before the membership';
COMMENT ON COLUMN availability_daily_by_team.last_logout_at IS 'Last logout in this day and team: the end of a session, also by a limit; NULL: none, also if the session outlasts the membership';
COMMENT ON COLUMN availability_daily_by_team.local_first_login IS 'first_login_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily_by_team.local_last_logout IS 'last_logout_at on the clock of time_zone';
COMMENT ON COLUMN availability_daily_by_team.login_count IS 'Sessions that began in this day and team; additive over days';
COMMENT ON COLUMN availability_daily_by_team.session_count IS 'Sessions with time in this day and team, in each period of membership; one that crosses midnight or the edge of a membership counts on each side: not additive';
COMMENT ON COLUMN availability_daily_by_team.drop_count IS 'Times offline, or lost, that began in this day and team and did not end a session, as they were not longer than setting.reconnect_tolerance; additive over days';
COMMENT ON COLUMN availability_daily_by_team.longest_unavailable_seconds IS 'Longest time unavailable without interruption within this day and a period of membership, for any reasons, seconds; 0: never';
COMMENT ON COLUMN availability_daily_by_team.break_overtime_seconds IS 'Time unavailable in the team beyond the current allowance of the reason in reason_class, which counts from the true start of that time, seconds; 0 without an allowance';
COMMENT ON COLUMN availability_daily_by_team.time_zone IS 'Time zone of the day and of the local times, from team_setting or setting';
COMMENT ON COLUMN availability_daily_by_team.service_seconds IS 'Part of day_seconds in the service hours of the team, seconds; all of it for a team without service hours';
COMMENT ON COLUMN availability_daily_by_team.service_available_seconds IS 'Part of available_seconds in the service hours of the team, seconds';
COMMENT ON COLUMN availability_daily_by_team.service_engaged_seconds IS 'Part of engaged_seconds in the service hours of the team, seconds';
COMMENT ON COLUMN availability_daily_by_team.service_unavailable_seconds IS 'Part of unavailable_seconds in the service hours of the team, seconds';
COMMENT ON COLUMN availability_daily_by_team.service_available_of_staffed_ratio IS 'service_available_seconds / (service_available_seconds + service_engaged_seconds + service_unavailable_seconds), from 0 to 1; NULL if nobody was staffed in service hours';
