-- workload_balance: who of the team had how many requests for their time? The
-- Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.workload_balance'::regclass AND attnum > 0 ORDER BY attnum;

SELECT user_name, available_seconds, request_count, handled_seconds, round(requests_per_available_hour::numeric, 6) AS per_hour,
  round(handled_per_available_hour_seconds::numeric, 3) AS handled_per_hour, round(team_mean_requests_per_available_hour::numeric, 6) AS mean,
  round(deviation_ratio::numeric, 6) AS deviation, round(team_fairness_ratio::numeric, 6) AS fairness
FROM lisbon.workload_balance ORDER BY user_id;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
