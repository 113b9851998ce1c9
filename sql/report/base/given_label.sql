-- given_label: which labels do status_class and reason_class give?
--
-- One object, from key to label.  A row of the user's own sets the spelling if it
-- has capitals; the rows that create_report inserts do not, since nobody has asked
-- for their spelling.
--
-- SET prevents inlining: called in a subquery, it runs once.

CREATE OR REPLACE FUNCTION given_label(kind text)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off
BEGIN ATOMIC
  WITH class AS MATERIALIZED (
    SELECT c.status AS text FROM status_class_input() c WHERE given_label.kind = 'status'
    UNION ALL
    SELECT c.reason FROM reason_class_input() c WHERE given_label.kind = 'reason'),
  own AS (
    SELECT userlogs.label_key(c.text) AS label_key, min(userlogs.normalize_blanks(c.text) COLLATE "C") AS label
    FROM class c
    WHERE userlogs.normalize_blanks(c.text) <> userlogs.label_key(c.text)
      AND c.text <> ALL (ARRAY(SELECT i.reason FROM userlogs.initial_reasons() i WHERE given_label.kind = 'reason'))
    GROUP BY userlogs.label_key(c.text))
  SELECT jsonb_object_agg(o.label_key, o.label) FROM own o;
END;
COMMENT ON FUNCTION given_label(text) IS
  'internal: return the label that status_class (kind status) or reason_class (kind reason) gives to each of its statuses or reasons, as a JSON object by label_key; NULL if there is none';
