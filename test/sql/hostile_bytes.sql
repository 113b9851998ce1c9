-- The binary way in: bytes that arrive through COPY ... (FORMAT binary) are
-- refused with an error about the input, or they are a timeline that is sent
-- as the same bytes again and that every function can read.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = hostile_bytes_test, userlogs;
CREATE SCHEMA hostile_bytes_test;
\getenv abs_builddir PG_ABS_BUILDDIR
\set folder :abs_builddir '/results/hostile_bytes'
\set file :abs_builddir '/results/hostile_bytes/file'
\getenv abs_srcdir PG_ABS_SRCDIR
\set bytes :abs_srcdir '/hostile/bytes.sql'
\! mkdir -p "$PG_ABS_BUILDDIR/results/hostile_bytes"
\! chmod 777 "$PG_ABS_BUILDDIR/results/hostile_bytes"
\set is_usable :abs_srcdir '/hostile/is_usable.sql'
\set deserialize :abs_srcdir '/hostile/deserialize.sql'
\set type timeline
\set aggregate_deserialize timeline_agg_deserialize
\set aggregate_combine timeline_agg_combine
\set aggregate_finalfn timeline_agg_finalfn
\set ECHO none
\i :bytes
\i :is_usable
\i :deserialize
\set ECHO all

CREATE FUNCTION sent(t timeline) RETURNS bytea LANGUAGE sql RETURN timeline_send(t);
CREATE TABLE received (v timeline);
CREATE TRIGGER look BEFORE INSERT ON received FOR EACH ROW EXECUTE FUNCTION look();

-- Values that together use all there is in the format.
CREATE TABLE golden (id int PRIMARY KEY, t timeline);
INSERT INTO golden VALUES
  (1, '{2026-03-02 08:00+00 "Available"}'),
  (2, '{2026-03-02 08:00+00 "Available", 2026-03-02 12:00+00 "Unavailable" "Lunch", 2026-03-02 12:30+00 "Available"}'),
  (3, '{2026-03-02 08:00+00 NULL}'),
  (4, '{2026-03-02 08:00+00 NULL "why", 2026-03-02 09:00+00 "A", 2026-03-02 10:00+00 NULL}'),
  (5, '{2026-03-02 08:00+00 "", 2026-03-02 09:00+00 "" ""}'),
  (6, '{2026-03-02 08:00+00 #1 "A", 2026-03-02 08:00+00 #2 "B", 2026-03-02 09:00+00 #9 "A"}'),
  (7, '{2026-03-02 08:00+00 #-5 "A", 2026-03-02 08:00+00 "A", 2026-03-02 09:00+00 "B" "x", 2026-03-02 09:30+00 #-6 "A"}'),
  (8, '{2026-03-02 08:00+00 #-9223372036854775808 "A", 2026-03-02 08:00+00 #9223372036854775807 "A", 2026-03-02 08:00+00 #0 NULL}'),
  (9, '{2026-03-02 08:00+00 "Épuisé", 2026-03-02 09:00+00 "Größe" "naïve", 2026-03-02 10:00+00 "Épuisé" "ÿ"}'),
  (10, '{2026-03-02 08:00+00 "日本", 2026-03-02 09:00+00 "😀", 2026-03-02 09:00+00 "ещё"}'),
  (11, '{2026-03-02 08:00:00.000001+00 "A", 2026-03-02 08:00:00.000003+00 "B", 2026-03-02 09:17:33.123456+00 "A"}'),
  (12, '{2026-03-02 08:00+00 "A", 2026-03-02 08:01+00 "B", 2026-03-02 08:15+00 "A", 2026-03-09 08:15+00 "B"}'),
  (13, '{4713-01-01 00:00+00 BC "A", 250000-12-31 23:59:59.999999+00 "B"}'),
  (14, '{1999-12-31 23:59:59.999999+00 "A", 2000-01-01 00:00+00 "B"}'),
  (15, '{2026-03-02 08:00+00 "A", 2026-03-02 08:00+00 "A" "x", 2026-03-02 08:00+00 NULL "x", 2026-03-02 08:00+00 NULL}'),
  (16, '{2026-03-02 08:00+00 "A", 2026-03-02 09:00+00 "A", 2026-03-02 09:00+00 "B", 2026-03-02 10:00+00 "A"}');
