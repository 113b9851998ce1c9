-- Makes the report :schema and gives it the input that clients get wrong:
-- names with quotes, line breaks and characters of every length, long texts,
-- microseconds, NULLs, and a zone off the beaten track. Lord Howe Island puts
-- its clocks back by half an hour on 5 April 2026.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
SET TimeZone = 'UTC';

CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report(:'schema') \g /dev/null
SET search_path = :"schema";

UPDATE setting
SET time_zone = 'Australia/Lord_Howe', max_open_time = '30:00:00.000001', as_of = '2026-04-06 03:04:05.678901';

CREATE TEMPORARY TABLE hostile AS
SELECT E'O\'Brien"; DROP TABLE status_event; --\\' AS quotes,
  E' tab\t, line\nbreak,\r\n%_ {"json": [1]} <b>&amp;</b> $$ :x ? ?1 ' AS signs,
  'Zoë Đặng 王小明 ‏עברית‎ Ω é ﷺ' AS letters,
  '👩‍💻🏳️‍🌈𝕏' AS astral,
  repeat(E'It\'s "quoted", 50 % — ñandú 🦤,\n', 30) AS long;

INSERT INTO report_user (user_id, name)
SELECT * FROM (SELECT quotes, letters || signs FROM hostile UNION ALL SELECT letters, astral FROM hostile
  UNION ALL SELECT astral, long FROM hostile UNION ALL SELECT signs, signs FROM hostile) u; -- the last has no events

INSERT INTO reason_class (reason, planned, allowance)
SELECT long, true, interval '10 minutes 0.000001 seconds' FROM hostile UNION ALL SELECT signs, false, NULL FROM hostile;
UPDATE reason_class SET label = (SELECT letters FROM hostile), color = '#0A1b2C' WHERE reason = (SELECT signs FROM hostile);
UPDATE status_class SET label = (SELECT signs FROM hostile), color = '#ffffff' WHERE status = 'available';

INSERT INTO team_member (user_id, team, valid_from, valid_to)
SELECT quotes, letters, timestamptz '2026-01-01', NULL::timestamptz FROM hostile
UNION ALL SELECT letters, signs, '2026-01-01', '2026-04-05 12:00:00.000001' FROM hostile
UNION ALL SELECT letters, quotes, '2026-04-05 12:00:00.000001', NULL FROM hostile
UNION ALL SELECT astral, long, '2026-01-01', NULL FROM hostile;

-- Each user is available from about 22:00 to 06:00 UTC, with two breaks; the
-- night to the 5th has the longer day's half hour in it.
INSERT INTO status_event (user_id, occurred_at, status, reason, changed_by, source)
SELECT user_id, night + at + user_number * interval '7 minutes 0.123457 seconds', status, reason,
  CASE WHEN user_number > 1 THEN signs END, CASE WHEN user_number > 2 THEN letters END
FROM hostile, generate_series(timestamptz '2026-04-02 22:00', '2026-04-04 22:00', '1 day') night,
  (VALUES (1, (SELECT quotes FROM hostile)), (2, (SELECT letters FROM hostile)),
    (3, (SELECT astral FROM hostile))) u(user_number, user_id),
  LATERAL (VALUES (interval '0', 'Available', NULL), ('1:30:00.000001', 'Unavailable', signs),
    ('1:45:59.999999', 'Available', NULL), ('4:00', 'Unavailable', long), ('4:30', 'Unavailable', letters),
    ('5:00', 'Available', NULL), ('8:00', 'Offline', NULL)) e(at, status, reason);

-- still going on at the end
INSERT INTO status_event (user_id, occurred_at, status, reason, changed_by, source)
SELECT quotes, timestamptz '2026-04-06 01:02:03.456789', 'Available', NULL, NULL, astral FROM hostile
UNION ALL SELECT letters, '2026-04-06 01:02:03.000001', 'Unavailable', long, long, long FROM hostile;

