-- headcount_buckets: what were the minimum, maximum, mean and total of a count
-- in each quarter of an hour, day, week or month?
--
-- One row per bucket that overlaps the window [from_at, to_at), in order, also
-- for a count of 0.

CREATE FUNCTION userlogs.headcount_buckets(
  headcount userlogs.headcount,
  width pg_catalog.interval,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  time_zone pg_catalog.text,
  OUT bucket_start pg_catalog.timestamptz,
  OUT bucket_end pg_catalog.timestamptz,
  OUT headcount_min pg_catalog.int8,
  OUT headcount_max pg_catalog.int8,
  OUT headcount_avg pg_catalog.float8,
  OUT person_seconds pg_catalog.numeric)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_buckets';
COMMENT ON FUNCTION userlogs.headcount_buckets(userlogs.headcount, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text) IS
  'Return one row per bucket of status_buckets that overlaps the window [from_at, to_at), in order, also for counts of 0. All figures cover the part in the window; headcount_avg is person_seconds / its length, person_seconds has 6 decimals. No rows on NULL input: use coalesce(headcount, ''{}'')';
