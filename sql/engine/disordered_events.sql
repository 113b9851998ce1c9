-- disordered_events: which events were written after events that happened well
-- after them?
--
-- One row per place at which the order breaks, in order of time.

CREATE FUNCTION userlogs.disordered_events(
  timeline userlogs.timeline,
  later_by pg_catalog.interval,
  ahead_by pg_catalog.int8,
  OUT occurred_at pg_catalog.timestamptz,
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT sequence pg_catalog.int8,
  OUT later_at pg_catalog.timestamptz,
  OUT later_sequence pg_catalog.int8)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'disordered_events';
COMMENT ON FUNCTION userlogs.disordered_events(userlogs.timeline, pg_catalog.interval, pg_catalog.int8) IS
  'Return the events whose sequence is larger, by more than ahead_by, than the smallest at the first time (later_at, later_sequence) that is more than later_by after them; of those with the same such time the one with the largest sequence. No rows on NULL input';
