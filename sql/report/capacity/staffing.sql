-- staffing: were enough users available for the requests that arrived?
--
-- One row per team and bucket of setting.bucket_width that overlaps the window
-- [from_at, to_at), up to now.
-- key: team, bucket_start

CREATE OR REPLACE FUNCTION staffing_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  bucket_start timestamptz,
  bucket_end timestamptz,
  local_start timestamp,
  time_zone text,
  available_min bigint,
  available_avg double precision,
  available_max bigint,
  available_person_seconds numeric(18,6),
  busy_person_seconds numeric(18,6),
  busy_elsewhere_person_seconds numeric(18,6),
  occupancy_ratio double precision,
  request_count bigint,
  aht_seconds numeric(18,6),
  required_agents bigint,
  required_rostered bigint,
  gap_agents double precision,
  understaffed_person_seconds numeric(18,6),
  overstaffed_person_seconds numeric(18,6),
  slot_seconds numeric(18,6),
  load_seconds numeric(18,6),
  load_ratio double precision,
  engaged_avg double precision,
  engaged_person_seconds numeric(18,6))
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH span AS MATERIALIZED (
    SELECT r.from_at, r.to_at FROM report_span(staffing_between.from_at, staffing_between.to_at) r),
  -- MATERIALIZED: evaluate it once, and keep headcounts out of the plan nodes
  -- below
  presence AS MATERIALIZED (
    SELECT t.team, t.available, t.engaged, k.productive
    FROM team_headcount(staffing_between.from_at, staffing_between.to_at) t
    CROSS JOIN LATERAL (SELECT userlogs.headcount_agg(n.part) FROM (VALUES (t.available), (t.engaged)) n(part)) k(productive)),
  service AS (
    SELECT p.team, userlogs.headcount_agg(p.span_start, p.span_end) AS open
    FROM span w
    CROSS JOIN LATERAL service_span(w.from_at, w.to_at) p
    GROUP BY p.team),
  work AS MATERIALIZED (
    SELECT t.team, k.busy, coalesce(y.elsewhere, '{}') AS elsewhere
    FROM presence t
    LEFT JOIN team_busy(staffing_between.from_at, staffing_between.to_at) y ON y.team = t.team
    -- who is engaged is busy, except with requests of other teams only
    CROSS JOIN LATERAL (
      SELECT coalesce(userlogs.headcount_agg(n.part), '{}')
      FROM (
        SELECT y.busy
        UNION ALL
        SELECT t.engaged WHERE coalesce(y.lent OPERATOR(userlogs.=) '{}', true)
        UNION ALL
        SELECT headcount_difference(t.engaged, y.lent, w.from_at, w.to_at) FROM span w WHERE y.lent OPERATOR(userlogs.<>) '{}') n(part)) k(busy)),
  capacity AS MATERIALIZED (
    SELECT l.team, l.slots, l.load FROM team_load(staffing_between.from_at, staffing_between.to_at) l),
  bucket AS (
    SELECT t.team, b.bucket_start, b.bucket_end, b.headcount_min, b.headcount_max, b.headcount_avg, b.person_seconds,
      b.engaged_min, b.engaged_max, b.engaged_avg, b.engaged_seconds, b.busy_seconds, b.elsewhere_seconds, b.open_max > 0 AS is_service, b.slot_seconds, b.load_seconds,
      greatest(b.bucket_start, w.from_at) AS clipped_start, least(b.bucket_end, w.to_at) AS clipped_end, o.time_zone
    FROM span w
    CROSS JOIN report_setting() s
    CROSS JOIN presence t
    LEFT JOIN team_zone() z ON z.team = t.team
    CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
    LEFT JOIN service h ON h.team = t.team
    JOIN work y ON y.team = t.team
    LEFT JOIN capacity k ON k.team = t.team
    -- the buckets of seven headcounts, side by side
    CROSS JOIN LATERAL ROWS FROM (
      userlogs.headcount_buckets(t.available, s.bucket_width, w.from_at, w.to_at, o.time_zone),
      userlogs.headcount_buckets(y.busy, s.bucket_width, w.from_at, w.to_at, o.time_zone),
      userlogs.headcount_buckets(y.elsewhere, s.bucket_width, w.from_at, w.to_at, o.time_zone),
      userlogs.headcount_buckets(coalesce(h.open, '{}'), s.bucket_width, w.from_at, w.to_at, o.time_zone),
      userlogs.headcount_buckets(coalesce(k.slots, '{}'), s.bucket_width, w.from_at, w.to_at, o.time_zone),
      userlogs.headcount_buckets(coalesce(k.load, '{}'), s.bucket_width, w.from_at, w.to_at, o.time_zone),
      userlogs.headcount_buckets(t.engaged, s.bucket_width, w.from_at, w.to_at, o.time_zone))
      b(bucket_start, bucket_end, headcount_min, headcount_max, headcount_avg, person_seconds,
        busy_start, busy_end, busy_min, busy_max, busy_avg, busy_seconds,
        elsewhere_start, elsewhere_end, elsewhere_min, elsewhere_max, elsewhere_avg, elsewhere_seconds,
        open_start, open_end, open_min, open_max, open_avg, open_seconds,
        slot_start, slot_end, slot_min, slot_max, slot_avg, slot_seconds,
        load_start, load_end, load_min, load_max, load_avg, load_seconds,
        engaged_start, engaged_end, engaged_min, engaged_max, engaged_avg, engaged_seconds)),
  request AS MATERIALIZED (
    SELECT q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, o.time_zone) AS bucket_start,
      count(*) AS request_count, avg(q.handle_seconds) AS aht_seconds, sum(q.handle_seconds) AS handle_seconds, count(q.handle_seconds) AS handle_count
    FROM span w
    CROSS JOIN report_setting() s
    CROSS JOIN request_work() q
    LEFT JOIN team_zone() z ON z.team = q.team
    CROSS JOIN LATERAL (SELECT coalesce(z.time_zone, s.time_zone)) o(time_zone)
    WHERE q.arrived_at >= w.from_at AND q.arrived_at < w.to_at
    GROUP BY q.team, userlogs.bucket_start(q.arrived_at, s.bucket_width, o.time_zone)),
  -- for buckets without a handled request, the handle time of the window
  usual AS (
    SELECT q.team, sum(q.handle_seconds) / nullif(sum(q.handle_count), 0) AS aht_seconds
    FROM request q
    GROUP BY q.team),
  demand AS (
    SELECT b.team, b.bucket_start, b.bucket_end, b.clipped_start, b.clipped_end, b.time_zone,
      b.headcount_min, b.headcount_avg, b.headcount_max, b.person_seconds, b.engaged_min, b.engaged_avg, b.engaged_max, b.engaged_seconds,
      b.busy_seconds, b.elsewhere_seconds, b.slot_seconds, b.load_seconds,
      extract(epoch FROM b.clipped_end - b.clipped_start) AS seconds,
      coalesce(q.request_count, 0) AS request_count, coalesce(q.aht_seconds, u.aht_seconds) AS aht_seconds, n.agents, g.shrinkage
    FROM bucket b
    CROSS JOIN report_setting() s
    LEFT JOIN request q ON q.team = b.team AND q.bucket_start = b.bucket_start
    LEFT JOIN usual u ON u.team = b.team
    LEFT JOIN team_target() g ON g.team = b.team AND b.bucket_start >= g.valid_from AND b.bucket_start < g.valid_to
    CROSS JOIN LATERAL (
      -- without a target for the service level only the minimum is required
      SELECT CASE WHEN g.service_level IS NULL OR g.answer_within IS NULL THEN CASE WHEN g.minimum_headcount IS NOT NULL THEN 0 END
        WHEN q.request_count IS NULL THEN 0
        -- more than 100,000 busy agents indicate an error in the handle time
        WHEN q.request_count * (coalesce(q.aht_seconds, u.aht_seconds) / coalesce(g.concurrency, 1)::numeric) <= 100000 * extract(epoch FROM b.bucket_end - b.bucket_start) THEN
          -- the current bucket counts up to its end: the rest of it is still to
          -- come
          userlogs.agents_required(q.request_count::double precision,
            CASE WHEN b.clipped_end < s.as_of THEN b.clipped_end ELSE b.bucket_end END - b.clipped_start,
            coalesce(q.aht_seconds, u.aht_seconds)::double precision / coalesce(g.concurrency, 1) * interval '1 second', g.answer_within, g.service_level,
            coalesce(g.max_occupancy, 1), double precision '0') END
      OFFSET 0) e(agents)
    CROSS JOIN LATERAL (
      SELECT greatest(e.agents, CASE WHEN e.agents IS NOT NULL AND b.is_service THEN g.minimum_headcount END)::bigint
      OFFSET 0) n(agents)
    OFFSET 0)
  SELECT b.team, b.bucket_start, b.bucket_end, userlogs.local_time(b.bucket_start, b.time_zone) AS local_start, b.time_zone,
    b.headcount_min AS available_min, b.headcount_avg AS available_avg, b.headcount_max AS available_max,
    b.person_seconds::numeric(18,6) AS available_person_seconds, b.busy_seconds::numeric(18,6) AS busy_person_seconds, b.elsewhere_seconds::numeric(18,6) AS busy_elsewhere_person_seconds,
    (b.busy_seconds / nullif(b.person_seconds + b.engaged_seconds, 0))::double precision AS occupancy_ratio,
    b.request_count, b.aht_seconds::numeric(18,6) AS aht_seconds, b.agents AS required_agents,
    -- round before ceil(), since 1 / (1 - 0.8) is slightly more than 5
    ceil((b.agents / (1 - coalesce(b.shrinkage, 0)))::numeric(18,6))::bigint AS required_rostered,
    b.headcount_avg + b.engaged_avg - b.agents AS gap_agents,
    d.deficit_seconds::numeric(18,6) AS understaffed_person_seconds,
    (b.person_seconds + b.engaged_seconds - b.agents * b.seconds + d.deficit_seconds)::numeric(18,6) AS overstaffed_person_seconds,
    b.slot_seconds::numeric(18,6) AS slot_seconds, b.load_seconds::numeric(18,6) AS load_seconds,
    (b.load_seconds / nullif(b.slot_seconds, 0))::double precision AS load_ratio,
    b.engaged_avg, b.engaged_seconds::numeric(18,6) AS engaged_person_seconds
  FROM demand b
  JOIN presence t ON t.team = b.team
  CROSS JOIN LATERAL (
    SELECT CASE
      WHEN b.headcount_min + b.engaged_min >= b.agents THEN 0
      WHEN b.headcount_max + b.engaged_max <= b.agents THEN b.agents * b.seconds - b.person_seconds - b.engaged_seconds
      WHEN b.agents IS NOT NULL THEN (
        SELECT coalesce(sum(p.deficit_seconds), 0) FROM userlogs.headcount_gaps(t.productive, b.agents, b.clipped_start, b.clipped_end) p) END
    OFFSET 0) d(deficit_seconds)
  WHERE userlogs.valid_window(staffing_between.from_at, staffing_between.to_at);
