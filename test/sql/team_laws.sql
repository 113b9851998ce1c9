-- The views of people by team, against the plain views, staffing and multiranges
-- on a random log: no difference.
SET client_min_messages = warning;
SET jit = off;
CREATE EXTENSION IF NOT EXISTS userlogs;
\getenv abs_srcdir PG_ABS_SRCDIR
\set random_log :abs_srcdir '/oracle/random_teams.sql'
\set ECHO none
\i :random_log
\set ECHO all
SET DateStyle = ISO;
SET search_path = random_teams;
-- users who go from team to team, at times of events, too, and are never in two
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT 2000 + event_id, 'v' || right(user_id, 1), occurred_at, status, reason FROM status_event WHERE user_id < 'u5';
INSERT INTO team_member (user_id, team, valid_from, valid_to)
SELECT user_id, 'T' || (hashtext(event_id::text) & 3), occurred_at, lead(occurred_at) OVER (PARTITION BY user_id ORDER BY occurred_at)
FROM (SELECT event_id, user_id, occurred_at + event_id % 2 * interval '7 minutes' AS occurred_at FROM status_event WHERE user_id ~ '^v' AND hashtext(event_id::text) % 20 = 0) e
ON CONFLICT DO NOTHING;
DELETE FROM team_member WHERE user_id ~ '^v' AND team = 'T0';
-- w0, who is in two teams, and w1 never came
INSERT INTO report_user (user_id, name) VALUES ('u1', 'Bea'), ('v2', 'Bea'), ('w0', 'Will'), ('w1', 'Eve');
INSERT INTO team_member VALUES ('w0', 'T1', '2026-03-28', NULL), ('w0', 'T2', NULL, '2026-03-29');
INSERT INTO shift SELECT k || n % 9, s, s + (1 + n % 30) * interval '20 minutes', (ARRAY['Work', 'lunch', NULL])[1 + n % 3]
FROM (SELECT n, timestamptz '2026-03-25' + floor(random() * 400) * interval '20 minutes' AS s FROM generate_series(1, 120) n) x, unnest('{u,v}'::text[]) k ON CONFLICT DO NOTHING;
INSERT INTO reason_class (reason, planned, allowance) VALUES ('Lunch', true, '20 minutes'), ('Absence', false, '40 minutes') ON CONFLICT (reason) DO UPDATE SET allowance = excluded.allowance;
-- a label that is most frequent in a window may not be in another
UPDATE reason_class SET label = reason;
UPDATE status_class SET status = 'Available' WHERE status = 'available';
UPDATE reason_class SET label = reason;
UPDATE setting SET bucket_width = '1 hour';

-- what each view says with these settings
CREATE TABLE settings (n int, time_zone text, day_offset interval, max_open_time interval);
INSERT INTO settings VALUES (1, 'Europe/Lisbon', '0', NULL), (2, 'America/New_York', '06:00', '50 minutes');
CREATE TABLE twin (name text);
INSERT INTO twin VALUES ('user_logs'), ('current_status'), ('status_daily'), ('availability_daily'), ('anomalies'), ('adherence');
CREATE PROCEDURE apply(n int) LANGUAGE sql AS $$
  UPDATE setting SET time_zone = s.time_zone, day_offset = s.day_offset, max_open_time = s.max_open_time FROM settings s WHERE s.n = apply.n $$;
CREATE PROCEDURE store() LANGUAGE plpgsql AS $$
DECLARE
  v text;
  s settings;
BEGIN
  FOR s IN SELECT * FROM settings ORDER BY n LOOP
    CALL apply(s.n);
    FOR v IN SELECT t.name || suffix FROM twin t, unnest('{"", _by_team}'::text[]) suffix UNION ALL SELECT 'staffing' LOOP
      EXECUTE format('CREATE TABLE IF NOT EXISTS %I AS SELECT 0 AS n, v.* FROM %I v LIMIT 0', 'all_' || v, v);
      EXECUTE format('INSERT INTO %I SELECT %s, v.* FROM %I v', 'all_' || v, s.n, v);
    END LOOP;
  END LOOP;
