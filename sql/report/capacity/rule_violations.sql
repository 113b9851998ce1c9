-- rule_violations: when was a rule broken?
--
-- One row per rule, team (and user, for spell_length) and longest span in which
-- it was broken for as long as it has to last.
-- key: rule_id, team, user_id, started_at

CREATE OR REPLACE VIEW rule_violations WITH (security_invoker = true) AS
SELECT l.rule_id, l.severity, l.metric, l.team, l.user_id, l.user_name, l.reason, l.started_at, l.ended_at,
  l.local_start, l.local_end, l.time_zone, l.duration, l.duration_seconds::numeric(18,6) AS duration_seconds,
  l.threshold, l.value_min, l.value_max, l.is_open
FROM rule_violations_between(NULL, NULL) l;
COMMENT ON VIEW rule_violations IS
  'When rules were broken. One row per rule, team and longest span, up to now, in which the metric stood to the threshold as the rule says, for at least as long as it has to last; for spell_length per user, from the moment at which somebody had been unavailable without interruption (for the reason of the rule, or any) for too long; key (rule_id, team, user_id, started_at)';
COMMENT ON COLUMN rule_violations.rule_id IS 'The rule';
COMMENT ON COLUMN rule_violations.severity IS 'Its severity';
COMMENT ON COLUMN rule_violations.metric IS 'Its metric';
COMMENT ON COLUMN rule_violations.team IS 'Team; (none): of none';
COMMENT ON COLUMN rule_violations.user_id IS 'Whose interval it is, for spell_length; NULL otherwise';
COMMENT ON COLUMN rule_violations.user_name IS 'Name by report_user, else the id; NULL if user_id is';
COMMENT ON COLUMN rule_violations.reason IS 'Reason of the rule; for spell_length the labels of the reasons of the time unavailable; NULL: none';
COMMENT ON COLUMN rule_violations.started_at IS 'From when on the rule was broken';
COMMENT ON COLUMN rule_violations.ended_at IS 'Until when; now, if it goes on';
COMMENT ON COLUMN rule_violations.local_start IS 'started_at on the clock of time_zone';
COMMENT ON COLUMN rule_violations.local_end IS 'ended_at on the clock of time_zone';
COMMENT ON COLUMN rule_violations.time_zone IS 'Zone of the local times, by setting';
COMMENT ON COLUMN rule_violations.duration IS 'How long, in hours and smaller units';
COMMENT ON COLUMN rule_violations.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN rule_violations.threshold IS 'The threshold of the rule';
COMMENT ON COLUMN rule_violations.value_min IS 'Smallest value of the metric in the span; NULL: requests and nobody available';
COMMENT ON COLUMN rule_violations.value_max IS 'Largest value of the metric in the span; NULL: requests and nobody available';
COMMENT ON COLUMN rule_violations.is_open IS 'Does it go on?';
