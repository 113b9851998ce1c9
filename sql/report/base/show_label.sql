-- show_label: under which label is a status or reason shown beside its raw text?

CREATE OR REPLACE FUNCTION show_label(labels jsonb, label text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  -- without labels it costs nothing
  SELECT CASE WHEN show_label.labels IS NULL THEN show_label.label ELSE coalesce(show_label.labels ->> userlogs.label_key(show_label.label), show_label.label) END;
END;
COMMENT ON FUNCTION show_label(jsonb, text) IS
  'internal: return the label of a status or reason by labels (see given_label), else its text as it is';
