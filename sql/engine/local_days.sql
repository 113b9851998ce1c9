-- local_days: what does the local clock show, to which business day does a time
-- belong, when does that day begin, and which part of each day does a window
-- cover?
--
-- Business day D of a zone, with offset o, begins at the first instant at which
-- the zone's clock shows D 00:00 + o or later, and ends where D + 1 begins.
-- Units: dates of the zone, instants.  NULL on NULL input.

CREATE FUNCTION userlogs.local_time(at pg_catalog.timestamptz, time_zone pg_catalog.text)
RETURNS pg_catalog."timestamp"
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'local_time';
COMMENT ON FUNCTION userlogs.local_time(pg_catalog.timestamptz, pg_catalog.text) IS
  'Return the time on the local clock, as AT TIME ZONE does for the name of a zone. Infinite for an infinite time; NULL on NULL input';

CREATE FUNCTION userlogs.local_date(at pg_catalog.timestamptz, time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0')
RETURNS pg_catalog.date
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'local_date';
COMMENT ON FUNCTION userlogs.local_date(pg_catalog.timestamptz, pg_catalog.text, pg_catalog.interval) IS
  'Return the business day of the zone that contains the time. A day begins at the first instant at which the local clock shows midnight + day_offset or later; day_offset is less than 24 hours either way. Infinite for an infinite time; NULL on NULL input';

CREATE FUNCTION userlogs.local_day_start(local_date pg_catalog.date, time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0')
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'local_day_start';
COMMENT ON FUNCTION userlogs.local_day_start(pg_catalog.date, pg_catalog.text, pg_catalog.interval) IS
  'Return the first instant at which the local clock shows midnight of the date + day_offset or later, where its business day begins. A date that the zone skipped begins where the next one does. Infinite for an infinite date; NULL on NULL input';

-- COST and ROWS are lower than they are, so that the planner does not keep
-- results for equal arguments (Memoize), which hardly any interval repeats
CREATE FUNCTION userlogs.local_days(
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0',
  OUT local_date pg_catalog.date,
  OUT day_start pg_catalog.timestamptz,
  OUT day_end pg_catalog.timestamptz,
  OUT clipped_start pg_catalog.timestamptz,
  OUT clipped_end pg_catalog.timestamptz,
  OUT duration pg_catalog.interval)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1 ROWS 1
AS 'MODULE_PATHNAME', 'local_days';
COMMENT ON FUNCTION userlogs.local_days(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.interval) IS
  'Return the business days of local_date that overlap the window [from_at, to_at), in order. clipped_start, clipped_end and duration (in hours and smaller units) are of the part in the window; the durations add up to its length. No rows on NULL input, or if from_at = to_at';
