-- service_seconds, add_service_time, next_service_time, service_spans: time on a
-- service clock, against hand-counted hours and against a clock that is looked at
-- every minute.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = service_seconds_test, userlogs;
CREATE SCHEMA service_seconds_test;
SET TimeZone = 'Europe/Berlin';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('service_seconds', 'add_service_time', 'next_service_time', 'service_spans')
ORDER BY p.proname;

-- Tuesday to Friday of a week with a holiday, and a short day
\set clock '''Europe/Berlin; 1-5 08:00-12:00; 1-5 13:00-18:00; 2026-04-03 closed; 2026-04-02 08:00-12:00'''
SELECT * FROM service_spans(:clock, '2026-03-31 17:00', '2026-04-07 09:00');
-- asked a minute before closing, answered a minute after opening: 2 minutes
SELECT service_seconds(:clock, '2026-03-31 17:59', '2026-04-01 08:01') AS overnight,
  service_seconds(:clock, '2026-04-02 11:59', '2026-04-06 08:01') AS over_easter,
  service_seconds(:clock, '2026-04-01 11:50', '2026-04-01 13:10') AS over_lunch,
  service_seconds(:clock, '2026-04-04 10:00', '2026-04-05 10:00') AS weekend,
  service_seconds(:clock, '2026-04-01 09:00', '2026-04-01 09:00:00.000001') AS least;
-- due: at closing, not at the next opening
SELECT add_service_time(:clock, '2026-04-01 17:50', '10 min') AS at_closing,
  add_service_time(:clock, '2026-04-01 17:50', '10 min 1 microsecond') AS next_day,
  add_service_time(:clock, '2026-04-02 11:00', '1 day') AS in_three_days,
  add_service_time(:clock, '2026-04-03 10:00', '0') AS nothing;
SELECT next_service_time(:clock, '2026-04-01 12:00') AS after_lunch, next_service_time(:clock, '2026-04-02 12:00') AS after_easter,
  next_service_time(:clock, '2026-04-01 11:59:59.999999') AS in_service;

-- a night shift belongs to the day on which it opens: closed on Friday, it still
-- runs until six on Friday, and from Saturday on
\set night '''UTC; 1-7 22:00-06:00; 2026-04-03 closed'''
SELECT s.started_at AT TIME ZONE 'UTC' AS started_at, s.ended_at AT TIME ZONE 'UTC' AS ended_at
FROM service_spans(:night, '2026-04-02 12:00+00', '2026-04-05 12:00+00') s;
-- days that touch are one span; 24:00 is the start of the next day
SELECT service_spans('UTC; 1-7 00:00-24:00', '2026-04-02 12:00+00', '2026-04-12 12:00+00');
SELECT service_spans('UTC; 1-5 24:00-02:00; 6,7 00:00-00:00', '2026-04-03 12:00+00', '2026-04-07 12:00+00');
-- hours that hold for some days
SELECT service_spans('UTC; 1-7 09:00-10:00 before 2026-04-03; 1-7 11:00-12:00 from 2026-04-03 before 2026-04-04; 1-7 13:00-14:00 from 2026-04-04',
  '2026-04-02 00:00+00', '2026-04-05 00:00+00');
-- nothing is left of hours that the clock skips, and those that it shows twice
-- count twice
SELECT service_seconds('Europe/Berlin; 7 02:00-03:00', '2026-03-29 00:00', '2026-03-30 00:00') AS skipped,
  service_seconds('Europe/Berlin; 7 02:30-04:00', '2026-03-29 00:00', '2026-03-30 00:00') AS partly,
  service_seconds('Europe/Berlin; 7 01:00-03:00', '2026-10-25 00:00', '2026-10-26 00:00') AS twice,
  service_seconds('Europe/Berlin; 7 22:00-06:00', '2026-03-22 12:00', '2026-03-30 12:00') AS night;
-- spellings
SELECT service_seconds(E'  Europe/Berlin ;1,3-4 09:00-10:00:00.5\n; 2026-04-03  closed;2026-04-03 09:00-09:00:00.000001', '2026-03-30', '2026-04-06') AS spelled;
SELECT service_seconds('UTC', '2026-03-30', '2026-04-06') AS never, add_service_time('UTC', '2026-03-30', '1 s') AS never_due, next_service_time('UTC', '2026-03-30') AS never_open;
-- far away, and back
SELECT service_seconds('UTC; 1-7 12:00-13:00', '2000-01-01 00:00+00', '2399-12-31 00:00+00') / 3600 AS days,
  add_service_time('UTC; 1-7 12:00-13:00', '2000-01-01 00:00+00', '146096 hours') AS due;

