"""Asks Superset for the data of every chart of the dashboard, for several times
and teams, and compares every figure with SQL that reads the inputs of the report
and user_logs_between, and none of the views that the dashboard reads.

    superset_figures.py SCHEMA URL DASHBOARD FOLDER TABLES

FOLDER has what the page asked for in a browser (superset.js): of that the time,
the team and the step are changed here. TABLES is "views" or "snapshots": what the
charts have to read. The report is that of superset_data.sql.
"""
import datetime
import json
import math
import os
import pathlib
import sys
import urllib.request

import psycopg2
import psycopg2.extras
import psycopg2.sql

SCHEMA, URL, DASHBOARD, FOLDER, TABLES = sys.argv[1:6]

TIMES = [
    ("2026-03-15", "2026-03-30"),
    ("2026-03-20", "2026-03-21"),  # somebody joins a second team at noon
    ("2026-03-24", "2026-03-25"),
    ("2026-03-29", "2026-03-30"),  # 23 hours, up to now
    ("2026-04-02", "2026-04-03"),  # still to come
]
if TABLES == "snapshots":
    TIMES = TIMES[::3]
TEAMS = [None, "Day", "Night", "(none)"]
STEPS = {"PT1H": "hour", "P1D": "day"}

# Pieces of the time of each user in the window, from the day of the first event
# on, once; and for each team. Local times are timestamps in the zone UTC.
BASE = """
WITH setting AS (SELECT time_zone AS zone, as_of FROM setting),
first_day AS (
  SELECT user_id, date_trunc('day', min(occurred_at) AT TIME ZONE zone) AT TIME ZONE zone AS day FROM status_event, setting GROUP BY user_id, zone),
span AS (
  SELECT l.user_id, coalesce(u.name, l.user_id) AS user_name, l.class, coalesce(nullif(btrim(l.reason), ''), '(none)') AS reason,
    CASE WHEN l.class = 'unavailable' AND nullif(btrim(l.reason), '') IS NOT NULL THEN btrim(l.reason) ELSE coalesce(l.status, '(unknown)') END AS label,
    tstzrange(greatest(l.clipped_start, f.day), l.clipped_end) AS during
  FROM setting s, LATERAL user_logs_between(%(from)s::timestamp AT TIME ZONE s.zone, %(to)s::timestamp AT TIME ZONE s.zone) l
  JOIN first_day f USING (user_id) LEFT JOIN report_user u USING (user_id)
  WHERE l.clipped_end > f.day AND l.clipped_end > l.clipped_start),
member AS (
  SELECT user_id, team, tstzrange(valid_from, valid_to) AS during FROM team_member
  UNION ALL SELECT DISTINCT user_id, '(none)', tstzrange(NULL, NULL) FROM status_event WHERE user_id NOT IN (SELECT user_id FROM team_member)),
-- of each team
team_part AS (
  SELECT m.team, s.user_id, s.user_name, s.class, s.reason, s.label, s.during * m.during AS during
  FROM span s JOIN member m ON m.user_id = s.user_id AND m.during && s.during),
-- of the team that was chosen, or of all, where nobody counts twice
part AS (
  SELECT user_id, user_name, class, reason, during FROM team_part WHERE team = %(team)s
  UNION ALL SELECT user_id, user_name, class, reason, during FROM span WHERE %(team)s IS NULL),
-- the same from all of the log, for what depends on more than the window
all_available AS (
  SELECT m.team, l.user_id, range_agg(tstzrange(l.login_at, coalesce(l.logout_at, s.as_of)) * m.during) AS during
  FROM setting s, user_logs l JOIN member m USING (user_id)
  WHERE l.class = 'available' AND tstzrange(l.login_at, coalesce(l.logout_at, s.as_of)) && m.during
  GROUP BY m.team, l.user_id),
service AS (
  SELECT h.team, range_agg(tstzrange((d + h.opens) AT TIME ZONE s.zone, (d + h.closes + CASE WHEN h.closes <= h.opens THEN interval '1 day' ELSE '0' END) AT TIME ZONE s.zone)
      * tstzrange((SELECT min(day) FROM first_day), s.as_of)) AS during
  FROM setting s, service_hours h, generate_series(timestamp '2026-03-10', '2026-04-10', '1 day') d
  WHERE extract(isodow FROM d) = h.weekday
  GROUP BY h.team),
-- waits are in service hours, and begin there
request AS (
  SELECT q.request_id, q.team, q.user_id, q.arrived_at, q.arrived_at AT TIME ZONE s.zone AS arrived, q.first_response_at, q.closed_at,
    v.during @> q.arrived_at AS is_in_service, w.seconds AS wait,
    q.first_response_at IS NOT NULL AND w.seconds <= extract(epoch FROM t.answer_within) AS is_in_time,
    q.first_response_at IS NULL AND q.closed_at IS NULL AND w.seconds <= extract(epoch FROM t.answer_within) AS is_undecided,
    (SELECT count(*) FROM all_available a WHERE a.team = q.team AND a.during @> w.started_at) AS available
  FROM setting s, service_request q JOIN target t USING (team) JOIN service v USING (team),
    LATERAL (SELECT coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0) AS seconds, coalesce(min(lower(r)), q.arrived_at) AS started_at
      FROM unnest(v.during * tstzmultirange(tstzrange(q.arrived_at, coalesce(q.first_response_at, q.closed_at, s.as_of)))) r) w
  WHERE %(team)s IS NULL OR q.team = %(team)s),
gap AS (
  SELECT v.team, lower(g) AS started_at, lower(g) AT TIME ZONE s.zone AS started, extract(epoch FROM upper(g) - lower(g)) AS seconds,
    (SELECT count(*) FROM service_request q WHERE q.team = v.team AND g @> q.arrived_at) AS requests,
    (SELECT count(*) FROM service_request q WHERE q.team = v.team AND g @> q.arrived_at AND q.first_response_at IS NULL) AS unanswered
  FROM setting s, service v,
    LATERAL (SELECT range_agg(r) AS during FROM all_available a, unnest(a.during) r WHERE a.team = v.team) a,
    LATERAL unnest(v.during - a.during) g
  WHERE %(team)s IS NULL OR v.team = %(team)s),
-- half hours, of which staffing has one row a team
bucket AS (
  SELECT t.team, b AS bucket_start, b AT TIME ZONE s.zone AS started, least(b + interval '30 minutes', s.as_of) AS bucket_end, b + interval '30 minutes' AS whole_end,
    extract(epoch FROM least(b + interval '30 minutes', s.as_of) - b) AS seconds
  FROM setting s, (VALUES ('Day'), ('Night'), ('(none)')) t(team),
    generate_series((SELECT min(day) FROM first_day), s.as_of - interval '1 microsecond', '30 minutes') b
  WHERE (%(team)s IS NULL OR t.team = %(team)s)
    AND b >= %(from)s::timestamp AT TIME ZONE s.zone AND b < %(to)s::timestamp AT TIME ZONE s.zone),
demand AS (
  SELECT b.team, b.started, b.seconds,
    coalesce((SELECT sum(extract(epoch FROM upper(r) - lower(r))) FROM all_available a, unnest(a.during * tstzmultirange(tstzrange(b.bucket_start, b.bucket_end))) r
      WHERE a.team = b.team), 0) AS available,
    greatest(
      CASE WHEN t.team IS NULL THEN NULL WHEN q.count = 0 THEN 0 ELSE
        userlogs.agents_required(q.count, CASE WHEN b.bucket_end < s.as_of THEN b.bucket_end ELSE b.whole_end END - b.bucket_start,
          coalesce(q.handled, (SELECT avg(closed_at - first_response_at) FROM service_request u WHERE u.team = b.team)), t.answer_within, t.service_level, t.max_occupancy, double precision '0') END,
      CASE WHEN t.team IS NOT NULL AND v.during && tstzrange(b.bucket_start, b.bucket_end) THEN t.minimum_headcount END) AS required
  FROM setting s, bucket b
  LEFT JOIN target t USING (team) LEFT JOIN service v USING (team)
  CROSS JOIN LATERAL (SELECT count(*) AS count, avg(closed_at - first_response_at) AS handled FROM service_request r
    WHERE r.team = b.team AND r.arrived_at >= b.bucket_start AND r.arrived_at < b.bucket_end) q)
"""

