-- availability_buckets: how available was a user in each hour, day or week?
--
-- One row per bucket, in order of time.  One pass over the timeline, a second
-- one for overrun.

CREATE FUNCTION userlogs.availability_buckets(
  timeline userlogs.timeline,
  width pg_catalog.interval,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  time_zone pg_catalog.text,
  available_statuses pg_catalog.text[],
  unavailable_statuses pg_catalog.text[],
  offline_statuses pg_catalog.text[],
  reasons pg_catalog.text[] DEFAULT '{}',
  allowances pg_catalog.interval[] DEFAULT '{}',
  day_offset pg_catalog.interval DEFAULT '0',
  engaged_statuses pg_catalog.text[] DEFAULT '{}',
  reconnect_tolerance pg_catalog.interval DEFAULT '0',
  OUT bucket_start pg_catalog.timestamptz,
  OUT bucket_end pg_catalog.timestamptz,
  OUT available pg_catalog.interval,
  OUT engaged pg_catalog.interval,
  OUT unavailable pg_catalog.interval,
  OUT offline pg_catalog.interval,
  OUT unknown pg_catalog.interval,
  OUT longest_available pg_catalog.interval,
  OUT longest_engaged pg_catalog.interval,
  OUT longest_unavailable pg_catalog.interval,
  OUT longest_offline pg_catalog.interval,
  OUT longest_unknown pg_catalog.interval,
  OUT first_login pg_catalog.timestamptz,
  OUT last_logout pg_catalog.timestamptz,
  OUT login_count pg_catalog.int8,
  OUT session_count pg_catalog.int8,
  OUT drop_count pg_catalog.int8,
  OUT overrun pg_catalog.interval)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'availability_buckets';
COMMENT ON FUNCTION userlogs.availability_buckets(userlogs.timeline, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text[], pg_catalog.text[], pg_catalog.text[], pg_catalog.text[], pg_catalog.interval[], pg_catalog.interval, pg_catalog.text[], pg_catalog.interval) IS
  'Return one row per bucket that overlaps the window [from_at, to_at): time in each class of statuses and longest time in it without interruption, sessions (time available, engaged or unavailable, from login to logout), drops (times offline or lost, not longer than reconnect_tolerance, which do not end a session), and overrun (time unavailable for a reason beyond its allowance). Buckets and day_offset as in duration_buckets. No rows on NULL input';
