-- pick_label: under which label is a status or reason shown in summaries?
--
-- One label for all spellings: that of status_class or reason_class if it has
-- capitals, else the most frequent one in the log.

CREATE OR REPLACE FUNCTION pick_label(catalogued text, spellings jsonb, label text, missing text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
  SELECT coalesce(pick_label.catalogued, pick_label.spellings ->> userlogs.label_key(pick_label.label),
    nullif(userlogs.normalize_blanks(pick_label.label), ''), pick_label.missing);
END;
COMMENT ON FUNCTION pick_label(text, jsonb, text, text) IS
  'internal: return the label of a status or reason in summaries: the catalogued one, else that of spellings, else the text with its blanks normalized, else (NULL or blank) missing';
