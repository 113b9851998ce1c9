-- target: how good does a team have to be?
--
-- One row per team.

CREATE TABLE target (
  team text PRIMARY KEY,
  service_level double precision CHECK (service_level >= 0 AND service_level < 1),
  answer_within interval CHECK (answer_within >= '0' AND extract(year FROM answer_within) = 0 AND extract(month FROM answer_within) = 0),
  max_occupancy double precision CHECK (max_occupancy > 0 AND max_occupancy <= 1),
  shrinkage double precision CHECK (shrinkage >= 0 AND shrinkage < 1),
  minimum_headcount bigint CHECK (minimum_headcount >= 0)
);
COMMENT ON TABLE target IS 'What is expected of a team: one row per team. NULL, or no row: not said';
COMMENT ON COLUMN target.team IS 'Name of the team';
COMMENT ON COLUMN target.service_level IS 'Share of requests to be answered in time, from 0 to less than 1, such as 0.8';
COMMENT ON COLUMN target.answer_within IS 'What is in time: the longest wait';
COMMENT ON COLUMN target.max_occupancy IS 'Largest share of available time to be spent on requests, from 0 to 1; NULL: 1';
COMMENT ON COLUMN target.shrinkage IS 'Share of paid time in which nobody can answer (breaks, training, absence), from 0 to less than 1; NULL: 0';
COMMENT ON COLUMN target.minimum_headcount IS 'How many have to be available in service hours; NULL: 1';
ANALYZE target;
