-- reason_label_class: class and allowance of each label of reasons.
--
-- One row per label, by its key; a reason without one is its own.  planned is NULL
-- where its reasons differ; of several allowances the shortest.

CREATE OR REPLACE FUNCTION reason_label_class()
RETURNS TABLE (reason_key text, planned boolean, allowance_seconds numeric, spelling text)
LANGUAGE sql STABLE PARALLEL RESTRICTED ROWS 100
BEGIN ATOMIC
  SELECT k.reason_key,
    CASE WHEN bool_and(k.planned) = bool_or(k.planned) THEN bool_and(k.planned) END AS planned,
    min(k.allowance_seconds) AS allowance_seconds, min(k.spelling COLLATE "C") AS spelling
  FROM (
    SELECT userlogs.label_key(show_label(l.labels, c.reason_key)) AS reason_key, c.planned, c.allowance_seconds, show_label(l.labels, c.spelling) AS spelling
    FROM (SELECT given_label('reason') OFFSET 0) l(labels)
    CROSS JOIN reason_key_class() c) k
  GROUP BY k.reason_key;
END;
COMMENT ON FUNCTION reason_label_class() IS
  'internal: return class, allowance and spelling of each label of the reasons of reason_class, one row per label, by label_key; planned is NULL where reasons of the label contradict each other';
