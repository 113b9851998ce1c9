-- The algebra of headcounts and of timelines: sums, differences, products, least
-- and greatest counts, enough or not; a timeline while another one is in a status.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA algebra_test;
SET search_path = algebra_test, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace
  AND p.proname IN ('headcount_add', 'headcount_subtract', 'headcount_multiply', 'multiply_headcount', 'headcount_least', 'headcount_greatest', 'at_least', 'keep_while', 'remove_while')
ORDER BY p.proname;
SELECT o.oid::regoperator AS operator, o.oprcode::regprocedure AS function, nullif(o.oprcom, 0)::regoperator AS commutator
FROM pg_operator o WHERE o.oprnamespace = 'userlogs'::regnamespace AND o.oprname IN ('+', '-', '*') ORDER BY o.oid::regoperator::text COLLATE "C";

-- Two from 08:00, one from 12:00, nobody from 17:00; and another team.
CREATE VIEW day AS SELECT headcount '{2026-03-02 08:00+00 2, 2026-03-02 12:00+00 1, 2026-03-02 17:00+00 0}' AS a,
  headcount '{2026-03-02 09:00+00 1, 2026-03-02 12:00+00 3, 2026-03-02 18:00+00 1}' AS b;
-- 08:00 2 and 0, 09:00 2 and 1, 12:00 1 and 3, 17:00 0 and 3, 18:00 0 and 1
SELECT what, h FROM day, LATERAL (VALUES (1, 'a + b', a + b), (2, 'a - b', a - b), (3, 'b - a', b - a),
  (4, 'least', headcount_least(a, b)), (5, 'greatest', headcount_greatest(a, b)), (6, '2 * a', 2 * a), (7, 'b * 0', b * 0),
  (8, 'two of a', at_least(a, 2)), (9, 'two of b', at_least(b, 2)), (10, 'four of b', at_least(b, 4)),
  (11, 'a while b', keep_while(a, b)), (12, 'a without b', remove_while(a, b)), (13, 'b while a', keep_while(b, a)), (14, 'b without a', remove_while(b, a))) v(n, what, h) ORDER BY n;
-- what one team takes over from another is no change; a step that is crossed in one
-- go is one change
SELECT headcount '{2026-03-02 08:00+00 1, 2026-03-02 12:00+00 0}' + headcount '{2026-03-02 12:00+00 1, 2026-03-02 17:00+00 0}' AS taken_over,
  at_least('{2026-03-02 08:00+00 1, 2026-03-02 09:00+00 5, 2026-03-02 10:00+00 3, 2026-03-02 11:00+00 7, 2026-03-02 12:00+00 0}', 3) AS enough;
-- nobody
SELECT a + '{}' = a AND '{}' + a = a AND a - '{}' = a AS same, '{}'::headcount - a AS none, a - a AS nobody, headcount_least(a, '{}') AS least,
  headcount_greatest('{}', a) = a AS greatest, at_least('{}', 1) AS enough, headcount '{}' * 7 AS product FROM day;
-- as many as a count can have, from the first moment to the last
CREATE VIEW most AS SELECT headcount '{4714-11-24 00:00:00+00 BC 9223372036854775807, 294276-12-31 23:59:59.999999+00 9223372036854775806}' AS m;
SELECT m + '{}' = m AND m * 1 = m AND m - '{}' = m AS same, m - headcount '{2026-03-02 00:00+00 9223372036854775807}' AS difference,
  at_least(m, 9223372036854775807) AS all_of_them, headcount_least(m, m) = m AND headcount_greatest(m, m) = m AS idempotent,
  headcount '{4714-11-24 00:00:00+00 BC 1, 2026-03-02 00:00+00 0}' * 9223372036854775807 AS product FROM most;
