-- status_durations and duration_in, on a day that a reader can check by hand.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('duration_in', 'status_durations')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE VIEW day AS SELECT timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 10:15:00+00 "Unavailable" "Strategic break",
  2026-03-02 10:30:00+00 "Available", 2026-03-02 12:00:00+00 "Unavailable" "Lunch", 2026-03-02 13:00:00+00 "Available",
  2026-03-02 15:00:00+00 "Unavailable" "Strategic break", 2026-03-02 15:20:00+00 "Available", 2026-03-02 17:00:00+00 NULL}' AS t;

SELECT d.*, sum(duration) OVER () AS total FROM day, status_durations(t, '2026-03-02', '2026-03-03') d;
SELECT d.* FROM day, status_durations(t, '2026-03-02 09:00', '2026-03-02 15:10') d;
-- without an end the open interval counts, but has no duration
SELECT d.* FROM day, status_durations(t, '-infinity', 'infinity') d;
SELECT d.* FROM day, status_durations(t, '2026-03-02 15:30', 'infinity') d;
SELECT d.* FROM day, status_durations(t, '2026-03-02', '2026-03-02') d;
SELECT (status_durations(t, '2026-03-02', '2026-03-03')).* FROM day;

SELECT duration_in(t, 'Available', '2026-03-02', '2026-03-03') AS available,
  duration_in(t, 'Unavailable', '2026-03-02', '2026-03-03') AS unavailable,
  duration_in(t, 'Holiday', '2026-03-02', '2026-03-03') AS holiday,
  duration_in(t, 'available', '2026-03-02', '2026-03-03') AS by_bytes,
  duration_in(t, ARRAY['Available', 'Unavailable'], '2026-03-02', '2026-03-03') AS both,
  duration_in(t, '{}', '2026-03-02', '2026-03-03') AS literal_is_text
FROM day;
SELECT duration_in(t, '{}'::text[], '2026-03-02', '2026-03-03') AS none,
  duration_in(t, ARRAY[['Available', NULL], ['Unavailable', 'Available']], '2026-03-02', '2026-03-03') AS matrix,
  duration_in(t, 'Available', '2026-03-02 16:00', 'infinity') AS until_the_end,
  duration_in(t, NULL::text, '2026-03-02', '2026-03-03') AS of_null,
  duration_in(t, ARRAY[NULL]::text[], '2026-03-02', '2026-03-03') AS of_null_element,
  duration_in(NULL, 'Available', '2026-03-02', '2026-03-03') AS in_null
FROM day;
SELECT duration_in(t, 'Available', '2026-03-03', '2026-03-02') FROM day;  -- error: reversed

-- a time that does not fit in an interval
SELECT duration_in('{4713-01-01 00:00:00+00 BC "Available", 294276-12-31 23:59:59.999999+00 "Offline"}', 'Available', '-infinity', 'infinity');  -- error: overflow
DROP VIEW day;
