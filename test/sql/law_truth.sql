-- Timelines and headcounts against pure SQL, on as many random logs as
-- LAW_CASES says, each in a random window and in all of time: no difference.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA law_truth_test;
SET search_path = law_truth_test, userlogs;
\set cases 500
\getenv cases LAW_CASES
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_logs :abs_srcdir '/oracle/random_logs.sql'
\set logs :cases
\set ECHO none
\o /dev/null
\i :random_logs
\o
\set ECHO all
CREATE TABLE tl AS
SELECT * FROM (SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id) e
JOIN (SELECT team AS user_id, headcount_agg(started_at, ended_at) AS h FROM iv GROUP BY team) i USING (user_id);
CREATE INDEX ON tl (user_id);
CREATE INDEX ON ev (user_id, occurred_at);
CREATE INDEX ON iv (team);
-- from before the first event to beyond the last, often at the time of one
CREATE TABLE win AS
WITH span AS (
  SELECT user_id, min(occurred_at) AS first_at, max(occurred_at) AS last_at, max(occurred_at) - min(occurred_at) + interval '1 h' AS length
  FROM ev GROUP BY user_id),
edge AS (
  SELECT user_id, n, CASE WHEN random_of(user_id, n) < 0.4 THEN e.occurred_at
    WHEN random_of(user_id, n) < 0.45 THEN CASE n WHEN 31 THEN timestamptz '-infinity' ELSE 'infinity' END
    WHEN random_of(user_id, n) < 0.5 THEN first_at WHEN random_of(user_id, n) < 0.55 THEN last_at
    ELSE first_at - interval '30 min' + random_of(user_id, n + 2) * length END AS at
  FROM span, generate_series(31, 32) n,
  LATERAL (SELECT occurred_at FROM ev WHERE ev.user_id = span.user_id AND occurred_at IS NOT NULL
    ORDER BY hashtextextended(ev::text, n) LIMIT 1) e)
SELECT user_id, min(at) AS from_at, max(at) AS to_at FROM edge GROUP BY user_id
UNION SELECT user_id, '-infinity', 'infinity' FROM span;
ANALYZE tl, win;
SELECT count(*) = :cases AS logs, (SELECT count(*) FROM win WHERE isfinite(from_at) AND isfinite(to_at) AND from_at < to_at) > :cases / 2 AS windows FROM tl;

-- of the events at one time the last one wins; before the first nothing is
-- known; equal neighbours are one interval
CREATE TABLE winner AS
SELECT DISTINCT ON (user_id, occurred_at) user_id, occurred_at, status, reason, sequence
FROM ev WHERE occurred_at IS NOT NULL
ORDER BY user_id, occurred_at, sequence DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST;
CREATE INDEX ON winner (user_id, occurred_at);
ANALYZE winner;
CREATE TABLE want AS
WITH known AS (
  SELECT w.*, e.occurred_at, e.status, e.reason, e.sequence FROM win w JOIN winner e USING (user_id)
  UNION ALL
  SELECT w.*, '-infinity', NULL, NULL, NULL FROM win w
  WHERE from_at > '-infinity' AND from_at < (SELECT min(occurred_at) FROM winner e WHERE e.user_id = w.user_id)),
change AS (
  SELECT *, row_number() OVER o = 1 OR (status, reason) IS DISTINCT FROM (lag(status) OVER o, lag(reason) OVER o) AS changes
  FROM known WINDOW o AS (PARTITION BY user_id, from_at, to_at ORDER BY occurred_at)),
run AS (
  SELECT *, lead(occurred_at, 1, 'infinity') OVER (PARTITION BY user_id, from_at, to_at ORDER BY occurred_at) AS ended_at FROM change WHERE changes)
SELECT user_id, from_at, to_at, status, reason, nullif(occurred_at, '-infinity') AS started_at, nullif(ended_at, 'infinity') AS ended_at,
  greatest(occurred_at, from_at) AS clipped_start, nullif(least(ended_at, to_at), 'infinity') AS clipped_end,
  CASE WHEN least(ended_at, to_at) < 'infinity' THEN least(ended_at, to_at) - greatest(occurred_at, from_at) END AS duration,
  ended_at = 'infinity' AS is_open, occurred_at > '-infinity' AND occurred_at < from_at AS is_carried, sequence
