-- adherence: did people do what was planned, when it was planned?
--
-- One row per user and local day with a shift, or with time available.
-- key: user_id, local_date

CREATE OR REPLACE VIEW adherence WITH (security_invoker = true) AS
SELECT l.user_id, l.user_name, l.local_date, l.scheduled_seconds::numeric(18,6) AS scheduled_seconds,
  l.scheduled_work_seconds::numeric(18,6) AS scheduled_work_seconds,
  l.adherent_seconds::numeric(18,6) AS adherent_seconds, l.available_seconds::numeric(18,6) AS available_seconds,
  l.unscheduled_seconds::numeric(18,6) AS unscheduled_seconds, l.adherence_ratio, l.conformance_ratio
FROM adherence_between(NULL, NULL) l;
COMMENT ON VIEW adherence IS
  'Adherence to the schedule. One row per user and local day with a shift, or with time available, up to now; key (user_id, local_date)';
COMMENT ON COLUMN adherence.user_id IS 'Who';
COMMENT ON COLUMN adherence.user_name IS 'Name by report_user, else the id';
COMMENT ON COLUMN adherence.local_date IS 'Business day in the zone and with the day offset of setting';
COMMENT ON COLUMN adherence.scheduled_seconds IS 'Planned time, work and other activities, seconds; of today up to now';
COMMENT ON COLUMN adherence.scheduled_work_seconds IS 'Planned work, seconds';
COMMENT ON COLUMN adherence.adherent_seconds IS 'Planned work in which the user was available, and other planned activities in which the user was unavailable (not offline), seconds';
COMMENT ON COLUMN adherence.available_seconds IS 'Time available, planned or not, seconds';
COMMENT ON COLUMN adherence.unscheduled_seconds IS 'Time available or unavailable outside the schedule, seconds; not part of adherence';
COMMENT ON COLUMN adherence.adherence_ratio IS 'adherent_seconds / scheduled_seconds, from 0 to 1; NULL without a schedule';
COMMENT ON COLUMN adherence.conformance_ratio IS 'available_seconds / scheduled_work_seconds, which may pass 1; 0: none of the planned work was done; NULL without planned work';
