-- expire_statuses: forgotten logouts and lost connections, on days that a
-- reader can check by hand, and against pure SQL on random events.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA expire_test;
SET search_path = expire_test, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'expire_statuses'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- a day of heartbeats each ten minutes, a silence from 08:20 to 09:00, and a
-- logout that was forgotten
CREATE VIEW day AS SELECT timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 08:10:00+00 "Available", 2026-03-02 08:20:00+00 "Available",
  2026-03-02 09:00:00+00 "Available", 2026-03-02 09:10:00+00 "Unavailable" "Lunch", 2026-03-02 10:00:00+00 "Available"}' AS t;
CREATE FUNCTION expired(max_open_time interval, heartbeat_timeout interval, as_of timestamptz DEFAULT 'infinity', statuses text[] DEFAULT '{Available}')
RETURNS TABLE (status text, reason text, "from" text, "to" text) LANGUAGE sql STABLE AS $$
  SELECT i.status, i.reason, to_char(started_at, 'DD HH24:MI'), to_char(ended_at, 'DD HH24:MI')
  FROM expire_test.day, userlogs.status_intervals(userlogs.expire_statuses(t, $4, $1, $2, $3)) i
$$;
SELECT * FROM expired(NULL, NULL);
SELECT * FROM expired(NULL, '15 minutes');                          -- lost at 08:35 and 10:15
SELECT * FROM expired('45 minutes', NULL);                          -- capped at 08:45, and 09:00 says nothing new
SELECT * FROM expired('45 minutes', '15 minutes');                  -- each span for itself: no more than 35 minutes
SELECT * FROM expired('30 minutes', '15 minutes');                  -- capped at 08:30, before it is lost
SELECT * FROM expired('35 minutes', '15 minutes');                  -- both at 08:35: capped
SELECT * FROM expired('1 day', '12 hours', '2026-03-02 21:59:59');  -- nothing expires yet
SELECT * FROM expired('1 day', '12 hours', '2026-03-02 22:00');
SELECT * FROM expired('20 minutes', NULL, statuses => '{Unavailable}');
SELECT * FROM expired('20 minutes', '1 hour', statuses => '{Unavailable, NULL, Offline, Available, Available, nobody}');
-- the events that remain: after a cap none that say the same, after a loss all
SELECT expire_statuses(t, '{Available}', '45 minutes', NULL, 'infinity') AS capped, expire_statuses(t, '{Available}', NULL, '15 minutes', 'infinity') AS lost FROM day;

-- a loss begins a new span for max_open_time: 30 minutes from 09:00 on
SELECT expire_statuses('{2026-03-02 08:00:00+00 "A", 2026-03-02 09:00:00+00 "A", 2026-03-02 09:15:00+00 "A", 2026-03-02 09:31:00+00 "A", 2026-03-02 10:00:00+00 "B"}',
  '{A}', '30 minutes', '20 minutes', 'infinity');
-- another reason is another interval; so is another status in between
SELECT expire_statuses('{2026-03-02 08:00:00+00 "A" "x", 2026-03-02 08:20:00+00 "A" "y", 2026-03-02 08:40:00+00 "A" "y", 2026-03-02 08:41:00+00 "B", 2026-03-02 08:42:00+00 "A" "y"}',
  '{A}', '15 minutes', NULL, 'infinity');
-- of events at one time the last one counts; the others are no heartbeats
SELECT expire_statuses('{2026-03-02 08:00:00+00 #1 "A", 2026-03-02 08:00:00+00 #2 "B", 2026-03-02 08:20:00+00 #1 "B", 2026-03-02 08:20:00+00 #2 "A", 2026-03-02 08:30:00+00 #7 "A"}',
  '{A}', NULL, '15 minutes', 'infinity');
SELECT expire_statuses('{2026-03-02 08:00:00+00 "B", 2026-03-02 08:10:00+00 "A", 2026-03-02 08:10:00+00 "B"}', '{A}', NULL, '15 minutes', 'infinity') AS a,
  expire_statuses('{2026-03-02 08:00:00+00 "B", 2026-03-02 08:10:00+00 "A", 2026-03-02 08:10:00+00 "B"}', '{B}', NULL, '15 minutes', 'infinity') AS b;
