-- status_buckets: local days and hours, through clock changes.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'status_buckets'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- 05:23 to 06:15 gives 7, 30 and 15 minutes to three half hours
SELECT to_char(bucket_start, 'HH24:MI') AS bucket, status, reason, duration
FROM status_buckets('{2026-03-02 05:23:00+00 "Unavailable" "Lunch", 2026-03-02 06:15:00+00 "Available"}',
  '30 minutes', '2026-03-02 05:20', '2026-03-02 06:40', 'UTC');
-- one row per interval and bucket: the same status twice in an hour is two rows
SELECT to_char(bucket_start, 'HH24:MI') AS bucket, status, duration
FROM status_buckets('{2026-03-02 08:00:00+00 "Available", 2026-03-02 08:20:00+00 "Offline", 2026-03-02 08:30:00+00 "Available"}',
  '1 hour', '2026-03-02 08:00', '2026-03-02 10:00', 'Asia/Kathmandu');

-- local days: their beginning, end and true length
CREATE FUNCTION days(zone text, first date, last date, width interval DEFAULT '1 day')
RETURNS TABLE (local_start text, local_end text, start_utc timestamptz, length interval, rows bigint)
LANGUAGE sql STABLE AS $$
  SELECT to_char(bucket_start AT TIME ZONE zone, 'Dy DD HH24:MI'), to_char(bucket_end AT TIME ZONE zone, 'Dy DD HH24:MI'),
    bucket_start, (bucket_end - bucket_start) * 1, count(*)
  FROM userlogs.status_buckets('{1970-01-01 00:00:00+00 "Available"}', width,
    (first::timestamp AT TIME ZONE zone), (last::timestamp AT TIME ZONE zone), zone)
  GROUP BY bucket_start, bucket_end ORDER BY bucket_start
$$;
SELECT * FROM days('Europe/Berlin', '2026-03-28', '2026-03-31');        -- 23 hours
SELECT * FROM days('Europe/Berlin', '2026-10-24', '2026-10-27');        -- 25 hours
SELECT * FROM days('America/New_York', '2026-03-07', '2026-03-10');     -- 23 hours
SELECT * FROM days('America/New_York', '2026-10-31', '2026-11-03');     -- 25 hours
SELECT * FROM days('Australia/Lord_Howe', '2026-04-04', '2026-04-07');  -- 24:30
SELECT * FROM days('Australia/Lord_Howe', '2026-10-03', '2026-10-06');  -- 23:30
SELECT * FROM days('America/Sao_Paulo', '2018-11-03', '2018-11-06');    -- no midnight: begins at 01:00
SELECT * FROM days('America/Sao_Paulo', '2018-02-17', '2018-02-19');    -- 23:00 comes twice
SELECT * FROM days('Asia/Kathmandu', '2026-03-02', '2026-03-04');       -- +05:45
SELECT * FROM days('Pacific/Apia', '2011-12-28', '2012-01-02');         -- there was no 30 December
SELECT * FROM days('America/Havana', '2022-11-05', '2022-11-08');       -- midnight comes twice
SELECT * FROM days('Asia/Beirut', '2022-03-26', '2022-03-29');          -- no midnight
SELECT * FROM days('Africa/Casablanca', '2024-03-09', '2024-03-12');    -- 25 hours, before Ramadan

-- hours: 23, 24 and 25 of them, each of 3600 seconds
SELECT zone, day, count(*) AS buckets, count(DISTINCT bucket_start) AS starts,
  min(bucket_end - bucket_start) AS shortest, max(bucket_end - bucket_start) AS longest, sum(duration) AS day_length
FROM (VALUES ('Europe/Berlin', date '2026-03-29'), ('Europe/Berlin', '2026-10-25'), ('Europe/Berlin', '2026-06-01'),
  ('America/New_York', '2026-03-08'), ('America/New_York', '2026-11-01'),
  ('Australia/Lord_Howe', '2026-04-05'), ('Australia/Lord_Howe', '2026-10-04'),
  ('America/Sao_Paulo', '2018-11-04'), ('America/Sao_Paulo', '2018-02-17'),
  ('Asia/Kathmandu', '2026-03-02'), ('Pacific/Apia', '2011-12-29'), ('Pacific/Apia', '2011-12-31')) d(zone, day),
LATERAL status_buckets('{1970-01-01 00:00:00+00 "Available"}', '1 hour',
  (day::timestamp AT TIME ZONE zone), ((day + 1)::timestamp AT TIME ZONE zone), zone)
GROUP BY zone, day ORDER BY zone, day;
-- a width that does not divide the day: the last bucket of a day is shorter
SELECT * FROM days('Europe/Berlin', '2026-10-24', '2026-10-26', '7 hours');

