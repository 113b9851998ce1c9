-- headcount: from a timeline to a headcount, 1 while in any of the statuses.
--
-- headcount_agg adds up those of several users to the number of users in these
-- statuses, without a row for each interval.

CREATE FUNCTION userlogs.headcount(timeline userlogs.timeline, statuses pg_catalog.text[],
  from_at pg_catalog.timestamptz, to_at pg_catalog.timestamptz)
RETURNS userlogs.headcount
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
SUPPORT userlogs.timeline_support
AS 'MODULE_PATHNAME', 'headcount';
COMMENT ON FUNCTION userlogs.headcount(userlogs.timeline, pg_catalog.text[], pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return a headcount of 1 while the status is any of statuses (compared by bytes; NULL elements match nothing) in the window [from_at, to_at), which may be infinite, and of 0 otherwise. {} if never; NULL on NULL input';
