-- Comparison of headcounts, for DISTINCT, GROUP BY, joins and unique indexes.
--
-- Equal step functions are equal bytes; the order is that of the bytes.

CREATE FUNCTION userlogs.headcount_eq(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_eq';
COMMENT ON FUNCTION userlogs.headcount_eq(userlogs.headcount, userlogs.headcount) IS
  'Implementation of = on headcounts';

CREATE FUNCTION userlogs.headcount_ne(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_ne';
COMMENT ON FUNCTION userlogs.headcount_ne(userlogs.headcount, userlogs.headcount) IS
  'Implementation of <> on headcounts';

CREATE FUNCTION userlogs.headcount_lt(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_lt';
COMMENT ON FUNCTION userlogs.headcount_lt(userlogs.headcount, userlogs.headcount) IS
  'Implementation of < on headcounts';

CREATE FUNCTION userlogs.headcount_le(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_le';
COMMENT ON FUNCTION userlogs.headcount_le(userlogs.headcount, userlogs.headcount) IS
  'Implementation of <= on headcounts';

CREATE FUNCTION userlogs.headcount_gt(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_gt';
COMMENT ON FUNCTION userlogs.headcount_gt(userlogs.headcount, userlogs.headcount) IS
  'Implementation of > on headcounts';

CREATE FUNCTION userlogs.headcount_ge(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_ge';
COMMENT ON FUNCTION userlogs.headcount_ge(userlogs.headcount, userlogs.headcount) IS
  'Implementation of >= on headcounts';

CREATE FUNCTION userlogs.headcount_cmp(userlogs.headcount, userlogs.headcount)
RETURNS pg_catalog.int4
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_cmp';
COMMENT ON FUNCTION userlogs.headcount_cmp(userlogs.headcount, userlogs.headcount) IS
  'Compare two headcounts for btree: -1, 0 or 1';

CREATE FUNCTION userlogs.headcount_hash(userlogs.headcount)
RETURNS pg_catalog.int4
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_hash';
COMMENT ON FUNCTION userlogs.headcount_hash(userlogs.headcount) IS
  'Compute the hash of a headcount';

CREATE FUNCTION userlogs.headcount_hash_extended(userlogs.headcount, pg_catalog.int8)
RETURNS pg_catalog.int8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_hash_extended';
COMMENT ON FUNCTION userlogs.headcount_hash_extended(userlogs.headcount, pg_catalog.int8) IS
  'Compute a 64-bit hash of a headcount with a seed';

CREATE OPERATOR userlogs.= (
  FUNCTION = userlogs.headcount_eq,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.=), NEGATOR = OPERATOR(userlogs.<>),
  RESTRICT = pg_catalog.eqsel, JOIN = pg_catalog.eqjoinsel,
  HASHES, MERGES
);
COMMENT ON OPERATOR userlogs.= (userlogs.headcount, userlogs.headcount) IS
  'Are the counts equal at all times?';

CREATE OPERATOR userlogs.<> (
  FUNCTION = userlogs.headcount_ne,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.<>), NEGATOR = OPERATOR(userlogs.=),
  RESTRICT = pg_catalog.neqsel, JOIN = pg_catalog.neqjoinsel
);
COMMENT ON OPERATOR userlogs.<> (userlogs.headcount, userlogs.headcount) IS
  'Do the counts differ at any time?';

CREATE OPERATOR userlogs.< (
  FUNCTION = userlogs.headcount_lt,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.>), NEGATOR = OPERATOR(userlogs.>=),
  RESTRICT = pg_catalog.scalarltsel, JOIN = pg_catalog.scalarltjoinsel
);
COMMENT ON OPERATOR userlogs.< (userlogs.headcount, userlogs.headcount) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR userlogs.<= (
  FUNCTION = userlogs.headcount_le,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.>=), NEGATOR = OPERATOR(userlogs.>),
  RESTRICT = pg_catalog.scalarlesel, JOIN = pg_catalog.scalarlejoinsel
);
COMMENT ON OPERATOR userlogs.<= (userlogs.headcount, userlogs.headcount) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR userlogs.> (
  FUNCTION = userlogs.headcount_gt,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.<), NEGATOR = OPERATOR(userlogs.<=),
  RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel
);
COMMENT ON OPERATOR userlogs.> (userlogs.headcount, userlogs.headcount) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR userlogs.>= (
  FUNCTION = userlogs.headcount_ge,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.<=), NEGATOR = OPERATOR(userlogs.<),
  RESTRICT = pg_catalog.scalargesel, JOIN = pg_catalog.scalargejoinsel
);
COMMENT ON OPERATOR userlogs.>= (userlogs.headcount, userlogs.headcount) IS
  'Order by the stored bytes, without meaning for users';

CREATE OPERATOR FAMILY userlogs.headcount_btree_ops USING btree;
COMMENT ON OPERATOR FAMILY userlogs.headcount_btree_ops USING btree IS
  'Order of headcounts by their bytes';

CREATE OPERATOR CLASS userlogs.headcount_btree_ops
DEFAULT FOR TYPE userlogs.headcount USING btree FAMILY userlogs.headcount_btree_ops AS
  OPERATOR 1 userlogs.<,
  OPERATOR 2 userlogs.<=,
  OPERATOR 3 userlogs.=,
  OPERATOR 4 userlogs.>=,
  OPERATOR 5 userlogs.>,
  FUNCTION 1 userlogs.headcount_cmp(userlogs.headcount, userlogs.headcount);
COMMENT ON OPERATOR CLASS userlogs.headcount_btree_ops USING btree IS
  'Order of headcounts by their bytes';

CREATE OPERATOR FAMILY userlogs.headcount_hash_ops USING hash;
COMMENT ON OPERATOR FAMILY userlogs.headcount_hash_ops USING hash IS
  'Hashing of headcounts';

CREATE OPERATOR CLASS userlogs.headcount_hash_ops
DEFAULT FOR TYPE userlogs.headcount USING hash FAMILY userlogs.headcount_hash_ops AS
  OPERATOR 1 userlogs.=,
  FUNCTION 1 userlogs.headcount_hash(userlogs.headcount),
  FUNCTION 2 userlogs.headcount_hash_extended(userlogs.headcount, pg_catalog.int8);
COMMENT ON OPERATOR CLASS userlogs.headcount_hash_ops USING hash IS
  'Hashing of headcounts';
