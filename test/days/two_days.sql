-- Two days in Lisbon, small enough to be checked by hand: the log of three users,
-- with what logs have: repetitions, ties, unknown words, a logout without login.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('lisbon', 'bigint') \g /dev/null
UPDATE lisbon.setting SET as_of = '2026-03-03 12:00';
INSERT INTO lisbon.report_user VALUES (1, 'Ana'), (2, 'Rui'), (4, 'Eva');
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason, changed_by, source) VALUES
  (1, 1, '2026-03-02 09:00', 'Available', NULL, 'Ana', 'web'),
  (2, 1, '2026-03-02 09:10', 'Available', NULL, 'Ana', 'web'),           -- said again
  (3, 1, '2026-03-02 12:00', 'Unavailable', 'Absence', 'Rui', 'console'),
  (4, 1, '2026-03-02 13:00:00.25', 'Available', NULL, 'Ana', 'phone'),
  (5, 1, '2026-03-02 18:00', 'Offline', NULL, 'rule', NULL),
  (6, 1, '2026-03-02 18:30', 'Logout', NULL, NULL, NULL),                -- logged out already
  (15, 1, '2026-03-02 18:40', 'Logout', NULL, NULL, NULL),               -- said again: no other logout
  (7, 2, '2026-03-02 20:00', 'Logout', NULL, NULL, NULL),                -- without login
  (8, 2, '2026-03-02 22:00', 'Online', NULL, NULL, NULL),
  (9, 2, '2026-03-03 01:00', 'Pausa', 'Strategic break', NULL, NULL),
  (10, 2, '2026-03-03 01:00', 'Pausa', 'High demand', NULL, NULL),       -- at the same time
  (11, 2, '2026-03-03 02:00', 'Online', NULL, NULL, NULL),
  (12, 3, '2026-03-02 10:00', 'Juggling', NULL, NULL, NULL),             -- not in status_class
  (13, 3, '2026-03-02 11:00', NULL, NULL, NULL, NULL),
  (14, 3, '2026-03-04 08:00', 'Online', NULL, NULL, NULL);               -- has not come yet
