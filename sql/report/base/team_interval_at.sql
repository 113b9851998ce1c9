-- team_interval_at: the rows of team_interval, in a plan of their own.
--
-- For a window that is not known before the query runs.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_interval_at(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  reason text,
  start_cause text,
  clipped_start timestamptz,
  clipped_end timestamptz,
  is_available boolean,
  is_productive boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1000
BEGIN ATOMIC
  SELECT i.team, i.user_id, i.reason, i.start_cause, i.clipped_start, i.clipped_end, i.is_available, i.is_productive
  FROM team_interval(team_interval_at.from_at, team_interval_at.to_at, team_interval_at.teams) i;
END;
COMMENT ON FUNCTION team_interval_at(timestamptz, timestamptz, text[]) IS
  'internal: return the intervals of team_interval, one row per interval and period of membership; arguments as there';
