-- normalize_blanks, label_key, cut_label, cut_key: which texts are the same
-- label, and how long may a label be?

CREATE FUNCTION userlogs.normalize_blanks(label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'normalize_blanks';
COMMENT ON FUNCTION userlogs.normalize_blanks(pg_catalog.text) IS
  'Remove the blanks at the ends of a text and reduce each run of blanks inside to one space. Blanks are spaces, tabs, line ends, no-break and other Unicode spaces. NULL on NULL input';

CREATE FUNCTION userlogs.label_key(label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'label_key';
COMMENT ON FUNCTION userlogs.label_key(pg_catalog.text) IS
  'Return the key that all spellings of a label share: lower case, blanks normalized. NULL on NULL input';

CREATE FUNCTION userlogs.cut_label(label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cut_label';
COMMENT ON FUNCTION userlogs.cut_label(pg_catalog.text) IS
  'Cut a text of more than 200 characters to its first 190 and " ... (cut)". NULL on NULL input';

-- the hash keeps keys distinct that differ only in the part cut off
CREATE FUNCTION userlogs.cut_key(key pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN pg_catalog.octet_length(key) OPERATOR(pg_catalog.<=) 200 OR pg_catalog.char_length(key) OPERATOR(pg_catalog.<=) 200 THEN key
  ELSE pg_catalog.left(key, 173) OPERATOR(pg_catalog.||) ' ... (cut) ' OPERATOR(pg_catalog.||)
    pg_catalog.lpad(pg_catalog.to_hex(pg_catalog.hashtextextended(key, 0)), 16, '0') END;
COMMENT ON FUNCTION userlogs.cut_key(pg_catalog.text) IS
  'Cut a text of more than 200 characters to its first 173, " ... (cut) " and a hash of the whole in 16 digits, to keep keys distinct. NULL on NULL input';
