-- report_span: from when to when is there anything to report?
--
-- One row: from the first local day with an event or a request up to now.
--
-- Not inlined, and without JIT, for the reasons that team_absence has.

CREATE OR REPLACE FUNCTION report_span()
RETURNS TABLE (from_at timestamptz, to_at timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 1
BEGIN ATOMIC
  SELECT coalesce(userlogs.local_day_start(userlogs.local_date(f.first_at, s.time_zone, s.day_offset), s.time_zone, s.day_offset), s.as_of),
    s.as_of
  FROM report_setting() s
  CROSS JOIN LATERAL (
    SELECT least((SELECT min(e.occurred_at) FROM usable_event() e), (SELECT min(r.arrived_at) FROM usable_request() r))) f(first_at);
END;
COMMENT ON FUNCTION report_span() IS
  'What there is to report on: one row, from the start of the local day of the first event or request (as_of if there is none) up to as_of';
