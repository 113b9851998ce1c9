-- status_limit: how long a status or reason may last, from when to when; examples
-- for a reader to check, and a loop in PL/pgSQL over random events.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET jit = off;
CREATE SCHEMA limited;
SELECT userlogs.create_report('limited') IS NOT NULL AS made;
SET search_path = limited;

-- Ana forgets to log out in the evening, Ben to end his break
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES
  ('ana', '2026-03-02 09:00', 'Available', NULL), ('ana', '2026-03-03 09:00', 'Available', NULL), ('ana', '2026-03-03 17:00', 'Offline', NULL),
  ('ben', '2026-03-02 09:00', 'Available', NULL), ('ben', '2026-03-02 12:00', 'Break', 'Lunch'), ('ben', '2026-03-02 18:00', 'Offline', NULL);
UPDATE setting SET as_of = '2026-03-04';
INSERT INTO status_limit (status, reason, max_open_time) VALUES ('available ', NULL, '10 hours'), (NULL, 'LUNCH', '2 hours');
SELECT user_id, status, reason, login_at, logout_at, start_cause, end_cause FROM user_logs ORDER BY user_id, login_at;
SELECT user_id, local_date, available_seconds / 3600 AS available_hours, unknown_seconds / 3600 AS unknown_hours, login_count
FROM availability_daily ORDER BY user_id, local_date;
SELECT user_id, kind, status, occurred_at, action FROM anomalies ORDER BY user_id, occurred_at;
-- setting comes after, for the spans that no row has
UPDATE setting SET max_open_time = '7 hours', heartbeat_timeout = '9 hours';
SELECT user_id, status, login_at, logout_at, end_cause FROM user_logs WHERE end_cause IN ('capped', 'lost') ORDER BY user_id, login_at;
-- from Tuesday on, Monday stays as it was
INSERT INTO status_limit (status, max_open_time, heartbeat_timeout, valid_from) VALUES ('Available', '4 hours', '36500 days', '2026-03-03');
SELECT user_id, status, login_at, logout_at, end_cause FROM user_logs WHERE end_cause IN ('capped', 'lost') ORDER BY user_id, login_at;
SELECT status, login_at, logout_at, end_cause FROM user_logs_between('2026-03-03 11:00', '2026-03-03 12:00') WHERE user_id = 'ana';
-- in the order in which they are tried
SELECT limits FROM report_limit();
-- a status that is offline has none
INSERT INTO status_limit (status, max_open_time) VALUES ('Offline', '1 hour');
SELECT user_id, status, login_at, logout_at FROM user_logs WHERE is_open ORDER BY user_id;
SELECT problem, key, action FROM input_problems;
INSERT INTO status_limit (status, max_open_time) VALUES ('Available', '0');  -- error: not positive
INSERT INTO status_limit (status, heartbeat_timeout) VALUES ('Available', '1 month');  -- error: no fixed length
INSERT INTO status_limit (status, valid_from, valid_to) VALUES ('Available', '2026-03-03', '2026-03-03');  -- error: empty
INSERT INTO status_limit (reason, max_open_time) VALUES ('LUNCH', '1 hour');  -- error: there is one

-- the limits of each layer are its own
CREATE SCHEMA layered;
CREATE TABLE layered.status_event (event_id bigint, user_id text, occurred_at timestamptz, status text, reason text, layer text);
SELECT userlogs.create_report('layered') IS NOT NULL AS made;
UPDATE layered.setting SET as_of = '2026-03-03';
INSERT INTO layered.status_event VALUES (1, 'ana', '2026-03-02 09:00', 'Available', NULL, 'shift'), (2, 'ana', '2026-03-02 10:00', 'On call', NULL, 'phone'),
  (3, 'ana', '2026-03-02 17:00', 'Offline', NULL, 'shift');
INSERT INTO layered.status_limit (status, max_open_time) VALUES ('On call', '1 hour');
SELECT status, login_at, logout_at, start_cause, end_cause FROM layered.user_logs ORDER BY login_at;

-- random events: many say the same again, after any time
TRUNCATE status_event, status_limit;
SELECT setseed(0.25) \g /dev/null
INSERT INTO status_event (user_id, occurred_at, status, reason)
SELECT 'u' || u, timestamptz '2026-03-02' + sum(gap) OVER (PARTITION BY u ORDER BY n), status, reason
FROM (
  SELECT u, n, ceil(random() ^ 4 * 40) * interval '30 minutes' * (random() < 0.97)::int AS gap,
    (ARRAY['Available', 'Available', 'Available', 'available', 'Break', 'Break ', 'Break', 'Odd', 'Offline', NULL])[1 + floor(random() * (CASE WHEN u % 2 = 0 THEN 4 ELSE 10 END))::int] AS status,
    (ARRAY[NULL, NULL, NULL, NULL, 'Lunch', ' lunch', 'Tea'])[1 + floor(random() * (CASE WHEN u % 3 = 0 THEN 3 ELSE 7 END))::int] AS reason
  FROM generate_series(1, 24) u, generate_series(1, 200) n) e;
