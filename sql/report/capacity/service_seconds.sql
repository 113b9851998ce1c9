-- service_seconds: how long was a team in service between two times?
--
-- For single questions; userlogs.service_seconds takes the clock itself.

CREATE OR REPLACE FUNCTION service_seconds(team text, from_at timestamptz, to_at timestamptz)
RETURNS numeric
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT CASE WHEN count(c.clock) > 0 THEN userlogs.service_seconds(min(c.clock), service_seconds.from_at, service_seconds.to_at)
    -- a team without service hours is always in service
    ELSE userlogs.service_seconds('UTC; 1-7 00:00-24:00', service_seconds.from_at, service_seconds.to_at) END
  FROM team_clock() c
  WHERE c.team = service_seconds.team;
END;
COMMENT ON FUNCTION service_seconds(text, timestamptz, timestamptz) IS
  'Return the time in which the team was in service between two times, in seconds: all of it for a team without service hours, or that does not exist. NULL on NULL input';
