-- unattended_requests: which requests found nobody available, and who was
-- away? The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

SELECT request_id, team, local_arrived::time AS arrived, state, outcome, wait, is_in_time, answered_by, unavailable_users
FROM lisbon.unattended_requests ORDER BY arrived_at;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
