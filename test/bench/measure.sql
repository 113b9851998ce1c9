-- Speed and memory, as ratios within one run.  Each query runs once to warm
-- up and five times to be measured, by EXPLAIN ANALYZE without timing of
-- nodes: all rows are made with all their columns, none is sent.  Queries that
-- are compared take turns, so that both see the same machine.  The SQL it is
-- compared with is the shortest that is right for this data; it leaves out
-- what its tables do not need (ties, duplicates, windows).
\pset footer off
SET search_path = public, userlogs;

CREATE FUNCTION milliseconds(queries text[], runs int DEFAULT 5) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
  query text;
  plan json;
BEGIN
  CREATE TEMP TABLE taken (query text, time numeric);
  FOR run IN 0..runs LOOP
    FOREACH query IN ARRAY queries LOOP
      EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT json) ' || query INTO plan;
      IF run > 0 THEN
        INSERT INTO taken VALUES (query, (plan -> 0 ->> 'Execution Time')::numeric);
      END IF;
    END LOOP;
  END LOOP;
  queries := (SELECT array_agg((SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY time) FROM taken t WHERE t.query = q) ORDER BY n)
    FROM unnest(queries) WITH ORDINALITY u(q, n));
  DROP TABLE taken;
  RETURN queries;
END $$;
CREATE FUNCTION milliseconds(query text) RETURNS numeric
LANGUAGE sql AS $$ SELECT (milliseconds(ARRAY[query]))[1] $$;