END;
COMMENT ON FUNCTION staffing_between(timestamptz, timestamptz) IS
  'Return staffing for the window [from_at, to_at), up to now; a bucket counts for its part in the window. from_at NULL or -infinity: from the first local day with an event or request; to_at NULL: now';

COMMENT ON VIEW staffing IS
  'Staffing against demand. One row per team and bucket of setting.bucket_width, from the first local day with an event or request up to now; key (team, bucket_start). Required agents are by Erlang C (agents_required). Not additive over teams: a user in two teams counts in both. A filter on time reads everything: for a window take staffing_between';
COMMENT ON COLUMN staffing.team IS 'Team; (none): no team';
COMMENT ON COLUMN staffing.bucket_start IS 'Start of the bucket';
COMMENT ON COLUMN staffing.bucket_end IS 'End of the bucket; time after now does not count';
COMMENT ON COLUMN staffing.local_start IS 'bucket_start on the clock of time_zone';
COMMENT ON COLUMN staffing.time_zone IS 'Time zone of the local times, from team_setting or setting';
COMMENT ON COLUMN staffing.available_min IS 'Lowest number of users of the team available, and not engaged, at one time';
COMMENT ON COLUMN staffing.available_avg IS 'Average number of users available, weighted by time: available_person_seconds / length';
COMMENT ON COLUMN staffing.available_max IS 'Highest number of users of the team available at one time';
COMMENT ON COLUMN staffing.available_person_seconds IS 'Total time available of the users of the team, seconds';
COMMENT ON COLUMN staffing.busy_person_seconds IS 'Time of the users of the team engaged, or available and handling at least one request of the team (from its response to its close, an open one for at most setting.max_handle_time), seconds; several at once, and a request of somebody engaged, count once';
COMMENT ON COLUMN staffing.busy_elsewhere_person_seconds IS 'Time of the users of the team available or engaged and handling requests of other teams only, seconds; not part of busy_person_seconds';
COMMENT ON COLUMN staffing.occupancy_ratio IS 'busy_person_seconds / (available_person_seconds + engaged_person_seconds), from 0 to 1: handling / (handling + idle), by statuses and requests together; NULL if nobody was available or engaged';
COMMENT ON COLUMN staffing.request_count IS 'Requests that arrived';
COMMENT ON COLUMN staffing.aht_seconds IS 'Average handle time (response to close) of the requests of the bucket, seconds; of all requests of the team in the window if none of the bucket has been handled, so it depends on the window; NULL if none has been handled';
COMMENT ON COLUMN staffing.required_agents IS 'Smallest number of agents that reaches target.service_level within target.answer_within at no more than target.max_occupancy, by Erlang C with the handle time divided by target.concurrency, and in service hours at least target.minimum_headcount; without requests, or with a minimum as the only target, that minimum or 0 (outside service hours 0); for the current bucket as if no more requests arrived. NULL without any target, without a known handle time, or above 100,000 agents';
COMMENT ON COLUMN staffing.required_rostered IS 'required_agents / (1 - target.shrinkage), rounded up';
COMMENT ON COLUMN staffing.gap_agents IS 'available_avg + engaged_avg - required_agents: positive is a surplus, negative a shortage; NULL if required_agents is NULL';
COMMENT ON COLUMN staffing.understaffed_person_seconds IS 'Missing agent time: integral of max(0, required_agents - users available or engaged), seconds; NULL if required_agents is NULL';
COMMENT ON COLUMN staffing.overstaffed_person_seconds IS 'Surplus agent time: integral of max(0, users available or engaged - required_agents), seconds; NULL if required_agents is NULL';
COMMENT ON COLUMN staffing.slot_seconds IS 'Capacity: time of the slots of users available or engaged, seconds; one slot each without input capacity';
COMMENT ON COLUMN staffing.load_seconds IS 'Time of those slots that requests of the team took, by their weight, seconds';
COMMENT ON COLUMN staffing.load_ratio IS 'load_seconds / slot_seconds; above 1 where users handle more than their slots; NULL if nobody was available or engaged';
COMMENT ON COLUMN staffing.engaged_avg IS 'Average number of users engaged (in a call, wrap-up, a chat), weighted by time: engaged_person_seconds / length';
COMMENT ON COLUMN staffing.engaged_person_seconds IS 'Total time engaged of the users of the team, seconds';
