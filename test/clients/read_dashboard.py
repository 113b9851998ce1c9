"""Read a Grafana dashboard as Grafana does, and compare what it shows with plain SQL.

The shape of the JSON is checked first.  Then the variables and macros of each
query are replaced as Grafana's PostgreSQL data source replaces them, and the
queries run on the report of test/clients/dashboard_data.sql through psql.

    read_dashboard.py FILE SCHEMA FROM TO
"""

import csv
import io
import json
import re
import subprocess
import sys

KEYS = {
    "dashboard": "uid title schemaVersion panels templating time tags timezone annotations editable",
    "panel": "id type title description gridPos datasource targets fieldConfig options",
    "target": "refId datasource editorMode format rawQuery rawSql",
}
TYPES = {"stat", "table", "state-timeline", "timeseries", "barchart"}
NUMBERS = {"bigint", "double precision", "numeric"}
SERVED = NUMBERS | {"text", "boolean", "timestamp with time zone"}

dashboard_file, schema, from_at, to_at = sys.argv[1:]
problems = []


def check(is_true, message):
    if not is_true:
        problems.append(message)


def psql(*arguments, text=""):
    done = subprocess.run(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *arguments], input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def rows_of(query):
    return list(csv.DictReader(io.StringIO(psql("--csv", "-P", "null=<NULL>", "-c", query))))


# The shape.


def check_shape(dashboard):
    for key in KEYS["dashboard"].split():
        check(key in dashboard, f"the dashboard has no {key}")
    check(isinstance(dashboard["schemaVersion"], int) and 36 <= dashboard["schemaVersion"] <= 42, "schemaVersion")
    check("id" not in dashboard and "__inputs" not in dashboard, "an exported id, or inputs, which provisioning does not ask for")
    panels = dashboard["panels"]
    check(len({p["id"] for p in panels}) == len(panels), "two panels have one id")
    check(len({p["title"] for p in panels}) == len(panels), "two panels have one title")
    taken = {}
    for panel in panels:
        name = panel.get("title")
        for key in KEYS["panel"].split():
            check(panel.get(key) is not None, f"{name}: no {key}")
        check(panel["type"] in TYPES, f"{name}: type {panel['type']}")
        g = panel["gridPos"]
        check(set(g) == set("xywh") and all(isinstance(v, int) for v in g.values()), f"{name}: gridPos")
        check(g["x"] >= 0 and g["w"] > 0 and g["h"] > 0 and g["x"] + g["w"] <= 24, f"{name}: outside of 24 columns")
        for x in range(g["x"], g["x"] + g["w"]):
            for y in range(g["y"], g["y"] + g["h"]):
                check((x, y) not in taken, f"{name}: on top of {taken.get((x, y))}")
                taken[x, y] = name
        check(len({t["refId"] for t in panel["targets"]}) == len(panel["targets"]) > 0, f"{name}: refId")
        for target in panel["targets"]:
            for key in KEYS["target"].split():
                check(key in target, f"{name}: no {key} in a target")
            check(target["rawQuery"] is True and target["editorMode"] == "code", f"{name}: not SQL as written")
            check("$team" in target["rawSql"], f"{name}: not filtered by team")
        for reference in [panel["datasource"]] + [t["datasource"] for t in panel["targets"]]:
            check(reference == {"type": "grafana-postgresql-datasource", "uid": "${datasource}"}, f"{name}: data source")
        check(set(panel["fieldConfig"]) == {"defaults", "overrides"}, f"{name}: fieldConfig")
    # nothing above is left empty
    bottom = max(y for x, y in taken) + 1
    check(len(taken) == 24 * bottom, "a hole between panels")

    variables = {v["name"]: v for v in dashboard["templating"]["list"]}
    check({n: v["type"] for n, v in variables.items()} == {"datasource": "datasource", "schema": "constant", "team": "query"}, "variables")
    check(variables["datasource"]["query"] == "grafana-postgresql-datasource", "the kind of data source")
    # only then the data source quotes the values of $team
    check(variables["team"]["multi"] and variables["team"]["includeAll"], "several teams cannot be chosen")
    check(variables["schema"]["query"] == variables["schema"]["current"]["value"], "the schema is said twice")
    text = json.dumps(dashboard)
    for name in re.findall(r"\$\{?([a-z]\w*)", re.sub(r"\$\{__[^}]*\}|\$__\w+", "", text)):
        check(name in variables, f"there is no variable {name}")
    # a format of its own would not quote for PostgreSQL: sqlstring puts a backslash before "
    check(not re.search(r"\$\{\w+:", text), "a variable has a format")
    return variables


