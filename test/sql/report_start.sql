-- report_start: rows from long before all others change nothing but the lists of
-- what was left out; setting.starts_at is where the report starts.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('start_test') IS NOT NULL AS made;
SET search_path = start_test;
UPDATE setting SET time_zone = 'America/Sao_Paulo', as_of = '2026-03-05 12:00';
INSERT INTO status_event (user_id, occurred_at, status, reason)
SELECT 'u' || n % 3, timestamptz '2026-03-02 08:00' + n * interval '97 minutes', (ARRAY['Available', 'Unavailable', 'Offline'])[1 + n % 5 % 3], CASE n % 5 WHEN 1 THEN 'Lunch' END
FROM generate_series(0, 40) n;
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at)
SELECT 'T', 'u' || n % 3, at, CASE WHEN n < 20 THEN at + interval '3 minutes' END, CASE WHEN n < 20 THEN at + interval '20 minutes' END FROM (SELECT n, timestamptz '2026-03-02 08:10' + n * interval '2 hours' AS at FROM generate_series(0, 20) n) x;
-- the last one waits for a user without events
INSERT INTO assignment (request_id, user_id, assigned_at) SELECT max(request_id), 'u9', max(arrived_at) FROM service_request;
INSERT INTO team_member (user_id, team) VALUES ('u0', 'T'), ('u1', 'T');
INSERT INTO target VALUES ('T', 0.8, '5 minutes', NULL, NULL, 1);
INSERT INTO rule (rule_id, metric, comparison, threshold) VALUES ('nobody', 'available_headcount', '<', 1), ('away', 'spell_length', '>', 600);
INSERT INTO shift SELECT 'u' || n, '2026-03-02 08:00', '2026-03-02 16:00' FROM generate_series(0, 2) n;

-- All rows of all views as one number each, but for the two that list, and of
-- some windows
CREATE FUNCTION answers(OUT name text, OUT answer text) RETURNS SETOF record LANGUAGE plpgsql AS $$
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'start_test'::regnamespace AND relkind = 'v' AND relname NOT IN ('anomalies', 'anomalies_daily', 'anomalies_by_team', 'input_problems')
    UNION ALL SELECT proname || '(''2026-03-03'', ''2026-03-04'')' FROM pg_proc WHERE pronamespace = 'start_test'::regnamespace AND proname IN ('user_logs_between', 'staffing_between', 'coverage_gaps_between', 'rule_violations_between') LOOP
    EXECUTE format('SELECT count(*) || '' '' || coalesce(sum(hashtextextended(v::text, 0)), 0) FROM %s v', name) INTO answer;
    RETURN NEXT;
  END LOOP;
END $$;
CREATE TABLE before AS SELECT * FROM answers();
SELECT count(*) > (SELECT count(*) - 4 FROM userlogs.report_definition WHERE kind = 'view') AS views, count(*) FILTER (WHERE answer LIKE '0 %') AS empty FROM before;
-- What a statement changes, and what the two lists tell of it
CREATE FUNCTION with_stray(statement text, OUT changes bigint, OUT told text) LANGUAGE plpgsql STRICT AS $$
BEGIN
  EXECUTE statement;
  SELECT count(*) INTO changes FROM answers() a FULL JOIN before b USING (name) WHERE a.answer IS DISTINCT FROM b.answer;
  SELECT string_agg(l, '; ' ORDER BY l) INTO told FROM (
    SELECT kind || ' ' || sum(event_count) FROM anomalies WHERE kind NOT IN ('logout_without_login', 'long_session', 'long_status') GROUP BY kind
    UNION ALL SELECT input || ' ' || problem || ' ' || sum(row_count) FROM input_problems GROUP BY input, problem) x(l);
  RAISE 'undone' USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
  RETURN;
END $$;
SELECT at, e.changes AS by_event, e.told, q.changes AS by_request, q.told AS told_of_request
FROM unnest('{4714-11-24 00:00:00 BC, 0001-01-01, 1899-12-30, 1970-01-01, 1999-12-31 23:59:59.999999, 2000-01-01, 2001-09-09, 2020-02-29, 2025-03-02, 2025-12-02 07:59}'::timestamptz[]) at,
  with_stray(format('INSERT INTO status_event (user_id, occurred_at, status) VALUES (''u1'', %L, ''Available'')', at)) e,
  -- some of them
  with_stray(CASE WHEN at IN ('1970-01-01', '2000-01-01', '2025-12-02 07:59')
    THEN format('INSERT INTO service_request (team, user_id, arrived_at, first_response_at) VALUES (''T'', ''u1'', %L, ''2026-03-03 10:00'')', at) END) q;
