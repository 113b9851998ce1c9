-- timeline: the status history of one user, as a value.
--
-- A set of events (occurred_at, sequence, status, reason).  Text form in UTC:
-- {2026-03-02 08:00:00+00 "Available", 2026-03-02 12:00:00+00 #17 "Unavailable" "Lunch"}

CREATE TYPE userlogs.timeline;

CREATE FUNCTION userlogs.timeline_in(pg_catalog.cstring)
RETURNS userlogs.timeline
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_in';
COMMENT ON FUNCTION userlogs.timeline_in(pg_catalog.cstring) IS
  'Convert text to a timeline: events in any order, times in ISO 8601 form with an offset';

CREATE FUNCTION userlogs.timeline_out(userlogs.timeline)
RETURNS pg_catalog.cstring
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_out';
COMMENT ON FUNCTION userlogs.timeline_out(userlogs.timeline) IS
  'Convert a timeline to text: its events in order, times in UTC';

CREATE FUNCTION userlogs.timeline_recv(pg_catalog.internal)
RETURNS userlogs.timeline
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'timeline_recv';
COMMENT ON FUNCTION userlogs.timeline_recv(pg_catalog.internal) IS
  'Convert binary input to a timeline, checking it completely';

CREATE FUNCTION userlogs.timeline_send(userlogs.timeline)
RETURNS pg_catalog.bytea
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED -- workers do not know the client's encoding
AS 'MODULE_PATHNAME', 'timeline_send';
COMMENT ON FUNCTION userlogs.timeline_send(userlogs.timeline) IS
  'Convert a timeline to binary: the stored bytes, strings in the encoding of the client';

CREATE TYPE userlogs.timeline (
  INPUT = userlogs.timeline_in,
  OUTPUT = userlogs.timeline_out,
  RECEIVE = userlogs.timeline_recv,
  SEND = userlogs.timeline_send,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended
);
COMMENT ON TYPE userlogs.timeline IS
  'Status history of one user: a set of events (occurred_at timestamptz, sequence bigint or none, status text, reason text); each status holds until the next event';

CREATE FUNCTION userlogs.timeline_to_jsonb(userlogs.timeline)
RETURNS pg_catalog.jsonb
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'timeline_to_jsonb';
COMMENT ON FUNCTION userlogs.timeline_to_jsonb(userlogs.timeline) IS
  'Convert a timeline to an array of objects {occurred_at, sequence, status, reason}, times as ISO 8601 text in UTC, sequence only where there is one';

CREATE CAST (userlogs.timeline AS pg_catalog.jsonb)
  WITH FUNCTION userlogs.timeline_to_jsonb(userlogs.timeline);
COMMENT ON CAST (userlogs.timeline AS pg_catalog.jsonb) IS
  'Convert a timeline to an array of objects {occurred_at, sequence, status, reason}';
