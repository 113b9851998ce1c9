-- Calls with arguments that make no sense: each gives an answer, NULL or an
-- error that says what is wrong, and none of them a wrong answer.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = hostile_calls_test, userlogs;
CREATE SCHEMA hostile_calls_test;

-- What a query comes to. Errors of class 42 are the parser's own: their details
-- and hints differ between servers.
CREATE FUNCTION answer(query text, OUT state text, OUT message text, OUT detail text) LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  EXECUTE query;
  state := 'ok';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  detail := CASE WHEN state NOT LIKE '42%' THEN trim(detail || ' ' || hint) END;
END $$;
CREATE TABLE tl AS
SELECT timeline '{2026-03-02 08:00+00 "A", 2026-03-02 12:00+00 "U" "Lunch", 2026-03-02 12:30+00 "A", 2026-03-02 17:00+00 NULL}' AS t;

-- The functions behind the aggregate, the type and the planner's estimates
-- cannot be called from SQL: there is no such cast, or no such function, or, on
-- older minor versions, no way to write a value of type internal.
SELECT q, (answer('SELECT ' || q)).state IN ('42846', '42883', '0A000') AS refused FROM unnest(ARRAY[
  'timeline_agg_transfn(NULL, ''2026-03-02'', ''A'', NULL)', -- error: NULL is not internal
  'timeline_agg_transfn(NULL::internal, ''2026-03-02'', ''A'', NULL)', -- error: nothing is
  'timeline_agg_transfn(''0''::internal, ''2026-03-02'', ''A'', NULL)', -- error: nothing is
  'timeline_agg_sequence_transfn(NULL::internal, ''2026-03-02'', ''A'', NULL, 1)', -- error: nothing is
  'timeline_agg_merge_transfn(NULL::internal, t) FROM tl', -- error: nothing is
  'timeline_agg_combine(NULL::internal, NULL::internal)', -- error: nothing is
  'timeline_agg_serialize(NULL::internal)', -- error: nothing is
  'timeline_agg_deserialize(''\x00'', NULL::internal)', -- error: nothing is
  'timeline_agg_deserialize(timeline_send(t), NULL::internal) FROM tl', -- error: nothing is
  'timeline_agg_deserialize(timeline_send(t)) FROM tl', -- error: no such function
  'timeline_agg_finalfn(NULL::internal)', -- error: nothing is
  'timeline_recv(NULL::internal)', -- error: nothing is
  'timeline_support(NULL::internal)', -- error: nothing is
  'overlay_agg_transfn(NULL::internal, t, NULL, NULL) FROM tl', -- error: nothing is
  'overlay_agg_interval_transfn(NULL::internal, ''2026-03-02'', ''2026-03-03'', ''A'', NULL, 1, NULL, NULL)', -- error: nothing is
  'overlay_agg_combine(NULL::internal, NULL::internal)', -- error: nothing is
  'overlay_agg_serialize(NULL::internal)', -- error: nothing is
  'overlay_agg_deserialize(''\x00'', NULL::internal)', -- error: nothing is
  'overlay_agg_finalfn(NULL::internal)', -- error: nothing is
  'headcount_agg_transfn(NULL, ''2026-03-02'', ''2026-03-03'')', -- error: NULL is not internal
  'headcount_agg_transfn(NULL::internal, ''2026-03-02'', ''2026-03-03'')', -- error: nothing is
  'headcount_agg_weight_transfn(NULL::internal, ''2026-03-02'', ''2026-03-03'', 1)', -- error: nothing is
  'headcount_agg_merge_transfn(NULL::internal, ''{}'')', -- error: nothing is
  'headcount_agg_merge_weight_transfn(NULL::internal, ''{}'', 1)', -- error: nothing is
  'headcount_agg_combine(NULL::internal, NULL::internal)', -- error: nothing is
  'headcount_agg_serialize(NULL::internal)', -- error: nothing is
  'headcount_agg_deserialize(headcount_send(''{}''), NULL::internal)', -- error: nothing is
  'headcount_agg_finalfn(NULL::internal)', -- error: nothing is
  'headcount_recv(NULL::internal)', -- error: nothing is
  'headcount_support(NULL::internal)']) WITH ORDINALITY c(q, n) ORDER BY n; -- error: nothing is
-- nor can any other function of the extension that takes or returns internal
SELECT p.oid::regprocedure
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'userlogs',
LATERAL (SELECT string_agg('NULL::' || type::regtype, ', ' ORDER BY n) FROM unnest(proargtypes) WITH ORDINALITY a(type, n)) args(list),
LATERAL answer(format('SELECT userlogs.%I(%s)', proname, list))
WHERE 'internal'::regtype = ANY (p.proargtypes::oid[] || p.prorettype) AND state NOT IN ('42846', '42883', '0A000')
ORDER BY 1;

