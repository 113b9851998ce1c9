-- unavailability_by_reason: for which reasons were the people of a team away,
-- and for how long? The three days are those of test/days/clock_change.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set clock_change :abs_srcdir '/days/clock_change.sql'
\set ECHO none
\i :clock_change
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.unavailability_by_reason'::regclass AND attnum > 0 ORDER BY attnum;

-- a user counts once for each team, for the time of membership
SELECT team, local_date, reason, planned, user_count, spell_count, duration_seconds * interval '1 second' AS duration, staffed_seconds, round(unavailable_of_staffed_ratio::numeric, 4) AS ratio
FROM lisbon.unavailability_by_reason ORDER BY 1, 2, 3;
-- a day counts for its part in the window: Ana is in Sales and Care from 12:10 to 12:30
SELECT team, local_date, reason, user_count, spell_count, duration_seconds * interval '1 second' AS duration, staffed_seconds
FROM lisbon.unavailability_by_reason_between('2026-03-27 12:15', '2026-03-27 12:25') ORDER BY 1, 2, 3;
SELECT count(*) FROM lisbon.unavailability_by_reason_between('2026-03-28', '2026-03-27');  -- error: reversed
-- a reason that no event of the window has is one row, in whatever spelling
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (20, 'Eva', '2026-03-20 09:00', 'Unavailable', 'Yoga'), (21, 'Leo', '2026-03-20 09:00', 'Unavailable', 'yoga ');
SELECT team, lower(reason) AS reason, user_count, spell_count, duration_seconds * interval '1 second' AS duration
FROM lisbon.unavailability_by_reason_between('2026-03-20 10:00', '2026-03-20 11:00') ORDER BY 1, 2;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
