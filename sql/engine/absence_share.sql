-- absence_share: how much of the people missing does one absence account for?
--
-- Unit: person-seconds, with 12 decimals.

CREATE FUNCTION userlogs.absence_share(
  service userlogs.headcount,
  available userlogs.headcount,
  unavailable userlogs.headcount,
  required pg_catalog.int8,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz)
RETURNS pg_catalog.numeric
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'absence_share';
COMMENT ON FUNCTION userlogs.absence_share(userlogs.headcount, userlogs.headcount, userlogs.headcount, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Return the share of one of the unavailable users, absent in all of [from_at, to_at), in the deficit against required available users while in service: the integral of least(required - available, unavailable) / unavailable, in seconds. The Shapley value of the absence; 0 without a deficit, NULL on NULL input';
