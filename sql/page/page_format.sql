-- page_format: how are numbers, times and texts written on a page?

CREATE FUNCTION userlogs.page_escape(value pg_catalog.text)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- XML has none of these characters, not even as references
  RETURN translate(replace(replace(replace(replace(replace(coalesce(value, ''), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;'),
    E'\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f\uFFFE\uFFFF',
    repeat(' ', 34));
END $$;
COMMENT ON FUNCTION userlogs.page_escape(pg_catalog.text) IS
  'internal: return a text for HTML and XML, in contents and attributes: the characters & < > " and '' as references, control characters as blanks; NULL as an empty one';

-- A name of 500 characters in a sentence or a cell.  It must not write a line of
-- its own, turn the direction of what follows, or speak to a terminal.
CREATE FUNCTION userlogs.page_cut(value pg_catalog.text, length pg_catalog.int4)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  line text := translate(value, E'\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f\u0085\u009b\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069',
    repeat(' ', 45));
BEGIN
  RETURN CASE WHEN char_length(line) > length THEN left(line, length - 1) || '…' ELSE line END;
END $$;
COMMENT ON FUNCTION userlogs.page_cut(pg_catalog.text, pg_catalog.int4) IS
  'internal: return a text as part of a line: control characters, and those that turn the direction, as blanks, and cut to a number of characters, of which the last is then …';

CREATE FUNCTION userlogs.page_number(value pg_catalog.numeric, digits pg_catalog.int4, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  rounded text := round(value, digits)::text;
BEGIN
  RETURN coalesce(regexp_replace(split_part(rounded, '.', 1), '(\d)(?=(\d{3})+$)', '\1' || (words ->> 'group'), 'g')
    || CASE WHEN digits > 0 THEN (words ->> 'point') || split_part(rounded, '.', 2) ELSE '' END, words ->> 'none');
END $$;
COMMENT ON FUNCTION userlogs.page_number(pg_catalog.numeric, pg_catalog.int4, pg_catalog.jsonb) IS
  'internal: return a number, rounded to digits after the point, as the language writes it; a dash for NULL';

CREATE FUNCTION userlogs.page_share(ratio pg_catalog.float8, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- never 0 % or 100 % of what is a little more or less
  RETURN CASE WHEN ratio IS NULL THEN words ->> 'none'
    ELSE format(words ->> 'percent', CASE WHEN ratio > 0 AND ratio < 0.005 THEN '<1' WHEN ratio < 1 AND ratio >= 0.995 THEN '>99'
      ELSE userlogs.page_number((100 * ratio)::numeric, 0, words) END) END;
END $$;
COMMENT ON FUNCTION userlogs.page_share(pg_catalog.float8, pg_catalog.jsonb) IS
  'internal: return a ratio as a whole percentage, <1 and >99 for what would be rounded to 0 or 100; a dash for NULL';

CREATE FUNCTION userlogs.page_duration(seconds pg_catalog.numeric, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  minutes bigint := round(seconds / 60);
BEGIN
  RETURN CASE WHEN seconds IS NULL THEN words ->> 'none'
    WHEN seconds < 0 THEN '-' || userlogs.page_duration(- seconds, words)
    WHEN round(seconds) < 60 THEN round(seconds) || ' s'
    WHEN round(seconds) < 600 THEN div(round(seconds), 60) || ' min' || CASE WHEN round(seconds) % 60 > 0 THEN ' ' || lpad((round(seconds) % 60)::text, 2, '0') || ' s' ELSE '' END
    WHEN minutes < 60 THEN minutes || ' min'
    WHEN minutes < 6000 THEN minutes / 60 || ' h ' || lpad((minutes % 60)::text, 2, '0') || ' min'
    ELSE userlogs.page_number(seconds / 3600, 0, words) || ' h' END;
END $$;
COMMENT ON FUNCTION userlogs.page_duration(pg_catalog.numeric, pg_catalog.jsonb) IS
  'internal: return a number of seconds in minutes and seconds below ten minutes, in minutes below an hour, in hours and minutes below 100 hours, else in hours; a dash for NULL';

CREATE FUNCTION userlogs.page_date(local_date pg_catalog.date, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN format('%s %s %s %s', split_part(words ->> 'weekdays', ' ', extract(isodow FROM local_date)::integer), extract(day FROM local_date),
    split_part(words ->> 'months', ' ', extract(month FROM local_date)::integer), extract(year FROM local_date));
END $$;
COMMENT ON FUNCTION userlogs.page_date(pg_catalog.date, pg_catalog.jsonb) IS
  'internal: return a date with its weekday, such as Mon 30 Mar 2026, in the language of the words';

-- The date only where it is not that of the page.
CREATE FUNCTION userlogs.page_time(local_at pg_catalog.timestamp, frame pg_catalog.jsonb, words pg_catalog.jsonb)
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN CASE WHEN local_at IS NULL THEN words ->> 'none' WHEN NOT isfinite(local_at) THEN local_at::text
    ELSE CASE WHEN frame ->> 'day_count' = '1' AND local_at BETWEEN (frame ->> 'local_from')::timestamp AND (frame ->> 'local_to')::timestamp THEN ''
      ELSE format('%s %s %s ', split_part(words ->> 'weekdays', ' ', extract(isodow FROM local_at)::integer), extract(day FROM local_at),
        split_part(words ->> 'months', ' ', extract(month FROM local_at)::integer)) END || to_char(local_at, 'HH24:MI') END;
END $$;
COMMENT ON FUNCTION userlogs.page_time(pg_catalog.timestamp, pg_catalog.jsonb, pg_catalog.jsonb) IS
  'internal: return a time of the local clock in hours and minutes, with its date unless it lies in the window of a page of one day; a dash for NULL';

CREATE FUNCTION userlogs.page_say(words pg_catalog.jsonb, key pg_catalog.text, number pg_catalog.numeric, VARIADIC arguments pg_catalog.text[])
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN format(coalesce(words ->> (key || '.' || trim_scale(number)), words ->> key), VARIADIC arguments);
END $$;
COMMENT ON FUNCTION userlogs.page_say(pg_catalog.jsonb, pg_catalog.text, pg_catalog.numeric, pg_catalog.text[]) IS
  'internal: return the sentence of the words for a key, in its form for the number if it has one, filled with the arguments';

CREATE FUNCTION userlogs.page_rows(rows pg_catalog.jsonb)
RETURNS SETOF pg_catalog.jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF jsonb_typeof(rows) = 'array' THEN
    RETURN QUERY SELECT r.value FROM jsonb_array_elements(rows) WITH ORDINALITY r(value, position) ORDER BY r.position;
  END IF;
END $$;
COMMENT ON FUNCTION userlogs.page_rows(pg_catalog.jsonb) IS
  'internal: return the elements of an array in order; none if it is none';
