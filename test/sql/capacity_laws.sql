-- What capacity_oracle leaves out of the capacity views, against pure SQL that
-- counts at every moment at which anything changes, or at every minute, on
-- random events, requests, teams and hours, over changes of the clocks.  Waits
-- are on the service clock of a team or on the wall clock; one team has its own
-- time zone, and hours have exceptions.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('capacity_laws') IS NOT NULL AS made;
SET search_path = capacity_laws;
SELECT setseed(0.5772);
\set as_of '''2026-03-30 09:07:11.5'''
\set first_at '''2026-03-27 23:00'''
-- statuses are capped, and lost without a heartbeat
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = :as_of, bucket_width = '30 minutes', max_open_time = '60 minutes', heartbeat_timeout = '50 minutes';
UPDATE reason_class SET label = reason;
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(13 * random()), timestamptz '2026-03-28 00:00' + floor(random() * 3600 * 58) * interval '1 second',
  (ARRAY['Available', 'Available', 'available', 'Unavailable', 'Lunch', 'Talking', 'Offline'])[1 + floor(7 * random())],
  (ARRAY['Absence', 'absence ', 'Lunch', NULL])[1 + floor(4 * random())]
FROM generate_series(1, 1000) n;
-- some at one time, so that one comes when another goes
UPDATE status_event SET occurred_at = date_trunc('hour', occurred_at) WHERE event_id % 4 = 0;
INSERT INTO report_user VALUES ('u1', 'Bea'), ('u2', 'Ana'), ('u3', 'Bea'), ('u4', 'Bea'), ('u6', 'Bea'), ('u9', 'Zoe');
INSERT INTO team_member
SELECT 'u' || floor(13 * random()), 'T' || floor(3 * random()), CASE WHEN n > 3 THEN f END, CASE WHEN n <> 7 THEN f + (30 + 2000 * random()) * interval '1 minute' END
FROM (SELECT n, timestamptz '2026-03-27 20:00' + floor(3600 * random()) * interval '1 minute' AS f FROM generate_series(1, 40) n) x
ON CONFLICT DO NOTHING;
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, priority)
SELECT n, CASE WHEN random() < 0.95 THEN 'T' || floor(3 * random()) END, CASE WHEN random() < 0.9 THEN 'u' || floor(13 * random()) END, at,
  CASE WHEN r < 0.8 THEN at + wait END, CASE WHEN r < 0.7 THEN at + wait + handle WHEN r > 0.85 THEN at + wait END, (ARRAY['P1', ' p1', 'P2', NULL])[1 + n % 4]
FROM (SELECT n, timestamptz '2026-03-28 00:00' + floor(random() * 3600 * 58) * interval '1 second' AS at, random() AS r,
  floor(random() * random() * 900) * CASE WHEN n % 5 = 0 THEN 20 ELSE 1 END * interval '1 second' AS wait, floor(random() * 1200) * interval '1 second' AS handle FROM generate_series(1, 700) n) x;
-- T3 has a target and nothing else
INSERT INTO target VALUES ('T0', 0.8, '3 minutes', 0.85, 0.3, 2), ('T1', 0.7, '2 minutes', NULL, 0.2, 2), ('T2', NULL, '5 minutes', NULL, NULL, NULL),
  ('(none)', NULL, NULL, NULL, NULL, 1), ('T3', 0.9, '20 seconds', 1, 0, 1);
-- T1 and the urgent requests of T0 are on the wall clock
UPDATE target SET clock = 'wall' WHERE team = 'T1';
INSERT INTO target (team, answer_within, priority, clock) VALUES ('T0', '100 seconds', 'P1', 'wall');
CREATE VIEW goal AS SELECT * FROM target WHERE priority IS NULL;
INSERT INTO service_hours VALUES ('T0', 5, '22:00', '06:00'), ('T0', 6, '10:00', '12:00'), ('T0', 6, '11:00', '20:00'), ('T0', 6, '22:00', '06:00'),
  ('T0', 7, '06:00', '09:30'), ('T0', 7, '18:00', '24:00'), ('T0', 1, '00:00', '00:00'), ('T3', 7, '00:00', '24:00'), ('T3', 6, '24:00', '01:00');

INSERT INTO service_hours VALUES ('T1', 6, '02:00', '12:30', NULL, NULL), ('T1', 6, '13:30', '23:30', NULL, NULL), ('T1', 7, '08:00', '18:00', '2026-01-01', '2026-03-29'),
  ('T1', 7, '10:00', '23:30', '2025-01-01', NULL), ('T1', 1, '07:00', '24:00', NULL, NULL);
INSERT INTO team_setting VALUES ('T2', 'America/New_York');
-- all are closed on Monday but T0; T2 has no other hours
INSERT INTO service_exception VALUES (NULL, '2026-03-30', NULL, NULL), ('T0', '2026-03-30', '00:00', '05:00'), ('T0', '2026-03-30', '06:30', '00:00'),
  ('T0', '2026-03-29', '06:00', '09:30'), ('T0', '2026-03-29', '17:00', '23:00'), ('T2', '2026-03-28', '07:00', '19:00'), ('T2', '2026-03-29', '18:00', '03:00');

-- hours on the local clock, as ranges
CREATE VIEW zone AS
SELECT t.team, coalesce(z.time_zone, s.time_zone) AS zone
FROM setting s CROSS JOIN unnest(ARRAY['T0', 'T1', 'T2', 'T3', '(none)']) t(team) LEFT JOIN team_setting z USING (team);
CREATE VIEW hours AS
WITH day AS (
  SELECT z.team, z.zone, d, EXISTS (SELECT FROM service_exception x WHERE x.team = z.team AND x.local_date = d) AS has_own,
    EXISTS (SELECT FROM service_exception x WHERE x.team IS NULL AND x.local_date = d) AS is_special
  FROM setting s CROSS JOIN zone z CROSS JOIN generate_series(-5, 2) n CROSS JOIN LATERAL (SELECT (s.as_of AT TIME ZONE 'UTC')::date + n) l(d)),
span AS (
  SELECT team, zone, d, opens, closes FROM day JOIN service_exception USING (team) WHERE local_date = d
  UNION ALL SELECT day.team, zone, d, opens, closes FROM day JOIN service_exception x ON x.team IS NULL AND local_date = d WHERE NOT has_own
  UNION ALL SELECT team, zone, d, opens, closes FROM day JOIN service_hours USING (team)
  WHERE weekday = extract(isodow FROM d) AND coalesce(valid_from <= d, true) AND coalesce(valid_to > d, true) AND NOT has_own AND NOT is_special
  UNION ALL SELECT team, zone, d, '00:00', '24:00' FROM day WHERE team NOT IN (SELECT team FROM service_hours) AND NOT has_own AND NOT is_special)
SELECT team, range_agg(tstzrange((d + opens) AT TIME ZONE zone, (d + CASE WHEN closes > opens THEN 0 ELSE 1 END + closes) AT TIME ZONE zone))
  FILTER (WHERE opens IS NOT NULL) AS hours
FROM span GROUP BY team;
SELECT team, hours * tstzmultirange(tstzrange(:first_at, :as_of)) AS hours FROM hours ORDER BY team;
CREATE FUNCTION seconds(tstzmultirange) RETURNS numeric LANGUAGE sql IMMUTABLE AS
$$ SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest($1) r $$;

