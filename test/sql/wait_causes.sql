-- wait_causes, wait_causes_daily: what did each request wait for? The Monday is
-- that of test/days/twelve_requests.sql; then random days, against plain SQL that
-- looks at every moment at which anything changes.
\getenv abs_srcdir PG_ABS_SRCDIR
\set day :abs_srcdir '/days/twelve_requests.sql'
\set ECHO none
\i :day
\set ECHO all
SET jit = off;

-- the columns are a promise: new ones go to the end
SELECT c.relname AS view, attname AS column, format_type(atttypid, atttypmod) AS type
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE attrelid IN ('twelve.wait_causes'::regclass, 'twelve.wait_causes_daily'::regclass) AND attnum > 0 ORDER BY c.relname, attnum;

-- request 3 did not wait, and nobody knows until when request 10 did
SELECT request_id AS id, local_arrived::time AS arrived, team, cause, user_name, reason, seconds / 60 * interval '1 minute' AS time
FROM twelve.wait_causes
ORDER BY request_id::int, team, array_position('{closed,nobody_staffed,all_unavailable,all_busy,assignee_away,answerable}', cause), user_name;
SELECT team, local_date, request_count AS requests, wait_seconds / 60 * interval '1 minute' AS wait, (closed_seconds / 60)::int AS closed, (nobody_staffed_seconds / 60)::int AS nobody,
  (all_unavailable_seconds / 60)::int AS unavailable, (all_busy_seconds / 60)::int AS busy, (assignee_away_seconds / 60)::int AS away, (answerable_seconds / 60)::int AS answerable
FROM twelve.wait_causes_daily ORDER BY team;
SELECT wait_mean_seconds, closed_mean_seconds AS closed, nobody_staffed_mean_seconds AS nobody, all_unavailable_mean_seconds AS unavailable,
  all_busy_mean_seconds AS busy, assignee_away_mean_seconds AS away, answerable_mean_seconds AS answerable
FROM twelve.wait_causes_daily ORDER BY team;
-- windows are by arrival; what is read of the rest of the wait does not depend on it
SELECT request_id, (sum(seconds) / 60)::int AS minutes FROM twelve.wait_causes_between('2026-03-02 16:50', '2026-03-02 16:55') GROUP BY request_id;
SELECT count(*) FROM twelve.wait_causes_between('2026-03-02 16:56', NULL);
SELECT count(*) FROM twelve.wait_causes_between('2026-03-03', '2026-03-02');  -- error: reversed
SELECT count(*) FROM twelve.wait_causes_daily_between('2026-03-03', '2026-03-02');  -- error: reversed

BEGIN;
-- who has two slots is not busy with one request
INSERT INTO twelve.capacity (user_id, slots) VALUES (NULL, 2);
SELECT request_id, cause, (seconds / 60)::int AS minutes FROM twelve.wait_causes WHERE request_id IN ('4', '8', '12') ORDER BY request_id::int, cause;
-- of a user without any, every moment is busy
INSERT INTO twelve.capacity (user_id, slots) VALUES ('Ana', 0);
SELECT request_id, cause, (seconds / 60)::int AS minutes FROM twelve.wait_causes WHERE request_id IN ('1', '12') ORDER BY request_id::int, cause;
ROLLBACK;
BEGIN;
-- a day off: what is left of Monday is closed
INSERT INTO twelve.service_exception (team, local_date) VALUES (NULL, '2026-03-02');
SELECT request_id, cause, (sum(seconds) / 60)::int AS minutes FROM twelve.wait_causes WHERE request_id IN ('1', '6', '9', '11') GROUP BY request_id, cause ORDER BY request_id::int, cause;
ROLLBACK;
BEGIN;
-- a team that is in no input has nobody, and an assignee without events is not there
INSERT INTO twelve.service_request (request_id, team, arrived_at, first_response_at) VALUES (13, 'Nobody', '2026-03-02 10:00', '2026-03-02 10:01'), (14, NULL, '2026-03-02 10:00', '2026-03-02 10:01'),
  (15, 'Sales', '2026-03-02 15:00', '2026-03-02 15:01'), (16, 'Sales', '2026-03-02 15:00', '2026-03-02 15:01');
