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

CREATE FUNCTION userlogs.cut_key(key pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'cut_key';
COMMENT ON FUNCTION userlogs.cut_key(pg_catalog.text) IS
  'Cut a text of more than 200 characters to its first 173, " ... (cut) " and a hash of the whole in 16 digits, to keep keys distinct. NULL on NULL input';
