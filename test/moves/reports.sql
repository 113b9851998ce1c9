-- What all tables, views and functions of reports answer, a line each: what,
-- number of rows, md5 of the rows.
--
--   psql -X -A -t -q -f test/moves/reports.sql
\set ON_ERROR_STOP on
\pset fieldsep ' '
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
SET client_encoding = 'UTF8';

-- all tables and views, but for the time of a snapshot
SELECT format('SELECT %L, count(*), md5(string_agg(r::text, E''\n'' ORDER BY r::text COLLATE "C")) FROM (SELECT %s FROM %s) r',
  c.oid::regclass, string_agg(quote_ident(attname), ', ' ORDER BY attnum), c.oid::regclass)
FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
WHERE relkind IN ('r', 'v', 'm') AND nspname !~ '^(pg_|information_schema$)' AND attname <> 'refreshed_at'
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')
GROUP BY c.oid, nspname, relname
ORDER BY nspname COLLATE "C", relname COLLATE "C"
\gexec
-- all functions of the reports that take a window, or nothing
SELECT format('SELECT %L, count(*), md5(string_agg(r::text, E''\n'' ORDER BY r::text COLLATE "C")) FROM %s%s r',
  p.oid::regproc || arguments, p.oid::regproc, arguments)
FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace,
  LATERAL (SELECT proname ~ '_between$|^report_span$') w(takes_window),
  LATERAL (SELECT '()' AS arguments WHERE pronargs = 0
    UNION ALL SELECT '(''2026-03-28 12:00+00'', ''2026-03-29 12:00+00'')' WHERE takes_window
    UNION ALL SELECT '(''2026-04-03 05:00:00.000001+00'', ''2026-04-06 00:00+00'')' WHERE takes_window) a
WHERE EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid AND relname = 'user_logs')
ORDER BY nspname COLLATE "C", proname COLLATE "C", arguments COLLATE "C"
\gexec
