-- The text way in: every form that is let through means the same in every
-- session, everything else is refused with an error about the input, and what
-- comes out goes in again unchanged, whatever the strings contain.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = hostile_text_test, userlogs;
CREATE SCHEMA hostile_text_test;

-- Good forms.
CREATE TABLE good (n int GENERATED ALWAYS AS IDENTITY, input text);
INSERT INTO good (input) VALUES
  ('{2026-03-02 08:00:00+00 "A"}'),
  ('{2026-03-02 09:00+00 "B", 2026-03-02 08:00+00 "A", 2026-03-02 08:30+00 "A"}'), -- any order
  ('{2026-03-02T08:00:00+00 "A"}'),
  ('{2026-03-02 08:00:00Z "A", 2026-03-02T08:00:01Z "B"}'),
  ('{2026-03-02 08:00:00+05:45 "A", 2026-03-02 08:00:00-03:30 "B"}'),
  ('{1890-03-02 08:00:00+00:53:28 "A", 2026-03-02 08:00:00-00:00:01 "B"}'),
  ('{2026-03-02 08:00:00+15:59:59 "A", 2026-03-02 08:00:00-15:59 "B"}'),
  ('{0044-03-15 12:00:00+00 BC "A", 0044-03-15 12:00:00+00 "B", 0001-01-01 00:00Z BC "C"}'),
  ('{2026-03-02 08:00:00.5+00 "A", 2026-03-02 08:00:00.000001+00 "B", 2026-03-02 08:00:00.120000+00 "C"}'),
  ('{2026-03-02 24:00+00 "A", 2026-03-02 23:59:60+00 "B"}'), -- as timestamptz has it
  ('{2024-02-29 00:00+00 "A", 12026-03-02 08:00+00 "B", 294276-12-31 23:59:59.999999+00 "C"}'),
  ('{4714-11-24 00:00:00+00 BC "A"}'),
  (E' \t\n\r\f\x0B{ \n 2026-03-02 08:00+00 \t #5 \n "A" \r "x" \f , \x0B 2026-03-02 09:00+00 "B" } \n'),
  ('{2026-03-02 08:00+00"A" "x",2026-03-02 09:00+00#7"B"}'),
  ('{2026-03-02 08:00+00 NULL, 2026-03-02 09:00+00 null "x", 2026-03-02 10:00+00 Null nULL, 2026-03-02 11:00+00 "A" NULL}'),
  ('{2026-03-02 08:00+00 "NULL" "null"}'),
  ('{2026-03-02 08:00+00 "", 2026-03-02 09:00+00 "" ""}'),
  ('{2026-03-02 08:00+00 "say \"A\"" "C:\\temp\\", 2026-03-02 09:00+00 "\A\B" "\}"}'),
  ('{2026-03-02 08:00+00 "a, b}" "{2026-03-02 08:00+00 #1", 2026-03-02 09:00+00 "''" "--"}'),
  (E'{2026-03-02 08:00+00 "two\nlines" " \t "}'),
  ('{2026-03-02 08:00+00 "Épuisé" "日本", 2026-03-02 09:00+00 "😀" "ещё"}'),
  ('{2026-03-02 08:00+00 "A", 2026-03-02 08:00+00 "A", 2026-03-02 09:00+01 "A", 2026-03-02 08:00+00 "A" NULL}'), -- once
  ('{2026-03-02 08:00+00 "A", 2026-03-02 08:00+00 #0 "A", 2026-03-02 08:00+00 #00 "A", 2026-03-02 08:00+00 "A" ""}'),
  ('{2026-03-02 08:00+00 #9223372036854775807 "A", 2026-03-02 08:00+00 #-9223372036854775808 "A", 2026-03-02 08:00+00 #+1 "A"}');
SELECT n, input::timeline FROM good ORDER BY n;

