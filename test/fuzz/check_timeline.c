/*-------------------------------------------------------------------------
 *
 * check_timeline.c
 *		What must hold for every timeline: everything that reads one works,
 *		and the answers agree with each other.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "../../src/headcount.h"
#include "../../src/timeline.h"
#include "checks.h"

static TupleDesc interval_columns;
static TupleDesc duration_columns;
static TupleDesc bucket_columns;
static TupleDesc bucket_duration_columns;
static TupleDesc availability_columns;
static TupleDesc irregular_columns;
static TupleDesc disordered_columns;
static TupleDesc alternating_columns;
static TupleDesc day_columns;
static TupleDesc local_bucket_columns;

#define FUNCTION_LIST(F) \
	F(timeline_in) F(timeline_out) F(timeline_recv) F(timeline_send) \
	F(timeline_to_jsonb) \
	F(timeline_eq) F(timeline_ne) F(timeline_lt) F(timeline_le) \
	F(timeline_gt) F(timeline_ge) F(timeline_cmp) \
	F(timeline_hash) F(timeline_hash_extended) \
	F(timeline_agg_merge_transfn) F(timeline_agg_combine) \
	F(timeline_agg_serialize) F(timeline_agg_deserialize) \
	F(timeline_agg_finalfn) \
	F(event_count) F(first_at) F(last_at) F(statuses) F(clip) \
	F(statuses_in) F(statuses_not_in) F(settle_ties) \
	F(status_at) F(reason_at) F(status_intervals) F(status_durations) \
	F(duration_in) F(duration_in_array) F(status_buckets) \
	F(duration_buckets) F(availability_buckets) F(irregular_events) \
	F(disordered_events) F(alternating_events) \
	F(expire_statuses) F(fold_labels) F(relabel) F(key_labels) \
	F(keep_while) F(remove_while) \
	F(overlay) F(overlay_agg_transfn) F(overlay_agg_interval_transfn) \
	F(overlay_agg_combine) F(overlay_agg_serialize) \
	F(overlay_agg_deserialize) F(overlay_agg_finalfn) \
	F(headcount) \
	F(local_time) F(local_date) F(local_day_start) F(local_days) F(local_buckets)
#define DECLARE(name) extern Datum name(PG_FUNCTION_ARGS);
FUNCTION_LIST(DECLARE)

static const Function operators[] = {
	PLAIN(timeline_eq), PLAIN(timeline_le), PLAIN(timeline_ge),
	PLAIN(timeline_ne), PLAIN(timeline_lt), PLAIN(timeline_gt)
};

const TypeFunctions timeline_functions = {
	.in = VARLENA(timeline_in),
	.out = CSTRING(timeline_out),
	.recv = VARLENA(timeline_recv),
	.send = VARLENA(timeline_send),
	.merge_transfn = AGG_STATE(timeline_agg_merge_transfn),
	.combine = AGG_STATE(timeline_agg_combine),
	.serialize = AGG_VALUE(timeline_agg_serialize),
	.deserialize = AGG_STATE(timeline_agg_deserialize),
	.finalfn = AGG_VALUE(timeline_agg_finalfn),
	.operators = operators,
	.cmp = PLAIN(timeline_cmp),
	.hash = PLAIN(timeline_hash),
	.hash_extended = PLAIN(timeline_hash_extended),
	.check = check_timeline
};

/* The functions of overlay_agg, whose result is a timeline */
const TypeFunctions overlay_functions = {
	.combine = AGG_STATE(overlay_agg_combine),
	.serialize = AGG_VALUE(overlay_agg_serialize),
	.deserialize = AGG_STATE(overlay_agg_deserialize),
	.finalfn = AGG_VALUE(overlay_agg_finalfn)
};

