-- watched_rule: which rules can be broken?
--
-- One row per rule, the first of several with one id.  input_problems lists
-- the others.  A rule names a reason or a label of reasons, and is on all reasons
-- of the label.

CREATE OR REPLACE FUNCTION watched_rule()
RETURNS TABLE (
  rule_id text,
  severity text,
  metric text,
  team text,
  reason text,
  reason_key text,
  comparison text,
  threshold double precision,
  lasting_seconds numeric,
  in_service_hours boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 10
BEGIN ATOMIC
  SELECT DISTINCT ON (r.rule_id) r.rule_id, r.severity, r.metric, r.team, r.reason,
    coalesce(nullif(userlogs.label_key(coalesce((SELECT given_label('reason')) ->> userlogs.label_key(r.reason), r.reason)), ''), CASE WHEN r.reason IS NOT NULL THEN '(none)' END) AS reason_key, r.comparison, r.threshold,
    extract(epoch FROM coalesce(r.lasting, '0')) AS lasting_seconds,
    coalesce(r.in_service_hours, true) AS in_service_hours
  FROM rule_input() r
  WHERE r.rule_id IS NOT NULL AND r.threshold > '-infinity' AND r.threshold < 'infinity'
    AND r.metric IN ('available_headcount', 'availability_ratio', 'unavailable_users', 'requests_per_available', 'spell_length', 'waiting_requests', 'stranded_requests')
    AND r.comparison IN ('<', '<=', '>', '>=') AND (r.metric <> 'spell_length' OR r.comparison IN ('>', '>='))
  ORDER BY r.rule_id, r.metric, r.team, r.reason, r.comparison, r.threshold, r.lasting, r.severity, r.in_service_hours;
END;
COMMENT ON FUNCTION watched_rule() IS
  'internal: return the rules that can be broken, one row per rule_id. reason_key: key of the label of the reason, (none) if it is blank; lasting_seconds: 0 if not set; in_service_hours: true if not set';
