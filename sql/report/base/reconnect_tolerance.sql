-- reconnect_tolerance: how long may a drop last, which does not end a session?
--
-- In hours and smaller units: a day is 24 hours.  NULL if it is not set: then
-- there are no drops.  A contradictory or invalid value counts as not set;
-- input_problems lists it.
--
-- A function, and not a subquery: with that as an argument the planner would not
-- inline user_timeline.

CREATE OR REPLACE FUNCTION reconnect_tolerance()
RETURNS interval
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  SELECT CASE WHEN min(s.reconnect_tolerance) = max(s.reconnect_tolerance) AND min(s.reconnect_tolerance) > '0' AND min(s.reconnect_tolerance) <= '24 hours'
    AND bool_and(extract(year FROM s.reconnect_tolerance) = 0 AND extract(month FROM s.reconnect_tolerance) = 0)
    THEN extract(epoch FROM min(s.reconnect_tolerance)) * interval '1 second' END
  FROM setting_input() s;
END;
COMMENT ON FUNCTION reconnect_tolerance() IS
  'internal: return setting.reconnect_tolerance in hours and smaller units, NULL if it is missing, contradictory or invalid';
