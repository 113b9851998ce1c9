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

-- a word of ours in the log is a status like others, and no status is another
UPDATE lisbon.setting SET as_of = '2026-03-03 12:00';
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status) VALUES (12, 'Eva', '2026-03-02 10:00', '(unknown)'), (13, 'Eva', '2026-03-02 11:00', NULL);
INSERT INTO lisbon.status_class VALUES ('(unknown)', 'available');
SELECT local_date, status, class, duration FROM lisbon.status_daily WHERE user_id = 'Eva' ORDER BY 1, 2, 3;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