-- a heartbeat at the very end of max_open_time does not prolong it
SELECT expire_statuses('{2026-03-02 08:00:00+00 "A", 2026-03-02 08:30:00+00 "A", 2026-03-02 09:00:00+00 "A", 2026-03-02 09:30:00+00 "B"}', '{A}', '30 minutes', NULL, 'infinity') AS unsequenced,
  expire_statuses('{2026-03-02 08:00:00+00 #5 "A", 2026-03-02 08:30:00+00 #9 "A", 2026-03-02 09:30:00+00 "B"}', '{A}', '30 minutes', NULL, 'infinity') AS sequenced;
-- unknown stays unknown, before and after
SELECT expire_statuses('{2026-03-02 08:00:00+00 NULL, 2026-03-02 09:00:00+00 "A", 2026-03-02 10:00:00+00 NULL "(capped)", 2026-03-02 11:00:00+00 NULL}',
  '{A, NULL}', '10 minutes', NULL, 'infinity');

-- every boundary, to the microsecond: the next event, as_of, and both limits
SELECT span, expire_statuses('{2026-03-02 08:00:00+00 "A", 2026-03-02 09:00:00+00 "B"}', '{A}', span, NULL, 'infinity') AS capped,
  expire_statuses('{2026-03-02 08:00:00+00 "A", 2026-03-02 09:00:00+00 "B"}', '{A}', NULL, span, 'infinity') AS lost
FROM unnest('{00:59:59.999999, 01:00, 01:00:00.000001}'::interval[]) span;
SELECT as_of, expire_statuses('{2026-03-02 08:00:00+00 "A"}', '{A}', '1 hour', NULL, as_of) AS capped,
  expire_statuses('{2026-03-02 08:00:00+00 "A"}', '{A}', NULL, '1 hour', as_of) AS lost
FROM unnest('{-infinity, 2026-03-02 08:59:59.999999, 2026-03-02 09:00, 2026-03-02 09:00:00.000001, infinity}'::timestamptz[]) as_of;
SELECT span, expire_statuses('{2026-03-02 08:00:00+00 "A"}', '{A}', '1 hour', span, 'infinity')
FROM unnest('{00:59:59.999999, 01:00, 01:00:00.000001}'::interval[]) span;
SELECT expire_statuses('{2026-03-02 08:00:00+00 "A"}', '{A}', '1 us', '1 us', 'infinity');
-- days have 24 hours, in every zone
SET TimeZone = 'Europe/Berlin';
SELECT expire_statuses('{2025-03-29 22:00:00+00 "A"}', '{A}', '1 day', NULL, 'infinity') AS day, expire_statuses('{2025-03-29 22:00:00+00 "A"}', '{A}', '2 days -24:00', NULL, 'infinity') AS same;
SET TimeZone = 'UTC';
-- an end beyond the range of time never comes
SELECT expire_statuses('{294276-12-31 23:00:00+00 "A"}', '{A}', '1 hour', NULL, 'infinity') AS a,
  expire_statuses('{294276-12-31 23:00:00+00 "A"}', '{A}', '00:59:59.999999', NULL, 'infinity') AS b;
SELECT expire_statuses('{4714-11-24 00:00:00+00 BC "A"}', '{A}', span, span, 'infinity')
FROM unnest('{2147483647 days, 2562047788:00:54.775807, 106751991 days 04:00:54.775807, 106751992 days, 109203527 days, 109203528 days, 1 us}'::interval[]) span;
-- days and time of different signs
SELECT span, expire_statuses('{2026-03-02 08:00:00+00 "A"}', '{A}', span, span, 'infinity')
FROM unnest('{106751992 days -2562047788:00:54.775807, 213503982 days -2562047788:00:54.775807, 1 day -23:59:59.999999,
  -106751990 days +2562047788:00:54.775807}'::interval[]) span;

-- NULL, and limits that do not exist
SELECT num_nulls(expire_statuses(NULL, '{A}', '1 hour', '1 hour', 'infinity'), expire_statuses(t, NULL, '1 hour', '1 hour', 'infinity'),
  expire_statuses(t, '{A}', '1 hour', '1 hour', NULL), expire_statuses(t, '{A}', NULL, NULL, NULL)) AS nulls,
  expire_statuses(t, '{Available}', NULL, NULL, 'infinity') = t AS no_limit, expire_statuses(t, '{}', '1 us', '1 us', 'infinity') = t AS no_status,
  expire_statuses(t, ARRAY[NULL]::text[], '1 us', '1 us', 'infinity') = t AS null_status, expire_statuses(t, '{available, "Available "}', '1 us', '1 us', 'infinity') = t AS others,
  expire_statuses(t, '{{Lunch,Available},{NULL,Offline}}', '1 hour', NULL, 'infinity') = expire_statuses(t, '{Available}', '1 hour', NULL, 'infinity') AS matrix
