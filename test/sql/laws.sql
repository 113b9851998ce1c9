-- Laws that hold for all input, tried on random events: order, splits and
-- plans do not matter, and windows add up.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA laws_test;
SET search_path = laws_test, userlogs;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set ECHO none
\o /dev/null
\i :random_events
\o
\set ECHO all
CREATE TABLE tl AS
SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t,
  timeline_agg(occurred_at, status, reason) AS u
FROM ev GROUP BY user_id;
ANALYZE;
SELECT count(*) AS users, sum(event_count(t)) > 10000 AS sequenced, sum(event_count(u)) > 8000 AS unsequenced FROM tl;

-- any order of the input gives the same bytes
SELECT count(*) AS comparisons, count(*) FILTER (WHERE p.t <> tl.t OR p.u <> tl.u) AS differ
FROM generate_series(1, 8) k
CROSS JOIN LATERAL (
  SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t,
    timeline_agg(occurred_at, status, reason) AS u
  FROM (SELECT * FROM ev ORDER BY hashtextextended(ev::text, k)) e GROUP BY user_id) p
JOIN tl USING (user_id);

-- any split, merged in any order, gives the same bytes; pieces may overlap
CREATE TABLE piece AS
SELECT k, user_id, part, timeline_agg(occurred_at, status, reason, sequence) AS t
FROM generate_series(1, 6) k CROSS JOIN LATERAL (
  SELECT ev.*, abs(hashtextextended(ev::text, k)) % (k * 3) AS part FROM ev
  UNION ALL
  SELECT ev.*, 0 FROM ev WHERE hashtextextended(ev::text, -k) % 4 = 0) e
GROUP BY k, user_id, part;
SELECT count(*) AS comparisons, count(*) FILTER (WHERE m.t <> tl.t) AS differ
FROM (SELECT k, user_id, timeline_agg(t) AS t
  FROM (SELECT * FROM piece ORDER BY hashtextextended(t::text, k)) p GROUP BY k, user_id) m
JOIN tl USING (user_id);
-- pieces in time, merged: the usual rollup by day
SELECT count(*) AS comparisons, count(*) FILTER (WHERE m.t <> tl.t) AS differ
FROM (SELECT user_id, timeline_agg(t) AS t
  FROM (SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t
    FROM ev GROUP BY user_id, occurred_at::date) d GROUP BY user_id) m
JOIN tl USING (user_id);
-- merging is associative, commutative and idempotent
SELECT count(*) AS triples,
  count(*) FILTER (WHERE ab_c <> a_bc OR ab_c <> cba OR ab_c <> aabbcc) AS differ
FROM piece a JOIN piece b USING (k, user_id) JOIN piece c USING (k, user_id)
CROSS JOIN LATERAL (SELECT timeline_agg(x) AS ab FROM (VALUES (a.t), (b.t)) v(x)) l1
CROSS JOIN LATERAL (SELECT timeline_agg(x) AS bc FROM (VALUES (b.t), (c.t)) v(x)) l2
CROSS JOIN LATERAL (SELECT timeline_agg(x) AS ab_c FROM (VALUES (ab), (c.t)) v(x)) l3
CROSS JOIN LATERAL (SELECT timeline_agg(x) AS a_bc FROM (VALUES (a.t), (bc)) v(x)) l4
CROSS JOIN LATERAL (SELECT timeline_agg(x) AS cba FROM (VALUES (c.t), (b.t), (a.t)) v(x)) l5
CROSS JOIN LATERAL (SELECT timeline_agg(x) AS aabbcc FROM (VALUES (a.t), (a.t), (b.t), (b.t), (c.t), (c.t)) v(x)) l6
WHERE k = 1;

-- the text form and the way through jsonb keep everything
SELECT count(*) AS timelines,
  count(*) FILTER (WHERE t::text::timeline <> t OR u::text::timeline <> u) AS text_differs,
  count(*) FILTER (WHERE t <> (
    SELECT timeline_agg((e ->> 'occurred_at')::timestamptz, e ->> 'status', e ->> 'reason', (e ->> 'sequence')::bigint)
    FROM jsonb_array_elements(t::jsonb) e)) AS jsonb_differs
