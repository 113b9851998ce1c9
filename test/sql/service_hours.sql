-- service_hours, service_exception, team_setting: when is a team in service, and
-- what do the figures say of the time when it is not? Days around Easter, with
-- hours that a reader can count.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET extra_float_digits = 0;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('hours') \g /dev/null
SET search_path = hours;
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-04-08 00:00', bucket_width = '1 day';
INSERT INTO team_setting (team, time_zone) VALUES ('York', 'America/New_York');
-- North opens an hour earlier from April on, and on Wednesday and Thursday for the
-- night; West has no hours: it is always in service; East was there up to Easter
INSERT INTO service_hours (team, weekday, opens, closes, valid_from, valid_to)
SELECT h.team, d, h.opens, h.closes, h.valid_from, h.valid_to
FROM (VALUES ('North', '{1,2,3,4,5}'::int[], time '09:00', time '17:00', NULL::date, date '2026-04-01'), ('North', '{1,2,3,4,5}', '08:00', '17:00', '2026-04-01', NULL),
  ('North', '{3,4}', '22:00', '02:00', NULL, NULL), ('York', '{1,2,3,4,5}', '09:00', '17:00', NULL, NULL), ('East', '{1,2,3,4,5}', '09:00', '17:00', NULL, '2026-04-03')) h(team, days, opens, closes, valid_from, valid_to), unnest(h.days) d;
-- all are closed on Good Friday and Easter Monday, but North opens on Monday for
-- two hours, and closes early on Thursday
INSERT INTO service_exception (team, local_date, opens, closes) VALUES (NULL, '2026-04-03', NULL, NULL), (NULL, '2026-04-06', NULL, NULL),
  ('North', '2026-04-02', '08:00', '12:00'), ('North', '2026-04-06', '10:00', '11:00'), ('North', '2026-04-06', '12:00', '13:00');
INSERT INTO team_member (user_id, team) VALUES ('Ana', 'West');

-- What opened on Wednesday night closes on Thursday; on Thursday night, which the
-- short day replaces, nobody opens.
SELECT team, to_char(span_start, 'Dy DD HH24:MI') AS opens, to_char(span_end, 'Dy DD HH24:MI') AS closes FROM service_span('2026-03-31', '2026-04-08') ORDER BY team COLLATE "C", span_start;
-- York is six hours behind Berlin, but five in the three weeks before Berlin turns
-- its clocks
SELECT to_char(span_start AT TIME ZONE 'America/New_York', 'Dy DD Mon HH24:MI') AS in_new_york, to_char(span_start, 'HH24:MI') AS in_berlin, span_end - span_start AS open
FROM service_span('2026-03-06', '2026-03-10 12:00') WHERE team = 'York' ORDER BY span_start;

-- Waits on the service clock.  The first request comes on Saturday, and is
-- answered five minutes after the opening on Monday; the second, ten minutes
-- before the end of Thursday, ten minutes after the opening on Monday.
INSERT INTO target (team, service_level, answer_within) VALUES ('North', 0.8, '30 minutes'), ('York', 0.8, '30 minutes'), ('West', 0.8, '30 minutes'), ('East', 0.8, '30 minutes');
INSERT INTO service_request (request_id, team, arrived_at, first_response_at) VALUES
  (1, 'North', '2026-03-28 14:00', '2026-03-30 09:05'), (2, 'North', '2026-04-02 11:50', '2026-04-06 10:10'), (3, 'North', '2026-04-01 23:50', '2026-04-02 08:15'),
  (4, 'North', '2026-04-02 12:00', '2026-04-02 13:00'), (5, 'North', '2026-04-06 11:30', NULL), (6, 'York', '2026-04-02 22:50', '2026-04-07 15:20'),
  (7, 'York', '2026-04-02 14:00', '2026-04-02 15:31'), (8, 'West', '2026-04-02 23:50', '2026-04-04 00:20'), (9, 'West', '2026-04-04 03:00', '2026-04-04 03:31'),
  (10, 'East', '2026-04-02 16:50', '2026-04-07 12:00'), (11, 'East', '2026-04-07 10:00', NULL), (12, 'North', '2026-04-07 23:00', NULL);
SELECT request_id::int AS id, team, to_char(arrived_at, 'Dy DD HH24:MI') AS arrived, is_in_service AS open, to_char(wait_start, 'Dy DD HH24:MI') AS begins, to_char(response_at, 'Dy DD HH24:MI') AS answered,
  (wait_seconds / 60)::int AS minutes, to_char(due_at, 'Dy DD HH24:MI') AS due, is_in_time AS in_time FROM usable_request() ORDER BY 1;
