-- status_list: the statuses and their classes, for filters and colours.
--
-- One row per status of status_class or of the log, under its label in
-- summaries, and (unknown).
-- key: status

CREATE OR REPLACE VIEW status_list WITH (security_invoker = true) AS
SELECT coalesce(l.label, (SELECT given_label('status')) ->> c.status_key, c.status_key) AS status, coalesce(c.class, 'unknown') AS class,
  coalesce(c.is_available, false) AS is_available, coalesce(c.is_staffed, false) AS is_staffed,
  coalesce(c.is_productive, false) AS is_productive,
  coalesce(c.counts_as, 'unknown') AS counts_as
FROM (
  SELECT k.status_key, min(k.label) AS label
  FROM (
    SELECT userlogs.label_key(e.status) AS status_key, pick_label((SELECT label_spelling('status', NULL, NULL)), e.status, NULL) AS label
    FROM (SELECT u.status FROM usable_event() u GROUP BY u.status UNION SELECT '(unknown)') e) k
  WHERE k.label IS NOT NULL
  GROUP BY k.status_key) l
FULL JOIN status_key_class() c ON c.status_key = l.status_key
WHERE coalesce(l.status_key, c.status_key) <> '';
COMMENT ON VIEW status_list IS 'Statuses of status_class and of the log with their classes, and (unknown), for filters and colours. One row per status; key status';
COMMENT ON COLUMN status_list.status IS 'Label of the status, as in status_daily and user_log_pieces; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_list.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN status_list.is_available IS 'Is a user in the status available?';
COMMENT ON COLUMN status_list.is_staffed IS 'Is a user in the status at work: available, engaged or unavailable?';
COMMENT ON COLUMN status_list.is_productive IS 'Is a user in the status at work and available or engaged?';
COMMENT ON COLUMN status_list.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
