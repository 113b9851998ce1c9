-- The capacity views against pure SQL with multiranges and plain counting, on
-- random events, requests, teams and shifts, over a change of the clocks.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('capacity_oracle') IS NOT NULL AS made;
SET search_path = capacity_oracle;
CREATE FUNCTION seconds(tstzmultirange) RETURNS numeric LANGUAGE sql AS
$$ SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) FROM unnest($1) r $$;
SELECT setseed(0.1618);
UPDATE setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 09:07:11.5', bucket_width = '30 minutes';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(8 * random()), timestamptz '2026-03-28 00:00' + floor(random() * 3600 * 60) * interval '1 second',
  (ARRAY['Available', 'Available', 'Unavailable', 'Unavailable', 'On a call', 'Offline'])[1 + floor(6 * random())], (ARRAY['Absence', 'Lunch', NULL])[1 + floor(3 * random())]
FROM generate_series(1, 900) n;
INSERT INTO team_member
SELECT 'u' || floor(8 * random()), 'T' || floor(3 * random()), f, f + (30 + 2000 * random()) * interval '1 minute'
FROM (SELECT timestamptz '2026-03-27 20:00' + floor(3600 * random()) * interval '1 minute' AS f FROM generate_series(1, 24)) x
ON CONFLICT DO NOTHING;
INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at)
SELECT n, CASE WHEN random() < 0.97 THEN 'T' || floor(3 * random()) END, CASE WHEN random() < 0.9 THEN 'u' || floor(8 * random()) END, at,
  CASE WHEN r < 0.8 THEN at + wait END, CASE WHEN r < 0.75 OR r > 0.9 THEN at + wait + handle END
FROM (SELECT n, timestamptz '2026-03-28 00:00' + floor(random() * 3600 * 58) * interval '1 second' AS at, random() AS r,
  floor(random() * 900) * interval '1 second' AS wait, floor(random() * 1200) * interval '1 second' AS handle FROM generate_series(1, 1200) n) x;
INSERT INTO target VALUES ('T0', 0.8, '3 minutes', 0.85, 0.3, 1), ('T1', 0.7, '1 minute', NULL, NULL, 2),
  ('(none)', NULL, NULL, NULL, NULL, 1);
UPDATE target SET clock = 'wall' WHERE team = 'T0';
INSERT INTO service_hours VALUES ('T0', 6, '06:00', '12:00'), ('T0', 6, '11:00', '20:00'), ('T0', 7, '00:30', '24:00'), ('T0', 1, '00:00', '08:00');

-- who was available in which team, as multiranges
CREATE TABLE member AS
SELECT m.user_id, m.team, range_agg(tstzrange(m.valid_from, m.valid_to)) AS periods FROM team_member m GROUP BY 1, 2;
INSERT INTO member SELECT u.user_id, '(none)', '{(,)}'::tstzmultirange - coalesce((SELECT range_agg(r) FROM member m, unnest(m.periods) r WHERE m.user_id = u.user_id), '{}')
FROM (SELECT DISTINCT user_id FROM status_event) u;
CREATE TABLE present AS
SELECT m.team, l.user_id, l.class, l.reason, unnest(m.periods * tstzmultirange(tstzrange(l.login_at, coalesce(l.logout_at, '2026-03-30 09:07:11.5')))) AS period
FROM user_logs l JOIN member m USING (user_id);
CREATE TABLE request AS
SELECT request_id, coalesce(team, '(none)') AS team, user_id, arrived_at,
  CASE WHEN first_response_at <= '2026-03-30 09:07:11.5' THEN first_response_at END AS response_at,
  CASE WHEN closed_at <= '2026-03-30 09:07:11.5' THEN closed_at END AS closed_at
FROM service_request WHERE arrived_at <= '2026-03-30 09:07:11.5';
SELECT count(*) > 800 AS pieces, count(DISTINCT team) AS teams FROM present;

