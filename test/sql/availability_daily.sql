-- availability_daily: how was each user's local day, also in a business day
-- from six to six? The three days are those of test/days/clock_change.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set clock_change :abs_srcdir '/days/clock_change.sql'
\set ECHO none
\i :clock_change
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.availability_daily'::regclass AND attnum > 0 ORDER BY attnum;

SELECT local_date, user_id, available_seconds / 3600 AS available_h, unavailable_seconds / 3600 AS unavailable_h, staffed_seconds / 3600 AS staffed_h,
  offline_seconds / 3600 AS offline_h, unknown_seconds / 3600 AS unknown_h, day_seconds / 3600 AS day_h, available_of_staffed_ratio
FROM lisbon.availability_daily ORDER BY local_date, user_id;
-- the midnights of the calendar are no edges with this offset
UPDATE lisbon.setting SET day_offset = '06:00';
SELECT local_date, user_id, staffed_seconds, day_seconds, local_first_login, local_last_logout, login_count, session_count,
  longest_unavailable_seconds AS longest, break_overtime_seconds AS overtime
FROM lisbon.availability_daily ORDER BY local_date, user_id;
UPDATE lisbon.setting SET day_offset = '0';
SELECT local_date, user_id, staffed_seconds, day_seconds, local_first_login, local_last_logout, login_count, session_count,
  longest_unavailable_seconds AS longest, break_overtime_seconds AS overtime
FROM lisbon.availability_daily ORDER BY local_date, user_id;
-- a day counts for its part in the window; the break that began before it is beyond its allowance from 12:15 on
SELECT local_date, user_id, available_seconds / 3600 AS available_h, unavailable_seconds / 3600 AS unavailable_h, offline_seconds / 3600 AS offline_h, day_seconds / 3600 AS day_h,
  local_first_login, local_last_logout, login_count, session_count, break_overtime_seconds AS overtime
FROM lisbon.availability_daily_between('2026-03-27 12:05', '2026-03-27 14:35') ORDER BY local_date, user_id;
SELECT count(*) FROM lisbon.availability_daily_between('2026-03-28', '2026-03-27');  -- error: reversed
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- breaks count by the reason, however they are spelt, and stop at a message of another
\set spells :abs_srcdir '/days/spells.sql'
\set ECHO none
\i :spells
\set ECHO all
SELECT user_id, break_overtime_seconds FROM availability_daily WHERE break_overtime_seconds > 0 ORDER BY 1, local_date;
SELECT userlogs.drop_report('spells') IS NOT NULL AS dropped;
DROP SCHEMA spells CASCADE;
