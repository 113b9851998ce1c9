-- Laws of headcounts that hold for all input, tried on random intervals: order
-- and splits do not matter, steps fill windows, and totals add up.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = headcount_laws_test, userlogs;
CREATE SCHEMA headcount_laws_test;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_intervals :abs_srcdir '/oracle/random_intervals.sql'
\set ECHO none
\o /dev/null
\i :random_intervals
\o
\set ECHO all
CREATE TABLE hc AS SELECT team, headcount_agg(started_at, ended_at) AS h FROM iv GROUP BY team;
ANALYZE;
SELECT count(*) AS teams, sum(jsonb_array_length(h::jsonb)) > 5000 AS changes FROM hc;

-- any order of the input gives the same bytes
SELECT count(*) AS comparisons, count(*) FILTER (WHERE p.h <> hc.h OR headcount_send(p.h) <> headcount_send(hc.h)) AS differ
FROM generate_series(1, 10) k
CROSS JOIN LATERAL (
  SELECT team, headcount_agg(started_at, ended_at) AS h
  FROM (SELECT * FROM iv ORDER BY hashtextextended(iv::text, k)) e GROUP BY team) p
JOIN hc USING (team);

-- any split, merged in any order, in one or two stages
CREATE TABLE piece AS
SELECT k, team, part, headcount_agg(started_at, ended_at) AS h
FROM generate_series(1, 6) k CROSS JOIN LATERAL (
  SELECT iv.*, abs(hashtextextended(iv::text || ctid, k)) % (k * k * 4) AS part FROM iv) e
GROUP BY k, team, part;
SELECT count(*) AS comparisons, count(*) FILTER (WHERE m.h <> hc.h) AS differ
FROM (SELECT k, team, headcount_agg(h) AS h
  FROM (SELECT * FROM piece ORDER BY hashtextextended(h::text, k)) p GROUP BY k, team) m
JOIN hc USING (team);
SELECT count(*) AS comparisons, count(*) FILTER (WHERE m.h <> hc.h) AS differ
FROM (SELECT k, team, headcount_agg(h) AS h
  FROM (SELECT k, team, headcount_agg(h) AS h FROM piece GROUP BY k, team, part % 5) p GROUP BY k, team) m
JOIN hc USING (team);
-- intervals cut at midnights: the usual rollup by day; all teams at once
SELECT count(*) AS comparisons, count(*) FILTER (WHERE m.h <> hc.h) AS differ
FROM (SELECT team, headcount_agg(h) AS h
  FROM (SELECT team, headcount_agg(clipped_start, clipped_end) AS h
    FROM iv, local_days(started_at, CASE WHEN isfinite(ended_at) THEN ended_at ELSE '2026-04-10' END, 'Europe/Berlin') d GROUP BY team, local_date
    UNION ALL
    SELECT team, headcount_agg('2026-04-10'::timestamptz, NULL) FROM iv WHERE started_at IS NOT NULL AND NOT coalesce(isfinite(ended_at), false) GROUP BY team, started_at, ctid
    UNION ALL
    SELECT DISTINCT team, headcount '{}' FROM iv) d GROUP BY team) m
JOIN hc USING (team);
SELECT (SELECT headcount_agg(h) FROM hc) = (SELECT headcount_agg(started_at, ended_at) FROM iv) AS all_teams;
-- merging is associative and commutative, and nobody is its identity
SELECT count(*) > 500 AS triples, count(*) FILTER (WHERE ab_c <> a_bc OR ab_c <> cba OR a_nobody <> a.h) AS differ
FROM (SELECT * FROM piece WHERE k = 2 AND (team + part) % 4 = 0) a CROSS JOIN (SELECT * FROM piece WHERE k = 2 AND part = 3) b
CROSS JOIN (SELECT * FROM piece WHERE k = 2 AND part % 5 = 0) c
CROSS JOIN LATERAL (SELECT headcount_agg(x) AS ab FROM (VALUES (a.h), (b.h)) v(x)) l1
CROSS JOIN LATERAL (SELECT headcount_agg(x) AS bc FROM (VALUES (b.h), (c.h)) v(x)) l2
CROSS JOIN LATERAL (SELECT headcount_agg(x) AS ab_c FROM (VALUES (ab), (c.h)) v(x)) l3
CROSS JOIN LATERAL (SELECT headcount_agg(x) AS a_bc FROM (VALUES (a.h), (bc)) v(x)) l4
CROSS JOIN LATERAL (SELECT headcount_agg(x) AS cba FROM (VALUES (c.h), (b.h), (a.h)) v(x)) l5
CROSS JOIN LATERAL (SELECT headcount_agg(x) AS a_nobody FROM (VALUES (a.h), ('{}')) v(x)) l6;
-- very many of them, which are summed up now and then: 300 copies, also with weights
SELECT count(*) AS teams, count(*) FILTER (WHERE jsonb_array_length(m::jsonb) <> jsonb_array_length(h::jsonb)
  OR headcount_at(m, '2026-03-29') <> 300 * headcount_at(h, '2026-03-29')) AS wrong,
  count(*) FILTER (WHERE headcount_send(m) <> headcount_send(m_weight) OR w <> w_weight) AS weights_differ
