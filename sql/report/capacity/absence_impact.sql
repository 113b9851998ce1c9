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
  bucket_count bigint,
  unanswered_during_count bigint,
  unanswered_otherwise_count bigint,
  adjusted_difference_seconds numeric(18,6),
  matched_request_count bigint,
  unmatched_request_count bigint,
  matched_hour_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at, greatest(r.to_at, least(wait_bound(absence_impact_between.to_at), (SELECT e.as_of FROM report_end() e))) AS bound_at
    FROM report_span(absence_impact_between.from_at, absence_impact_between.to_at) r),
  absence AS MATERIALIZED (
    SELECT row_number() OVER () AS absence_id, a.team, a.reason, a.unavailable, p.person_seconds, p.periods
    FROM team_absence(absence_impact_between.from_at, wait_bound(absence_impact_between.to_at)) a
    CROSS JOIN LATERAL (
      SELECT range_agg(tstzrange(h.started_at, h.ended_at)),
        sum(h.headcount * extract(epoch FROM least(h.ended_at, w.to_at) - h.started_at)) FILTER (WHERE h.started_at < w.to_at)
      FROM w
      CROSS JOIN LATERAL userlogs.headcount_steps(a.unavailable, w.from_at, w.bound_at) h
      WHERE h.headcount > 0
      OFFSET 0) p(periods, person_seconds)
    WHERE p.person_seconds > 0),
  -- at the time at which it begins to wait
  request AS MATERIALIZED (
    SELECT q.team, q.wait_start AS arrived_at, q.is_answered, CASE WHEN q.is_answered THEN q.wait_seconds END AS response_seconds
    FROM w
    JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at),
  -- the buckets in which answered requests began to wait within the window, and
  -- their mean wait
  response AS MATERIALIZED (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, coalesce(z.time_zone, s.time_zone)) AS bucket_start, avg(q.response_seconds) AS wait
    FROM w
    CROSS JOIN report_setting() s
    CROSS JOIN request q
    LEFT JOIN team_zone() z ON z.team = q.team
    WHERE q.response_seconds IS NOT NULL AND q.arrived_at < w.to_at
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, coalesce(z.time_zone, s.time_zone))),
  -- Requests that arrived before the end of each period, minus those before its
  -- start, in one pass in order of time.  The cost of a join would depend on the
  -- planner's estimates.
  during AS (
    SELECT p.absence_id, sum(p.sign * p.request_count) AS request_count, sum(p.sign * p.answered_count) AS answered_count,
      sum(p.sign * p.response_seconds) AS response_seconds
    FROM (
      SELECT e.absence_id, e.sign, count(e.is_answered) OVER earlier AS request_count,
        count(e.response_seconds) OVER earlier AS answered_count,
        coalesce(sum(e.response_seconds) OVER earlier, 0) AS response_seconds
      FROM (
        SELECT a.team, lower(n.period) AS at, -1 AS sign, a.absence_id, NULL::boolean AS is_answered, NULL::numeric AS response_seconds
        FROM absence a
        CROSS JOIN LATERAL unnest(a.periods) n(period)
        UNION ALL
        SELECT a.team, upper(n.period), 1, a.absence_id, NULL, NULL
        FROM absence a
        CROSS JOIN LATERAL unnest(a.periods) n(period)
        UNION ALL
        SELECT q.team, q.arrived_at, NULL, NULL, q.is_answered, q.response_seconds
        FROM request q) e
      -- periods sort before requests of the same time
      WINDOW earlier AS (PARTITION BY e.team ORDER BY e.at, e.sign ROWS UNBOUNDED PRECEDING)) p
    WHERE p.sign IS NOT NULL
    GROUP BY p.absence_id),
  -- Only buckets with a user unavailable are computed: in the others nobody was.
  part AS (
    SELECT a.absence_id, a.team, b.bucket_start, sum(b.person_seconds) AS person_seconds
    FROM w
    CROSS JOIN report_setting() s
    CROSS JOIN absence a
    LEFT JOIN team_zone() z ON z.team = a.team
    CROSS JOIN LATERAL unnest(a.periods) n(period)
    CROSS JOIN LATERAL userlogs.headcount_buckets(a.unavailable, s.bucket_width, least(lower(n.period), w.to_at), least(upper(n.period), w.to_at),
      coalesce(z.time_zone, s.time_zone)) b
    -- two periods may share a bucket
    GROUP BY a.absence_id, a.team, b.bucket_start),
  covered AS (
    SELECT p.absence_id, sum(p.person_seconds) AS x, sum(p.person_seconds * p.person_seconds) AS xx, sum(p.person_seconds * r.wait) AS xy
    FROM part p
    -- FULL JOIN, because it cannot be planned as a nested loop
    FULL JOIN response r ON r.team = p.team AND r.bucket_start = p.bucket_start
    -- not "IS NOT NULL", which would reduce the full join
    WHERE coalesce(r.wait, -1) >= 0
    GROUP BY p.absence_id),
  total AS (
    SELECT q.team, count(*) AS request_count, count(q.response_seconds) AS answered_count, sum(q.response_seconds) AS response_seconds
    FROM request q
    GROUP BY q.team),
  -- by hour of the week on the local clock: 24 is Monday at midnight
  weekly AS MATERIALIZED (
    SELECT q.team, q.arrived_at, q.response_seconds, (extract(isodow FROM l.at) * 24 + extract(hour FROM l.at))::int AS hour,
      date_bin('1 hour', q.arrived_at, 'epoch') AS utc_hour
    FROM report_setting() s
    CROSS JOIN request q
    LEFT JOIN team_zone() z ON z.team = q.team
    CROSS JOIN LATERAL (SELECT userlogs.local_time(q.arrived_at, coalesce(z.time_zone, s.time_zone)) OFFSET 0) l(at)
    WHERE q.response_seconds IS NOT NULL),
  weekly_total AS (
    SELECT q.team, q.hour, count(*) AS request_count, sum(q.response_seconds) AS response_seconds
    FROM weekly q
    GROUP BY q.team, q.hour),
  slice AS (
    SELECT a.absence_id, a.team, lower(n.period) AS started_at, upper(n.period) AS ended_at, h.utc_hour
    FROM absence a
    CROSS JOIN LATERAL unnest(a.periods) n(period)
    CROSS JOIN LATERAL userlogs.local_buckets(lower(n.period), upper(n.period), interval '1 hour', 'UTC'::text, interval '0') h(utc_hour)),
  weekly_during AS (
    SELECT d.absence_id, d.team, d.hour, count(*) AS request_count, sum(d.response_seconds) AS response_seconds
    FROM (
      -- a join on equal hours; FULL JOIN for the same reason as above
      SELECT a.absence_id, q.team, q.hour, q.response_seconds
      FROM slice a
      FULL JOIN weekly q ON q.team = a.team AND q.utc_hour = a.utc_hour
      -- coalesce(), so that it stays a full join
      WHERE coalesce(q.arrived_at >= a.started_at AND q.arrived_at < a.ended_at, false)) d
    GROUP BY d.absence_id, d.team, d.hour),
  -- the difference in each hour of the week that has both, weighted with the
  -- requests during the absence (direct standardization)
  adjusted AS (
    SELECT d.absence_id,
      sum(d.response_seconds - d.request_count * o.response_seconds / o.request_count) FILTER (WHERE o.request_count > 0) AS difference_seconds,
      coalesce(sum(d.request_count) FILTER (WHERE o.request_count > 0), 0) AS matched_count,
      coalesce(sum(d.request_count) FILTER (WHERE o.request_count IS NULL), 0) AS unmatched_count,
      count(*) FILTER (WHERE o.request_count > 0) AS hour_count
    FROM weekly_during d
    JOIN weekly_total t ON t.team = d.team AND t.hour = d.hour
    CROSS JOIN LATERAL (SELECT nullif(t.request_count - d.request_count, 0), t.response_seconds - d.response_seconds) o(request_count, response_seconds)
    GROUP BY d.absence_id),
  responses AS (
    SELECT r.team, count(*) AS bucket_count, sum(r.wait) AS wait, sum(r.wait * r.wait) AS wait_squared
    FROM response r
    GROUP BY r.team)
  SELECT a.team, a.reason, a.person_seconds::numeric(18,6) AS unavailable_person_seconds,
    n.during::bigint AS requests_during_count, n.otherwise::bigint AS requests_otherwise_count,
    (d.response_seconds / nullif(d.answered_count, 0))::numeric(18,6) AS response_during_seconds, n.wait_otherwise::numeric(18,6) AS response_otherwise_seconds,
    (d.response_seconds / nullif(d.answered_count, 0) - n.wait_otherwise)::numeric(18,6) AS response_difference_seconds,
    (n.unanswered_during / nullif(n.during, 0))::double precision AS unanswered_during_ratio,
    (n.unanswered_otherwise / nullif(n.otherwise, 0))::double precision AS unanswered_otherwise_ratio,
    -- Pearson correlation; buckets without absence count as 0
    CASE WHEN r.bucket_count * k.xx > k.x * k.x AND r.bucket_count * r.wait_squared > r.wait * r.wait THEN
      greatest(-1, least(1, ((r.bucket_count * k.xy - k.x * r.wait)
        / (sqrt(r.bucket_count * k.xx - k.x * k.x) * sqrt(r.bucket_count * r.wait_squared - r.wait * r.wait)))::double precision)) END AS correlation,
    coalesce(r.bucket_count, 0) AS bucket_count,
    n.unanswered_during::bigint AS unanswered_during_count, n.unanswered_otherwise::bigint AS unanswered_otherwise_count,
    (j.difference_seconds / j.matched_count)::numeric(18,6) AS adjusted_difference_seconds, coalesce(j.matched_count, 0)::bigint AS matched_request_count,
    coalesce(j.unmatched_count, 0)::bigint AS unmatched_request_count, coalesce(j.hour_count, 0) AS matched_hour_count
  FROM absence a
  LEFT JOIN during d ON d.absence_id = a.absence_id
  LEFT JOIN total t ON t.team = a.team
  CROSS JOIN LATERAL (
    SELECT coalesce(d.request_count, 0), coalesce(t.request_count, 0) - coalesce(d.request_count, 0),
      coalesce(d.request_count - d.answered_count, 0),
      coalesce(t.request_count - t.answered_count, 0) - coalesce(d.request_count - d.answered_count, 0),
      (coalesce(t.response_seconds, 0) - coalesce(d.response_seconds, 0)) / nullif(t.answered_count - coalesce(d.answered_count, 0), 0)
    ) n(during, otherwise, unanswered_during, unanswered_otherwise, wait_otherwise)
  LEFT JOIN responses r ON r.team = a.team
  LEFT JOIN adjusted j ON j.absence_id = a.absence_id
  LEFT JOIN covered c ON c.absence_id = a.absence_id
  CROSS JOIN LATERAL (
    SELECT coalesce(c.x, 0), coalesce(c.xx, 0), coalesce(c.xy, 0)) k(x, xx, xy)
  WHERE userlogs.valid_window(absence_impact_between.from_at, absence_impact_between.to_at);
