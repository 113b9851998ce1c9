-- team_headcount: how many users of a team were available or unavailable, at
-- any time?
--
-- One row per team that has a member, a request, service hours or a target.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_headcount()
RETURNS TABLE (
  team text,
  available userlogs.headcount,
  unavailable userlogs.headcount)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  SELECT coalesce(h.team, t.team) AS team, coalesce(h.available, '{}') AS available, coalesce(h.unavailable, '{}') AS unavailable
  FROM (
    SELECT coalesce(m.team, '(none)') AS team,
      userlogs.headcount_agg(userlogs.headcount(p.timeline, p.available,
        coalesce(m.valid_from, '-infinity'), least(m.valid_to, s.as_of))) AS available,
      userlogs.headcount_agg(userlogs.headcount(p.timeline, p.unavailable,
        coalesce(m.valid_from, '-infinity'), least(m.valid_to, s.as_of))) AS unavailable
    FROM report_end() s
    JOIN user_presence() p ON userlogs.first_at(p.timeline) < s.as_of
    LEFT JOIN team_period() m ON m.user_id = p.user_id AND m.valid_from < s.as_of AND m.valid_to > userlogs.first_at(p.timeline)
    GROUP BY coalesce(m.team, '(none)')) h
  FULL JOIN report_team() t ON t.team = h.team;
END;
COMMENT ON FUNCTION team_headcount() IS
  'internal: return the number of users of each team who were available, or unavailable, at any time up to as_of, one row per team with a member, a request, service hours or a target';