SELECT team, sum(offered_count) AS offered, sum(answered_in_time_count) AS in_time, sum(undecided_count) AS undecided, (sum(asa_seconds * answered_count) / sum(answered_count) / 60)::numeric(9,2) AS asa_minutes
FROM service_level GROUP BY team ORDER BY team;
-- the days are those of the team: 22:50 in Berlin is 16:50 in New York
SELECT team, local_start, time_zone, offered_count FROM service_level WHERE team IN ('West', 'York') ORDER BY team, local_start;
-- only what comes while the team is open is unattended
SELECT request_id, team, local_arrived, time_zone, wait FROM unattended_requests ORDER BY request_id::int;
-- on the wall clock
UPDATE target SET clock = 'wall' WHERE team IN ('North', 'East');
SELECT request_id::int AS id, team, is_in_service AS open, to_char(wait_start, 'Dy DD HH24:MI') AS begins, (wait_seconds / 60)::int AS minutes, to_char(due_at, 'Dy DD HH24:MI') AS due, is_in_time AS in_time
FROM usable_request() WHERE team IN ('North', 'East') ORDER BY 1;
UPDATE target SET clock = NULL;

-- The hours of the week in which a team is open, or a wait begins: for North
-- Monday from nine and from ten on, and Thursday from midnight to two.
SELECT weekday, hour, hour_count, (service_seconds / 60)::int AS minutes, request_count AS requests, (wait_mean_seconds / 60)::int AS wait FROM bottlenecks_between('2026-03-30', '2026-04-08')
WHERE team = 'North' AND (weekday IN (1, 4) OR request_count > 0) ORDER BY 1, 2;
-- Bo is there on Tuesday from before the opening until after the end, but for a
-- lunch; Cy is at training for a night.  In service hours it lasts half an hour up
-- to 17:00, four hours from 22:00 on, and one and a half from 08:00 on.
INSERT INTO team_member (user_id, team) VALUES ('Bo', 'North'), ('Cy', 'North');
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES ('Bo', '2026-04-07 07:30', 'Available', NULL), ('Bo', '2026-04-07 09:30', 'Unavailable', 'Lunch'), ('Bo', '2026-04-07 10:15', 'Available', NULL),
  ('Bo', '2026-04-07 18:00', 'Offline', NULL), ('Cy', '2026-04-01 16:30', 'Unavailable', 'Training'), ('Cy', '2026-04-02 09:30', 'Offline', NULL);
INSERT INTO rule (rule_id, metric, team, reason, comparison, threshold, lasting, in_service_hours) VALUES ('nobody', 'available_headcount', 'North', NULL, '<', 1, '40 minutes', NULL), ('nobody at any time', 'available_headcount', 'North', NULL, '<', 1, '5 hours', false),
  ('training', 'spell_length', 'North', 'Training', '>', 3600, '0', true), ('training at any time', 'spell_length', 'North', 'Training', '>', 3600, '0', false);
SELECT team, to_char(local_start, 'Dy DD HH24:MI') AS start, to_char(local_end, 'Dy DD HH24:MI') AS end, is_open FROM coverage_gaps WHERE team = 'North' AND started_at >= '2026-04-02' ORDER BY started_at;
SELECT rule_id, to_char(local_start, 'Dy DD HH24:MI') AS start, to_char(local_end, 'Dy DD HH24:MI') AS end, value_min, value_max, is_open FROM rule_violations WHERE rule_id LIKE 'training%' OR started_at >= '2026-04-06' ORDER BY 1, started_at;
-- the local times of a team are those of its zone
SELECT team, local_start, local_end, time_zone FROM coverage_gaps WHERE team = 'York' AND started_at >= '2026-04-02' ORDER BY started_at;

-- Nobody of West is ever there.  The three gaps between the days on which it is
-- closed are the same in a window of a day, also weeks away from their ends.
UPDATE setting SET as_of = '2026-05-20 00:00';
SELECT w.from_at, to_char(g.local_start, 'Dy DD Mon HH24:MI') AS start, to_char(g.local_end, 'Dy DD Mon HH24:MI') AS end, g.duration, g.is_open
FROM (VALUES (NULL::timestamptz, NULL::timestamptz), ('2026-04-01', '2026-04-02'), ('2026-04-03', '2026-04-04'), ('2026-04-04 05:00', '2026-04-04 06:00'), ('2026-05-01', '2026-05-02')) w(from_at, to_at)
CROSS JOIN LATERAL coverage_gaps_between(w.from_at, w.to_at) g WHERE g.team = 'West' ORDER BY w.from_at NULLS FIRST, g.started_at;

