-- shift: when was a user scheduled, and for which activity?
--
-- One row per user and planned activity.

CREATE TABLE shift (
  user_id text NOT NULL,
  starts_at timestamptz NOT NULL CONSTRAINT "starts_at is finite" CHECK (isfinite(starts_at)),
  ends_at timestamptz NOT NULL,
  activity text,
  CONSTRAINT "ends_at is finite, after starts_at" CHECK (isfinite(ends_at) AND ends_at > starts_at),
  UNIQUE NULLS NOT DISTINCT (user_id, starts_at, activity)
);
-- shifts that overlap a window; see scheduled_day
CREATE INDEX ON shift USING gist (tstzrange(least(starts_at, ends_at), greatest(starts_at, ends_at)));
-- those that begin in a window; see input_problems
CREATE INDEX ON shift (starts_at);
COMMENT ON TABLE shift IS
  'Input: schedule: one row per user and activity, half-open. Where activities overlap, a reason of reason_class, such as Lunch, takes precedence over work';
COMMENT ON COLUMN shift.user_id IS 'Id used in status_event';
COMMENT ON COLUMN shift.starts_at IS 'First moment of the activity';
COMMENT ON COLUMN shift.ends_at IS 'First moment after the activity';
COMMENT ON COLUMN shift.activity IS 'Planned activity: a reason or label of reason_class, such as Lunch, is not productive; anything else, and NULL, is work';
ANALYZE shift;
