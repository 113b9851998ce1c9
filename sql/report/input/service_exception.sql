-- service_exception: on which dates does a team have other service hours?
--
-- One row per team and date, and per span if there are several.

CREATE TABLE service_exception (
  team text,
  local_date date NOT NULL,
  opens time,
  closes time,
  UNIQUE NULLS NOT DISTINCT (team, local_date, opens),
  CONSTRAINT "opens and closes are both given, or neither" CHECK ((opens IS NULL) = (closes IS NULL))
);
COMMENT ON TABLE service_exception IS
  'Input: dates on which a team is closed, or has other service hours: the rows of a date replace the spans of service_hours that begin on it. Those of a team replace those of all teams; userlogs.calendar_dates reads holidays from a file';
COMMENT ON COLUMN service_exception.team IS 'Name of the team; NULL: every team without a row of its own for the date';
COMMENT ON COLUMN service_exception.local_date IS 'Local date on which the hours begin; what began on the day before goes on';
COMMENT ON COLUMN service_exception.opens IS 'Local time at which the span begins; NULL: closed';
COMMENT ON COLUMN service_exception.closes IS 'Local time at which the span ends, on the next day if not later than opens: 00:00 to 00:00 is a whole day; NULL: closed';
ANALYZE service_exception;
