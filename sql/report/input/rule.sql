-- rule: which conditions raise an alert?
--
-- One row per rule.

CREATE TABLE rule (
  rule_id text PRIMARY KEY,
  metric text NOT NULL,
  team text,
  reason text,
  comparison text NOT NULL,
  threshold double precision NOT NULL,
  lasting interval NOT NULL DEFAULT '0',
  severity text,
  in_service_hours boolean,
  CONSTRAINT "metric is one that the comment on the column names" CHECK (metric IN ('available_headcount', 'availability_ratio', 'unavailable_users',
    'requests_per_available', 'spell_length', 'waiting_requests', 'stranded_requests')),
  CONSTRAINT "comparison is <, <=, > or >=" CHECK (comparison IN ('<', '<=', '>', '>=')),
  CONSTRAINT "threshold is a number" CHECK (threshold > '-infinity' AND threshold < 'infinity'),
  CONSTRAINT "lasting is not negative and without months"
    CHECK (lasting >= '0' AND extract(year FROM lasting) = 0 AND extract(month FROM lasting) = 0),
  CONSTRAINT "reason is for unavailable_users and spell_length" CHECK (reason IS NULL OR metric IN ('unavailable_users', 'spell_length')),
  CONSTRAINT "comparison of spell_length is > or >=" CHECK (metric <> 'spell_length' OR comparison IN ('>', '>='))
);
COMMENT ON TABLE rule IS 'Input: alert rules: one row per rule. rule_violations returns the spans in which a rule is broken, notify_violations sends notifications of new ones';
COMMENT ON COLUMN rule.rule_id IS 'Name of the rule';
COMMENT ON COLUMN rule.metric IS
  'Metric to watch: available_headcount (users available), availability_ratio (available / staffed, from 0 to 1; not while nobody is staffed), unavailable_users (for the reason, or any; nobody who is engaged), requests_per_available (waiting requests / available users; infinite if nobody is available), spell_length (time of one user unavailable without interruption, for the reason, or any, in seconds; > and >= are the same), waiting_requests (not yet answered), stranded_requests (waiting for an assignee who is neither available nor engaged)';
COMMENT ON COLUMN rule.team IS 'Team the rule applies to; NULL: every team except (none)';
COMMENT ON COLUMN rule.reason IS 'Reason or label of reasons the rule applies to, ignoring case; (none): no reason given; NULL: any reason';
COMMENT ON COLUMN rule.comparison IS 'Comparison of metric and threshold that breaks the rule: <, <=, > or >=; for spell_length > or >=';
COMMENT ON COLUMN rule.threshold IS 'Threshold of the metric; seconds for spell_length';
COMMENT ON COLUMN rule.lasting IS 'Shortest time without interruption that counts as a violation';
COMMENT ON COLUMN rule.severity IS 'Severity, as free text';
COMMENT ON COLUMN rule.in_service_hours IS 'Is the rule broken only in the service hours of the team? NULL: yes. A team without service hours is always in service';
ANALYZE rule;
