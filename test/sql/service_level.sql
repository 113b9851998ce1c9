-- service_level: how many requests were answered in time? By the three rules
-- for who gave up, in each hour in which requests came. The Monday is that of
-- test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.service_level'::regclass AND attnum > 0 ORDER BY attnum;

SELECT team, local_start::time AS start, offered_count AS offered, answered_count AS answered, abandoned_count AS abandoned,
  waiting_count AS waiting, answered_in_time_count AS in_time, undecided_count AS undecided,
  service_level_abandoned_ignored_ratio AS ignored, service_level_abandoned_negative_ratio AS negative,
  service_level_abandoned_positive_ratio AS positive, abandoned_of_offered_ratio AS abandoned, asa_seconds AS asa, aht_seconds AS aht
FROM lisbon.service_level ORDER BY bucket_start;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