END $$;
CALL store();
CREATE FUNCTION exact(x double precision) RETURNS numeric LANGUAGE sql IMMUTABLE RETURN round(x::numeric, 6);

-- the available time of a team is that of staffing, in all and on each day
CREATE TABLE want AS SELECT n, team, sum(available_person_seconds) AS seconds FROM all_staffing GROUP BY 1, 2 HAVING sum(available_person_seconds) > 0;
SELECT n, count(*) FROM want GROUP BY 1 ORDER BY 1;
CREATE VIEW got AS
SELECT 'user_logs' AS name, n, team, sum(exact(duration_seconds)) AS seconds FROM all_user_logs_by_team WHERE class = 'available' GROUP BY 2, 3
UNION ALL SELECT 'availability_daily', n, team, sum(exact(available_seconds)) FROM all_availability_daily_by_team GROUP BY 2, 3
UNION ALL SELECT 'status_daily', n, team, sum(exact(duration_seconds)) FROM all_status_daily_by_team WHERE class = 'available' GROUP BY 2, 3
UNION ALL SELECT 'adherence', n, team, sum(exact(available_seconds)) FROM all_adherence_by_team GROUP BY 2, 3;
SELECT * FROM (SELECT DISTINCT g.name, w.* FROM got g, want w) w FULL JOIN (SELECT * FROM got WHERE seconds > 0) g USING (name, n, team, seconds) WHERE w IS NULL OR g IS NULL;
DROP VIEW got;
DROP TABLE want;
CREATE TABLE want AS
SELECT s.n, s.team, userlogs.local_date(s.bucket_start, c.time_zone, c.day_offset) AS local_date, sum(s.available_person_seconds) AS seconds
FROM all_staffing s JOIN settings c USING (n) GROUP BY 1, 2, 3 HAVING sum(s.available_person_seconds) > 0;
CREATE VIEW got AS
SELECT 'availability_daily' AS name, n, team, local_date, sum(exact(available_seconds)) AS seconds FROM all_availability_daily_by_team GROUP BY 2, 3, 4
UNION ALL SELECT 'status_daily', n, team, local_date, sum(exact(duration_seconds)) FROM all_status_daily_by_team WHERE class = 'available' GROUP BY 2, 3, 4
UNION ALL SELECT 'adherence', n, team, local_date, sum(exact(available_seconds)) FROM all_adherence_by_team GROUP BY 2, 3, 4;
SELECT * FROM (SELECT DISTINCT g.name, w.* FROM got g, want w) w FULL JOIN (SELECT * FROM got WHERE seconds > 0) g USING (name, n, team, local_date, seconds) WHERE w IS NULL OR g IS NULL;
DROP VIEW got;
DROP TABLE want;
-- and in each bucket
CALL apply(1);
CREATE TABLE bucket AS SELECT DISTINCT bucket_start, bucket_end FROM staffing WHERE extract(epoch FROM bucket_start)::bigint / 3600 % 9 = 0;
CREATE TABLE want AS SELECT s.bucket_start, s.team, s.available_person_seconds FROM bucket JOIN staffing s USING (bucket_start) WHERE s.available_person_seconds > 0;
CREATE TABLE got AS
SELECT b.bucket_start, l.team, sum(exact(l.duration_seconds))::numeric(18,6) FROM bucket b, LATERAL user_logs_by_team_between(b.bucket_start, b.bucket_end) l
WHERE l.class = 'available' GROUP BY 1, 2;
SELECT count(*) > 50 AS many FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- of each user, by multiranges
CREATE TABLE member AS
SELECT user_id, team, range_agg(tstzrange(valid_from, valid_to)) AS periods FROM team_member GROUP BY 1, 2;
INSERT INTO member SELECT user_id, '(none)', '{(,)}'::tstzmultirange - range_agg(period) FROM member, unnest(periods) period GROUP BY 1;
INSERT INTO member SELECT user_id, '(none)', '{(,)}'::tstzmultirange
FROM (SELECT user_id FROM status_event UNION SELECT user_id FROM shift UNION SELECT user_id FROM report_user EXCEPT SELECT user_id FROM member) u;
CREATE TABLE want AS
SELECT l.n, m.team, l.user_id, l.login_at, coalesce(l.status, '(unknown)'), l.reason, lower(r.part) AS clipped_start, upper(r.part) AS clipped_end
FROM all_user_logs l JOIN member m USING (user_id)
CROSS JOIN LATERAL unnest(m.periods * tstzmultirange(tstzrange(l.login_at, coalesce(l.logout_at, (SELECT as_of FROM setting))))) r(part);
CREATE TABLE got AS SELECT n, team, user_id, login_at, status, reason, clipped_start, clipped_end FROM all_user_logs_by_team;
SELECT count(*) > (SELECT count(*) FROM all_user_logs) AS cut FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT count(*) FROM all_user_logs_by_team WHERE exact(duration_seconds) <> extract(epoch FROM clipped_end - clipped_start) OR clipped_end IS NULL;
DROP TABLE want, got;
-- the plan of a user in a team, and what was available then
CREATE TABLE want AS
SELECT c.n, m.team, h.user_id, total_seconds(m.periods * h.planned * w.span) AS planned
FROM (SELECT user_id, range_agg(tstzrange(starts_at, ends_at)) AS planned FROM shift GROUP BY 1) h JOIN member m USING (user_id)
CROSS JOIN (SELECT n, tstzmultirange(tstzrange(min(bucket_start), (SELECT as_of FROM setting))) AS span FROM all_staffing GROUP BY 1) c(n, span)
CROSS JOIN LATERAL (SELECT c.span) w;
CREATE TABLE got AS SELECT n, team, user_id, sum(exact(scheduled_seconds)) AS planned FROM all_adherence_by_team GROUP BY 1, 2, 3;
SELECT count(*) FILTER (WHERE planned > 0) > 50 AS planned FROM want;
SELECT * FROM (SELECT * FROM want WHERE planned > 0) w FULL JOIN (SELECT * FROM got WHERE planned > 0) g USING (n, team, user_id, planned) WHERE w IS NULL OR g IS NULL;
DROP TABLE want, got;

