-- Bad rows of every input: name, statement, and in which kind of anomalies or
-- input_problems it has to be; NULL if it counts as it stands. One of a batch must
-- not hide another.

-- status_event: times that cannot be, at any distance
INSERT INTO bad_row (batch, input, name, statement, listed)
SELECT 'times', 'status_event', 'event at ' || coalesce(t.at, 'NULL'),
  format('INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (%s, %L, %L, %L)', 900000 + t.n, 'u' || 1 + t.n % 6, t.at, 'Available'), t.listed
FROM (VALUES
  (1, 'infinity', 'invalid_time'), (2, '-infinity', 'invalid_time'), (3, NULL, 'invalid_time'),
  (4, '4714-11-24 00:00+00 BC', 'too_early'), (5, '4713-01-01 00:00+00 BC', 'too_early'), (6, '0001-01-01 00:00+00', 'too_early'),
  (7, '1899-12-30 00:00+00', 'too_early'), (8, '1970-01-01 00:00+00', 'too_early'), (9, '2000-01-01 00:00+00', 'too_early'),
  (10, '2001-09-09 01:46:40+00', 'too_early'), (11, '2015-01-01 00:00+00', 'too_early'), (12, '2020-02-29 12:00+00', 'too_early'),
  (13, '2025-03-03 12:00+00', 'too_early'), (14, '2026-03-04 18:10:00.000001+00', 'event_in_future'),
  (15, '9999-12-31 00:00+00', 'event_in_future'), (16, '294276-12-31 23:59:59.999999+00', 'event_in_future')) t(n, at, listed);
INSERT INTO bad_row (input, name, statement, listed) VALUES
  ('status_event', 'first event of a user in 1970', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'ghost', '1970-01-01 00:00+00', 'Available')$$, 'too_early'),
  ('status_event', 'first event of a user in 2015', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'ghost', '2015-01-01 00:00+00', 'Available')$$, 'too_early'),
  ('status_event', 'offline since 2020', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'ghost', '2020-01-01 00:00+00', 'Offline')$$, 'too_early'),
  ('status_event', 'events of each year since 2001', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    SELECT 900000 + y, 'u1', make_timestamptz(y, 1, 1, 0, 0, 0), 'Available' FROM generate_series(2001, 2020) y$$, 'too_early'),
  ('status_event', 'no event but one of 1970', $$DELETE FROM status_event; INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'u1', '1970-01-01 00:00+00', 'Available')$$, 'too_early'),
  ('status_event', 'few events and one of 2015', $$DELETE FROM status_event WHERE event_id > 1004; DELETE FROM service_request;
    INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'u1', '2015-01-01 00:00+00', 'Available')$$, 'too_early');
-- a clock that is wrong for a day
INSERT INTO bad_row (batch, input, name, statement, listed, added) VALUES
  (NULL, 'status_event', 'many events of 2015', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    SELECT 900000 + n, 'u1', timestamptz '2015-01-01 11:00+00' + n * interval '1 minute', CASE WHEN n % 2 = 0 THEN 'Available' ELSE 'Unavailable' END FROM generate_series(1, {n}) n$$, 'too_early', 25);

-- status_event: texts and numbers
INSERT INTO bad_row (batch, input, name, statement, listed, is_long)
SELECT 'texts', 'status_event', 'event with ' || t.name,
  format('INSERT INTO status_event (event_id, user_id, occurred_at, status, reason, changed_by, source) VALUES (%s, %s, %L, %s, %s, %s, %s)', 900000 + row_number() OVER (),
    t.user_id, timestamptz '2026-03-03 12:00:30+00' + row_number() OVER () * interval '1 s', t.status, t.reason, t.changed_by, t.changed_by), t.listed, t.name LIKE '%kB%' OR t.name LIKE '%MB%'
