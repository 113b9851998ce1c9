-- A day in characters.
\set ECHO none
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\i :monday
\set ECHO all
SELECT * FROM userlogs.team_day_chart('lisbon', '2026-03-02', '2026-03-03');
SELECT * FROM userlogs.team_day_chart('lisbon', '2026-03-02', '2026-03-03', 'Sales', 120, 'pt');
SELECT * FROM userlogs.team_day_chart('lisbon', '2026-03-02 11:00', '2026-03-02 14:00', width => 60, language => 'es');
SELECT * FROM userlogs.team_day_chart('lisbon', '2026-03-01', '2026-03-02');
-- every line has the width but for the first and the last, whatever people are called
INSERT INTO lisbon.report_user (user_id, name) VALUES ('Ana', E'a\nb\t' || repeat('very long ', 60)), ('Rui', 'é');
SELECT w, count(*), count(*) FILTER (WHERE char_length(line) = w) AS full_lines, max(char_length(line)) AS longest, bool_or(line ~ E'[\n\t]') AS broken
FROM unnest('{60, 80, 99, 100, 120, 400}'::int[]) w, userlogs.team_day_chart('lisbon', '2026-03-02', '2026-03-03', width => w) line GROUP BY w ORDER BY w;
SELECT * FROM userlogs.team_day_chart('lisbon', width => 59);  -- error: too narrow
SELECT * FROM userlogs.team_day_chart('lisbon', width => NULL);  -- error: NULL
SELECT * FROM userlogs.team_day_chart('lisbon', '2026-02-01', '2026-02-04');  -- error: three days
DROP SCHEMA lisbon CASCADE;