static const Function to_jsonb_function = VARLENA(timeline_to_jsonb);
static const Function event_count_function = PLAIN(event_count);
static const Function first_at_function = PLAIN(first_at);
static const Function last_at_function = PLAIN(last_at);
static const Function statuses_function = VARLENA(statuses);
static const Function settle_function = VARLENA(settle_ties);
static const Function statuses_in_function = VARLENA(statuses_in);
static const Function statuses_not_in_function = VARLENA(statuses_not_in);
static const Function clip_function = VARLENA(clip);
static const Function status_at_function = VARLENA(status_at);
static const Function reason_at_function = VARLENA(reason_at);
static const Function intervals_function = ROWS(status_intervals, interval_columns);
static const Function durations_function = ROWS(status_durations, duration_columns);
static const Function duration_in_function = PLAIN(duration_in);
static const Function duration_in_array_function = PLAIN(duration_in_array);
static const Function buckets_function = ROWS(status_buckets, bucket_columns);
static const Function duration_buckets_function = ROWS(duration_buckets, bucket_duration_columns);
static const Function availability_function = ROWS(availability_buckets, availability_columns);
static const Function irregular_function = ROWS(irregular_events, irregular_columns);
static const Function disordered_function = ROWS(disordered_events, disordered_columns);
static const Function alternating_function = ROWS(alternating_events, alternating_columns);
static const Function expire_function = VARLENA(expire_statuses);
static const Function fold_function = VARLENA(fold_labels);
static const Function relabel_function = VARLENA(relabel);
static const Function key_labels_function = VARLENA(key_labels);
static const Function keep_function = VARLENA(keep_while);
static const Function remove_function = VARLENA(remove_while);
static const Function overlay_function = VARLENA(overlay);
static const Function overlay_layer_function = AGG_STATE(overlay_agg_transfn);
static const Function overlay_interval_function = AGG_STATE(overlay_agg_interval_transfn);
static const Function headcount_function = VARLENA(headcount);
static const Function local_time_function = PLAIN(local_time);
static const Function local_date_function = PLAIN(local_date);
static const Function local_day_start_function = PLAIN(local_day_start);
static const Function local_days_function = ROWS(local_days, day_columns);
static const Function local_buckets_function = ROWS(local_buckets, local_bucket_columns);

void
check_timeline_init(void)
{
	interval_columns = make_columns(10, TEXTOID, TEXTOID, TIMESTAMPTZOID,
									TIMESTAMPTZOID, TIMESTAMPTZOID,
									TIMESTAMPTZOID, INTERVALOID, BOOLOID,
									BOOLOID, INT8OID);
	duration_columns = make_columns(4, TEXTOID, TEXTOID, INTERVALOID, INT8OID);
	bucket_columns = make_columns(5, TIMESTAMPTZOID, TIMESTAMPTZOID, TEXTOID,
								  TEXTOID, INTERVALOID);
	bucket_duration_columns = make_columns(7, TIMESTAMPTZOID, TIMESTAMPTZOID,
										   TEXTOID, TEXTOID, INTERVALOID,
										   INT8OID, INT8OID);
	availability_columns = make_columns(18, TIMESTAMPTZOID, TIMESTAMPTZOID,
										INTERVALOID, INTERVALOID, INTERVALOID,
										INTERVALOID, INTERVALOID,
										INTERVALOID, INTERVALOID, INTERVALOID,
										INTERVALOID, INTERVALOID,
										TIMESTAMPTZOID, TIMESTAMPTZOID,
										INT8OID, INT8OID, INT8OID, INTERVALOID);
	irregular_columns = make_columns(7, TEXTOID, TIMESTAMPTZOID, TEXTOID,
									 TEXTOID, INT8OID, INT8OID, BOOLOID);
	disordered_columns = make_columns(6, TIMESTAMPTZOID, TEXTOID, TEXTOID,
									  INT8OID, TIMESTAMPTZOID, INT8OID);
	alternating_columns = make_columns(8, TIMESTAMPTZOID, TEXTOID, TEXTOID,
									   INT8OID, TEXTOID, TEXTOID, INT8OID,
									   TIMESTAMPTZOID);
	day_columns = make_columns(6, DATEOID, TIMESTAMPTZOID, TIMESTAMPTZOID,
							   TIMESTAMPTZOID, TIMESTAMPTZOID, INTERVALOID);
	local_bucket_columns = make_columns(4, TIMESTAMPTZOID, TIMESTAMPTZOID,
										TIMESTAMPTZOID, TIMESTAMPTZOID);
}

/* The sum of a column of durations; unsigned, as it may not fit in an int64. */
static uint64
sum_of(const Rows *rows, int column)
{
	uint64		sum = 0;
	int			i;

	for (i = 0; i < rows->nrows; i++)
		if (!rows->rows[i].nulls[column])
			sum += (uint64) DatumGetIntervalP(rows->rows[i].values[column])->time;
	return sum;
}

