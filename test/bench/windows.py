"""Measures the report of two versions of userlogs, in turns.

windows.py SMALL LARGE PART...: the databases are those of test/bench/windows
"""
import os
import re
import statistics
import subprocess
import sys
import time

ROUNDS = 3
LONG = 20  # seconds from which a query runs once
NOISE = 1.1
FROM_AT, TO_AT = "2025-12-30 00:00+01", "2025-12-31 00:00+01"
# one day of a view without a function of a window
ONE_DAY = {
    "current_status": "true",
    "status_daily": "local_date = '2025-12-30'",
    "availability_daily": "local_date = '2025-12-30'",
    "unavailability_by_reason": "local_date = '2025-12-30'",
    "anomalies": f"occurred_at >= '{FROM_AT}' AND occurred_at < '{TO_AT}'",
    "input_problems": "true",
}
ENGINE = f"""SELECT x.user_id, i.*
  FROM (SELECT user_id, userlogs.timeline_agg(occurred_at, status, reason, event_id) AS t FROM report.status_event GROUP BY user_id) x,
    userlogs.status_intervals(x.t, '-infinity', '{TO_AT}') i"""


class Backend:
    """A psql that stays, on one database."""

    END = "end of the answer"

    def __init__(self, database):
        self.database = database
        self.psql = subprocess.Popen(
            ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.pid = int(self.ask("SELECT pg_backend_pid()")[0])

    def ask(self, statement):
        self.psql.stdin.write(f"{statement};\n\\echo {self.END}\n")
        self.psql.stdin.flush()
        lines = []
        for line in self.psql.stdout:
            if line == self.END + "\n":
                return lines
            lines.append(line.rstrip("\n"))
        sys.exit(f"{self.database}: {statement}\n" + "\n".join(lines))

    def cpu(self):
        with open(f"/proc/{self.pid}/schedstat") as file:
            return int(file.read().split()[0]) / 1e9

    def temp_bytes(self):
        self.ask("SELECT pg_stat_force_next_flush()")
        return int(self.ask("SELECT temp_bytes FROM pg_stat_database WHERE datname = current_database()")[0])

    def functions(self):
        return self.ask("""SELECT proname FROM pg_proc
            WHERE pronamespace = 'report'::regnamespace AND proname LIKE '%\\_between'
              AND proargtypes = '1184 1184'::oidvector  -- timestamptz, timestamptz
            ORDER BY proname""")

    def views(self):
        return self.ask("SELECT relname FROM pg_class WHERE relnamespace = 'report'::regnamespace AND relkind = 'v' ORDER BY relname")


class Query:
    """What one backend runs, and what it took."""

    def __init__(self, backend, query):
        self.backend = backend
        self.query = query
        self.cpus, self.walls, self.temps = [], [], []
        self.rows = None

    # all rows are made with all their columns, none is sent
    def run(self):
        temp, cpu, wall = self.backend.temp_bytes(), self.backend.cpu(), time.perf_counter()
        tag = self.backend.ask(f"COPY ({self.query}) TO '/dev/null'")[-1]
        self.walls.append(time.perf_counter() - wall)
        self.cpus.append(self.backend.cpu() - cpu)
        self.temps.append(self.backend.temp_bytes() - temp)
        self.rows = int(tag.split()[1])

    # the first run reads data into memory
    def drop_first(self):
        del self.cpus[0], self.walls[0], self.temps[0]

    @property
    def cpu(self):
        return statistics.median(self.cpus)

    @property
    def wall(self):
        return statistics.median(self.walls)

    @property
    def temp(self):
        return max(self.temps) / 1e6


def take_turns(name, queries):
    queries = [query for query in queries if query]
    short = []
    for query in queries:
        query.run()
        if query.cpus[0] <= LONG:
            query.drop_first()
            short.append(query)
    for _ in range(ROUNDS):
        for query in short:
            query.run()
    print(f"==> {name}: {' '.join(map(seconds, queries))}", file=sys.stderr, flush=True)


def wanted(name):
    return re.search(os.environ.get("ONLY", ""), name)


def seconds(query):
    return f"{query.cpu:.3f}" if query else "-"


def megabytes(query):
    return f"{query.temp:.0f}" if query else "-"


def rows(query):
    return str(query.rows) if query else "-"


def ratio(above, below):
    return above.cpu / below.cpu if above and below else None


def factor(number):
    return "-" if number is None else f"{number:.2f}" if number < 10 else f"{number:.0f}"


def verdict(goals):
    """goals: pairs of a text and whether it is met"""
    return "; ".join(text if met else f"MISSED {text}" for text, met in goals)


def faster(new, old, goal):
    """The goals of a query beside the old one."""
    if not (new and old):
        return ""
    goals = [(f"old/new >= {goal}", ratio(old, new) >= goal)] if goal else []
    if new.cpu > old.cpu * NOISE:
        goals.append(("not slower", False))
    return verdict(goals)


def show(title, header, lines):
    print(f"\n{title}")
    lines = [header] + lines
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    for line in lines:
        cells = [cell.rjust(width) if 0 < i < len(line) - 1 else cell.ljust(width) for i, (cell, width) in enumerate(zip(line, widths))]
        print("  ".join(cells).rstrip(), flush=True)


def one_day(backend, name):
    if name + "_between" in backend.functions():
        return Query(backend, f"SELECT * FROM report.{name}_between('{FROM_AT}', '{TO_AT}')")
    if name in ONE_DAY and name in backend.views():
        return Query(backend, f"SELECT * FROM report.{name} WHERE {ONE_DAY[name]}")
    return None


def windows(small, large):
    new_small, new_large, old_large = Backend(f"new_{small}"), Backend(f"new_{large}"), Backend(f"old_{large}")
    functions = [name.removesuffix("_between") for name in new_large.functions()]
    growth, gain = [], []
    for name in sorted(set(functions) | ONE_DAY.keys()):
        if not wanted(name):
            continue
        n, m, o = (one_day(backend, name) for backend in (new_small, new_large, old_large))
        label = name + "_between" if name in functions else f"{name}, filtered" if ONE_DAY[name] != "true" else name
        take_turns(label, [n, m, o])
        growth.append([label, rows(m), seconds(n), seconds(m), factor(ratio(m, n)), megabytes(n), megabytes(m),
            verdict([("large/small <= 1.3", ratio(m, n) <= 1.3), ("no temp", n.temp + m.temp == 0)])])
        goal = None if not o else 100 if name == "user_logs" else 20 if o.cpu > 1 else None
        gain.append([label, rows(m), rows(o), seconds(m), seconds(o), factor(ratio(o, m)), megabytes(m), megabytes(o), faster(m, o, goal)])
    show(f"One day of {small} and of {large} events. CPU seconds, and MB of temporary files.",
        ["", "rows", "small s", "large s", "large/small", "small MB", "large MB", "goals"], growth)
    show(f"One day of {large} events, new and old. A view without a function of a window is filtered.",
        ["", "rows", "old rows", "new s", "old s", "old/new", "new MB", "old MB", "goals"], gain)


def history(small):
    new, old = Backend(f"new_{small}"), Backend(f"old_{small}")
    engine = Query(new, ENGINE)
    lines = []
    for name in new.views():
        if not wanted(name):
            continue
        n = Query(new, f"SELECT * FROM report.{name}")
        o = Query(old, f"SELECT * FROM report.{name}") if name in old.views() else None
        take_turns(name, [n, o, engine if name == "user_logs" else None])
        goals = faster(n, o, 5 if name in ("availability_daily", "anomalies") else None)
        if name == "user_logs":
            goals = "; ".join(filter(None, [verdict([(f"{factor(ratio(n, engine))} of the engine <= 2.5", ratio(n, engine) <= 2.5)]), goals]))
        lines.append([name, rows(n), rows(o), seconds(n), seconds(o), factor(ratio(o, n)), megabytes(n), megabytes(o), goals])
    if engine.cpus:
        lines.append(["engine: intervals", rows(engine), "-", seconds(engine), "-", "-", megabytes(engine), "-", ""])
    show(f"All of history, {small} events. CPU seconds, and MB of temporary files.",
        ["", "rows", "old rows", "new s", "old s", "old/new", "new MB", "old MB", "goals"], lines)


def partitions(small):
    # two backends, so that neither changes its settings
    serial, parallel = Backend(f"partitioned_{small}"), Backend(f"partitioned_{small}")
    for backend, workers in ((serial, 0), (parallel, 2)):
        backend.ask(f"SET enable_partitionwise_aggregate = on; SET max_parallel_workers_per_gather = {workers}")
    arguments = serial.ask("""SELECT coalesce((SELECT string_agg('NULL::' || format_type(t, NULL), ', ' ORDER BY n) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY a(t, n)), '')
        FROM pg_proc p WHERE pronamespace = 'report'::regnamespace AND proname = 'user_timeline'""")
    queries = {f"user_timeline({a})": f"SELECT * FROM report.user_timeline({a})" for a in arguments}
    queries |= {name: f"SELECT * FROM report.{name}" for name in ("user_logs", "availability_daily")}
    lines = []
    for name, query in queries.items():
        if not wanted(name):
            continue
        s, p = Query(serial, query), Query(parallel, query)
        take_turns(name, [s, p])
        plan = "\n".join(parallel.ask(f"EXPLAIN {query}"))
        lines.append([name, rows(s), f"{s.wall:.2f}", f"{p.wall:.2f}", factor(s.wall / p.wall), "yes" if "Gather" in plan else "no", ""])
    show(f"All of history, {small} events in 8 partitions by hash of the user, with enable_partitionwise_aggregate. Wall seconds.",
        ["", "rows", "serial s", "2 workers s", "serial/workers", "parallel plan", ""], lines)


def main():
    small, large, *parts = sys.argv[1:]
    if "windows" in parts:
        windows(small, large)
    if "history" in parts:
        history(small)
    if "partitions" in parts:
        partitions(small)


main()
