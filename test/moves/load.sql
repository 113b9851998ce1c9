-- What is moved to other servers: two reports with all inputs and snapshots,
-- stored timelines and headcounts, indexes on them, and what an application
-- makes of them. Runs in an empty database; takes about two seconds.
\set ON_ERROR_STOP on
\set QUIET on
\set schema 'Team "A" of \'1\''
\ir ../clients/report_data.sql
SELECT userlogs.create_materialized(:'schema', 'user_logs') \g /dev/null
SELECT userlogs.create_materialized(:'schema', 'staffing') \g /dev/null

-- the log of another application, of 20 users with 150 events each
SELECT setseed(0.141421) \g /dev/null
CREATE SCHEMA application;
CREATE TABLE application.presence (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, agent int NOT NULL, since timestamptz NOT NULL, state varchar(20), note text);
INSERT INTO application.presence (agent, since, state, note)
SELECT agent, timestamptz '2026-03-27 12:00+00' + floor(random() * 5000000000) * interval '1 microsecond' * (1 + agent % 40),
  (ARRAY['available', 'available', 'unavailable', 'offline', 'dreaming', NULL])[1 + floor(random() * 6)],
  (ARRAY['Lunch', 'High demand', 'Absence', '', NULL, NULL])[1 + floor(random() * 6)]
FROM generate_series(1, 20) agent, generate_series(1, 150);
CREATE SCHEMA mapped;
CREATE VIEW mapped.status_event AS
SELECT id AS event_id, agent AS user_id, since AS occurred_at, initcap(state) AS status, note AS reason FROM application.presence;
SELECT userlogs.create_report('mapped') \g /dev/null
UPDATE mapped.setting SET time_zone = 'Europe/Berlin', as_of = '2026-03-30 10:00+00', max_open_time = '2 hours', bucket_width = '1 hour';
INSERT INTO mapped.team_member (user_id, team) SELECT agent, 'Team ' || agent % 3 FROM generate_series(1, 18) agent;
INSERT INTO mapped.service_request (team, arrived_at, first_response_at, closed_at)
SELECT 'Team ' || i % 3, at, at + i % 11 * interval '13.3 seconds', at + interval '5 minutes'
FROM generate_series(1, 300) i, LATERAL (SELECT timestamptz '2026-03-27 12:00+00' + i * interval '10 minutes 1.000001 seconds') a(at);
INSERT INTO mapped.target (team, service_level, answer_within) VALUES ('Team 0', 0.8, '20 seconds'), ('Team 1', 0.9, '30 seconds');
SELECT userlogs.create_materialized('mapped', 'status_daily') \g /dev/null

CREATE SCHEMA kept;
SET search_path = kept, userlogs;
\ir ../golden/values.sql
INSERT INTO timeline_value SELECT 'agent ' || agent, timeline_agg(since, state, note, id) FROM application.presence GROUP BY agent;
INSERT INTO timeline_value VALUES ('none', NULL);
INSERT INTO headcount_value
SELECT 'state ' || status, headcount_agg(started_at, ended_at) FROM timeline_value, status_intervals(v)
WHERE name LIKE 'agent %' AND status IS NOT NULL GROUP BY status;
INSERT INTO headcount_value VALUES ('none', NULL);
-- an index has room for small values only
CREATE TABLE timeline_key AS SELECT name, v FROM timeline_value WHERE octet_length(timeline_send(v)) < 1000;
CREATE TABLE headcount_key AS SELECT name, v FROM headcount_value WHERE octet_length(headcount_send(v)) < 1000;
ALTER TABLE timeline_key ADD PRIMARY KEY (v);
ALTER TABLE headcount_key ADD PRIMARY KEY (v);
CREATE INDEX ON timeline_key USING hash (v);
CREATE INDEX ON headcount_key USING hash (v);
-- an application's own, which calls our functions
ALTER TABLE timeline_value ADD began_at timestamptz GENERATED ALWAYS AS (first_at(v)) STORED,
  ADD CHECK (v IS NULL OR event_count(v) > 0);
CREATE INDEX ON timeline_value (last_at(v), event_count(v));
CREATE VIEW availability AS SELECT name, duration_in(v, 'available', '2026-03-28 00:00+00', '2026-03-29 00:00+00') AS time FROM timeline_value;
CREATE MATERIALIZED VIEW hour AS
SELECT name, bucket_start, status, reason, duration
FROM timeline_value, status_buckets(v, '1 hour', '2026-03-28 00:00+00', '2026-03-29 00:00+00', 'Europe/Berlin') WHERE name LIKE 'agent %';
SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = 'amcheck') AS has_amcheck \gset
\if :has_amcheck
CREATE EXTENSION amcheck SCHEMA public;
\endif
RESET search_path;
ANALYZE;
