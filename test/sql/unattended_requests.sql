-- unattended_requests: which requests found nobody available, and who was
-- away? The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.unattended_requests'::regclass AND attnum > 0 ORDER BY attnum;

SELECT request_id, team, local_arrived::time AS arrived, state, outcome, wait, is_in_time, answered_by, unavailable_users
FROM lisbon.unattended_requests ORDER BY arrived_at;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
