-- response_by_headcount_between: how fast were requests answered with so many
-- available?
--
-- One row per team and number of users of the team who were available when a
-- request of the window [from_at, to_at) arrived.

CREATE OR REPLACE FUNCTION response_by_headcount_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  available_headcount bigint,
  request_count bigint,
  answered_count bigint,
  abandoned_count bigint,
  response_mean_seconds numeric,
  response_median_seconds double precision,
  response_p90_seconds double precision,
  decided_count bigint,
  answered_in_time_count bigint,
  service_level_abandoned_negative_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT q.team, q.available, count(*),
    count(*) FILTER (WHERE q.is_answered),
    count(*) FILTER (WHERE q.is_abandoned),
    (avg(q.wait_seconds) FILTER (WHERE q.is_answered))::numeric(18,6),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY q.wait_seconds::double precision) FILTER (WHERE q.is_answered),
    percentile_cont(0.9) WITHIN GROUP (ORDER BY q.wait_seconds::double precision) FILTER (WHERE q.is_answered),
    count(q.is_in_time),
    count(*) FILTER (WHERE q.is_answered AND q.is_in_time),
    count(*) FILTER (WHERE q.is_answered AND q.is_in_time) / nullif(count(q.is_in_time), 0)::double precision
  FROM (
    SELECT q.team, userlogs.headcount_at(t.available, q.arrived_at) AS available, q.is_answered, q.is_abandoned, q.is_in_time, q.wait_seconds
    FROM usable_request() q
    JOIN team_headcount() t ON t.team = q.team
    WHERE (response_by_headcount_between.from_at IS NULL OR q.arrived_at >= response_by_headcount_between.from_at)
      AND (response_by_headcount_between.to_at IS NULL OR q.arrived_at < response_by_headcount_between.to_at)
    -- so that the join is not one in the order of the groups, in which each
    -- request would read the headcount of its team again, and no row carries it on
    OFFSET 0) q
  WHERE userlogs.valid_window(response_by_headcount_between.from_at, response_by_headcount_between.to_at)
  GROUP BY q.team, q.available;
END;
COMMENT ON FUNCTION response_by_headcount_between(timestamptz, timestamptz) IS
  'Responses to the requests that arrived in the window [from_at, to_at), by the number available at arrival: the columns of response_by_headcount. NULL: no bound. Error invalid_parameter_value (from_at after to_at)';
