-- headcount_gaps: when were fewer there than required, and how much was missing?
--
-- One row per maximal half-open span of the window [from_at, to_at) in which
-- the count is below the requirement, in order.

CREATE FUNCTION userlogs.headcount_gaps(
  headcount userlogs.headcount,
  required pg_catalog.int8,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  OUT started_at pg_catalog.timestamptz,
  OUT ended_at pg_catalog.timestamptz,
  OUT headcount_min pg_catalog.int8,
  OUT deficit_seconds pg_catalog.numeric)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_gaps';
COMMENT ON FUNCTION userlogs.headcount_gaps(userlogs.headcount, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Maximal half-open spans of the window [from_at, to_at) in which the count is below required, in order, also where nobody was ever there. headcount_min: the lowest count in the span; deficit_seconds: the sum of (required - count) times its seconds, exact, with 6 decimals. Where required is 0 there are no gaps. No rows for NULL: coalesce(headcount, ''{}'') has the whole window as a gap. Errors: invalid_parameter_value (required negative, an infinite end of the window, from_at after to_at), interval_field_overflow (over 292271 years)';
