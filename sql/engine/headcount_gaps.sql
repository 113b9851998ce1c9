-- headcount_gaps: when was a count below the required one, and by how much?
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
  'Return the maximal half-open spans of the window [from_at, to_at) in which the count is below required, in order; none if required is 0. deficit_seconds: integral of required - count, with 6 decimals. No rows on NULL input: coalesce(headcount, ''{}'') has the whole window as a gap';
