-- relabel: rename statuses and reasons that a log spells in several ways.
--
-- From timeline to timeline.  Statuses and reasons are renamed separately.

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
  'Replace old_statuses by new_statuses and old_reasons by new_reasons, element by element; NULL stands for no status or reason, the first of equal old labels applies, other labels stay. Of events at one time only the effective one is kept, unless no label changes. NULL on NULL input';
