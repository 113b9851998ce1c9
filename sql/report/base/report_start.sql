-- report_start: from when on do events and requests count?
--
-- One row: setting.starts_at if it is set, else the first event or request,
-- except stray ones.  A device without a clock writes 1970, a typing error
-- another year; a single row of that kind would make every view begin there.
-- Stray are
--
--   rows before 2000,
--   rows more than 90 days before the next event or request of any user, if
--   they are at most a tenth of the first two hundred, and
--   rows more than 365 days before it, if they are at most a third.
--
-- STRICT prevents inlining, so that it runs once in a query.  Only the first
-- two hundred of each are read, in order, which is cheap with an index on the
-- time.

CREATE OR REPLACE FUNCTION report_start()
RETURNS TABLE (starts_at timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 1
BEGIN ATOMIC
  SELECT coalesce(
    (SELECT CASE WHEN count(*) > 0 AND min(s.starts_at) = max(s.starts_at) AND min(s.starts_at) >= '1900-01-01 00:00+00'
      AND isfinite(min(s.starts_at)) THEN min(s.starts_at) END FROM setting_input() s),
    (SELECT max(p.next_at) FILTER (WHERE p.next_at - p.at > interval '90 days' AND p.position * 10 <= p.total
       OR p.next_at - p.at > interval '365 days' AND p.position * 3 <= p.total)
     FROM (
       SELECT a.at, lead(a.at) OVER (ORDER BY a.at) AS next_at, row_number() OVER (ORDER BY a.at) AS position, count(*) OVER () AS total
       FROM (
         (SELECT e.occurred_at AS at FROM status_event_input() e
          WHERE e.user_id IS NOT NULL AND e.occurred_at >= '2000-01-01 00:00+00' AND e.occurred_at <= (SELECT t.as_of FROM report_end() t)
          ORDER BY e.occurred_at LIMIT 200)
         UNION ALL
         (SELECT r.arrived_at FROM service_request_input() r
          WHERE r.arrived_at >= '2000-01-01 00:00+00' AND r.arrived_at <= (SELECT t.as_of FROM report_end() t)
          ORDER BY r.arrived_at LIMIT 200)
         ORDER BY at LIMIT 200) a) p),
    '2000-01-01 00:00+00') AS starts_at
  -- the function that reads the setting does not check it, for speed
  WHERE userlogs.is_not_distributed('setting'::regclass);
END;
COMMENT ON FUNCTION report_start() IS
  'internal: return the time from which on events and requests count, as one row: setting.starts_at, else 2000-01-01 or a later time that leaves out stray rows: those more than 90 days before the next one, if at most a tenth of the first two hundred, or more than 365 days, if at most a third';