-- What comes out goes in again, and both are the same under all settings: no
-- time zone matters, not even one that calls itself Z, T or BC.
CREATE TABLE setting AS
SELECT zone, datestyle, intervalstyle
FROM unnest('{UTC, Europe/Berlin, America/St_Johns, Asia/Kathmandu, Pacific/Apia, <Z>5, <T>5, <BC>-3:30}'::text[]) zone,
  unnest('{"ISO, YMD", "ISO, DMY", "SQL, DMY", "SQL, MDY", "Postgres, MDY", "German, DMY"}'::text[]) datestyle,
  unnest('{postgres, postgres_verbose, sql_standard, iso_8601}'::text[]) intervalstyle;
CREATE FUNCTION texts_under(s setting, input text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('TimeZone', s.zone, true), set_config('DateStyle', s.datestyle, true),
    set_config('IntervalStyle', s.intervalstyle, true);
  RETURN concat_ws(' | ', input::timeline, input::timeline::text::timeline, input::timeline::jsonb);
EXCEPTION WHEN OTHERS THEN
  RETURN SQLERRM;
END $$;
CREATE TABLE seen AS SELECT n, s, texts_under(s, input) AS texts FROM good, setting s;
SELECT count(DISTINCT s) AS settings, count(DISTINCT n) AS inputs FROM seen;
SELECT DISTINCT n, (s).zone, left(texts, 120) AS texts FROM seen JOIN good USING (n)
WHERE texts <> concat_ws(' | ', input::timeline, input::timeline, input::timeline::jsonb) ORDER BY n, zone LIMIT 5;
SELECT count(*) FROM good WHERE input::timeline::text::timeline <> input::timeline;

-- Bad forms, and why.
CREATE TABLE bad (n int GENERATED ALWAYS AS IDENTITY, input text);
INSERT INTO bad (input) VALUES
  (''), -- error: nothing
  (' '), -- error: white space only
  ('NULL'), -- error: the word is no value
  ('{}'), -- error: no event
  ('{ }'), -- error: no event
  ('garbage'), -- error: no brace
  ('2026-03-02 08:00+00 "A"'), -- error: no brace
  ('[2026-03-02 08:00+00 "A"]'), -- error: a bracket
  ('{{2026-03-02 08:00+00 "A"}}'), -- error: two braces
  ('{2026-03-02 08:00+00 "A"'), -- error: brace not closed
  ('{2026-03-02 08:00+00 "A",}'), -- error: no event after the comma
  ('{2026-03-02 08:00+00 "A",'), -- error: nothing after the comma
  ('{,2026-03-02 08:00+00 "A"}'), -- error: no event before the comma
  ('{2026-03-02 08:00+00 "A" 2026-03-02 09:00+00 "B"}'), -- error: no comma
  ('{2026-03-02 08:00+00 "A" "x" 2026-03-02 09:00+00 "B"}'), -- error: no comma
  ('{2026-03-02 08:00+00 "A" "x" "y"}'), -- error: a third string
  ('{2026-03-02 08:00+00 "A"} x'), -- error: text after the brace
  ('{2026-03-02 08:00+00 "A"}}'), -- error: brace after the brace
  ('{2026-03-02 08:00+00 "A}'), -- error: quote not closed
  ('{2026-03-02 08:00+00 "A\"}'), -- error: quote not closed but escaped
  ('{2026-03-02 08:00+00 "A\'), -- error: backslash at the end
  ('{2026-03-02 08:00+00 A}'), -- error: no quotes
  ('{2026-03-02 08:00+00 ''A''}'), -- error: wrong quotes
  ('{2026-03-02 08:00+00 nul}'), -- error: half a NULL
  ('{2026-03-02 08:00+00 nullable}'), -- error: more than NULL
  ('{2026-03-02 08:00+00 "A""x"}'), -- error: no space, as if a quote were doubled
  ('{2026-03-02 08:00+00 NULLNULL}'), -- error: no space
  ('{2026-03-02 08:00+00}'), -- error: no status
  ('{"A"}'), -- error: no time
  ('{2026-03-02 08:00:00 "A"}'), -- error: no offset
  ('{2026-03-02 08:00:00 Europe/Berlin "A"}'), -- error: name of a zone
  ('{2026-03-02 08:00:00 CET "A"}'), -- error: abbreviation of a zone
  ('{2026-03-02 08:00:00 +00 "A"}'), -- error: space before the offset
  ('{2026-03-02 08:00:00+0 "A"}'), -- error: offset of one digit
  ('{2026-03-02 08:00:00+0100 "A"}'), -- error: offset without a colon
  ('{2026-03-02 08:00:00+00: "A"}'), -- error: offset without minutes
  ('{2026-03-02 08:00:00+16:00 "A"}'), -- error: offset out of range
  ('{2026-03-02 08:00:00+01:60 "A"}'), -- error: minutes of the offset out of range
  ('{2026-03-02 "A"}'), -- error: no time of day
  ('{2026-03-02+00 "A"}'), -- error: no time of day
  ('{2026-03-02 08+00 "A"}'), -- error: hours only
  ('{2026-03-02  08:00+00 "A"}'), -- error: two spaces
  ('{2026-03-02 8:00+00 "A"}'), -- error: hour of one digit
  ('{2026-3-02 08:00+00 "A"}'), -- error: month of one digit
  ('{26-03-02 08:00+00 "A"}'), -- error: year of two digits
  ('{20260302 08:00+00 "A"}'), -- error: no hyphens
  ('{+2026-03-02 08:00+00 "A"}'), -- error: sign before the year
  ('{-0044-03-15 12:00+00 "A"}'), -- error: sign before the year
  ('{2026-03-02 08:00+00 AD "A"}'), -- error: AD
  ('{2026-03-02 08:00+00BC "A"}'), -- error: no space before BC
  ('{2026-03-02 BC 08:00+00 "A"}'), -- error: BC in between
  ('{2026-03-02 08:00 PM+00 "A"}'), -- error: PM
  ('{2026-03-02t08:00:00z "A"}'), -- error: small letters
  ('{now "A"}'), -- error: another time in every session
  ('{today 08:00+00 "A"}'), -- error: another day in every session
  ('{epoch "A"}'), -- error: a word
  ('{infinity "A"}'), -- error: infinite
  ('{-infinity "A"}'), -- error: infinite
  ('{Mon 2026-03-02 08:00+00 "A"}'), -- error: day of the week
  ('{02 Mar 2026 08:00+00 "A"}'), -- error: name of a month
  ('{02/03/2026 08:00+00 "A"}'), -- error: day and month depend on settings
  ('{02-03-2026 08:00+00 "A"}'), -- error: day and month depend on settings
  ('{02.03.2026 08:00+00 "A"}'), -- error: day and month depend on settings
  ('{2026-061 08:00+00 "A"}'), -- error: day of the year
  ('{2026-W10-1 08:00+00 "A"}'), -- error: week of the year
  ('{J2461102 08:00+00 "A"}'), -- error: Julian day
  ('{1772438400 "A"}'), -- error: seconds since 1970
  ('{2026-03-02 08:00:00.+00 "A"}'), -- error: no digits in the fraction
  ('{2026-03-02 08:00:00.0000001+00 "A"}'), -- error: 7 digits in the fraction
  ('{2026-03-02 08:00.5+00 "A"}'), -- error: fraction of a minute
  ('{2026-03-02 08:00:00,5+00 "A"}'), -- error: comma in the fraction
  ('{2026-13-01 00:00+00 "A"}'), -- error: month 13
  ('{2026-00-01 00:00+00 "A"}'), -- error: month 0
  ('{2026-02-29 00:00+00 "A"}'), -- error: no such day
  ('{2026-04-31 00:00+00 "A"}'), -- error: no such day
  ('{2026-03-02 24:00:01+00 "A"}'), -- error: hour 24
  ('{2026-03-02 25:00+00 "A"}'), -- error: hour 25
  ('{2026-03-02 08:60+00 "A"}'), -- error: minute 60
  ('{2026-03-02 08:00:61+00 "A"}'), -- error: second 61
  ('{0000-01-01 00:00+00 "A"}'), -- error: there is no year 0
  ('{294277-01-01 00:00+00 "A"}'), -- error: after the last timestamp
  ('{294276-12-31 23:59:59.999999-01 "A"}'), -- error: after the last timestamp, in UTC
  ('{999999-01-01 00:00+00 "A"}'), -- error: after the last timestamp
  ('{1000000-01-01 00:00+00 "A"}'), -- error: year of 7 digits
  ('{4714-11-23 23:59:59+00 BC "A"}'), -- error: before the first timestamp
  ('{4714-11-24 00:00+01 BC "A"}'), -- error: before the first timestamp, in UTC
  ('{5000-01-01 00:00+00 BC "A"}'), -- error: before the first timestamp
  ('{2026-03-02 08:00+00 # "A"}'), -- error: # without number
  ('{2026-03-02 08:00+00 #"A"}'), -- error: # without number
  ('{2026-03-02 08:00+00 # 5 "A"}'), -- error: space after #
  ('{2026-03-02 08:00+00 #-"A"}'), -- error: sign without number
  ('{2026-03-02 08:00+00 #x5 "A"}'), -- error: not a number
  ('{2026-03-02 08:00+00 #0x5 "A"}'), -- error: not decimal
  ('{2026-03-02 08:00+00 #1.5 "A"}'), -- error: not an integer
  ('{2026-03-02 08:00+00 #1e5 "A"}'), -- error: not an integer
  ('{2026-03-02 08:00+00 #NULL "A"}'), -- error: not an integer
  ('{2026-03-02 08:00+00 #1 #2 "A"}'), -- error: two sequences
  ('{2026-03-02 08:00+00 "A" #1}'), -- error: sequence behind the status
  ('{2026-03-02 08:00+00 #9223372036854775808 "A"}'), -- error: out of the range of bigint
  ('{2026-03-02 08:00+00 #-9223372036854775809 "A"}'), -- error: out of the range of bigint
  ('{2026-03-02 08:00+00 #99999999999999999999999 "A"}'), -- error: out of the range of bigint
  ('{2026-03-02 08:00+00 "A", 2026-03-02 09:00 "B"}'); -- error: no offset, in the second event
CREATE FUNCTION answer(input text, OUT state text, OUT message text, OUT detail text) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM input::timeline;
  state := 'accepted';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
END $$;
SELECT '{now "A"}'::timeline; -- error: another time in every session
-- most of them get this answer, the others another one
SELECT n, input FROM bad, answer(input) WHERE state = '22P02' AND detail LIKE 'Expected the time of an event%' ORDER BY n;
SELECT n, input, state, message, detail FROM bad, answer(input) WHERE detail NOT LIKE 'Expected the time of an event%' ORDER BY n;

-- Any amount of white space.
SELECT DISTINCT replace(input, ' ', s)::timeline
FROM (VALUES ('{ 2026-03-02T08:00+00 #5 "A" "x" , 2026-03-02T09:00+00 "B" } ')) v(input),
  (VALUES (' '), (E'\t'), (repeat(' ', 100)), (repeat(' ', 1000)), (repeat(E'\n', 1000))) w(s);

-- Strings of any length, with a character of two or four bytes that ends at,
-- or reaches across, a limit that someone may have set; and every character.
CREATE TABLE label AS
SELECT repeat('x', size - octet_length(letter) + shift) || letter AS label
FROM unnest('{63, 64, 127, 128, 255, 256, 8191, 16383, 65535, 65536}'::int[]) size,
  (VALUES ('x', 0), ('é', 0), ('é', 1), ('😀', 0), ('😀', 1), ('😀', 2), ('😀', 3)) c(letter, shift)
UNION
SELECT 'x' || chr(i) || chr(i) || 'x' FROM generate_series(1, 1000) i
UNION
SELECT unnest(ARRAY['', ' ', '"', '""', '\', '\\', '\"', '"\', E'\n', ',', '{', '}', '", "', '"}', 'NULL', '#1',
  repeat('\', 1000), repeat('"', 1000), repeat('😀', 250000)]);
CREATE TABLE labelled AS
SELECT label, timeline_agg('2026-03-02 08:00+00', label, label || label) AS t FROM label GROUP BY label;
SELECT count(*) AS labels, max(octet_length(label)) AS largest,
  count(*) FILTER (WHERE status_at(t, '2026-03-02 09:00+00') IS DISTINCT FROM label
    OR reason_at(t, '2026-03-02 09:00+00') IS DISTINCT FROM label || label) AS wrong,
  count(*) FILTER (WHERE t::text::timeline <> t) AS wrong_text,
  count(*) FILTER (WHERE t::jsonb #>> '{0,reason}' IS DISTINCT FROM label || label) AS wrong_jsonb,
  count(*) FILTER (WHERE t::text <> '{2026-03-02 08:00:00+00 "' || regexp_replace(label, '(["\\])', '\\\1', 'g')
    || '" "' || regexp_replace(label || label, '(["\\])', '\\\1', 'g') || '"}') AS wrong_quotes
FROM labelled;

-- A megabyte of anything is refused as fast as it is read.
SELECT what, state, message, detail
FROM (VALUES
  ('garbage', repeat('garbage ', 131072)),
  ('braces', repeat('{', 1048576)),
  ('closed braces', repeat('{', 524288) || repeat('}', 524288)),
  ('spaces', repeat(' ', 1048576)),
  ('digits', '{' || repeat('2026-03-02 08:00+00 ', 52428)),
  ('year', '{' || repeat('2', 1048576) || '-03-02 08:00+00 "A"}'),
  ('offset', '{2026-03-02 08:00+00' || repeat(':00', 349525) || ' "A"}'),
  ('sequence', '{2026-03-02 08:00+00 #' || repeat('9', 1048576) || ' "A"}'),
  ('quotes', '{2026-03-02 08:00+00 ' || repeat('"', 1048576)),
  ('backslashes', '{2026-03-02 08:00+00 "' || repeat('\', 1048575)),
  ('commas', '{2026-03-02 08:00+00 "A"' || repeat(',', 1048576)),
  ('open string', '{2026-03-02 08:00+00 "' || repeat('x', 1048576)),
  ('last event', '{' || repeat('2026-03-02 08:00+00 "A", ', 43690) || '}')) v(what, input), answer(input);
SELECT (repeat(' ', 1048576) || '{' || repeat('2026-03-02 08:00+00 "A", ', 43690) || '2026-03-02 08:00+00 "A"}')::timeline;

-- From 16 on the same answers are there without an error.
SELECT current_setting('server_version_num')::int >= 160000 AS has_soft_errors \gset
\if :has_soft_errors
SELECT count(*) FILTER (WHERE (e.message, e.detail, e.sql_error_code) IS DISTINCT FROM (a.message, nullif(a.detail, ''), a.state)
  OR pg_input_is_valid(input, 'timeline')) AS wrong
FROM (SELECT input FROM bad UNION ALL SELECT repeat('{', 1048576)) b,
  answer(input) a, pg_input_error_info(input, 'timeline') e \gset
SELECT :wrong + count(*) FILTER (WHERE NOT pg_input_is_valid(input, 'timeline')) AS wrong FROM good \gset
\else
\set wrong 0
\endif
SELECT :wrong AS wrong;

SET client_min_messages = error;
DROP SCHEMA hostile_text_test CASCADE;
