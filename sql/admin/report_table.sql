-- report_table: input tables that an earlier call of create_report made.

-- A table that an earlier call made, perhaps of another version, gets the
-- columns and checks that it lacks: those of a later version, and those dropped
-- by DROP EXTENSION ... CASCADE.  Tables of the user's own are not changed.  A
-- table is taken as made by an earlier call if it has a key of the definition,
-- or one of some columns of it, no column of another type and, unless the
-- report's list contains it, no additional column and no other NOT NULL.  A key
-- of some columns is from another version: the new one takes its place, so that
-- rows can differ in more columns.  What Citus has taken over is the user's own.
CREATE FUNCTION userlogs.compare_report_table(schema_name pg_catalog.text, table_name pg_catalog.text, definition pg_catalog.text,
  is_listed pg_catalog.bool, OUT is_made pg_catalog.bool, OUT alterations pg_catalog.text[], OUT checks pg_catalog.text[])
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  actual regclass := userlogs.report_relation(schema_name, table_name);
  fresh_name text := 'fresh ' || table_name;
  fresh regclass;
  former_keys text;
BEGIN
  alterations := '{}';
  checks := '{}';
  is_made := (SELECT c.relkind = 'r' AND c.relowner = quote_ident(current_user)::regrole FROM pg_class c WHERE c.oid = actual)
    AND userlogs.citus_table(actual) IS NULL;
  IF NOT is_made THEN
    RETURN;
  END IF;
  PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
  EXECUTE regexp_replace(substring(definition FROM E'CREATE TABLE .*?\n\\);'), '^CREATE TABLE \w+', format('CREATE TABLE %I', fresh_name));
  PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
  fresh := userlogs.report_relation(schema_name, fresh_name);

  SELECT string_agg(format('DROP CONSTRAINT %I, ', k.conname), '' ORDER BY k.conname) INTO former_keys
  FROM pg_constraint k JOIN pg_constraint f ON f.contype IN ('p', 'u')
  WHERE k.conrelid = actual AND f.conrelid = fresh AND k.contype IN ('p', 'u')
    AND ARRAY(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = actual AND a.attnum = ANY (k.conkey))
      <@ ARRAY(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = fresh AND a.attnum = ANY (f.conkey))
    AND cardinality(k.conkey) < cardinality(f.conkey);
  IF EXISTS (
    SELECT FROM pg_constraint k JOIN pg_constraint f ON f.contype = k.contype AND pg_get_constraintdef(f.oid) = pg_get_constraintdef(k.oid)
    WHERE k.conrelid = actual AND f.conrelid = fresh AND k.contype IN ('p', 'u')) THEN
    former_keys := '';
  END IF;
  is_made := former_keys IS NOT NULL
    AND NOT EXISTS (
      SELECT FROM pg_attribute a LEFT JOIN pg_attribute f ON f.attrelid = fresh AND f.attname = a.attname AND NOT f.attisdropped
      WHERE a.attrelid = actual AND a.attnum > 0 AND NOT a.attisdropped
        AND ((a.atttypid, a.atttypmod) <> (f.atttypid, f.atttypmod) AND a.attname <> 'user_id'
          OR NOT is_listed AND (f.attname IS NULL OR f.attnotnull <> a.attnotnull)));
  IF is_made THEN
    SELECT coalesce(array_agg(format('ADD COLUMN %I %s%s', f.attname, format_type(f.atttypid, f.atttypmod),
        ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) || CASE WHEN f.attnotnull THEN ' NOT NULL' ELSE '' END) ORDER BY f.attnum), '{}')
    INTO alterations
    FROM pg_attribute f LEFT JOIN pg_attrdef d ON d.adrelid = f.attrelid AND d.adnum = f.attnum
    WHERE f.attrelid = fresh AND f.attnum > 0 AND f.attidentity = '' AND f.attgenerated = ''
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = actual AND a.attname = f.attname AND NOT a.attisdropped);
    IF former_keys <> '' THEN
      SELECT alterations || (former_keys || string_agg('ADD ' || pg_get_constraintdef(f.oid), ', ' ORDER BY f.conname)) INTO alterations
      FROM pg_constraint f WHERE f.conrelid = fresh AND f.contype IN ('p', 'u');
    END IF;
    -- a check of the same name with another definition is from another version
    SELECT alterations || coalesce(array_agg(
        coalesce((SELECT format('DROP CONSTRAINT %I, ', o.conname) FROM pg_constraint o WHERE o.conrelid = actual AND o.conname = n.name), '') ||
        format('ADD CONSTRAINT %I %s NOT VALID', n.name, n.definition) ORDER BY n.name), '{}'),
      coalesce(array_agg(n.name ORDER BY n.name), '{}')
    INTO alterations, checks
    FROM (
      SELECT regexp_replace(f.conname, '^fresh ', '') AS name, pg_get_constraintdef(f.oid) AS definition
      FROM pg_constraint f WHERE f.conrelid = fresh AND f.contype = 'c') n
    WHERE NOT EXISTS (SELECT FROM pg_constraint a WHERE a.conrelid = actual AND a.contype = 'c'
      AND regexp_replace(pg_get_constraintdef(a.oid), ' NOT VALID$', '') = n.definition);
  END IF;
  EXECUTE format('DROP TABLE %s', fresh);
