-- expire_statuses: what remains of the statuses if nobody logs out, or a
-- connection is lost without a word?
--
-- Reads and returns a timeline. Days of the limits have 24 hours; a NULL limit
-- does not exist. NULL for a NULL timeline, statuses or as_of.

CREATE FUNCTION userlogs.expire_statuses(timeline userlogs.timeline, statuses pg_catalog.text[],
  max_open_time pg_catalog.interval, heartbeat_timeout pg_catalog.interval, as_of pg_catalog.timestamptz)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'expire_statuses';
COMMENT ON FUNCTION userlogs.expire_statuses(userlogs.timeline, pg_catalog.text[], pg_catalog.interval, pg_catalog.interval, pg_catalog.timestamptz) IS
  'Timeline in which each of the statuses holds at most max_open_time from the start of its interval and at most heartbeat_timeout from the last event that says it; from there on the status is NULL with reason (capped) or (lost). After a cap, an event of the same status and reason begins a new interval only if nothing was said for more than max_open_time; after a loss any event does. Days have 24 hours; a NULL limit does not exist; NULL for a NULL timeline, statuses or as_of';