-- somebody who was heard of then alone; several; and both kinds
SELECT w.* FROM unnest(ARRAY[
  'INSERT INTO status_event (user_id, occurred_at, status) VALUES (''ghost'', ''1970-01-01'', ''Available'')',
  'INSERT INTO status_event (user_id, occurred_at, status) SELECT ''ghost'', timestamptz ''2015-01-01'' + n * interval ''1 minute'', ''Available'' FROM generate_series(1, 30) n',
  'INSERT INTO status_event (user_id, occurred_at, status) SELECT ''u'' || n, timestamptz ''1970-01-01'' + n * interval ''8 months'', ''Available'' FROM generate_series(0, 40) n',
  'INSERT INTO status_event (user_id, occurred_at, status) VALUES (''u1'', ''2015-01-01'', ''Available''), (''u1'', ''2019-01-01'', ''Offline''); INSERT INTO service_request (team, arrived_at) VALUES (''T'', ''2017-01-01'')']) statement,
  with_stray(statement) w;
-- not stray: within 90 days of the next, or more than a tenth; within a year, or
-- more than a third
SELECT w.changes > 0 AS changes, w.told FROM unnest(ARRAY[
  'INSERT INTO status_event (user_id, occurred_at, status) VALUES (''u1'', ''2025-12-02 08:00'', ''Available'')',
  'INSERT INTO status_event (user_id, occurred_at, status) SELECT ''u1'', ''2025-06-01'', ''Available'' FROM generate_series(1, 7)',
  'INSERT INTO status_event (user_id, occurred_at, status) SELECT ''u1'', ''2025-03-03'', ''Available'' FROM generate_series(1, 7)',
  'INSERT INTO status_event (user_id, occurred_at, status) SELECT ''u1'', ''2020-01-01'', ''Available'' FROM generate_series(1, 32)']) statement, with_stray(statement) w;
SELECT starts_at FROM report_start();

-- with a start the report is that of a log which begins there
CREATE SCHEMA start_cut
CREATE VIEW status_event AS SELECT * FROM start_test.status_event WHERE occurred_at >= '2026-03-03 09:00'
CREATE VIEW service_request AS SELECT * FROM start_test.service_request WHERE arrived_at >= '2026-03-03 09:00'
CREATE VIEW setting AS TABLE start_test.setting
CREATE VIEW team_member AS TABLE start_test.team_member
CREATE VIEW assignment AS TABLE start_test.assignment
CREATE VIEW target AS TABLE start_test.target
CREATE VIEW rule AS TABLE start_test.rule
CREATE VIEW shift AS TABLE start_test.shift;
SELECT userlogs.create_report('start_cut') IS NOT NULL AS made;
UPDATE setting SET starts_at = '2026-03-03 09:00';
CREATE FUNCTION differences(view_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  n bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM ((TABLE start_test.%1$I EXCEPT ALL TABLE start_cut.%1$I) UNION ALL (TABLE start_cut.%1$I EXCEPT ALL TABLE start_test.%1$I)) d', view_name) INTO n;
  RETURN n;
END $$;
SELECT relname, differences(relname) FROM pg_class WHERE relnamespace = 'start_cut'::regnamespace AND relkind = 'v'
  AND relname NOT IN ('anomalies', 'anomalies_daily', 'anomalies_by_team', 'input_problems') AND relname NOT IN (SELECT name FROM userlogs.report_definition WHERE kind = 'input')
  AND differences(relname) > 0;
SELECT (SELECT count(*) FROM anomalies WHERE kind = 'too_early') AS events, (SELECT count(*) FROM input_problems WHERE problem = 'too_early') AS requests,
  (SELECT count(*) FROM status_event WHERE occurred_at < '2026-03-03 09:00') = (SELECT count(*) FROM anomalies WHERE kind = 'too_early') AS all_events;
-- also before 2000; a start to come leaves nothing; one that cannot be is refused
UPDATE setting SET starts_at = '1970-01-01';
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('old', '1971-01-01', 'Offline');
SELECT login_at, status FROM user_logs WHERE user_id = 'old';
UPDATE setting SET starts_at = '2026-03-06';
SELECT count(*) AS user_logs, (SELECT count(*) FROM staffing) AS staffing, (SELECT count(*) FROM coverage_gaps) AS gaps, (SELECT count(*) FROM availability_daily) AS days FROM user_logs;
UPDATE setting SET starts_at = '1899-12-31 23:59:59';  -- error: too early
UPDATE setting SET starts_at = 'infinity';  -- error: not finite
SET client_min_messages = error;
DROP SCHEMA start_cut, start_test CASCADE;
