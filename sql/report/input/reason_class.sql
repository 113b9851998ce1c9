-- reason_class: is a reason planned, and how long may it last?
--
-- One row per reason.  A reason without a row is neither planned nor unplanned
-- and has no allowance.

CREATE TABLE reason_class (
  reason text PRIMARY KEY,
  planned boolean,
  allowance interval,
  label text,
  color text,
  CONSTRAINT "allowance is not negative" CHECK (allowance >= '0'),
  CONSTRAINT "color is # and six hexadecimal digits" CHECK (color ~ '^#[0-9A-Fa-f]{6}$')
);
CREATE UNIQUE INDEX ON reason_class (lower(btrim(reason)));
COMMENT ON TABLE reason_class IS 'Input: planning data of reasons: one row per reason';
COMMENT ON COLUMN reason_class.reason IS 'Reason of status_event, ignoring case and blanks around it';
COMMENT ON COLUMN reason_class.planned IS 'Planned, like a break, or not, like an absence; NULL: not set';
COMMENT ON COLUMN reason_class.allowance IS 'Longest time unavailable for this reason before it is overtime (a day is 24 hours, a month 30 days); NULL: no limit';
COMMENT ON COLUMN reason_class.label IS 'Label in summaries, legends and pages; reasons of one label are one row of summaries. NULL: the reason as it is written';
COMMENT ON COLUMN reason_class.color IS 'Color of the label in pages and charts, as #rrggbb; NULL: that of the class of the status';

INSERT INTO reason_class (reason, planned) SELECT i.reason, i.planned FROM userlogs.initial_reasons() i;
ANALYZE reason_class;
