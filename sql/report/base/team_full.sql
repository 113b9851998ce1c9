-- team_full: how many available users of a team could not take a further request,
-- at any time?
--
-- One row per team and channel, as in user_full, with an available user who was
-- full in the window [from_at, to_at), up to now; NULL is no bound.  With teams,
-- only these.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_full(from_at timestamptz, to_at timestamptz, teams text[] DEFAULT NULL)
RETURNS TABLE (team text, channel_key text, full_users userlogs.headcount)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  WITH membership AS (
    SELECT f.user_id, f.channel_key, coalesce(m.team, '(none)') AS team, f.periods * coalesce(range_agg(tstzrange(m.valid_from, m.valid_to)), '{(,)}') AS periods
    FROM user_full(team_full.from_at, team_full.to_at) f
    LEFT JOIN team_period() m ON m.user_id = f.user_id
    GROUP BY f.user_id, f.channel_key, f.periods, coalesce(m.team, '(none)'))
  SELECT f.team, f.channel_key, userlogs.headcount_agg(f.full_users) AS full_users
  FROM (
    -- user by user, so that the timelines are not sorted
    SELECT m.team, m.channel_key, n.full_users
    FROM membership m
    JOIN user_presence(team_full.from_at, team_full.to_at, teams => team_full.teams) p ON p.user_id = m.user_id
    CROSS JOIN LATERAL (
      SELECT userlogs.headcount_agg(userlogs.headcount(p.timeline, p.available, coalesce(lower(k.period), '-infinity'), coalesce(upper(k.period), 'infinity')))
      FROM unnest(m.periods) k(period)) n(full_users)
    WHERE team_full.teams IS NULL OR m.team = ANY (team_full.teams)
    OFFSET 0) f
  GROUP BY f.team, f.channel_key;
END;
COMMENT ON FUNCTION team_full(timestamptz, timestamptz, text[]) IS
  'internal: return the number of available users of each team who are full, at any time of the window [from_at, to_at), up to as_of, one row per team with such a user and key of a channel (blank: requests of other channels); teams: only these';
