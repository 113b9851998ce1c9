-- team_absence: how many of a team were unavailable for a reason, at any
-- moment?
--
-- One row per team and reason for which somebody of the team was unavailable
-- in the window [from_at, to_at), up to now.
--
-- Strict, so that it is not inlined: it runs once, and the planner takes the
-- number of rows from here.  Without JIT, which estimates of histories and of
-- parts of ranges would turn on for a log of any size.

CREATE OR REPLACE FUNCTION team_absence(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, reason text, unavailable userlogs.headcount, person_seconds numeric)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  SELECT i.team, coalesce(i.reason, '(none)'), userlogs.headcount_agg(i.clipped_start, i.clipped_end),
    sum(extract(epoch FROM i.clipped_end - i.clipped_start))
  FROM team_interval(team_absence.from_at, team_absence.to_at) i
  WHERE i.class = 'unavailable'
  GROUP BY i.team, coalesce(i.reason, '(none)');
END;
COMMENT ON FUNCTION team_absence(timestamptz, timestamptz) IS
  'How many users of each team were unavailable for each reason, (none) for none given, at any moment of the window [from_at, to_at), up to as_of: one row per team and reason. person_seconds: their time together, seconds';
