"""Reads every view of the report in REPORT_SCHEMA as a table, through readers
that fail on some types of PostgreSQL, and compares numbers of rows and sums with
the server's."""

import math
import os
import sys
from importlib import resources
from urllib.parse import quote

import adbc_driver_postgresql.dbapi
import connectorx
import duckdb
import polars
import pyarrow

SCHEMA = os.environ["REPORT_SCHEMA"]
URI = "postgresql://{}:{}@{}:{}/{}".format(
    *(quote(os.environ[name], safe="") for name in ("PGUSER", "PGPASSWORD", "PGHOST", "PGPORT", "PGDATABASE")))
# people read these in psql; for tools there are twins and snapshots
WITH_INTERVAL = {"user_logs", "status_daily", "coverage_gaps", "unattended_requests"}
# these have no numeric, so that Arrow has numbers
FOR_TOOLS = r"^user_log_(pieces|hours)$|^metrics$|_by_team$|_list$|_snapshot$"
COLUMNS = f"""SELECT c.relname::text AS name, c.relname ~ '{FOR_TOOLS}' AS for_tools, a.attname::text AS attname, t.typname::text AS type
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '{SCHEMA}') AND c.relkind = 'v'
    ORDER BY c.relname, a.attnum"""
NUMBERS = ("int8", "float8")


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def readers(lake):
    def adbc(query):
        with adbc_driver_postgresql.dbapi.connect(URI) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetch_arrow_table()
    return {
        "ADBC": lambda query, name: adbc(query),
        "polars, ADBC": lambda query, name: polars.read_database_uri(query, URI, engine="adbc").to_arrow(),
        "polars, connectorx": lambda query, name: polars.read_database_uri(query, URI, engine="connectorx").to_arrow(),
        "connectorx": lambda query, name: connectorx.read_sql(URI, query, return_type="arrow"),
        "DuckDB": lambda query, name: lake.execute(f"SELECT * FROM pg.{quoted(SCHEMA)}.{quoted(name)}").arrow().read_all(),
    }


def is_number(type):
    return pyarrow.types.is_integer(type) or pyarrow.types.is_floating(type)


def total(column):
    return math.fsum(float(value) for value in column.to_pylist() if value is not None)


def check(reader, table, name, columns, expected):
    """Yields what is not as the server has it."""
    if table.num_rows != expected[0]:
        yield f"{table.num_rows} rows instead of {expected[0]}"
    if table.column_names != [column for column, _ in columns]:
        yield "other columns"
    for (column, type), wanted in zip(columns, expected[1:]):
        if type in NUMBERS:
            if not is_number(table.schema.field(column).type):
                yield f"{column} is {table.schema.field(column).type}"
            elif not math.isclose(total(table.column(column)), float(wanted or 0), rel_tol=1e-9, abs_tol=1e-6):
                yield f"{column} adds up to {total(table.column(column))} instead of {wanted}"


def main():
    lake = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    extension = next(file for folder in (resources.files("duckdb_extension_postgres_scanner") / "extensions").iterdir()
                     for file in folder.iterdir() if file.name.endswith(".duckdb_extension"))
    lake.execute(f"LOAD '{extension}'")
    lake.execute(f"ATTACH '{URI}' AS pg (TYPE postgres, READ_ONLY)")
    relations = {}
    with adbc_driver_postgresql.dbapi.connect(URI) as server, server.cursor() as cursor:
        cursor.execute(COLUMNS)
        for name, for_tools, column, type in cursor.fetchall():
            relations.setdefault(name, (for_tools, []))[1].append((column, type))
        for name, (for_tools, columns) in relations.items():
            sums = ", ".join(f"sum({quoted(column)})::text" if type in NUMBERS else "NULL::text" for column, type in columns)
            cursor.execute(f"SELECT count(*), {sums} FROM {quoted(SCHEMA)}.{quoted(name)}")
            relations[name] = (for_tools, columns, cursor.fetchone())

    problems = 0

    def complain(*words):
        nonlocal problems
        problems += 1
        print(*words, sep=": ")

    with_interval = {name for name, (_, columns, _) in relations.items() if any(type == "interval" for _, type in columns)}
    if with_interval != WITH_INTERVAL:
        complain("with an interval", sorted(with_interval))
    read = 0
    for name, (for_tools, columns, expected) in relations.items():
        if name in with_interval:
            continue
        if for_tools:
            for column, type in columns:
                if type == "numeric":
                    complain(name, column, "numeric")
        query = f"SELECT * FROM {quoted(SCHEMA)}.{quoted(name)}"
        for reader, run in readers(lake).items():
            try:
                for problem in check(reader, run(query, name), name, columns, expected):
                    complain(reader, name, problem)
                read += 1
            except BaseException as error:  # a panic of Rust is no Exception
                if isinstance(error, KeyboardInterrupt):
                    raise
                complain(reader, name, f"{type(error).__name__} {str(error)[:200]}")
    print(f"readers: {len(relations) - len(with_interval)} relations read {read} times, {problems} problems")
    sys.exit(problems > 0)


main()
