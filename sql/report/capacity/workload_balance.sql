-- workload_balance: is the work shared fairly?
--
-- One row per team and user who was available in it or answered its requests.
-- key: team, user_id

CREATE OR REPLACE VIEW workload_balance WITH (security_invoker = true) AS
SELECT l.team, l.user_id, l.user_name, l.available_seconds::numeric(18,6) AS available_seconds, l.request_count,
  l.handled_seconds::numeric(18,6) AS handled_seconds, l.requests_per_available_hour,
  l.handled_per_available_hour_seconds, l.team_mean_requests_per_available_hour, l.deviation_ratio,
  l.team_fairness_ratio
FROM workload_balance_between(NULL, NULL) l;
COMMENT ON VIEW workload_balance IS
  'How the work of a team is shared. One row per team and user who was available in it, or answered a request of it; key (team, user_id)';
COMMENT ON COLUMN workload_balance.team IS 'Team; (none): of none';
COMMENT ON COLUMN workload_balance.user_id IS 'Who';
COMMENT ON COLUMN workload_balance.user_name IS 'Name by report_user, else the id';
COMMENT ON COLUMN workload_balance.available_seconds IS 'Time available in the team, seconds';
COMMENT ON COLUMN workload_balance.request_count IS 'Requests of the team that the user answered';
COMMENT ON COLUMN workload_balance.handled_seconds IS 'Time in which the user was handling at least one request of the team (response to close), seconds; several at once count once';
COMMENT ON COLUMN workload_balance.requests_per_available_hour IS 'request_count / available_seconds * 3600; NULL if never available';
COMMENT ON COLUMN workload_balance.handled_per_available_hour_seconds IS 'handled_seconds / available_seconds * 3600; NULL if never available';
COMMENT ON COLUMN workload_balance.team_mean_requests_per_available_hour IS 'The same for the team: requests of those who were available / their time';
COMMENT ON COLUMN workload_balance.deviation_ratio IS 'requests_per_available_hour / team_mean_requests_per_available_hour - 1: 0.25 is a quarter more than the mean; NULL if that is 0 or nothing';
COMMENT ON COLUMN workload_balance.team_fairness_ratio IS 'Mean over all pairs of users of the smaller requests_per_available_hour divided by the larger (1 where both are 0), from 0 to 1; 1 for one user; 0.95 and more is balanced';
