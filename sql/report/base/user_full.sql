-- user_full: when could a user not take a further request?
--
-- One row per user with events and channel for which input capacity has slots (''
-- for all other requests), for the window [from_at, to_at), up to now; NULL is no
-- bound.  A user is full for a channel while the weights of the requests of the
-- channel that the user handles, for any team, reach the slots for it, or those of
-- all requests the slots for all; without slots for either, one request is enough.
--
-- Not inlined, and jit = off, for the same reasons as team_absence.

CREATE OR REPLACE FUNCTION user_full(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (user_id status_event.user_id%TYPE, channel_key text, periods tstzmultirange)
LANGUAGE sql STABLE PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH w AS MATERIALIZED (
    SELECT coalesce(user_full.from_at, '-infinity') AS from_at, greatest(least(user_full.to_at, s.as_of), coalesce(user_full.from_at, '-infinity')) AS to_at
    FROM report_end() s),
  capacity AS MATERIALIZED (
    SELECT c.user_id, c.channel_key, c.valid_from, c.valid_to, c.slots FROM user_slots() c),
  load AS (
    SELECT h.user_id, c.channel_key, userlogs.headcount_agg(greatest(h.started_at, w.from_at), least(h.ended_at, w.to_at), h.weight) AS load
    FROM w
    JOIN request_handling(user_full.from_at, user_full.to_at) h ON h.started_at < w.to_at AND h.ended_at > w.from_at
    JOIN (SELECT DISTINCT k.channel_key FROM capacity k) c ON c.channel_key = '' OR c.channel_key = userlogs.label_key(h.channel)
    GROUP BY h.user_id, c.channel_key),
  -- the time in which the slots of a channel are used up, or one would be
  used AS (
    SELECT c.user_id, c.channel_key,
      coalesce(range_agg(tstzrange(h.started_at, h.ended_at)) FILTER (WHERE h.headcount >= c.slots), '{}') AS filled,
      coalesce(range_agg(tstzrange(h.started_at, h.ended_at)) FILTER (WHERE h.headcount >= 1), '{}') AS handling,
      coalesce(range_agg(tstzrange(h.started_at, h.ended_at)) FILTER (WHERE c.slots IS NULL), '{}') AS unset
    FROM w
    CROSS JOIN capacity c
    LEFT JOIN load l ON l.user_id = c.user_id AND l.channel_key = c.channel_key
    CROSS JOIN LATERAL userlogs.headcount_steps(coalesce(l.load, '{}'), greatest(w.from_at, c.valid_from), greatest(least(w.to_at, c.valid_to), greatest(w.from_at, c.valid_from))) h
    GROUP BY c.user_id, c.channel_key),
  filled AS (
    SELECT u.user_id, u.channel_key,
      CASE WHEN u.channel_key = '' THEN u.filled + a.handling * a.unset ELSE u.filled + a.filled + a.handling * a.unset * u.unset END AS periods
    FROM used u
    JOIN used a ON a.user_id = u.user_id AND a.channel_key = '')
  SELECT f.user_id, f.channel_key, f.periods FROM filled f WHERE f.periods <> '{}';
END;
COMMENT ON FUNCTION user_full(timestamptz, timestamptz) IS
  'internal: return the time of the window [from_at, to_at), up to as_of, in which each user is full, available or not, one row per user who ever is and key of a channel (blank: requests of other channels); NULL is no bound';