CREATE TABLE work (name text, scan text, sql text, userlogs text, goal text);
INSERT INTO work VALUES
  ('the aggregate, to count(*), max()', 'SELECT user_id, count(*), max(occurred_at) FROM %1$I GROUP BY user_id', NULL,
   'SELECT user_id, timeline_agg(occurred_at, status, reason) FROM %1$I GROUP BY user_id', 'at most 1.6'),
  ('the same with a sequence', 'SELECT user_id, count(*), max(occurred_at) FROM %1$I GROUP BY user_id', NULL,
   'SELECT user_id, timeline_agg(occurred_at, status, reason, event_id) FROM %1$I GROUP BY user_id', NULL),
  ('merged intervals as rows', NULL,
   'SELECT user_id, status, reason, occurred_at AS started_at, lead(occurred_at) OVER w AS ended_at,
      lead(occurred_at) OVER w - occurred_at AS duration, lead(occurred_at) OVER w IS NULL AS is_open
    FROM (SELECT user_id, occurred_at, status, reason, row_number() OVER w AS n,
        lag(status) OVER w AS last_status, lag(reason) OVER w AS last_reason
      FROM %1$I WINDOW w AS (PARTITION BY user_id ORDER BY occurred_at)) e
    WHERE n = 1 OR status IS DISTINCT FROM last_status OR reason IS DISTINCT FROM last_reason
    WINDOW w AS (PARTITION BY user_id ORDER BY occurred_at)',
   'SELECT user_id, i.* FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM %1$I GROUP BY user_id) x,
      status_intervals(t) i', 'at least 3'),
  ('time per user and status', NULL,
   'SELECT user_id, status, sum(lasts), count(*)
    FROM (SELECT user_id, status,
        coalesce(lead(occurred_at) OVER (PARTITION BY user_id ORDER BY occurred_at), ''2026-04-01 00:00+00'') - occurred_at AS lasts
      FROM %1$I) e
    GROUP BY user_id, status',
   'SELECT user_id, d.* FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM %1$I GROUP BY user_id) x,
      status_durations(t, ''-infinity'', ''2026-04-01 00:00+00'') d', 'at least 4');

\echo
\echo 'Speed. ms: median of five; ratio: SQL / userlogs, or userlogs / count(*), max().'
SELECT name, input, round(ms[1]) AS "other ms", round(ms[2]) AS "userlogs ms",
  round(CASE WHEN scan IS NULL THEN ms[1] / ms[2] ELSE ms[2] / ms[1] END, 2) AS ratio, goal
FROM (SELECT w.*, i.*, milliseconds(ARRAY[format(coalesce(scan, sql), input), format(userlogs, input)]) AS ms
  FROM work w CROSS JOIN (VALUES (1, 'small'), (2, 'large')) i(n, input) OFFSET 0) m
ORDER BY n, name;
SELECT 'many small groups' AS name, (SELECT count(DISTINCT user_id) FROM many_users) AS groups,
  round(milliseconds('SELECT user_id, count(*), max(occurred_at) FROM many_users GROUP BY user_id')) AS "count, max ms",
  round(milliseconds('SELECT user_id, timeline_agg(occurred_at, status, reason) FROM many_users GROUP BY user_id')) AS "userlogs ms";
SELECT 'one user in random order' AS name, count(*) AS events,
  round(milliseconds('SELECT count(*), max(occurred_at) FROM one_user')) AS "count, max ms",
  round(milliseconds('SELECT timeline_agg(occurred_at, status, reason) FROM one_user')) AS "userlogs ms",
  round(milliseconds('SELECT timeline_agg(occurred_at, status, reason, event_id) FROM one_user')) AS "with sequence ms"
FROM one_user;

\echo 'Merging stored timelines: four of each user, and 90 daily ones of 2,000 users.'
CREATE TABLE part AS
SELECT user_id, event_id % 4 AS part, timeline_agg(occurred_at, status, reason) AS t FROM small GROUP BY 1, 2;
CREATE TABLE daily AS
SELECT user_id, date_trunc('day', occurred_at, 'UTC') AS day, timeline_agg(occurred_at, status, reason) AS t FROM small GROUP BY 1, 2;
CREATE TABLE stored AS SELECT user_id, timeline_agg(t) AS t FROM part GROUP BY user_id;
VACUUM (FREEZE, ANALYZE) part, daily, stored;
SELECT round(milliseconds('SELECT user_id, timeline_agg(t) FROM part GROUP BY user_id')) AS "interleaved ms",
  round(milliseconds('SELECT user_id, timeline_agg(t) FROM daily GROUP BY user_id')) AS "daily ms",
  round(milliseconds('SELECT user_id, i.* FROM stored, status_intervals(t) i')) AS "all intervals ms",
  round(milliseconds('SELECT user_id, i.* FROM stored, status_intervals(t, ''2026-02-10 00:00+00'', ''2026-02-11 00:00+00'') i')) AS "one day ms",
  round(milliseconds('SELECT user_id, b.* FROM stored, status_buckets(t, ''1 hour'', ''2026-02-01 00:00+00'', ''2026-03-01 00:00+00'', ''Europe/Berlin'') b')) AS "a month by hour ms",
  round(milliseconds('SELECT status_at(t, ''2026-02-10 12:00+00'') FROM stored')) AS "status_at ms";

\echo 'Five statuses and twenty reasons, numbered and natural words; floor: count(*), max()'
\echo 'by user; ready: reading as many rows as there are intervals from a table. Goals are'
\echo 'ratios to the floor, of the intervals to floor and ready rows together.'
CREATE TABLE labelled_tl AS SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM "natural" GROUP BY user_id;
CREATE TABLE ready AS SELECT user_id, i.* FROM labelled_tl, status_intervals(t) i;
CREATE TABLE day AS
SELECT d::timestamp AT TIME ZONE 'Europe/Berlin' AS day_start, (d + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS day_end FROM (SELECT date '2026-01-01' + i AS d FROM generate_series(0, 90) i) x;
VACUUM (FREEZE, ANALYZE) labelled_tl, ready, day;
CREATE TABLE labelled (n int, work text, query text, goal text);
INSERT INTO labelled VALUES
  (1, 'floor', 'SELECT user_id, count(*), max(occurred_at) FROM %1$I GROUP BY user_id', NULL),
  (2, 'ready rows', 'SELECT max(user_id), count(status), count(reason), max(started_at), max(ended_at), max(clipped_end), sum(duration) FROM ready', NULL),
  (3, 'the aggregate', 'SELECT user_id, timeline_agg(occurred_at, status, reason) FROM %1$I GROUP BY user_id', 'at most 1.6'),
  (4, 'intervals', 'SELECT user_id, i.* FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM %1$I GROUP BY user_id) x, status_intervals(t) i', 'at most 1.6'),
  (5, 'time per status', 'SELECT user_id, d.* FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM %1$I GROUP BY user_id) x, status_durations(t, ''-infinity'', ''2026-04-01 00:00+00'') d', 'at most 1.6'),
  (6, 'local days', 'SELECT user_id, b.* FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM %1$I GROUP BY user_id) x,
    availability_buckets(t, ''1 day'', ''-infinity'', ''2026-04-01 00:00+00'', ''Europe/Berlin'', ''{Available,status 1}'', ''{Busy,Break,status 2,status 3}'', ''{Offline,status 4}'') b', 'at most 1.8');
CREATE FUNCTION labelled_ms(input text) RETURNS TABLE (n int, ms numeric) LANGUAGE sql AS $$
  SELECT n, ms FROM (SELECT array_agg(l.n ORDER BY l.n) AS ns, milliseconds(array_agg(format(query, input) ORDER BY l.n), 7) AS times FROM labelled l) m, unnest(ns, times) u(n, ms)
$$;
SELECT work, round(ms) AS "numbered ms", round(ms / CASE WHEN n = 4 THEN floor + ready ELSE floor END, 2) AS ratio,
  round(natural_ms) AS "natural ms", round(natural_ms / CASE WHEN n = 4 THEN natural_floor + natural_ready ELSE natural_floor END, 2) AS "ratio ", goal
FROM (SELECT n, a.ms, b.ms AS natural_ms, first_value(a.ms) OVER w AS floor, nth_value(a.ms, 2) OVER w AS ready,
    first_value(b.ms) OVER w AS natural_floor, nth_value(b.ms, 2) OVER w AS natural_ready
  FROM labelled_ms('numbered') a JOIN labelled_ms('natural') b USING (n)
  WINDOW w AS (ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) m JOIN labelled USING (n) ORDER BY n;

\echo 'Days of Berlin from stored timelines, 91 of each user: all figures of'
\echo 'availability_buckets, with overrun, available time alone (goal of all: at most 1.5'
\echo 'times that), by status and reason, duration_in and status_at of each day.'
SELECT round(ms[1]) AS "all ms", round(ms[2]) AS "overrun ms", round(ms[3]) AS "available ms", round(ms[2] / ms[3], 2) AS ratio, round(ms[4]) AS "by reason ms",
  round(ms[5]) AS "duration_in ms", round(ms[6]) AS "status_at ms"
FROM milliseconds(ARRAY[
  'SELECT user_id, b.* FROM labelled_tl, availability_buckets(t, ''1 day'', ''-infinity'', ''2026-04-01 00:00+00'', ''Europe/Berlin'', ''{Available}'', ''{Busy,Break}'', ''{Offline}'') b',
  'SELECT user_id, b.* FROM labelled_tl, availability_buckets(t, ''1 day'', ''-infinity'', ''2026-04-01 00:00+00'', ''Europe/Berlin'', ''{Available}'', ''{Busy,Break}'', ''{Offline}'', ''{Lunch,Coffee}'', ''{00:30,00:10}'') b',
  'SELECT user_id, b.bucket_start, b.available FROM labelled_tl, availability_buckets(t, ''1 day'', ''-infinity'', ''2026-04-01 00:00+00'', ''Europe/Berlin'', ''{Available}'', ''{}'', ''{}'') b',
  'SELECT user_id, b.* FROM labelled_tl, duration_buckets(t, ''1 day'', ''-infinity'', ''2026-04-01 00:00+00'', ''Europe/Berlin'') b',
  'SELECT user_id, duration_in(t, ''Available'', day_start, day_end) FROM labelled_tl, day',
  'SELECT user_id, status_at(t, day_start) FROM labelled_tl, day'], 7) ms;

\echo 'Groups of 20 events: microseconds of each above the floor.'
SELECT round((ms[2] - ms[1]) * 1000 / groups, 1) AS "timeline_agg", round((ms[3] - ms[2]) * 1000 / groups, 1) AS "duration_in of it", round((ms[4] - ms[2]) * 1000 / groups, 1) AS "status_durations of it"
FROM (SELECT count(DISTINCT user_id) AS groups FROM groups) g, milliseconds(ARRAY[
  'SELECT user_id, count(*), max(occurred_at) FROM groups GROUP BY user_id', 'SELECT user_id, timeline_agg(occurred_at, status, reason) FROM groups GROUP BY user_id',
  'SELECT user_id, duration_in(t, ''status 1'', ''2026-01-01 00:00+00'', ''2026-04-01 00:00+00'') FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM groups GROUP BY user_id) x',
  'SELECT user_id, d.* FROM (SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM groups GROUP BY user_id) x, status_durations(t, ''-infinity'', ''2026-04-01 00:00+00'') d']) ms;

\echo 'Two workers, on the plain table and on four partitions by hash of the user with'
\echo 'enable_partitionwise_aggregate, to one process; goal of the latter: at least 1.5.'
CREATE FUNCTION in_parallel(input text, workers int) RETURNS numeric[] LANGUAGE plpgsql AS $$
DECLARE
  timelines text := format('(SELECT user_id, timeline_agg(occurred_at, status, reason) AS t FROM %I GROUP BY user_id) x', input);
BEGIN
  PERFORM set_config('max_parallel_workers_per_gather', workers::text, true), set_config('enable_partitionwise_aggregate', 'on', true);
  RETURN milliseconds(ARRAY['SELECT * FROM ' || timelines,
    'SELECT count(*), count(status), count(reason), max(started_at), max(ended_at), sum(duration) FROM ' || timelines || ', status_intervals(t) i',
    'SELECT count(*), count(reason), sum(duration), sum(interval_count) FROM ' || timelines || ', status_durations(t, ''-infinity'', ''2026-04-01 00:00+00'') d',
    'SELECT count(*), sum(available), max(longest_offline), max(last_logout), sum(session_count) FROM ' || timelines || ', availability_buckets(t, ''1 day'', ''-infinity'', ''2026-04-01 00:00+00'', ''Europe/Berlin'', ''{status 1}'', ''{status 2,status 3}'', ''{status 4}'') b']);
END $$;
SELECT work, round(one) AS "one process ms", round(plain) AS "plain table ms", round(one / plain, 2) AS ratio, round(hashed) AS "partitions ms", round(one / hashed, 2) AS "ratio "
FROM (SELECT in_parallel('numbered', 0) AS a, in_parallel('numbered', 2) AS b, in_parallel('hashed', 2) AS c OFFSET 0) m,
  unnest('{the aggregate,sums of intervals,sums of time per status,sums of local days}'::text[], a, b, c) u(work, one, plain, hashed);

CREATE TABLE sampled AS SELECT * FROM shuffled WHERE user_id % 200 = 0;
ANALYZE sampled;
\echo 'Headcount: least, most and mean of each quarter of an hour in 90 days. The join'
\echo 'of buckets and intervals, which finds only the mean, is of every 200th interval, times 200.'
SELECT input, round(ms[1]) AS "sweep in SQL ms", round(joined) AS "join in SQL ms", round(ms[2]) AS "userlogs ms",
  round(ms[1] / ms[2], 2) AS "sweep ratio", 'at least 4' AS goal, round(joined / ms[2]) AS "join ratio", 'at least 50' AS "goal "
FROM (SELECT input, milliseconds(ARRAY[
    format('SELECT date_bin(''15 minutes'', at, ''2026-01-01 00:00+00'') AS bucket_start, min(n), max(n), sum(n * date_part(''epoch'', next - at)) / 900
      FROM (SELECT at, sum(change) OVER w AS n, lead(at) OVER w AS next
        FROM (SELECT started_at AS at, 1 AS change FROM %1$I UNION ALL SELECT ended_at, -1 FROM %1$I
          UNION ALL SELECT at, 0 FROM generate_series(timestamptz ''2026-01-01 00:00+00'', ''2026-04-01 00:00+00'', ''15 minutes'') at) c
        WINDOW w AS (ORDER BY at ROWS UNBOUNDED PRECEDING)) s
      WHERE next > at GROUP BY 1', input),
    format('SELECT b.* FROM (SELECT headcount_agg(started_at, ended_at) AS h FROM %I) x,
      headcount_buckets(h, ''15 minutes'', ''2026-01-01 00:00+00'', ''2026-04-01 00:00+00'', ''UTC'') b', input)]) AS ms
  FROM (VALUES ('presence'), ('shuffled')) v(input) OFFSET 0) m,
(SELECT 200 * (milliseconds(ARRAY['SELECT at, sum(date_part(''epoch'', least(ended_at, at + interval ''15 minutes'') - greatest(started_at, at))) / 900
    FROM generate_series(timestamptz ''2026-01-01 00:00+00'', ''2026-03-31 23:45+00'', ''15 minutes'') at
    JOIN sampled ON started_at < at + interval ''15 minutes'' AND ended_at > at GROUP BY at'], 1))[1] AS joined OFFSET 0) j
ORDER BY input;
CREATE TABLE daily_headcount AS
SELECT date_trunc('day', started_at, 'UTC') AS day, headcount_agg(started_at, ended_at) AS h FROM presence GROUP BY 1;
CREATE TABLE user_headcount AS SELECT user_id, headcount_agg(started_at, ended_at) AS h FROM shuffled GROUP BY 1;
CREATE TABLE whole_headcount AS SELECT headcount_agg(h) AS h FROM daily_headcount;
VACUUM (FREEZE, ANALYZE) daily_headcount, user_headcount, whole_headcount;
SELECT round(milliseconds('SELECT headcount_agg(started_at, ended_at) FROM presence')) AS "aggregate ms",
  round(milliseconds('SELECT headcount_agg(h) FROM daily_headcount')) AS "merge 90 daily ms",
  round(milliseconds('SELECT headcount_agg(h) FROM user_headcount')) AS "merge 2,000 users' ms",
  round(milliseconds('SELECT b.* FROM whole_headcount, headcount_buckets(h, ''15 minutes'', ''2026-01-01 00:00+00'', ''2026-04-01 00:00+00'', ''UTC'') b')) AS "buckets ms",
  round(milliseconds('SELECT g.* FROM whole_headcount, headcount_gaps(h, 900, ''2026-01-01 00:00+00'', ''2026-04-01 00:00+00'') g')) AS "gaps ms",
  round(milliseconds('SELECT s.* FROM whole_headcount, headcount_steps(h) s')) AS "all steps ms",
  round(milliseconds('SELECT headcount_at(h, ''2026-02-10 12:00+00'') FROM whole_headcount'), 2) AS "headcount_at ms";
SELECT round(pg_column_size(m)::numeric / jsonb_array_length(m::jsonb), 2) AS "bytes a change, microseconds", round(pg_column_size(s)::numeric / jsonb_array_length(s::jsonb), 2) AS "seconds"
FROM (SELECT headcount_agg(started_at, ended_at) AS m, headcount_agg(date_trunc('second', started_at), date_trunc('second', ended_at)) AS s FROM presence WHERE user_id < 400) x;

\echo 'Capacity over a year of 1,000 users, and over one day of it, with the default'
\echo 'work_mem and JIT. ms: median of three. The history is read from its start each time.'
SET work_mem = '4MB';
SET jit = on;
SELECT count(*) AS events, (SELECT count(*) FROM year.service_request) AS requests FROM year.status_event;
SELECT name, goal, (milliseconds(ARRAY[format('SELECT * FROM year.%s', name)], 3))[1]::bigint AS "year ms",
  (milliseconds(ARRAY[format('SELECT * FROM year.%s_between(''2025-06-02 00:00+00'', ''2025-06-03 00:00+00'')', name)], 3))[1]::bigint AS "one day ms"
FROM (VALUES ('coverage_gaps', 'seconds'), ('staffing', 'seconds'), ('service_level', NULL), ('response_by_headcount', NULL),
  ('unattended_requests', NULL), ('absence_impact', NULL), ('bottlenecks', NULL), ('workload_balance', NULL), ('rule_violations', NULL)) v(name, goal);

\echo 'All views over 60 users in eight teams with 20 reasons: six months, and twice that.'
SELECT name, ms[1]::bigint AS "six months ms", ms[2]::bigint AS "twelve months ms", round(ms[2] / ms[1], 2) AS ratio,
  CASE name WHEN 'absence_impact' THEN '5 s, ratio at most 2.3' END AS goal
FROM (SELECT c.relname AS name, milliseconds(ARRAY[format('SELECT * FROM months.%I', c.relname), format('SELECT * FROM twice.%I', c.relname)], 3) AS ms
  FROM pg_class c WHERE c.relnamespace = 'months'::regnamespace AND c.relkind = 'v' OFFSET 0) m
ORDER BY name;
SET work_mem = '256MB';
SET jit = off;

\echo 'Size of timelines, bytes for each event.'
SELECT input, round(sum(pg_column_size(t))::numeric / sum(event_count(t)), 2) AS microseconds,
  round(sum(pg_column_size(s))::numeric / sum(event_count(s)), 2) AS seconds,
  round(sum(pg_column_size(q))::numeric / sum(event_count(q)), 2) AS "microseconds and sequence"
FROM (SELECT 'small' AS input, timeline_agg(occurred_at, status, reason) AS t,
    timeline_agg(date_trunc('second', occurred_at), status, reason) AS s,
    timeline_agg(occurred_at, status, reason, event_id) AS q FROM small GROUP BY user_id
  UNION ALL
  SELECT 'large', timeline_agg(occurred_at, status, reason),
    timeline_agg(date_trunc('second', occurred_at), status, reason),
    timeline_agg(occurred_at, status, reason, event_id) FROM large GROUP BY user_id) x
GROUP BY input ORDER BY input;

\echo 'Memory of the aggregates, bytes for each event or interval, when all groups are in memory.'
CREATE FUNCTION memory() RETURNS numeric LANGUAGE sql VOLATILE AS $$
  SELECT sum(total_bytes) FROM pg_backend_memory_contexts
$$;
CREATE FUNCTION bytes_per_row(aggregate text, input text) RETURNS numeric
LANGUAGE plpgsql AS $$
DECLARE
  before numeric := memory();
  result numeric;
BEGIN
  EXECUTE format('SELECT (max(m) - $1) / sum(n) FROM
    (SELECT count(*) AS n, memory() AS m, %s AS a FROM %I GROUP BY user_id) x
    WHERE a IS NOT NULL', aggregate, input) INTO result USING before;
  RETURN round(result, 1);
END $$;
SET enable_sort = off;
SELECT input, bytes_per_row('timeline_agg(occurred_at, status, reason)', input) AS "without sequence",
  bytes_per_row('timeline_agg(occurred_at, status, reason, event_id)', input) AS "with sequence"
FROM (VALUES ('small'), ('large'), ('many_users'), ('one_user')) v(input);
SELECT input, bytes_per_row('headcount_agg(started_at, ended_at)', input) AS "of an interval"
FROM (VALUES ('presence'), ('shuffled')) v(input);