/* The durations of the rows fill the window. */
static void
check_sum(const Rows *rows, int column, TimestampTz from_at, TimestampTz to_at)
{
	uint64		sum = sum_of(rows, column);
	uint64		length = (uint64) to_at - (uint64) from_at;

	if (sum != length)
		finding(UINT64_FORMAT " microseconds in a window of " UINT64_FORMAT,
				sum, length);
}

/* The parts of the buckets follow each other without a gap, and fill the window. */
static void
check_local_buckets(const Interval *width, TimestampTz from_at,
					TimestampTz to_at, Datum zone, const Interval *offset)
{
	Outcome		buckets = MAY(local_buckets_function,
							  ARG(TimestampTzGetDatum(from_at)),
							  ARG(TimestampTzGetDatum(to_at)),
							  ARG(IntervalPGetDatum(width)), ARG(zone),
							  ARG(IntervalPGetDatum(offset)));
	TimestampTz at = from_at;
	int			i;

	if (!buckets.ok)
		return;
	for (i = 0; i < buckets.rows.nrows; i++)
	{
		const Datum *values = buckets.rows.rows[i].values;
		TimestampTz clipped_end = DatumGetTimestampTz(values[3]);

		if (DatumGetTimestampTz(values[2]) != at || clipped_end <= at)
			finding("a gap before bucket %d, or it has no length", i);
		if (DatumGetTimestampTz(values[0]) > at ||
			DatumGetTimestampTz(values[1]) < clipped_end)
			finding("bucket %d does not contain its part", i);
		at = clipped_end;
	}
	if (at != to_at)
		finding("the buckets do not fill the window");
}

/* The rows follow each other without a gap, and fill the window. */
static void
check_intervals(const Rows *rows, TimestampTz from_at, TimestampTz to_at,
				TimestampTz first_at)
{
	TimestampTz at = TIMESTAMP_IS_NOBEGIN(from_at) ? first_at : from_at;
	int			i;

	for (i = 0; i < rows->nrows; i++)
	{
		const Row  *row = &rows->rows[i];
		bool		open = row->nulls[5];

		if (DatumGetTimestampTz(row->values[4]) != at)
			finding("a gap before row %d", i);
		at = open ? DT_NOEND : DatumGetTimestampTz(row->values[5]);
		if (at <= DatumGetTimestampTz(row->values[4]))
			finding("row %d has no length", i);
		if (open && i < rows->nrows - 1)
			finding("row %d is open, but not the last", i);
	}
	if (at < to_at && (rows->nrows > 0 || !TIMESTAMP_IS_NOBEGIN(from_at)))
		finding("the window is not full");
	if (rows->nrows > 0 && at != to_at)
		finding("the last row ends where the window does not");
}

/* At the start of a row it is what a question about that moment tells. */
static void
check_moments(Datum timeline, const Rows *rows)
{
	int			step = Max(rows->nrows / 8, 1);
	int			i;

	for (i = 0; i < rows->nrows; i += step)
	{
		const Row  *row = &rows->rows[i];
		Outcome		status = MAY(status_at_function, ARG(timeline),
								 ARG(row->values[4]));
		Outcome		reason = MAY(reason_at_function, ARG(timeline),
								 ARG(row->values[4]));

		if (!status.ok || !reason.ok ||
			status.isnull != row->nulls[0] || reason.isnull != row->nulls[1] ||
			(!status.isnull &&
			 !same_bytes((struct varlena *) DatumGetPointer(status.value),
						 (struct varlena *) DatumGetPointer(row->values[0]))) ||
			(!reason.isnull &&
			 !same_bytes((struct varlena *) DatumGetPointer(reason.value),
						 (struct varlena *) DatumGetPointer(row->values[1]))))
			finding("another answer than that of row %d of the intervals", i);
	}
}

