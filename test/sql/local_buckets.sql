-- local_buckets: the hours, days or weeks of the local calendar that a window
-- overlaps, through clock changes and with offsets from midnight.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = local_buckets_test, userlogs;
CREATE SCHEMA local_buckets_test;
SET TimeZone = 'Europe/Berlin';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'local_buckets';

-- 01:30 to 04:15 is in three hours of the night in which 02:00 is left out, and in
-- five of the one in which it comes twice
SELECT * FROM local_buckets('2026-03-29 01:30', '2026-03-29 04:15', '1 hour', 'Europe/Berlin');
SELECT * FROM local_buckets('2026-10-25 01:30', '2026-10-25 04:15', '1 hour', 'Europe/Berlin');
SELECT bucket_start, bucket_end - bucket_start AS length, clipped_end - clipped_start AS part
FROM local_buckets('2026-03-28 22:00', '2026-03-31 06:00', '1 day', 'Europe/Berlin');
SELECT * FROM local_buckets('2026-03-29 12:00', '2026-04-01 12:00', '7 days', 'Europe/Berlin');
SELECT * FROM local_buckets('2026-03-29 12:00', '2026-04-01 12:00', '1 month', 'Europe/Berlin');
-- hours of a clock that differs by half an hour, of a day that begins at 06:15, and
-- of a day on which the clock is set back by half an hour
SELECT b.bucket_start AT TIME ZONE 'Asia/Kolkata' AS local_start, b.clipped_start, b.clipped_end
FROM local_buckets('2026-03-02 01:00', '2026-03-02 03:00', '1 hour', 'Asia/Kolkata') b;
SELECT * FROM local_buckets('2026-03-02 05:30', '2026-03-02 08:00', '1 hour', 'Europe/Berlin', '06:15');
SELECT b.bucket_start AT TIME ZONE 'Australia/Lord_Howe' AS local_start, b.bucket_end - b.bucket_start AS length
FROM local_buckets('2026-04-05 21:30+10:30', '2026-04-06 01:30+10:30', '1 hour', 'Australia/Lord_Howe') b;
-- a bucket does not contain its end
SELECT * FROM local_buckets('2026-03-02 08:59:59.999999', '2026-03-02 09:00:00.000001', '1 hour', 'Europe/Berlin');

-- the session's zone has no say, neither has the form of the call
SET TimeZone = 'UTC';
SELECT (local_buckets('2026-03-02 22:30+00', '2026-03-02 23:30+00', '1 day', 'Europe/Berlin')).*;
SELECT i, b.* FROM (VALUES (1, '1 hour'::interval, 'UTC'), (2, '1 day', 'Asia/Tokyo')) v(i, width, zone),
LATERAL local_buckets('2026-03-02 14:30+00', '2026-03-02 15:30+00', width, zone) b ORDER BY i, b.bucket_start;

-- an empty window has no buckets, NULL neither
SELECT count(*) FROM local_buckets('2026-03-02', '2026-03-02', '1 hour', 'UTC');
SELECT count(*) FROM (
  SELECT bucket_start FROM local_buckets(NULL, '2026-03-02', '1 hour', 'UTC') UNION ALL SELECT bucket_start FROM local_buckets('2026-03-02', NULL, '1 hour', 'UTC')
  UNION ALL SELECT bucket_start FROM local_buckets('2026-03-02', '2026-03-03', NULL, 'UTC') UNION ALL SELECT bucket_start FROM local_buckets('2026-03-02', '2026-03-03', '1 hour', NULL)
  UNION ALL SELECT bucket_start FROM local_buckets('2026-03-02', '2026-03-03', '1 hour', 'UTC', NULL)) b;

