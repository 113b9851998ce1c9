-- anomalies_daily: how many anomalies of each kind has the log of each day?
--
-- One row per local day and kind of the rows of anomalies of the window
-- [from_at, to_at).  Those without a time have no day.
-- key: local_date, kind

CREATE OR REPLACE FUNCTION anomalies_daily_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  local_date date,
  kind text,
  severity text,
  anomaly_count bigint,
  event_count bigint,
  user_count bigint,
  time_zone text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT k.local_date, k.kind, k.severity, count(*) AS anomaly_count, sum(k.event_count)::bigint AS event_count,
    count(DISTINCT k.user_id) AS user_count, k.time_zone
  FROM (
    SELECT CASE WHEN a.local_occurred IS NOT NULL THEN userlogs.local_date(a.occurred_at, s.time_zone, s.day_offset) END AS local_date,
      a.kind, a.severity, a.event_count, a.user_id, a.time_zone
    FROM anomalies_between(anomalies_daily_between.from_at, anomalies_daily_between.to_at) a
    CROSS JOIN report_setting() s) k
  WHERE userlogs.valid_window(anomalies_daily_between.from_at, anomalies_daily_between.to_at)
  GROUP BY k.local_date, k.kind, k.severity, k.time_zone;
END;
COMMENT ON FUNCTION anomalies_daily_between(timestamptz, timestamptz) IS
  'Return anomalies_daily for the window [from_at, to_at): the rows of anomalies_between, by day. NULL is no bound; anomalies without a time are counted only without any bound';

COMMENT ON VIEW anomalies_daily IS
  'Number of anomalies of the log by day and kind. One row per local day and kind of anomalies; key (local_date, kind). A filter on local_date reads everything: for a window take anomalies_daily_between';
COMMENT ON COLUMN anomalies_daily.local_date IS 'Business day of occurred_at, from day_offset to day_offset in time_zone; NULL: no time, or none that has a day';
COMMENT ON COLUMN anomalies_daily.kind IS 'Kind, as in anomalies';
COMMENT ON COLUMN anomalies_daily.severity IS 'What the kind does to the figures, as in anomalies: error, warning or notice';
COMMENT ON COLUMN anomalies_daily.anomaly_count IS 'Number of rows of anomalies; adds up over days and kinds';
COMMENT ON COLUMN anomalies_daily.event_count IS 'Sum of event_count of anomalies; an event of two kinds counts in both';
COMMENT ON COLUMN anomalies_daily.user_count IS 'Number of users with one; does not add up';
COMMENT ON COLUMN anomalies_daily.time_zone IS 'Time zone of local_date, from setting';
