-- Twelve requests of a Monday in Lisbon, small enough to be checked by hand: one
-- for each way in which the time of a wait can go by. Ana, Rui and Eva are of the
-- team Sales, Bob of Support.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET extra_float_digits = 0;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('twelve') \g /dev/null
-- Tuesday, ten past nine
UPDATE twelve.setting SET as_of = '2026-03-03 09:10';
INSERT INTO twelve.team_member (user_id, team) VALUES ('Ana', 'Sales'), ('Rui', 'Sales'), ('Eva', 'Sales'), ('Bob', 'Support');
INSERT INTO twelve.service_hours (team, weekday, opens, closes)
SELECT t, d, '09:00', '17:00' FROM unnest(ARRAY['Sales', 'Support']) t, generate_series(1, 5) d;
-- all of Sales are unavailable from 12:10 to 12:30
INSERT INTO twelve.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (1, 'Ana', '2026-03-02 09:10', 'Available', NULL), (2, 'Ana', '2026-03-02 12:00', 'Unavailable', 'Lunch'),
  (3, 'Ana', '2026-03-02 12:30', 'Available', NULL), (4, 'Ana', '2026-03-02 17:00', 'Offline', NULL),
  (5, 'Ana', '2026-03-03 09:05', 'Available', NULL),
  (6, 'Rui', '2026-03-02 09:30', 'Available', NULL), (7, 'Rui', '2026-03-02 12:10', 'Unavailable', 'Absence'),
  (8, 'Rui', '2026-03-02 13:00', 'Available', NULL), (9, 'Rui', '2026-03-02 17:00', 'Offline', NULL),
  (10, 'Eva', '2026-03-02 10:00', 'Available', NULL), (11, 'Eva', '2026-03-02 11:00', 'Offline', NULL),
  (12, 'Bob', '2026-03-02 13:00', 'Available', NULL), (13, 'Bob', '2026-03-02 14:00', 'Unavailable', 'Meeting'),
  (14, 'Bob', '2026-03-02 14:30', 'Available', NULL), (15, 'Bob', '2026-03-02 17:00', 'Offline', NULL);
INSERT INTO twelve.service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, abandoned) VALUES
  -- before Sales opens, and before Ana comes
  (1, 'Sales', 'Ana', '2026-03-02 08:30', '2026-03-02 09:12', '2026-03-02 09:20', NULL),
  -- Ana and Rui are free, and one of them answers, after a minute and at once
  (2, 'Sales', 'Ana', '2026-03-02 09:40', '2026-03-02 09:41', '2026-03-02 10:00', NULL),
  (3, 'Sales', 'Rui', '2026-03-02 09:41', '2026-03-02 09:41', '2026-03-02 09:55', NULL),
  -- both handle requests until 09:55
  (4, 'Sales', 'Rui', '2026-03-02 09:50', '2026-03-02 09:56', '2026-03-02 10:10', NULL),
  -- assigned to Eva, who leaves at 11:00
  (5, 'Sales', 'Rui', '2026-03-02 10:50', '2026-03-02 11:20', '2026-03-02 11:30', NULL),
  -- Rui is free until 12:10, then nobody until Ana is back
  (6, 'Sales', 'Ana', '2026-03-02 12:05', '2026-03-02 12:31', '2026-03-02 12:40', NULL),
  -- given up while nobody is available
  (7, 'Sales', NULL, '2026-03-02 12:15', NULL, '2026-03-02 12:25', NULL),
  -- assigned to Rui, who is absent; Ana handles request 6 until 12:40
  (8, 'Sales', 'Ana', '2026-03-02 12:35', '2026-03-02 12:50', '2026-03-02 12:55', NULL),
  -- passed to Support at 14:10, where Bob is in a meeting
  (9, 'Sales', 'Bob', '2026-03-02 14:00', '2026-03-02 14:34', '2026-03-02 14:50', NULL),
  -- given up, nobody knows when
  (10, 'Sales', NULL, '2026-03-02 15:00', NULL, NULL, true),
  -- over night, and still waiting
  (11, 'Sales', 'Ana', '2026-03-02 16:50', '2026-03-03 09:06', '2026-03-03 09:08', NULL),
  (12, 'Sales', NULL, '2026-03-02 16:55', NULL, NULL, NULL);
INSERT INTO twelve.assignment (request_id, user_id, assigned_at, team) VALUES
  (5, 'Eva', '2026-03-02 10:50', NULL), (8, 'Rui', '2026-03-02 12:35', NULL), (9, NULL, '2026-03-02 14:10', 'Support');
