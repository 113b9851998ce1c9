-- What users and tools bind to: names, arguments, result columns, errors.
SET client_min_messages = warning;
SET search_path = public, pg_catalog;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS userlogs;
SELECT plan(63);

SELECT has_type('userlogs', 'timeline', 'type timeline');
SELECT lives_ok($$ SELECT '{2026-03-02 08:00:00+00 "Available"}'::userlogs.timeline::jsonb $$, 'timelines cast to jsonb');
SELECT lives_ok($$ SELECT t OPERATOR(userlogs.=) t FROM (VALUES ('{2026-03-02 08:00:00+00 "Available"}'::userlogs.timeline)) v(t) $$,
  'timelines can be compared');

SELECT has_type('userlogs', 'headcount', 'type headcount');
SELECT lives_ok($$ SELECT '{2026-03-02 08:00:00+00 2}'::userlogs.headcount::jsonb $$, 'headcounts cast to jsonb');
SELECT lives_ok($$ SELECT h OPERATOR(userlogs.=) h FROM (VALUES ('{}'::userlogs.headcount)) v(h) $$, 'headcounts can be compared');

SELECT is(pg_get_function_arguments(f::regprocedure) || ' -> ' || pg_get_function_result(f::regprocedure), signature, f)
FROM (VALUES
  ('userlogs.timeline_agg(timestamptz,text,text)',
   'occurred_at timestamp with time zone, status text, reason text -> userlogs.timeline'),
  ('userlogs.timeline_agg(timestamptz,text,text,bigint)',
   'occurred_at timestamp with time zone, status text, reason text, sequence bigint -> userlogs.timeline'),
  ('userlogs.timeline_agg(userlogs.timeline)',
   'part userlogs.timeline -> userlogs.timeline'),
  ('userlogs.event_count(userlogs.timeline)',
   'timeline userlogs.timeline -> bigint'),
  ('userlogs.first_at(userlogs.timeline)',
   'timeline userlogs.timeline -> timestamp with time zone'),
  ('userlogs.last_at(userlogs.timeline)',
   'timeline userlogs.timeline -> timestamp with time zone'),
  ('userlogs.statuses(userlogs.timeline)',
   'timeline userlogs.timeline -> text[]'),
  ('userlogs.clip(userlogs.timeline,timestamptz,timestamptz)',
   'timeline userlogs.timeline, from_at timestamp with time zone, to_at timestamp with time zone -> userlogs.timeline'),
  ('userlogs.status_at(userlogs.timeline,timestamptz)',
   'timeline userlogs.timeline, at timestamp with time zone -> text'),
  ('userlogs.reason_at(userlogs.timeline,timestamptz)',
   'timeline userlogs.timeline, at timestamp with time zone -> text'),
  ('userlogs.duration_in(userlogs.timeline,text,timestamptz,timestamptz)',
   'timeline userlogs.timeline, status text, from_at timestamp with time zone, to_at timestamp with time zone -> interval'),
  ('userlogs.duration_in(userlogs.timeline,text[],timestamptz,timestamptz)',
   'timeline userlogs.timeline, statuses text[], from_at timestamp with time zone, to_at timestamp with time zone -> interval'),
  ('userlogs.status_intervals(userlogs.timeline,timestamptz,timestamptz)',
   'timeline userlogs.timeline, from_at timestamp with time zone DEFAULT ''-infinity''::timestamp with time zone, '
   'to_at timestamp with time zone DEFAULT ''infinity''::timestamp with time zone, '
   'OUT status text, OUT reason text, OUT started_at timestamp with time zone, OUT ended_at timestamp with time zone, '
   'OUT clipped_start timestamp with time zone, OUT clipped_end timestamp with time zone, '
   'OUT duration interval, OUT is_open boolean, OUT is_carried boolean -> SETOF record'),
  ('userlogs.status_durations(userlogs.timeline,timestamptz,timestamptz)',
   'timeline userlogs.timeline, from_at timestamp with time zone, to_at timestamp with time zone, '
   'OUT status text, OUT reason text, OUT duration interval, OUT interval_count bigint -> SETOF record'),
  ('userlogs.status_buckets(userlogs.timeline,interval,timestamptz,timestamptz,text)',
   'timeline userlogs.timeline, width interval, from_at timestamp with time zone, to_at timestamp with time zone, time_zone text, '
   'OUT bucket_start timestamp with time zone, OUT bucket_end timestamp with time zone, '
   'OUT status text, OUT reason text, OUT duration interval -> SETOF record'),
  ('userlogs.duration_buckets(userlogs.timeline,interval,timestamptz,timestamptz,text,interval)',
   'timeline userlogs.timeline, width interval, from_at timestamp with time zone, to_at timestamp with time zone, time_zone text, '
   'day_offset interval DEFAULT ''00:00:00''::interval, '
   'OUT bucket_start timestamp with time zone, OUT bucket_end timestamp with time zone, '
   'OUT status text, OUT reason text, OUT duration interval, OUT interval_count bigint, OUT started_count bigint -> SETOF record'),
  ('userlogs.availability_buckets(userlogs.timeline,interval,timestamptz,timestamptz,text,text[],text[],text[],text[],interval[],interval)',
   'timeline userlogs.timeline, width interval, from_at timestamp with time zone, to_at timestamp with time zone, time_zone text, '
   'available_statuses text[], unavailable_statuses text[], offline_statuses text[], '
   'reasons text[] DEFAULT ''{}''::text[], allowances interval[] DEFAULT ''{}''::interval[], day_offset interval DEFAULT ''00:00:00''::interval, '
   'OUT bucket_start timestamp with time zone, OUT bucket_end timestamp with time zone, '
   'OUT available interval, OUT unavailable interval, OUT offline interval, OUT unknown interval, '
   'OUT longest_available interval, OUT longest_unavailable interval, OUT longest_offline interval, OUT longest_unknown interval, '
   'OUT first_login timestamp with time zone, OUT last_logout timestamp with time zone, '
   'OUT login_count bigint, OUT session_count bigint, OUT overrun interval -> SETOF record'),
  ('userlogs.relabel(userlogs.timeline,text[],text[],text[],text[])',
   'timeline userlogs.timeline, old_statuses text[], new_statuses text[], old_reasons text[], new_reasons text[] -> userlogs.timeline'),
  ('userlogs.bucket_start(timestamptz,interval,text)',
   'at timestamp with time zone, width interval, time_zone text -> timestamp with time zone'),
  ('userlogs.bucket_end(timestamptz,interval,text)',
   'at timestamp with time zone, width interval, time_zone text -> timestamp with time zone'),
  ('userlogs.local_date(timestamptz,text,interval)',
   'at timestamp with time zone, time_zone text, day_offset interval DEFAULT ''00:00:00''::interval -> date'),
  ('userlogs.local_day_start(date,text,interval)',
   'local_date date, time_zone text, day_offset interval DEFAULT ''00:00:00''::interval -> timestamp with time zone'),
  ('userlogs.local_days(timestamptz,timestamptz,text,interval)',
   'from_at timestamp with time zone, to_at timestamp with time zone, time_zone text, day_offset interval DEFAULT ''00:00:00''::interval, '
   'OUT local_date date, OUT day_start timestamp with time zone, OUT day_end timestamp with time zone, '
   'OUT clipped_start timestamp with time zone, OUT clipped_end timestamp with time zone, OUT duration interval -> SETOF record'),
  ('userlogs.expire_statuses(userlogs.timeline,text[],interval,interval,timestamptz)',
   'timeline userlogs.timeline, statuses text[], max_open_time interval, heartbeat_timeout interval, as_of timestamp with time zone -> userlogs.timeline'),
  ('userlogs.erlang_b(double precision,integer)',
   'traffic double precision, agents integer -> double precision'),
  ('userlogs.erlang_c(double precision,integer)',
   'traffic double precision, agents integer -> double precision'),
  ('userlogs.erlang_c_service_level(double precision,integer,interval,interval)',
   'traffic double precision, agents integer, handle_time interval, answer_within interval -> double precision'),
  ('userlogs.erlang_c_asa(double precision,integer,interval)',
   'traffic double precision, agents integer, handle_time interval -> interval'),
  ('userlogs.erlang_a_wait_probability(double precision,integer,interval,interval)',
   'traffic double precision, agents integer, handle_time interval, patience interval -> double precision'),
  ('userlogs.erlang_a_abandonment(double precision,integer,interval,interval)',
   'traffic double precision, agents integer, handle_time interval, patience interval -> double precision'),
  ('userlogs.erlang_a_service_level(double precision,integer,interval,interval,interval)',
   'traffic double precision, agents integer, handle_time interval, patience interval, answer_within interval -> double precision'),
  ('userlogs.agents_required(double precision,interval,interval,interval,double precision,double precision,double precision)',
   'contacts double precision, period interval, handle_time interval, answer_within interval, '
   'service_level double precision, max_occupancy double precision DEFAULT 1, shrinkage double precision DEFAULT 0 -> integer'),
  ('userlogs.headcount_agg(timestamptz,timestamptz)',
   'started_at timestamp with time zone, ended_at timestamp with time zone -> userlogs.headcount'),
  ('userlogs.headcount_agg(userlogs.headcount)',
   'part userlogs.headcount -> userlogs.headcount'),
  ('userlogs.headcount(userlogs.timeline,text[],timestamptz,timestamptz)',
   'timeline userlogs.timeline, statuses text[], from_at timestamp with time zone, to_at timestamp with time zone -> userlogs.headcount'),
  ('userlogs.headcount_steps(userlogs.headcount,timestamptz,timestamptz)',
   'headcount userlogs.headcount, from_at timestamp with time zone DEFAULT ''-infinity''::timestamp with time zone, '
   'to_at timestamp with time zone DEFAULT ''infinity''::timestamp with time zone, '
   'OUT started_at timestamp with time zone, OUT ended_at timestamp with time zone, OUT headcount bigint -> SETOF record'),
  ('userlogs.headcount_at(userlogs.headcount,timestamptz)',
   'headcount userlogs.headcount, at timestamp with time zone -> bigint'),
  ('userlogs.headcount_buckets(userlogs.headcount,interval,timestamptz,timestamptz,text)',
   'headcount userlogs.headcount, width interval, from_at timestamp with time zone, to_at timestamp with time zone, time_zone text, '
   'OUT bucket_start timestamp with time zone, OUT bucket_end timestamp with time zone, OUT headcount_min bigint, OUT headcount_max bigint, '
   'OUT headcount_avg double precision, OUT person_seconds numeric -> SETOF record'),
  ('userlogs.headcount_gaps(userlogs.headcount,bigint,timestamptz,timestamptz)',
   'headcount userlogs.headcount, required bigint, from_at timestamp with time zone, to_at timestamp with time zone, '
   'OUT started_at timestamp with time zone, OUT ended_at timestamp with time zone, OUT headcount_min bigint, '
   'OUT deficit_seconds numeric -> SETOF record')) v(f, signature);

