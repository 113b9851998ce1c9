-- Calls everything that reads a timeline, or a headcount. Answers that contradict
-- each other are as bad as errors.

CREATE FUNCTION is_usable(t timeline) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  from_at timestamptz := first_at(t);
  to_at timestamptz := last_at(t);
  ok boolean := t::text::timeline = t AND clip(t, '-infinity', 'infinity') = t
    AND timeline_cmp(t, t) = 0 AND timeline_hash(t) IS NOT NULL AND timeline_hash_extended(t, 1) IS NOT NULL;
BEGIN
  SELECT ok AND timeline_agg(t) = t INTO ok;
  SELECT ok AND jsonb_array_length(t::jsonb) = event_count(t)
    AND coalesce(sum(d.duration), '0') = to_at - from_at
  INTO ok FROM status_durations(t, from_at, to_at) d;
  SELECT ok AND count(*) >= 1 AND bool_and(i.is_open OR i.started_at < i.ended_at) AND count(i.ended_at) = count(*) - 1
  INTO ok FROM status_intervals(clip(t, from_at, 'infinity')) i;
  SELECT ok AND sum(b.duration) = '30 h'
  INTO ok FROM status_buckets(t, '1 day', to_at - interval '10 h', to_at + interval '20 h', 'Europe/Berlin') b;
  SELECT ok AND sum(b.duration) = '30 h'
  INTO ok FROM duration_buckets(t, '1 day', to_at - interval '10 h', to_at + interval '20 h', 'Europe/Berlin', '06:00') b;
  SELECT ok AND sum(b.available + b.unavailable + b.offline + b.unknown) = '30 h' AND bool_and(b.overrun <= b.unavailable)
  INTO ok FROM availability_buckets(t, '7 hours', to_at - interval '10 h', to_at + interval '20 h', 'Europe/Berlin', '{}', statuses(t), '{}', '{NULL}', '{00:01}') b;
  ok := ok AND last_at(relabel(t, statuses(t), array_fill(NULL::text, ARRAY[cardinality(statuses(t))]), '{NULL}', '{none}')) = to_at;
  SELECT ok AND bool_and(duration_in(t, status_at(t, at), from_at, to_at) < '0' IS NOT true)
    AND count(reason_at(t, at)) <= 5
  INTO ok FROM unnest(ARRAY[from_at, to_at, '-infinity', 'infinity', from_at + (to_at - from_at) / 2]) at;
  -- what is made of it: a headcount, and what is left of it if nothing lasts
  SELECT ok AND coalesce(sum(h.headcount * (h.ended_at - h.started_at)), '0') = duration_in(t, statuses(t), from_at, to_at)
  INTO ok FROM headcount_steps(headcount(t, statuses(t) || NULL, '-infinity', 'infinity'), from_at, to_at) h;
  ok := ok AND first_at(expire_statuses(t, statuses(t), '1 us', '1 us', 'infinity')) = from_at;
  -- the times of its own statuses are the times at which they are known
  ok := ok AND duration_in(keep_while(t, t, statuses(t)), statuses(t), from_at, to_at) = duration_in(t, statuses(t), from_at, to_at)
    AND duration_in(remove_while(t, t, statuses(t)), statuses(t), from_at, to_at) = '0' AND remove_while(t, t, '{}') = t;
  SELECT ok AND overlay(ARRAY[o, o], '{NULL}', '{1}') = o AND event_count(o) = (SELECT count(*) FROM status_intervals(t))
  INTO ok FROM overlay(ARRAY[t], statuses(t), array_fill(1, ARRAY[cardinality(statuses(t))])) o;
  RETURN ok;
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $$;

CREATE FUNCTION is_usable(h headcount) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  changes int := jsonb_array_length(h::jsonb);
  ok boolean := h::text::headcount = h AND headcount_cmp(h, h) = 0 AND headcount_hash(h) IS NOT NULL
    AND headcount_hash_extended(h, 1) IS NOT NULL;
  middle timestamptz;
BEGIN
  SELECT ok AND headcount_agg(x) = h INTO ok FROM (VALUES (h), ('{}')) v(x);
  SELECT ok AND h = ('{' || coalesce(string_agg((c ->> 'started_at') || ' ' || (c ->> 'headcount'), ', '), '') || '}')::headcount
  INTO ok FROM jsonb_array_elements(h::jsonb) c;
  -- one of them and the rest
  ok := ok AND (h - at_least(h, 1)) + at_least(h, 1) = h AND h - h = '{}' AND 1 * h = h AND h * 0 = '{}'
    AND headcount_least(h, h) = h AND headcount_greatest(h, at_least(h, 1)) = h
    AND keep_while(h, h) = h AND remove_while(h, h) = '{}';
  -- the steps fill all time
  SELECT ok AND count(*) = changes + 1 AND count(ended_at) = changes
    AND bool_and(s.headcount >= 0 AND s.headcount = headcount_at(h, coalesce(started_at, '-infinity')))
    AND bool_and(started_at IS NOT DISTINCT FROM before_ended_at AND s.headcount IS DISTINCT FROM before)
  INTO ok
  FROM (SELECT *, lag(ended_at) OVER w AS before_ended_at, lag(headcount) OVER w AS before
    FROM headcount_steps(h) WINDOW w AS (ORDER BY started_at NULLS FIRST)) s;
  -- totals of a window, three ways
  SELECT greatest('4000-01-01 BC', least('290000-01-01', max(started_at))) - interval '10 h' INTO middle FROM headcount_steps(h);
  SELECT ok AND s.sum = b.sum AND coalesce(g.sum, 0) = 30 * 3600 * required::numeric - s.sum
  INTO ok
  FROM (SELECT sum(headcount * extract(epoch FROM ended_at - started_at)) FROM headcount_steps(h, middle, middle + interval '30 h')) s,
    (SELECT sum(person_seconds), least(max(headcount_max), 9223372036854775806) + 1 AS required
      FROM headcount_buckets(h, '1 day', middle, middle + interval '30 h', 'Europe/Berlin')) b,
    LATERAL (SELECT sum(deficit_seconds) FROM headcount_gaps(h, required, middle, middle + interval '30 h')) g;
  RETURN ok;
EXCEPTION WHEN OTHERS THEN
  RETURN false;
END $$;