FROM (SELECT team, (array_agg(h))[1] AS h, headcount_agg(h) AS m, headcount_agg(h, 300) FILTER (WHERE i = 1) AS m_weight,
    headcount_agg(h, i) AS w, headcount_agg(h, 45150) FILTER (WHERE i = 1) AS w_weight
  FROM hc, generate_series(1, 300) i GROUP BY team) x;
-- a weight of n is the row n times, to the byte; one of 1 is none
CREATE TABLE weighted AS SELECT *, abs(hashtextextended(iv::text || ctid, 7)) % 6 AS weight FROM iv;
CREATE TABLE weighted_piece AS SELECT *, abs(hashtextextended(team || ' ' || part, 7)) % 6 AS weight FROM piece WHERE k = 3;
SELECT count(*) AS teams, count(*) FILTER (WHERE headcount_send(w.h) IS DISTINCT FROM headcount_send(r.h)) AS differ,
  count(*) FILTER (WHERE headcount_send(w.one) IS DISTINCT FROM headcount_send(hc.h)) AS ones_differ
FROM hc LEFT JOIN (SELECT team, headcount_agg(started_at, ended_at, weight) AS h, headcount_agg(started_at, ended_at, 1) AS one FROM weighted GROUP BY team) w USING (team)
LEFT JOIN (SELECT team, headcount_agg(started_at, ended_at) AS h FROM weighted, generate_series(1, weight) GROUP BY team) r USING (team);
SELECT count(*) AS teams, count(*) FILTER (WHERE headcount_send(w.h) IS DISTINCT FROM headcount_send(r.h)) AS differ,
  count(*) FILTER (WHERE headcount_send(w.one) IS DISTINCT FROM headcount_send(hc.h)) AS ones_differ
FROM hc LEFT JOIN (SELECT team, headcount_agg(h, weight) AS h, headcount_agg(h, 1) AS one FROM weighted_piece GROUP BY team) w USING (team)
LEFT JOIN (SELECT team, headcount_agg(h) AS h FROM weighted_piece, generate_series(1, weight) GROUP BY team) r USING (team);
-- weights of parts multiply those of their intervals
SELECT count(*) AS teams, count(*) FILTER (WHERE product <> h) AS differ
FROM (SELECT team, headcount_agg(h, part) AS product FROM (SELECT team, weight % 4 AS part, headcount_agg(started_at, ended_at, weight) AS h FROM weighted GROUP BY team, part) p GROUP BY team) p
JOIN (SELECT team, headcount_agg(started_at, ended_at, weight * (weight % 4)) AS h FROM weighted GROUP BY team) w USING (team);
-- the sum at any time is the sum of those at that time
SELECT count(*) AS moments, count(*) FILTER (WHERE headcount_at(total, at) <> (SELECT sum(headcount_at(h, at)) FROM hc)) AS differ
FROM (SELECT headcount_agg(h) AS total FROM hc) t,
  generate_series(timestamptz '2026-03-27 11:00+00', '2026-03-31', '17 minutes 11.111 seconds') at;

-- text and jsonb keep everything
SELECT count(*) AS headcounts, count(*) FILTER (WHERE h::text::headcount <> h) AS text_differs,
  count(*) FILTER (WHERE h <> (SELECT '{' || coalesce(string_agg((c ->> 'started_at') || ' ' || (c ->> 'headcount'), ', ' ORDER BY c ->> 'headcount'), '') || '}'
    FROM jsonb_array_elements(h::jsonb) c)::headcount) AS jsonb_differs
FROM hc;