# Where the waiting went, which depends on no window: what each team had at any time
# in which nothing changed, for anybody.
CAUSES = """
SET TimeZone = 'UTC';
CREATE TEMPORARY TABLE plain_status AS
SELECT l.user_id, coalesce(u.name, l.user_id) AS user_name, l.class, tstzrange(l.login_at, coalesce(l.logout_at, s.as_of)) AS during,
  CASE WHEN l.class = 'unavailable' THEN coalesce(nullif(btrim(l.reason), ''), '(none)') ELSE '(' || l.class || ')' END AS reason
FROM setting s, user_logs l LEFT JOIN report_user u USING (user_id) WHERE coalesce(l.logout_at, s.as_of) > l.login_at;
CREATE TEMPORARY TABLE plain_member AS
SELECT m.team, p.user_id, p.user_name, p.class, p.reason, p.during * tstzrange(m.valid_from, m.valid_to) AS during
FROM plain_status p JOIN team_member m ON m.user_id = p.user_id AND tstzrange(m.valid_from, m.valid_to) && p.during;
CREATE TEMPORARY TABLE plain_open AS
SELECT h.team, tstzrange((d + h.opens) AT TIME ZONE s.time_zone, (d + h.closes + CASE WHEN h.closes <= h.opens THEN interval '1 day' ELSE '0' END) AT TIME ZONE s.time_zone) AS during
FROM setting s, service_hours h, generate_series(timestamp '2026-03-10', '2026-04-10', '1 day') d WHERE extract(isodow FROM d) = h.weekday;
CREATE TEMPORARY TABLE plain_handling AS
SELECT q.user_id, tstzrange(q.first_response_at, coalesce(q.closed_at, least(s.as_of, q.first_response_at + interval '24 hours'))) AS during
FROM setting s, service_request q WHERE q.first_response_at IS NOT NULL AND q.user_id IS NOT NULL;
-- to whom it was assigned, and when
CREATE TEMPORARY TABLE plain_wait AS
SELECT q.request_id, q.team, q.arrived_at, q.is_waiting, e.user_id, tstzrange(e.at, lead(e.at, 1, q.wait_end) OVER (PARTITION BY q.request_id ORDER BY e.at)) AS during
FROM (
  SELECT q.request_id, q.team, q.arrived_at, coalesce(q.first_response_at, q.closed_at, s.as_of) AS wait_end, q.first_response_at IS NULL AND q.closed_at IS NULL AS is_waiting
  FROM setting s, service_request q) q,
  LATERAL (SELECT NULL AS user_id, q.arrived_at AS at
    UNION ALL SELECT a.user_id, a.assigned_at FROM assignment a WHERE a.request_id = q.request_id::text AND a.assigned_at < q.wait_end) e;
CREATE TEMPORARY TABLE plain_step AS
SELECT t.team, c.during, EXISTS (SELECT FROM plain_open o WHERE o.team = t.team AND o.during && c.during) AS is_open,
  count(*) FILTER (WHERE m.class = 'available') AS available, count(*) FILTER (WHERE m.class = 'unavailable') AS unavailable,
  count(*) FILTER (WHERE m.class = 'available' AND EXISTS (SELECT FROM plain_handling h WHERE h.user_id = m.user_id AND h.during && c.during)) AS busy
FROM (SELECT DISTINCT team FROM team_member) t
CROSS JOIN (
  SELECT tstzrange(a.at, lead(a.at) OVER (ORDER BY a.at)) AS during
  FROM (SELECT lower(during) FROM plain_status UNION SELECT upper(during) FROM plain_status UNION SELECT lower(during) FROM plain_open UNION SELECT upper(during) FROM plain_open
    UNION SELECT lower(during) FROM plain_handling UNION SELECT upper(during) FROM plain_handling UNION SELECT lower(during) FROM plain_member
    UNION SELECT lower(during) FROM plain_wait UNION SELECT upper(during) FROM plain_wait UNION SELECT as_of FROM setting
    UNION SELECT d AT TIME ZONE s.time_zone FROM setting s, generate_series(timestamp '2026-03-10', '2026-04-10', '1 day') d) a(at), setting s
  WHERE a.at <= s.as_of) c
LEFT JOIN plain_member m ON m.team = t.team AND m.during && c.during
WHERE upper(c.during) IS NOT NULL
GROUP BY t.team, c.during;
CREATE TEMPORARY TABLE plain_cause AS
SELECT k.request_id, k.team, k.arrived_at AT TIME ZONE s.time_zone AS arrived, k.cause,
  CASE k.cause WHEN 'all_unavailable' THEN m.user_name WHEN 'assignee_away' THEN k.user_name END AS user_name,
  CASE k.cause WHEN 'all_unavailable' THEN m.reason WHEN 'assignee_away' THEN k.reason END AS reason,
  extract(epoch FROM upper(k.during) - lower(k.during)) / CASE k.cause WHEN 'all_unavailable' THEN k.unavailable ELSE 1 END AS seconds
FROM setting s, (
  SELECT w.request_id, w.team, w.arrived_at, p.during, p.unavailable, u.user_name, u.reason,
    CASE WHEN NOT p.is_open THEN 'closed' WHEN p.available + p.unavailable = 0 THEN 'nobody_staffed' WHEN p.available = 0 THEN 'all_unavailable'
      WHEN p.busy = p.available THEN 'all_busy' WHEN w.user_id IS NOT NULL AND u.class IS DISTINCT FROM 'available' THEN 'assignee_away' ELSE 'answerable' END AS cause
  FROM plain_wait w JOIN plain_step p ON p.team = w.team AND p.during <@ w.during LEFT JOIN plain_status u ON u.user_id = w.user_id AND u.during && p.during) k
LEFT JOIN plain_member m ON k.cause = 'all_unavailable' AND m.team = k.team AND m.class = 'unavailable' AND m.during && k.during;
CREATE TEMPORARY TABLE plain_share AS
SELECT p.team, (lower(p.during) AT TIME ZONE s.time_zone)::date AS day, m.user_name, m.reason,
  extract(epoch FROM upper(p.during) - lower(p.during)) * CASE WHEN m.user_id IS NULL THEN 1 ELSE 1.0 / p.unavailable END AS seconds
FROM setting s, plain_step p LEFT JOIN plain_member m ON m.team = p.team AND m.class = 'unavailable' AND m.during && p.during
-- one is required
WHERE p.is_open AND p.available = 0 AND lower(p.during) >= (SELECT date_trunc('day', min(occurred_at) AT TIME ZONE s.time_zone) AT TIME ZONE s.time_zone FROM status_event);
CREATE TEMPORARY TABLE plain_stranded AS
SELECT w.request_id, w.team, lower(w.during * u.during) AT TIME ZONE s.time_zone AS started, u.user_name, u.reason,
  extract(epoch FROM upper(w.during * u.during) - lower(w.during * u.during)) AS seconds, w.is_waiting AND upper(w.during * u.during) = s.as_of AS is_open,
  (SELECT string_agg(m.user_name, ', ' ORDER BY m.user_name) FROM plain_member m, LATERAL (SELECT upper(w.during * u.during) - interval '1 microsecond') e(at)
    WHERE m.team = w.team AND m.class = 'available' AND m.during @> e.at AND NOT EXISTS (SELECT FROM plain_handling h WHERE h.user_id = m.user_id AND h.during @> e.at)) AS free_users
FROM setting s, plain_wait w JOIN plain_status u ON u.user_id = w.user_id AND u.class <> 'available' AND u.during && w.during
"""
HOURS = "sum(extract(epoch FROM upper(during) - lower(during))) {} / 3600"


