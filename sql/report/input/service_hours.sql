-- service_hours: when does a team have to be available?
--
-- One row per team, weekday and span of the local clock, and period for which it
-- holds.

CREATE TABLE service_hours (
  team text NOT NULL,
  weekday bigint NOT NULL,
  opens time NOT NULL,
  closes time NOT NULL,
  valid_from date,
  valid_to date,
  UNIQUE NULLS NOT DISTINCT (team, weekday, opens, valid_from),
  CONSTRAINT "weekday is from 1, Monday, to 7, Sunday" CHECK (weekday BETWEEN 1 AND 7),
  CONSTRAINT "valid_from is before valid_to" CHECK (valid_from < valid_to)
);
COMMENT ON TABLE service_hours IS
  'Input: service hours of teams: one row per team, weekday and span on the clock of its time zone. 22:00 to 06:00 ends on the next day; a team without a row is always in service, and service_exception changes single days';
COMMENT ON COLUMN service_hours.team IS 'Name of the team';
COMMENT ON COLUMN service_hours.weekday IS 'Day of the week on which the span begins: 1 Monday to 7 Sunday';
COMMENT ON COLUMN service_hours.opens IS 'Local time at which the span begins';
COMMENT ON COLUMN service_hours.closes IS 'Local time at which the span ends, on the next day if not later than opens: 00:00 to 00:00 is a whole day';
COMMENT ON COLUMN service_hours.valid_from IS 'First local date on which the span may begin; NULL: no lower bound';
COMMENT ON COLUMN service_hours.valid_to IS 'First local date on which it no longer begins; NULL: no upper bound';
ANALYZE service_hours;
