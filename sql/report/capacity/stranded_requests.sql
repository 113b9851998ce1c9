-- stranded_requests: which requests waited for somebody who was not there, since
-- when, why, and who was free?
--
-- One row per request, assignee and interval of a status of the assignee that is
-- neither available nor engaged, in which the request waited for its first response, that overlaps
-- the window [from_at, to_at), up to now.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.
-- key: request_id, team, arrived_at, user_id, started_at

CREATE OR REPLACE FUNCTION stranded_requests_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  request_id text,
  team text,
  arrived_at timestamptz,
  user_id status_event.user_id%TYPE,
  user_name text,
  reason text,
  started_at timestamptz,
  ended_at timestamptz,
  local_start timestamp,
  local_end timestamp,
  time_zone text,
  duration_seconds numeric(18,6),
  service_seconds numeric(18,6),
  due_at timestamptz,
  free_users text,
  is_open boolean,
  clipped_start timestamptz,
  clipped_end timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1000
BEGIN ATOMIC
  WITH stranded AS MATERIALIZED (
    -- once, if a request is there twice
    SELECT DISTINCT ON (w.request_id, w.team, w.arrived_at, w.user_id, w.started_at) w.number, w.request_id, w.team, w.channel_key, w.user_id, w.reason, w.arrived_at, w.due_at, w.started_at, w.ended_at, w.is_open,
      greatest(w.started_at, stranded_requests_between.from_at) AS clipped_start, least(w.ended_at, stranded_requests_between.to_at) AS clipped_end,
      row_number() OVER () AS stranded_id
    FROM stranded_wait(stranded_requests_between.from_at, stranded_requests_between.to_at) w
    WHERE userlogs.valid_window(stranded_requests_between.from_at, stranded_requests_between.to_at)
    ORDER BY w.request_id, w.team, w.arrived_at, w.user_id, w.started_at, w.ended_at DESC),
  -- who is free is looked up at the end of the part in the window
  asked AS MATERIALIZED (
    SELECT s.stranded_id, s.team, s.channel_key, s.clipped_end - interval '1 microsecond' AS at, date_bin('1 hour', s.clipped_end - interval '1 microsecond', 'epoch') AS hour
    FROM stranded s),
  free AS (
    SELECT a.stranded_id, string_agg(DISTINCT coalesce(n.name, i.user_id::text), ', ' ORDER BY coalesce(n.name, i.user_id::text)) AS users
    FROM asked a
    JOIN (
      SELECT i.team, i.user_id, i.clipped_start, i.clipped_end, h.hour
      FROM (SELECT min(a.at) AS first_at, max(a.at) AS last_at FROM asked a HAVING count(*) > 0) f
      CROSS JOIN LATERAL team_interval_at(f.first_at, f.last_at + interval '1 microsecond') i
      CROSS JOIN LATERAL userlogs.local_buckets(i.clipped_start, i.clipped_end, interval '1 hour', 'UTC'::text, interval '0') h(hour)
      WHERE i.is_available
      -- OFFSET 0 is an optimization fence: join on the hour, too
      OFFSET 0) i ON i.team = a.team AND i.hour = a.hour
    LEFT JOIN (
      SELECT f.user_id, f.channel_key, f.periods
      FROM (SELECT FROM asked LIMIT 1) k
      CROSS JOIN LATERAL user_full(stranded_requests_between.from_at, stranded_requests_between.to_at) f) b
      ON b.user_id = i.user_id AND b.channel_key = a.channel_key
    LEFT JOIN user_label() n ON n.user_id = i.user_id
    WHERE i.clipped_start <= a.at AND i.clipped_end > a.at AND (b.periods @> a.at) IS NOT TRUE
    GROUP BY a.stranded_id)
  SELECT w.request_id, w.team, w.arrived_at, w.user_id, coalesce(u.name, w.user_id::text) AS user_name, w.reason, w.started_at, w.ended_at,
    userlogs.local_time(w.started_at, o.time_zone) AS local_start, userlogs.local_time(w.ended_at, o.time_zone) AS local_end, o.time_zone,
    extract(epoch FROM w.clipped_end - w.clipped_start)::numeric(18,6) AS duration_seconds,
    (CASE WHEN c.clock IS NULL THEN extract(epoch FROM w.clipped_end - w.clipped_start)
      ELSE userlogs.service_seconds(c.clock, w.clipped_start, w.clipped_end) END)::numeric(18,6) AS service_seconds,
    w.due_at, f.users AS free_users, w.is_open, w.clipped_start, w.clipped_end
  FROM report_setting() s
  CROSS JOIN stranded w
  LEFT JOIN free f ON f.stranded_id = w.stranded_id
  LEFT JOIN user_label() u ON u.user_id = w.user_id
  LEFT JOIN team_clock() c ON c.team = w.team
  LEFT JOIN team_zone() z ON z.team = w.team
  CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone);
END;
COMMENT ON FUNCTION stranded_requests_between(timestamptz, timestamptz) IS
  'Return the stranded_requests that overlap the window [from_at, to_at), up to now, with clipped_start, clipped_end. started_at and ended_at are the true ends; the seconds are of the part in the window, additive over windows. NULL is no bound';

COMMENT ON VIEW stranded_requests IS
  'Requests that waited for somebody who was neither available nor engaged: assigned (see input assignment), not yet answered. One row per request, assignee and interval of a status; key (request_id, team, arrived_at, user_id, started_at). For those of now take current_stranded_requests; a filter on time reads everything: for a window take stranded_requests_between';
COMMENT ON COLUMN stranded_requests.request_id IS 'Request';
COMMENT ON COLUMN stranded_requests.team IS 'Team for which it waited: that of the request, or the one that it was passed to; (none): no team';
COMMENT ON COLUMN stranded_requests.arrived_at IS 'Time of arrival';
COMMENT ON COLUMN stranded_requests.user_id IS 'User to whom it was assigned';
COMMENT ON COLUMN stranded_requests.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN stranded_requests.reason IS 'Label of the reason why the user was unavailable; (none): no reason given; (offline), (unknown): class of a user who was not at work';
COMMENT ON COLUMN stranded_requests.started_at IS 'Time from which on it waited for the user in that status: the latest of the arrival, the assignment and the change of the status';
COMMENT ON COLUMN stranded_requests.ended_at IS 'Time up to which it did: the first of the end of the wait, another assignment and the next change of the status; now while it does';
COMMENT ON COLUMN stranded_requests.local_start IS 'started_at on the clock of time_zone';
COMMENT ON COLUMN stranded_requests.local_end IS 'ended_at on the clock of time_zone';
COMMENT ON COLUMN stranded_requests.time_zone IS 'Time zone of the local times, from team_setting or setting';
COMMENT ON COLUMN stranded_requests.duration_seconds IS 'Length of the span, seconds';
COMMENT ON COLUMN stranded_requests.service_seconds IS 'Part of it in the service hours of the team, seconds';
COMMENT ON COLUMN stranded_requests.due_at IS 'Time at which the first response is late, by target.answer_within; NULL: no target';
COMMENT ON COLUMN stranded_requests.free_users IS 'Users of the team who were available and not full at the end of the span (now, while it is open), by name; NULL: none';
COMMENT ON COLUMN stranded_requests.is_open IS 'Does the request still wait for this user, who is still neither available nor engaged?';