FROM day;
-- errors
SELECT expire_statuses(t, '{A}', '0', NULL, 'infinity') FROM day;  -- error: zero
\echo :SQLSTATE
SELECT expire_statuses(t, '{A}', '1 hour', '-1 us', 'infinity') FROM day;  -- error: negative
SELECT expire_statuses(t, '{A}', '1 day -24:00', NULL, 'infinity') FROM day;  -- error: zero
SELECT expire_statuses(t, '{A}', '-2147483648 days', NULL, 'infinity') FROM day;  -- error: negative
SELECT expire_statuses(t, '{A}', '1 month', NULL, 'infinity') FROM day;  -- error: months
SELECT expire_statuses(t, '{A}', NULL, '1 year -300 days', 'infinity') FROM day;  -- error: months

-- a forgotten logout: the login of the next morning begins a new interval, what
-- comes within max_open_time of the last word does not
SELECT expire_statuses('{2026-03-02 09:00:00+00 "A", 2026-03-03 09:00:00+00 "A", 2026-03-03 17:00:00+00 "B"}', '{A}', '10 hours', NULL, 'infinity') AS forgotten,
  expire_statuses('{2026-03-02 09:00:00+00 "A", 2026-03-02 18:00:00+00 "A", 2026-03-03 04:00:00+00 "A", 2026-03-03 09:00:00+00 "B"}', '{A}', '10 hours', NULL, 'infinity') AS ten_hours,
  expire_statuses('{2026-03-02 09:00:00+00 "A", 2026-03-02 18:00:00+00 "A", 2026-03-03 04:00:00.000001+00 "A", 2026-03-03 09:00:00+00 "B"}', '{A}', '10 hours', NULL, 'infinity') AS longer,
  expire_statuses('{2026-03-02 09:00:00+00 "A", 2026-03-02 21:00:00+00 "A", 2026-03-03 09:00:00+00 "A", 2026-03-03 20:00:00+00 "A"}', '{A}', '10 hours', NULL, 'infinity') AS each_time \gx

-- limits of statuses and reasons, by their keys: each span is that of the first
-- one that applies to the interval and has it, else that of the argument
CREATE VIEW shift AS SELECT timeline '{2026-03-02 08:00:00+00 "On Call", 2026-03-02 16:00:00+00 "Break" "Lunch", 2026-03-03 00:00:00+00 "break " "Tea", 2026-03-03 08:00:00+00 "On Call" "Lunch", 2026-03-03 16:00:00+00 "Gone"}' AS t;
CREATE FUNCTION limited(limits time_limit[], max_open_time interval DEFAULT NULL, heartbeat_timeout interval DEFAULT NULL)
RETURNS TABLE (status text, reason text, "from" text, hours numeric) LANGUAGE sql STABLE AS $$
  SELECT i.status, i.reason, to_char(started_at, 'DD HH24:MI'), round(extract(epoch FROM ended_at - started_at) / 3600, 1)
  FROM expire_test.shift, userlogs.status_intervals(userlogs.expire_statuses(t, '{On Call,Break,"break "}', $2, $3, 'infinity', $1)) i
