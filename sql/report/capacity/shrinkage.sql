-- shrinkage: how much of the planned time was not productive?
--
-- One row per team and local day with a shift of a member in the window
-- [from_at, to_at), up to now.
-- key: team, local_date

CREATE OR REPLACE FUNCTION shrinkage_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  local_date date,
  user_count bigint,
  scheduled_seconds numeric(18,6),
  productive_seconds numeric(18,6),
  planned_shrinkage_seconds numeric(18,6),
  unplanned_shrinkage_seconds numeric(18,6),
  shrinkage_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT f.team, f.local_date, count(DISTINCT f.user_id) AS user_count, sum(f.work + f.pause)::numeric(18,6) AS scheduled_seconds,
    sum(f.productive)::numeric(18,6) AS productive_seconds,
    sum(f.pause)::numeric(18,6) AS planned_shrinkage_seconds, sum(f.work - f.productive)::numeric(18,6) AS unplanned_shrinkage_seconds,
    (1 - sum(f.productive) / nullif(sum(f.work + f.pause), 0))::double precision AS shrinkage_ratio
  FROM (
    SELECT coalesce(m.team, '(none)') AS team, d.user_id, d.local_date,
      total_seconds(d.work * p.period) AS work,
      total_seconds(d.pause * p.period) AS pause,
      total_seconds(d.work * (d.available + d.engaged) * p.period) AS productive
    FROM scheduled_day(shrinkage_between.from_at, shrinkage_between.to_at) d
    LEFT JOIN (
      SELECT t.user_id, t.team, range_agg(tstzrange(t.valid_from, t.valid_to)) AS periods
      FROM team_period() t
      GROUP BY t.user_id, t.team) m ON m.user_id = d.user_id
    CROSS JOIN LATERAL (SELECT coalesce(m.periods, '{(,)}'::tstzmultirange)) p(period)) f
  WHERE userlogs.valid_window(shrinkage_between.from_at, shrinkage_between.to_at) AND f.work + f.pause > 0
  GROUP BY f.team, f.local_date;
END;
COMMENT ON FUNCTION shrinkage_between(timestamptz, timestamptz) IS
  'Return shrinkage for the window [from_at, to_at), up to now. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW shrinkage IS
  'Shrinkage: planned time that was not productive: neither available nor engaged. One row per team and local day with a shift of a member, up to now; key (team, local_date). A user counts for the time of membership; not additive over teams. A filter on time reads everything: for a window take shrinkage_between';
COMMENT ON COLUMN shrinkage.team IS 'Team; (none): no team';
COMMENT ON COLUMN shrinkage.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN shrinkage.user_count IS 'Users with a shift';
COMMENT ON COLUMN shrinkage.scheduled_seconds IS 'Planned time, work and other activities, seconds; today up to now';
COMMENT ON COLUMN shrinkage.productive_seconds IS 'Planned work in which the user was available or engaged, seconds';
COMMENT ON COLUMN shrinkage.planned_shrinkage_seconds IS 'Planned activities that are not work, such as Lunch, seconds';
COMMENT ON COLUMN shrinkage.unplanned_shrinkage_seconds IS 'Planned work in which the user was neither available nor engaged, seconds';
COMMENT ON COLUMN shrinkage.shrinkage_ratio IS '1 - productive_seconds / scheduled_seconds, from 0 to 1; NULL if that is 0';