-- staffing: every bucket, by clipping each piece to it
CREATE TABLE bucket AS
SELECT s AS bucket_start, least(s + interval '30 minutes', '2026-03-30 09:07:11.5') AS bucket_end
FROM generate_series(timestamptz '2026-03-27 23:00', '2026-03-30 09:00', '30 minutes') s;
CREATE TABLE want AS
SELECT t.team, b.bucket_start,
  (SELECT coalesce(sum(extract(epoch FROM upper(p.period * c.r) - lower(p.period * c.r))), 0) FROM present p
   WHERE p.team = t.team AND p.class = 'available' AND p.period && c.r) AS available_person_seconds,
  (SELECT coalesce(sum(extract(epoch FROM upper(p.period * c.r) - lower(p.period * c.r))), 0) FROM present p
   WHERE p.team = t.team AND p.class = 'engaged' AND p.period && c.r) AS engaged_person_seconds,
  (SELECT count(*) FROM request q WHERE q.team = t.team AND q.arrived_at <@ c.r) AS request_count,
  -- moments at which it can change: the start of the bucket and of each piece in it, and their ends
  m.least AS available_min, m.most AS available_max
FROM (SELECT DISTINCT team FROM present) t CROSS JOIN bucket b
CROSS JOIN LATERAL (SELECT tstzrange(b.bucket_start, b.bucket_end)) c(r)
CROSS JOIN LATERAL (
  SELECT min(n) AS least, max(n) AS most FROM (
    SELECT (SELECT count(*) FROM present p WHERE p.team = t.team AND p.class = 'available' AND p.period @> moment.at) AS n
    FROM (SELECT lower(c.r) AS at UNION SELECT lower(p.period) FROM present p WHERE p.team = t.team AND lower(p.period) <@ c.r
      UNION SELECT upper(p.period) FROM present p WHERE p.team = t.team AND upper(p.period) <@ c.r) moment) k) m;
CREATE TABLE got AS SELECT team, bucket_start, available_person_seconds, engaged_person_seconds, request_count, available_min, available_max FROM staffing;
SELECT count(*) > 400 AS rows, count(*) FILTER (WHERE engaged_person_seconds > 0) > 100 AS engaged FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
-- the mean, busy time and what was missing follow from these
SELECT count(*) FROM staffing WHERE abs(available_avg - available_person_seconds / extract(epoch FROM least(bucket_end, '2026-03-30 09:07:11.5') - bucket_start)) > 1e-9
  OR occupancy_ratio NOT BETWEEN 0 AND 1 OR busy_person_seconds > available_person_seconds + engaged_person_seconds
  OR abs(engaged_avg - engaged_person_seconds / extract(epoch FROM least(bucket_end, '2026-03-30 09:07:11.5') - bucket_start)) > 1e-9
  OR abs(occupancy_ratio - busy_person_seconds / nullif(available_person_seconds + engaged_person_seconds, 0)) > 1e-9 OR occupancy_ratio IS NULL <> (available_person_seconds + engaged_person_seconds = 0)
  OR available_avg < available_min OR available_avg > available_max
  OR understaffed_person_seconds < 0 OR overstaffed_person_seconds < 0;
SELECT count(*) FROM staffing WHERE overstaffed_person_seconds - understaffed_person_seconds
  <> available_person_seconds + engaged_person_seconds - required_agents * extract(epoch FROM least(bucket_end, '2026-03-30 09:07:11.5') - bucket_start);
SELECT team, bool_and(required_agents >= CASE team WHEN 'T0' THEN 1 ELSE 2 END) AS at_least_the_minimum FROM staffing
WHERE team = 'T1' OR team = 'T0' AND tstzrange(bucket_start, bucket_end) &&
  '{[2026-03-28 05:00+00,2026-03-28 19:00+00),[2026-03-28 23:30+00,2026-03-30 06:00+00)}'::tstzmultirange GROUP BY 1 ORDER BY 1;
SELECT bool_or(required_agents = 0) AS none_at_night FROM staffing
WHERE team = 'T0' AND NOT tstzrange(bucket_start, bucket_end) &&
  '{[2026-03-28 05:00+00,2026-03-28 19:00+00),[2026-03-28 23:30+00,2026-03-30 06:00+00)}'::tstzmultirange;
DROP TABLE want, got;

