-- The views of people by team: Ana goes from Sales to Support at noon, in the
-- middle of her lunch; Rui is in both; Ivo leaves Sales at ten and is back at
-- three; Eva is in no team, and Zoe, who is in Sales, never came.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET extra_float_digits = 0;
\pset null -
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('by_team') \g /dev/null
SET search_path = by_team;
UPDATE setting SET as_of = '2026-03-02 18:00', time_zone = 'Europe/Lisbon', bucket_width = '1 hour';
INSERT INTO report_user (user_id, name) VALUES ('Ana', 'Ana'), ('Zoe', 'Zoe');
INSERT INTO team_member (user_id, team, valid_from, valid_to) VALUES
  ('Ana', 'Sales', NULL, '2026-03-02 12:00'), ('Ana', 'Support', '2026-03-02 12:00', NULL),
  ('Rui', 'Sales', NULL, NULL), ('Rui', 'Support', NULL, NULL),
  ('Ivo', 'Sales', NULL, '2026-03-02 10:00'), ('Ivo', 'Sales', '2026-03-02 15:00', NULL), ('Zoe', 'Sales', NULL, NULL),
  -- never, and not yet
  ('Ivo', 'Support', '2025-01-01', '2025-02-01'), ('Rui', 'Night', '2026-03-02 18:00', NULL), ('Ivo', 'Day', '2026-04-01', NULL);
INSERT INTO reason_class (reason, planned, allowance) VALUES ('Lunch', true, '45 minutes') ON CONFLICT (reason) DO UPDATE SET allowance = excluded.allowance;
-- the log of another system may lack users and times
ALTER TABLE status_event ALTER user_id DROP NOT NULL, ALTER occurred_at DROP NOT NULL;
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (1, 'Ana', '2026-03-02 09:00', 'Available', NULL), (2, 'Ana', '2026-03-02 11:30', 'Unavailable', 'Lunch'),
  (3, 'Ana', '2026-03-02 12:30', 'Available', NULL), (4, 'Ana', '2026-03-02 17:00', 'Offline', NULL),
  (5, 'Rui', '2026-03-02 09:00', 'Available', NULL), (6, 'Rui', '2026-03-02 15:00', 'Gone fishing', NULL), (7, 'Rui', '2026-03-02 16:00', 'Offline', NULL),
  (8, 'Ivo', '2026-03-02 08:00', 'Available', NULL), (9, 'Ivo', '2026-03-02 16:00', 'Offline', NULL),
  (10, 'Eva', '2026-03-02 10:00', 'Available', NULL), (11, NULL, '2026-03-02 10:00', 'Available', NULL), (12, 'Eva', NULL, 'Available', NULL);
-- Ivo's shift is just when he is in no team
INSERT INTO shift VALUES ('Ana', '2026-03-02 09:00', '2026-03-02 17:00', 'Work'), ('Ana', '2026-03-02 11:30', '2026-03-02 12:30', 'lunch'),
  ('Ivo', '2026-03-02 10:00', '2026-03-02 15:00', NULL);

-- team, and the columns of the plain view, and those in service hours; no interval and
-- no numeric, which some
-- tools cannot read
SELECT coalesce(t.relname, p.relname || '_by_team') AS view, t.attname, t.type, p.attname AS plain_column, p.type AS plain_type
FROM (SELECT c.relname, a.attname, format_type(a.atttypid, NULL) AS type, row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) AS position
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid WHERE c.relnamespace = 'by_team'::regnamespace AND c.relname ~ '_by_team$' AND a.attnum > 0 AND a.attname !~ '^(clipped|service)_') t
FULL JOIN (SELECT c.relname, a.attname, CASE a.atttypid WHEN 'numeric'::regtype THEN 'double precision' ELSE format_type(a.atttypid, NULL) END AS type,
    1 + row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) AS position
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.oid IN (SELECT to_regclass(regexp_replace(relname, '_by_team$', '')) FROM pg_class WHERE relnamespace = 'by_team'::regnamespace AND relname ~ '_by_team$')
    AND a.attnum > 0 AND a.atttypid <> 'interval'::regtype) p
  ON t.relname = p.relname || '_by_team' AND t.attname = p.attname AND t.type = p.type AND t.position = p.position
