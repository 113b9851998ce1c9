-- service_hours: when does a team have to be available?
--
-- One row per team, weekday and span of the local clock.

CREATE TABLE service_hours (
  team text NOT NULL,
  weekday bigint NOT NULL,
  opens time NOT NULL,
  closes time NOT NULL,
  PRIMARY KEY (team, weekday, opens),
  CONSTRAINT "weekday is from 1, Monday, to 7, Sunday" CHECK (weekday BETWEEN 1 AND 7)
);
COMMENT ON TABLE service_hours IS
  'Input: service hours of teams: one row per team, weekday and span on the clock of setting.time_zone. 22:00 to 06:00 ends on the next day; a team without a row is always in service';
COMMENT ON COLUMN service_hours.team IS 'Name of the team';
COMMENT ON COLUMN service_hours.weekday IS 'Day of the week on which the span begins: 1 Monday to 7 Sunday';
COMMENT ON COLUMN service_hours.opens IS 'Local time at which the span begins';
COMMENT ON COLUMN service_hours.closes IS 'Local time at which the span ends, on the next day if not later than opens: 00:00 to 00:00 is a whole day';
ANALYZE service_hours;
