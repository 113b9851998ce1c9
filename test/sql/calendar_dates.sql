-- calendar_dates: the days of an iCalendar text are those that it lists, repeats
-- included, or the line is named that cannot be read.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET IntervalStyle = 'postgres';
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = calendar_test, userlogs;
CREATE SCHEMA calendar_test;
\pset null -
\set SHOW_CONTEXT never

-- what callers bind to
SELECT p.proname AS name, replace(pg_get_function_arguments(p.oid), ', ', E',\n') AS arguments, pg_get_function_result(p.oid) AS result,
  p.provolatile AS volatile, p.proparallel AS parallel, p.proisstrict AS strict
FROM pg_proc p WHERE p.pronamespace = 'userlogs'::regnamespace AND p.proname = 'calendar_dates'
ORDER BY p.proname, pg_get_function_arguments(p.oid) COLLATE "C";

-- a file, read as psql reads it
CREATE TABLE holiday (team text, local_date date, opens time, closes time, UNIQUE NULLS NOT DISTINCT (team, local_date));
\set ics `printf '\357\273\277BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20260403\r\nDTEND;VALUE=DATE:20260404\r\nSUMMARY:Good\r\n  Friday\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20260406\r\nSUMMARY:Easter Monday\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:3\r\nDTSTART:20260402T160000\r\nSUMMARY:Party\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n'`
SELECT local_date, to_char(local_date, 'Dy') AS weekday, summary, is_whole_day FROM calendar_dates(:'ics');
INSERT INTO holiday (team, local_date)
SELECT NULL, c.local_date FROM userlogs.calendar_dates(:'ics') c WHERE c.is_whole_day ON CONFLICT DO NOTHING;
INSERT INTO holiday (team, local_date)
SELECT NULL, c.local_date FROM userlogs.calendar_dates(:'ics') c WHERE c.is_whole_day ON CONFLICT DO NOTHING;
TABLE holiday;
-- [from_date, to_date)
SELECT local_date FROM calendar_dates(:'ics', '2026-04-03');
SELECT local_date FROM calendar_dates(:'ics', '2026-04-03', '2026-04-06');
SELECT local_date FROM calendar_dates(:'ics', to_date => '2026-04-03');
SELECT count(*) FROM calendar_dates(:'ics', '2026-04-03', '2026-04-03');
SELECT (SELECT count(*) FROM calendar_dates(NULL)) AS null_text, (SELECT count(*) FROM calendar_dates(:'ics', NULL)) AS null_from,
  (SELECT count(*) FROM calendar_dates(:'ics', to_date => NULL)) AS null_to;
SELECT local_date FROM calendar_dates(:'ics', '2026-04-06', '2026-04-03'); -- error: reversed

-- the lines of one event, and its dates; t: a time
CREATE FUNCTION event(VARIADIC lines text[]) RETURNS text LANGUAGE sql
RETURN array_to_string('{BEGIN:VCALENDAR,BEGIN:VEVENT}' || lines || '{END:VEVENT,END:VCALENDAR}', E'\n');
CREATE FUNCTION dates(calendar text, to_date date DEFAULT 'infinity') RETURNS text LANGUAGE sql
RETURN (SELECT string_agg(c.local_date || CASE WHEN c.is_whole_day THEN '' ELSE 't' END, ' ' ORDER BY c.local_date) FROM userlogs.calendar_dates(calendar, to_date => to_date) c);

-- ends, which the event does not reach
SELECT n, dates(event(VARIADIC lines)) FROM (VALUES
  (1, ARRAY['DTSTART;VALUE=DATE:20260403']),
  (2, ARRAY['DTSTART;VALUE=DATE:20260403', 'DTEND;VALUE=DATE:20260405']),
  (3, ARRAY['DTSTART;VALUE=DATE:20260403', 'DTEND;VALUE=DATE:20260403']), -- as some write one day
  (4, ARRAY['DTSTART:20260403', 'DURATION:P1D']),
  (5, ARRAY['DTSTART:20260226', 'DURATION:P1W']),
  (6, ARRAY['DTSTART:20261231', 'DURATION:+P2D']),
  (7, ARRAY['DTSTART:20260403', 'DURATION:PT0S']),
  (8, ARRAY['DTSTART:20261224T140000']),
  (9, ARRAY['DTSTART:20261224T140000', 'DTEND:20261225T000000']),
  (10, ARRAY['DTSTART:20261224T220000', 'DTEND:20261225T060000']),
  (11, ARRAY['DTSTART:20261224T220000Z', 'DURATION:PT2H0M1S']),
  (12, ARRAY['DTSTART;TZID=Pacific/Auckland:20261224T080000', 'DTEND;TZID=America/New_York:20261223T140500']),
  (13, ARRAY['DTSTART:20261224T235960'])) v(n, lines) ORDER BY n;
