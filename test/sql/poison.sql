-- One bad row must not take the report down: after some two hundred, in batches
-- of a kind, every view, window and notification answers, with no figure that
-- cannot be, no key twice, no more rows than there is to say, and each bad row
-- listed. test/deep/poison tries each by itself, those that add many, too, and
-- measures the time.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
\getenv abs_srcdir PG_ABS_SRCDIR
\set report :abs_srcdir '/poison/report.sql'
\set rows :abs_srcdir '/poison/rows.sql'
\set ECHO none
\i :report
\i :rows
\set ECHO all
SELECT count(*) > 25 AS questions FROM question WHERE report = 'report_own';
SELECT batch, count(*) > 0 AS rows FROM bad_row WHERE batch <> '' GROUP BY batch ORDER BY min(position);

-- what hangs is ended, and counts as a failure
SELECT format('%s s', ceil(10 + 100 * sum(seconds))) AS generous FROM before WHERE report = 'report_own'
\gset
SET statement_timeout = :'generous';
SELECT format('SELECT poison.try(%L, %L, NULL, %L)', s.report, array_agg(b.name ORDER BY b.position),
  -- so many labels take their time: what reads them all, and what lists them
  CASE WHEN b.batch = 'labels' THEN '{current_status,availability_daily,user_logs_between}' END)
FROM bad_row b, (VALUES ('report_default'), ('report_own')) s(report)
WHERE b.batch <> '' AND (b.batch !~ '^no|two settings' OR s.report = 'report_own') GROUP BY s.report, b.batch ORDER BY min(b.position), s.report
\set ECHO none
\o /dev/null
\gexec
\o
\set ECHO all
SELECT * FROM finding;
-- none was hidden behind an error of another
SELECT t.report, count(*) > 100 AS took, sum((SELECT count(*) FROM jsonb_each(t.refused))) > 10 AS refused
FROM tried t, unnest(t.names) n WHERE NOT t.refused ? n GROUP BY t.report ORDER BY t.report;

-- and if anything goes wrong, that is seen: after one of two rows a view fails,
-- one has figures that cannot be, one too many rows with the same keys, and one
-- does not list what it should
DELETE FROM tried;
CREATE FUNCTION spoil(view_name text, what text, condition text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('search_path', 'report_own', true);
  EXECUTE format('CREATE OR REPLACE VIEW %I WITH (security_invoker = true) AS SELECT %s FROM (%s) v %s', view_name, what,
    rtrim(pg_get_viewdef(format('report_own.%I', view_name)::regclass), ';'), condition);
END $$;
SELECT spoil('current_status', 'v.*', $$WHERE 1 / (SELECT 1 - count(*) FROM rule WHERE metric = 'foo') = 1$$);
SELECT spoil('shrinkage', $$team, local_date, user_count, (scheduled_seconds - 1e6 * bad)::numeric(18,6) AS scheduled_seconds, productive_seconds,
  planned_shrinkage_seconds, unplanned_shrinkage_seconds, shrinkage_ratio + bad AS shrinkage_ratio$$, $$, (SELECT count(*) FROM rule WHERE metric = 'foo') r(bad)$$);
SELECT spoil('user_logs', 'v.*', $$, generate_series((SELECT min(occurred_at) FROM status_event), '2026-03-05', '100 days')$$);
SELECT spoil('anomalies', 'v.*', $$WHERE kind <> 'too_early'$$);
SELECT try('report_own', '{rule with an unknown metric}');
SELECT try('report_own', '{event at 2015-01-01 00:00+00}');
SELECT rows, regexp_replace(what, '\d+', 'N', 'g') AS what FROM finding ORDER BY what COLLATE "C";
RESET search_path;
DROP SCHEMA poison, report_default, report_own CASCADE;