SELECT count(*) AS spans, min(s.started_at) AS first, max(s.ended_at) AS last, bool_or(s.started_at = s.previous) AS touch
FROM (SELECT s.started_at, s.ended_at, lag(s.ended_at) OVER (ORDER BY s.started_at) AS previous
  FROM service_spans('UTC; 1-3 00:00-24:00; 4-7 22:00-02:00', '0001-01-01 00:00+00', '3000-01-01 00:00+00') s) s;
SELECT service_spans('UTC; 1-7 00:00-24:00', '0001-01-01 00:00+00', '3000-01-01 00:00+00');

-- NULL
SELECT service_seconds(NULL, now(), now()), service_seconds('UTC', NULL, now()), service_seconds('UTC', now(), NULL);
SELECT add_service_time(NULL, now(), '1 s'), add_service_time('UTC', NULL, '1 s'), add_service_time('UTC', now(), NULL);
SELECT next_service_time(NULL, now()), next_service_time('UTC', NULL);
SELECT count(*) FROM service_spans(NULL, now(), now());
SELECT count(*) FROM service_spans('UTC; 1-7 00:00-24:00', now(), now());

-- errors
CREATE FUNCTION error_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  detail text;
  hint text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  RETURN concat_ws(' | ', SQLSTATE, SQLERRM, nullif(detail, ''), nullif(regexp_replace(hint, 'An example.*', ''), ''));
END $$;
SELECT c.clock, error_of(format('SELECT userlogs.service_seconds(%L, now(), now())', c.clock))
FROM (VALUES (''), ('Berlin'), ('Europe/Berlin 1-5 09:00-17:00'), ('UTC;'), ('UTC; '), ('UTC; 0 09:00-17:00'), ('UTC; 8 09:00-17:00'), ('UTC; 5-1 09:00-17:00'),
  ('UTC; 1- 09:00-17:00'), ('UTC; 1, 09:00-17:00'), ('UTC; 1-5'), ('UTC; 1-5 9:00-17:00'), ('UTC; 1-5 09:00'), ('UTC; 1-5 09:00-24:00:00.000001'), ('UTC; 1-5 09:60-17:00'),
  ('UTC; 1-5 09:00-17:00 until 2026-01-01'), ('UTC; 1-5 09:00-17:00 from 2026'), ('UTC; 2026-02-29 closed'), ('UTC; 0000-01-01 closed'), ('UTC; 2026-13-01 closed'),
  ('UTC; 2026-04-03'), ('UTC; 2026-04-03 open'), ('UTC; 1-5 closed'), ('UTC; 1-5 09:00-17:00,'), ('UTC; ' || repeat('é', 100))) c(clock);
SELECT error_of($$SELECT userlogs.service_seconds('UTC', '2026-01-02', '2026-01-01')$$);
SELECT error_of($$SELECT userlogs.service_seconds('UTC', '2026-01-02', 'infinity')$$);
SELECT error_of($$SELECT userlogs.service_seconds('UTC', '-infinity', '2026-01-02')$$);
SELECT error_of($$SELECT userlogs.service_seconds('UTC', '1900-01-01', '2500-01-02')$$);
SELECT error_of($$SELECT userlogs.add_service_time('UTC', 'infinity', '1 s')$$);
SELECT error_of($$SELECT userlogs.add_service_time('UTC', '2026-01-02', '-1 s')$$);
SELECT error_of($$SELECT userlogs.add_service_time('UTC', '2026-01-02', '1 month')$$);
SELECT error_of($$SELECT userlogs.add_service_time('UTC; 1 00:00-24:00', '294276-12-01', '10 days')$$);
SELECT error_of($$SELECT userlogs.next_service_time('UTC', '-infinity')$$);
SELECT error_of($$SELECT userlogs.service_spans('UTC', '2026-01-02', 'infinity')$$);
SELECT error_of($$SELECT userlogs.service_seconds('UTC' || repeat('; 2026-01-01 closed', 100001), now(), now())$$);

