-- erlang: how many contacts are blocked, or wait, and for how long, with a
-- number of agents? How many agents does it take?
--
-- Numbers in, numbers out: no relation is read. Traffic is in erlangs: contacts
-- per period times handle time over period. Probabilities and service levels
-- are fractions from 0 to 1. Days of intervals have 24 hours. NULL for NULL.

CREATE FUNCTION userlogs.erlang_b(traffic pg_catalog.float8, agents pg_catalog.int4)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_b';
COMMENT ON FUNCTION userlogs.erlang_b(pg_catalog.float8, pg_catalog.int4) IS
  'Erlang B: probability, from 0 to 1, that a contact finds all agents busy and is lost, where nobody can wait (M/M/n/n). traffic in erlangs. B(0) = 1, B(n) = A B(n-1) / (n + A B(n-1)), A. K. Erlang 1917. 1 for no agents; 0 for no traffic and at least one agent, and below 1e-308. NULL for NULL. Errors: invalid_parameter_value (traffic or agents negative, traffic not finite)';

CREATE FUNCTION userlogs.erlang_c(traffic pg_catalog.float8, agents pg_catalog.int4)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_c';
COMMENT ON FUNCTION userlogs.erlang_c(pg_catalog.float8, pg_catalog.int4) IS
  'Erlang C: probability, from 0 to 1, that a contact has to wait, where all wait until they are answered (M/M/n). traffic in erlangs. B / (1 - (A/n) (1 - B)) with B = erlang_b(traffic, agents), A. K. Erlang 1917. 1 if agents <= traffic, so also for no agents; 0 for no traffic and at least one agent. NULL for NULL. Errors: invalid_parameter_value (traffic or agents negative, traffic not finite)';

