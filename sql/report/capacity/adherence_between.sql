-- adherence_between: did people do what was planned, when it was planned?
--
-- One row per user and local day with a shift, or with time available, in the
-- window [from_at, to_at), which ends now at the latest.

CREATE OR REPLACE FUNCTION adherence_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  scheduled_seconds numeric,
  scheduled_work_seconds numeric,
  adherent_seconds numeric,
  available_seconds numeric,
  unscheduled_seconds numeric,
  adherence_ratio double precision,
  conformance_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT f.user_id, coalesce(u.name, f.user_id::text), f.local_date,
    (f.work + f.pause)::numeric(18,6), f.work::numeric(18,6), f.adherent::numeric(18,6), f.available::numeric(18,6), f.unscheduled::numeric(18,6),
    (f.adherent / nullif(f.work + f.pause, 0))::double precision,
    (f.available / nullif(f.work, 0))::double precision
  FROM (
    SELECT d.user_id, d.local_date,
      total_seconds(d.work) AS work,
      total_seconds(d.pause) AS pause,
      total_seconds(d.work * d.available) + total_seconds(d.pause * d.unavailable) AS adherent,
      total_seconds(d.available) AS available,
      total_seconds(d.available + d.unavailable - d.work - d.pause) AS unscheduled
    FROM report_span(adherence_between.from_at, adherence_between.to_at) r
    CROSS JOIN LATERAL scheduled_day(r.from_at, r.to_at) d) f
  LEFT JOIN user_label() u ON u.user_id = f.user_id
  WHERE userlogs.valid_window(adherence_between.from_at, adherence_between.to_at);
END;
COMMENT ON FUNCTION adherence_between(timestamptz, timestamptz) IS
  'Adherence to the schedule in the window [from_at, to_at), which ends now at the latest: the columns of adherence. A day that the window covers in part counts for that part. from_at NULL or -infinity: from the first local day with an event or request on; to_at NULL: up to now. Error invalid_parameter_value (from_at after to_at)';
