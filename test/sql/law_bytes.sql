-- Every truncation and every flip of one bit of 50 timelines and 50 headcounts,
-- as they arrive from a client and as they arrive from a parallel worker:
-- refused with an error about the input, or a value that is sent as the same
-- bytes again and that every function can read, soon and in little memory.
-- Of each value some 15 bytes are tried, or as many as LAW_CASES says.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = law_bytes_test, userlogs;
CREATE SCHEMA law_bytes_test;
\set cases 15
\getenv cases LAW_CASES
\getenv abs_builddir PG_ABS_BUILDDIR
\set folder :abs_builddir '/results/law_bytes'
\! mkdir -p "$PG_ABS_BUILDDIR/results/law_bytes"
\! chmod 777 "$PG_ABS_BUILDDIR/results/law_bytes"
\getenv abs_srcdir PG_ABS_SRCDIR
\set bytes :abs_srcdir '/hostile/bytes.sql'
\set is_usable :abs_srcdir '/hostile/is_usable.sql'
\set deserialize :abs_srcdir '/hostile/deserialize.sql'
\set try_bytes :abs_srcdir '/hostile/try_bytes.sql'
\set random_logs :abs_srcdir '/oracle/random_logs.sql'
\set logs 200
\set ECHO none
\o /dev/null
\i :bytes
\i :is_usable
\i :random_logs
\o
\set ECHO all

-- one value in five has an index
CREATE TABLE chosen AS
SELECT user_id FROM (
  SELECT user_id, count(*) AS events, row_number() OVER (PARTITION BY count(*) > 128 ORDER BY user_id) AS n FROM ev GROUP BY user_id) e
WHERE n <= CASE WHEN events > 128 THEN 10 ELSE 40 END;

\set type timeline
CREATE TABLE golden AS
SELECT user_id AS id, timeline_agg(occurred_at, status, reason, sequence) AS v FROM ev JOIN chosen USING (user_id) GROUP BY user_id;
SELECT count(*) AS golden, count(*) FILTER (WHERE event_count(v) > 128) > 5 AS indexed, count(DISTINCT octet_length(timeline_send(v))) > 30 AS sizes,
  count(*) FILTER (WHERE v::text LIKE '%#%') > 10 AS sequenced, count(*) FILTER (WHERE v::text LIKE '%BC%') > 1 AS ancient FROM golden;
\i :try_bytes

DROP TABLE golden;
\set type headcount
CREATE TABLE golden AS
SELECT team AS id, headcount_agg(started_at, ended_at) AS v FROM iv JOIN chosen ON user_id = team GROUP BY team;
SELECT count(*) AS golden, count(*) FILTER (WHERE jsonb_array_length(v::jsonb) > 128) > 5 AS indexed, count(DISTINCT octet_length(headcount_send(v))) > 30 AS sizes,
  count(*) FILTER (WHERE v::text LIKE '%BC%') > 1 AS ancient FROM golden;
\i :try_bytes

\! rm -rf "$PG_ABS_BUILDDIR/results/law_bytes"
SET client_min_messages = error;
DROP SCHEMA law_bytes_test CASCADE;
