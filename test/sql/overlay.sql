-- overlay_agg, overlay: one status history of a person with several layers.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA overlay_test;
SET search_path = overlay_test, userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('overlay', 'overlay_agg')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- a day on two channels: a call comes before a chat, a chat before waiting
CREATE TABLE day AS SELECT layer, t::timeline FROM (VALUES
  ('calls', '{2026-03-02 08:00Z #1 "Available", 2026-03-02 09:00Z #2 "Call", 2026-03-02 09:20Z #3 "Available", 2026-03-02 12:00Z #4 NULL, 2026-03-02 13:00Z #5 "Available", 2026-03-02 17:00Z #6 NULL "(capped)"}'),
  ('chat', '{2026-03-02 08:30Z #11 "Available", 2026-03-02 09:10Z #12 "Chat", 2026-03-02 10:00Z #13 "Available", 2026-03-02 10:30Z #14 " AVAILABLE" "again", 2026-03-02 12:30Z #15 NULL "lunch", 2026-03-02 16:00Z #16 "Available", 2026-03-02 16:30Z #17 NULL}')) d(layer, t);
SELECT i.started_at::time AS at, i.status, i.reason, i.sequence FROM (SELECT overlay_agg(t, '{call,CHAT}', '{1,2}') AS t FROM day) d, status_intervals(t) i;
-- as an array; NULL elements are skipped
SELECT overlay(array_agg(t) || NULL::timeline, '{call,CHAT}', '{1,2}') = overlay_agg(t, '{call,CHAT}', '{1,2}') AS same FROM day;
-- without ranks the latest decides
SELECT i.started_at::time AS at, i.status, i.reason, i.sequence FROM (SELECT overlay_agg(t, NULL, NULL) AS t FROM day) d, status_intervals(t, '2026-03-02 09:00', '2026-03-02 10:15') i;
SELECT overlay_agg(t, '{}', '{}') = overlay_agg(t, NULL, NULL) AS empty_lists, overlay_agg(t, '{NULL}', '{7}') = overlay_agg(t, NULL, NULL) AS one_rank FROM day;

-- ranks: by key, the least of equal keys, NULL for all others, ranks may be negative
CREATE FUNCTION at_noon(statuses text[], ranks integer[], VARIADIC layers text[]) RETURNS text
BEGIN ATOMIC
  SELECT status_at(overlay(array_agg(layer), statuses, ranks), '2026-03-02 12:00+00')
  FROM (SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + n * interval '1 min', status, NULL) AS layer FROM unnest(layers) WITH ORDINALITY l(status, n) GROUP BY n) x;
END;
SELECT at_noon('{a,b}', '{1,2}', 'b', 'A', 'B', 'c') AS listed,
  at_noon('{a,b}', '{1,2}', 'd', 'c') AS unlisted_latest,
  at_noon('{a,NULL,b}', '{1,0,2}', 'a', 'c', 'b') AS others_first,
  at_noon('{a,NULL,b}', '{1,1,1}', 'a', 'c', 'b') AS all_equal,
  at_noon('{b, " A  x ",a x,a x}', '{1,5,0,7}', E'A\tX', 'b') AS least_of_equal_keys,
  at_noon('{a,b}', '{2147483647,-2147483648}', 'b', 'a', 'c') AS limits,
  at_noon('{a}', '{2147483647}', 'a', 'c') AS last_listed,
  at_noon('{a,NULL}', '{2147483647,2147483647}', 'a', 'c') AS last_equal,
  at_noon('{NULL,a,NULL}', '{0,1,2}', 'c', 'a') AS least_of_others,
  at_noon('{""}', '{0}', '', 'c') AS empty, at_noon('{}', '{}', 'c', NULL) AS no_status;
-- of equal rank and start the first by bytes, NULL reasons last, then the least sequence, none last
SELECT overlay(ARRAY['{2026-03-02 08:00Z #2 "b"}', '{2026-03-02 08:00Z #3 "a"}', '{2026-03-02 08:00Z #1 "a"}', '{2026-03-02 08:00Z "a"}']::timeline[], NULL, NULL) AS least,
  overlay(ARRAY['{2026-03-02 08:00Z "a"}', '{2026-03-02 08:00Z #5 "a" "x"}', '{2026-03-02 08:00Z #4 "B"}']::timeline[], '{B}', '{1}') AS ranked,
  overlay(ARRAY['{2026-03-02 08:00Z #1 "a"}', '{2026-03-02 08:00Z #5 "a" "x"}']::timeline[], NULL, NULL) AS reason;
