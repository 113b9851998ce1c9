-- absence_impact: does a team answer slower while somebody is unavailable?
--
-- One row per team and reason for which somebody of the team was unavailable.
-- key: team, reason

CREATE OR REPLACE VIEW absence_impact WITH (security_invoker = true) AS
SELECT l.team, l.reason, l.unavailable_person_seconds::numeric(18,6) AS unavailable_person_seconds,
  l.requests_during_count, l.requests_otherwise_count,
  l.response_during_seconds::numeric(18,6) AS response_during_seconds,
  l.response_otherwise_seconds::numeric(18,6) AS response_otherwise_seconds,
  l.response_difference_seconds::numeric(18,6) AS response_difference_seconds, l.unanswered_during_ratio,
  l.unanswered_otherwise_ratio, l.correlation, l.bucket_count
FROM absence_impact_between(NULL, NULL) l;
COMMENT ON VIEW absence_impact IS
  'Absence and response time. One row per team and reason for which somebody was unavailable; key (team, reason). A difference or correlation does not prove that the absence was the cause: both may follow the time of day, the load, or each other (High demand is a reason to be unavailable), requests wait in line for each other, and with few buckets it is chance';
COMMENT ON COLUMN absence_impact.team IS 'Team; (none): of none';
COMMENT ON COLUMN absence_impact.reason IS 'Label of the reason, one for all spellings: as reason_class writes it with capitals, else as the log does most often; (none): none given';
COMMENT ON COLUMN absence_impact.unavailable_person_seconds IS 'Time unavailable for the reason, all users of the team together, seconds; divided by 3600 in person-hours';
COMMENT ON COLUMN absence_impact.requests_during_count IS 'Requests that arrived while at least one user was unavailable for the reason';
COMMENT ON COLUMN absence_impact.requests_otherwise_count IS 'Requests that arrived at other times';
COMMENT ON COLUMN absence_impact.response_during_seconds IS 'Mean wait of the former that were answered, seconds; NULL if none';
COMMENT ON COLUMN absence_impact.response_otherwise_seconds IS 'Mean wait of the latter that were answered, seconds; NULL if none';
COMMENT ON COLUMN absence_impact.response_difference_seconds IS 'response_during_seconds - response_otherwise_seconds';
COMMENT ON COLUMN absence_impact.unanswered_during_ratio IS 'Share of the former without a response, from 0 to 1; NULL if none';
COMMENT ON COLUMN absence_impact.unanswered_otherwise_ratio IS 'Share of the latter without a response, from 0 to 1; NULL if none';
COMMENT ON COLUMN absence_impact.correlation IS 'Pearson correlation, over the buckets of setting.bucket_width with an answered request, of the person-seconds unavailable for the reason with the mean wait, from -1 to 1; NULL with fewer than two buckets, or where one of the two never changes';
COMMENT ON COLUMN absence_impact.bucket_count IS 'Number of buckets behind correlation';
