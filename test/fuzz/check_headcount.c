/*-------------------------------------------------------------------------
 *
 * check_headcount.c
 *		What must hold for every headcount: everything that reads one works,
 *		and the answers agree with each other.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/timestamp.h"

#include "../../src/headcount.h"
#include "checks.h"

static TupleDesc step_columns;
static TupleDesc bucket_columns;
static TupleDesc gap_columns;

#define FUNCTION_LIST(F) \
	F(headcount_in) F(headcount_out) F(headcount_recv) F(headcount_send) \
	F(headcount_to_jsonb) \
	F(headcount_eq) F(headcount_ne) F(headcount_lt) F(headcount_le) \
	F(headcount_gt) F(headcount_ge) F(headcount_cmp) \
	F(headcount_hash) F(headcount_hash_extended) \
	F(headcount_agg_merge_transfn) F(headcount_agg_merge_weight_transfn) \
	F(headcount_agg_combine) F(headcount_agg_serialize) \
	F(headcount_agg_deserialize) F(headcount_agg_finalfn) \
	F(headcount_at) F(headcount_steps) F(headcount_buckets) F(headcount_gaps) \
	F(absence_share) \
	F(headcount_add) F(headcount_subtract) F(headcount_multiply) \
	F(multiply_headcount) F(headcount_least) F(headcount_greatest) F(at_least) \
	F(headcount_keep_while) F(headcount_remove_while)
#define DECLARE(name) extern Datum name(PG_FUNCTION_ARGS);
FUNCTION_LIST(DECLARE)

static const Function operators[] = {
	PLAIN(headcount_eq), PLAIN(headcount_le), PLAIN(headcount_ge),
	PLAIN(headcount_ne), PLAIN(headcount_lt), PLAIN(headcount_gt)
};

const TypeFunctions headcount_functions = {
	.in = VARLENA(headcount_in),
	.out = CSTRING(headcount_out),
	.recv = VARLENA(headcount_recv),
	.send = VARLENA(headcount_send),
	.merge_transfn = AGG_STATE(headcount_agg_merge_transfn),
	.combine = AGG_STATE(headcount_agg_combine),
	.serialize = AGG_VALUE(headcount_agg_serialize),
	.deserialize = AGG_STATE(headcount_agg_deserialize),
	.finalfn = AGG_VALUE(headcount_agg_finalfn),
	.operators = operators,
	.cmp = PLAIN(headcount_cmp),
	.hash = PLAIN(headcount_hash),
	.hash_extended = PLAIN(headcount_hash_extended),
	.check = check_headcount
};

static const Function to_jsonb_function = VARLENA(headcount_to_jsonb);
static const Function weight_function = AGG_STATE(headcount_agg_merge_weight_transfn);
static const Function at_function = PLAIN(headcount_at);
static const Function steps_function = ROWS(headcount_steps, step_columns);
static const Function buckets_function = ROWS(headcount_buckets, bucket_columns);
static const Function gaps_function = ROWS(headcount_gaps, gap_columns);
static const Function share_function = VARLENA(absence_share);
static const Function add_function = VARLENA(headcount_add);
static const Function subtract_function = VARLENA(headcount_subtract);
static const Function multiply_function = VARLENA(headcount_multiply);
static const Function commuted_function = VARLENA(multiply_headcount);
static const Function least_function = VARLENA(headcount_least);
static const Function greatest_function = VARLENA(headcount_greatest);
static const Function at_least_function = VARLENA(at_least);
static const Function keep_function = VARLENA(headcount_keep_while);
static const Function remove_function = VARLENA(headcount_remove_while);

void
check_headcount_init(void)
{
	step_columns = make_columns(3, TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID);
	bucket_columns = make_columns(6, TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID,
								  INT8OID, FLOAT8OID, NUMERICOID);
	gap_columns = make_columns(4, TIMESTAMPTZOID, TIMESTAMPTZOID, INT8OID,
							   NUMERICOID);
}

/* The count at a time, which is the one that is expected. */
static void
check_count(Datum headcount, TimestampTz at, int64 count)
{
	Outcome		answer = MUST(at_function, ARG(headcount),
							  ARG(TimestampTzGetDatum(at)));

	if (DatumGetInt64(answer.value) != count)
		finding("%lld instead of %lld", (long long) DatumGetInt64(answer.value),
				(long long) count);
}

