-- fold_labels: what if a source writes free text where labels belong?
--
-- Reads and returns a timeline.  Statuses and reasons are counted apart.

CREATE FUNCTION userlogs.fold_labels(timeline userlogs.timeline, max_labels pg_catalog.int8)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 10
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'fold_labels';
COMMENT ON FUNCTION userlogs.fold_labels(userlogs.timeline, pg_catalog.int8) IS
  'The timeline with (other) for every status but the first max_labels ones and every reason but the first max_labels ones, by the time of first use; of events at one time only the one that counts is kept. The timeline itself if there are no more. NULL for NULL';
