-- near_span: which part of a window can be reported on, and which part of the
-- log around it is read first?
--
-- One row: report_span of the window [from_at, to_at), of everything (first_at,
-- last_at), and the window extended by 8 days on each side.  What is in force
-- at the edges of a window usually began and ends within that; otherwise more
-- is read, of the teams concerned only.  near_from, near_to are NULL where the
-- window has no bound, near_to also if it reaches last_at.

CREATE OR REPLACE FUNCTION near_span(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  from_at timestamptz,
  to_at timestamptz,
  first_at timestamptz,
  last_at timestamptz,
  near_from timestamptz,
  near_to timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  SELECT r.from_at, r.to_at, l.from_at AS first_at, l.to_at AS last_at,
    CASE WHEN near_span.from_at > '-infinity' THEN
      CASE WHEN r.from_at < l.from_at + interval '192 hours' THEN l.from_at ELSE r.from_at - interval '192 hours' END END AS near_from,
    CASE WHEN near_span.to_at < 'infinity' AND r.to_at < l.to_at - interval '192 hours' THEN r.to_at + interval '192 hours' END AS near_to
  FROM report_span(near_span.from_at, near_span.to_at) r
  CROSS JOIN report_span(NULL, NULL) l;
END;
COMMENT ON FUNCTION near_span(timestamptz, timestamptz) IS
  'internal: return the part of the window [from_at, to_at) that can be reported on, that of everything (first_at, last_at), and the window extended by 8 days on each side (near_from, near_to; NULL: no bound), as one row';