END $$;
COMMENT ON FUNCTION userlogs.compare_report_table(pg_catalog.text, pg_catalog.text, pg_catalog.text, pg_catalog.bool) IS
  'internal: return whether an earlier call created a table, the actions of ALTER TABLE that add the columns, key and checks it lacks, and the checks to validate afterwards';

-- Inputs that an earlier call made.  A list without inputs was found in the
-- catalogue, and is no reason to leave a table unchanged.
CREATE FUNCTION userlogs.report_table_changes(schema_name pg_catalog.text, inputs pg_catalog.text[])
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  listed text[] := ARRAY(SELECT o.name FROM userlogs.report_objects(schema_name) o WHERE o.kind = 'input');
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(jsonb_build_object('name', d.name, 'alterations', c.alterations, 'checks', c.checks) ORDER BY d.step), '[]')
    FROM userlogs.report_definition d
    CROSS JOIN LATERAL userlogs.compare_report_table(schema_name, d.name, d.definition, listed <> '{}') c
    WHERE d.kind = 'input' AND d.name = ANY (inputs) AND (listed = '{}' OR d.name = ANY (listed)) AND c.is_made);
END $$;
COMMENT ON FUNCTION userlogs.report_table_changes(pg_catalog.text, pg_catalog.text[]) IS
  'internal: return the input tables that an earlier call created, with their changes for change_report_table, as an array of objects {name, alterations, checks}';

CREATE FUNCTION userlogs.change_report_table(schema_name pg_catalog.text, table_name pg_catalog.text, alterations pg_catalog.text[], checks pg_catalog.text[])
RETURNS pg_catalog.void
LANGUAGE plpgsql STRICT
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  changed regclass := userlogs.report_relation(schema_name, table_name);
  alteration text;
  check_name text;
  comment record;
BEGIN
  FOREACH alteration IN ARRAY alterations LOOP
    EXECUTE format('ALTER TABLE %s %s', changed, alteration);
  END LOOP;
  FOREACH check_name IN ARRAY checks LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', changed, check_name);
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING 'rows of table % violate its check "%"', changed, check_name USING DETAIL = SQLERRM,
        HINT = format('New rows have to satisfy it. Correct the others, then: ALTER TABLE %s VALIDATE CONSTRAINT %I', changed, check_name);
    END;
  END LOOP;
  -- missing comments, as after a dump without comments
  FOR comment IN SELECT c.entry[1] AS statement, c.entry[2] AS attname
    FROM userlogs.report_definition d, regexp_matches(d.definition, '(COMMENT ON (?:TABLE|COLUMN) \w+(?:\.(\w+))? IS\s+''(?:[^'']|'''')*'');', 'g') c(entry)
    WHERE d.name = table_name
  LOOP
    IF coalesce(CASE WHEN comment.attname IS NULL THEN obj_description(changed, 'pg_class') END,
      (SELECT col_description(changed, a.attnum) FROM pg_attribute a WHERE a.attrelid = changed AND a.attname = comment.attname)) IS NULL THEN
      PERFORM set_config('search_path', format('%I, pg_temp', schema_name), true);
      EXECUTE comment.statement;
      PERFORM set_config('search_path', 'pg_catalog, pg_temp', true);
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION userlogs.change_report_table(pg_catalog.text, pg_catalog.text, pg_catalog.text[], pg_catalog.text[]) IS
  'internal: bring a table that an earlier call created up to date, with a warning for each check that existing rows violate';