CREATE FUNCTION userlogs.erlang_c_service_level(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, answer_within pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_c_service_level';
COMMENT ON FUNCTION userlogs.erlang_c_service_level(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval) IS
  'Erlang C: fraction of contacts, from 0 to 1, that wait no longer than answer_within. traffic in erlangs; handle_time: mean time that a contact occupies an agent. 1 - P(wait) exp(-(n - A) answer_within / handle_time) with P(wait) = erlang_c(traffic, agents), A. K. Erlang 1917. 0 if agents <= traffic; 1 for no traffic and at least one agent. NULL for NULL. Errors: invalid_parameter_value (traffic, agents or an interval negative, traffic not finite, handle_time zero, an interval with months or infinite)';

CREATE FUNCTION userlogs.erlang_c_asa(traffic pg_catalog.float8, agents pg_catalog.int4, handle_time pg_catalog.interval)
RETURNS pg_catalog.interval
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_c_asa';
COMMENT ON FUNCTION userlogs.erlang_c_asa(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval) IS
  'Erlang C: average speed of answer, the mean wait of all contacts, those that do not wait included, rounded to the microsecond, in hours and smaller units. traffic in erlangs; handle_time: mean time that a contact occupies an agent. P(wait) handle_time / (n - A) with P(wait) = erlang_c(traffic, agents), A. K. Erlang 1917. NULL if agents <= traffic, where the wait grows without end; 0 for no traffic and at least one agent. NULL for NULL. Errors: invalid_parameter_value (traffic, agents or handle_time negative, traffic not finite, handle_time zero, with months or infinite), interval_field_overflow (beyond the range of interval)';

CREATE FUNCTION userlogs.erlang_a_wait_probability(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, patience pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'erlang_a_wait_probability';
COMMENT ON FUNCTION userlogs.erlang_a_wait_probability(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval) IS
  'Erlang A (M/M/n+M): probability, from 0 to 1, that a contact finds all agents busy, whether it is answered later or abandons. traffic in erlangs, also more than agents; handle_time: mean time that a contact occupies an agent; patience: mean time that a contact would wait before it leaves. Palm 1957; Baccelli and Hebuterne 1981; Garnett, Mandelbaum and Reiman 2002; Mandelbaum and Zeltyn, The Palm/Erlang-A queue, 2007. 1 for no agents; 0 for no traffic and at least one agent. NULL for NULL. Errors: invalid_parameter_value (traffic, agents or an interval negative, traffic not finite, handle_time or patience zero, an interval with months or infinite)';

CREATE FUNCTION userlogs.erlang_a_abandonment(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, patience pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'erlang_a_abandonment';
COMMENT ON FUNCTION userlogs.erlang_a_abandonment(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval) IS
  'Erlang A (M/M/n+M): fraction of all contacts, from 0 to 1, that leave before they are answered. traffic in erlangs, also more than agents; handle_time: mean time that a contact occupies an agent; patience: mean time that a contact would wait before it leaves. Palm 1957; Baccelli and Hebuterne 1981; Garnett, Mandelbaum and Reiman 2002; Mandelbaum and Zeltyn, The Palm/Erlang-A queue, 2007. 1 for no agents; 0 for no traffic and at least one agent. NULL for NULL. Errors: invalid_parameter_value (traffic, agents or an interval negative, traffic not finite, handle_time or patience zero, an interval with months or infinite)';

CREATE FUNCTION userlogs.erlang_a_service_level(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, patience pg_catalog.interval, answer_within pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'erlang_a_service_level';
COMMENT ON FUNCTION userlogs.erlang_a_service_level(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval, pg_catalog.interval) IS
  'Erlang A (M/M/n+M): fraction of all contacts, from 0 to 1, that are answered after a wait of at most answer_within; who abandons, however early, counts as not answered. traffic in erlangs, also more than agents; handle_time: mean time that a contact occupies an agent; patience: mean time that a contact would wait before it leaves. P(V = 0) + P(V <= answer_within, V < patience of the contact), V being the wait with endless patience. Palm 1957; Baccelli and Hebuterne 1981; Garnett, Mandelbaum and Reiman 2002; Mandelbaum and Zeltyn, The Palm/Erlang-A queue, 2007. 0 for no agents; 1 for no traffic and at least one agent. NULL for NULL. Errors: invalid_parameter_value (traffic, agents or an interval negative, traffic not finite, handle_time or patience zero, an interval with months or infinite)';

CREATE FUNCTION userlogs.agents_required(contacts pg_catalog.float8, period pg_catalog.interval,
  handle_time pg_catalog.interval, answer_within pg_catalog.interval, service_level pg_catalog.float8,
  max_occupancy pg_catalog.float8 DEFAULT 1, shrinkage pg_catalog.float8 DEFAULT 0)
RETURNS pg_catalog.int4
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'agents_required';
COMMENT ON FUNCTION userlogs.agents_required(pg_catalog.float8, pg_catalog.interval, pg_catalog.interval, pg_catalog.interval, pg_catalog.float8, pg_catalog.float8, pg_catalog.float8) IS
  'Agents to roster for the contacts that arrive in a period, by Erlang C: ceil(n / (1 - shrinkage)), n being the smallest number above traffic with erlang_c_service_level(traffic, n, handle_time, answer_within) >= service_level and traffic / n <= max_occupancy, where traffic = contacts handle_time / period. handle_time: mean time that a contact occupies an agent; service_level: fraction of contacts to answer within answer_within, at least 0 and less than 1, which nothing reaches; max_occupancy: above 0 and at most 1, which is no limit; shrinkage: fraction of the paid time that is not available for contacts, at least 0 and less than 1. Quotients that exceed an integer by less than 1e-12 of it count as that integer, so that 14 / (1 - 0.3) is 20. 0 without contacts or with a handle_time of zero. NULL for NULL. Errors: invalid_parameter_value (contacts or an interval negative, contacts not finite, period zero, a fraction out of its range, an interval with months or infinite), numeric_value_out_of_range (more than 2147483647 agents)';
