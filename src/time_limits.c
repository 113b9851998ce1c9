/*-------------------------------------------------------------------------
 *
 * time_limits.c
 *		Limits of the time in a status, by status, reason and start.
 *
 * They come as an array of the composite type time_limit, in the order in
 * which they are tried.  Statuses and reasons are given by their keys, so a log
 * and a table of limits may spell them in different ways.
 *
 * A query passes the same array with one timeline after the other.  What it
 * says is kept from one call to the next.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "catalog/pg_collation.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "compat.h"
#include "interrupts.h"
#include "interval_arg.h"
#include "normalize_blanks.h"
#include "time_limits.h"

/* Columns of the type time_limit */
enum
{
	COLUMN_STATUS,
	COLUMN_REASON,
	COLUMN_MAX_OPEN_TIME,
	COLUMN_HEARTBEAT_TIMEOUT,
	COLUMN_VALID_FROM,
	COLUMN_VALID_TO,
	NCOLUMNS
};

/* Limits that a function has last been called with */
typedef struct KeptLimits
{
	MemoryContext context;
	ArrayType  *array;			/* NULL if no limits are kept */
	TimeLimits *limits;
} KeptLimits;

static TimeLimits *read_limits(ArrayType *array, MemoryContext context);
static uint32 read_key(ValueDict *keys, Datum label, bool isnull);
static uint64 read_span(Datum span, bool isnull, const char *name);
static uint32 *find_keys(const ValueDict *keys, const TimelineReader *reader);

/*
 * Return the limits of an argument, NULL if there are none.  They live as long
 * as the call.  Those of an array larger than work_mem are not kept.
 */
const TimeLimits *
time_limits_argument(FunctionCallInfo fcinfo, int argument)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;
	KeptLimits *kept = flinfo->fn_extra;
	ArrayType  *array;
	ArrayType  *copy;

	if (PG_ARGISNULL(argument))
		return NULL;
	array = PG_GETARG_ARRAYTYPE_P(argument);
	if (ARR_NDIM(array) == 0)
		return NULL;
	if (VARSIZE(array) > (Size) work_mem * 1024)
		return read_limits(array, CurrentMemoryContext);
	if (kept == NULL)
	{
		kept = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(KeptLimits));
		kept->context = AllocSetContextCreate(flinfo->fn_mcxt,
											  "userlogs time limits",
											  ALLOCSET_SMALL_SIZES);
		flinfo->fn_extra = kept;
	}
	if (kept->array != NULL && VARSIZE(array) == VARSIZE(kept->array) &&
		memcmp(array, kept->array, VARSIZE(array)) == 0)
		return kept->limits;

	kept->array = NULL;
	MemoryContextReset(kept->context);
	kept->limits = read_limits(array, kept->context);
	copy = MemoryContextAlloc(kept->context, VARSIZE(array));
	memcpy(copy, array, VARSIZE(array));
	kept->array = copy;
	return kept->limits;
}

/* Read an array of limits into a context.  NULL elements are skipped. */
static TimeLimits *
read_limits(ArrayType *array, MemoryContext context)
{
	TimeLimits *result = MemoryContextAlloc(context, sizeof(TimeLimits));
	TupleDesc	columns = lookup_rowtype_tupdesc(ARR_ELEMTYPE(array), -1);
	Datum	   *elements;
	bool	   *is_null_element;
	int			nelements;
	int			i;

	/* cannot happen: the type belongs to the extension */
	if (columns->natts != NCOLUMNS)
		elog(ERROR, "time_limit has %d columns", columns->natts);
	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE,
					  &elements, &is_null_element, &nelements);
	result->nlimits = 0;
	result->limits = MemoryContextAllocHuge(context, (Size) nelements *
											sizeof(TimeLimit));
	result->keys = value_dict_create(context);
	for (i = 0; i < nelements; i++)
	{
		TimeLimit  *limit = &result->limits[result->nlimits];
		HeapTupleData row = {0};
		Datum		values[NCOLUMNS];
		bool		nulls[NCOLUMNS];

		CHECK_FOR_INTERRUPTS();
		if (is_null_element[i])
			continue;
		row.t_data = DatumGetHeapTupleHeader(elements[i]);
		row.t_len = HeapTupleHeaderGetDatumLength(row.t_data);
		heap_deform_tuple(&row, columns, values, nulls);
		limit->status = read_key(result->keys, values[COLUMN_STATUS],
								 nulls[COLUMN_STATUS]);
		limit->reason = read_key(result->keys, values[COLUMN_REASON],
								 nulls[COLUMN_REASON]);
		limit->max_open_time = read_span(values[COLUMN_MAX_OPEN_TIME],
										 nulls[COLUMN_MAX_OPEN_TIME],
										 "max_open_time");
		limit->heartbeat_timeout = read_span(values[COLUMN_HEARTBEAT_TIMEOUT],
											 nulls[COLUMN_HEARTBEAT_TIMEOUT],
											 "heartbeat_timeout");
		limit->valid_from = nulls[COLUMN_VALID_FROM] ? DT_NOBEGIN :
			DatumGetTimestampTz(values[COLUMN_VALID_FROM]);
		limit->valid_to = nulls[COLUMN_VALID_TO] ? DT_NOEND :
			DatumGetTimestampTz(values[COLUMN_VALID_TO]);
		result->nlimits++;
	}
	ReleaseTupleDesc(columns);
	return result;
}

