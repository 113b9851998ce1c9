-- response_by_headcount: how fast were requests answered with so many available?
--
-- One row per team and number of users available when a request arrived.
-- key: team, available_headcount

CREATE OR REPLACE VIEW response_by_headcount WITH (security_invoker = true) AS
SELECT l.team, l.available_headcount, l.request_count, l.answered_count, l.abandoned_count,
  l.response_mean_seconds::numeric(18,6) AS response_mean_seconds, l.response_median_seconds, l.response_p90_seconds,
  l.decided_count, l.answered_in_time_count, l.service_level_abandoned_negative_ratio
FROM response_by_headcount_between(NULL, NULL) l;
COMMENT ON VIEW response_by_headcount IS
  'Response time by the number of users available when the request arrived. One row per team and number; key (team, available_headcount)';
COMMENT ON COLUMN response_by_headcount.team IS 'Team; (none): of none';
COMMENT ON COLUMN response_by_headcount.available_headcount IS 'Users of the team who were available when the request arrived';
COMMENT ON COLUMN response_by_headcount.request_count IS 'Requests that arrived then';
COMMENT ON COLUMN response_by_headcount.answered_count IS 'Those answered';
COMMENT ON COLUMN response_by_headcount.abandoned_count IS 'Those closed without a response';
COMMENT ON COLUMN response_by_headcount.response_mean_seconds IS 'Mean wait of the answered, seconds; NULL if none';
COMMENT ON COLUMN response_by_headcount.response_median_seconds IS 'Median wait of the answered, seconds, interpolated; NULL if none';
COMMENT ON COLUMN response_by_headcount.response_p90_seconds IS '90th percentile of the wait of the answered, seconds, interpolated; NULL if none';
COMMENT ON COLUMN response_by_headcount.decided_count IS 'Requests of which it is decided whether they were in time; 0 without a target';
COMMENT ON COLUMN response_by_headcount.answered_in_time_count IS 'Requests answered within target.answer_within';
COMMENT ON COLUMN response_by_headcount.service_level_abandoned_negative_ratio IS 'answered_in_time_count / decided_count, from 0 to 1; NULL if that is 0';
