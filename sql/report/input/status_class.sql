-- status_class: is a user with this status available, or at work on what?
--
-- One row per status.  A status without a row is of class unknown, which is
-- never counted as available.  A further class is one of these rows: it has a name of
-- its own and counts as one of status_classes.
--
-- The first rows are the statuses of well-known systems, as these write them.  Where
-- systems mean different things by one word, the reading is the one that does not
-- flatter: "busy" is somebody who does not want to be disturbed (Genesys, Teams,
-- Chatwoot, Rocket.Chat), not somebody on a contact (CxEngage, Asterisk devices), and
-- "meeting" is no contact.  "on call" is a call (Five9), not standby, and a contact
-- that rings or is reserved for a user occupies the user.  "idle" is left out: ready
-- for the next contact in some, gone from the keyboard in others.

CREATE TABLE status_class (
  status text PRIMARY KEY,
  class text NOT NULL,
  counts_as text,
  precedence bigint,
  label text,
  color text,
  CONSTRAINT "class or counts_as is available, engaged, unavailable, offline" CHECK (userlogs.is_status_class(class, counts_as)),
  CONSTRAINT "color is # and six hexadecimal digits" CHECK (color ~ '^#[0-9A-Fa-f]{6}$')
);
CREATE UNIQUE INDEX ON status_class (lower(btrim(status)));
COMMENT ON TABLE status_class IS
  'Input: class of each status: one row per status. A status without a row is of class unknown and never counted as available';
COMMENT ON COLUMN status_class.status IS 'Status of status_event, ignoring case and blanks around it';
COMMENT ON COLUMN status_class.class IS 'available, engaged (at the work itself: on a call, in a chat, in wrap-up), unavailable (at work, but neither) or offline (not at work); or, with counts_as, a class of your own';
COMMENT ON COLUMN status_class.counts_as IS 'One of these four, for a class of your own, such as training or outbound: what it counts as; NULL for one of them';
COMMENT ON COLUMN status_class.precedence IS 'Where layers of a user have several statuses at a time, the one with the least number is the user''s; NULL: after those with a number, by setting.layer_rule';
COMMENT ON COLUMN status_class.label IS 'Label in summaries, legends and pages; statuses of one label, which must be of one class, are one row of summaries. NULL: the status as it is written';
COMMENT ON COLUMN status_class.color IS 'Color of the label in pages and charts, as #rrggbb; NULL: that of the class';

INSERT INTO status_class (status, class)
SELECT pg_catalog.unnest(string_to_array(statuses, ', ')), class
FROM (VALUES
  ('available', 'available, online, active, ready, free, on queue, on_queue, logged in, log in, login, signed in, sign in, '
   'available (on demand), waiting, closer, unpaused'),
  ('engaged', 'engaged, on a call, on call, on_call, in a call, in call, in-call, in_call, incall, in a queue call, '
   'talking, talk, on contact, in a chat, in chat, in-chat, in_chat, on a chat, chatting, '
   'interacting, communicating, callingcustomer, ringing, reserved, reserved_outbound, reserved_outbound_preview, receiving, '
   'hold, on hold, on park, on preview, '
   'after-call work, after call work, aftercallwork, after_call_work, after-contact work, after contact work, acw, '
   'wrap-up, wrap up, wrapup, wrap_up, wrap, wrapping up, wrap-up exceeded, work, work_ready, dispo, disposition'),
  ('unavailable', 'unavailable, not available, not-available, not_available, away, busy, break, on break, on_break, pause, paused, '
   'lunch, meal, meeting, in a meeting, training, coaching, not ready, not_ready, do not disturb, dnd, be right back, brb, absent, '
   'off queue, off_queue, not responding, not_responding, unresponsive, missed call, missed, invisible, transfers only, '
   'on voicemail, aux'),
  ('offline', 'offline, logout, log out, logged out, logged_out, loggedout, logoff, log off, logged off, sign out, signed out, '
   'disconnected, inactive, off duty, off shift'),
  ('available', 'disponível, disponivel, ativo, ativa, pronto, pronta, livre, logado, logada, conectado, conectada, '
   'aguardando, na fila, em fila'),
  ('engaged', 'em ligação, em ligacao, em uma ligação, em uma ligacao, em chamada, em uma chamada, em atendimento, atendendo, em contato, '
   'em conversa, falando, em chat, em um chat, em bate-papo, tocando, chamando, reservado, reservada, '
   'pós-atendimento, pos-atendimento, pós atendimento, pos atendimento, pós-chamada, pos-chamada, pós-contato, pos-contato, '
   'tabulando, tabulação, tabulacao'),
  ('unavailable', 'indisponível, indisponivel, ausente, ocupado, ocupada, pausa, em pausa, pausado, pausada, intervalo, '
   'almoço, almoco, lanche, refeição, refeicao, café, cafe, descanso, reunião, reuniao, em reunião, em reuniao, '
   'treinamento, em treinamento, não pronto, nao pronto, não disponível, nao disponivel, '
   'não perturbe, nao perturbe, não incomodar, nao incomodar, volto já, volto ja, volto logo, invisível, invisivel'),
  ('offline', 'desconectado, desconectada, deslogado, deslogada, saiu, inativo, inativa, fora do ar, fim de expediente, fora do expediente'),
  ('available', 'disponible, en línea, en linea, activo, activa, listo, lista, libre, en cola, esperando'),
  ('engaged', 'en llamada, en una llamada, en atención, en atencion, atendiendo, en contacto, en conversación, en conversacion, hablando, '
   'en chat, en un chat, timbrando, sonando, post-llamada, post llamada, postllamada, '
   'trabajo posterior a la llamada, poscontacto, post-contacto, tipificando, tipificación, tipificacion'),
  ('unavailable', 'no disponible, en pausa, en descanso, almuerzo, comida, refrigerio, merienda, reunión, reunion, en reunión, en reunion, '
   'capacitación, capacitacion, formación, formacion, en formación, en formacion, no listo, no lista, no molestar, vuelvo enseguida'),
  ('offline', 'fuera de línea, fuera de linea, sin conexión, sin conexion, sesión cerrada, sesion cerrada, '
   'inactivo, inactiva, fin de turno, fuera de turno')) word(class, statuses);
ANALYZE status_class;
