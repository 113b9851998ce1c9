-- fold_labels: limit the number of labels if a source writes free text.
--
-- From timeline to timeline.  Statuses and reasons are counted separately.

CREATE FUNCTION userlogs.fold_labels(timeline userlogs.timeline, max_labels pg_catalog.int8)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'fold_labels';
COMMENT ON FUNCTION userlogs.fold_labels(userlogs.timeline, pg_catalog.int8) IS
  'Replace by (other) every status after the first max_labels statuses and every reason after the first max_labels reasons, in order of first use. Of events at one time only the effective one is kept; a timeline without more labels is returned as it is. NULL on NULL input';
