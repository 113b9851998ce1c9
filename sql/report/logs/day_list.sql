-- day_list: the local days of the report, for filters.
--
-- One row per local day from that of the first event or request up to now.
-- key: local_date

CREATE OR REPLACE VIEW day_list WITH (security_invoker = true) AS
SELECT d.local_date, extract(isodow FROM d.local_date)::bigint AS weekday,
  date_trunc('week', d.local_date::timestamp)::date AS week_start, date_trunc('month', d.local_date::timestamp)::date AS month_start,
  d.day_start AS started_at, d.day_end AS ended_at,
  extract(epoch FROM d.day_end - d.day_start)::double precision AS day_seconds
FROM report_setting() s
CROSS JOIN report_span(NULL, NULL) w
CROSS JOIN LATERAL userlogs.local_days(w.from_at, w.to_at, s.time_zone, s.day_offset) d;
COMMENT ON VIEW day_list IS 'Local days of the report, from that of the first event or request up to now, for filters. One row per day; key local_date';
COMMENT ON COLUMN day_list.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN day_list.weekday IS 'Day of the week: 1 is Monday, 7 is Sunday';
COMMENT ON COLUMN day_list.week_start IS 'Monday of the week';
COMMENT ON COLUMN day_list.month_start IS 'First day of the month';
COMMENT ON COLUMN day_list.started_at IS 'First moment of the day, such as the lower bound of a window';
COMMENT ON COLUMN day_list.ended_at IS 'First moment after the day, such as the upper bound of a window';
COMMENT ON COLUMN day_list.day_seconds IS 'Length of the day, seconds: 23 or 25 hours where clocks change';
