-- anomalies, anomalies_daily: what in the log is not counted as it stands, or
-- looks wrong? The two days are those of test/days/two_days.sql. Times that are
-- too early are in report_start, long texts and many labels in labels.
\getenv abs_srcdir PG_ABS_SRCDIR
\set two_days :abs_srcdir '/days/two_days.sql'
\set ECHO none
\i :two_days
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.anomalies'::regclass AND attnum > 0 ORDER BY attnum;

SELECT kind, user_name, event_id, local_occurred, status, reason, action, event_count FROM lisbon.anomalies ORDER BY kind, event_id;
-- those of a window: an event at its start is in it, one at its end is not
SELECT kind, user_name, event_id, local_occurred, action FROM lisbon.anomalies_between('2026-03-02 18:30', '2026-03-02 20:00') ORDER BY kind, event_id;
SELECT kind, user_name, event_id, local_occurred, action FROM lisbon.anomalies_between('2026-03-02 20:00', '2026-03-03 01:00:01') ORDER BY kind, event_id;
SELECT count(*) FROM lisbon.anomalies_between('2026-03-03', '2026-03-02');  -- error: reversed
UPDATE lisbon.setting SET heartbeat_timeout = '2 hours';
SELECT kind, user_name, event_id, local_occurred, status, action FROM lisbon.anomalies WHERE kind IN ('capped', 'lost') ORDER BY kind, event_id;
-- words of ours in the log are no limits
UPDATE lisbon.setting SET heartbeat_timeout = NULL, max_open_time = '4 hours';
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (20, 9, '2026-03-02 08:00', 'Online', NULL), (21, 9, '2026-03-02 12:00', 'Online', NULL),
  (22, 9, '2026-03-02 13:00', NULL, '(lost)'), (23, 9, '2026-03-02 14:00', NULL, '(capped)');
SELECT kind, event_id FROM lisbon.anomalies WHERE user_id = 9 ORDER BY kind, event_id;
DELETE FROM lisbon.status_event WHERE user_id = 9;
UPDATE lisbon.setting SET max_open_time = NULL;

-- what a view as input may hold, a table of ours cannot
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
ALTER TABLE lisbon.status_event RENAME TO raw_event;
CREATE VIEW lisbon.status_event AS
SELECT event_id, user_id, occurred_at, status, reason FROM lisbon.raw_event WHERE user_id = 1
UNION ALL VALUES (NULL::bigint, 1::bigint, 'infinity'::timestamptz, 'Online', NULL), (NULL, 1, '-infinity', 'Online', NULL), (NULL, 1, NULL, 'Online', NULL),
  (NULL, NULL, '2026-03-02 10:00', 'Online', NULL), (NULL, 5, '2026-03-02 10:00', 'Juggling', 'x'), (NULL, 5, '2026-03-02 10:00', 'Juggling', 'x'),
  (NULL, 6, '294276-12-31 23:59:59+00', 'Online', NULL), (NULL, 6, '2026-03-02 10:00', '(unknown)', NULL), (NULL, 6, '2026-03-02 11:00', NULL, NULL),
  -- ties: the larger number counts; without one, with one number for both, or with one on one side only, the last text does
  (1, 7, '2026-03-02 10:00', 'Online', NULL), (2, 7, '2026-03-02 10:00', 'Break', NULL), (NULL, 7, '2026-03-02 11:00', 'Online', NULL), (NULL, 7, '2026-03-02 11:00', 'Break', 'Lunch'),
  (3, 7, '2026-03-02 12:00', 'Break', 'Lunch'), (3, 7, '2026-03-02 12:00', 'Break', 'Rest'), (4, 7, '2026-03-02 13:00', 'Online', NULL), (NULL, 7, '2026-03-02 13:00', NULL, NULL),
  (5, 7, '2026-03-02 14:00', 'Break', NULL), (NULL, 7, '2026-03-02 14:00', 'Break', NULL);
