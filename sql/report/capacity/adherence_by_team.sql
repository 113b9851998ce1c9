-- adherence_by_team: did the users of a team follow the schedule?
--
-- One row per team, row of adherence in the window [from_at, to_at), up to now,
-- and user with anything planned or any time at work in the
-- team on that day.  A user in two teams at a time has rows in both.
-- key: team, user_id, local_date

CREATE OR REPLACE FUNCTION adherence_by_team_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  scheduled_seconds double precision,
  scheduled_work_seconds double precision,
  adherent_seconds double precision,
  available_seconds double precision,
  unscheduled_seconds double precision,
  adherence_ratio double precision,
  conformance_ratio double precision,
  engaged_seconds double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT f.team, f.user_id, coalesce(u.name, f.user_id::text) AS user_name, f.local_date,
    (f.work + f.pause)::double precision AS scheduled_seconds, f.work::double precision AS scheduled_work_seconds,
    f.adherent::double precision AS adherent_seconds, f.available::double precision AS available_seconds,
    f.unscheduled::double precision AS unscheduled_seconds,
    (f.adherent / nullif(f.work + f.pause, 0))::double precision AS adherence_ratio,
    ((f.available + f.engaged) / nullif(f.work, 0))::double precision AS conformance_ratio,
    f.engaged::double precision AS engaged_seconds
  FROM (
    SELECT d.team, d.user_id, d.local_date,
      total_seconds(d.work) AS work,
      total_seconds(d.pause) AS pause,
      total_seconds(d.work * (d.available + d.engaged)) + total_seconds(d.pause * d.unavailable) AS adherent,
      total_seconds(d.available) AS available,
      total_seconds(d.engaged) AS engaged,
      total_seconds(d.available + d.engaged + d.unavailable - d.work - d.pause) AS unscheduled
    FROM (
      SELECT m.team, p.user_id, p.local_date,
        p.work * m.periods AS work, p.pause * m.periods AS pause,
        p.available * m.periods AS available, p.engaged * m.periods AS engaged, p.unavailable * m.periods AS unavailable
      FROM scheduled_day(adherence_by_team_between.from_at, adherence_by_team_between.to_at) p
      LEFT JOIN (
        SELECT t.user_id, t.team, range_agg(tstzrange(t.valid_from, t.valid_to)) AS periods
        FROM team_period() t
        GROUP BY t.user_id, t.team) k ON k.user_id = p.user_id
      CROSS JOIN LATERAL (SELECT coalesce(k.team, '(none)'), coalesce(k.periods, '{(,)}')) m(team, periods)
      -- OFFSET 0 is an optimization fence: cut once
      OFFSET 0) d
    WHERE d.work + d.pause + d.available + d.engaged + d.unavailable <> '{}') f
  LEFT JOIN user_label() u ON u.user_id = f.user_id
  WHERE userlogs.valid_window(adherence_by_team_between.from_at, adherence_by_team_between.to_at);
END;
COMMENT ON FUNCTION adherence_by_team_between(timestamptz, timestamptz) IS
  'Return adherence_by_team for the window [from_at, to_at), up to now; a day counts for its part in the window. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW adherence_by_team IS
  'Adherence to the schedule by team. One row per team, user and local day of adherence with a shift or time at work in the team, up to now; key (team, user_id, local_date). A user in two teams is in both: for everybody once take adherence. A filter on time reads everything: for a window take adherence_by_team_between';
COMMENT ON COLUMN adherence_by_team.team IS 'Team; (none): in no team at that time';
COMMENT ON COLUMN adherence_by_team.user_id IS 'User';
COMMENT ON COLUMN adherence_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN adherence_by_team.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN adherence_by_team.scheduled_seconds IS 'Planned time in the team, work and other activities, seconds; today up to now';
COMMENT ON COLUMN adherence_by_team.scheduled_work_seconds IS 'Planned work in the team, seconds';
COMMENT ON COLUMN adherence_by_team.adherent_seconds IS 'Planned work in the team in which the user was available or engaged, and other planned activities in which the user was unavailable (not offline), seconds';
COMMENT ON COLUMN adherence_by_team.available_seconds IS 'Time in the team available, planned or not, seconds';
COMMENT ON COLUMN adherence_by_team.unscheduled_seconds IS 'Time in the team available, engaged or unavailable outside the schedule, seconds; not part of adherence';
COMMENT ON COLUMN adherence_by_team.adherence_ratio IS 'adherent_seconds / scheduled_seconds, from 0 to 1; NULL without a schedule';
COMMENT ON COLUMN adherence_by_team.conformance_ratio IS '(available_seconds + engaged_seconds) / scheduled_work_seconds, may exceed 1; 0: none of the planned work was done; NULL without planned work';
COMMENT ON COLUMN adherence_by_team.engaged_seconds IS 'Time in the team engaged (in a call, wrap-up, a chat), planned or not, seconds';
