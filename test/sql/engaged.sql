-- engaged: a call, a chat or wrap-up as a status counts as work, but not as idle.
-- By hand, on one morning of two people: Ana takes calls, Rui has lunch from 10:10 to
-- 10:30, then a call up to 11:00.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('calls') IS NOT NULL AS made;
SET search_path = calls;
\pset null -
UPDATE setting SET as_of = '2026-03-03 06:00', bucket_width = '3 hours';
-- as three systems write it, in two languages
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT row_number() OVER (), user_id, date '2026-03-02' + clock, status, reason
FROM (VALUES
  ('Ana', time '09:00', 'READY', NULL), ('Ana', '09:10', 'TALKING', NULL), ('Ana', '09:50', 'WORK', NULL), ('Ana', '10:00', 'READY', NULL),
  ('Ana', '10:10', 'On a call', NULL), ('Ana', '11:30', 'Wrap-up', NULL), ('Ana', '11:40', 'Ready', NULL), ('Ana', '12:00', 'Logout', NULL),
  ('Rui', '09:00', 'Disponível', NULL), ('Rui', '10:10', 'Pausa', 'Lunch'), ('Rui', '10:30', 'Em atendimento', NULL), ('Rui', '11:00', 'Disponível', NULL),
  ('Rui', '12:00', 'Offline', NULL)) e(user_id, clock, status, reason);
INSERT INTO team_member (user_id, team) VALUES ('Ana', 'Phone'), ('Rui', 'Phone'), ('Rui', 'Mail');
INSERT INTO service_hours (team, weekday, opens, closes) SELECT t, 1, '09:00', '12:00' FROM unnest('{Phone,Mail}'::text[]) t;
INSERT INTO shift (user_id, starts_at, ends_at, activity) VALUES ('Ana', '2026-03-02 09:00', '2026-03-02 12:00', 'Calls'), ('Rui', '2026-03-02 09:00', '2026-03-02 12:00', 'Calls'),
  ('Rui', '2026-03-02 10:10', '2026-03-02 10:30', 'Lunch');
UPDATE reason_class SET allowance = '15 minutes' WHERE reason = 'Lunch';

-- statuses alone, without a request: at work and productive, but not idle
SELECT user_name, (available_seconds / 60)::int AS available, (engaged_seconds / 60)::int AS engaged, (unavailable_seconds / 60)::int AS unavailable, (staffed_seconds / 60)::int AS staffed, session_count AS sessions,
  (longest_unavailable_seconds / 60)::int AS longest, (break_overtime_seconds / 60)::int AS overtime FROM availability_daily WHERE local_date = '2026-03-02' ORDER BY user_id;
SELECT user_name, round(available_of_staffed_ratio::numeric, 4) AS available, round(productive_of_staffed_ratio::numeric, 4) AS productive, round(engaged_of_staffed_ratio::numeric, 4) AS engaged
FROM availability_daily WHERE local_date = '2026-03-02' ORDER BY user_id;
SELECT team, user_name, (service_seconds / 60)::int AS service, (service_available_seconds / 60)::int AS available, (service_engaged_seconds / 60)::int AS engaged, (service_unavailable_seconds / 60)::int AS unavailable,
  round(service_available_of_staffed_ratio::numeric, 4) AS ratio FROM availability_daily_by_team WHERE local_date = '2026-03-02' ORDER BY team, user_id;
SELECT status, class, reason, label, local_login::time AS login FROM user_logs WHERE user_id = 'Rui' AND login_at >= '2026-03-02 10:10' ORDER BY login_at;
SELECT status, class, is_available, is_staffed, is_productive FROM status_list WHERE status IN (SELECT l.status FROM user_logs l) ORDER BY status COLLATE "C";
-- (40 + 10 + 80 + 10 of Ana and 30 of Rui) / (these + 40 of Ana and 130 of Rui)
SELECT team, (available_person_seconds / 60)::int AS available, (engaged_person_seconds / 60)::int AS engaged, (busy_person_seconds / 60)::int AS busy, round(occupancy_ratio::numeric, 4) AS occupancy,
  available_min AS least, round(engaged_avg::numeric, 4) AS engaged_avg FROM staffing WHERE bucket_start = '2026-03-02 09:00' ORDER BY team;
