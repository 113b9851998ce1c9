/*-------------------------------------------------------------------------
 *
 * headcount_agg.c
 *		The aggregates headcount_agg: from intervals, or from partial
 *		headcounts, to a headcount.
 *
 * The state is a set of changes (change_set.c) in the aggregate's context.  It
 * is sorted when it is finalized or serialized, so the order of input does not
 * matter.  The serial form is the headcount itself, so there is one encoder
 * and one reader.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggregate.h"
#include "headcount.h"
#include "text_util.h"

/*
 * Merge changes with equal times once the set has MIN_COMPACT_CHANGES entries
 * and has grown by COMPACT_FACTOR since the last merge, or by the larger
 * factor if that merge removed less than half.  A few large parts, as of
 * parallel workers, are not merged.
 */
#define MIN_COMPACT_CHANGES		8192
#define COMPACT_FACTOR			4
#define USELESS_COMPACT_FACTOR		16

/* Return the state so far, or a new one in the given memory context. */
static ChangeSet *
need_state(ChangeSet *set, MemoryContext context)
{
	return set != NULL ? set : change_set_create(context);
}

/* Report an interval that begins at infinity or ends before it begins. */
static void
check_interval(TimestampTz started_at, TimestampTz ended_at)
{
	char		start[TIME_TEXT_SIZE];
	char		end[TIME_TEXT_SIZE] = "-infinity";

	if (TIMESTAMP_NOT_FINITE(started_at))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("started_at must be finite, but is %s",
						TIMESTAMP_IS_NOBEGIN(started_at) ? "-infinity" : "infinity"),
				 errhint("Leave such rows out with a FILTER clause, or make started_at NULL to have them skipped.")));
	if (ended_at >= started_at)
		return;

	format_time(start, started_at, USE_ISO_DATES);
	if (!TIMESTAMP_IS_NOBEGIN(ended_at))
		format_time(end, ended_at, USE_ISO_DATES);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("an interval ends before it begins"),
			 errdetail("It begins at %s and ends at %s.", start, end),
			 errhint("Leave such rows out with a FILTER clause.")));
}

/* Return the weight in an argument that is not NULL. */
static int64
get_weight(FunctionCallInfo fcinfo, int n)
{
	int64		weight = PG_GETARG_INT64(n);

	if (weight < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("weight must not be negative, but is %lld",
						(long long) weight),
				 errhint("Leave such rows out with a FILTER clause, or make weight NULL to have them skipped.")));
	return weight;
}

/*
 * Add the interval in arguments 1 and 2 of a transition function, which counts
 * one or, if weighted, the weight in argument 3.
 *
 * Intervals with a NULL started_at or weight are ignored.  A NULL ended_at
 * stands for an interval that has not ended.
 */
static pg_attribute_always_inline Datum
add_interval(FunctionCallInfo fcinfo, bool weighted)
{
	MemoryContext context = aggregate_context(fcinfo);
	ChangeSet  *set = get_state(fcinfo);
	int64		weight = 1;
	TimestampTz started_at;
	TimestampTz ended_at;

	if (PG_ARGISNULL(1) || (weighted && PG_ARGISNULL(3)))
		return return_state(fcinfo, set);
	if (weighted)
		weight = get_weight(fcinfo, 3);
	started_at = PG_GETARG_TIMESTAMPTZ(1);
	ended_at = PG_ARGISNULL(2) ? DT_NOEND : PG_GETARG_TIMESTAMPTZ(2);
	if (unlikely(TIMESTAMP_NOT_FINITE(started_at) || ended_at < started_at))
		check_interval(started_at, ended_at);

	/* an empty interval needs a state, too: the result is '{}', not NULL */
	set = need_state(set, context);
	if (started_at < ended_at)
	{
		change_set_add(set, started_at, weight);
		if (!TIMESTAMP_IS_NOEND(ended_at))
			change_set_add(set, ended_at, -weight);
	}
	PG_RETURN_POINTER(set);
}

/*
 * headcount_agg_transfn(internal, started_at timestamptz,
 *						 ended_at timestamptz) returns internal
 */
PG_FUNCTION_INFO_V1(headcount_agg_transfn);
Datum
headcount_agg_transfn(PG_FUNCTION_ARGS)
{
	return add_interval(fcinfo, false);
}

/*
 * headcount_agg_weight_transfn(internal, started_at timestamptz,
 *								ended_at timestamptz, weight bigint)
 * returns internal
 */
