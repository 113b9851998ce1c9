-- Requests as they live: assigned, answered more than once, put off, reopened, passed
-- to another team, given up; and how many a user handles at a time. What service_level
-- and staffing make of the inputs assignment, response, pending and capacity.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET extra_float_digits = 0;
SET jit = off;
\pset null -
CREATE EXTENSION IF NOT EXISTS userlogs;

-- One day: Ana and Rui are of team First, Eva of Second, from 09:00 to 17:00.
SELECT userlogs.create_report('life') IS NOT NULL AS made;
SET search_path = life;
UPDATE setting SET as_of = '2026-03-02 18:00', bucket_width = '1 hour', time_zone = 'UTC';
INSERT INTO team_member (user_id, team) VALUES ('Ana', 'First'), ('Rui', 'First'), ('Eva', 'Second');
INSERT INTO target (team, service_level, answer_within, next_answer_within, resolve_within) VALUES ('First', 0.8, '2 minutes', '3 minutes', '4 hours'), ('Second', 0.8, '5 minutes', NULL, NULL);
INSERT INTO status_event (event_id, user_id, occurred_at, status)
SELECT row_number() OVER (), u, t, s FROM unnest('{Ana,Rui,Eva}'::text[]) u, (VALUES (timestamptz '2026-03-02 09:00', 'Available'), ('2026-03-02 17:00', 'Offline')) e(t, s);
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, abandoned) VALUES
  (1, 'First', 'Ana', '2026-03-02 09:00', '2026-03-02 09:01', '2026-03-02 16:00', NULL),
  -- given up, nobody knows when; and not given up, whatever the source says
  (2, 'First', NULL, '2026-03-02 09:30', NULL, NULL, true), (3, 'First', 'Rui', '2026-03-02 09:45', '2026-03-02 09:46', '2026-03-02 09:46', true),
  (4, 'First', NULL, '2026-03-02 09:50', NULL, NULL, false);
-- Ana answers at 09:11, and Rui at 09:25, five minutes after he was asked; a message
-- of 15:30, when Second has the request, is not answered
INSERT INTO response (request_id, user_id, asked_at, responded_at) VALUES (1, 'Ana', '2026-03-02 09:00', '2026-03-02 09:01'), (1, 'Ana', '2026-03-02 09:10', '2026-03-02 09:11'),
  (1, 'Rui', '2026-03-02 09:20', '2026-03-02 09:25'), (1, NULL, '2026-03-02 15:30', NULL);
-- the customer looks for a number from 10:00 to 11:00; resolved at 12:00, reopened at 14:00
INSERT INTO pending (request_id, started_at, ended_at, resolved) VALUES (1, '2026-03-02 10:00', '2026-03-02 11:00', NULL), (1, '2026-03-02 12:00', '2026-03-02 14:00', true);
-- passed to Second at 14:10, and given to Eva at 14:15
INSERT INTO assignment (request_id, user_id, assigned_at, team) VALUES (1, NULL, '2026-03-02 14:10', 'Second'), (1, 'Eva', '2026-03-02 14:15', NULL);

SELECT team, local_start::time AS start, offered_count AS offered, answered_count AS answered, abandoned_count AS abandoned, waiting_count AS waiting, answered_in_time_count AS in_time, undecided_count AS undecided,
  round(service_level_abandoned_negative_ratio::numeric, 3) AS level, response_count AS responses, asa_seconds AS asa, first_response_mean_seconds AS first
FROM service_level ORDER BY team;
SELECT team, next_response_count AS next, next_response_mean_seconds AS mean, next_response_decided_count AS decided, next_response_in_time_count AS in_time, transferred_count AS transferred,
  resolved_count AS resolved, resolution_mean_seconds AS resolution, resolution_decided_count AS decided, resolved_in_time_count AS in_time, reopened_count AS reopened, aht_seconds AS aht
