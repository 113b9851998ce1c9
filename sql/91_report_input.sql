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
    ('setting', 'as_of', 'timestamp with time zone', false);
END;
COMMENT ON FUNCTION userlogs.report_input() IS
  'Columns of the relations that a report reads, in order; column_type NULL: the type of user_id, which is the user''s choice. A column that is not required is NULL where the relation lacks it';
