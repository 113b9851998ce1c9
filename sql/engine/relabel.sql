-- relabel: what if a log spells one status or reason in several ways?
--
-- Reads and returns a timeline.  Statuses and reasons are renamed apart.

CREATE FUNCTION userlogs.relabel(
  timeline userlogs.timeline,
  old_statuses pg_catalog.text[],
  new_statuses pg_catalog.text[],
  old_reasons pg_catalog.text[],
  new_reasons pg_catalog.text[])
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'relabel';
COMMENT ON FUNCTION userlogs.relabel(userlogs.timeline, pg_catalog.text[], pg_catalog.text[], pg_catalog.text[], pg_catalog.text[]) IS
  'The timeline with new_statuses in place of old_statuses and new_reasons in place of old_reasons, element by element; NULL, old or new: no status or reason; of a label given twice the first one counts, labels that are not given stay; of events at one time only the one that counts is kept. The timeline itself if no label changes. NULL for NULL. Error: array_subscript_error (not as many new labels as old ones)';
