-- target: which target applies to a request, by its priority, its channel and its
-- time, and which minimum to a team.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET extra_float_digits = 0;
\pset null -
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('targets') \g /dev/null
SET search_path = targets;
UPDATE setting SET time_zone = 'UTC', as_of = '2026-03-03 00:00', bucket_width = '1 month';

-- The team says 60 minutes, a chat 5, what is urgent 15, and an urgent chat 2; what
-- is urgent waits on the wall clock, and from February on for 10 minutes.
INSERT INTO target (team, service_level, answer_within, priority, channel, valid_from, clock) VALUES ('T', 0.8, '60 minutes', NULL, NULL, NULL, NULL), ('T', NULL, '5 minutes', NULL, 'chat', NULL, NULL),
  ('T', NULL, '15 minutes', 'Urgent', NULL, NULL, 'wall'), ('T', NULL, '2 minutes', 'urgent', ' Chat', NULL, NULL), ('T', NULL, '10 minutes', 'urgent', NULL, '2026-02-01', NULL);
SELECT priority_key, channel_key, valid_from, valid_to, service_level, answer_within, clock FROM request_target() ORDER BY 1, 2, 3;
INSERT INTO service_hours SELECT 'T', d, '09:00', '17:00' FROM generate_series(1, 5) d;
-- each is answered after 12 minutes, or ten before the end of a day and two after
-- the beginning of the next one
INSERT INTO service_request (request_id, team, priority, channel, arrived_at, first_response_at, closed_at)
SELECT r.id + d.id, 'T', r.priority, r.channel, d.arrived_at, d.arrived_at + d.wait, d.arrived_at + d.wait
FROM (VALUES (1, NULL, NULL), (2, 'urgent', NULL), (3, E' URGENT\t', 'mail'), (4, 'low', 'chat'), (5, NULL, 'CHAT '), (6, 'urgent', 'chat'), (7, '', ' ')) r(id, priority, channel),
  (VALUES (10, timestamptz '2026-01-14 10:00', interval '12 minutes'), (20, '2026-01-14 16:50', '16 hours 12 minutes'), (30, '2026-02-11 10:00', '12 minutes')) d(id, arrived_at, wait);
SELECT request_id, priority, channel, arrived_at, wait_seconds::int / 60 AS minutes, clock IS NULL AS wall, (due_at - arrived_at) AS due_after, is_in_time
FROM usable_request() ORDER BY request_id::int;
-- what nobody has a target for, and that of another team, says nothing
INSERT INTO service_request (request_id, team, priority, arrived_at, first_response_at, closed_at) VALUES (41, 'U', 'urgent', '2026-01-14 10:00', '2026-01-14 10:12', '2026-01-14 10:12');
SELECT is_in_time, due_at FROM usable_request() WHERE team = 'U';
DELETE FROM service_request WHERE team = 'U';

-- of several rows at one time the one that began last holds, as long as it does;
-- what it does not say is said by the one before
INSERT INTO target (team, service_level, answer_within, minimum_headcount, valid_from, valid_to) VALUES ('V', 0.7, '60 minutes', 3, NULL, NULL), ('V', NULL, '30 minutes', NULL, '2026-02-01', '2026-03-01'),
  ('V', 0.9, NULL, NULL, '2026-02-10', '2026-02-12'), ('V', NULL, '20 minutes', NULL, '2026-02-11', '2026-04-01');
SELECT valid_from, valid_to, service_level, answer_within, minimum_headcount FROM team_target() WHERE team = 'V' ORDER BY 1;
DELETE FROM target WHERE team = 'V';

