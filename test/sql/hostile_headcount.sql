-- Headcounts out of hostile text and bytes: refused with an error about the
-- input, or a headcount that comes out as it went in and that every function
-- can read, with answers that fit together.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = hostile_headcount_test, userlogs;
CREATE SCHEMA hostile_headcount_test;
\getenv abs_srcdir PG_ABS_SRCDIR
\set bytes :abs_srcdir '/hostile/bytes.sql'
\getenv abs_builddir PG_ABS_BUILDDIR
\set folder :abs_builddir '/results/hostile_headcount'
\! mkdir -p "$PG_ABS_BUILDDIR/results/hostile_headcount"
\! chmod 777 "$PG_ABS_BUILDDIR/results/hostile_headcount"
\set is_usable :abs_srcdir '/hostile/is_usable.sql'
\set deserialize :abs_srcdir '/hostile/deserialize.sql'
\set type headcount
\set aggregate_deserialize headcount_agg_deserialize
\set aggregate_combine headcount_agg_combine
\set aggregate_finalfn headcount_agg_finalfn
\set ECHO none
\i :bytes
\i :is_usable
\i :deserialize
\set ECHO all
CREATE FUNCTION sent(h headcount) RETURNS bytea LANGUAGE sql RETURN headcount_send(h);
CREATE TABLE received (v headcount);
CREATE TRIGGER look BEFORE INSERT ON received FOR EACH ROW EXECUTE FUNCTION look();

-- Values that together use all there is in the format.
CREATE TABLE golden (id int PRIMARY KEY, h headcount);
INSERT INTO golden VALUES
  (1, '{}'),
  (2, '{2026-03-02 08:00+00 1}'),
  (3, '{2026-03-02 08:00+00 1, 2026-03-02 12:00+00 0}'),
  (4, '{2026-03-02 08:00+00 100, 2026-03-02 12:00+00 1, 2026-03-02 13:00+00 9000}'),
  (5, '{2026-03-02 08:00:00.000001+00 1, 2026-03-02 08:00:00.000003+00 0, 2026-03-02 09:17:33.123456+00 2}'),
  (6, '{2026-03-02 08:00+00 9223372036854775807, 2026-03-02 08:01+00 0, 2026-03-02 08:02+00 9223372036854775806}'),
  (7, '{4714-11-24 00:00:00+00 BC 1, 294276-12-31 23:59:59.999999+00 0}'),
  (8, '{1999-12-31 23:59:59.999999+00 2, 2000-01-01 00:00+00 3}'),
  (9, '{2000-01-01 00:00+00 1}');
-- with an index: whole minutes with small and large changes, microseconds
INSERT INTO golden
SELECT 20, headcount_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 min', timestamptz '2026-03-02 08:00+00' + (i + 1 + i % 9) * interval '1 min')
FROM generate_series(1, 200) i
UNION ALL
SELECT 21, headcount_agg(format('{%s+00 %s, %s+00 0}', timestamp '2026-03-02 08:00' + i * interval '1 h', i * i * i * 7919::bigint,
  timestamp '2026-03-02 08:30' + i * interval '1 h')::headcount) FROM generate_series(1, 150) i
UNION ALL
SELECT 22, headcount_agg(timestamptz '2026-03-02 08:00+00' + i * interval '0.333333 s', timestamptz '2026-03-02 09:00+00' - i * interval '0.777777 s')
FROM generate_series(1, 200) i
UNION ALL
SELECT 30, headcount_agg(timestamptz '2026-03-02 08:00+00' + i * interval '7 s', timestamptz '2026-03-02 08:00+00' + i * interval '11 s')
FROM generate_series(1, 10000) i;
SELECT count(*) AS golden, count(*) FILTER (WHERE jsonb_array_length(h::jsonb) > 128) AS indexed,
  min(octet_length(headcount_send(h))) < 30 AS small, max(octet_length(headcount_send(h))) > 30000 AS large,
  count(*) FILTER (WHERE is_usable(h) IS NOT true) AS unusable
FROM golden;
SELECT id FROM golden WHERE verdict(headcount_send(h)) <> 'accepted';

