-- expire_statuses: when does a status end if the logout is forgotten, or the
-- connection lost without an event?
--
-- From timeline to timeline.  Days of the limits have 24 hours; a NULL limit is
-- no limit.  NULL if timeline, statuses or as_of is NULL.

CREATE FUNCTION userlogs.expire_statuses(timeline userlogs.timeline, statuses pg_catalog.text[],
  max_open_time pg_catalog.interval, heartbeat_timeout pg_catalog.interval, as_of pg_catalog.timestamptz)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'expire_statuses';
COMMENT ON FUNCTION userlogs.expire_statuses(userlogs.timeline, pg_catalog.text[], pg_catalog.interval, pg_catalog.interval, pg_catalog.timestamptz) IS
  'End each of the given statuses max_open_time after the start of its interval or heartbeat_timeout after its last event, up to as_of; from there on the status is NULL, with reason (capped) or (lost). Days have 24 hours; a NULL limit is no limit. NULL if timeline, statuses or as_of is NULL';
