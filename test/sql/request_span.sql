-- request_span: from the arrival to the last moment at which a request can be
-- under way.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA request_span_test;
SET search_path = request_span_test, userlogs;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'request_span'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

\pset null -
SELECT what, request_span(arrived_at::timestamptz, first_response_at::timestamptz, closed_at::timestamptz)
FROM (VALUES (1, 'closed', '2026-03-02 08:00', '2026-03-02 08:05', '2026-03-02 08:30'),
  (2, 'abandoned', '2026-03-02 08:00', NULL, '2026-03-02 08:30'),
  (3, 'closed on arrival', '2026-03-02 08:00', '2026-03-02 08:00', '2026-03-02 08:00'),
  (4, 'closed by the response', '2026-03-02 08:00', '2026-03-02 08:05', '2026-03-02 08:05'),
  (5, 'closed after days', '2026-03-02 08:00', '2026-03-02 08:05', '2026-03-09'),
  (6, 'answered', '2026-03-02 08:00', '2026-03-02 08:05', NULL),
  (7, 'waiting', '2026-03-02 08:00', NULL, NULL),
  (8, 'closed before the arrival', '2026-03-02 08:00', NULL, '2026-03-02 07:59:59.999999'),
  (9, 'closed before the response', '2026-03-02 08:00', '2026-03-02 08:05', '2026-03-02 08:04:59.999999'),
  (10, 'answered before the arrival', '2026-03-02 08:00', '2026-03-02 07:00', NULL),
  (11, 'the same, closed', '2026-03-02 08:00', '2026-03-02 07:00', '2026-03-02 08:30'),
  (12, 'closed at infinity', '2026-03-02 08:00', '2026-03-02 08:05', 'infinity'),
  (13, 'closed at -infinity', '2026-03-02 08:00', '2026-03-02 08:05', '-infinity'),
  (14, 'answered at infinity', '2026-03-02 08:00', 'infinity', NULL),
  (15, 'the same, closed', '2026-03-02 08:00', 'infinity', '2026-03-02 08:30'),
  (16, 'answered at -infinity, closed', '2026-03-02 08:00', '-infinity', '2026-03-02 08:30'),
  (17, 'answered at -infinity', '2026-03-02 08:00', '-infinity', NULL),
  (18, 'no arrival', NULL, '2026-03-02 08:05', '2026-03-02 08:30'),
  (19, 'nothing', NULL, NULL, NULL),
  (20, 'arrived at infinity', 'infinity', '2026-03-02 08:05', '2026-03-02 08:30'),
  (21, 'arrived at -infinity', '-infinity', '2026-03-02 08:05', '2026-03-02 08:30'),
  (22, 'first and last time', '4714-11-24 BC', NULL, '294276-12-31 23:59:59.999999'),
  (23, 'last day', '2026-03-02 08:00', '294276-12-30 23:59:59.999999', NULL),
  (24, 'later', '2026-03-02 08:00', '294276-12-31', NULL),
  (25, 'last time', '294276-12-31 23:59:59.999999', '294276-12-31 23:59:59.999999', NULL)) r(n, what, arrived_at, first_response_at, closed_at)
ORDER BY n;
-- 24 hours, also where the local day is shorter
SELECT request_span('2026-03-28 12:00+01', '2026-03-28 12:00+01', NULL) = '[2026-03-28 11:00+00, 2026-03-29 11:00+00]' AS equal;

-- the law: every combination of times that may matter, as SQL does it
CREATE TABLE time AS
SELECT unnest('{NULL, -infinity, 4714-11-24 00:00+00 BC, 4714-11-24 00:00:00.000001+00 BC, 1999-12-31 23:59:59.999999+00, 2000-01-01 00:00+00, 2026-03-02 08:00+00, 2026-03-02 08:00:00.000001+00,
  2026-03-03 08:00+00, 294276-12-30 23:59:59.999999+00, 294276-12-31 00:00+00, 294276-12-31 23:59:59.999999+00, infinity}'::timestamptz[]) AS at;
SELECT count(*) AS calls, count(*) FILTER (WHERE request_span(a.at, r.at, c.at) IS DISTINCT FROM
  CASE WHEN a.at IS NULL OR NOT isfinite(a.at) THEN 'empty'
    WHEN isfinite(c.at) AND c.at >= a.at AND (r.at IS NULL OR c.at >= r.at) THEN tstzrange(a.at, c.at, '[]')
    WHEN isfinite(r.at) AND r.at >= a.at AND r.at < '294276-12-31 00:00+00' THEN tstzrange(a.at, r.at + interval '24 hours', '[]')
    ELSE tstzrange(a.at, NULL) END) AS differ
FROM time a, time r, time c;

-- an index on it finds the same as reading all
CREATE TABLE request AS
SELECT i, at AS arrived_at, CASE WHEN i % 5 > 0 THEN at + i % 7 * interval '1 minute' END AS first_response_at,
  CASE WHEN i % 3 > 0 THEN at + (i % 11 - 1) * interval '20 minutes' END AS closed_at
FROM (SELECT i, CASE WHEN i % 97 > 0 THEN timestamptz '2026-01-01 00:00+00' + i * interval '15 minutes' END AS at FROM generate_series(1, 10000) i) r;
UPDATE request SET closed_at = arrived_at + interval '1 hour' WHERE i % 50 > 0;
INSERT INTO request SELECT -row_number() OVER (), a.at, r.at, c.at FROM time a, time r, time c;
CREATE INDEX ON request USING gist (request_span(arrived_at, first_response_at, closed_at));
ANALYZE request;
SELECT $$ SELECT i FROM request WHERE request_span(arrived_at, first_response_at, closed_at) && tstzrange('2026-02-10', '2026-02-11') $$ AS query \gset
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ node THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;
SET enable_seqscan = off;
SELECT plan_has(:'query', 'Index Cond: \(request_span') AS plan;
CREATE TABLE found AS :query;
RESET enable_seqscan;
SET enable_bitmapscan = off;
SET enable_indexscan = off;
SELECT count(*) BETWEEN 100 AND 5000 AS some FROM found;
SELECT count(*) FROM ((TABLE found EXCEPT ALL (:query)) UNION ALL ((:query) EXCEPT ALL TABLE found)) d;
-- a request of no length is found by the window that begins with it, not by the one before
SELECT request_span(at, at, at) && tstzrange(at, at + interval '1 s') AS begins, request_span(at, at, at) && tstzrange(at - interval '1 s', at) AS ends
FROM (VALUES (timestamptz '2026-03-02 08:00')) v(at);
SET client_min_messages = error;
DROP SCHEMA request_span_test CASCADE;
