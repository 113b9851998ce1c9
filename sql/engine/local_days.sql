-- local_days: which business day was it, when did it begin, and what part of
-- each day does a time span take?
--
-- Business day D of a zone, with offset o, begins at the first instant at which
-- the zone's clock shows D 00:00 + o or later, and ends where D + 1 begins.
-- Units: dates of the zone, instants. NULL for NULL.

CREATE FUNCTION userlogs.local_date(at pg_catalog.timestamptz, time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0')
RETURNS pg_catalog.date
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'local_date';
COMMENT ON FUNCTION userlogs.local_date(pg_catalog.timestamptz, pg_catalog.text, pg_catalog.interval) IS
  'Business day of the zone that the time belongs to: the last one that has begun. A day begins at the first instant at which the zone''s clock shows midnight + day_offset or later. day_offset: less than 24 hours either way, such as 06:00, or -02:00 for 22:00 the evening before. time_zone: a name of the time zone database. Infinite for an infinite time; NULL for NULL. Errors: invalid_parameter_value (unknown time zone, day_offset with days or months or of 24 hours and more), datetime_field_overflow (no such date)';

CREATE FUNCTION userlogs.local_day_start(local_date pg_catalog.date, time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0')
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'local_day_start';
COMMENT ON FUNCTION userlogs.local_day_start(pg_catalog.date, pg_catalog.text, pg_catalog.interval) IS
  'First instant at which the zone''s clock shows the date''s midnight + day_offset or later: where the business day begins and the one before ends. A date that the zone left out begins where the next one does. Arguments as for local_date. Infinite for an infinite date; NULL for NULL. Errors: invalid_parameter_value (unknown time zone, day_offset with days or months or of 24 hours and more), datetime_field_overflow (beyond the range of timestamptz)';

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
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 2
AS 'MODULE_PATHNAME', 'local_days';
COMMENT ON FUNCTION userlogs.local_days(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.interval) IS
  'Business days of the zone that overlap the window [from_at, to_at), in order. day_start, day_end: the true edges; clipped_start, clipped_end: those within the window; duration: clipped_end - clipped_start, in hours and smaller units, so that the durations add up to the length of the window. A date that the zone left out has no row. time_zone, day_offset: as for local_date. No rows for NULL, nor where from_at = to_at. Errors: invalid_parameter_value (from_at after to_at, an infinite end of the window, unknown time zone, day_offset with days or months or of 24 hours and more), datetime_field_overflow (an edge beyond the range of timestamptz)';
