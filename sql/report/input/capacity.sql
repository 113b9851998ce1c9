-- capacity: how many requests can a user handle at the same time?
--
-- One row per user, channel and period.

CREATE TABLE capacity (
  user_id text,
  channel text,
  slots bigint NOT NULL,
  valid_from timestamptz,
  valid_to timestamptz,
  UNIQUE NULLS NOT DISTINCT (user_id, channel, valid_from),
  CONSTRAINT "slots is from 0 to 1000000" CHECK (slots BETWEEN 0 AND 1000000),
  CONSTRAINT "valid_from is before valid_to" CHECK (valid_from < valid_to)
);
COMMENT ON TABLE capacity IS
  'Input: capacity of users: one row per user, channel and period, half-open. A user is full while the weights of the requests that the user handles add up to the slots; without a row one request is enough';
COMMENT ON COLUMN capacity.user_id IS 'User, the id used in status_event; NULL: every user without a row of the channel';
COMMENT ON COLUMN capacity.channel IS 'Channel of the requests that the slots are for, ignoring case and blanks around it; NULL: requests of all channels together';
COMMENT ON COLUMN capacity.slots IS 'Number of requests of weight 1 at the same time, from 0 to 1,000,000';
COMMENT ON COLUMN capacity.valid_from IS 'First moment at which the row holds; NULL: no lower bound. Of several rows at a time the one that began last holds';
COMMENT ON COLUMN capacity.valid_to IS 'First moment at which the row no longer holds; NULL: no upper bound';
ANALYZE capacity;
