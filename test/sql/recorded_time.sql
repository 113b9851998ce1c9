-- recorded_time, is_repeated_time: local times without a zone, by the order in
-- which they were recorded, against pure SQL and over both clock changes.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = recorded_time_test, userlogs;
CREATE SCHEMA recorded_time_test;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
  p.prokind AS kind, p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('recorded_time', 'is_repeated_time')
ORDER BY p.proname COLLATE "C";

-- the night in which clocks go back from 03:00 to 02:00, at 01:00 UTC: rows 4 and
-- 7 come some seconds late, row 10 half an hour, row 11 a day
CREATE TABLE night (id int, local timestamp);
INSERT INTO night VALUES
  (1, '2026-10-25 01:59'), (2, '2026-10-25 02:30'), (3, '2026-10-25 02:59:58'), (4, '2026-10-25 02:59:50'), (5, '2026-10-25 02:00:01'),
  (6, NULL), (7, '2026-10-25 02:59:59'), (8, '2026-10-25 02:10'), (9, '2026-10-25 03:00'), (10, '2026-10-25 02:30'),
  (11, '2026-10-24 02:59'), (12, '2026-10-25 02:30'), (13, 'infinity'), (14, '2026-10-25 02:31');
SELECT id, local, recorded_time(local, 'Europe/Madrid') OVER (ORDER BY id), is_repeated_time(local, 'Europe/Madrid') FROM night ORDER BY id;
-- of the first row nothing is known, of a change by half an hour the same
SELECT local, recorded_time(local, 'Australia/Lord_Howe') OVER (ORDER BY id), local AT TIME ZONE 'Australia/Lord_Howe' AS at_time_zone,
  is_repeated_time(local, 'Australia/Lord_Howe')
FROM (VALUES (1, timestamp '2026-04-05 01:30'), (2, '2026-04-05 01:59:59'), (3, '2026-04-05 01:30'), (4, '2026-04-05 02:00')) v(id, local);
-- a time that clocks skip
SELECT recorded_time('2026-03-29 02:30', 'Europe/Madrid') OVER (), timestamp '2026-03-29 02:30' AT TIME ZONE 'Europe/Madrid' AS at_time_zone;
-- with more tolerance the first hour goes on, with none it ends
SELECT id, recorded_time(local, 'Europe/Madrid', '0') OVER w AS strict, recorded_time(local, 'Europe/Madrid', tolerance => '20 minutes') OVER w AS loose
FROM (VALUES (1, timestamp '2026-10-25 02:30'), (2, '2026-10-25 02:29:59'), (3, '2026-10-25 02:10'), (4, '2026-10-25 02:09')) v(id, local)
WINDOW w AS (ORDER BY id) ORDER BY id;
-- neither the frame has a say, nor rows of one number; each partition begins anew
SELECT local, recorded_time(local, 'Europe/Madrid') OVER (ORDER BY 1 ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS frame,
  recorded_time(local, 'Europe/Madrid') OVER (PARTITION BY local) AS alone
FROM (VALUES (timestamp '2026-10-25 02:30'), ('2026-10-25 02:00'), ('2026-10-25 02:10')) v(local);
-- a zone of each row
SELECT site, local, recorded_time(local, site) OVER (ORDER BY id)
FROM (VALUES (1, 'Europe/Madrid', timestamp '2026-10-25 02:30'), (2, 'Atlantic/Canary', '2026-10-25 02:05'), (3, 'Europe/Madrid', '2026-10-25 02:10'),
  (4, NULL, '2026-10-25 02:30')) v(id, site, local);
SELECT recorded_time(NULL, 'UTC') OVER () AS no_time, recorded_time('2026-01-01', NULL) OVER () AS no_zone, recorded_time('2026-01-01', 'UTC', NULL) OVER () AS no_tolerance,
  is_repeated_time(NULL, 'UTC') AS repeated, is_repeated_time('2026-01-01', NULL) AS repeated, is_repeated_time('infinity', 'Europe/Madrid') AS infinite;

-- errors
SELECT recorded_time('2026-01-01', 'UTC');  -- error: no order
SELECT recorded_time('2026-01-01', 'CEST') OVER ();  -- error: an abbreviation
SELECT is_repeated_time('2026-01-01', 'Mars/Olympus');  -- error: zone
SELECT recorded_time('2026-01-01', 'UTC', '-1 second') OVER ();  -- error: negative
SELECT recorded_time('2026-01-01', 'UTC', '1 month') OVER ();  -- error: months
SELECT recorded_time('294276-12-31 23:59:59', 'Etc/GMT+1') OVER ();  -- error: beyond the last timestamp
SELECT recorded_time('4714-11-24 00:00 BC', 'Etc/GMT-1') OVER ();  -- error: before the first
SELECT recorded_time('294276-12-31 23:59:59', 'America/New_York') OVER ();  -- error: beyond the last
SELECT recorded_time('294276-12-31 18:59:59', 'America/New_York') OVER (), recorded_time('4714-11-24 00:00 BC', 'America/New_York') OVER ();

-- the definition: the instants at which the clock shows a time, in plain SQL
CREATE FUNCTION instants(local timestamp, zone text) RETURNS timestamptz[] LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(DISTINCT at), '{}')
  FROM (SELECT (local - ((k AT TIME ZONE zone) - (k AT TIME ZONE 'UTC'))) AT TIME ZONE 'UTC'
    FROM (VALUES (local AT TIME ZONE 'UTC' - interval '40 hours'), (local AT TIME ZONE 'UTC' + interval '40 hours')) v(k)) o(at)
  WHERE at AT TIME ZONE zone = local
