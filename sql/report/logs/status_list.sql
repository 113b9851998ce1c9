-- status_list: the statuses and their classes, for filters and colours.
--
-- One row per label of summaries, of the statuses of status_class and of the log,
-- and (unknown).
-- key: status

CREATE OR REPLACE VIEW status_list WITH (security_invoker = true) AS
SELECT min(k.status) AS status, coalesce(min(k.class), 'unknown') AS class,
  coalesce(bool_or(k.is_available), false) AS is_available, coalesce(bool_or(k.is_staffed), false) AS is_staffed,
  coalesce(bool_or(k.is_productive), false) AS is_productive,
  coalesce(min(k.counts_as), 'unknown') AS counts_as,
  CASE WHEN userlogs.label_key(k.status) IN (SELECT userlogs.label_key(i.label) FROM status_class_input() i) THEN min(k.status) END AS label,
  (SELECT given_color('status')) ->> userlogs.label_key(k.status) AS color
FROM (
  SELECT coalesce(l.label, (SELECT given_label('status')) ->> c.status_key, c.status_key) AS status, c.class, c.is_available, c.is_staffed, c.is_productive, c.counts_as
  FROM (
    SELECT n.status_key, min(n.label) AS label
    FROM (
      SELECT userlogs.label_key(e.status) AS status_key, pick_label((SELECT label_spelling('status', NULL, NULL)), e.status, NULL) AS label
      FROM (SELECT u.status FROM usable_event() u GROUP BY u.status UNION SELECT '(unknown)') e) n
    WHERE n.label IS NOT NULL
    GROUP BY n.status_key) l
  FULL JOIN status_key_class() c ON c.status_key = l.status_key
  WHERE coalesce(l.status_key, c.status_key) <> '') k
GROUP BY userlogs.label_key(k.status);
COMMENT ON VIEW status_list IS 'Statuses of status_class and of the log with their classes, and (unknown), for filters and colours. One row per label of summaries; key status';
COMMENT ON COLUMN status_list.status IS 'Label of the status, as in status_daily and user_log_pieces; (unknown): before the first event, or no status given';
COMMENT ON COLUMN status_list.class IS 'available, engaged, unavailable, offline, or a class of your own (by status_class), or unknown';
COMMENT ON COLUMN status_list.is_available IS 'Is a user in the status available?';
COMMENT ON COLUMN status_list.is_staffed IS 'Is a user in the status at work: available, engaged or unavailable?';
COMMENT ON COLUMN status_list.is_productive IS 'Is a user in the status at work and available or engaged?';
COMMENT ON COLUMN status_list.counts_as IS 'available, engaged, unavailable, offline or unknown: class, or for a class of your own status_class.counts_as';
COMMENT ON COLUMN status_list.label IS 'The same, if it is a label of status_class; NULL: the status has none';
COMMENT ON COLUMN status_list.color IS 'Color of the label, from status_class, as #rrggbb; NULL: none';
