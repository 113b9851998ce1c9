-- headcount_agg: from intervals, or from partial headcounts, to a headcount.
--
-- One headcount per group; of intervals in any order.  Each half-open interval
-- [started_at, ended_at) counts one: overlapping intervals of one user count
-- twice, those of a timeline never overlap.  With a weight each counts that
-- many: slots and not heads.  NULL or infinite ended_at: still open.  NULL
-- started_at or weight: not known, skipped.  Equal ends, weight 0: counts
-- nothing.  No usable interval: NULL; none that counts: {}.

-- COST is an upper bound for groups of 600 intervals; those of one user, which
-- merge, take less.

CREATE FUNCTION userlogs.headcount_agg_transfn(state pg_catalog.internal,
  started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'headcount_agg_transfn';
COMMENT ON FUNCTION userlogs.headcount_agg_transfn(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Transition function of headcount_agg: add an interval';

CREATE FUNCTION userlogs.headcount_agg_weight_transfn(state pg_catalog.internal,
  started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz, weight pg_catalog.int8)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'headcount_agg_weight_transfn';
COMMENT ON FUNCTION userlogs.headcount_agg_weight_transfn(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.int8) IS
  'Transition function of headcount_agg: add an interval that counts weight';

CREATE FUNCTION userlogs.headcount_agg_merge_transfn(state pg_catalog.internal, part userlogs.headcount)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_merge_transfn';
COMMENT ON FUNCTION userlogs.headcount_agg_merge_transfn(pg_catalog.internal, userlogs.headcount) IS
  'Transition function of headcount_agg: add a headcount';

CREATE FUNCTION userlogs.headcount_agg_merge_weight_transfn(state pg_catalog.internal, part userlogs.headcount, weight pg_catalog.int8)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_merge_weight_transfn';
COMMENT ON FUNCTION userlogs.headcount_agg_merge_weight_transfn(pg_catalog.internal, userlogs.headcount, pg_catalog.int8) IS
  'Transition function of headcount_agg: add a headcount times weight';

CREATE FUNCTION userlogs.headcount_agg_combine(pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_combine';
COMMENT ON FUNCTION userlogs.headcount_agg_combine(pg_catalog.internal, pg_catalog.internal) IS
  'Combine function of headcount_agg: add up two states';

CREATE FUNCTION userlogs.headcount_agg_serialize(pg_catalog.internal)
RETURNS pg_catalog.bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 300
AS 'MODULE_PATHNAME', 'headcount_agg_serialize';
COMMENT ON FUNCTION userlogs.headcount_agg_serialize(pg_catalog.internal) IS
  'Serialize function of headcount_agg: write a state as the bytes of a headcount';

CREATE FUNCTION userlogs.headcount_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'headcount_agg_deserialize';
COMMENT ON FUNCTION userlogs.headcount_agg_deserialize(pg_catalog.bytea, pg_catalog.internal) IS
  'Deserialize function of headcount_agg: read a state';

CREATE FUNCTION userlogs.headcount_agg_finalfn(pg_catalog.internal)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'headcount_agg_finalfn';
COMMENT ON FUNCTION userlogs.headcount_agg_finalfn(pg_catalog.internal) IS
  'Final function of headcount_agg: build the headcount';

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
  'Count the half-open intervals [started_at, ended_at) of a group at every time, in any order of input. NULL or infinite ended_at: still open; NULL started_at: skipped; equal ends: counts nothing. {} if no interval has a length; NULL without a usable interval';

CREATE AGGREGATE userlogs.headcount_agg(started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz, weight pg_catalog.int8) (
  SFUNC = userlogs.headcount_agg_weight_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 432,
  FINALFUNC = userlogs.headcount_agg_finalfn,
  COMBINEFUNC = userlogs.headcount_agg_combine,
  SERIALFUNC = userlogs.headcount_agg_serialize,
  DESERIALFUNC = userlogs.headcount_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.headcount_agg(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.int8) IS
  'Same as headcount_agg(started_at, ended_at), but each interval counts weight: capacity in slots instead of heads. NULL weight: skipped; 0: counts nothing; negative: an error';

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
  'Add up the headcounts of a group at every time, in any order of input. NULL input is skipped; NULL if all input is NULL';

CREATE AGGREGATE userlogs.headcount_agg(part userlogs.headcount, weight pg_catalog.int8) (
  SFUNC = userlogs.headcount_agg_merge_weight_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 432,
  FINALFUNC = userlogs.headcount_agg_finalfn,
  COMBINEFUNC = userlogs.headcount_agg_combine,
  SERIALFUNC = userlogs.headcount_agg_serialize,
  DESERIALFUNC = userlogs.headcount_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.headcount_agg(userlogs.headcount, pg_catalog.int8) IS
  'Add up the headcounts of a group, each times weight, at every time, in any order of input. NULL part or weight: skipped; weight 0: counts nothing; negative: an error. NULL without a usable row';
