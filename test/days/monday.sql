-- One Monday in Lisbon, small enough to be checked by hand: two people of the
-- team Sales, eight requests, and all that the capacity views read of them.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET extra_float_digits = 0;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('lisbon') \g /dev/null
UPDATE lisbon.setting SET as_of = '2026-03-02 18:00', bucket_width = '1 hour';
INSERT INTO lisbon.team_member (user_id, team) VALUES ('Ana', 'Sales'), ('Rui', 'Sales');
-- nobody is available from 12:15 to 12:45
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (1, 'Ana', '2026-03-02 09:00', 'Available', NULL), (2, 'Ana', '2026-03-02 12:00', 'Unavailable', 'Lunch'),
  (3, 'Ana', '2026-03-02 13:00', 'Available', NULL), (4, 'Ana', '2026-03-02 17:00', 'Offline', NULL),
  (5, 'Rui', '2026-03-02 09:00', 'Available', NULL), (6, 'Rui', '2026-03-02 12:15', 'Unavailable', 'Absence'),
  (7, 'Rui', '2026-03-02 12:45', 'Available', NULL), (8, 'Rui', '2026-03-02 17:00', 'Offline', NULL);
INSERT INTO lisbon.service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, outcome) VALUES
  (1, 'Sales', 'Ana', '2026-03-02 09:05', '2026-03-02 09:06', '2026-03-02 09:16', 'sold'),
  (2, 'Sales', 'Rui', '2026-03-02 09:10', '2026-03-02 09:20', '2026-03-02 09:30', 'not sold'),
  (3, 'Sales', 'Rui', '2026-03-02 12:20', '2026-03-02 12:50', '2026-03-02 12:55', 'sold'),
  (4, 'Sales', NULL, '2026-03-02 12:30', NULL, '2026-03-02 12:40', 'went elsewhere'),
  (5, 'Sales', NULL, '2026-03-02 12:35', NULL, NULL, NULL),
  (6, 'Sales', 'Ana', '2026-03-02 16:50', '2026-03-02 16:51', '2026-03-02 17:05', 'sold'),
  (7, 'Sales', 'Ana', '2026-03-02 17:59', NULL, NULL, NULL),
  (8, 'Sales', 'Ana', '2026-03-02 19:00', NULL, NULL, NULL);  -- has not come yet
INSERT INTO lisbon.target VALUES ('Sales', 0.8, '5 minutes', 0.9, 0.2, 1);
INSERT INTO lisbon.service_hours VALUES ('Sales', 1, '09:00', '17:00');
-- Ana kept her schedule but for the morning, Rui came without one, and Eva, who
-- is in no team, did not come
INSERT INTO lisbon.shift VALUES ('Ana', '2026-03-02 08:00', '2026-03-02 17:00', 'Work'), ('Ana', '2026-03-02 12:00', '2026-03-02 13:00', 'lunch'),
  ('Ana', '2026-03-01 08:00', '2026-03-01 12:00', NULL), ('Eva', '2026-03-02 17:00', '2026-03-02 20:00', NULL), ('Eva', '2026-03-02 10:00', '2026-03-02 11:00', 'Training');
INSERT INTO lisbon.rule (rule_id, metric, reason, comparison, threshold, lasting, severity) VALUES
  ('nobody there', 'available_headcount', NULL, '<', 1, '0', 'high'),
  ('few there', 'available_headcount', NULL, '<=', 1, '30 minutes', 'low'),
  ('availability', 'availability_ratio', NULL, '<', 0.6, '20 minutes', 'medium'),
  ('two absent', 'unavailable_users', NULL, '>=', 2, '0', NULL),
  ('absence', 'unavailable_users', 'ABSENCE', '>=', 1, '0', NULL),
  ('overload', 'requests_per_available', NULL, '>', 1, '0', NULL),
  ('long lunch', 'spell_length', 'lunch', '>', 2700, '0', NULL),
  ('line', 'waiting_requests', NULL, '>=', 2, '10 minutes', NULL);
