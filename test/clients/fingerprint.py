"""Fingerprints of the values that a client received, as fingerprints.sql has them."""

import hashlib
import struct
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

EPOCH = datetime(1970, 1, 1)


def time_total(values):
    milliseconds = microseconds = 0
    for value in values:
        if value.tzinfo:
            value = value.astimezone(timezone.utc).replace(tzinfo=None)
        since = (value - EPOCH) // timedelta(microseconds=1)
        milliseconds += since // 1000
        microseconds += since % 1000
    return milliseconds, microseconds


def date_total(values):
    return sum((value - date(1970, 1, 1)).days * 86400000 for value in values), ""


def text_total(values):
    digests = (hashlib.md5(value.encode()).hexdigest() for value in values)
    return f"{sum(map(len, values))}:{sum(int(digest[:15], 16) for digest in digests)}", ""


def numeric_total(values):
    # as integers, as sums of decimals are rounded to 28 digits
    millionths = [value * 1000000 for value in values]
    if any(value != int(value) for value in millionths):
        raise ValueError("more than six decimals")
    total = sum(map(int, millionths))
    return (f"{Decimal(total).scaleb(-6):.6f}" if values else 0), ""


def double_total(values):
    return sum(struct.unpack("q", struct.pack("d", value))[0] for value in values), ""


TOTALS = {
    "text": text_total,
    "timestamp with time zone": time_total,
    "timestamp without time zone": time_total,
    "date": date_total,
    "boolean": lambda values: (sum(values), ""),
    "bigint": lambda values: (sum(values), ""),
    "numeric(18,6)": numeric_total,
    "numeric(24,6)": numeric_total,
    "double precision": double_total,
    "interval": lambda values: ("", ""),
}


def types(file):
    """(view, column) -> type, from the file that fingerprints.sql made."""
    with open(file, encoding="utf-8") as lines:
        fields = [line.rstrip("\n").split("\t") for line in lines]
    return {(view, column): type_name for view, column, type_name, *_ in fields}


def report(view, column, type_name, values):
    present = [value for value in values if value is not None]
    total = TOTALS.get(type_name, lambda values: ("", ""))(present)
    print(view, column, type_name, len(values), len(values) - len(present), *total, sep="\t")