# What Grafana makes of a query.


def replace_variables(sql, variables, values):
    """The variables: one with several values as literals, others with quotes doubled."""

    def value(found):
        name = found.group(1) or found.group(2)
        if name not in values:
            return found.group()
        if variables[name].get("multi") or variables[name].get("includeAll"):
            return ",".join("'" + v.replace("'", "''") + "'" for v in values[name])
        return values[name].replace("'", "''")

    return re.sub(r"\$(\w+)|\$\{(\w+)\}", value, sql)


def replace_macros(sql, start, end):
    """The macros that the data source knows, with the arguments up to the first parenthesis."""

    def macro(found):
        name, arguments = found.group(1), [a.strip() for a in found.group(2).split(",")]
        if name == "__timeFrom":
            return f"'{start}'"
        if name == "__timeTo":
            return f"'{end}'"
        if name == "__timeFilter":
            return f"{arguments[0]} BETWEEN '{start}' AND '{end}'"
        if name in ("__timeGroup", "__timeGroupAlias"):
            seconds = int(arguments[1].strip("'")[:-1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[arguments[1].strip("'")[-1]]
            return f"floor(extract(epoch from {arguments[0]})/{seconds})*{seconds}" + (' AS "time"' if name == "__timeGroupAlias" else "")
        raise ValueError(f"unknown macro {name}")

    return re.sub(r"\$([_a-zA-Z0-9]+)\(([^)]*)\)", macro, sql)


def expand(sql, variables, teams):
    sql = replace_macros(replace_variables(sql, variables, {"schema": schema, "team": teams}), from_at, to_at)
    check("$_" not in sql and "${" not in sql, "a macro is left")
    return sql


# What a panel needs of the columns.


def check_columns(panel, target, columns, rows):
    name = panel["title"]
    times = [c for c in columns if columns[c] == "timestamp with time zone"]
    for column, type_name in columns.items():
        check(re.sub(r"\(.*", "", type_name) in SERVED, f"{name}: {column} is of type {type_name}")
    if panel["type"] == "timeseries":
        check(target["format"] == "time_series", f"{name}: format")
        check(times == ["time"], f"{name}: the time is not the one column time")
        check(any(columns[c] in NUMBERS for c in columns), f"{name}: no number")
        check([r["time"] for r in rows] == sorted(r["time"] for r in rows), f"{name}: not in order of time")
        texts = [c for c in columns if columns[c] == "text"]
        check(len({tuple(r[c] for c in ["time", *texts]) for r in rows}) == len(rows), f"{name}: a series has two values at one time")
        return
    check(target["format"] == "table", f"{name}: format")
    if panel["type"] == "state-timeline":
        check(list(columns) == ["time", "timeend", "state", "person"] and times == ["time", "timeend"], f"{name}: columns {columns}")
        check(all(r["time"] < r["timeend"] for r in rows), f"{name}: a bar without length")
        check(len({(r["person"], r["time"]) for r in rows}) == len(rows), f"{name}: somebody has two bars at one time")
        (transformation,) = panel["transformations"]
        check(transformation["id"] == "partitionByValues" and transformation["options"]["fields"] == ["person"], f"{name}: a row for each person")
        mappings = [m["options"] for m in panel["fieldConfig"]["defaults"]["mappings"]]
        check(all(m["pattern"][0] == m["pattern"][-1] == "/" for m in mappings), f"{name}: patterns")
        for state in {r["state"] for r in rows}:
            matching = [m for m in mappings if re.search(m["pattern"].strip("/"), state)]
            check(len(matching) == 1, f"{name}: {len(matching)} colours for {state}")
    elif panel["type"] == "stat":
        check(len(rows) == 1 and set(columns.values()) <= NUMBERS, f"{name}: not one row of numbers")
    elif panel["type"] == "barchart":
        check(list(columns.values()) == ["text", "double precision"], f"{name}: columns {columns}")
        check(panel["options"]["xField"] == list(columns)[0], f"{name}: xField")
    for override in panel["fieldConfig"]["overrides"]:
        matcher = override["matcher"]
        if matcher["id"] == "byName":
            check(matcher["options"] in columns, f"{name}: there is no column {matcher['options']}")


# The same figures by plain SQL: a query whose columns are those of the panel,
# or some of them, for the chosen teams. plain.member has a row for each minute.

IN_RANGE = f"at >= '{from_at}' AND at < (SELECT max(at) FROM plain.minute)"
NOW = "at = (SELECT max(at) FROM plain.minute)"
BUCKET = "to_timestamp(floor(extract(epoch FROM at) / 1800) * 1800)"
HOUR = "extract(hour FROM at AT TIME ZONE 'Europe/Madrid')::int"
DAY = "extract(isodow FROM at AT TIME ZONE 'Europe/Madrid')::int"
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
PERSON = "CASE WHEN name = 'Ana' THEN name || ' (' || user_id || ')' ELSE name END"
SERVICE = f"{HOUR} >= 9 AND {HOUR} < 17"
CAUSES = {"closed": "closed", "nobody_staffed": "nobody at work", "all_unavailable": "all unavailable", "all_busy": "all busy", "assignee_away": "assignee away", "answerable": "somebody free"}


def service_time(start, end):
    """Time between two whole minutes in service hours."""
    return f"(SELECT count(*) * interval '1 minute' FROM generate_series({start}, {end} - interval '1 minute', '1 minute') s(at) WHERE {SERVICE})"


def plain_queries(teams):
    """For each title: the columns that identify a row, and the query."""
    chosen = ",".join("'" + t.replace("'", "''") + "'" for t in teams)
    report = '"' + schema + '".'
    request = f"""(SELECT r.*, r.arrived_at AS at, r.closed_at > now.at IS NOT FALSE AND r.first_response_at > now.at IS NOT FALSE AS is_waiting, now.at AS now
      FROM {report}service_request r, (SELECT max(at) AS at FROM plain.minute) now WHERE r.arrived_at <= now.at AND r.team IN ({chosen}))"""
    # per team and minute, with nobody, too
    available = f"""(SELECT t.team, m.at, count(*) FILTER (WHERE p.class = 'available') AS n
      FROM (SELECT DISTINCT at FROM plain.minute) m CROSS JOIN (SELECT unnest(ARRAY[{chosen}]::text[])) t(team)
      LEFT JOIN plain.member p ON p.team = t.team AND p.at = m.at GROUP BY t.team, m.at)"""
    # per team, weekday and hour: the average in service hours, and the requests per
    # hour that began to wait in it; a team without service hours is always in service
    hourly = f"""(SELECT team, day, hour, avg(n) AS available, sum(q) * 60.0 / nullif(count(n), 0) AS q
      FROM (SELECT team, {DAY} AS day, {HOUR} AS hour, n, 0 AS q FROM {available} a WHERE {IN_RANGE} AND (team = '(none)' OR {SERVICE})
        UNION ALL SELECT team, {DAY}, {HOUR}, NULL, 1 FROM (SELECT r.team, least(r.first_response_at, r.closed_at, r.now,
            (SELECT min(at) FROM generate_series(r.arrived_at, r.arrived_at + interval '1 day', '1 minute') s(at) WHERE {SERVICE})) AS at
          FROM {request} r WHERE r.arrived_at >= '{from_at}') b) x GROUP BY team, day, hour)"""
    # who handles a request: one, and at most for a day
    is_free = f"""NOT EXISTS (SELECT FROM {report}service_request h WHERE h.user_id = p.user_id AND h.first_response_at <= p.at
      AND coalesce(h.closed_at, h.first_response_at + interval '24 hours') > p.at)"""
    # per minute of a wait, its cause; the class of the assignee is of the same minute
    cause = f"""(SELECT w.*, m.name, CASE m.class WHEN 'unavailable' THEN m.reason ELSE '(' || m.class || ')' END AS reason, h.absent, CASE WHEN NOT ({SERVICE}) THEN 'closed'
        WHEN h.n + h.absent = 0 THEN 'nobody_staffed' WHEN h.n = 0 THEN 'all_unavailable' WHEN h.free = 0 THEN 'all_busy'
        WHEN m.class <> 'available' THEN 'assignee_away' ELSE 'answerable' END AS cause
      FROM (SELECT r.request_id, r.team, r.arrived_at, m.at, (SELECT a.user_id FROM {report}assignment a WHERE a.request_id = r.request_id::text AND a.assigned_at <= m.at ORDER BY a.assigned_at DESC LIMIT 1) AS user_id
        FROM {request} r JOIN (SELECT DISTINCT at FROM plain.minute) m ON m.at >= r.arrived_at AND m.at < least(r.first_response_at, r.closed_at, r.now)
        WHERE r.arrived_at >= '{from_at}') w
      JOIN (SELECT p.team, p.at, count(*) FILTER (WHERE class = 'available') AS n, count(*) FILTER (WHERE class = 'unavailable') AS absent,
          count(*) FILTER (WHERE class = 'available' AND {is_free}) AS free FROM plain.member p GROUP BY p.team, p.at) h USING (team, at)
      LEFT JOIN plain.minute m USING (user_id, at))"""
    classes = ["available", "engaged", "unavailable", "offline", "unknown"]
    return {
        "Now": ([], "SELECT " + ", ".join(f"""count(DISTINCT user_id) FILTER (WHERE class = '{c}') AS "{c.capitalize()}\"""" for c in classes)
                + f" FROM plain.member WHERE team IN ({chosen}) AND {NOW}"),
        "Requests now": ([], f"""SELECT count(*) FILTER (WHERE is_waiting) AS "Waiting",
            coalesce(extract(epoch FROM max({service_time('arrived_at', 'now')}) FILTER (WHERE is_waiting)), 0) AS "Longest wait",
            (SELECT count(*) FROM {available} a JOIN {report}target g USING (team) WHERE {NOW} AND {SERVICE} AND n < g.minimum_headcount) AS "Teams with a gap"
            FROM {request} r"""),
        "Who is here now": (["User", "Id"], f"""SELECT DISTINCT name AS "User", user_id AS "Id", class AS "Class", label AS "Status", since_at AS "Since",
            extract(epoch FROM at - since_at) AS "For" FROM plain.member m WHERE team IN ({chosen}) AND {NOW}"""),
        # time by state
        "User log": (["person", "state"], f"""SELECT {PERSON} AS person, class || ': ' || label AS state, count(*) * 60 AS seconds
            FROM (SELECT DISTINCT at, user_id, name, class, label FROM plain.member WHERE team IN ({chosen}) AND {IN_RANGE} AND is_started) m GROUP BY 1, 2"""),
        "Available against required": (["time", "team"], f"""SELECT {BUCKET} AS time, team, avg(n) AS available,
            CASE WHEN bool_or(EXISTS (SELECT FROM {report}service_request r WHERE r.team = a.team AND r.arrived_at >= a.at AND r.arrived_at < a.at + interval '1 minute')) THEN 'any'
              ELSE (CASE WHEN bool_or({SERVICE}) THEN g.minimum_headcount ELSE g.minimum_headcount * 0 END)::text END AS required
            FROM {available} a LEFT JOIN {report}target g USING (team) WHERE {IN_RANGE} GROUP BY {BUCKET}, team, g.minimum_headcount"""),
        "Service level": (["time", "metric"], f"""SELECT {BUCKET} AS time, team AS metric, avg(is_in_time::int) AS value
            FROM (SELECT r.*, CASE WHEN first_response_at IS NOT NULL AND first_response_at <= now THEN {service_time('arrived_at', 'first_response_at')} <= g.answer_within
                WHEN {service_time('arrived_at', 'coalesce(closed_at, now)')} > g.answer_within OR closed_at <= now THEN false END AS is_in_time
              FROM {request} r JOIN {report}target g USING (team)) x
            WHERE {IN_RANGE} AND is_in_time IS NOT NULL GROUP BY 1, 2"""),
        "Users available, by weekday and hour": (["hour"], "SELECT hour, " + ", ".join(f"""sum(available) FILTER (WHERE day = {i}) AS "{d}\""""
            for i, d in enumerate(DAYS, 1)) + f" FROM {hourly} h GROUP BY 1"),
        "Requests per available hour, by weekday and hour": (["hour"], "SELECT hour, " + ", ".join(f"""sum(q) FILTER (WHERE day = {i}) / nullif(sum(available) FILTER (WHERE day = {i}), 0) AS "{d}\""""
            for i, d in enumerate(DAYS, 1)) + f" FROM {hourly} h GROUP BY 1"),
        "Reasons": (["Reason"], f"""SELECT reason AS "Reason", count(*) * 60 AS "Time"
            FROM (SELECT DISTINCT at, user_id, reason FROM plain.member WHERE team IN ({chosen}) AND class = 'unavailable' AND {IN_RANGE}) m GROUP BY 1"""),
        "Break overtime": (["User"], f"""SELECT {PERSON} AS "User", count(*) * 60 AS "Overtime" FROM plain.member m JOIN {report}reason_class c USING (reason)
            WHERE team IN ({chosen}) AND class = 'unavailable' AND {IN_RANGE} AND at >= since_at + c.allowance GROUP BY name, user_id"""),
        # the gap at the start of the range began before it
        "Coverage gaps": (["Team", "To"], f"""SELECT team AS "Team", max(at) + interval '1 minute' AS "To", count(*) * 60 AS "Length", min(minimum) AS "Required", min(n) AS "Available",
            sum(requests) AS "Requests" FROM (
              SELECT a.*, g.minimum_headcount AS minimum, at - row_number() OVER (PARTITION BY team ORDER BY at) * interval '1 minute' AS island,
                (SELECT count(*) FROM {report}service_request r WHERE r.team = a.team AND r.arrived_at >= a.at AND r.arrived_at < a.at + interval '1 minute') AS requests
              FROM {available} a JOIN {report}target g USING (team) WHERE n < g.minimum_headcount AND {IN_RANGE} AND {SERVICE}) x
            GROUP BY team, island"""),
        "Where the waiting went": (["time"], "SELECT date_trunc('hour', arrived_at) AS time, " + ", ".join(f"""count(*) FILTER (WHERE cause = '{c}') * 60 AS "{n}\""""
            for c, n in CAUSES.items()) + f" FROM {cause} c GROUP BY 1"),
        "Absences behind the waiting": (["Id", "Reason", "Cause"], f"""SELECT max(name) AS "User", user_id AS "Id", reason AS "Reason", replace(cause, '_', ' ') AS "Cause", sum(seconds) AS "Wait"
            FROM (SELECT user_id, name, reason, cause, 60 AS seconds FROM {cause} c WHERE cause = 'assignee_away'
              UNION ALL SELECT m.user_id, m.name, m.reason, c.cause, 60.0 / c.absent FROM {cause} c JOIN plain.member m USING (team, at) WHERE c.cause = 'all_unavailable' AND m.class = 'unavailable') x
            GROUP BY user_id, reason, cause"""),
        # who is free is what the last minute says
        "Requests that wait for somebody away": (["Request"], f"""SELECT r.request_id AS "Request", r.team AS "Team", m.name AS "Waits for", CASE m.class WHEN 'unavailable' THEN m.reason ELSE '(' || m.class || ')' END AS "Reason",
            greatest(arrived_at, a.assigned_at, m.since_at) AS "Since", extract(epoch FROM r.now - arrived_at) AS "Waiting",
            (SELECT at + interval '1 minute' FROM generate_series(arrived_at, arrived_at + interval '2 days', '1 minute') s(at) WHERE {SERVICE}
              ORDER BY at OFFSET extract(minute FROM g.answer_within) - 1 LIMIT 1) AS "Due",
            (SELECT string_agg(DISTINCT p.name, ', ' ORDER BY p.name) FROM plain.member p WHERE p.team = r.team AND p.at = r.now - interval '1 minute' AND p.class = 'available' AND {is_free}) AS "Free"
            FROM {request} r JOIN {report}target g USING (team),
              LATERAL (SELECT * FROM {report}assignment a WHERE a.request_id = r.request_id::text AND a.assigned_at < r.now ORDER BY a.assigned_at DESC LIMIT 1) a JOIN plain.minute m USING (user_id)
            WHERE is_waiting AND m.at = r.now AND m.class <> 'available'"""),
        "Who was missing in coverage gaps": (["User", "Id", "Reason"], f"""SELECT coalesce(name, 'too few at work') AS "User", user_id AS "Id", reason AS "Reason", planned AS "Planned", sum(seconds) AS "Missing"
            FROM (
              SELECT a.team, a.at, g.minimum_headcount - n AS missing, (SELECT count(*) FROM plain.member m WHERE m.team = a.team AND m.at = a.at AND m.class = 'unavailable') AS absent
              FROM {available} a JOIN {report}target g USING (team) WHERE n < g.minimum_headcount AND {IN_RANGE} AND {SERVICE}) x,
            LATERAL (
              SELECT m.name, m.user_id, m.reason, c.planned, 60.0 * least(missing, absent) / absent AS seconds
              FROM plain.member m LEFT JOIN {report}reason_class c USING (reason) WHERE m.team = x.team AND m.at = x.at AND m.class = 'unavailable'
              UNION ALL SELECT NULL, NULL, NULL, NULL, 60 * (missing - absent) WHERE missing > absent) y
            GROUP BY name, user_id, reason, planned"""),
    }


def comparable(value):
    if value == "<NULL>":
        return None
    try:
        return round(float(value), 6)
    except ValueError:
        return value


def compare(name, key, got, want):
    """Both have the same keys, and what both have of other columns is the same."""
    columns = [c for c in (want[0] if want else {}) if c not in key]
    if name == "User log":
        # bars to time by state
        seconds = {}
        for row in got:
            at = (row["person"], row["state"])
            seconds[at] = seconds.get(at, 0) + float(row["seconds"])
        got = [{"person": p, "state": s, "seconds": str(n)} for (p, s), n in seconds.items()]
    got_rows, want_rows = ({tuple(r[k] for k in key): r for r in rows} for rows in (got, want))
    check(len(got_rows) == len(got) and len(want_rows) == len(want), f"{name}: {key} is no key")
    check(want_rows != {} and columns != [], f"{name}: nothing to compare with")
    for at in sorted(set(got_rows) ^ set(want_rows)):
        problems.append(f"{name}: {at} is only {'shown' if at in got_rows else 'in the log'}")
    for at in sorted(set(got_rows) & set(want_rows)):
        for column in columns:
            shown, plain = comparable(got_rows[at][column]), comparable(want_rows[at][column])
            if isinstance(shown, float) and (plain == "any" or isinstance(plain, float) and abs(shown - plain) < 2e-6):
                continue
            check(shown == plain, f"{name}: {at} {column} is {shown}, by plain SQL {plain}")
    return len(want_rows) * len(columns)


def read(panel, variables, teams):
    figures = 0
    for target in panel["targets"]:
        sql = expand(target["rawSql"], variables, teams)
        columns = dict(line.split("|", 1) for line in psql("-A", "-t", text=sql + "\n\\gdesc\n").splitlines())
        rows = rows_of(sql)
        check_columns(panel, target, columns, rows)
        if panel["type"] == "state-timeline":
            rows = rows_of(f"SELECT person, state, time, extract(epoch FROM timeend - time) AS seconds FROM ({sql}) bars")
        key, query = plain_queries(teams)[panel["title"]]
        figures += compare(panel["title"], key, rows, rows_of(query))
    return figures


with open(dashboard_file, encoding="utf-8") as file:
    dashboard = json.load(file)
variables = check_shape(dashboard)
teams = [row["team"] for row in rows_of(expand(variables["team"]["query"], variables, []))]
check(len(teams) == 3 and "(none)" in teams, f"the variable offers {teams}")
figures = 0
# all, and each by itself
for chosen in [teams, *([team] for team in teams if team != "(none)")]:
    for panel in dashboard["panels"]:
        figures += read(panel, variables, chosen)
# each class of the report, and no other, has a colour where classes are shown
classes = {row["class"] for row in rows_of("SELECT class FROM userlogs.status_classes() UNION SELECT 'unknown'")}
colours = [{m["options"]["pattern"].split(":")[0].strip("/^"): m["options"]["result"]["color"] for m in p["fieldConfig"]["defaults"]["mappings"]}
           for p in dashboard["panels"] if p["type"] == "state-timeline"]
colours += [{c: v["color"] for c, v in p["value"][0]["options"].items()}
            for panel in dashboard["panels"] for o in panel["fieldConfig"]["overrides"] for p in o["properties"] if p["id"] == "mappings"]
colours += [{o["matcher"]["options"].lower(): p["value"]["fixedColor"] for o in panel["fieldConfig"]["overrides"] for p in o["properties"]}
            for panel in dashboard["panels"] if panel["title"] == "Now"]
check(len(colours) == 3 and all(c == colours[0] and set(c) == classes for c in colours), f"colours of classes: {colours}")

for problem in problems[:40]:
    print(problem)
if problems:
    sys.exit(f"{len(problems)} problems")
print(f"{len(dashboard['panels'])} panels, {figures} figures compared")
