-- expire_statuses: when does a status end if the logout is forgotten, or the
-- connection lost without an event?
--
-- From timeline to timeline.  Days of the limits have 24 hours; a NULL limit is
-- no limit.  NULL if timeline, statuses or as_of is NULL.
--
-- limits hold for single statuses and reasons, and before the two for all.  They
-- are tried in order: each of the two spans is that of the first one that
-- applies to the interval and has it.

CREATE TYPE userlogs.time_limit AS (
  status pg_catalog.text,
  reason pg_catalog.text,
  max_open_time pg_catalog.interval,
  heartbeat_timeout pg_catalog.interval,
  valid_from pg_catalog.timestamptz,
  valid_to pg_catalog.timestamptz
);
COMMENT ON TYPE userlogs.time_limit IS
  'Limit of the time in a status, for expire_statuses: status and reason as label_key writes them, NULL any; max_open_time and heartbeat_timeout, NULL not said; for intervals that begin in [valid_from, valid_to), NULL no bound';

CREATE FUNCTION userlogs.expire_statuses(timeline userlogs.timeline, statuses pg_catalog.text[],
  max_open_time pg_catalog.interval, heartbeat_timeout pg_catalog.interval, as_of pg_catalog.timestamptz,
  limits userlogs.time_limit[] DEFAULT NULL)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE PARALLEL SAFE COST 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'expire_statuses';
COMMENT ON FUNCTION userlogs.expire_statuses(userlogs.timeline, pg_catalog.text[], pg_catalog.interval, pg_catalog.interval, pg_catalog.timestamptz, userlogs.time_limit[]) IS
  'End each of the given statuses max_open_time after the start of its interval or heartbeat_timeout after its last event, up to as_of; from there on the status is NULL, with reason (capped) or (lost). Each of the two is that of the first of limits that applies to the interval and has it. Days have 24 hours; a NULL limit is no limit. NULL if timeline, statuses or as_of is NULL';
