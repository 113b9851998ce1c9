-- absence_impact: does a team answer more slowly while a user is unavailable
-- for a reason?
--
-- One row per team and reason for which a user of the team was unavailable in
-- the window [from_at, to_at), up to now.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.
-- key: team, reason

CREATE OR REPLACE FUNCTION absence_impact_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  reason text,
  unavailable_person_seconds numeric(18,6),
  requests_during_count bigint,
  requests_otherwise_count bigint,
  response_during_seconds numeric(18,6),
  response_otherwise_seconds numeric(18,6),
  response_difference_seconds numeric(18,6),
  unanswered_during_ratio double precision,
  unanswered_otherwise_ratio double precision,
  correlation double precision,
  bucket_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(absence_impact_between.from_at, absence_impact_between.to_at) r),
  absence AS MATERIALIZED (
    SELECT row_number() OVER () AS absence_id, a.team, a.reason, a.unavailable, a.person_seconds
    FROM team_absence(absence_impact_between.from_at, absence_impact_between.to_at) a),
  request AS MATERIALIZED (
    SELECT q.team, q.arrived_at, q.is_answered, CASE WHEN q.is_answered THEN q.wait_seconds END AS response_seconds
    FROM w
    JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at),
  -- the buckets with an answered request, and their mean wait
  response AS MATERIALIZED (
    SELECT r.team, r.bucket_start, r.wait, extract(epoch FROM userlogs.bucket_end(r.bucket_start, s.bucket_width, s.time_zone) - r.bucket_start) AS seconds
    FROM report_setting() s
    CROSS JOIN (
      SELECT q.team, userlogs.bucket_start(q.arrived_at, k.bucket_width, k.time_zone) AS bucket_start, avg(q.response_seconds) AS wait
      FROM report_setting() k
      CROSS JOIN request q
      WHERE q.response_seconds IS NOT NULL
      GROUP BY q.team, userlogs.bucket_start(q.arrived_at, k.bucket_width, k.time_zone)) r),
  -- Only times with a user unavailable are computed: the rest is the difference
  -- from the total.
  step AS MATERIALIZED (
    SELECT a.absence_id, a.team, h.started_at, h.ended_at, h.headcount,
      userlogs.bucket_start(h.started_at, s.bucket_width, s.time_zone) AS first_start,
      userlogs.bucket_end(h.started_at, s.bucket_width, s.time_zone) AS first_end,
      userlogs.bucket_start(h.ended_at, s.bucket_width, s.time_zone) AS last_start
    FROM w
    CROSS JOIN report_setting() s
    CROSS JOIN absence a
    CROSS JOIN LATERAL userlogs.headcount_steps(a.unavailable, w.from_at, w.to_at) h
    WHERE h.headcount > 0),
  -- Requests that arrived, and buckets that began, before the end of each step,
  -- minus those before its start, in one pass in order of time.  The cost of a
  -- join would depend on the planner's estimates.
  during AS (
    SELECT p.absence_id, sum(p.sign * p.request_count) AS request_count, sum(p.sign * p.answered_count) AS answered_count,
      sum(p.sign * p.response_seconds) AS response_seconds, sum(p.sign * p.headcount * p.seconds) AS x,
      sum(p.sign * p.headcount * p.headcount * p.seconds_squared) AS xx, sum(p.sign * p.headcount * p.wait) AS xy
    FROM (
      SELECT e.absence_id, e.sign, e.headcount, count(e.is_answered) OVER earlier AS request_count,
        count(e.response_seconds) OVER earlier AS answered_count,
        coalesce(sum(e.response_seconds) OVER earlier, 0) AS response_seconds,
        coalesce(sum(e.seconds) OVER earlier, 0) AS seconds,
        coalesce(sum(e.seconds * e.seconds) OVER earlier, 0) AS seconds_squared,
        coalesce(sum(e.seconds * e.wait) OVER earlier, 0) AS wait
      FROM (
        SELECT t.team, t.started_at AS at, -1 AS sign, t.absence_id, t.headcount, NULL::boolean AS is_answered,
          NULL::numeric AS response_seconds, NULL::numeric AS seconds, NULL::numeric AS wait
        FROM step t
        UNION ALL
        SELECT t.team, t.ended_at, 1, t.absence_id, t.headcount, NULL, NULL, NULL, NULL
        FROM step t
        UNION ALL
        SELECT q.team, q.arrived_at, NULL, NULL, NULL, q.is_answered, q.response_seconds, NULL, NULL
        FROM request q
        UNION ALL
        SELECT r.team, r.bucket_start, NULL, NULL, NULL, NULL, NULL, r.seconds, r.wait
        FROM response r) e
      -- steps sort before other rows of the same time
      WINDOW earlier AS (PARTITION BY e.team ORDER BY e.at, e.sign ROWS UNBOUNDED PRECEDING)) p
    WHERE p.sign IS NOT NULL
    GROUP BY p.absence_id),
  -- For the buckets that a step covers in part: the person-seconds, and the
  -- number absent at the start, with which "during" has counted the whole
  -- bucket.
  edge AS (
    SELECT e.absence_id, e.team, e.bucket_start, sum(e.headcount * extract(epoch FROM e.ended_at - e.started_at)) AS person_seconds,
      max(e.first_headcount) AS first_headcount
    FROM (
      SELECT t.absence_id, t.team, t.first_start AS bucket_start, t.started_at, least(t.first_end, t.ended_at) AS ended_at, t.headcount,
        bigint '0' AS first_headcount
      FROM step t
      WHERE t.first_start < t.started_at
      UNION ALL
      SELECT t.absence_id, t.team, t.last_start, t.last_start, t.ended_at, t.headcount, t.headcount
      FROM step t
      WHERE t.last_start >= t.started_at AND t.last_start < t.ended_at) e
    GROUP BY e.absence_id, e.team, e.bucket_start),
  -- FULL JOIN, because it cannot be planned as a nested loop
  part AS (
    SELECT e.absence_id, sum(e.person_seconds - e.first_headcount * r.seconds) AS x,
      sum((e.person_seconds - e.first_headcount * r.seconds) * (e.person_seconds + e.first_headcount * r.seconds)) AS xx,
      sum((e.person_seconds - e.first_headcount * r.seconds) * r.wait) AS xy
    FROM edge e
    FULL JOIN response r ON r.team = e.team AND r.bucket_start = e.bucket_start
    GROUP BY e.absence_id),
  total AS (
    SELECT q.team, count(*) AS request_count, count(q.response_seconds) AS answered_count, sum(q.response_seconds) AS response_seconds
    FROM request q
    GROUP BY q.team),
  responses AS (
    SELECT r.team, count(*) AS bucket_count, sum(r.wait) AS wait, sum(r.wait * r.wait) AS wait_squared
    FROM response r
    GROUP BY r.team)
  SELECT a.team, a.reason, a.person_seconds::numeric(18,6) AS unavailable_person_seconds,
    coalesce(d.request_count, 0)::bigint AS requests_during_count,
    (coalesce(t.request_count, 0) - coalesce(d.request_count, 0))::bigint AS requests_otherwise_count,
    (d.response_seconds / nullif(d.answered_count, 0))::numeric(18,6) AS response_during_seconds, o.wait::numeric(18,6) AS response_otherwise_seconds,
    (d.response_seconds / nullif(d.answered_count, 0) - o.wait)::numeric(18,6) AS response_difference_seconds,
    ((d.request_count - d.answered_count) / nullif(d.request_count, 0))::double precision AS unanswered_during_ratio,
    ((t.request_count - t.answered_count - coalesce(d.request_count - d.answered_count, 0)) / nullif(t.request_count - coalesce(d.request_count, 0), 0))::double precision AS unanswered_otherwise_ratio,
    -- Pearson correlation; buckets without absence count as 0
    CASE WHEN r.bucket_count * k.xx > k.x * k.x AND r.bucket_count * r.wait_squared > r.wait * r.wait THEN
      greatest(-1, least(1, ((r.bucket_count * k.xy - k.x * r.wait)
        / (sqrt(r.bucket_count * k.xx - k.x * k.x) * sqrt(r.bucket_count * r.wait_squared - r.wait * r.wait)))::double precision)) END AS correlation,
    coalesce(r.bucket_count, 0) AS bucket_count
  FROM absence a
  LEFT JOIN during d ON d.absence_id = a.absence_id
  LEFT JOIN total t ON t.team = a.team
  CROSS JOIN LATERAL (
    SELECT (coalesce(t.response_seconds, 0) - coalesce(d.response_seconds, 0)) / nullif(t.answered_count - coalesce(d.answered_count, 0), 0)) o(wait)
  LEFT JOIN responses r ON r.team = a.team
  LEFT JOIN part p ON p.absence_id = a.absence_id
  CROSS JOIN LATERAL (
    SELECT coalesce(d.x, 0) + coalesce(p.x, 0), coalesce(d.xx, 0) + coalesce(p.xx, 0), coalesce(d.xy, 0) + coalesce(p.xy, 0)) k(x, xx, xy)
  WHERE userlogs.valid_window(absence_impact_between.from_at, absence_impact_between.to_at);