FROM service_level ORDER BY team;
-- who works on it: Ana until 09:25, Rui until 10:00 and from 11:00 to 12:00, nobody
-- once it is reopened, Eva from 14:15 to 16:00
SELECT team, user_id, started_at::time AS start, ended_at::time AS end FROM request_handling(NULL, NULL) WHERE started_at < ended_at ORDER BY started_at;
SELECT team, local_start::time AS start, (busy_person_seconds / 60)::int AS busy_minutes, round(occupancy_ratio::numeric, 2) AS occupancy, round(load_ratio::numeric, 2) AS load FROM staffing_between('2026-03-02 09:00', '2026-03-02 17:00') WHERE busy_person_seconds > 0 ORDER BY team, bucket_start;
-- what waits, waits: not the request that was given up
INSERT INTO rule (rule_id, metric, comparison, threshold, in_service_hours) VALUES ('waiting', 'waiting_requests', '>=', 1, false);
SELECT local_start::time AS start, local_end::time AS end, value_max FROM rule_violations ORDER BY started_at;
SELECT request_id, sum(seconds) FROM wait_causes GROUP BY 1 ORDER BY 1;
-- none of it has been known before its time
UPDATE setting SET as_of = '2026-03-02 14:12';
SELECT team, response_count AS responses, next_response_count AS next, transferred_count AS transferred, resolved_count AS resolved, resolution_decided_count AS decided, reopened_count AS reopened FROM service_level ORDER BY team;
UPDATE setting SET as_of = '2026-03-02 13:00';
SELECT team, response_count AS responses, next_response_count AS next, resolved_count AS resolved, resolution_decided_count AS decided, reopened_count AS reopened FROM service_level ORDER BY team;
-- passed on, and back, before anybody answered: the one response is that of First to
-- the request, and counts once
UPDATE setting SET as_of = '2026-03-02 18:00';
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at) VALUES (5, 'First', 'Ana', '2026-03-02 11:00', '2026-03-02 11:20', '2026-03-02 11:30');
INSERT INTO assignment (request_id, user_id, assigned_at, team) VALUES (5, NULL, '2026-03-02 11:05', 'Second'), (5, NULL, '2026-03-02 11:15', 'First'), (5, NULL, '2026-03-02 11:16', 'First');
SELECT team, local_start::time AS start, offered_count AS offered, response_count AS responses, asa_seconds AS asa, transferred_count AS transferred FROM service_level WHERE bucket_start >= '2026-03-02 11:00' ORDER BY team;
SELECT team, cause, seconds FROM wait_causes WHERE request_id = '5' ORDER BY team;
-- a limit on the handle time holds for closed requests, too
SELECT aht_seconds FROM service_level WHERE team = 'First' ORDER BY bucket_start;
UPDATE setting SET max_handle_time = '1 hour 30 minutes';
SELECT aht_seconds FROM service_level WHERE team = 'First' ORDER BY bucket_start;
SELECT user_id, started_at::time AS start, ended_at::time AS end FROM request_handling(NULL, NULL) WHERE team = 'First' AND started_at < ended_at ORDER BY started_at;
SELECT userlogs.drop_report('life') IS NOT NULL AS dropped;
DROP SCHEMA life CASCADE;

-- Capacity is slots, not heads. A has 4, B 1 for chats and 1 for mails, C the usual
-- one: 4 from 09:00, 6 from 09:30, 3 from 10:00, 0 from 11:00.
SELECT userlogs.create_report('slots') IS NOT NULL AS made;
SET search_path = slots;
UPDATE setting SET as_of = '2026-03-02 12:00', bucket_width = '30 minutes', time_zone = 'UTC';
INSERT INTO team_member (user_id, team) SELECT u, 'T' FROM unnest('{A,B,C}'::text[]) u;
INSERT INTO capacity (user_id, channel, slots) VALUES ('A', NULL, 4), ('B', 'chat', 1), ('B', ' Mail', 1);
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('A', '2026-03-02 09:00', 'Available'), ('A', '2026-03-02 10:00', 'Offline'), ('B', '2026-03-02 09:30', 'Available'), ('B', '2026-03-02 11:00', 'Offline'),
  ('C', '2026-03-02 10:00', 'Available'), ('C', '2026-03-02 11:00', 'Offline');
INSERT INTO service_request (request_id, team, user_id, channel, weight, arrived_at, first_response_at, closed_at) VALUES
  -- two chats of A, of weight 2 each, both only from 09:15
  (1, 'T', 'A', 'chat', 2, '2026-03-02 09:00', '2026-03-02 09:00', '2026-03-02 09:30'), (2, 'T', 'A', 'chat', 2, '2026-03-02 09:15', '2026-03-02 09:15', '2026-03-02 09:30'),
  (3, 'T', 'B', 'Chat', NULL, '2026-03-02 10:00', '2026-03-02 10:00', '2026-03-02 10:30'), (4, 'T', 'C', 'mail', 1, '2026-03-02 10:00', '2026-03-02 10:00', '2026-03-02 10:30'),
  -- what waits: A is full until 09:30; B can take a mail, but no chat, and C nothing, until 10:30
  (5, 'T', NULL, NULL, NULL, '2026-03-02 09:20', NULL, '2026-03-02 09:40'), (6, 'T', NULL, 'chat', NULL, '2026-03-02 10:10', NULL, '2026-03-02 10:20'), (7, 'T', NULL, 'mail', NULL, '2026-03-02 10:10', NULL, '2026-03-02 10:20');
