-- Questions about the events of a timeline, and parts of it.

CREATE FUNCTION userlogs.event_count(timeline userlogs.timeline)
RETURNS pg_catalog.int8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'event_count';
COMMENT ON FUNCTION userlogs.event_count(userlogs.timeline) IS
  'Number of events, each counted once; at least 1. NULL for NULL';

CREATE FUNCTION userlogs.first_at(timeline userlogs.timeline)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'first_at';
COMMENT ON FUNCTION userlogs.first_at(userlogs.timeline) IS
  'Time of the first event. NULL for NULL';

CREATE FUNCTION userlogs.last_at(timeline userlogs.timeline)
RETURNS pg_catalog.timestamptz
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'last_at';
COMMENT ON FUNCTION userlogs.last_at(userlogs.timeline) IS
  'Time of the last event, from which on the last status is open. NULL for NULL';

CREATE FUNCTION userlogs.statuses(timeline userlogs.timeline)
RETURNS pg_catalog.text[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'statuses';
COMMENT ON FUNCTION userlogs.statuses(userlogs.timeline) IS
  'The different statuses of all events, ordered by bytes, without NULL; reasons are not among them. Empty if the status is always unknown. NULL for NULL';

CREATE FUNCTION userlogs.clip(timeline userlogs.timeline, from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'clip';
COMMENT ON FUNCTION userlogs.clip(userlogs.timeline, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Timeline that answers every question inside the window [from_at, to_at) the same way: the events in it, the one before with which its first interval began and the one after that ends its last. NULL for NULL; from_at after to_at: error invalid_parameter_value';