-- Rows that cannot be used are left out: the same as without them, but listed
CREATE TABLE span AS SELECT * FROM service_span('2026-03-20', '2026-04-10');
SELECT userlogs.drop_report('hours') IS NOT NULL AS dropped;
UPDATE service_request SET closed_at = first_response_at;
ALTER TABLE service_hours DROP CONSTRAINT "weekday is from 1, Monday, to 7, Sunday", DROP CONSTRAINT "valid_from is before valid_to", ALTER team DROP NOT NULL, ALTER opens DROP NOT NULL, ALTER closes DROP NOT NULL, ALTER weekday DROP NOT NULL;
ALTER TABLE service_exception DROP CONSTRAINT "opens and closes are both given, or neither", ALTER local_date DROP NOT NULL;
ALTER TABLE team_setting DROP CONSTRAINT team_setting_local_date_check, DROP CONSTRAINT team_setting_pkey, ALTER team DROP NOT NULL;
CREATE SCHEMA unchecked;
CREATE VIEW unchecked.status_event AS TABLE hours.status_event;
CREATE VIEW unchecked.team_member AS TABLE hours.team_member;
CREATE VIEW unchecked.setting AS SELECT time_zone, as_of FROM hours.setting;
CREATE VIEW unchecked.service_hours AS TABLE hours.service_hours;
CREATE VIEW unchecked.service_exception AS TABLE hours.service_exception;
CREATE VIEW unchecked.team_setting AS TABLE hours.team_setting;
CREATE VIEW unchecked.service_request AS TABLE hours.service_request;
CREATE VIEW unchecked.target AS TABLE hours.target;
SELECT userlogs.create_report('unchecked') \g /dev/null
SET search_path = unchecked;
SELECT count(*) FROM input_problems;
INSERT INTO hours.service_hours (team, weekday, opens, closes) VALUES (NULL, 1, '00:00', '24:00'), ('North', 0, '00:00', '24:00'), ('North', 8, '00:00', '24:00'), ('North', NULL, '00:00', '24:00'), ('West', 1, NULL, '17:00'), ('West', 1, '09:00', NULL);
INSERT INTO hours.service_hours VALUES ('West', 1, '09:00', '17:00', '2026-05-01', '2026-04-01'), ('West', 1, '10:00', '17:00', '2026-05-01', '2026-05-01');
INSERT INTO hours.service_exception VALUES ('North', NULL, '00:00', '24:00'), ('North', '2026-04-02', '00:00', NULL), ('North', '2026-04-07', NULL, '24:00'), (NULL, 'infinity', NULL, NULL), ('York', '2026-04-06', '10:00', NULL), ('North', '2026-04-02', NULL, NULL);
INSERT INTO hours.team_setting VALUES (NULL, 'Asia/Tokyo', NULL), ('North', 'Mars/Olympus', '25 hours'), ('West', 'Asia/Tokyo', '01:00'), ('West', 'Asia/Seoul', '02:00');
TABLE hours.span EXCEPT ALL SELECT * FROM service_span('2026-03-20', '2026-04-10') UNION ALL (SELECT * FROM service_span('2026-03-20', '2026-04-10') EXCEPT ALL TABLE hours.span);
SELECT input, problem, key, action, row_count FROM input_problems ORDER BY input, key COLLATE "C", problem, action;
RESET search_path;
SELECT userlogs.drop_report('unchecked') IS NOT NULL AS dropped;
DROP SCHEMA unchecked, hours CASCADE;

-- Both changes of the clocks, in hours over midnight and hours that the clock skips
-- or shows twice.
SELECT userlogs.create_report('clocks') \g /dev/null
SET search_path = clocks;
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-10-28';
INSERT INTO service_hours VALUES ('Night', 6, '22:00', '06:00'), ('Skipped', 7, '02:00', '03:00'), ('Day', 7, '00:00', '00:00');
INSERT INTO target (team, answer_within) VALUES ('Night', '7 hours');
SELECT team, span_start, span_end, span_end - span_start AS open
FROM (VALUES (timestamptz '2026-03-28 12:00', timestamptz '2026-03-30 12:00'), ('2026-10-24 12:00', '2026-10-26 12:00')) w(from_at, to_at) CROSS JOIN LATERAL service_span(w.from_at, w.to_at) WHERE team <> '(none)' ORDER BY 1, 2;
-- waits of the night: from 21:00 to 07:00 it is in service for 7 hours in March, 9
-- in October
INSERT INTO service_request (request_id, team, arrived_at, first_response_at) VALUES (1, 'Night', '2026-03-28 21:00', '2026-03-29 07:00'), (2, 'Night', '2026-10-24 21:00', '2026-10-25 07:00');
SELECT request_id::int AS id, (wait_seconds / 3600)::int AS hours, due_at, is_in_time FROM usable_request() ORDER BY 1;
RESET search_path;
SELECT userlogs.drop_report('clocks') IS NOT NULL AS dropped;
DROP SCHEMA clocks CASCADE;