SELECT local_start::time AS start, round(slot_seconds / 1800, 2) AS slots, round(load_seconds / 1800, 2) AS load, round(load_ratio::numeric, 2) AS load_ratio, occupancy_ratio AS occupancy FROM staffing WHERE local_start BETWEEN '2026-03-02 09:00' AND '2026-03-02 11:00' ORDER BY bucket_start;
SELECT request_id, cause, seconds FROM wait_causes ORDER BY 1, 2;
-- of all users, of a channel, and for a time; a row of the user comes first, and of
-- these the one that began last
INSERT INTO capacity (user_id, channel, slots, valid_from, valid_to) VALUES (NULL, NULL, 5, '2026-03-02 10:30', NULL), (NULL, 'mail', 7, NULL, '2026-03-02 10:00'), ('A', NULL, 0, '2026-03-02 09:30', '2026-03-02 09:45'), ('A', NULL, 2, '2026-03-02 09:40', NULL);
SELECT user_id, channel_key, valid_from, valid_to, slots FROM user_slots() WHERE slots IS NOT NULL ORDER BY 1, 2, 3;
SELECT local_start::time AS start, round(slot_seconds / 1800, 2) AS slots FROM staffing WHERE local_start BETWEEN '2026-03-02 09:00' AND '2026-03-02 11:00' ORDER BY bucket_start;
SELECT userlogs.drop_report('slots') IS NOT NULL AS dropped;
DROP SCHEMA slots CASCADE;

-- Chats at once, as published for 60 chats of 600 s in half an hour, 80 % of them in
-- 30 s: agents who take three at a time need 600 s / 2.5 for each, and there have to
-- be 11 of them.
SELECT userlogs.create_report('chats') IS NOT NULL AS made;
SET search_path = chats;
UPDATE setting SET as_of = '2026-03-02 10:00', bucket_width = '30 minutes', time_zone = 'UTC';
INSERT INTO target (team, service_level, answer_within, concurrency) VALUES ('Chat', 0.8, '30 s', 2.5);
INSERT INTO team_member (user_id, team) SELECT 'a' || n, 'Chat' FROM generate_series(1, 11) n;
INSERT INTO capacity (user_id, slots) VALUES (NULL, 3);
INSERT INTO status_event (user_id, occurred_at, status) SELECT 'a' || n, '2026-03-02 09:00', 'Available' FROM generate_series(1, 11) n;
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at)
SELECT n, 'Chat', 'a' || 1 + n % 11, t, t + interval '10 s', t + interval '610 s' FROM generate_series(0, 59) n, LATERAL (SELECT timestamptz '2026-03-02 09:00' + n * interval '30 s') x(t);
SELECT required_agents, userlogs.agents_required(60, '30 min', '240 s', '30 s', 0.8) AS published, aht_seconds AS aht, round(occupancy_ratio::numeric, 3) AS occupancy, round(load_ratio::numeric, 3) AS load, round(slot_seconds / 1800, 2) AS slots
FROM staffing WHERE bucket_start = '2026-03-02 09:00';
-- not set, or not to be used: 25
UPDATE target SET concurrency = NULL;
SELECT required_agents, userlogs.agents_required(60, '30 min', '600 s', '30 s', 0.8) AS one_by_one FROM staffing WHERE bucket_start = '2026-03-02 09:00';
ALTER TABLE target DROP CONSTRAINT "concurrency is from 1 to 1000";
UPDATE target SET concurrency = 0;
SELECT required_agents FROM staffing WHERE bucket_start = '2026-03-02 09:00';
SELECT userlogs.drop_report('chats') IS NOT NULL AS dropped;
DROP SCHEMA chats CASCADE;

