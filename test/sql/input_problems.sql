-- input_problems: whatever is not counted as it stands is listed, and nothing
-- else; no view fails for it.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -
-- inputs of one's own, without any check
CREATE SCHEMA problems;
SET search_path = problems;
CREATE TABLE status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text);
CREATE TABLE report_user (user_id text, name text);
CREATE TABLE team_member (user_id text, team text, valid_from timestamptz, valid_to timestamptz);
CREATE TABLE status_class (status text, class text);
CREATE TABLE reason_class (reason text, planned boolean, allowance interval);
CREATE TABLE setting (time_zone text, day_offset interval, bucket_width interval, max_open_time interval, heartbeat_timeout interval, as_of timestamptz, starts_at timestamptz, max_handle_time interval, reconnect_tolerance interval);
CREATE TABLE service_request (request_id text, team text, user_id text, arrived_at timestamptz, first_response_at timestamptz, closed_at timestamptz, weight bigint);
CREATE TABLE assignment (request_id text, user_id text, assigned_at timestamptz, team text);
CREATE TABLE response (request_id text, user_id text, asked_at timestamptz, responded_at timestamptz);
CREATE TABLE pending (request_id text, started_at timestamptz, ended_at timestamptz, resolved boolean);
CREATE TABLE capacity (user_id text, channel text, slots bigint, valid_from timestamptz, valid_to timestamptz);
CREATE TABLE shift (user_id text, starts_at timestamptz, ends_at timestamptz, activity text);
CREATE TABLE team_setting (team text, time_zone text, day_offset interval);
CREATE TABLE service_hours (team text, weekday bigint, opens time, closes time, valid_from date, valid_to date);
CREATE TABLE service_exception (team text, local_date date, opens time, closes time);
CREATE TABLE target (team text, service_level float8, answer_within interval, max_occupancy float8, shrinkage float8, minimum_headcount bigint, priority text, channel text,
  valid_from timestamptz, valid_to timestamptz, clock text, next_answer_within interval, resolve_within interval, concurrency float8);
CREATE TABLE status_limit (status text, reason text, max_open_time interval, heartbeat_timeout interval, valid_from timestamptz, valid_to timestamptz);
CREATE TABLE rule (rule_id text, metric text, team text, reason text, comparison text, threshold float8, lasting interval, severity text);
SELECT userlogs.create_report('problems') IS NOT NULL AS made;

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'problems.input_problems'::regclass AND attnum > 0 ORDER BY attnum;

-- a report that is in order has none
INSERT INTO setting VALUES ('Europe/Berlin', '06:00', '30 minutes', '10 hours', '2 hours', '2026-03-05 12:00', '2026-03-01', '3 hours', '1 day');
INSERT INTO status_class VALUES ('Here', 'available'), ('here ', ' Available'), ('Gone', 'OFFLINE'), ('Rest', 'unavailable');
INSERT INTO reason_class VALUES ('Lunch', true, '1 hour'), ('lunch', true, NULL);
INSERT INTO report_user VALUES ('u', 'Uma');
INSERT INTO team_member VALUES ('u', 'T', NULL, NULL), ('u', 'T', '2026-03-02', '2026-03-03'), ('x', 'T', '-infinity', 'infinity');
INSERT INTO service_hours VALUES ('T', 1, '08:00', '24:00'), ('T', 7, '00:00', '00:00');
INSERT INTO target VALUES ('T', 0.8, '1 minute', 0.85, 0.3, 2), ('T', NULL, '60 seconds', NULL, NULL, NULL);
INSERT INTO target (team, answer_within, priority, channel, valid_from, valid_to, clock, next_answer_within, resolve_within) VALUES ('T', '1 minute', 'P1', NULL, NULL, NULL, 'wall', NULL, NULL),
  ('T', '2 minutes', 'p2', 'chat', NULL, NULL, 'service', '0', '366 days'), ('T', '3 minutes', ' P1', NULL, '2026-03-02', 'infinity', NULL, NULL, NULL), ('T', '3 minutes', 'P1', NULL, '2026-03-02', NULL, NULL, NULL, NULL);