SELECT m + headcount '{2026-03-02 00:00+00 1}' FROM most; -- error: one too many
SELECT m * 2 FROM most; -- error: too many
\echo :SQLSTATE
SELECT 9223372036854775807 * headcount '{2026-03-02 00:00+00 2}'; -- error: too many
SELECT headcount '{}' * -1; -- error: negative
SELECT -9223372036854775808 * headcount '{}'; -- error: negative
\echo :SQLSTATE
SELECT at_least('{}', 0); -- error: true from the beginning of time
SELECT at_least('{}', -1); -- error: negative
\echo :SQLSTATE
SELECT num_nulls('{}'::headcount + NULL, NULL + '{}'::headcount, '{}'::headcount - NULL, NULL - '{}'::headcount, headcount_multiply('{}', NULL), headcount_multiply(NULL, 1), multiply_headcount(NULL, '{}'), multiply_headcount(1, NULL),
  headcount_least('{}', NULL), headcount_least(NULL, '{}'), headcount_greatest('{}', NULL), headcount_greatest(NULL, '{}'), at_least('{}', NULL), at_least(NULL, 1), keep_while('{}', NULL), keep_while(NULL, headcount '{}'), remove_while('{}', NULL), remove_while(NULL, headcount '{}')) AS nulls;

-- Laws, on random intervals: 40 draws of three sets of them, of any size, which
-- share a part, so that steps of different headcounts are at one time.
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_intervals :abs_srcdir '/oracle/random_intervals.sql'
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set ECHO none
\o /dev/null
\i :random_intervals
DROP TABLE win;
\i :random_events
\o
\set ECHO all
CREATE TABLE drawn AS
SELECT n, side, started_at, ended_at
FROM generate_series(1, 40) n, unnest('{a,b,c}'::text[]) side, iv
WHERE started_at IS NOT NULL AND team IN (1 + n % 8, 1 + n % 5)
  AND abs(hashtextextended(iv::text || CASE WHEN n % 4 = 0 THEN '' ELSE side END, n)) % 1000 < (n * n) % 997 + CASE side WHEN 'b' THEN 100 ELSE 5 END;
CREATE TABLE triple AS
SELECT n, coalesce(headcount_agg(started_at, ended_at) FILTER (WHERE side = 'a'), '{}') AS a,
  coalesce(headcount_agg(started_at, ended_at) FILTER (WHERE side = 'b'), '{}') AS b,
  coalesce(headcount_agg(started_at, ended_at) FILTER (WHERE side = 'c'), '{}') AS c
FROM generate_series(1, 40) n LEFT JOIN drawn USING (n) GROUP BY n;
SELECT count(*) AS triples, count(*) FILTER (WHERE a <> b AND b <> c) > 30 AS different,
  max(jsonb_array_length(a::jsonb)) > 500 AS large, min(jsonb_array_length(a::jsonb)) < 20 AS small FROM triple;

-- Against pure SQL: the counts of both at each time at which any changes, combined,
-- where that changes anything. The sum is the headcount of the union.
CREATE TABLE pure AS
WITH change AS (
  SELECT n, side, started_at AS at, 1 AS change FROM drawn
  UNION ALL SELECT n, side, ended_at, -1 FROM drawn WHERE isfinite(ended_at)),
counted AS (
  SELECT n, at, coalesce(sum(sum(change) FILTER (WHERE side = 'a')) OVER w, 0) AS a, coalesce(sum(sum(change) FILTER (WHERE side = 'b')) OVER w, 0) AS b
  FROM change GROUP BY n, at WINDOW w AS (PARTITION BY n ORDER BY at)),
combined AS (
  SELECT n, what, at, count, lag(count, 1, 0) OVER (PARTITION BY n, what ORDER BY at) AS before
  FROM counted, LATERAL (VALUES ('a + b', a + b), ('a - b', greatest(a - b, 0)), ('b - a', greatest(b - a, 0)), ('a while b', CASE WHEN b > 0 THEN a ELSE 0 END), ('a without b', CASE WHEN b > 0 THEN 0 ELSE a END), ('least', least(a, b)), ('greatest', greatest(a, b)),
    ('a * n', a * (n % 5)), ('n of a', CASE WHEN a > n % 5 THEN 1 ELSE 0 END)) v(what, count))