-- the steps of a window sum to its length, and are maximal
CREATE VIEW finite_win AS SELECT * FROM win WHERE isfinite(from_at) AND isfinite(to_at);
SELECT count(*) > 300 AS windows, count(*) FILTER (WHERE sum <> to_at - from_at OR equal_neighbours > 0) AS wrong
FROM finite_win CROSS JOIN hc CROSS JOIN LATERAL (
  SELECT coalesce(sum(ended_at - started_at), '0') AS sum, count(*) FILTER (WHERE headcount = before) AS equal_neighbours
  FROM (SELECT *, lag(headcount) OVER (ORDER BY started_at) AS before FROM headcount_steps(h, from_at, to_at)) s) s;

-- person-seconds are the clipped lengths of the intervals, whatever the buckets;
-- with a deficit below a requirement and an excess they come to the requirement
CREATE TABLE total AS
SELECT from_at, to_at, team, coalesce(sum(extract(epoch FROM least(ended_at, to_at) - greatest(started_at, from_at)))
    FILTER (WHERE started_at < to_at AND coalesce(ended_at, 'infinity') > from_at AND started_at < coalesce(ended_at, 'infinity')), 0) AS person_seconds
FROM finite_win CROSS JOIN iv GROUP BY from_at, to_at, team;
SELECT zone, width, count(*) > 300 AS windows, count(*) FILTER (WHERE sum <> t.person_seconds) AS differ
FROM (VALUES ('UTC', interval '15 minutes'), ('Europe/Berlin', '1 day'), ('Asia/Kathmandu', '5 hours'), ('America/New_York', '45 minutes'),
  ('Australia/Lord_Howe', '1 day'), ('Europe/Berlin', '1 month'), ('UTC', '3 months')) z(zone, width)
CROSS JOIN (total t JOIN hc USING (team))
CROSS JOIN LATERAL (SELECT coalesce(sum(person_seconds), 0) AS sum FROM headcount_buckets(h, width, from_at, to_at, zone)) b
GROUP BY zone, width ORDER BY zone, width;
SELECT required, count(*) FILTER (WHERE coalesce(deficit, 0) - coalesce(excess, 0) <> required * extract(epoch FROM to_at - from_at) - person_seconds) AS differ
FROM total JOIN hc USING (team) CROSS JOIN unnest(ARRAY[1, 4, 40, 1000]) required
CROSS JOIN LATERAL (SELECT sum(deficit_seconds) AS deficit FROM headcount_gaps(h, required, from_at, to_at)) g
CROSS JOIN LATERAL (SELECT sum((headcount - required) * extract(epoch FROM ended_at - started_at)) AS excess
  FROM headcount_steps(h, from_at, to_at) WHERE headcount > required) s
GROUP BY required ORDER BY required;

-- [a, c) = [a, b) + [b, c)
SELECT count(*) > 300 AS windows,
  count(*) FILTER (WHERE coalesce(ac.sum, 0) <> coalesce(ab.sum, 0) + coalesce(bc.sum, 0)) AS totals_differ,
  count(*) FILTER (WHERE coalesce(g_ac.sum, 0) <> coalesce(g_ab.sum, 0) + coalesce(g_bc.sum, 0)) AS deficits_differ
FROM finite_win CROSS JOIN hc CROSS JOIN LATERAL (SELECT from_at + 0.37 * (to_at - from_at) AS b) m
CROSS JOIN LATERAL (SELECT sum(person_seconds) FROM headcount_buckets(h, '1 hour', from_at, to_at, 'UTC')) ac
CROSS JOIN LATERAL (SELECT sum(person_seconds) FROM headcount_buckets(h, '1 hour', from_at, b, 'UTC')) ab
CROSS JOIN LATERAL (SELECT sum(person_seconds) FROM headcount_buckets(h, '1 hour', b, to_at, 'UTC')) bc
CROSS JOIN LATERAL (SELECT sum(deficit_seconds) FROM headcount_gaps(h, 20, from_at, to_at)) g_ac
CROSS JOIN LATERAL (SELECT sum(deficit_seconds) FROM headcount_gaps(h, 20, from_at, b)) g_ab
CROSS JOIN LATERAL (SELECT sum(deficit_seconds) FROM headcount_gaps(h, 20, b, to_at)) g_bc;

-- the gaps of a requirement lie within those of a higher one
SELECT count(*) > 1000 AS gaps, count(*) FILTER (WHERE NOT EXISTS (
    SELECT 1 FROM headcount_gaps(h, required + 1, from_at, to_at) wider WHERE wider.started_at <= g.started_at AND wider.ended_at >= g.ended_at)) AS wrong
