-- metrics_text: the figures of now, as text for Prometheus.
--
-- The text exposition format: for each metric a line HELP, a line TYPE and a
-- line for each row of metrics, in order of the bytes of name and labels.  In
-- the value of a label, backslash, quote and newline are escaped.  Without a
-- newline at the end, which psql adds.

CREATE OR REPLACE FUNCTION metrics_text()
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH sample AS MATERIALIZED (
    SELECT m.name, m.type, m.help, m.value, concat_ws(',',
      'team="' || replace(replace(replace(m.team, E'\\', E'\\\\'), '"', E'\\"'), E'\n', E'\\n') || '"',
      'class="' || replace(replace(replace(m.class, E'\\', E'\\\\'), '"', E'\\"'), E'\n', E'\\n') || '"') AS labels
    FROM metrics m)
  SELECT string_agg(l.line, E'\n' ORDER BY l.name COLLATE "C", l.place, l.labels COLLATE "C")
  FROM (
    SELECT DISTINCT m.name, h.place, '' AS labels, h.line
    FROM sample m
    CROSS JOIN LATERAL (VALUES
      (1, '# HELP ' || m.name || ' ' || replace(replace(m.help, E'\\', E'\\\\'), E'\n', E'\\n')),
      (2, '# TYPE ' || m.name || ' ' || m.type)) h(place, line)
    UNION ALL
    SELECT m.name, 3, m.labels, m.name || coalesce('{' || nullif(m.labels, '') || '}', '') || ' ' || m.value
    FROM sample m) l;
END;
COMMENT ON FUNCTION metrics_text() IS
  'Return the rows of metrics in the text format of Prometheus, without a newline at the end';
