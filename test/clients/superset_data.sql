-- Makes the report :schema of two weeks of the demo's team for a dashboard: its
-- day, moved back and shifted, with its teams, targets and requests; somebody
-- in two teams, somebody in none, statuses without a class, logouts forgotten.
-- The last of the days has 23 hours.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';

CREATE EXTENSION IF NOT EXISTS userlogs;
\ir ../demo/support_team.sql
-- on a weekend half of them; Erik forgets to log out on Saturdays
INSERT INTO status_events (user_name, occurred_at, status, reason)
SELECT e.user_name, (e.occurred_at AT TIME ZONE 'Europe/Berlin' - back * interval '1 day' + (hashtext(e.user_name || back) % 20) * interval '1 minute')
    AT TIME ZONE 'Europe/Berlin', e.status, e.reason
FROM (
  SELECT user_name, occurred_at, status, reason FROM status_events
  UNION ALL SELECT 'Erik', timestamptz '2026-03-28 20:30', 'Offline', NULL) e, generate_series(1, 13) back
WHERE NOT (back % 7 IN (0, 1) AND e.user_name IN ('Anna', 'Bruno'))
  AND NOT (back % 7 = 0 AND e.user_name = 'Erik' AND e.status = 'Offline')
ORDER BY back DESC, e.occurred_at, e.user_name;
INSERT INTO status_events (user_name, occurred_at, status) VALUES
  ('Fay', '2026-03-24 09:00', 'Available'), ('Fay', '2026-03-24 12:00', 'On site'), ('Fay', '2026-03-24 15:00', 'Offline'),
  ('Fay', '2026-03-26 22:00', 'Available'), ('Fay', '2026-03-27 02:00', NULL), ('Fay', '2026-03-27 03:00', 'Offline');

CREATE SCHEMA :"schema";
CREATE VIEW :"schema".status_event AS
  SELECT event_id, user_name AS user_id, occurred_at, status, reason FROM public.status_events;
SELECT userlogs.create_report(:'schema') \g /dev/null
SET search_path = :"schema";
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-29 14:30', max_open_time = '10 hours', bucket_width = '30 minutes';
UPDATE reason_class SET allowance = '35 minutes' WHERE reason = 'Lunch';
UPDATE reason_class SET allowance = '15 minutes' WHERE reason = 'Strategic break';
INSERT INTO report_user (user_id, name) VALUES ('Anna', 'Anna Alt'), ('Bruno', 'Bruno Berg'), ('Chloe', 'Chloe Conti'), ('Dana', 'Dana Dorn'), ('Erik', 'Erik Eder');

INSERT INTO team_member (user_id, team, valid_from) VALUES
  ('Anna', 'Day', NULL), ('Bruno', 'Day', NULL), ('Chloe', 'Day', NULL), ('Erik', 'Day', NULL), ('Dana', 'Night', NULL),
  ('Chloe', 'Night', '2026-03-20 12:00');
INSERT INTO target (team, service_level, answer_within, max_occupancy, shrinkage, minimum_headcount)
VALUES ('Day', 0.8, '2 minutes', 0.85, 0.2, 1), ('Night', 0.8, '2 minutes', 0.85, 0.2, 1);
INSERT INTO service_hours (team, weekday, opens, closes)
SELECT s.team, d, s.opens, s.closes
FROM generate_series(1, 7) d, (VALUES ('Day', time '08:00', time '18:30'), ('Night', '22:00', '06:00')) s(team, opens, closes);

-- answered by somebody who is available, the sooner the more there are, if one is
-- within two minutes
SELECT setseed(0.1978) \g /dev/null
CREATE TEMPORARY TABLE arrival AS
SELECT d.day, s.team, d.day + s.opens + random() * s.lasts AS at, random() AS hurry, random() AS luck
FROM generate_series(timestamp '2026-03-16', '2026-03-29', '1 day') d(day),
  (VALUES ('Day', interval '8:00', interval '10:30', 45), ('Night', '22:00', '8:00', 14)) s(team, opens, lasts, requests),
  generate_series(1, s.requests);
CREATE TEMPORARY TABLE available AS
SELECT m.team, l.user_id, l.login_at AS from_at, coalesce(l.logout_at, 'infinity') AS to_at
FROM user_logs l JOIN team_member m USING (user_id) WHERE l.class = 'available';
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at, outcome)
SELECT q.team, q.user_id, q.arrived_at, q.response_at,
  CASE WHEN q.response_at IS NOT NULL THEN q.response_at + floor(180 + q.luck * 540) * interval '1 second'
    WHEN q.arrived_at < '2026-03-29 14:00' THEN q.arrived_at + interval '4 minutes' END,
  CASE WHEN q.response_at IS NOT NULL THEN 'done' WHEN q.arrived_at < '2026-03-29 14:00' THEN 'lead lost' END
FROM (
  SELECT a.team, a.at AT TIME ZONE 'Europe/Berlin' AS arrived_at, v.user_id, a.luck,
    greatest(v.from_at, a.at AT TIME ZONE 'Europe/Berlin') + floor(5 + a.hurry * 300 / (1 + v.count)) * interval '1 second' AS response_at
  FROM arrival a
  LEFT JOIN LATERAL (
    SELECT v.user_id, v.from_at, count(*) OVER () FROM available v
    WHERE v.team = a.team AND v.to_at > a.at AT TIME ZONE 'Europe/Berlin' AND v.from_at < a.at AT TIME ZONE 'Europe/Berlin' + interval '2 minutes'
    ORDER BY greatest(v.from_at, a.at AT TIME ZONE 'Europe/Berlin'), v.user_id LIMIT 1) v ON true) q
WHERE q.arrived_at < '2026-03-29 14:30'
ORDER BY q.arrived_at;
-- not late yet, late, and never answered
INSERT INTO service_request (team, arrived_at) VALUES ('Day', '2026-03-29 14:29:10'), ('Day', '2026-03-29 14:20'), ('Night', '2026-03-28 20:30');
UPDATE service_request SET first_response_at = NULL, closed_at = NULL, user_id = NULL, outcome = NULL WHERE first_response_at > '2026-03-29 14:30';
UPDATE service_request SET closed_at = NULL, outcome = NULL WHERE closed_at > '2026-03-29 14:30';
DELETE FROM public.status_events WHERE occurred_at > '2026-03-29 14:30';
-- some have an owner soon, whether that user is there or not, some of these another one later
INSERT INTO assignment (request_id, user_id, assigned_at)
SELECT q.request_id, CASE q.team WHEN 'Day' THEN (ARRAY['Anna', 'Bruno', 'Chloe', 'Erik'])[1 + (q.request_id / 3 + a.number) % 4] ELSE (ARRAY['Dana', 'Chloe'])[1 + (q.request_id / 3 + a.number) % 2] END,
  q.arrived_at + a.later
FROM service_request q, (VALUES (0, interval '5 seconds', 3), (1, '1 minute', 6)) a(number, later, nth)
WHERE q.request_id % a.nth = 0 AND (q.first_response_at <= q.arrived_at + a.later) IS NOT TRUE;
DROP TABLE arrival, available;
ANALYZE;