FROM (VALUES
  ('no user', 'NULL', $$'Available'$$, 'NULL', 'NULL', 'missing_user'), ('an empty user', $$''$$, $$'Available'$$, 'NULL', 'NULL', NULL),
  ('a blank before the user', $$' u1'$$, $$'Available'$$, 'NULL', 'NULL', 'blanks_in_user_id'), ('a tab after the user', $$E'u1\t'$$, $$'Available'$$, 'NULL', 'NULL', 'blanks_in_user_id'),
  ('a no-break space after the user', $$U&'u2\00a0'$$, $$'Available'$$, 'NULL', 'NULL', 'blanks_in_user_id'), ('blanks in the user', $$'u  1'$$, $$'Available'$$, 'NULL', 'NULL', 'blanks_in_user_id'),
  ('a user of blanks', $$E' \t '$$, $$'Available'$$, 'NULL', 'NULL', 'blanks_in_user_id'),
  ('no status', $$'u1'$$, 'NULL', 'NULL', 'NULL', NULL), ('an empty status', $$'u1'$$, $$''$$, $$''$$, $$''$$, 'unknown_status'),
  ('a status of blanks', $$'u1'$$, $$E' \t'$$, $$U&'\00a0'$$, $$' '$$, 'unknown_status'), ('an unknown status', $$'u1'$$, $$'Weird'$$, 'NULL', 'NULL', 'unknown_status'),
  ('another spelling', $$'u1'$$, $$E'\tAVAILABLE '$$, $$U&'LUNCH\00a0'$$, 'NULL', NULL), ('a reason of this report', $$'u1'$$, 'NULL', $$'(capped)'$$, 'NULL', NULL),
  ('reason (none)', $$'u2'$$, $$'Unavailable'$$, $$'(none)'$$, 'NULL', NULL), ('reason (other)', $$'u2'$$, $$'Unavailable'$$, $$'(other)'$$, 'NULL', NULL),
  ('quotes and line ends', $$'u2'$$, $$E'A"\n\\,}{'$$, $x$'''";--$$'$x$, $$'%s\u0000'$$, 'unknown_status'), ('control characters', $$'u2'$$, $$E'A\x01\x7f'$$, $$E'\x02'$$, $$E'\x03'$$, 'unknown_status'),
  ('a reason of 3 kB', $$'u3'$$, $$'Unavailable'$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'NULL', 'cut'),
  ('a status of 3 kB', $$'u3'$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'NULL', 'NULL', 'cut'),
  ('texts of 3 kB', $$'u3'$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(2, 95) g)$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'cut'),
  ('200 letters of four bytes', $$'u3'$$, $$(SELECT string_agg(chr(65536 + g * 31), '') FROM generate_series(1, 200) g)$$, $$(SELECT string_agg(chr(65537 + g * 31), '') FROM generate_series(1, 200) g)$$, 'NULL', 'unknown_status'),
  ('a reason of 1 MB', $$'u4'$$, $$'Unavailable'$$, $$repeat('x', 1000000)$$, 'NULL', 'cut'),
  ('a source of 1 MB', $$'u4'$$, $$'Unavailable'$$, $$'Lunch'$$, $$repeat('x', 1000000)$$, NULL)) t(name, user_id, status, reason, changed_by, listed);
INSERT INTO bad_row (input, name, statement, listed, added, is_long) VALUES
  ('status_event', 'reasons of 10 MB', $$INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
    SELECT 900000 + n, 'u1', timestamptz '2026-03-03 12:00+00' + n * interval '1 minute', 'Unavailable', repeat(chr((96 + n)::int), 10000000) FROM generate_series(1, {n}) n$$, 'cut', 5, true);
INSERT INTO bad_row (batch, input, name, statement, listed) VALUES
  ('numbers', 'status_event', 'event number twice', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (1003, 'u1', '2026-03-03 12:00+00', 'Unavailable')$$, NULL),
  ('numbers', 'status_event', 'no event number', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    VALUES (NULL, 'u2', '2026-03-03 12:00+00', 'Offline'), (NULL, 'u2', '2026-03-03 12:00+00', 'Logout')$$, 'tie'),
  ('numbers', 'status_event', 'smallest event number', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (-9223372036854775808, 'u3', '2026-03-03 12:00+00', 'Available')$$, NULL),
  ('numbers', 'status_event', 'largest event number', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (9223372036854775807, 'u3', '2026-03-03 12:01+00', 'Available')$$, NULL),
  ('numbers', 'status_event', 'events twice', $$INSERT INTO status_event (event_id, user_id, occurred_at, status, reason) SELECT event_id + 500000, user_id, occurred_at, status, reason FROM status_event WHERE user_id = 'u4'$$, NULL),
  ('numbers', 'status_event', 'events contradicted', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) SELECT event_id + 500000, user_id, occurred_at, 'Offline' FROM status_event WHERE user_id = 'u5'$$, NULL),
  ('no events', 'status_event', 'no events', $$DELETE FROM status_event$$, NULL),
  (NULL, 'status_event', 'events of nobody known', $$UPDATE status_event SET user_id = 'x' || user_id$$, NULL),
  (NULL, 'status_event', 'logout without login', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'ghost', '2026-03-03 12:00+00', 'Offline')$$, 'logout_without_login'),
  (NULL, 'status_event', 'login without logout', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'ghost', '2026-03-02 12:00+00', 'Available')$$, 'long_status');
-- more labels than anybody has use for
INSERT INTO bad_row (input, name, statement, listed, added, row_limit)
SELECT 'status_event', format(t.name, k.n), format($$INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
  SELECT 1000000 + n, %s, timestamptz '2026-03-03 12:00+00' + n * interval '1 ms', %s, %s FROM generate_series(1, {n}) n$$, t.user_id, t.status, t.reason), t.listed, k.n, 2 * k.n
FROM (VALUES (1, 65600), (2, 200000)) k(position, n)
CROSS JOIN (VALUES
  (1, '%s reasons of one user', $$'u1'$$, $$'Unavailable'$$, $$'r' || n$$, 'too_many_reasons'),
  (2, '%s statuses of one user', $$'u1'$$, $$'S' || n$$, 'NULL', 'too_many_statuses'),
  (3, '%s statuses and reasons of one user', $$'u1'$$, $$'S' || n$$, $$'r' || n$$, 'too_many_statuses'),
  (4, '%s reasons of six users', $$'u' || 1 + n % 6$$, $$'Unavailable'$$, $$'r' || n$$, NULL),
  (5, '%s reasons in two spellings', $$'u' || 1 + n % 6$$, $$'Unavailable'$$, $$CASE WHEN n / 2 % 2 = 0 THEN 'r' ELSE 'R' END || n / 4$$, NULL)) t(position, name, user_id, status, reason, listed)
WHERE k.n = 65600 OR t.position = 3
ORDER BY k.position, t.position;
INSERT INTO bad_row (input, name, statement, added, row_limit) VALUES
  ('status_event', '500000 changes of one user', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    SELECT 1000000 + n, 'u1', timestamptz '2026-03-03 04:00+00' + n * interval '100 ms', CASE WHEN n % 2 = 0 THEN 'Available' ELSE 'Unavailable' END FROM generate_series(1, {n}) n$$, 500000, 2000000),
  ('status_event', '500000 times the same', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    SELECT 1000000 + n, 'u1', timestamptz '2026-03-03 04:00+00' + n * interval '100 ms', 'Available' FROM generate_series(1, {n}) n$$, 500000, 0),
  ('status_event', '200000 events at one time', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    SELECT 1000000 + n, 'u1', timestamptz '2026-03-03 12:00+00', CASE WHEN n % 2 = 0 THEN 'Available' ELSE 'Unavailable' END FROM generate_series(1, {n}) n$$, 200000, 200000),
  ('status_event', '20000 users with one event', $$INSERT INTO status_event (event_id, user_id, occurred_at, status)
    SELECT 1000000 + n, 'x' || n, timestamptz '2026-03-03 12:00+00', 'Available' FROM generate_series(1, {n}) n$$, 20000, 100000);
-- a batch of its own for the kind, small
INSERT INTO bad_row (batch, input, name, statement, listed, added, row_limit) VALUES
  ('labels', 'status_event', 'reasons and statuses without number', $$INSERT INTO status_event (event_id, user_id, occurred_at, status, reason)
    SELECT 1000000 + n, 'u1', timestamptz '2026-03-03 12:00+00' + n * interval '1 ms', CASE WHEN n < 12000 THEN 'Unavailable' ELSE 'S' || n END, 'r' || n FROM generate_series(1, {n}) n$$, 'too_many_reasons', 66000, 132000);

-- service_request
INSERT INTO bad_row (batch, input, name, statement, listed)
SELECT 'times', 'service_request', 'request ' || t.name,
  format('INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at) VALUES (%s, %L, %L, %L, %L, %L)', 900000 + t.n, 'Sales', 'u1', t.arrived, t.answered, t.closed), t.listed
FROM (VALUES
  (1, 'never arrived', NULL, '2026-03-03 12:10+00', NULL, 'no_arrival'), (2, 'arrived at infinity', 'infinity', NULL, NULL, 'no_arrival'),
  (3, 'arrived at -infinity', '-infinity', NULL, NULL, 'no_arrival'), (4, 'arrived in 4714 BC', '4714-11-24 00:00+00 BC', NULL, NULL, 'too_early'),
  (5, 'arrived in year 1', '0001-01-01 00:00+00', NULL, NULL, 'too_early'), (6, 'arrived in 1970', '1970-01-01 00:00+00', NULL, NULL, 'too_early'),
  (7, 'of 1970 answered now', '1970-01-01 00:00+00', '2026-03-03 12:00+00', '2026-03-03 12:10+00', 'too_early'),
  (8, 'of 1970 answered then', '1970-01-01 00:00+00', '1970-01-01 00:01+00', NULL, 'too_early'),
  (9, 'arrived in 2001', '2001-01-01 00:00+00', NULL, NULL, 'too_early'), (10, 'arrived in 2015', '2015-01-01 00:00+00', NULL, NULL, 'too_early'),
  (11, 'of 2020 answered now', '2020-02-02 00:00+00', '2026-03-03 12:00+00', NULL, 'too_early'), (12, 'arrived last year', '2025-03-03 12:00+00', NULL, NULL, 'too_early'),
  (13, 'arrived in 9999', '9999-01-01 00:00+00', NULL, NULL, 'arrival_in_future'), (14, 'arrived in 294276', '294276-12-31 00:00+00', NULL, NULL, 'arrival_in_future'),
  (15, 'answered before it arrived', '2026-03-03 12:00+00', '2026-03-03 11:00+00', '2026-03-03 13:00+00', 'invalid_response'),
  (16, 'answered in 1970', '2026-03-03 12:00+00', '1970-01-01 00:00+00', NULL, 'invalid_response'), (17, 'answered at infinity', '2026-03-03 12:00+00', 'infinity', NULL, 'invalid_response'),
  (18, 'answered at -infinity', '2026-03-03 12:00+00', '-infinity', '-infinity', 'invalid_response'), (19, 'answered in 9999', '2026-03-03 12:00+00', '9999-01-01 00:00+00', NULL, NULL),
  (20, 'closed before it arrived', '2026-03-03 12:00+00', NULL, '2026-03-03 11:00+00', 'invalid_close'), (21, 'closed before it was answered', '2026-03-03 12:00+00', '2026-03-03 12:10+00', '2026-03-03 12:05+00', 'invalid_close'),
  (22, 'closed at infinity', '2026-03-03 12:00+00', '2026-03-03 12:01+00', 'infinity', 'invalid_close'), (23, 'closed in 4714 BC', '2026-03-03 12:00+00', NULL, '4714-11-24 00:00+00 BC', 'invalid_close'),
  (24, 'done at once', '2026-03-03 12:00+00', '2026-03-03 12:00+00', '2026-03-03 12:00+00', NULL), (25, 'answered and never closed', '2026-03-02 12:00+00', '2026-03-02 12:01+00', NULL, 'not_closed'),
  (26, 'closed in the future', '2026-03-02 12:00+00', '2026-03-02 12:01+00', '9999-01-01 00:00+00', 'not_closed')) t(n, name, arrived, answered, closed, listed);
INSERT INTO bad_row (batch, input, name, statement, listed, is_long)
SELECT 'texts', 'service_request', 'request with ' || t.name,
  format('INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at, outcome) VALUES (%s, %s, %s, %L, %L, NULL, %s)', t.id, t.team, t.user_id,
    timestamptz '2026-03-04 03:00+00' + row_number() OVER () * interval '1 s', timestamptz '2026-03-04 12:00+00', t.outcome), t.listed, t.name LIKE '%kB%' OR t.name LIKE '%MB%'
FROM (VALUES
  ('no number', 'NULL', $$'Sales'$$, $$'u1'$$, 'NULL', NULL), ('no team', '900001', 'NULL', $$'u1'$$, 'NULL', NULL), ('an empty team', '900002', $$''$$, $$''$$, 'NULL', NULL),
  ('team (none)', '900003', $$'(none)'$$, $$'u1'$$, 'NULL', NULL), ('an unknown team', '900004', $$'nosuch'$$, $$'u1'$$, 'NULL', NULL), ('an unknown user', '900005', $$'Sales'$$, $$'nosuch'$$, 'NULL', NULL),
  ('no user', '900006', $$'Sales'$$, 'NULL', 'NULL', NULL), ('a blank before the user', '900007', $$'Sales'$$, $$' u1'$$, 'NULL', 'blanks_in_user_id'), ('a tab after the team', '900008', $$E'Sales\t'$$, $$'u1'$$, 'NULL', 'blanks_in_team'),
  ('a no-break space in the team', '900009', $$U&'Sales\00a0'$$, $$'u1'$$, 'NULL', 'blanks_in_team'), ('an outcome of 1 MB', '900010', $$'Sales'$$, $$'u1'$$, $$repeat('x', 1000000)$$, NULL),
  ('a team of 3 kB', '900011', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, $$'u1'$$, 'NULL', NULL)) t(name, id, team, user_id, outcome, listed);
INSERT INTO bad_row (batch, input, name, statement, listed, added, row_limit) VALUES
  ('numbers', 'service_request', 'requests twice', $$INSERT INTO service_request SELECT * FROM service_request WHERE request_id::bigint < 10$$, 'duplicate', 1, 0),
  ('numbers', 'service_request', 'request numbers twice', $$INSERT INTO service_request (request_id, team, arrived_at, first_response_at)
    SELECT r.request_id, r.team, r.arrived_at, r.arrived_at + n * interval '1 minute' FROM service_request r, generate_series(1, 3) n WHERE r.request_id::bigint > 90$$, 'duplicate', 1, 0),
  ('numbers', 'service_request', 'negative weights', $$UPDATE service_request SET weight = -1 WHERE request_id::bigint < 10$$, 'out_of_range', 1, 0),
  ('numbers', 'service_request', 'largest weights', $$UPDATE service_request SET weight = 9223372036854775807, priority = repeat('x', 10000), channel = ' ' WHERE request_id::bigint BETWEEN 10 AND 15$$, 'out_of_range', 1, 0),
  ('numbers', 'service_request', 'requests given up, no one knows when', $$UPDATE service_request SET abandoned = true WHERE request_id::bigint > 80$$, NULL, 1, 0),
  ('numbers', 'service_request', 'requests without a number', $$UPDATE service_request SET request_id = NULL WHERE request_id::bigint BETWEEN 20 AND 40$$, NULL, 1, 0),
  ('no requests', 'service_request', 'no requests', $$DELETE FROM service_request$$, NULL, 1, 100),
  (NULL, 'service_request', 'request number of 1 MB', $$INSERT INTO service_request (request_id, team, arrived_at) VALUES (repeat('x', 1000000), 'Sales', '2026-03-03 03:00+00')$$, NULL, 1, 0),
  (NULL, 'service_request', 'three requests open since 2020', $$INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at)
    SELECT 900000 + n, 'Sales', 'u1', '2020-03-03 12:00+00', '2020-03-03 12:00+00' FROM generate_series(1, 3) n$$, 'too_early', 1, 0),
  (NULL, 'service_request', 'requests handled for 5 years', $$UPDATE service_request SET arrived_at = arrived_at - interval '5 years' WHERE request_id::bigint % 4 = 0$$, 'too_early', 1, 0),
  (NULL, 'service_request', '200000 requests in a bucket', $$INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at)
    SELECT 1000000 + n, 'Sales', 'u1', timestamptz '2026-03-03 12:00+00' + n * interval '1 ms', '2026-03-03 12:20+00' FROM generate_series(1, {n}) n$$, NULL, 200000, 400000),
  (NULL, 'service_request', '200000 requests waiting at night', $$INSERT INTO service_request (request_id, team, arrived_at)
    SELECT 1000000 + n, 'Sales', timestamptz '2026-03-03 05:00+00' + n * interval '1 ms' FROM generate_series(1, {n}) n$$, NULL, 200000, 400000),
  (NULL, 'service_request', '200000 requests at one time', $$INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at, closed_at)
    SELECT 1000000 + n, 'Sales', 'u' || n % 6, '2026-03-03 12:00+00', '2026-03-03 12:00+00', '2026-03-03 12:30+00' FROM generate_series(1, {n}) n$$, NULL, 200000, 400000),
  (NULL, 'service_request', '1000 teams with one request', $$INSERT INTO service_request (request_id, team, arrived_at)
    SELECT 1000000 + n, 't' || n, timestamptz '2026-03-03 12:00+00' FROM generate_series(1, {n}) n$$, NULL, 1000, 2000000);

-- assignment, response, pending, capacity
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'times', 'assignment', 'assignment ' || t.name, format('INSERT INTO assignment (request_id, user_id, assigned_at, team) VALUES (%s, %s, %L, %s)', t.id, t.user_id, t.at, t.team), t.listed, 100, t.name LIKE '%kB%'
FROM (VALUES
  ('at no time', '10', $$'u1'$$, NULL, $$'Support'$$, 'invalid_time'), ('at infinity', '10', $$'u1'$$, 'infinity', $$'Support'$$, 'invalid_time'), ('at -infinity', '10', $$'u1'$$, '-infinity', $$'Support'$$, 'invalid_time'),
  ('in 4714 BC', '11', $$'u2'$$, '4714-11-24 00:00+00 BC', $$'Support'$$, NULL), ('in 294276', '11', $$'u2'$$, '294276-12-31 00:00+00', $$'Support'$$, NULL), ('in 1970', '12', $$'u6'$$, '1970-01-01 00:00+00', $$'Support'$$, NULL),
  ('of nothing', 'NULL', $$'u1'$$, '2026-03-03 12:00+00', 'NULL', 'missing_request'), ('of an unknown request', '987654', $$'u1'$$, '2026-03-03 12:00+00', 'NULL', 'unknown_request'), ('of an empty request', $$''$$, $$'u1'$$, '2026-03-03 12:00+00', 'NULL', 'unknown_request'),
  ('to nobody', '14', 'NULL', '2026-03-02 10:00+00', 'NULL', NULL), ('to nobody of Support', '28', 'NULL', '2026-03-02 10:00+00', $$'Support'$$, NULL), ('to an unknown user', '28', $$'nosuch'$$, '2026-03-02 10:00+00', 'NULL', NULL),
  ('to an unknown team', '42', $$'u1'$$, '2026-03-02 10:00+00', $$'nosuch'$$, NULL), ('to team (none)', '56', $$'u1'$$, '2026-03-02 10:00+00', $$'(none)'$$, NULL), ('to an empty user', '70', $$''$$, '2026-03-02 10:00+00', $$''$$, NULL),
  ('to a blank and a user', '70', $$' u1'$$, '2026-03-02 10:01+00', $$E'Sales\t'$$, 'blanks_in_user_id'), ('to a user of 3 kB', '84', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, '2026-03-02 10:00+00', 'NULL', 'missing_user'),
  ('to a team of 3 kB', '84', 'NULL', '2026-03-02 10:01+00', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'cut')) t(name, id, user_id, at, team, listed);
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'times', 'response', 'response ' || t.name, format('INSERT INTO response (request_id, user_id, asked_at, responded_at) VALUES (%s, %s, %L, %L)', t.id, t.user_id, t.asked, t.answered), t.listed, 100, t.name LIKE '%kB%'
FROM (VALUES
  ('at no time', '10', $$'u1'$$, NULL, NULL, 'invalid_time'), ('asked at infinity', '10', $$'u1'$$, 'infinity', NULL, 'invalid_time'), ('asked at -infinity', '10', $$'u1'$$, '-infinity', '2026-03-04 12:00+00', 'invalid_time'),
  ('at infinity', '11', $$'u1'$$, '2026-03-04 12:00+00', 'infinity', 'invalid_time'), ('at -infinity', '11', $$'u1'$$, NULL, '-infinity', 'invalid_time'), ('before it was asked', '11', $$'u1'$$, '2026-03-04 12:00+00', '2026-03-04 11:00+00', 'reversed'),
  ('asked in 4714 BC', '12', $$'u2'$$, '4714-11-24 00:00+00 BC', '2026-03-04 12:00+00', NULL), ('asked in 294276', '12', $$'u2'$$, '294276-12-31 00:00+00', '294276-12-31 00:00+00', NULL), ('in 294276', '12', $$'u2'$$, '2026-03-04 12:00+00', '294276-12-31 00:00+00', NULL),
  ('to nothing', 'NULL', $$'u1'$$, '2026-03-03 12:00+00', '2026-03-03 12:00+00', 'missing_request'), ('to an unknown request', '987654', $$'u1'$$, '2026-03-03 12:00+00', '2026-03-03 12:00+00', 'unknown_request'),
  ('of nobody', '20', 'NULL', '2026-03-04 12:00+00', '2026-03-04 12:01+00', NULL), ('of an unknown user', '20', $$'nosuch'$$, '2026-03-04 12:00+00', '2026-03-04 12:02+00', NULL), ('of a tab and a user', '20', $$E'\tu1'$$, '2026-03-04 12:00+00', '2026-03-04 12:03+00', 'blanks_in_user_id'),
  ('of a user of 3 kB', '50', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, '2026-03-04 12:00+00', '2026-03-04 12:01+00', 'missing_user')) t(name, id, user_id, asked, answered, listed);
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit)
SELECT 'times', 'pending', 'pending ' || t.name, format('INSERT INTO pending (request_id, started_at, ended_at, resolved) VALUES (%s, %L, %L, %L)', t.id, t.started_at, t.ended_at, t.resolved), t.listed, 0
FROM (VALUES
  ('since no time', '10', NULL, '2026-03-04 12:00+00', true, 'invalid_time'), ('since infinity', '10', 'infinity', NULL, true, 'invalid_time'), ('since -infinity', '10', '-infinity', NULL, true, 'invalid_time'), ('up to -infinity', '10', '2026-03-02 12:00+00', '-infinity', true, 'reversed'),
  ('up to infinity', '11', '2026-03-02 12:00+00', 'infinity', true, NULL), ('for minus one hour', '12', '2026-03-02 12:00+00', '2026-03-02 11:00+00', NULL, 'reversed'), ('for no time', '13', '2026-03-02 12:00+00', '2026-03-02 12:00+00', true, 'reversed'),
  ('of nothing', 'NULL', '2026-03-02 12:00+00', NULL, true, 'missing_request'), ('of an unknown request', '987654', '2026-03-02 12:00+00', NULL, true, 'unknown_request'), ('for all time', '20', '4714-11-24 00:00+00 BC', '294276-12-31 00:00+00', true, NULL),
  ('for a microsecond', '50', '2026-03-03 12:00+00', '2026-03-03 12:00:00.000001+00', true, NULL), ('in 9999', '50', '9999-01-01 00:00+00', NULL, true, NULL)) t(name, id, started_at, ended_at, resolved, listed);
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'capacity', 'capacity ' || t.name, format('INSERT INTO capacity (user_id, channel, slots, valid_from, valid_to) VALUES (%s, %s, %L, %L, %L)', t.user_id, t.channel, t.slots, t.valid_from, t.valid_to), t.listed, 100, t.name LIKE '%kB%'
FROM (VALUES
  ('not said', $$'u1'$$, 'NULL', NULL, NULL, NULL, 'missing_slots'), ('of -1', $$'u1'$$, $$'chat'$$, -1, NULL, NULL, 'out_of_range'), ('of a million and one', 'NULL', 'NULL', 1000001, NULL, NULL, 'out_of_range'), ('of the largest number', 'NULL', $$'mail'$$, 9223372036854775807, NULL, NULL, 'out_of_range'),
  ('of the smallest number', 'NULL', $$'mail'$$, -9223372036854775808, '2026-03-03', NULL, 'out_of_range'), ('of a million', $$'u6'$$, 'NULL', 1000000, NULL, NULL, NULL), ('of nothing', $$'u3'$$, 'NULL', 0, NULL, NULL, NULL), ('of an empty channel', $$'u3'$$, $$''$$, 1, '2026-03-03 12:00+00', NULL, NULL),
  ('for no time', $$'u4'$$, 'NULL', 2, '2026-03-03', '2026-03-03', 'reversed'), ('for minus one day', $$'u4'$$, 'NULL', 2, '2026-03-03', '2026-03-02', 'reversed'), ('from infinity', $$'u4'$$, 'NULL', 2, 'infinity', NULL, 'reversed'), ('up to -infinity', $$'u4'$$, 'NULL', 2, NULL, '-infinity', 'reversed'),
  ('for all time', $$'u4'$$, 'NULL', 3, '-infinity', 'infinity', NULL), ('since 4714 BC', $$'u5'$$, 'NULL', 3, '4714-11-24 00:00+00 BC', '294276-12-31 00:00+00', NULL), ('for a microsecond', $$'u5'$$, $$'chat'$$, 3, '2026-03-03 12:00+00', '2026-03-03 12:00:00.000001+00', NULL),
  ('of an unknown user', $$'nosuch'$$, 'NULL', 3, NULL, NULL, NULL), ('of a user and a blank', $$'u1 '$$, 'NULL', 3, NULL, NULL, 'blanks_in_user_id'), ('of a user of 3 kB', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'NULL', 3, NULL, NULL, 'missing_user'),
  ('of a channel of 3 kB', 'NULL', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 3, NULL, NULL, NULL), ('contradicted', $$'u2'$$, 'NULL', 5, '-infinity', NULL, 'contradiction')) t(name, user_id, channel, slots, valid_from, valid_to, listed);
INSERT INTO bad_row (input, name, statement, listed, added, row_limit) VALUES
  ('assignment', '200000 assignments of a request', $$INSERT INTO assignment (request_id, user_id, assigned_at, team) SELECT '14', 'u' || n % 6, timestamptz '2026-03-03 12:00+00' + n * interval '10 ms', CASE n % 3 WHEN 0 THEN 'Sales' WHEN 1 THEN 'Support' END FROM generate_series(1, {n}) n$$, NULL, 200000, 1000000),
  ('assignment', '200000 assignments of unknown requests', $$INSERT INTO assignment (request_id, user_id, assigned_at) SELECT 'x' || n, 'u1', '2026-03-03 12:00+00' FROM generate_series(1, {n}) n$$, 'unknown_request', 200000, 200000),
  ('assignment', 'all requests assigned to nobody known', $$INSERT INTO assignment (request_id, user_id, assigned_at) SELECT request_id, 'nosuch', arrived_at FROM service_request$$, NULL, 1, 1000),
  ('response', '20000 responses to a request', $$INSERT INTO response (request_id, user_id, asked_at, responded_at) SELECT '20', 'u' || n % 6, timestamptz '2026-03-03 12:00+00' + n * interval '1 s', timestamptz '2026-03-03 12:00:00.5+00' + n * interval '1 s' FROM generate_series(1, {n}) n$$, NULL, 20000, 0),
  ('pending', '20000 times pending', $$INSERT INTO pending (request_id, started_at, ended_at, resolved) SELECT '20', timestamptz '2026-03-03 12:00+00' + n * interval '1 s', timestamptz '2026-03-03 12:00:00.5+00' + n * interval '1 s', n % 2 = 0 FROM generate_series(1, {n}) n$$, NULL, 20000, 0),
  ('capacity', '1000 channels', $$INSERT INTO capacity (user_id, channel, slots) SELECT NULL, 'c' || n, n FROM generate_series(1, {n}) n$$, NULL, 1000, 0),
  ('capacity', '2000 periods of slots', $$INSERT INTO capacity (user_id, slots, valid_from) SELECT 'u1', n % 5, timestamptz '2026-03-03 12:00+00' + n * interval '1 s' FROM generate_series(1, {n}) n$$, NULL, 2000, 1000);

-- shift
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'times', 'shift', 'shift ' || t.name, format('INSERT INTO shift (user_id, starts_at, ends_at, activity) VALUES (%s, %L, %L, %s)', t.user_id, t.starts_at, t.ends_at, t.activity), t.listed, 0, t.name LIKE '%kB%'
FROM (VALUES
  ('that ends before it starts', $$'u1'$$, '2026-03-03 12:00+00', '2026-03-03 11:00+00', 'NULL', 'reversed'), ('of no length', $$'u1'$$, '2026-03-03 12:00+00', '2026-03-03 12:00+00', 'NULL', 'reversed'),
  ('without an end', $$'u1'$$, '2026-03-03 12:00+00', NULL, 'NULL', 'invalid_time'), ('without a start', $$'u1'$$, NULL, '2026-03-03 12:00+00', 'NULL', 'invalid_time'),
  ('up to infinity', $$'u1'$$, '2026-03-03 12:00+00', 'infinity', 'NULL', 'invalid_time'), ('from -infinity', $$'u1'$$, '-infinity', '2026-03-03 12:00+00', 'NULL', 'invalid_time'),
  ('of 300 years', $$'u2'$$, '1800-03-03 12:00+00', '2100-03-03 11:00+00', 'NULL', NULL), ('of all time', $$'u3'$$, '4714-11-24 00:00+00 BC', '294276-12-31 23:00+00', 'NULL', NULL),
  ('of 1970', $$'u3'$$, '1970-01-01 00:00+00', '1970-01-01 08:00+00', 'NULL', NULL), ('of 9999', $$'u3'$$, '9999-01-01 00:00+00', '9999-01-01 08:00+00', 'NULL', NULL),
  ('of nobody', 'NULL', '2026-03-03 12:00+00', '2026-03-03 13:00+00', 'NULL', 'missing_user'), ('of an unknown user', $$'nosuch'$$, '2026-03-03 12:00+00', '2026-03-03 13:00+00', 'NULL', NULL),
  ('with a blank before the user', $$' u1'$$, '2026-03-03 12:00+00', '2026-03-03 13:00+00', 'NULL', 'blanks_in_user_id'), ('over another', $$'u4'$$, '2026-03-03 10:00+00', '2026-03-03 22:00+00', $$'x'$$, NULL),
  ('of lunch alone', $$'u4'$$, '2026-03-03 10:00+00', '2026-03-03 23:00+00', $$E'\tLUNCH '$$, NULL), ('with an activity of 3 kB', $$'u5'$$, '2026-03-03 11:00+00', '2026-03-03 13:00+00', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, NULL),
  ('of a microsecond', $$'u5'$$, '2026-03-03 11:00+00', '2026-03-03 11:00:00.000001+00', $$''$$, NULL)) t(name, user_id, starts_at, ends_at, activity, listed);
INSERT INTO bad_row (input, name, statement, added, row_limit) VALUES
  ('shift', 'shifts twice', $$INSERT INTO shift SELECT user_id, starts_at, ends_at, activity FROM shift$$, 1, 0),
  ('shift', '20000 shifts over each other', $$INSERT INTO shift SELECT 'u1', timestamptz '2026-03-02 11:00+00' + n * interval '1 s', '2026-03-04 18:00+00', 'a' || n FROM generate_series(1, {n}) n$$, 20000, 0),
  ('shift', '20000 short shifts', $$INSERT INTO shift SELECT 'u1', timestamptz '2026-03-03 04:00+00' + n * interval '2 s', timestamptz '2026-03-03 04:00:01+00' + n * interval '2 s', 'Lunch' FROM generate_series(1, {n}) n$$, 20000, 0);

-- team_member
INSERT INTO bad_row (batch, input, name, statement, listed, is_long)
SELECT 'people', 'team_member', 'member ' || t.name, format('INSERT INTO team_member (user_id, team, valid_from, valid_to) VALUES (%s, %s, %L, %L)', t.user_id, t.team, t.valid_from, t.valid_to), t.listed, t.name LIKE '%kB%'
FROM (VALUES
  ('that ends before it starts', $$'u1'$$, $$'Support'$$, '2026-03-04 00:00+00', '2026-03-03 00:00+00', 'reversed'), ('of no length', $$'u1'$$, $$'Support'$$, '2026-03-03 00:00+00', '2026-03-03 00:00+00', 'reversed'),
  ('from infinity', $$'u1'$$, $$'Sales'$$, 'infinity', NULL, 'reversed'), ('up to -infinity', $$'u1'$$, $$'Support'$$, NULL, '-infinity', 'reversed'), ('for ever', $$'u1'$$, $$'Sales'$$, '-infinity', 'infinity', NULL),
  ('over another', $$'u2'$$, $$'Sales'$$, '2026-03-01 00:00+00', '2026-03-05 00:00+00', NULL), ('since 4714 BC', $$'u6'$$, $$'Support'$$, '4714-11-24 00:00+00 BC', '294276-12-31 00:00+00', NULL), ('in 1970', $$'u6'$$, $$'Sales'$$, '1970-01-01 00:00+00', '1971-01-01 00:00+00', NULL),
  ('who is nobody', 'NULL', $$'Sales'$$, NULL, NULL, 'missing_user'), ('of no team', $$'u1'$$, 'NULL', NULL, NULL, 'missing_team'), ('of team (none)', $$'u1'$$, $$'(none)'$$, NULL, NULL, NULL), ('of an empty team', $$'u1'$$, $$''$$, NULL, NULL, NULL),
  ('who is unknown', $$'nosuch'$$, $$'Sales'$$, NULL, NULL, NULL), ('with a tab after the user', $$E'u1\t'$$, $$'Sales'$$, NULL, NULL, 'blanks_in_user_id'), ('with a blank before the team', $$'u1'$$, $$' Sales'$$, NULL, NULL, 'blanks_in_team'),
  ('of a team of 3 kB', $$'u1'$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, NULL, NULL, NULL), ('of a microsecond', $$'u6'$$, $$'Sales'$$, '2026-03-03 12:00+00', '2026-03-03 12:00:00.000001+00', NULL)) t(name, user_id, team, valid_from, valid_to, listed);
INSERT INTO bad_row (input, name, statement, added, row_limit) VALUES
  ('team_member', 'no members', $$DELETE FROM team_member$$, 1, 0),
  ('team_member', 'members twice', $$INSERT INTO team_member SELECT * FROM team_member$$, 1, 0),
  ('team_member', '5000 teams of one user', $$INSERT INTO team_member (user_id, team) SELECT 'u1', 't' || n FROM generate_series(1, {n}) n$$, 5000, 5000000),
  ('team_member', '20000 periods of one user', $$INSERT INTO team_member SELECT 'u6', 'Sales', timestamptz '2026-03-03 04:00+00' + n * interval '4 s', timestamptz '2026-03-03 04:00:02+00' + n * interval '4 s' FROM generate_series(1, {n}) n$$, 20000, 40000),
  ('team_member', '20000 members without events', $$INSERT INTO team_member (user_id, team) SELECT 'x' || n, 'Sales' FROM generate_series(1, {n}) n$$, 20000, 0);

-- service_hours
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'service_hours', 'hours ' || t.name, format('INSERT INTO service_hours (team, weekday, opens, closes) VALUES (%s, %L, %L, %L)', t.team, t.weekday, t.opens, t.closes), t.listed, t.row_limit, t.name LIKE '%kB%'
FROM (VALUES
  ('of no length', $$'Sales'$$, 1, '08:30', '08:30', NULL, 0), ('of weekday 0', $$'Sales'$$, 0, '08:00', '09:00', 'unknown_weekday', 0), ('of weekday 8', $$'Support'$$, 8, '08:00', '09:00', 'unknown_weekday', 0),
  ('of a huge weekday', $$'Support'$$, 9223372036854775807, '00:00', '00:00', 'unknown_weekday', 0), ('of weekday -1', $$'Sales'$$, -1, '00:00', '00:00', 'unknown_weekday', 0), ('of no weekday', $$'Sales'$$, NULL, '08:00', '09:00', 'unknown_weekday', 0),
  ('that never open', $$'Support'$$, 1, NULL, '09:00', 'missing_time', 0), ('that never close', $$'Support'$$, 1, '09:00', NULL, 'missing_time', 0), ('from 24:00', $$'Support'$$, 2, '24:00', '24:00', NULL, 0), ('of nobody', 'NULL', 1, '00:00', '00:00', 'missing_team', 0),
  ('over others', $$'Sales'$$, 3, '00:00', '24:00', NULL, 0), ('of an unknown team', $$'nosuch'$$, 2, '09:00', '10:00', NULL, 1000), ('with a blank before the team', $$' Sales'$$, 2, '09:00', '10:00', 'blanks_in_team', 1000),
  ('of a team of 3 kB', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 2, '09:00', '10:00', NULL, 1000)) t(name, team, weekday, opens, closes, listed, row_limit);
INSERT INTO bad_row (input, name, statement, added, row_limit) VALUES
  ('service_hours', '10000 short hours', $$INSERT INTO service_hours SELECT 'Support', 1 + n % 7, time '00:00' + n * interval '8 s', time '00:00:04' + n * interval '8 s' FROM generate_series(1, {n}) n$$, 10000, 10000);

INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'service_hours', 'hours ' || t.name, format('INSERT INTO service_hours VALUES (''Support'', 2, ''09:00'', ''10:00'', %L, %L)', t.valid_from, t.valid_to), t.listed, 10, false
FROM (VALUES ('valid for no day', '2026-03-02', '2026-03-02', 'reversed'), ('valid for minus one day', '2026-03-03', '2026-03-02', 'reversed'), ('valid from infinity', 'infinity', NULL, NULL), ('valid up to -infinity', NULL, '-infinity', NULL),
  ('valid for ever', '-infinity', 'infinity', NULL), ('valid since 4714 BC', '4714-11-24 BC', '5874897-12-31', NULL), ('valid for a year of five digits', '12026-03-02', '12026-03-03', NULL)) t(name, valid_from, valid_to, listed);

-- service_exception
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'service_exception', 'exception ' || t.name, format('INSERT INTO service_exception VALUES (%s, %L, %L, %L)', t.team, t.local_date, t.opens, t.closes), t.listed, t.row_limit, t.name LIKE '%kB%'
FROM (VALUES
  ('on no date', $$'Sales'$$, NULL, NULL, NULL, 'missing_date', 0), ('at infinity', 'NULL', 'infinity', NULL, NULL, 'out_of_range', 0), ('at -infinity', 'NULL', '-infinity', NULL, NULL, 'out_of_range', 0), ('in 4714 BC', $$'Sales'$$, '4714-11-24 BC', NULL, NULL, 'out_of_range', 0),
  ('in the year 5874897', 'NULL', '5874897-12-31', '00:00', '24:00', 'out_of_range', 0), ('in the first year', 'NULL', '0001-01-01', NULL, NULL, NULL, 0), ('in the year 9999', $$'Support'$$, '9999-12-31', '24:00', '24:00', NULL, 0),
  ('that never opens', $$'Sales'$$, '2026-03-03', NULL, '09:00', 'missing_time', 0), ('that never closes', $$'Sales'$$, '2026-03-03', '09:00', NULL, 'missing_time', 0), ('of no length', $$'Sales'$$, '2026-03-02', '08:30', '08:30', NULL, 100),
  ('of all teams', 'NULL', '2026-03-03', NULL, NULL, NULL, 100), ('of an unknown team', $$'nosuch'$$, '2026-03-03', NULL, NULL, NULL, 1000), ('of team (none)', $$'(none)'$$, '2026-03-03', NULL, NULL, NULL, 100),
  ('with a tab after the team', $$E'Sales\t'$$, '2026-03-03', NULL, NULL, 'blanks_in_team', 1000), ('of a team of 3 kB', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, '2026-03-03', NULL, NULL, NULL, 1000)) t(name, team, local_date, opens, closes, listed, row_limit);
INSERT INTO bad_row (input, name, statement, listed, added, row_limit) VALUES
  ('service_exception', 'closed and open', $$INSERT INTO service_exception VALUES ('Sales', '2026-03-03', NULL, NULL), ('Sales', '2026-03-03', '09:00', '10:00')$$, 'contradiction', 1, 100),
  ('service_exception', 'closed on each date for 27 years', $$INSERT INTO service_exception SELECT NULL, date '2000-01-01' + n FROM generate_series(1, {n}) n$$, NULL, 10000, 1000),
  ('service_exception', '10000 short hours of a date', $$INSERT INTO service_exception SELECT 'Sales', '2026-03-03', time '00:00' + n * interval '8 s', time '00:00:04' + n * interval '8 s' FROM generate_series(1, {n}) n$$, NULL, 10000, 20000);

-- status_limit
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'status_limit', 'limit ' || t.name, format('INSERT INTO status_limit VALUES (%s, %s, %L, %L, %L, %L)', t.status, t.reason, t.open_time, t.timeout, t.valid_from, t.valid_to), t.listed, 1000, t.name LIKE '%kB%'
FROM (VALUES
  ('of nothing', 'NULL', 'NULL', NULL, NULL, NULL, NULL, 'missing_limit'), ('of a month', $$'Break'$$, 'NULL', '1 month', '1 hour', NULL, NULL, 'invalid'), ('below zero', $$'break '$$, $$'Lunch'$$, '-178000000 years', '-1 us', NULL, NULL, 'invalid'),
  ('of a microsecond', 'NULL', $$'Lunch'$$, '1 us', '1 us', '2026-03-03 10:00+00', '2026-03-03 10:30+00', NULL), ('of 2147483647 days', $$'Available'$$, 'NULL', '2147483647 days', '2147483647 days', NULL, NULL, NULL),
  ('of who is gone', $$'Offline'$$, 'NULL', '1 hour', NULL, NULL, NULL, 'unused_value'), ('of a status of 3 kB', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'NULL', '1 hour', NULL, NULL, NULL, NULL),
  ('from infinity', 'NULL', 'NULL', '1 hour', NULL, 'infinity', NULL, 'reversed'), ('up to -infinity', 'NULL', 'NULL', '1 hour', NULL, NULL, '-infinity', 'reversed'), ('since 4714 BC', $$'nosuch'$$, 'NULL', '1 hour', NULL, '4714-11-24 00:00+00 BC', '294276-12-31 00:00+00', NULL)) t(name, status, reason, open_time, timeout, valid_from, valid_to, listed);
INSERT INTO bad_row (input, name, statement, listed, added, row_limit) VALUES
  ('status_limit', 'two limits', $$INSERT INTO status_limit (status, max_open_time) VALUES ('Available', '13 hours'), ('available', '14 hours')$$, 'contradiction', 1, 1000),
  ('status_limit', '1000 periods of a limit', $$INSERT INTO status_limit (reason, max_open_time, valid_from) SELECT 'Lunch', n * interval '1 minute', timestamptz '2026-03-01 00:00+00' + n * interval '5 minutes' FROM generate_series(1, {n}) n$$, NULL, 1000, 1000);

-- team_setting
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'team_setting', 'team with ' || t.name, format('INSERT INTO team_setting VALUES (%s, %s, %L)', t.team, t.zone, t.day_offset), t.listed, 1000, t.name LIKE '%kB%'
FROM (VALUES
  ('an unknown zone', $$'Sales'$$, $$'Mars/Olympus'$$, NULL, 'invalid'), ('a zone of the clock', $$'z1'$$, $$'CET+1'$$, NULL, 'invalid'), ('an empty zone', $$'z2'$$, $$''$$, NULL, 'invalid'), ('a zone with a semicolon', $$'Support'$$, $$'UTC; 1 closed'$$, NULL, 'invalid'),
  ('a zone of 3 kB', $$'z3'$$, $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, NULL, 'invalid'), ('an offset of a day', $$'z4'$$, 'NULL', '24 hours', 'invalid'), ('an offset of 178000000 years', $$'z5'$$, 'NULL', '178000000 years', 'invalid'),
  ('a far zone', $$'(none)'$$, $$'Pacific/Kiritimati'$$, '23:59:59', NULL), ('no name', 'NULL', $$'UTC'$$, NULL, 'missing_team'), ('an unknown name', $$'nosuch'$$, $$'UTC'$$, NULL, NULL), ('a blank before it', $$' Sales'$$, $$'UTC'$$, NULL, 'blanks_in_team')) t(name, team, zone, day_offset, listed);
INSERT INTO bad_row (input, name, statement, listed, row_limit) VALUES
  ('team_setting', 'two zones of a team', $$INSERT INTO team_setting VALUES ('Sales', 'UTC', NULL), ('Sales', 'Asia/Tokyo', NULL)$$, 'contradiction', 0);

-- target: each field of each kind
INSERT INTO bad_row (batch, input, name, statement, listed)
SELECT 'limits ' || row_number() OVER (PARTITION BY t.field ORDER BY v.position), 'target', format('target %s %s', t.field, coalesce(v.value, 'NULL')),
  format('UPDATE target SET %I = %L WHERE team = ''Sales''', t.field, v.value), v.listed
FROM (VALUES
  ('service_level', '{NaN,Infinity,-Infinity,-0.1,2,1e300,0.9999999999999999,1}'::text[], '{NULL,0,0.9999}'::text[]),
  ('answer_within', '{-1 s,1 month,1 month -29 days,1 month -40 days,2147483647 days,178000000 years,-178000000 years,367 days}', '{NULL,0,1 microsecond,366 days}'),
  ('max_occupancy', '{NaN,Infinity,-Infinity,-1,2,1e-300,0.0099,0}', '{NULL,0.01,1}'),
  ('shrinkage', '{NaN,Infinity,-Infinity,-1,2,0.9999999999999999,0.9901,1}', '{NULL,0,0.99}'),
  ('minimum_headcount', '{-1,1000001,1000000000000,9223372036854775807,-9223372036854775808}', '{NULL,0,1000000}'),
  ('next_answer_within', '{-1 s,1 month,1 month -29 days,178000000 years,-178000000 years,367 days}', '{NULL,0,1 microsecond,366 days}'),
  ('resolve_within', '{-1 s,1 month,1 month -29 days,178000000 years,-178000000 years,367 days}', '{NULL,0,1 microsecond,366 days}'),
  ('concurrency', '{NaN,Infinity,-Infinity,-1,0,0.9999,1001,1e300}', '{NULL,1,1000}')) t(field, wrong, right_)
CROSS JOIN LATERAL (
  SELECT w.value, 'out_of_range' AS listed, w.position FROM unnest(t.wrong) WITH ORDINALITY w(value, position)
  UNION ALL SELECT r.value, NULL, 100 + r.position FROM unnest(t.right_) WITH ORDINALITY r(value, position)) v;
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'people', 'target', 'target ' || t.name, format('INSERT INTO target (team, answer_within, priority, channel, valid_from, valid_to, clock) VALUES (''Sales'', ''30 s'', %s, %s, %L, %L, %L)', t.priority, t.channel, t.valid_from, t.valid_to, t.clock), t.listed, 100, t.name LIKE '%kB%'
FROM (VALUES
  ('on an unknown clock', $$'P1'$$, 'NULL', NULL, NULL, 'moon', 'unknown_clock'), ('on the wall clock', $$'P1'$$, $$'chat'$$, NULL, NULL, 'wall', NULL), ('of an empty priority', $$''$$, $$' '$$, '2026-03-03 12:00+00', NULL, NULL, NULL),
  ('of a priority of 3 kB', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'NULL', NULL, NULL, 'wall', NULL), ('for no time', 'NULL', 'NULL', '2026-03-03', '2026-03-03', NULL, 'reversed'), ('for minus one day', 'NULL', 'NULL', '2026-03-03', '2026-03-02', NULL, 'reversed'),
  ('from infinity', 'NULL', 'NULL', 'infinity', NULL, NULL, 'reversed'), ('up to -infinity', 'NULL', 'NULL', NULL, '-infinity', NULL, 'reversed'), ('since 4714 BC', 'NULL', 'NULL', '4714-11-24 00:00+00 BC', '294276-12-31 00:00+00', 'wall', NULL),
  ('of a microsecond', 'NULL', 'NULL', '2026-03-03 12:00+00', '2026-03-03 12:00:00.000001+00', 'wall', NULL)) t(name, priority, channel, valid_from, valid_to, clock, listed);
INSERT INTO bad_row (input, name, statement, listed, added, row_limit) VALUES
  ('target', 'a level for a priority', $$INSERT INTO target (team, service_level, priority) VALUES ('Sales', 0.5, 'P1')$$, 'unused_value', 1, 0),
  ('target', '500 periods of a target', $$INSERT INTO target (team, answer_within, minimum_headcount, valid_from) SELECT 'Sales', n * interval '1 s', n % 3, timestamptz '2026-03-02 10:00+00' + n * interval '100 s' FROM generate_series(1, {n}) n$$, NULL, 500, 10000),
  ('target', '200 priorities', $$INSERT INTO target (team, answer_within, priority) SELECT 'Sales', n * interval '1 s', 'P' || n FROM generate_series(1, {n}) n$$, NULL, 200, 0);
-- in test/sql/poison some of them
UPDATE bad_row SET batch = NULL WHERE input = 'target' AND batch NOT IN ('limits 1', 'limits 3', 'limits 6', 'limits 8');
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long) VALUES
  ('people', 'target', 'target contradicted', $$INSERT INTO target VALUES ('Sales', 0.9, '30 s', 0.8, 0.2, 3)$$, 'contradiction', 0, false),
  ('people', 'target', 'target of nobody', $$INSERT INTO target VALUES (NULL, 0.9, '30 s', 0.8, 0.2, 3)$$, 'missing_team', 0, false),
  ('people', 'target', 'target twice', $$INSERT INTO target VALUES ('Support', 0.8, '2 minutes', NULL, NULL, 1)$$, NULL, 0, false),
  ('people', 'target', 'target of team (none)', $$INSERT INTO target VALUES ('(none)', 0.8, '2 minutes', NULL, NULL, 1)$$, NULL, 0, false),
  ('people', 'target', 'target of an unknown team', $$INSERT INTO target VALUES ('nosuch', 0.8, '2 minutes', NULL, NULL, 1)$$, NULL, 1000, false),
  ('people', 'target', 'target with a tab after the team', $$INSERT INTO target VALUES (E'Sales\t', 0.8, '2 minutes', NULL, NULL, 1)$$, 'blanks_in_team', 1000, false),
  (NULL, 'target', 'target of a team of 3 kB', $$INSERT INTO target SELECT string_agg(md5(g::text), ''), 0.8 FROM generate_series(1, 94) g$$, NULL, 1000, true),
  (NULL, 'target', 'no targets', $$DELETE FROM target$$, NULL, 0, false),
  (NULL, 'target', 'all targets impossible', $$UPDATE target SET service_level = 'NaN', answer_within = '-1 s', max_occupancy = 'NaN', shrinkage = 'NaN', minimum_headcount = -1$$, 'out_of_range', 0, false);

