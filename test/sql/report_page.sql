-- The page: what is on it is what the views say, whatever the names are and
-- whatever the session is set to.
\set ECHO none
\getenv abs_srcdir PG_ABS_SRCDIR
\set monday :abs_srcdir '/days/monday.sql'
\i :monday
\set ECHO all
INSERT INTO lisbon.reason_class (reason, planned, allowance) VALUES ('Lunch', true, '45 minutes') ON CONFLICT (reason) DO UPDATE SET allowance = excluded.allowance;
-- of the page's pieces, the sentences
CREATE FUNCTION sentences(schema_name text, from_at timestamptz, to_at timestamptz, team text, language text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT unnest(userlogs.page_story(userlogs.page_figures(schema_name, from_at, to_at, team), userlogs.page_words(language), false)) $$;
SELECT * FROM sentences('lisbon', '2026-03-02', '2026-03-03', NULL, 'en');
SELECT * FROM sentences('lisbon', '2026-03-02', '2026-03-03', 'Sales', 'pt');
SELECT * FROM sentences('lisbon', '2026-03-02 12:00', '2026-03-02 12:30', NULL, 'es');
-- nobody, and more than 62 days
SELECT * FROM sentences('lisbon', '2026-03-01', '2026-03-02', NULL, 'en');
SELECT * FROM sentences('lisbon', '2026-01-01', '2026-03-03', NULL, 'en');

-- the whole page, without its style sheet, a tag a line
CREATE FUNCTION tags(page text) RETURNS SETOF text LANGUAGE sql AS $$
  SELECT t FROM regexp_split_to_table(regexp_replace(page, '<style>.*?</style>', ''), '(?<=>)(?=<(section|h[123]|tr|li|div|rect|text|path|footer|details|svg|p |table))') WITH ORDINALITY r(t, n) ORDER BY n $$;
SELECT tags(userlogs.report_page('lisbon', '2026-03-02', '2026-03-03'));

-- Numbers are written as the language does.
SELECT l, userlogs.page_number(1234567.891, 2, w), userlogs.page_number(-12, 0, w), userlogs.page_number(NULL, 0, w), userlogs.page_share(0.123, w), userlogs.page_share(0.9999, w),
  userlogs.page_share(0.0001, w), userlogs.page_share(1, w), userlogs.page_share(0, w), userlogs.page_date('2026-03-29', w), userlogs.page_time('2026-12-05 09:07:59', NULL, w)
FROM unnest('{en, pt, es}'::text[]) l, userlogs.page_words(l) w;
SELECT s, userlogs.page_duration(s, userlogs.page_words('pt')) FROM unnest('{0, 0.4, 99.4, 99.5, 3569, 3570, 3600, 359969, 359970, 4e8, NULL}'::numeric[]) s;
-- each word in each language, with the same arguments
SELECT key, en, other FROM (SELECT w.key, w.value AS en, o.value AS other FROM jsonb_each_text(userlogs.page_words('en')) w
  FULL JOIN (SELECT l, j.key, j.value FROM unnest('{pt, es}'::text[]) l, jsonb_each_text(userlogs.page_words(l)) j) o USING (key)) k
WHERE en IS NULL OR other IS NULL OR ARRAY(SELECT m[1] FROM regexp_matches(en, '%\d?\$?s', 'g') m ORDER BY 1) <> ARRAY(SELECT m[1] FROM regexp_matches(other, '%\d?\$?s', 'g') m ORDER BY 1);

-- Two weeks of three teams with names that mean harm; one is in two teams, one in
-- none.
SELECT userlogs.create_report('page') \g /dev/null
SET search_path = page, public;
UPDATE setting SET time_zone = 'Europe/Madrid', as_of = '2026-04-06 12:00+02', bucket_width = '30 minutes', starts_at = '2026-03-16 00:00+01';
CREATE TABLE harm (id text, name text);
INSERT INTO harm VALUES ('a', '<script>alert(1)</script>'), ('b', '" onload="alert(2)" x="'), ('c', ''' & &amp; </style><b>'), ('d', 'שלום ‮עולם'), ('e', '👩‍💻 𝕏'),
  ('f', repeat('very long ', 50)), ('g', repeat('x', 500)), ('h', E'line\nbreak\ttab\x01'), ('<i>', '%s %1$s %%');
INSERT INTO report_user (user_id, name) SELECT id, name FROM harm;
INSERT INTO team_member (user_id, team) SELECT id, CASE WHEN id < 'd' THEN '<b>Team</b> & "co"' ELSE repeat('team ', 60) END FROM harm WHERE id <> 'h';
INSERT INTO team_member (user_id, team) VALUES ('a', repeat('team ', 60));
INSERT INTO status_event (user_id, occurred_at, status, reason)
SELECT h.id, d + t.at + n * interval '7 minutes', t.status, CASE WHEN t.status = 'away' THEN coalesce(t.reason, h.name) END
FROM (SELECT id, name, row_number() OVER (ORDER BY id) AS n FROM harm) h, generate_series(timestamptz '2026-03-16 07:00+01', '2026-04-03 07:00+02', '1 day') d,
  (VALUES (interval '0', 'available', NULL), ('2 hours', 'away', NULL), ('2:40', 'Available', NULL), ('4 hours', 'away', 'Lunch'), ('5 hours', 'available', NULL),
    ('6 hours', 'napping', NULL), ('6:10', 'Available', NULL), ('9 hours', 'offline', NULL)) t(at, status, reason)
WHERE NOT (h.id = 'b' AND d >= '2026-03-30') AND extract(isodow FROM d) < 6;
INSERT INTO service_request (team, user_id, arrived_at, first_response_at, closed_at, outcome)
SELECT m.team, CASE WHEN i % 7 > 0 THEN m.user_id END, a, CASE WHEN i % 7 > 0 THEN a + i % 300 * interval '1 second' END, CASE WHEN i % 11 > 0 THEN a + interval '20 minutes' END, '<i>' || (i % 3)
FROM generate_series(1, 2000) i, LATERAL (SELECT timestamptz '2026-03-16 07:30+01' + i * interval '13 minutes') t(a), LATERAL (SELECT team, user_id FROM team_member ORDER BY md5(user_id || team || i) LIMIT 1) m;
INSERT INTO assignment (request_id, user_id, assigned_at) SELECT request_id, (ARRAY['a', 'b', 'e', 'gone'])[1 + request_id % 4], arrived_at + interval '20 seconds' FROM service_request WHERE request_id % 5 = 0;
INSERT INTO target (team, service_level, answer_within, minimum_headcount) SELECT DISTINCT team, 0.8, interval '3 minutes', 3 FROM team_member;
INSERT INTO service_hours SELECT DISTINCT team, d, time '08:00', time '17:00' FROM team_member, generate_series(1, 5) d;
INSERT INTO reason_class (reason, planned, allowance) VALUES ('lunch', true, '50 minutes') ON CONFLICT DO NOTHING;
UPDATE reason_class SET allowance = '50 minutes' WHERE lower(reason) = 'lunch';
INSERT INTO shift (user_id, starts_at, ends_at) SELECT id, d, d + interval '9 hours' FROM harm, generate_series(timestamptz '2026-03-16 07:00+01', '2026-04-03 07:00+02', '1 day') d;

CREATE FUNCTION regexp_count_(t text, p text) RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM regexp_matches(t, p, $g$g$g$) $$;
CREATE TABLE page_window (name text, from_at timestamptz, to_at timestamptz, team text);
INSERT INTO page_window
SELECT w.name || CASE WHEN t.team IS NULL THEN '' ELSE ' of a team' END, w.from_at, w.to_at, t.team
FROM (VALUES ('day', timestamptz '2026-03-18 00:00+01', timestamptz '2026-03-19 00:00+01'), ('two days', '2026-03-27 00:00+01', '2026-03-29 00:00+01'),
    ('clocks go forward', '2026-03-29 00:00+01', '2026-03-30 00:00+02'), ('week', '2026-03-23 00:00+01', '2026-03-30 00:00+02'), ('month', '2026-03-01 00:00+01', '2026-04-01 00:00+02'),
    ('some hours', '2026-03-18 09:10+01', '2026-03-18 13:20+01'), ('to come', '2026-04-06 00:00+02', '2026-04-08 00:00+02'), ('years', '2024-01-01 00:00+01', '2026-05-01 00:00+02')) w(name, from_at, to_at),
  (SELECT NULL AS team UNION ALL SELECT min(team) FROM team_member) t;
CREATE TABLE page AS
SELECT w.*, l AS language, userlogs.report_page('page', w.from_at, w.to_at, w.team, l) AS html, userlogs.report_digest('page', w.from_at, w.to_at, w.team, l) AS digest
FROM page_window w, unnest('{en, pt, es}'::text[]) l WHERE l = 'en' OR w.name = 'day';
-- nothing of the names is taken for anything but text, and the tags are in pairs
SELECT name, language, s FROM page, LATERAL (VALUES ('script', html ~ '<script'), ('bold', html ~ '<b>Team|</style><b>|<i>'), ('attribute', html ~ 'onload="'), ('outside', html ~ '(src|href)="(?!#)|url\((?!#)|@import'),
  ('control', html ~ '[\x01-\x09\x0b-\x1f]'), ('two styles', html ~ '</style>.*</style>'), ('NULL', html ~ 'NULL|null'), ('long', html ~ 'x{200}')) c(s, is_so) WHERE is_so ORDER BY 1, 2, 3;
SELECT p.name, p.language, t.tag FROM page p, unnest('{html, head, style, title, body, main, header, section, h1, h2, h3, p, ol, li, table, tr, th, td, div, span, svg, defs, g, details, summary, bdi, b, footer}'::text[]) t(tag)
WHERE regexp_count_(p.html, '<' || t.tag || '[ >]') <> regexp_count_(p.html, '</' || t.tag || '>');
SELECT count(*) AS pages, bool_and(html ~ '&lt;script&gt;alert\(1\)' OR name ~ 'come|forward|of a team') AS names, bool_and(html ~ '👩‍💻 𝕏' OR name ~ 'come|forward|of a team') AS emoji, max(octet_length(digest)) < 4096 AS digest_fits FROM page;

-- What is on the page is what the views say, both ways.  People and periods:
CREATE TABLE figures AS SELECT w.*, userlogs.page_figures('page', from_at, to_at, team) AS f FROM page_window w;
-- without zeros at the end
CREATE FUNCTION plain(figure text) RETURNS text LANGUAGE sql RETURN regexp_replace(regexp_replace(figure, '(\.\d*?)0+(?= |$)', '\1', 'g'), '\.(?= |$)', '', 'g');
CREATE VIEW on_page AS
SELECT f.name, 'people' AS part, concat_ws(' ', p ->> 'user_id', (p ->> 'available')::numeric, (p ->> 'unavailable')::numeric, (p ->> 'offline')::numeric, (p ->> 'unknown')::numeric, (p ->> 'overtime')::numeric) AS figure
FROM figures f, userlogs.page_rows(f.f -> 'people' -> 'rows') p
UNION ALL
SELECT f.name, 'periods', concat_ws(' ', p ->> 'user_id', sum((c.value ->> 0)::numeric), sum((c.value ->> 1)::numeric))
FROM figures f, userlogs.page_rows(f.f -> 'people' -> 'rows') p, jsonb_each(nullif(p -> 'periods', 'null')) c GROUP BY f.name, p ->> 'user_id'
UNION ALL
SELECT f.name, 'reasons', concat_ws(' ', r ->> 'reason', (r ->> 'seconds')::numeric, r ->> 'people') FROM figures f, userlogs.page_rows(f.f -> 'reasons') r
UNION ALL
SELECT f.name, 'service', concat_ws(' ', s ->> 'team', s ->> 'offered', s ->> 'answered', s ->> 'abandoned', s ->> 'waiting', s ->> 'in_time') FROM figures f, userlogs.page_rows(f.f -> 'service') s
UNION ALL
SELECT f.name, 'missing', concat_ws(' ', h ->> 'team', (h ->> 'understaffed')::numeric, (h ->> 'available')::numeric) FROM figures f, userlogs.page_rows(f.f -> 'headcount') h
UNION ALL
SELECT f.name, 'hours', concat_ws(' ', h ->> 0, h ->> 1, round((h ->> 2)::numeric, 6)) FROM figures f, userlogs.page_rows(f.f -> 'hours') h WHERE (h ->> 2)::numeric > 0
UNION ALL
SELECT f.name, 'gaps', concat_ws(' ', f.f -> 'gaps' ->> 'count', (f.f -> 'gaps' ->> 'seconds')::numeric) FROM figures f WHERE jsonb_typeof(f.f -> 'gaps') = 'object'
UNION ALL
SELECT f.name, 'unattended', f.f -> 'unattended' ->> 'count' FROM figures f WHERE jsonb_typeof(f.f -> 'unattended') = 'object'
UNION ALL
SELECT f.name, 'causes', concat_ws(' ', t ->> 'team', c.key, c.value) FROM figures f, userlogs.page_rows(f.f -> 'causes' -> 'teams') t, jsonb_each_text(t -> 'causes') c
UNION ALL
SELECT f.name, 'cause people', concat_ws(' ', p ->> 'user_name', p ->> 'reason', p ->> 'cause', p ->> 'seconds') FROM figures f, userlogs.page_rows(f.f -> 'causes' -> 'people') p
UNION ALL
SELECT f.name, 'stranded', f.f -> 'stranded' ->> 'count' FROM figures f WHERE jsonb_typeof(f.f -> 'stranded') = 'object'
UNION ALL
SELECT f.name, 'shares', concat_ws(' ', s ->> 'user_name', s ->> 'reason', s ->> 'planned', trim_scale((s ->> 'seconds')::numeric)) FROM figures f, userlogs.page_rows(f.f -> 'shares') s
UNION ALL
SELECT f.name, 'intervals', concat_ws(' ', i.key, count(*), sum((v ->> 5)::numeric - (v ->> 4)::numeric)) FROM figures f, jsonb_each(nullif(f.f -> 'intervals', 'null')) i, jsonb_array_elements(i.value) v GROUP BY f.name, i.key
UNION ALL
SELECT f.name, 'anomalies', concat_ws(' ', a ->> 'kind', a ->> 'count', a ->> 'people') FROM figures f, userlogs.page_rows(f.f -> 'anomalies') a
UNION ALL
SELECT f.name, 'response', concat_ws(' ', r ->> 'team', r ->> 'available', r ->> 'requests', (r ->> 'mean')::numeric, round((r ->> 'p90')::numeric, 6)) FROM figures f, userlogs.page_rows(f.f -> 'response') r
UNION ALL
SELECT f.name, 'before', concat_ws(' ', f.f -> 'before' ->> 'people', coalesce((f.f -> 'before' ->> 'staffed')::numeric, 0), coalesce((f.f -> 'before' ->> 'available')::numeric, 0), coalesce((f.f -> 'before' ->> 'overtime')::numeric, 0))
FROM figures f WHERE jsonb_typeof(f.f -> 'before') = 'object'
UNION ALL
SELECT f.name, 'service before', concat_ws(' ', coalesce(f.f -> 'service_before' ->> 'offered', '0'), coalesce(f.f -> 'service_before' ->> 'in_time', '0')) FROM figures f WHERE jsonb_typeof(f.f -> 'service_before') = 'object'
UNION ALL
SELECT f.name, 'problems', f.f -> 'problems' ->> 'count' FROM figures f WHERE jsonb_typeof(f.f -> 'problems') = 'object'
UNION ALL
SELECT f.name, 'shifts', concat_ws(' ', h.key, count(*), sum((v ->> 1)::numeric - (v ->> 0)::numeric)) FROM figures f, jsonb_each(nullif(f.f -> 'shifts', 'null')) h, jsonb_array_elements(h.value) v GROUP BY f.name, h.key
UNION ALL
SELECT f.name, 'steps', concat_ws(' ', t ->> 'team', (v ->> 0)::numeric, (v ->> 1)::numeric, round((v ->> 2)::numeric, 6), round((v ->> 3)::numeric, 6)) FROM figures f, userlogs.page_rows(f.f -> 'headcount') t, jsonb_array_elements(t -> 'steps') v
UNION ALL
SELECT f.name, 'answers', concat_ws(' ', s ->> 'team', round((s ->> 'asa')::numeric, 3), s ->> 'undecided', s ->> 'target', (s ->> 'answer_within')::numeric) FROM figures f, userlogs.page_rows(f.f -> 'service') s
UNION ALL
SELECT f.name, 'spells', concat_ws(' ', r ->> 'reason', r ->> 'started', r ->> 'planned') FROM figures f, userlogs.page_rows(f.f -> 'reasons') r;
-- the period before of a window: as many days before as it takes to end before
CREATE VIEW page_before AS
SELECT w.name, w.team, (w.from_at AT TIME ZONE 'Europe/Madrid' - d * interval '1 day') AT TIME ZONE 'Europe/Madrid' AS from_at, (to_at AT TIME ZONE 'Europe/Madrid' - d * interval '1 day') AT TIME ZONE 'Europe/Madrid' AS to_at
FROM (SELECT name, team, from_at, least(to_at, '2026-04-06 12:00+02') AS to_at FROM page_window) w,
  LATERAL (SELECT min(n) FROM generate_series(0, 1000) n WHERE w.to_at AT TIME ZONE 'Europe/Madrid' - n * interval '1 day' <= w.from_at AT TIME ZONE 'Europe/Madrid') k(d);
CREATE VIEW in_views AS
SELECT w.name, 'people' AS part, concat_ws(' ', v.user_id, sum(v.available_seconds)::numeric, sum(v.unavailable_seconds)::numeric, sum(v.offline_seconds)::numeric, sum(v.unknown_seconds)::numeric, sum(v.break_overtime_seconds)::numeric) AS figure
FROM page_window w, availability_daily_between(w.from_at, w.to_at) v WHERE w.team IS NULL GROUP BY w.name, v.user_id
UNION ALL
SELECT w.name, 'people', concat_ws(' ', v.user_id, sum(v.available_seconds), sum(v.unavailable_seconds), sum(v.offline_seconds), sum(v.unknown_seconds), sum(v.break_overtime_seconds))
FROM page_window w, availability_daily_by_team_between(w.from_at, w.to_at) v WHERE v.team = w.team GROUP BY w.name, v.user_id
UNION ALL
SELECT w.name, 'periods', concat_ws(' ', v.user_id, sum(v.user_seconds) FILTER (WHERE v.class = 'available'), sum(v.user_seconds))
FROM page_window w, user_log_pieces_between(w.from_at, w.to_at) v WHERE w.team IS NULL AND v.class IN ('available', 'unavailable') AND w.name !~ '^(day|some|clock|to come)' GROUP BY w.name, v.user_id
UNION ALL
SELECT w.name, 'periods', concat_ws(' ', v.user_id, sum(v.seconds) FILTER (WHERE v.class = 'available'), sum(v.seconds))
FROM page_window w, user_log_pieces_between(w.from_at, w.to_at) v WHERE v.team = w.team AND v.class IN ('available', 'unavailable') AND w.name !~ '^(day|some|clock|to come)' GROUP BY w.name, v.user_id
UNION ALL
SELECT w.name, 'reasons', concat_ws(' ', v.reason, sum(v.duration_seconds), count(DISTINCT v.user_id)) FROM page_window w, status_daily_between(w.from_at, w.to_at) v WHERE w.team IS NULL AND v.class = 'unavailable' GROUP BY w.name, v.reason
UNION ALL
SELECT w.name, 'reasons', concat_ws(' ', v.reason, sum(v.duration_seconds)::numeric(18,6), count(DISTINCT v.user_id)) FROM page_window w, status_daily_by_team_between(w.from_at, w.to_at) v WHERE v.team = w.team AND v.class = 'unavailable' GROUP BY w.name, v.reason
UNION ALL
SELECT w.name, 'service', concat_ws(' ', v.team, sum(offered_count), sum(answered_count), sum(abandoned_count), sum(waiting_count), sum(answered_in_time_count))
FROM page_window w, service_level_between(w.from_at, w.to_at) v WHERE coalesce(v.team = w.team, true) GROUP BY w.name, v.team
UNION ALL
SELECT w.name, 'missing', concat_ws(' ', v.team, sum(understaffed_person_seconds), sum(available_person_seconds)) FROM page_window w, staffing_between(w.from_at, w.to_at) v WHERE coalesce(v.team = w.team, true)
GROUP BY w.name, v.team HAVING max(available_max) > 0 OR max(required_agents) > 0
UNION ALL
SELECT w.name, 'hours', concat_ws(' ', v.weekday, v.hour, round((sum(v.user_seconds) / max(h.seconds))::numeric, 6))
FROM page_window w, user_log_hours_between(w.from_at, w.to_at) v,
  LATERAL (SELECT extract(isodow FROM l) AS weekday, extract(hour FROM l) AS hour, sum(extract(epoch FROM least(m + interval '10 minutes', w.to_at, '2026-04-06 12:00+02') - greatest(m, w.from_at))) AS seconds
    FROM generate_series(greatest(w.from_at, '2024-01-01 00:00+01'), least(w.to_at, '2026-04-06 12:00+02') - interval '1 microsecond', '10 minutes') m, LATERAL (SELECT m AT TIME ZONE 'Europe/Madrid') k(l) GROUP BY 1, 2) h
WHERE w.team IS NULL AND v.class = 'available' AND h.weekday = v.weekday AND h.hour = v.hour AND w.name <> 'years' GROUP BY w.name, v.weekday, v.hour
UNION ALL
SELECT w.name, 'hours', concat_ws(' ', v.weekday, v.hour, round(v.available_avg::numeric, 6)) FROM page_window w, bottlenecks_between(w.from_at, w.to_at) v WHERE v.team = w.team AND v.available_avg > 0
UNION ALL
SELECT w.name, 'gaps', concat_ws(' ', count(v.team), coalesce(sum(v.duration_seconds), 0)) FROM page_window w LEFT JOIN LATERAL coverage_gaps_between(w.from_at, w.to_at) v ON coalesce(v.team = w.team, true)
WHERE w.name !~ 'years' GROUP BY w.name
UNION ALL
SELECT w.name, 'unattended', count(v.team)::text FROM page_window w LEFT JOIN LATERAL unattended_requests_between(w.from_at, w.to_at) v ON coalesce(v.team = w.team, true) WHERE w.name !~ 'years' GROUP BY w.name
UNION ALL
SELECT w.name, 'causes', concat_ws(' ', v.team, v.cause, sum(v.seconds)) FROM page_window w, wait_causes_between(w.from_at, w.to_at) v WHERE w.name !~ 'years' AND coalesce(v.team = w.team, true) GROUP BY w.name, v.team, v.cause
UNION ALL
SELECT k.name, 'cause people', concat_ws(' ', k.user_name, k.reason, k.cause, k.seconds)
FROM (
  SELECT w.name, v.user_name, v.reason, v.cause, sum(v.seconds) AS seconds, row_number() OVER (PARTITION BY w.name ORDER BY sum(v.seconds) DESC, v.user_name, v.reason, v.cause) AS position
  FROM page_window w, wait_causes_between(w.from_at, w.to_at) v
  WHERE w.name !~ 'years' AND v.user_id IS NOT NULL AND coalesce(v.team = w.team, true) GROUP BY w.name, v.user_name, v.reason, v.cause) k
WHERE k.position <= 12
UNION ALL
SELECT w.name, 'stranded', count(v.team)::text FROM page_window w LEFT JOIN LATERAL stranded_requests_between(w.from_at, w.to_at) v ON coalesce(v.team = w.team, true) WHERE w.name !~ 'years' GROUP BY w.name
UNION ALL
SELECT k.name, 'shares', concat_ws(' ', k.user_name, k.reason, to_jsonb(k.planned) #>> '{}', trim_scale(k.seconds))
FROM (
  SELECT w.name, v.user_name, v.reason, v.planned, sum(v.share_person_seconds) AS seconds, row_number() OVER (PARTITION BY w.name ORDER BY sum(v.share_person_seconds) DESC, v.user_name NULLS FIRST, v.reason) AS position
  FROM page_window w, shortfall_shares_between(w.from_at, w.to_at) v
  WHERE w.name !~ 'years' AND v.share_person_seconds > 0 AND coalesce(v.team = w.team, true) GROUP BY w.name, v.user_name, v.reason, v.planned) k
WHERE k.position <= 12
UNION ALL
SELECT w.name, 'intervals', concat_ws(' ', v.user_id, count(*), sum(v.duration_seconds)::numeric) FROM page_window w, user_logs_between(w.from_at, w.to_at) v
WHERE w.team IS NULL AND w.name !~ '^(week|month|years)' GROUP BY w.name, v.user_id
UNION ALL
SELECT w.name, 'intervals', concat_ws(' ', v.user_id, count(*), sum(v.duration_seconds)::numeric(18,6)) FROM page_window w, user_logs_by_team_between(w.from_at, w.to_at) v WHERE v.team = w.team
AND w.name !~ '^(week|month|years)' GROUP BY w.name, v.user_id
UNION ALL
SELECT w.name, 'anomalies', concat_ws(' ', v.kind, count(*), count(DISTINCT v.user_id)) FROM page_window w, anomalies_between(w.from_at, w.to_at) v WHERE w.team IS NULL GROUP BY w.name, v.kind
UNION ALL
SELECT w.name, 'anomalies', concat_ws(' ', v.kind, count(*), count(DISTINCT v.user_id)) FROM page_window w, anomalies_by_team_between(w.from_at, w.to_at) v WHERE v.team = w.team GROUP BY w.name, v.kind
UNION ALL
SELECT w.name, 'response', concat_ws(' ', v.team, v.available_headcount, v.request_count, v.response_mean_seconds, round(v.response_p90_seconds::numeric, 6)) FROM page_window w, response_by_headcount_between(w.from_at, w.to_at) v WHERE coalesce(v.team = w.team, true)
UNION ALL
SELECT w.name, 'before', concat_ws(' ', count(DISTINCT v.user_id), coalesce(sum(v.available + v.unavailable), 0), coalesce(sum(v.available), 0), coalesce(sum(v.overtime), 0))
FROM page_before w LEFT JOIN LATERAL (
  SELECT a.user_id, a.available_seconds AS available, a.unavailable_seconds AS unavailable, a.break_overtime_seconds AS overtime FROM availability_daily_between(w.from_at, w.to_at) a WHERE w.team IS NULL
  UNION ALL SELECT a.user_id, a.available_seconds::numeric, a.unavailable_seconds::numeric, a.break_overtime_seconds::numeric FROM availability_daily_by_team_between(w.from_at, w.to_at) a WHERE a.team = w.team) v ON v.available + v.unavailable > 0
GROUP BY w.name
UNION ALL
SELECT w.name, 'service before', concat_ws(' ', coalesce(sum(v.offered_count), 0), coalesce(sum(v.answered_in_time_count), 0)) FROM page_before w LEFT JOIN LATERAL service_level_between(w.from_at, w.to_at) v ON coalesce(v.team = w.team, true) GROUP BY w.name
UNION ALL
SELECT w.name, 'problems', count(v.input)::text FROM page_window w LEFT JOIN LATERAL input_problems_between(w.from_at, w.to_at) v ON true WHERE w.team IS NULL GROUP BY w.name
UNION ALL
SELECT w.name, 'shifts', concat_ws(' ', s.user_id, count(*), sum(extract(epoch FROM least(s.ends_at, w.to_at, '2026-04-06 12:00+02') - greatest(s.starts_at, w.from_at)))) FROM page_window w
JOIN shift s ON s.starts_at < least(w.to_at, '2026-04-06 12:00+02') AND s.ends_at > w.from_at AND (w.team IS NULL OR s.user_id IN (SELECT user_id FROM team_member m WHERE m.team = w.team))
WHERE w.name !~ '^(week|month|years)' GROUP BY w.name, s.user_id
UNION ALL
SELECT name, 'steps', concat_ws(' ', team, extract(epoch FROM starts - from_at), extract(epoch FROM ends - from_at), round(available::numeric, 6), round(required::numeric, 6))
FROM (
  SELECT w.name, w.from_at, v.team, greatest(v.bucket_start, w.from_at) AS starts, least(v.bucket_end, w.to_at, '2026-04-06 12:00+02') AS ends, v.available_avg AS available, v.required_agents::double precision AS required,
    max(greatest(v.available_max, v.required_agents)) OVER (PARTITION BY w.name, v.team) AS most
  FROM page_window w, staffing_between(w.from_at, w.to_at) v WHERE coalesce(v.team = w.team, true) AND w.name !~ '^(month|years)'
  UNION ALL
  -- by day, on average of the time in which agents are required
  SELECT w.name, w.from_at, v.team, greatest(min(v.bucket_start), w.from_at), least(max(v.bucket_end), w.to_at, '2026-04-06 12:00+02'),
    sum(v.available_avg * l.s) FILTER (WHERE v.required_agents > 0) / sum(l.s) FILTER (WHERE v.required_agents > 0), sum(v.required_agents * l.s) FILTER (WHERE v.required_agents > 0) / sum(l.s) FILTER (WHERE v.required_agents > 0),
    max(max(greatest(v.available_max, v.required_agents))) OVER (PARTITION BY w.name, v.team)
  FROM page_window w, staffing_between(w.from_at, w.to_at) v, LATERAL (SELECT extract(epoch FROM least(v.bucket_end, w.to_at, '2026-04-06 12:00+02') - v.bucket_start)) l(s)
  WHERE coalesce(v.team = w.team, true) AND w.name ~ '^(month|years)' GROUP BY w.name, w.from_at, w.to_at, v.team, v.local_start::date) s
WHERE most > 0
UNION ALL
SELECT w.name, 'answers', concat_ws(' ', v.team, round(sum(v.asa_seconds * v.response_count) / sum(v.response_count), 3), sum(v.undecided_count), min(g.service_level), min(extract(epoch FROM g.answer_within)))
FROM page_window w, service_level_between(w.from_at, w.to_at) v, target g WHERE coalesce(v.team = w.team, true) AND left(g.team, 50) = left(v.team, 50) GROUP BY w.name, v.team
UNION ALL
SELECT w.name, 'spells', concat_ws(' ', v.reason, sum(v.started_count), bool_or(c.planned)::text) FROM page_window w, status_daily_between(w.from_at, w.to_at) v LEFT JOIN reason_class c ON lower(c.reason) = lower(btrim(v.reason))
WHERE w.team IS NULL AND v.class = 'unavailable' GROUP BY w.name, v.reason
UNION ALL
SELECT w.name, 'spells', concat_ws(' ', v.reason, sum(v.started_count), bool_or(c.planned)::text) FROM page_window w, status_daily_by_team_between(w.from_at, w.to_at) v LEFT JOIN reason_class c ON lower(c.reason) = lower(btrim(v.reason))
WHERE v.team = w.team AND v.class = 'unavailable' GROUP BY w.name, v.reason;
SELECT part, count(DISTINCT name) AS windows, count(*) > 0 AS figures FROM on_page GROUP BY part ORDER BY part;
CREATE TABLE told AS SELECT name, part, plain(figure) AS figure FROM on_page WHERE NOT (part = 'hours' AND name = 'years');
CREATE TABLE meant AS SELECT name, part, plain(figure) AS figure FROM in_views;
(SELECT 'page' AS only_in, * FROM (TABLE told EXCEPT ALL TABLE meant) t) UNION ALL (SELECT 'views', * FROM (TABLE meant EXCEPT ALL TABLE told) m) ORDER BY 1, 2, 3, 4;

-- the same bytes, whatever the session is set to and however the rows came
SET TimeZone = 'Asia/Kathmandu';
SET DateStyle = 'SQL, DMY';
SET IntervalStyle = 'sql_standard';
SET extra_float_digits = -3;
SET enable_seqscan = off;
SET enable_hashjoin = off;
SET work_mem = '64kB';
SET search_path = pg_catalog;
SELECT p.name, p.language FROM page.page p WHERE p.team IS NULL AND (userlogs.report_page('page', p.from_at, p.to_at, p.team, p.language) <> p.html OR userlogs.report_digest('page', p.from_at, p.to_at, p.team, p.language) <> p.digest);
RESET ALL;
SET client_min_messages = warning;
SET TimeZone = 'UTC';
SET search_path = page, public;
CREATE TABLE again AS SELECT event_id, user_id, occurred_at, status, reason FROM status_event;
TRUNCATE status_event;
INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) SELECT * FROM again ORDER BY md5(user_id || occurred_at);
SELECT p.name, p.language FROM page p WHERE p.team IS NULL AND p.language = 'en' AND userlogs.report_page('page', p.from_at, p.to_at, p.team, p.language) <> p.html;

-- without bounds: the last day that has ended, up to now, from the start of a day
SELECT w, j ->> 'local_from' AS "from", j ->> 'local_to' AS "to" FROM (VALUES (1, userlogs.page_frame('page', NULL, NULL, NULL)), (2, userlogs.page_frame('page', '2026-04-06 07:00+02', NULL, NULL)),
  (3, userlogs.page_frame('page', NULL, '2026-04-02 09:00+02', NULL)), (4, userlogs.page_frame('page', '-infinity', 'infinity', NULL))) v(w, j);
UPDATE setting SET day_offset = '06:00';
SELECT userlogs.page_title(j, userlogs.page_words('en')) AS title, j ->> 'local_from' AS "from", j ->> 'local_to' AS "to", (j ->> 'before_from')::timestamptz AT TIME ZONE 'Europe/Madrid' AS before_from, (j ->> 'before_to')::timestamptz AT TIME ZONE 'Europe/Madrid' AS before_to
FROM (VALUES (1, NULL::timestamptz, NULL::timestamptz), (2, '2026-03-30 00:00+02', '2026-03-30 05:00+02'), (3, '2026-03-28 22:00+01', '2026-03-29 06:00+02'), (4, '2026-03-29 12:00+02', '2026-03-30 12:00+02'),
  (5, '2026-03-30 08:00:00+02', '2026-03-30 08:00:20+02'), (6, '2026-03-23 06:00+01', '2026-03-30 06:00+02'), (7, '2027-01-01 10:00+01', '2027-01-01 11:00+01'), (8, '-infinity', '2026-03-30 06:00+02')) w(n, from_at, to_at), userlogs.page_frame('page', from_at, to_at, NULL) j ORDER BY n;
-- nothing to say of a window that has not begun, or is empty
SELECT userlogs.report_digest('page', '2027-01-01', '2027-01-02', language => 'pt_BR');
SELECT userlogs.report_page('page', '2026-03-30', '2026-03-30') ~ 'This window is empty' AS empty;
-- names do not write lines, nor speak to a terminal
UPDATE report_user SET name = E'Evil\n* 999 requests came\x1b[31m\u202e' WHERE user_id = 'a';
UPDATE team_member SET team = E'B\n* Nobody was at work.' WHERE team ~ '^<b>';
SELECT d ~ E'\n\\* 999|\n\\* Nobody' AS lines, d ~ E'[\x1b\u202e]' AS signs, d ~ 'Evil' AS seen FROM userlogs.report_digest('page', '2026-03-16', '2026-03-21', E'B\n* Nobody was at work.') d;
-- somebody of whom nothing is known is on the page; without targets and allowances nothing is said of them
UPDATE setting SET day_offset = '0', max_open_time = '1 hour';
SELECT userlogs.page_story(userlogs.page_figures('page', '2026-03-29 00:00+01', '2026-03-30 00:00+02', NULL), userlogs.page_words('en'), false);
SELECT count(*) FROM userlogs.team_day_chart('page', '2026-03-18 00:00+01', '2026-03-19 00:00+01') c WHERE c ~ '█\?{6}';
DELETE FROM target; UPDATE reason_class SET allowance = NULL;
SELECT unnest(userlogs.page_story(userlogs.page_figures('page', '2026-01-01', '2026-03-20 12:00+01', NULL), userlogs.page_words('es'), false));

\set SHOW_CONTEXT never
SELECT userlogs.report_page('page', NULL, NULL, NULL, 'de');  -- error: no such language
SELECT userlogs.report_page('page', NULL, NULL, 'nobody');  -- error: no such team
SELECT userlogs.report_page('nothing');  -- error: no report
SELECT userlogs.report_page(NULL);  -- error: NULL
SELECT userlogs.report_page('page', '2026-03-02', '2026-03-01');  -- error: reversed
SELECT userlogs.report_page('page', '0001-01-01', NULL);  -- error: two thousand years
SELECT userlogs.report_page('page', NULL, '-infinity');  -- error: no window
SELECT userlogs.report_page('page', '4000-01-01 BC', '-infinity');  -- error: reversed
SELECT userlogs.report_page('page', NULL, NULL, NULL, NULL) ~ 'lang="en"' AS english;
-- an empty report
SELECT userlogs.create_report('empty') \g /dev/null
UPDATE empty.setting SET as_of = '2026-04-06 12:00+02';
SELECT userlogs.report_digest('empty', '2026-04-01', '2026-04-04');
SELECT tags(userlogs.report_page('empty', '2026-04-01', '2026-04-02'));
-- words need UTF8
SELECT current_database() AS this_database \gset
DROP DATABASE IF EXISTS userlogs_page_latin;
CREATE DATABASE userlogs_page_latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;
\c userlogs_page_latin
SET client_min_messages = warning;
CREATE EXTENSION userlogs;
SELECT userlogs.create_report('r') \g /dev/null
\set SHOW_CONTEXT never
SELECT userlogs.report_page('r');  -- error: encoding
\c :this_database
DROP DATABASE userlogs_page_latin;
SET client_min_messages = warning;
DROP SCHEMA lisbon, page, empty CASCADE;
DROP FUNCTION sentences, tags;
