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
SELECT team, local_date, reason, planned, user_count, spell_count, duration, staffed_seconds, round(unavailable_of_staffed_ratio::numeric, 4) AS ratio
FROM lisbon.unavailability_by_reason ORDER BY 1, 2, 3;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