def hours_of(condition):
    return f"coalesce({HOURS.format(f'FILTER (WHERE {condition})')}, 0)"


IN_TIME = "arrived >= %(from)s::timestamp AND arrived < %(to)s::timestamp"
IN_TEAM = "(%(team)s IS NULL OR team = %(team)s)"
CAUSE_NAMES = ["closed", "nobody_staffed", "all_unavailable", "all_busy", "assignee_away", "answerable"]
STAFFED = "class IN ('available', 'engaged', 'unavailable')"

# The columns of each chart that are compared, and the rows that they have.
EXPECTED = {
    "available_now": (["available_users"], """
        SELECT count(DISTINCT m.user_id) FROM member m JOIN user_logs l USING (user_id), setting s
        WHERE l.logout_at IS NULL AND l.class = 'available' AND m.during @> s.as_of AND (%(team)s IS NULL OR m.team = %(team)s)"""),
    "available_of_staffed": (["available_of_staffed"],
        f"SELECT {HOURS.format('''FILTER (WHERE class = 'available')''')} / nullif({hours_of(STAFFED)}, 0) FROM part"),
    "answered_in_time": (["answered_in_time"],
        f"SELECT count(*) FILTER (WHERE is_in_time)::float8 / nullif(count(*) FILTER (WHERE NOT is_undecided), 0) FROM request WHERE {IN_TIME}"),
    "gap_hours": (["gap_hours"],
        "SELECT coalesce(sum(seconds), 0) / 3600 FROM gap WHERE started >= %(from)s::timestamp AND started < %(to)s::timestamp"),
    # bars that touch belong together
    "who_was_in_which_status": (["team", "user_name", "class", "label", "hours"],
        f"SELECT team, user_name, class, label, {HOURS.format('')} FROM team_part WHERE %(team)s IS NULL OR team = %(team)s GROUP BY 1, 2, 3, 4"),
    "available_by_hour": (["day_of_week", "hour_of_day", "available_headcount"], """
        SELECT to_char(h.started, 'ID Dy'), to_char(h.started, 'HH24'), sum(h.available) / sum(h.seconds)
        FROM (
          SELECT b AT TIME ZONE s.zone AS started, extract(epoch FROM least(b + interval '1 hour', s.as_of) - b) AS seconds,
            coalesce(sum(extract(epoch FROM upper(p.during * tstzrange(b, b + interval '1 hour')) - lower(p.during * tstzrange(b, b + interval '1 hour'))))
              FILTER (WHERE p.class = 'available'), 0) AS available
          FROM setting s, generate_series(%(from)s::timestamp AT TIME ZONE s.zone, %(to)s::timestamp AT TIME ZONE s.zone, '1 hour') b
          JOIN part p ON p.during && tstzrange(b, b + interval '1 hour')
          GROUP BY b, s.zone, s.as_of) h
        GROUP BY 1, 2"""),
    "time_by_reason": (["reason", "total_hours"],
        f"SELECT reason, {HOURS.format('')} FROM part WHERE class = 'unavailable' GROUP BY 1"),
    "availability_of_people": (["user_name", "available_hours", "engaged_hours", "unavailable_hours", "available_of_staffed", "offline_hours", "unknown_hours"], f"""
        SELECT user_name, {hours_of("class = 'available'")}, {hours_of("class = 'engaged'")}, {hours_of("class = 'unavailable'")},
          {HOURS.format('''FILTER (WHERE class = 'available')''')} / nullif({hours_of(STAFFED)}, 0), {hours_of("class = 'offline'")}, {hours_of("class = 'unknown'")}
        FROM part GROUP BY 1"""),
    "break_overtime": (["user_name", "overtime_minutes"], """
        SELECT coalesce(u.name, l.user_id), sum(extract(epoch FROM upper(o.during) - lower(o.during))) / 60
        FROM setting s, user_logs l JOIN member m USING (user_id) LEFT JOIN report_user u USING (user_id) JOIN reason_class c ON lower(c.reason) = lower(l.reason),
          LATERAL (SELECT tstzrange(l.login_at + c.allowance, greatest(l.login_at + c.allowance, coalesce(l.logout_at, s.as_of))) * m.during
            * tstzrange(%(from)s::timestamp AT TIME ZONE s.zone, %(to)s::timestamp AT TIME ZONE s.zone) AS during) o
        WHERE l.class = 'unavailable' AND c.allowance IS NOT NULL AND NOT isempty(o.during) AND (%(team)s IS NULL OR m.team = %(team)s)
        GROUP BY 1"""),
    "who_is_here_now": (["team", "user_name", "status", "reason", "local_since", "milliseconds"], """
        SELECT m.team, coalesce(u.name, m.user_id), coalesce(l.status, '(unknown)'), l.reason, l.login_at AT TIME ZONE s.zone, round(extract(epoch FROM s.as_of - l.login_at)) * 1000
        FROM setting s, member m JOIN user_logs l USING (user_id) LEFT JOIN report_user u USING (user_id)
        WHERE l.logout_at IS NULL AND m.during @> s.as_of AND (%(team)s IS NULL OR m.team = %(team)s)"""),
    "available_against_required": (["local_start", "available_headcount", "required_headcount"], """
        SELECT date_trunc(%(step)s, started), sum(available) / sum(seconds) * count(DISTINCT team), sum(required * seconds) / sum(seconds) * count(DISTINCT team)
        FROM demand GROUP BY 1"""),
    "service_level": (["local_start", "answered_in_time", "abandoned"], f"""
        SELECT date_trunc(%(step)s, arrived), count(*) FILTER (WHERE is_in_time)::float8 / nullif(count(*) FILTER (WHERE NOT is_undecided), 0),
          count(*) FILTER (WHERE first_response_at IS NULL AND closed_at IS NOT NULL)::float8 / count(*)
        FROM request WHERE {IN_TIME} GROUP BY 1"""),
    "response_by_headcount": (["available_headcount", "response_minutes"],
        "SELECT available, avg(wait) FILTER (WHERE first_response_at IS NOT NULL) / 60 FROM request GROUP BY 1"),
    "coverage_gaps": (["team", "local_start", "milliseconds", "available_min", "minimum_headcount", "request_count", "unanswered_count"], """
        SELECT team, started, round(seconds) * 1000, 0, 1, requests, unanswered FROM gap
        WHERE started >= %(from)s::timestamp AND started < %(to)s::timestamp"""),
    "unattended_requests": (["local_arrived", "team", "request_id", "state", "milliseconds", "answered_by"], f"""
        SELECT arrived, team, request_id::text, CASE WHEN first_response_at IS NOT NULL THEN 'answered' WHEN closed_at IS NOT NULL THEN 'abandoned' ELSE 'waiting' END,
          round(wait) * 1000, coalesce(u.name, r.user_id)
        FROM request r LEFT JOIN report_user u USING (user_id) WHERE available = 0 AND is_in_service AND {IN_TIME}"""),
    "wait_causes": (["local_date"] + [cause + "_hours" for cause in CAUSE_NAMES], f"""
        SELECT date_trunc('day', arrived), {", ".join(f"coalesce(sum(seconds) FILTER (WHERE cause = '{cause}'), 0) / 3600" for cause in CAUSE_NAMES)}
        FROM plain_cause WHERE {IN_TEAM} AND {IN_TIME} GROUP BY 1"""),
    "wait_absences": (["user_name", "reason", "cause", "wait_hours"],
        f"SELECT user_name, reason, cause, sum(seconds) / 3600 FROM plain_cause WHERE user_name IS NOT NULL AND {IN_TEAM} AND {IN_TIME} GROUP BY 1, 2, 3"),
    "stranded_requests": (["local_start", "team", "request_id", "user_name", "reason", "milliseconds", "free_users", "is_open"], f"""
        SELECT started, team, request_id::text, user_name, reason, round(seconds) * 1000, free_users, is_open FROM plain_stranded
        WHERE {IN_TEAM} AND started >= %(from)s::timestamp AND started < %(to)s::timestamp"""),
    "shortfall_shares": (["person", "reason", "planned", "missing_hours"], f"""
        SELECT coalesce(user_name, 'too few at work'), p.reason, c.planned, sum(seconds) / 3600 FROM plain_share p LEFT JOIN reason_class c ON lower(c.reason) = lower(p.reason)
        WHERE {IN_TEAM} AND day >= %(from)s::date AND day < %(to)s::date GROUP BY 1, 2, 3"""),
}


