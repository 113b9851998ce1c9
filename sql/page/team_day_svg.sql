-- team_day_svg: who was in which status, as a picture?

CREATE FUNCTION userlogs.page_legend(keys pg_catalog.text[], words pg_catalog.jsonb, y pg_catalog.int4)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    -- seven pixels a letter
    SELECT string_agg(format('<rect class="%s" x="%s" y="%s" width="14" height="12"/><text x="%s" y="%s">%s</text>', k.class, k.x, y, k.x + 19, y + 10, words ->> k.key), '' ORDER BY k.x)
    FROM (
      SELECT l.key, CASE l.key WHEN 'available' THEN 'a' WHEN 'engaged' THEN 'e' WHEN 'unavailable' THEN 'u' WHEN 'offline' THEN 'o' WHEN 'unknown' THEN 'x' WHEN 'scheduled' THEN 's'
          WHEN 'service_hours' THEN 'h' WHEN 'missing' THEN 'm' WHEN 'required' THEN 'r' END AS class,
        8 + coalesce(sum(19 + 16 + 7 * char_length(words ->> l.key)) OVER (ORDER BY l.position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS x
      FROM unnest(keys) WITH ORDINALITY l(key, position)) k);
END $$;
COMMENT ON FUNCTION userlogs.page_legend(pg_catalog.text[], pg_catalog.jsonb, pg_catalog.int4) IS
  'internal: return the legend of a picture as SVG, in one line at y';

CREATE FUNCTION userlogs.page_picture(title pg_catalog.text, height pg_catalog.int4, content pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN format('<svg xmlns="http://www.w3.org/2000/svg" width="960" height="%1$s" viewBox="0 0 960 %1$s" role="img" class="userlogs"><title>%2$s</title><style>%3$s</style>%4$s<rect width="960" height="%1$s" fill="var(--bg)"/>%5$s</svg>',
    height, title, userlogs.page_colors('.userlogs'), userlogs.page_hatch(), content);
END $$;
COMMENT ON FUNCTION userlogs.page_picture(pg_catalog.text, pg_catalog.int4, pg_catalog.text) IS
  'internal: return a picture of its own as SVG, 960 wide';

-- People by their first time at work, then by name.  Who was not at work, as far
-- as is known, has no row.
CREATE FUNCTION userlogs.page_day_people(figures pg_catalog.jsonb, OUT number pg_catalog.int8, OUT user_id pg_catalog.text, OUT user_name pg_catalog.text, OUT person pg_catalog.jsonb)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT row_number() OVER (ORDER BY f.starts, p.position), p.person ->> 'user_id', p.person ->> 'user_name', p.person
    FROM userlogs.page_rows(figures -> 'people' -> 'rows') WITH ORDINALITY p(person, position)
    CROSS JOIN LATERAL (
      SELECT min((i ->> 4)::numeric) FROM userlogs.page_rows(figures -> 'intervals' -> (p.person ->> 'user_id')) i
      WHERE i ->> 0 IN ('available', 'engaged', 'unavailable')) f(starts)
    WHERE (p.person ->> 'staffed')::numeric > 0 OR (p.person ->> 'unknown')::numeric > 0
    ORDER BY 1;
END $$;
COMMENT ON FUNCTION userlogs.page_day_people(pg_catalog.jsonb) IS
  'internal: return the people of a state timeline in order: those at work in the window, or of whom nothing is known for a time, by the first time at work';

CREATE FUNCTION userlogs.page_day_window(frame pg_catalog.jsonb)
RETURNS pg_catalog.void
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (frame ->> 'day_count')::bigint > 2 THEN
    RAISE 'a state timeline shows at most two business days' USING ERRCODE = 'invalid_parameter_value',
      DETAIL = format('The window is on %s of them.', frame ->> 'day_count'), HINT = 'userlogs.report_page shows longer windows by day or week.';
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.page_day_window(pg_catalog.jsonb) IS
  'internal: check that the window of a state timeline has at most two days';

CREATE FUNCTION userlogs.team_day_svg(
  schema_name pg_catalog.text,
  from_at pg_catalog.timestamptz DEFAULT NULL,
  to_at pg_catalog.timestamptz DEFAULT NULL,
  team pg_catalog.text DEFAULT NULL,
  user_id pg_catalog.text DEFAULT NULL,
  language pg_catalog.text DEFAULT 'en')
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  words jsonb := userlogs.page_words(coalesce(language, 'en'));
  figures jsonb := jsonb_build_object('frame', userlogs.page_frame(schema_name, from_at, to_at, team));
  span record;
  grid text;
  people text;
  row_count integer;
  labels text;
  -- the lines of the legend for colors of labels, four in each
  extra integer;
BEGIN
  PERFORM userlogs.page_day_window(figures -> 'frame');
  IF (figures -> 'frame' ->> 'seconds')::numeric > 0 THEN
    figures := figures || jsonb_build_object('people', userlogs.page_part(figures -> 'frame', 'people')) || userlogs.page_day(figures -> 'frame', user_id);
  END IF;
  IF user_id IS NOT NULL AND figures -> 'intervals' ->> user_id IS NULL THEN
    RAISE 'the report in schema "%" has no user "%" in this window', schema_name, user_id USING ERRCODE = 'undefined_object',
      HINT = 'Give the id, as user_logs has it.';
  END IF;
  SELECT string_agg(format('<rect %s x="%s" y="%s" width="14" height="12"/><text x="%s" y="%s">%s</text>', userlogs.page_fill(c.color, 'o'), 8 + 236 * ((c.number - 1) % 4), 22 + 18 * ((c.number - 1) / 4),
      27 + 236 * ((c.number - 1) % 4), 32 + 18 * ((c.number - 1) / 4), userlogs.page_escape(userlogs.page_cut(c.label, 28))), '' ORDER BY c.number), 18 * ceil(count(*) / 4.0)
  INTO labels, extra
  FROM userlogs.page_label_colors(figures) c;
  SELECT s.start_second, s.end_second INTO span FROM userlogs.page_span(figures) s;
  IF span.end_second > span.start_second THEN
    grid := userlogs.page_grid(figures, span.start_second, span.end_second, words);
    SELECT count(*), string_agg(format('<text class="ink" x="128" y="%1$s" text-anchor="end">%2$s</text><svg x="136" y="%3$s" width="812" height="22">%4$s%5$s</svg>',
        40 + extra + 26 * p.position + 15, userlogs.page_escape(userlogs.page_cut(p.user_name, 18)), 40 + extra + 26 * p.position, grid,
        userlogs.page_bars(figures, p.user_id, span.start_second, span.end_second, words)), '' ORDER BY p.position)
    INTO row_count, people
    FROM (SELECT p.user_id, p.user_name, (row_number() OVER (ORDER BY p.number) - 1)::integer AS position
      FROM userlogs.page_day_people(figures) p WHERE user_id IS NULL OR p.user_id = team_day_svg.user_id) p;
  END IF;
  RETURN userlogs.page_picture(format('%s, %s', words ->> 'd_day', userlogs.page_date((figures -> 'frame' ->> 'first_date')::date, words)), 50 + extra + 26 * greatest(coalesce(row_count, 0), 1),
    concat(userlogs.page_legend(ARRAY['available'] || CASE WHEN (userlogs.page_sums(figures) ->> 'engaged')::numeric > 0 THEN '{engaged}'::text[] END || '{unavailable, unknown, offline}'::text[] || CASE WHEN jsonb_typeof(figures -> 'service_hours') = 'array' THEN '{service_hours}'::text[] END
        || CASE WHEN jsonb_typeof(figures -> 'shifts') = 'object' THEN '{scheduled}'::text[] END, words, 4), labels,
      format('<svg x="136" y="%s" width="812" height="16">', 22 + extra) || userlogs.page_axis(figures -> 'frame', span.start_second, span.end_second, words) || '</svg>',
      coalesce(people, format('<text class="ink" x="136" y="%s">%s</text>', 58 + extra, words ->> 'no_data'))));
END $$;
COMMENT ON FUNCTION userlogs.team_day_svg(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text, pg_catalog.text) IS
  'Return a picture (SVG) of the statuses of each person over the window [from_at, to_at), at most two days: of a team, of one user, or, for NULL, of everybody. Without bounds the last business day that has ended. language: en, pt or es';

CREATE FUNCTION userlogs.headcount_svg(
  schema_name pg_catalog.text,
  from_at pg_catalog.timestamptz DEFAULT NULL,
  to_at pg_catalog.timestamptz DEFAULT NULL,
  team pg_catalog.text DEFAULT NULL,
  language pg_catalog.text DEFAULT 'en')
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_variable
DECLARE
  words jsonb := userlogs.page_words(coalesce(language, 'en'));
  frame jsonb := userlogs.page_frame(schema_name, from_at, to_at, team);
  seconds numeric := frame ->> 'seconds';
  teams jsonb := CASE WHEN seconds > 0 THEN userlogs.page_part(frame, CASE WHEN (frame ->> 'day_count')::bigint > 14 THEN 'headcount_daily' ELSE 'headcount' END) END;
  grid text := CASE WHEN seconds > 0 THEN userlogs.page_grid(jsonb_build_object('frame', frame), 0, seconds, words) END;
BEGIN
  RETURN userlogs.page_picture(format('%s, %s', words ->> 'd_headcount', userlogs.page_date((frame ->> 'first_date')::date, words)), 46 + 132 * greatest(coalesce(jsonb_array_length(nullif(teams, 'null')), 0), 1),
    concat(userlogs.page_legend('{available}'::text[] || CASE WHEN EXISTS (SELECT FROM userlogs.page_rows(teams) t WHERE (t ->> 'engaged')::numeric > 0) THEN '{engaged}'::text[] END || '{required, missing}'::text[], words, 4),
      '<svg x="12" y="22" width="936" height="16">' || userlogs.page_axis(frame, 0, seconds, words) || '</svg>',
      coalesce((SELECT string_agg(format('<text class="ink" x="12" y="%s">%s</text><svg x="12" y="%s" width="936" height="100">%s</svg>', 46 + 132 * (t.position - 1) + 12,
          userlogs.page_escape(userlogs.page_cut(t.team ->> 'team', 100)), 46 + 132 * (t.position - 1) + 18, userlogs.page_headcount(t.team, 0, seconds, grid, words)), '' ORDER BY t.position)
        FROM userlogs.page_rows(teams) WITH ORDINALITY t(team, position)), format('<text class="ink" x="12" y="58">%s</text>', words ->> 'no_data'))));
END $$;
COMMENT ON FUNCTION userlogs.headcount_svg(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text) IS
  'Return a picture (SVG) of the number available in each team against the number required, over the window [from_at, to_at): by bucket, for more than 14 days by day. Without bounds the last business day that has ended. language: en, pt or es';
