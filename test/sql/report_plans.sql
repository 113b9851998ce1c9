-- No plan of a report is quadratic, whatever the planner expects: of a log of
-- small teams with many reasons, few requests and a long span, and of one of
-- twice the span, every view and every function that reads the log is run, and
-- the rows that each step of its plan handled are counted.  Nothing is timed.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET max_parallel_workers_per_gather = 0;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;

-- eight users in two teams, with a change every two hours, 20 reasons, of which
-- one has two spellings; a request an hour; shifts, targets and a rule of each kind
CREATE PROCEDURE make_log(log text, days int, users int) LANGUAGE plpgsql AS $$
DECLARE relation text;
BEGIN
  PERFORM userlogs.create_report(log);
  PERFORM set_config('search_path', quote_ident(log) || ', public', true);
  -- as the planner sees them before, or after ANALYZE, and not in between
  FOR relation IN SELECT c.oid::regclass FROM pg_class c WHERE c.relnamespace = log::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', relation);
  END LOOP;
  INSERT INTO status_event (user_id, occurred_at, status, reason)
  SELECT 'u' || u, timestamptz '2026-01-01 00:00+00' + k * interval '2 hours' + u * interval '17 seconds',
    CASE k % 12 WHEN 11 THEN 'Offline' ELSE CASE k % 2 WHEN 0 THEN 'Available' ELSE 'Break' END END,
    CASE WHEN k % 2 = 1 AND k % 12 < 11 THEN CASE k % 40 WHEN 3 THEN 'r1' WHEN 23 THEN 'R1' ELSE 'r' || (k / 2 + u) % 20 END END
  FROM generate_series(1, users) u, generate_series(0, days * 12 - 1) k;
  INSERT INTO report_user (user_id, name) SELECT 'u' || u, 'User ' || u FROM generate_series(1, users * 25) u;
  INSERT INTO team_member (user_id, team) SELECT 'u' || u, 't' || u % (users / 4) FROM generate_series(1, users) u;
  INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at)
  SELECT 't' || i % (users / 4), 'u' || 1 + i % users, t, CASE WHEN i % 10 > 0 THEN t + (i % 7) * interval '50 seconds' END, t + interval '10 minutes'
  FROM (SELECT i, timestamptz '2026-01-01 00:20+00' + i * 8.0 / users * interval '61 minutes' AS t FROM generate_series(0, days * 23 * users / 8) i) r;
  INSERT INTO shift (user_id, starts_at, ends_at)
  SELECT 'u' || u, d, d + interval '8 hours' FROM generate_series(1, users) u, generate_series(timestamptz '2026-01-01 08:00+00', timestamptz '2026-01-01 08:00+00' + (days - 1) * interval '1 day', '1 day') d;
  INSERT INTO service_hours (team, weekday, opens, closes) SELECT 't' || t, d, '08:00', '17:00' FROM generate_series(1, users / 4 - 1) t, generate_series(1, 7) d;
  INSERT INTO target (team, service_level, answer_within, minimum_headcount) SELECT 't' || t, 0.8, '1 minute', 3 FROM generate_series(0, users / 4 - 1) t;
  INSERT INTO rule (rule_id, metric, reason, comparison, threshold) VALUES ('few', 'available_headcount', NULL, '<', 3),
    ('ratio', 'availability_ratio', NULL, '<', 0.5), ('absent', 'unavailable_users', 'r2', '>', 0), ('all', 'unavailable_users', NULL, '>', 2),
    ('load', 'requests_per_available', NULL, '>', 0.3), ('long', 'spell_length', NULL, '>', 7100), ('r3', 'spell_length', 'r3', '>', 7100),
    ('queue', 'waiting_requests', NULL, '>', 0);
  UPDATE setting SET as_of = timestamptz '2026-01-01 00:00+00' + days * interval '1 day', bucket_width = '1 hour';
END $$;
CALL make_log('plans_short', 20, 8);
CALL make_log('plans_long', 40, 8);
CALL make_log('plans_wide', 20, 16);

-- A function that is not inlined is one step in the plan of a query: it gets a
-- twin without what keeps it so, of which the plan can be seen.
CREATE FUNCTION make_twins(log text) RETURNS TABLE (name text) LANGUAGE plpgsql AS $$
DECLARE f record;
BEGIN
  FOR f IN
    SELECT p.oid, p.proname FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
    WHERE p.pronamespace = log::regnamespace AND l.lanname = 'sql' AND p.proretset AND (p.proisstrict OR p.proconfig IS NOT NULL)
    ORDER BY p.proname
  LOOP
    EXECUTE regexp_replace(regexp_replace(pg_get_functiondef(f.oid), '\m' || f.proname || '\M(?=\(| *\.)', f.proname || '_twin', 'g'),
      '^( [^\n]*)? STRICT|^ SET [^\n]*$', '\1', 'gn');
    name := f.proname;
    RETURN NEXT;
  END LOOP;
