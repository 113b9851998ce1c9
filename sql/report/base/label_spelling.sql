-- label_spelling: how are statuses and reasons written in summaries?
--
-- One object, from key to label: the labels of given_label, else the most frequent
-- spelling of those that the events of the window [from_at, to_at) spell in several
-- ways; with a lower bound of all of them, since what is in force when the window
-- begins may be spelled in another way.
--
-- Called in a subquery, it runs once.  SET prevents inlining.  COLLATE "C" because
-- its comparisons are cheapest.

CREATE OR REPLACE FUNCTION label_spelling(kind text, from_at timestamptz, to_at timestamptz)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off
BEGIN ATOMIC
  WITH used AS MATERIALIZED (
    SELECT u.label, userlogs.label_key(u.label) COLLATE "C" AS label_key, u.event_count
    FROM (
      SELECT k.label, count(*) AS event_count
      FROM (
        SELECT CASE label_spelling.kind WHEN 'status' THEN e.status ELSE e.reason END COLLATE "C" AS label
        FROM window_event(label_spelling.from_at, label_spelling.to_at) e) k
      WHERE k.label IS NOT NULL
      GROUP BY k.label) u),
  spelling AS (
    SELECT u.label_key, userlogs.normalize_blanks(u.label) COLLATE "C" AS label, sum(u.event_count) AS event_count
    FROM used u
    -- not blank labels, which are shown like missing ones
    WHERE u.label_key <> ''
      AND (label_spelling.from_at > '-infinity' OR u.label_key IN (SELECT v.label_key FROM used v GROUP BY v.label_key HAVING count(*) > 1))
    GROUP BY u.label_key, userlogs.normalize_blanks(u.label) COLLATE "C"),
  commonest AS (
    SELECT DISTINCT ON (s.label_key) s.label_key, s.label
    FROM spelling s
    ORDER BY s.label_key, s.event_count DESC, s.label)
  SELECT nullif(coalesce((SELECT jsonb_object_agg(c.label_key, c.label) FROM commonest c), '{}') || coalesce(given_label(label_spelling.kind), '{}'), '{}');
END;
COMMENT ON FUNCTION label_spelling(text, timestamptz, timestamptz) IS
  'internal: return the label of each status (kind status) or reason (kind reason) that given_label has, else the most frequent spelling of those that the events of the window [from_at, to_at) spell in several ways, with a lower bound of all, as a JSON object by label_key; NULL if there is none';
