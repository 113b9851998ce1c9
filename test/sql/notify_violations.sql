-- notify_violations: each violation of a rule is told once, with those that ended
-- no longer ago than asked. The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('notify_violations')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- nobody is there from 17:00 on, when Sales is closed
SELECT userlogs.notify_violations('lisbon', '10 minutes') AS told;
UPDATE lisbon.rule SET in_service_hours = false WHERE rule_id IN ('nobody there', 'few there');
SELECT userlogs.notify_violations('lisbon', '10 minutes') AS told;
SELECT rule_id, team, user_id, started_at FROM lisbon.rule_notification ORDER BY 1, 4;
SELECT userlogs.notify_violations('lisbon', '10 minutes') AS told;
SELECT userlogs.notify_violations('lisbon') AS told;
SELECT userlogs.notify_violations('nowhere');  -- error: no report
SELECT userlogs.notify_violations(NULL);  -- error

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- a violation that goes on through the night, with its true start, whenever it is
-- looked for
\set spells :abs_srcdir '/days/spells.sql'
\set ECHO none
\i :spells
\set ECHO all
INSERT INTO rule (rule_id, metric, comparison, threshold, lasting) VALUES ('nobody', 'available_headcount', '<', 1, '6 hours'), ('few', 'available_headcount', '<=', 1, '6 hours');
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('ana', '2026-03-03 07:00', 'Available');
SELECT userlogs.notify_violations('spells', '0') AS told, userlogs.notify_violations('spells', '2 hours') AS told_of_more, userlogs.notify_violations('spells', '1 day') AS told_again;
SELECT rule_id, started_at FROM rule_notification ORDER BY 1, 2;
SELECT userlogs.drop_report('spells') IS NOT NULL AS dropped;
DROP SCHEMA spells CASCADE;