-- who was never in two teams at once is in each team for a part
CREATE TABLE single AS
SELECT user_id FROM status_event
EXCEPT SELECT a.user_id FROM member a JOIN member b ON b.user_id = a.user_id AND b.team > a.team AND b.periods && a.periods;
SELECT count(*) FILTER (WHERE user_id ~ '^u') AS u, count(*) FILTER (WHERE user_id ~ '^v') AS v, (SELECT count(DISTINCT team) FROM member JOIN single USING (user_id)) AS teams FROM single;
CREATE VIEW compare AS
SELECT 'want' AS side, 'user_logs' AS name, (n, user_id, user_name, login_at, logout_at, coalesce(status, '(unknown)'), class, reason, is_open, local_date, local_login, local_logout,
  time_zone, start_cause, end_cause, event_id, changed_by, source, login_at, coalesce(logout_at, (SELECT as_of FROM setting)), duration_seconds)::text AS answer
FROM all_user_logs JOIN single USING (user_id)
UNION ALL SELECT 'got', 'user_logs', (n, user_id, user_name, login_at, logout_at, status, class, reason, is_open, local_date, local_login, local_logout,
  time_zone, start_cause, end_cause, event_id, changed_by, source, min(clipped_start), max(clipped_end), sum(exact(duration_seconds)))::text
FROM all_user_logs_by_team JOIN single USING (user_id)
GROUP BY n, user_id, user_name, login_at, logout_at, status, class, reason, is_open, local_date, local_login, local_logout, time_zone, start_cause, end_cause, event_id, changed_by, source
UNION ALL SELECT 'want', 'status_daily', (n, user_id, user_name, local_date, status, class, reason, duration_seconds, started_count)::text FROM all_status_daily JOIN single USING (user_id)
UNION ALL SELECT 'got', 'status_daily', (n, user_id, user_name, local_date, status, class, reason, sum(exact(duration_seconds)), sum(started_count)::bigint)::text
FROM all_status_daily_by_team JOIN single USING (user_id) GROUP BY n, user_id, user_name, local_date, status, class, reason
UNION ALL SELECT 'want', 'availability_daily', (n, user_id, user_name, local_date, available_seconds, engaged_seconds, unavailable_seconds, staffed_seconds, offline_seconds, unknown_seconds, day_seconds,
  first_login_at, last_logout_at, local_first_login, local_last_logout, login_count, break_overtime_seconds, time_zone)::text FROM all_availability_daily JOIN single USING (user_id)
