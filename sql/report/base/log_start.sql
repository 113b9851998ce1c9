-- log_start: from when on is a status in force that was set before the log
-- begins?
--
-- One row: the start of the local day of the first row that counts of any input
-- of statuses.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION log_start()
RETURNS TABLE (starts_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1
BEGIN ATOMIC
  SELECT greatest(userlogs.local_day_start(userlogs.local_date(k.first_at, s.time_zone, s.day_offset), s.time_zone, s.day_offset), b.starts_at) AS starts_at
  FROM report_setting() s
  CROSS JOIN report_start() b
  CROSS JOIN LATERAL (
    SELECT least(
      (SELECT min(e.occurred_at) FROM status_event_input() e WHERE e.user_id IS NOT NULL AND (e.occurred_at < b.starts_at) IS NOT TRUE),
      (SELECT min(i.started_at) FROM status_interval_input() i WHERE i.user_id IS NOT NULL AND (i.started_at < b.starts_at) IS NOT TRUE),
      (SELECT min(p.polled_at) FROM status_snapshot_input() p WHERE (p.polled_at < b.starts_at) IS NOT TRUE))
    OFFSET 0) k(first_at);
END;
COMMENT ON FUNCTION log_start() IS
  'internal: return the start of the local day of the first event, interval or snapshot that counts, as one row; NULL if there is none';
