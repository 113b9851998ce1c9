-- staffing: were there enough people for the requests that came?
--
-- One row per team and bucket of setting.bucket_width, from the first local
-- day with an event or request up to now.
-- key: team, bucket_start

CREATE OR REPLACE VIEW staffing WITH (security_invoker = true) AS
SELECT l.team, l.bucket_start, l.bucket_end, l.local_start, l.time_zone, l.available_min, l.available_avg,
  l.available_max, l.available_person_seconds::numeric(18,6) AS available_person_seconds,
  l.busy_person_seconds::numeric(18,6) AS busy_person_seconds,
  l.busy_elsewhere_person_seconds::numeric(18,6) AS busy_elsewhere_person_seconds, l.occupancy_ratio, l.request_count,
  l.aht_seconds::numeric(18,6) AS aht_seconds, l.required_agents, l.required_rostered, l.gap_agents,
  l.understaffed_person_seconds::numeric(18,6) AS understaffed_person_seconds,
  l.overstaffed_person_seconds::numeric(18,6) AS overstaffed_person_seconds
FROM staffing_between(NULL, NULL) l;
COMMENT ON VIEW staffing IS
  'Staffing against demand. One row per team and bucket of setting.bucket_width, from the first local day with an event or request up to now; key (team, bucket_start). Required agents by Erlang C (agents_required) from the requests and the handle time of the bucket and the target of the team. Not additive over teams: who is in two teams counts in both';
COMMENT ON COLUMN staffing.team IS 'Team; (none): of none';
COMMENT ON COLUMN staffing.bucket_start IS 'Start of the bucket';
COMMENT ON COLUMN staffing.bucket_end IS 'End of the bucket; what lies after now does not count';
COMMENT ON COLUMN staffing.local_start IS 'bucket_start on the clock of time_zone';
COMMENT ON COLUMN staffing.time_zone IS 'Zone of the local times, by setting';
COMMENT ON COLUMN staffing.available_min IS 'Fewest users of the team who were available at one time';
COMMENT ON COLUMN staffing.available_avg IS 'Users available on average, weighted by time: available_person_seconds / length';
COMMENT ON COLUMN staffing.available_max IS 'Most users available at one time';
COMMENT ON COLUMN staffing.available_person_seconds IS 'Time available of all users of the team together, seconds';
COMMENT ON COLUMN staffing.busy_person_seconds IS 'Part of available_person_seconds in which the user was handling at least one request of the team (from its response to its close, an open one for setting.max_handle_time at most), seconds; several at once count once';
COMMENT ON COLUMN staffing.busy_elsewhere_person_seconds IS 'Part of available_person_seconds in which the user was handling requests of other teams only, seconds; not part of occupancy_ratio';
COMMENT ON COLUMN staffing.occupancy_ratio IS 'busy_person_seconds / available_person_seconds, from 0 to 1; NULL if nobody was available';
COMMENT ON COLUMN staffing.request_count IS 'Requests that arrived';
COMMENT ON COLUMN staffing.aht_seconds IS 'Average handle time (response to close) of those requests, seconds; of all requests of the team in the window if none of them has been handled, so it depends on the window; NULL if none has';
COMMENT ON COLUMN staffing.required_agents IS 'Fewest agents who reach target.service_level within target.answer_within at no more than target.max_occupancy, by Erlang C, and in service hours at least target.minimum_headcount; without requests that minimum, or 0; of the bucket that is now going on as if no more requests came. With a minimum as the only target that minimum; NULL without any target, and where no handle time is known or it is beyond 100,000 agents';
COMMENT ON COLUMN staffing.required_rostered IS 'required_agents / (1 - target.shrinkage), rounded up';
COMMENT ON COLUMN staffing.gap_agents IS 'available_avg - required_agents: positive is time off possible, negative is missing; NULL if required_agents is';
COMMENT ON COLUMN staffing.understaffed_person_seconds IS 'Time by which agents were missing: integral of max(0, required_agents - available), seconds; NULL if required_agents is';
COMMENT ON COLUMN staffing.overstaffed_person_seconds IS 'Time by which there were more than required: integral of max(0, available - required_agents), seconds; NULL if required_agents is';
