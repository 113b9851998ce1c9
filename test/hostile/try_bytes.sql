-- Tries all truncations and flips of the values v in table golden, which are
-- of the type in the psql variable type, both ways in.
\set aggregate_deserialize :type _agg_deserialize
\set aggregate_combine :type _agg_combine
\set aggregate_finalfn :type _agg_finalfn
\set type_send :type _send
\set ECHO none
\i :deserialize
CREATE FUNCTION sent(v :type) RETURNS bytea LANGUAGE sql RETURN :type_send(v);
CREATE TABLE received (v :type);
CREATE TRIGGER look BEFORE INSERT ON received FOR EACH ROW EXECUTE FUNCTION look();
\set ECHO all

-- golden values themselves: accepted both ways, and the same both ways
SELECT count(*) FILTER (WHERE verdict(sent(v)) = 'accepted') AS received, count(*) FILTER (WHERE arrival(sent(v)) = 'accepted') AS deserialized,
  count(*) FILTER (WHERE sent(arrived(sent(v))) = sent(v)) AS the_same FROM golden;

CREATE TABLE place AS
SELECT id, bytes, i
FROM (SELECT id, sent(v) AS bytes FROM golden) g, generate_series(0, octet_length(bytes) - 1) i
WHERE random_of(id * 1000000::bigint + i, 1) * octet_length(bytes) < :cases;
CREATE TABLE mutant AS
SELECT id, kind, place, mutant FROM place, mutations(bytes, i) WHERE kind IN ('truncation', 'bit');
ANALYZE mutant;

-- The most memory of its own that this process has had since the last call with
-- forget, in bytes; NULL where it is not told, or is Valgrind's.
CREATE FUNCTION most_memory(forget boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  status text;
BEGIN
  IF forget THEN
    COPY (SELECT 5) TO '/proc/self/clear_refs';
  END IF;
  status := pg_read_file('/proc/self/status');
  RETURN CASE WHEN status ~ 'Name:\s*postgres' THEN
    1024 * (substring(status FROM 'VmHWM:\s*(\d+) kB')::bigint - substring(status FROM 'RssShmem:\s*(\d+) kB')::bigint) END;
EXCEPTION WHEN OTHERS THEN
  RETURN NULL;
END $$;
-- Both answers; where one is yes, whether it took much memory, for all the calls
-- of is_usable(). How long they take the fuzzer looks at.
CREATE FUNCTION try(bytes bytea, OUT received text, OUT deserialized text, OUT is_heavy boolean) LANGUAGE plpgsql AS $$
DECLARE
  memory bigint := most_memory(true);
BEGIN
  received := verdict(bytes);
  deserialized := arrival(bytes);
  IF received = 'accepted' OR deserialized = 'accepted' THEN
    is_heavy := most_memory(false) - memory > 10 * octet_length(bytes) + 1048576;
  END IF;
END $$;
CREATE FUNCTION sees_memory() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  memory bigint := most_memory(true);
BEGIN
  PERFORM length(repeat('x', 20000000));
  RETURN most_memory(false) - memory > 10000000;
END $$;
SELECT coalesce(sees_memory(), true) AS sees_memory;
CREATE TABLE answer AS SELECT id, kind, place, t.* FROM mutant, try(mutant) t;
SELECT count(*) FILTER (WHERE is_heavy) AS heavy FROM answer;

-- no crash, no internal error, no value that is changed or cannot be used
SELECT id, kind, place, received, deserialized FROM answer
WHERE received <> 'accepted' AND received !~ '^22' AND received <> '54000'
  OR deserialized <> 'accepted' AND deserialized !~ '^22' AND deserialized <> '54000'
ORDER BY id, kind, place LIMIT 10;
-- what is received is deserialized as well
SELECT id, kind, place, received, deserialized FROM answer WHERE received = 'accepted' AND deserialized <> 'accepted' ORDER BY id, kind, place LIMIT 10;
-- the beginning of a value is not a value
SELECT count(*) FROM answer WHERE kind = 'truncation' AND (received = 'accepted' OR deserialized = 'accepted');
-- the test is about something
SELECT kind, count(DISTINCT id) AS golden, count(*) > 500 AS many, bool_or(received = '22P03') AS not_received, bool_or(received = 'accepted') AS received,
  bool_or(deserialized = '22P03') AS not_deserialized, bool_or(deserialized = 'accepted') AS deserialized
FROM answer GROUP BY kind ORDER BY kind;
DROP FUNCTION sent, arrived, arrival, deserialize CASCADE;
DROP AGGREGATE combined(bigint);
DROP FUNCTION finish, combine, take, most_memory, sees_memory, try;
DROP TABLE received, place, mutant, answer;
