-- Bytes that arrive through COPY ... (FORMAT binary), and what becomes of them.
-- Wants a psql variable folder, and afterwards a table received with a column v
-- of the type in question and look() as its trigger, and functions sent(v) and
-- is_usable(v).

-- COPY of a bytea writes its bytes as they are, COPY into a column reads them,
-- and the trigger sees what has been read. Each time another file, as file
-- systems are slow at overwriting.
CREATE TABLE wire AS SELECT :'folder' AS folder;
CREATE SEQUENCE file_number CACHE 100000;
CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('hostile.sent', sent(NEW.v)::text, true),
    set_config('hostile.usable', (is_usable(NEW.v) IS TRUE)::text, true);
  RETURN NULL;
EXCEPTION WHEN OTHERS THEN
  PERFORM set_config('hostile.sent', SQLERRM, true);
  RETURN NULL;
END $$;
CREATE PROCEDURE transfer(bytes bytea) LANGUAGE plpgsql AS $$
DECLARE
  file text := (SELECT folder FROM wire) || '/' || nextval('file_number');
BEGIN
  EXECUTE format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', bytes, file);
  EXECUTE format('COPY received FROM %L (FORMAT binary)', file);
END $$;

-- What becomes of the bytes, in one word or an SQLSTATE, and as messages.
CREATE FUNCTION verdict(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  CALL transfer(bytes);
  RETURN CASE WHEN current_setting('hostile.sent') <> bytes::text THEN 'changed'
    WHEN current_setting('hostile.usable')::boolean THEN 'accepted' ELSE 'unusable' END;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE;
END $$;
CREATE FUNCTION answer(bytes bytea, OUT verdict text, OUT message text, OUT detail text) LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  verdict := verdict(bytes);
  CALL transfer(bytes);
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  detail := trim(detail || ' ' || hint);
END $$;

-- Mutations at a byte: the truncation there, all flips of one bit, and at some
-- places the byte left out, doubled, or set to 255.
CREATE FUNCTION mutations(bytes bytea, i int, OUT kind text, OUT place int, OUT mutant bytea) RETURNS SETOF record
LANGUAGE sql IMMUTABLE AS $$
  SELECT 'truncation', i, substr(bytes, 1, i)
  UNION ALL
  SELECT 'bit', i * 8 + bit, set_bit(bytes, i * 8 + bit, 1 - get_bit(bytes, i * 8 + bit)) FROM generate_series(0, 7) bit
  UNION ALL
  SELECT 'byte left out', i, substr(bytes, 1, i) || substr(bytes, i + 2) WHERE i % 3 = 0
  UNION ALL
  SELECT 'byte doubled', i, substr(bytes, 1, i + 1) || substr(bytes, i + 1) WHERE i % 3 = 1
  UNION ALL
  SELECT 'byte set', i, set_byte(bytes, i, 255) WHERE i % 3 = 2 AND get_byte(bytes, i) <> 255
$$;

-- An integer of variable length.
CREATE FUNCTION varint(n int) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE WHEN n < 128 THEN set_byte('\x00', 0, n)
    ELSE set_byte('\x00', 0, n % 128 + 128) || varint(n / 128) END;
END $$;