-- a target that changes with a date leaves the past as it was; one that is changed
-- changes it
DELETE FROM target;
INSERT INTO target (team, service_level, answer_within) VALUES ('T', 0.8, '60 minutes');
UPDATE service_request SET priority = NULL, channel = NULL;
SELECT local_start::date AS month, offered_count, answered_in_time_count FROM service_level ORDER BY 1;
INSERT INTO target (team, answer_within, valid_from) VALUES ('T', '5 minutes', '2026-02-01');
SELECT local_start::date AS month, offered_count, answered_in_time_count FROM service_level ORDER BY 1;
UPDATE target SET answer_within = '10 minutes' WHERE valid_from IS NULL;
SELECT local_start::date AS month, offered_count, answered_in_time_count FROM service_level ORDER BY 1;
-- the clock, too
INSERT INTO target (team, answer_within, valid_from, clock) VALUES ('T', '60 minutes', '2026-01-14 12:00', 'wall');
SELECT arrived_at, wait_seconds::int / 60 AS minutes, is_in_time, count(*) FROM usable_request() GROUP BY 1, 2, 3 ORDER BY 1;

-- The minimum of a team: 1 up to noon of Monday, then 2, from two o'clock on 1 as
-- before, and on Tuesday not said, which is 1.  Ana is there from 09:00 to 17:00
-- but for an hour from 11:30 on, and on Tuesday until 16:00.
DELETE FROM target;
INSERT INTO target (team, minimum_headcount, valid_from, valid_to) VALUES ('T', 1, '2026-03-02 00:00', '2026-03-02 12:00'), ('T', 2, '2026-03-02 12:00', '2026-03-02 14:00'), ('T', 1, '2026-03-02 14:00', '2026-03-02 16:30'),
  ('T', 1, '2026-03-02 16:30', '2026-03-03 00:00');
INSERT INTO target (team, answer_within, valid_from) VALUES ('T', '5 minutes', '2026-03-03 16:30');
INSERT INTO team_member (user_id, team) VALUES ('Ana', 'T');
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('Ana', '2026-03-02 09:00', 'Available'), ('Ana', '2026-03-02 11:30', 'Unavailable'), ('Ana', '2026-03-02 12:30', 'Available'),
  ('Ana', '2026-03-03 16:00', 'Offline');
UPDATE setting SET as_of = '2026-03-04 08:00', bucket_width = '1 hour';
SELECT started_at, ended_at, minimum_headcount, available_min, (deficit_person_seconds / 60)::int AS missing_minutes, left_by FROM coverage_gaps WHERE started_at >= '2026-03-02' ORDER BY 1;
-- in windows that end in a gap, and begin where the minimum changes
SELECT w.from_at, g.started_at, g.ended_at, g.clipped_start, g.clipped_end, g.minimum_headcount, (g.deficit_person_seconds / 60)::int AS missing_minutes
FROM (VALUES (timestamptz '2026-03-02 11:45', timestamptz '2026-03-02 11:50'), ('2026-03-02 11:45', '2026-03-02 12:15'), ('2026-03-02 12:00', '2026-03-02 12:01'), ('2026-03-02 13:59', '2026-03-02 14:01'), ('2026-03-03 16:40', '2026-03-03 16:45')) w(from_at, to_at)
CROSS JOIN LATERAL coverage_gaps_between(w.from_at, w.to_at) g ORDER BY 1, 2;
-- staffing takes the minimum at the start of the bucket
SELECT bucket_start, required_agents FROM staffing_between('2026-03-02 10:00', '2026-03-02 16:00') ORDER BY 1;

-- rows that cannot be
INSERT INTO target (team, priority, channel) VALUES ('X', 'a', NULL), ('X', 'a', NULL);  -- error: twice
INSERT INTO target (team, valid_from, valid_to) VALUES ('X', '2026-03-02', '2026-03-02');  -- error: no time
INSERT INTO target (team, clock) VALUES ('X', 'Service');  -- error: which clock
INSERT INTO target (team, service_level, priority) VALUES ('X', 0.8, 'a');  -- error: only of the team
INSERT INTO target (team, concurrency) VALUES ('X', 0.5);  -- error: out of range
INSERT INTO target (team, next_answer_within) VALUES ('X', '1 month');  -- error: no fixed length
INSERT INTO target (team, resolve_within) VALUES ('X', '-1 s');  -- error: negative

