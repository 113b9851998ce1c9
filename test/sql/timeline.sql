-- The type timeline: text form, comparison, jsonb, storage.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'America/New_York';
SET DateStyle = 'SQL, DMY';

-- binary form depends on the client's encoding
SELECT proname, provolatile AS volatile, proparallel AS parallel FROM pg_proc WHERE pronamespace = 'userlogs'::regnamespace AND proname IN ('timeline_recv', 'timeline_send') ORDER BY 1;

-- text: in UTC whatever the session's settings, in order, duplicates once
SELECT '{2026-03-02 17:30:00+00 NULL, 2026-03-02T09:00+01 "Available",
  2026-03-02 12:00:00Z #2 "Unavailable" "Lunch \"to go\" \\ {a, b}",
  2026-03-02 12:00:00+00 #1 "Available" "High demand", 2026-03-02 08:00:00+00 "Available"}'::timeline;
SELECT t::text::timeline = t AS round_trip, event_count(t), first_at(t) AT TIME ZONE 'UTC' AS first_at, last_at(t) AT TIME ZONE 'UTC' AS last_at
FROM (SELECT timeline '{2026-03-02 08:00:00.000001+00 "", 0044-03-15 12:00:00+00 BC NULL "why"}') s(t);
SELECT '{}'::timeline;  -- error: no event
\echo :SQLSTATE

-- jsonb
SELECT jsonb_pretty(timeline '{2026-03-02 08:00:00.5+00 #7 "Available", 2026-03-02 12:00:00+00 NULL "gone"}'::jsonb);

-- equal sets of events are equal values, however they were made
CREATE TABLE tl (name text, t timeline);
INSERT INTO tl VALUES
  ('a', '{2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 "Unavailable"}'),
  ('b', '{2026-03-02 12:00:00+00 "Unavailable", 2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 "Unavailable"}'),
  ('sequenced', '{2026-03-02 08:00:00+00 #1 "Available", 2026-03-02 12:00:00+00 "Unavailable"}'),
  ('longer', '{2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 "Unavailable", 2026-03-02 13:00:00+00 "Unavailable"}'),
  ('null', NULL);
SELECT x.name, y.name, x.t = y.t AS eq, x.t <> y.t AS ne, (x.t < y.t) <> (x.t >= y.t) AS order_is_total,
  (x.t <= y.t) = (y.t >= x.t) AND (x.t < y.t) = (y.t > x.t) AS order_is_symmetric,
  timeline_cmp(x.t, y.t) = -timeline_cmp(y.t, x.t) AS cmp,
  (timeline_hash(x.t) = timeline_hash(y.t)) = (x.t = y.t) AS hash,
  (timeline_hash_extended(x.t, 1) = timeline_hash_extended(y.t, 1)) = (x.t = y.t) AS hash_extended
FROM tl x JOIN tl y ON x.name <= y.name ORDER BY x.name COLLATE "C", y.name COLLATE "C";
SELECT count(DISTINCT t) FROM tl;
SELECT count(*), string_agg(name, ' ' ORDER BY name) FROM tl GROUP BY t ORDER BY 1 DESC, 2;
SET enable_hashagg = off;
SELECT count(*), string_agg(name, ' ' ORDER BY name) FROM tl GROUP BY t ORDER BY 1 DESC, 2;
RESET enable_hashagg;
-- joins by hash and by merge
SET enable_mergejoin = off; SET enable_nestloop = off;
SELECT count(*) FROM tl x JOIN tl y ON x.t = y.t;
RESET enable_mergejoin; SET enable_hashjoin = off;
SELECT count(*) FROM tl x JOIN tl y ON x.t = y.t;
RESET enable_hashjoin; RESET enable_nestloop;
CREATE UNIQUE INDEX ON tl (t);  -- error: a and b are equal
DELETE FROM tl WHERE name = 'b';
CREATE UNIQUE INDEX ON tl (t);
CREATE INDEX ON tl USING hash (t);

-- all forms of storage: inline, compressed, out of line
CREATE TABLE stored (id int, t timeline);
INSERT INTO stored
SELECT n, timeline_agg(timestamptz '2026-01-01 00:00+00' + i * interval '1 minute', (ARRAY['Available', 'Offline'])[1 + i % 2], NULL)
FROM (VALUES (1), (20), (500), (2000), (60000)) v(n), generate_series(1, n) i GROUP BY n;
ALTER TABLE stored ALTER t SET STORAGE external;
INSERT INTO stored SELECT -id, t FROM stored;
UPDATE stored SET t = (t::text)::timeline WHERE id = -60000;
SELECT id, event_count(t), first_at(t) AT TIME ZONE 'UTC' AS first_at, last_at(t) AT TIME ZONE 'UTC' AS last_at,
  status_at(t, last_at(t) - interval '1 second') AS status_before_last,
  (SELECT count(*) FROM status_intervals(t)) AS intervals
FROM stored ORDER BY abs(id), id;
SELECT count(*) FROM stored x JOIN stored y ON x.t = y.t WHERE x.id = -y.id;

-- bytes: at most 8 an event, with microseconds and a handful of statuses
SELECT pg_column_size(t)::numeric / event_count(t) < 7 AS microseconds,
  pg_column_size(m)::numeric / event_count(m) < 4 AS whole_minutes,
  pg_column_size(s)::numeric / event_count(s) < 10 AS with_sequence
FROM (SELECT timeline_agg(at, status, reason) AS t, timeline_agg(at, status, reason, i * 2000) AS s,
    timeline_agg(date_trunc('minute', at), status, reason) AS m
  FROM (SELECT i, timestamptz '2026-01-01 00:00+00' + i * interval '1 hour 7.654321 seconds' AS at,
      (ARRAY['Available', 'Unavailable', 'Offline'])[1 + i % 3] AS status,
      (ARRAY['High demand', 'Absence', 'Strategic break', 'Lunch'])[1 + i % 4] AS reason
    FROM generate_series(1, 2000) i) e) x;
DROP TABLE tl, stored;
