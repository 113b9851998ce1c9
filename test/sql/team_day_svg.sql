-- The pictures: a day drawn by hand, and names that mean harm.
\set ECHO none
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\i :monday
\set ECHO all
-- without the style sheet, a tag a line
CREATE FUNCTION tags(svg text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT t FROM regexp_split_to_table(regexp_replace(svg, '<style>.*?</style>', ''), '(?<=>)(?=<[a-z])') WITH ORDINALITY r(t, n) ORDER BY n $$;
SELECT tags(userlogs.team_day_svg('lisbon', '2026-03-02', '2026-03-03'));
SELECT tags(userlogs.headcount_svg('lisbon', '2026-03-02 12:00', '2026-03-02 14:00', 'Sales', 'es'));
-- one user; nobody; a time that begins in the night and has no shift
SELECT regexp_matches(userlogs.team_day_svg('lisbon', '2026-03-02', '2026-03-03', user_id => 'Rui', language => 'pt'), '<title>[^<]*</title>', 'g');
SELECT regexp_matches(userlogs.team_day_svg('lisbon', '2026-03-01', '2026-03-02'), '<text[^<]*</text>', 'g');
SELECT regexp_matches(userlogs.headcount_svg('lisbon', '2026-02-01', '2026-02-02'), '<text class="ink[^<]*</text>', 'g');
-- the axis: round times of the local clock, at most thirteen, also where it skips an hour
SELECT w.name, count(*), min(t.percent) >= 0 AND max(t.percent) < 100 AS inside, string_agg(t.label, ' ' ORDER BY t.percent) AS labels
FROM (VALUES (1, '2026-03-29 00:00+01'::timestamptz, 82800), (2, '2026-10-25 00:00+02', 90000), (3, '2026-03-02 10:07+01', 7200), (4, '2026-03-02 00:00+01', 12 * 86400), (5, '2026-03-02 00:00+01', 60 * 86400),
    (6, '2026-01-01 00:00+01', 365 * 86400), (7, '2020-01-01 00:00+01', 5 * 365 * 86400), (8, '1990-01-01 00:00+01', 40 * 365 * 86400), (9, '2026-03-02 00:00+01', 1)) w(name, from_at, seconds),
  userlogs.page_ticks(jsonb_build_object('from_at', w.from_at, 'time_zone', 'Europe/Madrid'), 0, w.seconds, userlogs.page_words('en')) t
GROUP BY w.name ORDER BY w.name;
-- the top of an axis: never below, at most twice and a half
SELECT v, userlogs.page_top(v) FROM unnest('{1, 2, 2.1, 4, 5, 7, 9, 10, 10.1, 21, 99, 101, 1234567}'::numeric[]) v;

-- well-formed, whatever people are called
INSERT INTO lisbon.report_user (user_id, name) VALUES ('Ana', '<script>&"''</title>'), ('Rui', E'\x01\x1f\uFFFE\uFFFF שלום ' || repeat('👩‍💻', 300));
INSERT INTO lisbon.team_member (user_id, team) VALUES ('Rui', '</svg><!--');
-- a server may be built without libxml
CREATE FUNCTION is_document(svg text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN svg::xml IS DOCUMENT;
EXCEPTION WHEN feature_not_supported THEN
  RETURN true;
END $$;
SELECT name, is_document(svg), svg ~ '<script|<!--' AS harm FROM (
  SELECT 'day' AS name, userlogs.team_day_svg('lisbon', '2026-03-02', '2026-03-03') AS svg
  UNION ALL SELECT 'headcount', userlogs.headcount_svg('lisbon', '2026-03-02', '2026-03-03')
  UNION ALL SELECT 'of a team', userlogs.team_day_svg('lisbon', '2026-03-02', '2026-03-03', '</svg><!--')
  UNION ALL SELECT 'nobody', userlogs.team_day_svg('lisbon', '2026-03-01', '2026-03-02')) s;

SELECT userlogs.team_day_svg('lisbon', '2026-03-01', '2026-03-03', user_id => 'Eve');  -- error: no such user
SELECT userlogs.team_day_svg('lisbon', '2026-02-01', '2026-02-04');  -- error: three days
SELECT userlogs.headcount_svg('lisbon', language => 'xx');  -- error: no such language
DROP SCHEMA lisbon CASCADE;
DROP FUNCTION tags, is_document;