-- as Outlook writes whole days
SELECT dates(event('DTSTART;TZID=W. Europe Standard Time:20261225T000000', 'DTEND;TZID=W. Europe Standard Time:20261227T000000', 'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE'));

-- forms: the same day in each
SELECT n, dates(event(VARIADIC lines)) FROM (VALUES
  (1, ARRAY['dtstart;value=date:20260403']),
  (2, ARRAY['DTSTART;X-A="a:b;VALUE=DATE-TIME,c";VALUE=DATE:20260403']),
  (3, ARRAY['DTST', ' ART;VALUE=DA', E'\tTE:2026', ' 0403']),
  (4, ARRAY['DTSTART:20260403 ', '', 'DTSTAMP:garbage', 'DTSTARTED:20260101', 'no colon', 'DESCRIPTION:a', 'BEGIN here', 'END']),
  (5, ARRAY[E'DTSTART:20260403\r', E'summary:x\r', E'BEGIN:VALARM\r', E'DTSTART:20260101\r', E'DURATION:PT1S\r', E'end:valarm\r', E'status:confirmed\r'])) v(n, lines) ORDER BY n;
SELECT n, dates(event('DTSTART;TZID="Europe/Berlin":20261224T140000', property)) FROM (VALUES
  (1, 'DTEND;TZID=Europe/Berlin:20261224T150000'), (2, 'DTEND;X="A:B";TZID="Europe/Berlin";Y=";:":20261224T150000')) v(n, property) ORDER BY n;
