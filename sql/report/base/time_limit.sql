-- time_limit: how long may a status or reason last, from when to when?
--
-- One row per status, reason and period of status_limit; a last one with the
-- limits of setting, if there are any.  A contradictory or invalid value counts
-- as not said, and a row that says nothing is left out; input_problems lists
-- them.

CREATE OR REPLACE FUNCTION time_limit()
RETURNS TABLE (
  status_key text,
  reason_key text,
  max_open_time interval,
  heartbeat_timeout interval,
  valid_from timestamptz,
  valid_to timestamptz,
  is_setting boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 10
BEGIN ATOMIC
  SELECT l.status_key, l.reason_key, l.max_open_time, l.heartbeat_timeout, l.valid_from, l.valid_to, l.is_setting
  FROM (
    SELECT nullif(userlogs.label_key(i.status), '') AS status_key, nullif(userlogs.label_key(i.reason), '') AS reason_key,
      -- equal intervals can still differ in months and days
      CASE WHEN min(i.max_open_time) = max(i.max_open_time) AND min(i.max_open_time) > '0'
        AND bool_and(extract(year FROM i.max_open_time) = 0 AND extract(month FROM i.max_open_time) = 0) THEN min(i.max_open_time) END AS max_open_time,
      CASE WHEN min(i.heartbeat_timeout) = max(i.heartbeat_timeout) AND min(i.heartbeat_timeout) > '0'
        AND bool_and(extract(year FROM i.heartbeat_timeout) = 0 AND extract(month FROM i.heartbeat_timeout) = 0) THEN min(i.heartbeat_timeout) END AS heartbeat_timeout,
      coalesce(i.valid_from, '-infinity') AS valid_from, coalesce(i.valid_to, 'infinity') AS valid_to, false AS is_setting
    FROM status_limit_input() i
    WHERE coalesce(i.valid_from, '-infinity') < coalesce(i.valid_to, 'infinity')
    GROUP BY nullif(userlogs.label_key(i.status), ''), nullif(userlogs.label_key(i.reason), ''), coalesce(i.valid_from, '-infinity'), coalesce(i.valid_to, 'infinity')
    UNION ALL
    SELECT NULL, NULL,
      CASE WHEN min(s.max_open_time) = max(s.max_open_time) AND min(s.max_open_time) > '0'
        AND bool_and(extract(year FROM s.max_open_time) = 0 AND extract(month FROM s.max_open_time) = 0) THEN min(s.max_open_time) END,
      CASE WHEN min(s.heartbeat_timeout) = max(s.heartbeat_timeout) AND min(s.heartbeat_timeout) > '0'
        AND bool_and(extract(year FROM s.heartbeat_timeout) = 0 AND extract(month FROM s.heartbeat_timeout) = 0) THEN min(s.heartbeat_timeout) END,
      '-infinity', 'infinity', true
    FROM setting_input() s) l
  WHERE num_nonnulls(l.max_open_time, l.heartbeat_timeout) > 0;
END;
COMMENT ON FUNCTION time_limit() IS
  'internal: return the limits of status_limit, and those of setting, one row per status, reason and period. A value that is missing, contradictory or invalid is NULL';
