-- team_target: which targets apply to a team, when?
--
-- One row per team of the input and period in which its targets do not change,
-- as in request_target.

CREATE OR REPLACE FUNCTION team_target()
RETURNS TABLE (
  team text,
  valid_from timestamptz,
  valid_to timestamptz,
  service_level double precision,
  answer_within interval,
  max_occupancy double precision,
  shrinkage double precision,
  minimum_headcount bigint,
  concurrency double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT g.team, g.valid_from, g.valid_to, g.service_level, g.answer_within, g.max_occupancy, g.shrinkage, g.minimum_headcount, g.concurrency
  FROM request_target() g
  WHERE g.priority_key = '' AND g.channel_key = '';
END;
COMMENT ON FUNCTION team_target() IS 'internal: return the targets of each team of target, one row per team and period; NULL where the input is contradictory or out of range';
