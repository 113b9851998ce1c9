-- local_days, local_date, local_day_start, local_time: the clock and the business
-- days of a zone, through clock changes and with offsets from midnight.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = local_days_test, userlogs;
CREATE SCHEMA local_days_test;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('local_date', 'local_day_start', 'local_days', 'local_time')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- a night shift from 22:00 to 06:00 is in two days; where days begin at 06:00 in
-- the one on which it begins, where they begin at 22:00 in the one after that
SELECT * FROM local_days('2025-06-02 22:00+02', '2025-06-03 06:00+02', 'Europe/Berlin');
SELECT * FROM local_days('2025-06-02 22:00+02', '2025-06-03 06:00+02', 'Europe/Berlin', '06:00');
SELECT * FROM local_days('2025-06-02 22:00+02', '2025-06-03 06:00+02', 'Europe/Berlin', '-02:00');
SELECT at, local_date(at, 'Europe/Berlin') AS midnight, local_date(at, 'Europe/Berlin', '06:00') AS six, local_date(at, 'Europe/Berlin', '-02:00') AS ten
FROM unnest('{2025-06-02 21:59:59.999999+02, 2025-06-02 22:00+02, 2025-06-02 23:59:59.999999+02, 2025-06-03 00:00+02,
  2025-06-03 05:59:59.999999+02, 2025-06-03 06:00+02}'::timestamptz[]) at;

-- days in local terms: their start and true length
CREATE FUNCTION days(zone text, day_offset interval, first date, last date)
RETURNS TABLE (local_date date, local_start text, start_utc timestamptz, length interval, same_start boolean)
LANGUAGE sql STABLE AS $$
  SELECT d.local_date, to_char(day_start AT TIME ZONE zone, 'Dy DD HH24:MI:SS'), day_start, duration,
    day_start = userlogs.local_day_start(d.local_date, zone, day_offset)
  FROM userlogs.local_days(userlogs.local_day_start(first, zone, day_offset), userlogs.local_day_start(last + 1, zone, day_offset), zone, day_offset) d
$$;
SELECT * FROM days('Europe/Berlin', '0', '2025-03-29', '2025-03-31');           -- 23 hours
SELECT * FROM days('Europe/Berlin', '0', '2025-10-25', '2025-10-27');           -- 25 hours
SELECT * FROM days('Europe/Berlin', '06:00', '2025-03-29', '2025-03-31');       -- the change belongs to the day before
SELECT * FROM days('Europe/Berlin', '06:00', '2025-10-25', '2025-10-27');
SELECT * FROM days('Europe/Berlin', '-02:00', '2025-03-29', '2025-03-31');
SELECT * FROM days('Europe/Berlin', '-02:00', '2025-10-25', '2025-10-27');
SELECT * FROM days('Europe/Berlin', '02:30', '2025-03-29', '2025-03-31');       -- no 02:30: begins at 03:00
SELECT * FROM days('Europe/Berlin', '02:30', '2025-10-25', '2025-10-27');       -- two of them: begins at the first
SELECT * FROM days('America/Havana', '0', '2022-03-12', '2022-03-14');          -- no midnight: begins at 01:00
SELECT * FROM days('America/Havana', '0', '2022-11-05', '2022-11-07');          -- two midnights: begins at the first
SELECT * FROM days('America/Havana', '-00:30', '2022-11-05', '2022-11-07');
SELECT * FROM days('Asia/Kathmandu', '06:15', '2025-03-01', '2025-03-02');      -- +05:45
SELECT * FROM days('Pacific/Apia', '0', '2011-12-28', '2012-01-01');            -- there was no 30 December
SELECT * FROM days('Pacific/Apia', '06:00', '2011-12-28', '2012-01-01');        -- 18 hours and 6, as the clock shows them
SELECT local_day_start('2011-12-30', 'Pacific/Apia') = local_day_start('2011-12-31', 'Pacific/Apia') AS no_length,
  local_date('2011-12-30 09:59:59.999999+00', 'Pacific/Apia') AS before, local_date('2011-12-30 10:00+00', 'Pacific/Apia') AS after;