-- Random clocks in four zones, through both changes of their clocks: weekly hours,
-- also over midnight and for some of the days, and exceptions.  Whether they run is
-- looked up for each minute in pure SQL: from the first minute in which the local
-- clock has shown a time on, it has shown it.
SELECT setseed(0.18);
CREATE TABLE calendar AS
SELECT n, (ARRAY['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns'])[1 + n % 4] AS zone,
  CASE WHEN n / 4 % 2 = 0 THEN date '2026-03-01' ELSE '2026-10-01' END AS first_date
FROM generate_series(1, 16) n;
CREATE TABLE weekly AS
SELECT c.n, w AS weekday, time '00:00' + (random() * 95)::int * interval '15 min' AS opens, time '00:00' + (random() * 1439)::int * interval '1 min' AS closes,
  CASE WHEN random() < 0.3 THEN c.first_date + (random() * 40)::int END AS valid_from, CASE WHEN random() < 0.3 THEN c.first_date + (random() * 40)::int END AS valid_to
FROM calendar c, generate_series(1, 7) w, generate_series(1, 2) k WHERE random() < 0.6;
CREATE TABLE exception AS
SELECT c.n, c.first_date + (random() * 40)::int AS local_date, x.opens, CASE WHEN x.opens IS NOT NULL THEN time '00:00' + (random() * 1439)::int * interval '1 min' END AS closes
FROM calendar c, generate_series(1, 6) k, LATERAL (SELECT CASE WHEN random() + k * 0 < 0.5 THEN time '00:00' + (random() * 95)::int * interval '15 min' END OFFSET 0) x(opens);
CREATE TABLE clock AS
SELECT c.n, c.zone, c.first_date, concat_ws('; ', c.zone,
  (SELECT string_agg(format('%s %s-%s', w.weekday, w.opens, w.closes) || coalesce(' from ' || w.valid_from, '') || coalesce(' before ' || w.valid_to, ''), '; ' ORDER BY random()) FROM weekly w WHERE w.n = c.n),
  (SELECT string_agg(x.local_date || CASE WHEN x.opens IS NULL THEN ' closed' ELSE format(' %s-%s', x.opens, x.closes) END, '; ' ORDER BY random()) FROM exception x WHERE x.n = c.n)) AS clock
FROM calendar c;
CREATE TABLE minute AS
SELECT c.n, t.at, max(t.at AT TIME ZONE c.zone) OVER (PARTITION BY c.n ORDER BY t.at) AS shown
FROM clock c, LATERAL generate_series((c.first_date - 1)::timestamp AT TIME ZONE 'UTC', (c.first_date + 42)::timestamp AT TIME ZONE 'UTC', '1 min') t(at);
-- the local spans of each day
CREATE TABLE hours AS
SELECT c.n, d.local_date + h.opens AS opens, d.local_date + h.closes + CASE WHEN h.closes > h.opens THEN interval '0' ELSE '1 day' END AS closes
FROM clock c, LATERAL (SELECT (c.first_date + i) AS local_date FROM generate_series(-4, 44) i) d, LATERAL (
  SELECT x.opens, x.closes FROM exception x WHERE x.n = c.n AND x.local_date = d.local_date AND x.opens IS NOT NULL
  UNION ALL
  SELECT w.opens, w.closes FROM weekly w WHERE w.n = c.n AND w.weekday = extract(isodow FROM d.local_date) AND d.local_date >= coalesce(w.valid_from, '-infinity')
    AND d.local_date < coalesce(w.valid_to, 'infinity') AND NOT EXISTS (SELECT FROM exception x WHERE x.n = c.n AND x.local_date = d.local_date)) h;
