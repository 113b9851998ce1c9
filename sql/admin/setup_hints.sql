-- setup_hints: what does a report still lack, in the order of the first hour?
--
-- One row per thing that is missing, each with the statement to write.

-- Names and ids in a hint: some of them, and how many more there are.
CREATE FUNCTION userlogs.hint_names(names pg_catalog.text[])
RETURNS pg_catalog.text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (SELECT string_agg(CASE WHEN char_length(n.name) > 40 THEN left(n.name, 37) || '...' ELSE n.name END, ', ' ORDER BY n.position) FROM unnest(names) WITH ORDINALITY n(name, position) WHERE n.position <= 3)
    || CASE WHEN cardinality(names) > 3 THEN format(' and %s more', cardinality(names) - 3) ELSE '' END;
END $$;
COMMENT ON FUNCTION userlogs.hint_names(pg_catalog.text[]) IS
  'internal: return the first three of some names, and how many more there are';

CREATE FUNCTION userlogs.setup_hints(schema_name pg_catalog.text,
  OUT step pg_catalog.int8, OUT input pg_catalog.text, OUT hint pg_catalog.text, OUT statement pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 10
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
#variable_conflict use_variable
DECLARE
  schema text := quote_ident(schema_name);
  time_zone text;
  as_of timestamptz;
  first_at timestamptz;
  names text[];
  row_count bigint;
  has_limit boolean;
  has_start boolean;
  empty_input record;
BEGIN
  IF schema_name IS NULL THEN
    RAISE 'schema_name must not be NULL' USING ERRCODE = 'null_value_not_allowed';
  ELSIF userlogs.report_owner(schema_name) IS NULL THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object', HINT = 'userlogs.create_report makes one.';
  END IF;
  -- as for whoever reads the views: only a superuser could do harm as another
  IF (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user) THEN
    PERFORM userlogs.check_report_caller(schema_name);
  END IF;
  EXECUTE format('SELECT r.time_zone, r.as_of FROM %s.report_setting() r', schema) INTO time_zone, as_of;

  step := 1;
  input := 'status_event';
  EXECUTE format('SELECT count(*) FROM (SELECT FROM %s.usable_event() LIMIT 1) e', schema) INTO row_count;
  IF row_count = 0 THEN
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s.status_event_input() LIMIT 1) e', schema) INTO row_count;
    hint := CASE WHEN row_count = 0 THEN 'there is no event yet: insert some, or put a view of the log of your own in the place of the table'
      ELSE 'no event counts: view anomalies says why' END;
    statement := CASE WHEN row_count = 0 THEN format('INSERT INTO %s.status_event (user_id, occurred_at, status, reason) VALUES (''1'', now(), ''Available'', NULL)', schema)
      ELSE format('SELECT * FROM %s.anomalies', schema) END;
    RETURN NEXT;
  END IF;

  step := 2;
  input := 'setting';
  IF time_zone = 'UTC' THEN
    hint := 'days and hours are those of UTC, the default: set the zone in which people work';
    statement := format('UPDATE %s.setting SET time_zone = ''Europe/Berlin''', schema);
    RETURN NEXT;
  END IF;

  -- each status by itself: somebody has to say what it means
  step := 3;
  input := 'status_class';
  FOR hint, statement IN EXECUTE format($query$
    SELECT format('status %%s has no class, so its time is unknown', quote_literal(left(s.status, 200))),
      format('INSERT INTO %s.status_class (status, class) VALUES (%%L, ''...'')', s.status)
    FROM %s.status_list s WHERE s.class = 'unknown' AND s.status <> '(unknown)'
    ORDER BY s.status COLLATE "C" LIMIT 20$query$, schema, schema) LOOP
    RETURN NEXT;
  END LOOP;

  step := 4;
  input := 'status_event';
  FOR hint, statement IN SELECT 'a window reads the whole log: ' || m.purpose, m.statement FROM userlogs.missing_indexes(schema_name) m WHERE m.input = 'status_event' LOOP
    RETURN NEXT;
  END LOOP;

  step := 5;
  input := 'setting';
  EXECUTE format('SELECT count(*) > 0 FROM %s.time_limit() l WHERE l.status_key IS NULL AND l.reason_key IS NULL', schema) INTO has_limit;
  EXECUTE format('SELECT s.starts_at IS NOT NULL FROM %s.setting_input() s LIMIT 1', schema) INTO has_start;
  IF NOT coalesce(has_limit, false) THEN
    hint := 'a forgotten logout counts for ever: say how long a status holds that nobody has changed';
    statement := format('UPDATE %s.setting SET max_open_time = ''14 hours''', schema);
    RETURN NEXT;
  END IF;
  EXECUTE format('SELECT s.from_at FROM %s.report_span(NULL, NULL) s', schema) INTO first_at;
  IF NOT coalesce(has_start, false) AND first_at < as_of THEN
    hint := 'the start of the report is guessed from the first events: set it, to a time at which nobody is logged in';
    statement := format('UPDATE %s.setting SET starts_at = %L', schema, to_char(userlogs.local_time(first_at, time_zone), 'YYYY-MM-DD HH24:MI:SS ') || time_zone);
    RETURN NEXT;
  END IF;

  step := 6;
  input := 'report_user';
  EXECUTE format('SELECT array_agg(l.user_id::text ORDER BY l.user_id) FROM %s.log_user() l WHERE l.user_id NOT IN (SELECT u.user_id FROM %s.user_label() u WHERE u.user_id IS NOT NULL)', schema, schema) INTO names;
  IF names <> '{}' THEN
    hint := 'users without a name appear under their id: ' || userlogs.hint_names(names);
    statement := format('INSERT INTO %s.report_user (user_id, name) VALUES (%L, ''...'')', schema, names[1]);
    RETURN NEXT;
  END IF;
  step := 7;
  input := 'team_member';
  EXECUTE format('SELECT array_agg(l.user_id::text ORDER BY l.user_id) FROM %s.log_user() l WHERE l.user_id NOT IN (SELECT m.user_id FROM %s.team_period() m WHERE m.user_id IS NOT NULL)', schema, schema) INTO names;
  IF names <> '{}' THEN
    hint := 'users without a team are missing from what is by team: ' || userlogs.hint_names(names);
    statement := format('INSERT INTO %s.team_member (user_id, team) VALUES (%L, ''...'')', schema, names[1]);
    RETURN NEXT;
  END IF;

  step := 8;
  input := 'reason_class';
  EXECUTE format('SELECT array_agg(r.reason ORDER BY r.reason COLLATE "C") FROM %s.reason_list r WHERE r.planned IS NULL AND r.reason <> ''(none)''', schema) INTO names;
  IF names <> '{}' THEN
    hint := 'reasons that are neither planned nor unplanned: ' || userlogs.hint_names(names);
    statement := format('INSERT INTO %s.reason_class (reason, planned) VALUES (%L, true)', schema, names[1]);
    RETURN NEXT;
  END IF;
  EXECUTE format($query$
    SELECT array_agg(r.reason ORDER BY r.reason COLLATE "C")
    FROM %1$s.reason_list r
    WHERE r.planned AND r.allowance_seconds IS NULL
      AND userlogs.label_key(r.reason) IN (SELECT userlogs.label_key(e.reason) FROM (SELECT u.reason FROM %1$s.usable_event() u GROUP BY u.reason) e)$query$, schema) INTO names;
  IF names <> '{}' THEN
    hint := 'breaks without an allowance never last too long: ' || userlogs.hint_names(names);
    statement := format('UPDATE %s.reason_class SET allowance = ''45 minutes'' WHERE lower(btrim(reason)) = lower(btrim(%L))', schema, names[1]);
    RETURN NEXT;
  END IF;

  step := 9;
  FOR empty_input IN
    SELECT * FROM (VALUES
      ('service_request', 'without requests there is no service level, and nothing is known of demand',
        'INSERT INTO %s.service_request (team, user_id, arrived_at, first_response_at, closed_at) VALUES (''...'', NULL, now(), NULL, NULL)'),
      ('target', 'without a target nothing is required, and one available is enough', 'INSERT INTO %s.target (team, service_level, answer_within, minimum_headcount) VALUES (''...'', 0.8, ''2 minutes'', 1)'),
      ('service_hours', 'without service hours a team always has to be there', 'INSERT INTO %s.service_hours (team, weekday, opens, closes) SELECT ''...'', d, ''09:00'', ''18:00'' FROM generate_series(1, 5) d'),
      ('shift', 'without shifts there is no adherence and no shrinkage', 'INSERT INTO %s.shift (user_id, starts_at, ends_at) VALUES (''...'', now(), now() + interval ''8 hours'')'),
      ('rule', 'without a rule nobody is told', 'INSERT INTO %s.rule (rule_id, metric, comparison, threshold, lasting) VALUES (''nobody there'', ''available_headcount'', ''<'', 1, ''5 minutes'')')) v(name, text, example)
  LOOP
    EXECUTE format('SELECT count(*) FROM (SELECT FROM %s.%s() LIMIT 1) r', schema, empty_input.name || '_input') INTO row_count;
    IF row_count = 0 THEN
      input := empty_input.name;
      hint := empty_input.text;
      statement := format(empty_input.example, schema);
      RETURN NEXT;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.setup_hints(pg_catalog.text) IS
  'Return what the report in the schema still lacks, in order of use: the input, what its lack means, and a statement to write, with ... for what only you know. No rows if nothing is missing. Reads the whole log';

