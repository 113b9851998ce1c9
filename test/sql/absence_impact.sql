-- absence_impact: did those who came while somebody was away wait longer? The
-- Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.absence_impact'::regclass AND attnum > 0 ORDER BY attnum;

SELECT reason, unavailable_person_seconds AS unavailable, requests_during_count AS during, requests_otherwise_count AS otherwise,
  response_during_seconds AS during_seconds, response_otherwise_seconds AS otherwise_seconds, response_difference_seconds AS difference,
  unanswered_during_ratio AS unanswered_during, unanswered_otherwise_ratio AS unanswered_otherwise, round(correlation::numeric, 6) AS correlation, bucket_count,
  unanswered_during_count, unanswered_otherwise_count,
  adjusted_difference_seconds AS adjusted, matched_request_count AS matched, unmatched_request_count AS unmatched, matched_hour_count AS hours
FROM lisbon.absence_impact ORDER BY reason;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- Three Mondays.  Ana is at training from nine to eleven on the first one, and
-- from ten to eleven on the second.  Answers take 1 minute at nine, 5 at ten, 2
-- more while she is away, and 20 at one o'clock, when she never is: away they
-- take less time than otherwise, in the same hour 2 minutes more.
SELECT userlogs.create_report('training') \g /dev/null
SET search_path = training;
UPDATE setting SET as_of = '2026-03-17', time_zone = 'Europe/Lisbon';
INSERT INTO team_member (user_id, team) VALUES ('Ana', 'Sales');
INSERT INTO service_hours VALUES ('Sales', 1, '09:00', '14:00');
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES
  ('Ana', '2026-03-02 09:00', 'Unavailable', 'Training'), ('Ana', '2026-03-02 11:00', 'Available', NULL), ('Ana', '2026-03-02 14:00', 'Offline', NULL),
  ('Ana', '2026-03-09 09:00', 'Available', NULL), ('Ana', '2026-03-09 10:00', 'Unavailable', 'training'), ('Ana', '2026-03-09 11:00', 'Available', NULL),
  ('Ana', '2026-03-09 14:00', 'Offline', NULL), ('Ana', '2026-03-16 09:00', 'Available', NULL), ('Ana', '2026-03-16 14:00', 'Offline', NULL);
INSERT INTO service_request (team, arrived_at, first_response_at)
SELECT 'Sales', r.at, r.at + r.wait
FROM (VALUES (timestamptz '2026-03-02 09:10', interval '3 minutes'), ('2026-03-02 10:10', '7 minutes'), ('2026-03-02 10:20', '7 minutes'), ('2026-03-02 13:10', '20 minutes'),
  ('2026-03-09 09:10', '1 minute'), ('2026-03-09 10:10', '7 minutes'), ('2026-03-09 13:10', '20 minutes'),
  ('2026-03-16 09:10', '1 minute'), ('2026-03-16 10:10', '5 minutes'), ('2026-03-16 10:30', NULL), ('2026-03-16 13:10', '20 minutes'),
  -- comes on Sunday night, and begins to wait at nine
  ('2026-03-01 23:00', '10 hours 3 minutes')) r(at, wait);
-- during: 3 + 3 + 7 + 7 + 7 of 5; otherwise: 20 + 1 + 20 + 1 + 5 + 20 of 6
SELECT reason, requests_during_count AS during, requests_otherwise_count AS otherwise, response_during_seconds AS during_seconds, response_otherwise_seconds AS otherwise_seconds,
  response_difference_seconds AS difference, adjusted_difference_seconds AS adjusted, matched_request_count AS matched, unmatched_request_count AS unmatched, matched_hour_count AS hours
FROM absence_impact;
-- in the first week there is nothing in the same hours to compare with, in two
-- only at nine
SELECT w.to_at, requests_during_count AS during, requests_otherwise_count AS otherwise, response_difference_seconds AS difference, adjusted_difference_seconds AS adjusted,
  matched_request_count AS matched, unmatched_request_count AS unmatched, matched_hour_count AS hours
FROM (VALUES (timestamptz '2026-03-03'), ('2026-03-10')) w(to_at) CROSS JOIN LATERAL absence_impact_between(NULL, w.to_at) ORDER BY w.to_at;
RESET search_path;
SELECT userlogs.drop_report('training') IS NOT NULL AS dropped;
DROP SCHEMA training CASCADE;