END $$;
SELECT count(*) > 0 AS twins FROM make_twins('plans_short');
SELECT count(*) > 0 AS twins FROM make_twins('plans_long');
SELECT count(*) > 0 AS twins FROM make_twins('plans_wide');

-- The steps of a plan: how often each ran, and how many rows it handled then,
-- with those that it threw away.  What only passes rows on is left out: where
-- it does so is the choice of the planner.
CREATE FUNCTION steps(plan jsonb) RETURNS TABLE (what text, loops numeric, handled numeric) LANGUAGE sql AS $$
  WITH RECURSIVE node AS (
    SELECT plan -> 0 -> 'Plan' AS n
    UNION ALL
    SELECT jsonb_array_elements(n -> 'Plans') FROM node)
  SELECT coalesce(n ->> 'Function Call', n ->> 'Relation Name'), (n ->> 'Actual Loops')::numeric,
    (n ->> 'Actual Loops')::numeric * ((n ->> 'Actual Rows')::numeric + coalesce((n ->> 'Rows Removed by Filter')::numeric, 0)
      + coalesce((n ->> 'Rows Removed by Join Filter')::numeric, 0) + coalesce((n ->> 'Rows Removed by Index Recheck')::numeric, 0))
  FROM node
  WHERE n ->> 'Node Type' NOT IN ('Sort', 'Incremental Sort', 'Materialize', 'Result', 'Subquery Scan') OR (n ->> 'Actual Loops')::int > 1 $$;