SELECT * FROM days('America/Juneau', '0', '1867-10-17', '1867-10-20');          -- a day that came twice
SELECT * FROM days('UTC', '23:59:59.999999', '2025-03-01', '2025-03-01');
SELECT * FROM days('UTC', '-23:59:59.999999', '2025-03-01', '2025-03-01');

-- the session's zone has no say, neither has the form of the call
SET TimeZone = 'Asia/Tokyo';
SELECT local_date('2025-06-02 22:00+00', 'UTC'), local_day_start('2025-06-02', 'UTC') AT TIME ZONE 'UTC' AS utc;
RESET TimeZone;
SET TimeZone = 'UTC';
SELECT (local_days('2025-06-02 12:00+00', '2025-06-04 12:00+00', 'UTC', day_offset => '06:00')).*;
SELECT i, z, d.local_date, d.duration
FROM (VALUES (1, timestamptz '2025-06-02 12:00+00', 'UTC'), (2, '2025-06-02 12:00+00', 'Asia/Tokyo'), (3, '2025-06-02 12:00+00', 'UTC')) v(i, at, z),
LATERAL local_days(at, at + interval '6 hours', z) d ORDER BY i, d.local_date;

-- an empty window has no days, NULL neither
SELECT count(*) FROM local_days('2025-06-02', '2025-06-02', 'UTC');
SELECT count(*) FROM (
  SELECT duration FROM local_days(NULL, '2025-06-02', 'UTC') UNION ALL SELECT duration FROM local_days('2025-06-02', NULL, 'UTC')
  UNION ALL SELECT duration FROM local_days('2025-06-02', '2025-06-03', NULL) UNION ALL SELECT duration FROM local_days('2025-06-02', '2025-06-03', 'UTC', NULL)) d;
SELECT num_nulls(local_date(NULL, 'UTC'), local_date('2025-06-02', NULL), local_date('2025-06-02', 'UTC', NULL),
  local_day_start(NULL, 'UTC'), local_day_start('2025-06-02', NULL), local_day_start('2025-06-02', 'UTC', NULL));
-- infinity stays
SELECT local_date('infinity', 'Europe/Berlin'), local_date('-infinity', 'Europe/Berlin', '06:00'),
  local_day_start('infinity', 'Europe/Berlin'), local_day_start('-infinity', 'Europe/Berlin', '-02:00');

-- local_time is AT TIME ZONE
SELECT count(*) AS times, count(*) FILTER (WHERE local_time(at, zone) IS DISTINCT FROM at AT TIME ZONE zone) AS different
FROM unnest('{UTC, Europe/Berlin, America/New_York, America/Sao_Paulo, Asia/Kathmandu, Australia/Lord_Howe, Pacific/Apia, Africa/Monrovia}'::text[]) zone,
  (SELECT timestamptz '1850-01-01' + i * interval '37 days 11:23:45.678901' FROM generate_series(0, 4000) i
   UNION ALL SELECT timestamptz '2025-03-30 00:00+00' + i * interval '10 minutes' FROM generate_series(0, 12) i
   UNION ALL SELECT timestamptz '2025-10-26 00:00+00' + i * interval '10 minutes' FROM generate_series(0, 12) i
   UNION ALL VALUES (timestamptz 'infinity'), ('-infinity'), ('4714-11-25 BC'), ('294276-12-30'), ('200000-07-01'), ('1999-12-31 23:59:59.999999'), (NULL)) t(at);
SELECT num_nulls(local_time(NULL, 'UTC'), local_time('2025-06-02', NULL)) AS missing;

