-- rule_notification: of which violations have people been told?
--
-- One row per violation that notify_violations has told.

CREATE TABLE rule_notification (
  rule_id text NOT NULL,
  team text NOT NULL,
  user_id text,
  started_at timestamptz NOT NULL,
  notified_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  UNIQUE NULLS NOT DISTINCT (rule_id, team, user_id, started_at)
);
COMMENT ON TABLE rule_notification IS 'Input: what userlogs.notify_violations has told: one row per violation, which is not told again';
COMMENT ON COLUMN rule_notification.rule_id IS 'The rule';
COMMENT ON COLUMN rule_notification.team IS 'The team';
COMMENT ON COLUMN rule_notification.user_id IS 'Whose interval it is, for spell_length; NULL otherwise';
COMMENT ON COLUMN rule_notification.started_at IS 'From when on the rule was broken';
COMMENT ON COLUMN rule_notification.notified_at IS 'When it was told';
ANALYZE rule_notification;