FROM tl;

-- the durations of a finite window add up to its length
SELECT count(*) > 1000 AS windows, count(*) FILTER (WHERE i.sum <> to_at - from_at OR d.sum <> to_at - from_at) AS differ
FROM win CROSS JOIN tl
CROSS JOIN LATERAL (SELECT sum(duration) FROM status_intervals(t, from_at, to_at)) i
CROSS JOIN LATERAL (SELECT sum(duration) FROM status_durations(t, from_at, to_at)) d
WHERE isfinite(from_at) AND isfinite(to_at) AND from_at < to_at;

-- [a, c) = [a, b) + [b, c)
SELECT count(*) > 1000 AS windows, count(*) FILTER (WHERE
  duration_in(t, s, from_at, to_at) <> duration_in(t, s, from_at, b) + duration_in(t, s, b, to_at)) AS differ
FROM win CROSS JOIN tl CROSS JOIN unnest(ARRAY['Available', 'Unavailable', 'Offline']) s
CROSS JOIN LATERAL (SELECT from_at + (to_at - from_at) * 0.37 AS b) m
WHERE isfinite(from_at) AND isfinite(to_at);

-- clip answers every question inside its window the same way
CREATE TABLE clipped AS
SELECT from_at AS a, to_at AS b, user_id, t, clip(t, from_at, to_at) AS c FROM win, tl;
SELECT count(*) > 2000 AS clips, sum(event_count(c)) < sum(event_count(t)) / 2 AS smaller,
  count(*) FILTER (WHERE clip(c, a, b) <> c) AS not_idempotent
FROM clipped;
CREATE TABLE inside AS
SELECT a, b, x.from_at, x.to_at FROM (SELECT DISTINCT a, b FROM clipped) w
JOIN win x ON x.from_at >= a AND x.to_at <= b WHERE hashtext((w, x)::text) % 12 = 0
UNION SELECT a, b, a, b FROM clipped;
CREATE TABLE want AS SELECT i.*, user_id, s.* FROM inside i JOIN clipped USING (a, b), status_intervals(t, from_at, to_at) s;
CREATE TABLE got AS SELECT i.*, user_id, s.* FROM inside i JOIN clipped USING (a, b), status_intervals(c, from_at, to_at) s;
SELECT count(*) > 50000 AS intervals FROM want;
SELECT count(*) FROM (TABLE got EXCEPT ALL TABLE want) d;
SELECT count(*) FROM (TABLE want EXCEPT ALL TABLE got) d;
SELECT count(*) AS moments, count(*) FILTER (WHERE status_at(t, at) IS DISTINCT FROM status_at(c, at)
  OR reason_at(t, at) IS DISTINCT FROM reason_at(c, at)) AS differ
FROM (SELECT t, c, greatest(a, '2026-03-01') + q * (least(b, '2026-05-01') - greatest(a, '2026-03-01')) AS at
  FROM clipped, unnest(ARRAY[0, 0.31, 0.62, 0.99]) q WHERE a < b AND hashtext((user_id, a, b)::text) % 20 = 0) m;
-- neighbouring clips, merged, are the clip of both windows
SELECT count(*) > 1000 AS pairs, count(*) FILTER (WHERE m.t <> clip(x.t, a, b)) AS differ
FROM clipped x
CROSS JOIN LATERAL (SELECT greatest(a, '2026-03-01') + 0.4 * (least(b, '2026-05-01') - greatest(a, '2026-03-01')) AS middle) d
CROSS JOIN LATERAL (SELECT timeline_agg(v) AS t FROM (VALUES (clip(x.t, a, middle)), (clip(x.t, middle, b))) p(v)) m
WHERE a < middle AND middle < b;

