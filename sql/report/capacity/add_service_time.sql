-- add_service_time: until when has a team been in service for so long?
--
-- For single questions; userlogs.add_service_time takes the clock itself.

CREATE OR REPLACE FUNCTION add_service_time(team text, at timestamptz, duration interval)
RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT CASE WHEN count(c.clock) > 0 THEN userlogs.add_service_time(min(c.clock), add_service_time.at, add_service_time.duration)
    ELSE userlogs.add_service_time('UTC; 1-7 00:00-24:00', add_service_time.at, add_service_time.duration) END
  FROM team_clock() c
  WHERE c.team = add_service_time.team;
END;
COMMENT ON FUNCTION add_service_time(text, timestamptz, interval) IS
  'Return the first time until which the team has been in service for the duration since at, such as the due time of a target: days have 24 hours. NULL if that takes more than 400 years, or on NULL input';