-- rule
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit, is_long)
SELECT 'rules', 'rule', 'rule with ' || t.name, format('INSERT INTO rule (rule_id, metric, team, reason, comparison, threshold, lasting, severity) VALUES (%s, %L, %s, %s, %L, %L, %L, %s)',
    coalesce(t.rule_id, quote_literal('bad ' || row_number() OVER ())), t.metric, t.team, t.reason, t.comparison, t.threshold, t.lasting, t.severity), t.listed, 200, t.name LIKE '%kB%'
FROM (VALUES
  ('threshold NaN', NULL, 'available_headcount', 'NULL', 'NULL', '<', 'NaN', '0', 'NULL', 'no_threshold'), ('threshold infinity', NULL, 'spell_length', 'NULL', 'NULL', '>', 'infinity', '0', 'NULL', 'no_threshold'),
  ('threshold -infinity', NULL, 'spell_length', 'NULL', 'NULL', '>', '-infinity', '0', 'NULL', 'no_threshold'), ('spell threshold NaN', NULL, 'spell_length', 'NULL', 'NULL', '>', 'NaN', '0', 'NULL', 'no_threshold'),
  ('no threshold', NULL, 'spell_length', 'NULL', 'NULL', '>', NULL, '0', 'NULL', 'no_threshold'), ('spell threshold 1e308', NULL, 'spell_length', 'NULL', 'NULL', '>', '1e308', '0', 'NULL', NULL),
  ('spell threshold -1e308', NULL, 'spell_length', 'NULL', 'NULL', '>', '-1e308', '0', 'NULL', NULL), ('spell threshold 1e-300', NULL, 'spell_length', 'NULL', 'NULL', '>=', '1e-300', '0', 'NULL', NULL), ('threshold 1e308', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1e308', '0', 'NULL', NULL),
  ('a negative threshold', NULL, 'requests_per_available', 'NULL', 'NULL', '>=', '-1', '0', 'NULL', NULL), ('an unknown metric', NULL, 'foo', 'NULL', 'NULL', '<', '1', '0', 'NULL', 'unknown_metric'), ('no metric', NULL, NULL, 'NULL', 'NULL', '<', '1', '0', 'NULL', 'unknown_metric'),
  ('an unknown comparison', NULL, 'available_headcount', 'NULL', 'NULL', '=', '1', '0', 'NULL', 'unknown_comparison'), ('no comparison', NULL, 'available_headcount', 'NULL', 'NULL', NULL, '1', '0', 'NULL', 'unknown_comparison'),
  ('a wrong comparison', NULL, 'spell_length', 'NULL', 'NULL', '<', '1', '0', 'NULL', 'wrong_comparison'), ('a reason that nobody looks at', NULL, 'available_headcount', 'NULL', $$'Lunch'$$, '<', '1', '0', 'NULL', 'unused_reason'),
  ('lasting negative', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1', '-1 day', 'NULL', 'invalid_lasting'), ('lasting 178000000 years', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1', '178000000 years', 'NULL', 'invalid_lasting'),
  ('lasting -178000000 years', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1', '-178000000 years', 'NULL', 'invalid_lasting'), ('lasting 2147483647 days', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1', '2147483647 days', 'NULL', NULL),
  ('lasting a month', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1', '1 month', 'NULL', 'invalid_lasting'), ('lasting NULL', NULL, 'available_headcount', 'NULL', 'NULL', '<', '1', NULL, 'NULL', NULL),
  ('an id of another', $$'few'$$, 'available_headcount', 'NULL', 'NULL', '<', '3', '0', 'NULL', 'duplicate'), ('no id', 'NULL', 'available_headcount', 'NULL', 'NULL', '<', '3', '0', 'NULL', 'missing_id'), ('an empty id', $$''$$, 'available_headcount', 'NULL', 'NULL', '<', '1', '0', 'NULL', NULL),
  ('an unknown team', NULL, 'available_headcount', $$'nosuch'$$, 'NULL', '<', '3', '0', 'NULL', 'unknown_team'), ('an empty team', NULL, 'available_headcount', $$''$$, 'NULL', '<', '3', '0', 'NULL', 'unknown_team'), ('an unknown reason', NULL, 'unavailable_users', 'NULL', $$'nosuch'$$, '>', '0', '0', 'NULL', NULL),
  ('a reason of blanks', NULL, 'unavailable_users', 'NULL', $$E' \t'$$, '>', '0', '0', 'NULL', NULL), ('texts of 3 kB', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, 'available_headcount', 'NULL', 'NULL', '<', '1', '0', $$(SELECT string_agg(md5(g::text), '') FROM generate_series(1, 94) g)$$, NULL))
  t(name, rule_id, metric, team, reason, comparison, threshold, lasting, severity, listed);
-- each kind of metric with what is always so
INSERT INTO bad_row (input, name, statement, added, row_limit) VALUES
  ('rule', '600 rules', $$INSERT INTO rule (rule_id, metric, comparison, threshold, lasting) SELECT 'rule ' || n, (ARRAY['available_headcount', 'availability_ratio', 'unavailable_users', 'requests_per_available', 'spell_length', 'waiting_requests'])[1 + n % 6], '>=', 0, '0' FROM generate_series(1, {n}) n$$, 600, 200000),
  ('rule', 'no rules', $$DELETE FROM rule$$, 1, 0),
  ('rule', 'rule id of 1 MB', $$INSERT INTO rule (rule_id, metric, comparison, threshold, lasting) VALUES (repeat('x', 1000000), 'available_headcount', '<', 3, '0')$$, 1, 200);

-- setting: each column of each kind
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit)
SELECT 'limits ' || row_number() OVER (PARTITION BY t.field ORDER BY v.position), 'setting', format('setting %s %s', t.field, coalesce(v.value, 'NULL')),
  format('UPDATE setting SET %I = %L', t.field, v.value), v.listed, CASE WHEN t.field NOT IN ('as_of', 'starts_at') THEN 200 END
FROM (VALUES
  ('time_zone', '{Mars/Phobos,EST5EDT4,"",<x>+100,"UTC ",posixrules/../UTC}'::text[], '{NULL,america/sao_paulo,Asia/Kathmandu,Pacific/Kiritimati,<x>+10}'::text[]),
  ('day_offset', '{25:00,1 day,1 mon,-25:00,178000000 years,-178000000 years,24:00:00.000001}', '{NULL,23:59:59,-23:59,0}'),
  ('bucket_width', '{0,-1 min,1 microsecond,1 second,1 mon 1 day,1000 years,178000000 years,-1 mon}', '{NULL,100 years,1 mon,7 days}'),
  ('max_open_time', '{0,-1 h,1 mon,-178000000 years,1 mon -29 days}', '{NULL,1 microsecond,2147483647 days}'),
  ('heartbeat_timeout', '{0,-1 h,1 mon,-178000000 years,1 mon -29 days}', '{NULL,1 microsecond,2147483647 days}'),
  ('max_handle_time', '{0,-1 h,1 mon,-178000000 years,1 mon -29 days,2147483647 days}', '{NULL,1 microsecond,36525 days}'),
  ('starts_at', '{infinity,-infinity,4714-11-24 00:00+00 BC,1899-12-31 00:00+00}', '{NULL,1900-01-01 00:00+00,2026-03-03 12:00+00,294276-01-01 00:00+00}'),
  ('as_of', '{infinity,-infinity}', '{NULL,294276-12-31 00:00+00,4714-11-24 00:00+00 BC,0001-01-01 00:00+00,1970-01-01 00:00+00,2026-03-02 11:06+00}')) t(field, wrong, right_)
CROSS JOIN LATERAL (
  SELECT w.value, 'invalid' AS listed, w.position FROM unnest(t.wrong) WITH ORDINALITY w(value, position)
  UNION ALL SELECT r.value, NULL, 100 + r.position FROM unnest(t.right_) WITH ORDINALITY r(value, position)) v;
-- in test/sql/poison some of them, and no report up to now
UPDATE bad_row SET batch = NULL WHERE input = 'setting' AND (batch NOT IN ('limits 1', 'limits 3', 'limits 6', 'limits 8')
  -- hides what others do
  OR name LIKE '% as_of %' OR name LIKE '% starts_at 2%');
INSERT INTO bad_row (batch, input, name, statement, listed, row_limit) VALUES
  ('two settings', 'setting', 'setting contradicted', $$INSERT INTO setting (time_zone, day_offset, bucket_width, max_open_time, heartbeat_timeout, as_of, starts_at, max_handle_time)
    VALUES ('UTC', '1 h', '1 day', '1 h', '1 h', '2026-03-04 18:10+00', '2026-03-01 00:00+00', '1 h')$$, 'contradiction', 0),
  (NULL, 'setting', 'setting twice', $$INSERT INTO setting SELECT * FROM setting$$, NULL, 0),
  (NULL, 'setting', 'no setting', $$DELETE FROM setting$$, NULL, NULL),
  (NULL, 'setting', 'all settings impossible', $$UPDATE setting SET time_zone = 'x', day_offset = '1 mon', bucket_width = '0', max_open_time = '0', heartbeat_timeout = '0', max_handle_time = '0', starts_at = '-infinity'$$, 'invalid', 0),
  (NULL, 'setting', '20000 settings', $$INSERT INTO setting SELECT s.* FROM setting s, generate_series(1, {n}) n$$, NULL, 0),
  (NULL, 'setting', 'a start and an event before it', $$UPDATE setting SET starts_at = '2026-03-01 00:00+00'; INSERT INTO status_event (event_id, user_id, occurred_at, status) VALUES (900001, 'u1', '2025-12-20 00:00+00', 'Available')$$, NULL, 0);
UPDATE bad_row SET added = 20000 WHERE name = '20000 settings';

-- status_class, reason_class
INSERT INTO bad_row (batch, input, name, statement, listed, added, row_limit, is_long) VALUES
  ('numbers', 'status_class', 'status of two classes', $$INSERT INTO status_class VALUES (E'\tAVAILABLE ', 'offline')$$, 'contradiction', 1, 200, false),
  ('numbers', 'status_class', 'status of no class', $$INSERT INTO status_class VALUES ('Weird', 'banana'), ('Odd', NULL)$$, 'unknown_class', 1, 0, false),
  ('numbers', 'status_class', 'class of no status', $$INSERT INTO status_class VALUES (NULL, 'available')$$, 'missing_status', 1, 0, false),
  ('numbers', 'status_class', 'class of an empty status', $$INSERT INTO status_class VALUES ('', 'available')$$, NULL, 1, 0, false),
  (NULL, 'status_class', 'class of a status of 3 kB', $$INSERT INTO status_class SELECT string_agg(md5(g::text), ''), 'available' FROM generate_series(1, 94) g$$, NULL, 1, 0, true),
  (NULL, 'status_class', 'no classes', $$DELETE FROM status_class$$, NULL, 1, 200, false),
  (NULL, 'status_class', '20000 classes', $$INSERT INTO status_class SELECT 'S' || n, 'available' FROM generate_series(1, {n}) n$$, NULL, 20000, 0, false),
  ('numbers', 'reason_class', 'allowance negative', $$INSERT INTO reason_class VALUES ('Absence two', true, '-1 hour')$$, 'negative_allowance', 1, 0, false),
  ('numbers', 'reason_class', 'allowance -178000000 years', $$INSERT INTO reason_class VALUES ('Absence three', true, '-178000000 years')$$, 'negative_allowance', 1, 0, false),
  ('numbers', 'reason_class', 'allowance 178000000 years', $$UPDATE reason_class SET allowance = '178000000 years' WHERE reason = 'Lunch'$$, NULL, 1, 0, false),
  ('numbers', 'reason_class', 'allowance 1 month -30 days', $$UPDATE reason_class SET allowance = '1 month -30 days' WHERE reason = 'Strategic break'$$, NULL, 1, 0, false),
  ('numbers', 'reason_class', 'reason contradicted', $$INSERT INTO reason_class VALUES (' STRATEGIC BREAK', false, '1 hour')$$, 'contradiction', 1, 0, false),
  ('numbers', 'reason_class', 'class of no reason', $$INSERT INTO reason_class VALUES (NULL, true, '1 hour')$$, 'missing_reason', 1, 0, false),
  ('numbers', 'reason_class', 'class of reason (none)', $$INSERT INTO reason_class VALUES ('(none)', true, '1 hour')$$, NULL, 1, 0, false),
  (NULL, 'reason_class', 'class of a reason of 3 kB', $$INSERT INTO reason_class SELECT string_agg(md5(g::text), ''), true, '1 hour' FROM generate_series(1, 94) g$$, NULL, 1, 0, true),
  (NULL, 'reason_class', 'no reasons', $$DELETE FROM reason_class$$, NULL, 1, 0, false),
  (NULL, 'reason_class', '20000 reasons', $$INSERT INTO reason_class SELECT 'R' || n, true, '1 hour' FROM generate_series(1, {n}) n$$, NULL, 20000, 0, false);

-- report_user, rule_notification
INSERT INTO bad_row (batch, input, name, statement, listed, added, row_limit, is_long) VALUES
  ('people', 'report_user', 'user of two names', $$INSERT INTO report_user VALUES ('u1', 'Other')$$, 'contradiction', 1, 0, false),
  ('people', 'report_user', 'user twice', $$INSERT INTO report_user VALUES ('u2', 'Name 2')$$, NULL, 1, 0, false),
  ('people', 'report_user', 'name of nobody', $$INSERT INTO report_user VALUES (NULL, 'Other')$$, 'missing_user', 1, 0, false),
  ('people', 'report_user', 'user without a name', $$INSERT INTO report_user VALUES ('u8', NULL)$$, 'missing_name', 1, 0, false),
  ('people', 'report_user', 'user with an empty name', $$INSERT INTO report_user VALUES ('u9', '')$$, 'missing_name', 1, 0, false),
  ('people', 'report_user', 'user with a blank', $$INSERT INTO report_user VALUES (' u1', 'Other')$$, 'blanks_in_user_id', 1, 0, false),
  ('people', 'report_user', 'name of 3 kB', $$INSERT INTO report_user SELECT 'u10', string_agg(md5(g::text), '') FROM generate_series(1, 94) g$$, NULL, 1, 0, true),
  (NULL, 'report_user', 'name of 1 MB', $$INSERT INTO report_user VALUES ('u10', repeat('x', 1000000))$$, NULL, 1, 0, true),
  (NULL, 'report_user', 'no users', $$DELETE FROM report_user$$, NULL, 1, 0, false),
  (NULL, 'report_user', '20000 users without events', $$INSERT INTO report_user SELECT 'x' || n, 'Name ' || n FROM generate_series(1, {n}) n$$, NULL, 20000, 40000, false),
  ('people', 'rule_notification', 'notification of infinity', $$INSERT INTO rule_notification (rule_id, team, user_id, started_at) VALUES ('few', 'Sales', NULL, '-infinity'), ('few', 'Sales', NULL, 'infinity')$$, NULL, 1, 0, false),
  ('people', 'rule_notification', 'notification of nothing', $$INSERT INTO rule_notification (rule_id, team, user_id, started_at) VALUES (NULL, NULL, NULL, NULL)$$, NULL, 1, 0, false),
  ('people', 'rule_notification', 'notification of 3 kB', $$INSERT INTO rule_notification (rule_id, team, user_id, started_at) SELECT string_agg(md5(g::text), ''), 'Sales', NULL, '2026-03-03 12:00+00' FROM generate_series(1, 94) g$$, NULL, 1, 0, false),
  (NULL, 'rule_notification', '200000 notifications', $$INSERT INTO rule_notification (rule_id, team, user_id, started_at) SELECT 'few', 'Sales', NULL, timestamptz '2026-03-03 12:00+00' + n * interval '1 s' FROM generate_series(1, {n}) n ON CONFLICT DO NOTHING$$, NULL, 200000, 0, false);
-- ids of 3 kB that cannot be compressed
INSERT INTO bad_row (batch, input, name, statement, listed, is_long)
SELECT CASE WHEN t.input IN ('shift', 'team_member') THEN 'people' ELSE 'texts' END, t.input, t.name, format('WITH u AS (SELECT string_agg(md5(g::text), '''') AS id FROM generate_series(1, 94) g) %s', t.statement), 'missing_user', true
FROM (VALUES
  ('status_event', 'event of a user of 3 kB', $$INSERT INTO status_event (event_id, user_id, occurred_at, status) SELECT 900001, id, '2026-03-03 12:00+00', 'Available' FROM u$$),
  ('service_request', 'request answered by a user of 3 kB', $$INSERT INTO service_request (request_id, team, user_id, arrived_at, first_response_at) SELECT 900001, 'Sales', id, '2026-03-04 12:00+00', '2026-03-04 12:01+00' FROM u$$),
  ('shift', 'shift of a user of 3 kB', $$INSERT INTO shift (user_id, starts_at, ends_at) SELECT id, '2026-03-03 11:00+00', '2026-03-03 20:00+00' FROM u$$),
  ('team_member', 'member of 3 kB who is long absent', $$, e AS (INSERT INTO status_event (event_id, user_id, occurred_at, status) SELECT 900001, id, '2026-03-03 12:00+00', 'Unavailable' FROM u)
    INSERT INTO team_member (user_id, team) SELECT id, 'Sales' FROM u$$),
  ('report_user', 'user of 3 kB', $$INSERT INTO report_user SELECT id, 'Other' FROM u$$)) t(input, name, statement);
-- nothing at all
INSERT INTO bad_row (batch, input, name, statement, row_limit)
SELECT 'nothing at all', 'status_event', 'nothing at all', string_agg(format('DELETE FROM %I', i.relation_name), '; '), NULL
FROM (SELECT DISTINCT r.relation_name FROM userlogs.report_input() r WHERE r.relation_name IN (SELECT d.name FROM userlogs.report_definition d)) i;
