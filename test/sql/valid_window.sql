-- valid_window: the order of a window's ends, and nothing else.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = userlogs;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'valid_window'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

SELECT from_at, to_at, valid_window(from_at, to_at)
FROM (VALUES (timestamptz '2026-03-02', timestamptz '2026-03-03'), ('2026-03-02', '2026-03-02'), ('-infinity', 'infinity'),
  ('infinity', 'infinity'), (NULL, '2026-03-02'), ('2026-03-02', NULL), (NULL, '-infinity'), ('infinity', NULL), (NULL, NULL)) w(from_at, to_at);
SELECT valid_window('2026-03-02 00:00:00.000001', '2026-03-02');  -- error: a microsecond too late
SELECT valid_window('infinity', '2026-03-02');  -- error: reversed
SELECT valid_window('2026-03-02', '-infinity');  -- error: reversed

-- the error comes also where there is nothing to read
CREATE TEMP TABLE nothing (x int);
PREPARE ask(timestamptz, timestamptz) AS SELECT * FROM nothing n JOIN nothing m USING (x) WHERE valid_window($1, $2);
SET plan_cache_mode = force_generic_plan;
EXECUTE ask('2026-03-02', '2026-03-03');
EXECUTE ask('2026-03-03', '2026-03-02');  -- error: reversed
SET plan_cache_mode = force_custom_plan;
EXECUTE ask('2026-03-03', '2026-03-02');  -- error: reversed