-- who was in which team and class, as pieces; requests as far as is known
CREATE TABLE member AS
SELECT m.user_id, m.team, range_agg(tstzrange(m.valid_from, m.valid_to)) AS periods FROM team_member m GROUP BY 1, 2;
INSERT INTO member SELECT u.user_id, '(none)', '{(,)}'::tstzmultirange - coalesce((SELECT range_agg(r) FROM member m, unnest(m.periods) r WHERE m.user_id = u.user_id), '{}')
FROM (SELECT DISTINCT user_id FROM status_event) u;
CREATE TABLE present AS
SELECT m.team, l.user_id, l.class, l.reason, lower(btrim(l.reason)) AS reason_key, l.login_at,
  unnest(m.periods * tstzmultirange(tstzrange(l.login_at, coalesce(l.logout_at, :as_of)))) AS period
FROM user_logs l JOIN member m USING (user_id) WHERE l.class IN ('available', 'engaged', 'unavailable');
-- the wait, and from when on it runs: on the clock of the target
CREATE VIEW request_now AS
SELECT q.*, c.is_wall OR hours @> arrived_at AS in_service,
  CASE WHEN c.is_wall THEN arrived_at ELSE coalesce((SELECT min(greatest(lower(h), arrived_at)) FROM unnest(hours) h WHERE upper(h) > arrived_at AND lower(h) < wait_end), wait_end) END AS wait_start,
  CASE WHEN c.is_wall THEN extract(epoch FROM wait_end - arrived_at) ELSE seconds(hours * tstzmultirange(tstzrange(arrived_at, wait_end))) END AS wait,
  CASE q.team WHEN 'T0' THEN CASE WHEN is_urgent THEN 100 ELSE 180 END WHEN 'T1' THEN 120 WHEN 'T2' THEN 300 END AS target
FROM (SELECT request_id, coalesce(team, '(none)') AS team, user_id, arrived_at, k.response_at, k.closed_at,
    coalesce(k.response_at, k.closed_at, s.as_of) AS wait_end, coalesce(lower(btrim(priority)) = 'p1', false) AS is_urgent
  FROM setting s, service_request q CROSS JOIN LATERAL (SELECT CASE WHEN first_response_at <= s.as_of THEN first_response_at END AS response_at,
    CASE WHEN closed_at <= s.as_of THEN closed_at END AS closed_at) k WHERE arrived_at <= s.as_of) q
JOIN hours h USING (team) CROSS JOIN LATERAL (SELECT q.team = 'T1' OR q.team = 'T0' AND is_urgent AS is_wall) c;
CREATE TABLE request AS TABLE request_now;
SELECT count(*) FILTER (WHERE NOT in_service) > 100 AS come_while_closed, count(*) FILTER (WHERE wait < extract(epoch FROM wait_end - arrived_at)) > 100 AS wait_less,
  count(*) FILTER (WHERE wait_start > arrived_at AND wait_start < wait_end) > 10 AS begin_later, count(*) FILTER (WHERE in_service AND wait < extract(epoch FROM wait_end - arrived_at)) > 5 AS stand_still
FROM request;
CREATE TABLE bucket AS
SELECT s AS bucket_start, least(s + interval '30 minutes', :as_of) AS bucket_end, tstzrange(s, least(s + interval '30 minutes', :as_of)) AS span
FROM generate_series(timestamptz :first_at, '2026-03-30 09:00', '30 minutes') s;
-- from each moment at which anything can change up to the next
CREATE TABLE step AS
SELECT c.team, c.at AS started_at, lead(c.at) OVER (PARTITION BY c.team ORDER BY c.at) AS ended_at, p.*, q.waiting
FROM (
  SELECT team, at FROM (SELECT team, lower(period) AS at FROM present UNION SELECT team, upper(period) FROM present
    UNION SELECT team, lower(h) FROM hours, unnest(hours) h UNION SELECT team, upper(h) FROM hours, unnest(hours) h
    UNION SELECT team, arrived_at FROM request UNION SELECT team, coalesce(response_at, closed_at) FROM request
    UNION SELECT team, bucket_start FROM bucket, unnest(ARRAY['T0', 'T1', 'T2', 'T3', '(none)']) team
    UNION SELECT team, :as_of FROM unnest(ARRAY['T0', 'T1', 'T2', 'T3', '(none)']) team) m
  WHERE at BETWEEN :first_at AND :as_of) c
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE class = 'available') AS available, count(*) FILTER (WHERE class = 'unavailable') AS unavailable,
    count(*) FILTER (WHERE class = 'engaged') AS engaged, count(*) FILTER (WHERE class = 'unavailable' AND reason_key = 'absence') AS absent,
    count(*) FILTER (WHERE class = 'unavailable' AND reason IS NULL) AS without_reason
  FROM present WHERE team = c.team AND period @> c.at) p
CROSS JOIN LATERAL (SELECT count(*) AS waiting FROM request WHERE team = c.team AND arrived_at <= c.at AND coalesce(response_at, closed_at, 'infinity') > c.at) q;
DELETE FROM step WHERE ended_at IS NULL;
ANALYZE;
SELECT team, count(*) > CASE team WHEN 'T3' THEN 100 ELSE 300 END AS steps, max(available) > 2 AS some, max(waiting) > 1 AS waiting,
  max(without_reason) > 0 AS no_reason, sum(ended_at - started_at) FROM step GROUP BY 1 ORDER BY 1;

-- staffing: agents by Erlang C for the requests and handle times of the bucket,
-- else of all; the minimum in service hours, alone if nothing else is said
CREATE TABLE want AS
SELECT d.team, d.bucket_start, r.agents,
  ceil(round(r.agents / (1 - coalesce(d.shrinkage, 0))::numeric, 6)) AS rostered,
  CASE WHEN r.agents IS NOT NULL THEN i.missing END AS missing, CASE WHEN r.agents IS NOT NULL THEN i.spare END AS spare
FROM (
  SELECT t.team, b.bucket_start, b.span, count(q.request_id) AS requests, avg(extract(epoch FROM q.closed_at - q.response_at)) AS handle,
    (SELECT avg(extract(epoch FROM u.closed_at - u.response_at)) FROM request u WHERE u.team = t.team) AS usual,
    t.answer_within, t.service_level, t.max_occupancy, t.shrinkage, t.minimum_headcount
  FROM (SELECT DISTINCT team FROM step) s LEFT JOIN goal t USING (team) CROSS JOIN bucket b
  LEFT JOIN request q ON q.team = t.team AND q.arrived_at <@ b.span
  GROUP BY t.team, b.bucket_start, b.span, t.answer_within, t.service_level, t.max_occupancy, t.shrinkage, t.minimum_headcount) d
CROSS JOIN LATERAL (
  SELECT CASE WHEN num_nulls(answer_within, service_level) > 0 THEN CASE WHEN minimum_headcount >= 0 THEN 0 END WHEN requests = 0 THEN 0
    ELSE userlogs.agents_required(requests, '30 minutes', coalesce(handle, usual)::float8 * interval '1 second',
      answer_within, service_level, coalesce(max_occupancy, 1)) END) e(agents)
CROSS JOIN LATERAL (
  SELECT CASE WHEN e.agents < minimum_headcount AND span && coalesce((SELECT h.hours FROM hours h WHERE h.team = d.team), '{(,)}') THEN minimum_headcount
    ELSE e.agents END) r(agents)
