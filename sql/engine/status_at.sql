-- status_at, reason_at: which status and reason were in force at a time?

CREATE FUNCTION userlogs.status_at(timeline userlogs.timeline, at pg_catalog.timestamptz)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'status_at';
COMMENT ON FUNCTION userlogs.status_at(userlogs.timeline, pg_catalog.timestamptz) IS
  'Return the status in force at a time, by binary search; an event takes effect at its own time. NULL before the first event, where the status is unknown, and on NULL input';

CREATE FUNCTION userlogs.reason_at(timeline userlogs.timeline, at pg_catalog.timestamptz)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'reason_at';
COMMENT ON FUNCTION userlogs.reason_at(userlogs.timeline, pg_catalog.timestamptz) IS
  'Return the reason of the status in force at a time. NULL before the first event, where there is no reason, and on NULL input';
