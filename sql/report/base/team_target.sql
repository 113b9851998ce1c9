-- team_target: which targets apply to a team?
--
-- One row per team of the input.  A value that is contradictory, or out of the
-- range that table target allows, counts as not set; input_problems lists it.

CREATE OR REPLACE FUNCTION team_target()
RETURNS TABLE (
  team text,
  service_level double precision,
  answer_within interval,
  max_occupancy double precision,
  shrinkage double precision,
  minimum_headcount bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT g.team,
    CASE WHEN min(g.service_level) = max(g.service_level) AND min(g.service_level) BETWEEN 0 AND 0.9999 THEN min(g.service_level) END AS service_level,
    CASE WHEN min(g.answer_within) = max(g.answer_within) AND min(g.answer_within) BETWEEN '0' AND '366 days'
      -- equal intervals can still differ in months and days
      AND bool_and(extract(year FROM g.answer_within) = 0 AND extract(month FROM g.answer_within) = 0) THEN min(g.answer_within) END AS answer_within,
    CASE WHEN min(g.max_occupancy) = max(g.max_occupancy) AND min(g.max_occupancy) BETWEEN 0.01 AND 1 THEN min(g.max_occupancy) END AS max_occupancy,
    CASE WHEN min(g.shrinkage) = max(g.shrinkage) AND min(g.shrinkage) BETWEEN 0 AND 0.99 THEN min(g.shrinkage) END AS shrinkage,
    CASE WHEN min(g.minimum_headcount) = max(g.minimum_headcount) AND min(g.minimum_headcount) BETWEEN 0 AND 1000000
      THEN min(g.minimum_headcount) END AS minimum_headcount
  FROM target_input() g
  WHERE g.team IS NOT NULL
  GROUP BY g.team;
END;
COMMENT ON FUNCTION team_target() IS 'internal: return the targets of each team of target, one row per team; NULL where the input is contradictory or out of range';
