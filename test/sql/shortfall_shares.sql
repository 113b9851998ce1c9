-- shortfall_shares: who was missing in coverage gaps, in fair parts? The Monday is
-- that of test/days/twelve_requests.sql; then brute force over all orders on random
-- days.
\getenv abs_srcdir PG_ABS_SRCDIR
\set day :abs_srcdir '/days/twelve_requests.sql'
\set ECHO none
\i :day
\set ECHO all
SET jit = off;

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'twelve.shortfall_shares'::regclass AND attnum > 0 ORDER BY attnum;

-- Nobody of Sales until 09:10 on Monday, and until 09:05 on Tuesday. Ana and Rui are
-- both unavailable from 12:10 to 12:30: half of the one missing is each's. Request 7
-- came then. Bob begins at 13:00.
SELECT team, local_date, user_name, reason, planned, share_person_seconds / 60 * interval '1 minute' AS share, request_share AS requests
FROM twelve.shortfall_shares ORDER BY team, local_date, user_name;
-- Two required: the second one is missing until 09:30, while Ana is at lunch alone
-- from 12:00 to 12:10, both while both are away, and the one of Rui until 13:00.
-- That Ana left first does not matter.
BEGIN;
INSERT INTO twelve.target (team, minimum_headcount) VALUES ('Sales', 2);
SELECT team, local_date, user_name, reason, share_person_seconds / 60 * interval '1 minute' AS share, request_share AS requests
FROM twelve.shortfall_shares WHERE team = 'Sales' AND local_date = '2026-03-02' ORDER BY user_name;
SELECT local_start::time AS start, local_end::time AS end, deficit_person_seconds / 60 * interval '1 minute' AS deficit, left_by FROM twelve.coverage_gaps WHERE team = 'Sales' ORDER BY started_at;
-- a reason for each part of an absence; while nobody is at work, requests are nobody's
INSERT INTO twelve.status_event (event_id, user_id, occurred_at, status, reason) VALUES (16, 'Rui', '2026-03-02 12:40', 'Unavailable', 'lunch ');
INSERT INTO twelve.service_request (request_id, team, arrived_at) VALUES (13, 'Sales', '2026-03-02 09:05'), (14, 'Sales', '2026-03-02 12:10'), (15, 'Sales', '2026-03-02 08:59');
SELECT user_name, reason, share_person_seconds / 60 * interval '1 minute' AS share, request_share AS requests
FROM twelve.shortfall_shares_between('2026-03-02', '2026-03-02 12:50') WHERE team = 'Sales' ORDER BY user_name, reason;
ROLLBACK;
-- with both there nobody is missing, and a team that is not required to have anybody has no row
BEGIN;
INSERT INTO twelve.target (team, minimum_headcount) VALUES ('Sales', 0), ('Support', 0);
SELECT team, user_name, share_person_seconds, request_share FROM twelve.shortfall_shares ORDER BY team, user_name;
ROLLBACK;
SELECT count(*) FROM twelve.shortfall_shares_between('2026-03-02 09:30', '2026-03-02 12:10') WHERE team = 'Sales';
SELECT count(*) FROM twelve.shortfall_shares_between('2026-03-03', '2026-03-02');  -- error: reversed
SELECT userlogs.drop_report('twelve') IS NOT NULL AS dropped;
DROP SCHEMA twelve CASCADE;

