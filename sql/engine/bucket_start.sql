-- bucket_start, bucket_end: which bucket does a time fall into?
--
-- The buckets are those of status_buckets, for grouping anything else by them.

CREATE FUNCTION userlogs.bucket_start(at pg_catalog.timestamptz, width pg_catalog.interval, time_zone pg_catalog.text)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'bucket_start';
COMMENT ON FUNCTION userlogs.bucket_start(pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text) IS
  'Start of the bucket of status_buckets that the time falls into. width, time_zone: as for status_buckets. Infinite for an infinite time; NULL for NULL. Errors: invalid_parameter_value (width not positive or mixed, unknown time zone), datetime_field_overflow (an edge beyond the range of timestamptz)';

CREATE FUNCTION userlogs.bucket_end(at pg_catalog.timestamptz, width pg_catalog.interval, time_zone pg_catalog.text)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'bucket_end';
COMMENT ON FUNCTION userlogs.bucket_end(pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text) IS
  'End of the bucket of status_buckets that the time falls into: the start of the next one. Arguments, NULL and errors: as for bucket_start';
