-- alternating_events: where do two reasons contradict each other in turn?
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -
\set SHOW_CONTEXT never

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'alternating_events'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- in and at are here, out and off are gone
CREATE FUNCTION pg_temp.places(list text, within interval) RETURNS text LANGUAGE sql AS $$
  SELECT string_agg(to_char(a.occurred_at, 'MI:SS') || ' ' || a.reason || ' ' || a.status || coalesce(' ' || a.sequence, '') || ' against ' || a.other_reason || ' ' || a.other_status
    || coalesce(' ' || a.other_sequence, '') || ' until ' || to_char(a.repeated_at, 'MI:SS'), ', ')
  FROM alternating_events((
    SELECT timeline_agg(('2026-03-02 08:' || split_part(e, ' ', 1))::timestamptz, nullif(split_part(e, ' ', 3), '-'), nullif(split_part(e, ' ', 2), '-'), nullif(split_part(e, ' ', 4), '')::bigint)
    FROM unnest(string_to_array(list, ', ')) e), '{in,at}', '{out,off}', within) a $$;
SELECT c.what, pg_temp.places(c.list, '15 min') FROM (VALUES
  (1, 'in turn', '00:00 A in, 01:00 B out, 02:00 A in, 03:00 B out'),
  (2, 'the other first', '00:00 A out 1, 01:00 B in 2, 02:00 A off 3, 03:00 B at 4'),
  (3, 'three are no pattern', '00:00 A in, 01:00 B out, 02:00 A in'),
  (4, 'it goes on: one row', '00:00 A in, 01:00 B out, 02:00 A in, 03:00 B out, 04:00 A in, 05:00 B out, 06:00 A in'),
  (5, 'one source', '00:00 A in, 01:00 A out, 02:00 A in, 03:00 A out'),
  (6, 'they agree', '00:00 A in, 01:00 B at, 02:00 A out, 03:00 B off'),
  (7, 'a third', '00:00 A in, 01:00 B out, 02:00 C in, 03:00 B out'),
  (8, 'other words of the same source', '00:00 A in, 00:30 A at, 01:00 B out, 01:30 B off, 02:00 A at, 03:00 B out, 04:00 B out'),
  (9, 'fifteen minutes from the last word of the first', '00:00 A in, 05:00 A in, 10:00 B out, 15:00 A in, 20:00 B out'),
  (10, 'a second longer', '00:00 A in, 05:00 A in, 10:00 B out, 15:00 A in, 20:01 B out'),
  (11, 'no source in between', '00:00 A in, 01:00 B out, 01:30 - in, 02:00 A in, 03:00 B out'),
  (12, 'nobody knows in between', '00:00 A in, 01:00 B out, 01:30 A ?, 02:00 A in, 03:00 B out, 03:30 A -, 04:00 A in, 05:00 B out'),
  (13, 'again later', '00:00 A in, 01:00 B out, 02:00 A in, 03:00 B out, 30:00 A in, 31:00 B out, 32:00 A in, 33:00 B out'),
  (14, 'of one time the last counts', '00:00 A in 1, 01:00 B out 3, 01:00 A in 2, 02:00 A in 4, 03:00 B out 5'),
  (15, 'it begins with the first four that are close', '00:00 A in, 10:00 B out, 11:00 A in, 16:00 B out, 17:00 A in')) c(n, what, list) ORDER BY c.n;
SELECT c.within, pg_temp.places('00:00 A in, 01:00 B out, 02:00 A in, 03:00 B out', c.within) FROM (VALUES (interval '0'), ('179 s'), ('3 min'), ('9000000 days')) c(within);
-- a status of both arrays is of the first; one of none ends a series
SELECT count(*) FROM alternating_events('{2026-03-02 08:00:00+00 "in" "A", 2026-03-02 08:01:00+00 "in" "B", 2026-03-02 08:02:00+00 "in" "A", 2026-03-02 08:03:00+00 "in" "B"}', '{in}', '{in,NULL}', '1 hour');
SELECT pg_temp.places('00:00 A in', '-1 s');  -- error: negative
SELECT count(*) FROM alternating_events(NULL, '{in}', '{out}', '1 s') a, alternating_events('{2026-03-02 08:00:00+00 "a"}', '{}', NULL, '1 s') b;
-- in the target list, too
SELECT (alternating_events('{2026-03-02 08:00:00+00 "in" "A", 2026-03-02 08:01:00+00 "out" "B", 2026-03-02 08:02:00+00 "in" "A", 2026-03-02 08:03:00+00 "out" "B"}', '{in}', '{out}', '1 hour')).other_reason;