-- busy: engaged, or available and handling requests of the team; elsewhere:
-- available or engaged, and handling those of others only; an open request counts
-- for a day
CREATE TABLE handling AS
SELECT q.user_id, q.team, range_agg(tstzrange(q.response_at, coalesce(q.closed_at, least(q.response_at + interval '24 hours', '2026-03-30 09:07:11.5')))) AS periods
FROM request q WHERE q.user_id IS NOT NULL AND q.response_at IS NOT NULL GROUP BY 1, 2;
CREATE TABLE want AS
SELECT p.team, sum(seconds(p.available * h.own + p.engaged - (h.every - h.own))) AS busy, sum(seconds((p.available + p.engaged) * (h.every - h.own))) AS elsewhere
FROM (SELECT p.team, p.user_id, coalesce(range_agg(p.period) FILTER (WHERE p.class = 'available'), '{}') AS available, coalesce(range_agg(p.period) FILTER (WHERE p.class = 'engaged'), '{}') AS engaged
  FROM present p GROUP BY 1, 2) p
CROSS JOIN LATERAL (
  SELECT coalesce(range_agg(r) FILTER (WHERE g.team = p.team), '{}') AS own, coalesce(range_agg(r), '{}') AS every
  FROM handling g, unnest(g.periods) r WHERE g.user_id = p.user_id) h GROUP BY 1;
CREATE TABLE got AS SELECT team, sum(busy_person_seconds) AS busy, sum(busy_elsewhere_person_seconds) AS elsewhere FROM staffing GROUP BY 1;
SELECT count(*) AS teams, min(busy) > 0 AS busy, min(elsewhere) > 0 AS elsewhere FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got, handling;

-- coverage gaps of minimum 1: the service hours without the time of anybody
CREATE TABLE want AS
SELECT team, lower(r) AS started_at, upper(r) AS ended_at FROM (
  SELECT 'T0' AS team, '{[2026-03-28 05:00+00,2026-03-28 19:00+00),[2026-03-28 23:30+00,2026-03-30 06:00+00)}'::tstzmultirange AS hours
  UNION ALL SELECT t, '{[2026-03-27 23:00+00,2026-03-30 09:07:11.5+00)}' FROM unnest(ARRAY['T2', '(none)']) t) h,
  unnest(h.hours - coalesce((SELECT range_agg(period) FROM present p WHERE p.team = h.team AND p.class = 'available'), '{}')) r;
CREATE TABLE got AS SELECT team, started_at, ended_at FROM coverage_gaps WHERE team <> 'T1';
SELECT count(*) > 20 AS gaps FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
SELECT count(*) FROM coverage_gaps g WHERE request_count <> (SELECT count(*) FROM request q WHERE q.team = g.team AND q.arrived_at >= g.started_at AND q.arrived_at < g.ended_at)
  OR unanswered_count <> (SELECT count(*) FROM request q WHERE q.team = g.team AND q.arrived_at >= g.started_at AND q.arrived_at < g.ended_at AND q.response_at IS NULL)
  OR is_open <> (ended_at = '2026-03-30 09:07:11.5') OR available_min >= minimum_headcount;
-- the same through a rule
INSERT INTO rule (rule_id, metric, team, comparison, threshold) VALUES ('nobody', 'available_headcount', '(none)', '<', 1), ('few', 'available_headcount', 'T2', '<=', 0.5);
(SELECT team, started_at, ended_at FROM coverage_gaps WHERE team IN ('T2', '(none)') EXCEPT ALL SELECT team, started_at, ended_at FROM rule_violations)
UNION ALL (SELECT team, started_at, ended_at FROM rule_violations EXCEPT ALL SELECT team, started_at, ended_at FROM coverage_gaps WHERE team IN ('T2', '(none)'));

