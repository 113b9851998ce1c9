-- headcount_buckets: how many were there in each quarter of an hour, day, week
-- or month: at least, at most, on average, and for how much time in all?
--
-- One row per bucket that overlaps the window [from_at, to_at), in order, also
-- where nobody was there.

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
  'Buckets that overlap the window [from_at, to_at), in order, without a gap; those in which nobody was there have zeros. Of the part of each within the window: headcount_min, headcount_max; person_seconds, the sum of the counts times their seconds, exact, with 6 decimals; headcount_avg, person_seconds by the length of that part. Buckets, width and time_zone: as for status_buckets. No rows for NULL: coalesce(headcount, ''{}'') has rows for nobody, too. Errors: invalid_parameter_value (width not positive or mixed, unknown time zone, an infinite end of the window, from_at after to_at), datetime_field_overflow (an edge beyond the range of timestamptz), interval_field_overflow (over 292271 years)';
