-- split_wait: what did a wait go on for?
--
-- One row: the time from from_at to to_at, split by the first that holds of
-- closed, nobody staffed, all unavailable, all available users full, and somebody
-- free.  Units: seconds with 6 decimals, which add up to the length of the time.

CREATE FUNCTION userlogs.split_wait(
  service userlogs.headcount,
  available userlogs.headcount,
  unavailable userlogs.headcount,
  full_users userlogs.headcount,
  from_at pg_catalog.timestamptz,
  to_at pg_catalog.timestamptz,
  OUT closed_seconds pg_catalog.numeric,
  OUT unstaffed_seconds pg_catalog.numeric,
  OUT unavailable_seconds pg_catalog.numeric,
  OUT busy_seconds pg_catalog.numeric,
  OUT free_seconds pg_catalog.numeric)
RETURNS pg_catalog.record
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'split_wait';
COMMENT ON FUNCTION userlogs.split_wait(userlogs.headcount, userlogs.headcount, userlogs.headcount, userlogs.headcount, pg_catalog.timestamptz, pg_catalog.timestamptz) IS
  'Split the time [from_at, to_at): closed (no service), unstaffed (nobody available or unavailable), unavailable (nobody available), busy (all available users are among full_users), free (the rest), each in seconds. The parts add up to the time; NULL on NULL input';
