-- headcount_buckets: least, most, mean and total of each bucket.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET extra_float_digits = 0;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'headcount_buckets'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- 2 from 08:00, 3 from 08:20 to 08:30, nobody from 09:45 to 10:15, 1 from there on
CREATE VIEW hc AS SELECT headcount '{2026-03-02 08:00+00 2, 2026-03-02 08:20+00 3, 2026-03-02 08:30+00 2,
  2026-03-02 09:45+00 0, 2026-03-02 10:15:00.5+00 1}' AS h;
SELECT to_char(bucket_start, 'HH24:MI') AS bucket, headcount_min, headcount_max, headcount_avg, person_seconds
FROM hc, headcount_buckets(h, '30 minutes', '2026-03-02 07:30', '2026-03-02 11:00', 'UTC');
-- only what is in the window counts, but the bucket's edges are its own
SELECT bucket_start, bucket_end, headcount_min, headcount_max, headcount_avg, person_seconds
FROM hc, headcount_buckets(h, '1 hour', '2026-03-02 08:25', '2026-03-02 09:50', 'UTC');
SELECT bucket_start, bucket_end, headcount_min, headcount_max, headcount_avg, person_seconds
FROM hc, headcount_buckets(h, '1 day', '2026-03-02 08:00', '2026-03-02 12:00', 'Asia/Kathmandu');
-- nobody
SELECT bucket_start, headcount_min, headcount_max, headcount_avg, person_seconds
FROM headcount_buckets('{}', '1 hour', '2026-03-02 08:00', '2026-03-02 10:00', 'UTC');
SELECT count(*) AS null_is_not_nobody FROM headcount_buckets(NULL, '1 hour', '2026-03-02 08:00', '2026-03-02 10:00', 'UTC');
SELECT count(*) AS coalesced FROM headcount_buckets(coalesce(NULL::headcount, '{}'), '1 hour', '2026-03-02 08:00', '2026-03-02 10:00', 'UTC');
SELECT count(*) AS empty_window FROM hc, headcount_buckets(h, '1 hour', '2026-03-02 08:00', '2026-03-02 08:00', 'UTC');

-- days of 23, 24 and 25 hours
SELECT zone, bucket_start AT TIME ZONE zone AS local_start, headcount_min, headcount_max, headcount_avg, person_seconds / 3600 AS person_hours
FROM (VALUES ('Europe/Berlin', date '2026-03-28'), ('America/New_York', '2026-10-31'), ('Australia/Lord_Howe', '2026-04-04'),
  ('America/Sao_Paulo', '2018-11-03'), ('Pacific/Apia', '2011-12-29')) d(zone, day),
headcount_buckets('{2000-01-01 00:00+00 4}', '1 day', day::timestamp AT TIME ZONE zone, (day + 3)::timestamp AT TIME ZONE zone, zone)
ORDER BY zone, bucket_start;
-- the buckets are those of status_buckets
SELECT count(*) > 5000 AS buckets, count(*) FILTER (WHERE h.bucket_start IS NULL OR s.bucket_start IS NULL OR extract(epoch FROM s.duration) <> h.person_seconds) AS differ
FROM unnest(ARRAY['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Havana']) zone,
  unnest('{1 hour, 7 hours, 1 day, 7 days, 1 month, 3 months}'::interval[]) width,
  LATERAL (SELECT * FROM headcount_buckets('{1900-01-01 00:00+00 1}', width, '2011-12-20 03:30+00', '2012-04-20 02:15+00', zone)) h
  FULL JOIN LATERAL (SELECT * FROM status_buckets('{1900-01-01 00:00+00 "A"}', width, '2011-12-20 03:30+00', '2012-04-20 02:15+00', zone)) s
  USING (bucket_start, bucket_end);