-- runs a query on a log, by the plan of a function, which does not know its window
CREATE FUNCTION plan_of(log text, query text, from_at timestamptz, to_at timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE plan jsonb;
BEGIN
  PERFORM set_config('search_path', quote_ident(log) || ', public', true), set_config('plan_cache_mode', 'force_generic_plan', true);
  EXECUTE format('PREPARE run (timestamptz, timestamptz) AS %s', query);
  EXECUTE format('EXPLAIN (ANALYZE, VERBOSE, TIMING OFF, SUMMARY OFF, FORMAT JSON) EXECUTE run (%L, %L)', from_at, to_at) INTO plan;
  DEALLOCATE run;
  RETURN plan;
END $$;

-- all views, and all functions with a window and twins, of the whole span and
-- of a day, and with a condition on the team or the user from outside
CREATE VIEW question AS
SELECT c.relname AS name, format('SELECT * FROM %I', c.relname) AS query, 'all' AS asked, NULL::timestamptz AS from_at, NULL::timestamptz AS to_at
FROM pg_class c WHERE c.relnamespace = 'plans_short'::regnamespace AND c.relkind = 'v'
UNION ALL
SELECT p.proname, format('SELECT * FROM %I(%s)', p.proname, CASE p.pronargs WHEN 0 THEN '' WHEN 1 THEN '$2' ELSE '$1, $2' END), w.asked, w.from_at, w.to_at
FROM pg_proc p
CROSS JOIN (VALUES ('all', timestamptz '2026-01-01 00:00+00', NULL), ('day', '2026-01-10 00:00+00', timestamptz '2026-01-11 00:00+00')) w(asked, from_at, to_at)
WHERE p.pronamespace = 'plans_short'::regnamespace AND p.proretset AND p.proname ~ '(_between|_twin)$'
  AND 'timestamptz'::regtype = ALL (p.proargtypes::oid[]) AND (w.asked = 'all' OR p.proname ~ '_between$')
UNION ALL
SELECT c.relname, format('SELECT * FROM %I WHERE %I = %L', c.relname, a.attname, k.value), 'of a ' || a.attname, NULL, NULL
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid
JOIN (VALUES ('team', 't1'), ('user_id', 'u1')) k(attname, value) ON k.attname = a.attname
WHERE c.relnamespace = 'plans_short'::regnamespace AND c.relkind = 'v';
CREATE VIEW log AS
SELECT 'plans_short' AS log, timestamptz '2026-01-21 00:00+00' AS to_at UNION ALL SELECT 'plans_long', '2026-02-10 00:00+00' UNION ALL SELECT 'plans_wide', '2026-01-21 00:00+00';
CREATE TABLE ran AS
SELECT q.name, q.asked, k.log, false AS analyzed, plan_of(k.log, q.query, q.from_at, coalesce(q.to_at, k.to_at)) AS plan FROM question q CROSS JOIN log k;
ANALYZE;
INSERT INTO ran
SELECT q.name, q.asked, k.log, true, plan_of(k.log, q.query, q.from_at, coalesce(q.to_at, k.to_at))
FROM question q CROSS JOIN log k WHERE q.query !~ '\$' AND k.log <> 'plans_wide';

-- the rows of the answer, without the condition
CREATE VIEW answer AS
SELECT r.name, r.asked, r.log, r.analyzed, (w.plan -> 0 -> 'Plan' ->> 'Actual Rows')::numeric AS row_count
FROM ran r JOIN ran w USING (name, log, analyzed) WHERE w.asked = CASE WHEN r.asked ~ '^of a ' THEN 'all' ELSE r.asked END;

-- twice the span, or twice the people, is at most two and a half times the work
SELECT count(DISTINCT name) = (SELECT count(DISTINCT name) FROM question) AS names, count(DISTINCT analyzed) AS analyzed, bool_and(plan -> 0 -> 'Plan' ->> 'Actual Loops' = '1') AS ran FROM ran;
CREATE TABLE work AS
SELECT r.name, r.asked, r.log, r.analyzed, (SELECT sum(s.handled) FROM steps(r.plan) s) AS handled, a.row_count
FROM ran r JOIN answer a USING (name, asked, log, analyzed);
SELECT w.name, w.asked, w.analyzed, w.log, round(w.handled / s.handled, 1) AS times
FROM work s JOIN work w USING (name, asked, analyzed)
WHERE s.log = 'plans_short' AND w.log <> s.log AND w.handled > 2.5 * s.handled + 500
ORDER BY w.name, w.asked, w.analyzed, w.log;

-- and at most 40 rows for each event, name, request and row of the answer
CREATE FUNCTION input_count(log text, OUT input_count int) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT (SELECT count(*) FROM %1$I.status_event) + (SELECT count(*) FROM %1$I.report_user) + (SELECT count(*) FROM %1$I.service_request)', log)
  INTO input_count;
END $$;
SELECT w.name, w.asked, w.analyzed, w.log, round(w.handled / (i.input_count + w.row_count), 1) AS rows
FROM work w CROSS JOIN input_count(w.log) i
WHERE w.handled > 40 * (i.input_count + w.row_count)
ORDER BY w.name, w.asked, w.analyzed, w.log;

-- and nothing is read, no history taken apart, more often for a longer log, but
-- the one row of setting, what may be looked up for each of 200 names, or for
-- each row of the answer, and by headcount_gaps the part of a bucket
CREATE TABLE run_count AS
SELECT r.name, r.asked, r.log, r.analyzed, m[1] AS what, sum(s.loops) AS loops, max(a.row_count) AS row_count
FROM ran r JOIN answer a USING (name, asked, log, analyzed) CROSS JOIN steps(r.plan) s
CROSS JOIN LATERAL regexp_matches(s.what, '^\w+$|^\w+(?=\()|(?<=userlogs\.)\w+(?=\()', 'g') m
WHERE m[1] IN (SELECT relname FROM pg_class WHERE relnamespace = 'plans_short'::regnamespace
  UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = 'plans_short'::regnamespace)
  OR m[1] ~ '^(status|headcount)_'
GROUP BY r.name, r.asked, r.log, r.analyzed, m[1];
SELECT array_agg(DISTINCT what) @> ARRAY['status_event', 'service_request', 'team_headcount', 'team_absence', 'status_intervals', 'headcount_steps', 'headcount_buckets'] AS seen FROM run_count;
SELECT s.name, s.asked, s.analyzed, s.what, s.loops AS short, l.loops AS long
FROM run_count s JOIN run_count l USING (name, asked, analyzed, what)
WHERE s.log = 'plans_short' AND l.log = 'plans_long' AND l.loops > greatest(s.loops, 2 * 200, l.row_count + 100) AND s.what NOT IN ('setting', 'headcount_gaps')
  -- once for each time with anybody absent, and as many buckets as that overlaps
  AND NOT (s.name LIKE 'absence_impact%' AND s.what = 'headcount_buckets' AND l.loops <= 2.1 * s.loops)
  -- and for each step of those unavailable in a gap
  AND NOT (s.name LIKE 'shortfall_shares%' AND s.what = 'headcount_steps' AND l.loops <= 2.1 * s.loops)
ORDER BY s.name, s.asked, s.analyzed, s.what;

SET client_min_messages = error;
DROP VIEW question, log, answer;
DROP TABLE ran, work, run_count;
DROP FUNCTION steps(jsonb), plan_of(text, text, timestamptz, timestamptz), make_twins(text), input_count(text);
DROP PROCEDURE make_log(text, int, int);
DROP SCHEMA plans_short, plans_long, plans_wide CASCADE;