-- errors
SELECT local_buckets('2026-03-03', '2026-03-02', '1 hour', 'UTC');  -- error: reversed
SELECT local_buckets('2026-03-02', 'infinity', '1 hour', 'UTC');  -- error: no end
SELECT local_buckets('-infinity', '2026-03-02', '1 hour', 'UTC');  -- error: no beginning
SELECT local_buckets('2026-03-02', '2026-03-02', '0', 'UTC');  -- error: width, also where there is no bucket
SELECT local_buckets('2026-03-02', '2026-03-02', '1 month 1 day', 'UTC');  -- error: mixed
SELECT local_buckets('2026-03-02', '2026-03-02', '1 hour', 'Mars');  -- error: zone
SELECT local_buckets('2026-03-02', '2026-03-02', '1 hour', 'UTC', '24:00');  -- error: a whole day
SELECT local_buckets('294276-12-31 12:00+00', '294276-12-31 13:00+00', '1 hour', 'UTC');  -- error: the day's end
SELECT count(*) FROM local_buckets('294276-12-30 12:00+00', '294276-12-31 00:00+00', '1 hour', 'UTC');

-- laws on random windows: the buckets partition the window, and are those of
-- bucket_start, local_days and duration_buckets
SELECT setseed(0.271828);
CREATE TABLE win AS
SELECT n, from_at, from_at + random() * random() * width * 40 AS to_at, width, zone, day_offset
FROM (SELECT n, timestamptz '2008-01-01 00:00+00' + random() * interval '6500 days' AS from_at,
    ('{15 minutes, 1 hour, 7 hours, 1 day, 3 days, 7 days, 1 month}'::interval[])[1 + floor(7 * random())] AS width,
    ('{Europe/Berlin, Asia/Kolkata, America/Havana, Australia/Lord_Howe, Pacific/Apia, UTC}'::text[])[1 + floor(6 * random())] AS zone,
    ('{0, 0, 06:00, -02:30}'::interval[])[1 + floor(4 * random())] AS day_offset
  FROM generate_series(1, 3000) n) d;
CREATE TABLE got AS
SELECT n, from_at, to_at, width, zone, day_offset, b.*, lead(b.bucket_start) OVER (PARTITION BY n ORDER BY b.clipped_start) AS next_start
FROM win, LATERAL local_buckets(from_at, to_at, width, zone, day_offset) b;
SELECT count(*) > 30000 AS many, count(DISTINCT n) AS windows FROM got;
SELECT n FROM got GROUP BY n, from_at, to_at
HAVING sum(clipped_end - clipped_start) <> to_at - from_at OR min(clipped_start) <> from_at OR max(clipped_end) <> to_at;
SELECT n, bucket_start FROM got
WHERE clipped_start >= clipped_end OR clipped_start <> greatest(bucket_start, from_at) OR clipped_end <> least(bucket_end, to_at)
  OR next_start <> bucket_end OR next_start <> clipped_end
  OR day_offset = '0' AND (bucket_start <> userlogs.bucket_start(clipped_start, width, zone) OR bucket_end <> userlogs.bucket_end(clipped_start, width, zone));
CREATE TABLE want AS
SELECT n, d.day_start, d.day_end, d.clipped_start, d.clipped_end FROM win, local_days(from_at, to_at, zone, day_offset) d WHERE width = '1 day';
CREATE TABLE day AS SELECT n, bucket_start, bucket_end, clipped_start, clipped_end FROM got WHERE width = '1 day';
(TABLE want EXCEPT ALL TABLE day) UNION ALL (TABLE day EXCEPT ALL TABLE want);
CREATE TABLE counted AS
SELECT n, b.bucket_start, b.bucket_end, extract(epoch FROM b.duration) AS seconds
FROM win, duration_buckets('{2000-01-01 00:00:00+00 "x"}', width, from_at, to_at, zone, day_offset) b;
CREATE TABLE bucket AS SELECT n, bucket_start, bucket_end, extract(epoch FROM clipped_end - clipped_start) AS seconds FROM got;
(TABLE counted EXCEPT ALL TABLE bucket) UNION ALL (TABLE bucket EXCEPT ALL TABLE counted);

SET client_min_messages = error;
DROP SCHEMA local_buckets_test CASCADE;
