-- user_list: the users, for filters.
--
-- One row per user of report_user, or with an event.
-- key: user_id

CREATE OR REPLACE VIEW user_list WITH (security_invoker = true) AS
SELECT k.user_id, coalesce(u.name, k.user_id::text) AS user_name
FROM (SELECT l.user_id FROM log_user() l UNION SELECT n.user_id FROM user_label() n) k
LEFT JOIN user_label() u ON u.user_id = k.user_id;
COMMENT ON VIEW user_list IS 'Users of report_user, and of the log, for filters. One row per user; key user_id';
COMMENT ON COLUMN user_list.user_id IS 'User';
COMMENT ON COLUMN user_list.user_name IS 'Name from report_user, else the id';
