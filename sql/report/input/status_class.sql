-- status_class: is a user with this status available?
--
-- One row per status.  A status without a row is of class unknown, which is
-- never counted as available.

CREATE TABLE status_class (
  status text PRIMARY KEY,
  class text NOT NULL,
  precedence bigint,
  CONSTRAINT "class is available, unavailable or offline" CHECK (userlogs.is_status_class(class))
);
CREATE UNIQUE INDEX ON status_class (lower(btrim(status)));
COMMENT ON TABLE status_class IS
  'Input: class of each status: one row per status. A status without a row is of class unknown and never counted as available';
COMMENT ON COLUMN status_class.status IS 'Status of status_event, ignoring case and blanks around it';
COMMENT ON COLUMN status_class.class IS 'available, unavailable (at work but not available) or offline (not at work)';
COMMENT ON COLUMN status_class.precedence IS 'Where layers of a user have several statuses at a time, the one with the least number is the user''s; NULL: after those with a number, by setting.layer_rule';

INSERT INTO status_class (status, class)
SELECT pg_catalog.unnest(string_to_array(statuses, ', ')), class
FROM (VALUES
  ('available', 'available, online, active, ready, free, on queue, logged in, log in, login, signed in, sign in'),
  ('unavailable', 'unavailable, not available, away, busy, break, on break, pause, paused, lunch, meal, meeting, '
   'in a meeting, training, coaching, not ready, do not disturb, dnd, be right back, brb, absent, '
   'on a call, on call, in a call, after-call work, after call work, acw, wrap-up, wrap up'),
  ('offline', 'offline, logout, log out, logged out, logoff, log off, logged off, sign out, signed out, '
   'disconnected, inactive, off duty, off shift'),
  ('available', 'disponível, disponivel, ativo, ativa, pronto, pronta, livre, logado, logada, conectado, conectada'),
  ('unavailable', 'indisponível, indisponivel, ausente, ocupado, ocupada, pausa, em pausa, pausado, pausada, intervalo, '
   'almoço, almoco, lanche, reunião, reuniao, em reunião, em reuniao, treinamento, em treinamento, '
   'não perturbe, nao perturbe, em ligação, em ligacao, em atendimento'),
  ('offline', 'desconectado, desconectada, deslogado, deslogada, saiu, inativo, inativa, fora do ar, fim de expediente'),
  ('available', 'disponible, en línea, en linea, activo, activa, listo, lista, libre'),
  ('unavailable', 'no disponible, en pausa, descanso, en descanso, almuerzo, comida, reunión, reunion, en reunión, en reunion, '
   'capacitación, capacitacion, formación, formacion, no molestar, en llamada'),
  ('offline', 'fuera de línea, fuera de linea, sin conexión, sin conexion, sesión cerrada, sesion cerrada, '
   'inactivo, inactiva, fin de turno')) word(class, statuses);
ANALYZE status_class;