/* All statuses are among themselves, none are among none. */
static void
check_listed_statuses(Datum timeline, Datum statuses)
{
	Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));
	const Function *functions[] = {&statuses_in_function, &statuses_not_in_function};
	int			i;

	for (i = 0; i < 2; i++)
	{
		Datum		all = MUST(*functions[i], ARG(timeline),
							   ARG(i == 0 ? statuses : none)).value;
		Datum		empty = MUST(*functions[i], ARG(timeline),
								 ARG(i == 0 ? none : statuses)).value;

		if (!same_bytes((struct varlena *) DatumGetPointer(all),
						(struct varlena *) DatumGetPointer(statuses)) ||
			ArrayGetNItems(ARR_NDIM(DatumGetArrayTypeP(empty)),
						   ARR_DIMS(DatumGetArrayTypeP(empty))) != 0)
			finding("not the statuses asked for");
	}
}

/* What has been settled stays so, and no time is without an event. */
static void
check_settled(Datum timeline, Datum status)
{
	Datum		labels = PointerGetDatum(construct_array(&status, 1, TEXTOID, -1, false,
														 TYPALIGN_INT));
	Datum		settled = MUST(settle_function, ARG(timeline), ARG(labels)).value;
	Datum		again;

	check_result(&timeline_functions, settled);
	again = MUST(settle_function, ARG(settled), ARG(labels)).value;
	if (!same_bytes((struct varlena *) DatumGetPointer(settled),
					(struct varlena *) DatumGetPointer(again)))
		finding("another timeline when it is settled again");
}

/* The headcount of those in a status is a valid one. */
static void
check_status_headcount(Datum timeline, Datum statuses, TimestampTz from_at,
					   TimestampTz to_at)
{
	Outcome		headcount = MUST(headcount_function, ARG(timeline),
								 ARG(statuses),
								 ARG(TimestampTzGetDatum(from_at)),
								 ARG(TimestampTzGetDatum(to_at)));

	check_result(&headcount_functions, headcount.value);
}

static void
check_window(Datum timeline, Datum statuses, Datum status,
			 TimestampTz first_at, TimestampTz from_at, TimestampTz to_at)
{
	bool		finite = !TIMESTAMP_NOT_FINITE(from_at) &&
		!TIMESTAMP_NOT_FINITE(to_at);
	Arg			from = ARG(TimestampTzGetDatum(from_at));
	Arg			to = ARG(TimestampTzGetDatum(to_at));
	Outcome		intervals = MAY(intervals_function, ARG(timeline), from, to);
	Outcome		durations = MAY(durations_function, ARG(timeline), from, to);
	Outcome		clipped;

	if (intervals.ok)
	{
		current_call = intervals_function.name;
		check_intervals(&intervals.rows, from_at, to_at, first_at);
		check_moments(timeline, &intervals.rows);
	}
	if (durations.ok)
	{
		current_call = durations_function.name;
		if (finite)
			check_sum(&durations.rows, 2, from_at, to_at);
		if (intervals.ok &&
			sum_of(&durations.rows, 2) != sum_of(&intervals.rows, 6))
			finding("another sum than that of the intervals");
	}
	MAY(duration_in_function, ARG(timeline), ARG(status), from, to);
	MAY(duration_in_array_function, ARG(timeline), ARG(statuses), from, to);
	check_status_headcount(timeline, statuses, from_at, to_at);

	clipped = MUST(clip_function, ARG(timeline), from, to);
	check_result(&timeline_functions, clipped.value);
	if (intervals.ok)
	{
		Outcome		again = MAY(intervals_function, ARG(clipped.value), from, to);

		if (!again.ok || !same_rows(&again.rows, &intervals.rows))
			finding("other intervals of the part than of the whole");
	}
}

/*
 * The sums of each bucket fill the window, by status and by class; no more
 * than all time unavailable is beyond an allowance.
 */
