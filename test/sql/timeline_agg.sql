-- timeline_agg: the rules, on events that a reader can check by hand.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'timeline_agg'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TABLE ev (id int, occurred_at timestamptz, status text, reason text, sequence bigint);

-- no usable event: NULL
SELECT timeline_agg(occurred_at, status, reason) IS NULL AS three, timeline_agg(occurred_at, status, reason, sequence) IS NULL AS four FROM ev;
SELECT timeline_agg(t) IS NULL AS none, (SELECT timeline_agg(NULL::timeline)) IS NULL AS only_null
FROM (SELECT timeline_agg(occurred_at, status, reason) AS t FROM ev) s;
INSERT INTO ev VALUES (1, NULL, 'Available', NULL, 1);
SELECT timeline_agg(occurred_at, status, reason) IS NULL AS null_time FROM ev;

-- any order of arrival; exact duplicates once; a NULL time is skipped
INSERT INTO ev VALUES
  (2, '2026-03-02 12:00', 'Unavailable', 'Lunch', 20),
  (3, '2026-03-02 08:00', 'Available', NULL, 10),
  (4, '2026-03-02 12:00', 'Unavailable', 'Lunch', 20),
  (5, '2026-03-02 13:00', 'Available', 'High demand', 30);
SELECT timeline_agg(occurred_at, status, reason) FROM ev;
SELECT timeline_agg(occurred_at, status, reason, sequence) FROM ev;

-- several events at one time: the highest sequence wins, then the last by bytes; NULL is last
TRUNCATE ev;
INSERT INTO ev VALUES
  (1, '2026-03-02 08:00', 'b', 'x', 1), (2, '2026-03-02 08:00', 'a', 'x', 2),
  (3, '2026-03-02 09:00', 'b', NULL, NULL), (4, '2026-03-02 09:00', 'B', NULL, NULL), (5, '2026-03-02 09:00', 'ä', NULL, NULL),
  (6, '2026-03-02 10:00', 'b', 'x', 1), (7, '2026-03-02 10:00', NULL, NULL, 1),
  (8, '2026-03-02 11:00', 'b', 'x', 7), (9, '2026-03-02 11:00', 'b', NULL, 7),
  (10, '2026-03-02 12:00', 'a', 'x', NULL), (11, '2026-03-02 12:00', 'b', 'x', 9);
SELECT clipped_start, status, reason, duration
FROM status_intervals((SELECT timeline_agg(occurred_at, status, reason, sequence) FROM ev), '2026-03-02 08:00', '2026-03-02 13:00');
SELECT clipped_start, status, reason, duration
FROM status_intervals((SELECT timeline_agg(occurred_at, status, reason) FROM ev), '2026-03-02 08:00', '2026-03-02 13:00');

-- a NULL status means: unknown from here on
SELECT status, reason, started_at, ended_at
FROM status_intervals('{2026-03-02 08:00:00+00 "Available", 2026-03-02 09:00:00+00 NULL, 2026-03-02 10:00:00+00 "Available"}');

-- infinite times
SELECT timeline_agg('infinity'::timestamptz, 'Available', NULL);  -- error: infinite
\echo :SQLSTATE
SELECT timeline_agg('-infinity'::timestamptz, 'Available', NULL, 1);  -- error: infinite

-- merging: overlapping parts, with and without sequence, NULL skipped
SELECT timeline_agg(t) FROM (VALUES
  (timeline '{2026-03-02 12:00:00+00 "Unavailable" "Lunch", 2026-03-02 13:00:00+00 "Available"}'), (NULL),
  (timeline '{2026-03-02 08:00:00+00 #1 "Available", 2026-03-02 12:00:00+00 "Unavailable" "Lunch"}')) v(t);

-- as a window function: the history so far, per row
TRUNCATE ev;
INSERT INTO ev VALUES
  (1, '2026-03-02 08:00', 'Available', NULL, 1), (2, '2026-03-02 09:00', 'Unavailable', 'Absence', 2),
  (3, '2026-03-02 08:30', 'Available', 'late', 3), (4, '2026-03-02 10:00', 'Available', NULL, 4);
SELECT id, timeline_agg(occurred_at, status, reason) OVER (ORDER BY id) AS so_far FROM ev;
SELECT id, timeline_agg(occurred_at, status, reason) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS last_two FROM ev;
SELECT id, timeline_agg(occurred_at, status, reason) FILTER (WHERE id > 1) OVER (PARTITION BY id % 2 ORDER BY id) AS part FROM ev ORDER BY id;

-- with GROUPING SETS, DISTINCT, ORDER BY and FILTER, which it does not need
SELECT reason, event_count(timeline_agg(occurred_at, status, reason)) FROM ev GROUP BY GROUPING SETS ((reason), ()) ORDER BY 1, 2;
SELECT timeline_agg(DISTINCT occurred_at, status, reason) = timeline_agg(occurred_at, status, reason ORDER BY id DESC) AS same,
  event_count(timeline_agg(occurred_at, status, reason) FILTER (WHERE reason IS NULL)) AS without_reason
FROM ev;
DROP TABLE ev;
