-- erlang: the formulas against published values, against sums in numeric that
-- owe them nothing, and against their own laws.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
CREATE SCHEMA erlang_test;
SET search_path = erlang_test, userlogs;
SET IntervalStyle = postgres;

-- 100 contacts in 30 minutes of 180 s each, answered within 20 s. The row of 14
-- agents, and P(wait) of 11, are published with two other packages.
SELECT agents, abs(erlang_c(10, agents) - p) < 1e-10 AS wait, abs(erlang_c_service_level(10, agents, '180 s', '20 s') - sl) < 1e-10 AS service_level,
  abs(extract(epoch FROM erlang_c_asa(10, agents, '180 s')) - asa) < 1e-6 AS asa, erlang_c_asa(10, agents, '180 s')
FROM (VALUES (11, 0.6821182047, 0.3896138117, 122.7812768), (12, 0.4493882243, 0.6401580404, 40.4449402),
  (13, 0.2852704530, 0.7955947884, 17.1162272), (14, 0.1741319336, 0.8883500192, 7.8359370),
  (15, 0.1020423670, 0.9414528429, 3.6735251)) v(agents, p, sl, asa) ORDER BY agents;
-- two erlangs on two agents, by hand: 1/B = 1 + 2/2 + 2/4
SELECT erlang_b(2, 2), erlang_b(1, 1), erlang_c(1, 2), erlang_c_asa(1, 2, '3 min'), erlang_c_asa(1, 2, '1 day');
-- no traffic, no agents, too few of them: an endless wait is NULL
SELECT traffic, agents, erlang_b(traffic, agents), erlang_c(traffic, agents), erlang_c_service_level(traffic, agents, '3 min', '20 s') AS service_level,
  erlang_c_asa(traffic, agents, '3 min') AS asa
FROM (VALUES (0::float8, 0), ('-0', 1), (0, 2147483647), (1, 0), (3, 3), (4, 3), (1e-320, 1), (1e308, 1), (1e308, 2147483647)) v(traffic, agents);

-- all numbers of agents up to 300, by the recurrence in numeric
SELECT setseed(0.31);
CREATE TABLE exact AS
WITH RECURSIVE traffic AS MATERIALIZED (
  SELECT ceil(64 * 300 * random() * random()) / 64 AS a FROM generate_series(1, 40) UNION VALUES (1 / 64.0::float8), (1), (100), (299.984375)),
inverse AS (
  SELECT a::numeric AS a, 0 AS n, 1::numeric AS i FROM traffic
  UNION ALL SELECT a, n + 1, round(1 + (n + 1) * i / a, 50) FROM inverse WHERE n < 300)
SELECT a::float8, n, round(1 / i, 300)::float8 AS b, round(CASE WHEN n > a THEN n / ((n - a) * i + a) ELSE 1 END, 300) AS c FROM inverse;
SELECT count(*) > 10000 AS many, count(*) FILTER (WHERE abs(erlang_b(a, n) - b) > 1e-14) AS b, count(*) FILTER (WHERE abs(erlang_c(a, n) - c::float8) > 1e-14) AS c,
  count(*) FILTER (WHERE b > 1e-280 AND abs(erlang_b(a, n) / b - 1) > 1e-13) AS relative_b,
  count(*) FILTER (WHERE abs(erlang_c_service_level(a, n, '3 min', '20 s') - CASE WHEN n > a THEN 1 - c * exp(round((a::numeric - n) / 9, 40)) ELSE 0 END::float8) > 1e-14) AS service_level,
  count(*) FILTER (WHERE erlang_c_asa(a, n, '3 min') IS DISTINCT FROM
    CASE WHEN n > a THEN round(c * 180 / (n - a::numeric), 6) * interval '1 s' END) AS asa
