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
  'Timeline in which each of the statuses (compared by bytes; NULL elements match nothing) holds at most max_open_time from the start of its interval and at most heartbeat_timeout from the last event that says it; an event with the same status and reason is a heartbeat. Where that ends before the next event and not after as_of, the status becomes NULL, with reason (capped) or (lost), whichever comes first, (capped) if both do. What was capped stays unknown until another status or reason comes; after a loss the next event begins a new interval. For reading intervals, not the raw log: of events at one time only the one that counts is kept, and none in a capped rest; the timeline itself if nothing expires. Days have 24 hours; a NULL limit does not exist; NULL for a NULL timeline, statuses or as_of. Errors: invalid_parameter_value (a limit with months, or not positive), program_limit_exceeded (over 65,535 different statuses and reasons)';
