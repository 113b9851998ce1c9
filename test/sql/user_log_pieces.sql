-- user_log_pieces: the User Logs report in pieces that add up. The three days are
-- those of test/days/clock_change.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set clock_change :abs_srcdir '/days/clock_change.sql'
\set random_log :abs_srcdir '/oracle/random_teams.sql'
\set ECHO none
\i :clock_change
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.user_log_pieces'::regclass AND attnum > 0 ORDER BY attnum;

-- Ana was in two teams from 12:10 to 12:30, and left one of them while she was at
-- lunch; of Rui's absence in the night nine hours were on the short day
SET search_path = lisbon;
INSERT INTO report_user VALUES ('Rui', 'Rui Costa');
SELECT team, user_name AS name, local_date, weekday AS day, local_start::time AS start, local_end::time AS end, class, label, seconds, user_seconds AS once, login_at
FROM user_log_pieces ORDER BY user_id, started_at, team;
SELECT DISTINCT status, reason, label, time_zone FROM user_log_pieces ORDER BY 1, 2;
-- a window cuts, and keeps the true start; the last piece ends now
SELECT team, user_id, local_start, local_end, label, seconds, user_seconds AS once, login_at, started_at, ended_at
FROM user_log_pieces_between('2026-03-29 05:00', '2026-03-29 12:00') ORDER BY user_id, started_at, team;
-- one label for all spellings
UPDATE setting SET as_of = '2026-03-29 16:00';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) VALUES (12, 'Rui', '2026-03-29 14:30', E' not\tREADY', E'ABSENCE '), (13, 'Rui', '2026-03-29 15:00', NULL, ' ');
SELECT status, class, reason, label, seconds FROM user_log_pieces_between('2026-03-29 14:00', NULL) WHERE user_id = 'Rui' ORDER BY started_at;
RESET search_path;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- laws on a random log of some days around a change of the clocks, with users in
-- several teams that they join and leave: no rows are printed but those that differ
\set ECHO none
\i :random_log
\set ECHO all
SET search_path = random_teams;
CREATE TABLE piece AS TABLE user_log_pieces;
SELECT count(*) > 1500 AS pieces, count(DISTINCT local_date) AS days, count(*) FILTER (WHERE user_seconds = 0) > 200 AS in_two_teams FROM piece;
SELECT team, user_id, started_at FROM piece GROUP BY team, user_id, started_at HAVING count(*) > 1;
SELECT * FROM piece WHERE num_nulls(team, user_id, user_name, local_date, local_start, local_end, status, class, reason, label, seconds, user_seconds, started_at, ended_at) > 0;
SELECT * FROM piece WHERE ended_at <= started_at OR login_at > started_at OR seconds <> extract(epoch FROM ended_at - started_at) OR user_seconds NOT IN (0, seconds)
  OR local_start <> started_at AT TIME ZONE time_zone OR local_end <> ended_at AT TIME ZONE time_zone OR weekday <> extract(isodow FROM local_date)
  OR local_date <> userlogs.local_date(started_at, time_zone, '0') OR local_date <> userlogs.local_date(ended_at - interval '1 microsecond', time_zone, '0');
-- nobody counts twice: the pieces of a day are its length, by class
CREATE TABLE want AS
SELECT user_id, local_date, day_seconds, available_seconds, unavailable_seconds, offline_seconds, unknown_seconds FROM availability_daily;
CREATE TABLE got AS
SELECT user_id, local_date, sum(user_seconds)::numeric(18,6) AS day, coalesce(sum(user_seconds) FILTER (WHERE class = 'available'), 0)::numeric(18,6) AS available,
  coalesce(sum(user_seconds) FILTER (WHERE class = 'unavailable'), 0)::numeric(18,6) AS unavailable, coalesce(sum(user_seconds) FILTER (WHERE class = 'offline'), 0)::numeric(18,6) AS offline,
  coalesce(sum(user_seconds) FILTER (WHERE class = 'unknown'), 0)::numeric(18,6) AS unknown
FROM piece GROUP BY 1, 2;
SELECT count(*) > 30 AS many, min(day_seconds) AS shortest FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
-- with the statuses and reasons of status_daily
(SELECT user_id, local_date, status, class, reason, duration_seconds FROM status_daily
 EXCEPT ALL SELECT user_id, local_date, status, class, reason, sum(user_seconds)::numeric(18,6) FROM piece GROUP BY 1, 2, 3, 4, 5)
UNION ALL (SELECT user_id, local_date, status, class, reason, sum(user_seconds)::numeric(18,6) FROM piece GROUP BY 1, 2, 3, 4, 5
 EXCEPT ALL SELECT user_id, local_date, status, class, reason, duration_seconds FROM status_daily);
