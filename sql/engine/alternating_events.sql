-- alternating_events: where do two reasons contradict each other in turn?
--
-- One row per place, in order of time.  For a timeline whose reasons are the
-- sources of the events.

CREATE FUNCTION userlogs.alternating_events(
  timeline userlogs.timeline,
  statuses pg_catalog.text[],
  other_statuses pg_catalog.text[],
  within pg_catalog.interval,
  OUT occurred_at pg_catalog.timestamptz,
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT sequence pg_catalog.int8,
  OUT other_status pg_catalog.text,
  OUT other_reason pg_catalog.text,
  OUT other_sequence pg_catalog.int8,
  OUT repeated_at pg_catalog.timestamptz)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'alternating_events';
COMMENT ON FUNCTION userlogs.alternating_events(userlogs.timeline, pg_catalog.text[], pg_catalog.text[], pg_catalog.interval) IS
  'Return the events after which two reasons alternate: with one a status of one array, with the other of the other, and both again, the last (repeated_at) no later than "within" after the event. other_status, other_reason, other_sequence: the other one; several events of one reason and array are one. No rows on NULL input';
