-- report_limit: up to when does the report count, and how long may a status
-- last?
--
-- Exactly one row, whatever is in the input: what it says twice in different
-- ways, or what cannot be, counts as not said; input_problems lists it.  as_of
-- is what the report takes for now.  Apart from report_setting, since nearly
-- every plan reads it several times.

CREATE OR REPLACE FUNCTION report_limit()
RETURNS TABLE (as_of timestamptz, max_open_time interval, heartbeat_timeout interval)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  -- Subqueries, not columns of one: the planner then knows them as constants.
  -- count(*) keeps it from planning an index scan for each min() and max().
  SELECT
    least((SELECT CASE WHEN count(*) > 0 AND min(s.as_of) = max(s.as_of) AND isfinite(min(s.as_of)) THEN min(s.as_of) END
      FROM setting_input() s), now()),
    (SELECT CASE WHEN count(*) > 0 AND min(s.max_open_time) = max(s.max_open_time) AND min(s.max_open_time) > '0'
      AND bool_and(extract(year FROM s.max_open_time) = 0 AND extract(month FROM s.max_open_time) = 0)
      THEN min(s.max_open_time) END FROM setting_input() s),
    (SELECT CASE WHEN count(*) > 0 AND min(s.heartbeat_timeout) = max(s.heartbeat_timeout) AND min(s.heartbeat_timeout) > '0'
      AND bool_and(extract(year FROM s.heartbeat_timeout) = 0 AND extract(month FROM s.heartbeat_timeout) = 0)
      THEN min(s.heartbeat_timeout) END FROM setting_input() s);
END;
COMMENT ON FUNCTION report_limit() IS
  'Time up to which the report counts, and the limits of statuses: one row. as_of: now, if that is not said or later; a limit that is not said, contradicts itself or cannot be: NULL';
