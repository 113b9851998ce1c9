-- wait_causes_daily: where did the waiting of each day go?
--
-- One row per team and local day on which requests for it arrived in the window
-- [from_at, to_at).  The seconds of a day add up to its wait_seconds.
-- key: team, local_date

CREATE OR REPLACE FUNCTION wait_causes_daily_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  local_date date,
  request_count bigint,
  wait_seconds numeric(24,6),
  closed_seconds numeric(24,6),
  nobody_staffed_seconds numeric(24,6),
  all_unavailable_seconds numeric(24,6),
  all_busy_seconds numeric(24,6),
  assignee_away_seconds numeric(24,6),
  answerable_seconds numeric(24,6),
  wait_mean_seconds numeric(18,6),
  closed_mean_seconds numeric(18,6),
  nobody_staffed_mean_seconds numeric(18,6),
  all_unavailable_mean_seconds numeric(18,6),
  all_busy_mean_seconds numeric(18,6),
  assignee_away_mean_seconds numeric(18,6),
  answerable_mean_seconds numeric(18,6))
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH cause AS (
    SELECT c.team, c.local_date, sum(c.seconds) AS wait,
      coalesce(sum(c.seconds) FILTER (WHERE c.cause = 'closed'), 0) AS closed,
      coalesce(sum(c.seconds) FILTER (WHERE c.cause = 'nobody_staffed'), 0) AS nobody_staffed,
      coalesce(sum(c.seconds) FILTER (WHERE c.cause = 'all_unavailable'), 0) AS all_unavailable,
      coalesce(sum(c.seconds) FILTER (WHERE c.cause = 'all_busy'), 0) AS all_busy,
      coalesce(sum(c.seconds) FILTER (WHERE c.cause = 'assignee_away'), 0) AS assignee_away,
      coalesce(sum(c.seconds) FILTER (WHERE c.cause = 'answerable'), 0) AS answerable
    FROM wait_causes_between(wait_causes_daily_between.from_at, wait_causes_daily_between.to_at) c
    GROUP BY c.team, c.local_date),
  request AS (
    SELECT q.team, userlogs.local_date(q.arrived_at, coalesce(z.time_zone, s.time_zone), coalesce(z.day_offset, s.day_offset)) AS local_date, count(*) AS request_count
    FROM report_setting() s
    CROSS JOIN usable_request() q
    LEFT JOIN team_zone() z ON z.team = q.team
    WHERE q.wait_end IS NOT NULL AND (wait_causes_daily_between.from_at IS NULL OR q.arrived_at >= wait_causes_daily_between.from_at)
      AND (wait_causes_daily_between.to_at IS NULL OR q.arrived_at < wait_causes_daily_between.to_at)
    GROUP BY q.team, userlogs.local_date(q.arrived_at, coalesce(z.time_zone, s.time_zone), coalesce(z.day_offset, s.day_offset)))
  SELECT coalesce(c.team, q.team) AS team, coalesce(c.local_date, q.local_date) AS local_date, coalesce(q.request_count, 0) AS request_count,
    coalesce(c.wait, 0)::numeric(24,6) AS wait_seconds, coalesce(c.closed, 0)::numeric(24,6) AS closed_seconds,
    coalesce(c.nobody_staffed, 0)::numeric(24,6) AS nobody_staffed_seconds, coalesce(c.all_unavailable, 0)::numeric(24,6) AS all_unavailable_seconds,
    coalesce(c.all_busy, 0)::numeric(24,6) AS all_busy_seconds, coalesce(c.assignee_away, 0)::numeric(24,6) AS assignee_away_seconds,
    coalesce(c.answerable, 0)::numeric(24,6) AS answerable_seconds,
    (coalesce(c.wait, 0) / q.request_count)::numeric(18,6) AS wait_mean_seconds, (coalesce(c.closed, 0) / q.request_count)::numeric(18,6) AS closed_mean_seconds,
    (coalesce(c.nobody_staffed, 0) / q.request_count)::numeric(18,6) AS nobody_staffed_mean_seconds,
    (coalesce(c.all_unavailable, 0) / q.request_count)::numeric(18,6) AS all_unavailable_mean_seconds,
    (coalesce(c.all_busy, 0) / q.request_count)::numeric(18,6) AS all_busy_mean_seconds,
    (coalesce(c.assignee_away, 0) / q.request_count)::numeric(18,6) AS assignee_away_mean_seconds,
    (coalesce(c.answerable, 0) / q.request_count)::numeric(18,6) AS answerable_mean_seconds
  FROM cause c
  FULL JOIN request q ON q.team = c.team AND q.local_date = c.local_date
  WHERE userlogs.valid_window(wait_causes_daily_between.from_at, wait_causes_daily_between.to_at);
END;
COMMENT ON FUNCTION wait_causes_daily_between(timestamptz, timestamptz) IS
  'Return wait_causes_daily for the requests that arrived in the window [from_at, to_at). NULL is no bound';

COMMENT ON VIEW wait_causes_daily IS
  'Where the waiting of each day went: the wait for the first response, by cause. One row per team and local day on which requests arrived; key (team, local_date). On the wall clock; the seconds by cause add up to wait_seconds, and their means to the mean wait. A filter on time reads everything: for a window take wait_causes_daily_between';
COMMENT ON COLUMN wait_causes_daily.team IS 'Team for which the requests waited, as in wait_causes';
COMMENT ON COLUMN wait_causes_daily.local_date IS 'Business day on which they arrived, in the time zone of the team';
COMMENT ON COLUMN wait_causes_daily.request_count IS 'Requests of the team that arrived, without those given up at an unknown time';
COMMENT ON COLUMN wait_causes_daily.wait_seconds IS 'Total wait for the team, seconds';
COMMENT ON COLUMN wait_causes_daily.closed_seconds IS 'Wait outside the service hours of the team, seconds';
COMMENT ON COLUMN wait_causes_daily.nobody_staffed_seconds IS 'Wait while nobody was at work, seconds';
COMMENT ON COLUMN wait_causes_daily.all_unavailable_seconds IS 'Wait while all at work were unavailable, seconds; wait_causes has the users and reasons';
COMMENT ON COLUMN wait_causes_daily.all_busy_seconds IS 'Wait while all available users were full, and the others engaged, seconds';
COMMENT ON COLUMN wait_causes_daily.assignee_away_seconds IS 'Wait for an assignee who was neither available nor engaged while somebody else was free, seconds; wait_causes has the users and reasons';
COMMENT ON COLUMN wait_causes_daily.answerable_seconds IS 'Wait while somebody was free, seconds';
COMMENT ON COLUMN wait_causes_daily.wait_mean_seconds IS 'wait_seconds / request_count; NULL if that is 0: requests only passed to the team';
COMMENT ON COLUMN wait_causes_daily.closed_mean_seconds IS 'closed_seconds / request_count; NULL if that is 0';
COMMENT ON COLUMN wait_causes_daily.nobody_staffed_mean_seconds IS 'nobody_staffed_seconds / request_count; NULL if that is 0';
COMMENT ON COLUMN wait_causes_daily.all_unavailable_mean_seconds IS 'all_unavailable_seconds / request_count; NULL if that is 0';
COMMENT ON COLUMN wait_causes_daily.all_busy_mean_seconds IS 'all_busy_seconds / request_count; NULL if that is 0';
COMMENT ON COLUMN wait_causes_daily.assignee_away_mean_seconds IS 'assignee_away_seconds / request_count; NULL if that is 0';
COMMENT ON COLUMN wait_causes_daily.answerable_mean_seconds IS 'answerable_seconds / request_count; NULL if that is 0';
