-- fold_labels: the labels used first stay, the others become one.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = fold_test, userlogs;
CREATE SCHEMA fold_test;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'fold_labels'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TABLE day AS SELECT timeline '{2026-03-02 08:00+00 #1 "A", 2026-03-02 09:00+00 #2 "B" "x", 2026-03-02 10:00+00 #3 "C" "y", 2026-03-02 10:00+00 #4 "D" "x", 2026-03-02 11:00+00 #5 "A" "z", 2026-03-02 12:00+00 NULL}' AS t;
SELECT n, fold_labels(t, n) FROM day, generate_series(0, 4) n;
SELECT fold_labels(t, 4) = t AS enough, fold_labels(t, 9223372036854775807) = t AS all FROM day;
SELECT fold_labels(t, NULL) IS NULL AND fold_labels(NULL, 3) IS NULL AS nulls FROM day;
SELECT fold_labels(t, -1) FROM day;  -- error: negative
-- of events at one time the one that counts is left, and still counts
SELECT fold_labels('{2026-03-02 08:00+00 "A", 2026-03-02 09:00+00 "B", 2026-03-02 09:00+00 "Z", 2026-03-02 10:00+00 "C"}', 1) AS t,
  (SELECT count(*) FROM status_intervals(fold_labels('{2026-03-02 08:00+00 "A", 2026-03-02 09:00+00 "B", 2026-03-02 09:00+00 "Z", 2026-03-02 10:00+00 "C"}', 1))) AS intervals;

-- random events against pure SQL
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set ECHO none
\o /dev/null
\i :random_events
\o
\set ECHO all
DELETE FROM ev WHERE occurred_at IS NULL;
CREATE TABLE winner AS
SELECT DISTINCT ON (user_id, occurred_at) * FROM ev
ORDER BY user_id, occurred_at, sequence DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST;
CREATE TABLE used AS
SELECT user_id, kind, label, row_number() OVER (PARTITION BY user_id, kind ORDER BY min(occurred_at)) AS position
FROM winner, LATERAL (VALUES ('status', status), ('reason', reason)) l(kind, label)
WHERE label IS NOT NULL
GROUP BY user_id, kind, label;
SELECT max(position) FILTER (WHERE kind = 'status') > 3 AS statuses, max(position) FILTER (WHERE kind = 'reason') > 3 AS reasons FROM used;
CREATE TABLE got AS
SELECT user_id, n, fold_labels(timeline_agg(occurred_at, status, reason, sequence), n) AS t FROM ev, generate_series(0, 5) n GROUP BY user_id, n;
CREATE TABLE want AS
SELECT e.user_id, n, timeline_agg(e.occurred_at, CASE WHEN s.position > n THEN '(other)' ELSE e.status END,
  CASE WHEN r.position > n THEN '(other)' ELSE e.reason END, e.sequence) AS t
FROM generate_series(0, 5) n CROSS JOIN winner e
LEFT JOIN used s ON s.user_id = e.user_id AND s.kind = 'status' AND s.label = e.status
LEFT JOIN used r ON r.user_id = e.user_id AND r.kind = 'reason' AND r.label = e.reason
GROUP BY e.user_id, n;
CREATE TABLE whole AS SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;
SELECT count(*) > 100 AS timelines, count(*) FILTER (WHERE g.t <> o.t) > 50 AS folded,
  count(*) FILTER (WHERE g.t IS DISTINCT FROM CASE WHEN u.labels > n THEN w.t ELSE o.t END) AS wrong,
  count(*) FILTER (WHERE g.t::text::timeline IS DISTINCT FROM g.t) AS not_normal
FROM got g FULL JOIN want w USING (user_id, n) FULL JOIN whole o USING (user_id)
LEFT JOIN (SELECT user_id, max(position) AS labels FROM used GROUP BY user_id) u USING (user_id);

-- as many labels as a timeline can have
SELECT event_count(t), cardinality(statuses(t)), status_at(t, first_at(t)), status_at(t, 'infinity')
FROM (SELECT fold_labels(timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'S' || i, NULL), 10000) AS t FROM generate_series(1, 200000) i) d;

SET client_min_messages = error;
DROP SCHEMA fold_test CASCADE;