-- errors
SELECT local_days('2025-06-03', '2025-06-02', 'UTC');  -- error: reversed
SELECT local_time('294276-12-31 23:00+00', 'Asia/Tokyo');  -- error: beyond the last timestamp
SELECT local_time('4714-11-24 00:00+00 BC', 'Etc/GMT+1');  -- error: before the first
SELECT local_time('2025-06-02', 'CEST');  -- error: zone, an abbreviation
SELECT local_days('2025-06-02', 'infinity', 'UTC');  -- error: no end
SELECT local_days('-infinity', '2025-06-02', 'UTC');  -- error: no beginning
SELECT local_days('infinity', 'infinity', 'UTC');  -- error: not finite, though empty
SELECT local_days('2025-06-02', '2025-06-02', 'Mars/Olympus');  -- error: zone, also where there is no day
SELECT local_date('infinity', 'UTC+2');  -- error: zone, a POSIX rule
SELECT local_day_start('2025-06-02', 'CEST');  -- error: zone, an abbreviation
SELECT local_date('2025-06-02', 'UTC', '24:00');  -- error: a whole day
SELECT local_date('2025-06-02', 'UTC', '-24:00');  -- error: a whole day
SELECT local_date('2025-06-02', 'UTC', '1 day');  -- error: days
SELECT local_day_start('2025-06-02', 'UTC', '1 day -22:00');  -- error: days
SELECT local_days('2025-06-02', '2025-06-02', 'UTC', '1 month 06:00');  -- error: months

-- the ends of the range: a date or an instant that exists is found, all else is an error
SELECT local_date('294276-12-31 23:59:59.999999+00', 'UTC') AS last, local_date('294276-12-31 23:59:59.999999+00', 'Asia/Tokyo') AS tokyo,
  local_date('294276-12-31 23:59:59.999999+00', 'Etc/GMT+12', '23:00') AS late,
  local_date('4714-11-24 00:00+00 BC', 'UTC') AS first, local_date('4714-11-24 00:00+00 BC', 'Etc/GMT-14', '-23:00') AS early;
SELECT local_day_start('294277-01-01', 'Etc/GMT-14') AS last, local_day_start('4714-11-24 BC', 'Etc/GMT+12') AS first;
SELECT local_day_start('4714-11-24 BC', 'UTC') AS first,
  (SELECT count(*) FROM local_days('294276-12-30 00:00+00', '294276-12-31 00:00+00', 'UTC')) AS days;
SELECT local_date('4714-11-24 00:00+00 BC', 'Etc/GMT+1');  -- error: no such date
SELECT local_date('4714-11-24 00:00+00 BC', 'UTC', '00:00:00.000001');  -- error: no such date
SELECT local_day_start('294277-01-01', 'UTC');  -- error: beyond the last instant
SELECT local_day_start('4714-11-24 BC', 'Etc/GMT-1');  -- error: before the first instant
SELECT local_day_start('5874897-12-31', 'UTC');  -- error: far beyond
SELECT local_days('294276-12-31 12:00+00', '294276-12-31 13:00+00', 'UTC');  -- error: the day's end
SELECT local_days('4714-11-24 00:00+00 BC', '4714-11-24 01:00+00 BC', 'Etc/GMT-1');  -- error: the day's start

-- the definition, by looking at each minute around clock changes
CREATE TABLE zone AS
SELECT * FROM unnest('{Europe/Berlin, America/New_York, America/Havana, America/Sao_Paulo, America/St_Johns, Australia/Lord_Howe,
  Asia/Kathmandu, Asia/Beirut, Africa/Casablanca, Pacific/Apia, Pacific/Kiritimati, UTC}'::text[]) z(zone);
CREATE TABLE day_offset AS
SELECT * FROM unnest('{0, 06:00, 02:30, -02:00, 00:30, -00:30, 23:59, -23:59}'::interval[]) o(day_offset);
CREATE TABLE first_minute AS
SELECT zone, day, day_offset, (
  SELECT min(at) FROM generate_series((day + day_offset) AT TIME ZONE 'UTC' - interval '15 hours', (day + day_offset) AT TIME ZONE 'UTC' + interval '15 hours', interval '1 minute') at
  WHERE at AT TIME ZONE zone >= day + day_offset) AS want
FROM zone, (VALUES (date '2011-12-29'), ('2011-12-30'), ('2011-12-31'), ('2018-11-04'), ('2022-03-13'), ('2022-03-27'), ('2022-11-06'),
  ('2023-10-01'), ('2023-10-29'), ('2024-03-10'), ('1994-12-31'), ('1995-01-01')) d(day), day_offset;
