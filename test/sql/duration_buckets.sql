-- duration_buckets: the time in each status, for each reason, of each bucket.
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'duration_buckets'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TEMP TABLE day AS
SELECT timeline_agg(at, status, reason) AS t FROM (VALUES
  (timestamptz '2026-03-02 06:50', 'Available', NULL), ('2026-03-02 12:00', 'Break', 'Lunch'), ('2026-03-02 12:20', 'Break', 'Coffee'), ('2026-03-02 12:30', 'Available', NULL),
  ('2026-03-02 15:00', 'Break', 'Lunch'), ('2026-03-02 15:30', NULL, NULL), ('2026-03-02 22:00', 'Available', NULL), ('2026-03-03 02:00', 'Break', 'Lunch')) e(at, status, reason);
SELECT b.* FROM day, duration_buckets(t, '1 day', '2026-03-02', '2026-03-03 10:00', 'UTC') b;
SELECT b.* FROM day, duration_buckets(t, '1 day', '2026-03-02 12:10', '2026-03-03 10:00', 'UTC', '-02:00') b;
-- from the first event on; no rows for an empty window, one before the first event, and NULL
SELECT b.* FROM day, duration_buckets(t, '1 month', '-infinity', '2026-03-03', 'Europe/Berlin') b;
SELECT b.* FROM day, duration_buckets(t, '1 day', '2026-03-02', '2026-03-02', 'UTC') b;
SELECT b.* FROM day, duration_buckets(t, '1 day', '-infinity', '2026-03-02', 'UTC') b;
SELECT count(*) FROM day, duration_buckets(t, NULL, '2026-03-02', '2026-03-03', 'UTC') b;
SELECT duration_buckets(t, '1 day', '2026-03-03', '2026-03-04', 'UTC') FROM day;
\set SHOW_CONTEXT never
SELECT duration_buckets(t, '1 day', '2026-03-04', '2026-03-02', 'UTC') FROM day;  -- error: reversed
SELECT duration_buckets(t, '1 day', '2026-03-04', 'infinity', 'UTC') FROM day;  -- error: no end
SELECT duration_buckets(t, '1 day 1 hour', '2026-03-02', '2026-03-04', 'UTC') FROM day;  -- error: width
SELECT duration_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'Madrid') FROM day;  -- error: zone
SELECT duration_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'UTC', '25:00') FROM day;  -- error: offset
DROP TABLE day;