UNION ALL SELECT 'got', 'availability_daily', (n, user_id, user_name, local_date, sum(exact(available_seconds)), sum(exact(engaged_seconds)), sum(exact(unavailable_seconds)), sum(exact(staffed_seconds)),
  sum(exact(offline_seconds)), sum(exact(unknown_seconds)), sum(exact(day_seconds)),
  min(first_login_at), max(last_logout_at), min(local_first_login), max(local_last_logout), sum(login_count)::bigint, sum(exact(break_overtime_seconds)), time_zone)::text
FROM all_availability_daily_by_team JOIN single USING (user_id) GROUP BY n, user_id, user_name, local_date, time_zone
UNION ALL SELECT 'want', 'adherence', (n, user_id, user_name, local_date, scheduled_seconds, scheduled_work_seconds, adherent_seconds, available_seconds, unscheduled_seconds)::text
FROM all_adherence JOIN single USING (user_id)
UNION ALL SELECT 'got', 'adherence', (n, user_id, user_name, local_date, sum(exact(scheduled_seconds)), sum(exact(scheduled_work_seconds)), sum(exact(adherent_seconds)), sum(exact(available_seconds)),
  sum(exact(unscheduled_seconds)))::text
FROM all_adherence_by_team JOIN single USING (user_id) GROUP BY n, user_id, user_name, local_date;
SELECT name, count(*) > 20 AS some FROM compare WHERE side = 'want' GROUP BY 1 ORDER BY 1;
SELECT name, answer, count(*) FILTER (WHERE side = 'want') AS want, count(*) FILTER (WHERE side = 'got') AS got FROM compare GROUP BY 1, 2
HAVING count(*) FILTER (WHERE side = 'want') <> count(*) FILTER (WHERE side = 'got') ORDER BY 1, 2;
DROP VIEW compare;
-- what is not additive is within bounds: the teams have no more of it than all
-- together, and no less
SELECT count(*) FROM all_status_daily d
JOIN (SELECT n, user_id, local_date, status, class, reason, sum(interval_count) AS total, max(interval_count) AS most, sum(exact(duration_seconds)) AS seconds
  FROM all_status_daily_by_team GROUP BY 1, 2, 3, 4, 5, 6) t USING (n, user_id, local_date, status, class, reason)
WHERE t.most > d.interval_count OR t.total < d.interval_count OR t.seconds < d.duration_seconds;
SELECT count(*) FROM all_availability_daily d
JOIN (SELECT n, user_id, local_date, sum(session_count) AS sessions, max(exact(longest_unavailable_seconds)) AS longest, sum(exact(day_seconds)) AS seconds
  FROM all_availability_daily_by_team GROUP BY 1, 2, 3) t USING (n, user_id, local_date)
WHERE t.longest > d.longest_unavailable_seconds OR t.sessions < d.session_count OR t.seconds < d.day_seconds;
SELECT count(*) FROM all_availability_daily_by_team
WHERE exact(staffed_seconds + offline_seconds + unknown_seconds) <> exact(day_seconds) OR exact(available_seconds + engaged_seconds + unavailable_seconds) <> exact(staffed_seconds)
  OR day_seconds <= 0 OR available_of_staffed_ratio NOT BETWEEN 0 AND 1 OR longest_unavailable_seconds > unavailable_seconds OR break_overtime_seconds > unavailable_seconds OR login_count > session_count;

