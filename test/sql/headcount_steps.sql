-- headcount_steps and headcount_at: steps fill the window, a change counts
-- from its very time on.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('headcount_at', 'headcount_steps')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE VIEW hc AS SELECT headcount '{2026-03-02 08:00+00 2, 2026-03-02 12:00+00 0, 2026-03-02 13:00+00 1}' AS h;

-- without a window, or with one end, what has no end is NULL
SELECT s.* FROM hc, headcount_steps(h) s;
SELECT s.* FROM hc, headcount_steps(h, '2026-03-02 12:30') s;
SELECT s.* FROM hc, headcount_steps(h, to_at => '2026-03-02 08:00') s;
SELECT s.* FROM headcount_steps('{}') s;
-- clipped, the zeros included
SELECT s.* FROM hc, headcount_steps(h, '2026-03-02 07:00', '2026-03-02 13:00') s;
SELECT s.* FROM hc, headcount_steps(h, '2026-03-02 08:00', '2026-03-02 08:00:00.000001') s;
SELECT s.* FROM hc, headcount_steps(h, '2026-03-03', '2026-03-04') s;
-- in the select list
SELECT (headcount_steps(h, '2026-03-02 10:00', '2026-03-02 12:30')).* FROM hc;
-- an empty window; one the wrong way round; NULL
SELECT s.* FROM hc, unnest('{-infinity, 2026-03-02 08:00, infinity}'::timestamptz[]) at, headcount_steps(h, at, at) s;
SELECT s.* FROM hc, headcount_steps(h, '2026-03-03', '2026-03-02') s;  -- error: reversed
SELECT count(*) FROM headcount_steps(NULL);

SELECT at, headcount_at(h, at), headcount_at('{}', at) AS nobody
FROM hc, unnest('{-infinity, 2026-03-02 07:59:59.999999, 2026-03-02 08:00, 2026-03-02 11:59:59.999999, 2026-03-02 12:00,
  2026-03-02 12:59:59.999999, 2026-03-02 13:00, infinity}'::timestamptz[]) at ORDER BY at;
SELECT headcount_at(NULL, '2026-03-02') IS NULL AS no_headcount, headcount_at('{}', NULL) IS NULL AS no_time;

-- across the blocks of a long headcount: every change, the moment before it,
-- and the first step of a window that begins there
SELECT count(*) AS moments, count(*) FILTER (WHERE headcount_at(h, at) <> i * 3 % 1000 + 1
    OR headcount_at(h, at - interval '1 microsecond') <> (CASE WHEN i = 1 THEN 0 ELSE (i - 1) * 3 % 1000 + 1 END)
    OR (SELECT headcount FROM headcount_steps(h, at, at + interval '1 microsecond')) <> i * 3 % 1000 + 1) AS wrong
FROM (SELECT ('{' || string_agg(to_char(at, 'YYYY-MM-DD HH24:MI:SS+00 ') || i * 3 % 1000 + 1, ', ') || '}')::headcount AS h
  FROM generate_series(1, 1000) i, LATERAL (SELECT timestamp '2026-01-01 00:00' + i * i * interval '1 second' AS at) t) a,
(SELECT i, timestamptz '2026-01-01 00:00+00' + i * i * interval '1 second' AS at FROM generate_series(1, 1000) i) m;
DROP VIEW hc;
