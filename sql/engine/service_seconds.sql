-- service_seconds, add_service_time, next_service_time, service_spans: time on a
-- service clock, which runs while a team is in service.
--
-- A clock is a text: the name of a time zone, then hours by day of the week, 1
-- Monday to 7, with the days on which they hold, and by date, which replace those
-- of its day of the week:
--
--   Europe/Berlin; 1-5 09:00-17:30; 6 10:00-14:00 from 2026-03-01 before
--   2026-11-01; 2026-12-24 09:00-12:00; 2026-12-25 closed
--
-- Hours that do not close later than they open close on the next day.  They begin
-- and end at the first instant at which the local clock shows the time, or later:
-- nothing is left of hours that it skips, and what it shows twice counts twice.

CREATE FUNCTION userlogs.service_seconds(clock pg_catalog.text,
  from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS pg_catalog.numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'service_seconds';
COMMENT ON FUNCTION userlogs.service_seconds(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the time in service between two times, in seconds with 6 decimals. Over at most 400 years; NULL on NULL input';

CREATE FUNCTION userlogs.add_service_time(clock pg_catalog.text,
  at pg_catalog.timestamptz, duration pg_catalog.interval)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'add_service_time';
COMMENT ON FUNCTION userlogs.add_service_time(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.interval) IS
  'Return the first time until which the clock has run for the duration since at: when an answer that is due within that time is late. The days of the duration have 24 hours. at for a duration of 0; NULL if the clock does not run that long in 400 years, or on NULL input';

CREATE FUNCTION userlogs.next_service_time(clock pg_catalog.text, at pg_catalog.timestamptz)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'next_service_time';
COMMENT ON FUNCTION userlogs.next_service_time(pg_catalog.text, pg_catalog.timestamptz) IS
  'Return the first time in service from at on: at itself in service hours. NULL if the clock does not run in the next 400 years, or on NULL input';

CREATE FUNCTION userlogs.service_spans(
  clock pg_catalog.text,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  OUT started_at pg_catalog.timestamptz,
  OUT ended_at pg_catalog.timestamptz)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100
AS 'MODULE_PATHNAME', 'service_spans';
COMMENT ON FUNCTION userlogs.service_spans(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the maximal half-open spans of the window [from_at, to_at) in service, in order. No rows on NULL input';
