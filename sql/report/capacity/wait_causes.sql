-- wait_causes: what did each request wait for?
--
-- One row per request that arrived in the window [from_at, to_at), team for which
-- it waited, cause, and user and reason where an absence was the cause.  Each
-- moment of the wait for the first response, on the wall clock, has the first cause
-- that holds:
--
--   closed            outside the service hours of the team
--   nobody_staffed    nobody of the team is at work
--   all_unavailable   all at work are unavailable: in equal parts theirs
--   all_busy          nobody is free: all available users are full, see input
--                     capacity, and the others engaged
--   assignee_away     the user to whom it is assigned is neither available nor
--                     engaged
--   answerable        somebody available could have answered
--
-- The seconds of a request add up to its wait.
--
-- Not inlined, and jit = off, for the same reasons as team_absence. Memoize would
-- take longer to hash a headcount than headcount_steps to read it.
-- key: request_id, team, arrived_at, cause, user_id, reason

CREATE OR REPLACE FUNCTION wait_causes_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  request_id text,
  team text,
  arrived_at timestamptz,
  local_arrived timestamp,
  local_date date,
  time_zone text,
  cause text,
  user_id status_event.user_id%TYPE,
  user_name text,
  reason text,
  seconds numeric(18,6))
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off SET enable_memoize = off ROWS 10000
BEGIN ATOMIC
  WITH wait AS MATERIALIZED (
    SELECT a.number, a.request_id, a.team, a.channel_key, a.arrived_at, a.user_id, a.started_at, a.ended_at, a.is_whole,
      coalesce(a.ended_at > w.near_to, false) AS is_far
    FROM (
      -- most waits end within eight days; for the others more is read, of the
      -- teams concerned only
      SELECT CASE WHEN wait_causes_between.to_at < e.as_of THEN wait_causes_between.to_at + interval '192 hours' END
      FROM report_end() e
      WHERE userlogs.valid_window(wait_causes_between.from_at, wait_causes_between.to_at)) w(near_to)
    CROSS JOIN LATERAL request_wait(wait_causes_between.from_at, wait_causes_between.to_at) a),
  -- a request that is there twice is one that waits twice
  twin AS MATERIALIZED (
    SELECT a.request_id, a.arrived_at, min(a.number) AS number
    FROM wait a
    GROUP BY a.request_id, a.arrived_at
    -- one part of each wait begins at the arrival
    HAVING count(*) FILTER (WHERE a.started_at = a.arrived_at) > 1),
  cover AS MATERIALIZED (
    SELECT false AS is_far, c.team, c.channel_key, c.service, c.productive, c.unavailable, c.full_users
    FROM (SELECT max(a.ended_at) AS last_at FROM wait a WHERE NOT a.is_far HAVING count(*) > 0) f
    CROSS JOIN LATERAL team_cover(wait_causes_between.from_at, f.last_at) c
    UNION ALL
    SELECT true, c.team, c.channel_key, c.service, c.productive, c.unavailable, c.full_users
    FROM (SELECT max(a.ended_at) AS last_at, array_agg(DISTINCT a.team) AS teams FROM wait a WHERE a.is_far HAVING count(*) > 0) f
    CROSS JOIN LATERAL team_cover(wait_causes_between.from_at, f.last_at, f.teams) c),
  split AS MATERIALIZED (
    SELECT k.number, k.team, k.channel_key, k.user_id, k.started_at, k.ended_at, k.is_far, k.is_whole,
      coalesce((k.parts).closed_seconds, 0) AS closed_seconds,
      -- a team that is in no input has nobody
      coalesce((k.parts).unstaffed_seconds, extract(epoch FROM k.ended_at - k.started_at)) AS unstaffed_seconds,
      coalesce((k.parts).unavailable_seconds, 0) AS unavailable_seconds, coalesce((k.parts).busy_seconds, 0) AS busy_seconds,
      coalesce((k.parts).free_seconds, 0) AS free_seconds
    FROM (
      SELECT coalesce(t.number, a.number) AS number, a.team, a.channel_key, a.user_id, a.started_at, a.ended_at, a.is_far,
        a.is_whole AND t.number IS NULL AS is_whole, userlogs.split_wait(c.service, c.productive, c.unavailable, c.full_users, a.started_at, a.ended_at) AS parts
      FROM wait a
      LEFT JOIN twin t ON t.request_id = a.request_id AND t.arrived_at = a.arrived_at
      LEFT JOIN cover c ON c.team = a.team AND c.channel_key = a.channel_key AND c.is_far = a.is_far
      OFFSET 0) k),
  short AS MATERIALIZED (
    SELECT s.number, s.team, s.is_far, s.is_whole, s.started_at, s.ended_at FROM split s WHERE s.unavailable_seconds > 0),
  -- the time in which all at work were unavailable, by their number
  empty AS MATERIALIZED (
    SELECT c.is_far, c.team, u.started_at, u.ended_at, u.headcount
    FROM (SELECT s.is_far, s.team, min(s.started_at) AS from_at, max(s.ended_at) AS to_at FROM short s GROUP BY s.is_far, s.team) f
    JOIN cover c ON c.team = f.team AND c.is_far = f.is_far AND c.channel_key = ''
    CROSS JOIN LATERAL userlogs.headcount_steps(c.service, f.from_at, f.to_at) s
    CROSS JOIN LATERAL userlogs.headcount_gaps(c.productive, bigint '1', s.started_at, s.ended_at) g
    CROSS JOIN LATERAL userlogs.headcount_steps(c.unavailable, g.started_at, g.ended_at) u
    WHERE s.headcount > 0 AND u.headcount > 0),
  -- the absence of each user from it; the count is that of all those absent
  absence AS MATERIALIZED (
    SELECT p.is_far, p.team, p.user_id, p.reason, userlogs.headcount_agg(p.started_at, p.ended_at, p.headcount) AS absent
    FROM (
      SELECT e.is_far, e.team, i.user_id, i.reason, greatest(e.started_at, i.started_at) AS started_at, least(e.ended_at, i.ended_at) AS ended_at, e.headcount
      FROM (
        SELECT e.is_far, e.team, e.started_at, e.ended_at, e.headcount, h.hour
        FROM empty e
        CROSS JOIN LATERAL userlogs.local_buckets(e.started_at, e.ended_at, interval '1 hour', 'UTC'::text, interval '0') h(hour)) e
      JOIN (
        SELECT i.team, i.user_id, i.reason, i.started_at, i.ended_at, i.hour
        FROM (SELECT max(s.ended_at) AS last_at, array_agg(DISTINCT s.team) AS teams FROM short s HAVING count(*) > 0) f
        CROSS JOIN LATERAL absent_interval(wait_causes_between.from_at, f.last_at, f.teams) i) i
        ON i.team = e.team AND i.hour = e.hour
      -- once, in the first hour that both overlap
      WHERE e.hour = date_bin('1 hour', greatest(e.started_at, i.started_at), 'epoch') AND greatest(e.started_at, i.started_at) < least(e.ended_at, i.ended_at)) p
    GROUP BY p.is_far, p.team, p.user_id, p.reason),
  share AS MATERIALIZED (
    SELECT k.number, k.team, k.is_whole, k.user_id, k.reason, k.seconds
    FROM (
      SELECT s.number, s.team, s.is_whole, a.user_id, a.reason, userlogs.absence_share(a.absent, '{}'::userlogs.headcount, a.absent, bigint '1', s.started_at, s.ended_at) AS seconds
      FROM short s
      JOIN absence a ON a.team = s.team AND a.is_far = s.is_far
      -- OFFSET 0 is an optimization fence: keep headcounts out of sorts
      OFFSET 0) k
    WHERE k.seconds > 0),
  -- round the running sum, so that the parts add up exactly
  theirs AS (
    SELECT k.number, k.team, k.user_id, k.reason, k.seconds - lag(k.seconds, 1, 0) OVER (PARTITION BY k.number, k.team ORDER BY k.user_id, k.reason) AS seconds
    FROM (
      SELECT h.number, h.team, h.user_id, h.reason, round(sum(h.seconds) OVER (PARTITION BY h.number, h.team ORDER BY h.user_id, h.reason), 6) AS seconds
      FROM (
        SELECT s.number, s.team, s.user_id, s.reason, s.seconds FROM share s WHERE s.is_whole
        UNION ALL
        SELECT s.number, s.team, s.user_id, s.reason, sum(s.seconds) FROM share s WHERE NOT s.is_whole GROUP BY s.number, s.team, s.user_id, s.reason) h) k),
  -- the time in which somebody was free, but not the assignee
  assigned AS MATERIALIZED (
    SELECT s.number, s.team, s.channel_key, s.is_far, s.user_id, s.started_at, s.ended_at
    FROM split s
    WHERE s.user_id IS NOT NULL AND s.free_seconds > 0),
  history AS MATERIALIZED (
    SELECT false AS is_far, t.user_id, t.timeline
    FROM (SELECT max(a.ended_at) AS last_at FROM assigned a WHERE NOT a.is_far HAVING count(*) > 0) f
    CROSS JOIN LATERAL user_timeline(wait_causes_between.from_at, f.last_at) t
    UNION ALL
    SELECT true, t.user_id, t.timeline
    FROM (SELECT max(a.ended_at) AS last_at FROM assigned a WHERE a.is_far HAVING count(*) > 0) f
    CROSS JOIN LATERAL user_timeline(wait_causes_between.from_at, f.last_at) t),
  away AS MATERIALIZED (
    SELECT a.number, a.team, a.channel_key, a.is_far, a.user_id,
      CASE WHEN c.is_staffed THEN pick_label((SELECT label_spelling('reason', wait_causes_between.from_at, wait_causes_between.to_at)), i.reason, '(none)')
        ELSE '(' || coalesce(c.class, 'unknown') || ')' END AS reason,
      i.started_at, i.ended_at
    FROM assigned a
    LEFT JOIN history h ON h.user_id = a.user_id AND h.is_far = a.is_far
    CROSS JOIN LATERAL (
      SELECT s.clipped_start, s.clipped_end, s.status, s.reason
      FROM userlogs.status_intervals(h.timeline, a.started_at, a.ended_at) s
      UNION ALL
      -- a user without events
      SELECT a.started_at, a.ended_at, NULL, NULL WHERE h.user_id IS NULL
      OFFSET 0) i(started_at, ended_at, status, reason)
    LEFT JOIN status_key_class() c ON c.status_key = userlogs.label_key(i.status)
    WHERE c.is_productive IS NOT TRUE),
  -- joined with the headcounts last, which would be copied for each row
  gone AS MATERIALIZED (
    SELECT k.number, k.team, k.user_id, k.reason, sum((k.parts).free_seconds) AS seconds
    FROM (
      SELECT a.number, a.team, a.user_id, a.reason, userlogs.split_wait(v.service, v.productive, v.unavailable, v.full_users, a.started_at, a.ended_at) AS parts
      FROM away a
      JOIN cover v ON v.team = a.team AND v.channel_key = a.channel_key AND v.is_far = a.is_far
      OFFSET 0) k
    GROUP BY k.number, k.team, k.user_id, k.reason),
  total AS (
    SELECT s.number, s.team, s.closed_seconds, s.unstaffed_seconds, s.busy_seconds, s.free_seconds
    FROM split s
    WHERE s.is_whole
    UNION ALL
    SELECT s.number, s.team, sum(s.closed_seconds), sum(s.unstaffed_seconds), sum(s.busy_seconds), sum(s.free_seconds)
    FROM split s
    WHERE NOT s.is_whole
    GROUP BY s.number, s.team),
  part AS (
    SELECT k.number, k.team, 'all_unavailable' AS cause, k.user_id, k.reason, k.seconds FROM theirs k
    UNION ALL
    SELECT g.number, g.team, 'assignee_away', g.user_id, g.reason, g.seconds FROM gone g
    UNION ALL
    SELECT t.number, t.team, c.cause, NULL, NULL, c.seconds
    FROM total t
    LEFT JOIN (SELECT g.number, g.team, sum(g.seconds) AS seconds FROM gone g GROUP BY g.number, g.team) o ON o.number = t.number AND o.team = t.team
    CROSS JOIN LATERAL (VALUES ('closed', t.closed_seconds), ('nobody_staffed', t.unstaffed_seconds), ('all_busy', t.busy_seconds),
      ('answerable', t.free_seconds - coalesce(o.seconds, 0))) c(cause, seconds))
  SELECT q.request_id, p.team, q.arrived_at, userlogs.local_time(q.arrived_at, o.time_zone) AS local_arrived,
    userlogs.local_date(q.arrived_at, o.time_zone, o.day_offset) AS local_date, o.time_zone, p.cause, p.user_id, coalesce(u.name, p.user_id::text) AS user_name, p.reason,
    p.seconds::numeric(18,6) AS seconds
  FROM report_setting() s
  CROSS JOIN part p
  JOIN wait q ON q.number = p.number AND q.started_at = q.arrived_at
  LEFT JOIN user_label() u ON u.user_id = p.user_id
  LEFT JOIN team_zone() z ON z.team = p.team
  CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone), coalesce(z.day_offset, s.day_offset)) o(time_zone, day_offset)
  WHERE p.seconds > 0;
