-- response_by_headcount: how long did people wait, by how many were available
-- when they came? The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.response_by_headcount'::regclass AND attnum > 0 ORDER BY attnum;

SELECT team, available_headcount AS available, request_count AS requests, answered_count AS answered, abandoned_count AS abandoned,
  response_mean_seconds AS mean, response_median_seconds AS median, response_p90_seconds AS p90, decided_count AS decided,
  service_level_abandoned_negative_ratio AS service_level
FROM lisbon.response_by_headcount ORDER BY 1, 2;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
