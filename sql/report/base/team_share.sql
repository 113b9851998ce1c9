-- team_share: in which teams was each user, at any time?
--
-- One row per user, team and period in which the teams of the user did not
-- change.  is_first: is the team the first one of these, by name?  So each
-- moment of a user is first in one row.  Users who are not in team_member have
-- no rows.
--
-- STRICT prevents inlining, for the same reason as team_period.

CREATE OR REPLACE FUNCTION team_share()
RETURNS TABLE (user_id status_event.user_id%TYPE, team text, valid_from timestamptz, valid_to timestamptz, is_first boolean)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED ROWS 1000
BEGIN ATOMIC
  WITH period AS MATERIALIZED (
    SELECT p.user_id, p.team, p.valid_from, p.valid_to FROM team_period() p),
  span AS (
    SELECT e.user_id, e.at AS valid_from, lead(e.at) OVER (PARTITION BY e.user_id ORDER BY e.at) AS valid_to
    FROM (SELECT p.user_id, p.valid_from AS at FROM period p UNION SELECT p.user_id, p.valid_to FROM period p) e)
  SELECT s.user_id, p.team, s.valid_from, s.valid_to,
    row_number() OVER (PARTITION BY s.user_id, s.valid_from ORDER BY p.team COLLATE "C") = 1 AS is_first
  FROM span s
  JOIN period p ON p.user_id = s.user_id AND p.valid_from <= s.valid_from AND p.valid_to >= s.valid_to;
END;
COMMENT ON FUNCTION team_share() IS
  'internal: return the teams of each user of team_member in each period in which they did not change, one row per user, team and period; is_first: the first of them by name';
