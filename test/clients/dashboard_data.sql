-- A report for test/clients/read_dashboard.py, and what it says minute by minute
-- in the schema plain, by nothing but the last event before each minute.
--
-- All times are whole minutes.  One user is in two teams, one changes the team,
-- two have the same name, one never said anything, one has a status without a
-- class; teams and users have names that break a query that does not quote them.
--
-- schema: of the report; as_of, from_at: now, and the start of the time range
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION userlogs;
SELECT userlogs.create_report(:'schema') \g /dev/null
SET search_path = :"schema";
UPDATE setting SET time_zone = 'Europe/Madrid', bucket_width = '30 minutes', as_of = :'as_of';

INSERT INTO report_user VALUES ('u1', 'Ana'), ('u2', 'Ana'), ('u3', 'Róisín O''Brien'), ('u4', 'available: "x", {a}'), ('u5', 'Eva'), ('u6', 'Never Here'), ('u7', 'Juggler'), ('u8', 'Zoë');
INSERT INTO team_member (user_id, team, valid_from, valid_to) VALUES
  ('u1', 'Sales', NULL, NULL), ('u2', 'Sales', NULL, NULL), ('u3', 'O''Brien, "Söhne" \ $1', NULL, NULL), ('u4', 'O''Brien, "Söhne" \ $1', NULL, NULL),
  ('u4', 'Sales', NULL, NULL), ('u5', 'Sales', NULL, '2026-03-03 09:17'), ('u5', 'O''Brien, "Söhne" \ $1', '2026-03-03 09:17', NULL),
  ('u6', 'Sales', NULL, NULL), ('u7', 'Sales', NULL, NULL);
-- a day of each user, from a time of their own; the reasons in three spellings
INSERT INTO status_event (user_id, occurred_at, status, reason)
SELECT 'u' || u, d + interval '7 hours' + u * interval '23 minutes' + e.at * interval '1 minute', e.status, e.reason
FROM unnest(ARRAY[1, 2, 3, 4, 5, 8]) u, generate_series(timestamptz '2026-03-01 00:00', '2026-03-04 00:00', '1 day') d,
  (VALUES (0, 'Available', NULL), (61, 'Unavailable', 'Break'), (84, 'Available', NULL), (190, 'unavailable', 'lunch '), (253, 'Available', NULL),
    (300, 'Unavailable', 'Meeting'), (341, 'Unavailable', NULL), (350, 'Available', NULL), (360, 'Available', NULL), (490, 'Offline', NULL)) e(at, status, reason)
WHERE NOT (u = 3 AND e.at = 61) AND d + e.at * interval '1 minute' < '2026-03-04 12:00';
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('u7', '2026-03-03 08:00', 'Juggling'), ('u7', '2026-03-03 15:00', 'Offline');
INSERT INTO reason_class (reason, planned, allowance, label) VALUES ('Break', true, '15 minutes', 'Break'), ('Lunch', true, '1 hour', 'Lunch')
  ON CONFLICT (reason) DO UPDATE SET allowance = excluded.allowance, label = excluded.label;
INSERT INTO target (team, service_level, answer_within, minimum_headcount) VALUES ('Sales', 0.8, '5 minutes', 2), ('O''Brien, "Söhne" \ $1', 0.7, '3 minutes', 1);
INSERT INTO service_hours (team, weekday, opens, closes) SELECT team, day, '09:00', '17:00' FROM unnest(ARRAY['Sales', 'O''Brien, "Söhne" \ $1']) team, generate_series(1, 7) day;
-- every 17 minutes for one of the two; some are answered, some give up at once or
-- later, some are still open
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at)
SELECT n, (ARRAY['Sales', 'O''Brien, "Söhne" \ $1'])[1 + n % 2], CASE WHEN n % 5 > 0 THEN (ARRAY['u1', 'u3', 'u4', 'u5'])[1 + n % 4] END, at, CASE WHEN n % 5 > 0 THEN at + n % 9 * interval '1 minute' END,
  CASE WHEN n % 7 > 0 THEN at + CASE WHEN n % 10 = 0 THEN interval '2 minutes' ELSE interval '11 minutes' END END
FROM generate_series(1, 260) n, LATERAL (SELECT timestamptz '2026-03-01 09:00' + n * interval '17 minutes') a(at);
-- some have an owner from the start or soon, some another one later; those that
-- stay open wait for users of all kinds
INSERT INTO assignment (request_id, user_id, assigned_at)
SELECT request_id, (ARRAY['u1', 'u2', 'u4', 'u5', 'u3', 'u7'])[1 + request_id % 6], arrived_at + (request_id % 2) * interval '1 minute' FROM service_request WHERE request_id % 3 = 0
UNION ALL
SELECT request_id, (ARRAY['u3', 'u4', 'u5', 'u6', 'u7', 'u8', NULL])[request_id / 35], arrived_at + interval '3 minutes' FROM service_request WHERE request_id % 35 = 0;

-- the plain truth
CREATE SCHEMA plain;
CREATE TABLE plain.minute AS
SELECT m.at, u.user_id, n.name, coalesce(c.class, 'unknown') AS class,
  CASE WHEN c.class = 'unavailable' AND e.reason IS NOT NULL THEN initcap(trim(e.reason)) ELSE coalesce(initcap(e.status), '(unknown)') END AS label,
  coalesce(initcap(trim(e.reason)), '(none)') AS reason, e.occurred_at AS since_at,
  -- is it, or will it be, the local day of the first event
  (SELECT min(f.occurred_at) AT TIME ZONE 'Europe/Madrid' FROM status_event f WHERE f.user_id = u.user_id)::date <= (m.at AT TIME ZONE 'Europe/Madrid')::date AS is_started
FROM generate_series(:'from_at'::timestamptz, :'as_of', '1 minute') m(at)
CROSS JOIN (SELECT 'u' || n FROM generate_series(1, 8) n) u(user_id)
JOIN report_user n USING (user_id)
LEFT JOIN LATERAL (SELECT * FROM status_event e WHERE e.user_id = u.user_id AND e.occurred_at <= m.at ORDER BY e.occurred_at DESC LIMIT 1) e ON true
LEFT JOIN (VALUES ('Available', 'available'), ('Unavailable', 'unavailable'), ('Offline', 'offline')) c(status, class) ON c.status = initcap(e.status);
-- in each team; u8 is in none
CREATE TABLE plain.member AS
SELECT coalesce(t.team, '(none)') AS team, m.*
FROM plain.minute m LEFT JOIN team_member t ON t.user_id = m.user_id AND (t.valid_from <= m.at OR t.valid_from IS NULL) AND (t.valid_to > m.at OR t.valid_to IS NULL);
CREATE INDEX ON plain.member (team, at);
ANALYZE;
