-- headcount_agg: from intervals, or from partial headcounts, to a headcount.
--
-- One headcount per group; of intervals in any order.  Each half-open interval
-- [started_at, ended_at) counts one: overlapping intervals of one user count
-- twice, those of a timeline never overlap.  NULL or infinite ended_at: still
-- there.  NULL started_at: not known, skipped.  Equal ends: counts nothing.  No
-- usable interval: NULL; none with a length: {}.

-- COST is an upper bound for groups of 600 intervals; those of one user, which
-- merge, take less.

CREATE FUNCTION userlogs.headcount_agg_transfn(state pg_catalog.internal,
  started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'headcount_agg_transfn';
COMMENT ON FUNCTION userlogs.headcount_agg_transfn(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Transition function of headcount_agg: adds an interval';

CREATE FUNCTION userlogs.headcount_agg_merge_transfn(state pg_catalog.internal, part userlogs.headcount)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_merge_transfn';
COMMENT ON FUNCTION userlogs.headcount_agg_merge_transfn(pg_catalog.internal, userlogs.headcount) IS
  'Transition function of headcount_agg: adds a headcount';

CREATE FUNCTION userlogs.headcount_agg_combine(pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_combine';
COMMENT ON FUNCTION userlogs.headcount_agg_combine(pg_catalog.internal, pg_catalog.internal) IS
  'Combine function of headcount_agg: the sum of two states';

CREATE FUNCTION userlogs.headcount_agg_serialize(pg_catalog.internal)
RETURNS pg_catalog.bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'headcount_agg_serialize';
COMMENT ON FUNCTION userlogs.headcount_agg_serialize(pg_catalog.internal) IS
  'Serialize function of headcount_agg: the bytes of a headcount';

CREATE FUNCTION userlogs.headcount_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'headcount_agg_deserialize';
COMMENT ON FUNCTION userlogs.headcount_agg_deserialize(pg_catalog.bytea, pg_catalog.internal) IS
  'Deserialize function of headcount_agg';

CREATE FUNCTION userlogs.headcount_agg_finalfn(pg_catalog.internal)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_finalfn';
COMMENT ON FUNCTION userlogs.headcount_agg_finalfn(pg_catalog.internal) IS
  'Final function of headcount_agg';

-- SSPACE is the size of a new state with its first intervals: a larger guess
-- would turn hash aggregation of few large groups into sorting.
CREATE AGGREGATE userlogs.headcount_agg(started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz) (
  SFUNC = userlogs.headcount_agg_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 432,
  FINALFUNC = userlogs.headcount_agg_finalfn,
  COMBINEFUNC = userlogs.headcount_agg_combine,
  SERIALFUNC = userlogs.headcount_agg_serialize,
  DESERIALFUNC = userlogs.headcount_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.headcount_agg(pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Headcount of the half-open intervals [started_at, ended_at) of a group, in any order; each counts one. NULL or infinite ended_at: still there; NULL started_at: skipped; equal ends: counts nothing; no usable interval: NULL; none with a length: {}. Errors: invalid_parameter_value (ended_at before started_at), datetime_field_overflow (infinite started_at), program_limit_exceeded (over 1 GB)';

CREATE AGGREGATE userlogs.headcount_agg(part userlogs.headcount) (
  SFUNC = userlogs.headcount_agg_merge_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 432,
  FINALFUNC = userlogs.headcount_agg_finalfn,
  COMBINEFUNC = userlogs.headcount_agg_combine,
  SERIALFUNC = userlogs.headcount_agg_serialize,
  DESERIALFUNC = userlogs.headcount_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.headcount_agg(userlogs.headcount) IS
  'Sum of headcounts at every time, in any order. NULL: skipped; nothing but NULL: NULL. Errors: numeric_value_out_of_range (a count beyond the range of bigint), program_limit_exceeded (over 1 GB)';
