-- team_clock: when is each team in service?
--
-- One row per team with service hours or an exception.  clock is a text for
-- userlogs.service_seconds and the other functions of time on a service clock.
-- Hours that cannot be used are left out; input_problems lists them.
--
-- STRICT and SET prevent inlining: the clocks are made once, and the planner
-- takes the number of rows from ROWS.

CREATE OR REPLACE FUNCTION team_clock()
RETURNS TABLE (team text, clock text)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH hours AS MATERIALIZED (
    SELECT o.team, o.weekday, o.opens, o.closes, o.valid_from, o.valid_to
    FROM service_hours_input() o
    WHERE o.team IS NOT NULL AND o.weekday BETWEEN 1 AND 7 AND o.opens IS NOT NULL AND o.closes IS NOT NULL AND (o.valid_from >= o.valid_to) IS NOT TRUE),
  exception AS MATERIALIZED (
    SELECT x.team, x.local_date, x.opens, x.closes
    FROM service_exception_input() x
    WHERE x.local_date BETWEEN '0001-01-01' AND '9999-12-31' AND (x.opens IS NULL) = (x.closes IS NULL)),
  team AS MATERIALIZED (
    SELECT h.team FROM hours h
    UNION SELECT x.team FROM exception x WHERE x.team IS NOT NULL
    UNION SELECT t.team
    FROM (SELECT r.team FROM report_team() r UNION SELECT '(none)') t
    WHERE (SELECT true FROM exception x WHERE x.team IS NULL LIMIT 1)),
  entry AS (
    SELECT h.team, string_agg(DISTINCT h.weekday::text, ',' ORDER BY h.weekday::text)
      || ' ' || regexp_replace(h.opens::text, ':00$', '') || '-' || regexp_replace(h.closes::text, ':00$', '')
      || CASE WHEN h.valid_from > '0001-01-01' THEN ' from ' || to_char(h.valid_from, 'YYYY-MM-DD') ELSE '' END
      || CASE WHEN h.valid_to <= '9999-12-31' THEN ' before ' || to_char(h.valid_to, 'YYYY-MM-DD') ELSE '' END AS entry
    FROM hours h
    WHERE (h.valid_from > '9999-12-31' OR h.valid_to <= '0001-01-01') IS NOT TRUE
    GROUP BY h.team, h.opens, h.closes, h.valid_from, h.valid_to
    UNION ALL
    SELECT t.team, '1-7 00:00-24:00' FROM team t WHERE t.team NOT IN (SELECT h.team FROM hours h)
    UNION ALL
    SELECT t.team, to_char(x.local_date, 'YYYY-MM-DD') || coalesce(' ' || regexp_replace(x.opens::text, ':00$', '') || '-' || regexp_replace(x.closes::text, ':00$', ''), ' closed')
    FROM team t
    JOIN exception x ON x.team = t.team
      OR x.team IS NULL AND NOT EXISTS (SELECT FROM exception o WHERE o.team = t.team AND o.local_date = x.local_date))
  SELECT t.team, coalesce(z.time_zone, (SELECT s.time_zone FROM report_setting() s))
    || coalesce((SELECT string_agg('; ' || e.entry, '' ORDER BY e.entry) FROM entry e WHERE e.team = t.team), '') AS clock
  FROM team t
  LEFT JOIN team_zone() z ON z.team = t.team;
END;
COMMENT ON FUNCTION team_clock() IS
  'internal: return the service clock of each team with service hours or an exception, one row per team; the others are always in service';
