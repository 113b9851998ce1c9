-- status_buckets: how much of each hour, day, week or month went where?
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
  'The rows of status_intervals within the window [from_at, to_at), cut at the edges of buckets; duration: the piece in bucket and window. A width in months (counted from January 2000) or days (counted from Monday, 3 January 2000: 7 days are weeks) steps through the local calendar of time_zone; a smaller one through real time from each local midnight, the last bucket of a day being shorter if need be. bucket_end - bucket_start is the true length. time_zone: a name of the time zone database. No rows for NULL. Errors: invalid_parameter_value (width not positive or mixed, unknown time zone, infinite to_at, from_at after to_at), datetime_field_overflow (an edge beyond the range of timestamptz)';
