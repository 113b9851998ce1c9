-- reason_key_class: class, allowance and spelling of each reason.
--
-- One row per reason, by its key.  NULL where the input contradicts itself.

CREATE OR REPLACE FUNCTION reason_key_class()
RETURNS TABLE (reason_key text, planned boolean, allowance_seconds numeric, spelling text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT userlogs.label_key(c.reason) AS reason_key,
    CASE WHEN bool_and(c.planned) = bool_or(c.planned) THEN bool_and(c.planned) END AS planned,
    CASE WHEN min(c.allowance) = max(c.allowance) AND min(c.allowance) >= '0' THEN extract(epoch FROM min(c.allowance)) END AS allowance_seconds,
    min(userlogs.normalize_blanks(c.reason) COLLATE "C") AS spelling
  FROM reason_class_input() c
  WHERE c.reason IS NOT NULL
  GROUP BY userlogs.label_key(c.reason);
END;
COMMENT ON FUNCTION reason_key_class() IS
  'internal: return class, allowance and spelling of each reason of reason_class, one row per reason, by label_key; NULL where the input contradicts itself';
