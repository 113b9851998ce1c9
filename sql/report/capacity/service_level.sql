-- service_level: how fast were requests answered?
--
-- One row per team and bucket of setting.bucket_width in which requests of the
-- window [from_at, to_at) arrived; a request counts in the bucket of its arrival,
-- with all its responses, also for a team that it was passed to.
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
  aht_seconds numeric(18,6),
  response_count bigint,
  first_response_mean_seconds numeric(18,6),
  next_response_count bigint,
  next_response_mean_seconds numeric(18,6),
  next_response_decided_count bigint,
  next_response_in_time_count bigint,
  transferred_count bigint,
  resolved_count bigint,
  resolution_mean_seconds numeric(18,6),
  resolution_decided_count bigint,
  resolved_in_time_count bigint,
  reopened_count bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH request AS (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, o.time_zone) AS bucket_start,
      count(*) AS offered,
      count(*) FILTER (WHERE q.is_answered) AS answered,
      count(*) FILTER (WHERE q.is_abandoned) AS abandoned,
      count(*) FILTER (WHERE q.is_answered AND q.is_in_time) AS answered_in_time,
      count(*) FILTER (WHERE q.is_abandoned AND q.is_in_time) AS abandoned_in_time,
      -- without a target all requests are undecided
      count(*) FILTER (WHERE q.is_in_time IS NULL) AS undecided,
      sum(q.wait_seconds) FILTER (WHERE q.is_answered) AS wait_seconds,
      avg(q.handle_seconds) AS aht_seconds,
      count(*) FILTER (WHERE q.is_answered AND q.closed_at IS NOT NULL) AS resolved,
      avg(q.resolve_seconds) FILTER (WHERE q.is_answered AND q.closed_at IS NOT NULL) AS resolve_seconds,
      count(q.is_resolved_in_time) AS resolution_decided,
      count(*) FILTER (WHERE q.is_resolved_in_time) AS resolved_in_time,
      sum(q.reopened_count)::bigint AS reopened
    FROM report_setting() s
    CROSS JOIN request_work() q
    LEFT JOIN team_zone() z ON z.team = q.team
    CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
    WHERE (service_level_between.from_at IS NULL OR q.arrived_at >= service_level_between.from_at)
      AND (service_level_between.to_at IS NULL OR q.arrived_at < service_level_between.to_at)
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, o.time_zone)),
  further AS (
    SELECT f.team, userlogs.bucket_start(f.arrived_at, s.bucket_width, o.time_zone) AS bucket_start,
      count(*) FILTER (WHERE f.is_transfer) AS transferred,
      count(*) FILTER (WHERE f.is_answered) AS answered,
      sum(f.wait_seconds) FILTER (WHERE f.is_answered) AS wait_seconds,
      count(*) FILTER (WHERE f.is_answered AND NOT f.is_transfer) AS next_answered,
      avg(f.wait_seconds) FILTER (WHERE f.is_answered AND NOT f.is_transfer) AS next_seconds,
      count(f.is_in_time) FILTER (WHERE NOT f.is_transfer) AS next_decided,
      count(*) FILTER (WHERE f.is_in_time AND NOT f.is_transfer) AS next_in_time
    FROM report_setting() s
    CROSS JOIN further_wait(service_level_between.from_at, service_level_between.to_at) f
    LEFT JOIN team_zone() z ON z.team = f.team
    CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
    GROUP BY f.team, userlogs.bucket_start(f.arrived_at, s.bucket_width, o.time_zone)),
  figure AS (
    SELECT coalesce(r.team, f.team) AS team, coalesce(r.bucket_start, f.bucket_start) AS bucket_start,
      coalesce(r.offered, 0) AS offered, coalesce(r.answered, 0) AS answered, coalesce(r.abandoned, 0) AS abandoned,
      coalesce(r.answered_in_time, 0) AS answered_in_time, coalesce(r.abandoned_in_time, 0) AS abandoned_in_time, coalesce(r.undecided, 0) AS undecided,
      r.wait_seconds, r.aht_seconds, coalesce(r.resolved, 0) AS resolved, r.resolve_seconds, coalesce(r.resolution_decided, 0) AS resolution_decided,
      coalesce(r.resolved_in_time, 0) AS resolved_in_time, coalesce(r.reopened, 0) AS reopened,
      coalesce(r.answered, 0) + coalesce(f.answered, 0) AS responses, coalesce(r.wait_seconds, 0) + coalesce(f.wait_seconds, 0) AS response_seconds,
      coalesce(f.transferred, 0) AS transferred, coalesce(f.next_answered, 0) AS next_answered, f.next_seconds,
      coalesce(f.next_decided, 0) AS next_decided, coalesce(f.next_in_time, 0) AS next_in_time
    FROM request r
    FULL JOIN further f ON f.team = r.team AND f.bucket_start = r.bucket_start)
  SELECT r.team, r.bucket_start, userlogs.bucket_end(r.bucket_start, s.bucket_width, o.time_zone) AS bucket_end,
    userlogs.local_time(r.bucket_start, o.time_zone) AS local_start, o.time_zone,
    r.offered AS offered_count, r.answered AS answered_count, r.abandoned AS abandoned_count, r.offered - r.answered - r.abandoned AS waiting_count,
    r.answered_in_time AS answered_in_time_count, r.abandoned_in_time AS abandoned_in_time_count, r.undecided AS undecided_count,
    r.answered_in_time / nullif(r.offered - r.undecided - r.abandoned_in_time, 0)::double precision AS service_level_abandoned_ignored_ratio,
    r.answered_in_time / nullif(r.offered - r.undecided, 0)::double precision AS service_level_abandoned_negative_ratio,
    (r.answered_in_time + r.abandoned_in_time) / nullif(r.offered - r.undecided, 0)::double precision AS service_level_abandoned_positive_ratio,
    r.abandoned / nullif(r.offered, 0)::double precision AS abandoned_of_offered_ratio,
    (r.response_seconds / nullif(r.responses, 0))::numeric(18,6) AS asa_seconds, r.aht_seconds::numeric(18,6) AS aht_seconds,
    r.responses AS response_count, (r.wait_seconds / nullif(r.answered, 0))::numeric(18,6) AS first_response_mean_seconds,
    r.next_answered AS next_response_count, r.next_seconds::numeric(18,6) AS next_response_mean_seconds, r.next_decided AS next_response_decided_count,
    r.next_in_time AS next_response_in_time_count, r.transferred AS transferred_count,
    r.resolved AS resolved_count, r.resolve_seconds::numeric(18,6) AS resolution_mean_seconds, r.resolution_decided AS resolution_decided_count,
    r.resolved_in_time AS resolved_in_time_count, r.reopened AS reopened_count
  FROM report_setting() s
  CROSS JOIN figure r
  LEFT JOIN team_zone() z ON z.team = r.team
  CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
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
COMMENT ON COLUMN service_level.asa_seconds IS 'Average speed of answer, seconds: mean wait of the responses in response_count, on the clock of the target; NULL if there is none';
COMMENT ON COLUMN service_level.aht_seconds IS 'Average handle time, seconds: mean time from response to close, without pending time, at most setting.max_handle_time if it is set; NULL if none was closed after a response';
COMMENT ON COLUMN service_level.response_count IS 'Responses whose wait is known: the first ones, those of input response, and the first after a request was passed to the team';
COMMENT ON COLUMN service_level.first_response_mean_seconds IS 'Mean wait of the answered requests for their first response, on the clock of the target, seconds; NULL if none was answered';
COMMENT ON COLUMN service_level.next_response_count IS 'Responses to further messages, of input response';
COMMENT ON COLUMN service_level.next_response_mean_seconds IS 'Mean wait of next_response_count, on the clock of the target, seconds; NULL if there is none';
COMMENT ON COLUMN service_level.next_response_decided_count IS 'Further messages known to be answered in time or late; 0 without target.next_answer_within';
COMMENT ON COLUMN service_level.next_response_in_time_count IS 'Further messages answered within target.next_answer_within';
COMMENT ON COLUMN service_level.transferred_count IS 'Number of times that requests were passed to the team from another one; offered_count has them there only';
COMMENT ON COLUMN service_level.resolved_count IS 'Requests closed after a response';
COMMENT ON COLUMN service_level.resolution_mean_seconds IS 'Mean time from arrival to close of resolved_count, on the clock of the target and without pending time, seconds; NULL if there is none';
COMMENT ON COLUMN service_level.resolution_decided_count IS 'Requests known to be resolved in time or late; 0 without target.resolve_within';
COMMENT ON COLUMN service_level.resolved_in_time_count IS 'Requests closed within target.resolve_within';
COMMENT ON COLUMN service_level.reopened_count IS 'Number of times that requests were resolved and reopened, by input pending';
