-- The daily views against pure SQL, with the day offset of the variable
-- day_offset: no rows are printed but those that differ.
UPDATE setting SET day_offset = :day_offset;
CREATE TEMP TABLE p AS SELECT * FROM piece(:day_offset);
SELECT count(*) > 5000 AS pieces, count(DISTINCT local_date) > 1 AS days FROM p;

CREATE TEMP TABLE want AS
SELECT user_id, local_date, label_of('status', status) AS status, class, label_of('reason', reason) AS reason,
  sum(seconds(piece)) AS duration_seconds, count(*) AS interval_count, count(*) FILTER (WHERE started_at >= day_start) AS started_count
FROM p GROUP BY 1, 2, 3, 4, 5;
CREATE TEMP TABLE got AS
SELECT user_id, local_date, status, class, reason, duration_seconds, interval_count, started_count FROM status_daily;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT user_id, local_date, status, reason FROM status_daily GROUP BY 1, 2, 3, 4 HAVING count(*) > 1;
SELECT local_date FROM status_daily WHERE extract(epoch FROM duration) <> duration_seconds;
DROP TABLE want, got;

CREATE TEMP TABLE want AS
SELECT user_id, local_date,
  coalesce(sum(seconds(piece)) FILTER (WHERE class = 'available'), 0) AS available_seconds,
  coalesce(sum(seconds(piece)) FILTER (WHERE class = 'engaged'), 0) AS engaged_seconds,
  coalesce(sum(seconds(piece)) FILTER (WHERE class = 'unavailable'), 0) AS unavailable_seconds,
  coalesce(sum(seconds(piece)) FILTER (WHERE class IN ('available', 'engaged', 'unavailable')), 0) AS staffed_seconds,
  coalesce(sum(seconds(piece)) FILTER (WHERE class = 'offline'), 0) AS offline_seconds,
  coalesce(sum(seconds(piece)) FILTER (WHERE class = 'unknown'), 0) AS unknown_seconds,
  extract(epoch FROM day_end - day_start) AS day_seconds,
  coalesce((SELECT max(seconds(r)) FROM unnest(range_agg(piece) FILTER (WHERE class = 'unavailable')) r), 0) AS longest_unavailable_seconds,
  (SELECT count(*) FROM staffed() s WHERE s.user_id = p.user_id AND s.session && tstzrange(day_start, day_end)) AS session_count,
  (SELECT count(*) FROM staffed() s WHERE s.user_id = p.user_id AND lower(s.session) >= day_start AND lower(s.session) < day_end) AS login_count,
  (SELECT min(lower(s.session)) FROM staffed() s WHERE s.user_id = p.user_id AND lower(s.session) >= day_start AND lower(s.session) < day_end) AS first_login_at,
  (SELECT max(upper(s.session)) FROM staffed() s WHERE s.user_id = p.user_id AND upper(s.session) > day_start AND upper(s.session) <= day_end
    AND upper(s.session) < '2026-03-29 05:17:42.123456+00') AS last_logout_at,
  coalesce((SELECT sum(seconds(tstzrange(lower(r.period) + interval '7 minutes', upper(r.period)) * tstzrange(day_start, day_end))) FROM run r
    WHERE r.user_id = p.user_id AND lower(r.period) + interval '7 minutes' < upper(r.period)), 0) AS break_overtime_seconds
FROM p GROUP BY user_id, local_date, day_start, day_end;
CREATE TEMP TABLE got AS
SELECT user_id, local_date, available_seconds, engaged_seconds, unavailable_seconds, staffed_seconds, offline_seconds, unknown_seconds, day_seconds,
  longest_unavailable_seconds, session_count, login_count, first_login_at, last_logout_at, break_overtime_seconds
FROM availability_daily;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
SELECT max(session_count) > 3 AS sessions, max(engaged_seconds) > 0 AS engaged, max(break_overtime_seconds) > 0 AS overtime, bool_or(last_logout_at IS NULL) AS carried,
  min(day_seconds) < 86400 AS short_day FROM got;
DROP TABLE want, got;

-- teams: periods of one team together, the rest of the time in none
CREATE TEMP TABLE membership AS
SELECT m.user_id, m.team, range_agg(tstzrange(m.valid_from, m.valid_to)) AS periods FROM team_member m GROUP BY 1, 2;
INSERT INTO membership SELECT u.user_id, '(none)', '{(,)}'::tstzmultirange - coalesce(range_agg(r), '{}')
FROM (SELECT DISTINCT user_id FROM ev) u LEFT JOIN membership m ON m.user_id = u.user_id LEFT JOIN unnest(m.periods) r ON true
GROUP BY u.user_id;
CREATE TEMP TABLE team_piece AS
SELECT m.team, p.local_date, p.user_id, p.class, label_of('reason', p.reason) AS reason, p.started_at, seconds(r) AS seconds
FROM p JOIN membership m ON m.user_id = p.user_id CROSS JOIN unnest(m.periods * tstzmultirange(p.piece)) r
WHERE p.class IN ('available', 'engaged', 'unavailable');
CREATE TEMP TABLE want AS
SELECT t.team, t.local_date, t.reason, count(DISTINCT t.user_id) AS user_count, count(DISTINCT (t.user_id, t.started_at)) AS spell_count,
  sum(t.seconds) AS duration_seconds,
  (SELECT sum(s.seconds) FROM team_piece s WHERE s.team = t.team AND s.local_date = t.local_date) AS staffed_seconds
FROM team_piece t WHERE t.class = 'unavailable' GROUP BY 1, 2, 3;
CREATE TEMP TABLE got AS
SELECT team, local_date, reason, user_count, spell_count, duration_seconds, staffed_seconds FROM unavailability_by_reason;
SELECT count(*) > 30 AS rows, count(DISTINCT team) AS teams FROM want;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want);
DROP TABLE want, got, membership, team_piece, p;
