-- rule_violations: when was a rule broken, exactly, and for as long as it has
-- to last? The two Mondays are those of test/days; capacity_laws has the
-- oracle.
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\set ECHO none
\i :monday
\set ECHO all

-- the columns are a promise: new ones go to the end
SELECT attname AS column, format_type(atttypid, atttypmod) AS type FROM pg_attribute
WHERE attrelid = 'lisbon.rule_violations'::regclass AND attnum > 0 ORDER BY attnum;

SELECT rule_id, severity, metric, team, user_name, reason, local_start::time AS start, local_end::time AS end, duration_seconds * interval '1 second' AS duration, threshold, value_min AS min,
  value_max AS max, is_open
FROM lisbon.rule_violations ORDER BY rule_id, started_at;
-- a window has those that overlap it, with their true ends
SELECT rule_id, local_start::time AS start, local_end::time AS end, is_open FROM lisbon.rule_violations_between('2026-03-02 12:20', '2026-03-02 12:30')
ORDER BY rule_id, started_at;
SELECT userlogs.drop_report('lisbon') IS NOT NULL AS dropped;
DROP SCHEMA lisbon CASCADE;

-- a spell is a spell, whatever is said in it
\set spells :abs_srcdir '/days/spells.sql'
\set ECHO none
\i :spells
\set ECHO all
INSERT INTO rule (rule_id, metric, team, reason, comparison, threshold) VALUES
  ('away', 'spell_length', NULL, NULL, '>', 900), ('tea', 'spell_length', NULL, 'tea', '>', 900), ('phone', 'spell_length', NULL, ' Phone', '>=', 900),
  ('none', 'spell_length', NULL, '(none)', '>', 420), ('outside', 'spell_length', '(none)', NULL, '>', 900);
SELECT rule_id, team, user_id, reason, local_start::time AS start, local_end::time AS end, value_min, value_max FROM rule_violations ORDER BY 1, 3, 5;

-- Nobody there from 17:00 on: in any window of the night, for as long as it lasts
DELETE FROM rule;
INSERT INTO rule (rule_id, metric, comparison, threshold, lasting) VALUES ('nobody', 'available_headcount', '<', 1, '6 hours'), ('few', 'available_headcount', '<=', 1, '6 hours');
INSERT INTO status_event (user_id, occurred_at, status) VALUES ('ana', '2026-03-03 07:00', 'Available');
SELECT w.from_at, w.to_at, v.rule_id, v.started_at, v.ended_at, v.clipped_start, v.clipped_end, v.duration_seconds * interval '1 second' AS duration, v.is_open
FROM (VALUES (timestamptz '2026-03-02 12:00', timestamptz '2026-03-03'), ('2026-03-03', '2026-03-04'), ('2026-03-02 23:59', '2026-03-03 00:01'), ('2026-03-03 07:00', '2026-03-03 07:30'),
  ('2026-03-02 20:00', '2026-03-02 20:00'), ('2026-03-02', '2026-03-02 08:59')) w(from_at, to_at)
CROSS JOIN LATERAL rule_violations_between(w.from_at, w.to_at) v ORDER BY 1, 3, 4;
SELECT userlogs.drop_report('spells') IS NOT NULL AS dropped;
DROP SCHEMA spells CASCADE;
