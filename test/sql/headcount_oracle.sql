-- headcount_agg and the functions that read headcounts against pure SQL, on
-- random intervals with ties, duplicates and open ends in any order: no
-- difference, either way.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = headcount_oracle_test, userlogs;
CREATE SCHEMA headcount_oracle_test;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_intervals :abs_srcdir '/oracle/random_intervals.sql'
\set oracle :abs_srcdir '/oracle/headcount_oracle.sql'
\set ECHO none
\o /dev/null
\i :random_intervals
\i :oracle
\o
\set ECHO all

-- the test is about something
SELECT count(*) > 6500 AS intervals, count(DISTINCT team) AS teams, count(*) > count(DISTINCT iv) + 300 AS duplicates,
  count(*) > count(DISTINCT (team, started_at)) + 500 AS ties, count(*) FILTER (WHERE started_at = ended_at) > 300 AS without_length,
  count(*) FILTER (WHERE ended_at IS NULL) > 100 AS open, bool_or(ended_at = 'infinity') AS infinite, bool_or(started_at IS NULL) AS without_start
FROM iv;
SELECT count(*) > 50 AS windows, count(*) FILTER (WHERE isfinite(from_at) AND isfinite(to_at)) > 40 AS finite FROM win;
CREATE TABLE hc AS SELECT team, headcount_agg(started_at, ended_at) AS h FROM iv GROUP BY team;
SELECT count(*) AS teams, count(*) FILTER (WHERE h = '{}') AS nobody FROM hc;
ANALYZE;

-- all steps in all windows
CREATE TABLE want AS SELECT win.from_at, win.to_at, o.* FROM win, oracle_steps(from_at, to_at) o;
CREATE TABLE got AS SELECT from_at, to_at, team, s.* FROM win, hc, headcount_steps(h, from_at, to_at) s;
SELECT count(*) > 50000 AS steps, max(headcount) > 100 AS many, min(headcount) FROM want;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d LIMIT 5;
-- in the select list the rows are the same, and in order
SELECT count(*) FROM (SELECT from_at, to_at, team, (headcount_steps(h, from_at, to_at)).* FROM win, hc EXCEPT ALL TABLE want) d;
SELECT count(*) FROM (
  SELECT started_at, lag(ended_at) OVER (PARTITION BY team, from_at, to_at ORDER BY n) AS before
  FROM win, hc, ROWS FROM (headcount_steps(h, from_at, to_at)) WITH ORDINALITY AS s(started_at, ended_at, headcount, n)) d
WHERE before <> started_at;

-- at any moment: who has come and not gone
CREATE TABLE moment AS
SELECT from_at AS at FROM win UNION SELECT to_at FROM win
UNION SELECT started_at FROM iv WHERE team = 6 AND started_at IS NOT NULL
UNION SELECT ended_at - interval '1 microsecond' FROM iv WHERE team = 6 AND isfinite(ended_at);
SELECT count(*) > 1000 AS moments, count(*) FILTER (WHERE headcount_at(h, at) <> (
    SELECT count(*) FROM iv WHERE iv.team = hc.team AND started_at <= at AND (ended_at IS NULL OR ended_at = 'infinity' OR ended_at > at))) AS differ
FROM moment, hc WHERE team IN (6, 7, 9);

-- buckets: of all widths, over days of 23, 24 and 24 and a half hours
CREATE TABLE bucketing AS
SELECT * FROM (VALUES ('UTC', interval '15 minutes'), ('Europe/Berlin', '1 hour'), ('Europe/Berlin', '1 day'), ('Asia/Kathmandu', '5 hours'),
  ('America/New_York', '45 minutes'), ('Australia/Lord_Howe', '1 day'), ('America/New_York', '7 days'), ('Europe/Berlin', '1 month'),
  ('UTC', '0.25 seconds')) z(zone, width)
CROSS JOIN win WHERE isfinite(from_at) AND isfinite(to_at) AND (width > '1 second' AND hashtext(win::text) % 4 = 0 OR to_at - from_at < '1 minute');
CREATE TABLE want_buckets AS
SELECT zone, width, from_at, to_at, team, bucket_start, bucket_end, min(headcount) AS headcount_min, max(headcount) AS headcount_max,
  sum(headcount * extract(epoch FROM least(ended_at, bucket_end) - greatest(started_at, bucket_start))) AS person_seconds,
  least(bucket_end, to_at) - greatest(bucket_start, from_at) AS length
FROM bucketing b JOIN want USING (from_at, to_at), LATERAL oracle_edges(width, from_at, to_at, zone) e
WHERE started_at < bucket_end AND ended_at > bucket_start
GROUP BY zone, width, from_at, to_at, team, bucket_start, bucket_end;
CREATE TABLE got_buckets AS
SELECT zone, width, from_at, to_at, team, b.* FROM bucketing, hc, headcount_buckets(h, width, from_at, to_at, zone) b;
SELECT count(*) > 20000 AS buckets, count(DISTINCT width) AS widths FROM want_buckets;
CREATE VIEW comparable AS SELECT zone, width, from_at, to_at, team, bucket_start, bucket_end, headcount_min, headcount_max, person_seconds FROM want_buckets;
CREATE VIEW compared AS SELECT zone, width, from_at, to_at, team, bucket_start, bucket_end, headcount_min, headcount_max, person_seconds FROM got_buckets;
SELECT * FROM (TABLE compared EXCEPT ALL TABLE comparable) d LIMIT 5;
SELECT * FROM (TABLE comparable EXCEPT ALL TABLE compared) d LIMIT 5;
SELECT count(*) FILTER (WHERE headcount_avg < g.headcount_min OR headcount_avg > g.headcount_max) AS beyond,
  count(*) FILTER (WHERE abs(headcount_avg - w.person_seconds / extract(epoch FROM length)) > 4e-16 * headcount_avg) AS differ
FROM got_buckets g JOIN want_buckets w USING (zone, width, from_at, to_at, team, bucket_start);

-- gaps: neighbouring steps below the requirement are one
CREATE TABLE requirement AS SELECT unnest(ARRAY[0, 1, 2, 5, 30, 100, 400]) AS required;
CREATE TABLE want_gaps AS
SELECT required, from_at, to_at, team, min(started_at) AS started_at, max(ended_at) AS ended_at, min(headcount) AS headcount_min,
  sum((required - headcount) * extract(epoch FROM ended_at - started_at)) AS deficit_seconds
FROM (
  SELECT *, count(*) FILTER (WHERE headcount >= required) OVER (PARTITION BY required, from_at, to_at, team ORDER BY started_at) AS gap
  FROM want, requirement WHERE isfinite(from_at) AND isfinite(to_at)) s
WHERE headcount < required
GROUP BY required, from_at, to_at, team, gap;
CREATE TABLE got_gaps AS
SELECT required, from_at, to_at, team, g.*
FROM win, hc, requirement, headcount_gaps(h, required, from_at, to_at) g WHERE isfinite(from_at) AND isfinite(to_at);
SELECT count(*) > 5000 AS gaps, count(DISTINCT required) AS requirements FROM want_gaps;
SELECT * FROM (TABLE got_gaps EXCEPT ALL TABLE want_gaps) d LIMIT 5;
SELECT * FROM (TABLE want_gaps EXCEPT ALL TABLE got_gaps) d LIMIT 5;

SET client_min_messages = error;
DROP SCHEMA headcount_oracle_test CASCADE;
