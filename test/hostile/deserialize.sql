-- Bytes that arrive from a parallel worker, and what becomes of them: the
-- deserialize, combine and final functions of an aggregate on bytes of our own.
-- Wants the type and the names of these functions in psql variables.
--
-- No function of SQL takes or gives an internal state, but C functions can be
-- declared once more, with bigint in its place: as large, and passed by value.

CREATE FUNCTION take(bytea, bytea) RETURNS bytea LANGUAGE sql RETURN $2;
CREATE FUNCTION deserialize(bytea) RETURNS bigint LANGUAGE c STRICT AS '$libdir/userlogs', :'aggregate_deserialize';
CREATE FUNCTION combine(bigint, bigint) RETURNS bigint LANGUAGE c AS '$libdir/userlogs', :'aggregate_combine';
CREATE FUNCTION finish(bigint) RETURNS :type LANGUAGE c AS '$libdir/userlogs', :'aggregate_finalfn';
CREATE AGGREGATE deserialized(bytea) (SFUNC = take, STYPE = bytea, FINALFUNC = deserialize);
CREATE AGGREGATE combined(bigint) (SFUNC = combine, STYPE = bigint, FINALFUNC = finish);

-- The state is gone once the query that made it is asked for the next row.
CREATE FUNCTION arrived(bytes bytea) RETURNS :type LANGUAGE sql
BEGIN ATOMIC
  SELECT combined(state) FROM (SELECT deserialized(bytes) AS state OFFSET 0) x;
END;

-- In one word or an SQLSTATE: what arrives has to be usable, and is written in
-- the canonical form, whatever the form of the bytes.
CREATE FUNCTION arrival(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  answer text;
BEGIN
  EXECUTE 'SELECT CASE WHEN is_usable(v) IS NOT true THEN ''unusable'' WHEN verdict(sent(v)) <> ''accepted'' THEN ''not canonical'' ELSE ''accepted'' END FROM arrived($1) v'
  INTO answer USING bytes;
  RETURN answer;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE;
END $$;