def call(path, body=None):
    request = urllib.request.Request(URL + path, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if "token" in globals():
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def plain(value):
    """A value of either side: times as milliseconds on the local clock."""
    if isinstance(value, datetime.datetime):
        return value.replace(tzinfo=datetime.timezone.utc).timestamp() * 1000
    if value is None or isinstance(value, (str, bool)):
        return value
    return float(value)


def ordered(rows):
    return sorted((tuple(plain(value) for value in row) for row in rows), key=lambda row: [(value is None, str(type(value)), value if value is not None else 0) for value in row])


# the views round to microseconds
def same(expected, got):
    return all(a == b or isinstance(a, float) and isinstance(b, float) and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-8) for a, b in zip(expected, got))


def joined(rows):
    """Bars of a team, user and class: their hours, which are those that are drawn."""
    total = {}
    for row in rows:
        if row["local_end"] <= row["local_start"]:
            raise SystemExit(f"who_was_in_which_status: {row}")
        key = tuple(row[name] for name in ("team", "user_name", "class", "label"))
        total[key] = total.get(key, 0) + row["hours"]
    return [key + (hours,) for key, hours in total.items()]


token = call("/api/v1/security/login", {"username": "admin", "password": os.environ["SUPERSET_PASSWORD"], "provider": "db"})["access_token"]
charts = {chart["id"]: chart["slice_name"] for chart in call(f"/api/v1/dashboard/{DASHBOARD}/charts")["result"]}
names = {  # by title
    "Available now": "available_now", "Available": "available_of_staffed", "Answered in time": "answered_in_time", "Below the minimum": "gap_hours",
    "Who was in which status": "who_was_in_which_status", "People available, by weekday and hour": "available_by_hour",
    "Why people were unavailable, hours": "time_by_reason", "Availability of each person, hours": "availability_of_people",
    "Break overtime, minutes": "break_overtime", "Who is here now": "who_is_here_now", "People available against required": "available_against_required",
    "Service level": "service_level", "Minutes to the response, by people available": "response_by_headcount",
    "Coverage gaps": "coverage_gaps", "Requests that met nobody": "unattended_requests",
    "Where the waiting went, by day": "wait_causes", "Absences behind the waiting, hours": "wait_absences",
    "Requests that waited for somebody who was not there": "stranded_requests", "Who was missing in coverage gaps, in fair parts": "shortfall_shares",
}
database = psycopg2.connect("")
cursor = database.cursor()
cursor.execute(psycopg2.sql.SQL("SET search_path = {}").format(psycopg2.sql.Identifier(SCHEMA)))
cursor.execute(CAUSES)
failed = figures = answers = 0