CROSS JOIN LATERAL (
  SELECT sum(greatest(r.agents - available - engaged, 0) * extract(epoch FROM ended_at - started_at)) AS missing,
    sum(greatest(available + engaged - r.agents, 0) * extract(epoch FROM ended_at - started_at)) AS spare
  FROM step s WHERE s.team = d.team AND s.started_at <@ d.span) i;
CREATE TABLE got AS
SELECT team, bucket_start, required_agents, required_rostered, understaffed_person_seconds, overstaffed_person_seconds FROM staffing;
SELECT count(*) > 550 AS rows, count(*) FILTER (WHERE missing > 0 AND spare > 0) > 5 AS both, count(*) FILTER (WHERE agents IS NULL) > 30 AS unknown,
  count(DISTINCT agents) > 4 AS many, count(*) FILTER (WHERE rostered > agents) > 100 AS shrunk FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- coverage gaps: each moment in service hours below the minimum, and what ends
-- there of the time of each user
CREATE TABLE want AS
SELECT g.team, g.started_at, g.ended_at, g.minimum, g.least, g.deficit, l.users, l.reasons, q.requests, q.unanswered, q.late
FROM (
  SELECT team, minimum, min(started_at) AS started_at, max(ended_at) AS ended_at, min(available) AS least,
    sum((minimum - available) * extract(epoch FROM ended_at - started_at)) AS deficit
  FROM (
    SELECT s.*, minimum, is_gap, count(*) FILTER (WHERE NOT is_gap) OVER (PARTITION BY team ORDER BY started_at) AS island
    FROM step s JOIN goal t USING (team) LEFT JOIN hours h USING (team)
    CROSS JOIN LATERAL (SELECT coalesce(t.minimum_headcount, 1)) m(minimum)
    CROSS JOIN LATERAL (SELECT available < minimum AND coalesce(hours, '{(,)}') @> started_at) b(is_gap)) i
  WHERE is_gap GROUP BY team, minimum, island) g
CROSS JOIN LATERAL (
  SELECT string_agg(DISTINCT name, ', ' ORDER BY name) AS users, string_agg(DISTINCT reason, ', ' ORDER BY reason) AS reasons
  FROM (
    SELECT coalesce(u.name, l.user_id) AS name, CASE WHEN NOT m.periods @> g.started_at THEN '(left the team)'
      WHEN n.start_cause = 'changed' THEN coalesce(initcap(btrim(n.reason)), '(none)') ELSE '(' || n.start_cause || ')' END AS reason
    FROM user_logs l JOIN member m USING (user_id) LEFT JOIN report_user u USING (user_id)
    LEFT JOIN user_logs n ON n.user_id = l.user_id AND n.login_at <= g.started_at AND coalesce(n.logout_at, 'infinity') > g.started_at
    WHERE l.class = 'available' AND l.login_at < g.started_at AND coalesce(l.logout_at, 'infinity') >= g.started_at
      AND m.team = g.team AND m.periods @> g.started_at - interval '1 microsecond'
      AND (NOT m.periods @> g.started_at OR n.class NOT IN ('available', 'engaged'))) x) l
CROSS JOIN LATERAL (
  SELECT count(*) AS requests, count(*) FILTER (WHERE response_at IS NULL) AS unanswered, count(*) FILTER (WHERE wait > target) AS late
  FROM request q WHERE q.team = g.team AND q.arrived_at >= g.started_at AND q.arrived_at < g.ended_at) q;
CREATE TABLE got AS
SELECT team, started_at, ended_at, minimum_headcount, available_min, deficit_person_seconds, left_by, left_reason, request_count, unanswered_count, late_count
FROM coverage_gaps;
SELECT count(*) > 60 AS gaps, count(DISTINCT team) AS teams, count(*) FILTER (WHERE reasons LIKE '%(capped)%') > 0 AS capped,
  count(*) FILTER (WHERE reasons LIKE '%(lost)%') > 0 AS lost, count(*) FILTER (WHERE reasons LIKE '%(left the team)%') > 0 AS left_team,
  count(*) FILTER (WHERE users LIKE '%, %') > 0 AS several, count(*) FILTER (WHERE users IS NULL) > 0 AS nobody, sum(late) > 30 AS late FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
-- windows: true ends, the part in the window beside them, parts that add up
CREATE TABLE part AS
SELECT w.a, w.b, g.* FROM (VALUES (timestamptz '-infinity', timestamptz '2026-03-28 05:30:01'), ('2026-03-28 05:30:01', '2026-03-29 00:10:00.5'), ('2026-03-29 00:10:00.5', '2026-03-29 00:10:01'),
  ('2026-03-29 00:10:01', '2026-03-29 18:20'), ('2026-03-29 18:20', 'infinity')) w(a, b) CROSS JOIN LATERAL coverage_gaps_between(w.a, w.b) g;
SELECT count(*) > 65 AS parts, count(DISTINCT b) AS windows, count(*) FILTER (WHERE clipped_start > started_at) > 3 AS carried_in,
  count(*) FILTER (WHERE clipped_start <> greatest(started_at, a) OR clipped_end <> least(ended_at, b, :as_of)
    OR duration_seconds <> extract(epoch FROM clipped_end - clipped_start)) AS wrong FROM part;
CREATE TABLE sum AS
SELECT team, started_at, ended_at, minimum_headcount, available_min, left_by, left_reason, is_open, sum(duration_seconds) AS duration_seconds,
  sum(deficit_person_seconds) AS deficit, sum(request_count) AS requests, sum(unanswered_count) AS unanswered, sum(late_count) AS late FROM part GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
CREATE TABLE whole AS
SELECT team, started_at, ended_at, minimum_headcount, available_min, left_by, left_reason, is_open, duration_seconds,
  deficit_person_seconds, request_count, unanswered_count, late_count FROM coverage_gaps;
(TABLE sum EXCEPT ALL TABLE whole) UNION ALL (TABLE whole EXCEPT ALL TABLE sum);
DROP TABLE sum, whole;
DROP TABLE part;
-- a window from the very moment at which somebody leaves
SELECT count(*) > 15 AS windows, count(*) FILTER (WHERE b.left_by IS DISTINCT FROM g.users OR b.left_reason IS DISTINCT FROM g.reasons OR b.ended_at <> g.ended_at) AS differ
FROM (SELECT * FROM want WHERE team = 'T0' ORDER BY started_at LIMIT 60) g
LEFT JOIN LATERAL coverage_gaps_between(g.started_at, g.ended_at) b ON b.team = g.team AND b.started_at = g.started_at;
DROP TABLE want, got;

-- service hours over midnight are the same as two rows, but for an exception on
-- the second day
BEGIN;
DELETE FROM service_exception WHERE local_date = '2026-03-29';
CREATE TABLE gap AS TABLE coverage_gaps;
CREATE TABLE staffed AS TABLE staffing;
DELETE FROM service_hours WHERE closes <= opens;
INSERT INTO service_hours VALUES ('T0', 5, '22:00', '24:00'), ('T0', 6, '00:00', '06:00'), ('T0', 6, '22:00', '24:00'), ('T0', 7, '00:00', '06:00'),
  ('T0', 1, '00:00', '24:00');
(TABLE gap EXCEPT ALL TABLE coverage_gaps) UNION ALL (TABLE coverage_gaps EXCEPT ALL TABLE gap);
(TABLE staffed EXCEPT ALL TABLE staffing) UNION ALL (TABLE staffing EXCEPT ALL TABLE staffed);
ROLLBACK;

