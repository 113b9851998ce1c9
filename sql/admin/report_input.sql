-- report_input: what a report reads.
--
-- One row per column of the input relations.  A relation that is there already
-- must have the required columns; the others are NULL where it has none.

CREATE FUNCTION userlogs.report_input(
  OUT relation_name pg_catalog.text,
  OUT column_name pg_catalog.text,
  OUT column_type pg_catalog.text,
  OUT is_required pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 30
BEGIN ATOMIC
  VALUES
    ('status_event', 'event_id', 'bigint', true),
    ('status_event', 'user_id', NULL, true),
    ('status_event', 'occurred_at', 'timestamp with time zone', true),
    ('status_event', 'status', 'text', true),
    ('status_event', 'reason', 'text', true),
    ('status_event', 'changed_by', 'text', false),
    ('status_event', 'source', 'text', false),
    ('status_event', 'recorded_at', 'timestamp with time zone', false),
    ('report_user', 'user_id', NULL, true),
    ('report_user', 'name', 'text', true),
    ('team_member', 'user_id', NULL, true),
    ('team_member', 'team', 'text', true),
    ('team_member', 'valid_from', 'timestamp with time zone', false),
    ('team_member', 'valid_to', 'timestamp with time zone', false),
    ('status_class', 'status', 'text', true),
    ('status_class', 'class', 'text', true),
    ('reason_class', 'reason', 'text', true),
    ('reason_class', 'planned', 'boolean', false),
    ('reason_class', 'allowance', 'interval', false),
    ('setting', 'time_zone', 'text', true),
    ('setting', 'day_offset', 'interval', false),
    ('setting', 'bucket_width', 'interval', false),
    ('setting', 'max_open_time', 'interval', false),
    ('setting', 'heartbeat_timeout', 'interval', false),
    ('setting', 'as_of', 'timestamp with time zone', false),
    ('setting', 'starts_at', 'timestamp with time zone', false),
    ('setting', 'max_handle_time', 'interval', false),
    ('service_request', 'request_id', 'any', true),
    ('service_request', 'team', 'text', true),
    ('service_request', 'user_id', NULL, false),
    ('service_request', 'arrived_at', 'timestamp with time zone', true),
    ('service_request', 'first_response_at', 'timestamp with time zone', true),
    ('service_request', 'closed_at', 'timestamp with time zone', false),
    ('service_request', 'outcome', 'text', false),
    ('shift', 'user_id', NULL, true),
    ('shift', 'starts_at', 'timestamp with time zone', true),
    ('shift', 'ends_at', 'timestamp with time zone', true),
    ('shift', 'activity', 'text', false),
    ('service_hours', 'team', 'text', true),
    ('service_hours', 'weekday', 'bigint', true),
    ('service_hours', 'opens', 'time without time zone', true),
    ('service_hours', 'closes', 'time without time zone', true),
    ('target', 'team', 'text', true),
    ('target', 'service_level', 'double precision', false),
    ('target', 'answer_within', 'interval', false),
    ('target', 'max_occupancy', 'double precision', false),
    ('target', 'shrinkage', 'double precision', false),
    ('target', 'minimum_headcount', 'bigint', false),
    ('rule', 'rule_id', 'text', true),
    ('rule', 'metric', 'text', true),
    ('rule', 'team', 'text', false),
    ('rule', 'reason', 'text', false),
    ('rule', 'comparison', 'text', true),
    ('rule', 'threshold', 'double precision', true),
    ('rule', 'lasting', 'interval', false),
    ('rule', 'severity', 'text', false),
    ('rule_notification', 'rule_id', 'text', true),
    ('rule_notification', 'team', 'text', true),
    ('rule_notification', 'user_id', NULL, true),
    ('rule_notification', 'started_at', 'timestamp with time zone', true),
    ('rule_notification', 'notified_at', 'timestamp with time zone', false);
END;
COMMENT ON FUNCTION userlogs.report_input() IS
  'Columns of the relations that a report reads, in order; column_type NULL: the type of user_id, which is the user''s choice; any: whatever it is, read as text. A column that is not required is NULL where the relation lacks it';
