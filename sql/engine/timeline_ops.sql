-- Comparison of timelines, for DISTINCT, GROUP BY, joins and unique indexes.
--
-- Equal sets of events are equal bytes; the order is that of the bytes.

CREATE FUNCTION userlogs.timeline_eq(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_eq';
COMMENT ON FUNCTION userlogs.timeline_eq(userlogs.timeline, userlogs.timeline) IS
  'Implementation of = on timelines';

CREATE FUNCTION userlogs.timeline_ne(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_ne';
COMMENT ON FUNCTION userlogs.timeline_ne(userlogs.timeline, userlogs.timeline) IS
  'Implementation of <> on timelines';

CREATE FUNCTION userlogs.timeline_lt(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_lt';
COMMENT ON FUNCTION userlogs.timeline_lt(userlogs.timeline, userlogs.timeline) IS
  'Implementation of < on timelines';

CREATE FUNCTION userlogs.timeline_le(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_le';
COMMENT ON FUNCTION userlogs.timeline_le(userlogs.timeline, userlogs.timeline) IS
  'Implementation of <= on timelines';

CREATE FUNCTION userlogs.timeline_gt(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_gt';
COMMENT ON FUNCTION userlogs.timeline_gt(userlogs.timeline, userlogs.timeline) IS
  'Implementation of > on timelines';

CREATE FUNCTION userlogs.timeline_ge(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_ge';
COMMENT ON FUNCTION userlogs.timeline_ge(userlogs.timeline, userlogs.timeline) IS
  'Implementation of >= on timelines';

CREATE FUNCTION userlogs.timeline_cmp(userlogs.timeline, userlogs.timeline)
RETURNS pg_catalog.int4
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_cmp';
COMMENT ON FUNCTION userlogs.timeline_cmp(userlogs.timeline, userlogs.timeline) IS
  'Compare two timelines for btree: -1, 0 or 1';

CREATE FUNCTION userlogs.timeline_hash(userlogs.timeline)
RETURNS pg_catalog.int4
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_hash';
COMMENT ON FUNCTION userlogs.timeline_hash(userlogs.timeline) IS
  'Compute the hash of a timeline';

CREATE FUNCTION userlogs.timeline_hash_extended(userlogs.timeline, pg_catalog.int8)
RETURNS pg_catalog.int8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_hash_extended';
COMMENT ON FUNCTION userlogs.timeline_hash_extended(userlogs.timeline, pg_catalog.int8) IS
  'Compute a 64-bit hash of a timeline with a seed';

CREATE OPERATOR userlogs.= (
  FUNCTION = userlogs.timeline_eq,
  LEFTARG = userlogs.timeline, RIGHTARG = userlogs.timeline,
  COMMUTATOR = OPERATOR(userlogs.=), NEGATOR = OPERATOR(userlogs.<>),
  RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
  HASHES, MERGES
);
COMMENT ON OPERATOR userlogs.= (userlogs.timeline, userlogs.timeline) IS
  'Are the sets of events equal?';

CREATE OPERATOR userlogs.<> (
  FUNCTION = userlogs.timeline_ne,
  LEFTARG = userlogs.timeline, RIGHTARG = userlogs.timeline,
  COMMUTATOR = OPERATOR(userlogs.<>), NEGATOR = OPERATOR(userlogs.=),
  RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR userlogs.<> (userlogs.timeline, userlogs.timeline) IS
  'Do the sets of events differ?';

CREATE OPERATOR userlogs.< (
  FUNCTION = userlogs.timeline_lt,
  LEFTARG = userlogs.timeline, RIGHTARG = userlogs.timeline,
  COMMUTATOR = OPERATOR(userlogs.>), NEGATOR = OPERATOR(userlogs.>=),
  RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR userlogs.< (userlogs.timeline, userlogs.timeline) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR userlogs.<= (
  FUNCTION = userlogs.timeline_le,
  LEFTARG = userlogs.timeline, RIGHTARG = userlogs.timeline,
  COMMUTATOR = OPERATOR(userlogs.>=), NEGATOR = OPERATOR(userlogs.>),
  RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR userlogs.<= (userlogs.timeline, userlogs.timeline) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR userlogs.> (
  FUNCTION = userlogs.timeline_gt,
  LEFTARG = userlogs.timeline, RIGHTARG = userlogs.timeline,
  COMMUTATOR = OPERATOR(userlogs.<), NEGATOR = OPERATOR(userlogs.<=),
  RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR userlogs.> (userlogs.timeline, userlogs.timeline) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR userlogs.>= (
  FUNCTION = userlogs.timeline_ge,
  LEFTARG = userlogs.timeline, RIGHTARG = userlogs.timeline,
  COMMUTATOR = OPERATOR(userlogs.<=), NEGATOR = OPERATOR(userlogs.<),
  RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR userlogs.>= (userlogs.timeline, userlogs.timeline) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR FAMILY userlogs.timeline_btree_ops USING btree;
COMMENT ON OPERATOR FAMILY userlogs.timeline_btree_ops USING btree IS
  'Order of timelines by their bytes';

CREATE OPERATOR CLASS userlogs.timeline_btree_ops
DEFAULT FOR TYPE userlogs.timeline USING btree FAMILY userlogs.timeline_btree_ops AS
  OPERATOR 1 userlogs.<,
  OPERATOR 2 userlogs.<=,
  OPERATOR 3 userlogs.=,
  OPERATOR 4 userlogs.>=,
  OPERATOR 5 userlogs.>,
  FUNCTION 1 userlogs.timeline_cmp(userlogs.timeline, userlogs.timeline);
COMMENT ON OPERATOR CLASS userlogs.timeline_btree_ops USING btree IS
  'Order of timelines by their bytes';

CREATE OPERATOR FAMILY userlogs.timeline_hash_ops USING hash;
COMMENT ON OPERATOR FAMILY userlogs.timeline_hash_ops USING hash IS
  'Hashing of timelines';

CREATE OPERATOR CLASS userlogs.timeline_hash_ops
DEFAULT FOR TYPE userlogs.timeline USING hash FAMILY userlogs.timeline_hash_ops AS
  OPERATOR 1 userlogs.=,
  FUNCTION 1 userlogs.timeline_hash(userlogs.timeline),
  FUNCTION 2 userlogs.timeline_hash_extended(userlogs.timeline, pg_catalog.int8);
COMMENT ON OPERATOR CLASS userlogs.timeline_hash_ops USING hash IS
  'Hashing of timelines';
