-- availability_buckets: how available was a user in each hour, day or week?
--
-- One row per bucket, in order of time, in one pass over the timeline; overrun
-- takes a second one.

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
  OUT bucket_start pg_catalog.timestamptz,
  OUT bucket_end pg_catalog.timestamptz,
  OUT available pg_catalog.interval,
  OUT unavailable pg_catalog.interval,
  OUT offline pg_catalog.interval,
  OUT unknown pg_catalog.interval,
  OUT longest_available pg_catalog.interval,
  OUT longest_unavailable pg_catalog.interval,
  OUT longest_offline pg_catalog.interval,
  OUT longest_unknown pg_catalog.interval,
  OUT first_login pg_catalog.timestamptz,
  OUT last_logout pg_catalog.timestamptz,
  OUT login_count pg_catalog.int8,
  OUT session_count pg_catalog.int8,
  OUT overrun pg_catalog.interval)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'availability_buckets';
COMMENT ON FUNCTION userlogs.availability_buckets(userlogs.timeline, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text[], pg_catalog.text[], pg_catalog.text[], pg_catalog.text[], pg_catalog.interval[], pg_catalog.interval) IS
  'One row per bucket that overlaps the window [from_at, to_at), with from_at -infinity from the first event on: the time in statuses of each class (unknown: any other, and none) and the longest without interruption; sessions, which are longest times available or unavailable: first_login and last_logout (NULL: none; a logout at the edge of two buckets is of the earlier one), login_count of those that began, session_count of those with time in it; overrun: time unavailable for one reason beyond its allowance (a day is 24 hours, a month 30 days; NULL: no limit; a NULL in reasons stands for none), counted from its true start, where a message without a reason goes on with that of the one before if it has the same status. All within bucket and window. Statuses and reasons are compared by their bytes; a status in several arrays is of the first class, a reason given twice has the last allowance. Buckets and day_offset as in duration_buckets. No rows for NULL. Errors: as duration_buckets, invalid_parameter_value (negative allowance), array_subscript_error (not as many allowances as reasons)';