$$;
-- a status, in any spelling; the others have 7 hours
SELECT * FROM limited('{"(break,,1 hour,,,)"}', '7 hours');
-- a reason, of any status
SELECT * FROM limited('{"(,lunch,2 hours,,,)"}');
-- both: the first one in order decides
SELECT * FROM limited('{"(break,lunch,3 hours,,,)","(break,,1 hour,,,)","(,lunch,2 hours,,,)","(,,7 hours,,,)"}');
SELECT * FROM limited('{"(,,7 hours,,,)","(break,lunch,3 hours,,,)"}');
-- each span by itself
SELECT * FROM limited('{"(break,,,1 hour,,)","(break,,2 hours,,,)"}', '7 hours', '6 hours');
-- a long time is no limit
SELECT * FROM limited('{"(break,,36500 days,,,)"}', '7 hours');
-- for what begins in a period, to the microsecond, its end excluded
SELECT * FROM limited('{"(break,,1 hour,,2026-03-03 00:00+00,)"}');
SELECT * FROM limited('{"(break,,1 hour,,2026-03-03 00:00:00.000001+00,)"}');
SELECT * FROM limited('{"(break,,1 hour,,,2026-03-03 00:00+00)"}');
-- after a cap, the next login has the limit of its own day
SELECT expire_statuses('{2026-03-02 09:00:00+00 "A", 2026-03-03 09:00:00+00 "A", 2026-03-03 20:00:00+00 "B"}', '{A}', NULL, NULL, 'infinity', '{"(a,,4 hours,,2026-03-03 00:00+00,)","(a,,10 hours,,,)"}');
-- nothing that could apply; statuses that do not expire
SELECT expire_statuses(t, '{On Call}', NULL, NULL, 'infinity', NULL) = t AND expire_statuses(t, '{On Call}', NULL, NULL, 'infinity', '{}') = t
  AND expire_statuses(t, '{On Call}', NULL, NULL, 'infinity', '{NULL,"(Break,,1 us,,,)","(break,,1 us,,,)","(on call,,,,,)","(on call,tea,1 us,,,)","(on call,,1 us,,2027-01-01 00:00+00,)"}') = t AS unchanged FROM shift;
SELECT expire_statuses(t, '{On Call}', NULL, NULL, 'infinity', '{"(,,-1 us,,,)"}') FROM shift;  -- error: negative
SELECT expire_statuses(t, '{On Call}', NULL, NULL, 'infinity', '{"(,,,1 month,,)"}') FROM shift;  -- error: months
-- the same array again and again, and another one in between
SELECT count(DISTINCT x) AS kinds, min(event_count(x)), max(event_count(x)) FROM shift, generate_series(1, 100) i,
  LATERAL (SELECT expire_statuses(t, '{On Call}', NULL, NULL, 'infinity', CASE WHEN i % 3 = 0 THEN '{"(on call,,1 hour,,,)"}'::time_limit[] WHEN i % 3 = 1 THEN '{"(on call,lunch,1 hour,,,)"}'::time_limit[] END) AS x) e;

-- random events, half of the users with many heartbeats
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_events :abs_srcdir '/oracle/random_events.sql'
\set oracle :abs_srcdir '/oracle/oracle.sql'
\set expire_oracle :abs_srcdir '/oracle/expire_oracle.sql'
\set ECHO none
\o /dev/null
\i :random_events
ALTER TABLE ev RENAME TO raw_event;
\i :expire_oracle
\i :oracle
\o
\set ECHO all
SELECT count(*) AS limits, count(DISTINCT statuses) AS statuses, count(*) FILTER (WHERE num_nulls(max_open_time, heartbeat_timeout) = 0) > 15 AS both FROM limits;
CREATE TABLE tl AS
SELECT user_id, timeline_agg(occurred_at, status, reason, sequence) AS t FROM raw_event GROUP BY user_id;
-- users who say themselves what else only expiry says
ALTER TABLE tl ADD confusing boolean;
UPDATE tl SET confusing = EXISTS (SELECT FROM status_durations(t, '-infinity', 'infinity') WHERE status IS NULL AND reason IN ('(capped)', '(lost)'));
SELECT count(*) FILTER (WHERE confusing) > 0 AS confusing, count(*) FILTER (WHERE NOT confusing) > 20 AS others FROM tl;
CREATE TABLE got AS
SELECT k, user_id, confusing, t, statuses, max_open_time, heartbeat_timeout, as_of,
  expire_statuses(t, statuses, max_open_time, heartbeat_timeout, as_of) AS x
FROM limits, tl;
CREATE TABLE got_interval AS
SELECT k * 1000 + user_id AS user_id, i.* FROM got, status_intervals(x, '2026-03-28', 'infinity') i;
CREATE TABLE want_interval AS
SELECT * FROM oracle('2026-03-28', 'infinity');
SELECT count(*) > 40000 AS intervals, count(*) FILTER (WHERE status IS NULL AND reason = '(capped)') > 3000 AS capped,
  count(*) FILTER (WHERE status IS NULL AND reason = '(lost)') > 3000 AS lost FROM want_interval;
ANALYZE;
SELECT * FROM (TABLE got_interval EXCEPT ALL TABLE want_interval) d LIMIT 5;
SELECT * FROM (TABLE want_interval EXCEPT ALL TABLE got_interval) d LIMIT 5;

