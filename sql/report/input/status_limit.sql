-- status_limit: how long may a status, or a reason, last?
--
-- One row per status, reason and period.  Where no row has a value, that of
-- setting holds.

CREATE TABLE status_limit (
  status text,
  reason text,
  max_open_time interval,
  heartbeat_timeout interval,
  valid_from timestamptz,
  valid_to timestamptz,
  UNIQUE NULLS NOT DISTINCT (status, reason, valid_from),
  CONSTRAINT "max_open_time is positive and without months"
    CHECK (max_open_time > '0' AND extract(year FROM max_open_time) = 0 AND extract(month FROM max_open_time) = 0),
  CONSTRAINT "heartbeat_timeout is positive and without months"
    CHECK (heartbeat_timeout > '0' AND extract(year FROM heartbeat_timeout) = 0 AND extract(month FROM heartbeat_timeout) = 0),
  CONSTRAINT "valid_from is before valid_to" CHECK (valid_from < valid_to)
);
COMMENT ON TABLE status_limit IS
  'Input: how long a status or reason may last: one row per status, reason and period. Each value is that of the first row that has one: for the status and reason, the status, the reason, or all; then that of setting. A long time, such as 36500 days, is no limit';
COMMENT ON COLUMN status_limit.status IS 'Status for which the row holds, ignoring case and blanks around it; NULL: each one that is not offline. A status of class offline has no limit';
COMMENT ON COLUMN status_limit.reason IS 'Reason for which the row holds, ignoring case and blanks around it; NULL: any, and none';
COMMENT ON COLUMN status_limit.max_open_time IS 'Longest time in the status for one reason: then the user is unknown, as with setting.max_open_time; NULL: not said';
COMMENT ON COLUMN status_limit.heartbeat_timeout IS 'Longest time that the status holds without being repeated: then the user is unknown, as with setting.heartbeat_timeout; NULL: not said';
COMMENT ON COLUMN status_limit.valid_from IS 'First moment at which the row holds, for statuses by their start; NULL: no lower bound. Of several rows at a time the one that began last holds';
COMMENT ON COLUMN status_limit.valid_to IS 'First moment at which the row no longer holds; NULL: no upper bound';
ANALYZE status_limit;
