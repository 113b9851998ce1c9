-- report_digest: the report in a mail.

CREATE FUNCTION userlogs.report_digest(
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
  most constant integer := 3800;  -- bytes
  digest text;
  heading text;
  line text;
  last_heading text := '';
BEGIN
  digest := concat(words ->> 'title', ': ', userlogs.page_title(frame, words), E'\n', userlogs.page_cut(coalesce(frame ->> 'team', words ->> 'everyone'), 60), E'\n\n',
    -- lines of a mail
    (SELECT string_agg('* ' || rtrim(regexp_replace(s.sentence, '(.{1,74})( +|$)', E'\\1\n  ', 'g'), E' \n'), E'\n' ORDER BY s.position) FROM unnest(userlogs.page_story(figures, words, false)) WITH ORDINALITY s(sentence, position)), E'\n');
  FOR heading, line IN
    SELECT words ->> l.heading, l.line
    FROM (
      SELECT 1 AS part, 'h_service' AS heading, s.position,
        format('%s: %s %s, %s %s', userlogs.page_cut(s.team ->> 'team', 40), lower(words ->> 'c_requests'), userlogs.page_number((s.team ->> 'offered')::numeric, 0, words),
          userlogs.page_share(((s.team ->> 'in_time')::numeric / nullif((s.team ->> 'offered')::numeric - (s.team ->> 'undecided')::numeric, 0))::double precision, words), lower(words ->> 'c_in_time'))
          || CASE WHEN s.team ->> 'target' IS NULL THEN '' ELSE format(' (%s %s)', lower(words ->> 'c_target'), userlogs.page_share((s.team ->> 'target')::double precision, words)) END AS line
      FROM userlogs.page_rows(figures -> 'service') WITH ORDINALITY s(team, position) WHERE s.position <= 8
      UNION ALL
      SELECT 2, 'h_gaps', g.position, concat(userlogs.page_cut(g.gap ->> 'team', 40), ', ', userlogs.page_time((g.gap ->> 'local_start')::timestamp, frame, words), ': ',
        userlogs.page_duration((g.gap ->> 'duration_seconds')::numeric, words), ', ' || userlogs.page_cut(userlogs.page_leaver(g.gap), 80))
      FROM userlogs.page_rows(figures -> 'gaps' -> 'rows') WITH ORDINALITY g(gap, position) WHERE g.position <= 5
      UNION ALL
      SELECT 3, 'h_reasons', r.position, format('%s: %s', userlogs.page_cut(r.reason ->> 'reason', 40), userlogs.page_duration((r.reason ->> 'seconds')::numeric, words))
      FROM userlogs.page_rows(figures -> 'reasons') WITH ORDINALITY r(reason, position) WHERE r.position <= 8
      UNION ALL
      SELECT 4, 'h_overtime', o.position, format('%s: %s', userlogs.page_cut(o.person ->> 'user_name', 40), userlogs.page_duration((o.person ->> 'overtime')::numeric, words))
      FROM (SELECT p AS person, row_number() OVER (ORDER BY (p ->> 'overtime')::numeric DESC, p ->> 'user_name', p ->> 'user_id') AS position
        FROM userlogs.page_rows(figures -> 'people' -> 'rows') p WHERE (p ->> 'overtime')::numeric > 0) o WHERE o.position <= 8
      UNION ALL
      SELECT 5, 'h_anomalies', a.position, format('%s: %s', coalesce(words ->> ('k_' || (a.kind ->> 'kind')), userlogs.page_cut(a.kind ->> 'kind', 40)), userlogs.page_number((a.kind ->> 'count')::numeric, 0, words))
      FROM userlogs.page_rows(figures -> 'anomalies') WITH ORDINALITY a(kind, position) WHERE a.position <= 8) l
    ORDER BY l.part, l.position
  LOOP
    line := concat(CASE WHEN heading <> last_heading THEN E'\n' || heading || E'\n' END, '  ', line, E'\n');
    EXIT WHEN octet_length(digest) + octet_length(line) > most;
    digest := digest || line;
    last_heading := heading;
  END LOOP;
  RETURN concat(digest, E'\n', format(words ->> 'foot', userlogs.page_date((frame ->> 'local_as_of')::date, words) || to_char((frame ->> 'local_as_of')::timestamp, ' HH24:MI:SS'),
    frame ->> 'time_zone', frame ->> 'version'), E'\n');
END $$;
COMMENT ON FUNCTION userlogs.report_digest(pg_catalog.text, pg_catalog.timestamptz, pg_catalog.timestamptz, pg_catalog.text, pg_catalog.text) IS
  'Return the report for the window [from_at, to_at), up to now, as plain text of less than 4 kB, for a mail: of a team, or, for NULL, of everybody. Without bounds the last business day that has ended. language: en, pt or es';
