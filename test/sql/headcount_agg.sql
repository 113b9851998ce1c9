-- headcount_agg: the rules, on intervals that a reader can check by hand.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'headcount_agg'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TABLE iv (id int, started_at timestamptz, ended_at timestamptz);

-- no usable interval: NULL; only such without a length: nobody
SELECT headcount_agg(started_at, ended_at) IS NULL AS no_rows FROM iv;
SELECT headcount_agg(h) IS NULL AS none, (SELECT headcount_agg(NULL::headcount)) IS NULL AS only_null
FROM (SELECT headcount_agg(started_at, ended_at) AS h FROM iv) s;
INSERT INTO iv VALUES (1, NULL, '2026-03-02 08:00'), (2, NULL, NULL), (3, NULL, '-infinity');
SELECT headcount_agg(started_at, ended_at) IS NULL AS no_start FROM iv;
INSERT INTO iv VALUES (4, '2026-03-02 08:00', '2026-03-02 08:00');
SELECT headcount_agg(started_at, ended_at) FROM iv;

-- any order; half-open, so that one who goes when another comes leaves no trace;
-- without an end, or with an infinite one: still there
INSERT INTO iv VALUES
  (5, '2026-03-02 10:00', '2026-03-02 12:00'),
  (6, '2026-03-02 08:00', '2026-03-02 10:00'),
  (7, '2026-03-02 09:00', NULL),
  (8, '2026-03-02 09:00', 'infinity'),
  (9, '2026-03-02 11:30', '2026-03-02 11:30:00.000001');
SELECT headcount_agg(started_at, ended_at) FROM iv;
-- the same interval twice counts two
SELECT headcount_agg(started_at, ended_at) FROM (TABLE iv UNION ALL TABLE iv) d WHERE id IN (5, 6);

-- intervals that cannot be
SELECT headcount_agg('2026-03-02 08:00'::timestamptz, '2026-03-02 07:59:59.999999'::timestamptz);  -- error: ends before it begins
\echo :SQLSTATE
SELECT headcount_agg('2026-03-02 08:00'::timestamptz, '-infinity');  -- error: ends before it begins
SELECT headcount_agg('-infinity'::timestamptz, '2026-03-02 08:00'::timestamptz);  -- error: infinite start
SELECT headcount_agg('infinity'::timestamptz, NULL);  -- error: infinite start
\echo :SQLSTATE
-- far away, in either direction
SELECT headcount_agg(s, e) FROM (VALUES (timestamptz '4714-11-24 00:00+00 BC', timestamptz '294276-12-31 23:59:59.999999+00'),
  ('294276-12-31 23:59:59.999998+00', NULL), ('2026-03-02', '2026-03-03')) v(s, e);

-- sums of headcounts; NULL skipped; what comes at once with what goes is no change
SELECT headcount_agg(h) FROM (VALUES (headcount '{2026-03-02 08:00+00 5, 2026-03-02 12:00+00 0}'), (NULL),
  ('{2026-03-02 12:00+00 5}'), ('{}'), ('{2026-03-02 08:30+00 1000000000000, 2026-03-02 08:31+00 1}')) v(h);
SELECT headcount_agg(h) FROM (VALUES (headcount '{}'), (NULL)) v(h);
-- the largest count, and one more
SELECT headcount_agg(h) FROM (VALUES (headcount '{2026-03-02 08:00+00 9223372036854775806, 2026-03-02 12:00+00 0}'),
  ('{2026-03-02 08:00+00 1}'), ('{2026-03-02 12:00+00 9223372036854775806}')) v(h);
SELECT headcount_agg(h) FROM (VALUES (headcount '{2026-03-02 08:00+00 9223372036854775806}'), ('{2026-03-02 09:00+00 2}')) v(h);  -- error: out of range
SELECT headcount_agg(h) FROM (VALUES (headcount '{2026-03-02 08:00+00 9223372036854775806}'), ('{2026-03-02 08:00+00 2}')) v(h);  -- error: out of range
\echo :SQLSTATE

-- with a weight: A has 4 slots from 09:00 to 10:00, B 2 from 09:30 to 11:00, C 1
-- from 10:00 to 11:00, D none; how many E has is not known, nor since when F has 3
CREATE TABLE slot (name text, started_at timestamptz, ended_at timestamptz, weight int);
INSERT INTO slot VALUES ('A', '2026-03-02 09:00', '2026-03-02 10:00', 4), ('B', '2026-03-02 09:30', '2026-03-02 11:00', 2),
  ('C', '2026-03-02 10:00', '2026-03-02 11:00', 1), ('D', '2026-03-02 09:15', NULL, 0),
  ('E', '2026-03-02 09:15', '2026-03-02 10:45', NULL), ('F', NULL, '2026-03-02 10:45', 3);