-- The Shapley value by brute force: the players are the absent, and the value of a
-- coalition is the deficit if only its members were absent, so that the others are
-- available. On each of 1,000 days, one second of service at noon, in which each user
-- has a random status; who is engaged is neither available nor absent.
SET TimeZone = 'UTC';
SELECT userlogs.create_report('shares_oracle') IS NOT NULL AS made;
SET search_path = shares_oracle;
SELECT setseed(0.1414);
UPDATE setting SET time_zone = 'UTC', as_of = '2026-01-01';
CREATE TABLE instant AS
SELECT d::date AS local_date, 'u' || u AS user_id, (ARRAY['Available', 'Unavailable', 'Unavailable', 'Talking', 'Offline'])[1 + floor(5 * random())] AS status, (ARRAY['Absence', 'Lunch'])[1 + floor(2 * random())] AS reason
FROM generate_series(timestamp '2023-04-07', '2025-12-31', '1 day') d, generate_series(0, 5) u;
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT row_number() OVER (), user_id, local_date + time '11:00', status, reason FROM instant;
-- u5 is in the other team only, u4 in both
INSERT INTO team_member SELECT 'u' || u, 'A' FROM generate_series(0, 4) u UNION ALL VALUES ('u4', 'B'), ('u5', 'B');
INSERT INTO service_hours (team, weekday, opens, closes) SELECT t, d, '12:00', '12:00:01' FROM unnest('{A,B}'::text[]) t, generate_series(1, 7) d;
INSERT INTO target (team, minimum_headcount, valid_from, valid_to)
SELECT t, n % 7, f, f + interval '30 days' FROM unnest('{A,B}'::text[]) t, generate_series(0, 33) n, LATERAL (SELECT timestamptz '2023-04-07' + n * interval '30 days') x(f);
CREATE FUNCTION minimum_on(day date) RETURNS integer LANGUAGE sql AS $$ SELECT (day - '2023-04-07') / 30 % 7 $$;
-- the orders in which the first of five players can go
CREATE TABLE orders AS
WITH RECURSIVE o AS (SELECT '{}'::integer[] AS members UNION ALL SELECT members || i FROM o, generate_series(1, 5) i WHERE i <> ALL (members) AND cardinality(members) < 5)
SELECT members FROM o WHERE cardinality(members) > 0 AND (SELECT max(m) FROM unnest(members) m) = cardinality(members);
CREATE TABLE absent AS
SELECT local_date, team, user_id, reason, row_number() OVER p AS player, count(*) OVER (PARTITION BY local_date, team) AS players
FROM instant JOIN team_member USING (user_id) WHERE status = 'Unavailable' WINDOW p AS (PARTITION BY local_date, team ORDER BY user_id);
CREATE TABLE present AS
SELECT local_date, team, count(*) FILTER (WHERE status = 'Available') AS available, minimum_on(local_date) AS minimum FROM instant JOIN team_member USING (user_id) GROUP BY 1, 2;
CREATE TABLE game AS
SELECT k.players, k.available, k.minimum, a.player,
  avg(greatest(0, minimum - (available + players - array_position(members, player))) - greatest(0, minimum - (available + players - array_position(members, player) + 1))) AS share
FROM (SELECT DISTINCT players, available, minimum FROM absent JOIN present USING (local_date, team)) k
JOIN orders o ON cardinality(members) = players
CROSS JOIN LATERAL generate_series(1, players::int) a(player) GROUP BY 1, 2, 3, 4;
CREATE TABLE want AS
SELECT a.team, a.local_date, a.user_id, a.reason, g.share FROM absent a JOIN present p USING (local_date, team) JOIN game g USING (players, available, minimum, player) WHERE g.share > 0
UNION ALL
SELECT p.team, p.local_date, NULL, NULL, p.minimum - p.available - coalesce(players, 0) FROM present p
LEFT JOIN (SELECT team, local_date, count(*) AS players FROM absent GROUP BY 1, 2) a USING (team, local_date) WHERE p.minimum > p.available + coalesce(players, 0);
CREATE TABLE got AS SELECT team, local_date, user_id, reason, share_person_seconds AS share FROM shortfall_shares;
SELECT count(DISTINCT local_date) > 700 AS days, count(*) FILTER (WHERE share > 0 AND share < 1) > 500 AS parts, count(*) FILTER (WHERE user_id IS NULL) > 300 AS nobodys FROM want;
SELECT w.*, g.share AS got FROM want w FULL JOIN got g ON g.team = w.team AND g.local_date = w.local_date AND coalesce(g.user_id, '') = coalesce(w.user_id, '') AND coalesce(g.reason, '') = coalesce(w.reason, '')
WHERE (abs(w.share - g.share) < 0.000001) IS NOT TRUE;
-- they add up to what is missing in coverage_gaps, exactly
(SELECT team, started_at::date AS local_date, deficit_person_seconds FROM coverage_gaps EXCEPT ALL SELECT team, local_date, sum(share) FROM got GROUP BY 1, 2)
UNION ALL (SELECT team, local_date, sum(share) FROM got GROUP BY 1, 2 EXCEPT ALL SELECT team, started_at::date, deficit_person_seconds FROM coverage_gaps);
-- no share without an absence
SELECT count(*) FROM got g WHERE user_id IS NOT NULL AND NOT EXISTS (SELECT FROM absent a WHERE (a.team, a.local_date, a.user_id, a.reason) = (g.team, g.local_date, g.user_id, g.reason));
-- the order of users does not matter, but for what is rounded
UPDATE status_event SET user_id = translate(user_id, 'u012345', 'x543210');
UPDATE team_member SET user_id = translate(user_id, 'u012345', 'x543210');
SELECT count(*) FROM got g FULL JOIN shortfall_shares s ON s.team = g.team AND s.local_date = g.local_date AND coalesce(s.user_id, '') = coalesce(translate(g.user_id, 'u012345', 'x543210'), '') AND coalesce(s.reason, '') = coalesce(g.reason, '')
WHERE (abs(s.share_person_seconds - g.share) <= 0.000001) IS NOT TRUE;
SELECT userlogs.drop_report('shares_oracle') IS NOT NULL AS dropped;
DROP SCHEMA shares_oracle CASCADE;

