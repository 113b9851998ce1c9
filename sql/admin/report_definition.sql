-- report_definition: objects that create_report makes in the schema of a
-- report.
--
-- One row per object, in the order of creation.  The build writes the rows from
-- sql/report/; an update script replaces them all.  It belongs to the extension
-- and is not dumped.

CREATE TABLE userlogs.report_definition (
  step pg_catalog.int4 PRIMARY KEY,
  part pg_catalog.text NOT NULL,
  kind pg_catalog.text NOT NULL,
  name pg_catalog.text NOT NULL UNIQUE,
  key pg_catalog.text[],
  definition pg_catalog.text NOT NULL,
  layered_definition pg_catalog.text,
  CONSTRAINT "kind is input, table, view, function, procedure or trigger"
    CHECK (kind OPERATOR(pg_catalog.=) ANY (ARRAY['input', 'table', 'view', 'function', 'procedure', 'trigger']::pg_catalog.text[]))
);
COMMENT ON TABLE userlogs.report_definition IS
  'Objects that create_report makes in the schema of a report, in order of creation';
COMMENT ON COLUMN userlogs.report_definition.step IS 'Position in the order of creation';
COMMENT ON COLUMN userlogs.report_definition.part IS 'Folder of the piece in sql/report: input, base (internal), logs, capacity';
COMMENT ON COLUMN userlogs.report_definition.kind IS
  'input (a table created only if no relation has its name, and never dropped), table (of rows that can be computed again; recreated when its definition changes), view, function, procedure or trigger';
COMMENT ON COLUMN userlogs.report_definition.name IS 'Name of the object';
COMMENT ON COLUMN userlogs.report_definition.key IS 'Columns that identify a row of a view; NULL for other kinds';
COMMENT ON COLUMN userlogs.report_definition.definition IS 'Statements that create the object and comment on it, run with the schema first on the search_path';
COMMENT ON COLUMN userlogs.report_definition.layered_definition IS 'The same where the log has layers (see report_is_layered); NULL: no other than definition';

-- Default privileges of the installing role must not let others write
-- statements that run with the rights of the caller of create_report.
DO LANGUAGE plpgsql $$
DECLARE
  grantee pg_catalog.text;
BEGIN
  FOR grantee IN
    SELECT DISTINCT CASE a.grantee WHEN 0::pg_catalog.oid THEN 'PUBLIC'::pg_catalog.text ELSE a.grantee::pg_catalog.regrole::pg_catalog.text END
    FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a
    WHERE c.oid OPERATOR(pg_catalog.=) 'userlogs.report_definition'::pg_catalog.regclass AND a.grantee OPERATOR(pg_catalog.<>) c.relowner
  LOOP
    EXECUTE pg_catalog.format('REVOKE ALL ON userlogs.report_definition FROM %s', grantee);
  END LOOP;
  GRANT SELECT ON userlogs.report_definition TO PUBLIC;
END $$;