FROM finite_win CROSS JOIN hc CROSS JOIN generate_series(1, 13, 4) required, headcount_gaps(h, required, from_at, to_at) g
WHERE hashtext(finite_win::text) % 3 = 0;

-- times far away: moving all intervals by 300 years moves the steps
SELECT count(*) > 5000 AS steps, count(*) FILTER (WHERE s IS DISTINCT FROM f) AS differ
FROM (SELECT team, headcount_agg(started_at + interval '109572 days', ended_at + interval '109572 days') AS far FROM iv GROUP BY team) x
JOIN hc USING (team), ROWS FROM (headcount_steps(h), headcount_steps(far)) s(sa, se, sn, fa, fe, fn),
LATERAL (SELECT (sa, se, sn) AS s, (fa - interval '109572 days', fe - interval '109572 days', fn) AS f) c;

-- many times within a span of any number of binary digits, in order and in none
CREATE TABLE spread AS
SELECT digits, i, ('2026-01-01 00:00+00'::timestamptz + (hashint8extended(i, digits) >> (64 - digits)) * interval '1 microsecond') AS at
FROM generate_series(1, 56) digits, generate_series(1, 2500) i;
SELECT count(*) AS spans, count(*) FILTER (WHERE in_order <> in_none OR in_order <> merged) AS differ
FROM (SELECT digits, headcount_agg(at, NULL) AS in_order FROM (SELECT * FROM spread ORDER BY at) s GROUP BY digits) a
JOIN (SELECT digits, headcount_agg(at, NULL) AS in_none FROM (SELECT * FROM spread ORDER BY hashint4(i)) s GROUP BY digits) b USING (digits)
JOIN (SELECT digits, headcount_agg(h) AS merged FROM (SELECT digits, headcount_agg(at, NULL) AS h FROM spread GROUP BY digits, i % 3) s GROUP BY digits) c USING (digits);

-- from a timeline: the intervals in any of some statuses, whatever the window
-- and the shape of the array
CREATE SCHEMA headcount_laws_timelines;
SET search_path = headcount_laws_timelines, userlogs;
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set ECHO none
\o /dev/null
\i :random_events
\o
\set ECHO all
CREATE TABLE tl AS SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;
INSERT INTO win VALUES ('infinity', 'infinity'), ('-infinity', '-infinity'), ('2026-03-29 00:00+00', '2026-03-29 00:00+00'), ('2026-01-01', '2026-01-02'), ('2027-01-01', 'infinity');
CREATE TABLE statuses AS
SELECT * FROM unnest(ARRAY['{Available}', '{Available,NULL,unavailable,Unavailable,S0,S3}', '{}', '{NULL}', '{"",x,""}', '{{Available,Offline},{NULL,S1}}', '[0:1]={S2,S5}']::text[]) a,
  LATERAL (SELECT a::text[]) x(wanted);
ANALYZE;
CREATE TABLE compared AS
SELECT user_id, wanted, from_at, to_at, headcount(t, wanted, from_at, to_at) AS got,
  coalesce((SELECT headcount_agg(clipped_start, clipped_end) FROM status_intervals(t, from_at, to_at) WHERE status = ANY (wanted)), '{}') AS want
FROM tl, statuses, win;
SELECT count(*) > 10000 AS headcounts, count(*) FILTER (WHERE got <> '{}') > 4000 AS some, count(DISTINCT (wanted)) FILTER (WHERE got <> '{}') AS arrays,
  count(*) FILTER (WHERE got IS DISTINCT FROM want OR headcount_send(got) <> headcount_send(want)) AS differ FROM compared;
-- parts of a window add up, also with those of other users
SELECT count(*) > 3 AS splits, count(*) FILTER (WHERE whole <> parts) AS differ
FROM (SELECT wanted, headcount_agg(headcount(t, wanted, '-infinity', 'infinity')) AS whole FROM tl, statuses GROUP BY wanted) w
JOIN (SELECT wanted, headcount_agg(headcount(t, wanted, from_at, to_at)) AS parts FROM tl, statuses,
  (VALUES (timestamptz '-infinity', timestamptz '2026-03-28 11:11:00.5+00'), ('2026-03-28 11:11:00.5+00', '2026-03-29 07:00+00'), ('2026-03-29 07:00+00', 'infinity')) v(from_at, to_at) GROUP BY wanted) p USING (wanted);
SET client_min_messages = error;
DROP SCHEMA headcount_laws_timelines, headcount_laws_test CASCADE;
