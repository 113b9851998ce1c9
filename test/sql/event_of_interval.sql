-- user_logs shows who or what began an interval: the event that counts at its
-- start, found by its number where that is unique, else by user and time.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA event_of_interval;
SET search_path = event_of_interval;
SELECT setseed(0.151) \g /dev/null

SELECT userlogs.create_report('event_of_interval', 'text') IS NOT NULL AS made;
-- ties, repetitions, and numbers that are not in order of time
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason, changed_by, source)
SELECT n, 'u' || floor(random() * 10), timestamptz '2026-03-27 00:00+00' + floor(random() * 200) * interval '20 minutes',
  (ARRAY['Available', 'Break', 'Offline', NULL])[1 + floor(random() * 4)::int], (ARRAY['Lunch', NULL])[1 + floor(random() * 2)::int],
  CASE WHEN random() < 0.7 THEN 'by ' || n END, CASE WHEN random() < 0.7 THEN 'from ' || n % 7 END
FROM (SELECT n FROM generate_series(1, 2000) n ORDER BY random()) r;
UPDATE setting SET as_of = '2026-03-30 05:10+00', max_open_time = '50 minutes';

SELECT event_is_numbered() AS numbered;
CREATE TABLE by_number AS SELECT u::text FROM user_logs u;
ALTER TABLE status_event DROP CONSTRAINT status_event_pkey;
SELECT event_is_numbered() AS numbered;
CREATE TABLE by_time AS SELECT u::text FROM user_logs u;
SELECT count(*) > 500 AS rows FROM by_number;
(TABLE by_number EXCEPT ALL TABLE by_time) UNION ALL (TABLE by_time EXCEPT ALL TABLE by_number);

-- the law: of the events at the start, the one with the highest number; none
-- where a limit or nothing began the interval
SELECT count(*) FILTER (WHERE start_cause = 'changed') > 500 AS changed, count(*) FILTER (WHERE start_cause = 'capped') > 50 AS capped,
  count(*) FILTER (WHERE (event_id, changed_by, source) IS DISTINCT FROM (e.number, e.by, e.from_what)) AS wrong
FROM user_logs l
LEFT JOIN (SELECT DISTINCT ON (user_id, occurred_at) user_id, occurred_at, event_id, changed_by, source FROM status_event ORDER BY user_id, occurred_at, event_id DESC) e(who, at, number, by, from_what)
  ON e.who = l.user_id AND e.at = l.login_at AND l.start_cause = 'changed';

-- of events without a number the staffed one, then the last of the letters
UPDATE status_event SET changed_by = status || ' ' || coalesce(reason, '');
CREATE TABLE told AS
SELECT DISTINCT ON (user_id, occurred_at) user_id, occurred_at, changed_by FROM status_event
ORDER BY user_id, occurred_at, coalesce(status IN ('Available', 'Break'), false) DESC, status COLLATE "C" DESC NULLS FIRST, reason COLLATE "C" DESC NULLS FIRST;
CREATE VIEW unnumbered AS SELECT NULL::bigint AS event_id, user_id, occurred_at, status, reason, changed_by FROM status_event;
SELECT userlogs.drop_report('event_of_interval') \g /dev/null
ALTER TABLE status_event RENAME TO numbered;
ALTER VIEW unnumbered RENAME TO status_event;
SELECT userlogs.create_report('event_of_interval') \g /dev/null
SELECT count(*) > 500 AS rows, count(*) FILTER (WHERE l.changed_by IS DISTINCT FROM t.changed_by) AS wrong
FROM user_logs l LEFT JOIN told t ON t.user_id = l.user_id AND t.occurred_at = l.login_at WHERE l.start_cause = 'changed';
CREATE INDEX ON numbered (user_id, occurred_at);
SELECT log_is_indexed() AS indexed, count(*) > 100 AS rows, count(*) FILTER (WHERE l.changed_by IS DISTINCT FROM t.changed_by) AS wrong
FROM logged_interval('2026-03-28 01:23', '2026-03-29') l LEFT JOIN told t ON t.user_id = l.user_id AND t.occurred_at = l.started_at WHERE l.start_cause = 'changed';
SELECT userlogs.drop_report('event_of_interval') \g /dev/null
DROP VIEW status_event;
ALTER TABLE numbered RENAME TO status_event;
SELECT userlogs.create_report('event_of_interval') \g /dev/null

-- only an index that makes each number unique will do
CREATE INDEX plain ON status_event (event_id);
SELECT event_is_numbered() AS plain;
CREATE UNIQUE INDEX partial ON status_event (event_id) WHERE status IS NOT NULL;
SELECT event_is_numbered() AS partial;
CREATE UNIQUE INDEX with_time ON status_event (event_id, occurred_at);
SELECT event_is_numbered() AS with_time;
CREATE UNIQUE INDEX including ON status_event (event_id) INCLUDE (occurred_at);
SELECT event_is_numbered() AS including;
ALTER TABLE status_event ALTER event_id DROP IDENTITY IF EXISTS, ALTER event_id DROP NOT NULL;
SELECT event_is_numbered() AS nullable;
ALTER TABLE status_event ALTER event_id SET NOT NULL;
SELECT event_is_numbered() AS again;
CREATE TABLE older () INHERITS (status_event);
SELECT event_is_numbered() AS with_children;
RESET search_path;
DROP SCHEMA event_of_interval CASCADE;
