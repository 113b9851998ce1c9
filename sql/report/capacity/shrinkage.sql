-- shrinkage: how much of the planned time was nobody there to answer?
--
-- One row per team and local day with a shift of a member.
-- key: team, local_date

CREATE OR REPLACE VIEW shrinkage WITH (security_invoker = true) AS
SELECT l.team, l.local_date, l.user_count, l.scheduled_seconds::numeric(18,6) AS scheduled_seconds,
  l.productive_seconds::numeric(18,6) AS productive_seconds,
  l.planned_shrinkage_seconds::numeric(18,6) AS planned_shrinkage_seconds,
  l.unplanned_shrinkage_seconds::numeric(18,6) AS unplanned_shrinkage_seconds, l.shrinkage_ratio
FROM shrinkage_between(NULL, NULL) l;
COMMENT ON VIEW shrinkage IS
  'Shrinkage: planned time in which nobody was there to answer. One row per team and local day with a shift of a member, up to now; key (team, local_date). A user counts for the time of membership; not additive over teams';
COMMENT ON COLUMN shrinkage.team IS 'Team; (none): of none';
COMMENT ON COLUMN shrinkage.local_date IS 'Business day in the zone and with the day offset of setting';
COMMENT ON COLUMN shrinkage.user_count IS 'Users with a shift';
COMMENT ON COLUMN shrinkage.scheduled_seconds IS 'Planned time, work and other activities, seconds; of today up to now';
COMMENT ON COLUMN shrinkage.productive_seconds IS 'Planned work in which the user was available, seconds';
COMMENT ON COLUMN shrinkage.planned_shrinkage_seconds IS 'Planned activities that are not work, such as Lunch, seconds';
COMMENT ON COLUMN shrinkage.unplanned_shrinkage_seconds IS 'Planned work in which the user was not available, seconds';
COMMENT ON COLUMN shrinkage.shrinkage_ratio IS '1 - productive_seconds / scheduled_seconds, from 0 to 1; NULL if that is 0';
