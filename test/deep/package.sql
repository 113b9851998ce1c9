-- What test/deep/package does with an installed package: the day of the demo, as a
-- report and as a page, with and without JIT, whose bitcode the package brings.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';
CREATE EXTENSION userlogs;
\ir ../demo/support_team.sql
CREATE SCHEMA support;
CREATE VIEW support.status_event AS
  SELECT event_id, user_name AS user_id, occurred_at, status, reason FROM public.status_events;
SELECT userlogs.create_report('support') IS NOT NULL;
UPDATE support.setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 00:00';
SET jit = off;
SELECT count(*) AS row_count, sum(duration) AS duration
FROM support.user_logs_between('2026-03-29 00:00', '2026-03-30 00:00') \gset plain_
LOAD 'userlogs';
SET jit = on;
SET jit_above_cost = 0;
SET jit_inline_above_cost = 0;
SET jit_optimize_above_cost = 0;
SELECT count(*) AS row_count, sum(duration) AS duration
FROM support.user_logs_between('2026-03-29 00:00', '2026-03-30 00:00') \gset jit_
SELECT userlogs.report_page('support', '2026-03-29 00:00', '2026-03-30 00:00') AS page \gset
SELECT CASE
  WHEN NOT pg_jit_available() THEN 'no JIT'
  -- five people, on the day that has 23 hours
  WHEN :plain_row_count = 0 OR :'plain_duration' <> interval '115 hours' THEN 'time is missing'
  WHEN (:plain_row_count, :'plain_duration') IS DISTINCT FROM (:jit_row_count, :'jit_duration') THEN 'JIT changes the answer'
  WHEN :'page' NOT LIKE '<!DOCTYPE html>%Dana%</html>%' THEN 'the page is not one'
  ELSE 'all is there' END;
