-- erlang: how many contacts are blocked, wait or leave, and how long do they
-- wait, with a number of agents?  How many agents are required?
--
-- No relation is read.  Traffic is in erlangs: contacts per period times handle
-- time over period. Probabilities and service levels are fractions from 0 to 1.
-- Days of intervals have 24 hours.  NULL on NULL input.

CREATE FUNCTION userlogs.erlang_b(traffic pg_catalog.float8, agents pg_catalog.int4)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_b';
COMMENT ON FUNCTION userlogs.erlang_b(pg_catalog.float8, pg_catalog.int4) IS
  'Return the Erlang B probability, from 0 to 1, that a contact finds all agents busy and is lost (M/M/n/n). traffic is in erlangs. 1 without agents; 0 without traffic and with at least one agent, and below 1e-308. NULL on NULL input';

CREATE FUNCTION userlogs.erlang_c(traffic pg_catalog.float8, agents pg_catalog.int4)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_c';
COMMENT ON FUNCTION userlogs.erlang_c(pg_catalog.float8, pg_catalog.int4) IS
  'Return the Erlang C probability, from 0 to 1, that a contact has to wait, if all contacts wait until they are answered (M/M/n). traffic is in erlangs. 1 if agents <= traffic, so also without agents; 0 without traffic and with at least one agent. NULL on NULL input';

CREATE FUNCTION userlogs.erlang_c_service_level(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, answer_within pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_c_service_level';
COMMENT ON FUNCTION userlogs.erlang_c_service_level(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval) IS
  'Return the fraction of contacts, from 0 to 1, that wait no longer than answer_within, by Erlang C. traffic is in erlangs; handle_time is the mean time a contact occupies an agent. 0 if agents <= traffic; 1 without traffic and with at least one agent. NULL on NULL input';

CREATE FUNCTION userlogs.erlang_c_asa(traffic pg_catalog.float8, agents pg_catalog.int4, handle_time pg_catalog.interval)
RETURNS pg_catalog.interval
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'erlang_c_asa';
COMMENT ON FUNCTION userlogs.erlang_c_asa(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval) IS
  'Return the average speed of answer by Erlang C: mean wait of all contacts, including those that do not wait, to the microsecond, in hours and smaller units. traffic is in erlangs. NULL if agents <= traffic (unbounded wait); 0 without traffic and with at least one agent. NULL on NULL input';

CREATE FUNCTION userlogs.erlang_a_wait_probability(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, patience pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'erlang_a_wait_probability';
COMMENT ON FUNCTION userlogs.erlang_a_wait_probability(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval) IS
  'Return the Erlang A (M/M/n+M) probability, from 0 to 1, that a contact finds all agents busy. traffic is in erlangs and may exceed agents; patience is the mean time a contact would wait before it leaves. 1 without agents; 0 without traffic and with at least one agent. NULL on NULL input';

CREATE FUNCTION userlogs.erlang_a_abandonment(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, patience pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'erlang_a_abandonment';
COMMENT ON FUNCTION userlogs.erlang_a_abandonment(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval) IS
  'Return the fraction of all contacts, from 0 to 1, that leave before they are answered, by Erlang A (M/M/n+M). traffic is in erlangs and may exceed agents; patience is the mean time a contact would wait. 1 without agents; 0 without traffic and with at least one agent. NULL on NULL input';

CREATE FUNCTION userlogs.erlang_a_service_level(traffic pg_catalog.float8, agents pg_catalog.int4,
  handle_time pg_catalog.interval, patience pg_catalog.interval, answer_within pg_catalog.interval)
RETURNS pg_catalog.float8
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'erlang_a_service_level';
COMMENT ON FUNCTION userlogs.erlang_a_service_level(pg_catalog.float8, pg_catalog.int4, pg_catalog.interval, pg_catalog.interval, pg_catalog.interval) IS
  'Return the fraction of all contacts, from 0 to 1, answered within answer_within, by Erlang A (M/M/n+M). traffic is in erlangs and may exceed agents; patience is the mean time a contact would wait. 0 without agents; 1 without traffic and with at least one agent. NULL on NULL input';

CREATE FUNCTION userlogs.agents_required(contacts pg_catalog.float8, period pg_catalog.interval,
  handle_time pg_catalog.interval, answer_within pg_catalog.interval, service_level pg_catalog.float8,
  max_occupancy pg_catalog.float8 DEFAULT 1, shrinkage pg_catalog.float8 DEFAULT 0)
RETURNS pg_catalog.int4
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE COST 100
AS 'MODULE_PATHNAME', 'agents_required';
COMMENT ON FUNCTION userlogs.agents_required(pg_catalog.float8, pg_catalog.interval, pg_catalog.interval, pg_catalog.interval, pg_catalog.float8, pg_catalog.float8, pg_catalog.float8) IS
  'Return the number of agents to roster for the contacts of a period, by Erlang C: the smallest number that reaches service_level within answer_within at no more than max_occupancy, divided by 1 - shrinkage and rounded up. 0 without contacts or with a handle_time of zero. NULL on NULL input';
