-- headcount_gaps: spans below what is required, and what was missing.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'headcount_gaps'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- 2 from 08:00, 1 from 10:00, nobody from 10:30, 3 from 11:00
CREATE VIEW hc AS SELECT headcount '{2026-03-02 08:00+00 2, 2026-03-02 10:00+00 1, 2026-03-02 10:30+00 0, 2026-03-02 11:00+00 3}' AS h;
SELECT required, g.* FROM hc, generate_series(0, 4) required, headcount_gaps(h, required, '2026-03-02 07:00', '2026-03-02 12:00') g;
-- a window that begins and ends in a gap, one without, an empty one
SELECT g.* FROM hc, headcount_gaps(h, 2, '2026-03-02 10:15', '2026-03-02 10:45:00.25') g;
SELECT count(*) FROM hc, headcount_gaps(h, 2, '2026-03-02 08:00', '2026-03-02 10:00') g;
SELECT count(*) FROM hc, headcount_gaps(h, 2, '2026-03-02 10:15', '2026-03-02 10:15') g;
-- nobody ever; NULL
SELECT g.* FROM headcount_gaps('{}', 5, '2026-03-02', '2026-03-03') g;
SELECT count(*) FROM headcount_gaps(NULL, 5, '2026-03-02', '2026-03-03');
-- more than 64 bits of person-microseconds
SELECT g.* FROM headcount_gaps('{2026-03-02 00:00+00 1}', 9223372036854775807, '2026-03-01', '2026-03-03') g;
-- errors
SELECT * FROM headcount_gaps('{}', -1, '2026-03-02', '2026-03-03');  -- error: negative
SELECT * FROM headcount_gaps('{}', 1, '2026-03-03', '2026-03-02');  -- error: reversed
SELECT * FROM headcount_gaps('{}', 1, '-infinity', '2026-03-02');  -- error: no start
\echo :SQLSTATE
SELECT * FROM headcount_gaps('{}', 1, '2026-03-02', 'infinity');  -- error: no end
SELECT * FROM headcount_gaps('{}', 1, '4713-01-01 BC', '294276-01-01');  -- error: too long
DROP VIEW hc;
