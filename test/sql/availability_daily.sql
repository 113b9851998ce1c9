-- status_daily, availability_daily, unavailability_by_reason: three days in
-- Lisbon around the change of the clocks, in a business day from six to six.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\pset null -
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('lisbon') IS NOT NULL AS made;
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

SELECT local_date, user_id, status, class, reason, duration, duration_seconds, interval_count, started_count
FROM lisbon.status_daily ORDER BY local_date, user_id, status, reason;
SELECT local_date, user_id, available_seconds / 3600 AS available_h, unavailable_seconds / 3600 AS unavailable_h, staffed_seconds / 3600 AS staffed_h,
  offline_seconds / 3600 AS offline_h, unknown_seconds / 3600 AS unknown_h, day_seconds / 3600 AS day_h, available_of_staffed_ratio
FROM lisbon.availability_daily ORDER BY local_date, user_id;
-- the midnights of the calendar are no edges with this offset
UPDATE lisbon.setting SET day_offset = '06:00';
SELECT local_date, user_id, staffed_seconds, day_seconds, local_first_login, local_last_logout, login_count, session_count,
  longest_unavailable_seconds AS longest, break_overtime_seconds AS overtime
FROM lisbon.availability_daily ORDER BY local_date, user_id;
UPDATE lisbon.setting SET day_offset = '0';
SELECT local_date, user_id, staffed_seconds, day_seconds, local_first_login, local_last_logout, login_count, session_count,
  longest_unavailable_seconds AS longest, break_overtime_seconds AS overtime
FROM lisbon.availability_daily ORDER BY local_date, user_id;

-- a user counts once for each team, for the time of membership
SELECT team, local_date, reason, planned, user_count, spell_count, duration, staffed_seconds, round(unavailable_of_staffed_ratio::numeric, 4) AS ratio
FROM lisbon.unavailability_by_reason ORDER BY 1, 2, 3;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