-- the last assignment counts, also one before the arrival
INSERT INTO twelve.assignment (request_id, user_id, assigned_at) VALUES (15, 'Zoe', '2026-03-02 14:00'), (16, 'Zoe', '2026-03-02 14:00'), (16, 'Rui', '2026-03-02 14:30'), (16, 'Zoe', '2026-03-02 15:00:30');
SELECT request_id, team, cause, user_id, reason, seconds FROM twelve.wait_causes WHERE request_id::int > 12 ORDER BY request_id, cause;
ROLLBACK;
SELECT userlogs.drop_report('twelve') IS NOT NULL AS dropped;
DROP SCHEMA twelve CASCADE;

-- random users in random teams, requests that are assigned, passed on, answered,
-- answered again, put off and given up, on calendars with exceptions, over a change
-- of the clocks; to the microsecond
SET TimeZone = 'UTC';
SELECT userlogs.create_report('causes_oracle') IS NOT NULL AS made;
SET search_path = causes_oracle;
SELECT setseed(0.2718);
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-04-09 09:07:11.5', max_handle_time = '5 hours';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(8 * random()), timestamptz '2026-03-28 00:00' + random() * 60 * interval '1 hour',
  (ARRAY['Available', 'Available', 'Engaged', 'Unavailable', 'Unavailable', 'Offline', 'strange'])[1 + floor(7 * random())], (ARRAY['Absence', 'Lunch', NULL])[1 + floor(3 * random())]
FROM generate_series(1, 900) n;
-- what follows: all offline or away, until some come back
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT 1000 + n, 'u' || n, '2026-03-30 12:00', CASE WHEN n < 5 THEN 'Offline' ELSE 'Unavailable' END, 'Night' FROM generate_series(0, 7) n;
INSERT INTO status_event (event_id, user_id, occurred_at, status) SELECT 2000 + n, 'u' || n, '2026-04-08 10:00:00.333', 'Available' FROM generate_series(2, 6) n;
INSERT INTO team_member
SELECT 'u' || floor(8 * random()), 'T' || floor(3 * random()), f, f + (300 + 3000 * random()) * interval '1 minute'
FROM (SELECT timestamptz '2026-03-27 20:00' + floor(3600 * random()) * interval '1 minute' AS f FROM generate_series(1, 20)) x
ON CONFLICT DO NOTHING;
INSERT INTO team_member VALUES ('u2', 'T0', '2026-04-01', NULL), ('u6', 'T1', '2026-04-02', NULL), ('u6', 'T2', '2026-04-02', NULL);
INSERT INTO service_hours (team, weekday, opens, closes)
SELECT h.team, d, h.opens, h.closes FROM (VALUES ('T0', time '06:00', time '12:30'), ('T0', '12:15', '22:00'), ('T1', '20:00', '16:00')) h(team, opens, closes), generate_series(1, 7) d;
INSERT INTO service_exception VALUES ('T0', '2026-03-29', '00:30', '03:30'), ('T0', '2026-03-29', '08:00', '24:00'), (NULL, '2026-03-29', NULL, NULL), (NULL, '2026-04-03', NULL, NULL), ('T2', '2026-03-29', '00:00', '23:00');
-- too large a weight counts as 1
ALTER TABLE service_request DROP CONSTRAINT "weight is from 0 to 1000000";
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, channel, weight, abandoned)
SELECT n, CASE WHEN random() < 0.9 THEN 'T' || floor(3 * random()) END, CASE WHEN random() < 0.9 THEN 'u' || floor(8 * random()) END, at,
  CASE WHEN r < 0.8 THEN at + wait END, CASE WHEN r < 0.75 OR r > 0.9 THEN at + wait + handle END,
  (ARRAY['Chat', ' chat', 'mail', 'phone', NULL])[1 + floor(5 * random())], (ARRAY[NULL, 0, 1, 2, 2000000])[1 + floor(5 * random())], r BETWEEN 0.86 AND 0.88
FROM (SELECT n, timestamptz '2026-03-28 00:00' + random() * 58 * interval '1 hour' AS at, random() AS r,
  CASE WHEN random() < 0.1 THEN interval '0' ELSE random() * 3000 * interval '1 second' END AS wait, random() * 9000 * interval '1 second' AS handle FROM generate_series(1, 500) n) x;
