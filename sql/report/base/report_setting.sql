-- report_setting: which settings apply to the report?
--
-- Exactly one row, for any input: a contradictory or invalid value counts as
-- not set; input_problems lists it.

CREATE OR REPLACE FUNCTION report_setting()
RETURNS TABLE (
  time_zone text,
  day_offset interval,
  bucket_width interval,
  max_handle_time interval,
  handle_limit interval,
  as_of timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  -- count(*) for the same reason as in report_end
  SELECT
    coalesce(CASE WHEN count(*) > 0 AND min(s.time_zone) = max(s.time_zone) AND userlogs.is_time_zone(min(s.time_zone))
      THEN min(s.time_zone) END, 'UTC') AS time_zone,
    coalesce(CASE WHEN count(*) > 0 AND min(s.day_offset) = max(s.day_offset) AND userlogs.is_day_offset(min(s.day_offset))
      THEN min(s.day_offset) END, interval '0') AS day_offset,
    coalesce(CASE WHEN count(*) > 0 AND min(s.bucket_width) = max(s.bucket_width) AND userlogs.is_bucket_width(min(s.bucket_width))
      AND min(s.bucket_width) BETWEEN '1 minute' AND '100 years' THEN min(s.bucket_width) END, interval '15 minutes') AS bucket_width,
    coalesce(CASE WHEN min(s.max_handle_time) = max(s.max_handle_time) AND min(s.max_handle_time) > '0'
      AND min(s.max_handle_time) <= '36525 days'
      AND bool_and(extract(year FROM s.max_handle_time) = 0 AND extract(month FROM s.max_handle_time) = 0)
      THEN min(s.max_handle_time) END, interval '24 hours') AS max_handle_time,
    CASE WHEN min(s.max_handle_time) = max(s.max_handle_time) AND min(s.max_handle_time) > '0'
      AND min(s.max_handle_time) <= '36525 days'
      AND bool_and(extract(year FROM s.max_handle_time) = 0 AND extract(month FROM s.max_handle_time) = 0)
      THEN min(s.max_handle_time) END AS handle_limit,
    (SELECT e.as_of FROM report_end() e) AS as_of
  FROM setting_input() s;
END;
COMMENT ON FUNCTION report_setting() IS
  'internal: return the settings of the report, as one row. Defaults if missing, contradictory or invalid: UTC, offset 0, buckets of 15 minutes, open requests handled for 24 hours, as of now. handle_limit: max_handle_time if it is set, for closed requests, too';