-- buckets: the pieces of a bucket add up to its part of the window, and the
-- pieces of a status to its duration
CREATE TABLE bucket AS
SELECT zone, width, from_at, to_at, user_id, b.*
FROM (VALUES ('UTC', interval '1 hour'), ('Europe/Berlin', '1 day'), ('Asia/Kathmandu', '5 hours'),
  ('Australia/Lord_Howe', '45 minutes'), ('America/New_York', '1 week'), ('Europe/Berlin', '1 month')) z(zone, width)
CROSS JOIN (SELECT * FROM win WHERE isfinite(from_at) AND isfinite(to_at) AND hashtext(win::text) % 5 = 0) w
CROSS JOIN (SELECT * FROM tl WHERE user_id % 4 = 0) x, status_buckets(t, width, from_at, to_at, zone) b;
SELECT count(*) > 50000 AS pieces,
  count(*) FILTER (WHERE bucket_start >= bucket_end OR duration > bucket_end - bucket_start OR duration <= '0') AS wrong
FROM bucket;
SELECT count(*) > 5000 AS buckets, count(*) FILTER (WHERE
  sum <> least(bucket_end, to_at) - greatest(bucket_start, from_at)) AS differ
FROM (SELECT from_at, to_at, bucket_start, bucket_end, sum(duration)
  FROM bucket GROUP BY zone, width, from_at, to_at, user_id, bucket_start, bucket_end) b;
SELECT count(*) FROM (
  (SELECT zone, width, from_at, to_at, user_id, status, reason, sum(duration) FROM bucket
   GROUP BY zone, width, from_at, to_at, user_id, status, reason)
  EXCEPT ALL
  (SELECT zone, width, from_at, to_at, user_id, d.status, d.reason, d.duration
   FROM (SELECT DISTINCT zone, width, from_at, to_at, user_id FROM bucket) k JOIN tl USING (user_id),
     status_durations(t, from_at, to_at) d)) x;

-- times far away and many values, which are held differently while they are
-- collected: moving all events by 300 years moves the intervals
CREATE TABLE far AS
SELECT user_id, timeline_agg(occurred_at + interval '109572 days', status, reason, sequence) AS t,
  timeline_agg(occurred_at + interval '109572 days', status, reason) AS u
FROM ev GROUP BY user_id;
CREATE VIEW near_interval AS
SELECT user_id, n, i.* FROM tl, unnest(ARRAY[t, u]) WITH ORDINALITY v(x, n), status_intervals(x) i;
CREATE VIEW far_interval(user_id, n, status, reason, started_at, ended_at,
  clipped_start, clipped_end, duration, is_open, is_carried, sequence) AS
SELECT user_id, n, status, reason, started_at - interval '109572 days', ended_at - interval '109572 days',
  clipped_start - interval '109572 days', clipped_end - interval '109572 days', duration, is_open, is_carried, sequence
FROM far, unnest(ARRAY[t, u]) WITH ORDINALITY v(x, n), status_intervals(x) i;
SELECT count(*) > 10000 AS intervals FROM near_interval;
SELECT count(*) FROM ((TABLE near_interval EXCEPT ALL TABLE far_interval) UNION ALL (TABLE far_interval EXCEPT ALL TABLE near_interval)) d;
SELECT count(*) AS statuses, bool_and(status = 'S' || lpad(n::text, 5, '0')) AS right
FROM (SELECT timeline_agg(timestamptz '2026-01-01 00:00+00' + i * interval '1 second',
    'S' || lpad(i::text, 5, '0'), CASE WHEN i % 2 = 0 THEN 'R' || i END) AS t
  FROM (SELECT i FROM generate_series(1, 5000) i ORDER BY hashint4(i)) s) a,
ROWS FROM (status_intervals(t)) WITH ORDINALITY i(status, reason, started_at, ended_at, cs, ce, duration, o, c, q, n);

SET client_min_messages = error;
DROP SCHEMA laws_test CASCADE;
