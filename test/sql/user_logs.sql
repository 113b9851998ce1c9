-- user_logs and user_logs_between: who was in which status from when to when?
-- The two days are those of test/days/two_days.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set two_days :abs_srcdir '/days/two_days.sql'
\set ECHO none
\i :two_days
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.user_logs'::regclass AND attnum > 0 ORDER BY attnum;

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
  SELECT status, class, user_id, user_name, login_at, logout_at, reason, label, duration, duration_seconds, is_open, local_date, local_login,
    local_logout, time_zone, start_cause, end_cause, event_id, changed_by, source, counts_as FROM lisbon.user_logs_between(NULL, NULL)) d;

-- limits: a status holds for four hours at most, for two without being said again
UPDATE lisbon.setting SET max_open_time = '4 hours';
SELECT status, class, user_name, local_login::time AS login, local_logout::time AS logout, duration, start_cause, end_cause
FROM lisbon.user_logs WHERE user_id = 1 ORDER BY login_at;
UPDATE lisbon.setting SET max_open_time = NULL, heartbeat_timeout = '2 hours';
SELECT status, class, user_name, local_login::time AS login, local_logout::time AS logout, reason, duration, start_cause, end_cause
FROM lisbon.user_logs WHERE user_id = 1 ORDER BY login_at;
SELECT status, end_cause, logout_at, clipped_end FROM lisbon.user_logs_between('2026-03-02 09:30', '2026-03-02 10:00') WHERE user_id = 1;

-- a heartbeat at the very time of the limit began nothing; words of ours in the
-- log are no limits
UPDATE lisbon.setting SET heartbeat_timeout = NULL, max_open_time = '4 hours';
INSERT INTO lisbon.status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (20, 9, '2026-03-02 08:00', 'Online', NULL), (21, 9, '2026-03-02 12:00', 'Online', NULL),
  (22, 9, '2026-03-02 13:00', NULL, '(lost)'), (23, 9, '2026-03-02 14:00', NULL, '(capped)');
SELECT status, reason, login_at, start_cause, end_cause, event_id FROM lisbon.user_logs WHERE user_id = 9 ORDER BY login_at;
DELETE FROM lisbon.status_event WHERE user_id = 9;

-- as of now: the open row is measured up to the start of this transaction
UPDATE lisbon.setting SET max_open_time = NULL, as_of = NULL;
BEGIN;
SELECT bool_and(login_at + duration = now()) AS up_to_now, bool_and(logout_at IS NULL) AS without_logout FROM lisbon.user_logs WHERE is_open;
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
SELECT user_id, count(*), min(login_at) FROM lisbon.user_logs GROUP BY user_id ORDER BY 1;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
