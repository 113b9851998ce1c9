-- team_busy: how many users of a team were handling a request, at any time?
--
-- One row per team with a user who handled a request in the window [from_at,
-- to_at), up to now; NULL is no bound.  A user with several requests at once
-- counts once, and only while productive: as busy while available and one of them is
-- of the team, else as busy elsewhere.  lent are those of elsewhere who are engaged;
-- all other users who are engaged are so for the team, with requests or without.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION team_busy(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, busy userlogs.headcount, elsewhere userlogs.headcount, lent userlogs.headcount)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  WITH handling AS (
    SELECT q.user_id, q.team, range_agg(tstzrange(q.started_at, q.ended_at) * w.span) AS periods
    FROM (
      -- not reversed, even if the window is, which has no rows
      SELECT tstzrange(team_busy.from_at, CASE WHEN team_busy.to_at < team_busy.from_at THEN team_busy.from_at ELSE team_busy.to_at END)
      OFFSET 0) w(span)
    CROSS JOIN request_handling(team_busy.from_at, team_busy.to_at) q
    WHERE tstzrange(q.started_at, q.ended_at) && w.span
    GROUP BY q.user_id, q.team),
  membership AS (
    SELECT g.user_id, coalesce(m.team, '(none)') AS team, coalesce(range_agg(tstzrange(m.valid_from, m.valid_to)), '{(,)}') AS periods
    FROM (SELECT DISTINCT h.user_id FROM handling h) g
    LEFT JOIN team_period() m ON m.user_id = g.user_id
    GROUP BY g.user_id, coalesce(m.team, '(none)')),
  work AS (
    SELECT m.user_id, m.team,
      coalesce(range_agg(p.period) FILTER (WHERE h.team = m.team), '{}') AS own,
      coalesce(range_agg(p.period) FILTER (WHERE h.team <> m.team), '{}') AS other
    FROM membership m
    JOIN handling h ON h.user_id = m.user_id
    CROSS JOIN LATERAL unnest(h.periods * m.periods) p(period)
    GROUP BY m.user_id, m.team),
  piece AS (
    SELECT w.user_id, w.team, k.is_own, u.period
    FROM work w
    CROSS JOIN LATERAL (VALUES (true, w.own), (false, w.other - w.own)) k(is_own, periods)
    CROSS JOIN LATERAL unnest(k.periods) u(period))
  SELECT c.team,
    coalesce(userlogs.headcount_agg(userlogs.headcount(p.timeline, p.available, lower(c.period), upper(c.period))) FILTER (WHERE c.is_own), '{}') AS busy,
    coalesce(userlogs.headcount_agg(userlogs.headcount(p.timeline, p.productive, lower(c.period), upper(c.period))) FILTER (WHERE NOT c.is_own), '{}') AS elsewhere,
    coalesce(userlogs.headcount_agg(userlogs.headcount(p.timeline, p.engaged, lower(c.period), upper(c.period))) FILTER (WHERE NOT c.is_own), '{}') AS lent
  FROM piece c
  JOIN user_presence(team_busy.from_at, team_busy.to_at) p ON p.user_id = c.user_id
  GROUP BY c.team;
END;
COMMENT ON FUNCTION team_busy(timestamptz, timestamptz) IS
  'internal: return the number of users of each team who are available and handle a request of the team (busy), are available or engaged and handle requests of other teams only (elsewhere), and of those the engaged ones (lent), at any time of the window [from_at, to_at), one row per team. A request is handled as in request_handling';
