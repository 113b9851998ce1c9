-- duration_buckets: how much time did a user spend in each status, by hour, day
-- or week?
--
-- One row per bucket, status and reason with time in it: buckets in order of
-- time, rows of a bucket in the order of status_durations.

CREATE FUNCTION userlogs.duration_buckets(
  timeline userlogs.timeline,
  width pg_catalog.interval,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0',
  OUT bucket_start pg_catalog.timestamptz,
  OUT bucket_end pg_catalog.timestamptz,
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT duration pg_catalog.interval,
  OUT interval_count pg_catalog.int8,
  OUT started_count pg_catalog.int8)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'duration_buckets';
COMMENT ON FUNCTION userlogs.duration_buckets(userlogs.timeline, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.interval) IS
  'Return the rows of status_buckets in the window [from_at, to_at), summed by bucket, status and reason. interval_count: intervals with time in the bucket; started_count: those that began there. Days begin day_offset after midnight (less than 24 hours, may be negative). No rows on NULL input';
