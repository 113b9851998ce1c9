-- team_busy: how many of a team were at work on a request, at any moment?
--
-- One row per team with somebody who was available and answered a request.
-- Who has several requests at once counts once, and only while available.
--
-- Strict, so that it is not inlined: it runs once, and the planner takes the
-- number of rows from here.

CREATE OR REPLACE FUNCTION team_busy()
RETURNS TABLE (team text, busy userlogs.headcount)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED ROWS 20
BEGIN ATOMIC
  SELECT a.team, userlogs.headcount_agg(lower(b.period), upper(b.period))
  FROM (
    SELECT i.team, i.user_id, range_agg(tstzrange(i.clipped_start, i.clipped_end)) AS available
    FROM team_interval() i
    WHERE i.class = 'available'
    GROUP BY i.team, i.user_id) a
  JOIN (
    SELECT q.user_id, range_agg(tstzrange(q.response_at, coalesce(q.closed_at, s.as_of))) AS handling
    FROM usable_request() q
    CROSS JOIN report_setting() s
    WHERE q.user_id IS NOT NULL AND q.is_answered
    GROUP BY q.user_id) h ON h.user_id = a.user_id
  CROSS JOIN LATERAL unnest(a.available * h.handling) b(period)
  GROUP BY a.team;
END;
COMMENT ON FUNCTION team_busy() IS
  'How many users of each team were available and handling at least one request, at any moment up to as_of: one row per team. A request is handled from its response to its close';
