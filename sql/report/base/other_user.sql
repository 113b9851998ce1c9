-- other_user: which users were never in one of these teams?
--
-- One row per user of team_member.  A user who is not in it is in team (none)
-- and not known here.

CREATE OR REPLACE FUNCTION other_user(teams text[])
RETURNS TABLE (user_id status_event.user_id%TYPE)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT m.user_id FROM team_period() m GROUP BY m.user_id HAVING NOT bool_or(m.team = ANY (other_user.teams));
END;
COMMENT ON FUNCTION other_user(text[]) IS 'internal: return the users of team_member who were never in one of the teams, one row per user';
