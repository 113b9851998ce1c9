-- status_buckets: in which statuses was each hour, day, week or month spent?
--
-- One row per interval and bucket that overlap, in order of time.

CREATE FUNCTION userlogs.status_buckets(
  timeline userlogs.timeline,
  width pg_catalog.interval,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  time_zone pg_catalog.text,
  OUT bucket_start pg_catalog.timestamptz,
  OUT bucket_end pg_catalog.timestamptz,
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT duration pg_catalog.interval)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'status_buckets';
COMMENT ON FUNCTION userlogs.status_buckets(userlogs.timeline, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text) IS
  'Return the rows of status_intervals in the window [from_at, to_at), cut at the edges of buckets. width steps through the local calendar in months or days, or through real time from each local midnight; bucket_end - bucket_start is the true length. No rows on NULL input';