-- the result is in normal form; where nothing expires it is the timeline itself
SELECT count(*) > 1000 AS timelines, count(*) FILTER (WHERE x::text::timeline <> x) AS not_normal,
  count(*) FILTER (WHERE x = t) > 100 AS unchanged,
  count(*) FILTER (WHERE NOT confusing AND (x <> t) <> expires) AS wrong
FROM got, LATERAL (SELECT count(*) > 0 AS expires FROM status_durations(x, '-infinity', 'infinity')
  WHERE status IS NULL AND reason IN ('(capped)', '(lost)')) d;
-- limits of each status in an array are the same as one status after the other
SELECT count(*) > 1000 AS timelines, count(*) FILTER (WHERE a <> s) AS wrong, count(*) FILTER (WHERE a <> t) > 500 AS changed
FROM got, LATERAL (SELECT
  expire_statuses(t, '{Available,Unavailable,unavailable}', max_open_time, heartbeat_timeout, as_of, '{"(unavailable,,7 minutes,,,)","(unavailable,,5 minutes,3 minutes,,)"}') AS a,
  expire_statuses(expire_statuses(t, '{Available}', max_open_time, heartbeat_timeout, as_of), '{Unavailable,unavailable}', '7 minutes', '3 minutes', as_of) AS s) e;
-- and doing it again changes nothing
SELECT count(*) FROM got WHERE expire_statuses(x, statuses, max_open_time, heartbeat_timeout, as_of) <> x;
-- nothing happens before the first expiry, and at that time something does
SELECT count(*) > 500 AS first_expiries,
  count(*) FILTER (WHERE expire_statuses(t, statuses, max_open_time, heartbeat_timeout, first - interval '1 us') <> t) AS too_early,
  count(*) FILTER (WHERE expire_statuses(t, statuses, max_open_time, heartbeat_timeout, first) = t) AS too_late
FROM got, LATERAL (SELECT min(started_at) AS first FROM status_intervals(x) WHERE status IS NULL AND reason IN ('(capped)', '(lost)')) f
WHERE first IS NOT NULL AND NOT confusing;
-- time only turns from one of the statuses to unknown; the sum stays
CREATE TABLE original AS
SELECT user_id, tstzrange(started_at, ended_at) AS period, status, reason FROM tl, status_intervals(t) i;
SELECT count(*) > 8000 AS pieces, count(*) FILTER (WHERE (n.status, n.reason) IS DISTINCT FROM (o.status, o.reason)) > 1000 AS turned,
  count(*) FILTER (WHERE (n.status, n.reason) IS DISTINCT FROM (o.status, o.reason)
    AND (n.status IS NULL AND n.reason IN ('(capped)', '(lost)') AND o.status = ANY (statuses)) IS NOT TRUE) AS wrong
FROM got, LATERAL status_intervals(x) n, original o
WHERE o.user_id = got.user_id AND o.period && tstzrange(n.started_at, n.ended_at) AND k <= 5;
SELECT count(*) FROM got, LATERAL (SELECT sum(duration) FROM status_durations(x, '2026-03-28', '2026-04-02')) d
WHERE sum <> interval '5 days';
-- no status of the list holds longer than max_open_time, up to as_of
SELECT count(*) FROM got, LATERAL status_intervals(x, '-infinity', as_of) i
WHERE status = ANY (statuses) AND duration > max_open_time;

-- long timelines: 200,000 heartbeats of one status, and 20,000 statuses
SELECT event_count(a), event_count(b), event_count(c), status_at(a, 'infinity'), reason_at(b, 'infinity')
FROM (SELECT timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'A', NULL) AS t FROM generate_series(1, 200000) i) d,
LATERAL (SELECT expire_statuses(t, '{A}', NULL, '1 s', 'infinity') AS a, expire_statuses(t, '{A}', '1 day', NULL, 'infinity') AS b,
  expire_statuses(t, '{A}', NULL, '0.5 s', 'infinity') AS c) x;
SELECT event_count(x), reason_at(x, '2026-03-02 08:16:40.25+00')
FROM (SELECT expire_statuses(timeline_agg(timestamptz '2026-03-02 08:00+00' + i * interval '1 s', 'S' || i, NULL),
    (SELECT array_agg('S' || 2 * i) FROM generate_series(1, 20000) i), '0.25 s', '0.5 s', 'infinity') AS x
  FROM generate_series(1, 20000) i) d;

SET client_min_messages = error;
DROP SCHEMA expire_test CASCADE;