-- With an index: whole minutes; sequences and microseconds; ties across the
-- edge of a block, without and with sequences; one time only; more than 127
-- strings; more values than an event in memory has room for; a long string;
-- large enough to be stored out of line.
INSERT INTO golden
SELECT 20, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 min', 'S' || i / 50 % 3, NULL)
FROM generate_series(1, 300) i
UNION ALL
SELECT 21, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '0.333333 s', 'S' || i % 3, NULL, nullif(i % 7, 3) - 4)
FROM generate_series(1, 270) i
UNION ALL
SELECT 22, timeline_agg(timestamptz '2026-03-02 08:00+00' + (i - i % 9) * interval '1 s', 'S' || i, 'R' || i % 2)
FROM generate_series(1, 150) i
UNION ALL
SELECT 23, timeline_agg(timestamptz '2026-03-02 08:00+00' + (i - i % 9) * interval '1 s', 'S', NULL, i)
FROM generate_series(1, 150) i
UNION ALL
SELECT 24, timeline_agg('2026-03-02 08:00+00', 'S' || i, NULL) FROM generate_series(1, 129) i
UNION ALL
SELECT 25, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'Épuisé' || i % 10, 'R' || i, i)
FROM generate_series(1, 200) i
UNION ALL
SELECT 26, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'S' || i % 50, 'R' || i / 50)
FROM generate_series(0, 2499) i
UNION ALL
SELECT 27, timeline_agg('2026-03-02 08:00+00', repeat('ä', 200), NULL)
UNION ALL
SELECT 30, timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '7 s', 'S' || i % 5, NULL)
FROM generate_series(1, 20000) i;
SELECT count(*) AS golden, count(*) FILTER (WHERE event_count(t) > 128) AS indexed,
  min(octet_length(timeline_send(t))) < 40 AS small, max(octet_length(timeline_send(t))) > 40000 AS large,
  count(*) FILTER (WHERE is_usable(t) IS NOT true) AS unusable
FROM golden;

-- There and back nothing is lost, and NULL stays NULL.
INSERT INTO golden VALUES (0, NULL);
CREATE TABLE copied (id int, t timeline);
COPY golden TO :'file' (FORMAT binary);
COPY copied FROM :'file' (FORMAT binary);
(TABLE golden EXCEPT ALL TABLE copied) UNION ALL (TABLE copied EXCEPT ALL TABLE golden);
SELECT count(*) FROM golden JOIN copied USING (id)
WHERE timeline_send(golden.t) IS DISTINCT FROM timeline_send(copied.t) OR (is_usable(copied.t) IS TRUE) = (id = 0);
DELETE FROM golden WHERE id = 0;

-- Mutations: of small values all truncations and all flips of one bit, of the
-- others those in the bytes behind the header, where the dictionary is and the
-- index begins, and in a sample of the rest; and at some places a byte left
-- out, doubled, or set to 255.
SELECT setseed(0.577215);
CREATE TABLE place AS
SELECT id, bytes, i
FROM (SELECT id, timeline_send(t) AS bytes FROM golden WHERE id < 30) g, generate_series(0, octet_length(bytes) - 1) i
WHERE id < 20 OR i BETWEEN 22 AND 45 OR random() * octet_length(bytes) < 15;
CREATE TABLE mutant AS
SELECT id, kind, place AS i, verdict(mutant) AS verdict FROM place, mutations(bytes, i);
-- no crash, no internal error, no value that is changed or cannot be used
SELECT * FROM mutant
WHERE verdict <> 'accepted' AND verdict !~ '^22' AND verdict <> '54000'
ORDER BY id, kind, i LIMIT 10;
-- the beginning of a timeline is not a timeline
SELECT count(*) FROM mutant WHERE kind = 'truncation' AND verdict = 'accepted';
-- the test is about something
SELECT kind, count(DISTINCT id) AS golden, count(*) > 300 AS many,
  bool_or(verdict = '22P03') AS not_a_timeline, bool_or(verdict = '22021') AS bad_string,
  bool_or(verdict = 'accepted') AS another_timeline
FROM mutant GROUP BY kind ORDER BY kind;

-- Three events built by hand, each part to be replaced by another: "A" at 0,
-- "B" "x" at 1 and "A" at 2 seconds of 2000-01-01.
CREATE FUNCTION timeline_bytes(
  version text DEFAULT '01', flags text DEFAULT '00', events text DEFAULT '03000000',
  first_at text DEFAULT '0000000000000000', last_at text DEFAULT '80841e0000000000', unit text DEFAULT 'c0843d',
  counts text DEFAULT '03 02', strings text DEFAULT '0141 0142 0178', vals text DEFAULT '0003 0102',
  body text DEFAULT '0000 0101 0100')