-- a row for each team, and each row in a team
CREATE VIEW compare AS
SELECT DISTINCT 'want' AS side, 'anomalies' AS name, a::text AS answer FROM all_anomalies a
UNION ALL SELECT DISTINCT 'got', 'anomalies', (n, kind, user_id, user_name, event_id, occurred_at, local_occurred, status, reason, action, event_count, time_zone, severity)::text FROM all_anomalies_by_team
UNION ALL SELECT 'want', 'current_status', (n, user_id, user_name, coalesce(status, '(unknown)'), class, reason, since_at, local_since, duration_seconds, time_zone, start_cause, as_of)::text
FROM all_current_status
UNION ALL SELECT DISTINCT 'got', 'current_status', (n, user_id, user_name, status, class, reason, since_at, local_since, exact(duration_seconds), time_zone, start_cause, as_of)::text
FROM all_current_status_by_team;
SELECT name, count(*) > 10 AS some FROM compare WHERE side = 'want' GROUP BY 1 ORDER BY 1;
SELECT name, answer, min(side) AS only_in FROM compare GROUP BY 1, 2 HAVING count(DISTINCT side) = 1 ORDER BY 1, 2;
DROP VIEW compare;
CREATE TABLE want AS
SELECT 'anomalies' AS name, a.user_id, m.team, a.occurred_at, count(*) FROM all_anomalies a JOIN member m ON m.user_id = a.user_id AND m.periods @> a.occurred_at GROUP BY 2, 3, 4
UNION ALL SELECT 'current_status', c.user_id, coalesce(m.team, '(none)'), c.as_of, count(*) FROM all_current_status c LEFT JOIN member m ON m.user_id = c.user_id AND m.periods @> c.as_of GROUP BY 2, 3, 4;
CREATE TABLE got AS
SELECT 'anomalies' AS name, user_id, team, occurred_at, count(*) FROM all_anomalies_by_team WHERE user_id IS NOT NULL AND occurred_at IS NOT NULL GROUP BY 2, 3, 4
UNION ALL SELECT 'current_status', user_id, team, as_of, count(*) FROM all_current_status_by_team GROUP BY 2, 3, 4;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;

-- no team is lost by a filter, which the planner may evaluate early
CREATE FUNCTION filtered() RETURNS TABLE (name text, answer text) LANGUAGE plpgsql AS $$
DECLARE
  t twin;
  x text;
BEGIN
  FOR t IN SELECT * FROM twin LOOP
    FOR x IN SELECT m.team FROM member m GROUP BY 1 LOOP
      RETURN QUERY EXECUTE format('SELECT %L, v::text FROM %I v WHERE team = %L', t.name, t.name || '_by_team', x);
    END LOOP;
  END LOOP;
END $$;
CALL apply(2);
CREATE VIEW compare AS
SELECT 'got' AS side, f.* FROM filtered() f
UNION ALL SELECT 'want', 'user_logs', v::text FROM user_logs_by_team v UNION ALL SELECT 'want', 'current_status', v::text FROM current_status_by_team v
UNION ALL SELECT 'want', 'status_daily', v::text FROM status_daily_by_team v UNION ALL SELECT 'want', 'availability_daily', v::text FROM availability_daily_by_team v
UNION ALL SELECT 'want', 'anomalies', v::text FROM anomalies_by_team v UNION ALL SELECT 'want', 'adherence', v::text FROM adherence_by_team v;
SELECT name, answer FROM compare GROUP BY 1, 2 HAVING count(*) FILTER (WHERE side = 'want') <> count(*) FILTER (WHERE side = 'got') ORDER BY 1, 2;
DROP VIEW compare;

-- two windows are one
CREATE TABLE win AS
SELECT n, 1 + n % 2 AS setting, at[1] AS a, at[2] AS b, at[3] AS c
FROM (SELECT n, array_agg(at ORDER BY at) AS at
  FROM (SELECT i % 6 AS n, timestamptz '2026-03-25 22:00' + floor(random() * 6 * 86400) * interval '1 second' AS at FROM generate_series(1, 18) i) m GROUP BY n) d;
