-- The report's views against pure SQL with multiranges, on random events with
-- ties, duplicates and NULLs, over a change of the clocks: no difference.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA report_oracle;
SET search_path = report_oracle;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set oracle :abs_srcdir '/oracle/oracle.sql'
\set ECHO none
\o /dev/null
\i :random_events
\i :oracle
\o
\set ECHO all

-- some are engaged; some reasons are spelt in several ways
UPDATE ev SET status = 'On a call' WHERE status IN ('Unavailable', 'unavailable') AND extract(epoch FROM occurred_at)::bigint / 60 % 5 = 0;
UPDATE ev SET reason = CASE
  WHEN reason = 'Absence' THEN (ARRAY['Absence', 'absence', E'\tABSENCE ', 'Absence'])[1 + extract(epoch FROM occurred_at)::bigint / 7 % 4]
  WHEN reason = 'High demand' AND extract(epoch FROM occurred_at)::bigint % 2 = 0 THEN E'High\tdemand'
  WHEN reason = 'Épuisé' AND extract(epoch FROM occurred_at)::bigint % 2 = 0 THEN (ARRAY['tired', 'Tired', 'tired '])[1 + extract(epoch FROM occurred_at)::bigint / 7 % 3]
  ELSE reason END;
SELECT count(DISTINCT reason) AS spellings FROM ev;

-- the input is a view over the random events; some users have names and teams
CREATE VIEW status_event AS SELECT sequence AS event_id, user_id, occurred_at, status, reason FROM ev;
SELECT userlogs.create_report('report_oracle') IS NOT NULL AS made;
INSERT INTO report_user SELECT n, 'Name ' || n FROM generate_series(1, 50) n;
INSERT INTO team_member
SELECT 1 + floor(40 * random())::int, 'Team ' || floor(3 * random()), f, f + (1 + 1000 * random()) * interval '1 minute'
FROM (SELECT timestamptz '2026-03-27' + floor(4000 * random()) * interval '1 minute' AS f FROM generate_series(1, 60)) x
ON CONFLICT DO NOTHING;
-- as of the middle of the events: the later ones have not come yet
ALTER TABLE ev RENAME TO ev_all;
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-29 05:17:42.123456+00';
CREATE OR REPLACE VIEW status_event AS SELECT sequence AS event_id, user_id, occurred_at, status, reason FROM ev_all;
CREATE VIEW told AS SELECT * FROM ev_all WHERE occurred_at <= '2026-03-29 05:17:42.123456+00';
CREATE FUNCTION class_of(status text) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN status = 'Available' THEN 'available' WHEN status IN ('Unavailable', 'unavailable') THEN 'unavailable'
  WHEN status = 'On a call' THEN 'engaged' WHEN status = 'Offline' THEN 'offline' ELSE 'unknown' END;

-- of events at one time without a number, what begins counts, and not what ends
CREATE TABLE ev AS
SELECT * FROM told e
WHERE NOT (sequence IS NULL AND class_of(status) IN ('offline', 'unknown') AND EXISTS (SELECT FROM told s
  WHERE s.user_id = e.user_id AND s.occurred_at = e.occurred_at AND s.sequence IS NULL AND class_of(s.status) NOT IN ('offline', 'unknown')));
SELECT (SELECT count(*) FROM told) - (SELECT count(*) FROM ev) > 30 AS settled;
SELECT count(*) > 1000 AS later FROM ev_all WHERE occurred_at > '2026-03-29 05:17:42.123456+00';

-- one label for each: by the catalogue, else as it is written most often
CREATE FUNCTION key_of(label text) RETURNS text LANGUAGE sql IMMUTABLE RETURN nullif(lower(btrim(replace(label, E'\t', ' '))), '');
CREATE TABLE label AS
SELECT DISTINCT ON (kind, key_of(label)) kind, key_of(label) AS label_key, btrim(label, E' \t') AS label
FROM (SELECT 'status' AS kind, status AS label FROM told UNION ALL SELECT 'reason', reason FROM told) l WHERE key_of(label) IS NOT NULL
GROUP BY kind, key_of(label), btrim(label, E' \t') ORDER BY kind, key_of(label), count(*) DESC, btrim(label, E' \t') COLLATE "C";
-- blanks inside are one
UPDATE label SET label = 'High demand' WHERE label_key = 'high demand';
CREATE FUNCTION label_of(kind text, label text) RETURNS text LANGUAGE sql STABLE
RETURN coalesce((SELECT l.label FROM label l WHERE l.kind = $1 AND l.label_key = key_of($2)), CASE $1 WHEN 'status' THEN '(unknown)' ELSE '(none)' END);
SELECT kind, label_key, label FROM label ORDER BY kind, label_key;

-- user_logs and user_logs_between
CREATE TABLE want AS SELECT status, class_of(status) AS class, user_id, started_at, ended_at, reason, duration, is_open
FROM oracle('-infinity', '2026-03-29 05:17:42.123456+00');
CREATE TABLE got AS SELECT status, class, user_id, login_at, logout_at, reason, duration, is_open FROM user_logs;
SELECT count(*) > 5000 AS rows, count(DISTINCT class) AS classes FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT user_id, login_at FROM user_logs GROUP BY 1, 2 HAVING count(*) > 1;
DROP TABLE want, got;
-- the window function, over each window, with those who were never heard of
CREATE TABLE want AS SELECT from_at, to_at, o.* FROM win,
  LATERAL oracle(least(from_at, '2026-03-29 05:17:42.123456+00'), least(to_at, '2026-03-29 05:17:42.123456+00')) o;
