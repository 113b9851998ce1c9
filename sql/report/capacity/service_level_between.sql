-- service_level_between: how fast were requests answered?
--
-- One row per team and bucket of setting.bucket_width in which requests of the
-- window [from_at, to_at) arrived; a request counts where it arrived.

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
  asa_seconds numeric,
  aht_seconds numeric)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT r.team, r.bucket_start, r.bucket_end, r.bucket_start AT TIME ZONE r.time_zone, r.time_zone,
    r.offered, r.answered, r.abandoned, r.offered - r.answered - r.abandoned,
    r.answered_in_time, r.abandoned_in_time, r.undecided,
    r.answered_in_time / nullif(r.offered - r.undecided - r.abandoned_in_time, 0)::double precision,
    r.answered_in_time / nullif(r.offered - r.undecided, 0)::double precision,
    (r.answered_in_time + r.abandoned_in_time) / nullif(r.offered - r.undecided, 0)::double precision,
    r.abandoned / r.offered::double precision,
    r.asa_seconds, r.aht_seconds
  FROM (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone) AS bucket_start,
      userlogs.bucket_end(min(q.arrived_at), s.bucket_width, s.time_zone) AS bucket_end, s.time_zone,
      count(*) AS offered,
      count(*) FILTER (WHERE q.is_answered) AS answered,
      count(*) FILTER (WHERE q.is_abandoned) AS abandoned,
      count(*) FILTER (WHERE q.is_answered AND q.is_in_time) AS answered_in_time,
      count(*) FILTER (WHERE q.is_abandoned AND q.is_in_time) AS abandoned_in_time,
      -- without a target nothing is decided
      count(*) FILTER (WHERE q.is_in_time IS NULL) AS undecided,
      (avg(q.wait_seconds) FILTER (WHERE q.is_answered))::numeric(18,6) AS asa_seconds,
      avg(q.handle_seconds)::numeric(18,6) AS aht_seconds
    FROM report_setting() s
    CROSS JOIN usable_request() q
    WHERE (service_level_between.from_at IS NULL OR q.arrived_at >= service_level_between.from_at)
      AND (service_level_between.to_at IS NULL OR q.arrived_at < service_level_between.to_at)
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, s.time_zone), s.bucket_width, s.time_zone) r
  WHERE userlogs.valid_window(service_level_between.from_at, service_level_between.to_at);
END;
COMMENT ON FUNCTION service_level_between(timestamptz, timestamptz) IS
  'Service level of the requests that arrived in the window [from_at, to_at): the columns of service_level. NULL: no bound. Error invalid_parameter_value (from_at after to_at)';
