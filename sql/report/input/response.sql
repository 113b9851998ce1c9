-- response: which further messages did a request have, and when were they
-- answered?
--
-- One row per message of the customer after the first, and its response.

CREATE TABLE response (
  request_id text NOT NULL,
  user_id text,
  asked_at timestamptz CONSTRAINT "asked_at is finite" CHECK (isfinite(asked_at)),
  responded_at timestamptz,
  CONSTRAINT "responded_at is finite, not before asked_at" CHECK (isfinite(responded_at) AND responded_at >= asked_at),
  CONSTRAINT "asked_at or responded_at is given" CHECK (num_nonnulls(asked_at, responded_at) > 0),
  UNIQUE NULLS NOT DISTINCT (request_id, asked_at, responded_at)
);
-- the report reads the request by this key
CREATE INDEX ON response (userlogs.cut_key(request_id));
COMMENT ON TABLE response IS
  'Input: further responses to requests: one row per message of the customer after the first, and its response. The first response is in service_request; a row that repeats it changes nothing';
COMMENT ON COLUMN response.request_id IS 'Request, as in service_request';
COMMENT ON COLUMN response.user_id IS 'User who answered, and handles the request from then on, the id used in status_event; NULL: nobody, or not known';
COMMENT ON COLUMN response.asked_at IS 'Time of the message of the customer, from which on it waits; NULL: none, such as a message that nobody asked for';
COMMENT ON COLUMN response.responded_at IS 'Time of the response; NULL: not answered';
ANALYZE response;
