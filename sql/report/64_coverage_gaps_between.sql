-- coverage_gaps_between: when were fewer available than there had to be, who
-- had left, and what did it cost?
--
-- One row per team and longest span within its service hours and the window
-- [from_at, to_at) with fewer available than target.minimum_headcount.

CREATE OR REPLACE FUNCTION coverage_gaps_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  started_at timestamptz,
  ended_at timestamptz,
  local_start timestamp,
  local_end timestamp,
  time_zone text,
  duration interval,
  duration_seconds numeric,
  minimum_headcount bigint,
  available_min bigint,
  deficit_person_seconds numeric,
  left_by text,
  left_reason text,
  request_count bigint,
  unanswered_count bigint,
  late_count bigint,
  is_open boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS (
    SELECT r.from_at, r.to_at FROM report_span(coverage_gaps_between.from_at, coverage_gaps_between.to_at) r),
  gap AS MATERIALIZED (
    SELECT p.team, g.started_at, g.ended_at, g.headcount_min, g.deficit_seconds, m.minimum
    FROM w
    CROSS JOIN LATERAL service_span(w.from_at, w.to_at) p
    JOIN team_headcount() t ON t.team = p.team
    LEFT JOIN team_target() g0 ON g0.team = p.team
    CROSS JOIN LATERAL (SELECT coalesce(g0.minimum_headcount, 1)) m(minimum)
    CROSS JOIN LATERAL userlogs.headcount_gaps(t.available, m.minimum, p.span_start, p.span_end) g
    -- who is in no team is missed only if somebody expects something of them
    WHERE p.team <> '(none)' OR g0.team IS NOT NULL OR EXISTS (SELECT FROM service_hours_input() o WHERE o.team = '(none)')),
  -- the intervals that end or begin with a gap
  touching AS MATERIALIZED (
    SELECT i.team, i.user_id, i.class, i.reason, i.start_cause, i.clipped_start, i.clipped_end
    FROM w
    -- who left at from_at was there before
    CROSS JOIN LATERAL team_interval(CASE WHEN w.from_at > '0001-01-01 BC' THEN w.from_at - interval '1 microsecond' ELSE '-infinity' END, w.to_at) i
    WHERE (i.team, i.clipped_end) IN (SELECT g.team, g.started_at FROM gap g)
      OR (i.team, i.clipped_start) IN (SELECT g.team, g.started_at FROM gap g)),
  -- who went from available to anything else at that moment
  leaver AS (
    SELECT a.team, a.clipped_end AS started_at,
      string_agg(DISTINCT coalesce(u.name, a.user_id::text), ', ' ORDER BY coalesce(u.name, a.user_id::text)) AS left_by,
      string_agg(DISTINCT r.reason, ', ' ORDER BY r.reason) AS left_reason
    FROM touching a
    LEFT JOIN touching n ON n.team = a.team AND n.user_id = a.user_id AND n.clipped_start = a.clipped_end
    LEFT JOIN user_label() u ON u.user_id = a.user_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN n.team IS NULL THEN '(left the team)' WHEN n.start_cause IN ('capped', 'lost') THEN '(' || n.start_cause || ')'
        ELSE coalesce(n.reason, '(none)') END) r(reason)
    WHERE a.class = 'available' AND n.class IS DISTINCT FROM 'available'
    GROUP BY a.team, a.clipped_end),
  -- each request with the last gap before it, in one pass in order of time
  placed AS (
    SELECT x.team, x.is_request, x.is_answered, x.is_in_time, x.at,
      max(x.gap_start) OVER earlier AS started_at,
      max(x.gap_end) OVER earlier AS ended_at
    FROM (
      SELECT g.team, g.started_at AS at, false AS is_request, g.started_at AS gap_start, g.ended_at AS gap_end,
        NULL::boolean AS is_answered, NULL::boolean AS is_in_time
      FROM gap g
      UNION ALL
      SELECT q.team, q.arrived_at, true, NULL, NULL, q.is_answered, q.is_in_time
      FROM w JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at) x
    WINDOW earlier AS (PARTITION BY x.team ORDER BY x.at, x.is_request ROWS UNBOUNDED PRECEDING)),
  request AS (
    SELECT p.team, p.started_at, count(*) AS request_count,
      count(*) FILTER (WHERE NOT p.is_answered) AS unanswered_count,
      count(*) FILTER (WHERE NOT p.is_in_time) AS late_count
    FROM placed p
    WHERE p.is_request AND p.at < p.ended_at
    GROUP BY p.team, p.started_at)
  SELECT g.team, g.started_at, g.ended_at, g.started_at AT TIME ZONE s.time_zone, g.ended_at AT TIME ZONE s.time_zone, s.time_zone,
    extract(epoch FROM g.ended_at - g.started_at) * interval '1 second',
    extract(epoch FROM g.ended_at - g.started_at)::numeric(18,6),
    g.minimum, g.headcount_min, g.deficit_seconds, l.left_by, l.left_reason,
    coalesce(q.request_count, 0), coalesce(q.unanswered_count, 0), coalesce(q.late_count, 0),
    g.ended_at = s.as_of
  FROM gap g
  CROSS JOIN report_setting() s
  LEFT JOIN leaver l ON l.team = g.team AND l.started_at = g.started_at
  LEFT JOIN request q ON q.team = g.team AND q.started_at = g.started_at;
END;
COMMENT ON FUNCTION coverage_gaps_between(timestamptz, timestamptz) IS
  'Coverage gaps in the window [from_at, to_at), which ends now at the latest: the columns of coverage_gaps. from_at NULL or -infinity: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
