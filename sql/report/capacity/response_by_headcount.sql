-- response_by_headcount: how fast were requests answered, by the number of
-- users available?
--
-- One row per team and number of users of the team who were available when a
-- request that arrived in the window [from_at, to_at) began to wait: when it
-- arrived, or when the team opened next.
-- key: team, available_headcount

CREATE OR REPLACE FUNCTION response_by_headcount_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  available_headcount bigint,
  request_count bigint,
  answered_count bigint,
  abandoned_count bigint,
  response_mean_seconds numeric(18,6),
  response_median_seconds double precision,
  response_p90_seconds double precision,
  decided_count bigint,
  answered_in_time_count bigint,
  service_level_abandoned_negative_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT q.team, q.available AS available_headcount, count(*) AS request_count,
    count(*) FILTER (WHERE q.is_answered) AS answered_count,
    count(*) FILTER (WHERE q.is_abandoned) AS abandoned_count,
    (avg(q.wait_seconds) FILTER (WHERE q.is_answered))::numeric(18,6) AS response_mean_seconds,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY q.wait_seconds::double precision) FILTER (WHERE q.is_answered) AS response_median_seconds,
    percentile_cont(0.9) WITHIN GROUP (ORDER BY q.wait_seconds::double precision) FILTER (WHERE q.is_answered) AS response_p90_seconds,
    count(q.is_in_time) AS decided_count,
    count(*) FILTER (WHERE q.is_answered AND q.is_in_time) AS answered_in_time_count,
    count(*) FILTER (WHERE q.is_answered AND q.is_in_time) / nullif(count(q.is_in_time), 0)::double precision AS service_level_abandoned_negative_ratio
  FROM (
    SELECT q.team, userlogs.headcount_at(t.available, q.wait_start) AS available, q.is_answered, q.is_abandoned, q.is_in_time, q.wait_seconds
    FROM usable_request() q
    JOIN team_headcount(response_by_headcount_between.from_at, wait_bound(response_by_headcount_between.to_at)) t ON t.team = q.team
    WHERE (response_by_headcount_between.from_at IS NULL OR q.arrived_at >= response_by_headcount_between.from_at)
      AND (response_by_headcount_between.to_at IS NULL OR q.arrived_at < response_by_headcount_between.to_at)
    -- OFFSET 0 is an optimization fence: otherwise the join could run in the
    -- order of the groups, where each request reads the headcount of its team
    -- again.  It also keeps the headcount out of upper plan nodes.
    OFFSET 0) q
  WHERE userlogs.valid_window(response_by_headcount_between.from_at, response_by_headcount_between.to_at)
  GROUP BY q.team, q.available;
END;
COMMENT ON FUNCTION response_by_headcount_between(timestamptz, timestamptz) IS
  'Return response_by_headcount for the requests that arrived in the window [from_at, to_at). NULL is no bound';

COMMENT ON VIEW response_by_headcount IS
  'Response time by the number of users available when the request began to wait. One row per team and number; key (team, available_headcount). A filter on time reads everything: for a window take response_by_headcount_between';
COMMENT ON COLUMN response_by_headcount.team IS 'Team; (none): no team';
COMMENT ON COLUMN response_by_headcount.available_headcount IS 'Users of the team who were available when the request began to wait on the clock of its target: when it arrived, or when the team opened next';
COMMENT ON COLUMN response_by_headcount.request_count IS 'Requests that began to wait with this number available';
COMMENT ON COLUMN response_by_headcount.answered_count IS 'Requests answered';
COMMENT ON COLUMN response_by_headcount.abandoned_count IS 'Requests closed without a response';
COMMENT ON COLUMN response_by_headcount.response_mean_seconds IS 'Mean wait of the answered requests on the clock of the target, seconds; NULL if none';
COMMENT ON COLUMN response_by_headcount.response_median_seconds IS 'Median wait of the answered requests, seconds, interpolated; NULL if none';
COMMENT ON COLUMN response_by_headcount.response_p90_seconds IS '90th percentile of the wait of the answered requests, seconds, interpolated; NULL if none';
COMMENT ON COLUMN response_by_headcount.decided_count IS 'Requests known to be in time or late; 0 without a target';
COMMENT ON COLUMN response_by_headcount.answered_in_time_count IS 'Requests answered within target.answer_within';
COMMENT ON COLUMN response_by_headcount.service_level_abandoned_negative_ratio IS 'answered_in_time_count / decided_count, from 0 to 1; NULL if that is 0';
