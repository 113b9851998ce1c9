-- Formats for ever: every value that a released version stored or sent is read
-- by this one, is the same text, and is sent and stored as the same bytes. What
-- a newer version may have written is refused as such.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA golden_test;
SET search_path = golden_test, userlogs;
CREATE TABLE golden (n int GENERATED ALWAYS AS IDENTITY, version text, type text, name text, bytes bytea, text text, text_md5 text,
  PRIMARY KEY (version, type, name));
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/golden'
\! mkdir -p "$PG_ABS_BUILDDIR/results"; chmod a+rwx "$PG_ABS_BUILDDIR/results"

-- one file for each release, never changed afterwards; docs/releasing.md
\set ECHO none
\set released :abs_srcdir '/golden/0.1.0.sql'
\i :released
\set ECHO all
SELECT version, type, count(*) >= 15 AS many, min(octet_length(bytes)) < 30 AS small, max(octet_length(bytes)) > 5000 AS large
FROM golden GROUP BY version, type ORDER BY 1, 2;

-- There and back, as bytes.
CREATE TABLE received_timeline (n int, v timeline);
CREATE TABLE received_headcount (n int, v headcount);
COPY (SELECT n, bytes FROM golden WHERE type = 'timeline') TO :'file' (FORMAT binary);
COPY received_timeline FROM :'file' (FORMAT binary);
COPY (SELECT n, bytes FROM golden WHERE type = 'headcount') TO :'file' (FORMAT binary);
COPY received_headcount FROM :'file' (FORMAT binary);

-- As pg_upgrade and a new library find it: stored by an older version. A stored
-- value is the bytes of a bytea.
BEGIN;
CREATE CAST (bytea AS timeline) WITHOUT FUNCTION;
CREATE CAST (bytea AS headcount) WITHOUT FUNCTION;
CREATE CAST (timeline AS bytea) WITHOUT FUNCTION;
CREATE CAST (headcount AS bytea) WITHOUT FUNCTION;
CREATE TABLE stored_timeline AS SELECT n, bytes::timeline AS v FROM golden WHERE type = 'timeline';
CREATE TABLE stored_headcount AS SELECT n, bytes::headcount AS v FROM golden WHERE type = 'headcount';
CREATE TABLE newer_timeline AS SELECT n, set_byte(bytes, 0, 2)::timeline AS v FROM golden WHERE type = 'timeline';
CREATE TABLE newer_headcount AS SELECT n, set_byte(bytes, 0, 2)::headcount AS v FROM golden WHERE type = 'headcount';
CREATE TABLE answer AS
SELECT n, 'received' AS how, v::text AS text, timeline_send(v) AS sent, v::bytea AS stored, v::text::timeline = v AS is_equal FROM received_timeline
UNION ALL SELECT n, 'received', v::text, headcount_send(v), v::bytea, v::text::headcount = v FROM received_headcount
UNION ALL SELECT n, 'stored', v::text, timeline_send(v), v::bytea, v::text::timeline = v FROM stored_timeline
UNION ALL SELECT n, 'stored', v::text, headcount_send(v), v::bytea, v::text::headcount = v FROM stored_headcount;
DROP CAST (bytea AS timeline);
DROP CAST (bytea AS headcount);
DROP CAST (timeline AS bytea);
DROP CAST (headcount AS bytea);
COMMIT;
SELECT version, type, name, how, a.text = g.text AS same_text, md5(a.text) = text_md5 AS same_md5, sent = bytes AS same_sent,
  stored = bytes AS same_stored, is_equal
FROM golden g LEFT JOIN answer a USING (n)
WHERE (coalesce(a.text = g.text, g.text IS NULL) AND md5(a.text) = text_md5 AND sent = bytes AND stored = bytes AND is_equal) IS NOT true
  OR (SELECT count(*) FROM answer a WHERE a.n = g.n) <> 2
ORDER BY 1, 2, 3, 4;

-- All accessors read it; text that was left out must not be the only check.
SELECT count(*) AS timelines, bool_and(event_count(v) = j.count AND first_at(v) = j.min AND last_at(v) = j.max
  AND clip(v, '-infinity', 'infinity') = v AND timeline_cmp(v, v::text::timeline) = 0) AS read
FROM stored_timeline t,
  LATERAL (SELECT count(*), min(at), max(at) FROM (SELECT (jsonb_array_elements(v::jsonb) ->> 'occurred_at')::timestamptz AS at) e) j;
SELECT count(*) AS headcounts, bool_and((SELECT count(*) FROM headcount_steps(v)) = jsonb_array_length(v::jsonb) + 1) AS read
FROM stored_headcount;

-- A newer format, received or found stored, is refused by its version.
CREATE PROCEDURE receive(type regtype, bytes bytea) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('COPY (SELECT 0, %L::bytea) TO %L (FORMAT binary)', bytes, current_setting('golden.file'));
  EXECUTE format('COPY received_%s FROM %L (FORMAT binary)', type, current_setting('golden.file'));
END $$;
SELECT set_config('golden.file', :'file', false) <> '' AS set;
CREATE FUNCTION answer_to(type regtype, bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  CALL receive(type, bytes);
  RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN concat_ws(' ', SQLSTATE || ':', SQLERRM || '.', hint);
END $$;
SELECT type, new, answer_to(type::regtype, set_byte(bytes, 0, new)), count(*) >= 15 AS many
FROM golden, (VALUES (0), (2), (255)) v(new) GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
SELECT answer_to('timeline', '\x02'), answer_to('headcount', '\x02');
SELECT type, answer_to(type::regtype, bytes) FROM golden WHERE name = 'microseconds' ORDER BY 1;

SELECT set_config('golden.file', '', false) = '' AS unset;
CREATE FUNCTION answer_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  EXECUTE query;
  RETURN 'read';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN concat_ws(' ', SQLSTATE || ':', SQLERRM || '.', hint);
END $$;
SELECT type, how, answer_of(format('SELECT %s FROM newer_%s WHERE n = %s', replace(how, '#', type), type, n)), count(*) >= 15 AS many
FROM golden, (VALUES ('v::text'), ('#_send(v)'), ('v::jsonb'), ('#_agg(v)')) h(how)
GROUP BY 1, 2, 3 ORDER BY type, how COLLATE "C", 3;

DROP SCHEMA golden_test CASCADE;