SELECT n, what, at, count FROM combined WHERE count <> before;
CREATE TABLE answer AS
SELECT n, what, h FROM triple, LATERAL (VALUES ('a + b', a + b), ('a - b', a - b), ('b - a', b - a), ('a while b', keep_while(a, b)), ('a without b', remove_while(a, b)), ('least', headcount_least(a, b)), ('greatest', headcount_greatest(a, b)),
  ('a * n', a * (n % 5)), ('n of a', at_least(a, n % 5 + 1))) v(what, h);
SELECT what, count(*) > 20 AS many FROM pure GROUP BY what ORDER BY what COLLATE "C";
CREATE TABLE step AS SELECT n, what, started_at, headcount FROM answer, headcount_steps(h) WHERE started_at IS NOT NULL;
SELECT count(*) AS wrong FROM (TABLE step EXCEPT ALL TABLE pure) d;
SELECT count(*) AS missing FROM (TABLE pure EXCEPT ALL TABLE step) d;
SELECT count(*) AS differ FROM triple JOIN (SELECT n, headcount_agg(started_at, ended_at) AS h FROM drawn WHERE side <> 'c' GROUP BY n) u USING (n) WHERE a + b <> h;
SELECT count(*) AS differ FROM triple JOIN (SELECT n, headcount_agg(started_at, ended_at, n % 5) AS h FROM drawn WHERE side = 'a' GROUP BY n) u USING (n) WHERE a * (n % 5) <> h;
-- they are in the form that all others have, to the byte
SELECT count(*) AS differ FROM answer WHERE headcount_send(h::text::headcount) <> headcount_send(h)
  OR headcount_send(h) <> headcount_send((SELECT headcount_agg(x) FROM (VALUES (h), ('{}')) v(x)));

-- two at a time: in any order, and once is enough
SELECT count(*) FILTER (WHERE a + b <> b + a) AS sum, count(*) FILTER (WHERE headcount_least(a, b) <> headcount_least(b, a)) AS least,
  count(*) FILTER (WHERE headcount_greatest(a, b) <> headcount_greatest(b, a)) AS greatest, count(*) FILTER (WHERE a * n <> n * a) AS product,
  count(*) FILTER (WHERE headcount_least(a, a) <> a OR headcount_greatest(a, a) <> a OR a + a <> 2 * a) AS same,
  count(*) FILTER (WHERE headcount_least(a, headcount_greatest(a, b)) <> a OR headcount_greatest(a, headcount_least(a, b)) <> a) AS absorbed FROM triple;
-- three: in any grouping, and one over the other
SELECT count(*) FILTER (WHERE (a + b) + c <> a + (b + c)) AS sum, count(*) FILTER (WHERE headcount_least(headcount_least(a, b), c) <> headcount_least(a, headcount_least(b, c))) AS least,
  count(*) FILTER (WHERE headcount_greatest(headcount_greatest(a, b), c) <> headcount_greatest(a, headcount_greatest(b, c))) AS greatest,
  count(*) FILTER (WHERE headcount_least(a, headcount_greatest(b, c)) <> headcount_greatest(headcount_least(a, b), headcount_least(a, c))) AS least_over_greatest,
  count(*) FILTER (WHERE headcount_greatest(a, headcount_least(b, c)) <> headcount_least(headcount_greatest(a, b), headcount_greatest(a, c))) AS greatest_over_least,
  count(*) FILTER (WHERE a + headcount_least(b, c) <> headcount_least(a + b, a + c) OR a + headcount_greatest(b, c) <> headcount_greatest(a + b, a + c)) AS sum_over_both FROM triple;
-- sums and differences; products
SELECT count(*) FILTER (WHERE headcount_least(a, b) + headcount_greatest(a, b) <> a + b) AS least_and_greatest, count(*) FILTER (WHERE (a - b) + headcount_least(a, b) <> a) AS rest_and_common,
  count(*) FILTER (WHERE (a - b) + b <> headcount_greatest(a, b)) AS rest_and_other, count(*) FILTER (WHERE (a + b) - b <> a) AS undone, count(*) FILTER (WHERE a - (b + c) <> (a - b) - c) AS one_by_one,
  count(*) FILTER (WHERE (a + b) * n <> a * n + b * n OR (a - b) * n <> a * n - b * n) AS product_over_both,
  count(*) FILTER (WHERE a * (n + 3) <> a * n + a * 3 OR a * n * 3 <> a * (3 * n) OR a * 1 <> a OR a * 0 <> '{}') AS products FROM triple;
