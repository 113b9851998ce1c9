-- team_absence: how many users of a team were unavailable for a reason, at any
-- time?
--
-- One row per team and reason for which a user of the team was unavailable in
-- the window [from_at, to_at), up to now.
--
-- SET prevents inlining: the function runs once, and the planner takes the
-- number of rows from ROWS.  jit = off: the row estimates for timelines and
-- multiranges are too high and would trigger JIT even on small logs.

CREATE OR REPLACE FUNCTION team_absence(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (team text, reason text, unavailable userlogs.headcount, person_seconds numeric)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH absence AS (
    SELECT i.team, i.reason, userlogs.headcount_agg(i.clipped_start, i.clipped_end) AS unavailable,
      sum(extract(epoch FROM i.clipped_end - i.clipped_start)) AS person_seconds
    FROM team_interval(team_absence.from_at, team_absence.to_at, team_absence.teams) i
    WHERE i.is_staffed AND NOT i.is_productive
    GROUP BY i.team, i.reason),
  labelled AS (
    SELECT a.team, pick_label((SELECT label_spelling('reason', team_absence.from_at, team_absence.to_at)), a.reason, '(none)') AS reason, a.unavailable, a.person_seconds
    FROM absence a
    -- OFFSET 0 is an optimization fence: evaluate the label once for each row
    OFFSET 0)
  SELECT l.team, min(l.reason) AS reason, userlogs.headcount_agg(l.unavailable) AS unavailable, sum(l.person_seconds) AS person_seconds
  FROM labelled l
  -- by key: labels that no event of the window has may be spelled in several
  -- ways
  GROUP BY l.team, userlogs.label_key(l.reason);
END;
COMMENT ON FUNCTION team_absence(timestamptz, timestamptz, text[]) IS
  'internal: return the number of users of each team unavailable for each reason, by its label ((none): no reason given), at any time of the window [from_at, to_at), up to as_of, one row per team and reason. person_seconds: total time unavailable, seconds; teams: only these';
