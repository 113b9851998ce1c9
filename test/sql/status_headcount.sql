-- status_headcount: headcount(timeline, ...), when was somebody in one of some
-- statuses? By hand, and as the intervals of those statuses say.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'headcount' ORDER BY 1, 2;

-- any statuses, NULL too; half-open windows, bytes compared
SELECT headcount(t, '{Available,Lunch,NULL}', '-infinity', 'infinity') AS ever, headcount(t, '{Lunch}', '2026-03-02 12:15+00', '2026-03-02 12:20+00') AS within,
  headcount(t, '{available}', '-infinity', 'infinity') AS lower_case, headcount(t, '{Available}', '2026-03-02 12:00+00', '2026-03-02 12:30+00') AS never,
  headcount(t, '{Offline}', '2026-03-02 18:00+00', 'infinity') AS without_end, headcount(t, '{Offline}', '2026-03-02 18:00+00', '2026-03-02 18:00+00') AS no_window
FROM (VALUES (timeline '{2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 "Lunch", 2026-03-02 12:30:00+00 "Available", 2026-03-02 17:00:00+00 "Offline"}')) v(t);
SELECT headcount(NULL, '{Available}', '-infinity', 'infinity') IS NULL AS no_timeline, headcount(t, NULL, '-infinity', 'infinity') IS NULL AS no_statuses,
  headcount(t, '{Available}', NULL, 'infinity') IS NULL AS no_start, headcount(t, '{Available}', '-infinity', NULL) IS NULL AS no_end,
  headcount(t, '{}', '-infinity', 'infinity') AS nobody
FROM (VALUES (timeline '{2026-03-02 08:00:00+00 "Available"}')) v(t);
SELECT headcount('{2026-03-02 08:00:00+00 "Available"}', '{Available}', '2026-03-02 08:00+00', '2026-03-02 07:59:59.999999+00');  -- error: from after to
SELECT headcount('{2026-03-02 08:00:00+00 "Available"}', '{}', 'infinity', '-infinity');  -- error: from after to

-- headcount_agg of the intervals says the same
SELECT count(*) AS windows, count(*) FILTER (WHERE headcount(t, statuses, from_at, to_at) IS DISTINCT FROM coalesce(a.h, '{}')) AS wrong
FROM (SELECT timeline_agg(timestamptz '2026-03-02 00:00+00' + i * i * interval '1 second', 'S' || i * 7 % 5, 'R' || i % 2, i) AS t FROM generate_series(1, 200) i) x,
  (VALUES (ARRAY['S1']), ('{S0,S3}'), ('{S4,none}')) s(statuses),
  (VALUES (timestamptz '-infinity', timestamptz 'infinity'), ('2026-03-02 01:00+00', '2026-03-02 07:30+00')) w(from_at, to_at),
  LATERAL (SELECT headcount_agg(clipped_start, nullif(clipped_end, 'infinity')) AS h FROM status_intervals(t, from_at, to_at) WHERE status = ANY (statuses)) a;
