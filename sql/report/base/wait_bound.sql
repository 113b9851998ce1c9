-- wait_bound: until when do the waits begin of requests that arrive before a time?
--
-- What arrives while a team is closed begins to wait when it opens: the latest of
-- the next times in service of all teams, or the time itself.  NULL is no bound.
--
-- STRICT and SET prevent inlining, so that it runs once in a query.

CREATE OR REPLACE FUNCTION wait_bound(to_at timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off
BEGIN ATOMIC
  SELECT CASE WHEN wait_bound.to_at > '-infinity' AND wait_bound.to_at < s.as_of
    THEN greatest(wait_bound.to_at, (SELECT max(userlogs.next_service_time(c.clock, wait_bound.to_at)) + interval '1 microsecond' FROM team_clock() c))
    ELSE wait_bound.to_at END
  FROM report_end() s;
END;
COMMENT ON FUNCTION wait_bound(timestamptz) IS
  'internal: return the time before which all waits begin of requests that arrive before to_at: then all teams have been in service again. NULL on NULL input';