-- no layer has a status: the reason of the one that lost it last, of equal ones the first by bytes
SELECT overlay(ARRAY['{2026-03-02 08:00Z "a", 2026-03-02 09:00Z NULL "(lost)"}', '{2026-03-02 08:00Z "a", 2026-03-02 09:00Z NULL "(capped)"}', '{2026-03-02 09:00Z NULL}']::timeline[], NULL, NULL) AS both,
  overlay(ARRAY['{2026-03-02 08:00Z NULL "x"}', '{2026-03-02 07:00Z NULL "y", 2026-03-02 09:00Z "b"}']::timeline[], NULL, NULL) AS later;
-- repeated events, and those at one time that take no effect, are left out
SELECT overlay(ARRAY['{2026-03-02 08:00Z #1 "a", 2026-03-02 08:00Z #2 "b", 2026-03-02 08:30Z #3 "b", 2026-03-02 09:00Z #4 "a"}']::timeline[], NULL, NULL) AS changes;
-- an event that changes nothing does not tell that another layer decides
SELECT overlay(ARRAY['{2026-03-02 08:00Z #1 "a"}', '{2026-03-02 09:00Z #2 "a", 2026-03-02 10:00Z #3 "b", 2026-03-02 11:00Z #4 "a"}']::timeline[], '{b}', '{1}') AS changes;

-- NULL rows
SELECT overlay_agg(NULL::timeline, '{a}', '{NULL}') IS NULL AS "null", overlay(NULL::timeline[], NULL, NULL) IS NULL AS null_array, overlay('{NULL,NULL}'::timeline[], '{a}', '{}') IS NULL AS null_elements,
  overlay('{}'::timeline[], NULL, NULL) IS NULL AS no_element, (SELECT overlay_agg(t, NULL, NULL) IS NULL FROM day WHERE false) AS no_row;

-- intervals: login, and pauses within; what touches has no gap
CREATE TABLE stay (started_at timestamptz, ended_at timestamptz, status text, reason text, sequence bigint);
INSERT INTO stay VALUES
  ('2026-03-02 08:00', '2026-03-02 12:00', 'login', NULL, 1), ('2026-03-02 12:00', '2026-03-02 13:00', 'login', NULL, 2), ('2026-03-02 13:30', NULL, 'login', NULL, 3),
  ('2026-03-02 09:00', '2026-03-02 09:15', 'pause', 'coffee', 4), ('2026-03-02 09:10', '2026-03-02 09:20', 'pause', 'coffee', 5), ('2026-03-02 09:20', '2026-03-02 09:30', 'pause', 'tea', 6),
  ('2026-03-02 12:30', '2026-03-02 13:15', 'pause', NULL, 7), ('2026-03-02 16:00', 'infinity', 'pause', 'long', 8),
  (NULL, '2026-03-02 20:00', 'pause', 'no start', 9), ('2026-03-02 10:00', '2026-03-02 10:00', 'pause', 'empty', 10), ('2026-03-02 10:00', '2026-03-02 09:00', 'pause', 'ends first', 11), ('2026-03-02 10:00', '-infinity', 'pause', 'ends first', 12);
SELECT i.started_at::time AS at, i.status, i.reason, i.sequence FROM (SELECT overlay_agg(started_at, ended_at, status, reason, sequence, '{pause,login}', '{1,2}') AS t FROM stay) d, status_intervals(t) i;
SELECT overlay_agg(started_at, ended_at, status, reason, sequence, '{pause,login}', '{1,2}') IS NULL AS "null" FROM stay WHERE sequence > 8;
-- a NULL status decides only where nothing else does
SELECT overlay_agg(started_at::timestamptz, ended_at::timestamptz, status, reason, NULL, '{a}', '{1}') AS t FROM (VALUES
  ('2026-03-02 08:00', '2026-03-02 12:00', NULL, 'off'), ('2026-03-02 09:00', '2026-03-02 10:00', 'a', NULL), ('2026-03-02 11:00', '2026-03-02 13:00', NULL, NULL)) v(started_at, ended_at, status, reason);
-- the interval that began last, also if a longer one of the same status is in force
SELECT overlay_agg(started_at::timestamptz, ended_at::timestamptz, status, NULL, sequence, NULL, NULL) AS t FROM (VALUES
  ('2026-03-02 08:00', '2026-03-02 12:00', 'a', 1), ('2026-03-02 09:00', '2026-03-02 11:00', 'b', 2), ('2026-03-02 10:00', '2026-03-02 10:30', 'a', 3)) v(started_at, ended_at, status, sequence);