/*
 * Steps fill the window without a gap, each next to another count, and say
 * what is said of each moment.
 */
static void
check_steps(Datum headcount, const Rows *rows, TimestampTz from_at,
			TimestampTz to_at)
{
	TimestampTz at = from_at;
	int64		last = -1;
	int			i;

	for (i = 0; i < rows->nrows; i++)
	{
		const Row  *row = &rows->rows[i];
		int64		count = DatumGetInt64(row->values[2]);

		current_call = steps_function.name;
		if ((row->nulls[0] ? DT_NOBEGIN : DatumGetTimestampTz(row->values[0])) != at)
			finding("a gap before row %d", i);
		at = row->nulls[1] ? DT_NOEND : DatumGetTimestampTz(row->values[1]);
		if (!row->nulls[0] && at <= DatumGetTimestampTz(row->values[0]))
			finding("row %d has no length", i);
		if (count < 0 || count == last)
			finding("row %d has a count that cannot be", i);
		last = count;
		if (i % Max(rows->nrows / 8, 1) == 0)
			check_count(headcount,
						row->nulls[0] ? DT_NOBEGIN : DatumGetTimestampTz(row->values[0]),
						count);
	}
	current_call = steps_function.name;
	if (at != to_at)
		finding("the window is not full");
}

static void
check_buckets(Datum headcount, TimestampTz first_at, TimestampTz last_at)
{
	Interval	width;
	TimestampTz from_at;
	TimestampTz to_at;
	Datum		zone = choose_time_zone();
	Outcome		buckets;
	int			i;

	choose_buckets(first_at, last_at, &width, &from_at, &to_at);
	buckets = MAY(buckets_function, ARG(headcount),
				  ARG(IntervalPGetDatum(&width)),
				  ARG(TimestampTzGetDatum(from_at)),
				  ARG(TimestampTzGetDatum(to_at)), ARG(zone));
	for (i = 0; i < buckets.rows.nrows; i++)
	{
		const Row  *row = &buckets.rows.rows[i];
		int64		least = DatumGetInt64(row->values[2]);
		int64		most = DatumGetInt64(row->values[3]);
		double		mean = DatumGetFloat8(row->values[4]);

		if (least < 0 || least > most || mean < (double) least ||
			mean > (double) most)
			finding("%lld, %lld, %g in row %d", (long long) least,
					(long long) most, mean, i);
		if (i > 0 && row[-1].values[1] != row->values[0])
			finding("a gap before row %d", i);
	}
}

static void
check_gaps(Datum headcount, TimestampTz first_at, TimestampTz last_at)
{
	static const int64 numbers[] = {0, 1, 2, 1000, PG_INT64_MAX, -1};
	int64		required = numbers[choose(lengthof(numbers))];
	TimestampTz from_at;
	TimestampTz to_at;
	Outcome		gaps;
	int			i;

	choose_window(first_at, last_at, &from_at, &to_at);
	gaps = MAY(gaps_function, ARG(headcount), ARG(Int64GetDatum(required)),
			   ARG(TimestampTzGetDatum(from_at)),
			   ARG(TimestampTzGetDatum(to_at)));
	for (i = 0; i < gaps.rows.nrows; i++)
	{
		const Row  *row = &gaps.rows.rows[i];

		if (DatumGetInt64(row->values[2]) < 0 ||
			DatumGetInt64(row->values[2]) >= required)
			finding("row %d is no gap", i);
	}
	/* all three numbers the same: it has only to be one */
	MAY(share_function, ARG(headcount), ARG(headcount), ARG(headcount),
		ARG(Int64GetDatum(required)), ARG(TimestampTzGetDatum(from_at)),
		ARG(TimestampTzGetDatum(to_at)));
}

/* With a weight of 3 it is the same as three times the value, if that can be. */
static void
check_weight(Datum headcount, const struct varlena *merged)
{
	Outcome		outcome = MAY(weight_function, ARG_NULL, ARG(headcount),
							  ARG(Int64GetDatum(3)));

	if (outcome.ok)
		outcome = MAY(headcount_functions.finalfn, ARG(outcome.value));
	if (outcome.ok != (merged != NULL) ||
		(outcome.ok &&
		 !same_bytes((struct varlena *) DatumGetPointer(outcome.value), merged)))
		finding("another value than that of three");
}

