-- given_label: which labels do status_class and reason_class give?
--
-- One object, from key to label.  Statuses or reasons of one label are one; so is
-- the one that is written like the label, and that is so even if its own row gives
-- another label: each label stands for itself.  Statuses of different classes
-- cannot have one label.  Without a label, a row of the user's own sets the
-- spelling if it has capitals; the rows that create_report inserts do not, since
-- nobody has asked for their spelling.  input_problems lists what does not count.
--
-- SET prevents inlining: called in a subquery, it runs once.

CREATE OR REPLACE FUNCTION given_label(kind text)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off
BEGIN ATOMIC
  WITH own AS MATERIALIZED (
    SELECT userlogs.label_key(c.text) AS label_key,
      CASE WHEN min(userlogs.label_key(c.label)) = max(userlogs.label_key(c.label)) THEN min(c.label COLLATE "C") END AS label,
      min(userlogs.normalize_blanks(c.text) COLLATE "C") FILTER (WHERE userlogs.normalize_blanks(c.text) <> userlogs.label_key(c.text)
        AND c.text <> ALL (ARRAY(SELECT i.reason FROM userlogs.initial_reasons() i WHERE given_label.kind = 'reason'))) AS spelling
    FROM (
      SELECT s.status, nullif(userlogs.normalize_blanks(s.label), '') FROM status_class_input() s WHERE given_label.kind = 'status'
      UNION ALL
      SELECT r.reason, nullif(userlogs.normalize_blanks(r.label), '') FROM reason_class_input() r WHERE given_label.kind = 'reason') c(text, label)
    WHERE userlogs.label_key(c.text) <> ''
    GROUP BY userlogs.label_key(c.text)),
  shared AS MATERIALIZED (
    SELECT m.label_key, min(m.label COLLATE "C") AS label
    FROM (
      SELECT userlogs.label_key(o.label) AS label_key, o.label, o.label_key AS member FROM own o WHERE o.label IS NOT NULL
      UNION ALL
      SELECT o.label_key, NULL, o.label_key FROM own o WHERE o.label_key IN (SELECT userlogs.label_key(n.label) FROM own n)) m
    LEFT JOIN status_key_class() k ON k.status_key = m.member AND given_label.kind = 'status'
    GROUP BY m.label_key
    HAVING (min(k.class) <> max(k.class)) IS NOT TRUE)
  SELECT jsonb_object_agg(k.label_key, k.label)
  FROM (
    SELECT coalesce(o.label_key, s.label_key) AS label_key, coalesce(s.label, g.label, o.spelling) AS label
    FROM own o
    LEFT JOIN shared g ON g.label_key = userlogs.label_key(o.label)
    FULL JOIN shared s ON s.label_key = o.label_key) k
  WHERE k.label IS NOT NULL;
END;
COMMENT ON FUNCTION given_label(text) IS
  'internal: return the label that status_class (kind status) or reason_class (kind reason) gives to its statuses or reasons, and to its labels, as a JSON object by label_key; NULL if there is none';
