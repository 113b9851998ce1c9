-- key_labels: one label for all spellings of a status or reason.
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'key_labels'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TEMP TABLE day AS
SELECT timeline_agg(at, status, reason) AS t FROM (VALUES
  (timestamptz '2026-03-02 08:00', 'Available', ''), ('2026-03-02 12:00', ' Break', 'At  lunch'), ('2026-03-02 12:20', 'BREAK', E'at\tLunch '),
  ('2026-03-02 15:00', NULL, 'LUNCH'), ('2026-03-02 16:00', '  ', E' \t')) e(at, status, reason);
-- a blank reason is none, a blank status is not NULL
SELECT i.status, i.reason, i.started_at FROM day, status_intervals(key_labels(t)) i;
-- a second call changes nothing
SELECT key_labels(key_labels(t)) = key_labels(t) AS same FROM day;
SELECT key_labels(NULL) IS NULL AS "null";
-- nothing changes: the same bytes, events at one time included
SELECT key_labels(t) = t AS itself, event_count(key_labels(t)) AS events
FROM (SELECT timeline_agg(timestamptz '2026-03-02', s, NULL) AS t FROM unnest('{a,b,NULL}'::text[]) s) x;
-- of events at one time the one that counted before is the one that counts
SELECT status_at(key_labels(t), '2026-03-02') AS status, event_count(key_labels(t)) AS events, key_labels(t)
FROM (SELECT timeline_agg(timestamptz '2026-03-02', s, NULL, 7) AS t FROM unnest('{Z,a}'::text[]) s) x;
DROP TABLE day;

-- random timelines: relabel with the keys, and the events that count with theirs
SELECT setseed(0.3) \g /dev/null
CREATE TEMP TABLE ev AS
SELECT u, timestamptz '2026-03-02' + floor(random() * 300) * interval '1 minute' AS at, (ARRAY['a', 'A ', 'b', ' B', 'b', '', NULL])[1 + floor(random() * 7)::int] AS status,
  (ARRAY['a', 'A', 'c  d', 'C D', ' ', NULL])[1 + floor(random() * 6)::int] AS reason, CASE WHEN u % 2 = 0 THEN floor(random() * 5)::bigint END AS sequence
FROM generate_series(1, 50) u, generate_series(1, u * 12) k;
CREATE TEMP TABLE line AS
SELECT g.u, g.t, w.t AS wanted FROM (SELECT u, timeline_agg(at, status, reason, sequence) AS t FROM ev GROUP BY u) g
JOIN (SELECT u, timeline_agg(at, label_key(status), nullif(label_key(reason), ''), sequence) AS t
  FROM (SELECT DISTINCT ON (u, at) * FROM ev ORDER BY u, at, sequence DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST) e GROUP BY u) w USING (u);
SELECT count(*) AS users, count(*) FILTER (WHERE key_labels(t) <> wanted) AS differ, count(*) FILTER (WHERE t <> wanted) > 45 AS changed,
  count(*) FILTER (WHERE key_labels(t) <> relabel(t, '{a,"A ",b," B",""}', '{a,a,b,b,""}', '{a,A,"c  d","C D"," "}', '{a,a,c d,c d,NULL}')) AS not_relabelled
FROM line;
CREATE TEMP TABLE got AS
SELECT u, d.* FROM line, status_durations(key_labels(t), '2026-03-02', '2026-03-03') d;
CREATE TEMP TABLE wanted AS
SELECT u, d.* FROM line, status_durations(wanted, '2026-03-02', '2026-03-03') d;
SELECT count(*) > 500 AS enough FROM got;
(TABLE got EXCEPT ALL TABLE wanted) UNION ALL (TABLE wanted EXCEPT ALL TABLE got);
DROP TABLE ev, line, got, wanted;
