-- log_user: which users have events that count?
--
-- One row per user, by one look-up each in an index on the user (a loose index
-- scan), else in one pass over the log.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION log_user()
RETURNS TABLE (user_id status_event.user_id%TYPE)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH RECURSIVE found AS (
    (SELECT e.user_id FROM usable_event() e WHERE log_is_indexed() ORDER BY e.user_id LIMIT 1)
    UNION ALL
    SELECT n.user_id
    FROM found f
    CROSS JOIN LATERAL (SELECT e.user_id FROM usable_event() e WHERE e.user_id > f.user_id ORDER BY e.user_id LIMIT 1) n)
  SELECT f.user_id FROM found f
  UNION ALL
  SELECT k.user_id FROM (SELECT e.user_id FROM usable_event() e GROUP BY e.user_id) k WHERE NOT log_is_indexed();
END;
COMMENT ON FUNCTION log_user() IS 'internal: return the users with a usable event, one row per user';
