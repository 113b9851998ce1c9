"""Measures the same work in each engine, in turns, after comparing the answers.

peers.py FOLDER: the folder of the server's socket, and for files of the engines
"""
import os
import statistics
import sys
import time

import psycopg

ROUNDS = 7
END = "2026-04-01 00:00:00"


def cpu_of(pid):
    with open(f"/proc/{pid}/schedstat") as file:
        return int(file.read().split()[0]) / 1e6


class Postgres:
    """All rows are made with all their columns, none is sent."""

    def __init__(self, folder):
        self.connection = psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True)
        self.connection.execute("SET search_path = public, userlogs; SET TimeZone = 'UTC'")

    def fetch(self, query):
        return self.connection.execute(query).fetchall()

    def measure(self, query):
        pid = self.connection.info.backend_pid
        before = cpu_of(pid)
        self.fetch("EXPLAIN (ANALYZE, TIMING OFF) " + query)
        return cpu_of(pid) - before


class Embedded:
    """An engine in this process: its CPU time, all threads together."""

    def measure(self, query):
        before = time.process_time()
        self.drain(query)
        return (time.process_time() - before) * 1000


class DuckDB(Embedded):
    def __init__(self, folder):
        import duckdb

        self.connection = duckdb.connect()
        self.connection.execute("SET threads = 1; SET TimeZone = 'UTC'")
        self.connection.execute("CREATE TABLE ev (user_id int, ts timestamp, status varchar, reason varchar)")
        self.connection.execute(f"COPY ev FROM '{folder}/ev.csv' (FORMAT csv)")
        self.connection.execute("CREATE TABLE day (d date, day_start timestamp, day_end timestamp)")
        self.connection.execute(f"COPY day FROM '{folder}/day.csv' (FORMAT csv)")

    def fetch(self, query):
        return self.connection.execute(query).fetchall()

    def drain(self, query):
        # sums read all columns, and leave nothing to be made into Python objects
        self.fetch(f"SELECT {', '.join(f'max({c})' for c in self.columns(query))} FROM ({query})")

    def columns(self, query):
        return [row[0] for row in self.fetch(f"DESCRIBE {query}")]


class ChDB(Embedded):
    def __init__(self, folder):
        from chdb import session

        self.session = session.Session(f"{folder}/chdb")
        types = "user_id Int32, ts DateTime64(6, 'UTC'), status LowCardinality(String), reason LowCardinality(Nullable(String))"
        self.session.query("CREATE DATABASE b ENGINE = Atomic")
        self.session.query(f"CREATE TABLE b.ev ({types}) ENGINE = MergeTree ORDER BY (user_id, ts)")
        self.session.query(f"INSERT INTO b.ev SELECT * FROM file('{folder}/ev.csv', 'CSV', '{types.replace(chr(39), chr(92) + chr(39))}')")
        self.session.query("OPTIMIZE TABLE b.ev FINAL")

    def fetch(self, query):
        text = str(self.session.query(query + " SETTINGS max_threads = 1 FORMAT TSV"))
        return [tuple(int(field) for field in line.split("\t")) for line in text.splitlines() if line]

    def drain(self, query):
        self.session.query(query + " SETTINGS max_threads = 1 FORMAT Null")


TIMELINES = "(SELECT user_id, timeline_agg(at, status, reason) AS t FROM ev GROUP BY user_id) x"
CLASSES = "'{Available}', '{Busy,Break,Training}', '{Offline}'"
SPELLS = f"(SELECT user_id, status, ts AS s, coalesce(lead(ts) OVER (PARTITION BY user_id ORDER BY ts), timestamp '{END}') AS e FROM ev)"
CHANGES = """(SELECT user_id, status, reason, ts, lead(ts) OVER (PARTITION BY user_id ORDER BY ts) AS ended_at
  FROM (SELECT *, row_number() OVER w AS n, lag(status) OVER w AS s, lag(reason) OVER w AS r FROM ev WINDOW w AS (PARTITION BY user_id ORDER BY ts))
  WHERE n = 1 OR status IS DISTINCT FROM s OR reason IS DISTINCT FROM r)"""
CH_SPELLS = f"""(SELECT user_id, status, toUnixTimestamp64Micro(leadInFrame(ts, 1, toDateTime64('{END}', 6, 'UTC')) OVER w) - toUnixTimestamp64Micro(ts) AS l
  FROM b.ev WINDOW w AS (PARTITION BY user_id ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))"""
CH_CHANGES = """(SELECT user_id, status, reason, ts, leadInFrame(toNullable(ts), 1, NULL) OVER w AS ended_at
  FROM (SELECT user_id, status, reason, ts, lagInFrame(toNullable(status), 1, NULL) OVER w AS s, lagInFrame(reason, 1, NULL) OVER w AS r, row_number() OVER w AS n
    FROM b.ev WINDOW w AS (PARTITION BY user_id ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
  WHERE n = 1 OR s <> status OR coalesce(r, '') <> coalesce(reason, '')
  WINDOW w AS (PARTITION BY user_id ORDER BY ts ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))"""
