-- status_daily: how much of each day did each user spend in which status, why?
--
-- One row per user, local day, status, class and reason, from the day of the user's
-- first event up to now: the durations of a day add up to its length.
-- key: user_id, local_date, status, class, reason

CREATE OR REPLACE VIEW status_daily WITH (security_invoker = true) AS
SELECT p.user_id, coalesce(u.name, p.user_id::text) AS user_name, p.local_date, p.status, p.class, p.reason,
  p.duration, extract(epoch FROM p.duration)::numeric(18,6) AS duration_seconds, p.interval_count, p.started_count
FROM (
  SELECT p.user_id, p.local_date, coalesce(p.status, '(unknown)') AS status, p.class, coalesce(p.reason, '(none)') AS reason,
    sum(p.duration) AS duration,
    count(*) AS interval_count,
    count(*) FILTER (WHERE p.started_at >= p.day_start) AS started_count
  FROM day_piece() p
  GROUP BY p.user_id, p.local_date, coalesce(p.status, '(unknown)'), p.class, coalesce(p.reason, '(none)')) p
LEFT JOIN user_label() u ON u.user_id = p.user_id;
COMMENT ON VIEW status_daily IS
  'How much of each local day each user spent in which status and why. One row per user, local day, status, class and reason from the day of the first event on; key (user_id, local_date, status, class, reason). The durations of a day add up to its length, of today up to now';
COMMENT ON COLUMN status_daily.user_id IS 'Whose status it is';
COMMENT ON COLUMN status_daily.user_name IS 'Name by report_user, else the id';
COMMENT ON COLUMN status_daily.local_date IS 'Business day in the zone and with the day offset of setting';
COMMENT ON COLUMN status_daily.status IS 'Status as the source wrote it; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_daily.class IS 'available, unavailable, offline (by status_class), or unknown';
COMMENT ON COLUMN status_daily.reason IS 'Reason as the source wrote it; (none): none given';
COMMENT ON COLUMN status_daily.duration IS 'Time of the day in this status for this reason, in hours and smaller units';
COMMENT ON COLUMN status_daily.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN status_daily.interval_count IS 'Intervals of user_logs with time in this day; one that crosses midnight counts on each of its days, so days do not add up';
COMMENT ON COLUMN status_daily.started_count IS 'Intervals of user_logs that began in this day; days add up';
