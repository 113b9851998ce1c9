-- team_busy: how many of a team were at work on a request, at any moment?
--
-- One row per team with somebody who answered a request in the window
-- [from_at, to_at).  Who has several requests at once counts once, and only
-- while available.
--
-- Not inlined, and without JIT, for the reasons that team_absence has.

CREATE OR REPLACE FUNCTION team_busy(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, busy userlogs.headcount)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  WITH handling AS (
    -- a reversed window, which has no rows, may be made a range when this is planned
    SELECT q.user_id, range_agg(tstzrange(q.response_at, coalesce(q.closed_at, s.as_of)) * tstzrange(team_busy.from_at, greatest(team_busy.from_at, team_busy.to_at))) AS periods
    FROM usable_request() q
    CROSS JOIN report_setting() s
    WHERE team_busy.from_at < team_busy.to_at AND q.user_id IS NOT NULL AND q.response_at < team_busy.to_at
      AND coalesce(q.closed_at, s.as_of) > team_busy.from_at
    GROUP BY q.user_id)
  SELECT coalesce(m.team, '(none)'),
    userlogs.headcount_agg(userlogs.headcount(p.timeline, p.available,
      greatest(lower(h.period), m.valid_from), least(upper(h.period), m.valid_to)))
  FROM handling g
  JOIN user_presence() p ON p.user_id = g.user_id
  LEFT JOIN team_period() m ON m.user_id = g.user_id
  CROSS JOIN LATERAL unnest(g.periods) h(period)
  WHERE coalesce(lower(h.period) < m.valid_to AND upper(h.period) > m.valid_from, true)
  GROUP BY coalesce(m.team, '(none)');
END;
COMMENT ON FUNCTION team_busy(timestamptz, timestamptz) IS
  'How many users of each team were available and handling at least one request, at any moment of the window [from_at, to_at), which ends at as_of at the latest: one row per team. A request is handled from its response to its close';
