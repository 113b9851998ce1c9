-- absence_impact_between: does a team answer slower while somebody is
-- unavailable for a reason?
--
-- One row per team and reason for which somebody of the team was unavailable
-- in the window [from_at, to_at), which ends now at the latest.

CREATE OR REPLACE FUNCTION absence_impact_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  reason text,
  unavailable_person_seconds numeric,
  requests_during_count bigint,
  requests_otherwise_count bigint,
  response_during_seconds numeric,
  response_otherwise_seconds numeric,
  response_difference_seconds numeric,
  unanswered_during_ratio double precision,
  unanswered_otherwise_ratio double precision,
  correlation double precision,
  bucket_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS (
    SELECT r.from_at, r.to_at FROM report_span(absence_impact_between.from_at, absence_impact_between.to_at) r),
  absence AS MATERIALIZED (
    SELECT a.team, a.reason, a.unavailable, a.person_seconds
    FROM w
    CROSS JOIN LATERAL team_absence(w.from_at, w.to_at) a),
  request AS (
    SELECT q.team, q.arrived_at, q.is_answered, CASE WHEN q.is_answered THEN q.wait_seconds END AS response_seconds,
      userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone) AS bucket_start
    FROM w
    CROSS JOIN report_setting() s
    JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at),
  compared AS (
    SELECT r.team, r.reason,
      count(*) FILTER (WHERE r.present > 0) AS during_count,
      count(*) FILTER (WHERE r.present = 0) AS otherwise_count,
      avg(r.response_seconds) FILTER (WHERE r.present > 0) AS during_seconds,
      avg(r.response_seconds) FILTER (WHERE r.present = 0) AS otherwise_seconds,
      count(*) FILTER (WHERE r.present > 0 AND NOT r.is_answered) AS during_unanswered,
      count(*) FILTER (WHERE r.present = 0 AND NOT r.is_answered) AS otherwise_unanswered
    FROM (
      SELECT a.team, a.reason, q.is_answered, q.response_seconds, userlogs.headcount_at(a.unavailable, q.arrived_at) AS present
      FROM absence a
      JOIN request q ON q.team = a.team
      -- once a request, and no row carries the headcount on
      OFFSET 0) r
    GROUP BY r.team, r.reason),
  correlated AS (
    -- in order, as floating-point sums depend on it
    SELECT a.team, a.reason, corr(r.response_seconds, b.person_seconds::double precision ORDER BY b.bucket_start) AS correlation, count(*) AS bucket_count
    FROM w
    CROSS JOIN report_setting() s
    CROSS JOIN absence a
    CROSS JOIN LATERAL userlogs.headcount_buckets(a.unavailable, s.bucket_width, w.from_at, w.to_at, s.time_zone) b
    JOIN (
      SELECT q.team, q.bucket_start, avg(q.response_seconds)::double precision AS response_seconds
      FROM request q
      WHERE q.response_seconds IS NOT NULL
      GROUP BY q.team, q.bucket_start) r ON r.team = a.team AND r.bucket_start = b.bucket_start
    GROUP BY a.team, a.reason)
  SELECT a.team, a.reason, a.person_seconds::numeric(18,6),
    coalesce(c.during_count, 0), coalesce(c.otherwise_count, 0),
    c.during_seconds::numeric(18,6), c.otherwise_seconds::numeric(18,6), (c.during_seconds - c.otherwise_seconds)::numeric(18,6),
    c.during_unanswered / nullif(c.during_count, 0)::double precision,
    c.otherwise_unanswered / nullif(c.otherwise_count, 0)::double precision,
    k.correlation, coalesce(k.bucket_count, 0)
  FROM absence a
  LEFT JOIN compared c ON c.team = a.team AND c.reason = a.reason
  LEFT JOIN correlated k ON k.team = a.team AND k.reason = a.reason;
END;
COMMENT ON FUNCTION absence_impact_between(timestamptz, timestamptz) IS
  'Absence and response time in the window [from_at, to_at), which ends now at the latest: the columns of absence_impact. from_at NULL or -infinity: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