CREATE INDEX ON hours (n, opens);
ANALYZE hours;
CREATE TABLE running AS
SELECT m.n, m.at, EXISTS (SELECT FROM hours h WHERE h.n = m.n AND h.opens <= m.shown AND h.opens > m.shown - interval '2 days' AND h.closes > m.shown) AS is_open
FROM minute m;
CREATE TABLE elapsed AS
SELECT n, at, is_open, sum(is_open::int) OVER (PARTITION BY n ORDER BY at ROWS UNBOUNDED PRECEDING) - is_open::int AS before FROM running;
CREATE UNIQUE INDEX ON elapsed (n, at);
ANALYZE elapsed;
CREATE TABLE asked AS
SELECT r.n, least(r.one, r.other) AS from_at, greatest(r.one, r.other) AS to_at
FROM (
  SELECT c.n, e.first_at + random() * interval '40 days' AS one, e.first_at + random() * interval '40 days' AS other
  FROM clock c, LATERAL (SELECT (c.first_date)::timestamp AT TIME ZONE 'UTC') e(first_at), generate_series(1, 6250) k) r;
CREATE FUNCTION oracle_seconds(n int, at timestamptz) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT e.before * 60 + CASE WHEN e.is_open THEN extract(epoch FROM $2 - e.at) ELSE 0 END
  FROM elapsed e WHERE e.n = $1 AND e.at = date_trunc('minute', $2)
$$;
SELECT count(*) AS requests, count(*) FILTER (WHERE is_open) > 10000 AS some_in_service FROM asked a JOIN elapsed e ON e.n = a.n AND e.at = date_trunc('minute', a.from_at);
SELECT count(*) AS differ FROM asked a JOIN clock c ON c.n = a.n
WHERE service_seconds(c.clock, a.from_at, a.to_at) IS DISTINCT FROM oracle_seconds(a.n, a.to_at) - oracle_seconds(a.n, a.from_at);
-- the due time is the first one until which the clock has run that long
SELECT count(*) AS due, count(*) FILTER (WHERE service_seconds(d.clock, d.from_at, d.due_at) <> d.seconds
  OR service_seconds(d.clock, d.from_at, d.due_at - interval '1 microsecond') <> d.seconds - 0.000001) AS differ
FROM (
  SELECT c.clock, a.from_at, k.seconds, add_service_time(c.clock, a.from_at, k.seconds * interval '1 second') AS due_at
  FROM asked a JOIN clock c ON c.n = a.n
  CROSS JOIN LATERAL (SELECT service_seconds(c.clock, a.from_at, a.to_at) OFFSET 0) k(seconds)
  WHERE k.seconds > 0) d;
-- the next time in service is the one from which on the clock runs
SELECT count(*) FILTER (WHERE n.next_at IS NULL OR n.next_at < a.from_at OR service_seconds(c.clock, a.from_at, n.next_at) <> 0
  OR service_seconds(c.clock, n.next_at, n.next_at + interval '1 microsecond') <> 0.000001) AS differ
FROM asked a JOIN clock c ON c.n = a.n CROSS JOIN LATERAL (SELECT next_service_time(c.clock, a.from_at) OFFSET 0) n(next_at);
-- spans are maximal, within the window, and add up
SELECT count(*) AS windows, count(*) FILTER (WHERE s.seconds IS DISTINCT FROM service_seconds(s.clock, s.from_at, s.to_at) OR s.is_wrong) AS differ
FROM (
  SELECT c.clock, a.from_at, a.to_at, k.seconds, k.is_wrong
  FROM (SELECT n, from_at, to_at FROM asked ORDER BY hashtextextended(asked::text, 18) LIMIT 2000) a JOIN clock c ON c.n = a.n
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(extract(epoch FROM p.ended_at - p.started_at)), 0),
      coalesce(bool_or(p.started_at >= p.ended_at OR p.started_at < a.from_at OR p.ended_at > a.to_at OR p.previous >= p.started_at), false)
    FROM (SELECT p.started_at, p.ended_at, lag(p.ended_at) OVER (ORDER BY p.started_at) AS previous FROM service_spans(c.clock, a.from_at, a.to_at) p) p) k(seconds, is_wrong)) s;
-- a sum of parts, in any order of the calls
SELECT count(*) FILTER (WHERE service_seconds(c.clock, a.from_at, m.at) + service_seconds(c.clock, m.at, a.to_at) <> service_seconds(c.clock, a.from_at, a.to_at)) AS differ
FROM (SELECT * FROM asked ORDER BY hashtextextended(asked::text, 1)) a JOIN clock c ON c.n = a.n CROSS JOIN LATERAL (SELECT a.from_at + (a.to_at - a.from_at) * 0.3 OFFSET 0) m(at);
DROP SCHEMA service_seconds_test CASCADE;
