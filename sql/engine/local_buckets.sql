-- local_buckets: which hours, days or weeks of the local calendar does a window
-- overlap?
--
-- One row per bucket, in order of time.

CREATE FUNCTION userlogs.local_buckets(
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  width pg_catalog.interval,
  time_zone pg_catalog.text,
  day_offset pg_catalog.interval DEFAULT '0',
  OUT bucket_start pg_catalog.timestamptz,
  OUT bucket_end pg_catalog.timestamptz,
  OUT clipped_start pg_catalog.timestamptz,
  OUT clipped_end pg_catalog.timestamptz)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 3
AS 'MODULE_PATHNAME', 'local_buckets';
COMMENT ON FUNCTION userlogs.local_buckets(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.interval, pg_catalog.text, pg_catalog.interval) IS
  'Return the buckets that overlap the window [from_at, to_at), which must be finite, in order. clipped_start, clipped_end: the part in the window. Buckets and day_offset as in duration_buckets. No rows on NULL input, or if from_at = to_at';