SELECT user_name, adherence_ratio, conformance_ratio, (available_seconds / 60)::int AS available, (engaged_seconds / 60)::int AS engaged, unscheduled_seconds AS unscheduled FROM adherence ORDER BY user_id;
SELECT team, user_name, adherence_ratio, (engaged_seconds / 60)::int AS engaged FROM adherence_by_team ORDER BY team, user_id;
-- lunch of 20 minutes of 360, and of 180
SELECT team, (scheduled_seconds / 60)::int AS scheduled, (productive_seconds / 60)::int AS productive, unplanned_shrinkage_seconds AS unplanned, round(shrinkage_ratio::numeric, 4) AS shrinkage FROM shrinkage ORDER BY team;
SELECT team, reason, (duration_seconds / 60)::int AS minutes, (staffed_seconds / 60)::int AS staffed, round(unavailable_of_staffed_ratio::numeric, 4) AS ratio FROM unavailability_by_reason ORDER BY team;
-- nobody is there for the next request from 10:10 to 11:00; Rui left, Ana did not,
-- and the rest of the gap is nobody's absence
SELECT team, started_at::time AS start, ended_at::time AS end, available_min AS least, left_by, left_reason FROM coverage_gaps ORDER BY team, started_at;
SELECT team, user_name, reason, (share_person_seconds / 60)::int AS minutes FROM shortfall_shares ORDER BY team, user_name;
SELECT hour, available_avg, engaged_avg, unavailable_avg, round(unavailable_of_staffed_ratio::numeric, 4) AS ratio, absence_rank FROM bottlenecks WHERE team = 'Phone' ORDER BY hour;
INSERT INTO rule (rule_id, metric, team, comparison, threshold) VALUES ('away', 'unavailable_users', 'Phone', '>=', 1), ('long', 'spell_length', 'Phone', '>', 600),
  ('half', 'availability_ratio', 'Phone', '<', 0.5), ('nobody', 'available_headcount', 'Phone', '<', 1);
SELECT rule_id, user_name, started_at::time AS start, ended_at::time AS end, value_min, value_max FROM rule_violations ORDER BY rule_id, started_at;
BEGIN;
UPDATE setting SET as_of = '2026-03-02 10:20';
SELECT user_name, status, class, label FROM current_status ORDER BY user_id;
SELECT name, team, class, value FROM metrics WHERE class IS NOT NULL AND value > 0 OR name IN ('userlogs_longest_unavailable_seconds', 'userlogs_coverage_gap_open') ORDER BY name COLLATE "C", team, class;
ROLLBACK;

-- who works is counted against who is required
INSERT INTO target (team, minimum_headcount) VALUES ('Phone', 1);
SELECT required_agents AS required, round(gap_agents::numeric, 4) AS gap, understaffed_person_seconds AS missing, (overstaffed_person_seconds / 60)::int AS spare FROM staffing WHERE team = 'Phone' AND bucket_start = '2026-03-02 09:00';

-- with requests: a wait while the others are engaged is all_busy, and an assignee
-- who is engaged is not away; Rui handles 1, and 4 of another team, meanwhile
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at) VALUES
  (1, 'Phone', 'Rui', '2026-03-02 10:15', '2026-03-02 10:35', '2026-03-02 10:50'), (2, 'Phone', 'Rui', '2026-03-02 11:05', '2026-03-02 11:06', '2026-03-02 11:16'),
  (3, 'Phone', NULL, '2026-03-02 10:12', '2026-03-02 10:31', '2026-03-02 10:31'), (4, 'Mail', 'Rui', '2026-03-02 10:20', '2026-03-02 10:40', '2026-03-02 10:55');
INSERT INTO assignment (request_id, user_id, assigned_at) VALUES (1, 'Ana', '2026-03-02 10:15'), (2, 'Ana', '2026-03-02 11:05'), (3, 'Rui', '2026-03-02 10:12');
SELECT request_id, cause, user_name, reason, (seconds / 60)::int AS minutes FROM wait_causes ORDER BY request_id, cause;
SELECT request_id, user_name, reason, local_start::time AS start, local_end::time AS end, free_users FROM stranded_requests ORDER BY request_id;
SELECT request_id, unavailable_users FROM unattended_requests ORDER BY request_id;
-- busy: engaged, but for the 5 minutes with the mail alone, and 10 of request 2
SELECT team, (busy_person_seconds / 60)::int AS busy, (busy_elsewhere_person_seconds / 60)::int AS elsewhere, round(occupancy_ratio::numeric, 4) AS occupancy,
  (slot_seconds / 60)::int AS slots, (load_seconds / 60)::int AS load FROM staffing WHERE bucket_start = '2026-03-02 09:00' ORDER BY team;
SELECT team, user_name, (available_seconds / 60)::int AS available, (engaged_seconds / 60)::int AS engaged, request_count AS requests, round(requests_per_available_hour::numeric, 4) AS per_hour FROM workload_balance ORDER BY team, user_id;

