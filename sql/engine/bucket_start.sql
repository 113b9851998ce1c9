-- bucket_start, bucket_end: which bucket does a time fall into?
--
-- For grouping other data by the buckets of status_buckets.

CREATE FUNCTION userlogs.bucket_start(at pg_catalog.timestamptz, width pg_catalog.interval, time_zone pg_catalog.text)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'bucket_start';
COMMENT ON FUNCTION userlogs.bucket_start(pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text) IS
  'Return the start of the bucket of status_buckets that contains the time. Infinite for an infinite time; NULL on NULL input';

CREATE FUNCTION userlogs.bucket_end(at pg_catalog.timestamptz, width pg_catalog.interval, time_zone pg_catalog.text)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'bucket_end';
COMMENT ON FUNCTION userlogs.bucket_end(pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text) IS
  'Return the end of the bucket of status_buckets that contains the time, which is the start of the next bucket. Infinite for an infinite time; NULL on NULL input';