-- limits of time and sequence
SELECT overlay_agg(started_at::timestamptz, ended_at::timestamptz, status, NULL, sequence, NULL, NULL) AS t FROM (VALUES
  ('4714-11-24 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00', 'a', -9223372036854775808), ('294276-12-31 23:59:59.999999+00', NULL, 'b', 9223372036854775807)) v(started_at, ended_at, status, sequence);
-- as a window aggregate: the state is read, and grows
SELECT sequence, overlay_agg(started_at, ended_at, status, reason, sequence, '{pause}', '{1}') OVER (ORDER BY sequence) AS t FROM stay WHERE sequence IN (1, 4, 7) ORDER BY sequence;

SELECT overlay_agg('-infinity', NULL, 'a', NULL, NULL, NULL, NULL); -- error: not finite
SELECT overlay_agg('infinity', NULL, 'a', NULL, NULL, NULL, NULL); -- error: not finite
SELECT overlay_agg(t, '{a,b}', '{1}') FROM day; -- error: too few ranks
SELECT overlay_agg(t, '{a}', NULL) FROM day; -- error: none
SELECT overlay(array_agg(t), NULL, '{1}') FROM day; -- error: too many
SELECT overlay_agg(t, '{a,b}', '{1,NULL}') FROM day; -- error: no rank
SELECT overlay_agg(t, CASE layer WHEN 'chat' THEN '{a,b}' ELSE '{a,c}' END::text[], '{1,2}') FROM day; -- error: other statuses
SELECT overlay_agg(t, '{a,b}', ARRAY[1, length(layer)]) FROM day; -- error: other ranks
SELECT overlay_agg(t, CASE layer WHEN 'chat' THEN '{a,b}' END::text[], CASE layer WHEN 'chat' THEN '{1,2}' END::integer[]) FROM day; -- error: none, some
-- lists that mean the same are the same
SELECT overlay_agg(t, CASE layer WHEN 'chat' THEN '{call,CHAT}' ELSE '[2:3]={chat ,Call}' END::text[], CASE layer WHEN 'chat' THEN '{1,2}' ELSE '{2,1}' END::integer[])
  = overlay_agg(t, '{call,CHAT}', '{1,2}') AS same FROM day;

-- random layers and intervals of 300 people, times so close that many are equal
\set people 300
SELECT setseed(0.5);
CREATE TABLE list AS SELECT list, statuses::text[], ranks::integer[] FROM (VALUES
  (0, NULL, NULL), (1, '{a,b,"c d"}', '{1,2,3}'), (2, '{"C  D",NULL,a}', '{-5,0,3}'), (3, '{B,A,NULL,b}', '{1,1,1,0}'), (4, '{x,NULL}', '{0,4}')) l(list, statuses, ranks);
CREATE TABLE event AS
SELECT person, person % 5 AS list, layer, timestamptz '2026-03-02' + floor(random() * (CASE person % 3 WHEN 0 THEN 10 WHEN 1 THEN 100 ELSE 100000 END)) * interval '1 s' AS at,
  (ARRAY['a', NULL, 'A ', NULL, 'b', E' B\t', 'c d', 'C D', ''])[1 + floor(random() * (2 + person % 8))] AS status,
  (ARRAY['x', 'y', NULL, ''])[1 + floor(random() * 4)] AS reason,
  CASE WHEN random() < 0.8 THEN floor(random() * (person % 4) * 50)::bigint END AS sequence
FROM generate_series(0, :people - 1) person, generate_series(1, 1 + person % 7) layer, generate_series(1, 2 + (person * layer) % 40);
CREATE TABLE piece AS
SELECT person, list, at AS started_at, CASE WHEN random() < 0.97 THEN at + floor(random() * (CASE person % 3 WHEN 0 THEN 4 WHEN 1 THEN 20 ELSE 9999 END) - 1) * interval '1 s' END AS ended_at,
  status, reason, sequence FROM event;

-- by SQL: the runs of each layer, ...
CREATE TABLE span AS
SELECT 'layers' AS form, person, list, started_at, lead(started_at, 1, 'infinity') OVER (PARTITION BY person, layer ORDER BY started_at) AS ended_at, status, reason, sequence
FROM (
  SELECT *, lag(at) OVER w IS NULL OR (lag(status) OVER w, lag(reason) OVER w) IS DISTINCT FROM (status, reason) AS is_start, at AS started_at
  FROM (
    SELECT DISTINCT ON (person, layer, at) * FROM event
    ORDER BY person, layer, at, sequence DESC, status COLLATE "C" DESC, reason COLLATE "C" DESC
  ) e
  WINDOW w AS (PARTITION BY person, layer ORDER BY at)
) r WHERE is_start;
INSERT INTO span SELECT 'intervals', person, list, started_at, coalesce(ended_at, 'infinity'), status, reason, sequence FROM piece WHERE ended_at IS NULL OR ended_at > started_at;
-- ... with the ranks of their statuses, by key, ...
CREATE TABLE status_rank AS
SELECT list, status, coalesce(min(rank) FILTER (WHERE lower(regexp_replace(btrim(label, E' \t'), '\s+', ' ', 'g')) = lower(regexp_replace(btrim(status, E' \t'), '\s+', ' ', 'g'))),
  min(rank) FILTER (WHERE label IS NULL), 1e10) AS rank
