-- rule_edge: how far must the search for the true ends of a violation go?
--
-- One row: the window [from_at, to_at), extended on each side to a time within
-- [first_at, last_at) at which the rule is not broken: of each hour of eight
-- days, then doubling the distance each time.  NULL on a side where no such time
-- is found.

CREATE OR REPLACE FUNCTION rule_edge(metric text, comparison text, threshold double precision, counted userlogs.headcount,
  other userlogs.headcount, from_at timestamptz, to_at timestamptz, first_at timestamptz, last_at timestamptz)
RETURNS TABLE (from_at timestamptz, to_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  WITH k AS (
    SELECT h.hours::double precision AS hours FROM generate_series(1, 191) h(hours)
    UNION ALL
    SELECT 2 ^ n.n FROM generate_series(8, 21) n(n))
  SELECT max(m.at) FILTER (WHERE m.at < rule_edge.from_at) AS from_at, min(m.at) FILTER (WHERE m.at > rule_edge.to_at) AS to_at
  FROM (
    SELECT c.at, rule_value(rule_edge.metric, userlogs.headcount_at(rule_edge.counted, c.at), userlogs.headcount_at(rule_edge.other, c.at)) AS value
    FROM (
      SELECT greatest(rule_edge.from_at, rule_edge.first_at) - interval '1 hour' * k.hours AS at FROM k
      UNION ALL SELECT greatest(rule_edge.from_at, rule_edge.first_at) - interval '1 microsecond'
      UNION ALL SELECT least(rule_edge.to_at, rule_edge.last_at) + interval '1 hour' * k.hours FROM k) c
    WHERE c.at > rule_edge.first_at AND c.at < rule_edge.last_at) m
  WHERE CASE rule_edge.comparison WHEN '<' THEN m.value < rule_edge.threshold WHEN '<=' THEN m.value <= rule_edge.threshold
    WHEN '>' THEN m.value > rule_edge.threshold WHEN '>=' THEN m.value >= rule_edge.threshold END IS NOT TRUE;
END;
COMMENT ON FUNCTION rule_edge(text, text, double precision, userlogs.headcount, userlogs.headcount, timestamptz, timestamptz, timestamptz, timestamptz) IS
  'internal: return the window [from_at, to_at) extended on each side to a time within [first_at, last_at) at which the rule is not broken, as one row; NULL on a side without such a time';
