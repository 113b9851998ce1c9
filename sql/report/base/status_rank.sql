-- status_rank: which status decides where layers have several at a time?
--
-- One row: each status of status_class with its rank, for overlay; the least
-- rank decides.  The element NULL stands for all other statuses.  by_rule: any,
-- all or NULL, which is that of setting, and any if this is not valid.

CREATE OR REPLACE FUNCTION status_rank(by_rule text DEFAULT NULL)
RETURNS TABLE (statuses text[], ranks integer[])
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  SELECT array_agg(k.status_key ORDER BY k.status_key) AS statuses, array_agg(k.rank ORDER BY k.status_key) AS ranks
  FROM (
    SELECT c.status_key,
      CASE WHEN p.precedence IS NOT NULL THEN greatest(least(p.precedence, 1000000), -1000000)::integer
        WHEN o.is_all THEN 2000000 - o.position ELSE 2000000 + o.position END AS rank
    FROM (
      SELECT s.status_key, s.is_available, s.is_staffed, s.is_productive FROM status_key_class() s
      UNION ALL SELECT NULL, NULL, NULL, NULL) c
    LEFT JOIN (
      SELECT userlogs.label_key(s.status) AS status_key, min(s.precedence) AS precedence
      FROM status_class_input() s
      GROUP BY userlogs.label_key(s.status)) p ON p.status_key = c.status_key
    CROSS JOIN LATERAL (
      SELECT coalesce(status_rank.by_rule = 'all', (SELECT s.is_all FROM layer_setting() s)) AS is_all,
        CASE WHEN c.is_staffed IS NULL THEN 4 WHEN NOT c.is_staffed THEN 5 WHEN c.is_available THEN 2 WHEN c.is_productive THEN 1 ELSE 3 END AS position) o) k;
END;
COMMENT ON FUNCTION status_rank(text) IS
  'internal: return the statuses of status_class and their ranks, the least of which decides where layers have several statuses at a time, as one row: by status_class.precedence, else by the rule any or all (NULL: setting.layer_rule); the element NULL stands for all other statuses';
