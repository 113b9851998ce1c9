-- What a report still lacks: the hints of a new one, those of one with a log, and
-- that their statements, with what only a user knows, leave nothing to hint at.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('hints');
SELECT step, input, hint FROM userlogs.setup_hints('hints');

-- a log of another system behind a view, without an index
CREATE SCHEMA "Own hints";
CREATE TABLE public.hint_log (agent int, at timestamptz, status text, reason text);
CREATE VIEW "Own hints".status_event AS SELECT NULL::bigint AS event_id, agent AS user_id, at AS occurred_at, status, reason FROM public.hint_log;
SELECT userlogs.create_report('Own hints') IS NOT NULL AS made;
UPDATE "Own hints".setting SET as_of = '2026-03-04 12:00';
INSERT INTO public.hint_log VALUES (1, '2026-03-02 08:00', 'Online', NULL), (1, '2026-03-02 10:00', 'Napping', 'Siesta'), (1, '2026-03-02 11:00', 'It''s "break"', 'lunch '), (2, '2026-03-02 09:00', 'away', 'Lunch'),
  (3, '2026-03-02 09:00', 'away', 'Coffee'), (4, '2026-03-02 09:00', 'Online', NULL), (5, '2026-03-02 09:00', 'napping', NULL);
INSERT INTO "Own hints".report_user VALUES (3, 'Carla');
INSERT INTO "Own hints".team_member (user_id, team) VALUES (3, 'Day'), (1, 'Day');
SELECT * FROM userlogs.setup_hints('Own hints');

-- the first hour: each statement as it stands, or with the dots filled in
CREATE PROCEDURE follow(report text) LANGUAGE plpgsql AS $$
DECLARE
  hint record;
  round int := 0;
BEGIN
  LOOP
    SELECT * INTO hint FROM userlogs.setup_hints(report) LIMIT 1;
    EXIT WHEN NOT FOUND;
    round := round + 1;
    IF round > 60 THEN RAISE 'no end of %', hint; END IF;
    EXECUTE replace(hint.statement, '''...''', CASE hint.input WHEN 'status_class' THEN '''unavailable''' WHEN 'shift' THEN '''1''' ELSE '''Day''' END);
  END LOOP;
END $$;
CALL follow('Own hints');
SELECT count(*) FROM userlogs.setup_hints('Own hints');
SELECT user_id, team FROM "Own hints".team_member ORDER BY 1;
SELECT starts_at FROM "Own hints".setting;
-- of the new one: with an event and a time zone, too
CALL follow('hints');
SELECT count(*) FROM userlogs.setup_hints('hints');

-- events of which none counts
SELECT userlogs.create_report('stray') IS NOT NULL AS made;
INSERT INTO stray.status_event (user_id, occurred_at, status) VALUES ('u', '2999-01-01', 'Available');
SELECT hint, statement FROM userlogs.setup_hints('stray') LIMIT 1;

-- what a report has for use: every view and input, with functions and snapshots
SELECT userlogs.create_materialized('hints', 'user_logs') IS NOT NULL AS stored;
SELECT part, name, window_function, snapshot, description FROM userlogs.report_contents('hints') WHERE name IN ('user_logs', 'current_status', 'staffing', 'target');
SELECT d.kind, d.name FROM userlogs.report_definition d WHERE d.kind IN ('view', 'input') AND d.name NOT IN (SELECT name FROM userlogs.report_contents('hints'));
SELECT name FROM userlogs.report_contents('hints') WHERE description IS NULL OR to_regproc(regexp_replace(window_function, '\(.*', '')) IS NULL AND window_function IS NOT NULL;

SELECT * FROM userlogs.setup_hints(NULL);  -- error: NULL
SELECT * FROM userlogs.setup_hints('nothing');  -- error: no report
SELECT * FROM userlogs.report_contents('nothing');  -- error: no report
-- the constraints of the inputs are sentences
SELECT c.conrelid::regclass, c.conname FROM pg_constraint c WHERE c.connamespace = 'hints'::regnamespace AND c.contype = 'c' AND c.conname !~ ' '
  -- these raise errors of their own
  AND c.conname NOT IN ('setting_bucket_start_check', 'setting_local_date_check', 'team_setting_local_date_check') ORDER BY 1, 2;
SELECT pg_get_constraintdef(c.oid) ~ 'is_status_class' AS by_class, string_to_array(regexp_replace(c.conname, '^class or counts_as is |,', '', 'g'), ' ') @> ARRAY(SELECT class FROM userlogs.status_classes()) AS names_all
FROM pg_constraint c WHERE c.conrelid = 'hints.status_class'::regclass AND c.contype = 'c' AND c.conname ~ '^class';
DROP SCHEMA hints, stray, "Own hints" CASCADE;
DROP TABLE public.hint_log;
DROP PROCEDURE follow;
