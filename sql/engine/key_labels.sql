-- key_labels: one label for all spellings of a status or reason.
--
-- From timeline to timeline.

CREATE FUNCTION userlogs.key_labels(timeline userlogs.timeline)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'key_labels';
COMMENT ON FUNCTION userlogs.key_labels(userlogs.timeline) IS
  'Replace each status and reason by its label_key, and a blank reason by none. Of events at one time only the effective one is kept, unless no label changes. NULL on NULL input';
