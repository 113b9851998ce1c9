-- Where values end: the largest number of different strings, long strings, the
-- first and the last time there is, a label of every length under every
-- collation; right, or an error with a hint. And what never ends by itself ends
-- when it is told to. More in hostile_text and hostile_calls; what takes long in
-- test/deep.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = limits_test, userlogs;
CREATE SCHEMA limits_test;

-- What a query comes to: its answer, or the error with all that it says.
CREATE FUNCTION answer(query text, OUT state text, OUT answer text, OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE query INTO answer;
  state := 'ok';
EXCEPTION WHEN query_canceled OR OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, answer = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END $$;
\pset null -
\pset format unaligned

-- Different strings: 1,000,000 there may be, statuses and reasons together, by
-- every way in.
CREATE TABLE input AS
SELECT n, '{' || string_agg(format('2026-03-02 08:00+00 #%s "status %s" "reason %s"', i, i, least(i, 500000)), ', ') || '}' AS input
FROM unnest('{1000000, 1000001}'::int[]) n, generate_series(1, 500000 + n % 2) i GROUP BY n;
SELECT n, a.* FROM input, answer(format(
  'SELECT event_count(t) || '' events, '' || (SELECT count(DISTINCT s) FROM (SELECT status AS s FROM status_intervals(t) UNION ALL SELECT e ->> ''reason'' FROM jsonb_array_elements(t::jsonb) e) d) || '' strings in sight''
   FROM (SELECT %L::timeline AS t) d', input)) a ORDER BY n; -- error: one too many
CREATE TABLE full_up AS SELECT input::timeline AS t FROM input WHERE n = 1000000;
SELECT t::text::timeline = t AS text, clip(t, '-infinity', 'infinity') = t AS clip, event_count(t),
  cardinality(statuses(t)) AS statuses, status_at(t, 'infinity'), reason_at(t, 'infinity'),
  (SELECT count(*) FROM status_durations(t, '-infinity', 'infinity')) AS durations
FROM full_up;
SELECT timeline_agg(u) = t AS merged FROM full_up, LATERAL (VALUES (t), (t)) v(u) GROUP BY t;
SELECT a.* FROM answer('SELECT timeline_agg(u) FROM full_up, LATERAL (VALUES (t), (''{2026-03-02 08:00+00 "status 0"}'')) v(u)') a; -- error: one too many
CREATE TABLE spread AS
SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 h', 'status ' || i, 'reason ' || i) AS t FROM generate_series(1, 500000) i;
SELECT a.* FROM answer('SELECT event_count(expire_statuses(t, ''{status 1}'', ''1 s'', NULL, ''infinity'')) FROM spread') a; -- error: one too many, (capped)
SELECT a.* FROM answer('SELECT timeline_agg(now(), ''label '' || i, NULL) FROM generate_series(1, 1000001) i') a; -- error: one too many

-- A reason of a megabyte, in each of four events, and one of 16 MB.
CREATE TABLE long AS
SELECT size, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 hour', 'U' || i, repeat(md5(i::text), size / 32)) AS t
FROM unnest('{1048576, 16777216}'::int[]) size, generate_series(0, 3) i WHERE size = 1048576 OR i = 0 GROUP BY size;
SELECT size, event_count(t), octet_length(timeline_send(t)) AS bytes, t::text::timeline = t AS text,
  (SELECT string_agg(md5(reason), ' ' ORDER BY started_at) = string_agg(md5(repeat(md5(right(status, 1)), size / 32)), ' ' ORDER BY started_at) FROM status_intervals(t)) AS intervals,
  md5(reason_at(t, 'infinity')) = md5(t::jsonb #>> '{-1,reason}') AS jsonb, timeline_agg(t) = t AS merged
FROM long GROUP BY size, t ORDER BY size;

-- A status and a reason of each length at a limit that someone may have set,
-- with a character of two, three or four bytes that ends at it or reaches
-- across; bytes decide whether two are the same.
CREATE TABLE label AS
SELECT DISTINCT repeat('x', size - octet_length(letter) + shift) || letter AS label
FROM unnest('{63, 64, 255, 256, 65535, 65536}'::int[]) size,
  (VALUES ('x', 0), ('é', 0), ('é', 1), ('√', 0), ('√', 1), ('√', 2), ('😀', 0), ('😀', 1), ('😀', 2), ('😀', 3)) c(letter, shift);
CREATE TABLE labelled AS SELECT timeline_agg(now() + row_number * interval '1 s', label, label || 'y') AS t
FROM (SELECT *, row_number() OVER (ORDER BY label COLLATE "C") FROM label) l;
SELECT count(*) AS labels, count(DISTINCT octet_length(label)) AS lengths, min(octet_length(label)) AS shortest, max(octet_length(label)) AS longest FROM label;
SELECT cardinality(statuses(t)) AS statuses, statuses(t) = (SELECT array_agg(label ORDER BY label COLLATE "C") FROM label) AS in_order,
  t = t::text::timeline AS text, (SELECT count(DISTINCT e ->> 'reason') FROM jsonb_array_elements(t::jsonb) e) AS reasons,
  (SELECT count(*) FROM label WHERE duration_in(t, label, '-infinity', last_at(t) + interval '1 s') = '1 s') AS found,
  duration_in(t, (SELECT array_agg(label) FROM label), '-infinity', last_at(t) + interval '1 s') = event_count(t) * interval '1 s' AS found_all
FROM labelled;

-- Where a collation calls different bytes equal, they are still different
-- statuses. Without ICU, as where letters are letters.
SELECT EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') AS has_icu \gset
\if :has_icu
CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
\else
CREATE COLLATION loose FROM "C";
\endif
SELECT (SELECT count(*) FROM (SELECT DISTINCT s FROM unnest('{Lunch, lunch, LUNCH, Lünch}'::text[]) s) d) AS by_default,
  (SELECT count(*) FROM unnest('{Lunch, lunch, LUNCH}'::text[]) s WHERE s COLLATE loose = 'lunch') = CASE WHEN :'has_icu' THEN 3 ELSE 1 END AS loose_as_expected;
CREATE TABLE loosely (n int, status text COLLATE loose, reason text COLLATE loose);
INSERT INTO loosely VALUES (1, 'A', 'Lunch'), (2, 'A', 'lunch'), (3, 'a', 'lunch'), (4, 'Á', 'Lünch');
SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + n * interval '1 h', status, reason) AS t FROM loosely \gset
SELECT status, reason, duration FROM status_intervals(:'t', '2026-03-02 09:00+00', '2026-03-02 13:00+00');
SELECT status, reason, duration FROM status_durations(:'t', '2026-03-02 09:00+00', '2026-03-02 13:00+00');
SELECT duration_in(:'t', 'a' COLLATE loose, '2026-03-02 09:00+00', '2026-03-02 13:00+00') AS small_a,
  duration_in(:'t', 'A' COLLATE loose, '2026-03-02 09:00+00', '2026-03-02 13:00+00') AS a,
  duration_in(:'t', ARRAY['a' COLLATE loose, 'Á'], '2026-03-02 09:00+00', '2026-03-02 13:00+00') AS both, statuses(:'t'),
  headcount(:'t', ARRAY['a' COLLATE loose], '2026-03-02 09:00+00', '2026-03-02 13:00+00');
-- of several at one time the last in the order of bytes counts, though letters have another
SELECT ('a' COLLATE loose < 'B') = :'has_icu' AS as_expected, status_at(timeline_agg('2026-03-02 08:00+00', s COLLATE loose, NULL), 'infinity'),
  reason_at(timeline_agg('2026-03-02 08:00+00', 'A', s COLLATE loose), 'infinity') FROM unnest('{a,B}'::text[]) s;

-- Times from the first to the last there is, intervals of nothing and of 300
-- years, next to the borders of what is packed into a word: 142.7 years from
-- 2000.
CREATE TABLE moment AS
SELECT row_number() OVER (ORDER BY at) AS n, at FROM (
  SELECT unnest('{4714-11-24 00:00+00 BC, 4714-11-24 00:00:00.000001+00 BC, 4713-01-01 00:00+00 BC, 0001-01-01 00:00+00, 1857-04-11 04:04:10.629503+00,
    1857-04-11 04:04:10.629504+00, 1857-04-11 04:04:10.629505+00, 1999-12-31 23:59:59.999999+00, 2000-01-01 00:00+00, 2142-09-19 19:55:49.370495+00,
    2142-09-19 19:55:49.370496+00, 2142-09-19 19:55:49.370497+00, 294276-12-31 23:59:59.999998+00, 294276-12-31 23:59:59.999999+00}'::timestamptz[]) AS at
  UNION SELECT timestamptz '1700-01-01 00:00+00' + i * interval '300 years' FROM generate_series(-20, 20) i) m;
CREATE TABLE history AS
SELECT seq, timeline_agg(at, 'S' || n, CASE WHEN n % 2 = 0 THEN 'R' END, CASE WHEN seq THEN n END) AS t FROM moment, unnest('{f, t}'::bool[]) seq GROUP BY seq;
SELECT seq, event_count(t), first_at(t), last_at(t), t::text::timeline = t AS text, clip(t, '-infinity', 'infinity') = t AS clip, timeline_agg(t) = t AS merged FROM history GROUP BY seq, t ORDER BY seq;
SELECT count(*) FILTER (WHERE status_at(t, at) IS DISTINCT FROM 'S' || n OR reason_at(t, at) IS DISTINCT FROM CASE WHEN n % 2 = 0 THEN 'R' END
    OR status_at(t, at - CASE WHEN n > 1 THEN interval '1 us' ELSE '0' END) IS DISTINCT FROM 'S' || greatest(n - 1, 1)) AS wrong
FROM history, moment;
SELECT count(*) FILTER (WHERE i.started_at IS DISTINCT FROM m.at OR i.ended_at IS DISTINCT FROM m.next OR i.duration IS DISTINCT FROM (m.next - m.at)) AS wrong, count(*) AS intervals
FROM history, LATERAL status_intervals(t) i FULL JOIN (SELECT n, at, lead(at) OVER (ORDER BY at) AS next FROM moment) m ON i.status = 'S' || m.n;
SELECT duration, duration_seconds FROM (
  SELECT duration, extract(epoch FROM duration) AS duration_seconds FROM status_intervals(
    '{1700-01-01 00:00+00 "A", 2000-01-01 00:00+00 "B", 2000-01-01 00:00+00 "C", 2300-01-01 00:00+00 "A"}') WHERE NOT is_open) d;
SELECT headcount_agg(a, b) AS heads FROM (VALUES (timestamptz '4714-11-24 00:00+00 BC', timestamptz '294276-12-31 23:59:59.999999+00'),
  ('1700-01-01 00:00+00', '2000-01-01 00:00+00'), ('2000-01-01 00:00+00', '2000-01-01 00:00+00')) v(a, b) \gset
SELECT :'heads' AS heads;
SELECT * FROM headcount_buckets(:'heads', '3600 months', '1700-01-01', '2300-01-01', 'UTC');
SELECT count(*), sum(person_seconds) FROM headcount_buckets(:'heads', '3600 months', '4000-01-01 BC', '290000-01-01', 'UTC');
SELECT (answer(q)).* FROM unnest(ARRAY[
  'SELECT count(*) FROM local_days(''4714-11-24 BC'', ''4713-11-24 BC'', ''UTC'')',
  'SELECT count(*) FROM local_days(''4714-11-24 BC'', ''4713-11-24 BC'', ''Asia/Tokyo'')', -- error: began before time
  'SELECT count(*) FROM local_days(''294276-01-01'', ''294276-12-31'', ''Europe/Berlin'')',
  'SELECT count(*) FROM local_days(''294276-01-01'', ''294276-12-31 23:59:59'', ''UTC'')', -- error: ends after time
  'SELECT bucket_start(''294276-12-31 23:59:59.999999'', ''1 hour'', ''UTC'')']) WITH ORDINALITY c(q, n) ORDER BY n; -- error: the hour ends after time

-- A billion rows, or more, until they are interrupted; how soon they are is
-- measured by test/limits/cancel.
SET statement_timeout = '200ms';
CREATE PROCEDURE interrupted(query text, INOUT is_interrupted boolean DEFAULT NULL) LANGUAGE plpgsql AS $$
BEGIN
  is_interrupted := (answer(query)).state = '57014';
END $$;
CALL interrupted('SELECT count(*) FROM headcount_buckets(''{}'', ''1 s'', ''2000-01-01'', ''2032-01-01'', ''UTC'')');
CALL interrupted('SELECT count(b) FROM (SELECT headcount_buckets(''{}'', ''1 s'', ''2000-01-01'', ''2032-01-01'', ''UTC'') AS b) d');
CALL interrupted('SELECT count(*) FROM status_buckets(''{2000-01-01 00:00+00 "A"}'', ''1 us'', ''4713-01-01 BC'', ''290000-01-01'', ''UTC'')');
CALL interrupted('SELECT count(b) FROM (SELECT status_buckets(''{2000-01-01 00:00+00 "A"}'', ''1 us'', ''2000-01-01'', ''2032-01-01'', ''UTC'') AS b) d');
CALL interrupted('SELECT count(*) FROM duration_buckets(''{2000-01-01 00:00+00 "A"}'', ''1 us'', ''4713-01-01 BC'', ''290000-01-01'', ''UTC'')');
CALL interrupted('SELECT count(b) FROM (SELECT availability_buckets(''{2000-01-01 00:00+00 "A"}'', ''1 us'', ''2000-01-01'', ''2032-01-01'', ''UTC'', ''{A}'', ''{}'', ''{}'') AS b) d');
CALL interrupted('SELECT count(*) FROM local_days(''4713-01-01 BC'', ''290000-01-01'', ''Europe/Berlin'')');
CALL interrupted('SELECT event_count(timeline_agg(now() + i * interval ''1 s'', ''A'', NULL)) FROM (SELECT generate_series(1, 1000000000) AS i OFFSET 0) d');
CALL interrupted('SELECT headcount_agg(now(), now() + i * interval ''1 s'') FROM (SELECT generate_series(1, 1000000000) AS i OFFSET 0) d');
RESET statement_timeout;

-- A report on one event and request at each end of time, and one of today: the
-- former do not count, and every view and window has an answer; a reversed
-- window has the same error in each.
SELECT create_report('limits_report') \g /dev/null
SET search_path = limits_report, limits_test, userlogs;
UPDATE setting SET time_zone = 'UTC', as_of = '2026-03-02 12:00+00';
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES
  ('u', '4713-01-01 00:00+00 BC', 'Available', NULL), ('u', '294276-12-31 23:59:59.999999+00', 'Unavailable', 'Lunch'), ('u', '2026-03-02 08:00+00', 'Available', NULL);
INSERT INTO team_member (user_id, team) VALUES ('u', 'T');
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at) VALUES
  ('T', 'u', '4713-01-01 00:00+00 BC', '4713-01-02 00:00+00 BC', '294276-12-31 23:59:59.999999+00'),
  ('T', 'u', '2026-03-02 09:00+00', '2026-03-02 09:01+00', '294276-12-31 23:59:59.999999+00');
INSERT INTO shift VALUES ('u', '4713-01-01 00:00+00 BC', '294276-12-31 23:59:59.999999+00', NULL);
INSERT INTO rule (rule_id, metric, comparison, threshold) VALUES ('r', 'available_headcount', '>', 0), ('s', 'spell_length', '>', 60);
SELECT login_at, logout_at, duration, duration_seconds FROM user_logs;
SELECT status, since_at, duration_seconds * interval '1 second' AS duration FROM current_status;
SELECT kind, action FROM anomalies ORDER BY event_id;
SELECT input, problem, key, action FROM input_problems ORDER BY 1, 2, 3;
SELECT count(*), sum(offered_count) FROM service_level;
SELECT count(*), sum(available_person_seconds), sum(request_count) FROM staffing;
SELECT count(*), sum(available_person_seconds), sum(request_count) FROM staffing_between('4713-01-01 BC', '4713-01-03 BC');
SELECT count(*), sum(duration_seconds) FROM user_logs_between('4713-01-01 BC', '4713-01-03 BC');
CREATE TABLE seen (name text, w text, state text, answer text, hint text);
CREATE VIEW call AS
SELECT name, w, format('INSERT INTO seen SELECT %L, %L, state, answer, hint FROM answer(%L)', name, w, format('SELECT count(v) FROM %s v', call)) AS statement
FROM (
  SELECT relname AS name, '' AS w, quote_ident(relname) AS call FROM pg_class WHERE relnamespace = 'limits_report'::regnamespace AND relkind = 'v'
  UNION ALL
  SELECT proname, w, format('%I(%s)', proname, w) FROM pg_proc, unnest(ARRAY['''-infinity'', ''infinity''', '''4714-11-24 BC'', ''4714-11-26 BC''',
    '''294276-12-31'', ''294276-12-31 23:59:59.999999''', '''2026-01-01'', ''294276-12-31 23:59:59.999999''', '''infinity'', ''-infinity''',
    '''2026-03-03'', ''2026-03-02''', '''2026-03-02 00:00:00.000001'', ''2026-03-02''']) w
  WHERE pronamespace = 'limits_report'::regnamespace AND proname LIKE '%\_between') c;
\set ECHO none
SET statement_timeout = '10min';
SELECT statement FROM call ORDER BY name, w
\gexec
RESET statement_timeout;
\set ECHO all
SELECT count(*) > 90 AS calls, count(DISTINCT name) > 29 AS names, count(*) FILTER (WHERE state IS NULL) AS not_asked FROM call LEFT JOIN seen USING (name, w);
SELECT w, state, answer, hint, count(*) = (SELECT count(DISTINCT name) FROM call WHERE w <> '') AS in_all
FROM seen WHERE state <> 'ok' GROUP BY w, state, answer, hint ORDER BY w COLLATE "C", state, answer;
-- also before there is a team, a shift, a rule or an event
TRUNCATE status_event, team_member, service_request, shift, rule, seen;
\set ECHO none
SELECT statement FROM call ORDER BY name, w
\gexec
\set ECHO all
SELECT w, state, answer, hint, count(*) = (SELECT count(DISTINCT name) FROM call WHERE w <> '') AS in_all
FROM seen WHERE state <> 'ok' GROUP BY w, state, answer, hint ORDER BY w COLLATE "C", state, answer;

SET client_min_messages = error;
DROP SCHEMA limits_test, limits_report CASCADE;
