-- anomalies_by_team: which events of the users of a team were ignored or
-- changed, or contradict each other, and how?
--
-- One row per team and row of anomalies of the window [from_at, to_at): the
-- teams are those of the user at occurred_at.  A user in two teams at that time
-- has rows in both.
-- key: team, kind, user_id, occurred_at, event_id, status, reason

CREATE OR REPLACE FUNCTION anomalies_by_team_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  kind text,
  user_id status_event.user_id%TYPE,
  user_name text,
  event_id bigint,
  occurred_at timestamptz,
  local_occurred timestamp,
  status text,
  reason text,
  action text,
  event_count bigint,
  time_zone text,
  severity text)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT coalesce(m.team, '(none)') AS team, a.kind, a.user_id, a.user_name, a.event_id, a.occurred_at,
    CASE WHEN z.team IS NULL THEN a.local_occurred ELSE userlogs.local_time(a.occurred_at, z.time_zone) END AS local_occurred,
    a.status, a.reason, a.action, a.event_count, coalesce(z.time_zone, a.time_zone) AS time_zone, a.severity
  FROM anomalies_between(anomalies_by_team_between.from_at, anomalies_by_team_between.to_at) a
  LEFT JOIN team_period() m ON m.user_id = a.user_id AND m.valid_from <= a.occurred_at AND m.valid_to > a.occurred_at
  LEFT JOIN team_zone() z ON z.team = coalesce(m.team, '(none)')
  WHERE userlogs.valid_window(anomalies_by_team_between.from_at, anomalies_by_team_between.to_at);
END;
COMMENT ON FUNCTION anomalies_by_team_between(timestamptz, timestamptz) IS
  'Return anomalies_by_team for the window [from_at, to_at): the rows of anomalies_between, by team. NULL is no bound; events without a time are rows only without any bound';

COMMENT ON VIEW anomalies_by_team IS
  'Events that were ignored or changed, or contradict each other, and how, by team of the user at that time. One row per team and row of anomalies; key (team, kind, user_id, occurred_at, event_id, status, reason). A user in two teams is in both: for everybody once take anomalies. A filter on time reads everything: for a window take anomalies_by_team_between';
COMMENT ON COLUMN anomalies_by_team.team IS 'Team of the user at occurred_at; (none): in no team then, or without a user or a time';
COMMENT ON COLUMN anomalies_by_team.kind IS 'Kind, as in anomalies';
COMMENT ON COLUMN anomalies_by_team.user_id IS 'User of the event; NULL: missing';
COMMENT ON COLUMN anomalies_by_team.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN anomalies_by_team.event_id IS 'Event; for capped, lost and long_status the event that began the status; NULL for too_many_statuses, too_many_reasons and long_session';
COMMENT ON COLUMN anomalies_by_team.occurred_at IS 'Time of the event, of the start of the session, or of the first use of a label beyond 10,000; NULL: none, or infinite';
COMMENT ON COLUMN anomalies_by_team.local_occurred IS 'occurred_at on the clock of time_zone';
COMMENT ON COLUMN anomalies_by_team.status IS 'Status as written by the source; NULL: none given';
COMMENT ON COLUMN anomalies_by_team.reason IS 'Reason as written by the source; NULL: none given';
COMMENT ON COLUMN anomalies_by_team.action IS 'Action taken, and what contradicts the event';
COMMENT ON COLUMN anomalies_by_team.event_count IS 'Number of events equal in all these columns; for too_many_statuses and too_many_reasons of those shown as (other)';
COMMENT ON COLUMN anomalies_by_team.time_zone IS 'Time zone of local_occurred, from team_setting or setting';
COMMENT ON COLUMN anomalies_by_team.severity IS 'What the kind does to the figures, as in anomalies: error, warning or notice';
