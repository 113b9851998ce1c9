-- headcount_support: planner estimates for functions that read a headcount:
-- rows from the number of changes or of buckets, cost from the number of
-- changes.

CREATE FUNCTION userlogs.headcount_support(pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'headcount_support';
COMMENT ON FUNCTION userlogs.headcount_support(pg_catalog.internal) IS
  'Planner support: estimate rows and cost from the number of changes or of buckets';
