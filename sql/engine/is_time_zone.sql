-- is_time_zone, is_day_offset, is_bucket_width: can a report be cut like this?
--
-- What the functions on days and buckets take without an error.

CREATE FUNCTION userlogs.is_time_zone(time_zone pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_time_zone';
COMMENT ON FUNCTION userlogs.is_time_zone(pg_catalog.text) IS
  'Is this the name of a time zone that local_days takes? NULL for NULL';

CREATE FUNCTION userlogs.is_day_offset(day_offset pg_catalog.interval)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_day_offset';
COMMENT ON FUNCTION userlogs.is_day_offset(pg_catalog.interval) IS
  'Is this an offset of the day that local_days takes? NULL for NULL';

CREATE FUNCTION userlogs.is_bucket_width(width pg_catalog.interval)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_bucket_width';
COMMENT ON FUNCTION userlogs.is_bucket_width(pg_catalog.interval) IS
  'Is this a width of buckets that status_buckets takes? NULL for NULL';
