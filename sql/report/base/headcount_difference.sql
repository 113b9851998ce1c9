-- headcount_difference: how many of those counted are not among others?
--
-- The others are never more.  Not inlined, since the planner would expect a million
-- steps, and compile for them.

CREATE OR REPLACE FUNCTION headcount_difference(counted userlogs.headcount, others userlogs.headcount, from_at timestamptz, to_at timestamptz)
RETURNS userlogs.headcount
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET jit = off
BEGIN ATOMIC
  SELECT userlogs.headcount_agg(o.started_at, o.ended_at, c.headcount - o.headcount)
  FROM userlogs.headcount_steps(headcount_difference.counted, headcount_difference.from_at, headcount_difference.to_at) c
  CROSS JOIN LATERAL userlogs.headcount_steps(headcount_difference.others, c.started_at, c.ended_at) o;
END;
COMMENT ON FUNCTION headcount_difference(userlogs.headcount, userlogs.headcount, timestamptz, timestamptz) IS
  'internal: return the counts of a headcount less those of another one, which are never more, in the window [from_at, to_at); NULL if it is empty';
