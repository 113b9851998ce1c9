"""Reads every view of the report in REPORT_SCHEMA through psycopg 3; prints the
fingerprints of what came, in the form of the file it is given."""

import os
import sys
from datetime import date, datetime, timedelta
from decimal import Decimal

import psycopg
from psycopg import sql

import fingerprint

# type of the server -> psycopg's name for it, class of the values
ACCEPTED = {
    "text": ("text", str),
    "timestamp with time zone": ("timestamptz", datetime),
    "timestamp without time zone": ("timestamp", datetime),
    "date": ("date", date),
    "boolean": ("bool", bool),
    "bigint": ("int8", int),
    "numeric(18,6)": ("numeric", Decimal),
    "numeric(24,6)": ("numeric", Decimal),
    "double precision": ("float8", float),
    "interval": ("interval", timedelta),
}

COLUMNS = """SELECT table_name, column_name
    FROM information_schema.columns JOIN information_schema.views USING (table_schema, table_name)
    WHERE table_schema = %s ORDER BY table_name COLLATE "C", ordinal_position"""


def type_name(connection, number):
    info = connection.adapters.types.get(number)
    return info.name if info and info.oid == number else f"number {number}"


def fetch(connection, query, parameters=None):
    """Names, types and rows, which are the same in text and in binary form."""
    cursor = connection.execute(query, parameters, binary=False)
    rows = cursor.fetchall()
    if connection.execute(query, parameters, binary=True).fetchall() != rows:
        raise SystemExit(f"{query}: the binary form differs from the text")
    names = [column.name for column in cursor.description]
    return names, [type_name(connection, column.type_code) for column in cursor.description], rows


def report(types, view, names, type_names, rows):
    for place, (column, found) in enumerate(zip(names, type_names)):
        values = [row[place] for row in rows]
        classes = {type(value) for value in values if value is not None}
        expected = types.get((view, column))
        accepted, accepted_class = ACCEPTED.get(expected, (None, None))
        if found != accepted or classes - {accepted_class}:
            expected = f"psycopg type {found}"
        fingerprint.report(view, column, expected, values)


def main(file):
    types = fingerprint.types(file)
    schema = os.environ["REPORT_SCHEMA"]
    with psycopg.connect() as connection:
        columns = {}
        for view, column in connection.execute(COLUMNS, (schema,)):
            columns.setdefault(view, []).append(column)
        for view, names in columns.items():
            query = sql.SQL("SELECT {} FROM {}").format(
                sql.SQL(", ").join(map(sql.Identifier, names)), sql.Identifier(schema, view))
            report(types, view, *fetch(connection, query))

        view = "user_logs_between"
        if any(name == view for name, _ in types):
            query = sql.SQL("SELECT * FROM {}(%s, %s)").format(sql.Identifier(schema, view))
            window = [os.environ["FROM_AT"], os.environ["TO_AT"]]
            answer = fetch(connection, query, [datetime.fromisoformat(at) for at in window])
            if fetch(connection, query, window) != answer:
                raise SystemExit("parameters given as text have another answer")
            report(types, view, *answer)


main(sys.argv[1])
