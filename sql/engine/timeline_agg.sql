-- timeline_agg: from status events, or from partial timelines, to a timeline.
--
-- One timeline per group, from events in any order, duplicates included,
-- without ORDER BY.  Events are in the order (occurred_at, sequence, status,
-- reason), strings by their bytes, NULLs last; of several events at one time
-- the last in that order takes effect.  NULL occurred_at: skipped.  NULL
-- status: unknown from here on.  No usable event: NULL.

-- COST is measured for groups of 1,000 events, rounded up.  A parallel plan
-- encodes each group once more in every worker and merges it in the leader,
-- which takes nearly as long as aggregating it there: it pays off only if
-- reading the rows costs more than that.

CREATE FUNCTION userlogs.timeline_agg_transfn(state pg_catalog.internal,
  occurred_at pg_catalog.timestamptz, status pg_catalog.text, reason pg_catalog.text)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'timeline_agg_transfn';
COMMENT ON FUNCTION userlogs.timeline_agg_transfn(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text) IS
  'Transition function of timeline_agg: add an event without sequence';

CREATE FUNCTION userlogs.timeline_agg_sequence_transfn(state pg_catalog.internal,
  occurred_at pg_catalog.timestamptz, status pg_catalog.text, reason pg_catalog.text, sequence pg_catalog.int8)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'timeline_agg_sequence_transfn';
COMMENT ON FUNCTION userlogs.timeline_agg_sequence_transfn(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text, pg_catalog.int8) IS
  'Transition function of timeline_agg: add an event with its sequence';

CREATE FUNCTION userlogs.timeline_agg_merge_transfn(state pg_catalog.internal, part userlogs.timeline)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'timeline_agg_merge_transfn';
COMMENT ON FUNCTION userlogs.timeline_agg_merge_transfn(pg_catalog.internal, userlogs.timeline) IS
  'Transition function of timeline_agg: add the events of a timeline';

CREATE FUNCTION userlogs.timeline_agg_combine(pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2500
AS 'MODULE_PATHNAME', 'timeline_agg_combine';
COMMENT ON FUNCTION userlogs.timeline_agg_combine(pg_catalog.internal, pg_catalog.internal) IS
  'Combine function of timeline_agg: merge two states';

CREATE FUNCTION userlogs.timeline_agg_serialize(pg_catalog.internal)
RETURNS pg_catalog.bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'timeline_agg_serialize';
COMMENT ON FUNCTION userlogs.timeline_agg_serialize(pg_catalog.internal) IS
  'Serialize function of timeline_agg: write a state as the bytes of a timeline';

CREATE FUNCTION userlogs.timeline_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'timeline_agg_deserialize';
COMMENT ON FUNCTION userlogs.timeline_agg_deserialize(pg_catalog.bytea, pg_catalog.internal) IS
  'Deserialize function of timeline_agg: read a state';

CREATE FUNCTION userlogs.timeline_agg_finalfn(pg_catalog.internal)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'timeline_agg_finalfn';
COMMENT ON FUNCTION userlogs.timeline_agg_finalfn(pg_catalog.internal) IS
  'Final function of timeline_agg: build the timeline';

-- SSPACE is the size of a new state: a larger guess would turn hash
-- aggregation of few large groups into sorting.
CREATE AGGREGATE userlogs.timeline_agg(occurred_at pg_catalog.timestamptz, status pg_catalog.text, reason pg_catalog.text) (
  SFUNC = userlogs.timeline_agg_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 144,
  FINALFUNC = userlogs.timeline_agg_finalfn,
  COMBINEFUNC = userlogs.timeline_agg_combine,
  SERIALFUNC = userlogs.timeline_agg_serialize,
  DESERIALFUNC = userlogs.timeline_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.timeline_agg(pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text) IS
  'Build the timeline of the events of a group, in any order of input. Of events at one time the last by (status, reason) takes effect, compared by bytes with NULLs last. NULL status: unknown from here on; NULL occurred_at: skipped. NULL without events';

CREATE AGGREGATE userlogs.timeline_agg(occurred_at pg_catalog.timestamptz, status pg_catalog.text, reason pg_catalog.text, sequence pg_catalog.int8) (
  SFUNC = userlogs.timeline_agg_sequence_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 272,
  FINALFUNC = userlogs.timeline_agg_finalfn,
  COMBINEFUNC = userlogs.timeline_agg_combine,
  SERIALFUNC = userlogs.timeline_agg_serialize,
  DESERIALFUNC = userlogs.timeline_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.timeline_agg(pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text, pg_catalog.int8) IS
  'Build the timeline of the events of a group, in any order of input. Of events at one time the last by (sequence, status, reason) takes effect, strings compared by bytes, NULLs last. NULL status: unknown from here on; NULL occurred_at: skipped. NULL without events';

CREATE AGGREGATE userlogs.timeline_agg(part userlogs.timeline) (
  SFUNC = userlogs.timeline_agg_merge_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 272,
  FINALFUNC = userlogs.timeline_agg_finalfn,
  COMBINEFUNC = userlogs.timeline_agg_combine,
  SERIALFUNC = userlogs.timeline_agg_serialize,
  DESERIALFUNC = userlogs.timeline_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.timeline_agg(userlogs.timeline) IS
  'Merge the partial timelines of a group, overlapping or not, in any order of input; equal events count once. NULL input is skipped; NULL if all input is NULL';
