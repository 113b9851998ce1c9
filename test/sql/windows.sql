-- The windows of all functions of a report that have one, found in the catalogue:
-- each query below names those that break its rule, and there are none.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all
CREATE TEMP VIEW window_function AS
SELECT proname AS name, oid FROM pg_proc WHERE pronamespace = 'lisbon'::regnamespace AND proname LIKE '%\_between';
SELECT count(*) > 0 AS found FROM window_function;
CREATE FUNCTION pg_temp.rows_of(name text, from_at text, to_at text) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
  RETURN QUERY EXECUTE format('SELECT v::text FROM lisbon.%I(%L, %L) v', name, from_at, to_at);
END $$;
CREATE FUNCTION pg_temp.error_of(name text, from_at text, to_at text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_temp.rows_of(name, from_at, to_at);
  RETURN 'none';
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

-- each takes a window and has a view, without bounds, of the same columns, to
-- which it adds at most the part in the window
SELECT name, pg_get_function_arguments(oid) AS arguments FROM window_function
WHERE pg_get_function_arguments(oid) <> 'from_at timestamp with time zone, to_at timestamp with time zone' ORDER BY name;
SELECT f.name, pg_get_function_result(f.oid) AS result, c.list AS view_columns
FROM window_function f, LATERAL (
  SELECT string_agg(attname || ' ' || format_type(atttypid, NULL), ', ' ORDER BY attnum) FROM pg_attribute
  WHERE attrelid = to_regclass('lisbon.' || regexp_replace(f.name, '_between$', '')) AND attnum > 0) c(list)
WHERE pg_get_function_result(f.oid) NOT IN ('TABLE(' || c.list || ')', 'TABLE(' || c.list || ', clipped_start timestamp with time zone, clipped_end timestamp with time zone)')
  OR c.list IS NULL ORDER BY f.name;
-- the day has something to say for each, with an event of a status that nobody
-- knows, and a request that waits for somebody who is away
INSERT INTO lisbon.assignment (request_id, user_id, assigned_at) VALUES ('5', 'Rui', '2026-03-02 12:36');
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status) VALUES (9, 'Zoe', '2026-03-02 10:00', 'Gone fishing');
SELECT name AS without_rows FROM window_function WHERE NOT EXISTS (SELECT pg_temp.rows_of(name, NULL, NULL)) ORDER BY name;
-- infinity is no bound
SELECT name, d.* FROM window_function, LATERAL (
  (SELECT '-', pg_temp.rows_of(name, NULL, NULL) EXCEPT ALL SELECT '-', pg_temp.rows_of(name, '-infinity', 'infinity')) UNION ALL
  (SELECT '+', pg_temp.rows_of(name, '-infinity', 'infinity') EXCEPT ALL SELECT '+', pg_temp.rows_of(name, NULL, NULL))) d(sign, difference)
ORDER BY name;
-- before all, in the future and in a window of no length there is nothing, but
-- what has not come yet
SELECT name, w.*, r.* FROM window_function, (VALUES (NULL, '2026-01-01'), (NULL, '-infinity'), ('-infinity', '-infinity'),
  ('2026-03-02 12:30', '2026-03-02 12:30'), ('2026-03-02 18:00', NULL), ('2026-04-01', '2026-04-02'), ('2026-04-01', NULL), ('infinity', NULL)) w(from_at, to_at), pg_temp.rows_of(name, w.from_at, w.to_at) r
WHERE r !~ '_in_future' ORDER BY name, w.from_at, w.to_at;
-- reversed it is an error
SELECT name, w.*, e.error FROM window_function, (VALUES ('2026-03-02 12:00', '2026-03-02 11:00'), ('2026-04-02', '2026-04-01'), ('infinity', '-infinity')) w(from_at, to_at), pg_temp.error_of(name, w.from_at, w.to_at) e(error)
WHERE e.error <> '22023 the window ends before it begins' ORDER BY name, w.from_at;
SELECT * FROM lisbon.staffing_between('2026-03-02 12:00', '2026-03-02 11:00');  -- error: reversed

DROP VIEW window_function;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
