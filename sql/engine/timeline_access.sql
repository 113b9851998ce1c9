-- Access to the events of a timeline, and to parts of it.

CREATE FUNCTION userlogs.event_count(timeline userlogs.timeline)
RETURNS pg_catalog.int8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'event_count';
COMMENT ON FUNCTION userlogs.event_count(userlogs.timeline) IS
  'Return the number of different events, at least 1. NULL on NULL input';

CREATE FUNCTION userlogs.first_at(timeline userlogs.timeline)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'first_at';
COMMENT ON FUNCTION userlogs.first_at(userlogs.timeline) IS
  'Return the time of the first event. NULL on NULL input';

CREATE FUNCTION userlogs.last_at(timeline userlogs.timeline)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'last_at';
COMMENT ON FUNCTION userlogs.last_at(userlogs.timeline) IS
  'Return the time of the last event, from which on the last status is open. NULL on NULL input';

CREATE FUNCTION userlogs.statuses(timeline userlogs.timeline)
RETURNS pg_catalog.text[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'statuses';
COMMENT ON FUNCTION userlogs.statuses(userlogs.timeline) IS
  'Return the different statuses of all events, without NULL and without reasons, ordered by their bytes; empty if the status is always unknown. NULL on NULL input';

CREATE FUNCTION userlogs.clip(timeline userlogs.timeline, from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'clip';
COMMENT ON FUNCTION userlogs.clip(userlogs.timeline, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the part of a timeline that gives the same answers inside the window [from_at, to_at): the events in it, the earlier event that begins its first interval and the later event that ends its last. NULL on NULL input';
