-- report_end: up to when does the report count?
--
-- One row: setting.as_of, or now.  A contradictory or invalid value counts as
-- not set; input_problems lists it.  Separate from report_setting, since nearly
-- every plan reads it several times, and it is planned each time.

CREATE OR REPLACE FUNCTION report_end()
RETURNS TABLE (as_of timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  -- A scalar subquery, not a column of a subquery in FROM, so that the planner
  -- treats it as a constant.  count(*) keeps it from planning an index scan for
  -- each min() and max().
  SELECT least((SELECT CASE WHEN count(*) > 0 AND min(s.as_of) = max(s.as_of) AND isfinite(min(s.as_of)) THEN min(s.as_of) END
    FROM setting_input() s), now()) AS as_of;
END;
COMMENT ON FUNCTION report_end() IS
  'internal: return the time up to which the report counts, as one row. as_of: now if the setting is missing, contradictory, infinite or in the future';