-- Requests: unattended, by number available, service level, during absences, by
-- hour of the week, in windows that end at any time, and rules: on the wall clock
-- and on that of service, which stands still while T0 is closed.  What comes then
-- begins to wait when it opens.
CREATE VIEW arrival AS
SELECT q.*, k.is_wall OR h.hours @> q.arrived_at AS in_service, e.wait_start,
  (SELECT count(*) FROM present p WHERE p.team = q.team AND p.class = 'available' AND p.period @> q.arrived_at) AS available_at_arrival,
  (SELECT count(*) FROM present p WHERE p.team = q.team AND p.class = 'available' AND p.period @> e.wait_start) AS available,
  CASE WHEN k.is_wall THEN extract(epoch FROM e.wait_end - q.arrived_at) ELSE seconds(h.hours * tstzmultirange(tstzrange(q.arrived_at, e.wait_end))) END AS wait,
  CASE q.team WHEN 'T0' THEN 180 WHEN 'T1' THEN 60 END AS target
FROM request q
CROSS JOIN LATERAL (SELECT q.team <> 'T0' OR (SELECT clock IS NOT DISTINCT FROM 'wall' FROM target WHERE team = 'T0')) k(is_wall)
CROSS JOIN (SELECT '{[2026-03-28 05:00+00,2026-03-28 19:00+00),[2026-03-28 23:30+00,2026-03-30 06:00+00)}'::tstzmultirange) h(hours)
CROSS JOIN LATERAL (SELECT coalesce(q.response_at, q.closed_at, '2026-03-30 09:07:11.5')) u(wait_end)
CROSS JOIN LATERAL (
  SELECT u.wait_end, CASE WHEN k.is_wall THEN q.arrived_at
    ELSE coalesce((SELECT min(greatest(lower(r), q.arrived_at)) FROM unnest(h.hours) r WHERE upper(r) > q.arrived_at AND lower(r) < u.wait_end), u.wait_end) END) e(wait_end, wait_start);
CREATE TABLE ends AS SELECT timestamptz '-infinity' AS from_at, unnest(ARRAY['2026-03-28 12:00', '2026-03-28 21:00', '2026-03-29 01:11', '2026-03-30 07:00', 'infinity']::timestamptz[]) AS to_at
  UNION ALL VALUES ('2026-03-28 19:00'::timestamptz, '2026-03-28 21:00'::timestamptz), ('2026-03-28 20:59:00', '2026-03-29 01:11');
CREATE VIEW want_unattended AS SELECT request_id::text, team, wait FROM arrival WHERE available_at_arrival = 0 AND in_service;
CREATE VIEW got_unattended AS SELECT request_id, team, wait_seconds AS wait FROM unattended_requests;
CREATE VIEW want_headcount AS
SELECT e.from_at, e.to_at, team, available, count(*) AS requests, count(response_at) AS answered, sum(wait) FILTER (WHERE response_at IS NOT NULL) AS wait,
  count(*) FILTER (WHERE response_at IS NOT NULL AND wait <= target) AS in_time
FROM ends e JOIN arrival ON arrived_at >= from_at AND arrived_at < to_at GROUP BY 1, 2, 3, 4;
CREATE VIEW got_headcount AS
SELECT e.from_at, e.to_at, team, available_headcount AS available, request_count AS requests, answered_count AS answered,
  round(response_mean_seconds * answered_count) AS wait, answered_in_time_count AS in_time
FROM ends e CROSS JOIN LATERAL response_by_headcount_between(e.from_at, e.to_at);
CREATE VIEW want_level AS
SELECT team, date_bin('30 minutes', arrived_at, '2000-01-01') AS bucket_start, count(*) AS offered, count(response_at) AS answered,
  count(*) FILTER (WHERE response_at IS NULL AND closed_at IS NOT NULL) AS abandoned,
  count(*) FILTER (WHERE response_at IS NULL AND closed_at IS NULL) AS waiting,
  count(*) FILTER (WHERE response_at IS NOT NULL AND wait <= target) AS in_time,
  count(*) FILTER (WHERE target IS NULL OR coalesce(response_at, closed_at) IS NULL AND wait <= target) AS undecided