-- by the number available when the wait begins; percentiles by interpolation
CREATE TABLE arrival AS
SELECT q.*, (SELECT count(*) FROM present p WHERE p.team = q.team AND p.class = 'available' AND p.period @> q.wait_start) AS available,
  (SELECT count(*) FROM present p WHERE p.team = q.team AND p.class = 'available' AND p.period @> q.arrived_at) AS available_at_arrival,
  CASE WHEN coalesce(response_at, closed_at) IS NOT NULL OR wait > target THEN wait <= target END AS in_time FROM request q;
CREATE TABLE want AS
SELECT team, available, count(*) AS requests, count(in_time) AS decided, round(sum(w) / nullif(count(w), 0), 6) AS mean,
  round(max(v[floor(m)::int] + (m - floor(m)) * (v[ceil(m)::int] - v[floor(m)::int])), 6) AS median,
  round(max(v[floor(n)::int] + (n - floor(n)) * (v[ceil(n)::int] - v[floor(n)::int])), 6) AS p90,
  round(count(*) FILTER (WHERE in_time AND w IS NOT NULL) / nullif(count(in_time), 0)::numeric, 6) AS service_level
FROM (SELECT team, available, in_time, CASE WHEN response_at IS NOT NULL THEN wait END AS w FROM arrival) x
JOIN (SELECT team, available, array_agg(wait ORDER BY wait) FILTER (WHERE response_at IS NOT NULL) AS v,
    1 + 0.5 * (count(response_at) - 1) AS m, 1 + 0.9 * (count(response_at) - 1) AS n FROM arrival GROUP BY 1, 2) o USING (team, available)
GROUP BY 1, 2;
CREATE TABLE got AS
SELECT team, available_headcount, request_count, decided_count, response_mean_seconds, round(response_median_seconds::numeric, 6) AS median,
  round(response_p90_seconds::numeric, 6) AS p90, round(service_level_abandoned_negative_ratio::numeric, 6) AS service_level FROM response_by_headcount;
SELECT count(*) > 12 AS rows, count(*) FILTER (WHERE service_level BETWEEN 0.01 AND 0.99) > 5 AS partly FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- service level by its three rules, mean wait and handle time
CREATE TABLE want AS
SELECT team, bucket_start, round(avg(wait) FILTER (WHERE answered), 6) AS asa, round(avg(extract(epoch FROM closed_at - response_at)), 6) AS aht,
  round(count(*) FILTER (WHERE answered AND in_time) / nullif(count(*) FILTER (WHERE in_time IS NOT NULL AND (answered OR NOT in_time)), 0)::numeric, 6) AS ignored,
  round(count(*) FILTER (WHERE answered AND in_time) / nullif(count(in_time), 0)::numeric, 6) AS negative,
  round(count(*) FILTER (WHERE in_time) / nullif(count(in_time), 0)::numeric, 6) AS positive
FROM (SELECT a.*, response_at IS NOT NULL AS answered FROM arrival a) a JOIN bucket ON arrived_at <@ span OR arrived_at = :as_of AND bucket_end = :as_of GROUP BY 1, 2;
CREATE TABLE got AS
SELECT team, bucket_start, asa_seconds, aht_seconds, round(service_level_abandoned_ignored_ratio::numeric, 6) AS ignored,
  round(service_level_abandoned_negative_ratio::numeric, 6) AS negative, round(service_level_abandoned_positive_ratio::numeric, 6) AS positive FROM service_level;
SELECT count(*) > 250 AS rows, count(*) FILTER (WHERE ignored <> negative) > 5 AND count(*) FILTER (WHERE negative <> positive) > 5 AS differ FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- requests that begin to wait while somebody, or nobody, was unavailable for a
-- reason under one label, however it is spelt; adjusted by the hour of the week
CREATE TABLE answered AS
SELECT q.team, q.wait_start, q.wait, to_char(q.wait_start AT TIME ZONE z.zone, 'ID HH24') AS hour FROM request q JOIN zone z USING (team) WHERE q.response_at IS NOT NULL AND q.arrived_at < :as_of;
CREATE TABLE absence AS SELECT team, coalesce(initcap(reason_key), '(none)') AS reason, period FROM present WHERE class = 'unavailable';
CREATE TABLE want AS
SELECT k.team, k.reason, (SELECT sum(extract(epoch FROM upper(period) - lower(period))) FROM absence a WHERE (a.team, a.reason) = (k.team, k.reason)) AS person_seconds,
  q.during, q.otherwise, round(q.mean_during, 6) AS mean_during, round(q.mean_otherwise, 6) AS mean_otherwise, round(q.mean_during - q.mean_otherwise, 6) AS difference,
  round(q.unanswered_during::numeric / nullif(q.during, 0), 6) AS unanswered_during, round(q.unanswered_otherwise::numeric / nullif(q.otherwise, 0), 6) AS unanswered_otherwise,
  round(c.correlation::numeric, 6) AS correlation, c.buckets, q.unanswered_during AS during_count, q.unanswered_otherwise AS otherwise_count,
  round(j.difference, 6) AS adjusted, j.matched, j.unmatched, j.hours
FROM (SELECT team, reason, range_agg(period) AS periods FROM absence GROUP BY 1, 2) k
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE d) AS during, count(*) FILTER (WHERE NOT d) AS otherwise,
    avg(wait) FILTER (WHERE d AND response_at IS NOT NULL) AS mean_during, avg(wait) FILTER (WHERE NOT d AND response_at IS NOT NULL) AS mean_otherwise,
    count(*) FILTER (WHERE d AND response_at IS NULL) AS unanswered_during, count(*) FILTER (WHERE NOT d AND response_at IS NULL) AS unanswered_otherwise
  FROM (SELECT q.*, k.periods @> q.wait_start AS d
    FROM request q WHERE q.team = k.team AND q.arrived_at < :as_of) q) q
-- for each request during the absence, the mean of all others of that hour
CROSS JOIN LATERAL (
  SELECT avg(d.wait - o.wait) AS difference, count(o.wait) AS matched, count(*) FILTER (WHERE o.wait IS NULL) AS unmatched, count(DISTINCT d.hour) FILTER (WHERE o.wait IS NOT NULL) AS hours
  FROM answered d CROSS JOIN LATERAL (SELECT avg(o.wait) AS wait FROM answered o WHERE o.team = k.team AND o.hour = d.hour AND NOT k.periods @> o.wait_start) o
  WHERE d.team = k.team AND k.periods @> d.wait_start) j
CROSS JOIN LATERAL (
  SELECT corr(wait, absent) AS correlation, count(*) AS buckets
  FROM (SELECT avg(q.wait)::float8 AS wait,
      coalesce((SELECT sum(extract(epoch FROM upper(a.period * b.span) - lower(a.period * b.span)))
        FROM absence a WHERE (a.team, a.reason) = (k.team, k.reason) AND a.period && b.span), 0)::float8 AS absent
    FROM bucket b JOIN request q ON q.team = k.team AND q.wait_start <@ b.span AND q.response_at IS NOT NULL GROUP BY b.span) b) c;
CREATE TABLE got AS
SELECT team, reason, unavailable_person_seconds, requests_during_count, requests_otherwise_count, response_during_seconds, response_otherwise_seconds,
  response_difference_seconds, round(unanswered_during_ratio::numeric, 6) AS d, round(unanswered_otherwise_ratio::numeric, 6) AS o,
  round(correlation::numeric, 6) AS correlation, bucket_count, unanswered_during_count, unanswered_otherwise_count,
  adjusted_difference_seconds, matched_request_count, unmatched_request_count, matched_hour_count
