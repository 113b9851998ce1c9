-- absence_impact: did those who came while somebody was away wait longer? The
-- Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.absence_impact'::regclass AND attnum > 0 ORDER BY attnum;

SELECT reason, unavailable_person_seconds AS unavailable, requests_during_count AS during, requests_otherwise_count AS otherwise,
  response_during_seconds AS during_seconds, response_otherwise_seconds AS otherwise_seconds, response_difference_seconds AS difference,
  unanswered_during_ratio AS unanswered_during, unanswered_otherwise_ratio AS unanswered_otherwise, round(correlation::numeric, 6) AS correlation, bucket_count,
  unanswered_during_count, unanswered_otherwise_count
FROM lisbon.absence_impact ORDER BY reason;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
