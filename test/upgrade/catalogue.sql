-- catalogue(): all that the server's catalogue knows of the extension userlogs
-- and of what else is in its schema, and the rows of its table, a property a row,
-- without an oid in it. What
-- CREATE EXTENSION has made and what an update has made of an older version can
-- be compared by it.
--
-- The columns are those of the catalogue, whatever the version of the server;
-- oids are replaced by the names of what they refer to.
\set ON_ERROR_STOP on

-- A query for all columns of the rows of a catalogue, as a json object each.
CREATE FUNCTION columns_of(catalogue regclass) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT 'jsonb_build_object(' || string_agg(format('%L, ', attname) || CASE
    WHEN attname IN ('proargdefaults') THEN 'pg_get_function_arguments(c.oid)'
    WHEN attname = 'prosqlbody' THEN 'pg_get_function_sqlbody(c.oid)'
    WHEN attname = 'conbin' THEN 'pg_get_constraintdef(c.oid)'
    WHEN attname = 'attacl' THEN 'c.attacl::text'
    WHEN atttypid = 'aclitem[]'::regtype THEN format(
      '(SELECT array_agg(a::text ORDER BY a::text) FROM unnest(coalesce(c.%I, acldefault(%L, c.%I))) a)',
      attname, CASE catalogue WHEN 'pg_type'::regclass THEN 'T' WHEN 'pg_namespace'::regclass THEN 'n' WHEN 'pg_class'::regclass THEN 'r' ELSE 'f' END,
      (SELECT o.attname FROM pg_attribute o WHERE o.attrelid = catalogue AND o.attname ~ 'owner$'))
    -- some servers number the versions of a column there
    WHEN attname = 'attoptions' THEN '(SELECT array_agg(o ORDER BY o) FROM unnest(c.attoptions) o WHERE o NOT LIKE ''pg\_attver=%'')'
    WHEN k.is_array THEN format(
      '(SELECT array_agg((pg_identify_object(%L::regclass, i, 0)).identity ORDER BY n) FROM unnest(c.%I::oid[]) WITH ORDINALITY u(i, n))',
      k.pktable, attname)
    WHEN k.pktable IN ('pg_authid'::regclass) THEN format('c.%I::regrole', attname)
    WHEN k.pktable IS NOT NULL THEN format('(pg_identify_object(%L::regclass, nullif(c.%I::oid, 0), 0)).identity', k.pktable, attname)
    ELSE format('c.%I::text', attname) END, ', ') || ')'
  FROM pg_attribute LEFT JOIN pg_get_catalog_foreign_keys() k ON k.fktable = attrelid AND k.fkcols = ARRAY[attname::text]
  WHERE attrelid = catalogue AND attnum > 0 AND NOT attisdropped AND attname <> 'oid'
    -- what is of the moment
    AND attname NOT IN ('relfilenode', 'reltoastrelid', 'relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid')
$$;

CREATE FUNCTION catalogue() RETURNS TABLE (object text, property text, value text) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  known regclass[] := '{pg_namespace, pg_proc, pg_type, pg_operator, pg_opclass, pg_opfamily, pg_cast, pg_extension, pg_class}';
  class oid;
  other text;
  part record;
BEGIN
  CREATE TEMP TABLE subject ON COMMIT DROP AS
  SELECT classid, objid FROM pg_depend
  WHERE refclassid = 'pg_extension'::regclass AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'userlogs') AND deptype = 'e'
  UNION SELECT tableoid, oid FROM pg_extension WHERE extname = 'userlogs'
  UNION SELECT classid, objid FROM pg_depend
  WHERE refclassid = 'pg_namespace'::regclass AND refobjid = 'userlogs'::regnamespace AND deptype = 'n'
  UNION SELECT tableoid, oid FROM pg_type WHERE typnamespace = 'userlogs'::regnamespace;
  SELECT pg_describe_object(classid, objid, 0) INTO other FROM subject WHERE classid <> ALL (known) LIMIT 1;
  IF FOUND THEN
    RAISE 'catalogue() does not know objects such as %', other;
  END IF;

  FOREACH class IN ARRAY known LOOP
    RETURN QUERY EXECUTE format(
      'SELECT pg_describe_object(classid, objid, 0), p.key, p.value
       FROM subject JOIN %s c ON c.oid = objid, jsonb_each_text(%s) p WHERE classid = %s', class::regclass, columns_of(class), class);
  END LOOP;
  -- what belongs to an object and is no object to itself
  FOR part IN SELECT * FROM (VALUES ('pg_aggregate'::regclass, 'aggfnoid', 'pg_proc'::regclass),
    ('pg_amop', 'amopfamily', 'pg_opfamily'), ('pg_amproc', 'amprocfamily', 'pg_opfamily'), ('pg_attribute', 'attrelid', 'pg_class'),
    ('pg_attrdef', 'adrelid', 'pg_class'), ('pg_constraint', 'conrelid', 'pg_class'), ('pg_index', 'indrelid', 'pg_class')) p(catalogue, key, class)
  LOOP
    RETURN QUERY EXECUTE format(
      'SELECT pg_describe_object(classid, objid, 0), %L, %s::text FROM subject JOIN %s c ON c.%I = objid WHERE classid = %s',
      part.catalogue, columns_of(part.catalogue), part.catalogue, part.key, part.class::oid);
  END LOOP;
  RETURN QUERY
  SELECT pg_describe_object(classid, objid, 0), 'comment', obj_description(objid, classid::regclass::name) FROM subject
  UNION ALL SELECT 'schema', 'comment', obj_description('userlogs'::regnamespace, 'pg_namespace')
  UNION ALL SELECT pg_describe_object(classid, objid, 0), 'depends', deptype::text || ' ' || pg_describe_object(refclassid, refobjid, refobjsubid)
  FROM subject JOIN pg_depend USING (classid, objid)
  UNION ALL SELECT pg_describe_object(classid, objid, 0), 'initial privileges',
    (SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM unnest(coalesce(initprivs,
      acldefault(CASE classid WHEN 'pg_proc'::regclass THEN 'f' ELSE 'T' END::"char", 'postgres'::regrole))) a)
  FROM subject LEFT JOIN pg_init_privs ON objoid = objid AND classoid = classid WHERE classid IN ('pg_proc'::regclass, 'pg_type'::regclass)
  UNION ALL SELECT 'privileges on report_definition', privilege_type, grantee::regrole::text
  FROM pg_class, aclexplode(relacl) WHERE oid = 'userlogs.report_definition'::regclass
  UNION ALL SELECT 'column ' || attname, 'comment', col_description(attrelid, attnum)
  FROM pg_attribute WHERE attrelid = 'userlogs.report_definition'::regclass AND attnum > 0
  UNION ALL SELECT 'definition of ' || d.name, p.key, p.value FROM userlogs.report_definition d, jsonb_each_text(to_jsonb(d)) p;
  DROP TABLE subject;
END $$;