INSERT INTO target (team, service_level, valid_from, concurrency) VALUES ('T', 0.9, '2026-03-02', 1), ('T', NULL, '2026-03-02', 1.0);
INSERT INTO team_setting VALUES ('T', 'America/New_York', NULL), ('T', NULL, '03:00'), ('U', 'America/New_York', '03:00');
INSERT INTO service_exception VALUES (NULL, '2026-03-04', NULL, NULL), ('T', '2026-03-04', '08:00', '24:00'), ('T', '2026-03-04', '22:00', '02:00'), ('T', '9999-12-31', NULL, NULL), ('T', '0001-01-01', NULL, NULL);
INSERT INTO rule VALUES ('r', 'available_headcount', 'T', NULL, '<', 2, '5 minutes', 'high'), ('s', 'spell_length', NULL, 'Lunch', '>=', 600, NULL, NULL), ('t', 'waiting_requests', '(none)', NULL, '>', 3, '0', NULL);
INSERT INTO status_limit VALUES ('Here', NULL, '12 hours', NULL, NULL, NULL), ('here ', ' ', '720 minutes', '3 hours', NULL, NULL), (NULL, 'Lunch', NULL, '36500 days', '2026-03-02', 'infinity'), ('', NULL, '1 us', NULL, '2026-04-01', NULL);
INSERT INTO shift VALUES ('u', '2026-03-02 08:00', '2026-03-02 16:00', 'Work');
INSERT INTO service_request VALUES ('1', 'T', 'u', '2026-03-02 09:00', '2026-03-02 09:00', '2026-03-02 09:00'), ('2', NULL, NULL, '2026-03-02 09:00', NULL, NULL),
  ('3', 'T', 'u', '2026-03-02 09:00', '2026-03-02 09:30', '2026-03-02 12:30'), ('4', 'T', 'u', '2026-03-05 11:00', '2026-03-05 11:00', NULL), ('5', 'T', 'u', '2026-03-05 11:00', '2026-03-06', NULL);
INSERT INTO assignment VALUES ('1', 'u', '2026-03-02 09:00', NULL), ('3', NULL, '2026-03-02 09:05', 'U'), ('5', 'nosuch', '2026-03-07', NULL);
INSERT INTO response VALUES ('1', 'u', '2026-03-02 09:00', '2026-03-02 09:00'), ('3', NULL, NULL, '2026-03-02 10:00'), ('3', 'u', '2026-03-02 11:00', NULL);
INSERT INTO pending VALUES ('3', '2026-03-02 12:00', NULL, NULL), ('3', '2026-03-02 11:00', 'infinity', true), ('5', '2026-03-05 11:30', '2026-03-05 12:30', false);
INSERT INTO capacity VALUES (NULL, NULL, 0, NULL, NULL), ('u', ' Chat', 1000000, '-infinity', 'infinity'), ('u', 'chat', 3, '2026-03-02', NULL), ('u', NULL, 2, NULL, '2026-03-02'), ('u', NULL, 2, NULL, NULL);
INSERT INTO status_event VALUES (1, 'u', '2026-03-02 08:00', 'Here', NULL), (2, 'u', '2026-03-02 16:00', 'Gone', NULL);
SELECT count(*) FROM input_problems;

