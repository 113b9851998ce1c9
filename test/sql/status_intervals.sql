-- status_intervals on a day that a reader can check by hand, and the edge
-- cases of windows, open ends and ties.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'status_intervals'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TABLE tl (name text, t timeline);
INSERT INTO tl VALUES
  ('ann', '{2026-03-02 08:00:00+00 "Available", 2026-03-02 10:15:00+00 "Unavailable" "Strategic break",
    2026-03-02 10:30:00+00 "Available", 2026-03-02 12:00:00+00 "Unavailable" "Absence",
    2026-03-02 12:20:00+00 "Unavailable" "Lunch", 2026-03-02 13:00:00+00 "Available",
    2026-03-02 17:00:00+00 "Offline"}'),
  ('bob', '{2026-03-01 09:00:00+00 "Available"}');
CREATE FUNCTION rows_of(name text, from_at timestamptz DEFAULT '-infinity', to_at timestamptz DEFAULT 'infinity')
RETURNS TABLE (status text, reason text, started text, ended text, clip_start text, clip_end text,
  duration interval, open boolean, carried boolean)
LANGUAGE sql STABLE AS $$
  SELECT status, reason, to_char(started_at, 'DD HH24:MI'), to_char(ended_at, 'DD HH24:MI'),
    to_char(clipped_start, 'DD HH24:MI'), to_char(clipped_end, 'DD HH24:MI'), duration, is_open, is_carried
  FROM tl, userlogs.status_intervals(t, $2, $3) WHERE tl.name = $1
$$;

-- the whole history: the last status is open
SELECT * FROM rows_of('ann');
-- a day: before the first event nothing is known, at the end the status goes on
SELECT * FROM rows_of('ann', '2026-03-02', '2026-03-03');
-- a window in the middle: the first status is carried in, with its true start
SELECT * FROM rows_of('ann', '2026-03-02 11:00', '2026-03-02 12:30');
-- no event inside the window: one row, carried and clipped on both sides
SELECT * FROM rows_of('bob', '2026-03-02', '2026-03-03');
-- half-infinite windows
SELECT * FROM rows_of('ann', '2026-03-02 13:30');
SELECT * FROM rows_of('ann', '-infinity', '2026-03-02 10:20');
-- either end may be left out
SELECT status, ended_at FROM status_intervals('{2026-03-02 08:00:00+00 "Available"}', to_at => '2026-03-03');
-- a window before all events: unknown, and until when; without a start: nothing to tell
SELECT * FROM rows_of('ann', '2026-03-01', '2026-03-02');
SELECT * FROM rows_of('ann', '-infinity', '2026-03-02');
-- window edges on events: what begins at the end is outside, what ends at the start too
SELECT * FROM rows_of('ann', '2026-03-02 10:15', '2026-03-02 10:30');
SELECT * FROM rows_of('ann', '2026-03-02 10:30', '2026-03-02 12:00');
-- an empty window has no rows; a reversed one is an error; NULL gives none
SELECT * FROM rows_of('ann', '2026-03-02 11:00', '2026-03-02 11:00');
SELECT * FROM rows_of('ann', '2026-03-03', '2026-03-02');  -- error: reversed
\echo :SQLSTATE
SELECT * FROM rows_of('ann', NULL, '2026-03-02');

-- login exactly at the start, and logout exactly at the start or at the end
TRUNCATE tl;
INSERT INTO tl VALUES
  ('login at start', '{2026-03-02 09:00:00+00 "Available", 2026-03-02 10:00:00+00 "Offline"}'),
  ('logout at start', '{2026-03-02 08:00:00+00 "Available", 2026-03-02 09:00:00+00 "Offline"}'),
  ('logout at end', '{2026-03-02 12:00:00+00 "Offline"}'),
  ('login after end', '{2026-03-02 13:00:00+00 "Available", 2026-03-02 14:00:00+00 "Offline"}'),
  ('two logins before', '{2026-03-02 07:00:00+00 "Available", 2026-03-02 08:00:00+00 "Available"}'),
  ('logout without login', '{2026-03-02 10:00:00+00 "Offline"}');
SELECT name, r.* FROM (SELECT DISTINCT name FROM tl) n, rows_of(name, '2026-03-02 09:00', '2026-03-02 12:00') r
ORDER BY name, clip_start;