-- enough of them
SELECT count(*) FILTER (WHERE at_least(a + b, 1) <> headcount_greatest(at_least(a, 1), at_least(b, 1))) AS any, count(*) FILTER (WHERE at_least(headcount_greatest(a, b), n) <> headcount_greatest(at_least(a, n), at_least(b, n))) AS greatest,
  count(*) FILTER (WHERE at_least(headcount_least(a, b), n) <> headcount_least(at_least(a, n), at_least(b, n))) AS least, count(*) FILTER (WHERE at_least(a * n, 3 * n) <> at_least(a, 3)) AS product,
  count(*) FILTER (WHERE at_least(at_least(a, n), 1) <> at_least(a, n)) AS once, count(*) FILTER (WHERE headcount_least(at_least(a, n), at_least(a, n + 1)) <> at_least(a, n + 1)) AS more FROM triple;
-- while there are others, and while there are none
SELECT count(*) FILTER (WHERE keep_while(a, b) + remove_while(a, b) <> a) AS both, count(*) FILTER (WHERE keep_while(a, b) <> keep_while(a, at_least(b, 1)) OR keep_while(a, b) <> headcount_least(a, at_least(b, 1) * 9223372036854775807)) AS any,
  count(*) FILTER (WHERE remove_while(a, b) <> a - at_least(b, 1) * 9223372036854775807) AS none, count(*) FILTER (WHERE keep_while(keep_while(a, b), c) <> keep_while(a, headcount_least(b, c))) AS both_others,
  count(*) FILTER (WHERE remove_while(remove_while(a, b), c) <> remove_while(a, b + c)) AS neither, count(*) FILTER (WHERE keep_while(a + b, c) <> keep_while(a, c) + keep_while(b, c)) AS over_sum,
  count(*) FILTER (WHERE headcount_greatest(at_least(a, 1), at_least(b, 1)) <> at_least(a, 1) + remove_while(at_least(b, 1), a)) AS either FROM triple;
-- less than required, in a window: what headcount_gaps finds, with the deficit
SELECT count(*) AS windows, count(g.deficit) AS with_gaps, count(*) FILTER (WHERE s.spans IS DISTINCT FROM g.spans) AS spans_differ, count(*) FILTER (WHERE d.deficit IS DISTINCT FROM g.deficit) AS deficits_differ
FROM triple, LATERAL (SELECT timestamptz '2026-03-27 12:00' + n * interval '1 hour' AS from_at, timestamptz '2026-03-30' AS to_at, 1 + n * 5 AS required) w,
  LATERAL (SELECT h - a AS missing FROM (SELECT headcount_agg(f, t, r) AS h FROM (VALUES (from_at, to_at, required)) v(f, t, r)) v) m,
  LATERAL (SELECT array_agg(ARRAY[started_at, ended_at] ORDER BY started_at) AS spans, sum(deficit_seconds) AS deficit FROM headcount_gaps(a, required, from_at, to_at)) g,
  LATERAL (SELECT array_agg(ARRAY[started_at, ended_at] ORDER BY started_at) AS spans FROM headcount_steps(at_least(missing, 1)) WHERE headcount = 1) s,
  LATERAL (SELECT nullif(sum(person_seconds), 0) AS deficit FROM headcount_buckets(missing, '1 day', from_at, to_at, 'UTC')) d;
-- the times with at least one, two, three and so on add up to the headcount
SELECT count(*) AS differ FROM triple WHERE a <> coalesce((SELECT headcount_agg(at_least(a, i)) FROM (SELECT max(s.headcount) AS most FROM headcount_steps(a) s) m, generate_series(1, m.most) i), '{}');
-- person-seconds of the least and the greatest are those of both
SELECT count(*) AS differ FROM triple, LATERAL (
  SELECT sum(person_seconds) FILTER (WHERE k = 1) AS least, sum(person_seconds) FILTER (WHERE k = 2) AS greatest, sum(person_seconds) FILTER (WHERE k > 2) AS total
  FROM (VALUES (1, headcount_least(a, b)), (2, headcount_greatest(a, b)), (3, a), (4, b)) v(k, h), headcount_buckets(h, '1 hour', '2026-03-27', '2026-04-02', 'Europe/Berlin')) s