CREATE TABLE got AS SELECT from_at, to_at, user_id, status, reason, login_at, logout_at, clipped_start, clipped_end, duration, is_open, event_id
FROM win, LATERAL user_logs_between(from_at, to_at);
SELECT count(*) > 10000 AS rows, count(DISTINCT (from_at, to_at)) > 20 AS windows FROM want;
CREATE TABLE silent AS SELECT u.user_id FROM report_user u WHERE u.user_id NOT IN (SELECT user_id FROM ev);
SELECT count(*) > 5 AS silent FROM silent;
ALTER TABLE want DROP COLUMN is_carried;
INSERT INTO want SELECT from_at, t, user_id, NULL, NULL, NULL, NULL, from_at, least(t, '2026-03-29 05:17:42.123456+00'),
  least(t, '2026-03-29 05:17:42.123456+00') - from_at, true, NULL
FROM silent, (SELECT from_at, to_at AS t FROM win) w WHERE from_at > '-infinity' AND from_at < least(t, '2026-03-29 05:17:42.123456+00');
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- local days, from midnight and from six
CREATE FUNCTION day(day_offset interval) RETURNS TABLE (local_date date, day_start timestamptz, day_end timestamptz)
BEGIN ATOMIC
  SELECT d::date, (d + $1) AT TIME ZONE 'Europe/Berlin',
    least((d + interval '1 day' + $1) AT TIME ZONE 'Europe/Berlin', '2026-03-29 05:17:42.123456+00')
  FROM generate_series(timestamp '2026-03-26', '2026-03-30', '1 day') d
  WHERE (d + $1) AT TIME ZONE 'Europe/Berlin' < '2026-03-29 05:17:42.123456+00';
END;
-- what is in each day, from that of the user's first event on
CREATE FUNCTION piece(day_offset interval) RETURNS TABLE (user_id int, local_date date, day_start timestamptz, day_end timestamptz,
  status text, class text, reason text, started_at timestamptz, piece tstzrange)
BEGIN ATOMIC
  SELECT o.user_id, d.local_date, d.day_start, d.day_end, o.status, class_of(o.status), o.reason, o.started_at,
    tstzrange(greatest(d.day_start, o.clipped_start), least(d.day_end, o.clipped_end))
  FROM (SELECT user_id, min(occurred_at) AS first_at FROM ev GROUP BY user_id) f
  JOIN day($1) d ON d.day_end > f.first_at
  JOIN oracle('2026-03-01', '2026-03-29 05:17:42.123456+00') o
    ON o.user_id = f.user_id AND o.clipped_start < d.day_end AND o.clipped_end > d.day_start;
END;
CREATE FUNCTION seconds(tstzrange) RETURNS numeric LANGUAGE sql IMMUTABLE RETURN extract(epoch FROM upper($1) - lower($1));
CREATE FUNCTION staffed() RETURNS TABLE (user_id int, session tstzrange)
BEGIN ATOMIC
  SELECT o.user_id, unnest(range_agg(tstzrange(o.clipped_start, o.clipped_end)))
  FROM oracle('2026-03-01', '2026-03-29 05:17:42.123456+00') o
  WHERE class_of(o.status) IN ('available', 'engaged', 'unavailable') GROUP BY o.user_id;
END;

UPDATE reason_class SET allowance = '7 minutes' WHERE reason IN ('Absence', 'Strategic break');
-- time without interruption for one reason, step by step: an interval without a
-- reason goes on with that of the one before, if it has the same status
CREATE TABLE interval AS
SELECT user_id, row_number() OVER (PARTITION BY user_id ORDER BY clipped_start) AS n, class_of(status) AS class, key_of(status) AS status_key,
  key_of(reason) AS reason_key, tstzrange(clipped_start, clipped_end) AS period
FROM oracle('2026-03-01', '2026-03-29 05:17:42.123456+00');
CREATE INDEX ON interval (user_id, n);
CREATE TABLE run AS
WITH RECURSIVE walk AS (
  SELECT i.user_id, i.n, i.class, i.status_key, i.reason_key, i.period FROM interval i WHERE i.n = 1
  UNION ALL
  SELECT i.user_id, i.n, i.class, i.status_key,
    CASE WHEN i.class = 'unavailable' AND w.class = 'unavailable' AND i.status_key = w.status_key AND i.reason_key IS NULL THEN w.reason_key ELSE i.reason_key END, i.period
  FROM walk w JOIN interval i ON i.user_id = w.user_id AND i.n = w.n + 1)
SELECT user_id, reason_key, unnest(range_agg(period)) AS period FROM walk
WHERE class = 'unavailable' AND reason_key IN ('absence', 'strategic break') GROUP BY 1, 2;
SELECT count(*) > 500 AS runs FROM run;
\set day_offset '''0'''
\set compare :abs_srcdir '/oracle/compare_days.sql'
\i :compare
\set day_offset '''06:00'''
\i :compare
\set day_offset '''-02:00'''
\i :compare
SET client_min_messages = warning;
SELECT userlogs.drop_report('report_oracle') IS NOT NULL AS dropped;
DROP SCHEMA report_oracle CASCADE;
