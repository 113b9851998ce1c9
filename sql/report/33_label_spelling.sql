-- label_spelling: how are statuses and reasons written most often?
--
-- One row of two objects, from key to spelling, of the labels that the log
-- spells in several ways.  A summary needs it for labels that are not in
-- status_class or reason_class; asked for in a subquery, it runs once, and
-- only if there are such.
--
-- Strict, so that it is not inlined.

CREATE OR REPLACE FUNCTION label_spelling()
RETURNS TABLE (statuses jsonb, reasons jsonb)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 1
BEGIN ATOMIC
  WITH used AS (
    SELECT e.status, e.reason, count(*) AS event_count
    FROM usable_event() e
    GROUP BY e.status, e.reason),
  spelling AS (
    SELECT k.kind, userlogs.normalize_blanks(k.label) AS label, userlogs.label_key(k.label) AS label_key, sum(u.event_count) AS event_count
    FROM used u
    CROSS JOIN LATERAL (VALUES ('status', u.status), ('reason', u.reason)) k(kind, label)
    WHERE k.label IS NOT NULL
    GROUP BY k.kind, userlogs.normalize_blanks(k.label), userlogs.label_key(k.label)),
  ranked AS (
    SELECT s.kind, s.label_key, s.label,
      row_number() OVER (PARTITION BY s.kind, s.label_key ORDER BY s.event_count DESC, s.label COLLATE "C") AS position,
      count(*) OVER (PARTITION BY s.kind, s.label_key) AS spelling_count
    FROM spelling s)
  SELECT jsonb_object_agg(r.label_key, r.label) FILTER (WHERE r.kind = 'status'),
    jsonb_object_agg(r.label_key, r.label) FILTER (WHERE r.kind = 'reason')
  FROM ranked r
  WHERE r.position = 1 AND r.spelling_count > 1;
END;
COMMENT ON FUNCTION label_spelling() IS
  'The commonest spelling of each status and reason that the log spells in several ways, by label_key, as JSON objects: one row; NULL for none';