SELECT setseed(0.577215);
CREATE TABLE place AS
SELECT id, bytes, i
FROM (SELECT id, headcount_send(h) AS bytes FROM golden WHERE id < 30) g, generate_series(0, octet_length(bytes) - 1) i
WHERE id < 20 OR i BETWEEN 22 AND 65 OR random() * octet_length(bytes) < 15;
CREATE TABLE mutant AS
SELECT id, kind, place AS i, verdict(mutant) AS verdict FROM place, mutations(bytes, i);
-- no crash, no internal error, no value that is changed or cannot be used
SELECT * FROM mutant WHERE verdict NOT IN ('accepted', '22P03') ORDER BY id, kind, i LIMIT 10;
SELECT count(*) FROM mutant WHERE kind = 'truncation' AND verdict = 'accepted';
SELECT kind, count(DISTINCT id) AS golden, count(*) > 100 AS many,
  bool_or(verdict = '22P03') AS not_a_headcount, bool_or(verdict = 'accepted') AS another_headcount
FROM mutant GROUP BY kind ORDER BY kind;

-- Three changes built by hand, each part to be replaced by another: one at 0,
-- two at 1 and none at 3 seconds of 2000-01-01.
CREATE FUNCTION headcount_bytes(
  version text DEFAULT '01', flags text DEFAULT '00', changes text DEFAULT '03000000',
  first_at text DEFAULT '0000000000000000', last_at text DEFAULT 'c0c62d0000000000', unit text DEFAULT 'c0843d',
  body text DEFAULT '0002 0102 0203')
RETURNS bytea LANGUAGE sql IMMUTABLE
RETURN decode(version || flags || changes || first_at || last_at || unit || body, 'hex');
SELECT headcount_bytes() = headcount_send('{2000-01-01 00:00+00 1, 2000-01-01 00:00:01+00 2, 2000-01-01 00:00:03+00 0}') AS right;
CREATE TABLE named (n int GENERATED ALWAYS AS IDENTITY, what text, bytes bytea);
INSERT INTO named (what, bytes) VALUES
  ('right', headcount_bytes()),
  ('nothing', ''),
  ('one byte', '\x01'),
  ('header only', headcount_bytes(unit => '', body => '')),
  ('version 0', headcount_bytes(version => '00')),
  ('version 2', headcount_bytes(version => '02')),
  ('version 255', headcount_bytes(version => 'ff')),
  ('a flag', headcount_bytes(flags => '01')),
  ('another flag', headcount_bytes(flags => '80')),
  ('nobody', headcount_bytes(changes => '00000000', last_at => '0000000000000000', unit => '01', body => '')),
  ('nobody, with a change', headcount_bytes(changes => '00000000', last_at => '0000000000000000', unit => '01', body => '0002')),
  ('nobody, with times', headcount_bytes(changes => '00000000', first_at => '0100000000000000', last_at => '0100000000000000', unit => '01', body => '')),
  ('nobody, with a unit', headcount_bytes(changes => '00000000', last_at => '0000000000000000', unit => '02', body => '')),
  ('one change too many', headcount_bytes(changes => '04000000')),
  ('one change too few', headcount_bytes(changes => '02000000')),
  ('2147483647 changes', headcount_bytes(changes => 'ffffff7f')),
  ('4294967295 changes', headcount_bytes(changes => 'ffffffff')),
  ('one byte too many', headcount_bytes() || '\x00'),
  ('first at infinity', headcount_bytes(first_at => 'ffffffffffffff7f', last_at => 'ffffffffffffff7f')),
  ('first at -infinity', headcount_bytes(first_at => '0000000000000080')),
  ('last at infinity', headcount_bytes(last_at => 'ffffffffffffff7f')),
  ('first before 4714 BC', headcount_bytes(first_at => 'ff9f1f41c17c0ffd')),
  ('last after 294276', headcount_bytes(last_at => '00a0b2b35bffff7f')),
  ('count with a spare byte', headcount_bytes(body => '008200 0102 0203')),
  ('first after last', headcount_bytes(first_at => 'c1c62d0000000000')),
  ('last before last change', headcount_bytes(last_at => 'bfc62d0000000000')),
  ('last after last change', headcount_bytes(last_at => 'c1c62d0000000000')),
  ('time goes back', headcount_bytes(unit => '01', body => '0002 ffffffffffffffffff0102 0203')),
  ('time overflows', headcount_bytes(body => '0002 ffffffffffffffffff0102 0203')),
  ('changes at one time whose sum overflows', headcount_bytes(changes => '04000000', last_at => '0000000000000000', unit => '01',
    body => '00feffffffffffffffff01 0003 0002 0002')),
  ('two changes at one time', headcount_bytes(body => '0002 0002 0303')),
  ('unit 0', headcount_bytes(unit => '00')),
  ('unit half as long', headcount_bytes(unit => 'a0c21e', body => '0002 0202 0403')),
  ('unit for a single change', headcount_bytes(changes => '01000000', last_at => '0000000000000000', unit => '02', body => '0002')),
  ('no change', headcount_bytes(body => '0002 0100 0203')),
  ('negative at once', headcount_bytes(body => '0001 0102 0203')),
  ('negative at the end', headcount_bytes(body => '0002 0102 0205')),
  ('largest count', headcount_bytes(changes => '01000000', last_at => '0000000000000000', unit => '01', body => '00feffffffffffffffff01')),
  ('one more', headcount_bytes(changes => '02000000', body => '00feffffffffffffffff01 0102', last_at => '40420f0000000000')),
  ('smallest change', headcount_bytes(changes => '01000000', last_at => '0000000000000000', unit => '01', body => '00ffffffffffffffffff01')),
  ('integer of 65 bits', headcount_bytes(unit => 'ffffffffffffffffff02')),
  ('integer without end', headcount_bytes(unit => '80808080808080808080808080')),
  ('integer with a spare byte', headcount_bytes(body => '0002 810002 0203'));
