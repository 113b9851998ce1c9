-- bottlenecks: in which hours of the week are people away or overloaded? The
-- Monday is that of test/days/monday.sql: at 18:00, now, a request waits for
-- Sales to open.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.bottlenecks'::regclass AND attnum > 0 ORDER BY attnum;

SELECT weekday, hour, hour_count, available_avg, unavailable_avg, round(unavailable_of_staffed_ratio::numeric, 4) AS unavailable_ratio, request_count,
  requests_per_hour, requests_per_available_hour, wait_mean_seconds, absence_rank, overload_rank, service_seconds
FROM lisbon.bottlenecks ORDER BY hour;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
