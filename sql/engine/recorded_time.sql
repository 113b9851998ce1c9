-- recorded_time, is_repeated_time: which instants are meant by local times
-- without a zone, where clocks go back and show an hour twice?
--
-- Reads the rows of a window in the order of recording.  NULL on NULL input,
-- which changes nothing for the rows after.

CREATE FUNCTION userlogs.recorded_time(local_time pg_catalog.timestamp, time_zone pg_catalog.text,
  tolerance pg_catalog.interval DEFAULT '1 minute')
RETURNS pg_catalog.timestamptz
LANGUAGE c WINDOW IMMUTABLE PARALLEL SAFE
AS 'MODULE_PATHNAME', 'recorded_time';
COMMENT ON FUNCTION userlogs.recorded_time(pg_catalog.timestamp, pg_catalog.text, pg_catalog.interval) IS
  'Return the instant of a local time, OVER (ORDER BY what numbers the rows as they were recorded). As AT TIME ZONE, but of two instants the first that is not before the latest of the rows before less the tolerance, else the second; after a row more than a day behind that, it begins anew. Infinite for an infinite time; NULL on NULL input';

CREATE FUNCTION userlogs.is_repeated_time(local_time pg_catalog.timestamp, time_zone pg_catalog.text)
RETURNS pg_catalog.bool
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'is_repeated_time';
COMMENT ON FUNCTION userlogs.is_repeated_time(pg_catalog.timestamp, pg_catalog.text) IS
  'Check whether the clock of the zone shows the local time twice, as it goes back over it. NULL on NULL input';
