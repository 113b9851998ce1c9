-- setting: which time zone, business day, buckets and limits does the report
-- use?
--
-- One row.  Its initial time zone is that of the session that creates it.

CREATE TABLE setting (
  only_row boolean PRIMARY KEY DEFAULT true CONSTRAINT "there is only one row" CHECK (only_row),
  time_zone text NOT NULL DEFAULT 'UTC',
  day_offset interval NOT NULL DEFAULT '0',
  bucket_width interval NOT NULL DEFAULT '15 minutes',
  max_open_time interval,
  heartbeat_timeout interval,
  as_of timestamptz,
  starts_at timestamptz,
  max_handle_time interval,
  layer_rule text NOT NULL DEFAULT 'any',
  gap_status text DEFAULT 'Offline',
  reconnect_tolerance interval,
  -- raise the error for an invalid width, time zone or offset
  CONSTRAINT setting_bucket_start_check CHECK (userlogs.bucket_start(timestamptz 'infinity', bucket_width, 'UTC') IS NOT NULL),
  CONSTRAINT setting_local_date_check CHECK (userlogs.local_date(timestamptz 'epoch', time_zone, day_offset) IS NOT NULL),
  CONSTRAINT "bucket_width is from 1 minute to 100 years" CHECK (bucket_width BETWEEN '1 minute' AND '100 years'),
  CONSTRAINT "max_open_time is positive and without months"
    CHECK (max_open_time > '0' AND extract(year FROM max_open_time) = 0 AND extract(month FROM max_open_time) = 0),
  CONSTRAINT "heartbeat_timeout is positive and without months"
    CHECK (heartbeat_timeout > '0' AND extract(year FROM heartbeat_timeout) = 0 AND extract(month FROM heartbeat_timeout) = 0),
  CONSTRAINT "max_handle_time is positive, up to 36525 days, without months"
    CHECK (max_handle_time > '0' AND max_handle_time <= '36525 days' AND extract(year FROM max_handle_time) = 0 AND extract(month FROM max_handle_time) = 0),
  CONSTRAINT "reconnect_tolerance is positive, up to 24 hours, without months"
    CHECK (reconnect_tolerance > '0' AND reconnect_tolerance <= '24 hours' AND extract(year FROM reconnect_tolerance) = 0 AND extract(month FROM reconnect_tolerance) = 0),
  CONSTRAINT "layer_rule is any or all" CHECK (userlogs.label_key(layer_rule) IN ('any', 'all')),
  CONSTRAINT "as_of is finite" CHECK (isfinite(as_of)),
  CONSTRAINT "starts_at is 1900 or later, and finite" CHECK (starts_at >= '1900-01-01 00:00+00' AND isfinite(starts_at))
);
COMMENT ON TABLE setting IS 'Input: settings of the report: one row';
COMMENT ON COLUMN setting.only_row IS 'Always true: there is one row';
COMMENT ON COLUMN setting.time_zone IS 'Time zone of local days and local times: a name of the time zone database, such as America/Sao_Paulo';
COMMENT ON COLUMN setting.day_offset IS 'Start of the business day on the local clock: with 06:00 a day lasts from six to six; between -24 and 24 hours';
COMMENT ON COLUMN setting.bucket_width IS 'Width of the buckets of staffing and service_level, and of the correlation in absence_impact: a number of months, a number of days, or less than a day';
COMMENT ON COLUMN setting.max_open_time IS 'Longest time in a status that is not offline: then the user is unknown (end cause capped) until another status is set, or the same one after more than this time without an event; NULL: no limit. status_limit comes first';
COMMENT ON COLUMN setting.heartbeat_timeout IS 'Longest time that a status that is not offline holds without being repeated: then the user is unknown until the next event (end cause lost); NULL: no limit. status_limit comes first';
COMMENT ON COLUMN setting.as_of IS 'Time up to which the report counts, as if it were now; NULL, or a time in the future: up to now';
COMMENT ON COLUMN setting.starts_at IS 'Time from which on the report counts events and requests, ignoring everything before; NULL: from the first one on, without stray ones long before the others (see report_start)';
COMMENT ON COLUMN setting.max_handle_time IS 'Longest time that a request counts as being handled, from its response on, up to 36525 days, as if somebody forgot to close it; NULL: 24 hours for open requests, no limit for closed ones';
COMMENT ON COLUMN setting.layer_rule IS 'Which of the statuses that the layers of a user have at a time is the user''s: any (available if any layer is: the order is engaged, available, unavailable, unknown, offline) or all (available only if all layers are: the other way round); channels are always joined by any; status_class.precedence comes before either';
COMMENT ON COLUMN setting.gap_status IS 'Status of a user between the rows of status_interval, if nothing else is known; NULL: unknown';
COMMENT ON COLUMN setting.reconnect_tolerance IS 'Longest time offline, or lost by heartbeat_timeout, between two times at work that does not end a session, up to 24 hours: login_count, session_count, first_login_at and last_logout_at pass over it, drop_count counts it, the time itself stays offline or unknown; NULL: each one ends a session';

INSERT INTO setting (time_zone)
SELECT coalesce(max(name), 'UTC') FROM pg_timezone_names WHERE name = current_setting('TimeZone') AND name NOT LIKE '%localtime%';
ANALYZE setting;
