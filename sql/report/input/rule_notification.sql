-- rule_notification: for which violations has a notification been sent?
--
-- One row per violation that notify_violations has sent.

CREATE TABLE rule_notification (
  rule_id text NOT NULL,
  team text NOT NULL,
  user_id text,
  started_at timestamptz NOT NULL,
  notified_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE NULLS NOT DISTINCT (rule_id, team, user_id, started_at)
);
COMMENT ON TABLE rule_notification IS 'Input: notifications sent by userlogs.notify_violations: one row per violation, which is not sent again';
COMMENT ON COLUMN rule_notification.rule_id IS 'Rule';
COMMENT ON COLUMN rule_notification.team IS 'Team';
COMMENT ON COLUMN rule_notification.user_id IS 'User who was unavailable, for spell_length; NULL for other metrics';
COMMENT ON COLUMN rule_notification.started_at IS 'Time from which on the rule was broken';
COMMENT ON COLUMN rule_notification.notified_at IS 'Time of the notification';
ANALYZE rule_notification;
