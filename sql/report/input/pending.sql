-- pending: when could nobody work on a request?
--
-- One row per span in which a request waits for the customer or somebody else, or
-- is resolved until it is reopened.

CREATE TABLE pending (
  request_id text NOT NULL,
  started_at timestamptz NOT NULL CONSTRAINT "started_at is finite" CHECK (isfinite(started_at)),
  ended_at timestamptz,
  resolved boolean,
  CONSTRAINT "ended_at is after started_at" CHECK (ended_at > started_at),
  UNIQUE (request_id, started_at)
);
-- the report reads the request by this key
CREATE INDEX ON pending (userlogs.cut_key(request_id));
COMMENT ON TABLE pending IS
  'Input: pending time of requests, half-open: one row per span in which a request waits for somebody else, or is resolved and not yet reopened. Nobody handles it then, and the time does not count for target.resolve_within';
COMMENT ON COLUMN pending.request_id IS 'Request, as in service_request';
COMMENT ON COLUMN pending.started_at IS 'First moment of the span';
COMMENT ON COLUMN pending.ended_at IS 'First moment after the span, such as the time at which it was reopened; NULL: still pending';
COMMENT ON COLUMN pending.resolved IS 'Was the request resolved at started_at, so that nobody handles it, once reopened, before the next response or assignment? NULL: no';
ANALYZE pending;