SELECT userlogs.create_report('lisbon') IS NOT NULL AS made;
UPDATE lisbon.setting SET as_of = '2026-03-03 12:00';
SELECT kind, severity, user_id, event_id, occurred_at, status, reason, action, event_count FROM lisbon.anomalies ORDER BY kind, user_id, event_id, occurred_at;
-- by day and kind; a time that is none, or none on a clock, has no day
SELECT * FROM lisbon.anomalies_daily ORDER BY local_date, kind;
SELECT local_date, kind, anomaly_count FROM lisbon.anomalies_daily_between('2026-03-02 12:00', '2026-03-03') ORDER BY local_date, kind;
SELECT count(*) FROM lisbon.anomalies_daily_between('2026-03-03', '2026-03-02');  -- error: reversed
UPDATE lisbon.setting SET day_offset = '11:00';
SELECT local_date, anomaly_count FROM lisbon.anomalies_daily WHERE kind = 'tie' ORDER BY local_date;
UPDATE lisbon.setting SET day_offset = '12:00';
SELECT local_date, anomaly_count FROM lisbon.anomalies_daily WHERE kind = 'tie' ORDER BY local_date;
-- an event without a time is in no window; an infinite one only on its side
SELECT w.from_at, w.to_at, count(a.kind) AS rows, sum(a.event_count) FILTER (WHERE a.kind = 'invalid_time') AS invalid_time
FROM (VALUES (NULL::timestamptz, NULL::timestamptz), ('2026-03-02', NULL), (NULL, '2026-03-03'), ('2026-03-02', '2026-03-03')) w(from_at, to_at)
LEFT JOIN LATERAL lisbon.anomalies_between(w.from_at, w.to_at) a ON true GROUP BY w.from_at, w.to_at ORDER BY w.from_at, w.to_at;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- sessions that nobody ended, and what a limit makes of them
SET TimeZone = 'UTC';
SELECT userlogs.create_report('anomalies_test') IS NOT NULL AS made;
SET search_path = anomalies_test;
UPDATE setting SET as_of = '2026-03-05 08:00';
-- ana forgets to log out on Monday; rui works sixteen hours with a break, and a
-- second less the next day; eva is still there; leo only rests
INSERT INTO status_event (user_id, occurred_at, status) VALUES
  ('ana', '2026-03-02 09:00', 'Available'), ('ana', '2026-03-03 09:00', 'Available'), ('ana', '2026-03-03 17:00', 'Offline'),
  ('rui', '2026-03-02 06:00', 'Available'), ('rui', '2026-03-02 12:00', 'Break'), ('rui', '2026-03-02 13:00', 'Available'), ('rui', '2026-03-02 22:00', 'Offline'),
  ('rui', '2026-03-03 06:00:01', 'Available'), ('rui', '2026-03-03 22:00', 'Offline'),
  ('eva', '2026-03-04 15:00', 'Available'), ('leo', '2026-03-02 08:00', 'Offline');
SELECT kind, user_id, event_id, occurred_at, action FROM anomalies WHERE kind <> 'logout_without_login' ORDER BY 2, 4;
-- a session, or a status, counts where it begins
SET jit = off;
SELECT w.hour, a.user_id, a.occurred_at FROM generate_series(timestamptz '2026-03-02 05:00', '2026-03-02 10:00', '1 hour') w(hour)
CROSS JOIN LATERAL anomalies_between(w.hour, w.hour + interval '1 hour') a WHERE a.kind LIKE 'long%' ORDER BY 1, 2;
-- without as_of, from an open session
UPDATE setting SET as_of = '2026-03-05 06:59:59';
SELECT user_id FROM anomalies WHERE kind LIKE 'long%' ORDER BY 1;
-- the limit ends it; the next login begins a new session, on its day
UPDATE setting SET as_of = '2026-03-05 08:00', max_open_time = '10 hours';
SELECT kind, user_id, occurred_at, action FROM anomalies WHERE kind <> 'logout_without_login' ORDER BY 2, 3;
SELECT status, class, login_at, logout_at, duration, start_cause, end_cause FROM user_logs WHERE user_id = 'ana' ORDER BY login_at;
SELECT local_date, available_seconds / 3600 AS available_h, unknown_seconds / 3600 AS unknown_h, login_count, session_count, first_login_at, last_logout_at
FROM availability_daily WHERE user_id = 'ana' AND local_date < '2026-03-04' ORDER BY 1;
-- a limit that is longer than that does not
UPDATE setting SET max_open_time = '40 hours';
SELECT kind, user_id, occurred_at, action FROM anomalies WHERE kind <> 'logout_without_login' ORDER BY 2, 3;
SELECT user_id FROM anomalies_between('2026-03-02 09:00', '2026-03-02 09:00:00.000001');
UPDATE setting SET max_open_time = '10 hours';
-- a device that says every hour that somebody is there does not open it again
INSERT INTO status_event (user_id, occurred_at, status) SELECT 'bot', timestamptz '2026-03-02 09:00' + n * interval '1 hour', 'Available' FROM generate_series(0, 30) n;
SELECT status, login_at, logout_at, end_cause FROM user_logs WHERE user_id = 'bot' ORDER BY login_at;
-- the other limit ends what is not said again, and the next word begins anew
UPDATE setting SET max_open_time = NULL, heartbeat_timeout = '90 minutes';
SELECT status, login_at, logout_at, end_cause FROM user_logs WHERE user_id IN ('ana', 'bot') ORDER BY user_id, login_at;
SELECT kind, action FROM anomalies WHERE user_id = 'bot';
-- a session is long by one status in it, or by none; whose start is its own
UPDATE setting SET heartbeat_timeout = NULL;
DELETE FROM status_event;
INSERT INTO status_event (user_id, occurred_at, status) VALUES
  ('kim', '2026-03-02 08:00', 'Available'), ('kim', '2026-03-02 12:00', 'Break'), ('kim', '2026-03-03 04:00', 'Available'), ('kim', '2026-03-03 05:00', 'Offline'),
  ('lea', '2026-03-02 08:00', 'Available'), ('lea', '2026-03-02 23:59:59', 'Break'), ('lea', '2026-03-03 05:00', NULL);