static void
check_bucket_sums(Datum timeline, Datum statuses, Interval *width,
				  TimestampTz from_at, TimestampTz to_at, Datum zone,
				  Interval *offset)
{
	Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));
	Datum		null_element = (Datum) 0;
	bool		is_null = true;
	int			one = 1;
	Datum		reasons = PointerGetDatum(construct_md_array(&null_element, &is_null, 1, &one, &one,
															 TEXTOID, -1, false, TYPALIGN_INT));
	Interval	allowance = {0, 0, 0};
	Interval	tolerance = {0, 0, 0};
	Datum		element = IntervalPGetDatum(&allowance);
	Datum		allowances;
	Arg			start = ARG(TimestampTzGetDatum(from_at));
	Arg			end = ARG(TimestampTzGetDatum(to_at));
	Outcome		durations = MAY(duration_buckets_function, ARG(timeline),
								ARG(IntervalPGetDatum(width)), start, end,
								ARG(zone), ARG(IntervalPGetDatum(offset)));
	Outcome		classes;
	int			class = choose(3);

	allowance.time = (int64) choose(100) * USECS_PER_MINUTE;
	tolerance.time = (int64) choose(100) * USECS_PER_MINUTE;
	allowances = PointerGetDatum(construct_array(&element, 1, INTERVALOID, sizeof(Interval), false,
												 TYPALIGN_DOUBLE));
	classes = MAY(availability_function, ARG(timeline),
				  ARG(IntervalPGetDatum(width)), start, end, ARG(zone),
				  ARG(class == 0 ? statuses : none),
				  ARG(class == 1 ? statuses : none), ARG(none),
				  ARG(reasons), ARG(allowances), ARG(IntervalPGetDatum(offset)),
				  ARG(class == 2 ? statuses : none),
				  ARG(IntervalPGetDatum(&tolerance)));
	if (durations.ok)
		check_sum(&durations.rows, 4, from_at, to_at);
	if (classes.ok)
	{
		uint64		sum = sum_of(&classes.rows, 2) + sum_of(&classes.rows, 3) +
			sum_of(&classes.rows, 4) + sum_of(&classes.rows, 5) +
			sum_of(&classes.rows, 6);

		if (sum != (uint64) to_at - (uint64) from_at)
			finding("classes do not fill the window");
		if (sum_of(&classes.rows, 17) > sum_of(&classes.rows, 4))
			finding("more overrun than time unavailable");
	}
}

static void
check_buckets(Datum timeline, Datum statuses, TimestampTz first_at,
			  TimestampTz last_at)
{
	Interval	width;
	TimestampTz from_at;
	TimestampTz to_at;
	Outcome		buckets;
	Datum		zone = choose_time_zone();
	Interval	offset = {0, 0, 0};
	Outcome		days;
	Outcome		date;

	choose_buckets(first_at, last_at, &width, &from_at, &to_at);
	buckets = MAY(buckets_function, ARG(timeline),
				  ARG(IntervalPGetDatum(&width)),
				  ARG(TimestampTzGetDatum(from_at)),
				  ARG(TimestampTzGetDatum(to_at)), ARG(zone));
	if (buckets.ok)
		check_sum(&buckets.rows, 4, from_at, to_at);

	offset.time = ((int64) choose(47) - 23) * USECS_PER_HOUR;
	check_bucket_sums(timeline, statuses, &width, from_at, to_at, zone, &offset);
	check_local_buckets(&width, from_at, to_at, zone, &offset);
	if (to_at - from_at > 100 * USECS_PER_DAY)
		to_at = from_at + 100 * USECS_PER_DAY;
	days = MAY(local_days_function, ARG(TimestampTzGetDatum(from_at)),
			   ARG(TimestampTzGetDatum(to_at)), ARG(zone),
			   ARG(IntervalPGetDatum(&offset)));
	if (days.ok)
		check_sum(&days.rows, 5, from_at, to_at);
	MAY(local_time_function, ARG(TimestampTzGetDatum(from_at)), ARG(zone));
	date = MAY(local_date_function, ARG(TimestampTzGetDatum(from_at)),
			   ARG(zone), ARG(IntervalPGetDatum(&offset)));
	if (date.ok)
		MAY(local_day_start_function, ARG(date.value), ARG(zone),
			ARG(IntervalPGetDatum(&offset)));
}

static void
check_expiry(Datum timeline, Datum statuses, TimestampTz first_at,
			 TimestampTz last_at)
{
	static const int64 limits[] = {
		1, USECS_PER_SEC, USECS_PER_HOUR, 9 * USECS_PER_HOUR,
		400 * USECS_PER_DAY, PG_INT64_MAX
	};
	Interval	max_open_time = {0, 0, 0};
	Interval	timeout = {0, 0, 0};
	TimestampTz as_of = choose_time(first_at, last_at);
	Outcome		expired;

	max_open_time.time = limits[choose(lengthof(limits))];
	timeout.time = limits[choose(lengthof(limits))];
	timeout.day = choose(2) ? 3 : 0;
	expired = MAY(expire_function, ARG(timeline), ARG(statuses),
				  choose(3) ? ARG(IntervalPGetDatum(&max_open_time)) : ARG_NULL,
				  choose(3) ? ARG(IntervalPGetDatum(&timeout)) : ARG_NULL,
				  ARG(TimestampTzGetDatum(as_of)), ARG_NULL);
	if (!expired.ok || expired.isnull)
		finding("no timeline");
	check_result(&timeline_functions, expired.value);
}

