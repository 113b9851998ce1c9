-- given_color: which colors do status_class and reason_class give?
--
-- One object, from key to color as #rrggbb: of each label, and of each status or
-- reason under it.  Without a color where the rows of a label have several.
--
-- SET prevents inlining: called in a subquery, it runs once.

CREATE OR REPLACE FUNCTION given_color(kind text)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off
BEGIN ATOMIC
  WITH member AS MATERIALIZED (
    SELECT c.label_key, userlogs.label_key(show_label(l.labels, c.label_key)) AS shown, c.color
    FROM (SELECT given_label(given_color.kind) OFFSET 0) l(labels)
    CROSS JOIN (
      SELECT userlogs.label_key(s.status), lower(s.color) FROM status_class_input() s WHERE given_color.kind = 'status'
      UNION ALL
      SELECT userlogs.label_key(r.reason), lower(r.color) FROM reason_class_input() r WHERE given_color.kind = 'reason') c(label_key, color)),
  shade AS (
    SELECT m.shown, min(m.color COLLATE "C") AS color
    FROM member m
    -- it becomes part of a page
    WHERE m.color ~ '^#[0-9a-f]{6}$'
    GROUP BY m.shown
    HAVING min(m.color COLLATE "C") = max(m.color COLLATE "C"))
  SELECT jsonb_object_agg(k.label_key, s.color)
  FROM (SELECT m.label_key, m.shown FROM member m UNION SELECT m.shown, m.shown FROM member m) k
  JOIN shade s ON s.shown = k.shown
  WHERE k.label_key <> '';
END;
COMMENT ON FUNCTION given_color(text) IS
  'internal: return the color that status_class (kind status) or reason_class (kind reason) gives to its labels, and to the statuses or reasons under each, as a JSON object by label_key; NULL if there is none';