FROM absence_impact;
SELECT count(*) > 10 AS rows, count(*) FILTER (WHERE abs(correlation) > 0.05) > 5 AS correlated, count(*) FILTER (WHERE during > 10) > 5 AS requests,
  count(*) FILTER (WHERE matched > 10 AND unmatched > 0 AND abs(adjusted - difference) > 1) > 3 AS adjusted FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- who was unavailable when nobody was available; two are called Bea
CREATE TABLE want AS
SELECT q.request_id::text, q.team, string_agg(coalesce(u.name, p.user_id) || coalesce(' (' || initcap(p.reason_key) || ')', ''), ', ' ORDER BY coalesce(u.name, p.user_id), p.user_id) AS users
FROM arrival q LEFT JOIN present p ON p.team = q.team AND p.class = 'unavailable' AND p.period @> q.arrived_at LEFT JOIN report_user u ON u.user_id = p.user_id
WHERE q.available_at_arrival = 0 AND q.in_service GROUP BY 1, 2;
CREATE TABLE got AS SELECT request_id, team, unavailable_users FROM unattended_requests;
SELECT count(*) > 100 AS rows, count(users) > 50 AS with_users, count(*) FILTER (WHERE users LIKE '%, %') > 10 AS several,
  count(*) FILTER (WHERE users LIKE 'Bea%, Bea%') > 0 AS namesakes FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- rules of all metrics and comparisons: the moments at which one is broken, some
-- in service hours only, joined where they touch, in any window
INSERT INTO rule (rule_id, metric, comparison, team, threshold, lasting)
SELECT metric || comparison || coalesce(team, '') || threshold || lasting, metric, comparison, team, threshold, lasting
FROM (VALUES ('available_headcount', ARRAY[1]), ('availability_ratio', ARRAY[0.5, 1]), ('unavailable_users', ARRAY[1]),
  ('requests_per_available', ARRAY[0.5]), ('waiting_requests', ARRAY[1])) m(metric, thresholds)
CROSS JOIN unnest(thresholds) threshold CROSS JOIN unnest(ARRAY['<', '<=', '>', '>=']) comparison
CROSS JOIN (VALUES (NULL, interval '0'), ('T0', '25 minutes'), ('(none)', '5 minutes')) t(team, lasting);
INSERT INTO rule (rule_id, metric, comparison, reason, threshold, lasting)
SELECT metric || comparison || reason || lasting, metric, comparison, reason, CASE metric WHEN 'spell_length' THEN 900 ELSE 1 END, lasting
FROM unnest(ARRAY['unavailable_users', 'spell_length']) metric CROSS JOIN unnest(ARRAY['>', '>=', '<']) comparison
CROSS JOIN unnest(ARRAY[' ABSENCE', '(none)', '']) reason CROSS JOIN unnest(ARRAY[interval '0', '20 minutes']) lasting
WHERE metric <> 'spell_length' OR comparison <> '<';
INSERT INTO rule (rule_id, metric, comparison, team, threshold, lasting) VALUES ('long', 'spell_length', '>', NULL, 1800.5, '0'),
  ('any', 'spell_length', '>', 'T1', -1, '1 second'), ('never', 'spell_length', '>', NULL, 1e300, '0'), ('not here', 'available_headcount', '<', 'T7', 1, '0');
UPDATE rule SET in_service_hours = (ARRAY[false, true, NULL])[1 + abs(hashtext(rule_id)) % 3];
-- the time without interruption of each user, for any reason, or for one: an
-- interval without a reason has that of the last one before it with a reason, if
-- all from there on have the same status
CREATE TABLE long_absence AS
WITH l AS (SELECT user_id, class, lower(btrim(status)) AS status, nullif(lower(btrim(reason)), '') AS reason, login_at, coalesce(logout_at, :as_of) AS until FROM user_logs),
carried AS (
  SELECT l.user_id, l.login_at, l.until, l.reason AS own, coalesce(l.reason, (
    SELECT b.reason FROM l b WHERE b.user_id = l.user_id AND b.login_at < l.login_at AND b.class = 'unavailable' AND b.reason IS NOT NULL
      AND NOT EXISTS (SELECT FROM l k WHERE k.user_id = l.user_id AND k.login_at >= b.login_at AND k.login_at <= l.login_at
        AND (k.class <> 'unavailable' OR k.status <> l.status OR k.login_at > b.login_at AND k.reason IS NOT NULL))), '(none)') AS reason_key
  FROM l WHERE l.class = 'unavailable'),
period AS (
  SELECT user_id, NULL AS reason_key, unnest(range_agg(tstzrange(login_at, until))) AS period FROM carried GROUP BY 1
  UNION ALL SELECT user_id, reason_key, unnest(range_agg(tstzrange(login_at, until))) FROM carried GROUP BY 1, 2)
SELECT p.user_id, p.reason_key, p.period, (
  SELECT string_agg(d.label, ', ' ORDER BY d.first_at) FROM (
    SELECT initcap(c.reason_key) AS label, min(c.login_at) AS first_at FROM carried c
    WHERE c.user_id = p.user_id AND tstzrange(c.login_at, c.until) <@ p.period AND c.reason_key = coalesce(p.reason_key, c.reason_key) AND c.reason_key <> '(none)'
    GROUP BY c.reason_key) d) AS reason
FROM period p;
SELECT count(*) FILTER (WHERE reason_key IS NULL AND reason LIKE '%, %') > 5 AS several_reasons,
  count(*) FILTER (WHERE reason_key IS NULL) > 50 AS spells, count(*) FILTER (WHERE reason_key <> '(none)') > 50 AS for_a_reason FROM long_absence;
