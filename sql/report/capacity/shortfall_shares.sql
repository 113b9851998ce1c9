-- shortfall_shares: who was missing in coverage gaps, in fair parts?
--
-- One row per team, local day of the window [from_at, to_at), up to now, and user
-- and reason with a part in a coverage gap or in an unattended request; and one of
-- no user for what no absence accounts for, since too few were at work or the others
-- were engaged.
--
-- At each time of a gap the users at work but unavailable could have mended the
-- least of the deficit and of their number; that is divided equally among them,
-- and what is left of the deficit nobody could mend.  As all are alike at that
-- time, this is their Shapley value: it does not depend on who left first or last.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.
-- key: team, local_date, user_id, reason

CREATE OR REPLACE FUNCTION shortfall_shares_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  local_date date,
  user_id status_event.user_id%TYPE,
  user_name text,
  reason text,
  planned boolean,
  share_person_seconds numeric(18,6),
  request_share double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 1000
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(shortfall_shares_between.from_at, shortfall_shares_between.to_at) r),
  cover AS MATERIALIZED (
    SELECT c.team, c.available, c.unavailable
    FROM team_headcount(shortfall_shares_between.from_at, shortfall_shares_between.to_at) c),
  zone AS MATERIALIZED (
    SELECT c.team, coalesce(z.time_zone, s.time_zone) AS time_zone, coalesce(z.day_offset, s.day_offset) AS day_offset
    FROM report_setting() s
    CROSS JOIN cover c
    LEFT JOIN team_zone() z ON z.team = c.team),
  gap AS MATERIALIZED (
    SELECT g.team, g.minimum_headcount AS minimum, range_agg(tstzrange(g.clipped_start, g.clipped_end)) AS periods
    FROM coverage_gaps_between(shortfall_shares_between.from_at, shortfall_shares_between.to_at) g
    GROUP BY g.team, g.minimum_headcount),
  -- the gaps, cut at local days and wherever a headcount changes
  piece AS MATERIALIZED (
    SELECT g.team, d.local_date, a.started_at, a.ended_at, g.minimum - a.headcount AS missing, u.headcount AS absent
    FROM gap g
    JOIN cover c ON c.team = g.team
    JOIN zone z ON z.team = g.team
    CROSS JOIN LATERAL unnest(g.periods) n(period)
    CROSS JOIN LATERAL userlogs.local_days(lower(n.period), upper(n.period), z.time_zone, z.day_offset) d
    CROSS JOIN LATERAL userlogs.headcount_steps(c.unavailable, d.clipped_start, d.clipped_end) u
    CROSS JOIN LATERAL userlogs.headcount_steps(c.available, u.started_at, u.ended_at) a),
  -- requests that nobody could answer when they arrived
  arrival AS MATERIALIZED (
    SELECT k.team, k.local_date, k.arrived_at, k.unavailable
    FROM (
      SELECT q.team, userlogs.local_date(q.arrived_at, z.time_zone, z.day_offset) AS local_date, q.arrived_at,
        userlogs.headcount_at(c.available, q.arrived_at) AS available, userlogs.headcount_at(c.unavailable, q.arrived_at) AS unavailable
      FROM w
      JOIN usable_request() q ON q.arrived_at >= w.from_at AND q.arrived_at < w.to_at
      JOIN cover c ON c.team = q.team
      JOIN zone z ON z.team = q.team
      WHERE q.is_in_service
      OFFSET 0) k
    WHERE k.available < 1),
  absence AS MATERIALIZED (
    SELECT i.team, i.user_id, i.reason, i.started_at, i.ended_at, i.hour
    FROM (
      SELECT array_agg(DISTINCT n.team) AS teams
      FROM (SELECT p.team FROM piece p WHERE p.absent > 0 UNION ALL SELECT a.team FROM arrival a WHERE a.unavailable > 0) n
      HAVING count(*) > 0) f
    CROSS JOIN LATERAL absent_interval(shortfall_shares_between.from_at, shortfall_shares_between.to_at, f.teams) i),
  -- divide last
  missing AS (
    SELECT k.team, k.local_date, k.user_id, k.reason, sum(k.seconds * least(k.missing, k.absent) / k.absent) AS seconds
    FROM (
      SELECT p.team, p.local_date, p.missing, p.absent, a.user_id, a.reason,
        sum(extract(epoch FROM least(p.ended_at, a.ended_at) - greatest(p.started_at, a.started_at))) AS seconds
      FROM (
        SELECT p.team, p.local_date, p.started_at, p.ended_at, p.missing, p.absent, h.hour
        FROM piece p
        CROSS JOIN LATERAL userlogs.local_buckets(p.started_at, p.ended_at, interval '1 hour', 'UTC'::text, interval '0') h(hour)
        WHERE p.absent > 0) p
      JOIN absence a ON a.team = p.team AND a.hour = p.hour
      -- once, in the first hour that both overlap
      WHERE p.hour = date_bin('1 hour', greatest(p.started_at, a.started_at), 'epoch') AND greatest(p.started_at, a.started_at) < least(p.ended_at, a.ended_at)
      GROUP BY p.team, p.local_date, p.missing, p.absent, a.user_id, a.reason) k
    GROUP BY k.team, k.local_date, k.user_id, k.reason),
  -- round the running sum, so that the parts add up exactly
  running AS (
    SELECT m.team, m.local_date, m.user_id, m.reason,
      round(sum(m.seconds) OVER (PARTITION BY m.team, m.local_date ORDER BY m.user_id, m.reason), 6) AS seconds
    FROM missing m),
  theirs AS (
    SELECT r.team, r.local_date, r.user_id, r.reason,
      r.seconds - lag(r.seconds, 1, 0) OVER (PARTITION BY r.team, r.local_date ORDER BY r.user_id, r.reason) AS seconds
    FROM running r),
  deficit AS (
    SELECT p.team, p.local_date, sum(p.missing * extract(epoch FROM p.ended_at - p.started_at)) AS seconds
    FROM piece p
    GROUP BY p.team, p.local_date),
  unattended AS (
    SELECT a.team, a.local_date, i.user_id, i.reason, sum(1 / a.unavailable::double precision) AS requests
    FROM arrival a
    JOIN absence i ON i.team = a.team AND i.hour = date_bin('1 hour', a.arrived_at, 'epoch')
    WHERE i.started_at <= a.arrived_at AND i.ended_at > a.arrived_at
    GROUP BY a.team, a.local_date, i.user_id, i.reason
    UNION ALL
    SELECT a.team, a.local_date, NULL, NULL, count(*)::double precision
    FROM arrival a
    WHERE a.unavailable = 0
    GROUP BY a.team, a.local_date),
  part AS (
    SELECT t.team, t.local_date, t.user_id, t.reason, t.seconds, double precision '0' AS requests FROM theirs t
    UNION ALL
    SELECT d.team, d.local_date, NULL, NULL, d.seconds - coalesce(t.seconds, 0), 0
    FROM deficit d
    LEFT JOIN (SELECT t.team, t.local_date, sum(t.seconds) AS seconds FROM theirs t GROUP BY t.team, t.local_date) t
      ON t.team = d.team AND t.local_date = d.local_date
    UNION ALL
    SELECT u.team, u.local_date, u.user_id, u.reason, 0, u.requests FROM unattended u),
  total AS (
    SELECT p.team, p.local_date, p.user_id, p.reason, sum(p.seconds) AS seconds, sum(p.requests) AS requests
    FROM part p
    GROUP BY p.team, p.local_date, p.user_id, p.reason)
  SELECT t.team, t.local_date, t.user_id, coalesce(u.name, t.user_id::text) AS user_name, t.reason, r.planned,
    t.seconds::numeric(18,6) AS share_person_seconds, t.requests AS request_share
  FROM total t
  LEFT JOIN user_label() u ON u.user_id = t.user_id
  LEFT JOIN reason_label_class() r ON r.reason_key = userlogs.label_key(t.reason)
  WHERE (t.seconds > 0 OR t.requests > 0)
    AND userlogs.valid_window(shortfall_shares_between.from_at, shortfall_shares_between.to_at);