FROM list CROSS JOIN (SELECT DISTINCT status FROM span WHERE status IS NOT NULL) s LEFT JOIN LATERAL unnest(statuses, ranks) u(label, rank) ON true GROUP BY list, status;
CREATE TABLE ranked AS SELECT span.*, rank FROM span LEFT JOIN status_rank USING (list, status);
CREATE INDEX ON ranked (form, person);
ANALYZE ranked;
-- ... cut at all their ends, the one that decides, and what changes
CREATE TABLE want AS
WITH cut AS (
  SELECT form, person, started_at AS at FROM ranked UNION SELECT form, person, ended_at FROM ranked WHERE ended_at < 'infinity'
), decided AS (
  SELECT c.*, d.status, d.reason, d.sequence
  FROM cut c LEFT JOIN LATERAL (
    SELECT * FROM ranked s WHERE s.form = c.form AND s.person = c.person AND s.started_at <= c.at AND s.ended_at > c.at
    ORDER BY status IS NULL, rank, started_at DESC, status COLLATE "C", reason COLLATE "C", sequence LIMIT 1
  ) d ON true
)
SELECT form, person, at, status, reason, sequence FROM (
  SELECT *, lag(at) OVER w IS NULL OR (lag(status) OVER w, lag(reason) OVER w) IS DISTINCT FROM (status, reason) AS is_change
  FROM decided WINDOW w AS (PARTITION BY form, person ORDER BY at)
) d WHERE is_change;

CREATE TABLE layer AS
SELECT person, list, layer, timeline_agg(at, status, reason, sequence) AS t FROM event GROUP BY person, list, layer;
CREATE TABLE got AS
SELECT 'layers' AS form, person, overlay_agg(t, statuses, ranks) AS t FROM layer JOIN list USING (list) GROUP BY person;
INSERT INTO got SELECT 'intervals', person, overlay_agg(started_at, ended_at, status, reason, sequence, statuses, ranks) FROM piece JOIN list USING (list) GROUP BY person;
CREATE VIEW got_change AS SELECT form, person, started_at AS at, status, reason, sequence FROM got, status_intervals(t);
SELECT form, count(*) > 3000 AS many, count(*) FILTER (WHERE status IS NULL) > 300 AS nulls FROM want GROUP BY form ORDER BY form;
SELECT count(*) AS missing FROM (SELECT * FROM want EXCEPT ALL SELECT * FROM got_change) d;
SELECT count(*) AS surplus FROM (SELECT * FROM got_change EXCEPT ALL SELECT * FROM want) d;
-- only changes are events
SELECT sum(event_count(t)) = (SELECT count(*) FROM want) AS only_changes FROM got;

