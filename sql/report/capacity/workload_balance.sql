-- workload_balance: is the work of a team distributed evenly?
--
-- One row per team and user who was available or engaged in it, or answered a request of
-- it, in the window [from_at, to_at), up to now.
-- key: team, user_id

CREATE OR REPLACE FUNCTION workload_balance_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  user_id status_event.user_id%TYPE,
  user_name text,
  available_seconds numeric(18,6),
  request_count bigint,
  handled_seconds numeric(18,6),
  requests_per_available_hour double precision,
  handled_per_available_hour_seconds double precision,
  team_mean_requests_per_available_hour double precision,
  deviation_ratio double precision,
  team_fairness_ratio double precision,
  engaged_seconds numeric(18,6))
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(workload_balance_between.from_at, workload_balance_between.to_at) r),
  productive AS (
    SELECT i.team, i.user_id,
      sum(extract(epoch FROM i.clipped_end - i.clipped_start)) AS seconds,
      coalesce(sum(extract(epoch FROM i.clipped_end - i.clipped_start)) FILTER (WHERE NOT i.is_available), 0) AS engaged_seconds
    FROM team_interval(workload_balance_between.from_at, workload_balance_between.to_at) i
    WHERE i.is_productive
    GROUP BY i.team, i.user_id),
  answered AS (
    SELECT q.team, q.user_id, count(*) AS request_count
    FROM w
    JOIN request_under_way(workload_balance_between.from_at, workload_balance_between.to_at) q ON q.is_answered AND q.user_id IS NOT NULL
      AND q.response_at < w.to_at AND q.response_at >= w.from_at
    GROUP BY q.team, q.user_id),
  handled AS (
    SELECT q.team, q.user_id, range_agg(tstzrange(q.started_at, q.ended_at) * tstzrange(w.from_at, w.to_at)) AS handling
    FROM w
    JOIN request_handling(workload_balance_between.from_at, workload_balance_between.to_at) q ON q.started_at < w.to_at AND q.ended_at > w.from_at
    GROUP BY q.team, q.user_id),
  figure AS (
    SELECT coalesce(a.team, r.team, h.team) AS team, coalesce(a.user_id, r.user_id, h.user_id) AS user_id, coalesce(a.seconds, 0) AS productive_seconds,
      coalesce(a.engaged_seconds, 0) AS engaged_seconds,
      coalesce(r.request_count, 0) AS request_count,
      total_seconds(coalesce(h.handling, '{}')) AS handled_seconds,
      (coalesce(r.request_count, 0) * 3600 / nullif(a.seconds, 0))::double precision AS load
    FROM productive a
    FULL JOIN answered r ON r.team = a.team AND r.user_id = a.user_id
    FULL JOIN handled h ON h.team = coalesce(a.team, r.team) AND h.user_id = coalesce(a.user_id, r.user_id)),
  -- the smaller load divided by the larger one, for all pairs, in one pass:
  -- each user with all users of smaller load.  ORDER BY, since floating-point
  -- sums depend on the order.
  pair AS (
    SELECT k.team, least(sum(CASE WHEN k.load > 0 THEN k.smaller / k.load ELSE k.position - 1 END ORDER BY k.position)
      / nullif(count(*) * (count(*) - 1) / 2, 0), 1) AS fairness
    FROM (
      SELECT f.team, f.load, row_number() OVER w AS position,
        coalesce(sum(f.load) OVER (PARTITION BY f.team ORDER BY f.load, f.user_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS smaller
      FROM figure f
      WHERE f.load IS NOT NULL
      WINDOW w AS (PARTITION BY f.team ORDER BY f.load, f.user_id)) k
    GROUP BY k.team),
  mean AS (
    SELECT f.team, (sum(f.request_count) FILTER (WHERE f.load IS NOT NULL) * 3600 / nullif(sum(f.productive_seconds), 0))::double precision AS load,
      count(f.load) AS user_count
    FROM figure f
    GROUP BY f.team)
  SELECT f.team, f.user_id, coalesce(u.name, f.user_id::text) AS user_name, (f.productive_seconds - f.engaged_seconds)::numeric(18,6) AS available_seconds, f.request_count,
    f.handled_seconds::numeric(18,6) AS handled_seconds, f.load AS requests_per_available_hour,
    (f.handled_seconds * 3600 / nullif(f.productive_seconds, 0))::double precision AS handled_per_available_hour_seconds,
    m.load AS team_mean_requests_per_available_hour, f.load / nullif(m.load, 0) - 1 AS deviation_ratio,
    coalesce(p.fairness, CASE WHEN m.user_count = 1 THEN 1 END) AS team_fairness_ratio,
    f.engaged_seconds::numeric(18,6) AS engaged_seconds
  FROM figure f
  JOIN mean m ON m.team = f.team
  LEFT JOIN pair p ON p.team = f.team
  LEFT JOIN user_label() u ON u.user_id = f.user_id
  WHERE userlogs.valid_window(workload_balance_between.from_at, workload_balance_between.to_at)
    AND (f.productive_seconds > 0 OR f.request_count > 0 OR f.handled_seconds > 0);
END;
COMMENT ON FUNCTION workload_balance_between(timestamptz, timestamptz) IS
  'Return workload_balance for the window [from_at, to_at), up to now. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW workload_balance IS
  'Distribution of work within a team. One row per team and user who was available or engaged in it or answered a request of it; key (team, user_id). A filter on time reads everything: for a window take workload_balance_between';
COMMENT ON COLUMN workload_balance.team IS 'Team; (none): no team';
COMMENT ON COLUMN workload_balance.user_id IS 'User';
COMMENT ON COLUMN workload_balance.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN workload_balance.available_seconds IS 'Time available in the team, seconds';
COMMENT ON COLUMN workload_balance.request_count IS 'Requests of the team that the user answered';
COMMENT ON COLUMN workload_balance.handled_seconds IS 'Time handling at least one request of the team (response to close), seconds; several at once count once';
COMMENT ON COLUMN workload_balance.requests_per_available_hour IS 'request_count / (available_seconds + engaged_seconds) * 3600; NULL if never available or engaged';
COMMENT ON COLUMN workload_balance.handled_per_available_hour_seconds IS 'handled_seconds / (available_seconds + engaged_seconds) * 3600; NULL if never available or engaged';
COMMENT ON COLUMN workload_balance.team_mean_requests_per_available_hour IS 'Team mean of requests_per_available_hour: requests of the users who were available or engaged / their time';
COMMENT ON COLUMN workload_balance.deviation_ratio IS 'requests_per_available_hour / team_mean_requests_per_available_hour - 1: 0.25 is a quarter above the mean; NULL if the mean is 0 or NULL';
COMMENT ON COLUMN workload_balance.team_fairness_ratio IS 'Mean over all pairs of users of the smaller requests_per_available_hour / the larger (1 if both are 0), from 0 to 1; 1 for one user; 0.95 and above is balanced';
COMMENT ON COLUMN workload_balance.engaged_seconds IS 'Time engaged (in a call, wrap-up, a chat) in the team, seconds';