-- the window of status_intervals may be left out, from either end
SELECT lives_ok($$ SELECT * FROM userlogs.status_intervals('{2026-03-02 08:00:00+00 "Available"}') $$, 'no window');
SELECT lives_ok($$ SELECT * FROM userlogs.status_intervals('{2026-03-02 08:00:00+00 "Available"}', to_at => '2026-03-03') $$, 'a window by name');

-- errors have the SQLSTATE that the comments name
SELECT throws_ok($$ SELECT userlogs.timeline_agg('infinity'::timestamptz, 'a', NULL) $$, '22008');
SELECT throws_ok($$ SELECT * FROM userlogs.status_intervals('{2026-03-02 08:00:00+00 "a"}', '2026-03-03', '2026-03-02') $$, '22023');
SELECT throws_ok($$ SELECT * FROM userlogs.status_buckets('{2026-03-02 08:00:00+00 "a"}', '1 day', '2026-03-02', '2026-03-03', 'nowhere') $$, '22023');
SELECT throws_ok($$ SELECT * FROM userlogs.status_buckets('{2026-03-02 08:00:00+00 "a"}', '0', '2026-03-02', '2026-03-03', 'UTC') $$, '22023');
SELECT throws_ok($$ SELECT '{}'::userlogs.timeline $$, '22P02');
SELECT throws_ok($$ SELECT userlogs.expire_statuses('{2026-03-02 08:00:00+00 "a"}', '{a}', '0', NULL, 'infinity') $$, '22023');
SELECT throws_ok($$ SELECT userlogs.erlang_b(-1, 1) $$, '22023');
SELECT throws_ok($$ SELECT userlogs.erlang_c_asa(1.9999999999, 2, '2147483647 days') $$, '22015');
SELECT throws_ok($$ SELECT userlogs.agents_required(1, '1 hour', '3 minutes', '20 s', 1) $$, '22023');
SELECT throws_ok($$ SELECT userlogs.agents_required(1e10, '1 hour', '1 hour', '20 s', 0.8) $$, '22003');
SELECT throws_ok($$ SELECT userlogs.headcount_agg('infinity'::timestamptz, NULL) $$, '22008');
SELECT throws_ok($$ SELECT userlogs.headcount_agg('2026-03-02 08:00'::timestamptz, '2026-03-02 07:00') $$, '22023');
SELECT throws_ok($$ SELECT userlogs.headcount_agg(h) FROM (VALUES ('{2026-03-02 08:00:00+00 9223372036854775807}'::userlogs.headcount), ('{2026-03-02 08:00:00+00 1}')) v(h) $$, '22003');
SELECT throws_ok($$ SELECT * FROM userlogs.headcount_buckets('{}', '1 day', '2026-03-02', 'infinity', 'UTC') $$, '22023');
SELECT throws_ok($$ SELECT * FROM userlogs.headcount_gaps('{}', 1, '-infinity', '2026-03-02') $$, '22023');
SELECT throws_ok($$ SELECT '{2026-03-02 08:00:00+00 -1}'::userlogs.headcount $$, '22P02');
SELECT * FROM finish();
ROLLBACK;
