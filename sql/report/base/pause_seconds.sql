-- pause_seconds: how much of a time was pending, on a clock?
--
-- SET prevents inlining: few requests are pending, and as a subquery it would make
-- the plan look expensive.

CREATE OR REPLACE FUNCTION pause_seconds(periods tstzmultirange, clock text, from_at timestamptz, to_at timestamptz)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET jit = off COST 1
BEGIN ATOMIC
  SELECT coalesce(sum(CASE WHEN pause_seconds.clock IS NULL THEN extract(epoch FROM upper(p.period) - lower(p.period))
    ELSE userlogs.service_seconds(pause_seconds.clock, lower(p.period), upper(p.period)) END), 0)
  FROM unnest(pause_seconds.periods * tstzmultirange(tstzrange(pause_seconds.from_at, pause_seconds.to_at))) p(period);
END;
COMMENT ON FUNCTION pause_seconds(tstzmultirange, text, timestamptz, timestamptz) IS
  'internal: return the length of the part of the periods between two times, on a service clock (NULL: the wall clock), seconds; 0 for none';
