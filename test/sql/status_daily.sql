-- status_daily: how long was each user in which status for which reason, day
-- by day? The three days are those of test/days/clock_change.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set clock_change :abs_srcdir '/days/clock_change.sql'
\set ECHO none
\i :clock_change
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.status_daily'::regclass AND attnum > 0 ORDER BY attnum;

SELECT local_date, user_id, status, class, reason, duration, duration_seconds, interval_count, started_count
FROM lisbon.status_daily ORDER BY local_date, user_id, status, reason;

-- a window: of Ana ten minutes of a break and half an hour after lunch; Rui comes the next day
SELECT local_date, user_id, status, reason, duration, interval_count, started_count
FROM lisbon.status_daily_between('2026-03-27 12:10', '2026-03-27 13:30') ORDER BY local_date, user_id, status, reason;
-- over the night in which the clock skips an hour
SELECT local_date, status, reason, duration, started_count
FROM lisbon.status_daily_between('2026-03-28 22:00', '2026-03-29 03:00') WHERE user_id = 'Rui' ORDER BY local_date, status, reason;
SELECT count(*) FROM lisbon.status_daily_between('2026-03-27 12:00', '2026-03-27 12:00');
SELECT count(*) FROM lisbon.status_daily_between('2026-03-28', '2026-03-27');  -- error: reversed

-- a word of ours in the log is a status like others, and no status is another
UPDATE lisbon.setting SET as_of = '2026-03-03 12:00';
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status) VALUES (12, 'Eva', '2026-03-02 10:00', '(unknown)'), (13, 'Eva', '2026-03-02 11:00', NULL);
INSERT INTO lisbon.status_class VALUES ('(unknown)', 'available');
SELECT local_date, status, class, duration FROM lisbon.status_daily WHERE user_id = 'Eva' ORDER BY 1, 2, 3;
-- one spelling in a window: the most frequent one of its events, also for what they do not begin
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (14, 'Eva', '2026-03-02 12:00', 'juggling', 'TEA'), (15, 'Eva', '2026-03-02 13:00', 'Juggling', 'tea'), (16, 'Eva', '2026-03-02 14:00', 'Juggling', 'tea');
SELECT w.from_at::time, w.to_at::time, d.status, d.reason, d.duration
FROM (VALUES (timestamptz '2026-03-02 12:00', timestamptz '2026-03-02 12:30'), ('2026-03-02 12:30', '2026-03-02 12:45'), ('2026-03-02 12:30', '2026-03-02 13:30')) w(from_at, to_at)
CROSS JOIN LATERAL lisbon.status_daily_between(w.from_at, w.to_at) d WHERE d.user_id = 'Eva' ORDER BY w.to_at;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