CREATE TABLE broken AS
  SELECT v.rule_id, v.team, NULL::text AS user_id, v.reason, min(v.s) AS started_at, max(v.e) AS ended_at,
    nullif(min(v.value), 'infinity') AS value_min, nullif(max(v.value), 'infinity') AS value_max
  FROM (
    SELECT x.*, sum(CASE WHEN x.is_broken THEN 0 ELSE 1 END) OVER (PARTITION BY x.rule_id, x.team ORDER BY x.s) AS island
    FROM (
      SELECT r.rule_id, r.reason, r.lasting, c.team, c.started_at AS s, c.ended_at AS e, n.value,
        coalesce(CASE r.comparison WHEN '<' THEN n.value < r.threshold WHEN '<=' THEN n.value <= r.threshold
          WHEN '>' THEN n.value > r.threshold ELSE n.value >= r.threshold END, false) AND (NOT r.in_service_hours IS DISTINCT FROM false OR c.in_service) AS is_broken
      FROM rule r JOIN (SELECT s.*, h.hours @> s.started_at AS in_service FROM step s JOIN hours h USING (team)) c ON r.team = c.team OR r.team IS NULL AND c.team <> '(none)'
      CROSS JOIN LATERAL (
        SELECT (CASE r.metric WHEN 'available_headcount' THEN c.available WHEN 'waiting_requests' THEN c.waiting
          WHEN 'availability_ratio' THEN CASE WHEN c.available + c.engaged + c.unavailable > 0 THEN c.available::float8 / (c.available + c.engaged + c.unavailable) END
          WHEN 'requests_per_available' THEN CASE WHEN c.waiting = 0 THEN 0 WHEN c.available = 0 THEN 'infinity' ELSE c.waiting::float8 / c.available END
          ELSE CASE trim(r.reason) WHEN 'ABSENCE' THEN c.absent WHEN '(none)' THEN c.without_reason WHEN '' THEN c.without_reason ELSE c.unavailable END END)::float8) n(value)
      WHERE r.metric <> 'spell_length') x) v
  WHERE v.is_broken GROUP BY v.rule_id, v.team, v.reason, v.lasting, v.island HAVING max(v.e) - min(v.s) >= v.lasting
  UNION ALL
  SELECT r.rule_id, m.team, l.user_id, l.reason, lower(v.part), upper(v.part),
    seconds(k.hours * tstzmultirange(tstzrange(lower(l.period), lower(v.part)))), seconds(k.hours * tstzmultirange(tstzrange(lower(l.period), upper(v.part))))
  FROM rule r JOIN long_absence l ON l.reason_key IS NOT DISTINCT FROM CASE WHEN trim(r.reason) = '' THEN '(none)' ELSE lower(trim(r.reason)) END
  JOIN member m ON m.user_id = l.user_id AND (m.team = r.team OR r.team IS NULL AND m.team <> '(none)')
  CROSS JOIN LATERAL unnest(m.periods) p(period)
  CROSS JOIN LATERAL (
    SELECT CASE WHEN r.in_service_hours IS DISTINCT FROM false THEN h.hours ELSE '{(,)}' END AS hours FROM hours h WHERE h.team = m.team) k
  -- when the spell has lasted as long as the threshold says, on the clock
  CROSS JOIN LATERAL (
    SELECT CASE WHEN r.threshold <= 0 THEN lower(l.period) ELSE (
      SELECT min(lower(o.part) + (r.threshold - o.before) * interval '1 second')
      FROM (SELECT part, sum(seconds(tstzmultirange(part))) OVER (ORDER BY part) - seconds(tstzmultirange(part)) AS before
        FROM unnest(k.hours * tstzmultirange(l.period)) part) o
      WHERE r.threshold < 1e9 AND o.before + seconds(tstzmultirange(o.part)) >= r.threshold) END AS broken_at) b
  CROSS JOIN LATERAL (SELECT greatest(b.broken_at, lower(p.period)) AS started_at, least(upper(l.period), upper(p.period)) AS ended_at) s
  CROSS JOIN LATERAL unnest(CASE WHEN s.started_at < s.ended_at AND b.broken_at IS NOT NULL THEN k.hours * tstzmultirange(tstzrange(s.started_at, s.ended_at)) END) v(part)
  WHERE r.metric = 'spell_length' AND upper(v.part) - lower(v.part) >= r.lasting;
CREATE TABLE got AS SELECT rule_id, team, user_id, reason, started_at, ended_at, value_min, value_max FROM rule_violations;
SELECT count(DISTINCT rule_id) > 80 AS rules, (SELECT count(*) FROM rule) AS of_rules, count(*) > 2000 AS rows, count(*) FILTER (WHERE value_max IS NULL) > 50 AS endless,
  count(DISTINCT rule_id) FILTER (WHERE user_id IS NOT NULL) > 10 AS about_spells FROM broken;
(TABLE broken EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE broken);
SELECT count(*) FROM rule_violations WHERE is_open <> (ended_at = :as_of) OR duration_seconds <> extract(epoch FROM ended_at - started_at);
DROP TABLE got;
-- a window has all that overlap it, with their true ends, and adds up
CREATE TABLE part AS
SELECT w.a, w.b, v.* FROM (VALUES (timestamptz '-infinity', timestamptz '2026-03-28 11:00'), ('2026-03-28 11:00', '2026-03-28 11:00:01'),
  ('2026-03-28 11:00:01', '2026-03-28 13:17:21.5'), ('2026-03-28 13:17:21.5', '2026-03-29 01:30'), ('2026-03-29 01:30', '2026-03-29 22:00'),
  ('2026-03-29 22:00', 'infinity'), (:as_of, '2030-01-01')) w(a, b) CROSS JOIN LATERAL rule_violations_between(w.a, w.b) v;
SELECT count(*) > 2500 AS rows, count(DISTINCT b) AS windows, count(*) FILTER (WHERE started_at < a AND ended_at > b) > 50 AS longer_than_the_window,
  count(*) FILTER (WHERE clipped_start <> greatest(started_at, a) OR clipped_end <> least(ended_at, b, :as_of)
    OR duration_seconds <> extract(epoch FROM clipped_end - clipped_start)) AS wrong FROM part;
CREATE TABLE want AS SELECT w.a, w.b, k.* FROM (SELECT DISTINCT a, b FROM part) w JOIN broken k ON k.started_at < w.b AND k.ended_at > w.a;
CREATE TABLE got AS SELECT a, b, rule_id, team, user_id, reason, started_at, ended_at, value_min, value_max FROM part;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT count(*) FROM (SELECT rule_id, team, user_id, started_at, ended_at, sum(duration_seconds) FROM part GROUP BY 1, 2, 3, 4, 5
  EXCEPT SELECT rule_id, team, user_id, started_at, ended_at, duration_seconds FROM rule_violations) d;
DROP TABLE part, want, got;
-- no bound, by NULL or by infinity
SELECT rule_id, team, count(*) FROM (SELECT rule_id, team, user_id, started_at, ended_at, duration_seconds FROM rule_violations
  EXCEPT ALL SELECT rule_id, team, user_id, started_at, ended_at, duration_seconds FROM rule_violations_between('-infinity', 'infinity')) d GROUP BY 1, 2;

-- notify_violations tells of what is in the view, however it looks for it
CREATE FUNCTION told(since interval, OUT told bigint, OUT differ bigint) LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE rule_notification;
  told := userlogs.notify_violations('capacity_laws', since);
  SELECT count(*) INTO differ FROM (
    (SELECT v.rule_id, v.team, v.user_id, v.started_at FROM violation v WHERE v.is_open OR v.ended_at > v.as_of - least(greatest(since, '0'), '20 years')
      EXCEPT ALL SELECT n.rule_id, n.team, n.user_id, n.started_at FROM rule_notification n)
    UNION ALL (SELECT n.rule_id, n.team, n.user_id, n.started_at FROM rule_notification n
      EXCEPT ALL SELECT v.rule_id, v.team, v.user_id, v.started_at FROM violation v WHERE v.is_open OR v.ended_at > v.as_of - least(greatest(since, '0'), '20 years'))) d;