SELECT kind, user_id, event_id - min(event_id) OVER () AS event, occurred_at, status, action FROM anomalies ORDER BY user_id;
SELECT w.hour, a.kind, a.user_id, a.occurred_at FROM generate_series(timestamptz '2026-03-02 05:00', '2026-03-03 10:00', '1 hour') w(hour)
CROSS JOIN LATERAL anomalies_between(w.hour, w.hour + interval '1 hour') a ORDER BY 1, 2;
-- a day as it should be, of two sources, has none
DELETE FROM status_event;
UPDATE setting SET as_of = '2026-03-02 20:00';
INSERT INTO status_event (event_id, user_id, occurred_at, status, source, recorded_at)
SELECT n, u, at, status, source, at + interval '3 seconds'
FROM (
  SELECT row_number() OVER (ORDER BY at, u) AS n, u, at, status, source FROM unnest('{ana,rui}'::text[]) u, (VALUES
    (timestamptz '2026-03-02 08:00', 'Available', 'desk'), ('2026-03-02 10:00', 'On a call', 'phone'), ('2026-03-02 10:04', 'Available', 'desk'), ('2026-03-02 10:05', 'On a call', 'phone'),
    ('2026-03-02 10:09', 'Available', 'desk'), ('2026-03-02 12:00', 'Break', 'desk'), ('2026-03-02 12:00', 'Lunch', 'phone'), ('2026-03-02 13:00', NULL, 'phone'),
    ('2026-03-02 13:00:30', 'Available', 'desk'), ('2026-03-02 17:00', 'Offline', 'desk'), ('2026-03-02 17:00:01', 'Offline', 'phone')) v(at, status, source)) e;
SELECT kind, user_id, occurred_at, action FROM anomalies;
-- each contradiction, planted one by one, names what contradicts it
CREATE FUNCTION planted(statement text, OUT kind text, OUT severity text, OUT user_id text, OUT event_id bigint, OUT occurred time, OUT action text) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE statement;
  RETURN QUERY SELECT a.kind, a.severity, a.user_id, a.event_id, a.local_occurred::time, a.action FROM anomalies a ORDER BY a.occurred_at, a.kind;
  RAISE 'undone' USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
  RETURN;
END $$;
SELECT s.what, p.* FROM (VALUES
  (1, 'written two hours later, with its number', $$INSERT INTO status_event (event_id, user_id, occurred_at, status, source, recorded_at) VALUES (99, 'ana', '2026-03-02 11:00', 'Break', 'desk', '2026-03-02 13:00')$$),
  (2, 'the number alone', $$UPDATE status_event SET event_id = 99 WHERE user_id = 'rui' AND occurred_at = '2026-03-02 12:00' AND source = 'phone'$$),
  (3, 'the time of recording alone', $$UPDATE status_event SET recorded_at = recorded_at + interval '3 hours' WHERE user_id = 'rui' AND occurred_at = '2026-03-02 10:04'$$),
  (4, 'an hour later is not late', $$UPDATE status_event SET recorded_at = '2026-03-02 11:05:03' WHERE user_id = 'rui' AND occurred_at = '2026-03-02 10:04'$$),
  (5, 'an afternoon that was written the next day', $$UPDATE status_event SET event_id = event_id + 1000, recorded_at = '2026-03-03 09:00' WHERE user_id = 'ana' AND occurred_at BETWEEN '2026-03-02 10:00' AND '2026-03-02 13:00'$$),
  (6, 'two people', $$INSERT INTO status_event (event_id, user_id, occurred_at, status, source, recorded_at) SELECT 100 + n, 'eva', at, CASE n % 2 WHEN 0 THEN 'Available' ELSE 'Offline' END, 'branch ' || n % 2, at
    FROM (SELECT n, timestamptz '2026-03-02 09:00' + n * interval '4 minutes' AS at FROM generate_series(0, 9) n) x$$),
  (7, 'the same by one source', $$INSERT INTO status_event (event_id, user_id, occurred_at, status, source, recorded_at) SELECT 100 + n, 'eva', at, CASE n % 2 WHEN 0 THEN 'Available' ELSE 'Offline' END, 'branch', at
    FROM (SELECT n, timestamptz '2026-03-02 09:00' + n * interval '4 minutes' AS at FROM generate_series(0, 9) n) x$$),
  (8, 'a tie without numbers is one, with numbers none', $$ALTER TABLE status_event DROP CONSTRAINT status_event_pkey, ALTER event_id DROP IDENTITY, ALTER event_id DROP NOT NULL; UPDATE status_event SET event_id = NULL WHERE user_id = 'rui'$$),
  (9, 'a status without a class', $$UPDATE status_event SET status = '' WHERE user_id = 'ana' AND occurred_at = '2026-03-02 12:00' AND source = 'phone'$$),
  (10, 'all loaded at once', $$UPDATE status_event SET recorded_at = timestamptz '2026-06-01 00:00' + event_id * interval '1 ms'$$)) s(n, what, statement)
LEFT JOIN LATERAL planted(s.statement) p ON true ORDER BY s.n, p.occurred, p.kind;
SELECT userlogs.drop_report('anomalies_test') IS NOT NULL AS dropped;
DROP SCHEMA anomalies_test CASCADE;