FROM arrival GROUP BY 1, 2;
CREATE VIEW got_level AS
SELECT team, bucket_start, offered_count AS offered, answered_count AS answered, abandoned_count AS abandoned, waiting_count AS waiting, answered_in_time_count AS in_time, undecided_count AS undecided
FROM service_level;
-- the difference to the mean of the same hour of the week, by the requests during
-- the absence
CREATE VIEW want_impact AS
WITH absent AS (
  SELECT team, coalesce(reason, '(none)') AS reason, range_agg(period) AS periods FROM present WHERE class = 'unavailable' GROUP BY 1, 2),
waited AS (
  SELECT e.from_at, e.to_at, a.team, b.reason, a.wait, a.response_at IS NOT NULL AS is_answered, to_char(a.wait_start AT TIME ZONE 'Europe/Berlin', 'ID HH24') AS hour, b.periods @> a.wait_start AS is_during
  FROM ends e JOIN arrival a ON a.arrived_at >= e.from_at AND a.arrived_at < least(e.to_at, '2026-03-30 09:07:11.5') JOIN absent b ON b.team = a.team
  WHERE b.periods && tstzrange(e.from_at, least(e.to_at, '2026-03-30 09:07:11.5'))),
hours AS (
  SELECT from_at, to_at, team, reason, hour, count(*) FILTER (WHERE is_during) AS n, avg(wait) FILTER (WHERE is_during) AS during, avg(wait) FILTER (WHERE NOT is_during) AS otherwise
  FROM waited WHERE is_answered GROUP BY 1, 2, 3, 4, 5)
SELECT from_at, to_at, team, reason, w.during, w.otherwise, w.difference, round(h.adjusted, 6) AS adjusted, coalesce(h.matched, 0) AS matched, coalesce(h.unmatched, 0) AS unmatched, coalesce(h.hours, 0) AS hours
FROM (
  SELECT from_at, to_at, team, reason, count(*) FILTER (WHERE is_during) AS during, count(*) FILTER (WHERE NOT is_during) AS otherwise,
    round(avg(wait) FILTER (WHERE is_during AND is_answered) - avg(wait) FILTER (WHERE NOT is_during AND is_answered), 6) AS difference
  FROM waited GROUP BY 1, 2, 3, 4) w
LEFT JOIN (
  SELECT from_at, to_at, team, reason, sum(n * (during - otherwise)) / sum(n) FILTER (WHERE otherwise IS NOT NULL) AS adjusted, sum(n) FILTER (WHERE otherwise IS NOT NULL) AS matched,
    sum(n) FILTER (WHERE otherwise IS NULL) AS unmatched, count(*) FILTER (WHERE otherwise IS NOT NULL) AS hours
  FROM hours WHERE n > 0 GROUP BY 1, 2, 3, 4) h USING (from_at, to_at, team, reason);
CREATE VIEW got_impact AS
SELECT e.from_at, e.to_at, team, reason, requests_during_count AS during, requests_otherwise_count AS otherwise, response_difference_seconds AS difference,
  adjusted_difference_seconds AS adjusted, matched_request_count::numeric AS matched, unmatched_request_count::numeric AS unmatched, matched_hour_count AS hours
FROM ends e CROSS JOIN LATERAL absence_impact_between(e.from_at, e.to_at) WHERE requests_during_count + requests_otherwise_count > 0;
-- service hours of T0 by hour of the week, and what begins to wait in each
CREATE VIEW want_hour AS
SELECT team, weekday, hour, coalesce(h.seconds, 0) AS seconds, round(coalesce(h.available, 0), 6) AS available, coalesce(q.requests, 0) AS requests, round(q.wait, 6) AS wait
FROM (
  SELECT t.team, extract(isodow FROM l)::bigint AS weekday, extract(hour FROM l)::bigint AS hour, sum(seconds(o.open)) AS seconds,
    sum((SELECT sum(seconds(o.open * tstzmultirange(p.period))) FROM present p WHERE p.team = t.team AND p.class = 'available' AND p.period && r)) / sum(seconds(o.open)) AS available
  FROM (SELECT DISTINCT team FROM present) t CROSS JOIN generate_series(timestamptz '2026-03-27 23:00', '2026-03-30 09:00', '1 hour') at
  CROSS JOIN LATERAL (SELECT tstzrange(at, least(at + interval '1 hour', '2026-03-30 09:07:11.5')), at AT TIME ZONE 'Europe/Berlin') b(r, l)
  CROSS JOIN LATERAL (SELECT tstzmultirange(r) * CASE WHEN t.team = 'T0' THEN '{[2026-03-28 05:00+00,2026-03-28 19:00+00),[2026-03-28 23:30+00,2026-03-30 06:00+00)}' ELSE '{(,)}'::tstzmultirange END) o(open)
  WHERE NOT isempty(o.open) GROUP BY 1, 2, 3) h
