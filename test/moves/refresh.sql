-- In a moved database: new events come, snapshots are refreshed, and hold what
-- their views say; a line that begins with "same" or "differs" for each.
\set ON_ERROR_STOP on
\pset fieldsep ' '
SET TimeZone = 'UTC';
INSERT INTO "Team ""A"" of '1'".status_event (user_id, occurred_at, status, reason)
SELECT 'after the move ' || i % 3, timestamptz '2026-04-04 10:00+00' - i * interval '17 minutes 0.000001 seconds',
  (ARRAY['Available', 'Unavailable', 'Offline'])[1 + i % 3], nullif('R' || i % 4, 'R0')
FROM generate_series(1, 40) i;
INSERT INTO application.presence (agent, since, state, note) VALUES (7, '2026-03-28 11:00+00', 'available', 'after the move');
INSERT INTO kept.timeline_key VALUES ('after the move', '{2026-03-02 08:00+00 "after the move"}');

-- a snapshot that is refreshed holds new rows
SELECT format('REFRESH MATERIALIZED VIEW CONCURRENTLY %s', oid::regclass) FROM pg_class WHERE relname LIKE '%\_materialized' ORDER BY 1
\gexec
SELECT format($$SELECT CASE WHEN count(*) = 0 THEN 'same' ELSE 'differs' END, %L, (SELECT count(*) FROM %s) FROM (
    (SELECT %s FROM %s EXCEPT ALL SELECT %s FROM %s) UNION ALL (SELECT %s FROM %s EXCEPT ALL SELECT %s FROM %s)) d$$,
  v.oid::regclass, v.oid::regclass, columns, v.oid::regclass, columns, s.oid::regclass, columns, s.oid::regclass, columns, v.oid::regclass)
FROM pg_class s JOIN pg_class v ON v.relnamespace = s.relnamespace AND v.relname = replace(s.relname, '_snapshot', ''),
  LATERAL (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns FROM pg_attribute
    -- snapshots have no intervals
    WHERE attrelid = v.oid AND attnum > 0 AND atttypid <> 'interval'::regtype) c
WHERE s.relname LIKE '%\_snapshot' ORDER BY v.oid::regclass::text COLLATE "C"
\gexec
SELECT CASE WHEN count(DISTINCT user_id) = 3 THEN 'new users seen' ELSE 'differs: new users are not seen' END
FROM "Team ""A"" of '1'".user_logs_snapshot WHERE user_id LIKE 'after the move %';