WHERE least + greatest <> total;

-- A works with chats (t), and is in a shift, at a meeting or off (u).
CREATE VIEW person AS SELECT timeline '{2026-03-02 08:00+00 #1 "Available", 2026-03-02 09:30+00 #2 "Available", 2026-03-02 12:00+00 #3 "Unavailable" "Lunch", 2026-03-02 17:00+00 #4 NULL}' AS t,
  timeline '{2026-03-02 09:00+00 "Shift", 2026-03-02 09:30+00 "Shift" "late", 2026-03-02 10:00+00 "Meeting", 2026-03-02 11:00+00 "Shift", 2026-03-02 16:00+00 NULL, 2026-03-02 18:00+00 "Off"}' AS u;
-- In the shift, available from 09:00 to 10:00 and from 11:00 to 12:00, at lunch until
-- 16:00, when nobody knows whether it goes on. Event 2 holds again after the meeting.
SELECT event FROM person, jsonb_array_elements(keep_while(t, u, '{Shift}')::jsonb) event;
-- the rest: before 09:00, at the meeting, and from 16:00 on
SELECT event FROM person, jsonb_array_elements(remove_while(t, u, '{Shift}')::jsonb) event;
SELECT status, reason, started_at, ended_at, sequence FROM person, status_intervals(keep_while(t, u, '{Shift}'));
-- Other statuses than those of the other timeline, none, NULL, the same twice, in
-- another form of array: exact labels.
SELECT keep_while(t, u, '{shift, Shif, "Shift "}') AS never, remove_while(t, u, '{shift, NULL}') = t AND remove_while(t, u, '{}') = t AS always,
  keep_while(t, u, '{{Shift, NULL}, {Off, Shift}}') = keep_while(t, u, '{Off, Shift}') AS array_form FROM person;
SELECT keep_while(t, t, '{Available, Unavailable}') AS known, remove_while(t, t, '{Available}') AS unavailable FROM person;
-- the other one is there before, or only afterwards
SELECT keep_while(t, '{2026-03-01 08:00+00 "Shift"}', '{Shift}') = t AS all_day, remove_while(t, '{2026-03-01 08:00+00 "Shift"}', '{Shift}') AS no_day,
  keep_while(t, '{2026-03-03 08:00+00 "Shift"}', '{Shift}') AS next_day, remove_while(t, '{2026-03-03 08:00+00 "Shift"}', '{Shift}') AS until_then FROM person;
-- Of several events at one time only the effective one is kept, and none is lost
-- where there are no gaps; edges at the times of events need no other.
CREATE VIEW busy AS SELECT timeline '{2026-03-02 08:00+00 #1 "A", 2026-03-02 08:00+00 #2 "B", 2026-03-02 09:00+00 #3 "C", 2026-03-02 09:00+00 #4 "A"}' AS t,
  timeline '{2026-03-02 07:00+00 #1 "Off", 2026-03-02 08:00+00 #7 "Off", 2026-03-02 08:00+00 #8 "On", 2026-03-02 09:00+00 "Off"}' AS u;
SELECT keep_while(t, u, '{On, Off}') = t AS all, keep_while(t, u, '{On}') AS kept, remove_while(t, u, '{On}') AS removed FROM busy;
-- events with a sequence and without, far apart
SELECT keep_while('{4714-11-24 00:00+00 BC #-9223372036854775808 "A", 294276-12-31 23:59:59.999999+00 "B"}', '{2026-03-02 08:00+00 "On", 2026-03-02 09:00+00 NULL}', '{On}');
SELECT num_nulls(keep_while(NULL, u, '{Shift}'), keep_while(t, NULL, '{Shift}'), keep_while(t, u, NULL), remove_while(NULL, u, '{Shift}'), remove_while(t, NULL, '{Shift}'), remove_while(t, u, NULL)) AS nulls FROM person;

