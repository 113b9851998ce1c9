-- status_daily: how long was each user in each status, for which reason, by
-- day?
--
-- One row per user, local day of the window [from_at, to_at), status, class and
-- reason, from the day of the user's first event up to now: the durations of a
-- day add up to the length of its part in the window.
-- key: user_id, local_date, status, class, reason

CREATE OR REPLACE FUNCTION status_daily_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  status text,
  class text,
  reason text,
  duration interval,
  duration_seconds numeric(18,6),
  interval_count bigint,
  started_count bigint,
  counts_as text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH piece AS (
    SELECT t.user_id, userlogs.local_date(b.bucket_start, s.time_zone, s.day_offset) AS local_date, b.status,
      -- not the reasons set by expire_statuses
      CASE WHEN b.status IS NOT NULL OR b.reason NOT IN ('(capped)', '(lost)') THEN b.reason END AS reason,
      b.duration, b.interval_count, b.started_count
    FROM report_setting() s
    CROSS JOIN user_timeline(status_daily_between.from_at, status_daily_between.to_at) t
    CROSS JOIN LATERAL (
      SELECT least(greatest(status_daily_between.from_at,
          userlogs.local_day_start(userlogs.local_date(userlogs.first_at(t.timeline), s.time_zone, s.day_offset), s.time_zone, s.day_offset)),
          status_daily_between.to_at, s.as_of),
        least(status_daily_between.to_at, s.as_of)
      OFFSET 0) w(from_at, to_at)
    CROSS JOIN LATERAL userlogs.duration_buckets(t.timeline, interval '1 day', w.from_at, w.to_at, s.time_zone, s.day_offset) b),
  labelled AS (
    SELECT p.user_id, p.local_date,
      pick_label((SELECT label_spelling('status', status_daily_between.from_at, status_daily_between.to_at)), p.status, '(unknown)') AS status,
      coalesce(c.class, 'unknown') AS class, coalesce(c.counts_as, 'unknown') AS counts_as,
      pick_label((SELECT label_spelling('reason', status_daily_between.from_at, status_daily_between.to_at)), p.reason, '(none)') AS reason,
      p.duration, p.interval_count, p.started_count
    FROM piece p
    LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(p.status)
    -- OFFSET 0 is an optimization fence: evaluate the labels once for each row
    OFFSET 0),
  total AS (
    SELECT l.user_id, l.local_date, l.status, l.class, l.counts_as, l.reason,
      sum(l.duration) AS duration,
      sum(l.interval_count)::bigint AS interval_count,
      sum(l.started_count)::bigint AS started_count
    FROM labelled l
    GROUP BY l.user_id, l.local_date, l.status, l.class, l.counts_as, l.reason)
  SELECT t.user_id, coalesce(u.name, t.user_id::text) AS user_name, t.local_date, t.status, t.class, t.reason,
    t.duration, extract(epoch FROM t.duration)::numeric(18,6) AS duration_seconds, t.interval_count, t.started_count, t.counts_as
  FROM total t
  LEFT JOIN user_label() u ON u.user_id = t.user_id
  WHERE userlogs.valid_window(status_daily_between.from_at, status_daily_between.to_at);
END;
COMMENT ON FUNCTION status_daily_between(timestamptz, timestamptz) IS
  'Return status_daily for the window [from_at, to_at), up to now; a day counts for its part in the window. A label that neither status_class nor reason_class spells is that most frequent in the window. NULL is no bound';

COMMENT ON VIEW status_daily IS
  'Time of each user by status and reason, by local day. One row per user, local day, status, class and reason from the day of the first event on; key (user_id, local_date, status, class, reason). The durations of a day add up to its length, today up to now. A filter on time reads everything: for a window take status_daily_between';
COMMENT ON COLUMN status_daily.user_id IS 'User';
COMMENT ON COLUMN status_daily.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN status_daily.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN status_daily.status IS 'Label of the status, one for all spellings: that of status_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_daily.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN status_daily.reason IS 'Label of the reason, one for all spellings: that of reason_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN status_daily.duration IS 'Time in this status for this reason, in hours and smaller units';
COMMENT ON COLUMN status_daily.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN status_daily.interval_count IS 'Intervals of user_logs with time in this day; one that crosses midnight counts on each of its days: not additive over days';
COMMENT ON COLUMN status_daily.started_count IS 'Intervals of user_logs that began in this day; additive over days';
COMMENT ON COLUMN status_daily.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