def compare(where, name, result, parameters):
    global failed, figures, answers
    columns, query = EXPECTED[name]
    cursor.execute(BASE + query, parameters)
    expected = ordered(cursor.fetchall())
    rows = result["data"]
    got = ordered(joined(rows) if name == "who_was_in_which_status" else ([row[column] for column in columns] for row in rows))
    answers += 1
    figures += sum(isinstance(value, float) for row in expected for value in row)
    wrong = [pair for pair in zip(expected, got) if not same(*pair)]
    if wrong or len(expected) != len(got):
        failed += 1
        print(f"{where}: {name}, {parameters}: {len(expected)} rows expected, {len(got)} got")
        for pair in wrong[:3]:
            print("  expected {}\n  got      {}".format(*pair))
    # a snapshot only where one was asked for
    stored = "_snapshot" in result["query"]
    if stored != (TABLES == "snapshots" and name not in ("available_now", "who_is_here_now")):
        failed += 1
        print(f"{where}: {name} reads {result['query']}")


# what the page itself has got
asked = {}
for file in sorted(pathlib.Path(FOLDER).glob("*.json")):
    state = json.loads(file.with_suffix(".state").read_text())
    seen = {}
    for answer in json.loads(file.read_text()):
        chart = answer["body"]["form_data"].get("slice_id")
        if chart in charts:
            seen[names[charts[chart]]] = answer
    if set(seen) != set(EXPECTED):
        failed += 1
        print(f"{file.name}: no answer for {sorted(set(EXPECTED) - set(seen))}")
    for name, answer in seen.items():
        step = STEPS.get(answer["body"]["queries"][0].get("extras", {}).get("time_grain_sqla"))
        compare(file.name, name, answer["result"][0], {**state, "step": step})
        asked.setdefault(name, answer["body"])

for name, body in sorted(asked.items()):
    query = body["queries"][0]
    filters = [condition for condition in query["filters"] if condition["col"] != "team"]
    for time in TIMES:
        for team in TEAMS:
            for step in STEPS if "time_grain_sqla" in query.get("extras", {}) else ["PT1H"]:
                query["filters"] = filters + ([{"col": "team", "op": "IN", "val": [team]}] if team else [])
                if query.get("time_range"):
                    query["time_range"] = f"{time[0]} : {time[1]}"
                if "time_grain_sqla" in query.get("extras", {}):
                    query["extras"]["time_grain_sqla"] = query["columns"][0]["timeGrain"] = step
                body["force"] = True
                result = call("/api/v1/chart/data", body)["result"][0]
                compare(TABLES, name, result, {"from": time[0], "to": time[1], "team": team, "step": STEPS[step]})

if answers < len(EXPECTED) * len(TIMES) * len(TEAMS) or figures < 1000 * len(TIMES):
    failed += 1
print(f"{TABLES}: {answers} answers of {len(asked)} charts compared, with {figures} figures")
sys.exit(failed > 0)