WHERE (t.attname IS NULL OR p.attname IS NULL) AND (t.attname, t.type, t.position) IS DISTINCT FROM ('team', 'text', 1) ORDER BY 1, 2, 4;

SELECT team, user_id AS user, status, class, reason, local_login::time AS login, local_logout::time AS logout,
  (clipped_start AT TIME ZONE time_zone)::time AS "from", (clipped_end AT TIME ZONE time_zone)::time AS "to", duration_seconds AS seconds, is_open AS open
FROM user_logs_by_team ORDER BY user_id, clipped_start, team;
-- a window has the time before the first event, and users without one
SELECT team, user_id AS user, status, reason, local_login::time AS login, (clipped_start AT TIME ZONE time_zone)::time AS "from", (clipped_end AT TIME ZONE time_zone)::time AS "to",
  duration_seconds AS seconds, start_cause, end_cause
FROM user_logs_by_team_between('2026-03-02 08:30', '2026-03-02 12:15') ORDER BY user_id, clipped_start, team;
SELECT team, user_id AS user, user_name AS name, status, class, local_since::time AS since, duration_seconds AS seconds FROM current_status_by_team ORDER BY user_id, team;
SELECT team, user_id AS user, status, class, reason, duration_seconds AS seconds, interval_count AS intervals, started_count AS started
FROM status_daily_by_team ORDER BY user_id, team, status;
SELECT team, user_id AS user, available_seconds AS available, unavailable_seconds AS unavailable, staffed_seconds AS staffed, offline_seconds AS offline, unknown_seconds AS unknown,
  day_seconds AS day, round(available_of_staffed_ratio::numeric, 4) AS ratio
FROM availability_daily_by_team ORDER BY user_id, team;
SELECT team, user_id AS user, local_first_login::time AS login, local_last_logout::time AS logout, login_count AS logins, session_count AS sessions,
  longest_unavailable_seconds AS longest, break_overtime_seconds AS overtime
FROM availability_daily_by_team ORDER BY user_id, team;
SELECT team, user_id AS user, day_seconds AS day, available_seconds AS available, break_overtime_seconds AS overtime
FROM availability_daily_by_team_between('2026-03-02 11:45', '2026-03-02 12:20') ORDER BY user_id, team;
SELECT team, kind, user_id AS user, event_id, local_occurred::time AS occurred, status FROM anomalies_by_team ORDER BY kind, user_id, event_id, team;
SELECT team, kind, user_id AS user, event_id FROM anomalies_by_team_between('2026-03-02 14:00', '2026-03-02 15:30') ORDER BY kind, user_id, event_id, team;
SELECT team, user_id AS user, scheduled_seconds AS scheduled, scheduled_work_seconds AS work, adherent_seconds AS adherent, available_seconds AS available,
  unscheduled_seconds AS unscheduled, adherence_ratio AS adherence, conformance_ratio AS conformance
FROM adherence_by_team ORDER BY user_id, team;
SELECT team, user_id AS user, scheduled_seconds AS scheduled, adherent_seconds AS adherent FROM adherence_by_team_between('2026-03-02 11:00', '2026-03-02 12:15') ORDER BY user_id, team;
-- a team is available as staffing says
SELECT team, sum(available_person_seconds) AS staffing, (SELECT sum(available_seconds) FROM availability_daily_by_team d WHERE d.team = s.team) AS by_team FROM staffing s GROUP BY team ORDER BY team;
SELECT count(*) FROM status_daily_by_team_between('2026-03-03', '2026-03-02');  -- error: reversed

SET client_min_messages = error;
SELECT userlogs.drop_report('by_team') IS NOT NULL AS dropped;
DROP SCHEMA by_team CASCADE;
