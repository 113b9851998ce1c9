-- staffing_between: were there enough people for the requests that came?
--
-- One row per team and bucket of setting.bucket_width that overlaps the window
-- [from_at, to_at), which ends now at the latest.

CREATE OR REPLACE FUNCTION staffing_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  bucket_start timestamptz,
  bucket_end timestamptz,
  local_start timestamp,
  time_zone text,
  available_min bigint,
  available_avg double precision,
  available_max bigint,
  available_person_seconds numeric,
  busy_person_seconds numeric,
  occupancy_ratio double precision,
  request_count bigint,
  aht_seconds numeric,
  required_agents bigint,
  required_rostered bigint,
  gap_agents double precision,
  understaffed_person_seconds numeric,
  overstaffed_person_seconds numeric)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH span AS (
    -- in the future: empty; reversed: still reversed, which is an error below
    SELECT CASE WHEN staffing_between.from_at IS NULL THEN least(r.from_at, staffing_between.to_at, r.to_at) ELSE least(staffing_between.from_at, r.to_at) END AS from_at,
      least(staffing_between.to_at, r.to_at) AS to_at
    FROM report_span() r),
  bucket AS (
    SELECT t.team, b.bucket_start, b.bucket_end, b.headcount_min, b.headcount_max, b.headcount_avg, b.person_seconds,
      greatest(b.bucket_start, w.from_at) AS clipped_start, least(b.bucket_end, w.to_at) AS clipped_end,
      s.as_of, s.time_zone
    FROM span w
    CROSS JOIN report_setting() s
    CROSS JOIN team_headcount() t
    CROSS JOIN LATERAL userlogs.headcount_buckets(t.available, s.bucket_width, w.from_at, w.to_at, s.time_zone) b),
  request AS (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone) AS bucket_start,
      count(*) AS request_count, avg(q.handle_seconds) AS aht_seconds
    FROM span w
    CROSS JOIN report_setting() s
    CROSS JOIN usable_request() q
    WHERE q.arrived_at >= w.from_at AND q.arrived_at < w.to_at
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone)),
  -- where no request of a bucket has been handled yet, those of the window
  usual AS (
    SELECT q.team, avg(q.handle_seconds) AS aht_seconds
    FROM span w
    CROSS JOIN usable_request() q
    WHERE q.arrived_at >= w.from_at AND q.arrived_at < w.to_at
    GROUP BY q.team),
  busy AS (
    SELECT t.team, b.bucket_start, b.person_seconds
    FROM span w
    CROSS JOIN report_setting() s
    CROSS JOIN team_busy() t
    CROSS JOIN LATERAL userlogs.headcount_buckets(t.busy, s.bucket_width, w.from_at, w.to_at, s.time_zone) b),
  -- apart, so that no row above carries the headcount of its team
  demand AS MATERIALIZED (
    SELECT b.team, b.bucket_start, b.bucket_end, b.clipped_start, b.clipped_end, b.time_zone,
      b.headcount_min, b.headcount_avg, b.headcount_max, b.person_seconds, coalesce(y.person_seconds, 0) AS busy_seconds,
      coalesce(q.request_count, 0) AS request_count, coalesce(q.aht_seconds, u.aht_seconds) AS aht_seconds, n.agents, g.shrinkage
    FROM bucket b
    LEFT JOIN request q ON q.team = b.team AND q.bucket_start = b.bucket_start
    LEFT JOIN usual u ON u.team = b.team
    LEFT JOIN busy y ON y.team = b.team AND y.bucket_start = b.bucket_start
    LEFT JOIN team_target() g ON g.team = b.team
    LEFT JOIN (
      SELECT DISTINCT p.team, k.bucket_start, true AS is_service
      FROM span w
      CROSS JOIN LATERAL service_span(w.from_at, w.to_at) p
      JOIN bucket k ON k.team = p.team AND k.clipped_start < p.span_end AND k.clipped_end > p.span_start
    ) h ON h.team = b.team AND h.bucket_start = b.bucket_start
    CROSS JOIN LATERAL (
      SELECT CASE WHEN q.request_count IS NULL THEN 0
        -- of a bucket that now cuts the rest is still to come
        ELSE userlogs.agents_required(q.request_count::double precision,
          CASE WHEN b.clipped_end < b.as_of THEN b.clipped_end ELSE b.bucket_end END - b.clipped_start,
          coalesce(q.aht_seconds, u.aht_seconds)::double precision * interval '1 second', g.answer_within, g.service_level,
          coalesce(g.max_occupancy, 1)) END
      OFFSET 0) e(agents)
    CROSS JOIN LATERAL (
      SELECT greatest(e.agents, CASE WHEN e.agents IS NOT NULL AND h.is_service THEN g.minimum_headcount END)::bigint) n(agents))
  SELECT b.team, b.bucket_start, b.bucket_end, b.bucket_start AT TIME ZONE b.time_zone, b.time_zone,
    b.headcount_min, b.headcount_avg, b.headcount_max, b.person_seconds, b.busy_seconds,
    (b.busy_seconds / nullif(b.person_seconds, 0))::double precision,
    b.request_count, b.aht_seconds::numeric(18,6), b.agents,
    -- rounded before it is rounded up, since 1 / (1 - 0.8) is a little more than 5
    ceil((b.agents / (1 - coalesce(b.shrinkage, 0)))::numeric(18,6))::bigint,
    b.headcount_avg - b.agents,
    d.deficit_seconds,
    b.person_seconds - b.agents * extract(epoch FROM b.clipped_end - b.clipped_start) + d.deficit_seconds
  FROM demand b
  JOIN team_headcount() t ON t.team = b.team
  CROSS JOIN LATERAL (
    SELECT CASE WHEN b.agents IS NOT NULL THEN coalesce((
      SELECT sum(p.deficit_seconds) FROM userlogs.headcount_gaps(t.available, b.agents, b.clipped_start, b.clipped_end) p), 0) END
    OFFSET 0) d(deficit_seconds);
END;
COMMENT ON FUNCTION staffing_between(timestamptz, timestamptz) IS
  'Staffing against demand in the window [from_at, to_at), which ends now at the latest: the columns of staffing. from_at NULL: from the first local day with an event or request on; to_at NULL: up to now. A bucket that the window covers in part counts for that part. Error invalid_parameter_value (from_at after to_at)';
