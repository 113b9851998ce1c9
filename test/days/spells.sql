-- One Monday in UTC on which people of the team T take breaks in several ways: a
-- spell is a spell, whatever is said in it.
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
SET IntervalStyle = postgres;
\pset null -
\set SHOW_CONTEXT never
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT userlogs.create_report('spells') \g /dev/null
SET search_path = spells;
UPDATE setting SET as_of = '2026-03-03 08:00';
INSERT INTO team_member (user_id, team, valid_from, valid_to) VALUES ('ana', 'T', NULL, NULL), ('rui', 'T', NULL, NULL), ('eva', 'T', NULL, '2026-03-02 10:30');
INSERT INTO reason_class VALUES ('Tea', true, '10 minutes'), ('Phone', true, NULL);
-- ana: three reasons, away for 50 minutes without a pause; rui: a message without
-- the reason, in the same status, then in another; eva: changes while she leaves
-- the team; leo: in no team
INSERT INTO status_event (user_id, occurred_at, status, reason) VALUES
  ('ana', '2026-03-02 09:00', 'Available', NULL), ('ana', '2026-03-02 10:00', 'Break', 'Tea'), ('ana', '2026-03-02 10:14', 'Break', 'Phone'),
  ('ana', '2026-03-02 10:28', 'Away', 'Tea'), ('ana', '2026-03-02 10:42', 'Away', NULL), ('ana', '2026-03-02 10:50', 'Available', NULL), ('ana', '2026-03-02 17:00', 'Offline', NULL),
  ('rui', '2026-03-02 09:00', 'Available', NULL), ('rui', '2026-03-02 10:00', 'Break', 'Tea'), ('rui', '2026-03-02 10:20', 'Break', NULL), ('rui', '2026-03-02 10:25', 'break ', 'TEA '),
  ('rui', '2026-03-02 10:30', 'Away', NULL), ('rui', '2026-03-02 10:40', 'Available', NULL), ('rui', '2026-03-02 17:00', 'Offline', NULL),
  ('eva', '2026-03-02 10:00', 'Break', 'Phone'), ('eva', '2026-03-02 10:25', 'Away', 'Phone'), ('eva', '2026-03-02 11:00', 'Offline', NULL),
  ('leo', '2026-03-02 10:00', 'Break', 'Phone'), ('leo', '2026-03-02 11:00', 'Offline', NULL);
