-- What test/limits/cancel_entries.sql reads: values of :size events or changes, in
-- one row each, stored as they are, and the report "cancelled" on a team's
-- :days days. The binary forms go to files in :folder.
\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SET search_path = public, userlogs;

-- Cancel what a backend runs, a query with a mark in it, some seconds after it has
-- begun, and say when, or that it had ended before: on a busy machine it may begin
-- late.
CREATE FUNCTION public.cancel(backend int, mark text, seconds float8, OUT moment numeric, OUT sent bigint) LANGUAGE plpgsql AS $$
BEGIN
  LOOP
    PERFORM pg_stat_clear_snapshot();
    EXIT WHEN EXISTS (SELECT FROM pg_stat_activity WHERE pid = backend AND strpos(query, mark) > 0);
    PERFORM pg_sleep(0.001);
  END LOOP;
  PERFORM pg_sleep(seconds);
  PERFORM pg_stat_clear_snapshot();
  SELECT extract(epoch FROM clock_timestamp()), count(pg_cancel_backend(pid)) INTO moment, sent
  FROM pg_stat_activity WHERE pid = backend AND state = 'active' AND strpos(query, mark) > 0;
END $$;

CREATE TABLE limits AS SELECT :size::bigint AS size, timestamptz '2020-01-01 00:00+00' AS start;
CREATE VIEW draw AS
SELECT start + i * interval '1 s' AS at, start + i * 7919 % size * interval '1 s' AS random_at,
  (ARRAY['Available', 'Unavailable', 'Offline'])[1 + i % 3] AS status, (ARRAY['Lunch', 'Absence', NULL])[1 + i % 7 % 3] AS reason, i
FROM limits, generate_series(1, size) i;

-- decompression is the server's, and cannot be interrupted
CREATE TABLE value (what text PRIMARY KEY, t timeline, h headcount, x text);
ALTER TABLE value ALTER t SET STORAGE EXTERNAL, ALTER h SET STORAGE EXTERNAL, ALTER x SET STORAGE EXTERNAL;
INSERT INTO value (what, t) SELECT 'many', timeline_agg(at, status, reason) FROM draw;
INSERT INTO value (what, t) SELECT 'numbered', timeline_agg(at, status, reason, i) FROM draw;
INSERT INTO value (what, t) SELECT 'some', timeline_agg(at, status, reason) FROM draw, limits WHERE i <= size / 16;
INSERT INTO value (what, t) SELECT 'pairs', timeline_agg(at, 'status ' || i % 10007, 'reason ' || i % 9973) FROM draw, limits WHERE i <= size / 5;
INSERT INTO value (what, t)
SELECT 'strings', timeline_agg(at, repeat('x', (size / 5000)::int) || i, NULL) FROM draw, limits WHERE i <= least(size / 2, 65535);
INSERT INTO value (what, t) SELECT 'long', timeline_agg(start, repeat('0123456789abcdef', (size / 2)::int), NULL) FROM limits;
INSERT INTO value (what, h) SELECT 'many heads', headcount_agg(at, at + (i % 7919 + 0.5) * interval '1 s') FROM draw;
INSERT INTO value (what, h) SELECT 'some heads', headcount_agg(at, at + interval '0.5 s') FROM draw, limits WHERE i <= size / 16;
INSERT INTO value (what, x)
SELECT 'text of ' || what, coalesce(t::text, h::text) FROM value WHERE what IN ('many', 'long', 'many heads');
INSERT INTO value (what, x) SELECT 'spaces', repeat(' ', (size * 8)::int) || '{}' FROM limits;
INSERT INTO value (what, x) SELECT 'zeros', '{2026-03-02 08:00+00 ' || repeat('0', (size * 8)::int) || '}' FROM limits;
INSERT INTO value (what, x) SELECT 'sequence', '{2026-03-02 08:00+00 #' || repeat('0', (size * 8)::int) || ' "A"}' FROM limits;
CREATE TABLE event AS SELECT random_at, status, reason, i FROM draw;
ALTER TABLE event SET (parallel_workers = 2);
ANALYZE event;

SELECT :'folder' || '/many' AS file \gset
COPY (SELECT t FROM value WHERE what = 'many') TO :'file' (FORMAT binary);
SELECT :'folder' || '/strings' AS file \gset
COPY (SELECT t FROM value WHERE what = 'strings') TO :'file' (FORMAT binary);
SELECT :'folder' || '/heads' AS file \gset
COPY (SELECT h FROM value WHERE what = 'many heads') TO :'file' (FORMAT binary);
CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TABLE received (t timeline);
CREATE TABLE received_heads (h headcount);
CREATE TRIGGER forget BEFORE INSERT ON received FOR EACH ROW EXECUTE FUNCTION forget();
CREATE TRIGGER forget BEFORE INSERT ON received_heads FOR EACH ROW EXECUTE FUNCTION forget();

SELECT create_report('cancelled', 'integer') \g /dev/null
SET search_path = cancelled;
INSERT INTO status_event (user_id, occurred_at, status, reason)
SELECT u, timestamptz '2026-01-01 08:00+00' + d * interval '1 day' + k * interval '1 hour' + u * k * interval '7 s',
  CASE WHEN k = 8 THEN 'Offline' WHEN k % 2 = 0 THEN 'Available' ELSE 'Unavailable' END,
  CASE WHEN k % 2 = 1 THEN (ARRAY['High demand', 'Absence', 'Lunch'])[1 + k % 3] END
FROM generate_series(1, 200) u, generate_series(0, :days - 1) d, generate_series(0, 8) k WHERE (d + u) % 7 < 5;
INSERT INTO team_member (user_id, team) SELECT u, 'Team ' || u % 10 FROM generate_series(1, 200) u;
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at)
SELECT 'Team ' || n % 10, 1 + n % 200, at, at + n % 11 * interval '30 s', at + (n % 11 + n % 13) * interval '30 s'
FROM (SELECT n, timestamptz '2026-01-01 08:00+00' + n % :days * interval '1 day' + n * 7919 % 32400 * interval '1 s' AS at
  FROM generate_series(1, :days * 1000::bigint) n) x;
INSERT INTO shift (user_id, starts_at, ends_at)
SELECT u, timestamptz '2026-01-01 08:00+00' + d * interval '1 day', timestamptz '2026-01-01 16:00+00' + d * interval '1 day'
FROM generate_series(1, 200) u, generate_series(0, :days - 1) d;
INSERT INTO target SELECT 'Team ' || n, 0.8, '1 minute', 0.85, 0.3, 5 FROM generate_series(0, 9) n;
INSERT INTO service_hours SELECT 'Team ' || n, day, '08:00', '17:00' FROM generate_series(0, 9) n, generate_series(1, 7) day;
INSERT INTO rule (rule_id, metric, comparison, threshold) VALUES ('few', 'available_headcount', '<', 5),
  ('queue', 'requests_per_available', '>', 1), ('long', 'spell_length', '>', 3500);
UPDATE setting SET as_of = timestamptz '2026-01-01 00:00+00' + :days * interval '1 day';
SELECT userlogs.create_materialized('cancelled', 'availability_daily') \g /dev/null
ANALYZE;
