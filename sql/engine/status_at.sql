-- status_at, reason_at: what was in force at one moment?

CREATE FUNCTION userlogs.status_at(timeline userlogs.timeline, at pg_catalog.timestamptz)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'status_at';
COMMENT ON FUNCTION userlogs.status_at(userlogs.timeline, pg_catalog.timestamptz) IS
  'Status in force at the time, found by binary search among the events; an event counts from its very time on. NULL before the first event, where the status is unknown, and for NULL';

CREATE FUNCTION userlogs.reason_at(timeline userlogs.timeline, at pg_catalog.timestamptz)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
AS 'MODULE_PATHNAME', 'reason_at';
COMMENT ON FUNCTION userlogs.reason_at(userlogs.timeline, pg_catalog.timestamptz) IS
  'Reason of the status in force at the time. NULL before the first event, where there is no reason, and for NULL';
