-- page_charts: how are statuses and headcounts drawn?
--
-- Pieces of SVG that fit any width: bars are placed in percent of the width, so
-- they stretch while texts and hatches do not.

-- Classes: a available, e engaged, u unavailable, x unknown, o offline, s shift, h service
-- hours, m missing, r required; q1 to q5 from little to much.
-- Only of what is inside the element, as a picture may be put into another page.
CREATE FUNCTION userlogs.page_colors(element pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN replace($css$&{--bg:#fff;--ink:#1b2330;--soft:#566072;--line:#dde2e9;--a:#2f9e68;--e:#3a7bd0;--u:#e39b25;--o:#eceff3;--x:#8b97ad;--s:#3b4a63;--h:#dbe4f3;--m:#c8372d;--r:#1b2330}
@media(prefers-color-scheme:dark){&{--bg:#12161c;--ink:#e7eaf0;--soft:#a3adbd;--line:#323a47;--a:#3aa873;--e:#5b96e6;--u:#e0a03a;--o:#262d38;--x:#7e8aa1;--s:#b8c4da;--h:#2c3950;--m:#f0675c;--r:#e7eaf0}}
& .a{fill:var(--a)}& .e{fill:var(--e)}& .u{fill:var(--u)}& .o{fill:var(--o)}& .x{fill:url(#unknown)}& .s{fill:var(--s)}& .b{fill:var(--s);fill-opacity:.6}& .h{fill:var(--h)}& .m{fill:var(--m);fill-opacity:.75}& .r{fill:none;stroke:var(--r);stroke-width:2;stroke-dasharray:5 3;vector-effect:non-scaling-stroke}
& .q0{fill:var(--o)}& .q1,& .q2,& .q3,& .q4,& .q5{fill:var(--a)}& .q1{fill-opacity:.15}& .q2{fill-opacity:.3}& .q3{fill-opacity:.45}& .q4{fill-opacity:.6}& .q5{fill-opacity:.75}
@media(prefers-color-scheme:dark){& .q1{fill-opacity:.12}& .q2{fill-opacity:.24}& .q3{fill-opacity:.36}& .q4{fill-opacity:.48}& .q5{fill-opacity:.6}}
& .grid{stroke:var(--line);stroke-width:1}& text{fill:var(--soft);font:12px system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}& text.ink{fill:var(--ink)}$css$, '&', element);
END $$;
COMMENT ON FUNCTION userlogs.page_colors(pg_catalog.text) IS
  'internal: return the style sheet of charts inside an element, in light and dark colors';

CREATE FUNCTION userlogs.page_hatch()
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN '<defs><pattern id="unknown" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--o)"/><rect width="2" height="6" fill="var(--x)"/></pattern></defs>';
END $$;
COMMENT ON FUNCTION userlogs.page_hatch() IS
  'internal: return the hatch of unknown time, to which class x refers';

-- A color of the data in place of that of a class.
CREATE FUNCTION userlogs.page_fill(color pg_catalog.text, class pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- nothing else becomes part of the page
  RETURN CASE WHEN color ~ '^#[0-9a-f]{6}$' THEN format('fill="%s"', color) ELSE format('class="%s"', class) END;
END $$;
COMMENT ON FUNCTION userlogs.page_fill(pg_catalog.text, pg_catalog.text) IS
  'internal: return the attribute with the color of an element: color, as #rrggbb in lower case, else that of a class of page_colors';

-- The colors of labels that a state timeline shows, for its legend.
CREATE FUNCTION userlogs.page_label_colors(figures pg_catalog.jsonb, OUT number pg_catalog.int8, OUT label pg_catalog.text, OUT color pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT row_number() OVER (ORDER BY c.label COLLATE "C", c.color), c.label, c.color
    FROM (
      SELECT DISTINCT i ->> 7 AS label, i ->> 6 AS color
      FROM jsonb_each(CASE jsonb_typeof(figures -> 'intervals') WHEN 'object' THEN figures -> 'intervals' ELSE '{}' END) p(user_id, intervals), userlogs.page_rows(p.intervals) i
      WHERE i ->> 0 IN ('available', 'engaged', 'unavailable') AND i ->> 6 IS NOT NULL) c
    ORDER BY 1
    LIMIT 24;
END $$;
COMMENT ON FUNCTION userlogs.page_label_colors(pg_catalog.jsonb) IS
  'internal: return the labels with a color of their own that a state timeline shows, in order, one row per label and color: at most 24';

-- The hours that a state timeline shows: those with somebody at work or
-- scheduled, and service hours.
CREATE FUNCTION userlogs.page_span(figures pg_catalog.jsonb, OUT start_second pg_catalog.numeric, OUT end_second pg_catalog.numeric)
RETURNS pg_catalog.record
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  seconds numeric := figures -> 'frame' ->> 'seconds';
  local_from timestamp := figures -> 'frame' ->> 'local_from';
  -- the next whole hour of the local clock
  into_hour numeric := extract(epoch FROM local_from - date_trunc('hour', local_from));
BEGIN
  SELECT min(u.starts), max(u.ends) INTO start_second, end_second
  FROM (
    SELECT (i ->> 4)::numeric AS starts, (i ->> 5)::numeric AS ends
    FROM jsonb_each(CASE jsonb_typeof(figures -> 'intervals') WHEN 'object' THEN figures -> 'intervals' ELSE '{}' END) p(user_id, intervals), userlogs.page_rows(p.intervals) i
    WHERE i ->> 0 IN ('available', 'engaged', 'unavailable')
    UNION ALL
    SELECT (i ->> 0)::numeric, (i ->> 1)::numeric
    FROM jsonb_each(CASE jsonb_typeof(figures -> 'shifts') WHEN 'object' THEN figures -> 'shifts' ELSE '{}' END) p(user_id, shifts), userlogs.page_rows(p.shifts) i
    UNION ALL
    SELECT (i ->> 0)::numeric, (i ->> 1)::numeric
    FROM userlogs.page_rows(figures -> 'service_hours') i) u;
  start_second := greatest(floor((coalesce(start_second, 0) + into_hour) / 3600) * 3600 - into_hour, 0);
  end_second := least(ceil((coalesce(end_second, seconds) + into_hour) / 3600) * 3600 - into_hour, seconds);
  IF figures -> 'intervals' IS NULL OR end_second <= start_second THEN
    start_second := 0;
    end_second := seconds;
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.page_span(pg_catalog.jsonb) IS
  'internal: return the part of the window that pictures show, in seconds of the window: of whole hours all in which somebody was at work or scheduled, and service hours; the window where statuses are not shown';

-- Ticks of the time axis: at most thirteen.
CREATE FUNCTION userlogs.page_ticks(frame pg_catalog.jsonb, start_second pg_catalog.numeric, end_second pg_catalog.numeric, words pg_catalog.jsonb,
  OUT percent pg_catalog.numeric, OUT label pg_catalog.text, OUT is_minor pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 12
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
  seconds numeric := end_second - start_second;
  from_at timestamptz := (frame ->> 'from_at')::timestamptz;
  step interval := CASE WHEN seconds <= 6 * 3600 THEN '30 minutes' WHEN seconds <= 13 * 3600 THEN '1 hour' WHEN seconds <= 26 * 3600 THEN '2 hours'
    WHEN seconds <= 50 * 3600 THEN '4 hours' WHEN seconds <= 13 * 86400 THEN '1 day' WHEN seconds <= 26 * 86400 THEN '2 days' WHEN seconds <= 91 * 86400 THEN '7 days'
    WHEN seconds <= 366 * 86400 THEN '1 month' WHEN seconds <= 13 * 365.25 * 86400 THEN '1 year' ELSE '10 years' END;
  local_start timestamp := userlogs.local_time(from_at + start_second::double precision * interval '1 second', frame ->> 'time_zone');
  local_end timestamp := userlogs.local_time(from_at + end_second::double precision * interval '1 second', frame ->> 'time_zone');
BEGIN
  RETURN QUERY
    SELECT round(100 * k.second / seconds, 2),
      CASE WHEN step < '1 day' THEN to_char(k.at, 'HH24:MI')
        WHEN step < '1 month' THEN format('%s %s', extract(day FROM k.at), split_part(words ->> 'months', ' ', extract(month FROM k.at)::integer))
        WHEN step < '1 year' THEN split_part(words ->> 'months', ' ', extract(month FROM k.at)::integer)
        ELSE extract(year FROM k.at)::text END,
      k.number % 2 = 0
    FROM (
      SELECT p.second, p.at, row_number() OVER (ORDER BY p.second) AS number
      FROM generate_series(CASE WHEN step >= '1 year' THEN date_trunc('year', local_start) WHEN step >= '1 month' THEN date_trunc('month', local_start)
          ELSE date_trunc('day', local_start) END, local_end, step) t(at)
      CROSS JOIN LATERAL (SELECT extract(epoch FROM (t.at AT TIME ZONE (frame ->> 'time_zone')) - from_at) - start_second, t.at) p(second, at)
      WHERE p.second >= 0 AND p.second < seconds
        -- not the times that the clock skips
        AND userlogs.local_time(from_at + (start_second + p.second)::double precision * interval '1 second', frame ->> 'time_zone') = p.at) k;
END $$;
COMMENT ON FUNCTION userlogs.page_ticks(pg_catalog.jsonb, pg_catalog.numeric, pg_catalog.numeric, pg_catalog.jsonb) IS
  'internal: return the ticks of a time axis at round times of the local clock: place in percent, label, and whether a narrow screen leaves its label out';

CREATE FUNCTION userlogs.page_axis(frame pg_catalog.jsonb, start_second pg_catalog.numeric, end_second pg_catalog.numeric, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    SELECT string_agg(format('<text x="%s%%" y="12"%s%s>%s</text>', t.percent,
      -- a label at an edge must not leave the picture
      CASE WHEN t.percent < 3 THEN '' WHEN t.percent > 97 THEN ' text-anchor="end"' ELSE ' text-anchor="middle"' END,
      CASE WHEN t.is_minor THEN ' class="minor"' ELSE '' END, t.label), '' ORDER BY t.percent)
    FROM userlogs.page_ticks(frame, start_second, end_second, words) t);
END $$;
COMMENT ON FUNCTION userlogs.page_axis(pg_catalog.jsonb, pg_catalog.numeric, pg_catalog.numeric, pg_catalog.jsonb) IS
  'internal: return the labels of a time axis as SVG';

-- What lies behind all rows of a state timeline.
CREATE FUNCTION userlogs.page_grid(figures pg_catalog.jsonb, start_second pg_catalog.numeric, end_second pg_catalog.numeric, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN concat('<rect class="o" width="100%" height="100%"/>',
    (SELECT string_agg(format('<rect class="h" x="%s%%" width="%s%%" height="100%%"/>', round(100 * (b.starts - start_second) / (end_second - start_second), 3),
        round(100 * (b.ends - b.starts) / (end_second - start_second), 3)), '' ORDER BY b.starts)
     FROM userlogs.page_rows(figures -> 'service_hours') h,
       LATERAL (SELECT greatest((h ->> 0)::numeric, start_second), least((h ->> 1)::numeric, end_second)) b(starts, ends)
     WHERE b.starts < b.ends),
    (SELECT string_agg(format('<line class="grid" x1="%1$s%%" x2="%1$s%%" y2="100%%"/>', t.percent), '' ORDER BY t.percent)
     FROM userlogs.page_ticks(figures -> 'frame', start_second, end_second, words) t WHERE t.percent > 0));
END $$;
COMMENT ON FUNCTION userlogs.page_grid(pg_catalog.jsonb, pg_catalog.numeric, pg_catalog.numeric, pg_catalog.jsonb) IS
  'internal: return the background of a state timeline as SVG: service hours and the lines of the time axis';

CREATE FUNCTION userlogs.page_bars(figures pg_catalog.jsonb, user_id pg_catalog.text, start_second pg_catalog.numeric, end_second pg_catalog.numeric,
  words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  seconds numeric := end_second - start_second;
BEGIN
  RETURN concat(
    (SELECT string_agg(format('<rect %s x="%s%%" width="%s%%" y="15%%" height="62%%"><title>%s</title></rect>',
        CASE i ->> 0 WHEN 'available' THEN userlogs.page_fill(i ->> 6, 'a') WHEN 'engaged' THEN userlogs.page_fill(i ->> 6, 'e') WHEN 'unavailable' THEN userlogs.page_fill(i ->> 6, 'u') ELSE 'class="x"' END,
        round(100 * (b.starts - start_second) / seconds, 3), round(100 * (b.ends - b.starts) / seconds, 3),
        userlogs.page_escape(format('%s, %s – %s', userlogs.page_cut(i ->> 1, 100), CASE WHEN i ->> 2 IS NULL THEN '…' ELSE userlogs.page_time((i ->> 2)::timestamp, figures -> 'frame', words) END,
          CASE WHEN i ->> 3 IS NULL THEN words ->> 'open' ELSE userlogs.page_time((i ->> 3)::timestamp, figures -> 'frame', words) END))),
        '' ORDER BY b.starts, i ->> 0)
     FROM userlogs.page_rows(figures -> 'intervals' -> user_id) i,
       LATERAL (SELECT greatest((i ->> 4)::numeric, start_second), least((i ->> 5)::numeric, end_second)) b(starts, ends)
     WHERE i ->> 0 <> 'offline' AND b.starts < b.ends),
    (SELECT string_agg(format('<rect class="s" x="%s%%" width="%s%%" y="84%%" height="12%%"/>', round(100 * (b.starts - start_second) / seconds, 3), round(100 * (b.ends - b.starts) / seconds, 3)),
        '' ORDER BY b.starts, b.ends)
     FROM userlogs.page_rows(figures -> 'shifts' -> user_id) i,
       LATERAL (SELECT greatest((i ->> 0)::numeric, start_second), least((i ->> 1)::numeric, end_second)) b(starts, ends)
     WHERE b.starts < b.ends));
END $$;
COMMENT ON FUNCTION userlogs.page_bars(pg_catalog.jsonb, pg_catalog.text, pg_catalog.numeric, pg_catalog.numeric, pg_catalog.jsonb) IS
  'internal: return the statuses and shifts of a person as SVG, in percent of the size of the picture';

-- In a picture of 1000 by 100, to be stretched.
CREATE FUNCTION userlogs.page_steps(steps pg_catalog.jsonb, start_second pg_catalog.numeric, end_second pg_catalog.numeric, top pg_catalog.numeric)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  available text;
  engaged text;
  missing text;
  required text;
BEGIN
  WITH step AS MATERIALIZED (
    SELECT round(1000 * (b.starts - start_second) / (end_second - start_second), 1) AS x1, round(1000 * (b.ends - start_second) / (end_second - start_second), 1) AS x2,
      round(100 - 100 * (s ->> 2)::numeric / top, 1) AS available_y, round(100 - 100 * (s ->> 3)::numeric / top, 1) AS required_y, b.starts,
      -- on top of the number available
      round(100 - 100 * ((s ->> 2)::numeric + coalesce((s ->> 4)::numeric, 0)) / top, 1) AS engaged_y,
      (s ->> 2)::numeric + coalesce((s ->> 4)::numeric, 0) < (s ->> 3)::numeric AS is_missing
    FROM userlogs.page_rows(steps) s,
      LATERAL (SELECT greatest((s ->> 0)::numeric, start_second), least((s ->> 1)::numeric, end_second)) b(starts, ends)
    WHERE b.starts < b.ends)
  SELECT string_agg(format('M%1$s,100V%2$sH%3$sV100Z', s.x1, s.available_y, s.x2), '' ORDER BY s.starts) FILTER (WHERE s.available_y < 100),
    string_agg(format('M%1$s,%2$sV%3$sH%4$sV%2$sZ', s.x1, s.available_y, s.engaged_y, s.x2), '' ORDER BY s.starts) FILTER (WHERE s.engaged_y < s.available_y),
    string_agg(format('M%1$s,%2$sV%3$sH%4$sV%2$sZ', s.x1, s.engaged_y, s.required_y, s.x2), '' ORDER BY s.starts) FILTER (WHERE s.is_missing),
    -- one line, with a break where nothing is known to be required
    string_agg(format('%s%s,%sH%s', CASE WHEN s.follows THEN 'L' ELSE 'M' END, s.x1, s.required_y, s.x2), '' ORDER BY s.starts) FILTER (WHERE s.required_y IS NOT NULL)
  INTO available, engaged, missing, required
  FROM (SELECT s.*, lag(s.required_y) OVER (ORDER BY s.starts) IS NOT NULL AS follows FROM step s) s;
  RETURN concat('<path class="a" fill-opacity=".6" d="' || available || '"/>', '<path class="e" fill-opacity=".6" d="' || engaged || '"/>', '<path class="m" d="' || missing || '"/>', '<path class="r" d="' || required || '"/>');
END $$;
COMMENT ON FUNCTION userlogs.page_steps(pg_catalog.jsonb, pg_catalog.numeric, pg_catalog.numeric, pg_catalog.numeric) IS
  'internal: return the number available, that engaged on top of it, that required and what is missing, by step, as SVG of 1000 by 100; top is the number at the upper edge';

CREATE FUNCTION userlogs.page_top(value pg_catalog.numeric)
RETURNS pg_catalog.numeric
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  unit numeric := 1;
BEGIN
  WHILE value > 10 * unit LOOP
    unit := 10 * unit;
  END LOOP;
  RETURN unit * CASE WHEN value <= 2 * unit THEN 2 WHEN value <= 4 * unit THEN 4 WHEN value <= 6 * unit THEN 6 WHEN value <= 8 * unit THEN 8 ELSE 10 END;
END $$;
COMMENT ON FUNCTION userlogs.page_top(pg_catalog.numeric) IS
  'internal: return the number at the upper end of an axis: an even digit and zeros, not below the value';

CREATE FUNCTION userlogs.page_headcount(team pg_catalog.jsonb, start_second pg_catalog.numeric, end_second pg_catalog.numeric, grid pg_catalog.text, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  top numeric := userlogs.page_top((
    SELECT greatest(max((s ->> 2)::numeric + coalesce((s ->> 4)::numeric, 0)), max((s ->> 3)::numeric), 1) FROM userlogs.page_rows(team -> 'steps') s));
BEGIN
  RETURN concat(grid, '<line class="grid" x2="100%" y1="50%" y2="50%"/><svg viewBox="0 0 1000 100" preserveAspectRatio="none" width="100%" height="100%">',
    userlogs.page_steps(team -> 'steps', start_second, end_second, top),
    format('</svg><text class="ink" x="3" y="11">%s</text><text class="ink" x="3" y="50%%" dy="4">%s</text>',
      userlogs.page_number(top, 0, words), userlogs.page_number(top / 2, 0, words)));
END $$;
COMMENT ON FUNCTION userlogs.page_headcount(pg_catalog.jsonb, pg_catalog.numeric, pg_catalog.numeric, pg_catalog.text, pg_catalog.jsonb) IS
  'internal: return the picture of the headcount of a team against the number required as SVG, with the labels of its axis';