END $$;
DELETE FROM rule WHERE comparison LIKE '%=' AND metric <> 'spell_length';
UPDATE rule SET lasting = CASE length(rule_id) % 4 WHEN 0 THEN interval '3 hours' WHEN 1 THEN '1 hour' WHEN 2 THEN '20 minutes' ELSE '0' END;
CREATE TABLE violation AS SELECT v.*, s.as_of FROM rule_violations v, setting s;
SELECT since, told > 10 AS told, differ FROM unnest(ARRAY[interval '-1 day', '0', '1 hour', '1 day', '1 month', '10000 years']) since, told(since);
UPDATE setting SET as_of = '2026-03-29 01:00:00';
TRUNCATE violation;
INSERT INTO violation SELECT v.*, s.as_of FROM rule_violations v, setting s;
SELECT since, told > 10 AS told, differ FROM unnest(ARRAY[interval '0', '5 hours', '1 day']) since, told(since);
-- whatever the zone of the session: a day of a rule has 24 hours
SET TimeZone = 'Europe/Berlin';
UPDATE setting SET as_of = '2026-03-29 20:00+00', heartbeat_timeout = NULL, max_open_time = NULL;
DELETE FROM rule;
INSERT INTO rule (rule_id, metric, comparison, team, threshold, lasting, in_service_hours) VALUES ('all day', 'waiting_requests', '>', 'T3', 0, '1 day', false);
INSERT INTO service_request (request_id, team, arrived_at, first_response_at) VALUES (10001, 'T3', '2026-03-28 10:00+00', '2026-03-29 19:30+00');
TRUNCATE violation;
INSERT INTO violation SELECT v.*, s.as_of FROM rule_violations v, setting s;
SELECT since, t.* FROM unnest(ARRAY[interval '0', '1 hour']) since, told(since) t;
INSERT INTO rule (rule_id, metric, comparison, team, threshold, lasting) VALUES ('for ever', 'waiting_requests', '>', 'T3', 0, '2147483647 days');
SELECT since, t.* FROM unnest(ARRAY[interval '-300000 years', '0', '1 day', '170000000 years']) since, told(since) t;
DELETE FROM rule;
DELETE FROM service_request WHERE request_id = 10001;
SET TimeZone = 'UTC';

-- whole minutes from here on, which can be counted; move() puts the data where
-- another clock changes
UPDATE status_event SET occurred_at = date_trunc('minute', occurred_at);
UPDATE team_member SET valid_from = date_trunc('minute', valid_from), valid_to = date_trunc('minute', valid_to) + interval '1 minute';
UPDATE setting SET as_of = '2026-03-30 09:07';
INSERT INTO shift SELECT 'u' || n % 5, s, s + (1 + n % 9) * interval '1 hour', (ARRAY['Work', 'lunch', NULL])[1 + n % 3]
FROM (SELECT n, timestamptz '2026-03-28 02:00' + floor(random() * 3000) * interval '1 minute' AS s FROM generate_series(1, 30) n) x;
CREATE PROCEDURE move(zone text, distance interval) LANGUAGE plpgsql AS $$
BEGIN
  UPDATE setting SET time_zone = zone, as_of = as_of + distance;
  UPDATE status_event SET occurred_at = occurred_at + distance;
  UPDATE team_member SET valid_from = valid_from + distance, valid_to = valid_to + distance;
  UPDATE service_request SET arrived_at = arrived_at + distance, first_response_at = first_response_at + distance, closed_at = closed_at + distance;
  UPDATE service_exception SET local_date = (local_date + distance)::date;
  TRUNCATE member, present, request;
  INSERT INTO member SELECT m.user_id, m.team, range_agg(tstzrange(m.valid_from, m.valid_to)) FROM team_member m GROUP BY 1, 2;
  INSERT INTO member SELECT u.user_id, '(none)', '{(,)}'::tstzmultirange - coalesce((SELECT range_agg(r) FROM member m, unnest(m.periods) r WHERE m.user_id = u.user_id), '{}')
  FROM (SELECT DISTINCT user_id FROM status_event) u;
  INSERT INTO present SELECT m.team, l.user_id, l.class, l.reason, NULL, l.login_at, unnest(m.periods * tstzmultirange(tstzrange(l.login_at, coalesce(l.logout_at, s.as_of))))
  FROM setting s, user_logs l JOIN member m USING (user_id) WHERE l.class IN ('available', 'engaged', 'unavailable');
  INSERT INTO request TABLE request_now;
END $$;