-- the order of rows does not matter, nor does what is repeated or NULL
SELECT count(*) AS differ FROM got g JOIN (
  SELECT 'layers' AS form, person, overlay_agg(t, statuses, ranks ORDER BY layer DESC) AS t FROM (SELECT * FROM layer UNION ALL SELECT person, list, -layer, t FROM layer UNION ALL SELECT person, list, 0, NULL FROM layer) l JOIN list USING (list) GROUP BY person
  UNION ALL
  SELECT 'intervals', person, overlay_agg(started_at, ended_at, status, reason, sequence, statuses, ranks ORDER BY random()) FROM (SELECT * FROM piece UNION ALL SELECT * FROM piece) p JOIN list USING (list) GROUP BY person
) o USING (form, person) WHERE g.t <> o.t;
-- the same as an array
SELECT count(*) AS differ FROM got g JOIN (SELECT person, overlay(array_agg(t), statuses, ranks) AS t FROM layer JOIN list USING (list) GROUP BY person, statuses, ranks) o USING (person) WHERE form = 'layers' AND g.t <> o.t;
-- of one layer: itself but for repeated events; again: nothing changes
SELECT count(*) AS differ FROM layer JOIN list USING (list), overlay(ARRAY[t], statuses, ranks) o
WHERE EXISTS (SELECT FROM ((SELECT status, reason, started_at, sequence FROM status_intervals(t)) EXCEPT ALL (SELECT status, reason, started_at, sequence FROM status_intervals(o))) d) OR event_count(o) <> (SELECT count(*) FROM status_intervals(t));
SELECT count(*) AS differ FROM got g JOIN (SELECT person, person % 5 AS list FROM generate_series(0, :people - 1) person) p USING (person) JOIN list USING (list) WHERE overlay(ARRAY[t], statuses, ranks) <> t;
-- with equal ranks and without NULL: the latest change of any layer, as in a log of all changes
SELECT count(*) AS people, count(*) FILTER (WHERE a.t <> overlay(ARRAY[b.t], NULL, NULL)) AS differ FROM (
  SELECT person, overlay_agg(t, NULL, NULL) AS t FROM (
    SELECT person, layer, timeline_agg(at + layer * interval '0.01 s', coalesce(status, 'none'), reason, sequence) AS t FROM event GROUP BY person, layer) l GROUP BY person
) a JOIN (
  SELECT person, timeline_agg(started_at, status, reason, sequence) AS t FROM (
    SELECT person, i.* FROM (
      SELECT person, layer, timeline_agg(at + layer * interval '0.01 s', coalesce(status, 'none'), reason, sequence) AS t FROM event GROUP BY person, layer) l, status_intervals(t) i) e GROUP BY person
) b USING (person);
-- a layer as intervals is the layer
SELECT count(*) AS differ FROM (
  SELECT person, overlay_agg(started_at, ended_at, status, reason, sequence, statuses, ranks) AS t FROM layer JOIN list USING (list), status_intervals(t) GROUP BY person
) o JOIN got g USING (person) WHERE form = 'layers' AND g.t <> o.t;
-- intervals in parts that touch
SELECT count(*) > 200 AS people, count(*) FILTER (WHERE parts <> whole) AS differ FROM (
  SELECT person, overlay_agg(started_at, ended_at, status, reason, sequence, NULL, NULL) AS whole,
    overlay_agg(started_at + n * part, started_at + (n + 1) * part, status, reason, sequence, NULL, NULL ORDER BY n % 3) AS parts
  FROM (SELECT DISTINCT ON (person) *, (ended_at - started_at) / 8 AS part FROM piece WHERE ended_at > started_at ORDER BY person, started_at) p, generate_series(0, 7) n GROUP BY person
) p;
-- parallel workers, each with a part of every person, by hash and by sort
INSERT INTO layer SELECT layer.* FROM layer, generate_series(1, 20);
ALTER TABLE layer SET (parallel_workers = 3);
ALTER TABLE piece SET (parallel_workers = 3);
ANALYZE layer, piece;
CREATE FUNCTION list_of(person integer, OUT statuses text[], OUT ranks integer[]) STABLE PARALLEL SAFE LANGUAGE sql
AS 'SELECT statuses, ranks FROM overlay_test.list WHERE list = person % 5';
SELECT 'SELECT person, overlay_agg(t, (list_of(person)).statuses, (list_of(person)).ranks) AS t FROM layer GROUP BY person' AS layers,
  'SELECT person, overlay_agg(started_at, ended_at, status, reason, sequence, (list_of(person)).statuses, (list_of(person)).ranks) AS t FROM piece GROUP BY person' AS intervals \gset
-- Returns what is missing in the plan, and how many results differ.
CREATE FUNCTION try(form text, query text, node text, OUT plan text, OUT differ bigint) LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ ('Partial ' || node) THEN
      plan := 'as wanted';
      EXIT;
    END IF;
    plan := coalesce(plan, '') || line || E'\n';
  END LOOP;
  EXECUTE format('SELECT count(*) FROM got g FULL JOIN (%s) o USING (person) WHERE g.form = %L AND g.t IS DISTINCT FROM o.t', query, form) INTO differ;
END $$;
SET max_parallel_workers_per_gather = 3; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 100; SET cpu_tuple_cost = 100; SET cpu_operator_cost = 0; SET min_parallel_table_scan_size = 0;
SET enable_sort = off;
SELECT * FROM try('layers', :'layers', 'HashAggregate');
SELECT * FROM try('intervals', :'intervals', 'HashAggregate');
RESET enable_sort;
SET enable_hashagg = off;
SELECT * FROM try('layers', :'layers', 'GroupAggregate');
SELECT * FROM try('intervals', :'intervals', 'GroupAggregate');
-- parts with other ranks
SELECT overlay_agg(t, ARRAY['a'], ARRAY[layer]) FROM layer; -- error: other ranks
SET client_min_messages = warning;
DROP SCHEMA overlay_test CASCADE;