INSERT INTO assignment (request_id, user_id, assigned_at, team)
SELECT request_id, CASE WHEN random() < 0.85 THEN 'u' || floor(10 * random()) END, arrived_at + (random() * 4000 - 1000) * interval '1 second', CASE WHEN random() < 0.2 THEN 'T' || floor(3 * random()) END
FROM service_request, generate_series(1, 2) WHERE random() < 0.6;
INSERT INTO response (request_id, user_id, responded_at)
SELECT request_id, CASE WHEN random() < 0.9 THEN 'u' || floor(8 * random()) END, arrived_at + random() * 9000 * interval '1 second' FROM service_request WHERE random() < 0.3;
INSERT INTO pending (request_id, started_at, ended_at, resolved)
SELECT request_id, f, CASE WHEN random() < 0.8 THEN f + random() * 3000 * interval '1 second' END, random() < 0.5
FROM (SELECT request_id, arrived_at + random() * 7000 * interval '1 second' AS f FROM service_request, generate_series(1, 2) WHERE random() < 0.2) x;
INSERT INTO capacity (user_id, channel, slots, valid_from, valid_to) VALUES
  ('u0', NULL, 3, NULL, NULL), (NULL, NULL, 2, '2026-03-29', NULL), ('u1', 'chat', 1, NULL, NULL), (NULL, 'Chat ', 2, NULL, '2026-03-30'), ('u2', 'mail', 0, NULL, NULL),
  ('u3', 'chat', 1, '2026-03-28 12:00', '2026-03-29 12:00'), ('u3', 'CHAT', 4, '2026-03-29', NULL), ('u4', NULL, 1, '2026-03-29 06:00:00.000001', '2026-03-30');

-- what holds from when to when
CREATE VIEW report AS SELECT timestamptz '2026-04-09 09:07:11.5' AS as_of;
CREATE TABLE status AS
SELECT user_id, occurred_at AS from_at, lead(occurred_at, 1, as_of) OVER (PARTITION BY user_id ORDER BY occurred_at) AS to_at,
  CASE status WHEN 'strange' THEN 'unknown' ELSE lower(status) END AS class, coalesce(reason, '(none)') AS reason FROM status_event, report;
CREATE TABLE open AS
SELECT t.team, h.from_at, h.to_at
FROM unnest('{T0,T1,T2,(none)}'::text[]) t(team), generate_series(timestamp '2026-03-26', '2026-04-10', '1 day') d(day),
LATERAL (
  SELECT opens, closes FROM service_exception x WHERE x.team = t.team AND local_date = day
  UNION ALL SELECT opens, closes FROM service_exception x WHERE x.team IS NULL AND local_date = day
    AND NOT EXISTS (SELECT FROM service_exception o WHERE o.team = t.team AND o.local_date = day)
  UNION ALL SELECT opens, closes FROM service_hours o WHERE o.team = t.team AND weekday = extract(isodow FROM day)
    AND NOT EXISTS (SELECT FROM service_exception o WHERE (o.team = t.team OR o.team IS NULL) AND o.local_date = day)
  UNION ALL SELECT time '00:00', time '24:00' WHERE NOT EXISTS (SELECT FROM service_hours o WHERE o.team = t.team)
    AND NOT EXISTS (SELECT FROM service_exception o WHERE (o.team = t.team OR o.team IS NULL) AND o.local_date = day)) s,
LATERAL (SELECT (day + opens) AT TIME ZONE 'Europe/Berlin', (day + closes + CASE WHEN closes <= opens THEN '1 day' ELSE '0' END::interval) AT TIME ZONE 'Europe/Berlin') h(from_at, to_at)
WHERE opens IS NOT NULL;
CREATE TABLE request AS
SELECT r.request_id, coalesce(team, '(none)') AS team, user_id, arrived_at, k.response_at, k.closed_at, lower(btrim(channel)) AS channel, CASE WHEN weight <= 1000000 THEN weight ELSE 1 END AS weight,
  coalesce(k.response_at, k.closed_at, CASE WHEN abandoned IS NOT TRUE THEN as_of END) AS wait_end, least(k.closed_at, k.response_at + interval '5 hours', as_of) AS handled_until
