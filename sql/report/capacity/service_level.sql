-- service_level: how fast were requests answered?
--
-- One row per team and bucket of setting.bucket_width in which requests of the
-- window [from_at, to_at) arrived; a request counts in the bucket of its
-- arrival.
-- key: team, bucket_start

CREATE OR REPLACE FUNCTION service_level_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  bucket_start timestamptz,
  bucket_end timestamptz,
  local_start timestamp,
  time_zone text,
  offered_count bigint,
  answered_count bigint,
  abandoned_count bigint,
  waiting_count bigint,
  answered_in_time_count bigint,
  abandoned_in_time_count bigint,
  undecided_count bigint,
  service_level_abandoned_ignored_ratio double precision,
  service_level_abandoned_negative_ratio double precision,
  service_level_abandoned_positive_ratio double precision,
  abandoned_of_offered_ratio double precision,
  asa_seconds numeric(18,6),
  aht_seconds numeric(18,6))
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT r.team, r.bucket_start, r.bucket_end, userlogs.local_time(r.bucket_start, r.time_zone) AS local_start, r.time_zone,
    r.offered AS offered_count, r.answered AS answered_count, r.abandoned AS abandoned_count, r.offered - r.answered - r.abandoned AS waiting_count,
    r.answered_in_time AS answered_in_time_count, r.abandoned_in_time AS abandoned_in_time_count, r.undecided AS undecided_count,
    r.answered_in_time / nullif(r.offered - r.undecided - r.abandoned_in_time, 0)::double precision AS service_level_abandoned_ignored_ratio,
    r.answered_in_time / nullif(r.offered - r.undecided, 0)::double precision AS service_level_abandoned_negative_ratio,
    (r.answered_in_time + r.abandoned_in_time) / nullif(r.offered - r.undecided, 0)::double precision AS service_level_abandoned_positive_ratio,
    r.abandoned / r.offered::double precision AS abandoned_of_offered_ratio,
    r.asa_seconds, r.aht_seconds
  FROM (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, o.time_zone) AS bucket_start,
      userlogs.bucket_end(min(q.arrived_at), s.bucket_width, o.time_zone) AS bucket_end, o.time_zone,
      count(*) AS offered,
      count(*) FILTER (WHERE q.is_answered) AS answered,
      count(*) FILTER (WHERE q.is_abandoned) AS abandoned,
      count(*) FILTER (WHERE q.is_answered AND q.is_in_time) AS answered_in_time,
      count(*) FILTER (WHERE q.is_abandoned AND q.is_in_time) AS abandoned_in_time,
      -- without a target all requests are undecided
      count(*) FILTER (WHERE q.is_in_time IS NULL) AS undecided,
      (avg(q.wait_seconds) FILTER (WHERE q.is_answered))::numeric(18,6) AS asa_seconds,
      avg(q.handle_seconds)::numeric(18,6) AS aht_seconds
    FROM report_setting() s
    CROSS JOIN usable_request() q
    LEFT JOIN team_zone() z ON z.team = q.team
    CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
    WHERE (service_level_between.from_at IS NULL OR q.arrived_at >= service_level_between.from_at)
      AND (service_level_between.to_at IS NULL OR q.arrived_at < service_level_between.to_at)
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, o.time_zone), s.bucket_width, o.time_zone) r
  WHERE userlogs.valid_window(service_level_between.from_at, service_level_between.to_at);
END;
COMMENT ON FUNCTION service_level_between(timestamptz, timestamptz) IS
  'Return service_level for the requests that arrived in the window [from_at, to_at). NULL is no bound';

COMMENT ON VIEW service_level IS
  'Service level of requests. One row per team and bucket in which requests arrived; key (team, bucket_start). In time: within target.answer_within, on the clock that the target names (service hours, or wall). A filter on time reads everything: for a window take service_level_between';
COMMENT ON COLUMN service_level.team IS 'Team of the requests; (none): no team';
COMMENT ON COLUMN service_level.bucket_start IS 'Start of the bucket of setting.bucket_width in which the requests arrived';
COMMENT ON COLUMN service_level.bucket_end IS 'End of the bucket';
COMMENT ON COLUMN service_level.local_start IS 'bucket_start on the clock of time_zone';
COMMENT ON COLUMN service_level.time_zone IS 'Time zone of the buckets and of local_start, from team_setting or setting';
COMMENT ON COLUMN service_level.offered_count IS 'Requests that arrived';
COMMENT ON COLUMN service_level.answered_count IS 'Requests with a response';
COMMENT ON COLUMN service_level.abandoned_count IS 'Requests closed without a response';
COMMENT ON COLUMN service_level.waiting_count IS 'Requests neither answered nor closed yet: offered_count - answered_count - abandoned_count';
COMMENT ON COLUMN service_level.answered_in_time_count IS 'Requests answered in time; 0 without a target';
COMMENT ON COLUMN service_level.abandoned_in_time_count IS 'Requests abandoned while they could still be answered in time; 0 without a target';
COMMENT ON COLUMN service_level.undecided_count IS 'Requests that are waiting and can still be answered in time; all requests without a target';
COMMENT ON COLUMN service_level.service_level_abandoned_ignored_ratio IS 'answered_in_time_count / (offered_count - undecided_count - abandoned_in_time_count), from 0 to 1; NULL if that is 0. Requests abandoned in time do not count';
COMMENT ON COLUMN service_level.service_level_abandoned_negative_ratio IS 'answered_in_time_count / (offered_count - undecided_count), from 0 to 1; NULL if that is 0. Abandoned requests count as not answered';
COMMENT ON COLUMN service_level.service_level_abandoned_positive_ratio IS '(answered_in_time_count + abandoned_in_time_count) / (offered_count - undecided_count), from 0 to 1; NULL if that is 0. Requests abandoned in time count as answered';
COMMENT ON COLUMN service_level.abandoned_of_offered_ratio IS 'abandoned_count / offered_count, from 0 to 1';
COMMENT ON COLUMN service_level.asa_seconds IS 'Average speed of answer, seconds: mean wait of the answered requests on the clock of the target; NULL if none was answered';
COMMENT ON COLUMN service_level.aht_seconds IS 'Average handle time, seconds: mean time from response to close; NULL if none was closed after a response';
