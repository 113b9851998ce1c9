-- settle_ties: of several events at one time that have no sequence, which count?
--
-- Those whose status is one of the labels, whatever the letters of the others.

CREATE FUNCTION userlogs.settle_ties(timeline userlogs.timeline, labels pg_catalog.text[])
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'settle_ties';
COMMENT ON FUNCTION userlogs.settle_ties(userlogs.timeline, pg_catalog.text[]) IS
  'Return a timeline without those events that have no sequence and a status that is none of the labels, or NULL, at a time at which another event without a sequence has one of them. Labels are compared as by statuses_in. The timeline itself if there are none; NULL on NULL input';
