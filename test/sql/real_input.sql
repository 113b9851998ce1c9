-- Real input, where it is present: 10,530 status observations of 54 entities,
-- with repetitions, hundreds of ties and long silence.  USERLOGS_DATA names
-- the folder; without it there is nothing to compare, and the output says so.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA real_input_test;
SET search_path = real_input_test, userlogs;
\set userlogs_data ''
\getenv userlogs_data USERLOGS_DATA
SELECT :'userlogs_data' <> '' AS present \gset
\if :present
\getenv abs_srcdir PG_ABS_SRCDIR
\set oracle :abs_srcdir '/oracle/oracle.sql'
\set file :userlogs_data '/uptime_status_events.csv'
CREATE TABLE observation (event_id bigint, user_id text, at timestamptz, status text, reason text, response_ms int);
COPY observation FROM :'file' (FORMAT csv, HEADER);
SELECT count(*) AS events, count(DISTINCT user_id) AS entities, min(at), max(at) FROM observation;
CREATE TABLE ev AS
SELECT dense_rank() OVER (ORDER BY user_id COLLATE "C")::int AS user_id, at AS occurred_at, status, reason, event_id AS sequence
FROM observation;
\set ECHO none
\i :oracle
\set ECHO all
CREATE TABLE tl AS
SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;
-- whole history, the months, and a window inside which most entities are silent
CREATE TABLE win(from_at timestamptz, to_at timestamptz);
INSERT INTO win VALUES ('-infinity', 'infinity'), ('2026-01-01', '2026-09-01'), ('2026-03-29', '2026-03-30'), ('2026-08-21 23:00', '2026-08-22');
INSERT INTO win SELECT m, m + interval '1 month' FROM generate_series(timestamptz '2026-01-01', '2026-08-01', '1 month') m;
CREATE TABLE got AS SELECT from_at, user_id, i.* FROM win, tl, status_intervals(t, from_at, to_at) i;
CREATE TABLE want AS SELECT from_at, o.* FROM win, oracle(from_at, to_at) o;
SELECT count(*) AS intervals FROM want;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d LIMIT 5;
-- the same with the rule on values instead of the order of recording
UPDATE ev SET sequence = NULL;
TRUNCATE got, want;
INSERT INTO got SELECT from_at, user_id, i.* FROM win,
  (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM ev GROUP BY user_id) tl, status_intervals(t, from_at, to_at) i;
INSERT INTO want SELECT from_at, o.* FROM win, oracle(from_at, to_at) o;
SELECT count(*) AS intervals FROM want;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d LIMIT 5;
-- bytes
SELECT sum(pg_column_size(t)) < 8 * sum(event_count(t)) AS small FROM tl;
\else
\echo no real input: set USERLOGS_DATA
\endif
SET client_min_messages = error;
DROP SCHEMA real_input_test CASCADE;