-- Random lives, against plain SQL. T0 is in service from six to ten.
SELECT userlogs.create_report('life_oracle') IS NOT NULL AS made;
SET search_path = life_oracle;
SELECT setseed(0.6931);
UPDATE setting SET time_zone = 'UTC', as_of = '2026-03-30 09:07:11.5', max_handle_time = '5 hours', bucket_width = '6 hours';
INSERT INTO status_event (event_id, user_id, occurred_at, status)
SELECT n, 'u' || floor(8 * random()), timestamptz '2026-03-28 00:00' + random() * 60 * interval '1 hour', (ARRAY['Available', 'Available', 'Unavailable', 'Offline'])[1 + floor(4 * random())] FROM generate_series(1, 600) n;
INSERT INTO team_member (user_id, team, valid_from) SELECT 'u' || n, 'T' || n % 3, CASE WHEN n > 3 THEN timestamptz '2026-03-28 12:00' + n * interval '1 hour' END FROM generate_series(0, 6) n UNION ALL SELECT 'u0', 'T1', timestamptz '2026-03-29 00:00:00.5';
INSERT INTO service_hours (team, weekday, opens, closes) SELECT 'T0', d, '06:00', '22:00' FROM generate_series(1, 7) d;
INSERT INTO target (team, service_level, answer_within, next_answer_within, resolve_within) VALUES ('T0', 0.8, '10 minutes', '30 minutes', '2 hours'), ('T1', 0.8, '5 minutes', NULL, NULL);
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, channel, weight, abandoned)
SELECT n, CASE WHEN random() < 0.9 THEN 'T' || floor(3 * random()) END, CASE WHEN random() < 0.9 THEN 'u' || floor(8 * random()) END, at, CASE WHEN r < 0.8 THEN at + wait END, CASE WHEN r < 0.75 OR r > 0.9 THEN at + wait + handle END,
  (ARRAY['chat', 'mail', NULL])[1 + floor(3 * random())], (ARRAY[NULL, 0, 1, 2])[1 + floor(4 * random())], r BETWEEN 0.86 AND 0.88
FROM (SELECT n, timestamptz '2026-03-28 00:00' + random() * 58 * interval '1 hour' AS at, random() AS r, random() * 2000 * interval '1 second' AS wait, random() * 25000 * interval '1 second' AS handle FROM generate_series(1, 400) n) x;
INSERT INTO assignment (request_id, user_id, assigned_at, team)
SELECT request_id, CASE WHEN random() < 0.8 THEN 'u' || floor(8 * random()) END, arrived_at + (random() * 9000 - 500 + n) * interval '1 second', CASE WHEN random() < 0.4 THEN 'T' || floor(3 * random()) END
FROM service_request, generate_series(1, 3) n WHERE random() < 0.5;
INSERT INTO response (request_id, user_id, asked_at, responded_at)
SELECT request_id, CASE WHEN random() < 0.9 THEN 'u' || floor(8 * random()) END, at, CASE WHEN random() < 0.8 THEN at + random() * 5000 * interval '1 second' END
FROM (SELECT request_id, arrived_at + (random() * 9000 - 500 + n) * interval '1 second' AS at FROM service_request, generate_series(1, 2) n WHERE random() < 0.5) x;
INSERT INTO pending (request_id, started_at, ended_at, resolved)
SELECT request_id, f, CASE WHEN random() < 0.9 THEN f + random() * 5000 * interval '1 second' END, random() < 0.5
FROM (SELECT request_id, arrived_at + (random() * 9000 + n) * interval '1 second' AS f FROM service_request, generate_series(1, 2) n WHERE random() < 0.4) x;
INSERT INTO capacity (user_id, channel, slots, valid_from, valid_to) VALUES ('u0', NULL, 3, NULL, NULL), (NULL, NULL, 2, '2026-03-29', NULL), ('u1', 'chat', 1, NULL, NULL), (NULL, 'Chat ', 2, NULL, '2026-03-28 18:00'), ('u2', 'mail', 0, NULL, '2026-03-28 12:00');
ANALYZE;
-- the seconds of a time, on the clock of a team, and without the periods
CREATE FUNCTION seconds(periods tstzmultirange, team text DEFAULT NULL) RETURNS numeric LANGUAGE sql AS $$
SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0)
FROM unnest(periods * CASE WHEN team = 'T0' THEN (SELECT range_agg(tstzrange(d + interval '6 hours', d + interval '22 hours')) FROM generate_series(timestamptz '2026-03-27', '2026-03-30', '1 day') d) ELSE '{(,)}' END) r $$;
CREATE TABLE request AS
SELECT r.request_id::text, coalesce(r.team, '(none)') AS team, user_id, arrived_at, channel, coalesce(weight, 1) AS weight, k.response_at, k.closed_at, abandoned IS TRUE AND num_nonnulls(k.response_at, k.closed_at) = 0 AS is_lost,
  coalesce((SELECT range_agg(tstzrange(started_at, ended_at)) FROM pending p WHERE p.request_id = r.request_id::text), '{}') AS pauses,
  date_bin('6 hours', arrived_at, '2000-01-01') AS bucket
