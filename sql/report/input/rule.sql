-- rule: of what is somebody to be told?
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
  CONSTRAINT rule_metric_check CHECK (metric IN ('available_headcount', 'availability_ratio', 'unavailable_users',
    'requests_per_available', 'spell_length', 'waiting_requests')),
  CONSTRAINT "comparison is <, <=, > or >=" CHECK (comparison IN ('<', '<=', '>', '>=')),
  CONSTRAINT "threshold is a number" CHECK (threshold > '-infinity' AND threshold < 'infinity'),
  CONSTRAINT "lasting is not negative and without months"
    CHECK (lasting >= '0' AND extract(year FROM lasting) = 0 AND extract(month FROM lasting) = 0),
  CONSTRAINT "reason is for unavailable_users and spell_length" CHECK (reason IS NULL OR metric IN ('unavailable_users', 'spell_length')),
  CONSTRAINT "comparison of spell_length is > or >=" CHECK (metric <> 'spell_length' OR comparison IN ('>', '>='))
);
COMMENT ON TABLE rule IS 'Input: of what somebody is to be told: one row per rule. rule_violations has the spans in which one is broken, notify_violations tells of new ones';
COMMENT ON COLUMN rule.rule_id IS 'Name of the rule';
COMMENT ON COLUMN rule.metric IS
  'What is watched: available_headcount (users available), availability_ratio (available of staffed, from 0 to 1; not while nobody is staffed), unavailable_users (for the reason, or any), requests_per_available (waiting requests for each available user; of nobody, infinite), spell_length (of one user''s time unavailable without interruption, for the reason, or any, in seconds; > and >= are the same), waiting_requests (not yet answered)';
COMMENT ON COLUMN rule.team IS 'Of which team; NULL: of each, but not of those who are in none';
COMMENT ON COLUMN rule.reason IS 'For which reason, in any case of letters; (none): for none given; NULL: any';
COMMENT ON COLUMN rule.comparison IS 'How the metric stands to the threshold when the rule is broken: <, <=, > or >=; for spell_length > or >=';
COMMENT ON COLUMN rule.threshold IS 'The number it is compared with; seconds for spell_length';
COMMENT ON COLUMN rule.lasting IS 'How long without interruption before it counts';
COMMENT ON COLUMN rule.severity IS 'How bad that is, in words of your own';
ANALYZE rule;
