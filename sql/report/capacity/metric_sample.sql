-- metric_sample: the figures of now, for metrics.
--
-- One row per figure, as in metrics; a figure that is not known has no row.
-- Everything is read as of now: users by look-ups in the index on the log,
-- requests that are open or of today, and staffing of today.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION metric_sample()
RETURNS TABLE (name text, team text, class text, value double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH s AS MATERIALIZED (
    SELECT r.as_of, (
        SELECT min(userlogs.bucket_start(r.as_of, r.bucket_width, t.time_zone))
        FROM (SELECT r.time_zone UNION SELECT z.time_zone FROM team_zone() z) t) AS bucket_start,
      userlogs.local_day_start(userlogs.local_date(r.as_of, r.time_zone, r.day_offset), r.time_zone, r.day_offset) AS day_start
    FROM report_setting() r),
  status AS MATERIALIZED (
    SELECT c.team, c.user_id, c.class, c.counts_as FROM current_status_by_team c),
  team AS MATERIALIZED (
    SELECT r.team FROM report_team() r UNION SELECT c.team FROM status c),
  class AS (
    SELECT k.class FROM userlogs.status_classes() k UNION SELECT 'unknown' UNION SELECT k.class FROM status_key_class() k),
  headcount AS MATERIALIZED (
    SELECT t.team, k.class, count(c.class) AS headcount
    FROM team t
    CROSS JOIN class k
    LEFT JOIN status c ON c.team = t.team AND c.class = k.class
    GROUP BY t.team, k.class),
  -- the time unavailable without interruption began when the last interval of
  -- another class ended
  spell AS (
    SELECT i.user_id, coalesce(max(i.ended_at) FILTER (WHERE i.counts_as <> 'unavailable'), min(i.started_at)) AS started_at
    FROM user_interval('infinity', 'infinity', same_before => 'unavailable', is_current => true) i
    GROUP BY i.user_id),
  absence AS (
    SELECT c.team, max(extract(epoch FROM s.as_of - p.started_at)) AS seconds
    FROM s
    CROSS JOIN status c
    JOIN spell p ON p.user_id = c.user_id
    WHERE c.counts_as = 'unavailable'
    GROUP BY c.team),
  waiting AS (
    SELECT u.team, count(*) AS request_count, max(u.wait_seconds) AS seconds
    FROM request_under_way((SELECT n.as_of FROM s n), NULL) u
    WHERE u.response_at IS NULL AND u.closed_at IS NULL AND NOT u.is_abandoned
    GROUP BY u.team),
  -- the window is the last moment before now
  stranded AS (
    SELECT w.team, count(*) AS request_count
    FROM stranded_wait((SELECT n.as_of - interval '1 microsecond' FROM s n), NULL) w
    WHERE w.is_open
    GROUP BY w.team),
  today AS (
    SELECT q.team, count(*) AS request_count,
      count(*) FILTER (WHERE q.is_answered AND q.is_in_time) / nullif(count(q.is_in_time), 0)::double precision AS service_level_ratio
    FROM usable_request() q
    WHERE q.arrived_at >= (SELECT n.day_start FROM s n) AND q.arrived_at <= (SELECT n.as_of FROM s n)
    GROUP BY q.team),
  service AS (
    SELECT p.team FROM service_span((SELECT n.as_of FROM s n), (SELECT n.as_of + interval '1 microsecond' FROM s n)) p),
  -- teams as in coverage_gaps
  gap AS (
    SELECT h.team, min(h.available) < coalesce(min(g.minimum_headcount), 1)
      AND h.team IN (SELECT v.team FROM service v) AS is_open
    FROM (
      SELECT t.team, count(c.user_id) AS available
      FROM team t
      LEFT JOIN status c ON c.team = t.team AND c.counts_as = 'available'
      GROUP BY t.team) h
    LEFT JOIN team_target() g ON g.team = h.team AND (SELECT n.as_of FROM s n) >= g.valid_from AND (SELECT n.as_of FROM s n) < g.valid_to
    WHERE h.team <> '(none)' OR g.team IS NOT NULL OR EXISTS (SELECT FROM service_hours_input() o WHERE o.team = '(none)')
    GROUP BY h.team),
  -- of the day, since a bucket that has just begun has no handle time yet
  bucket AS MATERIALIZED (
    SELECT b.team, b.available_avg, b.engaged_avg, b.required_agents
    FROM staffing_between((SELECT least(n.day_start, n.bucket_start) FROM s n), NULL) b
    -- the buckets of a team are those of its time zone
    WHERE b.bucket_start <= (SELECT n.as_of FROM s n) AND b.bucket_end > (SELECT n.as_of FROM s n))
  SELECT f.name, f.team, f.class, f.value::double precision AS value
  FROM (
    SELECT 'userlogs_users' AS name, h.team, h.class, h.headcount::numeric AS value FROM headcount h
    UNION ALL
    SELECT 'userlogs_distinct_users', NULL, k.class, count(DISTINCT c.user_id) FROM class k LEFT JOIN status c ON c.class = k.class GROUP BY k.class
    UNION ALL
    SELECT 'userlogs_longest_unavailable_seconds', t.team, NULL, coalesce(a.seconds, 0) FROM team t LEFT JOIN absence a ON a.team = t.team
    UNION ALL
    SELECT 'userlogs_waiting_requests', t.team, NULL, coalesce(w.request_count, 0) FROM team t LEFT JOIN waiting w ON w.team = t.team
    UNION ALL
    SELECT 'userlogs_longest_wait_seconds', t.team, NULL, coalesce(w.seconds, 0) FROM team t LEFT JOIN waiting w ON w.team = t.team
    UNION ALL
    -- a request may have been passed to a team of which nothing else is known
    SELECT 'userlogs_stranded_requests', coalesce(t.team, w.team), NULL, coalesce(w.request_count, 0) FROM team t FULL JOIN stranded w ON w.team = t.team
    UNION ALL
    SELECT 'userlogs_today_requests', t.team, NULL, coalesce(d.request_count, 0) FROM team t LEFT JOIN today d ON d.team = t.team
    UNION ALL
    SELECT 'userlogs_today_service_level_ratio', d.team, NULL, d.service_level_ratio::numeric FROM today d
    UNION ALL
    SELECT 'userlogs_coverage_gap_open', g.team, NULL, g.is_open::int FROM gap g
    UNION ALL
    SELECT 'userlogs_bucket_required_users', b.team, NULL, b.required_agents FROM bucket b
    UNION ALL
    SELECT 'userlogs_bucket_available_users', b.team, NULL, b.available_avg::numeric FROM bucket b
    UNION ALL
    SELECT 'userlogs_bucket_engaged_users', b.team, NULL, b.engaged_avg::numeric FROM bucket b
    UNION ALL
    SELECT 'userlogs_last_event_timestamp_seconds', NULL, NULL, extract(epoch FROM max(e.occurred_at)) FROM usable_event() e
    UNION ALL
    SELECT 'userlogs_as_of_timestamp_seconds', NULL, NULL, extract(epoch FROM s.as_of) FROM s) f
  WHERE f.value IS NOT NULL;
END;
COMMENT ON FUNCTION metric_sample() IS
  'Return the figures of metrics, without type and help, one row per figure that is known';