SELECT count(*) AS days, count(*) FILTER (WHERE local_day_start(day, zone, day_offset) IS DISTINCT FROM want) AS differ FROM first_minute;

-- laws on random windows: the days partition the window
SELECT setseed(0.141421);
CREATE TABLE win AS
SELECT i AS n, from_at, from_at + length AS to_at
FROM (SELECT i, timestamptz '2008-01-01 00:00+00' + random() * interval '6000 days' AS from_at,
    random() * random() * random() * interval '120 days' AS length
  FROM generate_series(1, 400) i) d;
INSERT INTO win
SELECT 1000 + row_number() OVER (), want - interval '30 hours' * random(), want + interval '30 hours' * random()
FROM (SELECT DISTINCT want FROM first_minute) d;
CREATE TABLE got AS
SELECT n, zone, day_offset, from_at, to_at, d.*
FROM win, zone, day_offset, LATERAL local_days(from_at, to_at, zone, day_offset) d
WHERE hashtext((n, zone, day_offset)::text) % 8 = 0;
ANALYZE;
SELECT count(*) > 25000 AS many, count(DISTINCT (n, zone, day_offset)) > 2500 AS windows FROM got;
SELECT count(*) AS windows_not_partitioned FROM (
  SELECT 1 FROM got GROUP BY n, zone, day_offset, from_at, to_at
  HAVING sum(duration) <> to_at - from_at OR min(clipped_start) <> from_at OR max(clipped_end) <> to_at
    OR count(DISTINCT local_date) <> count(*)) d;
SELECT count(*) AS rows_wrong FROM (
  SELECT *, lead(d) OVER (PARTITION BY n, zone, day_offset ORDER BY clipped_start) AS next FROM got d) g
WHERE duration <> clipped_end - clipped_start OR duration <= '0' OR extract(day FROM duration) <> 0
  OR clipped_start <> greatest(day_start, from_at) OR clipped_end <> least(day_end, to_at)
  OR day_start <> local_day_start(local_date, zone, day_offset)
  OR day_end <> local_day_start(local_date + 1, zone, day_offset)
  OR (next).local_date <= local_date OR (next).day_start <> day_end OR (next).clipped_start <> clipped_end;
-- a window that ought to have days but has none
SELECT count(*) FROM win, zone, day_offset
WHERE hashtext((n, zone, day_offset)::text) % 8 = 0 AND from_at < to_at
  AND NOT EXISTS (SELECT FROM got g WHERE (g.n, g.zone, g.day_offset) = (win.n, zone.zone, day_offset.day_offset));
-- local_date agrees at random instants of the pieces, and at their first and last
CREATE TABLE moment AS
SELECT zone, day_offset, local_date AS want, at
FROM got, LATERAL (VALUES (clipped_start), (clipped_end - interval '1 us'), (clipped_start + random() * (duration - interval '1 us'))) v(at);
SELECT count(*) > 75000 AS moments, count(*) FILTER (WHERE local_date(at, zone, day_offset) <> want) AS differ,
  count(*) FILTER (WHERE NOT (local_day_start(want, zone, day_offset) <= at AND at < local_day_start(want + 1, zone, day_offset))) AS outside
FROM moment;
-- and with plain SQL, where clocks ran evenly for two days
SELECT count(*) > 25000 AS moments, count(*) FILTER (WHERE ((at AT TIME ZONE zone) - day_offset)::date <> want) AS differ
FROM moment
WHERE (at AT TIME ZONE zone) - (at AT TIME ZONE 'UTC') = ALL (
  SELECT ((at + h) AT TIME ZONE zone) - ((at + h) AT TIME ZONE 'UTC') FROM unnest('{-48:00, -30:00, -12:00, 12:00, 30:00, 48:00}'::interval[]) h);

-- the clock of New York next changes in a spring that no timestamp reaches
SELECT local_day_start('294276-12-30', 'America/New_York'), bucket_start('294276-12-30 12:00', '1 day', 'America/New_York');

SET client_min_messages = error;
DROP SCHEMA local_days_test CASCADE;