FROM service_request r, LATERAL (SELECT CASE WHEN first_response_at <= '2026-03-30 09:07:11.5' THEN first_response_at END, CASE WHEN closed_at <= '2026-03-30 09:07:11.5' THEN closed_at END) k(response_at, closed_at)
WHERE arrived_at <= '2026-03-30 09:07:11.5';
CREATE TABLE passed AS
SELECT request_id, greatest(at, arrived_at) AS at, team, greatest(lead(at) OVER (PARTITION BY request_id ORDER BY at), arrived_at) AS next_at, at AS passed_at, lead(at) OVER (PARTITION BY request_id ORDER BY at) IS NULL AS is_last FROM (
  SELECT a.request_id, r.arrived_at, a.assigned_at AS at, a.team, lag(a.team, 1, r.team) OVER (PARTITION BY a.request_id ORDER BY a.assigned_at) AS from_team
  FROM assignment a JOIN request r USING (request_id) WHERE a.team IS NOT NULL AND a.assigned_at <= '2026-03-30 09:07:11.5') x WHERE team <> from_team;
CREATE TABLE further AS
SELECT n.team, r.bucket, false AS is_transfer, n.answered_at, seconds(tstzmultirange(tstzrange(s.asked_at, coalesce(n.answered_at, CASE WHEN r.closed_at > s.asked_at THEN r.closed_at END, '2026-03-30 09:07:11.5'))), n.team) AS wait, CASE r.team WHEN 'T0' THEN 1800 END AS target
FROM response s JOIN request r USING (request_id)
CROSS JOIN LATERAL (SELECT coalesce((SELECT p.team FROM passed p WHERE p.request_id = r.request_id AND p.at <= s.asked_at ORDER BY p.passed_at DESC LIMIT 1), r.team), CASE WHEN s.responded_at <= '2026-03-30 09:07:11.5' THEN s.responded_at END) n(team, answered_at)
WHERE s.asked_at > r.arrived_at AND s.asked_at <= '2026-03-30 09:07:11.5'
UNION ALL
SELECT p.team, r.bucket, true, n.answered_at, seconds(tstzmultirange(tstzrange(p.at, coalesce(n.answered_at, p.at))), p.team), NULL
FROM passed p JOIN request r USING (request_id)
CROSS JOIN LATERAL (SELECT min(t) FROM (
    SELECT greatest(assigned_at, r.arrived_at) AS t FROM assignment a WHERE a.request_id = p.request_id AND assigned_at >= p.passed_at AND user_id IS NOT NULL
    UNION ALL SELECT responded_at FROM response s WHERE s.request_id = p.request_id AND responded_at > p.at UNION ALL SELECT r.response_at WHERE r.response_at > p.at) x
  WHERE t <= '2026-03-30 09:07:11.5') f(at)
-- what came back is answered by the first response, which counts as such
CROSS JOIN LATERAL (SELECT CASE WHEN NOT p.is_last AND f.at > p.next_at OR p.team = r.team AND f.at = r.response_at THEN NULL ELSE f.at END) n(answered_at);
CREATE TABLE life AS
SELECT r.team, r.bucket, r.response_at, r.closed_at, seconds(tstzmultirange(tstzrange(r.arrived_at, r.response_at)), r.team) AS wait,
  CASE WHEN r.response_at IS NOT NULL AND r.closed_at IS NOT NULL THEN seconds(tstzmultirange(tstzrange(r.response_at, least(r.closed_at, r.response_at + interval '5 hours'))) - r.pauses) END AS handle,
  seconds(tstzmultirange(tstzrange(r.arrived_at, coalesce(r.closed_at, '2026-03-30 09:07:11.5'))) - r.pauses, r.team) AS resolution,
  r.response_at IS NULL AND r.closed_at IS NOT NULL OR is_lost AS is_abandoned, CASE r.team WHEN 'T0' THEN 7200 END AS target,
  (SELECT count(*) FROM pending p WHERE p.request_id = r.request_id AND p.resolved AND p.ended_at <= '2026-03-30 09:07:11.5') AS reopened
FROM request r;
CREATE TABLE want AS
SELECT team, bucket, coalesce(offered, 0) AS offered, coalesce(abandoned, 0) AS abandoned, round(aht, 6) AS aht, coalesce(answered, 0) + coalesce(responses, 0) AS response_count,
  round((coalesce(wait, 0) + coalesce(further_wait, 0)) / nullif(coalesce(answered, 0) + coalesce(responses, 0), 0), 6) AS asa, round(wait / nullif(answered, 0), 6) AS first, coalesce(next, 0) AS next, round(next_wait, 6) AS next_wait,
  coalesce(decided, 0) AS decided, coalesce(in_time, 0) AS in_time, coalesce(transferred, 0) AS transferred, coalesce(resolved, 0) AS resolved, round(resolution, 6) AS resolution, coalesce(resolution_decided, 0) AS resolution_decided,
  coalesce(resolved_in_time, 0) AS resolved_in_time, coalesce(reopened, 0) AS reopened