-- the hours of the week by the minutes of their clock in service, of which there
-- may be 30, 60 or 90 from one hour to the next; what begins to wait outside of
-- them is shown, too
CREATE FUNCTION hours_of_week(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (team text, weekday bigint, hour bigint, hour_count bigint, available numeric, unavailable numeric, ratio numeric, requests bigint,
  per_hour numeric, per_available numeric, wait numeric, absence_rank bigint, overload_rank bigint, service_seconds numeric, engaged numeric)
LANGUAGE sql STABLE AS $$
  WITH minute AS (
    SELECT z.team, at, extract(isodow FROM l)::bigint AS weekday, extract(hour FROM l)::bigint AS hour, at - extract(minute FROM l) * interval '1 minute' AS hour_at
    FROM zone z JOIN hours h USING (team), generate_series(from_at, to_at - interval '1 minute', '1 minute') at CROSS JOIN LATERAL (SELECT at AT TIME ZONE z.zone) k(l)
    WHERE h.hours @> at),
  there AS (
    SELECT p.team, at, count(*) FILTER (WHERE p.class = 'available') AS available, count(*) FILTER (WHERE p.class = 'unavailable') AS unavailable, count(*) FILTER (WHERE p.class = 'engaged') AS engaged
    FROM present p, generate_series(lower(p.period), upper(p.period) - interval '1 minute', '1 minute') at GROUP BY 1, 2),
  waited AS (
    SELECT q.team, extract(isodow FROM l)::bigint AS weekday, extract(hour FROM l)::bigint AS hour, count(*) AS requests, avg(q.wait) AS wait
    FROM request q JOIN zone z USING (team) CROSS JOIN LATERAL (SELECT q.wait_start AT TIME ZONE z.zone) k(l) WHERE q.arrived_at >= from_at AND q.arrived_at < to_at GROUP BY 1, 2, 3),
  figure AS (
    SELECT m.team, m.weekday, m.hour, count(DISTINCT m.hour_at) AS hour_count, count(*) AS minutes,
      coalesce(sum(w.available), 0) AS available, coalesce(sum(w.unavailable), 0) AS unavailable,
      coalesce(sum(w.engaged), 0) AS engaged, coalesce(sum(w.available + w.engaged), 0) AS productive
    FROM minute m LEFT JOIN there w ON w.team = m.team AND w.at = m.at GROUP BY 1, 2, 3)
  SELECT f.team, f.weekday, f.hour, f.hour_count, round(f.available / f.minutes, 6), round(f.unavailable / f.minutes, 6),
    round(f.unavailable / nullif(f.productive + f.unavailable, 0), 6), coalesce(a.requests, 0), round(coalesce(a.requests, 0) * 60.0 / f.minutes, 6),
    round(coalesce(a.requests, 0) * 60 / nullif(f.productive, 0), 6), round(a.wait, 6),
    rank() OVER (PARTITION BY f.team ORDER BY f.unavailable / f.minutes DESC),
    rank() OVER (PARTITION BY f.team ORDER BY coalesce(a.requests, 0) > 0 AND f.productive = 0 DESC, CASE WHEN f.productive > 0 THEN coalesce(a.requests, 0) / f.productive ELSE 0 END DESC),
    f.minutes * 60.0, round(f.engaged / f.minutes, 6)
  FROM figure f LEFT JOIN waited a USING (team, weekday, hour)
  UNION ALL
  SELECT a.team, a.weekday, a.hour, 0, NULL, NULL, NULL, a.requests, NULL, NULL, round(a.wait, 6), NULL, NULL, 0, NULL
  FROM waited a WHERE NOT EXISTS (SELECT FROM figure f WHERE (f.team, f.weekday, f.hour) = (a.team, a.weekday, a.hour))
$$;
CREATE VIEW rounded AS
SELECT team, weekday, hour, hour_count, round(available_avg::numeric, 6) AS available, round(unavailable_avg::numeric, 6) AS unavailable,
  round(unavailable_of_staffed_ratio::numeric, 6) AS ratio, request_count, round(requests_per_hour::numeric, 6) AS per_hour,
  round(requests_per_available_hour::numeric, 6) AS per_available, wait_mean_seconds, absence_rank, overload_rank, service_seconds,
  round(engaged_avg::numeric, 6) AS engaged FROM bottlenecks;
CALL move('Europe/Berlin', '0');
CREATE TABLE want AS SELECT * FROM hours_of_week(:first_at, '2026-03-30 09:07');
SELECT count(*) / 5 AS hours, sum(hour_count)::int / 5 AS hour_count, count(DISTINCT available) > 50 AS available, max(requests) > 6 AS requests FROM want;
(TABLE want EXCEPT ALL TABLE rounded) UNION ALL (TABLE rounded EXCEPT ALL TABLE want);

-- the plan, by looking at every minute of it, of each team
CREATE TABLE plan AS
SELECT m.team, h.user_id, at, (at AT TIME ZONE 'Europe/Berlin')::date AS local_date, bool_or(h.activity IS NOT DISTINCT FROM 'lunch') AS pause,
  bool_or(l.class IN ('available', 'engaged')) IS TRUE AS available
FROM shift h CROSS JOIN generate_series(h.starts_at, least(h.ends_at, '2026-03-30 09:07') - interval '1 minute', '1 minute') at
JOIN member m ON m.user_id = h.user_id AND m.periods @> at
LEFT JOIN user_logs l ON l.user_id = h.user_id AND l.login_at <= at AND coalesce(l.logout_at, 'infinity') > at GROUP BY 1, 2, 3, 4;
DROP TABLE want;
CREATE TABLE want AS
SELECT team, local_date, count(DISTINCT user_id) AS users, 60 * count(*) AS scheduled, 60 * count(*) FILTER (WHERE available AND NOT pause) AS productive,
  60 * count(*) FILTER (WHERE pause) AS planned, 60 * count(*) FILTER (WHERE NOT available AND NOT pause) AS unplanned,
  round(1 - count(*) FILTER (WHERE available AND NOT pause)::numeric / count(*), 6) AS ratio FROM plan GROUP BY 1, 2;
CREATE TABLE got AS
SELECT team, local_date, user_count, scheduled_seconds, productive_seconds, planned_shrinkage_seconds, unplanned_shrinkage_seconds, round(shrinkage_ratio::numeric, 6) FROM shrinkage;
SELECT count(*) > 8 AS rows, count(DISTINCT team) AS teams, max(users) > 2 AS users FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
CREATE FUNCTION shrunk(a timestamptz, b timestamptz) RETURNS TABLE (team text, s numeric, p numeric, l numeric, u numeric) LANGUAGE sql AS $$
  SELECT team, sum(scheduled_seconds), sum(productive_seconds), sum(planned_shrinkage_seconds), sum(unplanned_shrinkage_seconds) FROM shrinkage_between(a, b) GROUP BY 1 $$;
SELECT w.team = sum.team AS same_team, count(*) AS differ FROM shrunk(NULL, NULL) w
FULL JOIN (SELECT team, sum(s) AS s, sum(p) AS p, sum(l) AS l, sum(u) AS u
  FROM (SELECT * FROM shrunk(NULL, '2026-03-29 00:41:07') UNION ALL SELECT * FROM shrunk('2026-03-29 00:41:07', NULL)) x GROUP BY 1) sum USING (team, s, p, l, u)
WHERE w.team IS NULL OR sum.team IS NULL GROUP BY 1;

-- workload: what each user handled for a team, together; windows add up
CREATE TABLE want AS
SELECT team, user_id, productive - engaged AS available, nullif(engaged, 0) AS engaged, requests, handled, round(handled * 3600 / productive, 6) AS per_available,
  round(requests / productive / (sum(requests) FILTER (WHERE productive > 0) OVER t / sum(productive) OVER t) - 1, 6) AS deviation
FROM (
  SELECT team, user_id, sum(extract(epoch FROM upper(period) - lower(period))) AS productive,
    coalesce(sum(extract(epoch FROM upper(period) - lower(period))) FILTER (WHERE class = 'engaged'), 0) AS engaged
  FROM present WHERE class IN ('available', 'engaged') GROUP BY 1, 2) a
FULL JOIN (
  SELECT team, user_id, n::numeric AS requests, (SELECT sum(extract(epoch FROM upper(h) - lower(h))) FROM unnest(handling) h) AS handled
  FROM (SELECT team, user_id, count(*) AS n, range_agg(tstzrange(response_at, coalesce(closed_at, least(response_at + interval '24 hours', '2026-03-30 09:07')))) AS handling
    FROM request WHERE user_id IS NOT NULL AND response_at IS NOT NULL GROUP BY 1, 2) q) r USING (team, user_id)
WINDOW t AS (PARTITION BY team);
UPDATE want SET deviation = -1 WHERE available IS NOT NULL AND requests IS NULL;
UPDATE want SET available = nullif(available, 0);
CREATE TABLE got AS
SELECT team, user_id, nullif(available_seconds, 0) AS available, nullif(engaged_seconds, 0) AS engaged, nullif(request_count, 0)::numeric AS requests, nullif(handled_seconds, 0) AS handled,
  round(nullif(handled_per_available_hour_seconds, 0)::numeric, 6) AS per_available, round(deviation_ratio::numeric, 6) AS deviation FROM workload_balance;
SELECT count(*) > 30 AS rows, count(*) FILTER (WHERE deviation > 0.2) > 3 AS more, count(*) FILTER (WHERE available IS NULL) > 0 AS never_available, count(engaged) > 20 AS engaged FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
SELECT count(*) FROM (SELECT team, user_id, available_seconds AS a, engaged_seconds AS e, request_count AS n, handled_seconds AS h FROM workload_balance
  EXCEPT SELECT team, user_id, sum(available_seconds), sum(engaged_seconds), sum(request_count), sum(handled_seconds) FROM (
    SELECT * FROM workload_balance_between(NULL, '2026-03-28 17:03:11') UNION ALL SELECT * FROM workload_balance_between('2026-03-28 17:03:11', '2026-03-29 03:00')
    UNION ALL SELECT * FROM workload_balance_between('2026-03-29 03:00', NULL)) x GROUP BY 1, 2) d;

-- Lord Howe Island turns its clock by half an hour: back, and forward
CALL move('Australia/Lord_Howe', '-357 days');
CREATE TABLE want AS SELECT * FROM hours_of_week('2025-04-04 13:00', '2025-04-07 09:07');
SELECT count(*) / 5 AS hours, sum(hour_count)::int / 5 AS hour_count FROM want;
(TABLE want EXCEPT ALL TABLE rounded) UNION ALL (TABLE rounded EXCEPT ALL TABLE want);
DROP TABLE want;
CALL move('Australia/Lord_Howe', '182 days');
CREATE TABLE want AS SELECT * FROM hours_of_week('2025-10-03 13:30', '2025-10-06 09:07');
SELECT count(*) / 5 AS hours, sum(hour_count)::int / 5 AS hour_count FROM want;
(TABLE want EXCEPT ALL TABLE rounded) UNION ALL (TABLE rounded EXCEPT ALL TABLE want);
DROP VIEW rounded;
RESET search_path;
SELECT userlogs.drop_report('capacity_laws') IS NOT NULL AS dropped;
DROP SCHEMA capacity_laws CASCADE;
