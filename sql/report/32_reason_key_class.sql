-- reason_key_class: what is known of each reason, once.
--
-- One row per reason in lower case and without blanks around it.  Where the
-- input contradicts itself: not known.

CREATE OR REPLACE FUNCTION reason_key_class()
RETURNS TABLE (reason_key text, planned boolean, allowance_seconds numeric)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT lower(btrim(c.reason)),
    CASE WHEN bool_and(c.planned) = bool_or(c.planned) THEN bool_and(c.planned) END,
    CASE WHEN min(c.allowance) = max(c.allowance) THEN extract(epoch FROM min(c.allowance)) END
  FROM reason_class_input() c
  WHERE c.reason IS NOT NULL
  GROUP BY lower(btrim(c.reason));
END;
COMMENT ON FUNCTION reason_key_class() IS
  'What is known of each reason: one row per reason in lower case and trimmed; NULL where the input contradicts itself';