RETURNS bytea LANGUAGE sql IMMUTABLE
RETURN decode(version || flags || events || first_at || last_at || unit || counts || strings || vals || body, 'hex');
SELECT timeline_bytes() =
  timeline_send('{2000-01-01 00:00+00 "A", 2000-01-01 00:00:01+00 "B" "x", 2000-01-01 00:00:02+00 "A"}') AS right;

CREATE TABLE named (n int GENERATED ALWAYS AS IDENTITY, what text, bytes bytea);
INSERT INTO named (what, bytes) VALUES
  ('right', timeline_bytes()),
  ('nothing', ''),
  ('one byte', '\x01'),
  ('header only', timeline_bytes(unit => '', counts => '', strings => '', vals => '', body => '')),
  ('version 0', timeline_bytes(version => '00')),
  ('version 255', timeline_bytes(version => 'ff')),
  ('unknown flag', timeline_bytes(flags => '02')),
  ('unknown flag 80', timeline_bytes(flags => '80')),
  ('flag without sequences', timeline_bytes(flags => '01', body => '0000 0102 0100')),
  ('no events', timeline_bytes(events => '00000000')),
  ('one event too many', timeline_bytes(events => '04000000')),
  ('one event too few', timeline_bytes(events => '02000000')),
  ('2147483647 events', timeline_bytes(events => 'ffffff7f')),
  ('4294967295 events', timeline_bytes(events => 'ffffffff')),
  ('one byte too many', timeline_bytes() || '\x00'),
  ('first at infinity', timeline_bytes(first_at => 'ffffffffffffff7f', last_at => 'ffffffffffffff7f')),
  ('first at -infinity', timeline_bytes(first_at => '0000000000000080')),
  ('last at infinity', timeline_bytes(last_at => 'ffffffffffffff7f')),
  ('first before 4714 BC', timeline_bytes(first_at => 'ff9f1f41c17c0ffd')),
  ('last after 294276', timeline_bytes(last_at => '00a0b2b35bffff7f')),
  ('first after last', timeline_bytes(first_at => '81841e0000000000')),
  ('last before last event', timeline_bytes(last_at => '7f841e0000000000')),
  ('last after last event', timeline_bytes(last_at => '81841e0000000000')),
  ('time goes back', timeline_bytes(unit => '01', body => '0000 ffffffffffffffffff0101 0100')),
  ('distance overflows', timeline_bytes(body => '0000 ffffffffffffffffff0101 0100')),
  ('integer of 65 bits', timeline_bytes(unit => 'ffffffffffffffffff02')),
  ('integer without end', timeline_bytes(unit => '80808080808080808080808080')),
  ('integer with a spare byte', timeline_bytes(body => '0000 810001 0100')),
  ('count with a spare byte', timeline_bytes(counts => '8300 02')),
  ('unit 0', timeline_bytes(unit => '00')),
  ('unit half as long', timeline_bytes(unit => 'a0c21e', body => '0000 0201 0200')),
  ('unit for a single time', timeline_bytes(events => '01000000', last_at => '0000000000000000', unit => '02',
    counts => '01 01', strings => '0141', vals => '0001', body => '0000')),
  ('wrong order at one time', timeline_bytes(unit => '80897a', body => '0001 0000 0100')),
  ('right order at one time', timeline_bytes(unit => '80897a', body => '0000 0001 0100')),
  ('event twice', timeline_bytes(events => '04000000', body => '0000 0101 0001 0100')),
  ('wrong order of sequences', timeline_bytes(flags => '01', events => '02000000', last_at => '0000000000000000',
    unit => '01', counts => '01 01', strings => '0141', vals => '0001', body => '000104 000101')),
  ('right order of sequences', timeline_bytes(flags => '01', events => '02000000', last_at => '0000000000000000',
    unit => '01', counts => '01 01', strings => '0141', vals => '0001', body => '000102 000102')),
  ('NULL sequence not last', timeline_bytes(flags => '01', events => '02000000', last_at => '0000000000000000',
    unit => '01', counts => '01 01', strings => '0141', vals => '0001', body => '0000 000102')),
  ('value number too high', timeline_bytes(body => '0000 0102 0100')),
  ('value number far too high', timeline_bytes(body => '0000 01ffffffff0f 0100')),
  ('string number too high', timeline_bytes(vals => '0004 0102')),
  ('string number far too high', timeline_bytes(vals => '0003 01ffffffffffffffffff01')),
  ('values unsorted', timeline_bytes(vals => '0102 0003', body => '0001 0100 0101')),
  ('value twice', timeline_bytes(counts => '03 03', vals => '0003 0003 0102', body => '0000 0102 0101')),
  ('value unused', timeline_bytes(counts => '03 03', vals => '0003 0102 0103')),
  ('strings unsorted', timeline_bytes(strings => '0142 0141 0178')),
  ('string twice', timeline_bytes(strings => '0141 0141 0178')),
  ('string unused', timeline_bytes(counts => '04 02', strings => '0141 0142 0143 0178', vals => '0004 0103')),
  ('string too long', timeline_bytes(strings => '0141 0142 1378')),
  ('string of 4 GB', timeline_bytes(strings => '0141 0142 ffffffff0f78')),
  ('too many strings', timeline_bytes(counts => '7f 02')),
  ('2^64 - 1 strings', timeline_bytes(counts => 'ffffffffffffffffff01 02')),
  ('2^64 - 1 values', timeline_bytes(counts => '03 ffffffffffffffffff01')),
  ('stray continuation', timeline_bytes(strings => '0141 0142 0180')),
  ('not UTF-8', timeline_bytes(strings => '0141 0142 01ff')),
  ('overlong UTF-8', timeline_bytes(strings => '0141 0142 02c080')),
  ('surrogate', timeline_bytes(strings => '0141 0142 03eda080')),
  ('beyond Unicode', timeline_bytes(strings => '0141 0142 04f4908080')),
  ('half a character', timeline_bytes(strings => '0141 0142 01c3')),
  ('NUL byte', timeline_bytes(strings => '0141 0142 027800')),
  ('NUL byte alone', timeline_bytes(strings => '0100 0141 0142', vals => '0100 0203', body => '0000 0101 0100'));
