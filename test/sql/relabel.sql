-- relabel: other names for the statuses and reasons of a timeline.
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'relabel'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TEMP TABLE day AS
SELECT timeline_agg(at, status, reason) AS t FROM (VALUES
  (timestamptz '2026-03-02 08:00', 'Available', ''), ('2026-03-02 12:00', 'break', 'Lunch'), ('2026-03-02 12:20', 'Break', 'lunch'), ('2026-03-02 12:30', 'Lunch', NULL),
  ('2026-03-02 15:00', NULL, 'Lunch')) e(at, status, reason);
SELECT i.status, i.reason, i.started_at FROM day, status_intervals(relabel(t, '{break}', '{Break}', '{lunch,""}', '{Lunch,NULL}')) i;
-- statuses and reasons apart, NULL as any other; the first of a label that is there twice
SELECT i.status, i.reason, i.started_at FROM day, status_intervals(relabel(t, '{Lunch,NULL,Lunch,absent}', '{At lunch,Lunch,never,x}', '{NULL}', '{none}')) i;
-- nothing changes: the same bytes, events at one time included
SELECT relabel(t, '{}', '{}', '{}', '{}') = t AS nothing, relabel(t, '{Break,x}', '{Break,y}', '{NULL,Lunch}', '{NULL,Lunch}') = t AS itself FROM day;
SELECT relabel(NULL, '{}', '{}', '{}', '{}') IS NULL AS "null";
-- of events at one time the one that counted before is the one that counts
SELECT status_at(r, '2026-03-02') AS status, event_count(r), event_count(relabel(t, '{}', '{}', '{}', '{}'))
FROM (SELECT t, relabel(t, '{B}', '{0}', '{}', '{}') AS r FROM (SELECT timeline_agg(timestamptz '2026-03-02', s, NULL) AS t FROM unnest('{A,B}'::text[]) s) x) y;
-- what is a status only as a reason, or NULL where nothing is, changes nothing
SELECT event_count(relabel(t, '{x,NULL}', '{y,none}', '{A}', '{B}'))
FROM (SELECT timeline_agg(timestamptz '2026-03-02', s, 'x') AS t FROM unnest('{A,B}'::text[]) s) x;
\set SHOW_CONTEXT never
SELECT relabel(t, '{a,b}', '{a}', '{}', '{}') FROM day;  -- error: not as many
SELECT relabel(t, '{}', '{}', '{}', '{a}') FROM day;  -- error: not as many
DROP TABLE day;

-- random timelines: aggregate of renamed events, of those that count
SELECT setseed(0.4) \g /dev/null
CREATE TEMP TABLE ev AS
SELECT u, timestamptz '2026-03-02' + floor(random() * 300) * interval '1 minute' AS at, (ARRAY['a', 'A', 'b', 'B', '', NULL])[1 + floor(random() * 6)::int] AS status,
  (ARRAY['a', 'A', 'c', NULL])[1 + floor(random() * 4)::int] AS reason, CASE WHEN u % 2 = 0 THEN floor(random() * 5)::bigint END AS sequence
FROM generate_series(1, 50) u, generate_series(1, u * 12) k;
SELECT count(*) AS users, count(*) FILTER (WHERE relabel(g.t, '{A,B,""}', '{a,b,NULL}', '{A,c,NULL}', '{a,NULL,"?"}') <> w.t) AS differ, count(*) FILTER (WHERE g.t <> w.t) > 45 AS changed
FROM (SELECT u, timeline_agg(at, status, reason, sequence) AS t FROM ev GROUP BY u) g
JOIN (SELECT u, timeline_agg(at, CASE status WHEN 'A' THEN 'a' WHEN 'B' THEN 'b' WHEN '' THEN NULL ELSE status END, CASE coalesce(reason, '0') WHEN 'A' THEN 'a' WHEN 'c' THEN NULL WHEN '0' THEN '?' ELSE reason END, sequence) AS t
  FROM (SELECT DISTINCT ON (u, at) * FROM ev ORDER BY u, at, sequence DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST) e GROUP BY u) w USING (u);
DROP TABLE ev;
