-- Writes the golden values of this version, to be read by all later ones:
--
--   psql -X -q -A -t -f test/golden/make.sql >test/golden/VERSION.sql
--
-- in a database in UTF-8 that has the extension. What is there afterwards is
-- read by test/sql/golden.sql, which see.
\set ON_ERROR_STOP on
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
BEGIN;
CREATE SCHEMA golden_values;
SET LOCAL search_path = golden_values, userlogs;
\ir values.sql
SELECT extversion FROM pg_extension WHERE extname = 'userlogs' \gset
\qecho '-- Values as version' :extversion 'stores and sends them. Made by make.sql; never changed'
\qecho '-- once that version has been released: until then its formats may change, from'
\qecho '-- then on every version reads them. Text of more than 1000 bytes is left out, and'
\qecho '-- only its md5 is there.'
\qecho 'COPY golden (version, type, name, bytes, text, text_md5) FROM stdin;'
COPY (
  SELECT (SELECT extversion FROM pg_extension WHERE extname = 'userlogs'), type, name, bytes,
    CASE WHEN octet_length(text) <= 1000 THEN text END, md5(text)
  FROM (SELECT 'timeline' AS type, name, timeline_send(v) AS bytes, v::text AS text FROM timeline_value
    UNION ALL SELECT 'headcount', name, headcount_send(v), v::text FROM headcount_value) g
  ORDER BY type DESC, octet_length(bytes), name COLLATE "C") TO stdout;
\qecho '\\.'
ROLLBACK;