FROM service_request r, report, LATERAL (SELECT CASE WHEN first_response_at <= as_of THEN first_response_at END, CASE WHEN closed_at <= as_of THEN closed_at END) k(response_at, closed_at);
CREATE TABLE pause AS SELECT request_id, started_at AS from_at, coalesce(ended_at, 'infinity') AS to_at, resolved FROM pending;
CREATE TABLE change AS
SELECT request_id, response_at AS at, user_id FROM request WHERE response_at IS NOT NULL
UNION ALL SELECT request_id::bigint, responded_at, user_id FROM response
UNION ALL SELECT request_id::bigint, from_at, NULL FROM pause WHERE resolved
-- to whom it was assigned before the response does not matter
UNION ALL SELECT a.request_id::bigint, assigned_at, a.user_id FROM assignment a JOIN request r ON r.request_id = a.request_id::bigint WHERE assigned_at > response_at;
CREATE TABLE piece AS
SELECT at AS from_at, lead(at) OVER (ORDER BY at) AS to_at FROM (
  SELECT from_at AS at FROM status UNION SELECT from_at FROM open UNION SELECT to_at FROM open UNION SELECT valid_from FROM team_member UNION SELECT valid_to FROM team_member
  UNION SELECT arrived_at FROM request UNION SELECT wait_end FROM request UNION SELECT handled_until FROM request UNION SELECT at FROM change UNION SELECT from_at FROM pause UNION SELECT to_at FROM pause
  UNION SELECT assigned_at FROM assignment UNION SELECT valid_from FROM capacity UNION SELECT valid_to FROM capacity) x
WHERE at BETWEEN '2026-03-28' AND (SELECT as_of FROM report);
CREATE INDEX ON piece (from_at);
ANALYZE;

-- who is in which state and team at the start of each piece, and who is full
CREATE TABLE state AS SELECT p.from_at, s.user_id, s.class, s.reason FROM status s JOIN piece p ON p.from_at >= s.from_at AND p.from_at < s.to_at;
CREATE TABLE member AS
SELECT DISTINCT s.from_at, s.user_id, s.class, s.reason, coalesce(m.team, '(none)') AS team
FROM state s LEFT JOIN team_member m ON m.user_id = s.user_id AND s.from_at >= m.valid_from AND (s.from_at < m.valid_to OR m.valid_to IS NULL);
CREATE TABLE load AS
SELECT p.from_at, h.user_id, sum(weight) AS all_load, coalesce(sum(weight) FILTER (WHERE channel = 'chat'), 0) AS chat_load, coalesce(sum(weight) FILTER (WHERE channel = 'mail'), 0) AS mail_load
FROM (SELECT request_id, channel, coalesce(weight, 1) AS weight, response_at, handled_until FROM request WHERE response_at IS NOT NULL) r
JOIN piece p ON p.from_at >= r.response_at AND p.from_at < r.handled_until
CROSS JOIN LATERAL (SELECT c.user_id FROM change c WHERE c.request_id = r.request_id AND c.at <= p.from_at ORDER BY c.at DESC LIMIT 1) h
WHERE NOT EXISTS (SELECT FROM pause x WHERE x.request_id::bigint = r.request_id AND p.from_at >= x.from_at AND p.from_at < x.to_at) GROUP BY 1, 2;
CREATE FUNCTION slots_of(who text, what text, at timestamptz) RETURNS bigint LANGUAGE sql AS $$
SELECT slots FROM capacity WHERE (user_id = who OR user_id IS NULL) AND lower(btrim(channel)) IS NOT DISTINCT FROM what
  AND (valid_from <= at OR valid_from IS NULL) AND (valid_to > at OR valid_to IS NULL) ORDER BY user_id IS NULL, valid_from DESC NULLS LAST LIMIT 1 $$;
CREATE TABLE slot AS
SELECT u.user_id, k.from_at, lead(k.from_at, 1, 'infinity') OVER (PARTITION BY u.user_id ORDER BY k.from_at) AS to_at,
  slots_of(u.user_id, NULL, k.from_at) AS all_slots, slots_of(u.user_id, 'chat', k.from_at) AS chat_slots, slots_of(u.user_id, 'mail', k.from_at) AS mail_slots
FROM (SELECT DISTINCT user_id FROM status) u, (SELECT '-infinity' AS from_at UNION SELECT valid_from FROM capacity WHERE valid_from IS NOT NULL UNION SELECT valid_to FROM capacity WHERE valid_to IS NOT NULL) k;
CREATE TABLE team_state AS
SELECT s.from_at, s.team, count(*) FILTER (WHERE class = 'available') AS available, count(*) FILTER (WHERE class = 'unavailable') AS unavailable, count(*) FILTER (WHERE class = 'engaged') AS engaged,
  count(*) FILTER (WHERE class = 'available' AND f.chat) AS full_chat, count(*) FILTER (WHERE class = 'available' AND f.mail) AS full_mail, count(*) FILTER (WHERE class = 'available' AND f.other) AS full_other