-- a window has those that would have counted from a time within it on, which those of settings and classes have not
BEGIN;
INSERT INTO service_request VALUES ('6', 'T ', 'u', '2026-03-02', NULL, NULL), ('7', 'T ', 'u', '2026-03-03', NULL, NULL), ('8', 'T', 'u', NULL, NULL, NULL), ('9', 'T', 'u', '-infinity', NULL, NULL), ('10', 'T', 'u', 'infinity', NULL, NULL);
INSERT INTO shift VALUES ('u', '2026-03-02 08:00', '2026-03-02 08:00', 'Work');
INSERT INTO status_class VALUES ('new', 'holiday');
SELECT w.from_at, w.to_at, string_agg(p.input || ': ' || p.problem, ', ' ORDER BY p.input, p.problem, p.key) AS listed
FROM (VALUES (NULL::timestamptz, NULL::timestamptz), ('2026-03-02', '2026-03-03'), ('2026-03-03', NULL), (NULL, '2026-03-02 08:00')) w(from_at, to_at)
LEFT JOIN LATERAL input_problems_between(w.from_at, w.to_at) p ON true GROUP BY w.from_at, w.to_at ORDER BY w.from_at, w.to_at;
ROLLBACK;
\set SHOW_CONTEXT never
SELECT count(*) FROM input_problems_between('2026-03-03', '2026-03-02');  -- error: reversed