END;
COMMENT ON FUNCTION absence_impact_between(timestamptz, timestamptz) IS
  'Return absence_impact for the window [from_at, to_at), up to now. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW absence_impact IS
  'Absence and response time. One row per team and reason for which a user was unavailable; key (team, reason). A difference or correlation does not prove that the absence was the cause: both may follow the time of day or the load, requests queue, and with few buckets it is chance. A filter on time reads everything: for a window take absence_impact_between';
COMMENT ON COLUMN absence_impact.team IS 'Team; (none): no team';
COMMENT ON COLUMN absence_impact.reason IS 'Label of the reason, one for all spellings: that of reason_class if it has capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN absence_impact.unavailable_person_seconds IS 'Total time of the users of the team unavailable for the reason, seconds; person-hours are this / 3600';
COMMENT ON COLUMN absence_impact.requests_during_count IS 'Requests that arrived while at least one user was unavailable for the reason';
COMMENT ON COLUMN absence_impact.requests_otherwise_count IS 'Requests that arrived at other times';
COMMENT ON COLUMN absence_impact.response_during_seconds IS 'Mean wait of the answered requests among requests_during_count, seconds; NULL if none';
COMMENT ON COLUMN absence_impact.response_otherwise_seconds IS 'Mean wait of the answered requests among requests_otherwise_count, seconds; NULL if none';
COMMENT ON COLUMN absence_impact.response_difference_seconds IS 'response_during_seconds - response_otherwise_seconds';
COMMENT ON COLUMN absence_impact.unanswered_during_ratio IS 'Fraction of requests_during_count without a response, from 0 to 1; NULL if that is 0';
COMMENT ON COLUMN absence_impact.unanswered_otherwise_ratio IS 'Fraction of requests_otherwise_count without a response, from 0 to 1; NULL if that is 0';
COMMENT ON COLUMN absence_impact.correlation IS 'Pearson correlation, over the buckets of setting.bucket_width with an answered request, of the person-seconds unavailable for the reason with the mean wait, from -1 to 1; NULL with fewer than two buckets, or if either is constant';
COMMENT ON COLUMN absence_impact.bucket_count IS 'Number of buckets used for correlation';
