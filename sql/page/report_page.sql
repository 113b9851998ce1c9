-- report_page: the report as a page to look at, print and send.

CREATE FUNCTION userlogs.page_table(heads pg_catalog.text[], first_number pg_catalog.int4, body pg_catalog.text, words pg_catalog.jsonb, label pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN format('<div class="scroll" tabindex="0" role="region" aria-label="%s"><table><thead><tr>%s</tr></thead><tbody>%s</tbody></table></div>', label,
    (SELECT string_agg(format('<th scope="col"%s>%s</th>', CASE WHEN h.position >= first_number THEN ' class="n"' ELSE '' END, words ->> h.key), '' ORDER BY h.position)
     FROM unnest(heads) WITH ORDINALITY h(key, position)), body);
END $$;
COMMENT ON FUNCTION userlogs.page_table(pg_catalog.text[], pg_catalog.int4, pg_catalog.text, pg_catalog.jsonb, pg_catalog.text) IS
  'internal: return a table as HTML: keys of the words over the columns, the first one that holds numbers, its rows, and what it is called';

-- Cells of a row: what is data has been escaped.
CREATE FUNCTION userlogs.page_row(first_number pg_catalog.int4, VARIADIC cells pg_catalog.text[])
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN '<tr>' || (
    SELECT string_agg(CASE WHEN c.position = 1 THEN '<th scope="row">' || coalesce(c.cell, '') || '</th>'
      ELSE CASE WHEN c.position >= first_number THEN '<td class="n">' ELSE '<td>' END || coalesce(c.cell, '') || '</td>' END, '' ORDER BY c.position)
    FROM unnest(cells) WITH ORDINALITY c(cell, position)) || '</tr>';
END $$;
COMMENT ON FUNCTION userlogs.page_row(pg_catalog.int4, pg_catalog.text[]) IS
  'internal: return a row of a table as HTML, headed by its first cell, its cells right-aligned from one on';

-- Names and labels from the data, in their own direction.
CREATE FUNCTION userlogs.page_name(value pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN '<bdi>' || userlogs.page_escape(userlogs.page_cut(coalesce(value, ''), 120)) || '</bdi>';
END $$;
COMMENT ON FUNCTION userlogs.page_name(pg_catalog.text) IS
  'internal: return a text of the data as HTML, escaped, cut at 120 characters, written in its own direction';

-- Sums over the rows of page_figures.
CREATE FUNCTION userlogs.page_sums(figures pg_catalog.jsonb)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
      SELECT jsonb_build_object('people', count(*) FILTER (WHERE (p ->> 'staffed')::numeric > 0), 'staffed', coalesce(sum((p ->> 'staffed')::numeric), 0),
        'available', coalesce(sum((p ->> 'available')::numeric), 0), 'engaged', coalesce(sum((p ->> 'engaged')::numeric), 0), 'productive', coalesce(sum((p ->> 'productive')::numeric), 0), 'unknown', coalesce(sum((p ->> 'unknown')::numeric), 0), 'unavailable', coalesce(sum((p ->> 'unavailable')::numeric), 0),
        'overtime', coalesce(sum((p ->> 'overtime')::numeric), 0))
      FROM userlogs.page_rows(figures -> 'people' -> 'rows') p)
    || (
      SELECT jsonb_build_object('offered', coalesce(sum((s ->> 'offered')::numeric), 0), 'in_time', coalesce(sum((s ->> 'in_time')::numeric), 0),
        'decided', coalesce(sum((s ->> 'offered')::numeric - (s ->> 'undecided')::numeric), 0), 'abandoned', coalesce(sum((s ->> 'abandoned')::numeric), 0),
        'waiting', coalesce(sum((s ->> 'waiting')::numeric), 0),
        'asa', sum((s ->> 'asa')::numeric * (s ->> 'responses')::numeric) / nullif(sum((s ->> 'responses')::numeric), 0))
      FROM userlogs.page_rows(figures -> 'service') s)
    || (SELECT jsonb_build_object('missing', sum((h ->> 'understaffed')::numeric)) FROM userlogs.page_rows(figures -> 'headcount') h)
    || (SELECT jsonb_build_object('anomalies', coalesce(sum((a ->> 'count')::numeric), 0)) FROM userlogs.page_rows(figures -> 'anomalies') a);
END $$;
COMMENT ON FUNCTION userlogs.page_sums(pg_catalog.jsonb) IS
  'internal: return sums of the figures of a page: people and seconds of time, requests, anomalies; missing is NULL if nothing is required';

-- Who became unavailable when a gap began, and why.
CREATE FUNCTION userlogs.page_leaver(gap pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- reasons such as (none) and (left the team) have brackets of their own
  RETURN (gap ->> 'left_by') || CASE WHEN gap ->> 'left_reason' = '(none)' THEN '' WHEN gap ->> 'left_reason' ~ '^[(]' THEN ' ' || (gap ->> 'left_reason')
    ELSE ' (' || (gap ->> 'left_reason') || ')' END;
END $$;
COMMENT ON FUNCTION userlogs.page_leaver(pg_catalog.jsonb) IS
  'internal: return who became unavailable when a gap began, with the reason in brackets; NULL if nobody did';

-- The story in six sentences; the data in them is escaped if is_html.
CREATE FUNCTION userlogs.page_story(figures pg_catalog.jsonb, words pg_catalog.jsonb, is_html pg_catalog.bool)
RETURNS pg_catalog.text[]
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  sums jsonb := userlogs.page_sums(figures);
  gap jsonb := figures -> 'gaps' -> 'rows' -> 0;
  gap_count numeric := coalesce((figures -> 'gaps' ->> 'count')::numeric, 0);
  decided numeric := sums ->> 'decided';
  reasons text;
  causes text;
  waited numeric;
  -- figures stand out
  strong text := CASE WHEN is_html THEN '<b>%s</b>' ELSE '%s' END;
BEGIN
  IF (figures -> 'frame' ->> 'seconds')::numeric = 0 THEN
    RETURN ARRAY[words ->> 't_empty'];
  END IF;
  SELECT string_agg(format('%s %s', CASE WHEN is_html THEN userlogs.page_name(userlogs.page_cut(r.reason ->> 'reason', 40)) ELSE userlogs.page_cut(r.reason ->> 'reason', 40) END,
    -- not broken over two lines
    CASE WHEN is_html THEN replace(userlogs.page_duration((r.reason ->> 'seconds')::numeric, words), ' ', '&#160;') ELSE userlogs.page_duration((r.reason ->> 'seconds')::numeric, words) END), ', ' ORDER BY r.position) INTO reasons
  FROM userlogs.page_rows(figures -> 'reasons') WITH ORDINALITY r(reason, position)
  WHERE r.position <= 3;
  SELECT sum(c.seconds), string_agg(format('%s %s', lower(words ->> ('w_' || c.cause)),
      CASE WHEN is_html THEN replace(userlogs.page_duration(c.seconds, words), ' ', '&#160;') ELSE userlogs.page_duration(c.seconds, words) END), ', ' ORDER BY c.seconds DESC, c.cause)
  INTO waited, causes
  FROM (
    SELECT c.cause, sum(c.seconds) AS seconds
    FROM userlogs.page_rows(figures -> 'causes' -> 'teams') t
    CROSS JOIN LATERAL (SELECT k.key, k.value::numeric FROM jsonb_each_text(t -> 'causes') k) c(cause, seconds)
    GROUP BY c.cause) c;
  RETURN array_remove(ARRAY[
    userlogs.page_say(words, CASE WHEN (sums ->> 'engaged')::numeric > 0 THEN 't_engaged' ELSE 't_work' END, (sums ->> 'people')::numeric, format(strong, userlogs.page_number((sums ->> 'people')::numeric, 0, words)),
        format(strong, userlogs.page_duration((sums ->> 'staffed')::numeric, words)),
        format(strong, userlogs.page_share(((sums ->> 'available')::numeric / nullif((sums ->> 'staffed')::numeric, 0))::double precision, words)),
        format(strong, userlogs.page_share(((sums ->> 'engaged')::numeric / nullif((sums ->> 'staffed')::numeric, 0))::double precision, words)))
      || CASE WHEN (sums ->> 'unknown')::numeric > 0 THEN ' ' || userlogs.page_say(words, 't_unknown', NULL, format(strong, userlogs.page_duration((sums ->> 'unknown')::numeric, words))) ELSE '' END,
    userlogs.page_say(words, 't_reasons', CASE WHEN reasons IS NULL THEN 0 END, format(strong, userlogs.page_duration((sums ->> 'unavailable')::numeric, words)), reasons),
    userlogs.page_say(words, CASE WHEN decided > 0 THEN 't_service' ELSE 't_undecided' END, (sums ->> 'offered')::numeric, format(strong, userlogs.page_number((sums ->> 'offered')::numeric, 0, words)),
      format(strong, userlogs.page_share(((sums ->> 'in_time')::numeric / nullif(decided, 0))::double precision, words)),
      format(strong, userlogs.page_number((sums ->> 'abandoned')::numeric, 0, words)), format(strong, userlogs.page_number((sums ->> 'waiting')::numeric, 0, words)),
      userlogs.page_number(decided, 0, words)),
    CASE WHEN waited > 0 THEN userlogs.page_say(words, 't_waited', NULL, format(strong, userlogs.page_duration(waited, words)), causes) END,
    CASE WHEN figures ? 'gaps' THEN
        userlogs.page_say(words, 't_gaps', gap_count, format(strong, userlogs.page_number(gap_count, 0, words)),
          format(strong, userlogs.page_duration((figures -> 'gaps' ->> 'seconds')::numeric, words)), format(strong, userlogs.page_duration((gap ->> 'duration_seconds')::numeric, words)),
          CASE WHEN is_html THEN userlogs.page_name(userlogs.page_cut(gap ->> 'team', 60)) ELSE userlogs.page_cut(gap ->> 'team', 60) END,
          userlogs.page_time((gap ->> 'local_start')::timestamp, figures -> 'frame', words),
          CASE WHEN gap ->> 'left_by' IS NULL THEN ''
            ELSE format(words ->> 't_left', CASE WHEN is_html THEN userlogs.page_name(userlogs.page_cut(userlogs.page_leaver(gap), 80)) ELSE userlogs.page_cut(userlogs.page_leaver(gap), 80) END) END)
      WHEN sums ->> 'missing' IS NULL THEN words ->> 't_no_target'
      ELSE userlogs.page_say(words, 't_missing', CASE WHEN (sums ->> 'missing')::numeric = 0 THEN 0 END, format(strong, userlogs.page_number((sums ->> 'missing')::numeric / 3600, 1, words))) END,
    CASE WHEN (sums ->> 'overtime')::numeric > 0 THEN userlogs.page_say(words, 't_overtime', NULL, format(strong, userlogs.page_duration((sums ->> 'overtime')::numeric, words)))
        WHEN figures ->> 'allowance' = 'true' THEN words ->> 'no_overtime' ELSE words ->> 'no_allowance' END
      || ' ' || userlogs.page_say(words, 't_checks', (sums ->> 'anomalies')::numeric, format(strong, userlogs.page_number((sums ->> 'anomalies')::numeric, 0, words)))], NULL);
END $$;
COMMENT ON FUNCTION userlogs.page_story(pg_catalog.jsonb, pg_catalog.jsonb, pg_catalog.bool) IS
  'internal: return what happened in six sentences: people and time at work, reasons, requests, what was waited for (if anything), gaps (for more than 62 days agent hours missing), breaks over their allowance and anomalies';

CREATE FUNCTION userlogs.page_title(frame pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  starts timestamp := frame ->> 'local_from';
  ends timestamp := frame ->> 'local_to';
  clock text := CASE WHEN extract(second FROM starts) = 0 AND extract(second FROM ends) = 0 THEN 'HH24:MI' ELSE 'HH24:MI:SS' END;
BEGIN
  -- whole business days are named by their dates
  IF userlogs.local_day_start((frame ->> 'first_date')::date, frame ->> 'time_zone', (frame ->> 'day_offset')::interval) = (frame ->> 'from_at')::timestamptz
    AND userlogs.local_day_start((frame ->> 'last_date')::date + 1, frame ->> 'time_zone', (frame ->> 'day_offset')::interval) = (frame ->> 'to_at')::timestamptz
  THEN
    RETURN concat_ws(' – ', userlogs.page_date((frame ->> 'first_date')::date, words),
      CASE WHEN frame ->> 'last_date' <> frame ->> 'first_date' THEN userlogs.page_date((frame ->> 'last_date')::date, words) END);
  END IF;
  RETURN userlogs.page_date(starts::date, words) || CASE WHEN ends::date = starts::date THEN ', ' ELSE ' ' END || to_char(starts, clock) || ' – '
    || CASE WHEN ends::date = starts::date THEN '' ELSE userlogs.page_date(ends::date, words) || ' ' END || to_char(ends, clock);
END $$;
COMMENT ON FUNCTION userlogs.page_title(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the window of a page in words: its business days, or its ends by the calendar and the clock if these are not whole';

-- What a picture of a person says, for those who cannot see it; escaped.
CREATE FUNCTION userlogs.page_summary(person pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN format('%s %s, %s%s %s, %s %s', lower(words ->> 'available'), userlogs.page_duration((person ->> 'available')::numeric, words),
    CASE WHEN (person ->> 'engaged')::numeric > 0 THEN format('%s %s, ', lower(words ->> 'engaged'), userlogs.page_duration((person ->> 'engaged')::numeric, words)) ELSE '' END,
    lower(words ->> 'unavailable'), userlogs.page_duration((person ->> 'unavailable')::numeric, words), lower(words ->> 'unknown'), userlogs.page_duration((person ->> 'unknown')::numeric, words));
END $$;
COMMENT ON FUNCTION userlogs.page_summary(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the time of a person by class in words';

-- The parts of the page, in its order.  Each returns HTML, or NULL where there is
-- nothing to show.
CREATE FUNCTION userlogs.page_people(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  frame jsonb := figures -> 'frame';
  span record;
  grid text;
  rows text;
  absent text;
  body text;
  most numeric;
  width numeric;
  periods jsonb := coalesce(nullif(figures -> 'people' -> 'periods', 'null'), '[]');
  -- engaged is shown where somebody is
  is_engaged boolean := (userlogs.page_sums(figures) ->> 'engaged')::numeric > 0;
BEGIN
  IF figures ? 'intervals' THEN
    SELECT s.start_second, s.end_second INTO span FROM userlogs.page_span(figures) s;
    IF span.end_second <= span.start_second THEN
      RETURN NULL;
    END IF;
    grid := userlogs.page_grid(figures, span.start_second, span.end_second, words);
    SELECT string_agg(format('<div class="row"><div class="who">%s</div><svg class="bar" role="img" aria-label="%s: %s">%s%s</svg><div class="sum">%s <b>%s</b></div></div>',
        userlogs.page_name(p.user_name), userlogs.page_escape(userlogs.page_cut(p.user_name, 120)), userlogs.page_summary(p.person, words), grid,
        userlogs.page_bars(figures, p.user_id, span.start_second, span.end_second, words),
        userlogs.page_duration((p.person ->> 'staffed')::numeric, words),
        userlogs.page_share(((p.person ->> 'productive')::numeric / nullif((p.person ->> 'staffed')::numeric, 0))::double precision, words)), '' ORDER BY p.number)
    INTO rows
    FROM userlogs.page_day_people(figures) p;
    SELECT string_agg(userlogs.page_name(p ->> 'user_name'), ', ') INTO absent
    FROM userlogs.page_rows(figures -> 'people' -> 'rows') p WHERE (p ->> 'staffed')::numeric = 0 AND (p ->> 'unknown')::numeric = 0;
    -- the same as a table
    SELECT string_agg(userlogs.page_row(5, userlogs.page_name(p.person ->> 'user_name'), userlogs.page_name(i ->> 1),
        CASE WHEN i ->> 2 IS NULL THEN '…' ELSE userlogs.page_time((i ->> 2)::timestamp, frame, words) END,
        CASE WHEN i ->> 3 IS NULL THEN words ->> 'open' ELSE userlogs.page_time((i ->> 3)::timestamp, frame, words) END,
        userlogs.page_duration((i ->> 5)::numeric - (i ->> 4)::numeric, words)), '' ORDER BY p.number, (i ->> 4)::numeric)
    INTO body
    FROM userlogs.page_day_people(figures) p, jsonb_array_elements(figures -> 'intervals' -> p.user_id) i;
    RETURN concat(format('<h2>%s</h2><p class="key">%s</p>', words ->> 'h_day',
        (SELECT string_agg(format('<span><svg width="14" height="12"><rect class="%s" width="14" height="12"/></svg> %s</span>', k.class, words ->> k.key), ' ' ORDER BY k.position)
         FROM (VALUES (1, 'available', 'a'), (2, 'engaged', 'e'), (3, 'unavailable', 'u'), (4, 'unknown', 'x'), (5, 'offline', 'o'), (6, 'service_hours', 'h'), (7, 'scheduled', 's')) k(position, key, class)
         WHERE k.key IN ('available', 'unavailable', 'unknown', 'offline') OR k.key = 'engaged' AND is_engaged OR k.key = 'service_hours' AND jsonb_typeof(figures -> 'service_hours') = 'array' OR k.key = 'scheduled' AND jsonb_typeof(figures -> 'shifts') = 'object')
          || coalesce((SELECT string_agg(format(' <span><svg width="14" height="12"><rect %s width="14" height="12"/></svg> %s</span>', userlogs.page_fill(c.color, 'o'), userlogs.page_name(userlogs.page_cut(c.label, 40))), '' ORDER BY c.number)
            FROM userlogs.page_label_colors(figures) c), '')),
      CASE WHEN rows IS NOT NULL THEN format('<div class="row axis" aria-hidden="true"><div class="who"></div><svg class="bar">%s</svg><div class="sum"></div></div>%s',
        userlogs.page_axis(frame, span.start_second, span.end_second, words), rows) ELSE '<p>' || (words ->> 't_work.0') || '</p>' END,
      '<p class="soft">' || (words ->> 't_absent') || ' ' || absent || '</p>',
      -- on paper, where nothing can be pointed at, with the reasons of a team
      CASE WHEN (SELECT count(*) FROM userlogs.page_day_people(figures)) <= 15 THEN '<details class="paper">' ELSE '<details>' END
        || '<summary>' || (words ->> 'table') || '</summary>' || userlogs.page_table('{c_person, c_status, c_from, c_to, c_time_here}', 5, body, words, words ->> 'h_day') || '</details>');
  END IF;

  IF jsonb_array_length(periods) = 0 THEN
    RETURN NULL;
  END IF;
  width := round(100.0 / jsonb_array_length(periods), 3);
  SELECT max((c.value ->> 0)::numeric) INTO most
  FROM userlogs.page_rows(figures -> 'people' -> 'rows') p, jsonb_each(CASE jsonb_typeof(p -> 'periods') WHEN 'object' THEN p -> 'periods' ELSE '{}' END) c;
  SELECT string_agg(format('<div class="row"><div class="who">%s</div><svg class="bar" role="img" aria-label="%s: %s"><rect class="o" width="100%%" height="100%%"/>%s</svg><div class="sum">%s <b>%s</b></div></div>',
      userlogs.page_name(p.person ->> 'user_name'), userlogs.page_escape(userlogs.page_cut(p.person ->> 'user_name', 120)), userlogs.page_summary(p.person, words), c.cells,
      userlogs.page_duration((p.person ->> 'staffed')::numeric, words),
      userlogs.page_share(((p.person ->> 'productive')::numeric / nullif((p.person ->> 'staffed')::numeric, 0))::double precision, words)), '' ORDER BY p.position)
  INTO rows
  FROM userlogs.page_rows(figures -> 'people' -> 'rows') WITH ORDINALITY p(person, position)
  CROSS JOIN LATERAL (
    SELECT string_agg(format('<rect class="%s" x="%s%%" width="%s%%" height="100%%"><title>%s: %s, %s</title></rect>',
        CASE WHEN (c.cell ->> 0)::numeric > 0 THEN 'q' || least(1 + floor(5 * (c.cell ->> 0)::numeric / most), 5) WHEN (c.cell ->> 1)::numeric = 0 THEN 'x' ELSE 'q0' END,
        round(100.0 * (d.position - 1) / jsonb_array_length(periods), 3), greatest(width - 0.1, 0.1), d.label,
        CASE WHEN (c.cell ->> 1)::numeric = 0 THEN words ->> 'unknown' ELSE userlogs.page_duration((c.cell ->> 0)::numeric, words) END,
        CASE WHEN (c.cell ->> 1)::numeric = 0 THEN userlogs.page_duration((c.cell ->> 2)::numeric, words) ELSE userlogs.page_share(((c.cell ->> 0)::numeric / nullif((c.cell ->> 1)::numeric, 0))::double precision, words) END),
      '' ORDER BY d.position) AS cells
    FROM (
      SELECT d.period, d.position, CASE WHEN (frame ->> 'day_count')::bigint > 400 THEN format('%s %s', split_part(words ->> 'months', ' ', extract(month FROM d.period::date)::integer), extract(year FROM d.period::date))
        ELSE format(CASE WHEN (frame ->> 'day_count')::bigint > 31 THEN words ->> 'week_of' ELSE '%s' END, split_part(userlogs.page_time(d.period::timestamp, NULL, words), ' 00:00', 1)) END AS label
      FROM jsonb_array_elements_text(periods) WITH ORDINALITY d(period, position)) d
    CROSS JOIN LATERAL (SELECT p.person -> 'periods' -> d.period) c(cell)
    WHERE c.cell IS NOT NULL) c
  WHERE (p.person ->> 'staffed')::numeric > 0 OR (p.person ->> 'unknown')::numeric > 0;
  RETURN concat(format('<h2>%s</h2><p class="key">%s <span><svg width="14" height="12"><rect class="x" width="14" height="12"/></svg> %s</span></p>', words ->> 'h_people',
      userlogs.page_scale(0, most, true, CASE WHEN is_engaged THEN words || jsonb_build_object('available', words -> 'productive') ELSE words END), words ->> 'unknown'),
    '<div class="row axis" aria-hidden="true"><div class="who"></div><svg class="bar">',
    (SELECT string_agg(format('<text x="%s%%" y="12"%s>%s</text>', round(100.0 * (d.position - 1) / jsonb_array_length(periods), 3),
        CASE WHEN (d.position - 1) % 2 = 1 THEN ' class="minor"' ELSE '' END, d.label), '' ORDER BY d.position)
     FROM (
       SELECT (d.position - 1) / k.step + 1 AS number, d.position,
         format('%s %s', extract(day FROM d.period::date), split_part(words ->> 'months', ' ', extract(month FROM d.period::date)::integer)) AS label, k.step
       FROM jsonb_array_elements_text(periods) WITH ORDINALITY d(period, position)
       CROSS JOIN (SELECT ceil(jsonb_array_length(periods) / 10.0)::bigint) k(step)
       -- the last label must fit in
       WHERE (d.position - 1) % k.step = 0 AND (d.position - 1)::numeric / jsonb_array_length(periods) <= 0.92) d),
    '</svg><div class="sum"></div></div>', rows,
    '<details><summary>' || (words ->> 'table') || '</summary>' || userlogs.page_table(CASE WHEN is_engaged THEN '{c_person, c_staffed, available, engaged, unavailable, c_productive_share, unknown, c_longest, c_overtime}'::text[]
        ELSE '{c_person, c_staffed, available, unavailable, c_available_share, unknown, c_longest, c_overtime}' END, 2,
      (SELECT string_agg(userlogs.page_row(2, VARIADIC ARRAY[userlogs.page_name(p ->> 'user_name'), userlogs.page_duration((p ->> 'staffed')::numeric, words),
          userlogs.page_duration((p ->> 'available')::numeric, words)] || CASE WHEN is_engaged THEN ARRAY[userlogs.page_duration((p ->> 'engaged')::numeric, words)] END
          || ARRAY[userlogs.page_duration((p ->> 'unavailable')::numeric, words), userlogs.page_share(((p ->> 'productive')::numeric / nullif((p ->> 'staffed')::numeric, 0))::double precision, words),
          userlogs.page_duration((p ->> 'unknown')::numeric, words), userlogs.page_duration((p ->> 'longest')::numeric, words), userlogs.page_duration((p ->> 'overtime')::numeric, words)]), '')
       FROM userlogs.page_rows(figures -> 'people' -> 'rows') p), words, words ->> 'h_people') || '</details>');
END $$;
COMMENT ON FUNCTION userlogs.page_people(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the state timeline of each person as HTML, for longer windows the availability of each person by day, week or month';

CREATE FUNCTION userlogs.page_scale(lowest pg_catalog.numeric, highest pg_catalog.numeric, is_duration pg_catalog.bool, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN format('<span>%s</span> <svg width="75" height="12" aria-hidden="true">%s</svg> <span>%s</span>',
    CASE WHEN is_duration THEN '>0' ELSE userlogs.page_number(lowest, 0, words) END,
    (SELECT string_agg(format('<rect class="q%s" x="%s" width="14" height="12"/>', q, 15 * (q - 1)), '' ORDER BY q) FROM generate_series(1, 5) q),
    CASE WHEN is_duration THEN userlogs.page_duration(coalesce(highest, 0), words) || ' ' || lower(words ->> 'available') ELSE userlogs.page_number(highest, 1, words) END);
END $$;
COMMENT ON FUNCTION userlogs.page_scale(pg_catalog.numeric, pg_catalog.numeric, pg_catalog.bool, pg_catalog.jsonb) IS
  'internal: return the legend of a scale of colors as HTML';

CREATE FUNCTION userlogs.page_headcounts(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  frame jsonb := figures -> 'frame';
  span record;
  most constant integer := 12;
  -- engaged is shown where somebody is
  is_engaged boolean := EXISTS (SELECT FROM userlogs.page_rows(figures -> 'headcount') t WHERE (t ->> 'engaged')::numeric > 0);
BEGIN
  SELECT s.start_second, s.end_second INTO span FROM userlogs.page_span(figures) s;
  IF jsonb_typeof(figures -> 'headcount') IS DISTINCT FROM 'array' OR span.end_second <= span.start_second THEN
    RETURN NULL;
  END IF;
  RETURN concat(format('<h2>%s</h2><p class="key">%s%s</p>', words ->> 'h_headcount',
      (SELECT string_agg(format('<span><svg width="14" height="12">%s</svg> %s</span>',
          CASE k.class WHEN 'r' THEN '<path class="r" d="M0,6H14"/>' ELSE format('<rect class="%s" width="14" height="12"/>', k.class) END, words ->> k.key), ' ' ORDER BY k.position)
       FROM (VALUES (1, 'available', 'a'), (2, 'engaged', 'e'), (3, 'required', 'r'), (4, 'missing', 'm')) k(position, key, class)
       WHERE k.key <> 'engaged' OR is_engaged),
      CASE WHEN (frame ->> 'day_count')::bigint > 14 THEN ' <span>' || (words ->> 'average_day') || '</span>' END),
    (SELECT string_agg(format('<div class="row tall"><div class="who">%s</div><svg class="chart" role="img" aria-label="%s">%s</svg><div class="sum">%s <b class="bad">%s</b></div></div>',
        userlogs.page_name(t.team ->> 'team'), userlogs.page_escape(userlogs.page_cut(t.team ->> 'team', 120)) || ': ' || (words ->> 'd_headcount'),
        userlogs.page_headcount(t.team, span.start_second, span.end_second, userlogs.page_grid(jsonb_build_object('frame', frame), span.start_second, span.end_second, words), words),
        CASE WHEN (t.team ->> 'understaffed')::numeric > 0 THEN words ->> 'missing' ELSE '' END,
        CASE WHEN (t.team ->> 'understaffed')::numeric > 0 THEN userlogs.page_duration((t.team ->> 'understaffed')::numeric, words) ELSE '' END), '' ORDER BY t.position)
     FROM userlogs.page_rows(figures -> 'headcount') WITH ORDINALITY t(team, position) WHERE t.position <= most),
    '<div class="row axis" aria-hidden="true"><div class="who"></div><svg class="bar">', userlogs.page_axis(frame, span.start_second, span.end_second, words), '</svg><div class="sum"></div></div>',
    CASE WHEN jsonb_array_length(figures -> 'headcount') > most THEN '<p class="soft">' || format(words ->> 'more', jsonb_array_length(figures -> 'headcount') - most) || '</p>' END,
    '<details><summary>' || (words ->> 'table') || '</summary>' || userlogs.page_table(CASE WHEN is_engaged THEN '{c_team, c_from, available, engaged, required}'::text[] ELSE '{c_team, c_from, available, required}' END, 3,
      (SELECT string_agg(userlogs.page_row(3, VARIADIC ARRAY[userlogs.page_name(t.team ->> 'team'),
          userlogs.page_time(userlogs.local_time((frame ->> 'from_at')::timestamptz + (s.step ->> 0)::double precision * interval '1 second', frame ->> 'time_zone'), frame, words),
          userlogs.page_number((s.step ->> 2)::numeric, 1, words)] || CASE WHEN is_engaged THEN ARRAY[userlogs.page_number((s.step ->> 4)::numeric, 1, words)] END
          || ARRAY[userlogs.page_number((s.step ->> 3)::numeric, CASE WHEN (frame ->> 'day_count')::bigint > 14 THEN 1 ELSE 0 END, words)]),
          '' ORDER BY t.position, s.position)
       FROM userlogs.page_rows(figures -> 'headcount') WITH ORDINALITY t(team, position), userlogs.page_rows(t.team -> 'steps') WITH ORDINALITY s(step, position)
       WHERE t.position <= most AND ((s.step ->> 2)::numeric > 0 OR (s.step ->> 4)::numeric > 0 OR (s.step ->> 3)::numeric > 0)), words, words ->> 'h_headcount') || '</details>');
END $$;
COMMENT ON FUNCTION userlogs.page_headcounts(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the headcount of each team against the number required as HTML: at most twelve teams, those first in which most time is missing';

CREATE FUNCTION userlogs.page_hours(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  first_hour integer;
  last_hour integer;
  most numeric;
  hours integer;
  weekdays integer[] := ARRAY(SELECT DISTINCT (h ->> 0)::integer FROM userlogs.page_rows(figures -> 'hours') h ORDER BY 1);
BEGIN
  SELECT min((h ->> 1)::integer), max((h ->> 1)::integer), max((h ->> 2)::numeric) INTO first_hour, last_hour, most
  FROM userlogs.page_rows(figures -> 'hours') h WHERE (h ->> 2)::numeric > 0;
  IF most IS NULL THEN
    RETURN NULL;
  END IF;
  hours := last_hour - first_hour + 1;
  RETURN concat(format('<h2>%s</h2><p class="key">%s</p><div class="heat">', words ->> 'h_hours', userlogs.page_scale(0, most, false, words)),
    '<div class="row axis" aria-hidden="true"><div class="who"></div><svg class="bar">',
    (SELECT string_agg(format('<text x="%s%%" y="12" text-anchor="middle"%s>%s</text>', round(100.0 * (h - first_hour + 0.5) / hours, 2),
      CASE WHEN (h - first_hour) % 2 = 1 THEN ' class="minor"' ELSE '' END, lpad(h::text, 2, '0')), '' ORDER BY h) FROM generate_series(first_hour, last_hour) h),
    '</svg></div>',
    (SELECT string_agg(format('<div class="row"><div class="who">%1$s</div><svg class="bar" role="img" aria-label="%1$s: ≤ %3$s">%2$s</svg></div>', w.name, w.cells, w.most), '' ORDER BY w.weekday)
     FROM (
       SELECT (h ->> 0)::integer AS weekday, split_part(words ->> 'weekdays', ' ', (h ->> 0)::integer) AS name, userlogs.page_number(max((h ->> 2)::numeric), 1, words) AS most,
         string_agg(format('<rect class="q%s" x="%s%%" width="%s%%" height="100%%"><title>%s %s:00: %s</title></rect>%s',
           CASE WHEN (h ->> 2)::numeric > 0 THEN least(1 + floor(5 * (h ->> 2)::numeric / most), 5) ELSE 0 END,
           round(100.0 * ((h ->> 1)::integer - first_hour) / hours, 3), round(100.0 / hours, 3) - 0.15, split_part(words ->> 'weekdays', ' ', (h ->> 0)::integer), lpad(h ->> 1, 2, '0'),
           userlogs.page_number((h ->> 2)::numeric, 1, words),
           CASE WHEN (h ->> 2)::numeric > 0 THEN format('<text class="ink" x="%s%%" y="15" text-anchor="middle">%s</text>', round(100.0 * ((h ->> 1)::integer - first_hour + 0.5) / hours, 2),
             userlogs.page_number((h ->> 2)::numeric, CASE WHEN most < 10 THEN 1 ELSE 0 END, words)) END), '' ORDER BY (h ->> 1)::integer) AS cells
       FROM userlogs.page_rows(figures -> 'hours') h
       WHERE (h ->> 1)::integer BETWEEN first_hour AND last_hour
       GROUP BY (h ->> 0)::integer) w),
    '</div><details><summary>', words ->> 'table', '</summary>',
    userlogs.page_table('{c_hour}'::text[] || ARRAY(SELECT 'w' || w FROM unnest(weekdays) w), 2,
      (SELECT string_agg(r.row, '' ORDER BY r.hour)
       FROM (
         SELECT k.hour, '<tr><th scope="row">' || lpad(k.hour::text, 2, '0') || '</th>' || string_agg('<td class="n">' || userlogs.page_number((v.cell ->> 2)::numeric, 1, words) || '</td>', '' ORDER BY w) || '</tr>' AS row
         FROM generate_series(first_hour, last_hour) k(hour)
         CROSS JOIN unnest(weekdays) w
         LEFT JOIN LATERAL (SELECT h FROM userlogs.page_rows(figures -> 'hours') h WHERE (h ->> 0)::integer = w AND (h ->> 1)::integer = k.hour) v(cell) ON true
         GROUP BY k.hour) r),
      words || (SELECT jsonb_object_agg('w' || w, split_part(words ->> 'weekdays', ' ', w)) FROM unnest(weekdays) w), words ->> 'h_hours'), '</details>');
END $$;
COMMENT ON FUNCTION userlogs.page_hours(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the number available by weekday and hour as HTML';

CREATE FUNCTION userlogs.page_reasons(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  total numeric;
  staffed numeric := userlogs.page_sums(figures) ->> 'staffed';
  most numeric;
BEGIN
  SELECT sum((r ->> 'seconds')::numeric), max((r ->> 'seconds')::numeric) INTO total, most FROM userlogs.page_rows(figures -> 'reasons') r;
  IF coalesce(most, 0) = 0 THEN
    RETURN NULL;
  END IF;
  RETURN concat('<h2>', words ->> 'h_reasons', '</h2>',
    userlogs.page_table('{c_reason, c_planned, c_time, c_share, c_people, c_times}', 3,
      (SELECT string_agg(userlogs.page_row(3,
          concat(userlogs.page_name(r.reason ->> 'reason'), format('<svg class="meter" aria-hidden="true"><rect %s width="%s%%" height="100%%"/></svg>', userlogs.page_fill(r.reason ->> 'color', 'u'), greatest(round(100 * (r.reason ->> 'seconds')::numeric / most, 1), 0.5))),
          CASE r.reason ->> 'planned' WHEN 'true' THEN words ->> 'yes' WHEN 'false' THEN words ->> 'no' ELSE words ->> 'none' END,
          userlogs.page_duration((r.reason ->> 'seconds')::numeric, words),
          userlogs.page_share(((r.reason ->> 'seconds')::numeric / nullif(staffed, 0))::double precision, words), userlogs.page_number((r.reason ->> 'people')::numeric, 0, words),
          userlogs.page_number((r.reason ->> 'started')::numeric, 0, words)), '' ORDER BY r.position)
       FROM userlogs.page_rows(figures -> 'reasons') WITH ORDINALITY r(reason, position) WHERE r.position <= 15), words, words ->> 'h_reasons'),
    CASE WHEN jsonb_array_length(figures -> 'reasons') > 15 THEN '<p class="soft">' || format(words ->> 'more', jsonb_array_length(figures -> 'reasons') - 15) || '</p>' END);
END $$;
COMMENT ON FUNCTION userlogs.page_reasons(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the time unavailable by reason as HTML: at most fifteen reasons, each as a share of the time at work';

CREATE FUNCTION userlogs.page_service(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF jsonb_typeof(figures -> 'service') IS DISTINCT FROM 'array' THEN
    RETURN NULL;
  END IF;
  RETURN concat('<h2>', words ->> 'h_service', '</h2>',
    userlogs.page_table('{c_team, c_requests, c_answered, c_abandoned, c_waiting, c_in_time, c_target, c_asa}', 2,
      (SELECT string_agg(userlogs.page_row(2, userlogs.page_name(s ->> 'team'), userlogs.page_number((s ->> 'offered')::numeric, 0, words),
          userlogs.page_number((s ->> 'answered')::numeric, 0, words), userlogs.page_number((s ->> 'abandoned')::numeric, 0, words), userlogs.page_number((s ->> 'waiting')::numeric, 0, words),
          CASE WHEN (s ->> 'in_time')::numeric < (s ->> 'target')::numeric * ((s ->> 'offered')::numeric - (s ->> 'undecided')::numeric) THEN '<b class="bad">▼ ' ELSE '<b>' END
            || userlogs.page_share(((s ->> 'in_time')::numeric / nullif((s ->> 'offered')::numeric - (s ->> 'undecided')::numeric, 0))::double precision, words) || '</b>',
          CASE WHEN s ->> 'target' IS NULL THEN words ->> 'none'
            ELSE userlogs.page_share((s ->> 'target')::double precision, words) || ' / ' || userlogs.page_duration((s ->> 'answer_within')::numeric, words) END,
          userlogs.page_duration((s ->> 'asa')::numeric, words)), '')
       FROM userlogs.page_rows(figures -> 'service') s), words, words ->> 'h_service'),
    CASE WHEN jsonb_typeof(figures -> 'response') = 'array' THEN format(
        -- many rows on demand
        CASE WHEN jsonb_array_length(figures -> 'response') > 12 THEN '<details><summary>%s</summary>%s</details>' ELSE '<h3>%s</h3>%s' END, words ->> 'h_response',
        userlogs.page_table('{c_team, available, c_requests, c_asa, c_p90, c_in_time}', 2,
          (SELECT string_agg(userlogs.page_row(2, userlogs.page_name(r."row" ->> 'team'), userlogs.page_number((r."row" ->> 'available')::numeric, 0, words),
              userlogs.page_number((r."row" ->> 'requests')::numeric, 0, words), userlogs.page_duration((r."row" ->> 'mean')::numeric, words), userlogs.page_duration((r."row" ->> 'p90')::numeric, words),
              userlogs.page_share((r."row" ->> 'in_time')::double precision, words)), '' ORDER BY r.position)
           FROM userlogs.page_rows(figures -> 'response') WITH ORDINALITY r("row", position) WHERE r.position <= 200), words, words ->> 'h_response')
          || CASE WHEN jsonb_array_length(figures -> 'response') > 200 THEN '<p class="soft">' || format(words ->> 'more', jsonb_array_length(figures -> 'response') - 200) || '</p>' ELSE '' END) END);
END $$;
COMMENT ON FUNCTION userlogs.page_service(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the service level of each team, with its target, and the response time by number available as HTML';

CREATE FUNCTION userlogs.page_gaps(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  frame jsonb := figures -> 'frame';
  gap_count bigint := figures -> 'gaps' ->> 'count';
  request_count bigint := figures -> 'unattended' ->> 'count';
BEGIN
  IF NOT figures ? 'gaps' THEN
    RETURN NULL;
  END IF;
  RETURN concat('<h2>', words ->> 'h_gaps', '</h2>',
    CASE WHEN coalesce(gap_count, 0) = 0 THEN '<p>' || (words ->> 'no_gap') || '</p>' ELSE
      userlogs.page_table('{c_team, c_from, c_to, c_left_by, c_reason, c_time_here, c_minimum, c_least, c_requests, c_unanswered, c_late}', 6,
        (SELECT string_agg(userlogs.page_row(6, userlogs.page_name(g ->> 'team'),
            userlogs.page_time((g ->> 'local_start')::timestamp, frame, words),
            CASE WHEN (g ->> 'is_open')::boolean THEN words ->> 'open' ELSE userlogs.page_time((g ->> 'local_end')::timestamp, frame, words) END,
            userlogs.page_name(g ->> 'left_by'), userlogs.page_name(g ->> 'left_reason'), userlogs.page_duration((g ->> 'duration_seconds')::numeric, words),
            g ->> 'minimum_headcount', g ->> 'available_min', g ->> 'request_count', g ->> 'unanswered_count', g ->> 'late_count'), '')
         FROM userlogs.page_rows(figures -> 'gaps' -> 'rows') g), words, words ->> 'h_gaps') END,
    CASE WHEN gap_count > 20 THEN '<p class="soft">' || format(words ->> 'more', userlogs.page_number(gap_count - 20, 0, words)) || '</p>' END,
    CASE WHEN request_count > 0 THEN concat('<h3>', words ->> 'h_unattended', '</h3>',
      userlogs.page_table('{c_team, c_arrived, c_state, c_absent, c_wait}', 5,
        (SELECT string_agg(userlogs.page_row(5, userlogs.page_name(r ->> 'team'), userlogs.page_time((r ->> 'local_arrived')::timestamp, frame, words),
            concat(words ->> ('s_' || (r ->> 'state')), CASE WHEN r ->> 'outcome' <> '' THEN ', ' || userlogs.page_name(r ->> 'outcome') END),
            CASE WHEN r ->> 'unavailable_users' IS NULL THEN words ->> 'nobody_at_work' ELSE userlogs.page_name(r ->> 'unavailable_users') END,
            userlogs.page_duration((r ->> 'wait_seconds')::numeric, words)), '')
         FROM userlogs.page_rows(figures -> 'unattended' -> 'rows') r), words, words ->> 'h_unattended'),
      CASE WHEN request_count > 20 THEN '<p class="soft">' || format(words ->> 'more', userlogs.page_number(request_count - 20, 0, words)) || '</p>' END) END);
END $$;
COMMENT ON FUNCTION userlogs.page_gaps(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return coverage gaps, and requests that came while nobody was available, as HTML: the twenty longest of each';

-- The causes of waiting, in the order in which they are drawn, and their colors.
CREATE FUNCTION userlogs.page_cause_colors(OUT number pg_catalog.int4, OUT cause pg_catalog.text, OUT class pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 6
BEGIN ATOMIC
  VALUES (1, 'closed', 'o'), (2, 'nobody_staffed', 'x'), (3, 'all_unavailable', 'u'), (4, 'all_busy', 'b'), (5, 'assignee_away', 'm'), (6, 'answerable', 'a');
END;
COMMENT ON FUNCTION userlogs.page_cause_colors() IS
  'internal: return the causes of wait_causes in order, with the class of their color on a page';

CREATE FUNCTION userlogs.page_causes(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  frame jsonb := figures -> 'frame';
  most constant integer := 12;
  stranded_count bigint := figures -> 'stranded' ->> 'count';
BEGIN
  IF jsonb_typeof(figures -> 'causes') IS DISTINCT FROM 'object' AND jsonb_typeof(figures -> 'shares') IS DISTINCT FROM 'array' THEN
    RETURN NULL;
  END IF;
  RETURN concat('<h2>', words ->> 'h_causes', '</h2>',
    CASE WHEN jsonb_typeof(figures -> 'causes' -> 'teams') = 'array' THEN concat(
      format('<p class="key">%s</p>', (
        SELECT string_agg(format('<span><svg width="14" height="12"><rect class="%s" width="14" height="12"/></svg> %s</span>', k.class, words ->> ('w_' || k.cause)), ' ' ORDER BY k.number)
        FROM userlogs.page_cause_colors() k)),
      (SELECT string_agg(format('<div class="row"><div class="who">%s</div><svg class="bar" role="img" aria-label="%s: %s">%s</svg><div class="sum">%s <b>%s</b></div></div>',
          userlogs.page_name(t.team ->> 'team'), userlogs.page_escape(userlogs.page_cut(t.team ->> 'team', 120)), b.summary, b.bars,
          lower(words ->> 'c_wait'), userlogs.page_duration((t.team ->> 'seconds')::numeric, words)), '' ORDER BY t.position)
       FROM userlogs.page_rows(figures -> 'causes' -> 'teams') WITH ORDINALITY t(team, position)
       CROSS JOIN LATERAL (
         SELECT string_agg(format('<rect class="%s" x="%s%%" width="%s%%" height="100%%"><title>%s: %s (%s)</title></rect>', c.class,
             round(100 * (c.up_to - c.seconds) / (t.team ->> 'seconds')::numeric, 3), round(100 * c.seconds / (t.team ->> 'seconds')::numeric, 3),
             words ->> ('w_' || c.cause), userlogs.page_duration(c.seconds, words), userlogs.page_share((c.seconds / (t.team ->> 'seconds')::numeric)::double precision, words)), '' ORDER BY c.number) AS bars,
           string_agg(format('%s %s', lower(words ->> ('w_' || c.cause)), userlogs.page_duration(c.seconds, words)), ', ' ORDER BY c.number) AS summary
         FROM (
           SELECT k.number, k.cause, k.class, (t.team -> 'causes' ->> k.cause)::numeric AS seconds, sum((t.team -> 'causes' ->> k.cause)::numeric) OVER (ORDER BY k.number) AS up_to
           FROM userlogs.page_cause_colors() k
           WHERE t.team -> 'causes' ? k.cause) c) b
       WHERE t.position <= most),
      CASE WHEN jsonb_array_length(figures -> 'causes' -> 'teams') > most THEN '<p class="soft">' || format(words ->> 'more', jsonb_array_length(figures -> 'causes' -> 'teams') - most) || '</p>' END,
      '<details><summary>', words ->> 'table', '</summary>',
      userlogs.page_table('{c_team, c_wait, w_closed, w_nobody_staffed, w_all_unavailable, w_all_busy, w_assignee_away, w_answerable}', 2,
        (SELECT string_agg(userlogs.page_row(2, VARIADIC ARRAY[userlogs.page_name(t.team ->> 'team'), userlogs.page_duration((t.team ->> 'seconds')::numeric, words)]
            || ARRAY(SELECT userlogs.page_duration(coalesce((t.team -> 'causes' ->> k.cause)::numeric, 0), words) FROM userlogs.page_cause_colors() k ORDER BY k.number)), '' ORDER BY t.position)
         FROM userlogs.page_rows(figures -> 'causes' -> 'teams') WITH ORDINALITY t(team, position) WHERE t.position <= 100), words, words ->> 'h_causes'), '</details>') END,
    CASE WHEN jsonb_typeof(figures -> 'causes' -> 'people') = 'array' THEN concat('<h3>', words ->> 'h_cause_people', '</h3>',
      userlogs.page_table('{c_person, c_reason, c_cause, c_wait}', 4,
        (SELECT string_agg(userlogs.page_row(4, userlogs.page_name(p.person ->> 'user_name'), userlogs.page_name(p.person ->> 'reason'), words ->> ('w_' || (p.person ->> 'cause')),
            userlogs.page_duration((p.person ->> 'seconds')::numeric, words)), '' ORDER BY p.position)
         FROM userlogs.page_rows(figures -> 'causes' -> 'people') WITH ORDINALITY p(person, position)), words, words ->> 'h_cause_people')) END,
    CASE WHEN stranded_count > 0 THEN concat('<h3>', words ->> 'h_stranded', '</h3>',
      userlogs.page_table('{c_team, c_assignee, c_reason, c_from, c_to, c_free, c_time_here}', 7,
        (SELECT string_agg(userlogs.page_row(7, userlogs.page_name(r."row" ->> 'team'), userlogs.page_name(r."row" ->> 'user_name'), userlogs.page_name(r."row" ->> 'reason'),
            userlogs.page_time((r."row" ->> 'local_start')::timestamp, frame, words),
            CASE WHEN (r."row" ->> 'is_open')::boolean THEN words ->> 'open' ELSE userlogs.page_time((r."row" ->> 'local_end')::timestamp, frame, words) END,
            CASE WHEN r."row" ->> 'free_users' IS NULL THEN words ->> 'none' ELSE userlogs.page_name(r."row" ->> 'free_users') END,
            userlogs.page_duration((r."row" ->> 'duration_seconds')::numeric, words)), '' ORDER BY r.position)
         FROM userlogs.page_rows(figures -> 'stranded' -> 'rows') WITH ORDINALITY r("row", position)), words, words ->> 'h_stranded'),
      CASE WHEN stranded_count > 12 THEN '<p class="soft">' || format(words ->> 'more', userlogs.page_number(stranded_count - 12, 0, words)) || '</p>' END) END,
    CASE WHEN jsonb_typeof(figures -> 'shares') = 'array' THEN concat('<h3>', words ->> 'h_shares', '</h3>',
      userlogs.page_table('{c_person, c_reason, c_planned, c_missing_time}', 4,
        (SELECT string_agg(userlogs.page_row(4, CASE WHEN s.share ->> 'user_name' IS NULL THEN words ->> CASE WHEN (userlogs.page_sums(figures) ->> 'engaged')::numeric > 0 THEN 'too_few_free' ELSE 'too_few' END ELSE userlogs.page_name(s.share ->> 'user_name') END, userlogs.page_name(s.share ->> 'reason'),
            CASE s.share ->> 'planned' WHEN 'true' THEN words ->> 'yes' WHEN 'false' THEN words ->> 'no' ELSE words ->> 'none' END,
            userlogs.page_duration((s.share ->> 'seconds')::numeric, words)), '' ORDER BY s.position)
         FROM userlogs.page_rows(figures -> 'shares') WITH ORDINALITY s(share, position)), words, words ->> 'h_shares')) END);
END $$;
COMMENT ON FUNCTION userlogs.page_causes(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return where the waiting went as HTML: the wait for each team by cause, the absences behind it, requests that waited for somebody who was not there, and fair parts of coverage gaps';

CREATE FUNCTION userlogs.page_checks(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  overtime text;
  overtime_count bigint := (SELECT count(*) FROM userlogs.page_rows(figures -> 'people' -> 'rows') p WHERE (p ->> 'overtime')::numeric > 0);
  problem_count bigint := figures -> 'problems' ->> 'count';
BEGIN
  SELECT string_agg(userlogs.page_row(2, userlogs.page_name(o.person ->> 'user_name'), userlogs.page_duration((o.person ->> 'overtime')::numeric, words),
    userlogs.page_duration((o.person ->> 'longest')::numeric, words)), '' ORDER BY o.position) INTO overtime
  FROM (
    SELECT p AS person, row_number() OVER (ORDER BY (p ->> 'overtime')::numeric DESC, p ->> 'user_name', p ->> 'user_id') AS position
    FROM userlogs.page_rows(figures -> 'people' -> 'rows') p WHERE (p ->> 'overtime')::numeric > 0) o
  WHERE o.position <= 20;
  RETURN concat('<h2>', words ->> 'h_overtime', '</h2>',
    CASE WHEN overtime IS NULL THEN '<p>' || CASE WHEN figures ->> 'allowance' = 'true' THEN words ->> 'no_overtime' ELSE words ->> 'no_allowance' END || '</p>'
      ELSE userlogs.page_table('{c_person, c_overtime, c_longest}', 2, overtime, words, words ->> 'h_overtime') END,
    CASE WHEN overtime_count > 20 THEN '<p class="soft">' || format(words ->> 'more', overtime_count - 20) || '</p>' END,
    CASE WHEN jsonb_typeof(figures -> 'anomalies') = 'array' THEN '<h2>' || (words ->> 'h_anomalies') || '</h2>' ||
      userlogs.page_table('{c_kind, c_action, c_first, c_count, c_people}', 4,
        (SELECT string_agg(userlogs.page_row(4, coalesce(words ->> ('k_' || (a ->> 'kind')), userlogs.page_name(a ->> 'kind')), userlogs.page_name(a ->> 'action'), userlogs.page_time((a ->> 'first')::timestamp, NULL, words),
            userlogs.page_number((a ->> 'count')::numeric, 0, words), userlogs.page_number((a ->> 'people')::numeric, 0, words)), '')
         FROM userlogs.page_rows(figures -> 'anomalies') a), words, words ->> 'h_anomalies') END,
    CASE WHEN problem_count > 0 THEN '<h2>' || (words ->> 'h_problems') || '</h2>' ||
      userlogs.page_table('{c_input, c_problem, c_key, c_action, c_count}', 5,
        (SELECT string_agg(userlogs.page_row(5, userlogs.page_name(p ->> 'input'), userlogs.page_name(p ->> 'problem'), userlogs.page_name(p ->> 'key'), userlogs.page_name(p ->> 'action'),
            userlogs.page_number((p ->> 'row_count')::numeric, 0, words)), '')
         FROM userlogs.page_rows(figures -> 'problems' -> 'rows') p), words, words ->> 'h_problems')
      || CASE WHEN problem_count > 20 THEN '<p class="soft">' || format(words ->> 'more', problem_count - 20) || '</p>' ELSE '' END END);
END $$;
COMMENT ON FUNCTION userlogs.page_checks(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return breaks over their allowance, anomalies of the log, and problems of other inputs as HTML';

CREATE FUNCTION userlogs.page_before(figures pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  sums jsonb := userlogs.page_sums(figures);
  b jsonb := figures -> 'before';
  s jsonb := figures -> 'service_before';
  frame jsonb := figures -> 'frame';
BEGIN
  IF b ->> 'staffed' IS NULL AND s ->> 'offered' IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN concat('<h2>', words ->> 'h_before', '</h2>',
    userlogs.page_table('{c_figure, c_now, c_before, c_change}', 2,
      (SELECT string_agg(userlogs.page_row(2, words ->> f.label, f.now_text, f.before_text,
          CASE WHEN f.is_share AND abs(f.now - f.before) >= 0 THEN format(words ->> 'points', CASE WHEN f.now >= f.before THEN '+' ELSE '' END || userlogs.page_number(100 * (f.now - f.before), 0, words))
            WHEN f.now >= 0 AND f.before > 0 THEN CASE WHEN f.now >= f.before THEN '+' ELSE '-' END || userlogs.page_share((abs(f.now - f.before) / f.before)::double precision, words)
            ELSE words ->> 'none' END), '' ORDER BY f.position)
       FROM (
         SELECT v.position, v.label, v.kind = 'share' AS is_share, v.now, v.before,
           CASE v.kind WHEN 'time' THEN userlogs.page_duration(v.now, words) WHEN 'share' THEN userlogs.page_share(v.now::double precision, words) ELSE userlogs.page_number(v.now, 0, words) END AS now_text,
           CASE v.kind WHEN 'time' THEN userlogs.page_duration(v.before, words) WHEN 'share' THEN userlogs.page_share(v.before::double precision, words) ELSE userlogs.page_number(v.before, 0, words) END AS before_text
         FROM (VALUES
           (1, 'c_people', 'count', (sums ->> 'people')::numeric, (b ->> 'people')::numeric),
           (2, 'c_staffed', 'time', (sums ->> 'staffed')::numeric, (b ->> 'staffed')::numeric),
           (3, CASE WHEN (sums ->> 'engaged')::numeric > 0 THEN 'c_productive_share' ELSE 'c_available_share' END, 'share', (sums ->> 'productive')::numeric / nullif((sums ->> 'staffed')::numeric, 0), (b ->> 'productive')::numeric / nullif((b ->> 'staffed')::numeric, 0)),
           (4, 'c_overtime', 'time', (sums ->> 'overtime')::numeric, (b ->> 'overtime')::numeric),
           (5, 'c_requests', 'count', (sums ->> 'offered')::numeric, coalesce((s ->> 'offered')::numeric, 0)),
           (6, 'c_in_time', 'share', (sums ->> 'in_time')::numeric / nullif((sums ->> 'decided')::numeric, 0), (s ->> 'in_time')::numeric / nullif((s ->> 'offered')::numeric - (s ->> 'undecided')::numeric, 0)),
           (7, 'c_asa', 'time', (sums ->> 'asa')::numeric, (s ->> 'asa')::numeric)) v(position, label, kind, now, before)) f),
      -- which period that is
      words || jsonb_build_object('c_before', userlogs.page_title(frame || jsonb_build_object('from_at', frame -> 'before_from', 'to_at', frame -> 'before_to',
        'local_from', (frame ->> 'local_from')::timestamp - (frame ->> 'before_days')::integer * interval '1 day', 'local_to', (frame ->> 'local_to')::timestamp - (frame ->> 'before_days')::integer * interval '1 day',
        'first_date', (frame ->> 'first_date')::date - (frame ->> 'before_days')::integer, 'last_date', (frame ->> 'last_date')::date - (frame ->> 'before_days')::integer), words)), words ->> 'h_before'));
END $$;
COMMENT ON FUNCTION userlogs.page_before(pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return the figures of the page beside those of as many days before as HTML: changes of a share in points of a hundred, others in percent';

CREATE FUNCTION userlogs.report_page(
  schema_name pg_catalog.text,
  from_at pg_catalog.timestamptz DEFAULT NULL,
  to_at pg_catalog.timestamptz DEFAULT NULL,
  team pg_catalog.text DEFAULT NULL,
  language pg_catalog.text DEFAULT 'en')
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  words jsonb := userlogs.page_words(coalesce(language, 'en'));
  figures jsonb := userlogs.page_figures(schema_name, from_at, to_at, team);
  frame jsonb := figures -> 'frame';
  title text := userlogs.page_title(frame, words);
  heading text := userlogs.page_name(coalesce(frame ->> 'team', words ->> 'everyone'));
  parts text;
BEGIN
  -- those that need half of a wide screen stand side by side
  SELECT string_agg(CASE WHEN p.is_half THEN '<section class="half">' ELSE '<section>' END || p.part || '</section>', '' ORDER BY p.position) INTO parts
  FROM (VALUES
    -- a long list of people comes below the pictures of the teams
    (CASE WHEN jsonb_array_length(coalesce(nullif(figures -> 'people' -> 'rows', 'null'), '[]')) > 40 THEN 3.5 ELSE 1 END, false, userlogs.page_people(figures, words)),
    (2, false, userlogs.page_headcounts(figures, words)), (3, false, userlogs.page_hours(figures, words)),
    (4, false, userlogs.page_gaps(figures, words)), (4.5, false, userlogs.page_causes(figures, words)), (5, true, userlogs.page_reasons(figures, words)), (6, true, userlogs.page_service(figures, words)),
    (7, true, userlogs.page_checks(figures, words)), (8, true, userlogs.page_before(figures, words))) p(position, is_half, part)
  WHERE (frame ->> 'seconds')::numeric > 0;
  RETURN concat('<!DOCTYPE html><html lang="', words ->> 'language', '"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">',
    '<title>', words ->> 'title', ', ', userlogs.page_escape(userlogs.page_cut(coalesce(frame ->> 'team', frame ->> 'schema'), 60)), ', ', title, '</title><style>', userlogs.page_colors('body'), $css$
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}body{margin:0 auto;padding:24px 20px 40px;max-width:1200px;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
h1{font-size:26px;line-height:1.25;margin:0 0 4px}h2{font-size:18px;margin:0 0 10px}h3{font-size:15px;margin:18px 0 8px}header p,.soft,footer{color:var(--soft)}header p{margin:0}
main{display:grid;grid-template-columns:minmax(0,1fr);column-gap:56px}section{border-top:1px solid var(--line);margin-top:28px;padding-top:20px}.story li{margin:5px 0;overflow-wrap:anywhere}.story b{white-space:nowrap}.story ol{margin:0;padding-left:22px;max-width:75ch}
.row{display:grid;grid-template-columns:150px minmax(0,1fr) 150px;gap:2px 12px;align-items:center}.row.tall{margin-bottom:14px}.heat .row{grid-template-columns:60px minmax(0,1fr)}
.who{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:right;font-size:14px}.sum{font-size:13px;color:var(--soft);white-space:nowrap}.sum b{color:var(--ink)}.bad,.sum .bad{color:var(--m)}
svg{display:block;overflow:hidden}.key svg{display:inline-block;vertical-align:-1px}.bar{width:100%;height:22px;margin:2px 0}.axis .bar{height:16px;overflow:visible}.chart{width:100%;height:110px}.defs{position:absolute}
.meter{width:100%;max-width:320px;min-width:80px;height:6px;margin-top:3px}.key{color:var(--soft);font-size:13px;margin:0 0 10px}.key span{margin-right:12px;white-space:nowrap}.key span:last-child{white-space:normal}
.scroll{overflow-x:auto}table{border-collapse:collapse;font-size:14px;min-width:min(100%,420px)}th{font-weight:600;text-align:left;color:var(--soft);vertical-align:bottom}tbody th{font-weight:400;color:var(--ink)}th,td{padding:5px 14px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}td bdi,th bdi{display:inline-block;max-width:300px;overflow-wrap:break-word}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}th.n{white-space:normal}
details{margin-top:10px}summary{cursor:pointer;color:var(--soft);font-size:13px}summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--s);outline-offset:2px}footer{border-top:1px solid var(--line);margin-top:32px;padding-top:12px;font-size:13px}
@media(min-width:1100px){main{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}section{grid-column:1/-1}section.half{grid-column:auto}}@media(max-width:640px){body{padding:16px 12px 32px}h1{font-size:22px}.row{grid-template-columns:minmax(0,1fr) auto}.heat .row{grid-template-columns:40px minmax(0,1fr)}.who{text-align:left}.row .bar,.row .chart{grid-column:1/-1;order:3}.heat .row .bar{grid-column:auto;order:0}.axis .who,.axis .sum{display:none}.heat .axis .who{display:block}.minor,.heat .bar:not(.axis *) text{display:none}.row{margin-bottom:6px}}
@page{margin:14mm}@media print{body{--bg:#fff;--ink:#000;--soft:#444;--o:#eef0f3;--line:#ccc;--a:#2f9e68;--u:#e39b25;--x:#8b97ad;--s:#3b4a63;--h:#dbe4f3;--m:#b3251c;--r:#000}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}body{padding:0;max-width:none;font-size:11px}h1{font-size:20px}h2{font-size:14px}section{margin-top:16px;padding-top:12px}.scroll{overflow:visible}table{font-size:9px}th,td{padding:3px 7px 3px 0}.minor{display:none}.sum{font-size:10px}.row,tr{break-inside:avoid}h2,h3{break-after:avoid}details:not(.paper),.paper summary{display:none}.paper::details-content{content-visibility:visible;block-size:auto}.row{grid-template-columns:110px minmax(0,1fr) 120px}}$css$,
    '</style></head><body>', '<svg width="0" height="0" class="defs" aria-hidden="true">', userlogs.page_hatch(), '</svg><header><h1>', words ->> 'title', ': ', title, '</h1><p>', heading, '</p></header><main>',
    '<section class="story"><h2>', words ->> 'h_story', '</h2><ol>',
    (SELECT string_agg('<li>' || s.sentence || '</li>', '' ORDER BY s.position) FROM unnest(userlogs.page_story(figures, words, true)) WITH ORDINALITY s(sentence, position)),
    '</ol></section>', parts, '</main><footer>',
    format(words ->> 'foot', userlogs.page_date((frame ->> 'local_as_of')::date, words) || to_char((frame ->> 'local_as_of')::timestamp, ' HH24:MI:SS'),
      userlogs.page_escape(frame ->> 'time_zone'), userlogs.page_escape(frame ->> 'version')), '</footer></body></html>');
END $$;
COMMENT ON FUNCTION userlogs.report_page(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text) IS
  'Return the report for the window [from_at, to_at), up to now, as one HTML document that needs nothing else: of a team, or, for NULL, of everybody. Without bounds the last business day that has ended. language: en, pt or es. The same data gives the same bytes';