-- Random targets, each value against the first row that has one, in the order of
-- the rules.  Rows follow each other, overlap, or say nothing.
SELECT setseed(0.25);
DELETE FROM target;
INSERT INTO target (team, answer_within, resolve_within, clock, priority, channel, valid_from, valid_to)
SELECT t.team, CASE WHEN random() < 0.7 THEN n * interval '1 s' END, CASE WHEN random() < 0.5 THEN n * interval '1 s' END, CASE WHEN random() < 0.3 THEN (ARRAY['service', 'wall'])[1 + n % 2] END,
  (ARRAY['P1', 'P2', NULL, NULL])[1 + floor(random() * 4)], (ARRAY['chat', NULL, NULL])[1 + floor(random() * 3)], f.at, f.at + CASE WHEN random() < 0.6 THEN (random() * 50)::int * interval '6 hours' + interval '1 hour' END
FROM (VALUES ('A'), ('B'), ('C')) t(team), generate_series(1, 80) n, LATERAL (SELECT CASE WHEN random() < 0.9 + n * 0 THEN timestamptz '2026-01-01' + floor(random() * 200) * interval '6 hours' END OFFSET 0) f(at)
ON CONFLICT DO NOTHING;
CREATE TABLE asked AS
SELECT t.team, p.priority, c.channel, timestamptz '2025-12-31 03:00' + floor(random() * 240) * interval '6 hours' AS at
FROM (VALUES ('A'), ('B'), ('C')) t(team), (VALUES ('p1'), ('p2'), ('')) p(priority), (VALUES ('chat'), ('')) c(channel), generate_series(1, 60) n;
CREATE FUNCTION ordered(asked) RETURNS SETOF target LANGUAGE sql STABLE AS $$
  SELECT g FROM target g WHERE g.team = $1.team AND coalesce(lower(g.priority), '') IN ($1.priority, '') AND coalesce(lower(g.channel), '') IN ($1.channel, '')
    AND coalesce(g.valid_from <= $1.at, true) AND coalesce(g.valid_to > $1.at, true)
  ORDER BY g.priority IS NULL, g.channel IS NULL, g.valid_from DESC NULLS LAST, g.valid_to NULLS LAST $$;
SELECT count(*) AS asked, count(w.answer_within) > 900 AS answers, count(w.clock) > 800 AS clocks,
  count(*) FILTER (WHERE (g.answer_within, g.resolve_within, g.clock) IS DISTINCT FROM (w.answer_within, w.resolve_within, w.clock)) AS differ
FROM asked a
CROSS JOIN LATERAL (SELECT (SELECT o.answer_within FROM ordered(a) o WHERE o.answer_within IS NOT NULL LIMIT 1), (SELECT o.resolve_within FROM ordered(a) o WHERE o.resolve_within IS NOT NULL LIMIT 1),
  (SELECT o.clock FROM ordered(a) o WHERE o.clock IS NOT NULL LIMIT 1)) w(answer_within, resolve_within, clock)
LEFT JOIN request_target() g ON g.team = a.team AND g.priority_key = a.priority AND g.channel_key = a.channel AND a.at >= g.valid_from AND a.at < g.valid_to;
-- each moment has one
SELECT count(*) > 500 AS periods, count(*) FILTER (WHERE valid_to IS DISTINCT FROM coalesce(next_from, 'infinity')) AS wrong FROM (
  SELECT valid_from, valid_to, lead(valid_from) OVER (PARTITION BY team, priority_key, channel_key ORDER BY valid_from) AS next_from FROM request_target()) t;
RESET search_path;
SELECT userlogs.drop_report('targets') IS NOT NULL AS dropped;
DROP SCHEMA targets CASCADE;
