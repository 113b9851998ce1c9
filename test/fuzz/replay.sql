-- Tries every input that is kept, on the server of the session; needs no more
-- than the library, built by any compiler. An error if one of them is a
-- finding, or all of a target's are refused. Prints a line for each target.
--
--   make -C test/fuzz && psql -v ON_ERROR_STOP=1 -f test/fuzz/replay.sql
\set ON_ERROR_STOP on
SET client_min_messages = warning;
SET work_mem = '1GB'; -- rows stay in memory
\set folder `pwd`
\if `test -d corpus && echo yes || echo no`
\else
\set folder :folder '/test/fuzz'
\endif
\set library :folder '/userlogs_fuzz'
BEGIN;
CREATE SCHEMA fuzz_replay;
SET LOCAL search_path = fuzz_replay;
CREATE FUNCTION fuzz_replay(target text, input bytea) RETURNS text LANGUAGE c STRICT AS :'library', 'fuzz_replay';
CREATE TABLE input (target text, line int GENERATED ALWAYS AS IDENTITY, hex text);
\setenv FUZZ_FOLDER :folder
\copy input (target, hex) FROM PROGRAM 'cd "$FUZZ_FOLDER/corpus" && grep -H . * | tr : "\t"'
CREATE TABLE verdict AS
SELECT target, line, fuzz_replay(target, decode(hex, 'hex')) AS verdict FROM input ORDER BY line;
SELECT target, count(*) AS inputs, count(*) FILTER (WHERE verdict = 'accepted') AS accepted,
  string_agg(DISTINCT nullif(verdict, 'accepted'), ' ') AS errors
FROM verdict GROUP BY target ORDER BY target;
SELECT 1 / (count(*) FILTER (WHERE accepted > 1 AND refused > 1) = 7)::int AS all_targets
FROM (SELECT count(*) FILTER (WHERE verdict = 'accepted') AS accepted, count(*) FILTER (WHERE verdict <> 'accepted') AS refused
  FROM verdict GROUP BY target) t;
ROLLBACK;
