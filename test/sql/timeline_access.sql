-- Count and times of events, and clip, on a day that a reader can check by hand.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('clip', 'event_count', 'first_at', 'last_at', 'statuses')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE VIEW day AS SELECT timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 09:00:00+00 "Available",
  2026-03-02 10:00:00+00 #1 "Offline", 2026-03-02 10:00:00+00 #2 "Unavailable" "Lunch", 2026-03-02 11:00:00+00 "Unavailable" "Lunch",
  2026-03-02 12:00:00+00 "Available", 2026-03-02 17:00:00+00 "Offline"}' AS t;

SELECT event_count(t), first_at(t), last_at(t) FROM day;
SELECT event_count(NULL), first_at(NULL), last_at(NULL);

-- the statuses: once each, by bytes, also of events that do not count; no reasons, no NULL
SELECT statuses(t) FROM day;
SELECT statuses('{2026-03-02 08:00:00+00 NULL, 2026-03-02 09:00:00+00 NULL "Lunch"}') AS none, statuses(NULL) IS NULL AS no_timeline;
SELECT statuses('{2026-03-02 08:00:00+00 "b" "B", 2026-03-02 09:00:00+00 "B" "a", 2026-03-02 10:00:00+00 NULL "x", 2026-03-02 11:00:00+00 "b",
  2026-03-02 12:00:00+00 "", 2026-03-02 12:00:00+00 "É", 2026-03-02 12:00:00+00 "z", 2026-03-02 13:00:00+00 "NULL"}');

-- the beginning of the first interval, the events inside, the end of the last interval
SELECT clip(t, '2026-03-02 09:30', '2026-03-02 09:40') FROM day;
SELECT clip(t, '2026-03-02 09:00', '2026-03-02 10:00') FROM day;
-- events at one time stay together inside; outside only the one that counts is kept
SELECT clip(t, '2026-03-02 10:00', '2026-03-02 11:30') FROM day;
SELECT clip(t, '2026-03-02 10:30', '2026-03-02 11:30') FROM day;
-- around the ends of the history
SELECT clip(t, '2026-03-02 18:00', '2026-03-02 19:00') FROM day;
SELECT clip(t, '2026-03-02 06:00', '2026-03-02 07:00') FROM day;
SELECT clip(t, '-infinity', '2026-03-02 07:00') FROM day;
SELECT clip(t, '2026-03-02 16:00', 'infinity') FROM day;
SELECT clip(t, '-infinity', 'infinity') = t AS whole FROM day;
-- unknown throughout stays so
SELECT clip('{2026-03-02 08:00:00+00 NULL, 2026-03-02 09:00:00+00 NULL}', '2026-03-01', '2026-03-02');
SELECT clip(t, '2026-03-02 10:30', '2026-03-02 10:30') FROM day;
SELECT clip(t, 'infinity', 'infinity') FROM day;
-- many events at the very start of the window, most of them in earlier blocks
SELECT event_count(t), event_count(clip(t, '2026-03-02 09:00', '2026-03-02 10:00')) AS within, event_count(clip(t, '2026-03-02 09:00:00.000001', '2026-03-02 10:00')) AS in_force
FROM (SELECT timeline_agg(timestamptz '2026-03-02 09:00' - greatest(11 - i, 0) * interval '1 minute', 'S' || i % 3, NULL, i) AS t FROM generate_series(1, 1000) i) d;
SELECT clip(t, '2026-03-03', '2026-03-02') FROM day;  -- error: reversed
SELECT clip(t, NULL, '2026-03-02') FROM day;
DROP VIEW day;
