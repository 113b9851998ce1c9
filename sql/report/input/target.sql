-- target: which targets does a team have to reach?
--
-- One row per team, priority and channel of its requests, and period.

CREATE TABLE target (
  team text NOT NULL,
  service_level double precision,
  answer_within interval,
  max_occupancy double precision,
  shrinkage double precision,
  minimum_headcount bigint,
  priority text,
  channel text,
  valid_from timestamptz,
  valid_to timestamptz,
  clock text,
  next_answer_within interval,
  resolve_within interval,
  concurrency double precision,
  UNIQUE NULLS NOT DISTINCT (team, priority, channel, valid_from),
  -- in an input of the user's own, values out of range count as not set; see
  -- request_target
  CONSTRAINT "service_level is a fraction from 0 to 0.9999" CHECK (service_level BETWEEN 0 AND 0.9999),
  CONSTRAINT "answer_within is from 0 to 366 days, without months"
    CHECK (answer_within BETWEEN '0' AND '366 days' AND extract(year FROM answer_within) = 0 AND extract(month FROM answer_within) = 0),
  CONSTRAINT "max_occupancy is a fraction from 0.01 to 1" CHECK (max_occupancy BETWEEN 0.01 AND 1),
  CONSTRAINT "shrinkage is a fraction from 0 to 0.99" CHECK (shrinkage BETWEEN 0 AND 0.99),
  CONSTRAINT "minimum_headcount is from 0 to 1000000" CHECK (minimum_headcount BETWEEN 0 AND 1000000),
  CONSTRAINT "valid_from is before valid_to" CHECK (valid_from < valid_to),
  CONSTRAINT "clock is service or wall" CHECK (clock IN ('service', 'wall')),
  CONSTRAINT "next_answer_within is from 0 to 366 days, without months"
    CHECK (next_answer_within BETWEEN '0' AND '366 days' AND extract(year FROM next_answer_within) = 0 AND extract(month FROM next_answer_within) = 0),
  CONSTRAINT "resolve_within is from 0 to 366 days, without months"
    CHECK (resolve_within BETWEEN '0' AND '366 days' AND extract(year FROM resolve_within) = 0 AND extract(month FROM resolve_within) = 0),
  CONSTRAINT "concurrency is from 1 to 1000" CHECK (concurrency BETWEEN 1 AND 1000),
  CONSTRAINT "a row for a priority or channel has targets of requests only"
    CHECK (priority IS NULL AND channel IS NULL OR num_nonnulls(service_level, max_occupancy, shrinkage, minimum_headcount, concurrency) = 0)
);
COMMENT ON TABLE target IS
  'Input: targets of teams: one row per team and period, and further ones for the requests of a priority or channel, which come before those of the team. NULL, or no row: not set';
COMMENT ON COLUMN target.team IS 'Name of the team';
COMMENT ON COLUMN target.service_level IS 'Fraction of requests to answer in time, from 0 to 0.9999, such as 0.8';
COMMENT ON COLUMN target.answer_within IS 'Longest wait of a request answered in time, up to 366 days of 24 hours';
COMMENT ON COLUMN target.max_occupancy IS 'Largest fraction of available time to spend on requests, from 0.01 to 1; NULL: 1';
COMMENT ON COLUMN target.shrinkage IS 'Fraction of paid time not available for requests (breaks, training, absence), from 0 to 0.99; NULL: 0';
COMMENT ON COLUMN target.minimum_headcount IS 'Number of users required to be available in service hours, from 0 to 1,000,000; NULL: 1';
COMMENT ON COLUMN target.priority IS 'Priority of the requests for which the row holds, ignoring case and blanks around it; NULL: any';
COMMENT ON COLUMN target.channel IS 'Channel of the requests for which the row holds, ignoring case and blanks around it; NULL: any. A row for a priority comes before one for a channel';
COMMENT ON COLUMN target.valid_from IS 'First moment at which the row holds, for requests by their arrival; NULL: no lower bound. Of several rows at a time the one that began last holds';
COMMENT ON COLUMN target.valid_to IS 'First moment at which the row no longer holds; NULL: no upper bound';
COMMENT ON COLUMN target.clock IS 'Clock of the waits and of their targets: service, which runs in the service hours of the team, or wall; NULL: service';
COMMENT ON COLUMN target.next_answer_within IS 'Longest wait for a further response that is in time, up to 366 days; see input response';
COMMENT ON COLUMN target.resolve_within IS 'Longest time from arrival to close that is in time, without pending time, up to 366 days';
COMMENT ON COLUMN target.concurrency IS 'Number of requests, such as chats, that a user handles at once on average, from 1 to 1000: staffing divides the handle time by it; NULL: 1';
ANALYZE target;
