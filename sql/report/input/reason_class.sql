-- reason_class: is a reason planned, and how long may it last?
--
-- One row per reason.  A reason without a row is neither planned nor unplanned
-- and has no allowance.

CREATE TABLE reason_class (
  reason text PRIMARY KEY,
  planned boolean,
  allowance interval,
  CONSTRAINT "allowance is not negative" CHECK (allowance >= '0')
);
CREATE UNIQUE INDEX ON reason_class (lower(btrim(reason)));
COMMENT ON TABLE reason_class IS 'Input: planning data of reasons: one row per reason';
COMMENT ON COLUMN reason_class.reason IS 'Reason of status_event, ignoring case and blanks around it';
COMMENT ON COLUMN reason_class.planned IS 'Planned, like a break, or not, like an absence; NULL: not set';
COMMENT ON COLUMN reason_class.allowance IS 'Longest time unavailable for this reason before it is overtime (a day is 24 hours, a month 30 days); NULL: no limit';

INSERT INTO reason_class (reason, planned)
SELECT pg_catalog.unnest(string_to_array(reasons, ', ')), planned
FROM (VALUES
  (true, 'Strategic break, Break, Short break, Coffee break, Tea break, Lunch, Lunch break, Dinner, Meal, Meeting, Team meeting, Huddle, '
   'Training, Coaching, Feedback, 1:1'),
  (false, 'High demand, Absence, Bathroom, Restroom, Personal, Sick, Technical problem, Technical issue, System issue, '
   'Not responding, Missed call, AGENT_IDLE_TIMEOUT, AGENT_DISCONNECTED, LAGGED'),
  (true, 'Pausa estratégica, Pausa, Pausa café, Intervalo, Almoço, Jantar, Lanche, Café, Refeição, Reunião, Treinamento, Ginástica laboral'),
  (false, 'Alta demanda, Ausência, Banheiro, Particular, Pessoal, Problema técnico, Problema no sistema'),
  (true, 'Descanso, Almuerzo, Comida, Cena, Refrigerio, Merienda, Reunión, Capacitación, Formación, Retroalimentación'),
  (false, 'Ausencia, Baño, Problema del sistema')) word(planned, reasons);
ANALYZE reason_class;