END;
COMMENT ON FUNCTION shortfall_shares_between(timestamptz, timestamptz) IS
  'Return shortfall_shares for the window [from_at, to_at), up to now; a day counts for its part in the window. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW shortfall_shares IS
  'Who was missing: the people-time missing in coverage_gaps, in fair parts. One row per team, local day, user and reason; key (team, local_date, user_id, reason). At each time those unavailable share equally what they could have mended, which is their Shapley value. The parts of a team add up to deficit_person_seconds of its coverage_gaps. A filter on time reads everything: for a window take shortfall_shares_between';
COMMENT ON COLUMN shortfall_shares.team IS 'Team; (none): no team';
COMMENT ON COLUMN shortfall_shares.local_date IS 'Business day, in the time zone of the team';
COMMENT ON COLUMN shortfall_shares.user_id IS 'User at work but unavailable in a gap; NULL: too few were at work, or the others were engaged, which no absence accounts for';
COMMENT ON COLUMN shortfall_shares.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN shortfall_shares.reason IS 'Label of the reason of the user; (none): no reason given; NULL where user_id is';
COMMENT ON COLUMN shortfall_shares.planned IS 'Planned reason, like a break, or not, like an absence, by reason_class; NULL: not set, or no user';
COMMENT ON COLUMN shortfall_shares.share_person_seconds IS 'Part of the people-time missing, seconds: the integral of least(minimum_headcount - available users, unavailable users) / unavailable users; without a user, that of what is left';
COMMENT ON COLUMN shortfall_shares.request_share IS 'Part of the requests that arrived in service hours while nobody was available: 1 / unavailable users of each; without a user, those that arrived while nobody was unavailable';