-- what the report calls anomalies
INSERT INTO status_event (user_id, occurred_at, status, reason, changed_by, source)
SELECT 'WK 0042', timestamptz '2026-04-03 06:00:00.5', 'Offline', quotes, letters, signs FROM hostile -- logs out without login
UNION ALL SELECT 'WK 0042', '2026-04-04 06:00:00.25', astral, NULL, NULL, NULL FROM hostile           -- unknown statuses
UNION ALL SELECT 'WK 0042', '2026-04-04 07:00:00.125', NULL, NULL, NULL, NULL
UNION ALL SELECT 'WK 0042', '2026-04-04 08:00', 'Available', NULL, NULL, NULL
UNION ALL SELECT 'WK 0042', '2026-04-04 08:00', 'Unavailable', quotes, NULL, NULL FROM hostile        -- at the same time
UNION ALL SELECT 'WK 0042', '2026-04-04 08:00', 'Unavailable', quotes, NULL, NULL FROM hostile        -- said twice
UNION ALL SELECT 'stranger', '2026-04-04 09:00', 'Available', NULL, NULL, NULL                        -- forgotten, of no known user
UNION ALL SELECT 'stranger', '2036-04-04 09:00:00.000001', 'Offline', NULL, NULL, NULL;               -- in the future

-- requests in all states, a schedule, targets and rules
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at, outcome)
SELECT team, CASE WHEN number % 3 > 0 THEN user_id END, at,
  CASE WHEN number % 3 > 0 THEN at + number % 7 * interval '1 minute 0.000007 seconds' END,
  CASE WHEN number % 5 > 0 THEN at + interval '11 minutes 11.111111 seconds' END, CASE WHEN number % 2 > 0 THEN long END
FROM hostile, (VALUES ((SELECT letters FROM hostile), (SELECT quotes FROM hostile)), ((SELECT signs FROM hostile), (SELECT letters FROM hostile)),
    ((SELECT long FROM hostile), (SELECT astral FROM hostile))) t(team, user_id),
  generate_series(1, 90) number, LATERAL (SELECT timestamptz '2026-04-02 22:00' + number * interval '37 minutes 0.654321 seconds') a(at);
-- what is still open waits for somebody who is away; customers wrote again
INSERT INTO assignment (request_id, user_id, assigned_at)
SELECT request_id, letters, arrived_at + interval '1 minute 0.000001 seconds' FROM service_request, hostile WHERE first_response_at IS NULL AND closed_at IS NULL;
INSERT INTO response (request_id, user_id, asked_at, responded_at)
SELECT request_id, quotes, closed_at - interval '5 minutes 0.000001 seconds', closed_at - interval '1 minute' FROM service_request, hostile WHERE first_response_at < closed_at - interval '6 minutes';
INSERT INTO target (team, service_level, answer_within, max_occupancy, shrinkage, minimum_headcount)
SELECT letters, 0.8, interval '4 minutes', 0.85, 0.3, 1 FROM hostile UNION ALL SELECT signs, 0.5, '00:00:20.5', NULL, NULL, 2 FROM hostile;
INSERT INTO shift (user_id, starts_at, ends_at, activity)
SELECT user_id, night + at, night + at + lasting, activity
FROM hostile, (SELECT quotes FROM hostile UNION ALL SELECT letters FROM hostile) u(user_id),
  generate_series(timestamptz '2026-04-02 22:00', '2026-04-04 22:00', '1 day') night,
  LATERAL (VALUES (interval '-1 hour', interval '8 hours', 'Work'), ('4:00:00.000001', '00:30', long)) a(at, lasting, activity);
INSERT INTO rule (rule_id, metric, reason, comparison, threshold, lasting, severity)
SELECT quotes, 'available_headcount', NULL, '<', 1, interval '1 minute', long FROM hostile
UNION ALL SELECT 'line', 'waiting_requests', NULL, '>=', 1, '0', NULL FROM hostile
UNION ALL SELECT astral, 'spell_length', long, '>', 1200.5, '0', signs FROM hostile;

ANALYZE;
SELECT userlogs.create_materialized(:'schema', 'availability_daily') \g /dev/null