/* At most so many labels are left, and the times stay. */
static void
check_folded(Datum timeline, int64 count)
{
	Datum		folded = MUST(fold_function, ARG(timeline),
							  ARG(Int64GetDatum(choose(3)))).value;
	int64		left = DatumGetInt64(MUST(event_count_function, ARG(folded)).value);

	check_result(&timeline_functions, folded);
	if (left < 1 || left > count)
		finding(INT64_FORMAT " of " INT64_FORMAT " events left", left, count);
}

/* Without statuses and reasons it is a timeline still. */
static void
check_relabelled(Datum timeline, Datum statuses)
{
	ArrayType  *old = DatumGetArrayTypeP(statuses);
	int			nstatuses = ArrayGetNItems(ARR_NDIM(old), ARR_DIMS(old));
	Datum	   *elements = palloc0((Size) Max(nstatuses, 1) * sizeof(Datum));
	bool	   *nulls = palloc((Size) Max(nstatuses, 1) * sizeof(bool));
	int			one = 1;
	Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));
	Datum		new = none;
	int			i;

	memset(nulls, choose(2), (Size) Max(nstatuses, 1) * sizeof(bool));
	if (!nulls[0])
		for (i = 0; i < nstatuses; i++)
			elements[i] = CStringGetTextDatum(i % 2 ? "Available" : "b");
	if (nstatuses > 0)
		new = PointerGetDatum(construct_md_array(elements, nulls, 1, &nstatuses, &one,
												 TEXTOID, -1, false, TYPALIGN_INT));
	check_result(&timeline_functions,
				 MUST(relabel_function, ARG(timeline), ARG(statuses), ARG(new),
					  ARG(none), ARG(none)).value);
}

/* Of events that count, in order of time, at most the first is the first. */
static void
check_irregular(Datum timeline, Datum statuses, int64 count)
{
	Outcome		irregular = MAY(irregular_function, ARG(timeline),
								ARG(statuses));
	int			i;

	if (!irregular.ok)
		return;
	if (irregular.rows.nrows > count)
		finding("%d rows of " INT64_FORMAT " events", irregular.rows.nrows, count);
	for (i = 1; i < irregular.rows.nrows; i++)
	{
		const Row  *row = &irregular.rows.rows[i];

		if (DatumGetTimestampTz(row->values[1]) < DatumGetTimestampTz(row[-1].values[1]))
			finding("row %d is before the one before", i);
		if (DatumGetBool(row->values[6]) &&
			DatumGetTimestampTz(row->values[1]) != DatumGetTimestampTz(row[-1].values[1]))
			finding("row %d is of no first event", i);
	}
}

/* A sequence falls in each row, and each place is after the one before. */
static void
check_disordered(Datum timeline, int64 count)
{
	Interval	later_by = {0};
	Outcome		disordered;
	int			i;

	later_by.time = (int64) choose(3) * choose(1000000000);
	disordered = MUST(disordered_function, ARG(timeline),
					  ARG(IntervalPGetDatum(&later_by)),
					  ARG(Int64GetDatum(choose(10))));
	if (disordered.rows.nrows > 0 && disordered.rows.nrows >= count)
		finding("%d rows of " INT64_FORMAT " events", disordered.rows.nrows, count);
	for (i = 0; i < disordered.rows.nrows; i++)
	{
		const Row  *row = &disordered.rows.rows[i];

		if (DatumGetTimestampTz(row->values[0]) >= DatumGetTimestampTz(row->values[4]) ||
			DatumGetInt64(row->values[3]) <= DatumGetInt64(row->values[5]))
			finding("row %d is in order", i);
		if (i > 0 && (DatumGetTimestampTz(row->values[0]) <= DatumGetTimestampTz(row[-1].values[0]) ||
					  DatumGetTimestampTz(row->values[4]) <= DatumGetTimestampTz(row[-1].values[4])))
			finding("row %d is not after the one before", i);
	}
}

