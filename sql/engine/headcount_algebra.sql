-- Arithmetic of headcounts: sum, difference, product, least and greatest of the
-- counts of every moment, the times at which there are enough, and the counts while
-- another one is not 0.
--
-- What is 0 in all arguments is 0 in the result, so that a headcount can hold it:
-- before the first change of any of them.  NULL on NULL input: for nobody write '{}'.

CREATE FUNCTION userlogs.headcount_add(userlogs.headcount, userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_add';
COMMENT ON FUNCTION userlogs.headcount_add(userlogs.headcount, userlogs.headcount) IS
  'Implementation of + on headcounts';

CREATE FUNCTION userlogs.headcount_subtract(userlogs.headcount, userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_subtract';
COMMENT ON FUNCTION userlogs.headcount_subtract(userlogs.headcount, userlogs.headcount) IS
  'Implementation of - on headcounts';

CREATE FUNCTION userlogs.headcount_multiply(headcount userlogs.headcount, factor pg_catalog.int8)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_multiply';
COMMENT ON FUNCTION userlogs.headcount_multiply(userlogs.headcount, pg_catalog.int8) IS
  'Implementation of * on a headcount and an integer';

CREATE FUNCTION userlogs.multiply_headcount(factor pg_catalog.int8, headcount userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'multiply_headcount';
COMMENT ON FUNCTION userlogs.multiply_headcount(pg_catalog.int8, userlogs.headcount) IS
  'Implementation of * on an integer and a headcount';

CREATE OPERATOR userlogs.+ (
  FUNCTION = userlogs.headcount_add,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.+)
);
COMMENT ON OPERATOR userlogs.+ (userlogs.headcount, userlogs.headcount) IS
  'Add the counts of every moment, as headcount_agg does for many headcounts';

CREATE OPERATOR userlogs.- (
  FUNCTION = userlogs.headcount_subtract,
  LEFTARG = userlogs.headcount, RIGHTARG = userlogs.headcount
);
COMMENT ON OPERATOR userlogs.- (userlogs.headcount, userlogs.headcount) IS
  'Subtract the counts of every moment; 0 where the right one is greater';

CREATE OPERATOR userlogs.* (
  FUNCTION = userlogs.headcount_multiply,
  LEFTARG = userlogs.headcount, RIGHTARG = pg_catalog.int8,
  COMMUTATOR = OPERATOR(userlogs.*)
);
COMMENT ON OPERATOR userlogs.* (userlogs.headcount, pg_catalog.int8) IS
  'Multiply the count of every moment by a factor, which must not be negative; {} if it is 0';

CREATE OPERATOR userlogs.* (
  FUNCTION = userlogs.multiply_headcount,
  LEFTARG = pg_catalog.int8, RIGHTARG = userlogs.headcount,
  COMMUTATOR = OPERATOR(userlogs.*)
);
COMMENT ON OPERATOR userlogs.* (pg_catalog.int8, userlogs.headcount) IS
  'Multiply the count of every moment by a factor, which must not be negative; {} if it is 0';

CREATE FUNCTION userlogs.headcount_least(userlogs.headcount, userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_least';
COMMENT ON FUNCTION userlogs.headcount_least(userlogs.headcount, userlogs.headcount) IS
  'Return the lower count of every moment, such as the number of pairs that can be made. NULL on NULL input';

CREATE FUNCTION userlogs.headcount_greatest(userlogs.headcount, userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_greatest';
COMMENT ON FUNCTION userlogs.headcount_greatest(userlogs.headcount, userlogs.headcount) IS
  'Return the higher count of every moment. NULL on NULL input';

CREATE FUNCTION userlogs.at_least(headcount userlogs.headcount, required pg_catalog.int8)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'at_least';
COMMENT ON FUNCTION userlogs.at_least(userlogs.headcount, pg_catalog.int8) IS
  'Return a headcount of 1 while the count is required or more, and of 0 otherwise; {} if never. required must be positive: no headcount is 1 before its first change. NULL on NULL input';

CREATE FUNCTION userlogs.keep_while(headcount userlogs.headcount, other userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_keep_while';
COMMENT ON FUNCTION userlogs.keep_while(userlogs.headcount, userlogs.headcount) IS
  'Return the count while the other count is above 0, and 0 at all other times. NULL on NULL input';

CREATE FUNCTION userlogs.remove_while(headcount userlogs.headcount, other userlogs.headcount)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.headcount_support
AS 'MODULE_PATHNAME', 'headcount_remove_while';
COMMENT ON FUNCTION userlogs.remove_while(userlogs.headcount, userlogs.headcount) IS
  'Return the count while the other count is 0, and 0 at all other times. NULL on NULL input';