FROM member s
JOIN slot k ON k.user_id = s.user_id AND s.from_at >= k.from_at AND s.from_at < k.to_at
LEFT JOIN load l ON l.user_id = s.user_id AND l.from_at = s.from_at
CROSS JOIN LATERAL (SELECT
  coalesce(l.chat_load, 0) >= k.chat_slots OR coalesce(l.all_load, 0) >= k.all_slots OR k.chat_slots IS NULL AND k.all_slots IS NULL AND l.all_load > 0,
  coalesce(l.mail_load, 0) >= k.mail_slots OR coalesce(l.all_load, 0) >= k.all_slots OR k.mail_slots IS NULL AND k.all_slots IS NULL AND l.all_load > 0,
  coalesce(l.all_load, 0) >= k.all_slots OR k.all_slots IS NULL AND l.all_load > 0) f(chat, mail, other)
GROUP BY 1, 2;
CREATE TABLE open_piece AS SELECT DISTINCT p.from_at, o.team FROM open o JOIN piece p ON p.from_at >= o.from_at AND p.from_at < o.to_at;
CREATE INDEX ON state (from_at);
CREATE INDEX ON member (from_at);
ANALYZE;

-- each piece of each wait
CREATE TABLE moment AS
SELECT r.request_id::text, t.team, a.user_id AS assignee, extract(epoch FROM p.to_at - p.from_at) AS seconds, p.from_at, s.unavailable, s.available = 0 AS is_engaged,
  CASE WHEN o.team IS NULL THEN 'closed'
    WHEN coalesce(s.available + s.engaged, 0) = 0 THEN CASE WHEN s.unavailable > 0 THEN 'all_unavailable' ELSE 'nobody_staffed' END
    WHEN CASE r.channel WHEN 'chat' THEN full_chat WHEN 'mail' THEN full_mail ELSE full_other END >= s.available THEN 'all_busy'
    WHEN a.user_id IS NOT NULL AND (g.class IN ('available', 'engaged')) IS NOT TRUE THEN 'assignee_away' ELSE 'answerable' END AS cause,
  CASE g.class WHEN 'unavailable' THEN g.reason ELSE '(' || coalesce(g.class, 'unknown') || ')' END AS assignee_reason
FROM request r
JOIN piece p ON p.from_at >= r.arrived_at AND p.from_at < r.wait_end
LEFT JOIN LATERAL (SELECT a.user_id FROM assignment a WHERE a.request_id = r.request_id::text AND a.assigned_at <= p.from_at ORDER BY a.assigned_at DESC LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT a.team FROM assignment a WHERE a.request_id = r.request_id::text AND a.assigned_at <= p.from_at AND a.team IS NOT NULL ORDER BY a.assigned_at DESC LIMIT 1) b ON true
CROSS JOIN LATERAL (SELECT coalesce(b.team, r.team)) t(team)
LEFT JOIN open_piece o ON o.from_at = p.from_at AND o.team = t.team
LEFT JOIN team_state s ON s.from_at = p.from_at AND s.team = t.team
LEFT JOIN state g ON g.from_at = p.from_at AND g.user_id = a.user_id;
CREATE TABLE want AS
SELECT request_id, team, cause, user_id, reason, sum(seconds) AS seconds FROM (
  SELECT m.request_id, m.team, m.cause, s.user_id, s.reason, m.seconds / m.unavailable AS seconds
  FROM moment m JOIN member s ON s.from_at = m.from_at AND s.team = m.team AND s.class = 'unavailable' WHERE m.cause = 'all_unavailable'
  UNION ALL SELECT request_id, team, cause, assignee, assignee_reason, seconds FROM moment WHERE cause = 'assignee_away'
  UNION ALL SELECT request_id, team, cause, NULL, NULL, seconds FROM moment WHERE cause NOT IN ('all_unavailable', 'assignee_away')) x GROUP BY 1, 2, 3, 4, 5;
