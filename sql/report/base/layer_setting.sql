-- layer_setting: how are layers folded?
--
-- Exactly one row, for any input: a contradictory or invalid value counts as
-- not set.

CREATE OR REPLACE FUNCTION layer_setting()
RETURNS TABLE (is_all boolean, gap_status text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 1
BEGIN ATOMIC
  SELECT coalesce(min(userlogs.label_key(s.layer_rule)) = 'all' AND max(userlogs.label_key(s.layer_rule)) = 'all', false) AS is_all,
    CASE WHEN min(s.gap_status) = max(s.gap_status) AND count(*) = count(s.gap_status) THEN min(s.gap_status) END AS gap_status
  FROM setting_input() s;
END;
COMMENT ON FUNCTION layer_setting() IS 'internal: return how layers are folded, as one row: is_all: by the rule all, else any; gap_status: NULL if it is not set or contradictory';