PG_FUNCTION_INFO_V1(headcount_agg_weight_transfn);
Datum
headcount_agg_weight_transfn(PG_FUNCTION_ARGS)
{
	return add_interval(fcinfo, true);
}

/*
 * Merge changes with equal times: headcounts of many groups, or in whole
 * minutes, share most times.
 */
static void
compact(ChangeSet *set)
{
	Headcount  *sum = headcount_encode(set);
	Size		before = change_set_count(set);
	HeadcountReader reader;
	Size		after;

	headcount_open_datum(&reader, sum);
	change_set_clear(set);
	change_set_add_headcount(set, &reader, 1);
	pfree(sum);
	after = change_set_count(set);
	set->compact_at = Max(after * (after > before / 2 ? USELESS_COMPACT_FACTOR :
								   COMPACT_FACTOR), MIN_COMPACT_CHANGES);
}

/*
 * Add a headcount, times weight, to a state.
 */
static ChangeSet *
add_headcount(ChangeSet *set, MemoryContext context,
			  const Headcount *headcount, int64 weight, int sqlerrcode)
{
	HeadcountReader reader;
	Size		count;

	headcount_open(&reader, VARDATA_ANY(headcount),
				   VARSIZE_ANY_EXHDR(headcount), sqlerrcode);
	set = need_state(set, context);
	change_set_add_headcount(set, &reader, weight);
	count = change_set_count(set);
	if (set->compact_at == 0)
		set->compact_at = Max(COMPACT_FACTOR * count, MIN_COMPACT_CHANGES);
	if (count >= set->compact_at)
		compact(set);
	return set;
}

/*
 * headcount_agg_merge_transfn(internal, headcount) returns internal
 */
PG_FUNCTION_INFO_V1(headcount_agg_merge_transfn);
Datum
headcount_agg_merge_transfn(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	ChangeSet  *set = get_state(fcinfo);

	if (!PG_ARGISNULL(1))
		set = add_headcount(set, context, PG_GETARG_HEADCOUNT_P(1), 1,
							ERRCODE_DATA_CORRUPTED);
	return return_state(fcinfo, set);
}

/*
 * headcount_agg_merge_weight_transfn(internal, headcount, weight bigint)
 * returns internal
 */
PG_FUNCTION_INFO_V1(headcount_agg_merge_weight_transfn);
Datum
headcount_agg_merge_weight_transfn(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	ChangeSet  *set = get_state(fcinfo);

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2))
		set = add_headcount(set, context, PG_GETARG_HEADCOUNT_P(1),
							get_weight(fcinfo, 2), ERRCODE_DATA_CORRUPTED);
	return return_state(fcinfo, set);
}

/* The context of a change set is never NULL. */
STATE_BEGINS_WITH(ChangeSet, context);

static struct varlena *
encode_changes(void *state)
{
	return headcount_encode((ChangeSet *) state);
}

/*
 * headcount_agg_combine(internal, internal) returns internal
 *
 * Copies the changes of the right state, which is in another memory context.
 */
PG_FUNCTION_INFO_V1(headcount_agg_combine);
Datum
headcount_agg_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	ChangeSet  *set = get_state(fcinfo);

	if (!PG_ARGISNULL(1))
		set = add_headcount(set, context,
							encode_state(PG_GETARG_POINTER(1), encode_changes),
							1, ERRCODE_INVALID_BINARY_REPRESENTATION);
	return return_state(fcinfo, set);
}

/*
 * headcount_agg_serialize(internal) returns bytea
 */
PG_FUNCTION_INFO_V1(headcount_agg_serialize);
Datum
headcount_agg_serialize(PG_FUNCTION_ARGS)
{
	return return_encoded_state(fcinfo, encode_changes);
}

/*
 * headcount_agg_deserialize(bytea, internal) returns internal
 *
 * The changes are checked when they are combined.
 */
PG_FUNCTION_INFO_V1(headcount_agg_deserialize);
Datum
headcount_agg_deserialize(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(make_encoded_state(fcinfo));
}

/*
 * headcount_agg_finalfn(internal) returns headcount
 *
 * NULL if there was no usable interval.  May sort the state, but keeps its
 * changes: more may be added afterwards, as in a window aggregate.
 */
PG_FUNCTION_INFO_V1(headcount_agg_finalfn);
Datum
headcount_agg_finalfn(PG_FUNCTION_ARGS)
{
	return return_encoded_state(fcinfo, encode_changes);
}
