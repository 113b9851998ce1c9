-- Merging is associative, commutative, has an identity and does not mind parts
-- that overlap; windows of windows are windows, and neighbours add up. On as
-- many random triples as LAW_CASES says.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA law_algebra_test;
SET search_path = law_algebra_test, userlogs;
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

-- three parts: of one log, which overlap, or logs of three users, which have
-- little in common
CREATE TABLE part AS
SELECT user_id AS n, part, timeline_agg(occurred_at, status, reason, sequence) AS t
FROM ev, generate_series(1, 3) part
WHERE user_id % 3 > 0 AND (hashtextextended(ev::text, part) % 2 = 0 OR abs(hashtextextended(ev::text, 4)) % 3 = part - 1)
GROUP BY user_id, part
UNION ALL
SELECT (user_id + other) % :cases + 1, other, timeline_agg(occurred_at, status, reason, sequence)
FROM ev, generate_series(1, 3) other WHERE ((user_id + other) % :cases + 1) % 3 = 0 GROUP BY user_id, other;
CREATE TABLE part_h AS
SELECT team AS n, part, headcount_agg(started_at, ended_at) AS h
FROM iv, generate_series(1, 3) part WHERE team % 3 > 0 AND hashtextextended(iv::text, part) % 2 = 0 GROUP BY team, part
UNION ALL
SELECT (team + other) % :cases + 1, other, headcount_agg(started_at, ended_at)
FROM iv, generate_series(1, 3) other WHERE ((team + other) % :cases + 1) % 3 = 0 GROUP BY team, other;
-- a part without any event is NULL
CREATE TABLE triple AS
SELECT n, (array_agg(t) FILTER (WHERE part = 1))[1] AS a, (array_agg(t) FILTER (WHERE part = 2))[1] AS b, (array_agg(t) FILTER (WHERE part = 3))[1] AS c,
  (array_agg(h) FILTER (WHERE part = 1))[1] AS x, (array_agg(h) FILTER (WHERE part = 2))[1] AS y, (array_agg(h) FILTER (WHERE part = 3))[1] AS z
FROM generate_series(1, :cases) n LEFT JOIN (part FULL JOIN part_h USING (n, part)) USING (n) GROUP BY n;
SELECT count(*) = :cases AS triples, count(*) FILTER (WHERE a <> b AND b <> c) > :cases / 2 AS different,
  count(*) FILTER (WHERE num_nulls(a, b, c, x, y, z) > 0) > 0 AS with_null FROM triple;

CREATE FUNCTION merge(VARIADIC timeline[]) RETURNS timeline LANGUAGE sql IMMUTABLE
RETURN (SELECT timeline_agg(t) FROM unnest($1) t);
CREATE FUNCTION merge(VARIADIC headcount[]) RETURNS headcount LANGUAGE sql IMMUTABLE
RETURN (SELECT headcount_agg(h) FROM unnest($1) h);

CREATE FUNCTION missing(h headcount, from_at timestamptz, to_at timestamptz) RETURNS numeric LANGUAGE sql IMMUTABLE
RETURN (SELECT coalesce(sum(deficit_seconds), 0) FROM headcount_gaps(h, 3, from_at, to_at));

-- timelines: also idempotent
SELECT count(*) = :cases AS triples,
  count(*) FILTER (WHERE merge(merge(a, b), c) IS DISTINCT FROM merge(a, merge(b, c))) AS not_associative,
  count(*) FILTER (WHERE merge(a, b) IS DISTINCT FROM merge(b, a) OR merge(a, b, c) IS DISTINCT FROM merge(c, a, b)) AS not_commutative,
  count(*) FILTER (WHERE merge(a, NULL) IS DISTINCT FROM a OR merge(NULL, b) IS DISTINCT FROM b) AS not_identical,
  count(*) FILTER (WHERE merge(a, a, b) IS DISTINCT FROM merge(a, b, b) OR merge(merge(a, b), a) IS DISTINCT FROM merge(a, b)) AS not_idempotent
FROM triple;
-- and the parts of one log make that log
SELECT count(*) > :cases / 2 AS logs, count(*) FILTER (WHERE merge(a, b, c) IS DISTINCT FROM t) AS differ
FROM triple JOIN (SELECT user_id AS n, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id) l USING (n) WHERE n % 3 > 0;

-- headcounts: {} and NULL are identities
SELECT count(*) = :cases AS triples,
  count(*) FILTER (WHERE merge(merge(x, y), z) IS DISTINCT FROM merge(x, merge(y, z))) AS not_associative,
  count(*) FILTER (WHERE merge(x, y) IS DISTINCT FROM merge(y, x) OR merge(x, y, z) IS DISTINCT FROM merge(z, x, y)) AS not_commutative,
  count(*) FILTER (WHERE merge(x, '{}') IS DISTINCT FROM coalesce(x, '{}') OR merge(NULL, y) IS DISTINCT FROM y) AS not_identical
