-- user_logs, user_logs_between, current_status, anomalies: two days in Lisbon,
-- small enough to be checked by hand.
SET client_min_messages = warning;
SET TimeZone = 'Europe/Lisbon';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\pset null -
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('lisbon', 'bigint') IS NOT NULL AS made;
UPDATE lisbon.setting SET as_of = '2026-03-03 12:00';
INSERT INTO lisbon.report_user VALUES (1, 'Ana'), (2, 'Rui'), (4, 'Eva');
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason, changed_by, source) VALUES
  (1, 1, '2026-03-02 09:00', 'Available', NULL, 'Ana', 'web'),
  (2, 1, '2026-03-02 09:10', 'Available', NULL, 'Ana', 'web'),           -- said again
  (3, 1, '2026-03-02 12:00', 'Unavailable', 'Absence', 'Rui', 'console'),
  (4, 1, '2026-03-02 13:00:00.25', 'Available', NULL, 'Ana', 'phone'),
  (5, 1, '2026-03-02 18:00', 'Offline', NULL, 'rule', NULL),
  (6, 1, '2026-03-02 18:30', 'Logout', NULL, NULL, NULL),                -- logged out already
  (15, 1, '2026-03-02 18:40', 'Logout', NULL, NULL, NULL),               -- said again: no other logout
  (7, 2, '2026-03-02 20:00', 'Logout', NULL, NULL, NULL),                -- without login
  (8, 2, '2026-03-02 22:00', 'Online', NULL, NULL, NULL),
  (9, 2, '2026-03-03 01:00', 'Pausa', 'Strategic break', NULL, NULL),
  (10, 2, '2026-03-03 01:00', 'Pausa', 'High demand', NULL, NULL),       -- at the same time
  (11, 2, '2026-03-03 02:00', 'Online', NULL, NULL, NULL),
  (12, 3, '2026-03-02 10:00', 'Juggling', NULL, NULL, NULL),             -- not in status_class
  (13, 3, '2026-03-02 11:00', NULL, NULL, NULL, NULL),
  (14, 3, '2026-03-04 08:00', 'Online', NULL, NULL, NULL);               -- has not come yet

SELECT status, class, user_id AS id, user_name, login_at, logout_at, reason, duration, duration_seconds, is_open
FROM lisbon.user_logs ORDER BY user_id, login_at;
SELECT user_id AS id, event_id, local_date, local_login, local_logout, time_zone, start_cause, end_cause, changed_by, source
FROM lisbon.user_logs ORDER BY user_id, login_at;

-- a window: what began before is carried in, what goes on is clipped, and
-- everybody has a row, Eva too, who was never heard of
SELECT status, class, user_name, login_at, logout_at, reason, duration, is_open, local_date, clipped_start, clipped_end
FROM lisbon.user_logs_between('2026-03-02 12:30', '2026-03-02 18:00') ORDER BY user_id, clipped_start;
SELECT user_name, sum(duration), sum(duration_seconds) FROM lisbon.user_logs_between('2026-03-02 12:30', '2026-03-03 12:00') GROUP BY user_name ORDER BY 1;
-- it ends now at the latest; without bounds it is user_logs
SELECT user_name, sum(duration), max(clipped_end) FROM lisbon.user_logs_between('2026-03-03 11:00', '2026-04-01') GROUP BY user_name ORDER BY 1;
SELECT count(*) FROM lisbon.user_logs_between('2026-03-03 12:00', '2026-03-04');
SELECT count(*) FROM lisbon.user_logs_between('2026-03-05', '2026-03-06');
SELECT count(*) FROM lisbon.user_logs_between('2026-03-02', '2026-03-02');
SELECT count(*) FROM lisbon.user_logs_between('2026-03-02', '2026-03-01');  -- error: ends before it begins
SELECT count(*) FROM (SELECT * FROM lisbon.user_logs EXCEPT ALL
  SELECT status, class, user_id, user_name, login_at, logout_at, reason, duration, duration_seconds, is_open, local_date, local_login,
    local_logout, time_zone, start_cause, end_cause, event_id, changed_by, source FROM lisbon.user_logs_between(NULL, NULL)) d;

SELECT user_name, status, class, reason, since_at, local_since, duration, duration_seconds, start_cause, as_of FROM lisbon.current_status ORDER BY user_id;

