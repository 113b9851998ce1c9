-- The aggregates give the same bytes under every plan, of random logs and of
-- stored parts of them: as many logs as LAW_CASES says. Each line tells whether
-- the plan was the one it is about, and whether all bytes were the same.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA law_plans_test;
SET search_path = law_plans_test, userlogs;
\set cases 100
\getenv cases LAW_CASES
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_logs :abs_srcdir '/oracle/random_logs.sql'
\set logs :cases
\set ECHO none
\o /dev/null
\i :random_logs
\o
\set ECHO all

-- what is aggregated, with an interval for each event, and the parts of it
CREATE TABLE row_of AS
SELECT e.*, i.started_at, i.ended_at, abs(hashtextextended(e::text, 5)) % 40 AS k
FROM (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY ev) AS n FROM ev) e
JOIN (SELECT *, row_number() OVER (PARTITION BY team ORDER BY iv) AS n FROM iv) i ON i.team = e.user_id AND i.n = e.n;
SELECT 'user_id, userlogs.timeline_agg(occurred_at, status, reason, sequence) AS t, userlogs.timeline_agg(occurred_at, status, reason) AS u, userlogs.headcount_agg(started_at, ended_at) AS h' AS agg,
  'user_id, userlogs.timeline_agg(t) AS t, userlogs.timeline_agg(u) AS u, userlogs.headcount_agg(h) AS h' AS merge \gset
SET max_parallel_workers_per_gather = 0;
CREATE TABLE want AS SELECT :agg FROM row_of GROUP BY user_id;
-- every row is in two parts, which overlap, but counts in one headcount only
CREATE TABLE part AS
SELECT user_id, k, timeline_agg(occurred_at, status, reason, sequence) AS t, timeline_agg(occurred_at, status, reason) AS u,
  headcount_agg(started_at, ended_at) FILTER (WHERE own) AS h
FROM (SELECT user_id, occurred_at, status, reason, sequence, started_at, ended_at, (k + other) % 40 AS k, other = 0 AS own
  FROM row_of, generate_series(0, 1) other) e
GROUP BY user_id, k;
SELECT count(*) = :cases AS logs, sum(event_count(t)) > 30 * :cases AS many, count(*) FILTER (WHERE event_count(t) > 128) > :cases / 20 AS indexed,
  count(DISTINCT h) > :cases / 2 AS headcounts, (SELECT count(*) FROM part) > 20 * :cases AS parts FROM want;
ANALYZE row_of, part;

-- Runs a query that makes the same as is wanted, and looks at how it ran: what
-- is missing in the plan is told.
CREATE FUNCTION try(query text, VARIADIC nodes text[], OUT plan text, OUT same boolean) LANGUAGE plpgsql AS $$
DECLARE
  line text;
  run text := '';
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) CREATE TABLE got AS ' || query LOOP
    run := run || line || E'\n';
  END LOOP;
  SELECT count(*) = (SELECT count(*) FROM want) AND bool_and((g.t, g.u, g.h) IS NOT DISTINCT FROM (w.t, w.u, w.h)) INTO same
  FROM want w JOIN got g USING (user_id);
  DROP TABLE got;
  SELECT coalesce(string_agg(node, ', '), 'as wanted') INTO plan FROM unnest(nodes) node
  WHERE CASE WHEN node ~ '^[0-9]' THEN cardinality(string_to_array(run, split_part(node, ' ', 2))) <= split_part(node, ' ', 1)::int ELSE run !~ node END;
END $$;
SELECT 'SELECT ' || :'agg' || ' FROM row_of GROUP BY user_id' AS query, 'SELECT ' || :'merge' || ' FROM part GROUP BY user_id' AS merge_query \gset
SELECT (try(:'query', 'HashAggregate')).*;
SELECT (try(:'merge_query', 'HashAggregate')).*;

-- by sort
SET enable_hashagg = off;
SELECT (try(:'query', 'GroupAggregate', 'Sort')).*;
SELECT (try(:'merge_query', 'GroupAggregate', 'Sort')).*;
RESET enable_hashagg;

-- in other orders: all that a query sees at once, shuffled
SELECT count(*) >= least(5, :cases / 10) AS orders, min(plan) AS plan, bool_and(same AND merged.same_merged) AS same
FROM generate_series(1, least(100, :cases / 10)) seed,
try(format('SELECT %s FROM (SELECT * FROM row_of ORDER BY hashtextextended(row_of::text, %s)) r GROUP BY user_id', :'agg', seed), 'Aggregate', 'Sort'),
LATERAL (SELECT x.same AS same_merged FROM try(format('SELECT %s FROM (SELECT * FROM part ORDER BY hashint4extended(user_id * 40 + k::int, %s)) r GROUP BY user_id', :'merge', seed), 'Sort') x) merged;
-- and the same four parts in all orders
CREATE TABLE four AS
SELECT user_id, array_agg(t ORDER BY k) AS t, array_agg(u ORDER BY k) AS u, array_agg(h ORDER BY k) AS h
FROM (SELECT user_id, k % 4 AS k, timeline_agg(t) AS t, timeline_agg(u) AS u, headcount_agg(h) AS h FROM part GROUP BY user_id, k % 4) p
GROUP BY user_id HAVING count(*) = 4;
SELECT count(DISTINCT o) AS orders, count(DISTINCT user_id) > :cases / 3 AS logs, bool_and((m.t = w.t AND m.u = w.u AND m.h = w.h) IS TRUE) AS same
FROM (SELECT ARRAY[a, b, c, d] AS o FROM generate_series(1, 4) a, generate_series(1, 4) b, generate_series(1, 4) c, generate_series(1, 4) d
  WHERE a <> b AND a <> c AND a <> d AND b <> c AND b <> d AND c <> d) o