-- days full of changes, over a change of the clocks: sums, requests, and windows
SELECT userlogs.create_report('shares_laws') IS NOT NULL AS made;
SET search_path = shares_laws;
SELECT setseed(0.1732);
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 09:07:11.5', day_offset = '04:00';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(8 * random()), timestamptz '2026-03-28 00:00' + random() * 60 * interval '1 hour',
  (ARRAY['Available', 'Available', 'Unavailable', 'Unavailable', 'Talking', 'Offline'])[1 + floor(6 * random())], (ARRAY['Absence', 'Lunch', NULL])[1 + floor(3 * random())]
FROM generate_series(1, 900) n;
INSERT INTO team_member SELECT 'u' || n, 'T' || n % 3, '2026-03-27', timestamptz '2026-03-30' + n * interval '1 hour' FROM generate_series(0, 7) n UNION ALL VALUES ('u0', 'T1', NULL::timestamptz, NULL::timestamptz), ('u1', 'T2', NULL, NULL), ('u2', 'T0', NULL, NULL);
INSERT INTO service_hours (team, weekday, opens, closes) SELECT 'T1', d, '20:00', '10:00' FROM generate_series(1, 7) d;
INSERT INTO target (team, minimum_headcount, valid_from, valid_to) VALUES ('T0', 2, NULL, NULL), ('T0', 3, '2026-03-28 12:34:56', '2026-03-29 12:00'), ('T1', 3, NULL, NULL), ('(none)', 2, NULL, NULL);
INSERT INTO service_request (request_id, team, arrived_at) SELECT n, 'T' || n % 3, timestamptz '2026-03-28 00:00' + random() * 57 * interval '1 hour' FROM generate_series(1, 600) n;
ANALYZE;
CREATE TABLE got AS SELECT team, local_date, user_id, reason, share_person_seconds AS share, request_share AS requests FROM shortfall_shares;
SELECT count(*) > 100 AS shares, count(DISTINCT team) AS teams, count(DISTINCT local_date) AS days, sum(requests) > 50 AS requests FROM got;
CREATE TABLE want AS
SELECT g.team, d::date AS local_date, sum(g.deficit_person_seconds) AS share
FROM generate_series(timestamp '2026-03-27', '2026-03-30', '1 day') d, LATERAL coverage_gaps_between((d + time '04:00') AT TIME ZONE 'Europe/Berlin', (d + interval '1 day 4 hours') AT TIME ZONE 'Europe/Berlin') g GROUP BY 1, 2;
(TABLE want EXCEPT ALL SELECT team, local_date, sum(share) FROM got GROUP BY 1, 2) UNION ALL (SELECT team, local_date, sum(share) FROM got WHERE share > 0 GROUP BY 1, 2 EXCEPT ALL TABLE want);
-- each request that nobody could answer is somebody's, or nobody's
SELECT team, round(sum(requests)::numeric, 9) FROM got GROUP BY 1 HAVING sum(requests) > 0
EXCEPT ALL SELECT u.team, count(*) FROM unattended_requests u JOIN service_request r ON r.request_id::text = u.request_id GROUP BY 1;
-- windows, which may cut a day, add up to the whole
CREATE TABLE part AS
SELECT w.hours, s.team, s.local_date, s.user_id, s.reason, sum(s.share_person_seconds) AS share, sum(s.request_share) AS requests
FROM unnest('{24,7}'::int[]) w(hours), generate_series(timestamptz '2026-03-27 03:00', '2026-03-30 12:00', w.hours * interval '1 hour') f, shortfall_shares_between(f, f + w.hours * interval '1 hour') s GROUP BY 1, 2, 3, 4, 5;
SELECT w.hours, count(*) FROM unnest('{24,7}'::int[]) w(hours) CROSS JOIN got g LEFT JOIN part p ON p.hours = w.hours AND p.team = g.team AND p.local_date = g.local_date AND coalesce(p.user_id, '') = coalesce(g.user_id, '') AND coalesce(p.reason, '') = coalesce(g.reason, '')
WHERE (abs(p.share - g.share) < 0.00001 AND abs(p.requests - g.requests) < 1e-9) IS NOT TRUE GROUP BY 1 ORDER BY 1;
SELECT hours, team, local_date, sum(share) FROM part GROUP BY 1, 2, 3 EXCEPT ALL SELECT hours, team, local_date, sum(share) FROM got, unnest('{24,7}'::int[]) hours GROUP BY 1, 2, 3;
SELECT userlogs.drop_report('shares_laws') IS NOT NULL AS dropped;
DROP SCHEMA shares_laws CASCADE;
