-- calendar_dates: which days does an iCalendar text (RFC 5545) list?
--
-- Such files come from holiday lists and calendar programs.  The text is read in
-- steps: properties of events, the times in these, the dates of repeats, events.
-- A date that cannot be told for sure is an error, never a guess.
--
-- jit = off: the planner expects so many rows of the sets and arrays that it
-- would have the query of each repeat compiled.
-- Units: dates as written.  No rows on NULL input.

-- Only an event itself counts: an alarm in it, a task and a time zone have
-- properties of the same names.
CREATE FUNCTION userlogs.calendar_properties(calendar pg_catalog.text,
  OUT line pg_catalog.int8, OUT name pg_catalog.text, OUT property pg_catalog.text, OUT value pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  content text;
  first_line text;
  components text[] := '{}';
  begun_in bigint[] := '{}';
  seen text[];
BEGIN
  -- a byte order mark, also one that was read as three characters
  calendar := regexp_replace(left(calendar, 3), E'^(\\uFEFF|\\u00EF\\u00BB\\u00BF)', '') || substr(calendar, 4);
  first_line := (regexp_match(regexp_replace(left(calendar, 1000), E'\\r?\\n[ \\t]', '', 'g'), E'^[\\r\\n]*([^\\r\\n]*)'))[1];
  IF upper(rtrim(first_line) COLLATE "C") <> 'BEGIN:VCALENDAR' THEN
    RAISE 'line 1 of the calendar is not BEGIN:VCALENDAR' USING ERRCODE = 'invalid_parameter_value',
      DETAIL = format('The text begins with "%s".', left(first_line, 100)), HINT = 'Pass the contents of an iCalendar file (.ics).';
  END IF;
  FOR line, content IN
    SELECT f.line, f.content
    -- a line that begins with a blank continues the one above
    FROM (SELECT min(p.line) AS line, string_agg(CASE WHEN p.is_rest THEN substr(p.content, 2) ELSE p.content END, '' ORDER BY p.line) AS content
      FROM (SELECT t.line, rtrim(t.content, E'\r') AS content, t.content ~ E'^[ \t]' AS is_rest,
          count(*) FILTER (WHERE t.content !~ E'^[ \t]') OVER (ORDER BY t.line) AS number
        FROM string_to_table(calendar, E'\n') WITH ORDINALITY t(content, line)) p
      GROUP BY p.number) f
    WHERE f.content COLLATE "C" ~* '^(BEGIN|END|UID|SUMMARY|STATUS|DTSTART|DTEND|DURATION|RECURRENCE-ID|RRULE|EXRULE|RDATE|EXDATE|X-MICROSOFT-CDO-ALLDAYEVENT)[;:]'
    ORDER BY f.line
  LOOP
    name := upper(substring(content FROM '^[A-Za-z-]+') COLLATE "C");
    CONTINUE WHEN name NOT IN ('BEGIN', 'END') AND components <> '{VCALENDAR,VEVENT}';
    -- up to the first colon that is not within quotes
    property := substring(content FROM '^([^:"]*(?:"[^"]*"[^:"]*)*):');
    IF property IS NULL THEN
      RAISE 'line % of the calendar has no value', line USING ERRCODE = 'invalid_parameter_value',
        DETAIL = format('It is "%s".', left(content, 100));
    END IF;
    value := substr(content, length(property) + 2);
    IF name = 'BEGIN' THEN
      value := upper(btrim(value) COLLATE "C");
      IF components = '{}' AND value <> 'VCALENDAR' THEN
        RAISE 'BEGIN:% in line % is not in a calendar', left(value, 100), line USING ERRCODE = 'invalid_parameter_value';
      ELSIF cardinality(components) = 10 THEN
        RAISE 'BEGIN:% in line % of the calendar is nested too deeply', left(value, 100), line USING ERRCODE = 'invalid_parameter_value';
      END IF;
      IF components = '{VCALENDAR}' THEN
        seen := '{}';
      END IF;
      components := components || value;
      begun_in := begun_in || line;
    ELSIF name = 'END' THEN
      value := upper(btrim(value) COLLATE "C");
      IF value IS DISTINCT FROM components[cardinality(components)] THEN
        RAISE 'END:% in line % of the calendar ends nothing', left(value, 100), line USING ERRCODE = 'invalid_parameter_value',
          DETAIL = CASE WHEN components = '{}' THEN 'Nothing has begun.' ELSE format('%s, which begins in line %s, has not ended.',
            left(components[cardinality(components)], 100), begun_in[cardinality(begun_in)]) END;
      END IF;
    ELSIF name NOT IN ('SUMMARY', 'EXRULE', 'RDATE', 'EXDATE') THEN
      IF name = ANY (seen) THEN
        RAISE 'line % of the calendar is the second % of an event', line, name USING ERRCODE = 'invalid_parameter_value';
      END IF;
      seen := seen || name;
    END IF;
    IF components = '{VCALENDAR,VEVENT}' THEN
      RETURN NEXT;
    END IF;
    IF name = 'END' THEN
      components := trim_array(components, 1);
      begun_in := trim_array(begun_in, 1);
    END IF;
  END LOOP;
  IF components <> '{}' THEN
    RAISE 'the calendar ends within %, which begins in line %', left(components[cardinality(components)], 100), begun_in[cardinality(begun_in)]
      USING ERRCODE = 'invalid_parameter_value', HINT = 'The file may have been cut off.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.calendar_properties(pg_catalog.text) IS
  'internal: return the properties of the events of a calendar, in order: line in which it begins, name in upper case, name with parameters, value; with a row for the BEGIN and END of each event';

CREATE FUNCTION userlogs.calendar_time(line pg_catalog.int8, property pg_catalog.text, value pg_catalog.text,
  OUT at pg_catalog.timestamp, OUT zone pg_catalog.text, OUT is_date pg_catalog.bool)
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  parts text[] := regexp_match(btrim(value), '^((?!0000)[0-9]{4})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])(?:T([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9]|60)(Z?))?$');
  parameter record;
  type text;
BEGIN
  FOR parameter IN
    SELECT upper(m.found[1] COLLATE "C") AS name, btrim(m.found[2], '"') AS value
    FROM regexp_matches(property, '; *([A-Za-z0-9-]+)=("[^"]*"|[^;"]*)', 'g') m(found)
  LOOP
    IF parameter.name = 'TZID' THEN
      zone := parameter.value;
    ELSIF parameter.name = 'VALUE' THEN
      type := upper(parameter.value COLLATE "C");
    ELSIF parameter.name = 'RANGE' THEN
      RAISE 'change of a date and those after it in line % of the calendar is not supported', line USING ERRCODE = 'feature_not_supported',
        DETAIL = format('It is "%s".', left(property, 100)), HINT = 'Write the dates that change as events of their own.';
    END IF;
  END LOOP;
  IF type = 'PERIOD' THEN
    RAISE 'period in line % of the calendar is not supported', line USING ERRCODE = 'feature_not_supported',
      HINT = 'Write the dates with VALUE=DATE.';
  END IF;
  is_date := parts[4] IS NULL;
  -- the year before the day of the month, which exists in some years only
  IF (parts IS NOT NULL AND coalesce(type = CASE WHEN is_date THEN 'DATE' ELSE 'DATE-TIME' END, true)
      AND parts[3]::integer <= extract(day FROM make_date(parts[1]::integer, parts[2]::integer, 1) + interval '1 month -1 day')) IS NOT TRUE THEN
    RAISE 'invalid date "%" in line % of the calendar', left(value, 100), line USING ERRCODE = 'invalid_datetime_format',
      HINT = 'A date is written as 20260403, a time as 20260403T090000 or 20260403T090000Z.';
  END IF;
  -- a leap second belongs to the day that it ends
  at := make_date(parts[1]::integer, parts[2]::integer, parts[3]::integer)
    + make_time(coalesce(parts[4]::integer, 0), coalesce(parts[5]::integer, 0), least(coalesce(parts[6]::integer, 0), 59));
  zone := CASE WHEN is_date THEN '' WHEN parts[7] = 'Z' THEN 'UTC' ELSE coalesce(zone, '') END;
END $$;
COMMENT ON FUNCTION userlogs.calendar_time(pg_catalog.int8, pg_catalog.text, pg_catalog.text) IS
  'internal: return a date or time of a calendar as written, midnight for a date, and the name of its zone, empty if it has none';

-- A time without a zone is that of any zone.
CREATE FUNCTION userlogs.calendar_time_in(line pg_catalog.int8, at pg_catalog.timestamp, zone pg_catalog.text, other_zone pg_catalog.text)
RETURNS pg_catalog.timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  unknown text;
BEGIN
  IF zone = other_zone OR '' IN (zone, other_zone) THEN
    RETURN at;
  END IF;
  unknown := CASE WHEN NOT userlogs.is_time_zone(zone) THEN zone WHEN NOT userlogs.is_time_zone(other_zone) THEN other_zone END;
  IF unknown IS NOT NULL THEN
    RAISE 'time zone "%" in the event of line % of the calendar is not known', left(unknown, 100), line USING ERRCODE = 'invalid_parameter_value',
      DETAIL = 'The event has times of several zones.',
      HINT = 'Replace it in the calendar by the name of a zone in pg_timezone_names, such as Europe/Berlin.';
  END IF;
  RETURN userlogs.local_time(at AT TIME ZONE zone, other_zone);
END $$;
COMMENT ON FUNCTION userlogs.calendar_time_in(pg_catalog.int8, pg_catalog.timestamp, pg_catalog.text, pg_catalog.text) IS
  'internal: return what the clock of another zone shows at a time of a calendar';

CREATE FUNCTION userlogs.calendar_rule(line pg_catalog.int8, rule pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  parts jsonb := '{}';
  wrong text;
  part text;
  name text;
  value text;
  form text;
BEGIN
  -- far longer than any that makes sense
  IF length(rule) > 1000 THEN
    wrong := format('%s characters', length(rule));
  END IF;
  FOREACH part IN ARRAY string_to_array(rtrim(upper(left(rule, 1000) COLLATE "C"), '; '), ';') LOOP
    EXIT WHEN wrong IS NOT NULL;
    name := btrim(split_part(part, '=', 1));
    value := btrim(substr(part, strpos(part, '=') + 1));
    form := CASE name
      WHEN 'FREQ' THEN '^(YEARLY|MONTHLY|WEEKLY|DAILY)$'
      WHEN 'INTERVAL' THEN '^[1-9][0-9]{0,4}$'
      WHEN 'COUNT' THEN '^[1-9][0-9]{0,8}$'
      WHEN 'UNTIL' THEN '^[0-9]'
      WHEN 'WKST' THEN '^(MO|TU|WE|TH|FR|SA|SU)$'
      WHEN 'BYMONTH' THEN '^((0?[1-9]|1[0-2])(,|$))+$'
      WHEN 'BYMONTHDAY' THEN '^([+-]?(0?[1-9]|[12][0-9]|3[01])(,|$))+$'
      WHEN 'BYDAY' THEN '^([+-]?(0?[1-9]|[1-5][0-9])?(MO|TU|WE|TH|FR|SA|SU)(,|$))+$'
      WHEN 'BYSETPOS' THEN '^([+-]?[1-9][0-9]{0,2}(,|$))+$' END;
    IF (parts ? name OR value !~ form) IS NOT FALSE OR value LIKE '%,' THEN
      wrong := part;
    END IF;
    parts := parts || jsonb_build_object(name, value);
  END LOOP;
  wrong := CASE WHEN wrong IS NOT NULL THEN wrong WHEN NOT parts ? 'FREQ' THEN 'no FREQ'
    -- as RFC 5545 has it
    WHEN parts ->> 'FREQ' = 'WEEKLY' AND parts ? 'BYMONTHDAY' THEN 'BYMONTHDAY in weeks'
    WHEN parts ->> 'FREQ' IN ('WEEKLY', 'DAILY') AND parts ->> 'BYDAY' ~ '[0-9]' THEN 'numbers in BYDAY' END;
  IF wrong IS NOT NULL THEN
    RAISE 'repeat rule in line % of the calendar is not supported: %', line, left(wrong, 100) USING ERRCODE = 'feature_not_supported',
      DETAIL = format('The rule is "%s".', left(rule, 200)),
      HINT = 'Supported are FREQ=YEARLY, MONTHLY, WEEKLY and DAILY with INTERVAL, COUNT, UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS and WKST. Write other dates as RDATE;VALUE=DATE.';
  END IF;
  RETURN parts;
END $$;
COMMENT ON FUNCTION userlogs.calendar_rule(pg_catalog.int8, pg_catalog.text) IS
  'internal: return the parts of a repeat rule by their names, after a check of what is supported';

-- A rule chooses from the days of each period: a year, month, week or day.
CREATE FUNCTION userlogs.calendar_repeats(rule pg_catalog.jsonb, starts_on pg_catalog.date, end_date pg_catalog.date)
RETURNS SETOF pg_catalog.date
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  frequency text := rule ->> 'FREQ';
  step integer := coalesce((rule ->> 'INTERVAL')::integer, 1);
  months integer[] := string_to_array(rule ->> 'BYMONTH', ',');
  month_days integer[] := string_to_array(rule ->> 'BYMONTHDAY', ',');
  places integer[] := string_to_array(rule ->> 'BYSETPOS', ',');
  weekdays integer[];
  numbers integer[];
  -- a number counts the weekdays of the year, or of the month
  scope text := CASE WHEN frequency = 'YEARLY' AND months IS NULL THEN 'year' ELSE 'month' END;
  first_month date := date_trunc('month', starts_on::timestamp);
  week_start date;
  -- where a period begins, for a year each month in question; and the days from there
  bases integer[] := '{0}';
  offsets integer[] := '{0}';
  last_period bigint;
  first_period bigint := 0;
  remaining bigint := coalesce((rule ->> 'COUNT')::bigint, 9223372036854775807) - 1;
  day date;
BEGIN
  IF starts_on >= end_date THEN
    RETURN;
  END IF;
  SELECT array_agg(strpos('MOTUWETHFRSASU', right(d, 2)) / 2 + 1), array_agg(coalesce(nullif(left(d, -2), '')::integer, 0)) INTO weekdays, numbers
  FROM string_to_table(rule ->> 'BYDAY', ',') d;
  week_start := starts_on - (extract(isodow FROM starts_on)::integer - 1 - strpos('MOTUWETHFRSASU', coalesce(rule ->> 'WKST', 'MO')) / 2 + 7) % 7;
  -- what the rule does not say is that of the first date
  IF weekdays IS NULL AND month_days IS NULL AND frequency IN ('YEARLY', 'MONTHLY') THEN
    month_days := ARRAY[extract(day FROM starts_on)];
    IF frequency = 'YEARLY' AND months IS NULL THEN
      months := ARRAY[extract(month FROM starts_on)];
    END IF;
  ELSIF weekdays IS NULL AND frequency = 'WEEKLY' THEN
    weekdays := ARRAY[extract(isodow FROM starts_on)];
    numbers := '{0}';
  END IF;
  IF frequency = 'YEARLY' THEN
    bases := ARRAY(SELECT DISTINCT m - 1 FROM unnest(coalesce(months, '{1,2,3,4,5,6,7,8,9,10,11,12}')) m);
  END IF;
  IF frequency = 'WEEKLY' THEN
    offsets := '{0,1,2,3,4,5,6}';
  ELSIF frequency <> 'DAILY' THEN
    offsets := ARRAY(SELECT o FROM generate_series(0, 30) o WHERE (o + 1 = ANY (month_days)) IS NOT FALSE OR 0 > ANY (month_days));
  END IF;
  last_period := CASE frequency
    WHEN 'YEARLY' THEN extract(year FROM end_date) - extract(year FROM starts_on)
    WHEN 'MONTHLY' THEN 12 * (extract(year FROM end_date) - extract(year FROM starts_on)) + extract(month FROM end_date) - extract(month FROM starts_on)
    WHEN 'WEEKLY' THEN (end_date - week_start) / 7
    ELSE end_date - starts_on END::bigint / step;

  -- DTSTART is the first date, whatever the rule
  RETURN NEXT starts_on;
  WHILE first_period <= last_period AND remaining > 0 LOOP
    FOR day IN
      SELECT c.day
      FROM (SELECT d.day, row_number() OVER (PARTITION BY p.n ORDER BY d.day) AS place, count(*) OVER (PARTITION BY p.n) AS day_count
        FROM generate_series(first_period, least(first_period + 99, last_period)) p(n)
        CROSS JOIN unnest(bases) b(month)
        CROSS JOIN LATERAL (SELECT CASE frequency
            WHEN 'YEARLY' THEN make_date(extract(year FROM starts_on)::integer + p.n::integer * step, 1 + b.month, 1)
            WHEN 'MONTHLY' THEN (first_month + make_interval(months => p.n::integer * step))::date
            WHEN 'WEEKLY' THEN week_start + 7 * p.n::integer * step
            ELSE starts_on + p.n::integer * step END) s(period_start)
        CROSS JOIN unnest(offsets) o(days)
        CROSS JOIN LATERAL (SELECT s.period_start + o.days) d(day)
        CROSS JOIN LATERAL (SELECT date_trunc('month', d.day::timestamp)::date) m(month_start)
        WHERE (frequency IN ('WEEKLY', 'DAILY') OR m.month_start = s.period_start)
          AND (months IS NULL OR extract(month FROM d.day)::integer = ANY (months))
          AND (month_days IS NULL OR extract(day FROM d.day)::integer = ANY (month_days)
            OR (d.day - (m.month_start + interval '1 month')::date) = ANY (month_days))
          AND (weekdays IS NULL OR EXISTS (SELECT FROM unnest(weekdays, numbers) w(weekday, number)
            WHERE w.weekday = extract(isodow FROM d.day)::integer
              AND (w.number IN (0, (d.day - date_trunc(scope, d.day::timestamp)::date) / 7 + 1)
                OR w.number = (d.day + 1 - (date_trunc(scope, d.day::timestamp) + ('1 ' || scope)::interval)::date) / 7 - 1)))) c
      WHERE (places IS NULL OR c.place = ANY (places) OR c.place - c.day_count - 1 = ANY (places))
        AND c.day > starts_on AND c.day < end_date
      ORDER BY c.day
    LOOP
      EXIT WHEN remaining = 0;
      RETURN NEXT day;
      remaining := remaining - 1;
    END LOOP;
    first_period := first_period + 100;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.calendar_repeats(pg_catalog.jsonb, pg_catalog.date, pg_catalog.date) IS
  'internal: return the dates before end_date on which an event that starts on starts_on is repeated, in order, with the first';

CREATE FUNCTION userlogs.calendar_series(event_line pg_catalog.int8, line pg_catalog.int8, rule_text pg_catalog.text,
  start_at pg_catalog.timestamp, zone pg_catalog.text, is_date pg_catalog.bool, to_date pg_catalog.date)
RETURNS pg_catalog.date[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  rule jsonb := userlogs.calendar_rule(line, rule_text);
  -- the years of a calendar have four digits
  end_date date := least(to_date, '10000-01-01');
  until record;
  until_at timestamp;
BEGIN
  IF rule ? 'UNTIL' THEN
    SELECT t.at, t.zone, t.is_date INTO until FROM userlogs.calendar_time(line, '', rule ->> 'UNTIL') t;
    until_at := userlogs.calendar_time_in(event_line, until.at, until.zone, zone);
    end_date := least(end_date, until_at::date + (is_date OR until.is_date OR start_at::time <= until_at::time)::integer);
  ELSIF to_date = 'infinity' AND NOT rule ? 'COUNT' THEN
    RAISE 'event in line % of the calendar is repeated without end', event_line USING ERRCODE = 'invalid_parameter_value',
      HINT = 'Pass to_date, the first date that is not wanted.';
  END IF;
  RETURN ARRAY(SELECT r.starts_on FROM userlogs.calendar_repeats(rule, start_at::date, end_date) r(starts_on));
END $$;
COMMENT ON FUNCTION userlogs.calendar_series(pg_catalog.int8, pg_catalog.int8, pg_catalog.text, pg_catalog.timestamp, pg_catalog.text, pg_catalog.bool, pg_catalog.date) IS
  'internal: return the dates before to_date of an event with a repeat rule';

CREATE FUNCTION userlogs.calendar_text(value pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF strpos(value, E'\\') = 0 THEN
    RETURN value;
  END IF;
  -- a backslash before a backslash escapes nothing else
  RETURN array_to_string(ARRAY(
    SELECT regexp_replace(regexp_replace(p.piece, E'\\\\[nN]', E'\n', 'g'), E'\\\\([,;:"])', E'\\1', 'g')
    FROM unnest(string_to_array(value, E'\\\\')) WITH ORDINALITY p(piece, number) ORDER BY p.number), E'\\');
END $$;
COMMENT ON FUNCTION userlogs.calendar_text(pg_catalog.text) IS
  'internal: return a text of a calendar without its escapes';

CREATE FUNCTION userlogs.calendar_events(calendar pg_catalog.text, to_date pg_catalog.date,
  OUT line pg_catalog.int8, OUT uid pg_catalog.text, OUT zone pg_catalog.text, OUT replaces_at pg_catalog.timestamp, OUT replaces_zone pg_catalog.text,
  OUT summary pg_catalog.text, OUT is_whole_day pg_catalog.bool, OUT starts_on pg_catalog.date[], OUT day_count pg_catalog.int4)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  p record;
  start_at timestamp;
  end_at timestamp;
  end_zone text;
  duration interval;
  has_dates boolean;
  is_cancelled boolean;
  is_outlook_day boolean;
  rule_line bigint;
  rule_text text;
  total bigint := 0;
  -- RDATE and EXDATE
  listed record;
  listed_at timestamp[];
  listed_zones text[];
  are_dates boolean[];
  are_left_out boolean[];
BEGIN
  FOR p IN SELECT c.line, c.name, c.property, c.value FROM userlogs.calendar_properties(calendar) c LOOP
    CASE p.name
    WHEN 'BEGIN' THEN
      line := p.line;
      uid := NULL;
      summary := NULL;
      replaces_at := NULL;
      start_at := NULL;
      end_at := NULL;
      duration := NULL;
      rule_text := NULL;
      is_cancelled := false;
      is_outlook_day := false;
      listed_at := '{}';
      listed_zones := '{}';
      are_dates := '{}';
      are_left_out := '{}';
    WHEN 'UID' THEN
      uid := p.value;
    WHEN 'SUMMARY' THEN
      -- the first, where each language has its own
      summary := coalesce(summary, userlogs.calendar_text(p.value));
    WHEN 'STATUS' THEN
      is_cancelled := upper(btrim(p.value) COLLATE "C") = 'CANCELLED';
    WHEN 'X-MICROSOFT-CDO-ALLDAYEVENT' THEN
      is_outlook_day := upper(btrim(p.value) COLLATE "C") = 'TRUE';
    WHEN 'DTSTART' THEN
      SELECT t.at, t.zone, t.is_date INTO start_at, zone, has_dates FROM userlogs.calendar_time(p.line, p.property, p.value) t;
    WHEN 'DTEND' THEN
      SELECT t.at, t.zone INTO end_at, end_zone FROM userlogs.calendar_time(p.line, p.property, p.value) t;
    WHEN 'RECURRENCE-ID' THEN
      SELECT t.at, t.zone INTO replaces_at, replaces_zone FROM userlogs.calendar_time(p.line, p.property, p.value) t;
    WHEN 'DURATION' THEN
      IF btrim(p.value) !~ '^[+]?P([0-9]{1,6}W)?([0-9]{1,6}D)?(T([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?$' OR btrim(p.value) ~ '[PT]$' THEN
        RAISE 'invalid duration "%" in line % of the calendar', left(p.value, 100), p.line USING ERRCODE = 'invalid_datetime_format',
          HINT = 'A duration is written as P1D, P2W or PT1H30M, and is not negative.';
      END IF;
      duration := btrim(p.value, ' +')::interval;
    WHEN 'RRULE' THEN
      rule_line := p.line;
      rule_text := p.value;
    WHEN 'EXRULE' THEN
      RAISE 'EXRULE in line % of the calendar is not supported', p.line USING ERRCODE = 'feature_not_supported',
        HINT = 'Write the dates that are left out as EXDATE;VALUE=DATE.';
    WHEN 'RDATE', 'EXDATE' THEN
      FOR listed IN
        SELECT t.at, t.zone, t.is_date FROM string_to_table(p.value, ',') v(value) CROSS JOIN LATERAL userlogs.calendar_time(p.line, p.property, v.value) t
      LOOP
        listed_at := listed_at || listed.at;
        listed_zones := listed_zones || listed.zone;
        are_dates := are_dates || listed.is_date;
        are_left_out := are_left_out || (p.name = 'EXDATE');
      END LOOP;
    WHEN 'END' THEN
      IF start_at IS NULL THEN
        RAISE 'event in line % of the calendar has no DTSTART', line USING ERRCODE = 'invalid_parameter_value';
      ELSIF end_at IS NOT NULL AND duration IS NOT NULL THEN
        RAISE 'event in line % of the calendar has both DTEND and DURATION', line USING ERRCODE = 'invalid_parameter_value';
      ELSIF replaces_at IS NOT NULL AND uid IS NULL THEN
        RAISE 'event in line % of the calendar has a RECURRENCE-ID, but no UID', line USING ERRCODE = 'invalid_parameter_value';
      END IF;
      end_at := coalesce(userlogs.calendar_time_in(line, end_at, end_zone, zone),
        start_at + coalesce(duration, make_interval(days => has_dates::integer)));
      IF end_at < start_at THEN
        RAISE 'event in line % of the calendar ends before it begins', line USING ERRCODE = 'invalid_datetime_format';
      END IF;
      -- without the day that begins when it ends, but with the first one
      day_count := greatest((end_at - interval '1 microsecond')::date - start_at::date + 1, 1);
      IF day_count > 10000 THEN
        RAISE 'event in line % of the calendar is longer than 10000 days', line USING ERRCODE = 'program_limit_exceeded';
      END IF;
      -- Outlook writes whole days from midnight to midnight
      is_whole_day := has_dates OR is_outlook_day AND start_at::time = '00:00' AND end_at::time = '00:00';
      starts_on := ARRAY[start_at::date];
      IF is_cancelled THEN
        starts_on := '{}';
      ELSIF rule_text IS NOT NULL THEN
        starts_on := userlogs.calendar_series(line, rule_line, rule_text, start_at, zone, has_dates, to_date);
      END IF;
      IF listed_at <> '{}' AND NOT is_cancelled THEN
        starts_on := ARRAY(
          WITH listed AS (
            SELECT userlogs.calendar_time_in(line, l.at, l.time_zone, zone) AS at, l.is_date, l.is_left_out
            FROM unnest(listed_at, listed_zones, are_dates, are_left_out) l(at, time_zone, is_date, is_left_out))
          (SELECT s.day FROM unnest(starts_on) s(day) UNION SELECT l.at::date FROM listed l WHERE NOT l.is_left_out)
          EXCEPT
          SELECT l.at::date FROM listed l WHERE l.is_left_out AND (has_dates OR l.is_date OR l.at::time = start_at::time));
      END IF;
      total := total + cardinality(starts_on) * day_count::bigint;
      IF total > 10000000 THEN
        RAISE 'the calendar has more than 10000000 days up to the event in line %', line USING ERRCODE = 'program_limit_exceeded',
          HINT = 'Pass an earlier to_date.';
      END IF;
      RETURN NEXT;
    END CASE;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.calendar_events(pg_catalog.text, pg_catalog.date) IS
  'internal: return the events of a calendar, with the dates before to_date on which each begins, none if it is cancelled, its length in days, and the time of its series that it replaces';

CREATE FUNCTION userlogs.calendar_dates(calendar pg_catalog.text, from_date pg_catalog.date DEFAULT '-infinity', to_date pg_catalog.date DEFAULT 'infinity',
  OUT local_date pg_catalog.date, OUT summary pg_catalog.text, OUT is_whole_day pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
BEGIN
  IF to_date < from_date THEN
    RAISE 'the window ends before it begins' USING ERRCODE = 'invalid_parameter_value',
      HINT = 'from_date must not be later than to_date.';
  END IF;
  -- a loop, as RETURN QUERY would quote all of the query with each error
  FOR local_date, summary, is_whole_day IN
    WITH event AS MATERIALIZED (
      -- no collation of the caller has a say
      SELECT e.line, e.uid, e.zone, e.replaces_at, e.replaces_zone, e.summary, e.is_whole_day, e.starts_on, e.day_count
      FROM userlogs.calendar_events(calendar COLLATE "C", to_date) e),
    -- a change names its date on the clock of its own
    replaced AS (
      SELECT DISTINCT s.uid, s.zone, userlogs.calendar_time_in(c.line, c.replaces_at, c.replaces_zone, s.zone)::date AS starts_on
      FROM (SELECT DISTINCT e.uid, e.zone FROM event e WHERE e.replaces_at IS NULL) s
      JOIN event c ON c.uid = s.uid AND c.replaces_at IS NOT NULL)
    SELECT d.local_date, d.summary, d.is_whole_day
    FROM (SELECT DISTINCT e.line, e.summary, e.is_whole_day, s.starts_on + n.day AS local_date
      FROM event e
      CROSS JOIN LATERAL unnest(e.starts_on) s(starts_on)
      CROSS JOIN LATERAL generate_series(0, e.day_count - 1) n(day)
      WHERE e.replaces_at IS NOT NULL
        OR NOT EXISTS (SELECT FROM replaced r WHERE r.uid = e.uid AND r.zone = e.zone AND r.starts_on = s.starts_on)) d
    WHERE d.local_date >= from_date AND d.local_date < to_date
    ORDER BY d.local_date, d.summary COLLATE "C", d.is_whole_day, d.line
  LOOP
    RETURN NEXT;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.calendar_dates(pg_catalog.text, pg_catalog.date, pg_catalog.date) IS
  'Return the dates in [from_date, to_date) that the events of an iCalendar text (RFC 5545, an .ics file) cover, one row per event and date, in order, repeats included, cancelled events not. A timed event (is_whole_day false) covers dates as its own clock shows them. No rows on NULL input';
