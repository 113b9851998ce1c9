-- metrics, metrics_text: what are the figures of now? The Monday is that of
-- test/days/monday.sql, at 12:36, when both are away.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all
SET search_path = lisbon;
UPDATE setting SET as_of = '2026-03-02 12:36';

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'metrics'::regclass AND attnum > 0 ORDER BY attnum;

SELECT name, team, class, value FROM metrics ORDER BY name COLLATE "C", team, class;
-- Rui, who is away, is to answer one, Ana the other, and then nobody: of three
-- that wait one waits for somebody away
INSERT INTO assignment (request_id, user_id, assigned_at) VALUES ('3', 'Rui', '2026-03-02 12:21'), ('5', 'Ana', '2026-03-02 12:35'), ('5', NULL, '2026-03-02 12:35:30');
SELECT team, value FROM metrics WHERE name = 'userlogs_stranded_requests';
-- passed to a team that has nothing else
INSERT INTO assignment (request_id, user_id, assigned_at, team) VALUES ('4', 'Eva', '2026-03-02 12:31', 'Elsewhere');
SELECT name, value FROM metrics WHERE team = 'Elsewhere' AND value > 0;
-- each figure has a meaning, and the key is one
SELECT count(*) = (SELECT count(*) FROM metric_sample()) AS all_of_them, bool_and(help ~ '^[A-Z].*\.$' AND type = 'gauge') AS described,
  count(DISTINCT (name, team, class)) = count(*) AS is_key, bool_and(num_nulls(name, value) = 0) AS known FROM metrics;

-- as text: what a label holds is escaped; a team that has nothing
-- but a target has figures, too, and one in which somebody is who is elsewhere
INSERT INTO target (team, minimum_headcount) VALUES (E'back\\slash, "quotes",\nline', 0);
INSERT INTO team_member (user_id, team, valid_from) VALUES ('Ana', 'Zürich ''n {a="b"} # TYPE', '2026-03-02 12:30');
\pset tuples_only on
\pset format unaligned
SELECT metrics_text();
\pset format aligned
\pset tuples_only off
-- every line is of the format, and each metric begins with HELP and TYPE
SELECT n, line FROM regexp_split_to_table(metrics_text(), '\n') WITH ORDINALITY l(line, n)
WHERE line !~ '^# HELP userlogs_[a-z_]+ [A-Z][^\\]*$' AND line !~ '^# TYPE userlogs_[a-z_]+ gauge$'
  AND line !~ '^userlogs_[a-z_]+({[a-z]+="([^"\\]|\\["\\n])*"(,[a-z]+="([^"\\]|\\["\\n])*")*})? -?[0-9]+(\.[0-9]+)?(e[-+][0-9]+)?$';
SELECT string_agg(kind, '' ORDER BY n) ~ '^(HTs+)+$' AS in_order, count(*) FILTER (WHERE kind = 'H') = count(DISTINCT name) AS once FROM (
  SELECT n, regexp_replace(line, '^# [A-Z]+ |[{ ].*', '', 'g') AS name, CASE left(line, 6) WHEN '# HELP' THEN 'H' WHEN '# TYPE' THEN 'T' ELSE 's' END AS kind
  FROM regexp_split_to_table(metrics_text(), '\n') WITH ORDINALITY l(line, n)) x;

-- A spell goes on where the reason changes; a limit ends it. A day may begin at
-- another time, and what is not valid in a request is not counted as such.
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) VALUES
  (10, 'Ana', '2026-03-02 12:20', 'Unavailable', 'Call'), (11, 'Eva', '2026-03-01 23:00', 'Unavailable', 'Night'), (12, 'Eva', '2026-03-02 16:00', 'Juggling', NULL);
INSERT INTO service_request (request_id, team, arrived_at, first_response_at, closed_at) VALUES (11, 'Sales', '2026-03-01 10:00', NULL, NULL), (12, 'Sales', '2026-03-02 10:00', '2026-03-02 10:10', NULL);
ALTER TABLE service_request DROP CONSTRAINT "first_response_at is finite, not before arrived_at", DROP CONSTRAINT "closed_at is finite, not before arrived_at or first_response_at";
INSERT INTO service_request (request_id, team, arrived_at, first_response_at, closed_at) VALUES (13, 'Sales', '2026-03-02 11:00', '2026-03-02 10:10', NULL),
  (14, 'Sales', '2026-03-02 11:10', NULL, '2026-03-02 11:00'), (15, NULL, '2026-03-02 05:00', '2026-03-02 05:10', '2026-03-02 05:05');

