-- user_slots: how many requests can each user handle at the same time, when?
--
-- One row per user with events, channel for which input capacity has slots ('' for
-- all requests together), and period; the periods of a user and channel fill all
-- time.  slots is NULL where there is no row; input_problems lists what cannot be
-- used.
--
-- STRICT and SET prevent inlining: the slots are made once, and the planner takes
-- the number of rows from ROWS.

CREATE OR REPLACE FUNCTION user_slots()
RETURNS TABLE (user_id status_event.user_id%TYPE, channel_key text, valid_from timestamptz, valid_to timestamptz, slots bigint)
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED SET jit = off ROWS 100
BEGIN ATOMIC
  WITH person AS MATERIALIZED (
    SELECT u.user_id FROM log_user() u),
  slot AS MATERIALIZED (
    SELECT c.user_id, coalesce(userlogs.label_key(c.channel), '') AS channel_key, c.slots,
      coalesce(c.valid_from, '-infinity') AS valid_from, coalesce(c.valid_to, 'infinity') AS valid_to
    FROM capacity_input() c
    WHERE c.slots BETWEEN 0 AND 1000000 AND coalesce(c.valid_from < c.valid_to, true)),
  channel AS MATERIALIZED (
    SELECT '' AS channel_key UNION SELECT s.channel_key FROM slot s),
  edge AS (
    SELECT p.user_id, c.channel_key, e.at
    FROM person p
    CROSS JOIN channel c
    CROSS JOIN LATERAL (
      SELECT timestamptz '-infinity' AS at UNION SELECT 'infinity'
      UNION SELECT t.at FROM slot s CROSS JOIN LATERAL (VALUES (s.valid_from), (s.valid_to)) t(at)
      WHERE s.channel_key = c.channel_key AND (s.user_id = p.user_id OR s.user_id IS NULL)) e),
  period AS (
    SELECT e.user_id, e.channel_key, e.at AS valid_from, lead(e.at) OVER (PARTITION BY e.user_id, e.channel_key ORDER BY e.at) AS valid_to
    FROM edge e)
  SELECT p.user_id, p.channel_key, p.valid_from, p.valid_to, (
      SELECT s.slots FROM slot s
      WHERE s.channel_key = p.channel_key AND (s.user_id = p.user_id OR s.user_id IS NULL) AND s.valid_from <= p.valid_from AND s.valid_to > p.valid_from
      ORDER BY s.user_id IS NULL, s.valid_from DESC, s.slots LIMIT 1) AS slots
  FROM period p
  WHERE p.valid_to IS NOT NULL;
END;
COMMENT ON FUNCTION user_slots() IS
  'internal: return the slots of each user with events, one row per user, key of a channel of capacity (blank: all requests together) and period; NULL where not set';
