-- irregular_events: which events lost a tie, or were logouts without a login?
--
-- One row per kind and event, in order of time.

CREATE FUNCTION userlogs.irregular_events(
  timeline userlogs.timeline,
  offline_statuses pg_catalog.text[],
  OUT kind pg_catalog.text,
  OUT occurred_at pg_catalog.timestamptz,
  OUT status pg_catalog.text,
  OUT reason pg_catalog.text,
  OUT sequence pg_catalog.int8,
  OUT winning_sequence pg_catalog.int8,
  OUT is_first pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 10
AS 'MODULE_PATHNAME', 'irregular_events';
COMMENT ON FUNCTION userlogs.irregular_events(userlogs.timeline, pg_catalog.text[]) IS
  'Return the events that do not count because another one at the same time has another status or reason (kind tie; winning_sequence: the sequence of the one that counts), and those that set an offline status first (is_first) or after another offline status or reason (kind logout_without_login). No rows on NULL input';