CH_DAYS = f"""(SELECT user_id, toDate(p.1, 'Europe/Berlin') AS d, sum(p.2) AS l
  FROM (SELECT user_id, groupArray(ts) AS a, groupArray(status) AS c, arrayPushBack(arrayPopFront(groupArray(ts)), toDateTime64('{END}', 6, 'UTC')) AS n
    FROM (SELECT * FROM b.ev ORDER BY user_id, ts) GROUP BY user_id)
  ARRAY JOIN arrayFlatten(arrayMap((f, t, s) -> if(s = 'Available', arrayMap(k -> (greatest(f, toDateTime64(addDays(toStartOfDay(f, 'Europe/Berlin'), k), 6)),
      toUnixTimestamp64Micro(least(t, toDateTime64(addDays(toStartOfDay(f, 'Europe/Berlin'), k + 1), 6))) - toUnixTimestamp64Micro(greatest(f, toDateTime64(addDays(toStartOfDay(f, 'Europe/Berlin'), k), 6)))),
      range(toUInt32(1 + toDate(t, 'Europe/Berlin') - toDate(f, 'Europe/Berlin')))), []), a, n, c)) AS p
  WHERE p.2 > 0 GROUP BY user_id, d)"""

# work: for each engine a query, and one that gives numbers to compare
WORK = {
    "floor: count(*), max(at) GROUP BY user_id": {
        "userlogs": ("SELECT user_id, count(*), max(at) FROM ev GROUP BY user_id", None),
        "DuckDB": ("SELECT user_id, count(*) AS n, max(ts) AS m FROM ev GROUP BY user_id", None),
        "chDB": ("SELECT user_id, count(), max(ts) FROM b.ev GROUP BY user_id", None),
    },
    "reading as many ready rows": {"userlogs": ("SELECT count(*), sum(duration), count(reason), count(status), max(ended_at), max(clipped_end) FROM ready", None)},
    "timeline_agg alone": {"userlogs": (f"SELECT * FROM {TIMELINES}", None)},
    "merged intervals as rows": {
        "userlogs": (
            f"SELECT user_id, i.* FROM {TIMELINES}, status_intervals(t) i",
            "SELECT count(*), sum(extract(epoch FROM duration) * 1000000)::bigint, count(reason) FROM ready",
        ),
        "DuckDB": (f"SELECT * FROM {CHANGES}", f"SELECT count(*), sum(epoch_us(ended_at) - epoch_us(ts))::bigint, count(reason) FROM {CHANGES}"),
        "chDB": (
            f"SELECT * FROM {CH_CHANGES}",
            f"SELECT count(), sum(toUnixTimestamp64Micro(ended_at) - toUnixTimestamp64Micro(ts)), count(reason) FROM {CH_CHANGES}",
        ),
    },
    "time per user and status": {
        "userlogs": (
            f"SELECT user_id, d.* FROM {TIMELINES}, status_durations(t, '-infinity', '{END}+00') d",
            f"SELECT count(DISTINCT (user_id, status)), sum(extract(epoch FROM d.duration) * 1000000)::bigint FROM tl, status_durations(t, '-infinity', '{END}+00') d",
        ),
        "DuckDB": (
            f"SELECT user_id, status, sum(epoch_us(e) - epoch_us(s)) AS l, count(*) AS n FROM {SPELLS} GROUP BY ALL",
            f"SELECT count(*), sum(l)::bigint FROM (SELECT user_id, status, sum(epoch_us(e) - epoch_us(s)) AS l FROM {SPELLS} GROUP BY ALL)",
        ),
        "chDB": (
            f"SELECT user_id, status, sum(l), count() FROM {CH_SPELLS} GROUP BY user_id, status",
            f"SELECT count(), sum(l) FROM (SELECT user_id, status, sum(l) AS l FROM {CH_SPELLS} GROUP BY user_id, status)",
        ),
    },
    "time available per user and day of Berlin": {
        "userlogs": (
            f"SELECT user_id, b.* FROM {TIMELINES}, availability_buckets(t, '1 day', '-infinity', '{END}+00', 'Europe/Berlin', {CLASSES}) b",
            f"SELECT count(*) FILTER (WHERE available > '0'), sum(extract(epoch FROM available) * 1000000)::bigint FROM tl, availability_buckets(t, '1 day', '-infinity', '{END}+00', 'Europe/Berlin', {CLASSES}) b",
        ),
        "DuckDB": (
            f"""WITH i AS (SELECT * FROM {SPELLS} WHERE status = 'Available'),
              f AS (SELECT i.user_id, i.s, i.e, d.d, d.day_end FROM i ASOF JOIN day d ON i.s >= d.day_start),
              p AS (SELECT user_id, d, epoch_us(least(e, day_end)) - epoch_us(s) AS l FROM f
                UNION ALL SELECT f.user_id, d.d, epoch_us(least(f.e, d.day_end)) - epoch_us(d.day_start) FROM f JOIN day d ON d.day_start >= f.day_end AND d.day_start < f.e WHERE f.e > f.day_end)
              SELECT user_id, d, sum(l) AS l FROM p GROUP BY ALL""",
            "SELECT count(*), sum(l)::bigint FROM ({})",
        ),
        "chDB": (f"SELECT * FROM {CH_DAYS}", f"SELECT count(), sum(l) FROM {CH_DAYS}"),
    },
    "the same from stored timelines": {
        "userlogs": (f"SELECT user_id, b.* FROM tl, availability_buckets(t, '1 day', '-infinity', '{END}+00', 'Europe/Berlin', {CLASSES}) b", None),
        "duration_in": ("SELECT user_id, d, duration_in(t, 'Available', day_start, day_end) FROM tl, day", "SELECT sum(extract(epoch FROM duration_in(t, 'Available', day_start, day_end)) * 1000000)::bigint FROM tl, day"),
        "MobilityDB": (
            "SELECT user_id, d, duration(atTime(a, span(day_start, day_end))) FROM (SELECT user_id, atValues(s, 'Available') AS a FROM sequence OFFSET 0) x, day",
            "SELECT sum(extract(epoch FROM duration(atTime(a, span(day_start, day_end)))) * 1000000)::bigint FROM (SELECT user_id, atValues(s, 'Available') AS a FROM sequence OFFSET 0) x, day",
        ),
    },
    "the same with available time alone": {"userlogs": (f"SELECT user_id, b.bucket_start, b.available FROM tl, availability_buckets(t, '1 day', '-infinity', '{END}+00', 'Europe/Berlin', '{{Available}}', '{{}}', '{{}}') b", None)},
    "the same with overrun of three reasons": {"userlogs": (f"SELECT user_id, b.* FROM tl, availability_buckets(t, '1 day', '-infinity', '{END}+00', 'Europe/Berlin', {CLASSES}, '{{Lunch,Coffee,Meeting}}', '{{30 min,10 min,1 h}}') b", None)},
    "by status and reason": {"userlogs": (f"SELECT user_id, b.* FROM tl, duration_buckets(t, '1 day', '-infinity', '{END}+00', 'Europe/Berlin') b", None)},
}


