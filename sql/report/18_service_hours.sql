-- service_hours: when does a team have to be there?
--
-- One row per team, weekday and span of the local clock.

CREATE TABLE service_hours (
  team text NOT NULL,
  weekday bigint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  opens time NOT NULL,
  closes time NOT NULL CHECK (closes > opens),
  PRIMARY KEY (team, weekday, opens)
);
COMMENT ON TABLE service_hours IS
  'When a team has to be there: one row per weekday and span on the clock of setting.time_zone. A night is two rows, up to 24:00 and from 00:00; a team without a row always has to be there';
COMMENT ON COLUMN service_hours.team IS 'Name of the team';
COMMENT ON COLUMN service_hours.weekday IS 'Day of the week: 1 Monday to 7 Sunday';
COMMENT ON COLUMN service_hours.opens IS 'Local time at which it begins';
COMMENT ON COLUMN service_hours.closes IS 'Local time at which it ends; 24:00 is midnight';
ANALYZE service_hours;