-- What \df and \d show is what there is; this is what is meant to be used.
CREATE FUNCTION userlogs.report_contents(schema_name pg_catalog.text,
  OUT part pg_catalog.text, OUT name pg_catalog.text, OUT window_function pg_catalog.text, OUT snapshot pg_catalog.text, OUT description pg_catalog.text)
RETURNS SETOF pg_catalog.record
LANGUAGE plpgsql STABLE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
BEGIN
  IF NOT EXISTS (SELECT FROM userlogs.report_objects(schema_name)) THEN
    RAISE 'schema "%" has no report', schema_name USING ERRCODE = 'undefined_object',
      HINT = 'userlogs.create_report makes one.';
  END IF;
  RETURN QUERY
    SELECT d.part, d.name,
      (SELECT format('%I.%I(from_at, to_at)', schema_name, w.name) FROM userlogs.report_definition w WHERE w.name = d.name || '_between'),
      (SELECT format('%I.%I', schema_name, c.relname) FROM pg_class c
       WHERE c.oid = userlogs.report_relation(schema_name, d.name || '_snapshot') AND c.relkind = 'v'),
      split_part(obj_description(userlogs.report_relation(schema_name, d.name), 'pg_class'), '. ', 1)
    FROM userlogs.report_definition d
    WHERE (d.kind = 'view' OR d.kind = 'input') AND userlogs.report_relation(schema_name, d.name) IS NOT NULL
    ORDER BY d.kind = 'input', d.step;
END $$;
COMMENT ON FUNCTION userlogs.report_contents(pg_catalog.text) IS
  'Return what of the report in the schema is meant to be used: views, with their functions for a window and their snapshots, and the inputs. part: logs and capacity are answers, input is read. Everything else in the schema is internal';
