-- reason_list: the reasons, for filters and colours.
--
-- One row per reason of reason_class or of the log, under its label in
-- summaries, and (none).
-- key: reason

CREATE OR REPLACE VIEW reason_list WITH (security_invoker = true) AS
SELECT coalesce(l.label, (SELECT given_label('reason')) ->> c.reason_key, c.spelling) AS reason, c.planned, c.allowance_seconds::double precision AS allowance_seconds
FROM (
  SELECT k.reason_key, min(k.label) AS label
  FROM (
    SELECT userlogs.label_key(e.reason) AS reason_key, pick_label((SELECT label_spelling('reason', NULL, NULL)), e.reason, NULL) AS label
    FROM (SELECT u.reason FROM usable_event() u GROUP BY u.reason UNION SELECT '(none)') e) k
  WHERE k.label IS NOT NULL
  GROUP BY k.reason_key) l
FULL JOIN reason_key_class() c ON c.reason_key = l.reason_key
WHERE coalesce(l.reason_key, c.reason_key) <> '';
COMMENT ON VIEW reason_list IS 'Reasons of reason_class and of the log, and (none), for filters and colours. One row per reason; key reason';
COMMENT ON COLUMN reason_list.reason IS 'Label of the reason, as in status_daily and user_log_pieces; (none): no reason given';
COMMENT ON COLUMN reason_list.planned IS 'Is the reason planned? NULL: not set';
COMMENT ON COLUMN reason_list.allowance_seconds IS 'Time allowed without interruption, seconds; NULL: no limit';
