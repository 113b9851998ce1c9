-- team_list: the teams, for filters.
--
-- One row per team with a member, a request, service hours or a target, and
-- (none).
-- key: team

CREATE OR REPLACE VIEW team_list WITH (security_invoker = true) AS
SELECT t.team, count(DISTINCT m.user_id) AS user_count
FROM (SELECT r.team FROM report_team() r UNION SELECT '(none)') t
CROSS JOIN report_end() s
LEFT JOIN team_period() m ON m.team = t.team AND m.valid_from <= s.as_of AND m.valid_to > s.as_of
GROUP BY t.team;
COMMENT ON VIEW team_list IS 'Teams with a member, a request, service hours or a target, and (none), for filters. One row per team; key team';
COMMENT ON COLUMN team_list.team IS 'Team; (none): no team';
COMMENT ON COLUMN team_list.user_count IS 'Users of team_member in the team now; not additive over teams';
