-- current_stranded_requests: which requests wait now for somebody who is not there,
-- and who is free?
--
-- One row per request that is assigned, not answered, and whose assignee is
-- neither available nor engaged.
-- key: request_id, team, arrived_at, user_id

CREATE OR REPLACE VIEW current_stranded_requests WITH (security_invoker = true) AS
SELECT w.request_id, w.team, w.user_id, w.user_name, w.reason, w.arrived_at, w.started_at AS since_at,
  userlogs.local_time(w.started_at, w.time_zone) AS local_since, w.time_zone,
  extract(epoch FROM e.as_of - w.arrived_at)::numeric(18,6) AS wait_seconds,
  (CASE WHEN c.clock IS NULL THEN extract(epoch FROM e.as_of - w.arrived_at)
    ELSE userlogs.service_seconds(c.clock, w.arrived_at, e.as_of) END)::numeric(18,6) AS service_wait_seconds,
  w.due_at, w.free_users, e.as_of
FROM report_end() e
CROSS JOIN LATERAL stranded_requests_between(e.as_of - interval '1 microsecond', NULL) w
LEFT JOIN team_clock() c ON c.team = w.team
WHERE w.is_open;
COMMENT ON VIEW current_stranded_requests IS
  'Requests that wait now for somebody who is neither available nor engaged: assigned (see input assignment), not yet answered. One row per request; key (request_id, team, arrived_at, user_id)';
COMMENT ON COLUMN current_stranded_requests.request_id IS 'Request';
COMMENT ON COLUMN current_stranded_requests.team IS 'Team for which it waits: that of the request, or the one that it was passed to; (none): no team';
COMMENT ON COLUMN current_stranded_requests.user_id IS 'User to whom it is assigned';
COMMENT ON COLUMN current_stranded_requests.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN current_stranded_requests.reason IS 'Label of the reason why the user is unavailable; (none): no reason given; (offline), (unknown): class of a user who is not at work';
COMMENT ON COLUMN current_stranded_requests.arrived_at IS 'Time of arrival';
COMMENT ON COLUMN current_stranded_requests.since_at IS 'Time since when it waits for the user in this status';
COMMENT ON COLUMN current_stranded_requests.local_since IS 'since_at on the clock of time_zone';
COMMENT ON COLUMN current_stranded_requests.time_zone IS 'Time zone of local_since, from team_setting or setting';
COMMENT ON COLUMN current_stranded_requests.wait_seconds IS 'Time since the arrival, seconds';
COMMENT ON COLUMN current_stranded_requests.service_wait_seconds IS 'Time since the arrival in the service hours of the team, seconds';
COMMENT ON COLUMN current_stranded_requests.due_at IS 'Time at which the first response is late, by target.answer_within; NULL: no target';
COMMENT ON COLUMN current_stranded_requests.free_users IS 'Users of the team who are available and not full, by name; NULL: none';
COMMENT ON COLUMN current_stranded_requests.as_of IS 'Time that the report takes as now';
