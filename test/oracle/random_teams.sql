-- A random log of six days around a change of the clocks, in the schema
-- random_teams: users who join and leave several teams, as of the middle of a day.
SET TimeZone = 'UTC';
SELECT userlogs.create_report('random_teams') \g /dev/null
SET search_path = random_teams;
SELECT setseed(0.577216) \g /dev/null
UPDATE setting SET time_zone = 'Europe/Lisbon', as_of = '2026-03-31 15:07:11.25';
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
SELECT n, 'u' || floor(9 * random()), timestamptz '2026-03-26 05:00' + floor(random() * 4 * 3600 * 140) * interval '0.25 second',
  ('{Available, Available, AVAILABLE, Unavailable, Offline, Juggling, NULL, Talking}'::text[])[1 + floor(8 * random())],
  ('{Absence, absence, Lunch, NULL}'::text[])[1 + floor(4 * random())]
FROM generate_series(1, 1200) n;
INSERT INTO team_member (user_id, team, valid_from, valid_to)
SELECT 'u' || floor(7 * random()), 'T' || floor(4 * random()), CASE WHEN random() < 0.9 THEN f END, CASE WHEN random() < 0.9 THEN f + floor(30 + 4000 * random()) * interval '1 minute' END
FROM (SELECT timestamptz '2026-03-25 20:00' + floor(8000 * random()) * interval '1 minute' AS f FROM generate_series(1, 40)) x
ON CONFLICT DO NOTHING;
RESET search_path;
