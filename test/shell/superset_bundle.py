"""Checks a bundle for Superset against itself, and prints SQL that checks it against
a database: what is wrong is a row; what cannot be evaluated, an error.

    superset_bundle.py SCHEMA URI ZIP OTHER

OTHER is a bundle for another schema.
"""
import pathlib
import re
import sys
import zipfile

import yaml

SCHEMA, URI, BUNDLE, OTHER = sys.argv[1:5]
wrong = []


def expect(condition, *words):
    if not condition:
        wrong.append(" ".join(str(word) for word in words))


def read(bundle):
    with zipfile.ZipFile(bundle) as archive:
        names = archive.namelist()
        expect(len(set(names)) == len(names), "a file twice")
        expect(len({name.split("/")[0] for name in names}) == 1, "more than one folder")
        return {name.split("/", 1)[1]: yaml.safe_load(archive.read(name)) for name in names}


def values_of(data, key):
    """All values of a key, at any depth."""
    if isinstance(data, dict):
        for name, value in data.items():
            if name == key:
                yield value
            yield from values_of(value, key)
    elif isinstance(data, list):
        for value in data:
            yield from values_of(value, key)


files = read(BUNDLE)
folder = {kind: {name: file for name, file in files.items() if name.startswith(kind + "/")} for kind in ("databases", "datasets", "charts", "dashboards")}
templates = pathlib.Path(__file__).resolve().parents[2] / "docs" / "superset"
expect(set(files) == {path.relative_to(templates).as_posix() for path in templates.glob("**/*.yaml")}, "not the files of the templates")
expect([len(folder[kind]) for kind in ("databases", "dashboards")] == [1, 1], "not one database and dashboard")
uuids = [file["uuid"] for file in files.values() if "uuid" in file]
expect(len(uuids) == len(files) - 1 and len(set(uuids)) == len(uuids), "a uuid is missing or there twice")
expect(not set(uuids) & {file.get("uuid") for file in read(OTHER).values()}, "another schema has the same uuid")
for name, file in files.items():
    expect(file.get("version") == "1.0.0", name, "has no version")
    expect("${" not in str(file).replace(SCHEMA, ""), name, "is not filled in")
[database] = folder["databases"].values()
expect(database["sqlalchemy_uri"] == URI, "another URI")
datasets = {file["uuid"]: file for file in folder["datasets"].values()}
charts = {file["uuid"]: file for file in folder["charts"].values()}

queries = []


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


def literal(text):
    return "'" + text.replace("'", "''") + "'"


for name, dataset in folder["datasets"].items():
    expect(dataset["database_uuid"] == database["uuid"] and dataset["schema"] == SCHEMA, name, "is of another database or schema")
    relation = f"{quoted(SCHEMA)}.{quoted(dataset['table_name'])}"
    columns = {column["column_name"]: column for column in dataset["columns"]}
    metrics = {metric["metric_name"]: metric for metric in dataset["metrics"]}
    expect(len(columns) == len(dataset["columns"]) and len(metrics) == len(dataset["metrics"]), name, "has a column or metric twice")
    expect(not set(columns) & set(metrics), name, "has a metric with the name of a column")
    expect("team" in columns, name, "has no team to filter by")
    main = dataset["main_dttm_col"]
    expect(main is None or columns[main]["is_dttm"] and main.startswith("local_"), name, "has no local time")
    # the columns of the relation are these, of these types, in this order, with
    # these comments; snapshots have refreshed_at and no numeric
    physical = [column for column in dataset["columns"] if not column.get("expression")]
    stored = dataset["table_name"].endswith("_snapshot")
    for number, column in enumerate(physical, start=1):
        types = {"NUMERIC": ("double precision",) if stored else ("numeric(18,6)", "numeric(24,6)"), "TEXT": ("text",)}.get(column["type"], (column["type"].lower(),))
        queries.append(f"""SELECT {literal(f"{name}: {column['column_name']} is not so")} WHERE NOT EXISTS (
          SELECT FROM (SELECT attname, format_type(atttypid, atttypmod) AS type, col_description(attrelid, attnum) AS comment, row_number() OVER (ORDER BY attnum) AS number
            FROM pg_attribute WHERE attrelid = {literal(relation)}::regclass AND attnum > 0 AND NOT attisdropped AND atttypid <> 'interval'::regtype) a
          WHERE a.attname = {literal(column['column_name'])} AND a.type IN ({', '.join(map(literal, types))}) AND a.number = {number} AND a.comment = {literal(column['description'])});""")
    queries.append(f"""SELECT {literal(name + ': lacks ')} || string_agg(attname, ', ') FROM pg_attribute
      WHERE attrelid = {literal(relation)}::regclass AND attnum > 0 AND NOT attisdropped AND atttypid <> 'interval'::regtype
        AND attname NOT IN ('refreshed_at', {', '.join(literal(column['column_name']) for column in physical)}) HAVING count(*) > 0;""")
    if not stored:
        queries.append(f"SELECT {literal(name + ': another comment')} WHERE obj_description({literal(relation)}::regclass, 'pg_class') IS DISTINCT FROM {literal(dataset['description'])};")
    for column in dataset["columns"]:
        if column.get("expression"):
            expect(column.get("description"), name, column["column_name"], "has no description")
            queries.append(f"SELECT {column['expression']} FROM {relation} LIMIT 0;")
    for metric in dataset["metrics"]:
        expect(metric.get("description") and metric.get("d3format"), name, metric["metric_name"], "has no description or format")
        queries.append(f"SELECT FROM (SELECT {metric['expression']} FROM {relation} WHERE false) m WHERE false;")

