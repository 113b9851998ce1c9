-- request_pause: when was each request pending?
--
-- One row per request of input pending.
--
-- STRICT and SET prevent inlining: the input is read once, and the planner takes
-- the number of rows from ROWS.

CREATE OR REPLACE FUNCTION request_pause()
RETURNS TABLE (request_id text, periods tstzmultirange, reopened_count bigint)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  SELECT p.request_id, range_agg(tstzrange(p.started_at, p.ended_at)) AS periods,
    count(*) FILTER (WHERE p.resolved AND p.ended_at <= (SELECT e.as_of FROM report_end() e)) AS reopened_count
  FROM pending_input() p
  WHERE p.request_id IS NOT NULL AND p.started_at > '-infinity' AND (p.ended_at <= p.started_at) IS NOT TRUE
  GROUP BY p.request_id;
END;
COMMENT ON FUNCTION request_pause() IS
  'internal: return the time in which each request of pending was pending, and how often it was reopened, one row per request';
