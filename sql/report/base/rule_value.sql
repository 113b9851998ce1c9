-- rule_value: what is the value of the metric of a rule at a time?

CREATE OR REPLACE FUNCTION rule_value(metric text, counted bigint, other bigint)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT CASE rule_value.metric
    WHEN 'availability_ratio' THEN rule_value.counted::double precision / nullif(rule_value.counted + rule_value.other, 0)
    WHEN 'requests_per_available' THEN
      CASE WHEN rule_value.counted > 0 THEN rule_value.other::double precision / rule_value.counted
        WHEN rule_value.other > 0 THEN 'infinity' ELSE 0 END
    ELSE rule_value.counted::double precision END;
END;
COMMENT ON FUNCTION rule_value(text, bigint, bigint) IS
  'internal: return the value of a metric of rule: counted, or its ratio with other (users at work but not available, or waiting requests); infinite if requests wait and nobody is available, NULL while nobody is staffed';
