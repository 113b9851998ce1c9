-- shrinkage: how much of the scheduled time was not worked, planned or not?
-- The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.shrinkage'::regclass AND attnum > 0 ORDER BY attnum;

SELECT team, local_date, user_count AS users, scheduled_seconds AS scheduled, productive_seconds AS productive,
  planned_shrinkage_seconds AS planned, unplanned_shrinkage_seconds AS unplanned, round(shrinkage_ratio::numeric, 4) AS shrinkage
FROM lisbon.shrinkage ORDER BY 1, 2;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
