-- timeline_support: planner estimates for functions that read a timeline: rows
-- and cost from the number of events.

CREATE FUNCTION userlogs.timeline_support(pg_catalog.internal)
RETURNS pg_catalog.internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_support';
COMMENT ON FUNCTION userlogs.timeline_support(pg_catalog.internal) IS
  'Planner support: estimate rows and cost from the number of events';