$$;
CREATE TABLE zone AS
SELECT * FROM (VALUES ('Europe/Madrid', timestamptz '2026-03-29 01:00+00', timestamptz '2026-10-25 01:00+00'), ('America/New_York', '2026-03-08 07:00+00', '2026-11-01 06:00+00'),
  ('Australia/Lord_Howe', '2026-10-03 15:30+00', '2026-04-04 15:00+00'), ('America/St_Johns', '2026-03-08 05:30+00', '2026-11-01 04:30+00'),
  ('Europe/Dublin', '2026-03-29 01:00+00', '2026-10-25 01:00+00'), ('Asia/Tokyo', '2026-03-29 01:00+00', '2026-10-25 01:00+00')) z(zone, forward, back);
SELECT count(*) AS times, count(*) FILTER (WHERE cardinality(instants(local, zone)) = 2) AS twice, count(*) FILTER (WHERE cardinality(instants(local, zone)) = 0) AS skipped,
  count(*) FILTER (WHERE is_repeated_time(local, zone) <> (cardinality(instants(local, zone)) = 2)) AS repeated_differ,
  count(*) FILTER (WHERE NOT is_repeated_time(local, zone) AND alone IS DISTINCT FROM local AT TIME ZONE zone) AS others_differ,
  count(*) FILTER (WHERE is_repeated_time(local, zone) AND alone IS DISTINCT FROM (instants(local, zone))[1]) AS first_differ
FROM (
  SELECT zone, local, recorded_time(local, zone) OVER (PARTITION BY zone, local) AS alone
  FROM zone, LATERAL (
    SELECT date_trunc('hour', edge AT TIME ZONE zone) + i * interval '10 minutes' FROM unnest(ARRAY[forward, back]) edge, generate_series(-60, 60) i
    UNION ALL SELECT timestamp '1900-01-01' + i * interval '37 days 11:23:45.678901' FROM generate_series(0, 3000) i) l(local)) t;

-- what was shown, in order, is found again: rows every 25 minutes at most, over
-- the changes of 20 series in each zone, recorded up to 20 seconds late
SELECT setseed(0.314159);
CREATE TABLE series AS
SELECT zone, kind, n, row_number() OVER w AS id, at, at + random() * interval '20 seconds' AS recorded_at, at AT TIME ZONE zone AS local
FROM (
  SELECT zone, kind, n, edge - interval '6 hours' + sum(random() * interval '25 minutes') OVER (PARTITION BY zone, kind, n ORDER BY i) AS at
  FROM zone, LATERAL (VALUES ('forward', forward), ('back', back)) e(kind, edge), generate_series(1, 20) n, generate_series(1, 60) i) s
WINDOW w AS (PARTITION BY zone, kind, n ORDER BY at);
SELECT zone, count(*) AS rows, count(*) FILTER (WHERE is_repeated_time(local, zone)) > 50 AS repeated, count(*) FILTER (WHERE strict <> at) AS strict_differ,
  count(*) FILTER (WHERE late <> at) AS late_differ, count(*) FILTER (WHERE local AT TIME ZONE zone <> at) > 30 AS at_time_zone_differs
FROM (
  SELECT zone, local, at, recorded_time(local, zone, '0') OVER (PARTITION BY zone, kind, n ORDER BY id) AS strict,
    recorded_time(local, zone) OVER (PARTITION BY zone, kind, n ORDER BY recorded_at) AS late
  FROM series) s
