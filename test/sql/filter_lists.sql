-- day_list, team_list, user_list, status_list, reason_list: what a filter of a BI
-- tool offers. The three days are those of test/days/clock_change.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set clock_change :abs_srcdir '/days/clock_change.sql'
\set ECHO none
\i :clock_change
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attrelid::regclass AS view, attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid IN ('lisbon.day_list'::regclass, 'lisbon.team_list'::regclass, 'lisbon.user_list'::regclass, 'lisbon.status_list'::regclass, 'lisbon.reason_list'::regclass)
  AND attnum > 0 ORDER BY attrelid::regclass::text, attnum;

-- a log without events or requests has no days
SET search_path = lisbon;
CREATE TABLE kept AS TABLE status_event;
DELETE FROM status_event;
SELECT count(*) FROM day_list;
SELECT * FROM user_list;
INSERT INTO status_event TABLE kept;
DROP TABLE kept;

-- people and requests of teams that have no others, names, a status and a reason
-- that the log alone spells, and two that it spells in several ways
INSERT INTO report_user VALUES ('Rui', 'Rui Costa'), ('Eva', 'Eva Lima');
INSERT INTO team_member (user_id, team) VALUES ('Rui', 'Care'), ('Eva', 'Care'), ('Eva', 'Night');
INSERT INTO service_request (request_id, team, arrived_at) VALUES (1, 'Mail', '2026-03-26 23:59:59');
INSERT INTO target (team, minimum_headcount) VALUES ('Phone', 1);
INSERT INTO status_class VALUES ('Juggling', 'available'), ('(Gone)', 'offline');
INSERT INTO reason_class VALUES ('tea', true, '10 minutes');
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (20, 'Leo', '2026-03-27 10:00', 'ACW', 'Tea'), (21, 'Leo', '2026-03-27 11:00', 'acw', 'Tea'), (22, 'Leo', '2026-03-27 12:00', ' ACW', 'TEA'),
  (23, 'Leo', '2026-03-27 13:00', 'Fishing', 'Bait'), (24, 'Leo', '2026-03-27 14:00', ' ', ''), (25, 'Leo', '2026-03-27 15:00', 'juggling', NULL);
SELECT * FROM day_list ORDER BY local_date;
SELECT * FROM team_list ORDER BY team COLLATE "C";
SELECT * FROM user_list ORDER BY user_id COLLATE "C";
SELECT * FROM status_list WHERE status !~ '^[[:lower:]]' ORDER BY status COLLATE "C";
SELECT count(*) > 100 AS initial FROM status_list WHERE status ~ '^[[:lower:]]';
SELECT * FROM reason_list WHERE reason IN ('Absence', 'Bait', 'Break', 'Tea', '(none)') ORDER BY reason COLLATE "C";

-- keys are unique, and each row of the fact table finds its own
SELECT 'day' AS list, local_date::text AS key FROM day_list GROUP BY local_date HAVING count(*) > 1
UNION ALL SELECT 'team', team FROM team_list GROUP BY team HAVING count(*) > 1
UNION ALL SELECT 'user', user_id FROM user_list GROUP BY user_id HAVING count(*) > 1
UNION ALL SELECT 'status', status FROM status_list GROUP BY status HAVING count(*) > 1
UNION ALL SELECT 'reason', reason FROM reason_list GROUP BY reason HAVING count(*) > 1;
SELECT 'day' AS list, local_date::text AS key FROM (SELECT local_date FROM user_log_pieces EXCEPT SELECT local_date FROM day_list) d
UNION ALL SELECT 'team', team FROM (SELECT team FROM user_log_pieces UNION SELECT team FROM staffing EXCEPT SELECT team FROM team_list) t
UNION ALL SELECT 'user', user_id FROM (SELECT user_id FROM user_log_pieces UNION SELECT user_id FROM current_status EXCEPT SELECT user_id FROM user_list) u
UNION ALL SELECT 'status', status || ' ' || class FROM (SELECT status, class FROM user_log_pieces EXCEPT SELECT status, class FROM status_list) s
UNION ALL SELECT 'reason', reason FROM (SELECT reason FROM user_log_pieces EXCEPT SELECT reason FROM reason_list) r;
-- the days are those of the setting, and the windows of single days are those of all
UPDATE setting SET day_offset = '06:00';
SELECT local_date, started_at, ended_at, day_seconds FROM day_list ORDER BY local_date;
(SELECT local_date, sum(user_seconds) FROM user_log_pieces GROUP BY 1
 EXCEPT ALL SELECT d.local_date, sum(p.user_seconds) FROM day_list d, LATERAL user_log_pieces_between(d.started_at, d.ended_at) p GROUP BY 1);
-- words of ours in an input or in the log are not there twice
INSERT INTO status_class VALUES ('(unknown)', 'available');
INSERT INTO reason_class VALUES ('(none)', false, NULL);
INSERT INTO team_member (user_id, team) VALUES ('Leo', '(none)');
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) VALUES (26, 'Leo', '2026-03-27 16:00', '(unknown)', '(none)');
SELECT status AS key, class AS what FROM status_list WHERE status ILIKE '(unknown)' UNION ALL SELECT reason, planned::text FROM reason_list WHERE reason ILIKE '(none)'
UNION ALL SELECT team, user_count::text FROM team_list WHERE team = '(none)';

RESET search_path;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
