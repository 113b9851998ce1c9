"""Runs the examples in Python of a page on the report support, and reads its
metrics_text with the parser of Prometheus' client."""

import os
import re
import sys
from importlib import resources
from urllib.parse import quote

import adbc_driver_postgresql.dbapi
import duckdb
from prometheus_client.parser import text_string_to_metric_families

URI = "postgresql://{}:{}@{}:{}/{}".format(
    *(quote(os.environ[name], safe="") for name in ("PGUSER", "PGPASSWORD", "PGHOST", "PGPORT", "PGDATABASE")))


def query(sql):
    with adbc_driver_postgresql.dbapi.connect(URI) as server, server.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def examples(page):
    with open(page, encoding="utf-8") as file:
        blocks = re.findall(r"^```python\n(.*?)^```$", file.read(), re.M | re.S)
    # what is downloaded otherwise comes from PyPI, and may not be called by name
    duckdb.set_default_connection(duckdb.connect(config={"allow_unsigned_extensions": "true"}))
    extension = next(file for folder in (resources.files("duckdb_extension_postgres_scanner") / "extensions").iterdir()
                     for file in folder.iterdir() if file.name.endswith(".duckdb_extension"))
    names = {}
    for block in blocks:
        for written, here in {'"postgresql://reader@localhost/app"': repr(URI), "INSTALL postgres; LOAD postgres": f"LOAD '{extension}'", "2026-03-02": "2026-04-04"}.items():
            block = block.replace(written, here)
        names["pieces"] = names["log"] = names["teams"] = None
        exec(block, names)
        read = [name for name in ("pieces", "log", "teams") if names[name] is not None]
        assert read and all(len(names[name]) > 0 for name in read), f"nothing was read by {block}"
    return len(blocks)


def samples():
    """All figures, with labels as they are; the names and types are those of the view."""
    text = query("SELECT support.metrics_text()")[0][0] + "\n"
    families = list(text_string_to_metric_families(text))
    read = {(s.name, s.labels.get("team"), s.labels.get("class"), f.type, f.documentation): s.value for f in families for s in f.samples}
    view = {tuple(row[:5]): row[5] for row in query("SELECT name, team, class, type, help, value FROM support.metrics")}
    assert read.keys() == view.keys(), read.keys() ^ view.keys()
    assert all(abs(read[key] - view[key]) <= 1e-9 * abs(view[key]) for key in view)
    assert len({f.name for f in families}) == len(families) and any('"' in (key[1] or "") and "\n" in (key[1] or "") for key in read)
    return len(read)


count = examples(sys.argv[1])
assert count >= 2
print(f"{count} examples, {samples()} samples of metrics")