FROM run WHERE occurred_at < to_at AND ended_at > from_at AND from_at < to_at;
CREATE TABLE got AS SELECT win.*, i.* FROM win JOIN tl USING (user_id), status_intervals(t, from_at, to_at) i;
SELECT count(*) > 15 * :cases AS intervals FROM want;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d LIMIT 5;

-- the durations come to the length of the window, to the microsecond, and of
-- all time to the span from the first event to the last
CREATE TABLE want_durations AS
SELECT user_id, from_at, to_at, status, reason, sum(duration) AS duration, count(*) AS interval_count FROM want GROUP BY 1, 2, 3, 4, 5;
CREATE TABLE got_durations AS
SELECT win.*, d.* FROM win JOIN tl USING (user_id), status_durations(t, from_at, to_at) d;
SELECT * FROM (TABLE got_durations EXCEPT ALL TABLE want_durations) d LIMIT 5;
SELECT * FROM (TABLE want_durations EXCEPT ALL TABLE got_durations) d LIMIT 5;
SELECT count(*) > :cases / 2 AS windows, count(*) FILTER (WHERE extract(epoch FROM sum) <> extract(epoch FROM to_at) - extract(epoch FROM from_at)) AS differ
FROM (SELECT user_id, from_at, to_at, sum(duration) FROM got_durations WHERE isfinite(from_at) AND isfinite(to_at) GROUP BY 1, 2, 3) d;
SELECT count(*) FROM tl
JOIN (SELECT user_id, max(occurred_at) - min(occurred_at) AS span FROM ev GROUP BY user_id) e USING (user_id)
WHERE (SELECT coalesce(sum(duration), '0') FROM status_durations(t, '-infinity', 'infinity')) <> coalesce((
  SELECT sum(duration) FROM want w WHERE w.user_id = tl.user_id AND w.from_at = '-infinity' AND w.to_at = 'infinity'), '0')
  OR (SELECT coalesce(sum(duration), '0') FROM status_durations(t, first_at(t), last_at(t))) <> span;
SELECT count(*) FROM win JOIN tl USING (user_id)
LEFT JOIN (SELECT user_id, from_at, to_at, sum(duration) FROM want WHERE status IN ('Available', 'Offline') GROUP BY 1, 2, 3) w USING (user_id, from_at, to_at)
WHERE duration_in(t, ARRAY['Available', 'Offline', NULL, 'nobody'], from_at, to_at) <> coalesce(sum, '0');

-- the events themselves
SELECT count(*) FROM tl JOIN (
  SELECT user_id, count(*), min(occurred_at), max(occurred_at),
    coalesce(array_agg(DISTINCT status COLLATE "C" ORDER BY status COLLATE "C") FILTER (WHERE status IS NOT NULL), '{}') AS statuses
  FROM (SELECT DISTINCT * FROM ev WHERE occurred_at IS NOT NULL) d GROUP BY user_id) w USING (user_id)
WHERE (event_count(t), first_at(t), last_at(t)) IS DISTINCT FROM (w.count, w.min, w.max) OR statuses(t) IS DISTINCT FROM w.statuses;

-- at a moment: at the ends of the windows, and just before
SELECT count(*) > 2 * :cases AS moments, count(*) FILTER (WHERE (status_at(t, at), reason_at(t, at)) IS DISTINCT FROM (o.status, o.reason)) AS differ
FROM (SELECT user_id, from_at AS at FROM win UNION SELECT user_id, to_at FROM win UNION SELECT user_id, from_at - interval '1 us' FROM win) m
JOIN tl USING (user_id)
LEFT JOIN LATERAL (
  SELECT status, reason FROM winner e WHERE e.user_id = tl.user_id AND e.occurred_at <= at ORDER BY e.occurred_at DESC LIMIT 1) o ON true;

-- all = those for which a condition holds + those for which not + NULL
SELECT count(DISTINCT user_id) = :cases AS logs, count(DISTINCT condition) AS conditions, count(*) FILTER (WHERE merged <> t OR merged_h <> h) AS differ
FROM (
  SELECT user_id, condition, timeline_agg(part) AS merged, headcount_agg(part_h) AS merged_h
  FROM (
    SELECT user_id, condition, p, timeline_agg(occurred_at, status, reason, sequence) AS part, NULL::headcount AS part_h
    FROM ev, LATERAL (VALUES (1, status = 'Available'), (2, sequence > 0), (3, reason < 'B'), (4, occurred_at > '2026-03-28 09:00+00')) c(condition, p)
    GROUP BY user_id, condition, p
    UNION ALL
    SELECT team, condition, p, NULL, headcount_agg(started_at, ended_at)
    FROM iv, LATERAL (VALUES (1, ended_at > started_at), (2, ended_at < 'infinity'), (3, started_at > '2026-03-28 09:00+00'), (4, ended_at > '2026-03-28 12:00+00')) c(condition, p)
    GROUP BY team, condition, p) parts
  GROUP BY user_id, condition) m
