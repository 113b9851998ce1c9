-- adherence: who kept to the schedule? Ana, but for the morning; Rui came
-- without one. The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.adherence'::regclass AND attnum > 0 ORDER BY attnum;

SELECT user_name, local_date, scheduled_seconds AS scheduled, scheduled_work_seconds AS work, adherent_seconds AS adherent,
  available_seconds AS available, unscheduled_seconds AS unscheduled, round(adherence_ratio::numeric, 4) AS adherence, round(conformance_ratio::numeric, 4) AS conformance
FROM lisbon.adherence ORDER BY user_id, local_date;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