-- At any time: what other views say of that time.
CREATE FUNCTION pg_temp.compare(at timestamptz, OUT figures bigint, OUT differs text) LANGUAGE plpgsql SET jit = off AS $$
BEGIN
  UPDATE setting SET as_of = at;
  WITH day AS (
    SELECT d.started_at, userlogs.bucket_start(at, s.bucket_width, s.time_zone) AS bucket_start
    FROM day_list d CROSS JOIN setting s WHERE d.started_at <= at ORDER BY d.started_at DESC LIMIT 1),
  -- time unavailable, put together row by row
  piece AS (
    SELECT user_id, login_at, duration_seconds, sum((class <> 'unavailable')::int) OVER (PARTITION BY user_id ORDER BY login_at DESC) AS later FROM user_logs),
  spell AS (SELECT user_id, sum(duration_seconds) AS seconds FROM piece WHERE later = 0 GROUP BY user_id),
  team AS (SELECT team FROM team_list UNION SELECT team FROM current_status_by_team),
  class(class) AS (VALUES ('available'), ('engaged'), ('unavailable'), ('offline'), ('unknown')),
  want(name, team, class, value) AS (
    SELECT 'userlogs_users', t.team, k.class, (SELECT count(*) FROM current_status_by_team c WHERE c.team = t.team AND c.class = k.class) FROM team t, class k
    UNION ALL SELECT 'userlogs_distinct_users', NULL, k.class, (SELECT count(*) FROM current_status c WHERE c.class = k.class) FROM class k
    UNION ALL SELECT 'userlogs_longest_unavailable_seconds', t.team, NULL,
      coalesce((SELECT max(p.seconds) FROM spell p JOIN current_status_by_team c USING (user_id) WHERE c.team = t.team), 0) FROM team t
    UNION ALL SELECT 'userlogs_waiting_requests', t.team, NULL, coalesce((SELECT sum(l.waiting_count) FROM service_level l WHERE l.team = t.team), 0) FROM team t
    UNION ALL SELECT 'userlogs_longest_wait_seconds', t.team, NULL,
      coalesce((SELECT max(q.wait_seconds) FROM usable_request() q WHERE q.team = t.team AND NOT q.is_answered AND NOT q.is_abandoned), 0) FROM team t
    UNION ALL SELECT 'userlogs_stranded_requests', t.team, NULL, (SELECT count(*) FROM current_stranded_requests r WHERE r.team = t.team)
      FROM (SELECT team FROM team UNION SELECT team FROM current_stranded_requests) t
    UNION ALL SELECT 'userlogs_today_requests', t.team, NULL,
      coalesce((SELECT sum(l.offered_count) FROM day d, LATERAL service_level_between(d.started_at, NULL) l WHERE l.team = t.team), 0) FROM team t
    UNION ALL SELECT 'userlogs_today_service_level_ratio', l.team, NULL, sum(l.answered_in_time_count) / sum(l.offered_count - l.undecided_count)
      FROM day d, LATERAL service_level_between(d.started_at, NULL) l GROUP BY l.team HAVING sum(l.offered_count - l.undecided_count) > 0
    UNION ALL SELECT 'userlogs_coverage_gap_open', t.team, NULL, (SELECT count(*) FROM coverage_gaps g WHERE g.team = t.team AND g.is_open) FROM team t WHERE t.team <> '(none)'
    UNION ALL SELECT 'userlogs_bucket_required_users', b.team, NULL, b.required_agents FROM day d, LATERAL staffing_between(d.started_at, NULL) b
      WHERE b.bucket_start = d.bucket_start AND b.required_agents IS NOT NULL
    UNION ALL SELECT 'userlogs_bucket_available_users', b.team, NULL, b.available_avg::numeric FROM day d, LATERAL staffing_between(d.started_at, NULL) b WHERE b.bucket_start = d.bucket_start
    UNION ALL SELECT 'userlogs_bucket_engaged_users', b.team, NULL, b.engaged_avg::numeric FROM day d, LATERAL staffing_between(d.started_at, NULL) b WHERE b.bucket_start = d.bucket_start
    UNION ALL SELECT 'userlogs_last_event_timestamp_seconds', NULL, NULL, (SELECT extract(epoch FROM max(occurred_at)) FROM status_event WHERE occurred_at <= at)
    UNION ALL SELECT 'userlogs_as_of_timestamp_seconds', NULL, NULL, extract(epoch FROM at))
  -- one row each for a figure, or it is named
  SELECT count(*), string_agg(format('%s: %s, not %s', k, got, wanted), '; ' ORDER BY k)
    FILTER (WHERE num_nulls(got, wanted) > 0 OR abs(got - wanted) > 0.000001 OR row_count > 2)
  INTO figures, differs
  FROM (
    SELECT concat_ws(' ', x.name, x.team, x.class) AS k, max(x.value) FILTER (WHERE x.is_got) AS got, max(x.value) FILTER (WHERE NOT x.is_got) AS wanted, count(*) AS row_count
    FROM (SELECT name, team, class, value, false AS is_got FROM want UNION ALL SELECT name, team, class, value, true FROM metrics) x
    GROUP BY 1) y;
END $$;
SELECT at, c.* FROM unnest(ARRAY['2026-03-01 23:30', '2026-03-02 09:02', '2026-03-02 12:36', '2026-03-02 16:55:30.5', '2026-03-02 18:00']::timestamptz[]) at, pg_temp.compare(at) c;
UPDATE setting SET day_offset = '12:00', bucket_width = '15 minutes', max_open_time = '10 hours', heartbeat_timeout = '30 minutes';
SELECT at, c.* FROM unnest(ARRAY['2026-03-02 11:59', '2026-03-02 12:36']::timestamptz[]) at, pg_temp.compare(at) c;
RESET search_path;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;
