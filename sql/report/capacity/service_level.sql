-- service_level: how fast were requests answered?
--
-- One row per team and bucket of setting.bucket_width in which requests
-- arrived; a request counts where it arrived.
-- key: team, bucket_start

CREATE OR REPLACE VIEW service_level WITH (security_invoker = true) AS
SELECT l.team, l.bucket_start, l.bucket_end, l.local_start, l.time_zone, l.offered_count, l.answered_count, l.abandoned_count,
  l.waiting_count, l.answered_in_time_count, l.abandoned_in_time_count, l.undecided_count,
  l.service_level_abandoned_ignored_ratio, l.service_level_abandoned_negative_ratio, l.service_level_abandoned_positive_ratio,
  l.abandoned_of_offered_ratio,
  l.asa_seconds::numeric(18,6) AS asa_seconds, l.aht_seconds::numeric(18,6) AS aht_seconds
FROM service_level_between(NULL, NULL) l;
COMMENT ON VIEW service_level IS
  'How fast requests were answered. One row per team and bucket in which requests arrived; key (team, bucket_start). In time: within target.answer_within';
COMMENT ON COLUMN service_level.team IS 'Team of the requests; (none): of none';
COMMENT ON COLUMN service_level.bucket_start IS 'Start of the bucket, setting.bucket_width wide, in which they arrived';
COMMENT ON COLUMN service_level.bucket_end IS 'End of the bucket';
COMMENT ON COLUMN service_level.local_start IS 'bucket_start on the clock of time_zone';
COMMENT ON COLUMN service_level.time_zone IS 'Zone of the buckets and of local_start, by setting';
COMMENT ON COLUMN service_level.offered_count IS 'Requests that arrived';
COMMENT ON COLUMN service_level.answered_count IS 'Requests with a response';
COMMENT ON COLUMN service_level.abandoned_count IS 'Requests closed without a response';
COMMENT ON COLUMN service_level.waiting_count IS 'Requests neither answered nor closed yet: offered_count - answered_count - abandoned_count';
COMMENT ON COLUMN service_level.answered_in_time_count IS 'Requests answered in time; 0 without a target';
COMMENT ON COLUMN service_level.abandoned_in_time_count IS 'Requests abandoned while they could still be answered in time; 0 without a target';
COMMENT ON COLUMN service_level.undecided_count IS 'Requests that wait and can still be answered in time; all requests without a target';
COMMENT ON COLUMN service_level.service_level_abandoned_ignored_ratio IS 'answered_in_time_count / (offered_count - undecided_count - abandoned_in_time_count), from 0 to 1; NULL if that is 0. Who gave up in time does not count';
COMMENT ON COLUMN service_level.service_level_abandoned_negative_ratio IS 'answered_in_time_count / (offered_count - undecided_count), from 0 to 1; NULL if that is 0. Who gave up counts as not answered';
COMMENT ON COLUMN service_level.service_level_abandoned_positive_ratio IS '(answered_in_time_count + abandoned_in_time_count) / (offered_count - undecided_count), from 0 to 1; NULL if that is 0. Who gave up in time counts as answered';
COMMENT ON COLUMN service_level.abandoned_of_offered_ratio IS 'abandoned_count / offered_count, from 0 to 1';
COMMENT ON COLUMN service_level.asa_seconds IS 'Average speed of answer, seconds: mean wait of the answered; NULL if none was';
COMMENT ON COLUMN service_level.aht_seconds IS 'Average handle time, seconds: mean time from response to close; NULL if none was closed after a response';