SELECT summary FROM calendar_dates(event('DTSTART:20260403', 'SUMMARY;LANGUAGE="de:x":Karfreitag\, \;:"\n\Nzwei\\n\x\', 'SUMMARY;LANGUAGE=en:Good Friday'));
SELECT summary FROM calendar_dates(event('DTSTART:20260403', 'SUMMARY:'));
-- only events count, in any number of calendars
SELECT local_date FROM calendar_dates($$BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=HOURLY
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTODO
DTSTART:20260101
RRULE:FREQ=YEARLY
END:VTODO
BEGIN:X-BOX
BEGIN:VEVENT
DTSTART:20260102
END:VEVENT
END:X-BOX
END:VCALENDAR
begin:vcalendar
begin:vevent
dtstart:20260403
end:vevent
end:vcalendar
$$);
SELECT count(*) FROM calendar_dates(E'\n\nBEGIN:VCALENDAR\nEND:VCALENDAR');
-- one row per event and date, ordered by date, then by the bytes of the summary
SELECT local_date, summary, is_whole_day FROM calendar_dates($$BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART:20260102
SUMMARY:b
END:VEVENT
BEGIN:VEVENT
DTSTART:20260102
SUMMARY:b
END:VEVENT
BEGIN:VEVENT
DTSTART:20260102
END:VEVENT
BEGIN:VEVENT
DTSTART:20260102
SUMMARY:a
END:VEVENT
BEGIN:VEVENT
DTSTART:20260101
DURATION:P3D
RRULE:FREQ=DAILY;COUNT=2
SUMMARY:B
END:VEVENT
END:VCALENDAR$$);

-- repeats, checked by hand
SELECT n, dates(event('DTSTART:' || starts, 'RRULE:' || rule), to_date) FROM (VALUES
  (1, '20250101', 'FREQ=YEARLY', date '2028-01-02'),
  (2, '20250101', 'FREQ=YEARLY', '2028-01-01'),
  (3, '20250101', 'freq=yearly;interval=2;count=3;', 'infinity'),
  (4, '20250501', 'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1;UNTIL=20270501', 'infinity'),
  (5, '20250501', 'FREQ=YEARLY;UNTIL=20270430T235959Z', 'infinity'),
  (6, '20251127', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=4', 'infinity'), -- Thanksgiving
  (7, '20250526', 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;COUNT=4', 'infinity'), -- Memorial Day
  (8, '20240229', 'FREQ=YEARLY', '2037-01-01'),
  (9, '20260101', 'FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=1,7;COUNT=4', 'infinity'),
  (10, '19961105', 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3', 'infinity'), -- elections
  (11, '20260131', 'FREQ=MONTHLY;COUNT=4', 'infinity'),
  (12, '20260130', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4', 'infinity'), -- the last working day
  (13, '20260228', 'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', 'infinity'),
  (14, '19970805', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', 'infinity'), -- these two are in RFC 5545
  (15, '19970805', 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', 'infinity'),
  (16, '19970519', 'FREQ=YEARLY;BYDAY=20MO;COUNT=3', 'infinity'),
  (17, '20260403', 'FREQ=DAILY;BYMONTH=4;BYDAY=FR;COUNT=5', 'infinity'),
  (18, '20260102', 'FREQ=WEEKLY;BYDAY=MO;COUNT=3', 'infinity'), -- DTSTART is the first, whatever the rule
  (19, '20260102', 'FREQ=YEARLY;UNTIL=20260101', 'infinity'),
  (20, '20260102', 'FREQ=YEARLY', '2026-01-02'),
  (21, '20260102', 'FREQ=YEARLY;INTERVAL=99999;COUNT=999999999', 'infinity'),
  (22, '20260102', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3', 'infinity'),
  (23, '99980102', 'FREQ=YEARLY;COUNT=9', 'infinity'),
  (24, '20260102', 'FREQ=YEARLY', '-infinity')) v(n, starts, rule, to_date) ORDER BY n;
SELECT local_date, to_char(local_date, 'Dy DD Mon') AS day FROM calendar_dates(event('DTSTART:20251127', 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH'), to_date => '2029-01-01');
-- the last time counts, on the clock of the event: 08:00 in Sydney is 21:00 UTC the day before
SELECT n, dates(event(VARIADIC lines)) FROM (VALUES
  (1, ARRAY['DTSTART:20260101T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260103T090000Z']),
  (2, ARRAY['DTSTART:20260101T090000Z', 'RRULE:FREQ=DAILY;UNTIL=20260103T085959Z']),
  (3, ARRAY['DTSTART:20260101T090000', 'RRULE:FREQ=DAILY;UNTIL=20260103']),
  (4, ARRAY['DTSTART;TZID=Australia/Sydney:20260216T080000', 'RRULE:FREQ=WEEKLY;UNTIL=20260301T210000Z']),
  (5, ARRAY['DTSTART;TZID=Australia/Sydney:20260216T080000', 'RRULE:FREQ=WEEKLY;UNTIL=20260301T205959Z']),
  (6, ARRAY['DTSTART;TZID=Australia/Sydney:20260216T080000', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE:20260222T210000Z']),
  (7, ARRAY['DTSTART:20260101T210000Z', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;TZID=Australia/Sydney:20260103T080000'])) v(n, lines) ORDER BY n;

-- dates left out and added
SELECT n, dates(event(VARIADIC lines)) FROM (VALUES
  (1, ARRAY['DTSTART:20260101', 'RRULE:FREQ=DAILY;COUNT=5', 'EXDATE;VALUE=DATE:20260102,20260104', 'EXDATE:20260105T000000Z']),
  (2, ARRAY['DTSTART:20260101', 'RDATE;VALUE=DATE:20260303,20260202', 'RDATE:20260101', 'EXDATE:20260303']),
  (3, ARRAY['EXDATE:20260101', 'DTSTART:20260101', 'DURATION:P2D', 'RDATE:20260401']),
  (4, ARRAY['DTSTART:20260101T090000', 'RRULE:FREQ=DAILY;COUNT=4', 'EXDATE:20260102T090000,20260103T100000', 'EXDATE;VALUE=DATE:20260104']),
  (5, ARRAY['DTSTART:20260101', 'EXDATE:20260101'])) v(n, lines) ORDER BY n;

-- cancelled, and changed dates of a series
SELECT dates(event('DTSTART:20260101', 'STATUS:CANCELLED', 'RRULE:FREQ=SECONDLY')) AS cancelled, dates(event('DTSTART:20260101', 'STATUS:TENTATIVE')) AS tentative;
SELECT local_date, summary FROM calendar_dates($$BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
RECURRENCE-ID;VALUE=DATE:20270101
DTSTART:20270104
SUMMARY:moved from 2027-01-01
END:VEVENT
BEGIN:VEVENT
UID:a
DTSTART:20260101
RRULE:FREQ=YEARLY;COUNT=4
SUMMARY:New Year
END:VEVENT
BEGIN:VEVENT
UID:a
RECURRENCE-ID;VALUE=DATE:20280101
DTSTART:20280101
STATUS:CANCELLED
END:VEVENT
BEGIN:VEVENT
UID:A
DTSTART:20270101
SUMMARY:of another UID
END:VEVENT
BEGIN:VEVENT
UID:sydney
DTSTART;TZID=Australia/Sydney:20260216T080000
RRULE:FREQ=WEEKLY;COUNT=3
SUMMARY:weekly
END:VEVENT
BEGIN:VEVENT
UID:sydney
RECURRENCE-ID:20260222T210000Z
DTSTART;TZID=Australia/Sydney:20260224T080000
SUMMARY:moved from 2026-02-23
END:VEVENT
BEGIN:VEVENT
UID:alone
RECURRENCE-ID:20260401
DTSTART:20260402
SUMMARY:a change without its series
END:VEVENT
END:VCALENDAR$$);

-- errors
CREATE FUNCTION answer(calendar text, OUT state text, OUT message text, OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
  SELECT 'ok', count(*) INTO state, message FROM userlogs.calendar_dates(calendar);
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END $$;
CREATE TABLE bad (n int GENERATED ALWAYS AS IDENTITY, calendar text);
INSERT INTO bad (calendar) VALUES
  (''), -- error: nothing
  ('<!DOCTYPE html>'), -- error: a page for the login
  ('BEGIN:VCALENDARS'), -- error: something else
  ('BEGIN:VEVENT'), -- error: no calendar
  (E'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101'), -- error: cut off
  (E'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VCALENDAR'), -- error: event not ended
  (E'BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR'), -- error: ended twice
  (E'BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT'), -- error: after the end
  (E'BEGIN:VCALENDAR\n' || repeat(E'BEGIN:X\n', 10)), -- error: too deep
  (event('SUMMARY:x')), -- error: no DTSTART
  (event('DTSTART;X="a:20260101')), -- error: quote not closed
  (event('DTSTART:20260101', 'SUMMARY:x', 'dtstart:20260102')), -- error: twice
  (event('DTSTART:20260101', 'DTEND:20260102', 'DURATION:P1D')), -- error: two ends
  (event('DTSTART:20260102', 'DTEND:20260101')), -- error: reversed
  (event('DTSTART:20260101', 'DURATION:-P1D')), -- error: negative
  (event('DTSTART:20260101', 'DURATION:P')), -- error: no number
  (event('DTSTART:20260101', 'DURATION:P1M')), -- error: a month
  (event('DTSTART:20260101', 'DURATION:P1DT')), -- error: no time
  (event('DTSTART:20260101', 'DURATION:1 day')), -- error: as PostgreSQL has it
  (event('DTSTART:')), -- error: no date
  (event('DTSTART:20260231')), -- error: no such day
  (event('SUMMARY:a', ' b', 'DTSTART:2026', ' 1301')), -- error: no such month, in the sixth line
  (event('DTSTART:20250229')), -- error: no such day in this year
  (event('DTSTART:00000101')), -- error: no such year
  (event('DTSTART:2026-04-03')), -- error: hyphens
  (event('DTSTART:20260403T1400')), -- error: no seconds
  (event('DTSTART:20260403T240000')), -- error: no such hour
  (event('DTSTART:20260403T140000+01')), -- error: offset
  (event('DTSTART;VALUE=DATE:20260403T140000')), -- error: a time
  (event('DTSTART;VALUE=DATE-TIME:20260403')), -- error: a date
  (event('DTSTART;VALUE=TEXT:20260403')), -- error: neither
  (event('DTSTART:٢٠٢٦٠٤٠٣')), -- error: other digits
  (event('DTSTART:20260101', 'EXDATE:20260101,')), -- error: nothing after the comma
  (event('DTSTART:20260101', 'RDATE;VALUE=PERIOD:20260101T000000Z/P1D')), -- error: periods
  (event('DTSTART:20260101', 'EXRULE:FREQ=YEARLY')), -- error: old
  (event('DTSTART:20260101', 'RECURRENCE-ID:20260101')), -- error: of which event?
  (event('UID:1', 'DTSTART:20260101', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20260101')), -- error: all that follow
  (event('DTSTART;TZID=W. Europe Standard Time:20260101T080000', 'RRULE:FREQ=DAILY;UNTIL=20260110T070000Z')), -- error: zone
  (event('DTSTART:20260101T080000Z', 'DTEND;TZID=Nowhere:20260101T090000')), -- error: zone
  (event('DTSTART:00010101', 'DTEND:99990101')), -- error: too long
  (event('DTSTART:20260101', 'DURATION:P10001D')), -- error: too long
  (event('DTSTART:20260101', 'DURATION:P999999W')), -- error: too long
  (event('DTSTART:20000101', 'DURATION:P10000D', 'RRULE:FREQ=DAILY;COUNT=1001')), -- error: too much
  (event('DTSTART:20260101', 'RRULE:FREQ=YEARLY')), -- error: no end
  (event('DTSTART:20260101', 'RRULE:FREQ=YEARLY;COUNT=1', 'RRULE:FREQ=DAILY;COUNT=1')); -- error: two rules
SELECT n, state, message FROM bad, answer(calendar) ORDER BY n;
-- details and hints, and a rule that is not supported
SELECT DISTINCT detail, hint FROM bad, answer(calendar) WHERE detail <> '' OR hint <> '' ORDER BY 1, 2;
SELECT * FROM answer(event('DTSTART:20260101', 'RRULE:FREQ=HOURLY')); -- error: hours
SELECT part, (answer(event('DTSTART:20260101', 'RRULE:' || part))).message FROM unnest('{"", FREQ, COUNT=1, FREQ=, FREQ=SECONDLY, FREQ=YEARLY;FREQ=DAILY, FREQ=DAILY;X=1,
  FREQ=YEARLY;BYWEEKNO=1, FREQ=YEARLY;BYYEARDAY=1, FREQ=DAILY;BYHOUR=1, FREQ=YEARLY;RSCALE=CHINESE, "FREQ=YEARLY;BYMONTH=1,", FREQ=YEARLY;BYMONTH=13, FREQ=YEARLY;BYMONTHDAY=32,
  FREQ=YEARLY;BYDAY=XX, FREQ=YEARLY;BYDAY=0MO, FREQ=YEARLY;BYSETPOS=0, FREQ=DAILY;INTERVAL=0, FREQ=DAILY;COUNT=0, FREQ=DAILY;COUNT=-1, FREQ=DAILY;UNTIL=, FREQ=DAILY;UNTIL=20260231,
  FREQ=WEEKLY;BYMONTHDAY=1, FREQ=WEEKLY;BYDAY=1MO, FREQ=DAILY;BYDAY=-1MO, YD1 #0}'::text[]) WITH ORDINALITY p(part, n) ORDER BY n;
-- limits reached, and large texts
SELECT min(local_date), max(local_date), count(*) FROM calendar_dates(event('DTSTART:99990101', 'DURATION:P10000D'));
SELECT min(local_date), max(local_date), count(*) FROM calendar_dates(event('DTSTART:20260101', 'RRULE:FREQ=YEARLY;UNTIL=99991231'));
SELECT what, state, left(message, 80) AS message FROM (VALUES
  ('blank lines', event(repeat(E'\r\n', 1000000), 'DTSTART:20260101')),
  ('one line', event(repeat(E'\n x', 300000), 'DTSTART:20260101')),
  ('parameters', event('DTSTART' || repeat(';X="a:b"', 100000) || ':20260101')),
  ('summary', event('DTSTART:20260101', 'SUMMARY:' || repeat('\', 1000001))),
  ('rule', event('DTSTART:20260101', 'RRULE:FREQ=YEARLY;BYDAY=MO' || repeat(',MO', 100000))),
  ('dates', event('DTSTART:20260101', 'RDATE:20260102' || repeat(',20260103', 10000))),
  ('garbage', E'BEGIN:VCALENDAR\n' || repeat('END', 300000))) v(what, calendar), answer(calendar);

-- neither the session nor a collation has a say
CREATE COLLATION nondeterministic (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SET DateStyle = 'German';
SET IntervalStyle = 'sql_standard';
SET TimeZone = 'Asia/Tokyo';
SELECT count(*), min(local_date) = date '2026-04-03' AS same, min(summary COLLATE "C") = 'a, b' AS text
FROM calendar_dates(event('DTSTART:20260403', 'DURATION:P1DT1H', 'summary:a\, b') COLLATE nondeterministic);
SET DateStyle = 'ISO, YMD';

-- random rules against each day of 30 years, numbered in its month and its year
SELECT setseed(0.20260403);
CREATE TABLE day AS
SELECT day, extract(year FROM day)::int AS y, extract(month FROM day)::int AS m, extract(day FROM day)::int AS d, upper(left(to_char(day, 'Dy'), 2)) AS w,
  row_number() OVER (PARTITION BY to_char(day, 'YYYY-MM-D') ORDER BY day)::int AS in_month, -row_number() OVER (PARTITION BY to_char(day, 'YYYY-MM-D') ORDER BY day DESC)::int AS to_month_end,
  row_number() OVER (PARTITION BY to_char(day, 'YYYY-D') ORDER BY day)::int AS in_year, -row_number() OVER (PARTITION BY to_char(day, 'YYYY-D') ORDER BY day DESC)::int AS to_year_end,
  -row_number() OVER (PARTITION BY to_char(day, 'YYYY-MM') ORDER BY day DESC)::int AS d_to_end, day - date '2000-01-03' AS n
FROM (SELECT d::date AS day FROM generate_series(timestamp '2000-01-01', '2029-12-31', '1 day') d) d;
CREATE TABLE rule AS
SELECT i, (ARRAY['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'])[1 + i % 4] AS freq, 1 + (random() * random() * 6)::int AS step, date '2000-01-01' + (random() * 3000)::int AS starts,
  CASE WHEN random() < 0.5 THEN ARRAY(SELECT 1 + (random() * 11)::int FROM generate_series(0, i % 3)) END AS months,
  CASE WHEN random() < 0.4 AND i % 4 <> 2 THEN ARRAY(SELECT CASE WHEN random() < 0.3 THEN -1 ELSE 1 END * (1 + (random() * 30)::int) FROM generate_series(0, i % 5)) END AS month_days,
  CASE WHEN random() < 0.6 THEN ARRAY(SELECT CASE WHEN i % 4 < 2 THEN (ARRAY['', '1', '2', '+3', '4', '5', '-1', '-2', '53', '-20'])[1 + (random() * 9)::int] ELSE '' END
    || (ARRAY['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'])[1 + (random() * 6)::int] FROM generate_series(0, i % 4)) END AS weekdays
FROM generate_series(1, 240) i;
CREATE TABLE want AS
SELECT i, day FROM rule JOIN day ON day >= starts
CROSS JOIN LATERAL (SELECT s.y AS start_y, s.m AS start_m, s.d AS start_d, s.w AS start_w, s.n AS start_n FROM day s WHERE s.day = starts) s
WHERE day = starts OR (months IS NULL OR m = ANY (months)) AND (month_days IS NULL OR d = ANY (month_days) OR d_to_end = ANY (month_days))
  AND (weekdays IS NULL OR EXISTS (SELECT FROM unnest(weekdays) x WHERE right(x, 2) = w AND (length(x) = 2
    OR left(x, -2)::int IN (SELECT unnest(CASE WHEN freq = 'YEARLY' AND months IS NULL THEN ARRAY[in_year, to_year_end] ELSE ARRAY[in_month, to_month_end] END)))))
  AND CASE freq
    WHEN 'DAILY' THEN (n - start_n) % step = 0
    WHEN 'WEEKLY' THEN (n / 7 - start_n / 7) % step = 0 AND (weekdays IS NOT NULL OR w = start_w) AND n >= 0
    WHEN 'MONTHLY' THEN (12 * (y - start_y) + m - start_m) % step = 0 AND (month_days IS NOT NULL OR weekdays IS NOT NULL OR d = start_d)
    ELSE (y - start_y) % step = 0 AND (month_days IS NOT NULL OR weekdays IS NOT NULL OR d = start_d)
      AND (months IS NOT NULL OR month_days IS NOT NULL OR weekdays IS NOT NULL OR m = start_m) END;
CREATE TABLE got AS
SELECT i, local_date AS day FROM rule, calendar_dates(event('DTSTART:' || to_char(starts, 'YYYYMMDD'), 'RRULE:' || concat_ws(';', 'FREQ=' || freq, 'INTERVAL=' || step,
  'BYMONTH=' || array_to_string(months, ','), 'BYDAY=' || array_to_string(weekdays, ','), 'BYMONTHDAY=' || array_to_string(month_days, ','))), to_date => '2030-01-01');
SELECT count(*) > 50000 AS many, count(DISTINCT i) AS rules FROM got;
(TABLE want EXCEPT ALL TABLE got) UNION ALL (TABLE got EXCEPT ALL TABLE want) LIMIT 5;

-- random calendars of known dates, in every form that files have
CREATE FUNCTION written(day date, clock time) RETURNS text LANGUAGE sql RETURN to_char(day + coalesce(clock, '0:00'), CASE WHEN clock IS NULL THEN ':YYYYMMDD' ELSE ':YYYYMMDD"T"HH24MISS' END);
CREATE FUNCTION maybe(a text, b text DEFAULT NULL) RETURNS text LANGUAGE sql VOLATILE RETURN CASE WHEN random() < 0.5 THEN a ELSE b END;
CREATE TABLE known AS
SELECT calendar, calendar * 100 + i AS event, date '1999-01-01' + (random() * 12000)::int AS starts, 1 + (random() * random() * 9)::int AS days,
  CASE WHEN random() < 0.3 THEN time '00:00' + (1 + (random() * 1438)::int) * interval '1 minute' END AS clock,
  (random() * 4)::int AS kind, 2 + 2 * random() AS part, random() < 0.1 AS cancelled,
  (SELECT string_agg((ARRAY['a', 'é', '😀', ',', ';', ':', '"', '\', '\n', E'\n', ' ', 'x y'])[1 + (random() * 11)::int], '') FROM generate_series(0, 10 + i)) AS summary
FROM generate_series(1, 40) calendar, generate_series(1, 20) i;
-- how the dates of a kind go on: alone, listed, each year, each third day but one, each week with one moved
CREATE TABLE first_day AS
SELECT event, kind, starts + n * CASE kind WHEN 1 THEN 40 WHEN 3 THEN 3 ELSE 7 END AS day, n FROM known, generate_series(0, 3) n
WHERE NOT cancelled AND CASE kind WHEN 0 THEN n = 0 WHEN 2 THEN false WHEN 3 THEN n <> 2 WHEN 4 THEN n <> 1 ELSE true END
UNION ALL
SELECT event, kind, (starts + n * interval '1 year')::date, n FROM known, generate_series(0, 3) n
WHERE NOT cancelled AND kind = 2 AND extract(day FROM starts + n * interval '1 year') = extract(day FROM starts)
UNION ALL
SELECT event, kind, starts + 9, 9 FROM known WHERE kind = 4;
CREATE TABLE want_day AS
SELECT DISTINCT calendar, event, n = 9 AS is_moved, day + d AS local_date, summary, clock IS NULL AS is_whole_day
FROM known JOIN first_day USING (event, kind), generate_series(0, days - 1) d;
CREATE TABLE line AS
SELECT calendar, event, part, CASE WHEN random() < 0.3 THEN regexp_replace(line, '^[A-Z-]+', lower(substring(line FROM '^[A-Z-]+'))) ELSE line END AS line
FROM known, LATERAL (
  SELECT unnest(ARRAY['DTSTART' || maybe(CASE WHEN clock IS NULL THEN ';VALUE=DATE' ELSE ';TZID="Europe/Berlin"' END, '') || written(starts, clock),
    CASE WHEN clock IS NULL THEN maybe(maybe('DTEND;VALUE=DATE', 'DTEND') || written(starts + days, NULL), 'DURATION:P' || days || 'D')
      ELSE maybe('DTEND' || written(starts + days - 1, '23:59:30'), 'DTEND' || maybe(';X=";:"', '') || written(starts + days, '00:00')) END,
    'SUMMARY' || maybe(';LANGUAGE=en', '') || ':' || replace(regexp_replace(summary, '([\\,;])', '\\\1', 'g'), E'\n', maybe('\n', '\N')), 'UID:' || event,
    maybe('DTSTAMP:20260101T000000Z'), maybe('STATUS:CONFIRMED'), maybe('DESCRIPTION:DTSTART:20200101'), maybe(E'BEGIN:VALARM\nTRIGGER:-PT1H\nDURATION:PT5M\nEND:VALARM')]
    || CASE kind WHEN 1 THEN ARRAY[maybe('RDATE;VALUE=DATE', 'RDATE') || written(starts + 40, NULL), 'RDATE' || written(starts + 80, NULL) || ',' || to_char(starts + 120, 'YYYYMMDD')]
      WHEN 2 THEN ARRAY['RRULE:FREQ=YEARLY;' || maybe('UNTIL=' || to_char(starts + 1100, 'YYYYMMDD'), maybe('INTERVAL=1;', '') || CASE WHEN to_char(starts, 'MMDD') = '0229' THEN 'COUNT=1' ELSE 'COUNT=4' END)]
      WHEN 3 THEN ARRAY['RRULE:FREQ=DAILY;INTERVAL=3;COUNT=4', 'EXDATE' || written(starts + 6, clock)]
      WHEN 4 THEN ARRAY['RRULE:FREQ=WEEKLY;COUNT=4' || maybe(';BYDAY=' || upper(left(to_char(starts, 'Dy'), 2)), '')] ELSE '{}' END
    || CASE WHEN cancelled THEN 'STATUS:CANCELLED' END) AS line) l
WHERE line IS NOT NULL AND NOT (cancelled AND line = 'STATUS:CONFIRMED');
CREATE TABLE block AS
SELECT calendar, event, part, E'BEGIN:VEVENT\n' || string_agg(line, E'\n' ORDER BY random()) || E'\nEND:VEVENT' AS block FROM line GROUP BY calendar, event, part
UNION ALL
SELECT calendar, event, 3, E'BEGIN:VEVENT\nUID:' || event || E'\nRECURRENCE-ID' || written(starts + 7, clock) || E'\nDTSTART' || written(starts + 9, clock)
  || E'\nDTEND' || CASE WHEN clock IS NULL THEN written(starts + 9 + days, NULL) ELSE written(starts + 8 + days, '23:59:30') END
  || E'\nSUMMARY:' || replace(regexp_replace(summary, '([\\,;])', '\\\1', 'g'), E'\n', '\n') || E'\nEND:VEVENT' FROM known WHERE kind = 4;
CREATE TABLE file AS
SELECT calendar, replace(regexp_replace(E'BEGIN:VCALENDAR\nVERSION:2.0\n' || blocks || E'\nEND:VCALENDAR', CASE WHEN calendar % 4 > 0 THEN format('([^\n]{%s})(?=[^\n])', 5 + calendar) ELSE '$^' END,
  E'\\1\n' || maybe(' ', E'\t'), 'g'), E'\n', maybe(E'\r\n', E'\n')) AS calendar_text
FROM (SELECT calendar, string_agg(block, E'\n' ORDER BY part, event) AS blocks FROM block GROUP BY calendar) b;
CREATE TABLE got_day AS
SELECT calendar, local_date, summary, is_whole_day FROM file, calendar_dates(calendar_text);
SELECT count(*) > 5000 AS many, count(*) FILTER (WHERE is_whole_day) > 3000 AS whole_days, (SELECT count(DISTINCT kind) FROM known) AS kinds FROM got_day;
SELECT count(*) AS different FROM (
  (SELECT calendar, local_date, summary, is_whole_day FROM want_day EXCEPT ALL TABLE got_day)
  UNION ALL (TABLE got_day EXCEPT ALL SELECT calendar, local_date, summary, is_whole_day FROM want_day)) d;
-- a window is a part of the whole
SELECT count(*) AS different FROM (
  (SELECT calendar, w.local_date, w.summary, w.is_whole_day FROM file, calendar_dates(calendar_text, '2010-02-03', '2020-04-05') w
    EXCEPT ALL SELECT calendar, local_date, summary, is_whole_day FROM got_day WHERE local_date >= '2010-02-03' AND local_date < '2020-04-05')
  UNION ALL (SELECT calendar, local_date, summary, is_whole_day FROM got_day WHERE local_date >= '2010-02-03' AND local_date < '2020-04-05'
    EXCEPT ALL SELECT calendar, w.local_date, w.summary, w.is_whole_day FROM file, calendar_dates(calendar_text, '2010-02-03', '2020-04-05') w)) d;

SET client_min_messages = error;
DROP SCHEMA calendar_test CASCADE;
