-- reason_list: the reasons, for filters and colours.
--
-- One row per label of summaries, of the reasons of reason_class and of the log,
-- and (none).
-- key: reason

CREATE OR REPLACE VIEW reason_list WITH (security_invoker = true) AS
SELECT coalesce(l.reason, c.spelling) AS reason, c.planned, c.allowance_seconds::double precision AS allowance_seconds,
  CASE WHEN coalesce(l.reason_key, c.reason_key) IN (SELECT userlogs.label_key(i.label) FROM reason_class_input() i) THEN coalesce(l.reason, c.spelling) END AS label,
  (SELECT given_color('reason')) ->> coalesce(l.reason_key, c.reason_key) AS color
FROM (
  SELECT userlogs.label_key(k.reason) AS reason_key, min(k.reason) AS reason
  FROM (
    SELECT pick_label((SELECT label_spelling('reason', NULL, NULL)), e.reason, NULL) AS reason
    FROM (SELECT u.reason FROM usable_event() u GROUP BY u.reason UNION SELECT '(none)') e) k
  WHERE k.reason IS NOT NULL
  GROUP BY userlogs.label_key(k.reason)) l
FULL JOIN reason_label_class() c ON c.reason_key = l.reason_key
WHERE coalesce(l.reason_key, c.reason_key) <> '';
COMMENT ON VIEW reason_list IS 'Reasons of reason_class and of the log, and (none), for filters and colours. One row per label of summaries; key reason';
COMMENT ON COLUMN reason_list.reason IS 'Label of the reason, as in status_daily and user_log_pieces; (none): no reason given';
COMMENT ON COLUMN reason_list.planned IS 'Is the reason planned? NULL: not set';
COMMENT ON COLUMN reason_list.allowance_seconds IS 'Time allowed without interruption, seconds, of reasons of one label the shortest; NULL: no limit';
COMMENT ON COLUMN reason_list.label IS 'The same, if it is a label of reason_class; NULL: the reason has none';
COMMENT ON COLUMN reason_list.color IS 'Color of the label, from reason_class, as #rrggbb; NULL: none';
