-- The aggregates give the same bytes under every plan: parallel, partition-
-- wise, by hash, by sort, spilled to disk.  Each comparison first makes sure
-- that the plan is the one it is about.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA plans_test;
SET search_path = plans_test, userlogs;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set ECHO none
\o /dev/null
\i :random_events
\o
\set ECHO all
CREATE FUNCTION plan_has(query text, node text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ node THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;
CREATE FUNCTION differ(query text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE n bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM (((%1$s) EXCEPT ALL TABLE want) UNION ALL (TABLE want EXCEPT ALL (%1$s))) d', query) INTO n;
  RETURN n;
END $$;

SELECT 'SELECT user_id, userlogs.timeline_agg(occurred_at, status, reason, sequence) AS t, userlogs.timeline_agg(occurred_at, status, reason) AS u, userlogs.headcount_agg(occurred_at, occurred_at + (coalesce(sequence, 5) + 3) * interval ''1 minute'') AS h, userlogs.headcount_agg(occurred_at, occurred_at + interval ''1 hour'', (1 + user_id % 3) * (coalesce(sequence, 5) + 3)) AS w FROM ev GROUP BY user_id' AS query \gset
ANALYZE ev;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE want AS :query;
SELECT count(*) AS users FROM want;

-- sorted groups
SET enable_hashagg = off;
SELECT plan_has(:'query', 'GroupAggregate') AS plan, differ(:'query');
RESET enable_hashagg;

-- parallel, by hash and by sort
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
-- rows that cost so much to read that merging them again pays
SET cpu_tuple_cost = 100; SET parallel_tuple_cost = 100;
SET enable_sort = off;
SELECT plan_has(:'query', 'Partial HashAggregate') AS plan, differ(:'query');
RESET enable_sort;
SET enable_hashagg = off;
SELECT plan_has(:'query', 'Partial GroupAggregate') AS plan, differ(:'query');
RESET enable_hashagg;
-- without the leader, and with groups that only one worker sees
SET parallel_leader_participation = off;
SELECT plan_has(:'query', 'Partial (Hash|Group)Aggregate') AS plan, differ(:'query');
RESET parallel_leader_participation;

-- merging stored parts in parallel, overlapping ones
CREATE TABLE part AS
SELECT user_id, k, timeline_agg(occurred_at, status, reason, sequence) AS t, timeline_agg(occurred_at, status, reason) AS u,
  headcount_agg(occurred_at, occurred_at + (coalesce(sequence, 5) + 3) * interval '1 minute') AS h,
  headcount_agg(occurred_at, occurred_at + interval '1 hour', coalesce(sequence, 5) + 3) AS w
FROM (SELECT *, abs(hashtextextended(ev::text, 1)) % 50 AS k FROM ev) e GROUP BY user_id, k;
ANALYZE part;
SELECT 'SELECT user_id, userlogs.timeline_agg(t), userlogs.timeline_agg(u), userlogs.headcount_agg(h), userlogs.headcount_agg(w, 1 + user_id % 3) FROM part GROUP BY user_id' AS merge \gset
SELECT plan_has(:'merge', 'Partial (Hash|Group)Aggregate') AS plan, differ(:'merge');
-- the functions on top run in the workers
SELECT plan_has('SELECT user_id, sum(userlogs.duration_in(t, ''Available'', ''2026-03-28'', ''2026-03-30'')) FROM part GROUP BY user_id', 'Partial') AS plan;
SELECT plan_has('SELECT i.status, count(*) FROM part, userlogs.status_intervals(t) i GROUP BY i.status', 'Partial') AS plan;
SELECT plan_has('SELECT sum(person_seconds) FROM part, userlogs.headcount_buckets(h, ''1 hour'', ''2026-03-28'', ''2026-03-30'', ''UTC'')', 'Partial') AS plan;

-- partition-wise, by a key that is not the group
SET max_parallel_workers_per_gather = 0;
SET enable_partitionwise_aggregate = on;
CREATE TABLE parted (LIKE ev) PARTITION BY HASH (sequence);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO parted SELECT * FROM ev;
ANALYZE parted;
SELECT replace(:'query', 'FROM ev', 'FROM parted') AS parted \gset
SET enable_sort = off;
SELECT plan_has(:'parted', 'Partial (Hash|Group)Aggregate') AS plan, differ(:'parted');
RESET enable_sort;
RESET enable_partitionwise_aggregate;

-- many groups that do not fit in memory: batches on disk, the context reset in between
CREATE TABLE small AS
SELECT i % 5000 AS user_id, timestamptz '2026-01-01 00:00+00' + hashint4(i) % 1000000 * interval '1 second' AS occurred_at,
  'S' || i % 5 AS status, 'R' || i % 7 AS reason, i::bigint AS sequence
FROM generate_series(1, 60000) i;
ANALYZE small;
SELECT replace(:'query', 'FROM ev', 'FROM small') AS small \gset
DROP TABLE want;
SET enable_hashagg = off;
CREATE TABLE want AS :small;
RESET enable_hashagg;
SET work_mem = '64kB'; SET enable_sort = off;
SELECT plan_has(:'small', 'HashAggregate') AS plan, differ(:'small');
SET max_parallel_workers_per_gather = 2;
SELECT plan_has(:'small', 'Partial HashAggregate') AS plan, differ(:'small');
RESET work_mem; RESET enable_sort;

-- the aggregate again for each outer row: the same node, its memory reset
SELECT count(*) AS rescans, count(*) FILTER (WHERE s.n <> 3 OR s.statuses <> '{S0,S1,S2,S3,S4}') AS wrong
FROM generate_series(1, 200) k CROSS JOIN LATERAL (
  SELECT sum(event_count(t)) / 20000 AS n, array_agg(DISTINCT status_at(t, 'infinity') ORDER BY status_at(t, 'infinity')) AS statuses
  FROM (SELECT user_id % 5 AS g, timeline_agg(occurred_at, status, reason, sequence) AS t FROM small
    WHERE user_id < 5000 + k * 0 GROUP BY user_id % 5) x) s;

-- a subtransaction that fails in the middle leaves nothing behind
DO $$
BEGIN
  FOR i IN 1..50 LOOP
    BEGIN
      PERFORM userlogs.timeline_agg(CASE WHEN user_id < 100 THEN occurred_at ELSE 'infinity' END, status, reason)
      FROM plans_test.small GROUP BY user_id % 10;
      RAISE 'no error';
    EXCEPTION WHEN datetime_field_overflow THEN NULL;
    END;
  END LOOP;
END $$;
SELECT count(*) FROM (SELECT timeline_agg(occurred_at, status, reason) FROM small GROUP BY user_id) x;

SET client_min_messages = error;
DROP SCHEMA plans_test CASCADE;
