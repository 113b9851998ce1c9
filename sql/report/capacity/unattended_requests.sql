-- unattended_requests: which requests came when nobody was available?
--
-- One row per request that arrived while nobody of its team was available.
-- key: request_id, team, arrived_at

CREATE OR REPLACE VIEW unattended_requests WITH (security_invoker = true) AS
SELECT l.request_id, l.team, l.arrived_at, l.local_arrived, l.time_zone, l.response_at, l.closed_at, l.state,
  l.outcome, l.wait, l.wait_seconds::numeric(18,6) AS wait_seconds, l.is_in_time, l.answered_by, l.unavailable_users
FROM unattended_requests_between(NULL, NULL) l;
COMMENT ON VIEW unattended_requests IS
  'Requests (leads) that arrived while nobody of the team was available, and how long they waited. One row per request; key (request_id, team, arrived_at)';
COMMENT ON COLUMN unattended_requests.request_id IS 'The request';
COMMENT ON COLUMN unattended_requests.team IS 'Team; (none): of none';
COMMENT ON COLUMN unattended_requests.arrived_at IS 'When it arrived';
COMMENT ON COLUMN unattended_requests.local_arrived IS 'arrived_at on the clock of time_zone';
COMMENT ON COLUMN unattended_requests.time_zone IS 'Zone of the local times, by setting';
COMMENT ON COLUMN unattended_requests.response_at IS 'When it was answered first; NULL: not yet';
COMMENT ON COLUMN unattended_requests.closed_at IS 'When it was closed; NULL: not yet';
COMMENT ON COLUMN unattended_requests.state IS 'answered, abandoned (closed without a response) or waiting';
COMMENT ON COLUMN unattended_requests.outcome IS 'How it ended, as the source writes it';
COMMENT ON COLUMN unattended_requests.wait IS 'Time up to the response, else up to the close, else up to now, in hours and smaller units';
COMMENT ON COLUMN unattended_requests.wait_seconds IS 'wait in seconds';
COMMENT ON COLUMN unattended_requests.is_in_time IS 'Answered or closed within target.answer_within; NULL: without a target, or not decided yet';
COMMENT ON COLUMN unattended_requests.answered_by IS 'Who answered it, by name; NULL: nobody, or not known';
COMMENT ON COLUMN unattended_requests.unavailable_users IS 'Who of the team was at work but unavailable at that moment, with reasons; NULL: nobody';
