-- headcount_steps, headcount_at: what was the count, and from when to when?
--
-- One row per maximal half-open step of equal count, in order; they fill the
-- window [from_at, to_at), counts of 0 included.

CREATE FUNCTION userlogs.headcount_steps(
  headcount userlogs.headcount,
  from_at pg_catalog.timestamptz DEFAULT '-infinity',
  to_at pg_catalog.timestamptz DEFAULT 'infinity',
  OUT started_at pg_catalog.timestamptz,
  OUT ended_at pg_catalog.timestamptz,
  OUT headcount pg_catalog.int8)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1000
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_steps';
COMMENT ON FUNCTION userlogs.headcount_steps(userlogs.headcount, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the maximal half-open steps of equal count, which fill the window [from_at, to_at), in order, also of count 0. started_at and ended_at are clipped to the window, NULL where it has no bound. No rows on NULL input, or if from_at = to_at';

CREATE FUNCTION userlogs.headcount_at(headcount userlogs.headcount, at pg_catalog.timestamptz)
RETURNS pg_catalog.int8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'headcount_at';
COMMENT ON FUNCTION userlogs.headcount_at(userlogs.headcount, pg_catalog.timestamptz) IS
  'Return the count at a time, by binary search; a change takes effect at its own time. 0 before the first change and for -infinity, the final count for infinity. NULL on NULL input';
