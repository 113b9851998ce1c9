-- team_headcount: how many users of a team were available, engaged or
-- unavailable, at any time?
--
-- One row per team that has a member, a request, service hours or a target, or
-- of those in teams.  The headcounts are exact within the window [from_at,
-- to_at), and 0 outside; NULL is no bound.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_headcount(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (
  team text,
  available userlogs.headcount,
  engaged userlogs.headcount,
  unavailable userlogs.headcount)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  SELECT coalesce(h.team, t.team) AS team, coalesce(h.available, '{}') AS available, coalesce(h.engaged, '{}') AS engaged,
    coalesce(h.unavailable, '{}') AS unavailable
  FROM (
    SELECT coalesce(m.team, '(none)') AS team,
      userlogs.headcount_agg(userlogs.headcount(p.timeline, p.available, greatest(m.valid_from, w.from_at), least(m.valid_to, w.to_at))) AS available,
      userlogs.headcount_agg(userlogs.headcount(p.timeline, p.engaged, greatest(m.valid_from, w.from_at), least(m.valid_to, w.to_at))) AS engaged,
      userlogs.headcount_agg(userlogs.headcount(p.timeline, p.unavailable, greatest(m.valid_from, w.from_at), least(m.valid_to, w.to_at))) AS unavailable
    FROM report_end() s
    CROSS JOIN LATERAL (SELECT coalesce(team_headcount.from_at, '-infinity'), least(team_headcount.to_at, s.as_of)) w(from_at, to_at)
    JOIN user_presence(team_headcount.from_at, team_headcount.to_at, teams => team_headcount.teams) p ON userlogs.first_at(p.timeline) < w.to_at
    LEFT JOIN team_period() m ON m.user_id = p.user_id AND m.valid_from < w.to_at AND m.valid_to > greatest(userlogs.first_at(p.timeline), w.from_at)
    WHERE w.from_at < w.to_at
    GROUP BY coalesce(m.team, '(none)')) h
  FULL JOIN report_team() t ON t.team = h.team
  WHERE team_headcount.teams IS NULL OR coalesce(h.team, t.team) = ANY (team_headcount.teams);
END;
COMMENT ON FUNCTION team_headcount(timestamptz, timestamptz, text[]) IS
  'internal: return the number of users of each team who were available, engaged, or unavailable, at any time of the window [from_at, to_at), up to as_of, one row per team with a member, a request, service hours or a target; teams: only these';
