-- normalize_blanks, label_key, cut_label, cut_key: which texts are the same
-- label, and how long may one be?

CREATE FUNCTION userlogs.normalize_blanks(label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'normalize_blanks';
COMMENT ON FUNCTION userlogs.normalize_blanks(pg_catalog.text) IS
  'The text without blanks at its ends and with one space for each run of blanks inside. Blanks: spaces, tabs, line ends, no-break and other Unicode spaces. NULL for NULL';

CREATE FUNCTION userlogs.label_key(label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN pg_catalog.lower(userlogs.normalize_blanks(label));
COMMENT ON FUNCTION userlogs.label_key(pg_catalog.text) IS
  'What two spellings of one label share: lower case, blanks normalized. NULL for NULL';

CREATE FUNCTION userlogs.cut_label(label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cut_label';
COMMENT ON FUNCTION userlogs.cut_label(pg_catalog.text) IS
  'The text, if it has at most 200 characters; else the first 190 of them and " ... (cut)". NULL for NULL';

-- what is cut off makes no two keys equal
CREATE FUNCTION userlogs.cut_key(key pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN pg_catalog.octet_length(key) OPERATOR(pg_catalog.<=) 200 OR pg_catalog.char_length(key) OPERATOR(pg_catalog.<=) 200 THEN key
  ELSE pg_catalog.left(key, 173) OPERATOR(pg_catalog.||) ' ... (cut) ' OPERATOR(pg_catalog.||)
    pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.hashtextextended(key, 0)), 16, '0') END;
COMMENT ON FUNCTION userlogs.cut_key(pg_catalog.text) IS
  'The text, if it has at most 200 characters; else the first 173 of them, " ... (cut) " and a hash of the whole in 16 digits. NULL for NULL';
