-- keep_while, remove_while: what was the status while another timeline was, or was
-- not, in one of some statuses?
--
-- From two timelines to one, such as the chat status while in a shift.  In the gaps
-- the status is NULL, that is not known, as it is before the first event.

CREATE FUNCTION userlogs.keep_while(timeline userlogs.timeline, other userlogs.timeline, statuses pg_catalog.text[])
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'keep_while';
COMMENT ON FUNCTION userlogs.keep_while(userlogs.timeline, userlogs.timeline, pg_catalog.text[]) IS
  'Return the timeline while the status of other is any of statuses (compared by bytes; NULL elements match nothing); at all other times, also while that of other is NULL or not known yet, status and reason are NULL from the first event of the timeline on. NULL on NULL input';

CREATE FUNCTION userlogs.remove_while(timeline userlogs.timeline, other userlogs.timeline, statuses pg_catalog.text[])
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'remove_while';
COMMENT ON FUNCTION userlogs.remove_while(userlogs.timeline, userlogs.timeline, pg_catalog.text[]) IS
  'Return the timeline except while the status of other is any of statuses (compared by bytes; NULL elements match nothing): there status and reason are NULL. While the status of other is NULL or not known yet, the timeline stays. NULL on NULL input';