FROM exact;
-- many agents; the expected values are the sum 1 + n/A + n(n-1)/A^2 + ... with 60 digits
SELECT traffic, agents, abs(erlang_b(traffic, agents) / b - 1) < 1e-11 AS b, abs(erlang_c(traffic, agents) / c - 1) < 1e-11 AS c
FROM (VALUES (1000, 1100, 0.00009507193072456537725788, 0.001044797928407511865989), (99900, 100000, 0.001920226772553862314221, 0.6579935117953026494533),
  (100000, 100000, 0.002518893423546906434817, 1), (2147483000, 2147483647, 0.00001702616344658304653246, 0.9826126823699561496454)) v(traffic, agents, b, c);
SELECT erlang_b(2147483647, 2147483647) BETWEEN 1e-5 AND 2e-5 AS even, erlang_b(1, 2147483647) AS idle, erlang_b(2e9, 1) AS busy;

-- What a call comes to.
CREATE FUNCTION answer(call text, OUT state text, OUT message text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE 'SELECT ' || call;
  state := 'ok';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
END $$;
SELECT call, a.* FROM unnest(ARRAY[
  'erlang_b(-1e-300, 1)', -- error: negative
  'erlang_b(''NaN'', 1)', -- error: no number
  'erlang_b(''Infinity'', 1)', -- error: infinite
  'erlang_b(1, -1)', -- error: negative
  'erlang_c(-1, 1)', -- error: negative
  'erlang_c(''-Infinity'', 1)', -- error: infinite
  'erlang_c(1, -2147483648)', -- error: negative
  'erlang_c_service_level(''NaN'', 1, ''3 min'', ''20 s'')', -- error: no number
  'erlang_c_service_level(1, -1, ''3 min'', ''20 s'')', -- error: negative
  'erlang_c_service_level(1, 2, ''0'', ''20 s'')', -- error: divides by zero
  'erlang_c_service_level(1, 2, ''-3 min'', ''20 s'')', -- error: negative
  'erlang_c_service_level(1, 2, ''1 month'', ''20 s'')', -- error: months
  'erlang_c_service_level(1, 2, ''1 day -24:00:00'', ''20 s'')', -- error: zero in sum
  'erlang_c_service_level(1, 2, ''3 min'', ''-1 us'')', -- error: negative
  'erlang_c_service_level(1, 2, ''3 min'', ''1 year'')', -- error: months
  'erlang_c_service_level(1, 2, ''3 min'', ''-2147483648 days'')', -- error: negative
  'erlang_c_asa(-1, 1, ''3 min'')', -- error: negative
  'erlang_c_asa(1, -1, ''3 min'')', -- error: negative
  'erlang_c_asa(3, 2, ''0'')', -- error: checked although the wait is infinite
  'erlang_c_asa(1, 2, ''-1 day'')', -- error: negative
  'erlang_c_asa(1.9999999999, 2, ''2147483647 days'')', -- error: too long
  'erlang_c_asa(1, 2, ''2147483647 days -2562047788:00:54.775807'')', -- error: too long
  'erlang_c_asa(1, 2, ''1 month'')']) WITH ORDINALITY c(call, n), answer(call) a ORDER BY n; -- error: months
SELECT DISTINCT state IN ('22007', '22023') AS infinite_refused -- error: 15 and 16 know no such interval
FROM answer('erlang_c_asa(1, 2, ''infinity'')') UNION SELECT state IN ('22007', '22023') FROM answer('erlang_c_service_level(1, 2, ''3 min'', ''-infinity'')');
SELECT erlang_c_service_level(1, 2, '1 us', '2147483647 days') AS long_ago, erlang_c_service_level(1, 2, '2147483647 days', '0') = 1 - erlang_c(1, 2) AS at_once,
  erlang_b(NULL, 1) IS NULL AND erlang_c(1, NULL) IS NULL AND erlang_c_service_level(1, 1, NULL, '20 s') IS NULL AND erlang_c_asa(1, 2, NULL) IS NULL AS nulls;

SET client_min_messages = error;
DROP SCHEMA erlang_test CASCADE;