FULL JOIN (
  SELECT team, extract(isodow FROM l)::bigint AS weekday, extract(hour FROM l)::bigint AS hour, count(*) AS requests, avg(wait) AS wait
  FROM arrival CROSS JOIN LATERAL (SELECT wait_start AT TIME ZONE 'Europe/Berlin') b(l) WHERE arrived_at < '2026-03-30 09:07:11.5' GROUP BY 1, 2, 3) q USING (team, weekday, hour);
CREATE VIEW got_hour AS
SELECT team, weekday, hour, service_seconds AS seconds, round(coalesce(available_avg, 0)::numeric, 6) AS available, request_count AS requests, wait_mean_seconds AS wait FROM bottlenecks;
CREATE FUNCTION differ(what text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  differ bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM ((TABLE want_%1$s EXCEPT ALL TABLE got_%1$s) UNION ALL (TABLE got_%1$s EXCEPT ALL TABLE want_%1$s)) d', what) INTO differ;
  RETURN differ;
END $$;
CREATE VIEW compared AS
SELECT (SELECT count(*) FROM want_unattended) > 100 AS unattended, differ('unattended') AS differ, (SELECT count(*) FROM want_headcount) > 60 AS by_headcount, differ('headcount') AS differ_by,
  (SELECT count(*) FROM want_level) > 100 AS level, differ('level') AS differ_in, (SELECT count(*) FROM want_impact WHERE matched > 5 AND abs(adjusted - difference) > 1) > 20 AS impact, differ('impact') AS differ_for,
  (SELECT count(*) FROM want_hour) > 200 AS hours, differ('hour') AS differ_at;
CREATE TABLE wall AS TABLE arrival;
SELECT * FROM compared;
UPDATE target SET clock = NULL WHERE team = 'T0';
SELECT count(*) FILTER (WHERE NOT a.in_service) > 20 AS closed, count(*) FILTER (WHERE a.wait_start <> w.wait_start) > 50 AS begin_later,
  count(*) FILTER (WHERE a.wait BETWEEN 1 AND w.wait - 1) > 10 AS wait_less FROM arrival a JOIN wall w USING (request_id);
SELECT * FROM compared;
-- a rule on the wall clock, and the parts of its violations in service hours
DELETE FROM rule;
INSERT INTO rule (rule_id, metric, team, comparison, threshold, in_service_hours) VALUES ('wall', 'available_headcount', 'T0', '<=', 1, false), ('service', 'available_headcount', 'T0', '<=', 1, NULL);
CREATE TABLE want AS
SELECT unnest(range_agg(tstzrange(started_at, ended_at)) * '{[2026-03-28 05:00+00,2026-03-28 19:00+00),[2026-03-28 23:30+00,2026-03-30 06:00+00)}') AS period FROM rule_violations WHERE rule_id = 'wall';
CREATE TABLE got AS SELECT tstzrange(started_at, ended_at) AS period FROM rule_violations WHERE rule_id = 'service';
SELECT count(*) > 5 AS violations, (SELECT count(*) FROM rule_violations WHERE rule_id = 'wall') > count(*) AS more FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
DROP VIEW compared, want_unattended, got_unattended, want_headcount, got_headcount, want_level, got_level, want_impact, got_impact, want_hour, got_hour, arrival;

-- a window is a part of the whole: requests by arrival, time by the clock
SELECT count(*) FROM (SELECT sum(available_person_seconds) AS s, sum(request_count) AS n FROM staffing
  EXCEPT SELECT sum(s), sum(n) FROM (
    SELECT sum(available_person_seconds) AS s, sum(request_count) AS n FROM staffing_between(NULL, '2026-03-29 01:11')
    UNION ALL SELECT sum(available_person_seconds), sum(request_count) FROM staffing_between('2026-03-29 01:11', NULL)) x) d;

-- workload: requests answered by each user in each team, fairness by all pairs
CREATE TABLE want AS
SELECT q.team, q.user_id, count(*) AS requests FROM request q WHERE q.user_id IS NOT NULL AND q.response_at < '2026-03-30 09:07:11.5' GROUP BY 1, 2;
CREATE TABLE got AS SELECT team, user_id, request_count FROM workload_balance WHERE request_count > 0;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT count(*) FROM workload_balance w WHERE abs(team_fairness_ratio - (
  SELECT avg(CASE WHEN a.d = 0 AND b.d = 0 THEN 1 ELSE least(a.d, b.d) / greatest(a.d, b.d) END)
  FROM (SELECT user_id, requests_per_available_hour AS d FROM workload_balance x WHERE x.team = w.team) a,
    (SELECT user_id, requests_per_available_hour AS d FROM workload_balance x WHERE x.team = w.team) b
  WHERE a.user_id <> b.user_id AND a.d IS NOT NULL AND b.d IS NOT NULL)) > 1e-9;
DROP TABLE want, got;

-- the schedule, by looking at every minute
INSERT INTO shift SELECT 'u' || n % 4, s, s + (1 + n % 9) * interval '1 hour', (ARRAY['Work', 'lunch', NULL])[1 + n % 3]
FROM (SELECT n, timestamptz '2026-03-28 02:00' + floor(random() * 2400) * interval '1 minute' AS s FROM generate_series(1, 20) n) x;
UPDATE status_event SET occurred_at = date_trunc('minute', occurred_at);
UPDATE setting SET as_of = '2026-03-30 09:07', day_offset = '05:00';
CREATE TABLE want AS
SELECT m.user_id, userlogs.local_date(m.at, 'Europe/Berlin', '05:00') AS local_date,
  60 * count(*) FILTER (WHERE work OR pause) AS scheduled, 60 * count(*) FILTER (WHERE work AND NOT pause) AS work,
  60 * count(*) FILTER (WHERE (work AND NOT pause AND class IN ('available', 'engaged')) OR (pause AND class = 'unavailable')) AS adherent,
  60 * count(*) FILTER (WHERE class = 'available') AS available, 60 * count(*) FILTER (WHERE class = 'engaged') AS engaged,
  60 * count(*) FILTER (WHERE NOT work AND NOT pause AND class IN ('available', 'engaged', 'unavailable')) AS unscheduled
FROM (SELECT u.user_id, t AS at, l.class,
    EXISTS (SELECT FROM shift s WHERE s.user_id = u.user_id AND s.starts_at <= t AND s.ends_at > t AND s.activity IS DISTINCT FROM 'lunch') AS work,
    EXISTS (SELECT FROM shift s WHERE s.user_id = u.user_id AND s.starts_at <= t AND s.ends_at > t AND s.activity = 'lunch') AS pause
  FROM (SELECT DISTINCT user_id FROM status_event) u CROSS JOIN generate_series(timestamptz '2026-03-27 23:00', '2026-03-30 09:06', '1 minute') t
  LEFT JOIN user_logs l ON l.user_id = u.user_id AND l.login_at <= t AND (l.logout_at > t OR l.logout_at IS NULL)) m
GROUP BY 1, 2 HAVING count(*) FILTER (WHERE work OR pause OR class IN ('available', 'engaged')) > 0;
CREATE TABLE got AS SELECT user_id, local_date, scheduled_seconds::bigint, scheduled_work_seconds::bigint, adherent_seconds::bigint, available_seconds::bigint, engaged_seconds::bigint, unscheduled_seconds::bigint FROM adherence;
SELECT count(*) > 15 AS rows, max(engaged) > 0 AS engaged FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
RESET search_path;
SET client_min_messages = warning;
SELECT userlogs.drop_report('capacity_oracle') IS NOT NULL AS dropped;
DROP SCHEMA capacity_oracle CASCADE;
