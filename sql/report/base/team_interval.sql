-- team_interval: in which class was each user of a team, why, from when to
-- when?
--
-- One row per user, team, interval of user_interval and period of membership
-- that overlap within the window [from_at, to_at), up to now.

CREATE OR REPLACE FUNCTION team_interval(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  class text,
  reason text,
  start_cause text,
  started_at timestamptz,
  ended_at timestamptz,
  clipped_start timestamptz,
  clipped_end timestamptz,
  is_available boolean,
  is_staffed boolean,
  is_productive boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT coalesce(m.team, '(none)') AS team, i.user_id, i.class, i.reason, i.start_cause, i.started_at, i.ended_at,
    greatest(i.clipped_start, m.valid_from) AS clipped_start, least(i.clipped_end, m.valid_to) AS clipped_end,
    i.is_available, i.is_staffed, i.is_productive
  FROM user_interval(coalesce(team_interval.from_at, '-infinity'), team_interval.to_at, teams => team_interval.teams) i
  LEFT JOIN team_period() m ON m.user_id = i.user_id AND m.valid_from < i.clipped_end AND m.valid_to > i.clipped_start
  WHERE team_interval.teams IS NULL OR coalesce(m.team, '(none)') = ANY (team_interval.teams);
END;
COMMENT ON FUNCTION team_interval(timestamptz, timestamptz, text[]) IS
  'internal: return the intervals of each user in each team, one row per interval and period of membership that overlap. clipped_start, clipped_end: their common part in the window [from_at, to_at), up to as_of; started_at, ended_at: true ends of the interval; teams: only these';
