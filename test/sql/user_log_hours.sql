-- user_log_hours: the pieces of user_log_pieces, hour by hour. The three days are
-- those of test/days/clock_change.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set clock_change :abs_srcdir '/days/clock_change.sql'
\set random_log :abs_srcdir '/oracle/random_teams.sql'
\set ECHO none
\i :clock_change
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.user_log_hours'::regclass AND attnum > 0 ORDER BY attnum;

-- Ana's morning is cut at each hour; Rui's night has no hour 1
SET search_path = lisbon;
SELECT team, local_date, weekday AS day, hour, local_start::time AS start, local_end::time AS end, status, reason, seconds, user_seconds AS once, login_at
FROM user_log_hours WHERE user_id = 'Ana' AND local_start >= '2026-03-27 10:00' AND local_start < '2026-03-27 17:00' ORDER BY started_at, team;
SELECT local_date, hour, local_start::time AS start, local_end::time AS end, class, label, seconds
FROM user_log_hours WHERE user_id = 'Rui' AND local_start >= '2026-03-28 22:00' AND local_start < '2026-03-29 05:00' ORDER BY started_at;
SELECT hour, local_start, local_end, label, seconds, login_at, started_at, ended_at
FROM user_log_hours_between('2026-03-29 09:30', '2026-03-29 11:15') WHERE user_id = 'Rui' ORDER BY started_at;
-- a day that begins at half past six cuts the hour
UPDATE setting SET day_offset = '06:30';
SELECT local_date, hour, local_start, local_end, label FROM user_log_hours_between('2026-03-28 06:00', '2026-03-28 08:00') ORDER BY user_id, started_at;
RESET search_path;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- laws on a random log of some days around a change of the clocks: no rows are
-- printed but those that differ
\set ECHO none
\i :random_log
\set ECHO all
SET search_path = random_teams;
CREATE TABLE zone AS SELECT * FROM unnest('{Europe/Berlin, Asia/Kolkata, Europe/Berlin}'::text[], '{0, 0, 05:45}'::interval[]) WITH ORDINALITY z(time_zone, day_offset, n);
CREATE TABLE piece AS SELECT n, p.* FROM zone, user_log_pieces p LIMIT 0;
CREATE TABLE hourly AS SELECT n, h.* FROM zone, user_log_hours h LIMIT 0;
DO $$
DECLARE z record;
BEGIN
  FOR z IN TABLE zone LOOP
    UPDATE setting SET time_zone = z.time_zone, day_offset = z.day_offset;
    INSERT INTO piece SELECT z.n, p.* FROM user_log_pieces p;
    INSERT INTO hourly SELECT z.n, h.* FROM user_log_hours h;
  END LOOP;
END $$;
SELECT n, count(*) > 3000 AS pieces, count(DISTINCT hour) AS hours FROM hourly GROUP BY n ORDER BY n;
SELECT n, team, user_id, started_at FROM hourly GROUP BY 1, 2, 3, 4 HAVING count(*) > 1;
-- each is in one hour of the clock
SELECT * FROM hourly
WHERE hour <> extract(hour FROM local_start) OR ended_at <= started_at OR ended_at > started_at + interval '1 hour' OR login_at > started_at
  OR date_trunc('hour', local_start) <> date_trunc('hour', (ended_at - interval '1 microsecond') AT TIME ZONE time_zone)
  OR seconds <> extract(epoch FROM ended_at - started_at) OR user_seconds NOT IN (0, seconds) OR weekday <> extract(isodow FROM local_date)
  OR local_start <> started_at AT TIME ZONE time_zone OR local_end <> ended_at AT TIME ZONE time_zone;
-- together they are the pieces, and no piece is cut but at the hour
CREATE TABLE want AS
SELECT n, team, user_id, user_name, local_date, weekday, status, class, reason, label, seconds, user_seconds, login_at, started_at, ended_at, time_zone FROM piece;
CREATE TABLE got AS
SELECT p.n, h.team, h.user_id, h.user_name, h.local_date, h.weekday, h.status, h.class, h.reason, h.label, sum(h.seconds) AS seconds, sum(h.user_seconds) AS user_seconds,
  h.login_at, min(h.started_at) AS started_at, max(h.ended_at) AS ended_at, h.time_zone
FROM hourly h JOIN piece p ON (p.n, p.team, p.user_id) = (h.n, h.team, h.user_id) AND h.started_at >= p.started_at AND h.started_at < p.ended_at
GROUP BY p.n, p.started_at, h.team, h.user_id, h.user_name, h.local_date, h.weekday, h.status, h.class, h.reason, h.label, h.login_at, h.time_zone;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT * FROM hourly h
WHERE local_start <> date_trunc('hour', local_start) AND NOT EXISTS (SELECT FROM piece p WHERE (p.n, p.team, p.user_id, p.started_at) = (h.n, h.team, h.user_id, h.started_at));
-- the hour of a team has what staffing says of it
UPDATE setting SET time_zone = 'Asia/Kolkata', day_offset = '0', bucket_width = '1 hour';
CREATE TABLE staffed AS SELECT team, local_start, available_person_seconds FROM staffing WHERE team <> '(none)' AND available_person_seconds > 0;
CREATE TABLE counted AS
SELECT team, date_trunc('hour', local_start) AS local_start, sum(seconds)::numeric(18,6) AS available_person_seconds
FROM hourly WHERE n = 2 AND class = 'available' AND team <> '(none)' GROUP BY 1, 2;
SELECT count(*) > 100 AS many FROM staffed;
(TABLE staffed EXCEPT ALL TABLE counted) UNION ALL (TABLE counted EXCEPT ALL TABLE staffed);
-- windows: those of whole days are the view of these days, others add up to those
-- of user_log_pieces
UPDATE status_class SET status = 'Available' WHERE status = 'available';
UPDATE reason_class SET label = reason;
CREATE TABLE day AS SELECT h.* FROM day_list d, LATERAL user_log_hours_between(d.started_at, d.ended_at) h;
(TABLE day EXCEPT ALL TABLE user_log_hours) UNION ALL (TABLE user_log_hours EXCEPT ALL TABLE day);
CREATE TABLE win AS
SELECT n, at AS from_at, at + random() * interval '3 days' AS to_at
FROM (SELECT n, timestamptz '2026-03-26' + random() * interval '5 days' AS at FROM generate_series(1, 6) n) d;
CREATE TABLE whole AS
SELECT n, p.team, p.user_id, p.local_date, p.login_at, p.status, p.reason, sum(p.seconds)::numeric(18,6) AS seconds, sum(p.user_seconds)::numeric(18,6) AS user_seconds
FROM win, LATERAL user_log_pieces_between(from_at, to_at) p GROUP BY 1, 2, 3, 4, 5, 6, 7;
CREATE TABLE by_hour AS
SELECT n, h.team, h.user_id, h.local_date, h.login_at, h.status, h.reason, sum(h.seconds)::numeric(18,6) AS seconds, sum(h.user_seconds)::numeric(18,6) AS user_seconds
FROM win, LATERAL user_log_hours_between(from_at, to_at) h GROUP BY 1, 2, 3, 4, 5, 6, 7;
(TABLE whole EXCEPT ALL TABLE by_hour) UNION ALL (TABLE by_hour EXCEPT ALL TABLE whole);

SET client_min_messages = error;
SELECT userlogs.drop_report('random_teams') IS NOT NULL AS dropped;
DROP SCHEMA random_teams CASCADE;