for name, chart in folder["charts"].items():
    params = chart["params"]
    dataset = datasets.get(chart["dataset_uuid"])
    expect(dataset, name, "reads nothing")
    if not dataset:
        continue
    columns = {column["column_name"]: column for column in dataset["columns"]}
    metrics = {metric["metric_name"] for metric in dataset["metrics"]}
    expect(params["viz_type"] == chart["viz_type"], name, "is of two types")
    asked = [params[key] for key in ("x_axis", "start_time", "end_time", "y_axis", "series") if key in params]
    for key in ("groupby", "all_columns", "tooltip_columns"):
        value = params.get(key, [])
        asked += value if isinstance(value, list) else [value]
    asked += [condition["subject"] for condition in params["adhoc_filters"]]
    asked += params.get("column_config", {})
    for column in asked:
        expect(column in columns, name, "asks for", column)
    for order in params.get("order_by_cols", []):
        expect(re.match(r'\["(\w+)", ', order)[1] in columns, name, "is in the order of", order)
    for metric in params.get("metrics", []) + [params[key] for key in ("metric", "timeseries_limit_metric") if key in params]:
        expect(metric in metrics, name, "asks for the metric", metric)
    expect(params.get("x_axis_sort", next(iter(columns))) in columns.keys() | metrics, name, "is sorted by", params.get("x_axis_sort"))
    # whatever has a time is filtered by the dashboard
    times = [condition["subject"] for condition in params["adhoc_filters"] if condition["operator"] == "TEMPORAL_RANGE"]
    expect(times == ([dataset["main_dttm_col"]] if dataset["main_dttm_col"] else []), name, "is filtered by", times)

[dashboard] = folder["dashboards"].values()
placed = [cell["meta"] for cell in dashboard["position"].values() if isinstance(cell, dict) and cell["type"] == "CHART"]
expect(sorted(cell["uuid"] for cell in placed) == sorted(charts), "a chart is not on the dashboard, or there twice")
expect(len({cell["chartId"] for cell in placed}) == len(placed), "two charts have a number")
for key, cell in dashboard["position"].items():
    if isinstance(cell, dict):
        expect(cell["id"] == key and all(child in dashboard["position"] for child in cell.get("children", [])), key, "is out of place")
        if cell["type"] == "ROW":
            expect(sum(dashboard["position"][child]["meta"]["width"] for child in cell["children"]) == 12, key, "is not filled")
numbers = {cell["chartId"]: charts[cell["uuid"]] for cell in placed}
expect(set(values_of(dashboard["metadata"], "datasetUuid")) <= set(datasets), "a filter reads nothing")
for native in dashboard["metadata"]["native_filter_configuration"]:
    left_out = {numbers[number]["uuid"] for number in native["scope"]["excluded"]}
    kept = {
        "filter_time": {uuid for uuid, chart in charts.items() if datasets[chart["dataset_uuid"]]["main_dttm_col"]},
        "filter_select": set(charts),
        "filter_timegrain": {uuid for uuid, chart in charts.items() if "time_grain_sqla" in chart["params"]},
    }[native["filterType"]]
    expect(left_out == set(charts) - kept, native["id"], "leaves out others than it should")
shown = {metric for chart in charts.values() for metric in chart["params"].get("metrics", [])} | {"available", "engaged", "unavailable", "offline", "unknown"}
expect(set(dashboard["metadata"]["label_colors"]) <= shown, "a colour of nothing:", set(dashboard["metadata"]["label_colors"]) - shown)

if wrong:
    raise SystemExit("\n".join(wrong))
print("\n".join(queries))
