-- team_headcount: how many of a team were there, at any moment?
--
-- One row per team that has a member, a request, service hours or a target.
--
-- Strict, so that it is not inlined: it runs once, and the planner takes the
-- number of rows from here.

CREATE OR REPLACE FUNCTION team_headcount()
RETURNS TABLE (
  team text,
  available userlogs.headcount,
  unavailable userlogs.headcount)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED ROWS 20
BEGIN ATOMIC
  SELECT coalesce(h.team, t.team), coalesce(h.available, '{}'), coalesce(h.unavailable, '{}')
  FROM (
    SELECT i.team,
      userlogs.headcount_agg(i.clipped_start, i.clipped_end) FILTER (WHERE i.class = 'available') AS available,
      userlogs.headcount_agg(i.clipped_start, i.clipped_end) FILTER (WHERE i.class = 'unavailable') AS unavailable
    FROM team_interval() i
    GROUP BY i.team) h
  FULL JOIN (
    SELECT m.team FROM team_period() m WHERE m.team <> '(none)'
    UNION SELECT r.team FROM usable_request() r
    UNION SELECT o.team FROM service_hours_input() o WHERE o.team IS NOT NULL
    UNION SELECT g.team FROM target_input() g WHERE g.team IS NOT NULL) t ON t.team = h.team;
END;
COMMENT ON FUNCTION team_headcount() IS
  'How many users of each team were available, or unavailable, at any moment up to as_of: one row per team with a member, a request, service hours or a target';