-- Against pure SQL, on random events: pairs of users, and four lists of statuses.
CREATE TABLE tl AS SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;
CREATE TABLE pair AS
SELECT row_number() OVER (ORDER BY a.user_id, b.user_id) AS n, a.user_id, b.user_id AS other_id, a.t, b.t AS u,
  CASE (a.user_id + b.user_id) % 4 WHEN 0 THEN '{Available}' WHEN 1 THEN '{unavailable, Offline, NULL}' WHEN 2 THEN '{"", S1, S2, Unavailable}' ELSE '{S0, nothing}' END::text[] AS statuses
FROM tl a, tl b WHERE (a.user_id * 7 + b.user_id) % 11 < 1;
SELECT count(*) > 150 AS pairs, count(*) FILTER (WHERE user_id = other_id) > 1 AS with_itself FROM pair;
-- the event that counts at each time: the last one in the order of events
CREATE TABLE effective AS
SELECT DISTINCT ON (user_id, occurred_at) user_id, occurred_at AS at, status, reason, sequence FROM ev WHERE occurred_at IS NOT NULL
ORDER BY user_id, occurred_at, sequence DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST;
CREATE INDEX ON effective (user_id, at);
CREATE TABLE moment AS
SELECT p.n, k.keeps, m.at, o.at = m.at AS is_own, coalesce(x.status = ANY (p.statuses), false) = k.keeps AS is_kept, o.status, o.reason, o.sequence
FROM pair p CROSS JOIN (VALUES (true), (false)) k(keeps)
CROSS JOIN LATERAL (SELECT at FROM effective WHERE user_id = p.user_id UNION SELECT at FROM effective WHERE user_id = p.other_id) m
CROSS JOIN LATERAL (SELECT * FROM effective WHERE user_id = p.user_id AND at <= m.at ORDER BY at DESC LIMIT 1) o
LEFT JOIN LATERAL (SELECT * FROM effective WHERE user_id = p.other_id AND at <= m.at ORDER BY at DESC LIMIT 1) x ON true;
CREATE TABLE pure_event AS
WITH said AS (
  SELECT n, keeps, at, is_own AND is_kept AS stays, CASE WHEN is_kept THEN status END AS status, CASE WHEN is_kept THEN reason END AS reason, CASE WHEN is_kept THEN sequence END AS sequence FROM moment),
next AS (
  SELECT *, row_number() OVER w > 1 AND (status, reason) IS NOT DISTINCT FROM (lag(status) OVER w, lag(reason) OVER w) AS is_repeated
  FROM said WINDOW w AS (PARTITION BY n, keeps ORDER BY at))
SELECT n, keeps, at, status, reason, sequence FROM next WHERE stays OR NOT is_repeated;
CREATE TABLE restricted AS
SELECT n, true AS keeps, t, u, statuses, keep_while(t, u, statuses) AS r FROM pair UNION ALL SELECT n, false, t, u, statuses, remove_while(t, u, statuses) FROM pair;
-- without a gap it is the timeline itself, with all its events
CREATE TABLE gapless AS SELECT n, keeps FROM moment GROUP BY n, keeps HAVING bool_and(is_kept);
SELECT count(*) > 30 AS gapless, count(*) FILTER (WHERE r <> t) AS differ FROM restricted JOIN gapless USING (n, keeps);
CREATE TABLE restricted_event AS
SELECT n, keeps, (e ->> 'occurred_at')::timestamptz AS at, e ->> 'status' AS status, e ->> 'reason' AS reason, (e ->> 'sequence')::bigint AS sequence FROM restricted, jsonb_array_elements(r::jsonb) e;
DELETE FROM restricted_event USING gapless g WHERE restricted_event.n = g.n AND restricted_event.keeps = g.keeps;
DELETE FROM pure_event USING gapless g WHERE pure_event.n = g.n AND pure_event.keeps = g.keeps;
SELECT keeps, count(*) > 5000 AS events, count(DISTINCT n) > 100 AS timelines FROM pure_event GROUP BY keeps ORDER BY keeps;
SELECT count(*) AS wrong FROM (TABLE restricted_event EXCEPT ALL TABLE pure_event) d;
SELECT count(*) AS missing FROM (TABLE pure_event EXCEPT ALL TABLE restricted_event) d;
SELECT count(*) AS differ FROM restricted WHERE r::text::timeline <> r OR timeline_send(r::text::timeline) <> timeline_send(r) OR first_at(r) <> first_at(t);

