-- disordered_events: which events were written after events that happened well
-- after them?
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -
\set SHOW_CONTEXT never

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'disordered_events'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE FUNCTION pg_temp.breaks(list text, later_by interval, ahead_by bigint) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(to_char(d.occurred_at, 'HH24:MI:SS') || ' ' || d.status || coalesce(' ' || d.reason, '') || ' ' || d.sequence || ' > ' || to_char(d.later_at, 'HH24:MI:SS') || ' ' || d.later_sequence, ', ')
  FROM disordered_events((
    SELECT timeline_agg(('2026-03-02 ' || split_part(e, ' ', 1))::timestamptz, split_part(e, ' ', 3), nullif(split_part(e, ' ', 4), ''), nullif(split_part(e, ' ', 2), '-')::bigint)
    FROM unnest(string_to_array(list, ', ')) e), later_by, ahead_by) d $$;
SELECT c.what, pg_temp.breaks(c.list, '1 min', 0) FROM (VALUES
  (1, 'in order', '08:00:00 1 a, 09:00:00 2 b, 10:00:00 3 a'),
  (2, 'one written afterwards', '08:00:00 1 a, 09:00:00 9 b why, 10:00:00 2 a, 11:00:00 3 b'),
  (3, 'a day written afterwards: its end', '08:00:00 1 a, 09:00:00 7 b, 10:00:00 8 b, 11:00:00 9 b, 12:00:00 2 a, 13:00:00 3 b'),
  (4, 'a clock that is set back', '08:00:00 1 a, 08:30:00 4 b, 09:00:00 2 b, 09:30:00 5 a, 10:00:00 3 a'),
  (5, 'a minute is not long, a second more is', '08:00:00 5 a, 08:01:00 1 b, 09:00:00 6 b, 09:01:01 2 a'),
  (6, 'several close together are one', '08:00:00 8 a, 08:00:10 9 b, 08:00:20 7 a, 08:05:00 4 a, 08:05:10 3 a'),
  (7, 'also behind one that is in order', '08:00:00 9 a, 08:00:10 4 b, 08:05:00 5 a'),
  (8, 'the largest and the smallest of a time', '08:00:00 5 a, 08:00:00 7 b, 08:00:00 - c, 09:00:00 6 a, 09:00:00 8 b, 09:00:00 - c'),
  (9, 'a time without any number says nothing', '08:00:00 5 a, 09:00:00 - a, 10:00:00 1 b'),
  (10, 'without numbers', '08:00:00 - a, 09:00:00 - b'), (11, 'one event', '08:00:00 1 a'),
  (12, 'the ends of the range', '08:00:00 9223372036854775807 a, 09:00:00 -9223372036854775808 b')) c(n, what, list) ORDER BY c.n;
-- how long, and how much
SELECT c.later_by, c.ahead_by, pg_temp.breaks('08:00:00 5 a, 08:00:01 3 b, 08:00:02 1 a, 08:00:05 0 b', c.later_by, c.ahead_by)
FROM (VALUES (interval '0', 0::bigint), ('0', 1), ('0', 2), ('1 s', 3), ('1 s', 4), ('4 s', 4), ('5 s', 0), ('9000000 days', 0)) c(later_by, ahead_by);
SELECT pg_temp.breaks('08:00:00 1 a', '-1 s', 0);  -- error: negative
SELECT pg_temp.breaks('08:00:00 1 a', '1 mon', 0);  -- error: months
SELECT pg_temp.breaks('08:00:00 1 a', '1 s', -1);  -- error: negative
SELECT count(*) FROM disordered_events(NULL, '1 s', 0) a, disordered_events('{2026-03-02 08:00:00+00 "a"}', NULL, 0) b;
-- in the target list, too
SELECT (disordered_events('{2026-03-02 08:00:00+00 #2 "a", 2026-03-02 09:00:00+00 #1 "b"}', '0', 0)).later_sequence;

-- random events against SQL
SELECT setseed(0.3) \g /dev/null
CREATE TEMP TABLE ev AS
SELECT DISTINCT u, timestamptz '2026-03-02' + floor(random() * u * 20) * interval '10 s' AS at, (ARRAY['On', 'Off', NULL])[1 + floor(random() * 3)::int] AS status,
  CASE WHEN random() < 0.9 THEN floor(random() * 100)::bigint END AS sequence
FROM generate_series(1, 40) u, generate_series(1, u * 4) k;
CREATE INDEX ON ev (u, at);
CREATE TEMP TABLE got AS
SELECT t.u, c.later_by, c.ahead_by, d.*
FROM (SELECT u, timeline_agg(at, status, NULL, sequence) AS t FROM ev GROUP BY u) t, (VALUES (interval '0', 0::bigint), ('0', 30), ('25 s', 0), ('1 min', 10)) c(later_by, ahead_by),
  disordered_events(t.t, c.later_by, c.ahead_by) d;
-- which of several with the largest number is a matter of form
CREATE TEMP TABLE wanted AS
SELECT e.u, c.later_by, c.ahead_by, n.at AS later_at, l.lowest AS later_sequence, max(e.sequence) AS sequence
FROM ev e
CROSS JOIN (VALUES (interval '0', 0::bigint), ('0', 30), ('25 s', 0), ('1 min', 10)) c(later_by, ahead_by)
CROSS JOIN LATERAL (SELECT min(o.at) AS at FROM ev o WHERE o.u = e.u AND o.at > e.at + c.later_by) n
CROSS JOIN LATERAL (SELECT min(o.sequence) AS lowest FROM ev o WHERE o.u = e.u AND o.at = n.at) l
GROUP BY 1, 2, 3, 4, 5 HAVING max(e.sequence) - l.lowest > c.ahead_by;
SELECT later_by, ahead_by, count(*) > 100 AS enough FROM wanted GROUP BY 1, 2 ORDER BY 1, 2;
(SELECT u, later_by, ahead_by, later_at, later_sequence, sequence FROM got EXCEPT ALL TABLE wanted) UNION ALL
(TABLE wanted EXCEPT ALL SELECT u, later_by, ahead_by, later_at, later_sequence, sequence FROM got);
-- each is an event, and well before
SELECT count(*) FROM got g WHERE NOT EXISTS (SELECT FROM ev e WHERE (e.u, e.at, e.sequence) = (g.u, g.occurred_at, g.sequence) AND e.status IS NOT DISTINCT FROM g.status AND e.at + g.later_by < g.later_at);
DROP TABLE ev, got, wanted;
