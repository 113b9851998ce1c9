-- team_member: which users belonged to which team, from when to when?
--
-- One row per period of membership.

CREATE TABLE team_member (
  user_id text NOT NULL,
  team text NOT NULL,
  valid_from timestamptz,
  valid_to timestamptz,
  UNIQUE NULLS NOT DISTINCT (user_id, team, valid_from),
  CONSTRAINT "valid_from is before valid_to" CHECK (valid_from < valid_to)
);
COMMENT ON TABLE team_member IS
  'Input: membership of teams: one row per period, half-open. Overlapping periods of one team count once; a user in two teams counts in both';
COMMENT ON COLUMN team_member.user_id IS 'Id used in status_event';
COMMENT ON COLUMN team_member.team IS 'Name of the team';
COMMENT ON COLUMN team_member.valid_from IS 'First moment of the membership; NULL: no lower bound';
COMMENT ON COLUMN team_member.valid_to IS 'First moment after the membership; NULL: no upper bound';
ANALYZE team_member;
