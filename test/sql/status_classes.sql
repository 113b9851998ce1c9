-- status_classes, is_status_class: what classes there are, and how they are written.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = userlogs;
\pset null -

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname IN ('is_status_class', 'status_classes')
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

SELECT * FROM status_classes() ORDER BY class;
-- nobody is available who is not productive, nor productive who is not at work
SELECT class FROM status_classes() WHERE is_available AND NOT is_productive OR is_productive AND NOT is_staffed;
-- in any case and with any blanks around; NULL for NULL
SELECT quote_literal(class) AS class, is_status_class(class)
FROM (VALUES (1, 'available'), (2, E'\t Unavailable '), (3, 'OFFLINE'), (4, 'unknown'), (5, 'holiday'), (6, ''), (7, NULL)) v(n, class) ORDER BY n;
SELECT class FROM status_classes() WHERE NOT is_status_class(upper(class));
-- a class of one's own counts as one of them; the others count as themselves
SELECT quote_nullable(class) AS class, quote_nullable(counts_as) AS counts_as, is_status_class(class, counts_as)
FROM (VALUES (1, 'training', 'unavailable'), (2, 'Training', E' ENGAGED\t'), (3, 'training', 'training'), (4, 'training', ''), (5, 'training', NULL), (6, 'offline', 'Offline '), (7, 'offline', ''),
  (8, 'offline', 'available'), (9, 'Unknown', 'offline'), (10, '', 'offline'), (11, NULL, 'offline')) v(n, class, counts_as) ORDER BY n;
