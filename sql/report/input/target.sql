-- target: which targets does a team have to reach?
--
-- One row per team.

CREATE TABLE target (
  team text PRIMARY KEY,
  service_level double precision,
  answer_within interval,
  max_occupancy double precision,
  shrinkage double precision,
  minimum_headcount bigint,
  -- in an input of the user's own, values out of range count as not set; see
  -- team_target
  CONSTRAINT "service_level is a fraction from 0 to 0.9999" CHECK (service_level BETWEEN 0 AND 0.9999),
  CONSTRAINT "answer_within is from 0 to 366 days, without months"
    CHECK (answer_within BETWEEN '0' AND '366 days' AND extract(year FROM answer_within) = 0 AND extract(month FROM answer_within) = 0),
  CONSTRAINT "max_occupancy is a fraction from 0.01 to 1" CHECK (max_occupancy BETWEEN 0.01 AND 1),
  CONSTRAINT "shrinkage is a fraction from 0 to 0.99" CHECK (shrinkage BETWEEN 0 AND 0.99),
  CONSTRAINT "minimum_headcount is from 0 to 1000000" CHECK (minimum_headcount BETWEEN 0 AND 1000000)
);
COMMENT ON TABLE target IS 'Input: targets of teams: one row per team. NULL, or no row: not set';
COMMENT ON COLUMN target.team IS 'Name of the team';
COMMENT ON COLUMN target.service_level IS 'Fraction of requests to answer in time, from 0 to 0.9999, such as 0.8';
COMMENT ON COLUMN target.answer_within IS 'Longest wait of a request answered in time, up to 366 days';
COMMENT ON COLUMN target.max_occupancy IS 'Largest fraction of available time to spend on requests, from 0.01 to 1; NULL: 1';
COMMENT ON COLUMN target.shrinkage IS 'Fraction of paid time not available for requests (breaks, training, absence), from 0 to 0.99; NULL: 0';
COMMENT ON COLUMN target.minimum_headcount IS 'Number of users required to be available in service hours, from 0 to 1,000,000; NULL: 1';
ANALYZE target;
