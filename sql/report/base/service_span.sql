-- service_span: when are the service hours of each team?
--
-- One row per team and span of its service hours that overlaps the window
-- [from_at, to_at); the whole window for a team that is always in service.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION service_span(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, span_start timestamptz, span_end timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH clock AS MATERIALIZED (SELECT c.team, c.clock FROM team_clock() c)
  SELECT c.team, p.started_at AS span_start, p.ended_at AS span_end
  FROM clock c
  CROSS JOIN LATERAL userlogs.service_spans(c.clock, service_span.from_at, service_span.to_at) p
  UNION ALL
  SELECT t.team, service_span.from_at, service_span.to_at
  FROM (SELECT r.team FROM report_team() r UNION SELECT '(none)') t
  WHERE service_span.from_at < service_span.to_at AND t.team NOT IN (SELECT c.team FROM clock c);
END;
COMMENT ON FUNCTION service_span(timestamptz, timestamptz) IS
  'internal: return the spans of the service hours of each team in the window [from_at, to_at), adjacent ones joined, one row per team and span; for a team that is always in service the window';
