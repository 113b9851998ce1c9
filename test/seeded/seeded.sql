-- The functions of the library that the variable "library" names, and the table
-- of the mistakes: the call that makes each, and the words of the report on it,
-- by Valgrind or by the sanitizer of undefined behaviour.
CREATE SCHEMA seeded;
SELECT format('CREATE FUNCTION seeded.%s RETURNS int LANGUAGE c STRICT AS %L, %L', signature, :'library', 'seeded_' || split_part(signature, '(', 1))
FROM unnest(ARRAY[
  'write_past_palloc(size int)',
  'read_past_palloc(size int, "offset" int)',
  'use_after_pfree(size int)',
  'write_past_malloc(size int)',
  'read_past_stack(index int)',
  'overflow(number int)',
  'uninitialised(size int)',
  'misaligned("offset" int)',
  'shift(bits int)']) AS signature \gexec

CREATE TABLE seeded.mistake (call text PRIMARY KEY, report text NOT NULL);
INSERT INTO seeded.mistake VALUES
  ('write_past_palloc(100)', 'Invalid write of size 1'),
  ('read_past_palloc(100, 100)', 'Invalid read of size 1'),
  ('read_past_palloc(100, 300)', 'Invalid read of size 1'),
  ('use_after_pfree(100)', 'Invalid read of size 1'),
  ('read_past_palloc(100000, 100000)', 'Invalid read of size 1'),
  ('read_past_palloc(100000, 104096)', 'Invalid read of size 1'),
  ('write_past_malloc(100)', 'Invalid write of size 1'),
  ('read_past_stack(8)', 'index 8 out of bounds'),
  ('overflow(2147483647)', 'signed integer overflow'),
  ('uninitialised(100)', 'depends on uninitialised value'),
  ('misaligned(1)', 'misaligned address'),
  ('shift(40)', 'shift exponent 40 is too large');