/* A result has to be a certain value. */
static void
check_same(Datum result, Datum expected)
{
	if (!same_bytes((struct varlena *) DatumGetPointer(result),
					(struct varlena *) DatumGetPointer(expected)))
		finding("another value");
}

/* Some of them and the rest are all; twice as many are two of it. */
static void
check_algebra(Datum headcount)
{
	static const int64 numbers[] = {1, 2, 3, 1000, PG_INT64_MAX};
	Datum		required = Int64GetDatum(numbers[choose(lengthof(numbers))]);
	Datum		enough = MUST(at_least_function, ARG(headcount), ARG(required)).value;
	Datum		rest = MUST(subtract_function, ARG(headcount), ARG(enough)).value;
	Datum		none = MUST(subtract_function, ARG(enough), ARG(headcount)).value;
	Outcome		sum = MAY(add_function, ARG(headcount), ARG(headcount));
	Outcome		product = MAY(commuted_function, ARG(Int64GetDatum(2)), ARG(headcount));

	check_result(&headcount_functions, enough);
	check_result(&headcount_functions, rest);
	check_same(MUST(add_function, ARG(rest), ARG(enough)).value, headcount);
	check_same(MUST(greatest_function, ARG(enough), ARG(headcount)).value, headcount);
	check_same(MUST(least_function, ARG(headcount), ARG(enough)).value, enough);
	check_same(MUST(multiply_function, ARG(headcount), ARG(Int64GetDatum(1))).value, headcount);
	check_same(MUST(multiply_function, ARG(headcount), ARG(Int64GetDatum(0))).value, none);
	check_same(MUST(add_function,
					ARG(MUST(keep_function, ARG(headcount), ARG(enough)).value),
					ARG(MUST(remove_function, ARG(headcount), ARG(enough)).value)).value,
			   headcount);
	if (sum.ok != product.ok)
		finding("a sum or a product alone");
	if (sum.ok)
		check_same(sum.value, product.value);
}

/*
 * All of it.
 */
void
check_headcount(const struct varlena *headcount)
{
	Datum		value = PointerGetDatum(headcount);
	Datum		jsonb = MUST(to_jsonb_function, ARG(value)).value;
	Outcome		steps = MAY(steps_function, ARG(value),
							ARG(TimestampTzGetDatum(DT_NOBEGIN)),
							ARG(TimestampTzGetDatum(DT_NOEND)));
	struct varlena *merged;
	TimeBlocks	blocks;
	int			i;

	time_blocks_open_datum(&blocks, &headcount_format, value);
	if (!steps.ok || steps.rows.nrows != (int) blocks.nelements + 1 ||
		JB_ROOT_COUNT(DatumGetJsonbP(jsonb)) != blocks.nelements)
		finding("%d steps and %u in jsonb of %u changes", steps.rows.nrows,
				JB_ROOT_COUNT(DatumGetJsonbP(jsonb)), blocks.nelements);
	check_steps(value, &steps.rows, DT_NOBEGIN, DT_NOEND);
	for (i = 0; i < 3; i++)
	{
		TimestampTz from_at;
		TimestampTz to_at;

		choose_window(blocks.first_at, blocks.last_at, &from_at, &to_at);
		steps = MAY(steps_function, ARG(value),
					ARG(TimestampTzGetDatum(from_at)),
					ARG(TimestampTzGetDatum(to_at)));
		if (!steps.ok)
			finding("no steps");
		check_steps(value, &steps.rows, from_at, to_at);
		check_buckets(value, blocks.first_at, blocks.last_at);
		check_gaps(value, blocks.first_at, blocks.last_at);
	}

	check_algebra(value);
	/* three times as many, if that can be */
	merged = merge_values(&headcount_functions, 3, value);
	check_weight(value, merged);
	if (merged != NULL)
	{
		TimestampTz at = choose_time(blocks.first_at, blocks.last_at);
		int64		count = DatumGetInt64(MUST(at_function, ARG(value),
											   ARG(TimestampTzGetDatum(at))).value);

		check_count(PointerGetDatum(merged), at, 3 * count);
	}
}
