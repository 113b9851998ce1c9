-- irregular_events: which events lost a tie, and which logouts had no login?
SET client_min_messages = warning;
SET search_path = userlogs, public;
SET TimeZone = 'UTC';
CREATE EXTENSION IF NOT EXISTS userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'irregular_events'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

CREATE TEMP TABLE day AS
SELECT timeline_agg(at, status, reason, sequence) AS t FROM (VALUES
  (timestamptz '2026-03-02 08:00', 'Offline', NULL, 1::bigint),   -- a logout first
  ('2026-03-02 08:30', 'Offline', NULL, 2),                       -- the same again
  ('2026-03-02 09:00', 'Offline', 'Home', 3),                     -- another reason
  ('2026-03-02 09:30', 'Logout', 'Home', 4),                      -- another status
  ('2026-03-02 10:00', 'Available', NULL, 5),
  ('2026-03-02 11:00', 'Break', 'A', 6), ('2026-03-02 11:00', 'Break', 'B', 7), ('2026-03-02 11:00', 'Break', 'C', 8),
  ('2026-03-02 11:30', 'Available', NULL, 9), ('2026-03-02 11:30', 'Available', NULL, 10),  -- no tie: they say the same
  ('2026-03-02 12:00', 'Offline', NULL, 11), ('2026-03-02 12:00', 'Offline', NULL, 11),     -- one event
  ('2026-03-02 12:30', NULL, NULL, 12),
  ('2026-03-02 13:00', 'Offline', NULL, 13),                      -- not after an offline status
  ('2026-03-02 13:30', 'Available', NULL, 14), ('2026-03-02 13:30', 'Offline', 'Home', 15),  -- both: what lost was no login
  ('2026-03-02 14:00', 'Logout', NULL, 16), ('2026-03-02 14:00', 'Logout', NULL, NULL),      -- no sequence is the last
  ('2026-03-02 14:30', 'Offline', NULL, 17), ('2026-03-02 14:30', NULL, 'x', NULL)) e(at, status, reason, sequence);
SELECT i.kind, to_char(i.occurred_at, 'HH24:MI') AS at, i.status, i.reason, i.sequence, i.winning_sequence AS winner, i.is_first
FROM day, irregular_events(t, '{Logout,Offline}') i;
-- statuses are compared by their bytes; only ties without any
SELECT s.offline, count(*) AS events, count(*) FILTER (WHERE i.kind = 'logout_without_login') AS logouts
FROM day, (VALUES ('{}'::text[]), ('{offline,NULL}'), ('{{Offline},{absent}}')) s(offline), irregular_events(t, s.offline) i
GROUP BY s.offline ORDER BY s.offline;
-- a login that lost a tie is not a first event before the logout
SELECT i.* FROM irregular_events('{2026-03-02 08:00:00+00 #1 "Available", 2026-03-02 08:00:00+00 #2 "Offline"}', '{Offline}') i;
SELECT i.* FROM irregular_events('{2026-03-02 08:00:00+00 "Available"}', '{Offline}') i;
SELECT count(*) FROM irregular_events(NULL, '{Offline}');
SELECT count(*) FROM day, irregular_events(t, NULL);
-- in the target list, too
SELECT (irregular_events(t, '{}')).sequence FROM day;
DROP TABLE day;

-- random events against SQL
SELECT setseed(0.7) \g /dev/null
CREATE TEMP TABLE ev AS
SELECT DISTINCT u, timestamptz '2026-03-02' + floor(random() * 200) * interval '1 minute' AS at, (ARRAY['On', 'Off', 'Gone', 'off', NULL])[1 + floor(random() * 5)::int] AS status,
  (ARRAY['a', 'b', NULL])[1 + floor(random() * 3)::int] AS reason, CASE WHEN u % 3 > 0 AND random() < 1 - (u % 3 - 1) * 0.3 THEN floor(random() * 4)::bigint END AS sequence
FROM generate_series(1, 60) u, generate_series(1, u * 6) k;
CREATE TEMP TABLE got AS
SELECT t.u, i.* FROM (SELECT u, timeline_agg(at, status, reason, sequence) AS t FROM ev GROUP BY u) t, irregular_events(t.t, '{Off,Gone}') i;
CREATE TEMP TABLE wanted AS
WITH winner AS (
  SELECT DISTINCT ON (u, at) * FROM ev ORDER BY u, at, sequence DESC NULLS FIRST, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST),
former AS (
  SELECT w.*, row_number() OVER o = 1 AS is_first, lag(w.status) OVER o AS old_status, lag(w.reason) OVER o AS old_reason FROM winner w WINDOW o AS (PARTITION BY u ORDER BY at))
SELECT e.u, 'tie' AS kind, e.at AS occurred_at, e.status, e.reason, e.sequence, w.sequence AS winning_sequence, false AS is_first
FROM ev e JOIN winner w USING (u, at) WHERE (e.status, e.reason) IS DISTINCT FROM (w.status, w.reason)
UNION ALL
SELECT f.u, 'logout_without_login', f.at, f.status, f.reason, f.sequence, NULL, f.is_first
FROM former f WHERE f.status IN ('Off', 'Gone') AND (f.is_first OR f.old_status IN ('Off', 'Gone') AND (f.status, f.reason) IS DISTINCT FROM (f.old_status, f.old_reason));
SELECT kind, is_first, count(*) > 10 AS enough FROM wanted GROUP BY 1, 2 ORDER BY 1, 2;
(TABLE got EXCEPT ALL TABLE wanted) UNION ALL (TABLE wanted EXCEPT ALL TABLE got);
-- in order of time
SELECT count(*) FROM (SELECT i.occurred_at < lag(i.occurred_at) OVER (PARTITION BY t.u ORDER BY i.n) AS is_back
  FROM (SELECT u, timeline_agg(at, status, reason, sequence) AS t FROM ev GROUP BY u) t,
    ROWS FROM (irregular_events(t.t, '{Off,Gone}')) WITH ORDINALITY i(kind, occurred_at, status, reason, sequence, winning_sequence, is_first, n)) o WHERE is_back;
DROP TABLE ev, got, wanted;
