-- availability_buckets: the time of each class, and sessions, of each bucket.
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'availability_buckets'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- a day by hand: a login before seven, a break, a logout at midnight, a session
-- that goes on, and one that ends
CREATE TEMP TABLE day AS
SELECT timeline_agg(at, status, reason) AS t FROM (VALUES
  (timestamptz '2026-03-02 06:50', 'Available', NULL), ('2026-03-02 12:00', 'Break', 'Lunch'), ('2026-03-02 12:20', 'Break', 'Coffee'), ('2026-03-02 12:30', 'Available', NULL),
  ('2026-03-02 15:00', 'Juggling', NULL), ('2026-03-02 15:30', 'Available', NULL), ('2026-03-03 00:00', 'Offline', NULL),
  ('2026-03-03 22:00', 'Available', NULL), ('2026-03-04 02:00', 'Break', NULL), ('2026-03-04 03:00', 'Offline', NULL), ('2026-03-04 09:00', 'Available', NULL)) e(at, status, reason);
SELECT b.* FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-04 10:00', 'UTC', '{Available}', '{Break}', '{Offline}') b \gx
SELECT bucket_start, bucket_end, available, unavailable, login_count, session_count, first_login, last_logout
FROM day, availability_buckets(t, '8 hours', '2026-03-02', '2026-03-04', 'UTC', '{Available}', '{Break}', '{Offline}') b;
-- days that begin at six; the same from the first event on
SELECT bucket_start, available, unavailable, offline, unknown, login_count, session_count FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-04 10:00', 'Europe/Berlin', '{Available}', '{Break}', '{Offline}', day_offset => '06:00') b;
SELECT bucket_start, available, unavailable, offline, unknown, login_count, session_count FROM day, availability_buckets(t, '1 day', '-infinity', '2026-03-04 10:00', 'Europe/Berlin', '{Available}', '{Break}', '{Offline}', day_offset => '06:00') b;
-- windows in the middle of a session and at its edges
SELECT from_at, to_at, available, login_count, session_count, first_login, last_logout
FROM day, (VALUES (timestamptz '2026-03-02 06:50', timestamptz '2026-03-02 12:00'), ('2026-03-02 12:00', '2026-03-02 12:30'), ('2026-03-02 15:30', '2026-03-03 00:00'), ('2026-03-02 15:00', '2026-03-02 15:30'), ('2026-03-04 02:00', '2026-03-04 03:00'), ('2026-03-04 09:30', '2026-03-04 10:00')) w(from_at, to_at),
  availability_buckets(t, '1 month', from_at, to_at, 'UTC', '{Available}', '{Break}', '{Offline}') b ORDER BY from_at;
-- a status in two classes is of the first; arrays of other dimensions, with NULLs, and empty
SELECT available, unavailable, offline, unknown FROM day, availability_buckets(t, '1 year', '2026-03-02', '2026-03-04', 'UTC', '{Available,Break}', '{{Break,NULL},{Available,Juggling}}', '{}') b;
-- time engaged is of a session, and interrupts time unavailable
SELECT available, engaged, unavailable, unknown, longest_engaged, longest_unavailable, login_count, overrun
FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-03', 'UTC', '{Available}', '{Break}', '{Offline}', '{Lunch,Coffee}', '{00:15,00:05}', engaged_statuses => '{Juggling}') b;
SELECT available, engaged, unavailable, overrun FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-03', 'UTC', '{Available}', '{Break}', '{Offline}', '{Lunch}', '{00:15}', engaged_statuses => '{Available,Break}') b;
SELECT count(*) FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-02', 'UTC', '{}', '{}', '{}');
SELECT count(*) FROM day, availability_buckets(t, '1 day', '-infinity', '2026-03-02', 'UTC', '{}', '{}', '{}');
SELECT count(*) FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'UTC', NULL, '{}', '{}');
SELECT availability_buckets(t, '2 days', '2026-03-02', '2026-03-04', 'UTC', '{Available}', '{}', '{}') FROM day;
\set SHOW_CONTEXT never
SELECT availability_buckets(t, '1 day', '2026-03-04', '2026-03-02', 'UTC', '{}', '{}', '{}') FROM day;  -- error: reversed
SELECT availability_buckets(t, '1 day', '2026-03-04', 'infinity', 'UTC', '{}', '{}', '{}') FROM day;  -- error: no end
SELECT availability_buckets(t, '0', '2026-03-02', '2026-03-04', 'UTC', '{}', '{}', '{}') FROM day;  -- error: width
SELECT availability_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'Madrid', '{}', '{}', '{}') FROM day;  -- error: zone
SELECT availability_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'UTC', '{}', '{}', '{}', day_offset => '1 day') FROM day;  -- error: offset
SELECT availability_buckets(t, '1 day', '-infinity', '294276-12-31 12:00', 'UTC', '{}', '{}', '{}') FROM (SELECT timeline_agg(timestamptz '294276-12-31 11:00', 'Available', NULL) AS t) x;  -- error: edge
SELECT b.available, b.login_count FROM (SELECT timeline_agg(timestamptz '4714-11-25 00:00 BC', 'Available', NULL) AS t) x, availability_buckets(t, '100 years', '-infinity', '4600-01-01 BC', 'UTC', '{Available}', '{}', '{}') b;

SELECT availability_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'UTC', '{}', '{}', '{}', '{Lunch,Coffee}', '{00:10}') FROM day;  -- error: as many
SELECT availability_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'UTC', '{}', '{}', '{}', '{Lunch}', '{-00:10}') FROM day;  -- error: negative
SELECT availability_buckets(t, '1 day', '2026-03-02', '2026-03-04', 'UTC', '{}', '{}', '{}', '{Lunch}', '{178000000 years}') FROM day;  -- error: range
-- lunch is overrun by five minutes and the coffee after it by all of its ten, the
-- nameless break of the next night on both of its days, more in the window than before
SELECT b.bucket_start, b.unavailable, b.overrun FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-05', 'UTC', '{Available}', '{Break}', '{Offline}', '{Lunch,Coffee,NULL}', '{00:15,0,00:45}') b;
-- of a reason given twice the last allowance counts, also no limit
SELECT sum(b.overrun) FROM day, availability_buckets(t, '1 day', '2026-03-02', '2026-03-05', 'UTC', '{Available}', '{Break}', '{Offline}', '{Lunch,Lunch,NULL,NULL,Coffee,Coffee}', '{00:15,NULL,NULL,00:45,00:05,00:01}') b;
-- a logout at the last microsecond there is
SELECT bucket_start, bucket_end, last_logout FROM (SELECT timeline_agg(at::timestamptz, s, NULL) AS t FROM (VALUES ('294276-12-31 10:00', 'Available'), ('294276-12-31 23:59:59.999999', 'Offline')) e(at, s)) x,
  availability_buckets(t, '1 day', '294276-12-31 01:00', '294276-12-31 23:59:59.999999', 'UTC', '{Available}', '{}', '{Offline}', day_offset => '-00:00:00.000001') b;
SELECT b.bucket_start, b.unavailable, b.overrun FROM day, availability_buckets(t, '1 day', '2026-03-04 02:30', '2026-03-04 02:50', 'UTC', '{Available}', '{Break}', '{Offline}', '{NULL}', '{00:45}') b;
DROP TABLE day;
