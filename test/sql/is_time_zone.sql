-- is_time_zone, is_day_offset, is_bucket_width: true exactly where the functions
-- that take these raise no error.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('is_bucket_width', 'is_day_offset', 'is_time_zone')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE FUNCTION pg_temp.works(query text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE query;
  RETURN true;
EXCEPTION WHEN invalid_parameter_value THEN
  RETURN false;
END $$;

SELECT zone, is_time_zone(zone), is_time_zone(zone) = pg_temp.works(format('SELECT userlogs.local_date(''epoch'', %L)', zone)) AS agrees
FROM unnest('{Europe/Berlin, europe/berlin, UTC, Madrid, CET+1, "", EST5EDT, posixrules/nowhere, +02:00, 5}'::text[]) zone;
SELECT day_offset, is_day_offset(day_offset), is_day_offset(day_offset) = pg_temp.works(format('SELECT userlogs.local_date(''epoch'', ''UTC'', %L)', day_offset)) AS agrees
FROM unnest('{0, 06:00, -23:59:59.999999, 23:59:59.999999, 24:00, -24:00, 1 day, 1 day -23:00, 1 month, 25:00}'::interval[]) day_offset;
SELECT width, is_bucket_width(width), is_bucket_width(width) = pg_temp.works(format('SELECT userlogs.bucket_start(''epoch'', %L, ''UTC'')', width)) AS agrees
FROM unnest('{0, 1 us, 15 minutes, 24:00, 48:00, 49:00, 1 day, 7 days, 1 day 24:00, 1 day 1:00, 1 month, 1 year, 1 month 1 day, -1 hour, 1 day -1:00, 2 days -24:00, -1 month}'::interval[]) width;
SELECT is_time_zone(NULL), is_day_offset(NULL), is_bucket_width(NULL);