JOIN tl USING (user_id);

-- headcounts: changes summed up at each time
CREATE TABLE want_steps AS
WITH change AS (
  SELECT team, at, sum(change) AS change FROM (
    SELECT team, started_at AS at, 1 AS change FROM iv WHERE started_at < coalesce(ended_at, 'infinity')
    UNION ALL SELECT team, ended_at, -1 FROM iv WHERE started_at < ended_at AND ended_at < 'infinity'
    UNION ALL SELECT DISTINCT team, timestamptz '-infinity', 0 FROM iv) c
  GROUP BY team, at HAVING sum(change) <> 0 OR at = '-infinity'),
step AS (
  SELECT team AS user_id, at AS started_at, lead(at, 1, 'infinity') OVER w AS ended_at, (sum(change) OVER w)::bigint AS headcount
  FROM change WINDOW w AS (PARTITION BY team ORDER BY at))
SELECT user_id, from_at, to_at, nullif(greatest(started_at, from_at), '-infinity') AS started_at, nullif(least(ended_at, to_at), 'infinity') AS ended_at, headcount
FROM step JOIN win USING (user_id) WHERE started_at < to_at AND ended_at > from_at AND from_at < to_at;
CREATE TABLE got_steps AS SELECT win.*, s.* FROM win JOIN tl USING (user_id), headcount_steps(h, from_at, to_at) s;
SELECT count(*) > 20 * :cases AS steps FROM want_steps;
SELECT * FROM (TABLE got_steps EXCEPT ALL TABLE want_steps) d LIMIT 5;
SELECT * FROM (TABLE want_steps EXCEPT ALL TABLE got_steps) d LIMIT 5;
SELECT count(*) FROM win JOIN tl USING (user_id), unnest(ARRAY[from_at, to_at]) at
WHERE headcount_at(h, at) <> (SELECT count(*) FROM iv WHERE team = user_id AND started_at <= at AND coalesce(ended_at, 'infinity') > at AND started_at < coalesce(ended_at, 'infinity'))
  AND at < 'infinity';
-- what is missing, and all of the time, in windows of finite length
SELECT count(*) > :cases / 2 AS windows, count(*) FILTER (WHERE person_seconds <> w.person OR deficit_seconds <> w.deficit) AS differ
FROM (
  SELECT user_id, from_at, to_at, 1 + user_id % 4 AS required, sum(headcount * extract(epoch FROM ended_at - started_at)) AS person,
    sum(greatest(1 + user_id % 4 - headcount, 0) * extract(epoch FROM ended_at - started_at)) AS deficit
  FROM want_steps WHERE isfinite(from_at) AND isfinite(to_at) AND to_at - from_at < '2000 days' GROUP BY user_id, from_at, to_at) w
JOIN tl USING (user_id)
CROSS JOIN LATERAL (SELECT sum(person_seconds) AS person_seconds FROM headcount_buckets(h, '1 day', from_at, to_at, 'UTC')) b
CROSS JOIN LATERAL (SELECT coalesce(sum(deficit_seconds), 0) AS deficit_seconds FROM headcount_gaps(h, required, from_at, to_at)) g;
-- one user's headcount is 1 while the status is one of those asked for
SELECT count(*) FROM (
  SELECT user_id, from_at, to_at, sum(s.ended_at - s.started_at) FILTER (WHERE s.headcount = 1) AS sum, max(s.headcount) FROM win JOIN tl USING (user_id),
    headcount_steps(headcount(t, ARRAY['Available', 'Offline'], from_at, to_at), from_at, to_at) s WHERE to_at < 'infinity' GROUP BY 1, 2, 3) g
LEFT JOIN (SELECT user_id, from_at, to_at, sum(duration) FROM want WHERE status IN ('Available', 'Offline') GROUP BY 1, 2, 3) w USING (user_id, from_at, to_at)
WHERE max > 1 OR coalesce(g.sum, '0') <> coalesce(w.sum, '0');

SET client_min_messages = error;
DROP SCHEMA law_truth_test CASCADE;
