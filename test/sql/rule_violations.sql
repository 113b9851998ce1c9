-- rule_violations: a spell is a spell, whatever is said in it, and a violation is
-- seen in each window that it overlaps. capacity_laws has the oracle.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('rules_test') IS NOT NULL AS made;
SET search_path = rules_test;
\pset null -
UPDATE setting SET as_of = '2026-03-03 08:00';
INSERT INTO team_member (user_id, team, valid_from, valid_to) VALUES ('ana', 'T', NULL, NULL), ('rui', 'T', NULL, NULL), ('eva', 'T', NULL, '2026-03-02 10:30');
INSERT INTO reason_class VALUES ('Tea', true, '10 minutes'), ('Phone', true, NULL);
-- ana: three reasons, away for 50 minutes without a pause; rui: a message without
-- the reason, in the same status, then in another; eva: changes while she leaves
-- the team; leo: in no team
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES
  ('ana', '2026-03-02 09:00', 'Available', NULL), ('ana', '2026-03-02 10:00', 'Break', 'Tea'), ('ana', '2026-03-02 10:14', 'Break', 'Phone'),
  ('ana', '2026-03-02 10:28', 'Away', 'Tea'), ('ana', '2026-03-02 10:42', 'Away', NULL), ('ana', '2026-03-02 10:50', 'Available', NULL), ('ana', '2026-03-02 17:00', 'Offline', NULL),
  ('rui', '2026-03-02 09:00', 'Available', NULL), ('rui', '2026-03-02 10:00', 'Break', 'Tea'), ('rui', '2026-03-02 10:20', 'Break', NULL), ('rui', '2026-03-02 10:25', 'break ', 'TEA '),
  ('rui', '2026-03-02 10:30', 'Away', NULL), ('rui', '2026-03-02 10:40', 'Available', NULL), ('rui', '2026-03-02 17:00', 'Offline', NULL),
  ('eva', '2026-03-02 10:00', 'Break', 'Phone'), ('eva', '2026-03-02 10:25', 'Away', 'Phone'), ('eva', '2026-03-02 11:00', 'Offline', NULL),
  ('leo', '2026-03-02 10:00', 'Break', 'Phone'), ('leo', '2026-03-02 11:00', 'Offline', NULL);
INSERT INTO rule (rule_id, metric, team, reason, comparison, threshold) VALUES
  ('away', 'spell_length', NULL, NULL, '>', 900), ('tea', 'spell_length', NULL, 'tea', '>', 900), ('phone', 'spell_length', NULL, ' Phone', '>=', 900),
  ('none', 'spell_length', NULL, '(none)', '>', 420), ('outside', 'spell_length', '(none)', NULL, '>', 900);
SELECT rule_id, team, user_id, reason, local_start::time AS start, local_end::time AS end, value_min, value_max FROM rule_violations ORDER BY 1, 3, 5;
SELECT user_id, break_overtime_seconds FROM availability_daily WHERE break_overtime_seconds > 0 ORDER BY 1, local_date;

-- Nobody there from 17:00 on: in any window of the night, for as long as it lasts
DELETE FROM rule;
INSERT INTO rule (rule_id, metric, comparison, threshold, lasting) VALUES ('nobody', 'available_headcount', '<', 1, '6 hours'), ('few', 'available_headcount', '<=', 1, '6 hours');
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('ana', '2026-03-03 07:00', 'Available');
SELECT w.from_at, w.to_at, v.rule_id, v.started_at, v.ended_at, v.clipped_start, v.clipped_end, v.duration, v.is_open
FROM (VALUES (timestamptz '2026-03-02 12:00', timestamptz '2026-03-03'), ('2026-03-03', '2026-03-04'), ('2026-03-02 23:59', '2026-03-03 00:01'), ('2026-03-03 07:00', '2026-03-03 07:30'),
  ('2026-03-02 20:00', '2026-03-02 20:00'), ('2026-03-02', '2026-03-02 08:59')) w(from_at, to_at)
CROSS JOIN LATERAL rule_violations_between(w.from_at, w.to_at) v ORDER BY 1, 3, 4;
-- told once, with its true start, whenever it is looked for
SELECT userlogs.notify_violations('rules_test', '0') AS told, userlogs.notify_violations('rules_test', '2 hours') AS told_of_more, userlogs.notify_violations('rules_test', '1 day') AS told_again;
SELECT rule_id, started_at FROM rule_notification ORDER BY 1, 2;

-- coverage gaps in the same way; service hours that go round the clock have no end
INSERT INTO service_hours SELECT 'T', d, '00:00', '00:00' FROM generate_series(1, 7) d;
SELECT w.from_at, w.to_at, g.started_at, g.ended_at, g.clipped_start, g.clipped_end, g.duration, g.deficit_person_seconds, g.left_by, g.is_open
FROM (VALUES (timestamptz '2026-03-02 18:00', timestamptz '2026-03-03'), ('2026-03-03', '2026-03-04'), ('2026-03-02 23:59', '2026-03-03 00:01')) w(from_at, to_at)
CROSS JOIN LATERAL coverage_gaps_between(w.from_at, w.to_at) g ORDER BY 1, 3;
DELETE FROM service_hours WHERE weekday = 2;
SELECT started_at, ended_at, duration FROM coverage_gaps_between('2026-03-02 23:00', '2026-03-02 23:30');
SELECT userlogs.drop_report('rules_test') IS NOT NULL AS dropped;
DROP SCHEMA rules_test CASCADE;
