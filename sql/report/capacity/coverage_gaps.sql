-- coverage_gaps: when were fewer available than there had to be?
--
-- One row per team and longest span within its service hours with fewer
-- available than target.minimum_headcount.
-- key: team, started_at

CREATE OR REPLACE VIEW coverage_gaps WITH (security_invoker = true) AS
SELECT l.team, l.started_at, l.ended_at, l.local_start, l.local_end, l.time_zone, l.duration,
  l.duration_seconds::numeric(18,6) AS duration_seconds, l.minimum_headcount, l.available_min,
  l.deficit_person_seconds::numeric(18,6) AS deficit_person_seconds, l.left_by, l.left_reason, l.request_count,
  l.unanswered_count, l.late_count, l.is_open
FROM coverage_gaps_between(NULL, NULL) l;
COMMENT ON VIEW coverage_gaps IS
  'Coverage gaps: when fewer were available than there had to be, who had left, and what it cost. One row per team and longest span within its service hours with fewer available than target.minimum_headcount (1 without a target), from the first local day with an event or request up to now; key (team, started_at). Team (none) has rows only if it has a target or service hours';
COMMENT ON COLUMN coverage_gaps.team IS 'Team; (none): of none';
COMMENT ON COLUMN coverage_gaps.started_at IS 'Start of the gap';
COMMENT ON COLUMN coverage_gaps.ended_at IS 'End of the gap; now, if it goes on';
COMMENT ON COLUMN coverage_gaps.local_start IS 'started_at on the clock of time_zone';
COMMENT ON COLUMN coverage_gaps.local_end IS 'ended_at on the clock of time_zone';
COMMENT ON COLUMN coverage_gaps.time_zone IS 'Zone of the local times, by setting';
COMMENT ON COLUMN coverage_gaps.duration IS 'Length of the gap, in hours and smaller units';
COMMENT ON COLUMN coverage_gaps.duration_seconds IS 'duration in seconds';
COMMENT ON COLUMN coverage_gaps.minimum_headcount IS 'How many had to be available';
COMMENT ON COLUMN coverage_gaps.available_min IS 'Fewest who were available in the gap';
COMMENT ON COLUMN coverage_gaps.deficit_person_seconds IS 'Integral of minimum_headcount - available over the gap, seconds';
COMMENT ON COLUMN coverage_gaps.left_by IS 'Who stopped being available at the start of the gap, by name; NULL: nobody (it began with the service hours)';
COMMENT ON COLUMN coverage_gaps.left_reason IS 'Reasons with which they left; (none): none given; (capped), (lost): the setting ended the status; (left the team): still available, but no member any more';
COMMENT ON COLUMN coverage_gaps.request_count IS 'Requests that arrived in the gap';
COMMENT ON COLUMN coverage_gaps.unanswered_count IS 'Those of them not answered up to now';
COMMENT ON COLUMN coverage_gaps.late_count IS 'Those of them that missed target.answer_within, answered or not; 0 without a target';
COMMENT ON COLUMN coverage_gaps.is_open IS 'Does the gap go on?';
