-- current_status: in which status is everybody, and since when? The two days
-- are those of test/days/two_days.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set two_days :abs_srcdir '/days/two_days.sql'
\set ECHO none
\i :two_days
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.current_status'::regclass AND attnum > 0 ORDER BY attnum;

SELECT user_name, status, class, reason, label, since_at, local_since, duration_seconds, start_cause, as_of FROM lisbon.current_status ORDER BY user_id;
-- what was not said again for two hours is unknown from then on
UPDATE lisbon.setting SET heartbeat_timeout = '2 hours';
SELECT user_name, status, class, since_at, start_cause FROM lisbon.current_status ORDER BY user_id;

-- as of now: up to the start of this transaction, and never later
UPDATE lisbon.setting SET heartbeat_timeout = NULL, as_of = NULL;
BEGIN;
SELECT bool_and(as_of = now() AND since_at + duration_seconds * interval '1 second' = now()) AS up_to_now FROM lisbon.current_status WHERE status IS NOT NULL;
COMMIT;
UPDATE lisbon.setting SET as_of = now() + interval '1 day';
BEGIN;
SELECT bool_and(as_of = now()) AS not_later FROM lisbon.current_status;
COMMIT;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