-- an index with one entry: its time, offset and the count before
INSERT INTO named (what, bytes)
SELECT what, CASE WHEN n > 0 THEN overlay(bytes PLACING decode(hex, 'hex') FROM n) ELSE substr(bytes, 1, 25) || substr(bytes, 46) END
FROM headcount_send((
  SELECT headcount_agg(timestamptz '2000-01-01 00:00+00' + i * interval '1 s', NULL) FROM generate_series(0, 129) i)) bytes,
(VALUES ('index: right', 26, '0020a10700000000 00010000 8000000000000000'),
  ('index: no entry', 0, NULL),
  ('index: a second late', 26, '4062b007'),
  ('index: infinite time', 26, 'ffffffffffffff7f'),
  ('index: offset + 1', 34, '01'),
  ('index: offset far too high', 34, 'ffffffff'),
  ('index: one less', 38, '7f'),
  ('index: negative', 38, 'ffffffffffffffff')) v(what, n, hex);
-- received, and from a parallel worker, whose bytes need not be canonical
SELECT what, (answer(bytes)).*, arrival(bytes) FROM named ORDER BY n;

-- Text: good forms, the same under all settings.
CREATE TABLE good (n int GENERATED ALWAYS AS IDENTITY, input text);
INSERT INTO good (input) VALUES
  ('{}'),
  (E' \t\n\r\f\x0B{ \n 2026-03-02 08:00+00 \t 5 \f , \x0B 2026-03-02T09:00Z 0 } \n'),
  ('{2026-03-02 08:00:00+05:45 1,2026-03-02 08:00:00-03:30 2}'),
  ('{0044-03-15 12:00:00+00 BC 1, 0044-03-15 12:00:00+00 0}'),
  ('{4714-11-24 00:00:00+00 BC 00009223372036854775807, 294276-12-31 23:59:59.999999+00 0}'),
  ('{2026-03-02 08:00+00 1, 2026-03-02 09:00+01 1, 2026-03-02 08:00:00.000000Z 01}');