-- Laws. The time in each status and reason while in and while not in the statuses
-- adds up to the time in it.
CREATE TABLE duration AS SELECT n, keeps, d.status, d.reason, d.duration FROM restricted, status_durations(r, '2026-03-27', '2026-04-01') d WHERE d.status IS NOT NULL;
CREATE TABLE both_durations AS SELECT n, status, reason, sum(duration) AS duration FROM duration GROUP BY n, status, reason;
CREATE TABLE whole_duration AS SELECT n, d.status, d.reason, d.duration FROM pair, status_durations(t, '2026-03-27', '2026-04-01') d WHERE d.status IS NOT NULL;
SELECT count(*) > 1000 AS many FROM duration;
SELECT count(*) AS differ FROM ((TABLE both_durations EXCEPT ALL TABLE whole_duration) UNION ALL (TABLE whole_duration EXCEPT ALL TABLE both_durations)) d;
-- what is known in both is nothing; a second time changes nothing, or leaves nothing
SELECT count(*) FILTER (WHERE keep_while(r, u, statuses) <> r) AS kept_again, count(*) FILTER (WHERE statuses(remove_while(r, u, statuses)) <> '{}') AS removed_rest FROM restricted WHERE keeps;
SELECT count(*) FILTER (WHERE remove_while(r, u, statuses) <> r) AS removed_again, count(*) FILTER (WHERE statuses(keep_while(r, u, statuses)) <> '{}') AS kept_rest FROM restricted WHERE NOT keeps;
-- One restriction after the other gives the same intervals in any order. Where one
-- gap follows another, an event may say again that nothing is known.
CREATE TABLE twice AS
SELECT row_number() OVER () AS k, r.*
FROM pair p, tl x, LATERAL (VALUES (keep_while(keep_while(p.t, p.u, p.statuses), x.t, '{Available}'), keep_while(keep_while(p.t, x.t, '{Available}'), p.u, p.statuses)),
  (remove_while(keep_while(p.t, p.u, p.statuses), x.t, '{Available}'), keep_while(remove_while(p.t, x.t, '{Available}'), p.u, p.statuses)),
  (remove_while(remove_while(p.t, p.u, p.statuses), x.t, '{Available}'), remove_while(remove_while(p.t, x.t, '{Available}'), p.u, p.statuses))) r(one, two)
WHERE (p.n + x.user_id) % 11 = 0;
CREATE TABLE interval_one AS SELECT k, i.* FROM twice, status_intervals(one) i;
CREATE TABLE interval_two AS SELECT k, i.* FROM twice, status_intervals(two) i;
SELECT count(*) > 10000 AS many FROM interval_one;
SELECT count(*) AS wrong FROM (TABLE interval_one EXCEPT ALL TABLE interval_two) d;
SELECT count(*) AS missing FROM (TABLE interval_two EXCEPT ALL TABLE interval_one) d;
-- both algebras: who is in a status while in another is counted by the least
SELECT count(*) AS pairs_and_statuses, count(*) FILTER (WHERE headcount(keep_while(t, u, statuses), own, '-infinity', 'infinity') <> headcount_least(x, y)) AS kept_differ,
  count(*) FILTER (WHERE headcount(remove_while(t, u, statuses), own, '-infinity', 'infinity') <> x - y) AS removed_differ
FROM (SELECT * FROM pair WHERE n % 2 = 0) p, (VALUES ('{Available}'::text[]), ('{Unavailable, Offline}'), ('{"", S1}')) v(own),
  LATERAL (SELECT headcount(t, own, '-infinity', 'infinity') AS x, headcount(u, statuses, '-infinity', 'infinity') AS y) h;

SET client_min_messages = error;
DROP SCHEMA algebra_test CASCADE;
