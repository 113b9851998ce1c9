"""Reads every view of the report in REPORT_SCHEMA through psqlODBC, all options
left as they are; prints the fingerprints of what came, in the form of the file
it is given. The caller's odbcinst.ini has it as psqlODBC."""

import os
import sys
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pyodbc

import fingerprint

TEXTS = (pyodbc.SQL_LONGVARCHAR, pyodbc.SQL_WLONGVARCHAR)
SHORT_TEXTS = (pyodbc.SQL_VARCHAR, pyodbc.SQL_WVARCHAR)
TIMES = (pyodbc.SQL_TYPE_TIMESTAMP,)

# type of the server -> ODBC's types for it, class of the values
ACCEPTED = {
    "text": (TEXTS, str),
    "timestamp with time zone": (TIMES, datetime),
    "timestamp without time zone": (TIMES, datetime),
    "date": ((pyodbc.SQL_TYPE_DATE,), date),
    "boolean": (SHORT_TEXTS, str),
    "bigint": ((pyodbc.SQL_BIGINT,), int),
    "numeric(18,6)": ((pyodbc.SQL_NUMERIC,), Decimal),
    "numeric(24,6)": ((pyodbc.SQL_NUMERIC,), Decimal),
    "double precision": ((pyodbc.SQL_DOUBLE, pyodbc.SQL_FLOAT), float),
    "interval": (SHORT_TEXTS, str),
}


def quote(name):
    return '"' + name.replace('"', '""') + '"'


def report(types, zone, view, column, found, size, values):
    """The column's type by the driver's catalogue, unless found is None, and its size."""
    expected = types.get((view, column))
    accepted, accepted_class = ACCEPTED.get(expected, ((), None))
    present = [value for value in values if value is not None]
    longest = max((len(value) for value in present if isinstance(value, str)), default=0)
    if found not in (None, *accepted) or {type(value) for value in present} - {accepted_class} or longest > size:
        expected = f"ODBC type {found} of size {size}"
    elif expected == "boolean":
        values = [value and {"0": False, "1": True}[value] for value in values]
    elif expected == "timestamp with time zone":
        # the driver gives the session's wall clock
        values = [value and value.replace(tzinfo=zone) for value in values]
    fingerprint.report(view, column, expected, values)


def main(file):
    types = fingerprint.types(file)
    schema = os.environ["REPORT_SCHEMA"]
    connection = pyodbc.connect(
        f"DRIVER=psqlODBC;SERVER={os.environ['PGHOST']};PORT={os.environ['PGPORT']};"
        f"DATABASE={os.environ['PGDATABASE']};UID={os.environ['PGUSER']};PWD={os.environ['PGPASSWORD']}")
    cursor = connection.cursor()
    zone = ZoneInfo(cursor.execute("SHOW TimeZone").fetchval())

    # Asked for one schema, psqlODBC 17 finds none whose name is not ASCII.
    views = [row.table_name for row in cursor.tables(tableType="VIEW").fetchall() if row.table_schem == schema]
    for view in sorted(views):
        columns = cursor.columns(schema=schema, table=view).fetchall()
        names = ", ".join(quote(column.column_name) for column in columns)
        rows = cursor.execute(f"SELECT {names} FROM {quote(schema)}.{quote(view)}").fetchall()
        for place, column in enumerate(columns):
            report(types, zone, view, column.column_name, column.data_type, column.column_size,
                   [row[place] for row in rows])

    view = "user_logs_between"
    if any(name == view for name, _ in types):
        query = f"SELECT * FROM {quote(schema)}.{view}(?, ?)"
        window = [os.environ["FROM_AT"], os.environ["TO_AT"]]
        local = [datetime.fromisoformat(at).astimezone(zone).replace(tzinfo=None) for at in window]
        answer = cursor.execute(query, local).fetchall()
        if cursor.execute(query, window).fetchall() != answer:
            raise SystemExit("parameters given as text have another answer")
        for place, column in enumerate(cursor.description):
            report(types, zone, view, column[0], None, column[3], [row[place] for row in answer])


main(sys.argv[1])
