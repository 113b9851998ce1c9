-- report_span: which part of a window can be reported on?
--
-- One row: the window [from_at, to_at), up to now; without a lower bound from
-- the first local day with an event or a request on.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION report_span(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (from_at timestamptz, to_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1
BEGIN ATOMIC
  -- least() ignores NULL, which is no bound; a window in the future is empty
  SELECT least(f.first_at, s.as_of) AS from_at,
    CASE WHEN report_span.from_at > '-infinity' THEN least(report_span.to_at, s.as_of)
      ELSE greatest(least(report_span.to_at, s.as_of), least(f.first_at, s.as_of)) END AS to_at
  FROM report_setting() s
  CROSS JOIN LATERAL (
    SELECT CASE WHEN report_span.from_at > '-infinity' THEN report_span.from_at
      ELSE (
        SELECT userlogs.local_day_start(userlogs.local_date(least(
            (SELECT min(e.occurred_at) FROM usable_event() e),
            -- as usable_request, but with no join, which would hide the index
            (SELECT min(r.arrived_at) FROM service_request_input() r
             WHERE r.arrived_at <= (SELECT t.as_of FROM report_end() t) AND (r.arrived_at < (SELECT b.starts_at FROM report_start() b)) IS NOT TRUE)),
          s.time_zone, s.day_offset), s.time_zone, s.day_offset)) END
    OFFSET 0) f(first_at)
  -- evaluated before anything is read
  WHERE userlogs.valid_window(report_span.from_at, report_span.to_at);
END;
COMMENT ON FUNCTION report_span(timestamptz, timestamptz) IS
  'internal: return the part of the window [from_at, to_at) up to as_of, as one row. from_at NULL or -infinity: start of the local day of the first event or request (as_of if there is none); to_at NULL: no bound';
