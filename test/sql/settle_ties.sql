-- settle_ties: of events at one time without a sequence those with one of some
-- statuses count; and in a report what begins counts, and not what ends.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = settle_test, userlogs;
CREATE SCHEMA settle_test;

-- what callers bind to
SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'settle_ties';

-- of OUT and IN the second counts, of IN and NULL the first, however they are
-- spelled; with a sequence nothing changes
SELECT t, settle_ties(t, '{in, "at  lunch"}') AS settled
FROM unnest(ARRAY[
  '{2026-03-02 08:00+00 "IN", 2026-03-02 12:00+00 "IN", 2026-03-02 12:00+00 "OUT", 2026-03-02 17:00+00 "OUT"}',
  '{2026-03-02 08:00+00 "IN", 2026-03-02 12:00+00 "At Lunch" "x", 2026-03-02 12:00+00 NULL, 2026-03-02 12:30+00 NULL}',
  '{2026-03-02 08:00+00 "IN", 2026-03-02 08:00+00 "at lunch", 2026-03-02 09:00+00 "OUT", 2026-03-02 09:00+00 "X", 2026-03-02 09:00+00 NULL}',
  '{2026-03-02 12:00+00 #1 "IN", 2026-03-02 12:00+00 #2 "OUT", 2026-03-02 13:00+00 #1 "IN", 2026-03-02 13:00+00 "OUT"}',
  '{2026-03-02 12:00+00 #1 "OUT", 2026-03-02 12:00+00 "IN", 2026-03-02 12:00+00 "OUT"}']::timeline[]) t;
SELECT settle_ties(t, '{}') = t AS none, settle_ties(t, '{NULL, ""}') = t AS nothing, settle_ties(NULL, '{in}') IS NULL AS no_timeline, settle_ties(t, NULL) IS NULL AS no_labels
FROM (SELECT timeline '{2026-03-02 12:00+00 "IN", 2026-03-02 12:00+00 "OUT", 2026-03-02 12:00+00 NULL}') v(t);

-- random events against pure SQL
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set ECHO none
\o /dev/null
\i :random_events
\o
\set ECHO all
DELETE FROM ev WHERE occurred_at IS NULL;
CREATE TABLE labels AS SELECT * FROM (VALUES (1, '{available}'::text[]), (2, '{AVAILABLE, "unavailable ", s3}'), (3, '{Offline, NULL, nobody}'), (4, '{}'), (5, NULL)) l(n, labels);
CREATE FUNCTION is_listed(status text, labels text[]) RETURNS boolean LANGUAGE sql IMMUTABLE
RETURN EXISTS (SELECT FROM unnest(labels) l WHERE lower(btrim(l)) = lower(btrim(status)));
CREATE TABLE want AS
SELECT user_id, n, timeline_agg(occurred_at, status, reason, sequence) AS t
FROM (SELECT *, bool_or(sequence IS NULL AND is_listed(status, labels)) OVER (PARTITION BY user_id, n, occurred_at) AS settles FROM ev, labels) e
WHERE NOT (settles AND sequence IS NULL AND NOT is_listed(status, labels)) AND labels IS NOT NULL
GROUP BY user_id, n;
CREATE TABLE whole AS SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;
SELECT count(*) AS timelines, count(*) FILTER (WHERE got <> o.t) > 20 AS settled, count(*) FILTER (WHERE got IS DISTINCT FROM w.t) AS differ,
  count(*) FILTER (WHERE settle_ties(got, labels) IS DISTINCT FROM got) AS not_settled, count(*) FILTER (WHERE got::text::timeline IS DISTINCT FROM got) AS not_normal
FROM whole o CROSS JOIN labels CROSS JOIN LATERAL (SELECT settle_ties(o.t, labels)) g(got) LEFT JOIN want w USING (user_id, n);

-- a report over check-ins and check-outs without numbers, as rows of a table with
-- an index and without
CREATE TABLE checkin (employee text, at timestamptz, kind text, by text);
INSERT INTO checkin
SELECT 'E' || e, at, k.kind, k.kind || ' ' || i
FROM generate_series(1, 3) e, generate_series(0, 40) i, LATERAL (SELECT timestamptz '2026-03-02 08:00' + (i * e) * interval '30 minutes') t(at),
  unnest(CASE e WHEN 1 THEN '{OUT,IN}'::text[] WHEN 2 THEN ARRAY['Lunch', NULL] ELSE ARRAY['OUT', NULL, 'odd'] END) k(kind);
INSERT INTO checkin VALUES ('E1', '2026-03-03 17:00', 'OUT', 'the last');
CREATE SCHEMA settle_report CREATE VIEW status_event AS
  SELECT NULL::bigint AS event_id, employee AS user_id, at AS occurred_at, kind AS status, NULL::text AS reason, by AS changed_by FROM settle_test.checkin;
SELECT userlogs.create_report('settle_report') \g /dev/null
INSERT INTO settle_report.status_class VALUES ('in', 'available'), ('out', 'offline');
UPDATE settle_report.setting SET as_of = '2026-03-04';
SELECT settle_report.log_is_indexed();
-- without gaps; changed_by is of the event that counts
SELECT user_id, status, login_at, logout_at, changed_by FROM settle_report.user_logs ORDER BY user_id, login_at;
CREATE VIEW asked AS
SELECT 'logs' AS what, u::text FROM settle_report.user_logs u
UNION ALL SELECT 'window ' || h, u::text FROM generate_series(0, 40) h, LATERAL (SELECT '2026-03-02 07:45'::timestamptz + h * interval '45 minutes', '2026-03-02 12:15'::timestamptz + h * interval '55 minutes') w(from_at, to_at), settle_report.logged_interval(from_at, to_at) u
UNION ALL SELECT 'day', d::text FROM settle_report.availability_daily d UNION ALL SELECT 'one day', d::text FROM settle_report.availability_daily_between('2026-03-02', '2026-03-03') d
UNION ALL SELECT 'now', c::text FROM settle_report.current_status c UNION ALL SELECT 'anomaly', a::text FROM settle_report.anomalies a;
CREATE TABLE one_pass AS TABLE asked;
CREATE INDEX ON checkin (employee, at);
SELECT settle_report.log_is_indexed();
SELECT count(*) > 100 AS rows FROM asked;
(TABLE one_pass EXCEPT ALL TABLE asked) UNION ALL (TABLE asked EXCEPT ALL TABLE one_pass);
-- a tie is listed only if the letters decide
SELECT user_id, kind, status, count(*), min(action) AS action FROM settle_report.anomalies GROUP BY user_id, kind, status ORDER BY user_id, kind, status;

SET client_min_messages = error;
DROP SCHEMA settle_test, settle_report CASCADE;