static uint32
read_key(ValueDict *keys, Datum label, bool isnull)
{
	text	   *key;

	if (isnull)
		return DICT_NULL;
	key = DatumGetTextPP(label);
	return value_dict_string(keys, VARDATA_ANY(key),
							 (uint32) VARSIZE_ANY_EXHDR(key));
}

static uint64
read_span(Datum span, bool isnull, const char *name)
{
	return isnull ? NOT_SAID : check_limit(DatumGetIntervalP(span), name);
}

/*
 * Select the limits of statuses and reasons that a timeline has.
 */
void
timeline_limits_init(TimelineLimits *result, const TimeLimits *limits,
					 const TimelineReader *reader)
{
	uint32		nkeys = limits->keys->nstrings;
	TimeLimit  *selected;
	bool	   *is_found;
	uint32		i;
	int			j;

	result->nlimits = limits->nlimits;
	result->limits = limits->limits;
	result->keys = NULL;
	if (nkeys == 0)
		return;

	result->keys = find_keys(limits->keys, reader);
	is_found = palloc0(nkeys);
	for (i = 0; i < reader->nstrings; i++)
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (result->keys[i] != DICT_NULL)
			is_found[result->keys[i]] = true;
	}
	selected = palloc_extended((Size) limits->nlimits * sizeof(TimeLimit),
							   MCXT_ALLOC_HUGE);
	result->nlimits = 0;
	result->limits = selected;
	for (j = 0; j < limits->nlimits; j++)
	{
		const TimeLimit *limit = &limits->limits[j];

		CHECK_FOR_INTERRUPTS_EVERY(4096, j);
		if ((limit->status == DICT_NULL || is_found[limit->status]) &&
			(limit->reason == DICT_NULL || is_found[limit->reason]))
			selected[result->nlimits++] = *limit;
	}
	pfree(is_found);
}

/*
 * Return the numbers of the keys of a timeline's strings, DICT_NULL where the
 * dictionary does not have the key.  One more element stands for NULL.
 */
static uint32 *
find_keys(const ValueDict *keys, const TimelineReader *reader)
{
	uint32	   *result = palloc(((Size) reader->nstrings + 1) * sizeof(uint32));
	MemoryContext key_context = AllocSetContextCreate(CurrentMemoryContext,
													  "userlogs label key",
													  ALLOCSET_SMALL_SIZES);
	MemoryContext oldcontext = MemoryContextSwitchTo(key_context);
	uint32		i;

	for (i = 0; i < reader->nstrings; i++)
	{
		const TimelineString *string = &reader->strings[i];
		text	   *key = make_label_key(cstring_to_text_with_len(string->data,
																  (int) string->len),
										 DEFAULT_COLLATION_OID);

		CHECK_FOR_INTERRUPTS();
		result[i] = value_dict_find_string(keys, VARDATA_ANY(key),
										   (uint32) VARSIZE_ANY_EXHDR(key));
		MemoryContextReset(key_context);
	}
	result[i] = DICT_NULL;
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(key_context);
	return result;
}

/*
 * Replace the spans by those of the limits that apply to a status and reason
 * that begin at a time, where any says one.
 */
void
timeline_limits_at(const TimelineLimits *limits, const TimelineValue *value,
				   TimestampTz at, uint64 *max_open_time,
				   uint64 *heartbeat_timeout)
{
	uint64		open_time = NOT_SAID;
	uint64		timeout = NOT_SAID;
	int			i;

	for (i = 0; i < limits->nlimits; i++)
	{
		const TimeLimit *limit = &limits->limits[i];

		if ((limit->status != DICT_NULL &&
			 limit->status != limits->keys[value->status]) ||
			(limit->reason != DICT_NULL &&
			 limit->reason != limits->keys[value->reason]) ||
			at < limit->valid_from || at >= limit->valid_to)
			continue;
		if (open_time == NOT_SAID)
			open_time = limit->max_open_time;
		if (timeout == NOT_SAID)
			timeout = limit->heartbeat_timeout;
		if (open_time != NOT_SAID && timeout != NOT_SAID)
			break;
	}
	if (open_time != NOT_SAID)
		*max_open_time = open_time;
	if (timeout != NOT_SAID)
		*heartbeat_timeout = timeout;
}