END;
COMMENT ON FUNCTION absence_impact_between(timestamptz, timestamptz) IS
  'Return absence_impact for the window [from_at, to_at), up to now. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW absence_impact IS
  'Absence and response time. One row per team and reason for which a user was unavailable; key (team, reason). A difference or correlation does not prove that the absence was the cause: both may follow the time of day or the load, requests queue, and with few buckets it is chance. A filter on time reads everything: for a window take absence_impact_between';
COMMENT ON COLUMN absence_impact.team IS 'Team; (none): no team';
COMMENT ON COLUMN absence_impact.reason IS 'Label of the reason, one for all spellings: that of reason_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN absence_impact.unavailable_person_seconds IS 'Total time of the users of the team unavailable for the reason, seconds; person-hours are this / 3600';
COMMENT ON COLUMN absence_impact.requests_during_count IS 'Requests that began to wait, on the clock of their target, while at least one user was unavailable for the reason';
COMMENT ON COLUMN absence_impact.requests_otherwise_count IS 'Requests that began to wait at other times';
COMMENT ON COLUMN absence_impact.response_during_seconds IS 'Mean wait of the answered requests among requests_during_count, on the clock of their target, seconds; NULL if none';
COMMENT ON COLUMN absence_impact.response_otherwise_seconds IS 'Mean wait of the answered requests among requests_otherwise_count, on the clock of their target, seconds; NULL if none';
COMMENT ON COLUMN absence_impact.response_difference_seconds IS 'response_during_seconds - response_otherwise_seconds: compares different hours, so what differs by the hour of the week is in it, too; see adjusted_difference_seconds';
COMMENT ON COLUMN absence_impact.unanswered_during_ratio IS 'unanswered_during_count / requests_during_count, from 0 to 1; NULL if that is 0';
COMMENT ON COLUMN absence_impact.unanswered_otherwise_ratio IS 'unanswered_otherwise_count / requests_otherwise_count, from 0 to 1; NULL if that is 0';
COMMENT ON COLUMN absence_impact.correlation IS 'Pearson correlation, over the buckets of setting.bucket_width in which answered requests began to wait within the window, of the person-seconds unavailable for the reason with the mean wait, from -1 to 1; NULL with fewer than two buckets, or if either is constant';
COMMENT ON COLUMN absence_impact.bucket_count IS 'Number of buckets used for correlation';
COMMENT ON COLUMN absence_impact.unanswered_during_count IS 'Requests among requests_during_count without a response';
COMMENT ON COLUMN absence_impact.unanswered_otherwise_count IS 'Requests among requests_otherwise_count without a response';
COMMENT ON COLUMN absence_impact.adjusted_difference_seconds IS 'Mean over matched_request_count of the difference between the mean wait during the absence and otherwise in the same hour of the week; NULL if there are none';
COMMENT ON COLUMN absence_impact.matched_request_count IS 'Answered requests among requests_during_count in hours of the week in which others began to wait without the absence';
COMMENT ON COLUMN absence_impact.unmatched_request_count IS 'Answered requests among requests_during_count in hours of the week that have no others to compare with; not in adjusted_difference_seconds';
COMMENT ON COLUMN absence_impact.matched_hour_count IS 'Hours of the week compared for adjusted_difference_seconds';