SELECT n, input::headcount FROM good ORDER BY n;
CREATE FUNCTION texts_under(zone text, style text, input text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('TimeZone', zone, true), set_config('DateStyle', style, true);
  RETURN concat_ws(' | ', input::headcount, input::headcount::text::headcount, input::headcount::jsonb);
END $$;
SELECT count(*) AS texts, count(*) FILTER (WHERE texts_under(zone, style, input) <> concat_ws(' | ', input::headcount, input::headcount, input::headcount::jsonb)) AS differ
FROM good, unnest('{UTC, America/St_Johns, Pacific/Apia, <Z>5, <BC>-3:30}'::text[]) zone,
  unnest('{"ISO, DMY", "SQL, DMY", "Postgres, MDY", "German, DMY"}'::text[]) style;
-- bad forms, and why
CREATE FUNCTION text_answer(input text, OUT state text, OUT message text, OUT detail text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM input::headcount;
  state := 'accepted';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
END $$;
CREATE TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text);
INSERT INTO bad (input) VALUES
  (''), -- error: nothing
  ('NULL'), -- error: the word is no value
  ('{'), -- error: brace not closed
  ('{}}'), -- error: brace after the brace
  ('{} x'), -- error: text after the brace
  ('{,}'), -- error: no count before the comma
  ('{2026-03-02 08:00+00 1'), -- error: brace not closed
  ('{2026-03-02 08:00+00 1,}'), -- error: no count after the comma
  ('{2026-03-02 08:00+00 1 2026-03-02 09:00+00 0}'), -- error: no comma
  ('{2026-03-02 08:00+00}'), -- error: no count
  ('{2026-03-02 08:00+00 }'), -- error: no count
  ('{2026-03-02 08:00+001}'), -- error: no space
  ('{2026-03-02 08:00+0100}'), -- error: offset without a colon
  ('{2026-03-02 08:00+0100 1}'), -- error: offset without a colon
  ('{2026-03-02 08:00+00:1}'), -- error: a colon
  ('{2026-03-02 08:00Z1}'), -- error: no space
  ('{2026-03-02 08:00+00BC 1}'), -- error: no space before BC
  ('{2026-03-02 08:00 1}'), -- error: no offset
  ('{2026-03-02 1}'), -- error: no time of day
  ('{infinity 1}'), -- error: infinite
  ('{now 1}'), -- error: another time in every session
  ('{2026-02-29 08:00+00 1}'), -- error: no such day
  ('{294277-01-01 00:00+00 1}'), -- error: after the last timestamp
  ('{2026-03-02 08:00+16:00 1}'), -- error: offset out of range
  ('{2026-03-02 08:00+00 -1}'), -- error: negative
  ('{2026-03-02 08:00+00 -0}'), -- error: a sign
  ('{2026-03-02 08:00+00 +1}'), -- error: a sign
  ('{2026-03-02 08:00+00 1.5}'), -- error: not an integer
  ('{2026-03-02 08:00+00 1e3}'), -- error: not an integer
  ('{2026-03-02 08:00+00 0x5}'), -- error: not decimal
  ('{2026-03-02 08:00+00 "1"}'), -- error: in quotes
  ('{2026-03-02 08:00+00 NULL}'), -- error: not a number
  ('{2026-03-02 08:00+00 9223372036854775808}'), -- error: out of the range of bigint
  ('{2026-03-02 08:00+00 99999999999999999999999}'), -- error: out of the range of bigint
  ('{2026-03-02 08:00+00 1, 2026-03-02 09:00+00 2, 2026-03-02 08:00Z 0}'); -- error: two counts at one time
SELECT n, input, state, message, detail FROM bad, text_answer(input) ORDER BY n;
-- a megabyte of anything is refused as fast as it is read
SELECT what, state, detail
FROM (VALUES ('braces', repeat('{', 1048576)), ('spaces', repeat(' ', 1048576)), ('digits', '{' || repeat('2026-03-02 08:00+00 1 ', 52428)),
  ('count', '{2026-03-02 08:00+00 ' || repeat('9', 1048576) || '}'), ('zeros', '{2026-03-02 08:00+00 ' || repeat('0', 1048576)),
  ('commas', '{2026-03-02 08:00+00 1' || repeat(',', 1048576))) v(what, input), text_answer(input);
SELECT (repeat(' ', 1048576) || '{' || repeat('2026-03-02 08:00+00 1, ', 43690) || '2026-03-02 08:00+00 1}')::headcount;
-- texts with a character left out, doubled or exchanged: refused, or usable
CREATE TABLE changed AS
SELECT DISTINCT CASE kind WHEN 0 THEN overlay(input PLACING '' FROM i FOR 1) WHEN 1 THEN overlay(input PLACING substr(input, i, 1) FROM i FOR 0)
  ELSE overlay(input PLACING substr('0 9:-+.{},ZTBC', kind, 1) FROM i FOR 1) END AS input
FROM good, generate_series(1, length(input)) i, generate_series(0, 14) kind;
SELECT count(*) > 3000 AS many, count(*) FILTER (WHERE state = 'accepted') > 100 AS accepted,
  count(*) FILTER (WHERE state <> 'accepted' AND state !~ '^22') AS wrong,
  count(*) FILTER (WHERE CASE WHEN state = 'accepted' THEN input::headcount::text::headcount <> input::headcount END) AS differ
FROM changed, text_answer(input);
-- from 16 on the same answers are there without an error
SELECT current_setting('server_version_num')::int >= 160000 AS has_soft_errors \gset
\if :has_soft_errors
SELECT count(*) FILTER (WHERE (e.message, e.detail, e.sql_error_code) IS DISTINCT FROM (a.message, nullif(a.detail, ''), a.state)
  OR pg_input_is_valid(input, 'headcount')) AS wrong
FROM bad, text_answer(input) a, pg_input_error_info(input, 'headcount') e \gset
\else
\set wrong 0
\endif
SELECT :wrong AS wrong;

\! rm -rf "$PG_ABS_BUILDDIR/results/hostile_headcount"
SET client_min_messages = error;
DROP SCHEMA hostile_headcount_test CASCADE;