FROM (SELECT team, bucket, count(*) AS offered, count(response_at) AS answered, count(*) FILTER (WHERE is_abandoned) AS abandoned, avg(handle) AS aht, sum(wait) FILTER (WHERE response_at IS NOT NULL) AS wait,
    count(*) FILTER (WHERE response_at IS NOT NULL AND closed_at IS NOT NULL) AS resolved, avg(resolution) FILTER (WHERE response_at IS NOT NULL AND closed_at IS NOT NULL) AS resolution,
    count(*) FILTER (WHERE NOT is_abandoned AND (resolution > target OR closed_at IS NOT NULL AND resolution <= target)) AS resolution_decided,
    count(*) FILTER (WHERE NOT is_abandoned AND closed_at IS NOT NULL AND resolution <= target) AS resolved_in_time, sum(reopened) AS reopened FROM life GROUP BY 1, 2) l
FULL JOIN (SELECT team, bucket, count(answered_at) AS responses, sum(wait) FILTER (WHERE answered_at IS NOT NULL) AS further_wait, count(answered_at) FILTER (WHERE NOT is_transfer) AS next, avg(wait) FILTER (WHERE answered_at IS NOT NULL AND NOT is_transfer) AS next_wait,
    count(*) FILTER (WHERE NOT is_transfer AND (wait > target OR answered_at IS NOT NULL AND wait <= target)) AS decided, count(*) FILTER (WHERE NOT is_transfer AND answered_at IS NOT NULL AND wait <= target) AS in_time,
    count(*) FILTER (WHERE is_transfer) AS transferred FROM further GROUP BY 1, 2) f USING (team, bucket);
CREATE TABLE got AS
SELECT team, bucket_start, offered_count, abandoned_count, aht_seconds, response_count, asa_seconds, first_response_mean_seconds, next_response_count, next_response_mean_seconds, next_response_decided_count, next_response_in_time_count, transferred_count,
  resolved_count, resolution_mean_seconds, resolution_decided_count, resolved_in_time_count, reopened_count FROM service_level;
SELECT sum(next) > 100 AS next, sum(decided) > 30 AS decided, sum(in_time) > 10 AS in_time, sum(transferred) > 50 AS transferred, sum(resolved) > 100 AS resolved, sum(resolved_in_time) > 10 AS resolved_in_time, sum(reopened) > 30 AS reopened FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
-- a window is a part of the whole
(SELECT team, response_count FROM (SELECT team, sum(response_count) AS response_count FROM (
  SELECT * FROM service_level_between(NULL, '2026-03-29 01:11') UNION ALL SELECT * FROM service_level_between('2026-03-29 01:11', NULL)) x GROUP BY 1) y EXCEPT ALL SELECT team, sum(response_count) FROM want GROUP BY 1);

-- who handled what: the last who answered or was assigned to it, for the last team named
CREATE TABLE handling AS
SELECT coalesce((SELECT a.team FROM assignment a WHERE a.request_id = r.request_id AND a.assigned_at <= c.at AND a.team IS NOT NULL ORDER BY a.assigned_at DESC LIMIT 1), r.team) AS team, c.user_id, r.weight,
  tstzmultirange(tstzrange(c.at, c.next_at)) - r.pauses AS periods
FROM (SELECT *, least(closed_at, response_at + interval '5 hours', '2026-03-30 09:07:11.5') AS handled_until FROM request WHERE response_at IS NOT NULL) r
CROSS JOIN LATERAL (
  SELECT x.at, least(lead(x.at) OVER (ORDER BY x.at), r.handled_until) AS next_at, x.user_id FROM (
    SELECT r.response_at AS at, r.user_id UNION ALL SELECT responded_at, s.user_id FROM response s WHERE s.request_id = r.request_id AND responded_at > r.response_at
    UNION ALL SELECT assigned_at, a.user_id FROM assignment a WHERE a.request_id = r.request_id AND assigned_at > r.response_at
    UNION ALL SELECT started_at, NULL FROM pending p WHERE p.request_id = r.request_id AND resolved AND started_at > r.response_at) x WHERE x.at < r.handled_until) c WHERE c.user_id IS NOT NULL AND c.at < c.next_at;
CREATE TABLE available AS
SELECT m.team, s.user_id, s.periods * m.periods AS periods
FROM (SELECT user_id, range_agg(tstzrange(occurred_at, next_at)) AS periods FROM (SELECT user_id, occurred_at, lead(occurred_at, 1, '2026-03-30 09:07:11.5') OVER (PARTITION BY user_id ORDER BY occurred_at) AS next_at, status FROM status_event WHERE occurred_at < '2026-03-30 09:07:11.5') x WHERE status = 'Available' GROUP BY 1) s
JOIN (SELECT user_id, team, range_agg(tstzrange(valid_from, valid_to)) AS periods FROM team_member GROUP BY 1, 2
  UNION ALL SELECT u, '(none)', '{(,)}'::tstzmultirange - coalesce((SELECT range_agg(tstzrange(valid_from, valid_to)) FROM team_member m WHERE m.user_id = u), '{}') FROM (SELECT DISTINCT user_id FROM status_event) x(u)) m USING (user_id);
