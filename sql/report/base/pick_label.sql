-- pick_label: under which label is a status or reason shown in summaries?
--
-- One label for all spellings, and for all statuses or reasons of one label.

CREATE OR REPLACE FUNCTION pick_label(labels jsonb, label text, missing text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(pick_label.labels ->> userlogs.label_key(pick_label.label), nullif(userlogs.normalize_blanks(pick_label.label), ''), pick_label.missing);
END;
COMMENT ON FUNCTION pick_label(jsonb, text, text) IS
  'internal: return the label of a status or reason in summaries: that of labels (see label_spelling), else the text with its blanks normalized, else (NULL or blank) missing';
