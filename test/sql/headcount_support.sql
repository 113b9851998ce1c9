-- What the planner is told of headcounts: rows from the number of changes, and of
-- buckets.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS userlogs;
SET search_path = public, userlogs;
SET TimeZone = 'UTC';
SET DateStyle = ISO;
CREATE VIEW hc AS SELECT headcount '{2026-03-02 08:00+00 2, 2026-03-02 08:20+00 3, 2026-03-02 08:30+00 2,
  2026-03-02 09:45+00 0, 2026-03-02 10:15:00.5+00 1}' AS h;
CREATE FUNCTION estimated_rows(query text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
  RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END $$;
-- as many rows as buckets, or as steps
SELECT estimated_rows($$ SELECT * FROM headcount_buckets('{}', '1 hour', '2026-03-02', '2026-03-12', 'UTC') $$) AS buckets,
  estimated_rows($$ SELECT * FROM headcount_buckets((SELECT h FROM hc), '1 hour', '2026-03-02', '2026-03-12', 'UTC') $$) AS of_unknown,
  estimated_rows($$ SELECT * FROM headcount_steps('{2026-03-02 08:00+00 2, 2026-03-02 08:20+00 3}') $$) AS steps,
  estimated_rows($$ SELECT * FROM headcount_gaps('{2026-03-02 08:00+00 2, 2026-03-02 08:20+00 3}', 1, '2026-03-02', '2026-03-12') $$) AS gaps;
-- a width that will be an error: what the definition says
SELECT width, estimated_rows(format($$ SELECT * FROM headcount_buckets('{}', %L, '2026-03-02', '2026-03-12', 'UTC') $$, width))
FROM unnest('{0, 1 mon -30 days, -1 hour, 5 days, 1 mon}'::text[]) width;
DROP FUNCTION estimated_rows;
DROP VIEW hc;