CREATE FUNCTION slots_of(who text, what text, at timestamptz) RETURNS bigint LANGUAGE sql AS $$
SELECT slots FROM capacity WHERE (user_id = who OR user_id IS NULL) AND lower(btrim(channel)) IS NOT DISTINCT FROM what
  AND (valid_from <= at OR valid_from IS NULL) AND (valid_to > at OR valid_to IS NULL) ORDER BY user_id IS NULL, valid_from DESC NULLS LAST LIMIT 1 $$;
CREATE TABLE slot AS
SELECT user_id, tstzmultirange(tstzrange(from_at, lead(from_at) OVER (PARTITION BY user_id ORDER BY from_at))) AS periods,
  coalesce(slots_of(user_id, NULL, from_at), slots_of(user_id, 'chat', from_at) + coalesce(slots_of(user_id, 'mail', from_at), 0), slots_of(user_id, 'mail', from_at), 1) AS slots
FROM (SELECT DISTINCT user_id FROM status_event) u, (SELECT timestamptz '-infinity' AS from_at UNION SELECT valid_from FROM capacity WHERE valid_from IS NOT NULL UNION SELECT valid_to FROM capacity WHERE valid_to IS NOT NULL) k;
DROP TABLE want, got;
CREATE TABLE want AS
SELECT team, sum(slot) AS slot, sum(load) AS load, sum(busy) AS busy FROM (
  SELECT a.team, (SELECT sum(s.slots * seconds(a.periods * s.periods)) FROM slot s WHERE s.user_id = a.user_id) AS slot,
    coalesce((SELECT sum(h.weight * seconds(a.periods * h.periods)) FROM handling h WHERE h.user_id = a.user_id AND h.team = a.team), 0) AS load,
    coalesce((SELECT seconds(a.periods * range_agg(p)) FROM handling h, unnest(h.periods) p WHERE h.user_id = a.user_id AND h.team = a.team), 0) AS busy
  FROM available a) x GROUP BY 1;
CREATE TABLE got AS SELECT team, sum(slot_seconds) AS slot, sum(load_seconds) AS load, sum(busy_person_seconds) AS busy FROM staffing GROUP BY 1;
SELECT count(*) AS teams, bool_and(load <> busy AND busy > 0) AS loaded FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT count(*) FROM (SELECT team, sum(slot_seconds) AS slot, sum(load_seconds) AS load, sum(busy_person_seconds) AS busy FROM (
  SELECT * FROM staffing_between(NULL, '2026-03-29 01:11') UNION ALL SELECT * FROM staffing_between('2026-03-29 01:11', NULL)) x GROUP BY 1 EXCEPT ALL TABLE want) d;
SELECT count(*) FROM staffing WHERE occupancy_ratio NOT BETWEEN 0 AND 1 OR (load_seconds > 0 AND slot_seconds > 0) AND load_ratio <= 0;
SELECT userlogs.drop_report('life_oracle') IS NOT NULL AS dropped;
DROP SCHEMA life_oracle CASCADE;

-- What is not there changes nothing: inputs of one's own that have no column of all
-- this, empty ones, and ones that say what holds anyway. The Monday is that of
-- test/days/monday.sql.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
CREATE SCHEMA own;
SET search_path = own;
CREATE TABLE service_request (request_id bigint, team text, user_id text, arrived_at timestamptz, first_response_at timestamptz, closed_at timestamptz, outcome text);
CREATE TABLE target (team text, service_level float8, answer_within interval, max_occupancy float8, shrinkage float8, minimum_headcount bigint);
CREATE TABLE service_hours (team text, weekday bigint, opens time, closes time);
CREATE TABLE rule (rule_id text, metric text, team text, reason text, comparison text, threshold float8, lasting interval, severity text);
SELECT userlogs.create_report('own') IS NOT NULL AS made;
\set ECHO none
\i :monday
\set ECHO all
SET TimeZone = 'UTC';
SET search_path = pg_catalog;
UPDATE own.setting SET (time_zone, bucket_width, as_of) = (SELECT time_zone, bucket_width, as_of FROM lisbon.setting);
INSERT INTO own.status_event SELECT * FROM lisbon.status_event;
INSERT INTO own.team_member SELECT * FROM lisbon.team_member;
INSERT INTO own.shift SELECT * FROM lisbon.shift;
INSERT INTO own.service_request SELECT request_id, team, user_id, arrived_at, first_response_at, closed_at, outcome FROM lisbon.service_request;
INSERT INTO own.target SELECT team, service_level, answer_within, max_occupancy, shrinkage, minimum_headcount FROM lisbon.target;
INSERT INTO own.service_hours SELECT team, weekday, opens, closes FROM lisbon.service_hours;
INSERT INTO own.rule SELECT rule_id, metric, team, reason, comparison, threshold, lasting, severity FROM lisbon.rule;
SELECT userlogs.create_report('said') IS NOT NULL AS made;
CREATE FUNCTION public.copy_input() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  input text;
BEGIN
  FOR input IN SELECT DISTINCT i.relation_name FROM userlogs.report_input() i
    WHERE i.relation_name <> 'rule_notification' AND to_regclass('lisbon.' || i.relation_name) IS NOT NULL LOOP
    EXECUTE format('TRUNCATE said.%1$I; INSERT INTO said.%1$I SELECT * FROM lisbon.%1$I', input);
  END LOOP;