UPDATE setting SET as_of = '2026-03-18 10:00', max_open_time = '9 hours', heartbeat_timeout = '7 hours';
INSERT INTO status_limit VALUES ('AVAILABLE', NULL, '6 hours', NULL, NULL, NULL), ('Break', NULL, '2 hours', '150 minutes', NULL, NULL), ('Break', 'Lunch', '3 hours', NULL, NULL, '2026-03-07'),
  ('Break', 'Lunch', '1 hour', NULL, '2026-03-05', '2026-03-10'), (NULL, 'Tea', '30 minutes', NULL, NULL, NULL), (NULL, NULL, '8 hours', NULL, '2026-03-06', NULL),
  ('Available', 'Tea', NULL, '36500 days', '2026-03-08 12:00', '2026-03-11'), ('Available', NULL, '4 hours', '3 hours', '2026-03-09', '2026-03-12');
-- a limit on the spot, from the rows themselves
CREATE FUNCTION open_time_of(status text, reason text, at timestamptz) RETURNS interval LANGUAGE sql AS $$
  SELECT coalesce((SELECT l.max_open_time FROM status_limit l
    WHERE coalesce(lower(btrim(l.status)) = lower(btrim($1)), l.status IS NULL) AND coalesce(lower(btrim(l.reason)) = lower(btrim($2)), l.reason IS NULL)
      AND $3 >= coalesce(l.valid_from, '-infinity') AND $3 < coalesce(l.valid_to, 'infinity') AND l.max_open_time IS NOT NULL
    ORDER BY l.status IS NULL, l.reason IS NULL, l.valid_from DESC NULLS LAST LIMIT 1), (SELECT s.max_open_time FROM setting s)) $$;
CREATE FUNCTION timeout_of(status text, reason text, at timestamptz) RETURNS interval LANGUAGE sql AS $$
  SELECT coalesce((SELECT l.heartbeat_timeout FROM status_limit l
    WHERE coalesce(lower(btrim(l.status)) = lower(btrim($1)), l.status IS NULL) AND coalesce(lower(btrim(l.reason)) = lower(btrim($2)), l.reason IS NULL)
      AND $3 >= coalesce(l.valid_from, '-infinity') AND $3 < coalesce(l.valid_to, 'infinity') AND l.heartbeat_timeout IS NOT NULL
    ORDER BY l.status IS NULL, l.reason IS NULL, l.valid_from DESC NULLS LAST LIMIT 1), (SELECT s.heartbeat_timeout FROM setting s)) $$;
CREATE TABLE point (user_id text, at timestamptz, status text, reason text, cause text);
CREATE PROCEDURE walk() LANGUAGE plpgsql AS $$
DECLARE
  e record;
  run record;
  state text;
  said_at timestamptz;
  capped_at timestamptz;
  lost_at timestamptz;
BEGIN
  SELECT NULL::text AS status, NULL::text AS reason, NULL::timestamptz AS started_at, NULL::interval AS max_open_time, NULL::interval AS heartbeat_timeout INTO run;
  FOR e IN
    SELECT w.user_id, w.occurred_at, w.status, w.reason, lag(w.occurred_at) OVER u IS NULL AS is_first, lead(w.occurred_at, 1, 'infinity') OVER u AS next_at
    FROM (SELECT DISTINCT ON (v.user_id, v.occurred_at) v.* FROM status_event v WHERE v.occurred_at <= (SELECT s.as_of FROM setting s) ORDER BY v.user_id, v.occurred_at, v.event_id DESC) w
    WINDOW u AS (PARTITION BY w.user_id ORDER BY w.occurred_at)
    ORDER BY w.user_id, w.occurred_at
  LOOP
    IF NOT e.is_first AND state = 'capped' AND (e.status, e.reason) IS NOT DISTINCT FROM (run.status, run.reason) AND e.occurred_at <= said_at + run.max_open_time THEN
      said_at := e.occurred_at;
      CONTINUE;
    END IF;
    IF e.is_first OR state <> 'open' OR (e.status, e.reason) IS DISTINCT FROM (run.status, run.reason) THEN
      SELECT e.status, e.reason, e.occurred_at AS started_at, open_time_of(e.status, e.reason, e.occurred_at) AS max_open_time,
        timeout_of(e.status, e.reason, e.occurred_at) AS heartbeat_timeout INTO run;
    END IF;
    said_at := e.occurred_at;
    state := 'open';
    capped_at := run.started_at + run.max_open_time;
    lost_at := said_at + run.heartbeat_timeout;
    IF lower(e.status) <> 'offline' AND least(capped_at, lost_at) < e.next_at AND least(capped_at, lost_at) <= (SELECT s.as_of FROM setting s) THEN
      state := CASE WHEN capped_at <= lost_at THEN 'capped' ELSE 'lost' END;
      INSERT INTO point VALUES (e.user_id, least(capped_at, lost_at), NULL, NULL, state);
    END IF;
    IF state <> 'capped' OR capped_at > e.occurred_at THEN
      INSERT INTO point VALUES (e.user_id, e.occurred_at, e.status, e.reason, 'changed');
    END IF;
  END LOOP;