-- A superuser can declare them once more: they see that no aggregate calls.
CREATE FUNCTION name_again(name text, types text[]) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE FUNCTION again_%s(%s) RETURNS bigint LANGUAGE c AS ''$libdir/userlogs'', %L',
    name, replace(array_to_string(types, ', '), 'internal', 'bigint'), name);
  RETURN format('again_%s(%s)', name, (SELECT string_agg('NULL::' || replace(type, 'internal', 'bigint'), ', ' ORDER BY n) FROM unnest(types) WITH ORDINALITY a(type, n)));
END $$;
CREATE TABLE named_again AS
SELECT prosrc AS name, name_again(prosrc, ARRAY(SELECT type::regtype::text FROM unnest(proargtypes) WITH ORDINALITY a(type, n) ORDER BY n)) AS call
FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace AND prosrc ~ '_agg_.*(transfn|combine|deserialize|serialize|finalfn)$' AND prokind = 'f';
SELECT count(*) > 0 AS named FROM named_again;
SELECT name, state, message FROM named_again, answer('SELECT ' || call)
WHERE (state, message) IS DISTINCT FROM ('0A000', 'function can only be called by an aggregate') ORDER BY name COLLATE "C"; -- error: no aggregate

-- There is no way around the checks of input.
SELECT q, (answer('SELECT ' || q)).* FROM unnest(ARRAY[
  '''\x00''::bytea::timeline', -- error: no such cast
  'timeline_send(t)::timeline FROM tl', -- error: no such cast
  't::bytea FROM tl', -- error: no such cast
  'CAST(t::jsonb AS timeline) FROM tl', -- error: no such cast
  '''garbage''::text::timeline', -- error: checked
  't = ''garbage'' FROM tl', -- error: checked
  't || t FROM tl', -- error: no such operator
  'timeline_in(cash_out(0::money))', -- error: checked
  'timeline_out(ROW(1))', -- error: another type
  'duration_in(t, cash_out(0::money), ''2026-03-02'', ''2026-03-03'') FROM tl', -- error: another type
  'duration_in(t, ROW(1), ''2026-03-02'', ''2026-03-03'') FROM tl', -- error: another type
  '''\x00''::bytea::headcount', -- error: no such cast
  'CAST(''[]''::jsonb AS headcount)', -- error: no such cast
  'CAST(t AS headcount) FROM tl', -- error: no such cast
  'headcount_in(cash_out(0::money))', -- error: checked
  'headcount_out(ROW(1))', -- error: another type
  'headcount_at(t, now()) FROM tl', -- error: another type
  'headcount_agg(t) FROM tl', -- error: another type
  'headcount_gaps(''{}'', 1.5, ''2026-03-02'', ''2026-03-03'')']) WITH ORDINALITY c(q, n) ORDER BY n; -- error: another type
SELECT castsource::regtype, casttarget::regtype FROM pg_cast
WHERE castmethod <> 'f' AND ('timeline'::regtype IN (castsource, casttarget) OR 'headcount'::regtype IN (castsource, casttarget));

-- Infinite times are no times of events.
SELECT timeline_agg('infinity', 'A', NULL); -- error: infinite
SELECT timeline_agg('-infinity', 'A', NULL, 1); -- error: infinite
SELECT timeline_agg(at, 'A', NULL) FILTER (WHERE isfinite(at)) FROM unnest('{infinity, 2026-03-02 08:00+00}'::timestamptz[]) at;

-- NULL: no time, no status, no row.
SELECT timeline_agg(at, s, r)
FROM (VALUES (NULL::timestamptz, 'A', 'x'), ('2026-03-02 08:00+00', 'A', NULL), (NULL, NULL, NULL), ('2026-03-02 09:00+00', 'B', 'y')) v(at, s, r);
SELECT timeline_agg(at, NULL, NULL) AS t FROM unnest('{2026-03-02 08:00+00, 2026-03-02 09:00+00}'::timestamptz[]) at \gset
SELECT * FROM status_intervals(:'t', '2026-03-02 07:00+00', '2026-03-02 10:00+00');
SELECT * FROM status_durations(:'t', '2026-03-02 07:00+00', '2026-03-02 10:00+00');
SELECT status_at(:'t', '2026-03-02 10:00+00'), reason_at(:'t', '2026-03-02 10:00+00'), clip(:'t', '2026-03-02 08:30+00', '2026-03-02 08:40+00'),
  duration_in(:'t', 'A', '2026-03-02 07:00+00', '2026-03-02 10:00+00'),
  duration_in(:'t', ARRAY[NULL]::text[], '2026-03-02 07:00+00', '2026-03-02 10:00+00');
CREATE TABLE nothing AS
SELECT timeline_agg(at, 'A', NULL) AS a, timeline_agg(at, 'A', NULL, 1) AS b, timeline_agg(NULL::timeline) AS c
FROM unnest('{NULL, NULL}'::timestamptz[]) at
UNION ALL
SELECT timeline_agg(now(), 'A', NULL), timeline_agg(now(), 'A', NULL, 1), timeline_agg(t) FROM tl WHERE false;
SELECT count(*), count(a) + count(b) + count(c) AS timelines FROM nothing;
SELECT count(*) FILTER (WHERE num_nulls(event_count(a), first_at(a), last_at(a), status_at(a, 'infinity'), reason_at(a, 'infinity'),
    clip(a, '-infinity', 'infinity'), duration_in(a, 'A', '-infinity', 'infinity'), duration_in(a, '{A}'::text[], '-infinity', 'infinity'),
    statuses(a), a::text, a::jsonb, a = a, a < b, timeline_cmp(a, b), timeline_hash(a)) <> 15) AS wrong,
  count(i) + count(d) + count(x) AS "rows"
FROM nothing LEFT JOIN status_intervals(a) i ON true
LEFT JOIN status_durations(a, '-infinity', 'infinity') d ON true
LEFT JOIN status_buckets(a, '1 day', '2026-03-02', '2026-03-03', 'UTC') x ON true;

-- NULL in any argument: NULL, or no rows.
SELECT clip(t, NULL, 'infinity') IS NULL AND clip(t, '-infinity', NULL) IS NULL AND clip(NULL, '-infinity', 'infinity') IS NULL AS clip,
  num_nulls(status_at(t, NULL), status_at(NULL, 'infinity'), reason_at(t, NULL), reason_at(NULL, 'infinity')) AS at,
  num_nulls(duration_in(t, NULL::text, 'infinity', 'infinity'), duration_in(t, 'A', NULL, 'infinity'), duration_in(t, 'A', 'infinity', NULL),
    duration_in(t, NULL::text[], 'infinity', 'infinity'), duration_in(t, '{A}'::text[], NULL, 'infinity'),
    duration_in(t, '{A}'::text[], 'infinity', NULL), duration_in(NULL, 'A', 'infinity', 'infinity')) AS duration_in
FROM tl;
SELECT count(expire_statuses(x, s, m, h, a)) AS expire_statuses, count(*) AS calls
FROM tl, LATERAL (VALUES (NULL::timeline), (t)) x(x), (VALUES (NULL::text[]), ('{A}')) s(s), (VALUES (NULL::interval), ('1 hour')) m(m),
  (VALUES (NULL::interval), ('1 hour')) h(h), (VALUES (NULL::timestamptz), ('infinity')) a(a);
SELECT count(*) FROM (
  SELECT duration FROM tl, status_intervals(t, NULL, 'infinity')
  UNION ALL SELECT duration FROM tl, status_intervals(t, '-infinity', NULL)
  UNION ALL SELECT duration FROM status_intervals(NULL)
  UNION ALL SELECT duration FROM tl, status_durations(t, NULL, 'infinity')
  UNION ALL SELECT duration FROM tl, status_durations(t, '-infinity', NULL)
  UNION ALL SELECT duration FROM tl, status_buckets(t, NULL, '2026-03-02', '2026-03-03', 'UTC')
  UNION ALL SELECT duration FROM tl, status_buckets(t, '1 day', NULL, '2026-03-03', 'UTC')
  UNION ALL SELECT duration FROM tl, status_buckets(t, '1 day', '2026-03-02', NULL, 'UTC')
  UNION ALL SELECT duration FROM tl, status_buckets(t, '1 day', '2026-03-02', '2026-03-03', NULL)) d;
SELECT count(*) FROM (
  SELECT headcount FROM headcount_steps(NULL) UNION ALL SELECT headcount FROM headcount_steps('{}', NULL) UNION ALL SELECT headcount FROM headcount_steps('{}', '-infinity', NULL)
  UNION ALL SELECT headcount_min FROM headcount_buckets(NULL, '1 day', '2026-03-02', '2026-03-03', 'UTC')
  UNION ALL SELECT headcount_min FROM headcount_buckets('{}', NULL, '2026-03-02', '2026-03-03', 'UTC')
  UNION ALL SELECT headcount_min FROM headcount_buckets('{}', '1 day', NULL, '2026-03-03', 'UTC')
  UNION ALL SELECT headcount_min FROM headcount_buckets('{}', '1 day', '2026-03-02', NULL, 'UTC')
  UNION ALL SELECT headcount_min FROM headcount_buckets('{}', '1 day', '2026-03-02', '2026-03-03', NULL)
  UNION ALL SELECT headcount_min FROM headcount_gaps(NULL, 1, '2026-03-02', '2026-03-03')
  UNION ALL SELECT headcount_min FROM headcount_gaps('{}', NULL, '2026-03-02', '2026-03-03')
  UNION ALL SELECT headcount_min FROM headcount_gaps('{}', 1, NULL, '2026-03-03')
  UNION ALL SELECT headcount_min FROM headcount_gaps('{}', 1, '2026-03-02', NULL)) d;

-- One event only; merged with itself it is still one.
SELECT timeline_agg('2026-03-02 08:00+00', 'A', NULL) AS t \gset
SELECT event_count(:'t'), first_at(:'t') = last_at(:'t') AS same, clip(:'t', '2026-03-03', '2026-03-04'),
  duration_in(:'t', 'A', '2026-03-02', '2026-03-03'), duration_in(:'t', 'A', '-infinity', 'infinity'),
  status_at(:'t', '2026-03-02 07:59:59.999999+00') AS before, status_at(:'t', '2026-03-02 08:00+00') AS at;
SELECT * FROM status_intervals(:'t');
SELECT timeline_agg(t) FROM (VALUES (timeline :'t'), (:'t'), (NULL)) v(t);

-- The ends of time: a duration is exact, or an error where an interval cannot
-- hold it; it is never negative.
CREATE TABLE ends (n int, what text, t timeline);
INSERT INTO ends VALUES
  (1, 'all of time', '{4714-11-24 00:00+00 BC "A", 294276-12-31 23:59:59.999999+00 "B"}'),
  (2, 'from 4713 BC', '{4713-01-01 00:00+00 BC "A", 294276-12-31 23:59:59.999999+00 "B"}'),
  (3, 'two halves', '{4713-01-01 00:00+00 BC "A", 150000-01-01 00:00+00 "B", 150000-01-01 00:00:00.000001+00 "A", 294276-12-31 23:59:59.999999+00 "B"}');
INSERT INTO ends
SELECT n, what, timeline_agg(at, s, NULL)
FROM (VALUES (4, 'longest interval', interval '0'), (5, '1 microsecond more', interval '1 us')) e(n, what, more),
LATERAL (VALUES (timestamptz '4713-01-01 00:00+00 BC', 'A'),
  (timestamptz '4713-01-01 00:00+00 BC' + interval '2562047788:00:54.775807' + more, 'B')) v(at, s)
GROUP BY n, what;
CREATE FUNCTION outcome(expression text, t timeline) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  result text;
BEGIN
  EXECUTE format('SELECT (%s)::text FROM (SELECT $1) x(t)', expression) INTO result USING t;
  RETURN result;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE || ' ' || SQLERRM;
END $$;
SELECT what, expression, outcome(expression, t)
FROM ends, unnest(ARRAY[
  $$ SELECT max(duration) FROM status_intervals(t) $$,
  $$ SELECT sum(duration) FROM status_durations(t, '-infinity', '294276-12-31 23:59:59.999999+00') $$,
  $$ duration_in(t, 'A', '-infinity', 'infinity') $$,
  $$ duration_in(t, '{A, B}'::text[], '-infinity', last_at(t)) $$,
  $$ duration_in(t, 'B', '4714-11-24 00:00+00 BC', '294276-12-31 23:59:59.999999+00') $$]) WITH ORDINALITY e(expression, i)
ORDER BY n, i;
SELECT what, expression, outcome(expression, t)
FROM ends, unnest(ARRAY[
  $$ t = t::text::timeline $$,
  $$ t = clip(t, '-infinity', 'infinity') AND t = clip(t, '4714-11-24 00:00+00 BC', '294276-12-31 23:59:59.999999+00') $$,
  $$ status_at(t, first_at(t)) || status_at(t, last_at(t)) || status_at(t, 'infinity') || coalesce(status_at(t, '-infinity'), '-') $$,
  $$ SELECT count(*) FROM status_buckets(t, '1 day', '2026-03-02', '2026-03-03', 'Europe/Berlin') $$,
  $$ SELECT sum(duration) = '1 day' FROM status_buckets(t, '1 hour', '4713-01-02 BC', '4713-01-03 BC', 'Asia/Tokyo') $$,
  $$ SELECT bool_and(duration > '0') FROM status_buckets(t, '1000 years', '-infinity', '294000-01-01', 'UTC') $$,
  $$ SELECT count(*) FROM status_buckets(t, '1 day', '294276-12-31', '294276-12-31 23:59:59.999999+00', 'UTC') $$,
  $$ SELECT count(*) FROM status_buckets(t, '1 day', '4714-11-24 BC', '4714-11-25 BC', 'UTC') $$,
  $$ SELECT count(*) FROM status_buckets(t, '1 day', '4714-11-24 BC', '4714-11-25 BC', 'Asia/Tokyo') $$,
  $$ SELECT count(*) FROM status_buckets(t, '1 hour', '4714-11-24 BC', '4714-11-25 BC', 'America/New_York') $$]) WITH ORDINALITY e(expression, i)
WHERE n < 3 ORDER BY n, i;

-- Windows the wrong way round, empty, and infinite.
SELECT q, (answer(format('SELECT %s FROM tl', q))).* FROM unnest(ARRAY[
  'status_intervals(t, ''2026-03-03'', ''2026-03-02'')', -- error: ends before it begins
  'status_intervals(t, ''infinity'', ''-infinity'')', -- error: ends before it begins
  'status_durations(t, ''2026-03-03'', ''2026-03-02'')', -- error: ends before it begins
  'duration_in(t, ''A'', ''2026-03-03'', ''2026-03-02'')', -- error: ends before it begins
  'duration_in(t, ''{A}''::text[], ''2026-03-02 00:00:00.000001'', ''2026-03-02'')', -- error: ends before it begins
  'status_buckets(t, ''1 day'', ''2026-03-03'', ''2026-03-02'', ''UTC'')', -- error: ends before it begins
  'status_buckets(t, ''1 day'', ''infinity'', ''2026-03-02'', ''UTC'')', -- error: ends before it begins
  'clip(t, ''2026-03-03'', ''2026-03-02'')', -- error: ends before it begins
  'status_buckets(t, ''1 day'', ''2026-03-02'', ''infinity'', ''UTC'')', -- error: no end of buckets
  'status_buckets(t, ''1 day'', ''-infinity'', ''infinity'', ''UTC'')']) WITH ORDINALITY c(q, n) ORDER BY n; -- error: no end of buckets
SELECT from_at, (SELECT count(*) FROM status_intervals(t, from_at, from_at)) AS intervals,
  (SELECT count(*) FROM status_durations(t, from_at, from_at)) AS durations, duration_in(t, 'A', from_at, from_at),
  CASE WHEN from_at < 'infinity' THEN (SELECT count(*) FROM status_buckets(t, '1 day', from_at, from_at, 'UTC')) END AS buckets,
  event_count(clip(t, from_at, from_at)) BETWEEN 1 AND 2 AS clip
FROM tl, unnest('{-infinity, 2026-03-02 08:00+00, 2026-03-02 10:00+00, 2026-03-03, infinity}'::timestamptz[]) from_at;
SELECT b.* FROM tl, status_buckets(t, '12 hours', '-infinity', '2026-03-02 18:00+00', 'UTC') b;
SELECT q, (answer(format('SELECT %s', q))).* FROM unnest(ARRAY[
  'headcount_steps(''{}'', ''infinity'', ''-infinity'')', -- error: ends before it begins
  'headcount_buckets(''{}'', ''1 day'', ''infinity'', ''2026-03-02'', ''UTC'')', -- error: ends before it begins
  'headcount_buckets(''{}'', ''1 day'', ''infinity'', ''infinity'', ''UTC'')', -- error: no end of buckets
  'headcount_buckets(''{}'', ''1 day'', ''-infinity'', ''-infinity'', ''UTC'')', -- error: no end of buckets
  'headcount_gaps(''{}'', 1, ''2026-03-03'', ''2026-03-02'')', -- error: ends before it begins
  'headcount_gaps(''{}'', 1, ''infinity'', ''infinity'')', -- error: no end of gaps
  'headcount_gaps(''{}'', -9223372036854775808, ''2026-03-02'', ''2026-03-03'')']) WITH ORDINALITY c(q, n) ORDER BY n; -- error: negative

-- Headcounts at the ends of time: exact, or an error where a length cannot be held.
CREATE TABLE all_time AS
SELECT headcount '{4714-11-24 00:00+00 BC 9223372036854775807, 294276-12-31 23:59:59.999999+00 0}' AS h;
SELECT expression, outcome(format('SELECT string_agg(r::text, '' '') FROM (SELECT %s AS r FROM all_time) x', expression), NULL)
FROM unnest(ARRAY[
  'headcount_at(h, ''4714-11-24 00:00+00 BC'')',
  'headcount_at(h, ''294276-12-31 23:59:59.999999+00'')',
  'headcount_steps(h)',
  'headcount_agg(h)',
  'headcount_agg(h, 1)',
  'headcount_agg(h, 2)',
  'headcount_buckets(h, ''1 day'', ''4714-11-24 BC'', ''4714-11-25 BC'', ''UTC'')',
  'headcount_buckets(h, ''1 day'', ''4714-11-24 BC'', ''4714-11-25 BC'', ''Asia/Tokyo'')',
  'headcount_buckets(h, ''1 day'', ''294276-12-30'', ''294276-12-31'', ''UTC'')',
  'headcount_buckets(h, ''1 day'', ''294276-12-31'', ''294276-12-31 23:59'', ''UTC'')',
  'headcount_buckets(h, ''100000 years'', ''2000-01-01'', ''2001-01-01'', ''UTC'')',
  'headcount_gaps(h, 9223372036854775807, ''4714-11-24 BC'', ''294276-12-31 23:59:59.999999+00'')',
  'headcount_gaps(''{}'', 9223372036854775807, ''0001-01-01'', ''290000-01-01'')',
  'headcount_gaps(''{}'', 9223372036854775807, ''4714-11-24 BC'', ''294276-12-31 23:59:59.999999+00'')']) WITH ORDINALITY e(expression, n)
ORDER BY n;

-- Widths of buckets that are none.
SELECT width, (answer(format('SELECT b.* FROM tl, status_buckets(t, %L, ''2026-03-02'', ''2026-03-03'', ''UTC'') b', width))).*
FROM unnest(ARRAY[
  '0', -- error: zero
  '-1 microsecond', -- error: negative
  '-1 day', -- error: negative
  '-1 month', -- error: negative
  '-178000000 years', -- error: negative
  '1 month -1 day', -- error: mixed signs
  '1 day -1 hour', -- error: mixed signs
  '1 day -24 hours', -- error: mixed signs
  '-1 day 25 hours', -- error: mixed signs
  '1 month 1 day', -- error: mixed units
  '1 day 1 hour', -- error: mixed units
  '1 month 1 microsecond', -- error: mixed units
  '25 hours', -- error: mixed units, as it is more than a day
  '2147483647 days', -- error: no such date
  '178000000 years', -- error: no such date
  '2562047788:00:54.775807', -- error: mixed units
  'garbage']) WITH ORDINALITY w(width, n) ORDER BY n; -- error: no interval
SELECT state IN ('22007', '22023') AS infinite_refused -- error: 15 and 16 know no such interval
FROM answer('SELECT status_buckets(t, ''infinity'', ''2026-03-02'', ''2026-03-03'', ''UTC'') FROM tl');
SELECT bucket_start, bucket_end, count(*) FROM tl, status_buckets(t, '48 hours', '2026-03-02', '2026-03-03', 'UTC') GROUP BY 1, 2;
SELECT count(*), sum(duration) FROM tl, status_buckets(t, '1 microsecond', '2026-03-02 12:00+00', '2026-03-02 12:00:00.001+00', 'UTC');

-- Limits that are none.
SELECT span, (answer(format('SELECT expire_statuses(t, ''{A}'', %L, NULL, ''infinity'') FROM tl', span))).message AS max_open_time,
  (answer(format('SELECT expire_statuses(t, ''{}'', NULL, %L, ''-infinity'') FROM tl', span))).state AS heartbeat_timeout
FROM unnest(ARRAY[
  '0', -- error: zero
  '-1 microsecond', -- error: negative
  '1 day -25 hours', -- error: negative
  '-2147483648 days', -- error: negative
  '-2147483648 days 2562047788:00:54.775807', -- error: negative
  '-106751991 days -2562047788:00:54.775807', -- error: negative
  '1 month', -- error: months
  '-178000000 years', -- error: months
  '2147483647 days -2562047788:00:54.775807']) WITH ORDINALITY w(span, n) ORDER BY n;

-- Infinite intervals, which PostgreSQL has from version 17 on, are no spans of time.
SELECT call, span, a.*
FROM unnest(ARRAY[
  'expire_statuses(t, ''{A}'', %L, NULL, ''infinity'') FROM tl', -- error: infinite
  'expire_statuses(t, ''{A}'', NULL, %L, ''infinity'') FROM tl', -- error: infinite
  'bucket_start(''2026-03-02'', %L, ''UTC'')', -- error: infinite
  'status_buckets(t, %L, ''2026-03-02'', ''2026-03-03'', ''UTC'') FROM tl', -- error: infinite
  'headcount_buckets(''{}'', %L, ''2026-03-02'', ''2026-03-03'', ''UTC'')', -- error: infinite
  'local_date(''2026-03-02'', ''UTC'', %L)', -- error: infinite
  'duration_buckets(t, ''1 day'', ''2026-03-02'', ''2026-03-03'', ''UTC'', %L) FROM tl', -- error: infinite
  'availability_buckets(t, ''1 day'', ''2026-03-02'', ''2026-03-03'', ''UTC'', ''{A}'', ''{U}'', ''{}'', ''{Lunch}'', ARRAY[interval %L]) FROM tl', -- error: infinite
  'erlang_c_asa(1, 2, %L)', -- error: infinite
  'erlang_a_abandonment(1, 2, ''3 min'', %L)', -- error: infinite
  'agents_required(1, %L, ''3 min'', ''20 s'', 0.8)']) call, -- error: infinite
  unnest('{infinity, -infinity}'::text[]) span, answer(format('SELECT ' || call, span)) a
WHERE current_setting('server_version_num')::int >= 170000 AND (state <> '22023' OR message NOT LIKE '% must be finite') ORDER BY call, span;

-- Time zones that are none. POSIX rules are not taken: too many misspelt names
-- are such rules.
SELECT left(zone, 30) AS zone, (answer(format('SELECT status_buckets(t, ''1 day'', ''2026-03-02'', ''2026-03-03'', %L) FROM tl', zone))).*
FROM unnest(ARRAY[
  '', -- error: no name
  'Mars/Phobos', -- error: not known
  'CEST', -- error: an abbreviation
  'Europe/Berlin ', -- error: a space
  'Europe', -- error: a folder
  '../../../../etc/passwd', -- error: not a place for time zones
  'right/UTC', -- error: leap seconds or not known
  E'UTC\n', -- error: a line feed
  '+02', -- error: an offset
  '<+02>-2', -- error: a rule
  'X24', -- error: a rule
  'X168', -- error: not even a rule
  'EST5EDT,M3.2.0,M11.1.0', -- error: a rule
  'est5edt4', -- error: a rule
  repeat('x', 100)]) WITH ORDINALITY z(zone, n) ORDER BY n; -- error: too long
-- in those that are, the parts of a window sum to its length
CREATE TABLE odd AS
SELECT zone, width, from_at, to_at, b.*
FROM unnest('{EST5EDT, GMT0, Etc/GMT+12, Etc/GMT-14, america/new_york, America/Scoresbysund, America/Caracas, Pacific/Apia,
    Africa/Monrovia, Africa/Casablanca, Antarctica/Troll, Asia/Kathmandu, Australia/Lord_Howe, Europe/Dublin}'::text[]) zone,
  unnest('{1 day, 7 days, 1 month, 1 hour, 23:59:59.999999}'::interval[]) width,
  (VALUES (timestamptz '2026-02-20 05:00+00', timestamptz '2026-03-30 07:30+00'), ('2026-10-20 05:00+00', '2026-11-11 07:30+00'),
    ('2011-12-28 00:00+00', '2012-01-02 00:00+00')) w(from_at, to_at),
  tl, LATERAL status_buckets(t, width, from_at, to_at, zone) b;
SELECT count(*) > 1000 AS many, count(DISTINCT zone) AS zones FROM odd;
SELECT zone, width, from_at, sum(duration) AS sum FROM odd GROUP BY zone, width, from_at, to_at
HAVING sum(duration) <> to_at - from_at ORDER BY zone, width, from_at LIMIT 5;
SELECT zone, width, bucket_start, bucket_end, sum(duration) AS sum FROM odd GROUP BY zone, width, from_at, to_at, bucket_start, bucket_end
HAVING bool_or(duration <= '0') OR sum(duration) IS DISTINCT FROM least(bucket_end, to_at) - greatest(bucket_start, from_at)
ORDER BY zone, width, bucket_start LIMIT 5;
SELECT zone, width, bucket_start, bucket_end, next FROM (
  SELECT zone, width, bucket_start, bucket_end, lead(bucket_start) OVER w AS next
  FROM (SELECT DISTINCT zone, width, from_at, bucket_start, bucket_end FROM odd) d
  WINDOW w AS (PARTITION BY zone, width, from_at ORDER BY bucket_start)) d
WHERE bucket_end <> next ORDER BY zone, width, bucket_start LIMIT 5;

-- Too many different strings for one timeline; the limit itself is none.
SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'A', 'reason ' || i) FROM generate_series(1, 1000100) i; -- error: too many
SELECT timeline_agg('2026-03-02 08:00+00', 'status ' || i, 'reason ' || least(i, 500000), i) FROM generate_series(1, 500001) i; -- error: one too many
CREATE TABLE part AS
SELECT i % 2 AS n, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'reason ' || i, NULL) AS t
FROM generate_series(1, 1000000) i GROUP BY n;
SELECT event_count(t), status_at(t, first_at(t)), status_at(t, 'infinity') FROM (SELECT timeline_agg(t) AS t FROM part) p;
SELECT event_count(expire_statuses(t, '{reason 1}', '1 s', NULL, 'infinity')) AS nothing_expires FROM (SELECT timeline_agg(t) AS t FROM part) p;
SELECT expire_statuses(t, '{reason 1}', '0.5 s', NULL, 'infinity') FROM (SELECT timeline_agg(t) AS t FROM part) p; -- error: one too many, (capped)
SELECT timeline_agg(p) FROM (SELECT t FROM part UNION ALL SELECT timeline '{2026-03-03 08:00+00 "one more"}') d(p); -- error: one too many

-- Rows where there is no place for rows: the same answers as for any function
-- that returns a set.
SELECT q, (answer(q)).* FROM unnest(ARRAY[
  'SELECT CASE WHEN true THEN status_intervals(t) END FROM tl', -- error: in CASE
  'SELECT coalesce(status_intervals(t), NULL) FROM tl', -- error: in COALESCE
  'SELECT count(status_intervals(t)) FROM tl', -- error: in an aggregate
  'SELECT sum((status_durations(t, ''-infinity'', ''infinity'')).duration) FROM tl', -- error: in an aggregate
  'SELECT lag(status_intervals(t)) OVER () FROM tl', -- error: in a window function
  'SELECT sum((headcount_buckets(''{}'', ''1 day'', now(), now(), ''UTC'')).headcount_max)', -- error: in an aggregate
  'SELECT 1 FROM tl WHERE (headcount_steps(''{}'')).headcount = 0', -- error: in WHERE
  'UPDATE tl SET t = (status_intervals(t)).status::timeline', -- error: in UPDATE
  'SELECT 1 FROM tl WHERE (status_intervals(t)).status = ''A''', -- error: in WHERE
  'SELECT 1 FROM tl GROUP BY t HAVING (status_intervals(t)).status = ''A''', -- error: in HAVING
  'SELECT 1 FROM tl JOIN nothing ON (status_intervals(t)).is_open', -- error: in JOIN
  'SELECT 1 FROM tl LIMIT (status_durations(timeline ''{2026-03-02 08:00Z "A"}'', ''-infinity'', ''infinity'')).interval_count', -- error: in LIMIT
  'ALTER TABLE tl ADD CHECK ((status_intervals(t)).is_open)', -- error: in CHECK
  'CREATE INDEX ON tl (((status_intervals(t)).status))', -- error: in an index
  'INSERT INTO tl VALUES (''{2026-03-02 08:00Z "A"}'') RETURNING status_intervals(t)', -- error: in RETURNING
  'SELECT (SELECT status_intervals(t) FROM tl)', -- error: more than one row
  'SELECT status, no_such_column FROM tl, status_intervals(t)', -- error: no such column
  'SELECT * FROM tl, status_intervals(t) AS i(a int)']) WITH ORDINALITY c(q, n) ORDER BY n; -- error: columns are known
-- and where there is a place, all rows, also when not all are wanted
SELECT (status_intervals(t)).status, generate_series(1, 2) AS n FROM tl;
SELECT (i).status, (i).duration FROM (SELECT status_intervals(t) AS i FROM tl LIMIT 2) d;
SELECT count(*) FROM tl, ROWS FROM (status_intervals(t), status_durations(t, '-infinity', 'infinity'), generate_series(1, 9)) r;
SELECT count(*) FROM (SELECT status_intervals(t), status_intervals(t) FROM tl, generate_series(1, 3)) d;
SELECT (SELECT status_intervals(t) FROM tl LIMIT 1);
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT (status_buckets(t, '1 hour', '2026-03-02', '2026-03-03', 'UTC')).* FROM tl;
FETCH 2 FROM c;
FETCH BACKWARD 1 FROM c;
CLOSE c;
COMMIT;

SET client_min_messages = error;
DROP SCHEMA hostile_calls_test CASCADE;