-- a window, with the time before the first event and users without any
CREATE TABLE want AS
SELECT w.n, m.team, l.user_id, l.login_at, coalesce(l.status, '(unknown)'), lower(r.part) AS clipped_start, upper(r.part) AS clipped_end, l.start_cause, l.end_cause
FROM win w, LATERAL user_logs_between(w.a, w.c) l JOIN member m USING (user_id)
CROSS JOIN LATERAL unnest(m.periods * tstzmultirange(tstzrange(l.clipped_start, l.clipped_end))) r(part);
CREATE TABLE got AS
SELECT w.n, l.team, l.user_id, l.login_at, l.status, l.clipped_start, l.clipped_end, l.start_cause, l.end_cause FROM win w, LATERAL user_logs_by_team_between(w.a, w.c) l;
SELECT count(DISTINCT team) FILTER (WHERE user_id = 'w0') AS w0, count(DISTINCT team) FILTER (WHERE user_id = 'w1') AS w1 FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got;
CREATE TABLE half (side text, n bigint, from_at timestamptz, to_at timestamptz, name text, answer_key text, sums numeric[], first_at timestamptz, last_at timestamptz);
CREATE PROCEDURE ask(setting int) LANGUAGE plpgsql AS $$
BEGIN
  CALL apply(setting);
  WITH asked AS (
    SELECT s.side, w.n, s.from_at, s.to_at FROM win w, LATERAL (VALUES ('want', w.a, w.c), ('got', w.a, w.b), ('got', w.b, w.c)) s(side, from_at, to_at) WHERE w.setting = ask.setting)
  INSERT INTO half
  SELECT a.side, a.n, a.from_at, a.to_at, x.* FROM asked a, LATERAL (
    SELECT 'user_logs', (team, user_id, user_name, status, class, reason, login_at, logout_at, is_open, start_cause, end_cause, event_id)::text,
      ARRAY[exact(duration_seconds)], clipped_start, clipped_end FROM user_logs_by_team_between(a.from_at, a.to_at)
    UNION ALL SELECT 'status_daily', (team, user_id, user_name, local_date, status, class, reason)::text, ARRAY[exact(duration_seconds), started_count], NULL, NULL
    FROM status_daily_by_team_between(a.from_at, a.to_at)
    UNION ALL SELECT 'availability_daily', (team, user_id, user_name, local_date, time_zone)::text,
      ARRAY[exact(available_seconds), exact(engaged_seconds), exact(unavailable_seconds), exact(offline_seconds), exact(unknown_seconds), exact(day_seconds), login_count, exact(break_overtime_seconds)], first_login_at, last_logout_at
    FROM availability_daily_by_team_between(a.from_at, a.to_at)
    UNION ALL SELECT 'adherence', (team, user_id, user_name, local_date)::text,
      ARRAY[exact(scheduled_seconds), exact(scheduled_work_seconds), exact(adherent_seconds), exact(available_seconds)], NULL, NULL
    FROM adherence_by_team_between(a.from_at, a.to_at) WHERE scheduled_seconds + available_seconds > 0
    UNION ALL SELECT 'anomalies', v::text, '{1}', NULL, NULL FROM anomalies_by_team_between(a.from_at, a.to_at) v) x;
END $$;
CALL ask(1);
CALL ask(2);
CREATE VIEW total AS
SELECT h.side, h.n, h.name, h.answer_key, s.position, sum(s.value) AS total, min(h.first_at) AS first_at, max(h.last_at) AS last_at
FROM half h, unnest(h.sums) WITH ORDINALITY s(value, position) GROUP BY 1, 2, 3, 4, 5;
SELECT name, count(*) > 40 AS some FROM half WHERE side = 'want' GROUP BY 1 ORDER BY 1;
SELECT * FROM (SELECT * FROM total WHERE side = 'want') w FULL JOIN (SELECT * FROM total WHERE side = 'got') g USING (n, name, answer_key, position)
WHERE (w.total, w.first_at, w.last_at) IS DISTINCT FROM (g.total, g.first_at, g.last_at) ORDER BY 1, 2, 3, 4;

RESET search_path;
SET client_min_messages = error;
SELECT userlogs.drop_report('random_teams') IS NOT NULL AS dropped;
DROP SCHEMA random_teams CASCADE;