END $$;
SELECT public.copy_input();
-- nobody has slots but one, requests weigh 1, the first response is one more time in
-- response, as who answered is in assignment, and nothing is pending
INSERT INTO said.capacity (user_id, slots) VALUES (NULL, 1);
UPDATE said.service_request SET weight = 1, abandoned = false, priority = ' ', channel = ' ';
INSERT INTO said.response (request_id, user_id, asked_at, responded_at) SELECT request_id, user_id, arrived_at, first_response_at FROM said.service_request WHERE first_response_at IS NOT NULL;
INSERT INTO said.assignment (request_id, user_id, assigned_at, team) SELECT request_id, user_id, first_response_at, team FROM said.service_request WHERE first_response_at IS NOT NULL;
INSERT INTO said.pending (request_id, started_at, ended_at) SELECT request_id, closed_at, NULL FROM said.service_request WHERE closed_at IS NOT NULL;
UPDATE said.target SET clock = 'service', concurrency = 1;
UPDATE said.rule SET in_service_hours = true;
CREATE TABLE public.answer (report text, view_name text, answer text);
\set ECHO none
SELECT format('INSERT INTO public.answer SELECT %1$L, %2$L, v::text FROM %1$I.%2$I v', r, o.name)
FROM unnest('{lisbon,own,said}'::text[]) r, userlogs.report_objects(r) o WHERE o.kind = 'view' AND o.name <> 'setup_hints' \gexec
\set ECHO all
SELECT count(DISTINCT view_name) > 20 AS views FROM public.answer;
SELECT o.report, o.view_name, count(*) AS differences
FROM (VALUES ('own'), ('said')) k(report), LATERAL (
  (SELECT k.report, view_name, answer FROM public.answer WHERE report = 'lisbon' EXCEPT ALL SELECT report, view_name, answer FROM public.answer WHERE report = k.report)
  UNION ALL (SELECT report, view_name, answer FROM public.answer WHERE report = k.report EXCEPT ALL SELECT k.report, view_name, answer FROM public.answer WHERE report = 'lisbon')) o GROUP BY 1, 2;
-- the new columns of service_level, by plain SQL
SELECT l.team, l.local_start::time AS start, l.response_count, l.asa_seconds FROM lisbon.service_level l
EXCEPT ALL
SELECT team, (date_trunc('hour', arrived_at AT TIME ZONE 'Europe/Lisbon'))::time, count(first_response_at), avg(extract(epoch FROM first_response_at - arrived_at))::numeric(18,6) FROM lisbon.service_request WHERE arrived_at < '2026-03-02 18:00' GROUP BY 1, 2;
SELECT sum(next_response_count) AS next, sum(transferred_count) AS transferred, sum(reopened_count) AS reopened, sum(next_response_decided_count + resolution_decided_count) AS decided, bool_and(asa_seconds IS NOT DISTINCT FROM first_response_mean_seconds) AS same FROM lisbon.service_level;
SELECT count(*) FROM lisbon.staffing WHERE slot_seconds <> available_person_seconds;
SELECT count(*) FROM lisbon.wait_causes WHERE cause = 'assignee_away';
SELECT count(*) FROM lisbon.stranded_requests;
DROP FUNCTION public.copy_input;
DROP TABLE public.answer;
SELECT userlogs.drop_report('own') IS NOT NULL, userlogs.drop_report('lisbon') IS NOT NULL, userlogs.drop_report('said') IS NOT NULL;
DROP SCHEMA own, lisbon, said CASCADE;