-- weeks begin on Monday, months on the first; several are counted from January 2000
SELECT * FROM days('Europe/Berlin', '2026-03-18', '2026-04-02', '1 week');
SELECT * FROM days('Europe/Berlin', '2026-03-18', '2026-04-02', '14 days');
SELECT * FROM days('Europe/Berlin', '2026-03-18', '2026-04-02', '24 hours') LIMIT 1;
SELECT * FROM days('Europe/Berlin', '2026-02-18', '2026-04-02', '1 month');
SELECT * FROM days('America/New_York', '2026-02-18', '2026-04-02', '3 months');
SELECT * FROM days('UTC', '1999-12-30', '2000-01-02', '1 year');
SELECT * FROM days('UTC', '1969-06-30', '1970-01-02', '1 century');

-- the same for all days of some years: with AT TIME ZONE, where midnight is one instant
SELECT zone, count(*) AS days, count(*) FILTER (WHERE bucket_start <> (day::timestamp AT TIME ZONE zone)) AS differ
FROM unnest(ARRAY['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Casablanca']) zone,
LATERAL (SELECT *, (bucket_start AT TIME ZONE zone)::date AS day FROM status_buckets('{1900-01-01 00:00:00+00 "Available"}',
  '1 day', '2008-01-01 12:00+00', '2030-01-01 12:00+00', zone)) b
GROUP BY zone ORDER BY zone;
-- no gap and no overlap between buckets, from the first time zones to the far future
SELECT zone, count(*) > 12000 AS buckets, count(*) FILTER (WHERE bucket_start <> before) AS gaps,
  bool_and(bucket_end > bucket_start) AS positive
FROM (SELECT zone, bucket_start, bucket_end, lag(bucket_end) OVER (PARTITION BY zone, from_at, width ORDER BY bucket_start) AS before
  FROM unnest(ARRAY['Europe/Berlin', 'America/St_Johns', 'Asia/Manila', 'Pacific/Apia', 'America/Juneau', 'Europe/Dublin']) zone,
  (VALUES (timestamptz '1844-01-01', timestamptz '1846-01-01', interval '1 day'), ('1867-01-01', '1868-01-01', '6 hours'),
    ('1986-01-01', '2012-01-01', '1 day'), ('2890-01-01', '2895-01-01', '1 week'), ('4713-12-01 BC', '4712-02-01 BC', '1 day')) w(from_at, to_at, width),
  LATERAL status_buckets('{4713-11-30 00:00:00+00 BC "Available"}', width, from_at, to_at, zone)) b
GROUP BY zone ORDER BY zone;

-- the session's zone has no say
SET TimeZone = 'Asia/Tokyo';
SELECT bucket_start AT TIME ZONE 'UTC' AS utc, duration
FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02 05:00+00', '2026-03-02 12:00+00', 'Europe/Berlin');
RESET TimeZone;

-- from the first event on, where the window has no start
SELECT bucket_start AT TIME ZONE 'UTC' AS utc, status, duration
FROM status_buckets('{2026-03-02 05:30:00+00 "Available"}', '1 hour', '-infinity', '2026-03-02 07:00+00', 'UTC');

-- errors
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02', '2026-03-03', 'Mars/Olympus');  -- error: zone
\echo :SQLSTATE
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02', '2026-03-03', '');  -- error: zone
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02', '2026-03-03', 'Europe/Berlin2');  -- error: a POSIX rule
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02', '2026-03-03', 'UTC+2');  -- error: a POSIX rule
-- but all names of the database are known
SELECT count(*) > 300 AS zones, count(*) = (SELECT count(*) FROM pg_timezone_names) AS all_known
FROM pg_timezone_names, status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02 12:00', '2026-03-02 12:01', name);
SELECT name FROM unnest(ARRAY['UTC', 'Etc/GMT+5', 'europe/berlin']) name,
  status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02 12:00', '2026-03-02 13:00', name);
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '0', '2026-03-02', '2026-03-03', 'UTC');  -- error: zero
\echo :SQLSTATE
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '-1 hour', '2026-03-02', '2026-03-03', 'UTC');  -- error: negative
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day -1 hour', '2026-03-02', '2026-03-03', 'UTC');  -- error: negative part
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 month 1 day', '2026-03-02', '2026-03-03', 'UTC');  -- error: mixed
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '36 hours', '2026-03-02', '2026-03-03', 'UTC');  -- error: mixed
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-02', 'infinity', 'UTC');  -- error: no end
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '2026-03-03', '2026-03-02', 'UTC');  -- error: reversed
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', '1 day', '294276-12-31 12:00', '294276-12-31 13:00', 'UTC');  -- error: the bucket's end is out of range
SELECT * FROM status_buckets('{2026-03-02 05:00:00+00 "Available"}', NULL, '2026-03-02', '2026-03-03', 'UTC');
DROP FUNCTION days;
