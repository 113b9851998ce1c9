-- Which plans the planner chooses for the aggregates by itself: parallel ones
-- only where they pay, with the default costs.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA parallel_plans_test;
SET search_path = parallel_plans_test, userlogs;
SET max_parallel_workers_per_gather = 2;
SET jit = off;
SET work_mem = '64MB';
-- the lines of a plan that tell how it aggregates, and where
CREATE FUNCTION aggregation(query text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  line text;
  result text[];
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    result := result || substring(line FROM '(?:Finalize |Partial )?(?:Hash|Group|Mixed)?Aggregate|Gather(?: Merge)?|Parallel Append|Append|Parallel Seq Scan');
  END LOOP;
  RETURN array_to_string(result, ' < ');
END $$;
CREATE TABLE ev AS
SELECT 1 + i % 400 AS user_id, timestamptz '2026-01-01 00:00+00' + i * interval '4 seconds' AS occurred_at, 'status ' || i % 7 % 5 AS status, 'reason ' || i % 20 AS reason
FROM generate_series(1, 400000) i;
ALTER TABLE ev SET (parallel_workers = 2);
ANALYZE ev;
SELECT 'user_id, timeline_agg(occurred_at, status, reason) AS t' AS t, 'user_id, headcount_agg(occurred_at, occurred_at + interval ''1 hour'') AS h' AS h,
  'user_id, headcount_agg(occurred_at, occurred_at + interval ''1 hour'', user_id) AS h' AS w \gset

-- a plain table: the scan would be parallel, timelines are not worth it
SELECT aggregation('SELECT user_id, count(*), max(occurred_at) FROM ev GROUP BY user_id') AS count_and_max;
SELECT aggregation('SELECT ' || :'t' || ' FROM ev GROUP BY user_id') AS timelines;
SELECT aggregation('SELECT user_id, i.* FROM (SELECT ' || :'t' || ' FROM ev GROUP BY user_id) x, status_intervals(t) i') AS intervals;
-- headcounts, which merge quickly, are
SELECT aggregation('SELECT ' || :'h' || ' FROM ev GROUP BY user_id') AS headcounts;
SELECT aggregation('SELECT ' || :'w' || ' FROM ev GROUP BY user_id') AS with_weights;
-- and timelines of rows that take long to read
CREATE FUNCTION slow(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 100 AS $$ BEGIN RETURN $1 <> ''; END $$;
SELECT aggregation('SELECT ' || :'t' || ' FROM ev WHERE slow(reason) GROUP BY user_id') AS slow_rows;

-- many small groups: in one process
CREATE TABLE small AS SELECT 1 + i % 20000 AS user_id, occurred_at, status, reason FROM (SELECT row_number() OVER () AS i, * FROM ev) e;
ALTER TABLE small SET (parallel_workers = 2);
ANALYZE small;
SELECT aggregation('SELECT ' || :'t' || ' FROM small GROUP BY user_id') AS small_groups;

-- partitions by hash of the user: each group is whole in one of them, so that
-- workers aggregate, and what is asked of the timelines is done there, too
CREATE TABLE parted (LIKE ev) PARTITION BY HASH (user_id);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE parted_3 PARTITION OF parted FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO parted SELECT * FROM ev;
ANALYZE parted;
SELECT aggregation('SELECT ' || :'t' || ' FROM parted GROUP BY user_id') AS partitions_by_default;
SET enable_partitionwise_aggregate = on;
SELECT aggregation('SELECT ' || :'t' || ' FROM parted GROUP BY user_id') AS timelines;
SELECT aggregation('SELECT i.status, sum(i.duration) FROM (SELECT ' || :'t' || ' FROM parted GROUP BY user_id) x, status_intervals(t, ''2026-01-01'', ''2026-02-01'') i GROUP BY i.status') AS sums_of_intervals;
SELECT aggregation('SELECT ' || :'h' || ' FROM parted GROUP BY user_id') AS headcounts;
SELECT count(*) FROM (
  ((SELECT user_id, timeline_agg(occurred_at, status, reason) FROM ev GROUP BY user_id) EXCEPT ALL (SELECT user_id, timeline_agg(occurred_at, status, reason) FROM parted GROUP BY user_id))
  UNION ALL
  ((SELECT user_id, timeline_agg(occurred_at, status, reason) FROM parted GROUP BY user_id) EXCEPT ALL (SELECT user_id, timeline_agg(occurred_at, status, reason) FROM ev GROUP BY user_id))) d;
DROP SCHEMA parallel_plans_test CASCADE;