FROM triple;
SELECT count(*) > :cases AS moments, count(*) FILTER (WHERE headcount_at(merge(x, y, z), at) IS DISTINCT FROM
  coalesce(headcount_at(x, at), 0) + coalesce(headcount_at(y, at), 0) + coalesce(headcount_at(z, at), 0)) AS differ
FROM triple, LATERAL (SELECT started_at AS at FROM headcount_steps(y) WHERE started_at IS NOT NULL ORDER BY random_of(n, extract(epoch FROM started_at)::bigint) LIMIT 4) m;

-- random windows: four ends in order, at events, just before or anywhere
CREATE TABLE win AS
SELECT n, t, h, p[1] AS a, p[2] AS b, p[3] AS c, p[4] AS d
FROM (SELECT n, merge(a, b, c) AS t, merge(x, y, z, '{}') AS h FROM triple) w
CROSS JOIN LATERAL (
  SELECT array_agg(at ORDER BY at) AS p FROM (
    SELECT CASE WHEN random_of(n, k) < 0.3 THEN s.started_at WHEN random_of(n, k) < 0.4 THEN s.started_at - interval '1 us'
      WHEN random_of(n, k) < 0.45 THEN CASE WHEN k % 2 = 0 THEN timestamptz '-infinity' ELSE 'infinity' END
      ELSE first_at(t) - interval '1 h' + least((last_at(t) - first_at(t)) * 1.1 * random_of(n, k + 10), '1000000 days') END AS at
    FROM generate_series(41, 44) k,
    LATERAL (SELECT started_at FROM status_intervals(t) i ORDER BY random_of(n + 1000, extract(epoch FROM started_at)::bigint + k) LIMIT 1) s) e) p
WHERE t IS NOT NULL;
SELECT count(*) > 0.9 * :cases AS windows, count(*) FILTER (WHERE a < b AND b < c AND c < d) > :cases / 2 AS ordered FROM win;
-- clip: once is enough, neighbours merge, and a clip within a clip answers as
-- the whole does
SELECT count(*) FILTER (WHERE clip(clip(t, a, c), a, c) IS DISTINCT FROM clip(t, a, c)) AS not_idempotent,
  count(*) FILTER (WHERE merge(clip(t, a, b), clip(t, b, d)) IS DISTINCT FROM clip(t, a, d) AND a < b AND b < d) AS not_additive,
  count(*) FILTER (WHERE merge(clip(t, '-infinity', b), clip(t, b, 'infinity')) IS DISTINCT FROM t) AS not_all,
  count(*) FILTER (WHERE event_count(clip(t, a, b)) > event_count(t)) AS more,
  count(*) FILTER (WHERE merge(t, clip(t, b, c)) IS DISTINCT FROM t) AS not_part
FROM win;
SELECT count(*) > 5 * :cases AS intervals, count(*) FILTER (WHERE whole IS DISTINCT FROM part) AS differ
FROM win CROSS JOIN LATERAL (
  SELECT i AS whole, j AS part FROM status_intervals(t, b, c) WITH ORDINALITY i
  FULL JOIN status_intervals(clip(clip(t, a, d), b, c), b, c) WITH ORDINALITY j USING (ordinality)) x;
-- a window is its parts: durations, person-time and what is missing
SELECT count(*) > :cases / 2 AS windows,
  count(*) FILTER (WHERE duration_in(t, 'Available', a, d) IS DISTINCT FROM duration_in(t, 'Available', a, b) + duration_in(t, 'Available', b, c) + duration_in(t, 'Available', c, d)) AS durations_differ,
  count(*) FILTER (WHERE merge(headcount(t, '{Available,Offline}', a, b), headcount(t, '{Available,Offline}', b, c), headcount(t, '{Available,Offline}', c, d))
    IS DISTINCT FROM headcount(t, '{Available,Offline}', a, d)) AS headcounts_differ,
  count(*) FILTER (WHERE merge(headcount(t, '{Available}', a, d), headcount(t, '{Offline}', a, d)) IS DISTINCT FROM headcount(t, '{Offline,Available}', a, d)) AS statuses_differ
FROM win WHERE isfinite(a) AND isfinite(d);
SELECT count(*) > :cases / 2 AS windows, count(*) FILTER (WHERE missing(h, a, d) IS DISTINCT FROM missing(h, a, b) + missing(h, b, c) + missing(h, c, d)) AS differ
FROM win WHERE isfinite(a) AND isfinite(d);

SET client_min_messages = error;
DROP SCHEMA law_algebra_test CASCADE;