-- an index with one entry: its time, offset, value and since when
INSERT INTO named (what, bytes)
SELECT what, CASE WHEN n > 0 THEN overlay(bytes PLACING decode(hex, 'hex') FROM n) ELSE substr(bytes, 1, 35) || substr(bytes, 60) END
FROM timeline_send((
  SELECT timeline_agg(timestamptz '2000-01-01 00:00+00' + i * interval '1 s', CASE WHEN i < 100 THEN 'A' ELSE 'B' END, NULL)
  FROM generate_series(0, 129) i)) bytes,
(VALUES ('index: right', 36, '0020a10700000000 00010000 01000000 00e1f50500000000'),
  ('index: no entry', 0, NULL),
  ('index: a second late', 36, '4062b007'),
  ('index: infinite time', 36, 'ffffffffffffff7f'),
  ('index: offset + 1', 44, '01'),
  ('index: offset far too high', 44, 'ffffffff'),
  ('index: another value', 48, '00'),
  ('index: no value', 48, '02'),
  ('index: value too high', 48, '03'),
  ('index: since a second later', 52, '4023050600000000'),
  ('index: since infinity', 52, 'ffffffffffffff7f')) v(what, n, hex);
-- more strings than a timeline may have
INSERT INTO named (what, bytes)
SELECT '1000002 strings',
  timeline_bytes(events => '21a10700', last_at => '20a1070000000000', unit => '01', counts => '', strings => '', vals => '', body => '')
  || varint(1000002) || varint(500001)
  || string_agg(convert_to(chr(7) || to_char(2 * i, 'FM0000000') || chr(7) || to_char(2 * i + 1, 'FM0000000'), 'UTF8'), '' ORDER BY i)
  || string_agg(varint(2 * i) || varint(2 * i + 1), '' ORDER BY i)
  || decode(repeat('00', 3906 * 24), 'hex')
  || string_agg(varint(least(i, 1)) || varint(i), '' ORDER BY i)
FROM generate_series(0, 500000) i;
-- received, and from a parallel worker, whose bytes need not be canonical
SELECT what, (answer(bytes)).*, arrival(bytes) FROM named ORDER BY n;

-- as the user sees it; and the session is as usable as before
SELECT bytes FROM named WHERE what = 'strings unsorted' \gset unsorted_
COPY (SELECT :'unsorted_bytes'::bytea) TO :'file' (FORMAT binary);
COPY copied (t) FROM :'file' (FORMAT binary); -- error: bytes are a timeline in all but the order of its strings
SELECT count(*) FROM copied WHERE id IS NULL;