SELECT kind, user_name, event_id, local_occurred, status, reason, action, event_count FROM lisbon.anomalies ORDER BY kind, event_id;

-- limits: a status holds for four hours at most, for two without being said again
UPDATE lisbon.setting SET max_open_time = '4 hours';
SELECT status, class, user_name, local_login::time AS login, local_logout::time AS logout, duration, start_cause, end_cause
FROM lisbon.user_logs WHERE user_id = 1 ORDER BY login_at;
UPDATE lisbon.setting SET max_open_time = NULL, heartbeat_timeout = '2 hours';
SELECT status, class, user_name, local_login::time AS login, local_logout::time AS logout, reason, duration, start_cause, end_cause
FROM lisbon.user_logs WHERE user_id = 1 ORDER BY login_at;
SELECT status, end_cause, logout_at, clipped_end FROM lisbon.user_logs_between('2026-03-02 09:30', '2026-03-02 10:00') WHERE user_id = 1;
SELECT user_name, status, class, since_at, start_cause FROM lisbon.current_status ORDER BY user_id;
SELECT kind, user_name, event_id, local_occurred, status, action FROM lisbon.anomalies WHERE kind IN ('capped', 'lost') ORDER BY kind, event_id;

-- a heartbeat at the very time of the limit began nothing; words of ours in the
-- log are no limits
UPDATE lisbon.setting SET heartbeat_timeout = NULL, max_open_time = '4 hours';
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (20, 9, '2026-03-02 08:00', 'Online', NULL), (21, 9, '2026-03-02 12:00', 'Online', NULL),
  (22, 9, '2026-03-02 13:00', NULL, '(lost)'), (23, 9, '2026-03-02 14:00', NULL, '(capped)');
SELECT status, reason, login_at, start_cause, end_cause, event_id FROM lisbon.user_logs WHERE user_id = 9 ORDER BY login_at;
SELECT kind, event_id FROM lisbon.anomalies WHERE user_id = 9 ORDER BY kind, event_id;
DELETE FROM lisbon.status_event WHERE user_id = 9;

-- as of now: the open row is measured up to the start of this transaction
UPDATE lisbon.setting SET max_open_time = NULL, as_of = NULL;
BEGIN;
SELECT bool_and(login_at + duration = now()) AS up_to_now, bool_and(logout_at IS NULL) AS without_logout FROM lisbon.user_logs WHERE is_open;
SELECT bool_and(as_of = now() AND since_at + duration = now()) AS up_to_now FROM lisbon.current_status WHERE status IS NOT NULL;
COMMIT;
UPDATE lisbon.setting SET as_of = now() + interval '1 day';
BEGIN;
SELECT bool_and(as_of = now()) AS not_later FROM lisbon.current_status;
COMMIT;

-- what a view as input may hold, a table of ours cannot
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
ALTER TABLE lisbon.status_event RENAME TO raw_event;
CREATE VIEW lisbon.status_event AS
SELECT event_id, user_id, occurred_at, status, reason FROM lisbon.raw_event WHERE user_id = 1
UNION ALL VALUES (NULL::bigint, 1::bigint, 'infinity'::timestamptz, 'Online', NULL), (NULL, 1, '-infinity', 'Online', NULL), (NULL, 1, NULL, 'Online', NULL),
  (NULL, NULL, '2026-03-02 10:00', 'Online', NULL), (NULL, 5, '2026-03-02 10:00', 'Juggling', 'x'), (NULL, 5, '2026-03-02 10:00', 'Juggling', 'x'),
  (NULL, 6, '294276-12-31 23:59:59+00', 'Online', NULL), (NULL, 6, '2026-03-02 10:00', '(unknown)', NULL), (NULL, 6, '2026-03-02 11:00', NULL, NULL);
SELECT userlogs.create_report('lisbon') IS NOT NULL AS made;
UPDATE lisbon.setting SET as_of = '2026-03-03 12:00';
SELECT kind, user_id, event_id, occurred_at, status, reason, action, event_count FROM lisbon.anomalies ORDER BY kind, user_id, event_id, occurred_at;
SELECT user_id, count(*), min(login_at) FROM lisbon.user_logs GROUP BY user_id ORDER BY 1;
INSERT INTO lisbon.status_class VALUES ('(unknown)', 'available');
SELECT local_date, status, class, duration FROM lisbon.status_daily WHERE user_id = 6 ORDER BY 1, 2, 3;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
