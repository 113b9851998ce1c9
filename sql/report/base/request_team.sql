-- request_team: which teams have requests?
--
-- One row per team of a request that counts, as in usable_request.  With an index
-- on the team, one look-up per team (a loose index scan), else one pass over the
-- requests.

CREATE OR REPLACE FUNCTION request_team()
RETURNS TABLE (team text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 20
BEGIN ATOMIC
  WITH RECURSIVE found AS (
    (SELECT r.team
     FROM service_request_input() r
     WHERE r.team IS NOT NULL AND userlogs.input_index_serves('service_request_input()'::regprocedure, '{team}'::text[], 'btree'::text, '-'::regprocedure)
     ORDER BY r.team LIMIT 1)
    UNION ALL
    SELECT n.team
    FROM found f
    CROSS JOIN LATERAL (SELECT r.team FROM service_request_input() r WHERE r.team > f.team ORDER BY r.team LIMIT 1) n)
  SELECT coalesce(k.team, '(none)') AS team
  FROM (
    SELECT f.team FROM found f
    UNION ALL
    SELECT NULL WHERE userlogs.input_index_serves('service_request_input()'::regprocedure, '{team}'::text[], 'btree'::text, '-'::regprocedure)) k
  WHERE CASE WHEN k.team IS NOT NULL THEN (
      SELECT true FROM service_request_input() r
      WHERE r.team = k.team AND r.arrived_at <= (SELECT t.as_of FROM report_end() t)
        AND r.arrived_at >= (SELECT b.starts_at FROM report_start() b)
      LIMIT 1)
    ELSE (
      SELECT true FROM service_request_input() r
      WHERE r.team IS NULL AND r.arrived_at <= (SELECT t.as_of FROM report_end() t)
        AND r.arrived_at >= (SELECT b.starts_at FROM report_start() b)
      LIMIT 1) END
  UNION
  SELECT coalesce(r.team, '(none)')
  FROM service_request_input() r
  WHERE r.arrived_at <= (SELECT t.as_of FROM report_end() t) AND (r.arrived_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE
    AND NOT userlogs.input_index_serves('service_request_input()'::regprocedure, '{team}'::text[], 'btree'::text, '-'::regprocedure);
END;
COMMENT ON FUNCTION request_team() IS 'internal: return the teams of the requests that count, one row per team';
