-- normalize_blanks, label_key, cut_label, cut_key: what is one label, and how long
-- is it?
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('cut_key', 'cut_label', 'label_key', 'normalize_blanks')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

SELECT quote_literal(label) AS label, quote_literal(normalize_blanks(label)) AS normalized, quote_literal(label_key(label)) AS key
FROM (VALUES ('Lunch'), (' Lunch '), (E'Lunch\t'), (E'\n\r\f' || chr(11) || 'Lunch'), ('Strategic   break'), (E'Strategic\tbreak'), (E'Strategic \t break'),
  (''), (' '), (E' \t\n '), ('x'), (' x'), (NULL)) l(label);

-- every character: the blanks of Unicode, and two that cannot be seen
SELECT to_hex(c) AS blanks FROM generate_series(1, 70000) c
WHERE c NOT BETWEEN 55296 AND 57343 AND normalize_blanks('a' || chr(c) || 'b') = 'a b' ORDER BY c;
SELECT count(*) AS changed FROM generate_series(1, 70000) c
WHERE c NOT BETWEEN 55296 AND 57343 AND normalize_blanks('a' || chr(c) || 'b') NOT IN ('a b', 'a' || chr(c) || 'b');

-- the law: as pure SQL does it
SELECT setseed(0.26);
CREATE TEMP TABLE random_label AS
SELECT i, coalesce(string_agg((ARRAY['a', 'É', '√', '😀', ' ', ' ', E'\t', chr(160), chr(8239), chr(65279)])[1 + floor(random() * 10)::int], ''), '') AS label
FROM generate_series(1, 5000) i LEFT JOIN LATERAL generate_series(1, i % 13) g ON true GROUP BY i;
SELECT count(DISTINCT label) > 3000 AS labels, count(*) FILTER (WHERE normalize_blanks(label) IS DISTINCT FROM
    btrim(regexp_replace(translate(label, E'\t' || chr(160) || chr(8239) || chr(65279), '    '), ' +', ' ', 'g'))) AS wrong,
  count(*) FILTER (WHERE normalize_blanks(normalize_blanks(label)) IS DISTINCT FROM normalize_blanks(label)) AS not_stable
FROM random_label;

-- a label is cut at 200 characters, however many bytes these take
SELECT letter, length, char_length(cut_label(repeat(letter, length))) AS cut_length, right(cut_label(repeat(letter, length)), 11) AS ends,
  cut_label(repeat(letter, length)) = repeat(letter, length) AS unchanged
FROM unnest('{x, é, 😀}'::text[]) letter, unnest('{0, 1, 199, 200, 201, 3000}'::int[]) length ORDER BY letter COLLATE "C", length;
SELECT cut_label(NULL);
-- keys that differ are not cut to equal ones
SELECT letter, length, char_length(cut_key(repeat(letter, length))) AS cut_length, left(right(cut_key(repeat(letter, length)), 27), 11) AS mark,
  cut_key(repeat(letter, length)) = repeat(letter, length) AS unchanged
FROM unnest('{x, é, 😀}'::text[]) letter, unnest('{0, 1, 199, 200, 201, 3000}'::int[]) length ORDER BY letter COLLATE "C", length;
SELECT count(DISTINCT cut_key(repeat('key ', 100) || n)) FROM generate_series(1, 10000) n;
SELECT cut_key(NULL);
-- also of what is stored compressed, or apart
CREATE TEMP TABLE long_label AS
SELECT repeat('é', 100000) AS compressed, (SELECT string_agg(md5(i::text), '') FROM generate_series(1, 1000) i) AS stored_apart, repeat('é', 150) AS short;
SELECT cut_label(compressed) = repeat('é', 190) || ' ... (cut)' AS compressed, cut_label(stored_apart) = left(stored_apart, 190) || ' ... (cut)' AS stored_apart,
  cut_label(short) = short AS short FROM long_label;
-- a hash of the whole ends a key that is cut; keys of labels are kept by call,
-- for fewer labels than these
SELECT count(*) AS cut, count(*) FILTER (WHERE cut_key(key) = left(key, 173) || ' ... (cut) ' || lpad(to_hex(hashtextextended(key, 0)), 16, '0')) AS as_described
FROM (SELECT repeat(letter, length) || length AS key FROM unnest('{x, é, 😀}'::text[]) letter, generate_series(201, 300) length) k;
SELECT count(*) AS labels, count(*) FILTER (WHERE label_key(label) IS DISTINCT FROM lower(normalize_blanks(label))) AS different
FROM (SELECT 'Label  É' || i % 500 || repeat('x', i % 300) AS label FROM generate_series(1, 3000) i) l;
