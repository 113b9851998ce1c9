-- assignment: to whom was a request assigned, and when?
--
-- One row each time a request is assigned, passed to another team, or left without
-- anybody.

CREATE TABLE assignment (
  request_id text NOT NULL,
  user_id text,
  assigned_at timestamptz NOT NULL CONSTRAINT "assigned_at is finite" CHECK (isfinite(assigned_at)),
  team text,
  UNIQUE NULLS NOT DISTINCT (request_id, assigned_at, user_id)
);
-- the report reads the request by this key
CREATE INDEX ON assignment (userlogs.cut_key(request_id));
CREATE INDEX ON assignment (userlogs.cut_key(team));
COMMENT ON TABLE assignment IS
  'Input: assignments of requests: one row each time a request of service_request is assigned to a user, or passed to a team. Without rows nobody is known to own a request before its response';
COMMENT ON COLUMN assignment.request_id IS 'Request, as in service_request';
COMMENT ON COLUMN assignment.user_id IS 'User to whom it is assigned from then on, the id used in status_event; NULL: nobody';
COMMENT ON COLUMN assignment.assigned_at IS 'Time of the assignment';
COMMENT ON COLUMN assignment.team IS 'Team that the request is passed to, and waits for from then on; NULL: the team does not change';
ANALYZE assignment;