-- on the page, in characters and in a mail: engaged where somebody is
SELECT count(*) FROM regexp_matches(userlogs.team_day_svg('calls'), '<rect class="e" x', 'g');
SELECT * FROM userlogs.team_day_chart('calls', team => 'Phone', language => 'pt');
SELECT line FROM regexp_split_to_table(userlogs.report_digest('calls', team => 'Phone', language => 'es'), E'\n') line WHERE line ~ 'atendiendo|de ese tiempo';
SELECT count(*) FILTER (WHERE p ~ '>Available or engaged at work</th>') AS share, count(*) FILTER (WHERE p ~ '<th[^>]*>Engaged</th>') AS engaged, count(*) FILTER (WHERE p ~ '<path class="e"') AS drawn
FROM unnest(ARRAY[userlogs.report_page('calls', '2026-03-02', '2026-03-03', team => 'Phone'), userlogs.report_page('calls', '2026-03-01', '2026-03-04', team => 'Phone')]) p;
UPDATE status_event SET status = 'Break' WHERE status IN ('TALKING', 'WORK', 'On a call', 'Wrap-up', 'Em atendimento');
SELECT userlogs.report_page('calls') ~ '[Ee]ngaged|class="e"' AS without;

-- a further class is a row: of its own name, it counts as one of the four
UPDATE status_event SET status = 'Academy' WHERE user_id = 'Rui' AND status = 'Pausa';
UPDATE status_event SET status = 'Callbacks' WHERE user_id = 'Rui' AND status = 'Break';
INSERT INTO status_class (status, class, counts_as) VALUES ('Academy', 'Training', 'unavailable'), ('callbacks', 'outbound', 'Engaged');
INSERT INTO status_class (status, class) VALUES ('Garden', 'gardening');  -- error: no class
INSERT INTO status_class (status, class, counts_as) VALUES ('Garden', 'offline', 'available');  -- error: counts as itself
SELECT status, class, counts_as, reason, label FROM user_logs WHERE user_id = 'Rui' AND counts_as NOT IN ('offline', 'available', 'unknown') ORDER BY login_at;
SELECT status, class, counts_as, duration_seconds / 60 AS minutes FROM status_daily_by_team WHERE team = 'Mail' AND local_date = '2026-03-02' AND class <> counts_as
UNION ALL SELECT status, class, counts_as, (seconds / 60)::float8 FROM user_log_pieces WHERE team = 'Mail' AND class <> counts_as
UNION ALL SELECT status, class, counts_as, NULL FROM status_list WHERE class <> counts_as ORDER BY 1, 4;
SELECT user_name, (engaged_seconds / 60)::int AS engaged, (unavailable_seconds / 60)::int AS unavailable, (break_overtime_seconds / 60)::int AS overtime FROM availability_daily WHERE user_id = 'Rui' AND local_date = '2026-03-02';
SELECT cause, user_name, reason, (seconds / 60)::int AS minutes FROM wait_causes WHERE request_id = '4' ORDER BY cause;
SELECT rule_id, user_name, reason FROM rule_violations WHERE rule_id IN ('away', 'long') AND user_id = 'Rui' ORDER BY rule_id;
SELECT team_day_chart AS line FROM userlogs.team_day_chart('calls', team => 'Mail') WHERE team_day_chart ~ '^Rui|Engaged';
BEGIN;
UPDATE setting SET as_of = '2026-03-02 10:20';
SELECT name, team, class, value FROM metrics WHERE team = 'Mail' AND (class IS NOT NULL OR name IN ('userlogs_longest_unavailable_seconds', 'userlogs_coverage_gap_open')) ORDER BY name COLLATE "C", class;
ROLLBACK;
-- in a view without constraints
BEGIN;
ALTER TABLE status_class RENAME TO own_class;
CREATE VIEW status_class AS
SELECT status, class, counts_as FROM own_class UNION ALL VALUES ('Garden', 'gardening', NULL), ('Yard', 'gardening', 'unknown'), ('Field', 'unknown', 'engaged'), ('Academy', 'training', 'offline'),
  ('Wood', ' TRAINING', ' unavailable '), ('wood', 'Training', 'UNAVAILABLE');
SELECT userlogs.create_report('calls') \g /dev/null
SELECT problem, key, action FROM input_problems WHERE input = 'status_class' ORDER BY key, problem;
SELECT status, class, counts_as, is_staffed FROM status_list WHERE status IN ('Garden', 'Yard', 'Field', 'Academy', 'Wood', 'wood') ORDER BY status COLLATE "C";
ROLLBACK;
SELECT userlogs.drop_report('calls') IS NOT NULL AS dropped;
RESET search_path;
DROP SCHEMA calls CASCADE;