-- exact: a microsecond in 50,000 years, and more person-seconds than 64 bits hold
SELECT headcount_min, headcount_max, headcount_avg, person_seconds
FROM headcount_buckets('{2026-03-02 08:00+00 1, 2026-03-02 08:00:00.000001+00 0}', '50000 years', '2000-01-01', '100000-01-01', 'UTC');
SELECT headcount_avg, person_seconds FROM headcount_buckets('{2000-01-01 00:00+00 9223372036854775807}', '1 year', '2025-01-01', '2027-01-01', 'UTC');
SELECT headcount_avg, person_seconds FROM headcount_buckets('{2026-01-01 00:00+00 9223372036854775807, 2026-01-02 00:00:00.000001+00 1}', '1 month', '2026-01-01', '2026-02-01', 'UTC');
-- the mean of equal counts is that count, however long the bucket
SELECT count(*) AS buckets, count(*) FILTER (WHERE headcount_avg <> headcount_min) AS wrong
FROM generate_series(1, 2000, 37) n, headcount_buckets(format('{1999-12-31 00:00+00 %s}', n)::headcount, '1 month', '2000-01-01 00:00:00.000007', '2003-01-01', 'Europe/Berlin');

-- a month is not 30 days, though they compare equal
SELECT n, b.bucket_start, b.bucket_end, s.bucket_end AS status_bucket_end, bucket_end(b.bucket_start, width, 'UTC') = b.bucket_end AS the_same,
  bucket_start(b.bucket_end - interval '1 us', width, 'UTC') = b.bucket_start AS start_the_same, width = '30 days' AS equal
FROM (VALUES (1, interval '1 month'), (2, '30 days')) w(n, width)
CROSS JOIN headcount_buckets('{2026-01-01 00:00+00 1}', width, '2026-02-10', '2026-03-20', 'UTC') b
LEFT JOIN status_buckets('{2026-01-01 00:00+00 "A"}', width, '2026-02-10', '2026-03-20', 'UTC') s USING (bucket_start) ORDER BY 1, 2;

-- errors
SELECT * FROM headcount_buckets('{}', '1 day', '-infinity', '2026-03-03', 'UTC');  -- error: no start
SELECT * FROM headcount_buckets('{}', '1 day', '2026-03-02', 'infinity', 'UTC');  -- error: no end
\echo :SQLSTATE
SELECT * FROM headcount_buckets('{}', '1 day', '2026-03-03', '2026-03-02', 'UTC');  -- error: reversed
SELECT * FROM headcount_buckets('{}', '0', '2026-03-02', '2026-03-03', 'UTC');  -- error: zero
SELECT * FROM headcount_buckets('{}', '-1 hour', '2026-03-02', '2026-03-03', 'UTC');  -- error: negative
SELECT * FROM headcount_buckets('{}', '36 hours', '2026-03-02', '2026-03-03', 'UTC');  -- error: mixed
SELECT * FROM headcount_buckets('{}', '1 day', '2026-03-02', '2026-03-03', 'nowhere');  -- error: unknown zone
SELECT * FROM headcount_buckets('{}', '1 day', '294276-12-31 12:00', '294276-12-31 13:00', 'UTC');  -- error: the bucket's end is out of range
SELECT * FROM headcount_buckets('{}', '100000 years', '4713-01-01 BC', '294000-01-01', 'UTC');  -- error: the bucket's start is out of range

-- very many buckets: in the select list they are not stored, and a time limit ends it
SELECT b FROM (SELECT headcount_buckets(h, '1 microsecond', '2026-03-02 08:19:59.999999', '2027-01-01', 'UTC') AS b FROM hc) x LIMIT 2;
SET statement_timeout = '200ms';
SELECT count(*) FROM (SELECT headcount_buckets(h, '1 microsecond', '2026-03-02 08:00', '2027-01-01', 'UTC') FROM hc) x;  -- error: time is up
SELECT count(*) FROM headcount_buckets('{}', '1 microsecond', '2026-03-02 08:00', '2027-01-01', 'UTC');  -- error: time is up
RESET statement_timeout;
DROP VIEW hc;
