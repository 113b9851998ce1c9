-- What the planner is told: rows from the number of events.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
CREATE FUNCTION estimated_rows(query text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
  RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
-- a constant: its events
SELECT estimated_rows($$ SELECT * FROM status_intervals('{2026-03-02 08:00:00+00 "a", 2026-03-02 09:00:00+00 "b", 2026-03-02 10:00:00+00 "c"}') $$) AS constant,
  estimated_rows($$ SELECT * FROM status_intervals((NULL)::timeline) $$) AS null_constant,
  estimated_rows($$ SELECT * FROM status_buckets('{2026-03-02 08:00:00+00 "a", 2026-03-02 09:00:00+00 "b"}', '1 hour', '2026-03-02', '2026-03-12', 'UTC') $$) AS buckets,
  estimated_rows($$ SELECT * FROM duration_buckets('{2026-03-02 08:00:00+00 "a", 2026-03-02 09:00:00+00 "b"}', '1 hour', '2026-03-02', '2026-03-12', 'UTC', '06:00') $$) AS durations,
  estimated_rows($$ SELECT * FROM availability_buckets('{2026-03-02 08:00:00+00 "a", 2026-03-02 09:00:00+00 "b"}', '1 hour', '2026-03-02', '2026-03-12', 'UTC', '{a}', '{}', '{}') $$) AS classes;
-- a column: its average width
CREATE TABLE tl AS
SELECT n AS user_id, timeline_agg(timestamptz '2026-01-01 00:00+00' + (i * 60 + sqrt(i + n)) * interval '1 minute', 'S' || i % 5, NULL) AS t
FROM generate_series(1, 100) n, generate_series(1, 200) i GROUP BY n;
SELECT estimated_rows('SELECT i.* FROM (SELECT timeline_agg(t) AS t FROM tl) s, status_intervals(t) i') AS nothing_known;
ANALYZE tl;
SELECT estimated_rows('SELECT i.* FROM tl, status_intervals(t) i') BETWEEN 10000 AND 40000 AS after_analyze;
-- values out of line, of which the statistics see no more than a pointer
CREATE TABLE large AS
SELECT n AS user_id, timeline_agg(timestamptz '2026-01-01 00:00+00' + (i * 60 + sqrt(i + n)) * interval '1 minute', 'S' || i % 5, NULL) AS t
FROM generate_series(1, 100) n, generate_series(1, 2000) i GROUP BY n;
ALTER TABLE large ALTER t SET STORAGE external;
CREATE TABLE larger AS TABLE large;
ANALYZE large;
SELECT estimated_rows('SELECT i.* FROM large, status_intervals(t) i') > 50000 AS out_of_line;
-- a window without a start or an end: what the definition says
SELECT estimated_rows($$ SELECT * FROM status_buckets('{2026-03-02 08:00:00+00 "a"}', '1 hour', '-infinity', '2026-03-12', 'UTC') $$) AS no_start;
-- planning does not call what the query is going to call
CREATE FUNCTION noisy() RETURNS timeline LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE WARNING 'called'; RETURN '{2026-03-02 08:00:00+00 "a"}'; END $$;
SELECT estimated_rows('SELECT * FROM status_intervals(noisy())') AS not_called;
SELECT status FROM status_intervals(noisy());
DROP FUNCTION noisy;
-- a plan that this changes: the cheap condition goes first, though it is written last
EXPLAIN (COSTS OFF) SELECT * FROM tl WHERE duration_in(t, 'S1', '2026-01-01', '2026-01-02') > '1 hour' AND user_id % 2 = 0;
-- what a subplan is compared with is planned before its relations are known
SELECT duration_in(t, 'S1', '2026-01-01', '2026-01-02') NOT IN (SELECT interval '1 s' FROM tl) AS none, count(*)
FROM tl WHERE duration_in(t, 'S1', '2026-01-01', '2026-01-02') > ALL (SELECT interval '1 s' FROM tl) GROUP BY 1;
DROP FUNCTION estimated_rows;
DROP TABLE tl, large, larger;
