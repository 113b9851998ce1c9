-- A support team's day, from a seeded generator: table status_events.
--
-- The team works in Berlin.  The day is Sunday, 29 March 2026, on which clocks
-- go from 02:00 to 03:00: Dana's night shift from 22:00 to 06:00 lasts seven
-- hours.  Erik forgot to log out after his shift on Saturday.  Shifts and
-- lunch are planned; what happens in between is drawn at random, the same in
-- every run.

CREATE TABLE status_events (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_name text NOT NULL,
  occurred_at timestamptz NOT NULL,
  status text,
  reason text
);
COMMENT ON TABLE status_events IS 'Raw status events: one row each time a user changes status, in order of arrival';

DO $$
DECLARE
  shift record;
  at timestamptz;
  draw double precision;
  status text;
  reason text;
  lasts interval;
  had_lunch boolean;
BEGIN
  PERFORM setseed(0.2903);
  FOR shift IN
    SELECT user_name, begins AT TIME ZONE 'Europe/Berlin' AS begins, ends AT TIME ZONE 'Europe/Berlin' AS ends,
      lunch AT TIME ZONE 'Europe/Berlin' AS lunch, logs_out
    FROM (VALUES
      ('Erik',  timestamp '2026-03-28 12:00', timestamp '2026-03-28 20:00', timestamp '2026-03-28 16:00', false),
      ('Dana',  timestamp '2026-03-28 22:00', timestamp '2026-03-29 06:00', NULL, true),
      ('Anna',  timestamp '2026-03-29 08:00', timestamp '2026-03-29 16:30', timestamp '2026-03-29 12:00', true),
      ('Bruno', timestamp '2026-03-29 08:30', timestamp '2026-03-29 17:00', timestamp '2026-03-29 12:30', true),
      ('Chloe', timestamp '2026-03-29 10:00', timestamp '2026-03-29 18:30', timestamp '2026-03-29 14:00', true)
    ) s(user_name, begins, ends, lunch, logs_out)
  LOOP
    at := shift.begins + floor(random() * 300 - 60) * interval '1 second';
    had_lunch := shift.lunch IS NULL;
    status := 'Available';
    WHILE at < shift.ends LOOP
      reason := NULL;
      IF NOT had_lunch AND at >= shift.lunch THEN
        had_lunch := true;
        status := 'Unavailable';
        reason := 'Lunch';
        lasts := floor(1800 + random() * 900) * interval '1 second';
      ELSIF status = 'Available' THEN
        lasts := floor(2400 + random() * 5400) * interval '1 second';
      ELSE
        draw := random();
        reason := CASE WHEN draw < 0.4 THEN 'High demand' WHEN draw < 0.7 THEN 'Absence' ELSE 'Strategic break' END;
        lasts := floor(300 + random() * 1200) * interval '1 second';
      END IF;
      INSERT INTO status_events (user_name, occurred_at, status, reason) VALUES (shift.user_name, at, status, reason);
      at := at + lasts;
      status := CASE status WHEN 'Available' THEN 'Unavailable' ELSE 'Available' END;
    END LOOP;
    IF shift.logs_out THEN
      INSERT INTO status_events (user_name, occurred_at, status)
      VALUES (shift.user_name, shift.ends + floor(random() * 120) * interval '1 second', 'Offline');
    END IF;
  END LOOP;
END $$;

-- the client of Chloe reports her status once more when the connection comes
-- back, a message of Bruno arrives twice, and one of Anna late
INSERT INTO status_events (user_name, occurred_at, status, reason)
SELECT user_name, occurred_at + interval '5 minutes', status, reason FROM status_events
WHERE user_name = 'Chloe' AND status = 'Available';
INSERT INTO status_events (user_name, occurred_at, status, reason)
SELECT user_name, occurred_at, status, reason FROM status_events WHERE user_name = 'Bruno' AND reason = 'Lunch';
WITH late AS (
  DELETE FROM status_events
  WHERE event_id = (SELECT min(event_id) FROM status_events WHERE user_name = 'Anna' AND reason IS NOT NULL)
  RETURNING user_name, occurred_at, status, reason)
INSERT INTO status_events (user_name, occurred_at, status, reason) SELECT * FROM late;
