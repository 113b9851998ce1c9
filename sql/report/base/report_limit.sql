-- report_limit: how long may a status last?
--
-- Exactly one row, for any input: a contradictory or invalid value counts as
-- not set; input_problems lists it.

CREATE OR REPLACE FUNCTION report_limit()
RETURNS TABLE (max_open_time interval, heartbeat_timeout interval)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  SELECT
    CASE WHEN min(s.max_open_time) = max(s.max_open_time) AND min(s.max_open_time) > '0'
      AND bool_and(extract(year FROM s.max_open_time) = 0 AND extract(month FROM s.max_open_time) = 0)
      THEN min(s.max_open_time) END AS max_open_time,
    CASE WHEN min(s.heartbeat_timeout) = max(s.heartbeat_timeout) AND min(s.heartbeat_timeout) > '0'
      AND bool_and(extract(year FROM s.heartbeat_timeout) = 0 AND extract(month FROM s.heartbeat_timeout) = 0)
      THEN min(s.heartbeat_timeout) END AS heartbeat_timeout
  FROM setting_input() s;
END;
COMMENT ON FUNCTION report_limit() IS
  'internal: return the limits on the time in a status, as one row. A limit that is missing, contradictory or invalid is NULL';
