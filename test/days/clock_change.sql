-- Three days in Lisbon around the change of the clocks, small enough to be checked
-- by hand.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('lisbon') \g /dev/null
UPDATE lisbon.setting SET as_of = '2026-03-29 14:00';
UPDATE lisbon.reason_class SET allowance = '15 minutes' WHERE reason = 'Break';
UPDATE lisbon.reason_class SET allowance = '8 hours' WHERE reason = 'Absence';
-- Rui's night shift goes through the night in which 01:00 is left out
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (1, 'Ana', '2026-03-27 09:00', 'Available', NULL),
  (2, 'Ana', '2026-03-27 12:00', 'Unavailable', 'Break'),
  (3, 'Ana', '2026-03-27 12:20', 'Unavailable', 'Lunch'),
  (4, 'Ana', '2026-03-27 13:00', 'Available', NULL),
  (5, 'Ana', '2026-03-27 14:00', 'Offline', NULL),
  (6, 'Ana', '2026-03-27 15:00', 'Available', NULL),
  (7, 'Ana', '2026-03-27 15:30', 'Unavailable', 'break'),
  (8, 'Ana', '2026-03-27 16:00', 'Offline', NULL),
  (9, 'Rui', '2026-03-28 20:00', 'Available', NULL),
  (10, 'Rui', '2026-03-28 23:00', 'Unavailable', 'Absence'),
  (11, 'Rui', '2026-03-29 10:00', 'Available', NULL);
INSERT INTO lisbon.team_member VALUES ('Ana', 'Sales', NULL, '2026-03-27 12:30'), ('Ana', 'Care', '2026-03-27 12:10', NULL),
  ('Ana', 'Care', '2026-03-27 13:00', '2026-03-27 15:40');
