-- team_day_chart: who was in which status, in characters, for psql?
--
-- One row per line: the hours, a line per person, the number available, a legend.

CREATE FUNCTION userlogs.team_day_chart(
  schema_name pg_catalog.text,
  from_at pg_catalog.timestamptz DEFAULT NULL,
  to_at pg_catalog.timestamptz DEFAULT NULL,
  team pg_catalog.text DEFAULT NULL,
  width pg_catalog.int4 DEFAULT 78,
  language pg_catalog.text DEFAULT 'en')
RETURNS SETOF pg_catalog.text
LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  words jsonb := userlogs.page_words(coalesce(language, 'en'));
  figures jsonb := jsonb_build_object('frame', userlogs.page_frame(schema_name, from_at, to_at, team));
  span record;
  name_width integer := CASE WHEN width >= 100 THEN 22 ELSE 14 END;
  -- a blank after the name, and the time at work
  columns integer := width - name_width - 1 - 13;
  slice numeric;
BEGIN
  IF coalesce(width NOT BETWEEN 60 AND 400, true) THEN
    RAISE 'width must be from 60 to 400' USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM userlogs.page_day_window(figures -> 'frame');
  IF (figures -> 'frame' ->> 'seconds')::numeric > 0 THEN
    figures := figures || jsonb_build_object('people', userlogs.page_part(figures -> 'frame', 'people'), 'intervals', userlogs.page_part(figures -> 'frame', 'intervals'));
  END IF;
  SELECT s.start_second, s.end_second INTO span FROM userlogs.page_span(figures) s;
  RETURN NEXT format('%s, %s', userlogs.page_title(figures -> 'frame', words), userlogs.page_cut(coalesce(figures -> 'frame' ->> 'team', words ->> 'everyone'), 40));
  IF NOT EXISTS (SELECT FROM userlogs.page_day_people(figures)) THEN
    RETURN NEXT words ->> CASE WHEN (figures -> 'frame' ->> 'seconds')::numeric > 0 THEN 't_work.0' ELSE 't_empty' END;
    RETURN;
  END IF;
  slice := (span.end_second - span.start_second) / columns;

  -- labels that do not touch each other, each from its tick on
  RETURN QUERY
    WITH RECURSIVE tick AS (
      SELECT t.label, floor(t.percent / 100 * columns)::integer AS place, row_number() OVER (ORDER BY t.percent) AS number
      FROM (
        -- every second one where there is no room for all
        SELECT t.percent, t.label, t.is_minor, count(*) OVER () AS count
        FROM userlogs.page_ticks(figures -> 'frame', span.start_second, span.end_second, words) t) t
      WHERE NOT (t.is_minor AND columns < 7 * t.count)),
    line(number, text) AS (
      SELECT 0::bigint, ''
      UNION ALL
      SELECT l.number + 1, CASE WHEN t.place >= char_length(l.text) + sign(char_length(l.text))::integer AND t.place + char_length(t.label) <= columns
        THEN rpad(l.text, t.place) || t.label ELSE l.text END
      FROM line l JOIN tick t ON t.number = l.number + 1)
    SELECT repeat(' ', name_width + 1) || l.text FROM line l ORDER BY l.number DESC LIMIT 1;

  -- the class that takes most of each slice
  RETURN QUERY
    SELECT rpad(userlogs.page_cut(p.user_name, name_width), name_width) || ' ' || b.bar || ' '
      || lpad(userlogs.page_duration((p.person ->> 'staffed')::numeric, words), 12)
    FROM userlogs.page_day_people(figures) p
    CROSS JOIN LATERAL (
      SELECT string_agg(coalesce(c.character, ' '), '' ORDER BY s.number) AS bar
      FROM generate_series(0, columns - 1) s(number)
      LEFT JOIN LATERAL (
        SELECT CASE k.class WHEN 'available' THEN '█' WHEN 'engaged' THEN '▓' WHEN 'unavailable' THEN '░' WHEN 'offline' THEN '·' ELSE '?' END AS character
        FROM (
          SELECT i ->> 0 AS class, sum(least((i ->> 5)::numeric, span.start_second + (s.number + 1) * slice) - greatest((i ->> 4)::numeric, span.start_second + s.number * slice)) AS seconds
          FROM jsonb_array_elements(figures -> 'intervals' -> p.user_id) i
          WHERE (i ->> 4)::numeric < span.start_second + (s.number + 1) * slice AND (i ->> 5)::numeric > span.start_second + s.number * slice
          GROUP BY i ->> 0) k
        ORDER BY k.seconds DESC, k.class
        LIMIT 1) c ON true) b
    ORDER BY p.number;

  -- how many are available, in eighths of the most
  RETURN QUERY
    WITH available AS (
      SELECT s.number, coalesce(sum(least((i ->> 5)::numeric, span.start_second + (s.number + 1) * slice) - greatest((i ->> 4)::numeric, span.start_second + s.number * slice))
        / slice, 0) AS people
      FROM generate_series(0, columns - 1) s(number)
      LEFT JOIN (userlogs.page_day_people(figures) p CROSS JOIN LATERAL jsonb_array_elements(figures -> 'intervals' -> p.user_id) i)
        ON i ->> 0 = 'available' AND (i ->> 4)::numeric < span.start_second + (s.number + 1) * slice AND (i ->> 5)::numeric > span.start_second + s.number * slice
      GROUP BY s.number),
    most AS (
      SELECT max(a.people) AS people FROM available a)
    SELECT rpad(left(words ->> 'available', name_width), name_width) || ' '
      || string_agg(CASE WHEN a.people > 0 THEN substr('▁▂▃▄▅▆▇█', greatest(ceil(8 * a.people / nullif(m.people, 0))::integer, 1), 1) ELSE ' ' END, '' ORDER BY a.number)
      || ' ' || lpad('≤ ' || userlogs.page_number(max(m.people), 1, words), 12)
    FROM available a CROSS JOIN most m;
  RETURN NEXT format('█ %s%s  ░ %s  ? %s  · %s', words ->> 'available',
    CASE WHEN (userlogs.page_sums(figures) ->> 'engaged')::numeric > 0 THEN '  ▓ ' || (words ->> 'engaged') ELSE '' END, words ->> 'unavailable', words ->> 'unknown', words ->> 'offline');
END $$;
COMMENT ON FUNCTION userlogs.team_day_chart(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.int4, pg_catalog.text) IS
  'Return the statuses of each person over the window [from_at, to_at), at most two days, as lines of text, width characters wide, by default as many as a table of psql leaves of 80: of a team, or, for NULL, of everybody. A character stands for the class that takes most of its time. Without bounds the last business day that has ended. language: en, pt or es';
