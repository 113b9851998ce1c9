-- status_daily: how long was each user in each status, for which reason, by
-- day?
--
-- One row per user, local day, status, class and reason, from the day of the user's
-- first event up to now: the durations of a day add up to its length.
-- key: user_id, local_date, status, class, reason

CREATE OR REPLACE VIEW status_daily WITH (security_invoker = true) AS
WITH piece AS (
  SELECT p.user_id, p.local_date, p.status, p.class, p.reason,
    sum(p.duration) AS duration,
    count(*) AS interval_count,
    count(*) FILTER (WHERE p.started_at >= p.day_start) AS started_count
  FROM day_piece() p
  GROUP BY p.user_id, p.local_date, p.status, p.class, p.reason),
labelled AS (
  SELECT p.user_id, p.local_date, pick_label(c.label, (SELECT label_spelling('status')), p.status, '(unknown)') AS status,
    p.class, pick_label(r.label, (SELECT label_spelling('reason')), p.reason, '(none)') AS reason,
    p.duration, p.interval_count, p.started_count
  FROM piece p
  LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(p.status)
  LEFT JOIN reason_key_class() r ON r.reason_key = userlogs.label_key(p.reason)
  -- OFFSET 0 is an optimization fence: evaluate the labels once for each row
  OFFSET 0),
total AS (
  SELECT l.user_id, l.local_date, l.status, l.class, l.reason,
    sum(l.duration) AS duration,
    sum(l.interval_count)::bigint AS interval_count,
    sum(l.started_count)::bigint AS started_count
  FROM labelled l
  GROUP BY l.user_id, l.local_date, l.status, l.class, l.reason)
SELECT t.user_id, coalesce(u.name, t.user_id::text) AS user_name, t.local_date, t.status, t.class, t.reason,
  t.duration, extract(epoch FROM t.duration)::numeric(18,6) AS duration_seconds, t.interval_count, t.started_count
FROM total t
LEFT JOIN user_label() u ON u.user_id = t.user_id;
COMMENT ON VIEW status_daily IS
  'Time of each user by status and reason, by local day. One row per user, local day, status, class and reason from the day of the first event on; key (user_id, local_date, status, class, reason). The durations of a day add up to its length, today up to now';
COMMENT ON COLUMN status_daily.user_id IS 'User';
COMMENT ON COLUMN status_daily.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN status_daily.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN status_daily.status IS 'Label of the status, one for all spellings: that of status_class if it has capitals, else the most frequent one in the log; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_daily.class IS 'available, unavailable, offline (by status_class), or unknown';
COMMENT ON COLUMN status_daily.reason IS 'Label of the reason, one for all spellings: that of reason_class if it has capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN status_daily.duration IS 'Time in this status for this reason, in hours and smaller units';
COMMENT ON COLUMN status_daily.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN status_daily.interval_count IS 'Intervals of user_logs with time in this day; one that crosses midnight counts on each of its days: not additive over days';
COMMENT ON COLUMN status_daily.started_count IS 'Intervals of user_logs that began in this day; additive over days';
