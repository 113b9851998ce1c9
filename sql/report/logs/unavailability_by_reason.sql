-- unavailability_by_reason: how long was each team unavailable, for which
-- reasons?
--
-- One row per team, local day of the window [from_at, to_at), up to now, and
-- reason for which a user of the team was unavailable.  A day counts for its
-- part in the window.  A user counts once per team, for the time of membership;
-- a user in two teams counts in both, so teams are not additive.
-- key: team, local_date, reason

CREATE OR REPLACE FUNCTION unavailability_by_reason_between(from_at timestamptz, to_at timestamptz)
RETURNS TABLE (
  team text,
  local_date date,
  reason text,
  planned boolean,
  user_count bigint,
  spell_count bigint,
  duration_seconds numeric(18,6),
  staffed_seconds numeric(18,6),
  unavailable_of_staffed_ratio double precision,
  service_duration_seconds numeric(18,6),
  service_staffed_seconds numeric(18,6),
  service_unavailable_of_staffed_ratio double precision)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
  WITH piece AS (
    SELECT p.team, p.local_date, p.user_id, p.is_productive, p.started_at,
      CASE WHEN NOT p.is_productive THEN p.reason END AS reason,
      extract(epoch FROM p.piece_end - p.piece_start) AS seconds,
      CASE WHEN c.clock IS NULL THEN extract(epoch FROM p.piece_end - p.piece_start)
        ELSE userlogs.service_seconds(c.clock, p.piece_start, p.piece_end) END AS service_seconds
    FROM team_day_piece(unavailability_by_reason_between.from_at, unavailability_by_reason_between.to_at) p
    LEFT JOIN team_clock() c ON c.team = p.team
    WHERE p.is_staffed),
  labelled AS (
    SELECT p.team, p.local_date, p.user_id, p.is_productive, p.started_at, p.seconds, p.service_seconds,
      CASE WHEN NOT p.is_productive THEN pick_label((SELECT label_spelling('reason', unavailability_by_reason_between.from_at, unavailability_by_reason_between.to_at)), p.reason, '(none)') END AS reason
    FROM piece p
    -- OFFSET 0 is an optimization fence: evaluate the label once for each row
    OFFSET 0),
  total AS (
    SELECT l.team, l.local_date, l.is_productive, min(l.reason) AS reason,
      count(DISTINCT l.user_id) AS user_count,
      count(DISTINCT (l.user_id, l.started_at)) AS spell_count,
      sum(l.seconds) AS seconds,
      sum(sum(l.seconds)) OVER (PARTITION BY l.local_date, l.team) AS staffed_seconds,
      sum(l.service_seconds) AS service_seconds, sum(sum(l.service_seconds)) OVER (PARTITION BY l.local_date, l.team) AS service_staffed_seconds
    FROM labelled l
    -- by key: labels that no event of the window has may be spelled in several
    -- ways
    GROUP BY l.local_date, l.team, l.is_productive, userlogs.label_key(l.reason))
  SELECT t.team, t.local_date, t.reason, r.planned, t.user_count, t.spell_count,
    t.seconds::numeric(18,6) AS duration_seconds,
    t.staffed_seconds::numeric(18,6) AS staffed_seconds,
    (t.seconds / t.staffed_seconds)::double precision AS unavailable_of_staffed_ratio,
    t.service_seconds::numeric(18,6) AS service_duration_seconds, t.service_staffed_seconds::numeric(18,6) AS service_staffed_seconds,
    (t.service_seconds / nullif(t.service_staffed_seconds, 0))::double precision AS service_unavailable_of_staffed_ratio
  FROM total t
  LEFT JOIN reason_label_class() r ON r.reason_key = userlogs.label_key(t.reason)
  WHERE NOT t.is_productive
    AND userlogs.valid_window(unavailability_by_reason_between.from_at, unavailability_by_reason_between.to_at);
END;
COMMENT ON FUNCTION unavailability_by_reason_between(timestamptz, timestamptz) IS
  'Return unavailability_by_reason for the window [from_at, to_at), up to now; a day counts for its part in the window. A label that reason_class does not spell is that most frequent in the window. NULL is no bound';

COMMENT ON VIEW unavailability_by_reason IS
  'Time unavailable of each team by reason. One row per team, local day and reason; key (team, local_date, reason). A user counts once per team, for the time of membership. Not additive over teams: a user in two teams counts in both. A filter on time reads everything: for a window take unavailability_by_reason_between';
COMMENT ON COLUMN unavailability_by_reason.team IS 'Team from team_member; (none): in no team at that time';
COMMENT ON COLUMN unavailability_by_reason.local_date IS 'Business day by time_zone and day_offset of team_setting or setting';
COMMENT ON COLUMN unavailability_by_reason.reason IS 'Label of the reason, one for all spellings: that of reason_class, else the spelling of a row of yours there with capitals, else the most frequent one in the log; (none): no reason given';
COMMENT ON COLUMN unavailability_by_reason.planned IS 'Is the reason planned, by reason_class? NULL: not set';
COMMENT ON COLUMN unavailability_by_reason.user_count IS 'Users of the team who were unavailable for this reason; not additive over reasons, days and teams';
COMMENT ON COLUMN unavailability_by_reason.spell_count IS 'Intervals of user_logs of class unavailable with time in this day; not additive over days and teams';
COMMENT ON COLUMN unavailability_by_reason.duration_seconds IS 'Total time of the users unavailable for this reason, seconds; not additive over teams';
COMMENT ON COLUMN unavailability_by_reason.staffed_seconds IS 'Total time at work (available, engaged or unavailable) of the users of the team on this day, seconds; the same for all reasons: not additive over reasons and teams';
COMMENT ON COLUMN unavailability_by_reason.unavailable_of_staffed_ratio IS 'duration_seconds / staffed_seconds, from 0 to 1; additive over reasons, not over days and teams';
COMMENT ON COLUMN unavailability_by_reason.service_duration_seconds IS 'Part of duration_seconds in the service hours of the team, seconds; all of it for a team without service hours';
COMMENT ON COLUMN unavailability_by_reason.service_staffed_seconds IS 'Part of staffed_seconds in the service hours of the team, seconds';
COMMENT ON COLUMN unavailability_by_reason.service_unavailable_of_staffed_ratio IS 'service_duration_seconds / service_staffed_seconds, from 0 to 1; NULL if that is 0';