CROSS JOIN four JOIN want w USING (user_id)
CROSS JOIN LATERAL (SELECT timeline_agg(timeline_agg) AS t, timeline_agg(u) AS u, headcount_agg(h) AS h
  FROM (SELECT four.t[i] AS timeline_agg, four.u[i] AS u, four.h[i] AS h FROM unnest(o) WITH ORDINALITY x(i, n) ORDER BY n) p) m;

-- in little memory: batches on disk
SET work_mem = '64kB';
SET enable_sort = off;
SELECT (try(:'query', 'HashAggregate', 'Disk Usage')).*;
SELECT (try(:'merge_query', 'HashAggregate', 'Disk Usage')).*;
RESET enable_sort;
SET enable_hashagg = off;
SELECT (try(:'query', 'GroupAggregate', 'external merge')).*;
RESET enable_hashagg;
RESET work_mem;

-- compiled, where the server can
SET jit = on; SET jit_above_cost = 0; SET jit_inline_above_cost = 0; SET jit_optimize_above_cost = 0;
SELECT CASE WHEN pg_jit_available() THEN 'JIT' ELSE 'Aggregate' END AS node \gset
SELECT (try(:'query', :'node')).*;
SELECT (try(:'merge_query', :'node')).*;
SET jit = off;

-- by parallel workers, by hash and by sort, with the leader and without
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 100; SET cpu_tuple_cost = 100; SET min_parallel_table_scan_size = 0; SET max_parallel_maintenance_workers = 0;
SELECT current_setting('max_worker_processes')::int > 16 AS workers_are_there \gset
CREATE FUNCTION try_workers(query text, workers int, must_launch boolean, OUT plan text, OUT same boolean) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE row_of SET (parallel_workers = %1$s); ALTER TABLE part SET (parallel_workers = %1$s)', workers);
  PERFORM set_config('max_parallel_workers_per_gather', workers::text, true);
  SELECT t.plan, t.same INTO plan, same FROM try(query, 'Partial (Hash|Group)Aggregate', 'Workers Planned: ' || workers,
    'Workers Launched: ' || CASE WHEN must_launch THEN workers::text ELSE '[1-9]' END) t;
END $$;
SELECT workers, t.plan, t.same, m.plan, m.same
FROM (VALUES (1), (2), (4), (8)) w(workers), try_workers(:'query', workers, :'workers_are_there') t, try_workers(:'merge_query', workers, :'workers_are_there') m;
SET enable_hashagg = off;
SELECT workers, t.plan, t.same, m.plan, m.same
FROM (VALUES (1), (2), (4), (8)) w(workers), try_workers(:'query', workers, :'workers_are_there') t, try_workers(:'merge_query', workers, :'workers_are_there') m;
RESET enable_hashagg;
SET parallel_leader_participation = off;
SELECT workers, t.plan, t.same, m.plan, m.same
FROM (VALUES (2), (8)) w(workers), try_workers(:'query', workers, :'workers_are_there') t, try_workers(:'merge_query', workers, :'workers_are_there') m;
RESET parallel_leader_participation;
SET work_mem = '64kB'; SET enable_sort = off; SET jit = on; RESET jit_inline_above_cost; RESET jit_optimize_above_cost;
SELECT workers, t.plan, t.same, m.plan, m.same
FROM (VALUES (2), (8)) w(workers), try_workers(:'query', workers, :'workers_are_there') t, try_workers(:'merge_query', workers, :'workers_are_there') m;
RESET work_mem; RESET enable_sort; SET jit = off;

-- partition by partition: whole groups, and parts of groups to be combined
SET enable_partitionwise_aggregate = on;
SET max_parallel_workers_per_gather = 0;
CREATE FUNCTION try_partitions(select_list text, table_name text, partitions int, key text, OUT plan text, OUT same boolean) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE parted (LIKE %I) PARTITION BY HASH (%I)', table_name, key);
  FOR i IN 0 .. partitions - 1 LOOP
    EXECUTE format('CREATE TABLE parted_%s PARTITION OF parted FOR VALUES WITH (MODULUS %s, REMAINDER %s)', i, partitions, i);
  END LOOP;
  EXECUTE format('INSERT INTO parted SELECT * FROM %I', table_name);
  -- so that combining seems to be worth it
  ALTER TABLE parted ALTER user_id SET (n_distinct_inherited = 2);
  FOR i IN 0 .. partitions - 1 LOOP EXECUTE format('ALTER TABLE parted_%s ALTER user_id SET (n_distinct = 2)', i); END LOOP;
  ANALYZE parted;
  SELECT t.plan, t.same INTO plan, same FROM try(format('SELECT %s FROM parted GROUP BY user_id', select_list),
    (partitions + (key <> 'user_id' AND partitions > 1)::int) || ' Aggregate') t;
  DROP TABLE parted;
END $$;
SELECT partitions, key, t.plan, t.same, m.plan, m.same
FROM (VALUES (1), (2), (64)) p(partitions), (VALUES ('user_id'), ('k')) k(key), try_partitions(:'agg', 'row_of', partitions, key) t,
  try_partitions(:'merge', 'part', partitions, key) m ORDER BY partitions, key DESC;
SET max_parallel_workers_per_gather = 2;
SELECT partitions, key, t.plan, t.same, m.plan, m.same
FROM (VALUES (2), (64)) p(partitions), (VALUES ('user_id'), ('k')) k(key), try_partitions(:'agg', 'row_of', partitions, key) t,
  try_partitions(:'merge', 'part', partitions, key) m ORDER BY partitions, key DESC;

SET client_min_messages = error;
DROP SCHEMA law_plans_test CASCADE;
