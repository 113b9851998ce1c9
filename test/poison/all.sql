-- Every bad row by itself, in both reports. Of those that add many, a quarter;
-- then in report_own all, as time may grow with what is added, but no faster.
-- :names is a regular expression for names of rows, or empty. Prints what is
-- wrong and, as the last line, what was measured.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET search_path = poison;
SET statement_timeout = '30 min';
-- compiling a plan takes seconds or not, by its estimates
SET jit = off;
\pset tuples_only on
\pset format unaligned
\o /dev/null
SELECT k.quarter, k.vacuum, CASE WHEN b.added < 1000 OR s.report = 'report_own' THEN format('SELECT poison.try(%L, %L, %s)', s.report, ARRAY[b.name], b.added) END, k.vacuum
FROM bad_row b
CROSS JOIN (VALUES ('report_default'), ('report_own')) s(report)
LEFT JOIN LATERAL (
  -- what was taken back is no longer read
  SELECT format('SELECT poison.try(%L, %L, %s)', s.report, ARRAY[b.name], b.added / 4), format('VACUUM %I.%I', s.report, b.input)
  WHERE b.added >= 1000) k(quarter, vacuum) ON true
WHERE b.name ~ :'names'
ORDER BY s.report DESC, b.position
\gexec
\o

CREATE VIEW timed AS
SELECT t.report, t.names[1] AS name, t.added, a.source, a.row_count, a.seconds, o.seconds AS seconds_before, p.seconds AS seconds_of_quarter
FROM tried t
CROSS JOIN unnest(t.answers) a
JOIN before o ON o.report = t.report AND o.source = a.source
LEFT JOIN (
  SELECT q.report, q.names, q.added, c.source, c.seconds FROM tried q, unnest(q.answers) c) p
  ON p.report = t.report AND p.names = t.names AND p.added = t.added / 4 AND t.added >= 1000 AND p.source = a.source
JOIN bad_row b ON b.name = t.names[1] AND b.added = t.added AND b.row_limit IS NOT NULL;
CREATE VIEW slow AS
SELECT t.report, t.name, t.added, t.source,
  CASE WHEN t.seconds_of_quarter IS NULL THEN format('takes %s s, before %s s', t.seconds::numeric(9,2), t.seconds_before::numeric(9,2))
    ELSE format('takes %s s, for a quarter %s s', t.seconds::numeric(9,2), t.seconds_of_quarter::numeric(9,2)) END AS what
FROM timed t
WHERE t.seconds > 1 + CASE WHEN t.seconds_of_quarter IS NULL THEN 10 * t.seconds_before ELSE 6 * greatest(t.seconds_of_quarter, t.seconds_before) END;
SELECT format('%s, %s: %s', report, rows, what) FROM finding;
SELECT format('%s, %s: %s %s', report, name, source, what) FROM slow;
SELECT format('poison: %s rows, %s questions after each: %s wrong answers, %s slow ones; after one row at most %s s, of four times as many at most %s times as long, %s s',
  (SELECT count(*) FROM timed t WHERE t.source = 'user_logs'), (SELECT count(DISTINCT source) FROM question), (SELECT count(*) FROM finding), (SELECT count(*) FROM slow),
  (SELECT max(seconds)::numeric(9,2) FROM timed WHERE seconds_of_quarter IS NULL),
  (SELECT coalesce(max(seconds / seconds_of_quarter), 0)::numeric(9,1) FROM timed WHERE seconds > 1 AND seconds_of_quarter > 0.1),
  (SELECT coalesce(max(seconds), 0)::numeric(9,2) FROM timed WHERE seconds_of_quarter IS NOT NULL));
