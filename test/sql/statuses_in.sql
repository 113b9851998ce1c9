-- statuses_in, statuses_not_in: which statuses are those of a list, however they
-- are spelled?
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA statuses_in_test;
SET search_path = statuses_in_test, userlogs;
SET TimeZone = 'UTC';

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('statuses_in', 'statuses_not_in')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TABLE day AS SELECT timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 09:00:00+00 "on  break" "Lunch", 2026-03-02 10:00:00+00 " AVAILABLE",
  2026-03-02 10:00:00+00 "", 2026-03-02 11:00:00+00 NULL "Available", 2026-03-02 12:00:00+00 "On break", 2026-03-02 13:00:00+00 "Offline"}' AS t;

-- all spellings, as the log has them, once each and by bytes; no reasons, no NULL
SELECT labels, statuses_in(t, labels), statuses_not_in(t, labels) FROM day,
(VALUES (1, '{available}'::text[]), (2, '{"  Available  "}'), (3, '{Offline,ON BREAK,offline}'), (4, '{Lunch}'), (5, '{Availabl,Availablee,Avail able}'),
  (6, '{}'), (7, '{NULL}'), (8, '{NULL,offline,NULL}'), (9, '{" "}'), (10, '{{available,offline},{NULL,"on break"}}'), (11, '[5:6]={nobody,OFFLINE}')) l(n, labels) ORDER BY n;
SELECT statuses_in('{2026-03-02 08:00:00+00 NULL "A"}', '{A}') AS "in", statuses_not_in('{2026-03-02 08:00:00+00 NULL "A"}', '{}') AS "not in";
SELECT num_nulls(statuses_in(NULL, '{A}'), statuses_in(t, NULL), statuses_not_in(NULL, '{A}'), statuses_not_in(t, NULL)) AS nulls FROM day;

-- the law, on random labels: as SQL does it with label_key
SELECT setseed(0.27);
CREATE TABLE random_label AS
SELECT i, (SELECT coalesce(string_agg((ARRAY['a', 'A', 'b', 'É', 'é', 'Ω', 'ω', 'ß', 'I', 'i', 'İ', '日', '😀', ' ', ' ', E'\t', chr(160), chr(8239), chr(65279)])[1 + floor(random() * 19)::int], ''), '')
  FROM generate_series(1, i % 4) g WHERE i > 0) AS label
FROM generate_series(1, 4000) i;
CREATE TABLE history AS
SELECT u, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 second', CASE WHEN i % 11 > 0 THEN label END, (ARRAY['a', label, NULL])[1 + i % 3]) AS t
FROM random_label JOIN generate_series(1, 40) u ON i % 40 = u % 40 OR i % 37 = u % 37 GROUP BY u;
CREATE TABLE list AS
SELECT l, CASE WHEN l % 5 = 0 THEN '{}' ELSE array_agg(CASE WHEN i % 13 > 0 THEN label END) END AS labels
FROM random_label JOIN generate_series(1, 40) l ON i % 41 = l OR i % (7 * l) = 0 GROUP BY l;
INSERT INTO list VALUES (50, '{NULL}'), (51, ARRAY[NULL, '', NULL]), (52, (SELECT array_agg(label) FROM random_label));
CREATE TABLE want AS
SELECT u, l, ARRAY(SELECT s.status FROM unnest(statuses(t)) s(status) WHERE label_key(s.status) = ANY (ARRAY(SELECT label_key(x.label) FROM unnest(labels) x(label)))) AS listed,
  ARRAY(SELECT s.status FROM unnest(statuses(t)) s(status) WHERE label_key(s.status) <> ALL (ARRAY(SELECT label_key(x.label) FROM unnest(labels) x(label) WHERE x.label IS NOT NULL))) AS others
FROM history CROSS JOIN list;
SELECT count(*) AS pairs, avg(cardinality(listed)) > 20 AND avg(cardinality(others)) > 20 AS many, count(*) FILTER (WHERE listed = '{}') > 0 AS nothing FROM want;
-- with the same labels from call to call, and others each time
SELECT count(*) AS calls, count(*) FILTER (WHERE (statuses_in(t, labels), statuses_not_in(t, labels)) IS DISTINCT FROM (listed, others)) AS differ
FROM (SELECT * FROM want JOIN history USING (u) JOIN list USING (l) ORDER BY l, u OFFSET 0) c;
SELECT count(*) AS calls, count(*) FILTER (WHERE (statuses_in(t, labels), statuses_not_in(t, labels)) IS DISTINCT FROM (listed, others)) AS differ
FROM (SELECT * FROM want JOIN history USING (u) JOIN list USING (l) ORDER BY u, l OFFSET 0) c;
-- labels that are larger than work_mem
SET work_mem = '64kB';
SELECT pg_column_size(labels) > 65536 AS large,
  (SELECT count(*) FROM history WHERE statuses_in(t, labels) = statuses(t) AND statuses_in(t, labels[:10]) <> statuses(t) AND statuses_not_in(t, labels) = '{}') AS users
FROM (SELECT array_agg(label ORDER BY i, n) AS labels FROM random_label, generate_series(1, 3) n) l;
RESET work_mem;
-- together they are all statuses
SELECT count(*) FROM history, list WHERE (SELECT array_agg(s ORDER BY s COLLATE "C") FROM unnest(statuses_in(t, labels) || statuses_not_in(t, labels)) s) <> statuses(t);
-- labels of the same size one after the other
SELECT labels, statuses_in(t, labels) FROM day, unnest('{AVAILABLE,available,unwilling,offlinexx,available}'::text[]) WITH ORDINALITY l(label, n), LATERAL (SELECT ARRAY[label] AS labels) a ORDER BY n;

-- the collation of the labels makes no difference
SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') AS has_icu \gset
\if :has_icu
CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
\else
CREATE COLLATION loose FROM "C";
\endif
SELECT statuses_in(t, ARRAY['AVAILABLE' COLLATE "C"]) AS c, statuses_in(t, ARRAY['offlíne' COLLATE loose]) AS loose, statuses_in(t, ARRAY['OFFLINE' COLLATE loose]) AS loose_case FROM day;
WITH two AS (SELECT 'É' COLLATE "C" AS a, 'available' COLLATE loose AS b) SELECT statuses_in(t, ARRAY[a, b]) AS two_collations FROM day, two;

-- many statuses and many labels: a hash, not a comparison of each with each
CREATE TABLE many AS SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 second', 'Status ' || i, NULL) AS t FROM generate_series(1, 10000) i;
SELECT cardinality(statuses_in(t, labels)) AS listed, cardinality(statuses_not_in(t, labels)) AS others
FROM many, (SELECT array_agg(' STATUS   ' || i ORDER BY -i) AS labels FROM generate_series(5001, 20000) i) l;

-- where SQL needs a subplan for each row, which workers cannot run
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ node THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;
ALTER TABLE history SET (parallel_workers = 2);
ANALYZE history;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET max_parallel_workers_per_gather = 2;
SELECT 'SELECT sum(cardinality(statuses_in(t, ARRAY(SELECT label FROM random_label WHERE i < 100)))) FROM history' AS query \gset
SELECT plan_has(:'query', 'Partial Aggregate') AS in_workers, plan_has(:'query', 'SubPlan') AS subplan;
SELECT (:query) = (SELECT sum(cardinality(ARRAY(SELECT s.status FROM unnest(statuses(t)) s(status) WHERE label_key(s.status) = ANY (ARRAY(SELECT label_key(label) FROM random_label WHERE i < 100))))) FROM history) AS equal;
SET client_min_messages = error;
DROP SCHEMA statuses_in_test CASCADE;