-- one problem after another; each is listed once
CREATE FUNCTION problems_of(statement text, OUT listed text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE statement;
  SELECT string_agg(format('%s: %s, %s: %s (%s%s)', p.input, p.problem, p.key, regexp_replace(p.action, 'none of [a-z, ]+:', 'none of the classes:'), coalesce(p.since_at || ', ', ''), p.row_count), E'\n' ORDER BY p.input, p.problem, p.key, p.action) INTO listed FROM input_problems p;
  RAISE 'undone' USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
  RETURN;
END $$;
-- and every view still answers
CREATE FUNCTION failing_after(statements text[], OUT failing text) LANGUAGE plpgsql AS $$
DECLARE
  statement text;
  view_name text;
BEGIN
  FOREACH statement IN ARRAY statements LOOP
    EXECUTE statement;
  END LOOP;
  FOR view_name IN SELECT relname FROM pg_class WHERE relnamespace = 'problems'::regnamespace AND relkind = 'v' LOOP
    BEGIN
      EXECUTE format('DO $do$ BEGIN PERFORM count(v) FROM problems.%I v; END $do$', view_name);
    EXCEPTION WHEN OTHERS THEN
      failing := concat_ws(', ', failing, view_name || ' ' || SQLERRM);
    END;
  END LOOP;
  RAISE 'undone' USING ERRCODE = 'ZZ000';
EXCEPTION WHEN SQLSTATE 'ZZ000' THEN
  RETURN;
END $$;
CREATE TABLE statement (n int GENERATED ALWAYS AS IDENTITY, input text, value text);
INSERT INTO statement (input, value) VALUES
  ('service_request', '(''6'', ''T'', ''u'', NULL, ''2026-03-02'', NULL)'), ('service_request', '(''6'', ''T'', ''u'', ''infinity'', NULL, NULL)'),
  ('service_request', '(''6'', ''T'', ''u'', ''-infinity'', NULL, NULL)'), ('service_request', '(''6'', ''T'', ''u'', ''2026-02-28 23:00'', NULL, NULL)'),
  ('service_request', '(''6'', ''T'', ''u'', ''2026-03-06'', NULL, NULL)'), ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', ''2026-03-01'', ''2026-03-03'')'),
  ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', ''infinity'', NULL)'), ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', ''2026-03-03'', ''2026-03-02 12:00'')'),
  ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', NULL, ''-infinity'')'), ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', ''2026-03-02'', NULL)'),
  ('service_request', '(''2'', NULL, ''u'', ''2026-03-02 09:00'', NULL, NULL)'), ('service_request', '(NULL, '' T'', ''u '', ''2026-03-02'', NULL, NULL)'),
  ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', ''2026-03-02'', ''2026-03-02 03:00:00.000001'')'),
  ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', NULL, NULL, -1)'), ('service_request', '(''6'', ''T'', ''u'', ''2026-03-02'', NULL, NULL, 1000001)'),
  ('assignment', '(NULL, ''u'', ''2026-03-02'', NULL)'), ('assignment', '(''nosuch'', ''u'', ''2026-03-02'', NULL)'), ('assignment', '(''1'', ''u'', NULL, ''U'')'), ('assignment', '(''1'', ''u'', ''-infinity'', ''U'')'),
  ('assignment', '(''1'', ''u'', ''infinity'', ''U'')'), ('assignment', E'(''3'', ''u\t'', ''2026-03-02 09:10'', '' U'')'), ('assignment', '(''3'', repeat(''u'', 201), ''2026-03-02 09:10'', repeat(''T'', 3000))'),
  ('response', '(NULL, ''u'', ''2026-03-02'', ''2026-03-02'')'), ('response', '(''nosuch'', ''u'', ''2026-03-02'', ''2026-03-02'')'), ('response', '(''3'', ''u'', ''2026-03-02 13:00'', ''2026-03-02 12:59'')'), ('response', '(''3'', ''u'', NULL, NULL)'),
  ('response', '(''3'', ''u'', ''-infinity'', ''2026-03-02 14:00'')'), ('response', '(''3'', ''u'', ''infinity'', NULL)'), ('response', '(''3'', ''u '', ''2026-03-02 13:00'', ''infinity'')'), ('response', '(''3'', repeat(''u'', 201), ''2026-03-02 13:00'', ''-infinity'')'),
  ('pending', '(NULL, ''2026-03-02 12:00'', NULL, true)'), ('pending', '(''nosuch'', ''2026-03-02 12:00'', NULL, true)'), ('pending', '(''3'', NULL, ''2026-03-02 12:00'', true)'), ('pending', '(''3'', ''2026-03-02 12:00'', ''2026-03-02 12:00'', true)'),
  ('pending', '(''3'', ''2026-03-02 12:00'', ''-infinity'', NULL)'), ('pending', '(''3'', ''-infinity'', ''2026-03-02 12:00'', true)'), ('pending', '(''3'', ''infinity'', ''infinity'', true)'),
  ('capacity', '(''u'', NULL, NULL, NULL, NULL)'), ('capacity', '(''u'', ''mail'', -1, NULL, NULL)'), ('capacity', '(NULL, ''mail'', 1000001, ''2026-03-02'', NULL)'), ('capacity', '(''v'', NULL, 9223372036854775807, NULL, NULL)'),
  ('capacity', '(''u'', NULL, 5, ''2026-03-03'', ''2026-03-03'')'), ('capacity', '(''u'', NULL, 5, ''infinity'', NULL)'), ('capacity', '(''u'', NULL, 5, NULL, ''-infinity'')'), ('capacity', '(NULL, '' '', 5, NULL, NULL)'), ('capacity', '(''u'', ''CHAT '', 4, ''2026-03-02'', NULL)'),
  ('capacity', '('' u'', NULL, 5, NULL, NULL)'), ('capacity', '(repeat(''u'', 201), NULL, 5, NULL, NULL)'),
  ('shift', '(NULL, ''2026-03-02'', ''2026-03-03'', NULL)'), ('shift', '(''u'', ''2026-03-02'', ''2026-03-02'', ''Lunch'')'), ('shift', '(''u'', ''2026-03-02'', ''infinity'', NULL)'), ('shift', '(''u'', NULL, ''2026-03-02'', NULL)'),
  ('shift', E'(''u\t'', ''2026-03-02'', ''2026-03-03'', NULL)'),
  ('team_member', '(NULL, ''T'', NULL, NULL)'), ('team_member', '(''u'', NULL, NULL, NULL)'), ('team_member', '(''u'', ''T'', ''2026-03-03'', ''2026-03-02'')'), ('team_member', '(''u'', ''T'', ''infinity'', NULL)'),
  ('team_member', '(''u'', ''T'', NULL, ''-infinity'')'), ('team_member', '('' u'', ''T '', NULL, NULL)'),
  ('report_user', '(NULL, ''Nobody'')'), ('report_user', '(''v'', NULL)'), ('report_user', '(''u'', ''Ute'')'), ('report_user', '(''u '', ''Ute'')'),
  ('status_class', '(NULL, ''available'')'), ('status_class', '(''GONE'', ''available'')'), ('status_class', '(''new'', ''holiday'')'), ('status_class', '(''new'', NULL)'),
  ('reason_class', '(NULL, true, NULL)'), ('reason_class', '(''LUNCH'', false, ''2 hours'')'), ('reason_class', '(''Tea'', NULL, ''-1 hour'')'),
  ('service_hours', '(NULL, 1, ''08:00'', ''09:00'')'), ('service_hours', '(''T'', 0, ''08:00'', ''09:00'')'), ('service_hours', '(''T'', NULL, ''08:00'', ''09:00'')'), ('service_hours', '(''T'', 2, NULL, ''09:00'')'), ('service_hours', '(''T '', 2, ''08:00'', ''09:00'')'),
  ('service_hours', '(''T'', 2, ''08:00'', ''09:00'', ''2026-03-02'', ''2026-03-02'')'), ('service_hours', '(''T'', 2, ''08:00'', ''09:00'', ''infinity'', ''2026-03-02'')'),
  ('team_setting', '(NULL, ''UTC'', NULL)'), ('team_setting', '(''T'', ''UTC'', ''04:00'')'), ('team_setting', '(''V'', ''Mars/Olympus'', ''25 hours'')'), ('team_setting', '(''T '', ''UTC'', NULL)'),
  ('service_exception', '(''T'', NULL, NULL, NULL)'), ('service_exception', '(''T'', ''infinity'', NULL, NULL)'), ('service_exception', '(NULL, ''0001-01-01 BC'', ''08:00'', ''09:00'')'),
  ('service_exception', '(NULL, ''2026-03-04'', ''08:00'', NULL)'), ('service_exception', '(''T'', ''2026-03-03'', NULL, ''09:00'')'), ('service_exception', '(''T'', ''2026-03-04'', NULL, NULL)'),
  ('service_exception', '(NULL, ''2026-03-04'', ''08:00'', ''09:00'')'), ('service_exception', '(''T '', ''2026-03-04'', NULL, NULL)'),
  ('target', '(NULL, 0.8, NULL, NULL, NULL, NULL)'), ('target', '(''T'', 0.9, NULL, NULL, NULL, 3)'), ('target', '(''U'', 80, ''1 month'', 1e-300, 0.9999999999999999, 1000000000000)'),
  ('target', '(''U'', ''NaN'', ''-1 s'', ''NaN'', ''NaN'', -1)'), ('target', '('' T'', NULL, NULL, NULL, NULL, NULL)'),
  ('target', '(''T'', NULL, ''9 minutes'', NULL, NULL, NULL, ''p1 '', NULL, NULL, NULL, ''service'')'), ('target', '(''T'', 0.8, ''2 minutes'', NULL, NULL, NULL, ''P2'', ''CHAT'')'),
  ('target', '(''T'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''2026-03-02'', NULL, ''Service'', ''1 month'', ''-1 s'', 0)'),
  ('target', '(''T'', NULL, NULL, NULL, NULL, NULL, NULL, ''mail'', NULL, NULL, ''moon'', ''367 days'', ''1 year'', ''NaN'')'),
  ('target', '(''T'', NULL, NULL, NULL, NULL, NULL, ''P2'', ''chat'', NULL, NULL, ''wall'', ''1 s'', ''1 s'')'), ('target', '(''T'', NULL, NULL, NULL, NULL, NULL, NULL, NULL, ''2026-03-02'', NULL, NULL, NULL, NULL, 2)'),
  ('target', '(''T'', NULL, ''1 s'', NULL, NULL, NULL, NULL, NULL, ''2026-03-02'', ''2026-03-02'')'), ('target', '(''T'', NULL, ''1 s'', NULL, NULL, NULL, NULL, NULL, ''infinity'', NULL)'),
  ('rule', '(NULL, ''waiting_requests'', NULL, NULL, ''>'', 1, NULL, NULL)'), ('rule', '(''x'', ''waiting_request'', NULL, NULL, ''>'', 1, NULL, NULL)'), ('rule', '(''x'', ''waiting_requests'', NULL, NULL, ''=>'', 1, NULL, NULL)'),
  ('rule', '(''x'', ''waiting_requests'', NULL, NULL, NULL, NULL, NULL, NULL)'), ('rule', '(''x'', ''waiting_requests'', NULL, NULL, ''>'', ''NaN'', NULL, NULL)'), ('rule', '(''x'', ''spell_length'', NULL, NULL, ''<'', 1, NULL, NULL)'),
  ('rule', '(''x'', ''waiting_requests'', ''Tt'', NULL, ''>'', 1, NULL, NULL)'), ('rule', '(''x'', ''waiting_requests'', NULL, ''Lunch'', ''>'', 1, ''-1 s'', NULL)'), ('rule', '(''r'', ''waiting_requests'', NULL, NULL, ''>'', 1, NULL, NULL)'),
  ('status_limit', '(''HERE'', NULL, ''11 hours'', ''3 hours'', NULL, NULL)'), ('status_limit', '(''Gone '', NULL, ''11 hours'', NULL, NULL, NULL)'), ('status_limit', '(NULL, ''Tea'', ''1 month'', ''-1 s'', NULL, NULL)'), ('status_limit', '(NULL, ''Tea'', ''0'', ''1 year'', ''2026-03-01'', NULL)'),
  ('status_limit', '(NULL, NULL, NULL, NULL, NULL, NULL)'), ('status_limit', '(NULL, ''LUNCH'', ''1 hour'', NULL, ''2026-03-02'', ''2026-03-02'')'), ('status_limit', '(''new'', NULL, ''1 hour'', NULL, ''infinity'', NULL)'), ('status_limit', '(NULL, ''lunch'', NULL, ''1 hour'', ''2026-03-02'', NULL)'),
  ('setting', '(''UTC'', ''06:00'', ''30 minutes'', ''10 hours'', ''2 hours'', ''2026-03-05 12:00'', ''2026-03-01'', ''3 hours'', ''5 minutes'')');
