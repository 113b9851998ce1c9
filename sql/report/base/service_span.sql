-- service_span: when are the service hours of each team?
--
-- One row per team and span of its service hours that overlaps the window
-- [from_at, to_at); the whole window for a team without service hours.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION service_span(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, span_start timestamptz, span_end timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH span AS (
    SELECT o.team, unnest(range_agg(tstzrange(e.opens_at, e.closes_at))) AS period
    FROM report_setting() s
    CROSS JOIN LATERAL userlogs.local_days(service_span.from_at, service_span.to_at, s.time_zone, interval '0') l
    -- a span that opened the day before may reach into the first day
    CROSS JOIN LATERAL (VALUES (l.local_date), (l.local_date - 1)) d(local_date)
    JOIN service_hours_input() o ON o.weekday = extract(isodow FROM d.local_date)
    -- by the local clock, like local days; 24:00 is the start of the next day
    CROSS JOIN LATERAL (
      SELECT CASE WHEN o.opens = '24:00' THEN userlogs.local_day_start(d.local_date + 1, s.time_zone, interval '0')
          ELSE userlogs.local_day_start(d.local_date, s.time_zone, o.opens::interval) END,
        CASE WHEN o.closes = '24:00' THEN userlogs.local_day_start(n.closing_date + 1, s.time_zone, interval '0')
          ELSE userlogs.local_day_start(n.closing_date, s.time_zone, o.closes::interval) END
      FROM (SELECT CASE WHEN o.closes > o.opens THEN d.local_date ELSE d.local_date + 1 END) n(closing_date)) e(opens_at, closes_at)
    WHERE o.team IS NOT NULL
      -- empty if the clocks skip the span
      AND e.opens_at < e.closes_at
    GROUP BY o.team)
  SELECT p.team, greatest(lower(p.period), service_span.from_at) AS span_start, least(upper(p.period), service_span.to_at) AS span_end
  FROM span p
  WHERE lower(p.period) < service_span.to_at AND upper(p.period) > service_span.from_at
  UNION ALL
  SELECT t.team, service_span.from_at, service_span.to_at
  FROM (SELECT r.team FROM report_team() r UNION SELECT '(none)') t
  WHERE service_span.from_at < service_span.to_at
    AND NOT EXISTS (SELECT FROM service_hours_input() o
      WHERE o.team = t.team AND o.weekday BETWEEN 1 AND 7 AND o.opens IS NOT NULL AND o.closes IS NOT NULL);
END;
COMMENT ON FUNCTION service_span(timestamptz, timestamptz) IS
  'internal: return the spans of the service hours of each team in the window [from_at, to_at), adjacent ones joined, one row per team and span; for a team without service hours the window';
