-- What was asked of the demo's teams, from a seeded generator: rows of
-- support.service_request, and what is expected of the teams.
--
-- A request is answered by somebody who is available.  If nobody is, it waits
-- four minutes at most; then the lead is lost.

INSERT INTO support.team_member (user_id, team)
VALUES ('Anna', 'Day'), ('Bruno', 'Day'), ('Chloe', 'Day'), ('Dana', 'Night'), ('Erik', 'Day');
INSERT INTO support.target (team, service_level, answer_within, max_occupancy, shrinkage, minimum_headcount)
VALUES ('Day', 0.8, '2 minutes', 0.85, 0.2, 1), ('Night', 0.8, '2 minutes', 0.85, 0.2, 1);
INSERT INTO support.service_hours (team, weekday, opens, closes)
VALUES ('Day', 7, '08:00', '18:30'), ('Night', 6, '22:00', '24:00'), ('Night', 7, '00:00', '06:00');

DO $$
DECLARE
  shift record;
  at timestamptz;
  answered_by text;
  answered_at timestamptz;
BEGIN
  PERFORM setseed(0.1978);
  CREATE TEMP TABLE available AS
  SELECT m.team, l.user_id, l.login_at AS from_at, coalesce(l.logout_at, 'infinity') AS to_at
  FROM support.user_logs l JOIN support.team_member m USING (user_id) WHERE l.class = 'available';
  FOR shift IN
    SELECT * FROM (VALUES ('Day', timestamptz '2026-03-29 08:00 Europe/Berlin', timestamptz '2026-03-29 18:30 Europe/Berlin', 600),
      ('Night', '2026-03-28 22:00 Europe/Berlin', '2026-03-29 06:00 Europe/Berlin', 1500)) s(team, opens, closes, pause)
  LOOP
    at := shift.opens;
    LOOP
      at := at + floor(random() * shift.pause) * interval '1 second';
      EXIT WHEN at >= shift.closes;
      SELECT a.user_id, greatest(a.from_at, at) + floor(5 + random() * 60) * interval '1 second' INTO answered_by, answered_at
      FROM available a WHERE a.team = shift.team AND a.to_at > at AND a.from_at < at + interval '4 minutes'
      ORDER BY greatest(a.from_at, at), random() LIMIT 1;
      INSERT INTO support.service_request (team, user_id, arrived_at, first_response_at, closed_at, outcome)
      VALUES (shift.team, answered_by, at, answered_at,
        coalesce(answered_at + floor(180 + random() * 540) * interval '1 second', at + interval '4 minutes'),
        CASE WHEN answered_by IS NULL THEN 'lead lost' ELSE 'done' END);
    END LOOP;
  END LOOP;
  DROP TABLE available;
END $$;