CREATE TABLE got AS SELECT request_id, team, cause, user_id, reason, seconds FROM wait_causes;
SELECT cause, count(*) > 30 AS often, count(DISTINCT team) AS teams FROM want GROUP BY cause ORDER BY cause;
SELECT count(*) > 30 AS all_engaged FROM moment WHERE cause = 'all_busy' AND is_engaged;
-- to the microsecond; what several users share is rounded to it
(SELECT * FROM want WHERE cause <> 'all_unavailable' EXCEPT ALL SELECT * FROM got WHERE cause <> 'all_unavailable')
UNION ALL (SELECT * FROM got WHERE cause <> 'all_unavailable' EXCEPT ALL SELECT * FROM want WHERE cause <> 'all_unavailable');
SELECT * FROM want w FULL JOIN got g USING (request_id, team, cause, user_id, reason) WHERE cause = 'all_unavailable' AND (abs(w.seconds - g.seconds) <= 0.000001) IS NOT TRUE;
(SELECT request_id, team, sum(seconds) FROM moment WHERE cause = 'all_unavailable' GROUP BY 1, 2 EXCEPT ALL SELECT request_id, team, sum(seconds) FROM got WHERE cause = 'all_unavailable' GROUP BY 1, 2)
UNION ALL (SELECT request_id, team, sum(seconds) FROM got WHERE cause = 'all_unavailable' GROUP BY 1, 2 EXCEPT ALL SELECT request_id, team, sum(seconds) FROM moment WHERE cause = 'all_unavailable' GROUP BY 1, 2);
-- the parts add up to the wait
SELECT count(*) FROM request r LEFT JOIN (SELECT request_id, sum(seconds) AS seconds FROM got GROUP BY request_id) g ON g.request_id = r.request_id::text
WHERE coalesce(g.seconds, 0) <> coalesce(extract(epoch FROM r.wait_end - r.arrived_at), 0);
-- windows by arrival are parts of the whole
CREATE TABLE part AS
SELECT w.hours, c.request_id, c.team, c.cause, c.user_id, c.reason, c.seconds
FROM unnest('{24,11}'::int[]) w(hours), generate_series(timestamptz '2026-03-27 23:17', '2026-03-30 12:00', w.hours * interval '1 hour') f, wait_causes_between(f, f + w.hours * interval '1 hour') c;
CREATE TABLE whole AS SELECT w.hours, g.* FROM unnest('{24,11}'::int[]) w(hours), got g;
(TABLE part EXCEPT ALL TABLE whole) UNION ALL (TABLE whole EXCEPT ALL TABLE part);
-- wait_causes_daily adds them up by business day
CREATE TABLE daily AS
SELECT team, (arrived_at AT TIME ZONE 'Europe/Berlin')::date AS local_date, sum(seconds) AS wait, sum(seconds) FILTER (WHERE cause = 'closed') AS closed,
  sum(seconds) FILTER (WHERE cause = 'nobody_staffed') AS nobody, sum(seconds) FILTER (WHERE cause = 'all_unavailable') AS unavailable,
  sum(seconds) FILTER (WHERE cause = 'all_busy') AS busy, sum(seconds) FILTER (WHERE cause = 'assignee_away') AS away, sum(seconds) FILTER (WHERE cause = 'answerable') AS answerable
FROM wait_causes GROUP BY 1, 2;
SELECT count(*) > 8 AS days FROM daily;
SELECT * FROM daily w FULL JOIN wait_causes_daily d USING (team, local_date)
WHERE (w.wait, coalesce(closed, 0), coalesce(nobody, 0), coalesce(unavailable, 0), coalesce(busy, 0), coalesce(away, 0), coalesce(answerable, 0))
  IS DISTINCT FROM (wait_seconds, closed_seconds, nobody_staffed_seconds, all_unavailable_seconds, all_busy_seconds, assignee_away_seconds, answerable_seconds)
  OR abs(wait_mean_seconds * request_count - wait_seconds) > 0.001;
SELECT count(*) FROM (SELECT team, (arrived_at AT TIME ZONE 'Europe/Berlin')::date AS local_date, count(*) AS request_count FROM request WHERE wait_end IS NOT NULL GROUP BY 1, 2
  EXCEPT ALL SELECT team, local_date, request_count FROM wait_causes_daily) d;
SELECT userlogs.drop_report('causes_oracle') IS NOT NULL AS dropped;
DROP SCHEMA causes_oracle CASCADE;
