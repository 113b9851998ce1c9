-- What a client must get to see of the report :schema: a line for each column
-- of each view, and of user_logs_between(:from_at, :to_at) if there is one, as
-- fields separated by tabs:
--
--   view  column  type  rows  NULLs  total  microseconds
--
-- The total does not depend on the order of the rows:
--   text              characters, and the sum of the first 15 digits of the
--                     values' md5
--   times             whole milliseconds since 1970, what is finer goes to the
--                     last field, as JavaScript drops it
--   double precision  sum of the bits as signed integers, as a sum of doubles
--                     would depend on the order
--   boolean           how many are true
--   interval          nothing, as few clients have such a type
--
-- What a function returns is numeric without a precision, whatever it declares.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset fieldsep '\t'

SELECT count(*) > 0 AS has_function FROM pg_proc
WHERE pronamespace = quote_ident(:'schema')::regnamespace AND proname = 'user_logs_between' \gset
\if :has_function
CREATE TEMPORARY VIEW user_logs_between AS SELECT * FROM :"schema".user_logs_between(:'from_at', :'to_at');
\endif

SELECT format('SELECT %1$L, %2$L, %3$L, count(*), count(*) - count(%2$I), %4$s, %5$s FROM %6$s',
  relname, attname, type, replace(CASE
    WHEN type = 'text' THEN
      $$coalesce(sum(length(#)), 0) || ':' || coalesce(sum(('x' || left(md5(#), 15))::bit(60)::bigint), 0)$$
    WHEN type = 'boolean' THEN 'count(*) FILTER (WHERE #)'
    WHEN type IN ('bigint', 'numeric(18,6)', 'numeric(24,6)') THEN 'coalesce(sum(#), 0)'
    WHEN type = 'double precision' THEN $$coalesce(sum(('x' || encode(float8send(#), 'hex'))::bit(64)::bigint), 0)$$
    WHEN type = 'date' OR type LIKE 'timestamp%' THEN 'coalesce(sum(floor(extract(epoch FROM #) * 1000)), 0)'
    ELSE '''''' END, '#', quote_ident(attname)),
  replace(CASE
    WHEN type LIKE 'timestamp%' THEN 'coalesce(sum(mod(extract(microseconds FROM #)::bigint, 1000)), 0)'
    ELSE '''''' END, '#', quote_ident(attname)),
  c.oid::regclass)
FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid,
  LATERAL (SELECT CASE WHEN relnamespace = pg_my_temp_schema() AND atttypid = 'numeric'::regtype THEN 'numeric(18,6)'
    ELSE format_type(atttypid, atttypmod) END) t(type)
WHERE relkind = 'v' AND attnum > 0 AND NOT attisdropped
  AND (relnamespace = quote_ident(:'schema')::regnamespace OR relnamespace = pg_my_temp_schema())
ORDER BY relnamespace = pg_my_temp_schema(), relname COLLATE "C", attnum
\gexec