/* With one set of statuses nothing contradicts. */
static void
check_alternating(Datum timeline, Datum statuses)
{
	Interval	within = {0};
	Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));
	Outcome		alternating;

	within.time = choose(1000000000);
	alternating = MUST(alternating_function, ARG(timeline),
					   ARG(statuses), ARG(none), ARG(IntervalPGetDatum(&within)));
	if (alternating.rows.nrows > 0)
		finding("%d rows of one set", alternating.rows.nrows);
	alternating = MUST(alternating_function, ARG(timeline), ARG(none),
					   ARG(statuses), ARG(IntervalPGetDatum(&within)));
	if (alternating.rows.nrows > 0)
		finding("%d rows of one set, the other", alternating.rows.nrows);
}

/* The keys of keys are the keys. */
static void
check_keys(Datum timeline)
{
	Datum		keys = MUST(key_labels_function, ARG(timeline)).value;
	Datum		again;

	check_result(&timeline_functions, keys);
	again = MUST(key_labels_function, ARG(keys)).value;
	if (!same_bytes((struct varlena *) DatumGetPointer(again),
					(struct varlena *) DatumGetPointer(keys)))
		finding("other keys of the keys");
}

/* Return what a state of overlay_agg, from another process, makes. */
static Datum
finish_overlay(Datum state)
{
	Datum		bytes = MUST(overlay_functions.serialize, ARG(state)).value;
	Datum		other = MUST(overlay_functions.deserialize, ARG(bytes),
							 ARG((Datum) 0)).value;
	Datum		sum = MUST(overlay_functions.combine, ARG_NULL, ARG(other)).value;

	return MUST(overlay_functions.finalfn, ARG(sum)).value;
}

/* The overlay of a timeline with itself is that of its intervals. */
static void
check_overlay(Datum timeline, Datum statuses)
{
	ArrayType  *listed = DatumGetArrayTypeP(statuses);
	int			nstatuses = ArrayGetNItems(ARR_NDIM(listed), ARR_DIMS(listed));
	Datum	   *numbers = palloc((Size) Max(nstatuses, 1) * sizeof(Datum));
	Datum		layers[2] = {timeline, timeline};
	Datum		pair = PointerGetDatum(construct_array(layers, 2, BYTEAOID, -1, false, TYPALIGN_INT));
	Outcome		intervals = MAY(intervals_function, ARG(timeline),
								ARG(TimestampTzGetDatum(DT_NOBEGIN)),
								ARG(TimestampTzGetDatum(DT_NOEND)));
	Arg			list = ARG(statuses);
	Arg			ranks;
	Arg			state = ARG_NULL;
	Datum		folded;
	int			i;

	for (i = 0; i < nstatuses; i++)
		numbers[i] = Int32GetDatum((int32) choose(3) - 1);
	ranks = ARG(PointerGetDatum(construct_array(numbers, nstatuses, INT4OID, sizeof(int32), true, TYPALIGN_INT)));
	folded = MUST(overlay_function, ARG(pair), list, ranks).value;
	check_result(&timeline_functions, folded);

	for (i = 0; i < 2; i++)
		state = ARG(MUST(overlay_layer_function, state, ARG(timeline), list, ranks).value);
	if (!same_bytes((struct varlena *) DatumGetPointer(finish_overlay(state.value)),
					(struct varlena *) DatumGetPointer(folded)))
		finding("another overlay than that of the array");
	if (!intervals.ok)
		return;
	state = ARG_NULL;
	for (i = 0; i < intervals.rows.nrows; i++)
	{
		const Row  *row = &intervals.rows.rows[i];
		Arg			columns[10];
		int			j;

		for (j = 0; j < 10; j++)
			columns[j] = (Arg) {row->values[j], row->nulls[j]};
		state = ARG(MUST(overlay_interval_function, state, columns[2], columns[3],
						 columns[0], columns[1], columns[9], list, ranks).value);
	}
	if (!same_bytes((struct varlena *) DatumGetPointer(finish_overlay(state.value)),
					(struct varlena *) DatumGetPointer(folded)))
		finding("another overlay than that of the intervals");
}

/*
 * While in one of its statuses a timeline is what is known of it, at all other
 * times nothing is.
 */