END;
COMMENT ON FUNCTION wait_causes_between(timestamptz, timestamptz) IS
  'Return wait_causes for the requests that arrived in the window [from_at, to_at). NULL is no bound';

COMMENT ON VIEW wait_causes IS
  'Where the waiting went: the wait of each request for its first response, split by cause. One row per request, team, cause, user and reason; key (request_id, team, arrived_at, cause, user_id, reason). On the wall clock; the seconds of a request add up to its wait, from the arrival to the response, else the close, else now. A filter on time reads everything: for a window take wait_causes_between';
COMMENT ON COLUMN wait_causes.request_id IS 'Request';
COMMENT ON COLUMN wait_causes.team IS 'Team for which it waited: that of the request, or the one that it was passed to (see input assignment); (none): no team';
COMMENT ON COLUMN wait_causes.arrived_at IS 'Time of arrival';
COMMENT ON COLUMN wait_causes.local_arrived IS 'arrived_at on the clock of time_zone';
COMMENT ON COLUMN wait_causes.local_date IS 'Business day of arrived_at, by the day_offset of team_setting or setting';
COMMENT ON COLUMN wait_causes.time_zone IS 'Time zone of the local times, from team_setting or setting';
COMMENT ON COLUMN wait_causes.cause IS 'First that holds of closed (outside the service hours of the team), nobody_staffed (nobody at work), all_unavailable (all at work are unavailable), all_busy (nobody is free: all available users are full, see input capacity, and the others engaged), assignee_away (the user to whom it is assigned is neither available nor engaged, but somebody else is free), answerable (somebody is free)';
COMMENT ON COLUMN wait_causes.user_id IS 'User whose absence was the cause: in all_unavailable each of those unavailable, in equal parts at each time; in assignee_away the assignee; NULL for other causes';
COMMENT ON COLUMN wait_causes.user_name IS 'Name from report_user, else the id';
COMMENT ON COLUMN wait_causes.reason IS 'Label of the reason of the user; (none): no reason given; (offline), (unknown): class of an assignee who was not at work; NULL for other causes';
COMMENT ON COLUMN wait_causes.seconds IS 'Part of the wait, seconds, more than 0';
