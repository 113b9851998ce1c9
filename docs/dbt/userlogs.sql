-- Writes models/userlogs.yml from the comments of a report in the schema :schema:
--
--   psql -X -v schema=support -f userlogs.sql -o models/userlogs.yml
--
-- As shipped it is that of a new report.  Run it on yours where your ids are of
-- another type, or after an update.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset footer off
\pset pager off
WITH relation AS (
  SELECT d.step, d.kind, d.name, d.key, to_regclass(format('%I.%I', :'schema', d.name)) AS oid
  FROM userlogs.report_definition d
  WHERE d.kind = 'view' OR d.name = 'status_event'),
-- the columns: a JSON string is one of YAML
part AS (
  SELECT r.step, r.kind, r.name, r.key, to_json(obj_description(r.oid, 'pg_class')) AS description, c.lines
  FROM relation r
  CROSS JOIN LATERAL (
    SELECT string_agg(format(E'          - name: %s\n            description: %s\n            data_type: %s', a.attname,
      to_json(col_description(r.oid, a.attnum)), format_type(a.atttypid, a.atttypmod))
      -- part of the key that has to be there
      || CASE WHEN a.attname = ANY (r.key::name[]) AND col_description(r.oid, a.attnum) !~ 'NULL'
        THEN E'\n            data_tests: [not_null' || CASE WHEN cardinality(r.key) = 1 THEN ', unique' ELSE '' END || ']' ELSE '' END,
      E'\n' ORDER BY a.attnum)
    FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped) c(lines)),
entry AS (
  SELECT p.step, p.kind, p.name, format(E'      - name: %s\n        description: %s\n', p.name, p.description)
    || CASE WHEN p.name = 'status_event' THEN
      -- what a device without a clock writes is no news
      E'        config:\n          loaded_at_field: occurred_at\n          freshness:\n            warn_after: {count: 12, period: hour}\n'
      '            error_after: {count: 3, period: day}\n            filter: occurred_at <= now()\n' ELSE '' END
    || CASE WHEN cardinality(p.key) > 1 THEN
      format(E'        data_tests:\n          - userlogs_key:\n              arguments: {columns: [%s]}\n', array_to_string(p.key, ', ')) ELSE '' END
    || E'        columns:\n' || p.lines AS lines
  FROM part p)
SELECT E'# Made by userlogs.sql from the comments of a report: change those instead.\nversion: 2\n\nsources:\n  - name: userlogs\n    description: '
  || to_json(text 'A report of the PostgreSQL extension userlogs') || E'\n    schema: "{{ var(\'userlogs_schema\') }}"\n    tables:\n'
  || (SELECT string_agg(e.lines, E'\n' ORDER BY e.step) FROM entry e)
  || E'\n\nmodels:\n'
  || (SELECT string_agg(regexp_replace(
        replace(e.lines, format('      - name: %s'||E'\n', e.name), format('      - name: %s'||E'\n', m.model)), '^  ', '', 'gn'), E'\n' ORDER BY m.model)
      FROM (VALUES ('userlogs_pieces', 'user_log_pieces'), ('userlogs_availability', 'availability_daily')) m(model, view)
      JOIN entry e ON e.name = m.view);
