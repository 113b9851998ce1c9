-- What status_intervals() must return, in pure SQL: oracle(from_at, to_at)
-- gives the rows of all users of table ev.

CREATE FUNCTION oracle(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (user_id int, status text, reason text,
  started_at timestamptz, ended_at timestamptz,
  clipped_start timestamptz, clipped_end timestamptz,
  duration interval, is_open boolean, is_carried boolean, sequence bigint)
LANGUAGE sql STABLE AS $$
  WITH
  -- of the events at one time the last one wins
  winner AS (
    SELECT DISTINCT ON (e.user_id, e.occurred_at)
      e.user_id, e.occurred_at, e.status, e.reason, e.sequence
    FROM ev e
    WHERE e.occurred_at IS NOT NULL
    ORDER BY e.user_id, e.occurred_at, e.sequence DESC NULLS FIRST,
      e.status COLLATE "C" DESC NULLS FIRST, e.reason COLLATE "C" DESC NULLS FIRST),
  -- before the first event of a user nothing is known
  known AS (
    SELECT * FROM winner
    UNION ALL
    SELECT w.user_id, '-infinity', NULL, NULL, NULL
    FROM winner w
    WHERE $1 > '-infinity'
    GROUP BY w.user_id
    HAVING $1 < min(w.occurred_at)),
  -- equal neighbours are one interval
  change AS (
    SELECT k.*, row_number() OVER w = 1
      OR k.status IS DISTINCT FROM lag(k.status) OVER w
      OR k.reason IS DISTINCT FROM lag(k.reason) OVER w AS changes
    FROM known k
    WINDOW w AS (PARTITION BY k.user_id ORDER BY k.occurred_at)),
  run AS (
    SELECT c.user_id, c.status, c.reason, c.sequence, c.occurred_at AS started_at,
      lead(c.occurred_at, 1, 'infinity') OVER (PARTITION BY c.user_id ORDER BY c.occurred_at) AS ended_at
    FROM change c
    WHERE c.changes),
  clipped AS (
    SELECT r.*, greatest(r.started_at, $1) AS clipped_start, least(r.ended_at, $2) AS clipped_end
    FROM run r
    WHERE r.started_at < $2 AND r.ended_at > $1 AND $1 < $2)
  SELECT c.user_id, c.status, c.reason,
    nullif(c.started_at, '-infinity'), nullif(c.ended_at, 'infinity'),
    c.clipped_start, nullif(c.clipped_end, 'infinity'),
    CASE WHEN c.clipped_end < 'infinity' THEN c.clipped_end - c.clipped_start END,
    c.ended_at = 'infinity', c.started_at > '-infinity' AND c.started_at < $1, c.sequence
  FROM clipped c
$$;
