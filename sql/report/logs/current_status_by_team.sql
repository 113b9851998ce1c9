-- current_status_by_team: in which status is each user of a team now, why and
-- since when?
--
-- One row per team and user: the teams are those of the user now.
-- key: team, user_id

CREATE OR REPLACE VIEW current_status_by_team WITH (security_invoker = true) AS
SELECT coalesce(m.team, '(none)') AS team, i.user_id, i.user_name, coalesce(i.status, '(unknown)') AS status, i.class, i.reason, i.label,
  i.since_at, CASE WHEN z.team IS NULL THEN i.local_since ELSE userlogs.local_time(i.since_at, z.time_zone) END AS local_since, i.duration_seconds::double precision AS duration_seconds, coalesce(z.time_zone, i.time_zone) AS time_zone, i.start_cause, i.as_of, i.counts_as
FROM current_status i
LEFT JOIN team_period() m ON m.user_id = i.user_id AND m.valid_from <= i.as_of AND m.valid_to > i.as_of
LEFT JOIN team_zone() z ON z.team = coalesce(m.team, '(none)');
COMMENT ON VIEW current_status_by_team IS
  'Current status and reason of each user in each team. One row per team and user, by the teams of the user now; key (team, user_id). A user in two teams is in both: for everybody once take current_status';
COMMENT ON COLUMN current_status_by_team.team IS 'Team; (none): in no team now';
COMMENT ON COLUMN current_status_by_team.user_id IS 'User';
COMMENT ON COLUMN current_status_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN current_status_by_team.status IS 'Status as written by the source; (unknown): no event, or no status given';
COMMENT ON COLUMN current_status_by_team.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN current_status_by_team.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN current_status_by_team.label IS 'Label for a legend: that of the reason while unavailable for one, else that of the status; (unknown): no status';
COMMENT ON COLUMN current_status_by_team.since_at IS 'Exact time at which the status began, which may lie before the membership; NULL: no event';
COMMENT ON COLUMN current_status_by_team.local_since IS 'since_at on the clock of time_zone';
COMMENT ON COLUMN current_status_by_team.duration_seconds IS 'Time from since_at to as_of, seconds; NULL: no event';
COMMENT ON COLUMN current_status_by_team.time_zone IS 'Time zone of local_since, from team_setting or setting';
COMMENT ON COLUMN current_status_by_team.start_cause IS 'Cause of the start: changed (an event), capped or lost (max_open_time or heartbeat_timeout ended the status before), open (no event)';
COMMENT ON COLUMN current_status_by_team.as_of IS 'Time that the report takes as now';
COMMENT ON COLUMN current_status_by_team.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
