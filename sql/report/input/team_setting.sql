-- team_setting: in which time zone does a team work?
--
-- One row per team that differs from setting.

CREATE TABLE team_setting (
  team text PRIMARY KEY,
  time_zone text,
  day_offset interval,
  -- raise the error for an invalid time zone or offset
  CONSTRAINT team_setting_local_date_check
    CHECK (userlogs.local_date(timestamptz 'epoch', coalesce(time_zone, 'UTC'), coalesce(day_offset, '0')) IS NOT NULL)
);
COMMENT ON TABLE team_setting IS 'Input: settings of teams that differ from setting: one row per team';
COMMENT ON COLUMN team_setting.team IS 'Name of the team';
COMMENT ON COLUMN team_setting.time_zone IS 'Time zone of the service hours, local days and local times of the team: a name of the time zone database; NULL: that of setting';
COMMENT ON COLUMN team_setting.day_offset IS 'Start of the business day of the team on its local clock, as setting.day_offset; NULL: that of setting';
ANALYZE team_setting;
