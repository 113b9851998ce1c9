-- bucket_start, bucket_end: the edges of status_buckets, for any time.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Berlin';
SET DateStyle = ISO;
CREATE EXTENSION IF NOT EXISTS userlogs;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('bucket_end', 'bucket_start')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

SELECT at, width, userlogs.bucket_start(at, width, 'Europe/Berlin'), userlogs.bucket_end(at, width, 'Europe/Berlin')
FROM (VALUES (timestamptz '2026-03-29 04:10'), ('2026-03-29 00:00'), ('2025-10-26 02:30+01')) a(at),
  (VALUES (interval '15 minutes'), ('5 hours'), ('1 day'), ('7 days'), ('1 month')) w(width) ORDER BY width, at;
SELECT userlogs.bucket_start('infinity', '1 hour', 'UTC'), userlogs.bucket_end('-infinity', '1 hour', 'UTC');
SELECT userlogs.bucket_start(NULL, '1 hour', 'UTC'), userlogs.bucket_end('2026-03-29', NULL, 'UTC');
SELECT userlogs.bucket_start('2026-03-29', '0', 'UTC');  -- error: width
SELECT userlogs.bucket_end('2026-03-29', '1 month 1 day', 'UTC');  -- error: mixed
SELECT userlogs.bucket_start('2026-03-29', '1 hour', 'Mars');  -- error: zone
SELECT userlogs.bucket_start('4714-11-24 00:00:00+00 BC', '1 month', 'UTC');  -- error: out of range
-- the same buckets as status_buckets cuts
SELECT setseed(0.5);
SELECT count(*) AS compared, count(*) FILTER (WHERE s <> b.bucket_start OR e <> b.bucket_end) AS differ
FROM (SELECT timestamptz '2025-01-01' + random() * interval '2 years' AS at FROM generate_series(1, 300)) t,
  (VALUES (interval '15 minutes'), ('7 hours'), ('1 day'), ('3 days'), ('7 days'), ('1 month'), ('1 year')) w(width),
  (VALUES ('Europe/Berlin'), ('Asia/Kathmandu'), ('America/Havana'), ('Australia/Lord_Howe')) z(zone),
  LATERAL (SELECT userlogs.bucket_start(at, width, zone), userlogs.bucket_end(at, width, zone)) x(s, e),
  LATERAL userlogs.status_buckets('{2020-01-01 00:00:00+00 "x"}', width, at, at + interval '1 microsecond', zone) b;
RESET TimeZone;