static void
check_restricted(Datum timeline, Datum statuses, TimestampTz first_at)
{
	Datum		none = PointerGetDatum(construct_empty_array(TEXTOID));
	Datum		kept = MUST(keep_function, ARG(timeline), ARG(timeline),
							ARG(statuses)).value;
	Datum		removed = MUST(remove_function, ARG(timeline), ARG(timeline),
							   ARG(statuses)).value;
	Datum		left = MUST(headcount_function, ARG(removed), ARG(statuses),
							ARG(TimestampTzGetDatum(DT_NOBEGIN)),
							ARG(TimestampTzGetDatum(DT_NOEND))).value;
	Datum		whole = MUST(remove_function, ARG(timeline), ARG(kept), ARG(none)).value;
	TimeBlocks	blocks;

	check_result(&timeline_functions, kept);
	check_result(&timeline_functions, removed);
	check_result(&timeline_functions,
				 MUST(keep_function, ARG(removed), ARG(kept), ARG(statuses)).value);
	time_blocks_open_datum(&blocks, &headcount_format, left);
	if (blocks.nelements != 0)
		finding("a status that was removed");
	if (!same_bytes((struct varlena *) DatumGetPointer(whole), (struct varlena *) DatumGetPointer(timeline)))
		finding("not the timeline itself");
	if (DatumGetTimestampTz(MUST(first_at_function, ARG(kept)).value) != first_at ||
		DatumGetTimestampTz(MUST(first_at_function, ARG(removed)).value) != first_at)
		finding("another beginning");
}

/*
 * All of it.
 */
void
check_timeline(const struct varlena *timeline)
{
	Datum		value = PointerGetDatum(timeline);
	Datum		jsonb = MUST(to_jsonb_function, ARG(value)).value;
	int64		count = DatumGetInt64(MUST(event_count_function, ARG(value)).value);
	TimestampTz first_at = DatumGetTimestampTz(MUST(first_at_function, ARG(value)).value);
	TimestampTz last_at = DatumGetTimestampTz(MUST(last_at_function, ARG(value)).value);
	Datum		statuses = MUST(statuses_function, ARG(value)).value;
	Datum		status = CStringGetTextDatum("Available");
	TimestampTz from_at;
	TimestampTz to_at;
	struct varlena *merged;
	Outcome		whole;
	int			i;

	if (count < 1 || JB_ROOT_COUNT(DatumGetJsonbP(jsonb)) != count)
		finding("jsonb of %u events instead of %lld",
				JB_ROOT_COUNT(DatumGetJsonbP(jsonb)), (long long) count);
	if (first_at > last_at || !IS_VALID_TIMESTAMP(first_at) ||
		!IS_VALID_TIMESTAMP(last_at))
		finding("times that cannot be");

	whole = MUST(clip_function, ARG(value),
				 ARG(TimestampTzGetDatum(DT_NOBEGIN)),
				 ARG(TimestampTzGetDatum(DT_NOEND)));
	if (!same_bytes((struct varlena *) DatumGetPointer(whole.value), timeline))
		finding("the whole is another");
	check_window(value, statuses, status, first_at, DT_NOBEGIN, DT_NOEND);
	check_window(value, statuses, status, first_at, first_at, last_at);
	for (i = 0; i < 2; i++)
	{
		choose_window(first_at, last_at, &from_at, &to_at);
		check_window(value, statuses, status, first_at, from_at, to_at);
	}
	for (i = 0; i < 4; i++)
	{
		Arg			at = ARG(TimestampTzGetDatum(choose_time(first_at, last_at)));

		MAY(status_at_function, ARG(value), at);
		MAY(reason_at_function, ARG(value), at);
	}
	check_buckets(value, statuses, first_at, last_at);
	check_listed_statuses(value, statuses);
	check_settled(value, status);
	check_expiry(value, statuses, first_at, last_at);
	check_folded(value, count);
	check_relabelled(value, statuses);
	check_irregular(value, statuses, count);
	check_disordered(value, count);
	check_alternating(value, statuses);
	check_keys(value);
	check_restricted(value, statuses, first_at);
	check_overlay(value, statuses);

	/* what is there already adds nothing */
	merged = merge_values(&timeline_functions, 3, value);
	if (merged == NULL || !same_bytes(merged, timeline))
		finding("merged with itself it is another");
}
