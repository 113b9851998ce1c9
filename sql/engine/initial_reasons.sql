-- initial_reasons: the first rows of reason_class.
--
-- One row per reason: well-known reasons, as their systems write them, in English,
-- Portuguese and Spanish.

CREATE FUNCTION userlogs.initial_reasons(OUT reason pg_catalog.text, OUT planned pg_catalog.bool)
RETURNS SETOF pg_catalog.record
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 60
BEGIN ATOMIC
  SELECT pg_catalog.unnest(pg_catalog.string_to_array(w.reasons, ', ')), w.planned
  FROM (VALUES
    (true, 'Strategic break, Break, Short break, Coffee break, Tea break, Lunch, Lunch break, Dinner, Meal, Meeting, Team meeting, Huddle, '
     'Training, Coaching, Feedback, 1:1'),
    (false, 'High demand, Absence, Bathroom, Restroom, Personal, Sick, Technical problem, Technical issue, System issue, '
     'Not responding, Missed call, AGENT_IDLE_TIMEOUT, AGENT_DISCONNECTED, LAGGED'),
    (true, 'Pausa estratégica, Pausa, Pausa café, Intervalo, Almoço, Jantar, Lanche, Café, Refeição, Reunião, Treinamento, Ginástica laboral'),
    (false, 'Alta demanda, Ausência, Banheiro, Particular, Pessoal, Problema técnico, Problema no sistema'),
    (true, 'Descanso, Almuerzo, Comida, Cena, Refrigerio, Merienda, Reunión, Capacitación, Formación, Retroalimentación'),
    (false, 'Ausencia, Baño, Problema del sistema')) w(planned, reasons);
END;
COMMENT ON FUNCTION userlogs.initial_reasons() IS
  'Return the first rows of reason_class, which create_report inserts, one row per reason. A reason spelled as in one of them does not set the label of summaries';
