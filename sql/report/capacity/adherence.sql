-- adherence: did users follow the schedule?
--
-- One row per user and local day with a shift, or with time available or engaged, in the
-- window [from_at, to_at), up to now.
-- key: user_id, local_date

CREATE OR REPLACE FUNCTION adherence_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  user_id status_event.user_id%TYPE,
  user_name text,
  local_date date,
  scheduled_seconds numeric(18,6),
  scheduled_work_seconds numeric(18,6),
  adherent_seconds numeric(18,6),
  available_seconds numeric(18,6),
  unscheduled_seconds numeric(18,6),
  adherence_ratio double precision,
  conformance_ratio double precision,
  engaged_seconds numeric(18,6))
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT f.user_id, coalesce(u.name, f.user_id::text) AS user_name, f.local_date,
    (f.work + f.pause)::numeric(18,6) AS scheduled_seconds, f.work::numeric(18,6) AS scheduled_work_seconds,
    f.adherent::numeric(18,6) AS adherent_seconds, f.available::numeric(18,6) AS available_seconds,
    f.unscheduled::numeric(18,6) AS unscheduled_seconds,
    (f.adherent / nullif(f.work + f.pause, 0))::double precision AS adherence_ratio,
    ((f.available + f.engaged) / nullif(f.work, 0))::double precision AS conformance_ratio,
    f.engaged::numeric(18,6) AS engaged_seconds
  FROM (
    SELECT d.user_id, d.local_date,
      total_seconds(d.work) AS work,
      total_seconds(d.pause) AS pause,
      total_seconds(d.work * (d.available + d.engaged)) + total_seconds(d.pause * d.unavailable) AS adherent,
      total_seconds(d.available) AS available,
      total_seconds(d.engaged) AS engaged,
      total_seconds(d.available + d.engaged + d.unavailable - d.work - d.pause) AS unscheduled
    FROM scheduled_day(adherence_between.from_at, adherence_between.to_at) d) f
  LEFT JOIN user_label() u ON u.user_id = f.user_id
  WHERE userlogs.valid_window(adherence_between.from_at, adherence_between.to_at);
END;
COMMENT ON FUNCTION adherence_between(timestamptz, timestamptz) IS
  'Return adherence for the window [from_at, to_at), up to now; a day counts for its part in the window. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW adherence IS
  'Adherence to the schedule. One row per user and local day with a shift or time available or engaged, up to now; key (user_id, local_date). A filter on time reads everything: for a window take adherence_between';
COMMENT ON COLUMN adherence.user_id IS 'User';
COMMENT ON COLUMN adherence.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN adherence.local_date IS 'Business day by time_zone and day_offset of setting';
COMMENT ON COLUMN adherence.scheduled_seconds IS 'Planned time, work and other activities, seconds; today up to now';
COMMENT ON COLUMN adherence.scheduled_work_seconds IS 'Planned work, seconds';
COMMENT ON COLUMN adherence.adherent_seconds IS 'Planned work in which the user was available or engaged, and other planned activities in which the user was unavailable (not offline), seconds';
COMMENT ON COLUMN adherence.available_seconds IS 'Time available, planned or not, seconds';
COMMENT ON COLUMN adherence.unscheduled_seconds IS 'Time available, engaged or unavailable outside the schedule, seconds; not part of adherence';
COMMENT ON COLUMN adherence.adherence_ratio IS 'adherent_seconds / scheduled_seconds, from 0 to 1; NULL without a schedule';
COMMENT ON COLUMN adherence.conformance_ratio IS '(available_seconds + engaged_seconds) / scheduled_work_seconds, may exceed 1; 0: none of the planned work was done; NULL without planned work';
COMMENT ON COLUMN adherence.engaged_seconds IS 'Time engaged (in a call, wrap-up, a chat), planned or not, seconds';
