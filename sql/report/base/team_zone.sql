-- team_zone: which teams have a time zone or a business day of their own?
--
-- One row per team of team_setting.  A contradictory or invalid value counts as
-- not set; input_problems lists it.

CREATE OR REPLACE FUNCTION team_zone()
RETURNS TABLE (team text, time_zone text, day_offset interval)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 10
BEGIN ATOMIC
  SELECT z.team,
    coalesce(CASE WHEN min(z.time_zone) = max(z.time_zone) AND userlogs.is_time_zone(min(z.time_zone)) THEN min(z.time_zone) END, s.time_zone) AS time_zone,
    coalesce(CASE WHEN min(z.day_offset) = max(z.day_offset) AND userlogs.is_day_offset(min(z.day_offset)) THEN min(z.day_offset) END, s.day_offset) AS day_offset
  FROM report_setting() s
  CROSS JOIN team_setting_input() z
  WHERE z.team IS NOT NULL
  GROUP BY z.team, s.time_zone, s.day_offset;
END;
COMMENT ON FUNCTION team_zone() IS
  'internal: return the time zone and the offset of the business day of each team of team_setting, one row per team; those of setting where they are not set';
