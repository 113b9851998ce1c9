-- report_user: what is the name of a user?
--
-- One row per user.  A user without a row appears under the id.

CREATE TABLE report_user (
  user_id text PRIMARY KEY,
  name text NOT NULL
);
COMMENT ON TABLE report_user IS 'Input: names of users: one row per user. A user without a row appears under the id; a user without events has an unknown status';
COMMENT ON COLUMN report_user.user_id IS 'Id used in status_event';
COMMENT ON COLUMN report_user.name IS 'Name that reports show';
ANALYZE report_user;
