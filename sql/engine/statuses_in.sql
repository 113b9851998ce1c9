-- statuses_in, statuses_not_in: which statuses of a timeline are those of a
-- list, however they are spelled?

CREATE FUNCTION userlogs.statuses_in(timeline userlogs.timeline, labels pg_catalog.text[])
RETURNS pg_catalog.text[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'statuses_in';
COMMENT ON FUNCTION userlogs.statuses_in(userlogs.timeline, pg_catalog.text[]) IS
  'Return the statuses of a timeline that have the label_key of any of the labels: case and blanks make no difference, NULL elements match nothing. Ordered by their bytes, empty if there are none. NULL on NULL input';

CREATE FUNCTION userlogs.statuses_not_in(timeline userlogs.timeline, labels pg_catalog.text[])
RETURNS pg_catalog.text[]
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'statuses_not_in';
COMMENT ON FUNCTION userlogs.statuses_not_in(userlogs.timeline, pg_catalog.text[]) IS
  'Return the other statuses of a timeline, those that statuses_in does not return. NULL on NULL input';