SELECT s.n, s.input, s.value, problems_of(format('INSERT INTO problems.%I VALUES %s', s.input, s.value)) AS listed FROM statement s ORDER BY s.n \gx
SELECT s.input, count(*), failing_after(array_agg(format('INSERT INTO problems.%I VALUES %s', s.input, s.value))) AS failing FROM statement s GROUP BY s.input ORDER BY min(s.n);
SELECT count(*), failing_after(array_agg(format('INSERT INTO problems.%I VALUES %s', s.input, s.value))) AS failing FROM statement s;
CREATE TABLE setting_value AS
SELECT v.column_name, v.value, row_number() OVER (PARTITION BY v.column_name ORDER BY v.value COLLATE "C") AS round, format('UPDATE problems.setting SET %I = %L', v.column_name, v.value) AS statement
FROM (VALUES ('time_zone', 'Madrid'), ('time_zone', 'CET+1'), ('day_offset', '25 hours'), ('bucket_width', '0'), ('bucket_width', '1 month 1 day'), ('bucket_width', '1 us'), ('bucket_width', '1000 years'),
  ('max_open_time', '0'), ('max_open_time', '1 month'), ('heartbeat_timeout', '-1 s'), ('as_of', '-infinity'), ('as_of', 'infinity'), ('starts_at', '0001-01-01'), ('starts_at', 'infinity'), ('max_handle_time', '1 year'), ('reconnect_tolerance', '0'), ('reconnect_tolerance', '24:00:00.000001'), ('reconnect_tolerance', '1 month'), ('max_handle_time', '36526 days'), ('max_handle_time', '2147483647 days')) v(column_name, value);
SELECT column_name, value, problems_of(statement) AS listed FROM setting_value ORDER BY column_name, round;
SELECT round, count(*), failing_after(array_agg(statement)) AS failing FROM setting_value GROUP BY round ORDER BY round;
SET client_min_messages = error;
DROP SCHEMA problems CASCADE;