GROUP BY zone ORDER BY zone;
-- all of them in one log, each row with its zone
SELECT count(*) AS rows, count(*) FILTER (WHERE got <> at) AS differ
FROM (SELECT at, recorded_time(local, zone) OVER (PARTITION BY n ORDER BY recorded_at) AS got FROM series) s;
-- of fewer rows not all can be known; then they are the least that are in order
CREATE TABLE sparse AS
SELECT zone, n, row_number() OVER (PARTITION BY zone, n ORDER BY at) AS id, at, local FROM series WHERE kind = 'back' AND random() < 0.25;
SELECT count(*) FILTER (WHERE got < at) > 10 AS read_as_first, count(*) FILTER (WHERE got > at) AS later, count(*) FILTER (WHERE got < before) AS back
FROM (SELECT *, lag(got) OVER (PARTITION BY zone, n ORDER BY id) AS before
  FROM (SELECT *, recorded_time(local, zone, '0') OVER (PARTITION BY zone, n ORDER BY id) AS got FROM sparse) r) s;
-- the rule, in any order and with any tolerance
CREATE TABLE shuffled AS
SELECT n, zone, row_number() OVER (PARTITION BY n ORDER BY at + random() * interval '50 minutes' + CASE WHEN random() < 0.03 THEN interval '30 hours' ELSE '0' END) AS id,
  local, n * interval '90 seconds' AS tolerance
FROM series WHERE kind = 'back';
CREATE TABLE want AS
WITH RECURSIVE r AS (
  SELECT n, 0::bigint AS id, NULL::timestamptz AS got, NULL::timestamptz AS latest FROM generate_series(1, 20) n
  UNION ALL
  SELECT r.n, s.id, k.got, CASE WHEN r.latest - k.got <= interval '24 hours' THEN greatest(r.latest, k.got) ELSE k.got END
  FROM r
  JOIN shuffled s ON s.n = r.n AND s.id = r.id + 1
  CROSS JOIN LATERAL instants(s.local, s.zone) i
  CROSS JOIN LATERAL (
    SELECT CASE WHEN cardinality(i) < 2 THEN s.local AT TIME ZONE s.zone
      WHEN i[1] < r.latest - s.tolerance AND r.latest - i[2] <= interval '24 hours' THEN i[2] ELSE i[1] END) k(got))
SELECT n, id, got FROM r WHERE id > 0;
SELECT count(*) AS rows, count(*) FILTER (WHERE w.got IS DISTINCT FROM g.got) AS differ, count(*) FILTER (WHERE g.got <> g.local AT TIME ZONE g.zone) > 100 AS first_hour,
  count(*) FILTER (WHERE is_repeated_time(g.local, g.zone) AND g.got = g.local AT TIME ZONE g.zone) > 100 AS second_hour
FROM want w JOIN (SELECT *, recorded_time(local, zone, tolerance) OVER (PARTITION BY n ORDER BY id) AS got FROM shuffled) g USING (n, id);

-- in a report: the log's own order, over all users
CREATE TABLE queue_log (id bigint PRIMARY KEY, at timestamp, agent text, event text);
INSERT INTO queue_log VALUES (1, '2026-10-25 01:30', 'Anna', 'Available'), (2, '2026-10-25 02:45', 'Ben', 'Available'), (3, '2026-10-25 02:15', 'Anna', 'Offline'), (4, '2026-10-25 02:50', 'Ben', 'Offline');
CREATE SCHEMA recorded_report CREATE VIEW status_event AS
  SELECT id AS event_id, agent AS user_id, userlogs.recorded_time(at, 'Europe/Madrid') OVER (ORDER BY id) AS occurred_at, event AS status, NULL::text AS reason
  FROM recorded_time_test.queue_log;
SELECT userlogs.create_report('recorded_report') \g /dev/null
UPDATE recorded_report.setting SET as_of = '2026-10-25 12:00+01', time_zone = 'Europe/Madrid';
SELECT user_name, status, login_at, local_login, duration FROM recorded_report.user_logs WHERE status = 'Available' ORDER BY 1;
SELECT user_name, status, login_at, duration FROM recorded_report.user_logs_between('2026-10-25 00:00+00', '2026-10-25 01:00+00') ORDER BY 1;
SELECT recorded_report.log_is_indexed(), (SELECT count(*) FROM missing_indexes('recorded_report')) AS missing_indexes;

SET client_min_messages = error;
DROP SCHEMA recorded_time_test, recorded_report CASCADE;