-- repeated equal statuses are one interval; another reason begins a new one
TRUNCATE tl;
INSERT INTO tl VALUES
  ('repeated', '{2026-03-02 08:00:00+00 "Available", 2026-03-02 09:00:00+00 "Available", 2026-03-02 10:00:00+00 "Available" "High demand",
    2026-03-02 11:00:00+00 "Available" "High demand", 2026-03-02 12:00:00+00 "Available"}'),
  -- ties: logout and login in one second, in sequence; the loser has no length and is not shown
  ('ties', '{2026-03-02 08:00:00+00 #1 "Available", 2026-03-02 09:00:00+00 #2 "Offline", 2026-03-02 09:00:00+00 #3 "Available",
    2026-03-02 10:00:00+00 #4 "Available", 2026-03-02 10:00:00+00 #5 "Offline"}'),
  -- unknown first: one row with the time before it
  ('unknown', '{2026-03-02 08:00:00+00 NULL, 2026-03-02 09:00:00+00 "Available"}'),
  ('unknown only', '{2026-03-02 08:00:00+00 NULL}'),
  ('unknown for a reason', '{2026-03-02 08:00:00+00 NULL "sensor lost"}'),
  ('forgotten logout', '{2026-02-27 16:00:00+00 "Unavailable" "Lunch"}'),
  ('microseconds', '{2026-03-02 08:00:00.000001+00 "Available", 2026-03-02 08:00:00.000002+00 "Offline"}');
SELECT name, r.* FROM tl, rows_of(name) r ORDER BY name, clip_start;
SELECT name, r.* FROM tl, rows_of(name, '2026-03-02', '2026-03-03') r ORDER BY name, clip_start;

-- the sequence of the event that began the interval: repetitions do not change
-- it, nor does the start of the window; at one time the last event counts
SELECT name, status, started_at, is_carried, sequence FROM tl, status_intervals(t) WHERE name IN ('ties', 'unknown') ORDER BY name, clipped_start;
SELECT status, started_at, is_carried, sequence FROM tl, status_intervals(t, '2026-03-02 07:00', '2026-03-02 12:00') WHERE name = 'ties';
SELECT status, started_at, is_carried, sequence FROM tl, status_intervals(t, '2026-03-02 09:30', '2026-03-02 10:00') WHERE name = 'ties';
SELECT status, started_at, is_carried, sequence FROM tl, status_intervals(t, '2026-03-02 10:00', '2026-03-02 10:00:00.000001') WHERE name = 'ties';
-- an event without one is the last at its time; the lowest and highest number
SELECT status, reason, started_at, sequence FROM status_intervals('{2026-03-02 08:00:00+00 #-9223372036854775808 "A", 2026-03-02 09:00:00+00 #7 "B",
  2026-03-02 09:00:00+00 "B" "x", 2026-03-02 10:00:00+00 #9223372036854775807 "A", 2026-03-02 11:00:00+00 #0 NULL}');
-- an unknown status that prolongs the time before the first event did not begin it
SELECT status, started_at, sequence FROM status_intervals('{2026-03-02 08:00:00+00 #1 NULL, 2026-03-02 09:00:00+00 #2 "A"}', '2026-03-02');
SELECT status, started_at, sequence FROM status_intervals('{2026-03-02 08:00:00+00 #1 NULL, 2026-03-02 09:00:00+00 #2 "A"}');
-- a carried interval that began long before, with ties; every window against the whole
CREATE TABLE long AS
SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + i / 3 * interval '1 minute', CASE WHEN i < 400 OR i > 1400 THEN 'S' || i / 150 ELSE 'A' END, NULL, nullif(i * 7919 % 2003, 5)) AS t
FROM generate_series(0, 1999) i;
SELECT status, started_at, is_carried, sequence FROM long, status_intervals(t, '2026-03-02 15:00', '2026-03-02 15:01');
SELECT count(DISTINCT i.sequence) > 5 AS sequences, count(*) FILTER (WHERE w.started_at IS NULL) AS differ
FROM long CROSS JOIN generate_series(timestamptz '2026-03-02 07:59', '2026-03-02 19:10', '59 seconds') m
CROSS JOIN LATERAL status_intervals(t, m, m + interval '90 seconds') i
LEFT JOIN LATERAL status_intervals(t) w ON w.started_at = i.started_at AND w.sequence IS NOT DISTINCT FROM i.sequence
WHERE i.started_at IS NOT NULL;
SELECT count(*) AS intervals, count(*) FILTER (WHERE i.sequence IS DISTINCT FROM (e ->> 'sequence')::bigint) AS differ
FROM long CROSS JOIN LATERAL status_intervals(t) i
CROSS JOIN LATERAL (SELECT e FROM jsonb_array_elements(t::jsonb) WITH ORDINALITY e(e, n) WHERE (e ->> 'occurred_at')::timestamptz = i.started_at ORDER BY n DESC LIMIT 1) e;
DROP TABLE long;

-- durations are exact hours, so that adding one to a start gives the end in any zone
SET TimeZone = 'Europe/Berlin';
SELECT clipped_start, clipped_end, duration, clipped_start + duration = clipped_end AS adds_up
FROM status_intervals('{2026-03-27 12:00:00+00 "Available", 2026-03-30 12:00:00+00 "Offline"}', '2026-03-28', '2026-04-01');
RESET TimeZone;

-- in FROM with ordinality, in the select list, and cut short by LIMIT
SELECT n, status, duration FROM tl, ROWS FROM (status_intervals(t)) WITH ORDINALITY
  AS i(status, reason, started_at, ended_at, clipped_start, clipped_end, duration, is_open, is_carried, sequence, n) WHERE name = 'repeated';
SELECT name, (status_intervals(t)).status FROM tl ORDER BY name LIMIT 2;
DROP FUNCTION rows_of;
DROP TABLE tl;