-- random events against SQL
SELECT setseed(0.4) \g /dev/null
CREATE TEMP TABLE ev AS
SELECT DISTINCT ON (u, at) u, at, status, source FROM (
  SELECT u, timestamptz '2026-03-02' + floor(random() * u * 12) * interval '1 min' AS at, (ARRAY['in', 'in', 'at', 'out', 'off', 'off', '?'])[1 + floor(random() * (6 + u % 2))::int] AS status,
    (ARRAY['A', 'B', 'A', 'B', 'C', NULL])[1 + floor(random() * (4 + u % 3))::int] AS source
  FROM generate_series(1, 50) u, generate_series(1, u * 8) k) e ORDER BY u, at, status, source;
CREATE TEMP TABLE got AS
SELECT t.u, c.within, a.occurred_at, a.status, a.reason, a.other_status, a.other_reason, a.repeated_at
FROM (SELECT u, timeline_agg(at, status, source) AS t FROM ev GROUP BY u) t, (VALUES (interval '5 min'), ('15 min')) c(within), alternating_events(t.t, '{in,at}', '{out,off}', c.within) a;
CREATE TEMP TABLE wanted AS
WITH said AS (
  SELECT u, at, status, source, CASE WHEN source IS NOT NULL THEN CASE WHEN status IN ('in', 'at') THEN 'here' WHEN status <> '?' THEN 'gone' END END AS there FROM ev),
begins AS (
  SELECT s.*, (there, source) IS DISTINCT FROM lag((there, source)) OVER (PARTITION BY u ORDER BY at) OR there IS NULL AS is_new FROM said s),
word AS (
  SELECT u, n, min(at) AS started_at, max(at) AS last_at, (array_agg(status ORDER BY at DESC))[1] AS status, min(source) AS source, min(there) AS there
  FROM (SELECT b.*, count(*) FILTER (WHERE is_new) OVER (PARTITION BY u ORDER BY at) AS n FROM begins b) x GROUP BY u, n),
four AS (
  SELECT c.within, w.u, w.n, w.last_at AS occurred_at, w.status, w.source, w.status_1 AS other_status, w.source_1 AS other_source, w.started_3 AS repeated_at
  FROM (VALUES (interval '5 min'), ('15 min')) c(within),
    (SELECT w.*, lead(status) OVER o AS status_1, lead(source) OVER o AS source_1, lead(there) OVER o AS there_1, lead(source, 2) OVER o AS source_2, lead(there, 2) OVER o AS there_2,
       lead(source, 3) OVER o AS source_3, lead(there, 3) OVER o AS there_3, lead(started_at, 3) OVER o AS started_3 FROM word w WINDOW o AS (PARTITION BY u ORDER BY n)) w
  WHERE source = source_2 AND source_1 = source_3 AND source <> source_1 AND there = there_2 AND there_1 = there_3 AND there <> there_1 AND started_3 - last_at <= c.within)
SELECT u, within, occurred_at, status, source, other_status, other_source, repeated_at FROM four f
WHERE (u, within, n) NOT IN (SELECT u, within, n + 1 FROM four);
SELECT within, count(*) > 10 AS enough FROM wanted GROUP BY 1 ORDER BY 1;
(TABLE got EXCEPT ALL TABLE wanted) UNION ALL (TABLE wanted EXCEPT ALL TABLE got);
DROP TABLE ev, got, wanted;
