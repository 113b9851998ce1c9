-- status_intervals: in which status was a user, why, and from when to when?
--
-- One row per maximal half-open interval of equal (status, reason) that
-- overlaps the window [from_at, to_at), in order.

CREATE FUNCTION userlogs.status_intervals(
  timeline userlogs.timeline,
  from_at pg_catalog.timestamptz DEFAULT '-infinity',
  to_at pg_catalog.timestamptz DEFAULT 'infinity',
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT started_at pg_catalog.timestamptz,
  OUT ended_at pg_catalog.timestamptz,
  OUT clipped_start pg_catalog.timestamptz,
  OUT clipped_end pg_catalog.timestamptz,
  OUT duration pg_catalog.interval,
  OUT is_open pg_catalog.bool,
  OUT is_carried pg_catalog.bool,
  OUT sequence pg_catalog.int8)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'status_intervals';
COMMENT ON FUNCTION userlogs.status_intervals(userlogs.timeline, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the maximal half-open intervals of equal status and reason that overlap the window [from_at, to_at), in order. started_at, ended_at: true ends; clipped_start, clipped_end, duration: the part in the window; sequence: that of the event that began the interval. From a finite from_at to the first event the status is NULL. No rows on NULL input';
