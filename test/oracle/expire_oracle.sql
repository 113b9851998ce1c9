-- What expire_statuses() must leave of table raw_event under many limits, in pure
-- SQL without a loop: table ev, with the events that begin an interval. user_id
-- is 1000 * limit + user.
--
-- In raw_event half of the users are first made to say the same three times out
-- of four, so that heartbeats are frequent; some of their reasons are the very
-- ones that expiry uses.

DELETE FROM raw_event WHERE occurred_at IS NULL OR user_id % 4 = 3;
UPDATE raw_event SET
  status = CASE WHEN random() < 0.75 THEN 'Available' WHEN random() < 0.5 THEN 'Unavailable' ELSE status END,
  reason = CASE WHEN random() < 0.03 THEN '(capped)' WHEN random() < 0.03 THEN '(lost)' END
WHERE user_id % 2 = 0;

CREATE TABLE limits AS
SELECT row_number() OVER () AS k, l.*
FROM (SELECT statuses::text[], max_open_time, heartbeat_timeout, as_of
  FROM (VALUES ('{Available}'), ('{Available,Unavailable,Offline,unavailable,""}'), ('{Unavailable,NULL,nobody}')) s(statuses),
    unnest('{NULL, 1 us, 1 minute, 3 minutes 0.333333 s, 8 minutes, 20 minutes, 90 minutes, 1 day}'::interval[]) max_open_time,
    unnest('{NULL, 1 minute, 2 minutes, 0.333333 s, 5 minutes, 20 minutes, 1 hour, 2 days}'::interval[]) heartbeat_timeout,
    unnest('{infinity, 2026-03-29 10:00+00, 2026-03-28 16:41+00}'::timestamptz[]) as_of
  ORDER BY random()) l
LIMIT 40;

CREATE TABLE ev AS
WITH
winner AS (
  SELECT DISTINCT ON (e.user_id, e.occurred_at) e.*
  FROM raw_event e
  ORDER BY e.user_id, e.occurred_at, e.sequence DESC NULLS FIRST,
    e.status COLLATE "C" DESC NULLS FIRST, e.reason COLLATE "C" DESC NULLS FIRST),
change AS (
  SELECT w.*, lead(occurred_at, 1, 'infinity') OVER u AS next_at,
    (lag(user_id) OVER u IS NULL OR (status, reason) IS DISTINCT FROM (lag(status) OVER u, lag(reason) OVER u))::int AS changes
  FROM winner w WINDOW u AS (PARTITION BY user_id ORDER BY occurred_at)),
run AS (
  SELECT c.*, sum(changes) OVER (PARTITION BY user_id ORDER BY occurred_at) AS run FROM change c),
-- a heartbeat after which the status is lost, or nothing is said for longer than
-- it may last
beat AS (
  SELECT r.*, l.*, coalesce(r.status = ANY (l.statuses), false) AS listed,
    coalesce(r.status = ANY (l.statuses) AND r.occurred_at + l.heartbeat_timeout < r.next_at
      AND r.occurred_at + l.heartbeat_timeout <= l.as_of, false) AS lost,
    coalesce(r.status = ANY (l.statuses) AND r.occurred_at + l.max_open_time < r.next_at, false) AS silent
  FROM run r, limits l),
part AS (
  SELECT b.*,
    coalesce(sum((lost OR silent)::int) OVER earlier, 0) AS part,
    coalesce(sum(silent::int) OVER earlier, 0) AS session
  FROM beat b
  WINDOW earlier AS (PARTITION BY k, user_id, run ORDER BY occurred_at
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
-- spans of heartbeats, each with its end and its cap
span AS (
  SELECT k, user_id, run, session, part, status, reason, listed, as_of,
    min(occurred_at) AS start_at, (array_agg(sequence ORDER BY occurred_at))[1] AS sequence, max(next_at) AS next_at,
    min(occurred_at + heartbeat_timeout) FILTER (WHERE lost) AS lost_at,
    min(occurred_at) + max_open_time AS cap_at
  FROM part GROUP BY k, user_id, run, session, part, status, reason, listed, as_of, max_open_time),
capped AS (
  SELECT s.*, coalesce(listed AND cap_at <= as_of AND cap_at < next_at AND cap_at <= coalesce(lost_at, 'infinity'), false) AS capped
  FROM span s),
-- what comes after the first capped span is gone, up to the next silence
kept AS (
  SELECT c.*, coalesce(bool_or(capped) OVER (PARTITION BY k, user_id, run, session ORDER BY part
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) AS gone
  FROM capped c)
SELECT k::int * 1000 + user_id AS user_id, start_at AS occurred_at, status, reason, sequence
FROM kept WHERE NOT gone
UNION ALL
SELECT k::int * 1000 + user_id, CASE WHEN capped THEN cap_at ELSE lost_at END, NULL, CASE WHEN capped THEN '(capped)' ELSE '(lost)' END, NULL
FROM kept WHERE NOT gone AND (capped OR lost_at IS NOT NULL);