SELECT headcount_agg(started_at, ended_at, weight) FROM slot;
-- nothing but skipped rows: NULL; none that counts: nobody
SELECT headcount_agg(started_at, ended_at, weight) IS NULL AS skipped FROM slot WHERE name IN ('E', 'F');
SELECT headcount_agg(started_at, ended_at, weight) FROM slot WHERE name IN ('D', 'E');
SELECT headcount_agg(started_at, started_at, weight) FROM slot;
-- still open
SELECT headcount_agg(started_at, CASE name WHEN 'A' THEN 'infinity'::timestamptz END, weight) FROM slot;
-- a row that is skipped may be anything else
SELECT headcount_agg(s, e, w) IS NULL AS skipped FROM (VALUES (NULL::timestamptz, timestamptz '-infinity', -1), ('infinity', NULL, NULL)) v(s, e, w);
SELECT headcount_agg(started_at, ended_at, -weight) FROM slot WHERE name IN ('B', 'C');  -- error: negative
\echo :SQLSTATE
SELECT headcount_agg(ended_at, started_at, 0) FROM slot WHERE name = 'B';  -- error: ends before it begins
SELECT headcount_agg('infinity'::timestamptz, NULL, 2);  -- error: infinite start
-- headcounts times a weight, with the same rules
SELECT headcount_agg(h, w) FROM (VALUES (headcount '{2026-03-02 08:00+00 5, 2026-03-02 12:00+00 0}', 2), ('{2026-03-02 12:00+00 10}', 1),
  ('{2026-03-02 08:30+00 1, 2026-03-02 08:31+00 0}', 7), ('{2026-03-02 09:00+00 1}', 0), ('{2026-03-02 09:00+00 1}', NULL), (NULL, -1)) v(h, w);
SELECT headcount_agg(h, NULL) IS NULL AS no_weight, headcount_agg(NULL::headcount, 1) IS NULL AS no_part, headcount_agg(h, 0) AS zero
FROM (VALUES (headcount '{2026-03-02 08:00+00 5}')) v(h);
SELECT headcount_agg(headcount '{}', -9223372036854775808);  -- error: negative
\echo :SQLSTATE
-- the largest count, and one more: as a weight, a sum, a product, a sum of products
SELECT headcount_agg(s, s + interval '1 h', 9223372036854775807) FROM generate_series(timestamptz '2026-03-02 08:00', '2026-03-02 10:00', '1 h') s;
SELECT headcount_agg(s, s + interval '1 h 1 s', 9223372036854775807) FROM generate_series(timestamptz '2026-03-02 08:00', '2026-03-02 10:00', '1 h') s;  -- error: out of range
\echo :SQLSTATE
SELECT headcount_agg(timestamptz '2026-03-02 08:00', NULL, w) FROM unnest('{9223372036854775807, 1}'::bigint[]) w;  -- error: out of range
SELECT headcount_agg(headcount '{2026-03-02 08:00+00 7, 2026-03-02 12:00+00 0}', 1317624576693539401);
SELECT headcount_agg(headcount '{2026-03-02 08:00+00 7, 2026-03-02 12:00+00 0}', 1317624576693539402);  -- error: out of range
SELECT headcount_agg(headcount '{2026-03-02 08:00+00 2, 2026-03-02 12:00+00 4, 2026-03-02 13:00+00 0}', 2305843009213693952);  -- error: out of range
\echo :SQLSTATE

-- as a window function: the headcount so far, per row
SELECT id, headcount_agg(started_at, ended_at) OVER (ORDER BY id DESC) AS so_far FROM iv WHERE id > 3 ORDER BY id DESC;
SELECT id, headcount_agg(started_at, ended_at) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS last_two FROM iv WHERE id > 4;
SELECT name, headcount_agg(started_at, ended_at, weight) OVER (ORDER BY name DESC) AS so_far FROM slot ORDER BY name DESC;
DROP TABLE slot;

-- with GROUPING SETS, FILTER, DISTINCT
SELECT id % 2 AS odd, headcount_agg(started_at, ended_at) FILTER (WHERE id > 4) FROM iv GROUP BY GROUPING SETS ((id % 2), ()) ORDER BY 1;
SELECT headcount_agg(DISTINCT started_at, ended_at) FROM (TABLE iv UNION ALL TABLE iv) d WHERE id IN (5, 6);

-- who was on duty, from timelines: intervals of one user never overlap
SELECT headcount_agg(started_at, ended_at) FROM (VALUES
  (timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 "Lunch", 2026-03-02 12:30:00+00 "Available", 2026-03-02 17:00:00+00 "Offline"}'),
  ('{2026-03-02 09:00:00+00 "Available"}')) v(t), status_intervals(t) WHERE status = 'Available';
DROP TABLE iv;
