-- overlay_agg, overlay: one status history of a person who has several at the
-- same time: channels, devices, login and pause.
--
-- At every time the status of least rank decides; of equal rank the one that
-- began last, then the first by the bytes of status and reason, NULLs last.
-- NULL decides only where no layer has a status.  The result has an event
-- where status or reason changes, with the sequence of the event that decides.
-- Rows in any order.

-- COST is measured for groups of 1,000 events in three layers, rounded up.

CREATE FUNCTION userlogs.overlay_agg_transfn(state pg_catalog.internal, layer userlogs.timeline,
  statuses pg_catalog.text[], ranks pg_catalog.int4[])
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'overlay_agg_transfn';
COMMENT ON FUNCTION userlogs.overlay_agg_transfn(pg_catalog.internal, userlogs.timeline, pg_catalog.text[], pg_catalog.int4[]) IS
  'Transition function of overlay_agg: add the timeline of a layer';

CREATE FUNCTION userlogs.overlay_agg_interval_transfn(state pg_catalog.internal,
  started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz,
  status pg_catalog.text, reason pg_catalog.text, sequence pg_catalog.int8,
  statuses pg_catalog.text[], ranks pg_catalog.int4[])
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'overlay_agg_interval_transfn';
COMMENT ON FUNCTION userlogs.overlay_agg_interval_transfn(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text, pg_catalog.int8, pg_catalog.text[], pg_catalog.int4[]) IS
  'Transition function of overlay_agg: add an interval';

CREATE FUNCTION userlogs.overlay_agg_combine(pg_catalog.internal, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2500
AS 'MODULE_PATHNAME', 'overlay_agg_combine';
COMMENT ON FUNCTION userlogs.overlay_agg_combine(pg_catalog.internal, pg_catalog.internal) IS
  'Combine function of overlay_agg: merge two states';

CREATE FUNCTION userlogs.overlay_agg_serialize(pg_catalog.internal)
RETURNS pg_catalog.bytea
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'overlay_agg_serialize';
COMMENT ON FUNCTION userlogs.overlay_agg_serialize(pg_catalog.internal) IS
  'Serialize function of overlay_agg: write a state as bytes';

CREATE FUNCTION userlogs.overlay_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'overlay_agg_deserialize';
COMMENT ON FUNCTION userlogs.overlay_agg_deserialize(pg_catalog.bytea, pg_catalog.internal) IS
  'Deserialize function of overlay_agg: read a state';

CREATE FUNCTION userlogs.overlay_agg_finalfn(pg_catalog.internal)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'overlay_agg_finalfn';
COMMENT ON FUNCTION userlogs.overlay_agg_finalfn(pg_catalog.internal) IS
  'Final function of overlay_agg: build the timeline';

-- SSPACE is the size of a new state, without its layers: a larger guess would
-- turn hash aggregation of few large groups into sorting.
CREATE AGGREGATE userlogs.overlay_agg(timeline userlogs.timeline, statuses pg_catalog.text[], ranks pg_catalog.int4[]) (
  SFUNC = userlogs.overlay_agg_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 272,
  FINALFUNC = userlogs.overlay_agg_finalfn,
  COMBINEFUNC = userlogs.overlay_agg_combine,
  SERIALFUNC = userlogs.overlay_agg_serialize,
  DESERIALFUNC = userlogs.overlay_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.overlay_agg(userlogs.timeline, pg_catalog.text[], pg_catalog.int4[]) IS
  'Fold the timelines of a group into one, in any order of input: at every time the status of least rank decides, of equal rank the one that began last, then the first by bytes. statuses and ranks are parallel, compared by label_key; a NULL element ranks all other statuses, which are last without one. NULL timeline: skipped. NULL if all are NULL';

CREATE AGGREGATE userlogs.overlay_agg(started_at pg_catalog.timestamptz, ended_at pg_catalog.timestamptz,
  status pg_catalog.text, reason pg_catalog.text, sequence pg_catalog.int8,
  statuses pg_catalog.text[], ranks pg_catalog.int4[]) (
  SFUNC = userlogs.overlay_agg_interval_transfn,
  STYPE = pg_catalog.internal,
  SSPACE = 272,
  FINALFUNC = userlogs.overlay_agg_finalfn,
  COMBINEFUNC = userlogs.overlay_agg_combine,
  SERIALFUNC = userlogs.overlay_agg_serialize,
  DESERIALFUNC = userlogs.overlay_agg_deserialize,
  PARALLEL = SAFE
);
COMMENT ON AGGREGATE userlogs.overlay_agg(pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text, pg_catalog.int8, pg_catalog.text[], pg_catalog.int4[]) IS
  'Same as overlay_agg of timelines, but of the half-open intervals [started_at, ended_at) of a group, which may overlap; status and reason are NULL where there is none. NULL or infinite ended_at: still open; NULL started_at, or an end that is not later: skipped. NULL without a usable interval';

CREATE FUNCTION userlogs.overlay(timelines userlogs.timeline[], statuses pg_catalog.text[], ranks pg_catalog.int4[])
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'overlay';
COMMENT ON FUNCTION userlogs.overlay(userlogs.timeline[], pg_catalog.text[], pg_catalog.int4[]) IS
  'Fold timelines into one, as overlay_agg does. NULL if all are NULL, or there is none';
