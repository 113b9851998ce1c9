-- report_team: which teams are in the inputs?
--
-- One row per team that has a member, a request, also one that was passed to it,
-- service hours or a target; (none) only if there are requests without a team, or if
-- it has one of the others.

CREATE OR REPLACE FUNCTION report_team()
RETURNS TABLE (team text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 20
BEGIN ATOMIC
  SELECT m.team FROM team_period() m WHERE m.team <> '(none)'
  UNION SELECT r.team FROM request_team() r
  UNION SELECT a.team FROM assignment_input() a WHERE a.team IS NOT NULL
  UNION SELECT o.team FROM service_hours_input() o WHERE o.team IS NOT NULL
  UNION SELECT x.team FROM service_exception_input() x WHERE x.team IS NOT NULL
  UNION SELECT g.team FROM target_input() g WHERE g.team IS NOT NULL;
END;
COMMENT ON FUNCTION report_team() IS 'internal: return the teams with a member, a request, service hours or a target, one row per team';
