-- team_period: which users belonged to which team, without overlaps?
--
-- One row per user, team and maximal period.  The time in which a user of the
-- input was in no team is in team (none).
--
-- STRICT prevents inlining: the planner takes the number of rows from ROWS,
-- instead of assuming a hundred rows for each multirange.

CREATE OR REPLACE FUNCTION team_period()
RETURNS TABLE (user_id status_event.user_id%TYPE, team text, valid_from timestamptz, valid_to timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED ROWS 1000
BEGIN ATOMIC
  WITH membership AS (
    SELECT m.user_id, m.team, range_agg(tstzrange(m.valid_from, m.valid_to)) AS periods
    FROM team_member_input() m
    WHERE m.user_id IS NOT NULL AND (length(m.user_id::text) > 200) IS NOT TRUE AND m.team IS NOT NULL
      AND coalesce(m.valid_from < m.valid_to, true)
    GROUP BY m.user_id, m.team)
  SELECT p.user_id, p.team, coalesce(lower(r.period), '-infinity') AS valid_from, coalesce(upper(r.period), 'infinity') AS valid_to
  FROM (
    SELECT m.user_id, m.team, m.periods FROM membership m
    UNION ALL
    SELECT m.user_id, '(none)', tstzmultirange(tstzrange(NULL, NULL)) - range_agg(r.period)
    FROM membership m CROSS JOIN LATERAL unnest(m.periods) r(period)
    GROUP BY m.user_id) p
  CROSS JOIN LATERAL unnest(p.periods) r(period);
END;
COMMENT ON FUNCTION team_period() IS
  'internal: return the maximal periods of membership of each user of team_member, one row per user, team and period; the remaining time is in team (none)';
