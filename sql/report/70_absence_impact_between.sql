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
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(absence_impact_between.from_at, absence_impact_between.to_at) r),
  absence AS MATERIALIZED (
    SELECT a.team, a.reason, a.unavailable, a.person_seconds
    FROM w
    CROSS JOIN LATERAL team_absence(w.from_at, w.to_at) a),
  request AS MATERIALIZED (
    SELECT q.team, q.arrived_at, q.is_answered, CASE WHEN q.is_answered THEN q.wait_seconds END AS response_seconds
    FROM w
    JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at),
  -- Only times with somebody unavailable are looked at, hour by hour for a join
  -- by equal hours; the rest is the difference to all requests.
  step AS MATERIALIZED (
    SELECT a.team, a.reason, h.started_at, h.ended_at, h.headcount
    FROM w
    CROSS JOIN absence a
    CROSS JOIN LATERAL userlogs.headcount_steps(a.unavailable, w.from_at, w.to_at) h
    WHERE h.headcount > 0),
  during AS (
    SELECT h.team, h.reason, count(*) AS request_count, count(*) FILTER (WHERE NOT q.is_answered) AS unanswered_count,
      count(q.response_seconds) AS answered_count, sum(q.response_seconds) AS response_seconds
    FROM (
      SELECT t.team, t.reason, t.started_at, t.ended_at, g.hour
      FROM step t
      CROSS JOIN LATERAL generate_series(date_bin('1 hour', t.started_at, 'epoch'), t.ended_at, '1 hour') g(hour)) h
    JOIN (
      SELECT r.team, r.arrived_at, r.is_answered, r.response_seconds, date_bin('1 hour', r.arrived_at, 'epoch') AS hour
      FROM request r) q ON q.team = h.team AND q.hour = h.hour AND q.arrived_at >= h.started_at AND q.arrived_at < h.ended_at
    GROUP BY h.team, h.reason),
  total AS (
    SELECT q.team, count(*) AS request_count, count(*) FILTER (WHERE NOT q.is_answered) AS unanswered_count,
      count(q.response_seconds) AS answered_count, sum(q.response_seconds) AS response_seconds
    FROM request q
    GROUP BY q.team),
  -- the buckets with an answered request, and their mean wait
  response AS MATERIALIZED (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone) AS bucket_start, avg(q.response_seconds) AS wait
    FROM report_setting() s
    CROSS JOIN request q
    WHERE q.response_seconds IS NOT NULL
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone)),
  responses AS (
    SELECT r.team, count(*) AS bucket_count, sum(r.wait) AS wait, sum(r.wait * r.wait) AS wait_squared
    FROM response r
    GROUP BY r.team),
  -- person-seconds of each bucket with any, of those that have answered requests
  presence AS (
    SELECT b.team, b.reason, r.wait, sum(b.person_seconds) AS person_seconds
    FROM (
      SELECT t.team, t.reason, b.bucket_start,
        t.headcount * extract(epoch FROM least(b.bucket_end, t.ended_at) - greatest(b.bucket_start, t.started_at)) AS person_seconds
      FROM report_setting() s
      CROSS JOIN step t
      CROSS JOIN LATERAL userlogs.headcount_buckets(userlogs.headcount '{}', s.bucket_width, t.started_at, t.ended_at, s.time_zone) b) b
    JOIN response r ON r.team = b.team AND r.bucket_start = b.bucket_start
    GROUP BY b.team, b.reason, b.bucket_start, r.wait),
  present AS (
    SELECT p.team, p.reason, sum(p.person_seconds) AS x, sum(p.person_seconds * p.person_seconds) AS xx, sum(p.person_seconds * p.wait) AS xy
    FROM presence p
    GROUP BY p.team, p.reason)
  SELECT a.team, a.reason, a.person_seconds::numeric(18,6),
    coalesce(d.request_count, 0), coalesce(t.request_count, 0) - coalesce(d.request_count, 0),
    (d.response_seconds / nullif(d.answered_count, 0))::numeric(18,6), o.wait::numeric(18,6),
    (d.response_seconds / nullif(d.answered_count, 0) - o.wait)::numeric(18,6),
    d.unanswered_count / nullif(d.request_count, 0)::double precision,
    (t.unanswered_count - coalesce(d.unanswered_count, 0)) / nullif(t.request_count - coalesce(d.request_count, 0), 0)::double precision,
    -- Pearson's correlation; buckets without absence count with 0
    CASE WHEN r.bucket_count * k.xx > k.x * k.x AND r.bucket_count * r.wait_squared > r.wait * r.wait THEN
      greatest(-1, least(1, ((r.bucket_count * k.xy - k.x * r.wait)
        / (sqrt(r.bucket_count * k.xx - k.x * k.x) * sqrt(r.bucket_count * r.wait_squared - r.wait * r.wait)))::double precision)) END,
    coalesce(r.bucket_count, 0)
  FROM absence a
  LEFT JOIN during d ON d.team = a.team AND d.reason = a.reason
  LEFT JOIN total t ON t.team = a.team
  CROSS JOIN LATERAL (
    SELECT (coalesce(t.response_seconds, 0) - coalesce(d.response_seconds, 0)) / nullif(t.answered_count - coalesce(d.answered_count, 0), 0)) o(wait)
  LEFT JOIN responses r ON r.team = a.team
  LEFT JOIN present k ON k.team = a.team AND k.reason = a.reason
  WHERE userlogs.valid_window(absence_impact_between.from_at, absence_impact_between.to_at);
END;
COMMENT ON FUNCTION absence_impact_between(timestamptz, timestamptz) IS
  'Absence and response time in the window [from_at, to_at), which ends now at the latest: the columns of absence_impact. from_at NULL or -infinity: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
