-- The aggregate and its intervals against pure SQL, on random events with
-- ties, duplicates and NULLs in any order: no difference, either way.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = oracle_test, userlogs;
CREATE SCHEMA oracle_test;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set oracle :abs_srcdir '/oracle/oracle.sql'
\set ECHO none
\o /dev/null
\i :random_events
\i :oracle
\o
\set ECHO all

-- the test is about something: events, users, ties, duplicates, NULLs
SELECT count(*) > 12000 AS events, count(DISTINCT user_id) AS users,
  count(*) > count(DISTINCT (user_id, occurred_at)) + 1000 AS ties,
  count(*) > count(DISTINCT (user_id, occurred_at, sequence, status, reason)) + 500 AS duplicates,
  bool_or(status IS NULL) AS null_status, bool_or(occurred_at IS NULL) AS null_time
FROM ev;

CREATE TABLE tl AS
SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM ev GROUP BY user_id;

-- every event is in the timeline, once, in the documented order
CREATE TABLE got_events AS
SELECT user_id, n, (e ->> 'occurred_at')::timestamptz AS occurred_at, (e ->> 'sequence')::bigint AS sequence,
  e ->> 'status' AS status, e ->> 'reason' AS reason
FROM tl, jsonb_array_elements(t::jsonb) WITH ORDINALITY AS x(e, n);
CREATE TABLE want_events AS
SELECT user_id,
  row_number() OVER (PARTITION BY user_id
    ORDER BY occurred_at, sequence, status COLLATE "C", reason COLLATE "C") AS n,
  occurred_at, sequence, status, reason
FROM (SELECT DISTINCT * FROM ev WHERE occurred_at IS NOT NULL) d;
CREATE INDEX ON want_events (user_id, occurred_at, n);
ANALYZE;
(TABLE got_events EXCEPT ALL TABLE want_events) UNION ALL (TABLE want_events EXCEPT ALL TABLE got_events);
SELECT count(*) FROM tl FULL JOIN (
  SELECT user_id, count(*), min(occurred_at), max(occurred_at) FROM want_events GROUP BY user_id) w USING (user_id)
WHERE (event_count(t), first_at(t), last_at(t)) IS DISTINCT FROM (w.count, w.min, w.max);

SELECT count(*) FROM tl FULL JOIN (
  SELECT user_id, coalesce(array_agg(DISTINCT status COLLATE "C" ORDER BY status COLLATE "C") FILTER (WHERE status IS NOT NULL), '{}') AS statuses
  FROM want_events GROUP BY user_id) w USING (user_id)
WHERE statuses(t) IS DISTINCT FROM w.statuses;

-- all intervals in all windows
SELECT count(*) > 60 AS windows FROM win;
CREATE TABLE got AS
SELECT from_at, to_at, user_id, i.* FROM win, tl, status_intervals(t, from_at, to_at) i;
CREATE TABLE want AS
SELECT win.from_at, win.to_at, o.* FROM win, oracle(from_at, to_at) o;
SELECT count(*) > 50000 AS intervals FROM want;
ANALYZE;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d LIMIT 5;

-- in the select list the rows are the same, and in order
SELECT count(*) FROM (
  SELECT from_at, to_at, user_id, (status_intervals(t, from_at, to_at)).* FROM win, tl
  EXCEPT ALL TABLE want) d;
SELECT count(*) FROM (
  SELECT clipped_start, lag(clipped_end) OVER (PARTITION BY user_id, from_at, to_at ORDER BY n) AS before
  FROM win, tl, ROWS FROM (status_intervals(t, from_at, to_at)) WITH ORDINALITY AS
    i(status, reason, started_at, ended_at, clipped_start, clipped_end, duration, is_open, is_carried, sequence, n)) d
WHERE before <> clipped_start;

-- totals
CREATE TABLE want_durations AS
SELECT from_at, to_at, user_id, status, reason, sum(duration) AS duration, count(*) AS interval_count
FROM want GROUP BY from_at, to_at, user_id, status, reason;
CREATE TABLE got_durations AS
SELECT from_at, to_at, user_id, d.* FROM win, tl, status_durations(t, from_at, to_at) d;
SELECT * FROM (TABLE got_durations EXCEPT ALL TABLE want_durations) d LIMIT 5;
SELECT * FROM (TABLE want_durations EXCEPT ALL TABLE got_durations) d LIMIT 5;
SELECT count(*) FROM win CROSS JOIN tl CROSS JOIN (VALUES ('Available'), ('Offline'), (''), ('nobody')) s(status)
LEFT JOIN (SELECT from_at, to_at, user_id, status, sum(duration) FROM want_durations GROUP BY 1, 2, 3, 4) w
USING (from_at, to_at, user_id, status)
WHERE duration_in(t, s.status, from_at, to_at) IS DISTINCT FROM coalesce(w.sum, '0');
SELECT count(*) FROM win, tl
WHERE duration_in(t, ARRAY['Available', NULL, 'Offline', 'Available'], from_at, to_at) IS DISTINCT FROM
  duration_in(t, 'Available', from_at, to_at) + duration_in(t, 'Offline', from_at, to_at);

-- the status at any moment
CREATE TABLE moment AS
SELECT from_at AS at FROM win UNION SELECT to_at FROM win
UNION SELECT occurred_at FROM ev WHERE user_id IN (3, 101, 102) AND occurred_at IS NOT NULL;
SELECT count(*) FROM moment CROSS JOIN tl LEFT JOIN LATERAL (
  SELECT e.status, e.reason FROM want_events e
  WHERE e.user_id = tl.user_id AND e.occurred_at <= moment.at
  ORDER BY e.occurred_at DESC, e.n DESC LIMIT 1) o ON true
WHERE tl.user_id IN (3, 101, 102, 1)
  AND (status_at(t, at) IS DISTINCT FROM o.status OR reason_at(t, at) IS DISTINCT FROM o.reason);

SET client_min_messages = error;
DROP SCHEMA oracle_test CASCADE;
