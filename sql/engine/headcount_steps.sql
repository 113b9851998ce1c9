-- headcount_steps, headcount_at: how many were there, and from when to when?
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
  'Maximal half-open steps of equal count within the window [from_at, to_at), in order, those of 0 included: the steps fill the window. started_at, ended_at: clipped to the window, NULL where it has no end. No rows for NULL, nor where from_at = to_at. Error: invalid_parameter_value (from_at after to_at)';

CREATE FUNCTION userlogs.headcount_at(headcount userlogs.headcount, at pg_catalog.timestamptz)
RETURNS pg_catalog.int8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'headcount_at';
COMMENT ON FUNCTION userlogs.headcount_at(userlogs.headcount, pg_catalog.timestamptz) IS
  'How many are there at the time, found by binary search; a change counts from its very time on. 0 before the first change and for -infinity, for infinity those still there after the last one. NULL for NULL';
