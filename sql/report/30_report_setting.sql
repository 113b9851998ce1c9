-- report_setting: the setting in force.
--
-- Exactly one row, whatever is in the input; more than one row there is an
-- error.  as_of is what the report takes for now.

CREATE OR REPLACE FUNCTION report_setting()
RETURNS TABLE (
  time_zone text,
  day_offset interval,
  bucket_width interval,
  max_open_time interval,
  heartbeat_timeout interval,
  as_of timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  SELECT coalesce((SELECT s.time_zone FROM setting_input() s), 'UTC'),
    coalesce((SELECT s.day_offset FROM setting_input() s), interval '0'),
    coalesce((SELECT s.bucket_width FROM setting_input() s), interval '15 minutes'),
    (SELECT s.max_open_time FROM setting_input() s),
    (SELECT s.heartbeat_timeout FROM setting_input() s),
    least((SELECT s.as_of FROM setting_input() s), now());
END;
COMMENT ON FUNCTION report_setting() IS
  'The setting in force: one row. Defaults: UTC, offset 0, buckets of 15 minutes, no limits, as of now. Error cardinality_violation if the input has more than one row';
