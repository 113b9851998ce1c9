-- notify_violations: send one notification for each violation of a rule.

CREATE FUNCTION userlogs.notify_violations(schema_name pg_catalog.text, since pg_catalog.interval DEFAULT '1 day')
RETURNS pg_catalog.int8
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  as_of timestamptz;
  ended_after timestamptz;
  violations json;
  user_id_type text;
  told bigint;
BEGIN
  IF schema_name IS NULL OR since IS NULL THEN
    RAISE '% must not be NULL', CASE WHEN schema_name IS NULL THEN 'schema_name' ELSE 'since' END
      USING ERRCODE = 'null_value_not_allowed';
  END IF;
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name) o WHERE o.kind = 'view' AND o.name = 'rule_violations') THEN
    RAISE 'schema "%" has no report with rules', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one, or brings it up to date.';
  END IF;
  PERFORM userlogs.check_report_caller(schema_name);

  EXECUTE format('SELECT s.to_at FROM %I.report_span(NULL, NULL) s', schema_name) INTO as_of;
  ended_after := CASE WHEN since < as_of - timestamptz '4000-01-01 00:00+00 BC' THEN as_of - greatest(since, '0') ELSE '-infinity' END;
  EXECUTE format($query$
    SELECT coalesce(json_agg(v), '[]')
    FROM (
      SELECT v.rule_id, v.severity, v.metric, v.team, v.user_id, v.reason, v.started_at, v.threshold, v.is_open
      FROM %I.rule_violations_between($1 - interval '1 microsecond', NULL) v
      WHERE v.is_open OR v.ended_at > $1) v$query$, schema_name)
    INTO violations USING ended_after;

  SELECT format_type(a.atttypid, a.atttypmod) INTO STRICT user_id_type
  FROM pg_attribute a
  WHERE a.attrelid = format('%I.rule_notification', schema_name)::regclass AND a.attname = 'user_id';
  EXECUTE format($query$
    WITH violation AS (
      SELECT v.rule_id, v.severity, v.metric, v.team, v.user_id, v.reason, v.started_at, v.threshold, v.is_open
      FROM json_to_recordset($1) v(rule_id text, severity text, metric text, team text, user_id %3$s, reason text,
        started_at timestamptz, threshold double precision, is_open boolean)),
    told AS (
      INSERT INTO %1$I.rule_notification (rule_id, team, user_id, started_at)
      SELECT v.rule_id, v.team, v.user_id, v.started_at FROM violation v
      -- a table of the user's own may have no unique constraint
      WHERE NOT EXISTS (SELECT FROM %1$I.rule_notification n WHERE n.rule_id = v.rule_id AND n.team = v.team
        AND n.started_at = v.started_at AND n.user_id IS NOT DISTINCT FROM v.user_id)
      ON CONFLICT DO NOTHING
      RETURNING rule_id, team, user_id, started_at),
    -- a distributed planner cannot store a column of type void
    message AS (
      SELECT pg_notify('userlogs', json_build_object('schema', %2$L, 'rule_id', left(v.rule_id, 200), 'severity', left(v.severity, 200),
        'metric', v.metric, 'team', left(v.team, 200), 'user_id', left(v.user_id::text, 200), 'reason', left(v.reason, 200),
        'started_at', v.started_at, 'threshold', v.threshold, 'is_open', v.is_open)::text)::text
      FROM told t
      JOIN violation v ON v.rule_id = t.rule_id AND v.team = t.team AND v.started_at = t.started_at
        AND v.user_id IS NOT DISTINCT FROM t.user_id)
    SELECT count(*) FROM message$query$, schema_name, schema_name, user_id_type) INTO told USING violations;
  RETURN told;
END $$;
COMMENT ON FUNCTION userlogs.notify_violations(pg_catalog.text, pg_catalog.interval) IS
  'Send a notification on channel userlogs (LISTEN userlogs) for each row of rule_violations that is open, or ended at most since ago, and is not yet in rule_notification; meant to be called on a schedule. The payload is a JSON object. Return the number of notifications';