-- A client with another encoding: its bytes are in it, and nothing is lost.
-- The letters of KOI8R are in another order than those of Unicode, so strings,
-- values and events of one time come in another order; the index follows.
CREATE TABLE letters (encoding text, t timeline, bytes bytea);
INSERT INTO letters (encoding, t) VALUES
  ('LATIN1', '{2026-03-02 08:00+00 "Épuisé", 2026-03-02 09:00+00 "Größe" "naïve", 2026-03-02 10:00+00 "" "ÿ"}'),
  ('KOI8R', '{2026-03-02 08:00+00 "ад", 2026-03-02 08:00+00 "цех", 2026-03-02 08:00+00 "бег", 2026-03-02 09:00+00 "юг"}'),
  ('SJIS', '{2026-03-02 08:00+00 "表", 2026-03-02 09:00+00 "日本" "ソ"}'),
  ('SQL_ASCII', '{2026-03-02 08:00+00 "日本", 2026-03-02 09:00+00 "😀"}');
INSERT INTO letters
SELECT encoding, timeline_agg(timestamptz '2026-03-02 08:00+00' + (i - i % 9) * interval '1 s', chr(code + i % 32), chr(code + i % 31))
FROM (VALUES ('LATIN1', 224), ('KOI8R', 1072)) v(encoding, code), generate_series(1, 300) i
GROUP BY encoding;
CREATE TABLE back (LIKE letters);
SET client_encoding = 'LATIN1';
SELECT timeline_send(t) FROM letters WHERE encoding = 'LATIN1' AND event_count(t) = 3;
COPY (SELECT * FROM letters WHERE encoding = 'LATIN1') TO :'file' (FORMAT binary);
COPY back FROM :'file' (FORMAT binary);
COPY (SELECT t FROM letters WHERE encoding = 'SJIS') TO :'file' (FORMAT binary); -- error: no such characters in LATIN1
SELECT t FROM letters WHERE encoding = 'KOI8R'; -- error: nor these, as text
COPY (SELECT * FROM letters WHERE encoding = 'LATIN1') TO :'file' (FORMAT binary);
SET client_encoding = 'UTF8';
COPY back (encoding, t, bytes) FROM :'file' (FORMAT binary); -- error: not the encoding in which it was sent
SET client_encoding = 'KOI8R';
COPY (SELECT * FROM letters WHERE encoding = 'KOI8R') TO :'file' (FORMAT binary);
COPY back FROM :'file' (FORMAT binary);
SET client_encoding = 'SJIS';
COPY (SELECT * FROM letters WHERE encoding = 'SJIS') TO :'file' (FORMAT binary);
COPY back FROM :'file' (FORMAT binary);
SET client_encoding = 'SQL_ASCII';
COPY (SELECT * FROM letters WHERE encoding = 'SQL_ASCII') TO :'file' (FORMAT binary);
COPY back FROM :'file' (FORMAT binary);
SET client_encoding = 'UTF8';
(TABLE letters EXCEPT ALL TABLE back) UNION ALL (TABLE back EXCEPT ALL TABLE letters);
SELECT encoding, count(*), bool_and(is_usable(t)) AS usable FROM back GROUP BY encoding ORDER BY encoding;

-- mutations of what such a client sends
CREATE FUNCTION mutants_in(client_encoding text) RETURNS TABLE (n int, verdict text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('client_encoding', client_encoding, true);
  RETURN QUERY
  SELECT i, verdict(set_bit(sent, i, 1 - get_bit(sent, i)))
  FROM letters l, timeline_send(t) sent, generate_series(0, least(octet_length(sent), 100) * 8 - 1) i
  WHERE l.encoding = client_encoding;
  PERFORM set_config('client_encoding', 'UTF8', true);
END $$;
SELECT e, bool_or(verdict = 'accepted') AS another_timeline, bool_or(verdict = '22P03') AS not_a_timeline,
  count(*) FILTER (WHERE verdict <> 'accepted' AND verdict !~ '^22') AS wrong
FROM unnest('{LATIN1, KOI8R, SQL_ASCII}'::text[]) e, mutants_in(e) GROUP BY e ORDER BY e;

\! rm -rf "$PG_ABS_BUILDDIR/results/hostile_bytes"
SET client_min_messages = error;
DROP SCHEMA hostile_bytes_test CASCADE;