-- and the intervals of user_logs
CREATE TABLE want AS SELECT user_id, login_at, duration_seconds FROM user_logs WHERE login_at IS NOT NULL;
CREATE TABLE got AS SELECT user_id, login_at, sum(user_seconds)::numeric(18,6) FROM piece WHERE login_at IS NOT NULL GROUP BY 1, 2;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
-- a team has all the time of its members
CREATE TABLE want AS
SELECT team, userlogs.local_date(bucket_start, time_zone) AS local_date, sum(available_person_seconds) AS available FROM staffing WHERE team <> '(none)' GROUP BY 1, 2
HAVING sum(available_person_seconds) > 0;
CREATE TABLE got AS
SELECT team, local_date, sum(seconds)::numeric(18,6) AS available FROM piece WHERE class = 'available' AND team <> '(none)' GROUP BY 1, 2;
SELECT count(*) > 9 AS many FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
-- the pieces themselves, of multiranges: a piece is a time in which neither the
-- interval nor the day nor a team of the user changed
CREATE TABLE edge AS
SELECT u.user_id, e.at FROM (SELECT DISTINCT user_id FROM piece) u, LATERAL (
  SELECT p.login_at FROM piece p WHERE p.user_id = u.user_id
  UNION SELECT userlogs.local_day_start(d::date, 'Europe/Lisbon') FROM generate_series(timestamp '2026-03-25', '2026-04-02', '1 day') d
  UNION SELECT unnest(ARRAY[lower(r), upper(r)])
  FROM (SELECT range_agg(tstzrange(m.valid_from, m.valid_to)) AS periods FROM team_member m WHERE m.user_id = u.user_id GROUP BY m.team) m, unnest(m.periods) r
  UNION SELECT as_of FROM setting) e(at)
WHERE isfinite(e.at) AND e.at <= (SELECT as_of FROM setting);
CREATE TABLE span AS
SELECT user_id, at AS started_at, lead(at) OVER (PARTITION BY user_id ORDER BY at) AS ended_at FROM edge;
CREATE TABLE want AS
SELECT coalesce(m.team, '(none)') AS team, s.user_id, s.started_at, s.ended_at
FROM span s JOIN (SELECT user_id, min(started_at) AS first_at FROM piece GROUP BY 1) f ON f.user_id = s.user_id AND s.started_at >= f.first_at
LEFT JOIN (SELECT DISTINCT m.user_id, m.team, s.started_at FROM team_member m JOIN span s ON s.user_id = m.user_id
  AND tstzrange(m.valid_from, m.valid_to) @> s.started_at) m ON m.user_id = s.user_id AND m.started_at = s.started_at
WHERE s.ended_at IS NOT NULL;
CREATE TABLE got AS SELECT team, user_id, started_at, ended_at FROM piece;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT user_id, started_at FROM piece GROUP BY 1, 2 HAVING count(*) FILTER (WHERE user_seconds > 0) <> 1 OR min(team COLLATE "C") <> min(team COLLATE "C") FILTER (WHERE user_seconds > 0);
DROP TABLE want, got;

-- windows; a label that is most frequent in each is not in all of them
UPDATE status_class SET status = 'Available' WHERE status = 'available';
UPDATE reason_class SET label = reason;
TRUNCATE piece;
INSERT INTO piece TABLE user_log_pieces;
-- that of a whole day is the view of that day
CREATE TABLE day AS SELECT p.* FROM day_list d, LATERAL user_log_pieces_between(d.started_at, d.ended_at) p;
(TABLE day EXCEPT ALL TABLE piece) UNION ALL (TABLE piece EXCEPT ALL TABLE day);
-- two are one, but for the pieces that are cut between them
CREATE TABLE win AS
SELECT n, at[1] AS a, at[2] AS b, at[3] AS c
FROM (SELECT n, array_agg(at ORDER BY at) AS at
  FROM (SELECT i % 8 AS n, timestamptz '2026-03-26' + floor(random() * 6 * 86400) * interval '1 second' AS at FROM generate_series(1, 24) i) m GROUP BY n) d;
CREATE TABLE want AS
SELECT n, p.team, p.user_id, p.local_date, p.status, p.class, p.reason, p.label, p.login_at, p.started_at, p.ended_at, p.seconds, p.user_seconds
FROM win, LATERAL user_log_pieces_between(a, c) p;
CREATE TABLE part AS
SELECT n, b, p.* FROM win, LATERAL user_log_pieces_between(a, b) p UNION ALL SELECT n, b, p.* FROM win, LATERAL user_log_pieces_between(b, c) p;
CREATE TABLE got AS
SELECT n, team, user_id, local_date, status, class, reason, label, login_at,
  min(started_at) AS started_at, max(ended_at) AS ended_at, sum(seconds) AS seconds, sum(user_seconds) AS user_seconds
FROM (
  SELECT p.*, CASE WHEN p.ended_at = p.b AND EXISTS (SELECT FROM want w WHERE (w.n, w.team, w.user_id) = (p.n, p.team, p.user_id) AND w.started_at < p.b AND w.ended_at > p.b)
    THEN p.b ELSE p.started_at END AS joint
  FROM part p) p
GROUP BY n, team, user_id, local_date, status, class, reason, label, login_at, joint;
SELECT count(*) > 3000 AS pieces, (SELECT count(*) FROM part) > count(*) AS cut FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);

SET client_min_messages = error;
SELECT userlogs.drop_report('random_teams') IS NOT NULL AS dropped;
DROP SCHEMA random_teams CASCADE;