def main(folder):
    postgres = Postgres(folder)
    engines = {"userlogs": postgres, "duration_in": postgres}
    with postgres.connection.cursor() as cursor:
        for table in ("ev", "day"):
            columns = "user_id, at AT TIME ZONE 'UTC', status, reason" if table == "ev" else "d, day_start AT TIME ZONE 'UTC', day_end AT TIME ZONE 'UTC'"
            with open(f"{folder}/{table}.csv", "wb") as file, cursor.copy(f"COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT csv)") as copy:
                for data in copy:
                    file.write(data)
    for name, engine in (("DuckDB", DuckDB), ("chDB", ChDB)):
        try:
            engines[name] = engine(folder)
        except ImportError:
            print(f"{name} is not there")
    try:
        postgres.connection.execute("CREATE EXTENSION mobilitydb CASCADE")
        postgres.connection.execute(
            "CREATE TABLE sequence AS SELECT user_id, ttextSeq(array_agg(ttext(status, at) ORDER BY at), 'step') AS s FROM "
            f"(SELECT user_id, at, status FROM ev UNION ALL SELECT DISTINCT user_id, timestamptz '{END}+00', 'end' FROM ev) e GROUP BY user_id"
        )
        postgres.connection.execute("VACUUM (FREEZE, ANALYZE) sequence")
        engines["MobilityDB"] = postgres
    except psycopg.Error as error:
        print(f"MobilityDB is not there: {str(error).splitlines()[0]}")

    for work, queries in WORK.items():
        answers = {}
        for name, (query, check) in queries.items():
            if check and name in engines:
                answers[name] = tuple(int(number) for number in engines[name].fetch(check.replace("({})", f"({query})"))[0])
        if len(set(answers.values())) > 1:
            print(f"{work}: the answers differ: {answers}")

    times = {}
    for round_number in range(ROUNDS + 1):
        for work, queries in WORK.items():
            for name, (query, _) in queries.items():
                if name in engines:
                    taken = engines[name].measure(query)
                    if round_number > 0:
                        times.setdefault((work, name), []).append(taken)
    floor = statistics.median(times[(next(iter(WORK)), "userlogs")])
    print(f"CPU time, ms, medians of {ROUNDS}; in brackets to the floor of PostgreSQL")
    for work, queries in WORK.items():
        medians = {name: statistics.median(times[(work, name)]) for name in queries if (work, name) in times}
        print(f"{work}: " + ", ".join(f"{name} {median:.0f} ({median / floor:.2f})" for name, median in medians.items()))


main(sys.argv[1])
