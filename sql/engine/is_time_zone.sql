-- is_time_zone, is_day_offset, is_bucket_width: do the functions on days and
-- buckets accept a value without an error?

CREATE FUNCTION userlogs.is_time_zone(time_zone pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_time_zone';
COMMENT ON FUNCTION userlogs.is_time_zone(pg_catalog.text) IS
  'Check whether local_days accepts the name of a time zone. NULL on NULL input';

CREATE FUNCTION userlogs.is_day_offset(day_offset pg_catalog.interval)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_day_offset';
COMMENT ON FUNCTION userlogs.is_day_offset(pg_catalog.interval) IS
  'Check whether local_days accepts the offset of the day. NULL on NULL input';

CREATE FUNCTION userlogs.is_bucket_width(width pg_catalog.interval)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_bucket_width';
COMMENT ON FUNCTION userlogs.is_bucket_width(pg_catalog.interval) IS
  'Check whether status_buckets accepts the width. NULL on NULL input';
