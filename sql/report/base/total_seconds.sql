-- total_seconds: how long are these periods together?

CREATE OR REPLACE FUNCTION total_seconds(periods tstzmultirange)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(sum(extract(epoch FROM upper(p.period) - lower(p.period))), 0) FROM unnest(total_seconds.periods) p(period);
END;
COMMENT ON FUNCTION total_seconds(tstzmultirange) IS 'internal: return the total length of the periods, seconds; 0 for none';
