-- report_limit: how long may a status last?
--
-- One row: the limits of time_limit as an argument of userlogs.expire_statuses,
-- in the order in which they are tried.  open_limits leaves out
-- heartbeat_timeout.

CREATE OR REPLACE FUNCTION report_limit()
RETURNS TABLE (limits userlogs.time_limit[], open_limits userlogs.time_limit[])
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  SELECT
    (SELECT array_agg(ROW(l.status_key, l.reason_key, l.max_open_time, l.heartbeat_timeout, l.valid_from, l.valid_to)::userlogs.time_limit
       ORDER BY l.is_setting, l.status_key IS NULL, l.reason_key IS NULL, l.valid_from DESC, l.valid_to, l.status_key, l.reason_key)
     FROM time_limit() l) AS limits,
    (SELECT array_agg(ROW(l.status_key, l.reason_key, l.max_open_time, NULL, l.valid_from, l.valid_to)::userlogs.time_limit
       ORDER BY l.is_setting, l.status_key IS NULL, l.reason_key IS NULL, l.valid_from DESC, l.valid_to, l.status_key, l.reason_key)
     FROM time_limit() l
     WHERE l.max_open_time IS NOT NULL) AS open_limits;
END;
COMMENT ON FUNCTION report_limit() IS
  'internal: return the limits on the time in a status as one row, NULL if there are none; open_limits: without heartbeat_timeout';
