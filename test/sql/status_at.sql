-- status_at and reason_at: an event counts from its very time on.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('reason_at', 'status_at')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

SELECT at, status_at(t, at), reason_at(t, at)
FROM (VALUES (timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 #1 "Available",
  2026-03-02 12:00:00+00 #2 "Unavailable" "Lunch", 2026-03-02 13:00:00+00 NULL "lost"}')) v(t),
unnest('{-infinity, 2026-03-02 07:59:59.999999, 2026-03-02 08:00, 2026-03-02 11:59:59.999999, 2026-03-02 12:00,
  2026-03-02 12:59:59.999999, 2026-03-02 13:00, infinity}'::timestamptz[]) at ORDER BY at;
SELECT status_at(NULL, '2026-03-02') IS NULL AS no_timeline,
  reason_at('{2026-03-02 08:00:00+00 "Available" "x"}', NULL) IS NULL AS no_time;

-- across the blocks of a long timeline, every event and the moment before it
SELECT count(*) AS moments, count(*) FILTER (WHERE status_at(t, at) IS DISTINCT FROM 'S' || i
    OR status_at(t, at - interval '1 microsecond') IS DISTINCT FROM 'S' || nullif(i - 1, 0)) AS wrong
FROM (SELECT timeline_agg(timestamptz '2026-01-01 00:00+00' + i * i * interval '1 second', 'S' || i, NULL) AS t
  FROM generate_series(1, 1000) i) a,
(SELECT i, timestamptz '2026-01-01 00:00+00' + i * i * interval '1 second' AS at FROM generate_series(1, 1000) i) m;
