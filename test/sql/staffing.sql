-- staffing: were enough people there, hour by hour, for the requests that
-- came? The Monday is that of test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.staffing'::regclass AND attnum > 0 ORDER BY attnum;

SELECT local_start::time AS start, available_min AS min, round(available_avg::numeric, 3) AS avg, available_max AS max,
  available_person_seconds AS available, busy_person_seconds AS busy, round(occupancy_ratio::numeric, 4) AS occupancy,
  request_count AS requests, aht_seconds AS aht, required_agents AS required, required_rostered AS rostered,
  round(gap_agents::numeric, 3) AS gap, understaffed_person_seconds AS under, overstaffed_person_seconds AS over
FROM lisbon.staffing WHERE team = 'Sales' AND bucket_start >= '2026-03-02 08:00' ORDER BY bucket_start;

SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