END $$;
CALL walk();
CREATE TABLE want AS
SELECT c.user_id, c.status, c.reason, c.at AS login_at, lead(c.at) OVER u AS logout_at, c.cause AS start_cause, lead(c.cause, 1, 'open') OVER u AS end_cause
FROM (
  SELECT p.*, (p.status, p.reason, p.cause) IS DISTINCT FROM (lag(p.status) OVER u, lag(p.reason) OVER u, lag(p.cause) OVER u) OR lag(p.at) OVER u IS NULL AS changes
  FROM point p WINDOW u AS (PARTITION BY p.user_id ORDER BY p.at)) c
WHERE c.changes AND c.at < '2026-03-18 10:00'
WINDOW u AS (PARTITION BY c.user_id ORDER BY c.at);
CREATE VIEW got AS SELECT user_id, status, reason, login_at, logout_at, start_cause, end_cause FROM user_logs WHERE start_cause <> 'open';
SELECT count(*) > 1500 AS intervals, count(*) FILTER (WHERE end_cause = 'capped') > 200 AS capped, count(*) FILTER (WHERE end_cause = 'lost') > 100 AS lost,
  count(DISTINCT logout_at - login_at) FILTER (WHERE end_cause = 'capped') > 4 AS spans FROM want;
SELECT * FROM (TABLE got EXCEPT ALL TABLE want) d ORDER BY user_id, login_at LIMIT 5;
SELECT * FROM (TABLE want EXCEPT ALL TABLE got) d ORDER BY user_id, login_at LIMIT 5;
-- windows, looked up in an index: with their true ends
CREATE TABLE win AS SELECT n, timestamptz '2026-03-02' + floor(random() * 800) * interval '30 minutes' AS from_at, ceil(random() ^ 3 * 100) * interval '20 minutes' AS length FROM generate_series(1, 80) n;
CREATE VIEW got_window AS SELECT w.n, g.user_id, g.status, g.reason, g.login_at, g.logout_at, g.start_cause, g.end_cause
FROM win w, user_logs_between(w.from_at, w.from_at + w.length) g WHERE g.start_cause <> 'open';
CREATE VIEW want_window AS SELECT w.n, i.* FROM win w, want i
WHERE i.login_at < w.from_at + w.length AND i.login_at < '2026-03-18 10:00' AND coalesce(i.logout_at, 'infinity') > w.from_at AND w.from_at < '2026-03-18 10:00';
SELECT log_is_indexed() AS indexed, count(*) > 2000 AS rows FROM want_window;
SELECT * FROM (TABLE got_window EXCEPT ALL TABLE want_window) d ORDER BY n, user_id, login_at LIMIT 5;
SELECT * FROM (TABLE want_window EXCEPT ALL TABLE got_window) d ORDER BY n, user_id, login_at LIMIT 5;
-- rows that say what setting says change nothing
DELETE FROM status_limit;
CREATE TABLE by_setting AS TABLE got;
INSERT INTO status_limit (max_open_time, heartbeat_timeout) SELECT max_open_time, heartbeat_timeout FROM setting;
UPDATE setting SET max_open_time = NULL, heartbeat_timeout = NULL;
SELECT count(*) FROM (TABLE got EXCEPT ALL TABLE by_setting) d;
SELECT count(*) FROM (TABLE by_setting EXCEPT ALL TABLE got) d;
SET client_min_messages = error;
DROP SCHEMA limited, layered CASCADE;
