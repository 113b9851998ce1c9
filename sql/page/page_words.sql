-- page_words: in which words does a page speak?
--
-- One text per key and language.  What a format() string of a sentence is given
-- is in the comment beside it.

CREATE FUNCTION userlogs.page_words(language pg_catalog.text)
RETURNS pg_catalog.jsonb
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  words jsonb;
BEGIN
  IF getdatabaseencoding() <> 'UTF8' THEN
    RAISE 'a page needs a database with encoding UTF8' USING ERRCODE = 'feature_not_supported', DETAIL = format('This one has %s.', getdatabaseencoding());
  END IF;
  SELECT jsonb_object_agg(w.key, CASE lower(split_part(translate(page_words.language, '_', '-'), '-', 1)) WHEN 'en' THEN w.en WHEN 'pt' THEN w.pt WHEN 'es' THEN w.es END) INTO words
  FROM (VALUES
    ('language', 'en', 'pt', 'es'),
    ('point', '.', ',', ','),
    ('group', ',', '.', '.'),
    ('percent', '%s%%', '%s%%', '%s %%'),
    ('weekdays', 'Mon Tue Wed Thu Fri Sat Sun', 'seg ter qua qui sex sáb dom', 'lun mar mié jue vie sáb dom'),
    ('months', 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec', 'jan fev mar abr mai jun jul ago set out nov dez',
      'ene feb mar abr may jun jul ago sep oct nov dic'),
    -- classes, as in a legend
    ('available', 'Available', 'Disponível', 'Disponible'),
    ('engaged', 'Engaged', 'Em atendimento', 'Atendiendo'),
    ('productive', 'Available or engaged', 'Disponível ou em atendimento', 'Disponible o atendiendo'),
    ('unavailable', 'Unavailable', 'Indisponível', 'No disponible'),
    ('offline', 'Offline', 'Offline', 'Desconectado'),
    ('unknown', 'Unknown', 'Desconhecido', 'Desconocido'),
    ('scheduled', 'Shift', 'Turno', 'Turno'),
    ('service_hours', 'Service hours', 'Horário de atendimento', 'Horario de atención'),
    ('required', 'Required', 'Necessários', 'Necesarios'),
    ('missing', 'Missing', 'Faltam', 'Faltan'),
    -- headings
    ('title', 'User Logs', 'User Logs', 'User Logs'),
    ('everyone', 'All teams', 'Todas as equipes', 'Todos los equipos'),
    ('h_story', 'What happened', 'O que aconteceu', 'Qué pasó'),
    ('h_day', 'Who was in which status', 'Quem estava em qual status', 'Quién estaba en qué estado'),
    ('h_people', 'Availability by person', 'Disponibilidade por pessoa', 'Disponibilidad por persona'),
    ('h_headcount', 'Available against required', 'Disponíveis e necessários', 'Disponibles y necesarios'),
    ('h_hours', 'Available on average, by weekday and hour', 'Disponíveis em média, por dia da semana e hora', 'Disponibles en promedio, por día de la semana y hora'),
    ('h_reasons', 'Why people were unavailable', 'Motivos de indisponibilidade', 'Motivos de no disponibilidad'),
    ('h_gaps', 'Coverage gaps', 'Lacunas de cobertura', 'Huecos de cobertura'),
    ('h_unattended', 'Requests that came to nobody', 'Solicitações que chegaram sem ninguém disponível', 'Solicitudes que llegaron sin nadie disponible'),
    ('h_service', 'Service level', 'Nível de serviço', 'Nivel de servicio'),
    ('h_response', 'Response time by number available', 'Tempo de resposta por número de disponíveis', 'Tiempo de respuesta por número de disponibles'),
    ('h_overtime', 'Breaks over their allowance', 'Pausas além do permitido', 'Pausas por encima de lo permitido'),
    ('h_anomalies', 'Anomalies of the log', 'Anomalias do registro', 'Anomalías del registro'),
    ('h_problems', 'Problems of other inputs', 'Problemas de outras entradas', 'Problemas de otras entradas'),
    ('h_causes', 'Where the waiting went', 'Para onde foi a espera', 'Adónde se fue la espera'),
    ('h_cause_people', 'Absences behind the waiting', 'Ausências por trás da espera', 'Ausencias detrás de la espera'),
    ('h_stranded', 'Requests that waited for somebody who was not there', 'Solicitações que esperaram por quem não estava', 'Solicitudes que esperaron a quien no estaba'),
    ('h_shares', 'Who was missing in coverage gaps, in fair parts', 'Quem faltou nas lacunas de cobertura, em partes justas', 'Quién faltó en los huecos de cobertura, en partes justas'),
    ('h_before', 'Compared with the period before', 'Comparação com o período anterior', 'Comparación con el período anterior'),
    -- columns of tables
    ('c_person', 'Person', 'Pessoa', 'Persona'),
    ('c_team', 'Team', 'Equipe', 'Equipo'),
    ('c_status', 'Status', 'Status', 'Estado'),
    ('c_reason', 'Reason', 'Motivo', 'Motivo'),
    ('c_from', 'From', 'De', 'Desde'),
    ('c_to', 'To', 'Até', 'Hasta'),
    ('c_time', 'Time', 'Tempo', 'Tiempo'),
    ('c_time_here', 'Time in this window', 'Tempo neste período', 'Tiempo en este período'),
    ('c_staffed', 'At work', 'Em serviço', 'En servicio'),
    ('c_share', 'Share', 'Proporção', 'Proporción'),
    ('c_available_share', 'Available at work', 'Disponível em serviço', 'Disponible en servicio'),
    ('c_productive_share', 'Available or engaged at work', 'Disponível ou em atendimento, em serviço', 'Disponible o atendiendo, en servicio'),
    ('c_people', 'People', 'Pessoas', 'Personas'),
    ('c_times', 'Times', 'Vezes', 'Veces'),
    ('c_planned', 'Planned', 'Planejado', 'Planificado'),
    ('c_hour', 'Hour', 'Hora', 'Hora'),
    ('c_minimum', 'Minimum', 'Mínimo', 'Mínimo'),
    ('c_least', 'Least available', 'Menor número de disponíveis', 'Mínimo disponible'),
    ('c_left_by', 'Who left', 'Quem saiu', 'Quién salió'),
    ('c_requests', 'Requests', 'Solicitações', 'Solicitudes'),
    ('c_unanswered', 'Unanswered', 'Sem resposta', 'Sin respuesta'),
    ('c_late', 'Late', 'Fora do prazo', 'Fuera de plazo'),
    ('c_arrived', 'Arrived', 'Chegada', 'Llegada'),
    ('c_wait', 'Wait', 'Espera', 'Espera'),
    ('c_cause', 'Cause', 'Causa', 'Causa'),
    ('c_assignee', 'Assigned to', 'Atribuída a', 'Asignada a'),
    ('c_free', 'Free at the end', 'Livres no fim', 'Libres al final'),
    ('c_missing_time', 'Missing time', 'Tempo que faltou', 'Tiempo que faltó'),
    ('w_closed', 'Closed', 'Fechado', 'Cerrado'),
    ('w_nobody_staffed', 'Nobody at work', 'Ninguém em serviço', 'Nadie en servicio'),
    ('w_all_unavailable', 'All unavailable', 'Todos indisponíveis', 'Todos no disponibles'),
    ('w_all_busy', 'All busy', 'Todos ocupados', 'Todos ocupados'),
    ('w_assignee_away', 'Assignee away', 'Responsável ausente', 'Responsable ausente'),
    ('w_answerable', 'Somebody free', 'Alguém livre', 'Alguien libre'),
    ('too_few', 'Too few at work', 'Poucos em serviço', 'Muy pocos en servicio'),
    ('too_few_free', 'Too few at work, or in a call', 'Poucos em serviço, ou em atendimento', 'Muy pocos en servicio, o atendiendo'),
    ('c_state', 'Outcome', 'Resultado', 'Resultado'),
    ('c_absent', 'At work, but unavailable', 'Em serviço, mas indisponíveis', 'En servicio, pero no disponibles'),
    ('c_answered', 'Answered', 'Respondidas', 'Respondidas'),
    ('c_abandoned', 'Abandoned', 'Abandonadas', 'Abandonadas'),
    ('c_waiting', 'Waiting', 'Em espera', 'En espera'),
    ('c_in_time', 'In time', 'No prazo', 'A tiempo'),
    ('c_target', 'Target', 'Meta', 'Objetivo'),
    ('c_asa', 'Mean response', 'Resposta média', 'Respuesta media'),
    ('c_p90', '90% within', '90% em até', '90 % en menos de'),
    ('c_overtime', 'Over allowance', 'Além do permitido', 'Sobre lo permitido'),
    ('c_longest', 'Longest time unavailable', 'Maior tempo indisponível', 'Mayor tiempo no disponible'),
    ('c_kind', 'Kind', 'Tipo', 'Tipo'),
    ('c_first', 'First', 'Primeiro', 'Primero'),
    ('c_count', 'Count', 'Quantidade', 'Cantidad'),
    ('c_action', 'What was done', 'O que foi feito', 'Qué se hizo'),
    ('c_input', 'Input', 'Entrada', 'Entrada'),
    ('c_problem', 'Problem', 'Problema', 'Problema'),
    ('c_key', 'Row', 'Linha', 'Fila'),
    ('c_figure', 'Figure', 'Indicador', 'Indicador'),
    ('c_now', 'This period', 'Este período', 'Este período'),
    ('c_before', 'Before', 'Antes', 'Antes'),
    ('c_change', 'Change', 'Variação', 'Variación'),
    -- states of a request
    ('s_answered', 'answered', 'respondida', 'respondida'),
    ('s_abandoned', 'abandoned', 'abandonada', 'abandonada'),
    ('s_waiting', 'waiting', 'em espera', 'en espera'),
    -- small words
    ('yes', 'yes', 'sim', 'sí'),
    ('no', 'no', 'não', 'no'),
    ('none', '—', '—', '—'),
    ('open', 'open', 'em aberto', 'abierto'),
    ('table', 'As a table', 'Como tabela', 'Como tabla'),
    ('week_of', 'week of %s', 'semana de %s', 'semana del %s'),
    ('points', '%s pts', '%s p.p.', '%s pp'),
    ('nobody_at_work', 'nobody at work', 'ninguém em serviço', 'nadie en servicio'),
    ('t_absent', 'Not at work:', 'Fora de serviço:', 'Fuera de servicio:'),
    ('more', 'and %s more', 'e mais %s', 'y %s más'),
    ('no_data', 'Nothing to show in this window.', 'Nada a mostrar neste período.', 'Nada que mostrar en este período.'),
    ('no_gap', 'Never fewer than the minimum.', 'Nunca menos que o mínimo.', 'Nunca menos que el mínimo.'),
    ('no_allowance', 'No break has an allowance.', 'Nenhuma pausa tem limite.', 'Ninguna pausa tiene límite.'),
    ('no_overtime', 'No break lasted longer than allowed.', 'Nenhuma pausa passou do permitido.', 'Ninguna pausa duró más de lo permitido.'),
    ('average_day', 'each day, on average while agents were required', 'cada dia, em média enquanto agentes eram necessários', 'cada día, en promedio mientras se necesitaban agentes'),
    -- as of, version, zone
    ('foot', 'As of %1$s, clock of %2$s. Made by userlogs %3$s.', 'Dados até %1$s, horário de %2$s. Feito por userlogs %3$s.',
      'Datos hasta %1$s, hora de %2$s. Hecho por userlogs %3$s.'),
    -- sentences: people, time at work, share available
    ('t_work', '%1$s people were at work for %2$s in all, available for %3$s of it.', '%1$s pessoas estiveram em serviço por %2$s no total, disponíveis em %3$s desse tempo.',
      '%1$s personas estuvieron en servicio %2$s en total, disponibles el %3$s de ese tiempo.'),
    ('t_work.1', 'One person was at work for %2$s, available for %3$s of it.', 'Uma pessoa esteve em serviço por %2$s, disponível em %3$s desse tempo.',
      'Una persona estuvo en servicio %2$s, disponible el %3$s de ese tiempo.'),
    -- the same where somebody was engaged, and the share engaged
    ('t_engaged', '%1$s people were at work for %2$s in all, available for %3$s of it, engaged for %4$s.', '%1$s pessoas estiveram em serviço por %2$s no total, disponíveis em %3$s desse tempo, em atendimento em %4$s.',
      '%1$s personas estuvieron en servicio %2$s en total, disponibles el %3$s de ese tiempo, atendiendo el %4$s.'),
    ('t_engaged.1', 'One person was at work for %2$s, available for %3$s of it, engaged for %4$s.', 'Uma pessoa esteve em serviço por %2$s, disponível em %3$s desse tempo, em atendimento em %4$s.',
      'Una persona estuvo en servicio %2$s, disponible el %3$s de ese tiempo, atendiendo el %4$s.'),
    ('t_work.0', 'Nobody was seen at work.', 'Ninguém foi visto em serviço.', 'No se vio a nadie en servicio.'),
    -- time unknown
    ('t_unknown', 'For %1$s nothing is known.', 'De %1$s nada se sabe.', 'De %1$s no se sabe nada.'),
    -- time unavailable, list of reasons
    ('t_reasons', 'They were unavailable for %1$s, above all: %2$s.', 'Tempo indisponível: %1$s, principalmente %2$s.', 'Tiempo no disponible: %1$s, sobre todo %2$s.'),
    ('t_reasons.0', 'Nobody was unavailable while at work.', 'Ninguém ficou indisponível em serviço.', 'Nadie dejó de estar disponible en servicio.'),
    -- requests, share in time, abandoned, waiting, decided
    ('t_waited', 'Requests waited for %1$s in all: %2$s.', 'As solicitações esperaram %1$s ao todo: %2$s.', 'Las solicitudes esperaron %1$s en total: %2$s.'),
    ('t_service', '%1$s requests came: %2$s in time (of %5$s decided), abandoned: %3$s, waiting: %4$s.',
      '%1$s solicitações chegaram: %2$s no prazo (de %5$s decididas), abandonadas: %3$s, em espera: %4$s.',
      '%1$s solicitudes llegaron: %2$s a tiempo (de %5$s decididas), abandonadas: %3$s, en espera: %4$s.'),
    ('t_service.1', 'One request came: %2$s in time (of %5$s decided), abandoned: %3$s, waiting: %4$s.',
      'Uma solicitação chegou: %2$s no prazo (de %5$s decididas), abandonadas: %3$s, em espera: %4$s.',
      'Una solicitud llegó: %2$s a tiempo (de %5$s decididas), abandonadas: %3$s, en espera: %4$s.'),
    ('t_service.0', 'No request came.', 'Nenhuma solicitação chegou.', 'No llegó ninguna solicitud.'),
    -- the same where nothing is decided: without a target, or all are waiting
    ('t_undecided', '%1$s requests came; abandoned: %3$s, waiting: %4$s.', '%1$s solicitações chegaram; abandonadas: %3$s, em espera: %4$s.',
      '%1$s solicitudes llegaron; abandonadas: %3$s, en espera: %4$s.'),
    ('t_undecided.1', 'One request came; abandoned: %3$s, waiting: %4$s.', 'Uma solicitação chegou; abandonadas: %3$s, em espera: %4$s.',
      'Una solicitud llegó; abandonadas: %3$s, en espera: %4$s.'),
    ('t_undecided.0', 'No request came.', 'Nenhuma solicitação chegou.', 'No llegó ninguna solicitud.'),
    -- gaps, their time, longest, team, start, who became unavailable
    ('t_gaps', 'Fewer than the minimum were available %1$s times, for %2$s in all; longest %3$s, team %4$s, from %5$s%6$s.',
      'Houve menos disponíveis que o mínimo %1$s vezes, por %2$s no total; a mais longa %3$s, equipe %4$s, desde %5$s%6$s.',
      'Hubo menos disponibles que el mínimo %1$s veces, por %2$s en total; la más larga %3$s, equipo %4$s, desde %5$s%6$s.'),
    ('t_gaps.1', 'Fewer than the minimum were available once, for %2$s: team %4$s, from %5$s%6$s.',
      'Houve menos disponíveis que o mínimo uma vez, por %2$s: equipe %4$s, desde %5$s%6$s.',
      'Hubo menos disponibles que el mínimo una vez, por %2$s: equipo %4$s, desde %5$s%6$s.'),
    ('t_gaps.0', 'There were never fewer available than the minimum.', 'Nunca houve menos disponíveis que o mínimo.', 'Nunca hubo menos disponibles que el mínimo.'),
    ('t_left', ', when %1$s became unavailable', ', por ausência de %1$s', ', por ausencia de %1$s'),
    -- agent hours
    ('t_missing', 'Against the number required, %1$s agent hours were missing.', 'Em relação ao número necessário, faltaram %1$s horas-agente.',
      'Respecto al número necesario, faltaron %1$s horas-agente.'),
    ('t_missing.0', 'There were always as many available as required.', 'Sempre houve tantos disponíveis quanto necessários.', 'Siempre hubo tantos disponibles como se necesitaban.'),
    ('t_no_target', 'No number is required: no team has a target.', 'Nenhum número é necessário: nenhuma equipe tem meta.', 'No se necesita ningún número: ningún equipo tiene objetivo.'),
    -- time over allowances
    ('t_overtime', 'Breaks lasted %1$s longer than allowed.', 'As pausas passaram %1$s do permitido.', 'Las pausas duraron %1$s más de lo permitido.'),
    -- anomalies
    ('t_checks', 'The log has %1$s anomalies.', 'O registro tem %1$s anomalias.', 'El registro tiene %1$s anomalías.'),
    ('t_checks.1', 'The log has one anomaly.', 'O registro tem uma anomalia.', 'El registro tiene una anomalía.'),
    ('t_checks.0', 'The log has no anomaly.', 'O registro não tem anomalias.', 'El registro no tiene anomalías.'),
    -- kinds of anomalies
    ('k_missing_user', 'no user', 'sem usuário', 'sin usuario'),
    ('k_invalid_time', 'no usable time', 'sem horário utilizável', 'sin hora utilizable'),
    ('k_too_early', 'too early', 'cedo demais', 'demasiado temprano'),
    ('k_event_in_future', 'in the future', 'no futuro', 'en el futuro'),
    ('k_unknown_status', 'unknown status', 'status desconhecido', 'estado desconocido'),
    ('k_logout_without_login', 'logout without login', 'saída sem entrada', 'salida sin entrada'),
    ('k_tie', 'tie', 'empate', 'empate'),
    ('k_cut', 'text too long', 'texto longo demais', 'texto demasiado largo'),
    ('k_blanks_in_user_id', 'blanks in the user id', 'espaços no id do usuário', 'espacios en el id del usuario'),
    ('k_capped', 'status without an end', 'status sem fim', 'estado sin fin'),
    ('k_lost', 'no sign of life', 'sem sinal de vida', 'sin señal de vida'),
    ('k_too_many_statuses', 'too many statuses', 'status demais', 'demasiados estados'),
    ('k_too_many_reasons', 'too many reasons', 'motivos demais', 'demasiados motivos'),
    ('k_long_status', 'status too long', 'status longo demais', 'estado demasiado largo'),
    ('k_long_session', 'session too long', 'sessão longa demais', 'sesión demasiado larga'),
    ('k_recorded_backwards', 'recorded in the wrong order', 'registrado fora de ordem', 'registrado en desorden'),
    ('k_recorded_late', 'recorded late', 'registrado com atraso', 'registrado con retraso'),
    ('k_two_at_once', 'two under one id', 'dois com um só id', 'dos con un solo id'),
    ('k_overlap', 'overlapping times', 'períodos sobrepostos', 'tiempos superpuestos'),
    ('k_two_places', 'in two places', 'em dois lugares', 'en dos lugares'),
    ('k_no_duration', 'end before start', 'fim antes do início', 'fin antes del inicio'),
    ('k_previous_status', 'another status before', 'outro status antes', 'otro estado antes'),
    ('k_reason_without_status', 'reason without a status', 'motivo sem status', 'motivo sin estado'),
    ('t_empty', 'This window is empty, or has not begun.', 'Este período está vazio ou ainda não começou.', 'Este período está vacío o aún no ha empezado.'),
    -- descriptions of pictures, for who cannot see them
    ('d_day', 'Statuses of each person over time', 'Status de cada pessoa ao longo do tempo', 'Estados de cada persona a lo largo del tiempo'),
    ('d_headcount', 'Number available and number required over time', 'Número de disponíveis e de necessários ao longo do tempo', 'Número de disponibles y de necesarios a lo largo del tiempo')
  ) w(key, en, pt, es);
  IF words ->> 'language' IS NULL THEN
    RAISE 'language "%" is not supported', language USING ERRCODE = 'invalid_parameter_value', HINT = 'The languages are en, pt and es.';
  END IF;
  RETURN words;
END $$;
COMMENT ON FUNCTION userlogs.page_words(pg_catalog.text) IS
  'internal: return the words of a page in a language, en, pt or es, also as in pt-BR, by their keys';
