/*-------------------------------------------------------------------------
 *
 * timeline_cache.c
 *		Cache of the timeline that a function is called with repeatedly.
 *
 * A join of stored timelines and days asks for many short windows of the same
 * timeline, one after the other.  Most of the time would go into detoasting
 * the timeline and reading its strings.
 *
 * A timeline is kept when it is passed for the second time in a row, so that
 * a timeline passed once is not copied.  It is recognized by its bytes, or by
 * its pointer if it is stored out of line; such a pointer is reused only after
 * the counter of object identifiers has wrapped around.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/detoast.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "text_util.h"
#include "timeline_cache.h"

/* Bytes compared to recognize the last argument: header and first time */
#define PREFIX_SIZE		32

typedef struct TimelineCache
{
	struct varlena *argument;	/* whose timeline is kept, or NULL */
	CachedTimeline kept;
	Size		last_size;		/* of the last argument not kept */
	char		last_prefix[PREFIX_SIZE];
} TimelineCache;

/* Return the cache of the calling function. */
static TimelineCache *
get_cache(FunctionCallInfo fcinfo)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;

	if (flinfo->fn_extra == NULL)
		flinfo->fn_extra = MemoryContextAllocZero(flinfo->fn_mcxt,
												  sizeof(TimelineCache));
	return flinfo->fn_extra;
}

/* Return true if two arguments, not detoasted, have equal bytes. */
static bool
is_same_argument(const struct varlena *a, const struct varlena *b)
{
	return VARSIZE_ANY(a) == VARSIZE_ANY(b) && memcmp(a, b, VARSIZE_ANY(a)) == 0;
}

/* Copy an argument, not detoasted, to a memory context. */
static struct varlena *
copy_argument(const struct varlena *argument, MemoryContext context)
{
	Size		size = VARSIZE_ANY(argument);
	struct varlena *copy = MemoryContextAlloc(context, size);

	memcpy(copy, argument, size);
	return copy;
}

/*
 * Return true if the last argument that was not kept looks like this one, and
 * remember this one otherwise.
 */
static bool
comes_again(TimelineCache *cache, const struct varlena *argument)
{
	Size		size = VARSIZE_ANY(argument);
	Size		prefix_size = Min(size, PREFIX_SIZE);

	if (size == cache->last_size &&
		memcmp(argument, cache->last_prefix, prefix_size) == 0)
		return true;
	cache->last_size = size;
	memcpy(cache->last_prefix, argument, prefix_size);
	return false;
}

/* Keep a timeline with an opened reader. */
static void
keep_timeline(FunctionCallInfo fcinfo, TimelineCache *cache,
			  const struct varlena *argument)
{
	CachedTimeline *kept = &cache->kept;
	MemoryContext oldcontext;
	struct varlena *copy;

	cache->argument = NULL;
	kept->statuses = NULL;
	kept->has_status = NULL;
	if (kept->context == NULL)
		kept->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt,
											  "userlogs timeline",
											  ALLOCSET_SMALL_SIZES);
	else
		MemoryContextReset(kept->context);
	oldcontext = MemoryContextSwitchTo(kept->context);
	copy = copy_argument(argument, kept->context);
	timeline_open_datum(&kept->reader, DatumGetTimelineP(PointerGetDatum(copy)));
	MemoryContextSwitchTo(oldcontext);
	cache->argument = copy;
}

/*
 * Return the timeline in argument 0 of a function: the kept one if the
 * function has just been called with it, otherwise opened in "local".  A
 * timeline larger than work_mem is not kept.
 */
CachedTimeline *
timeline_cached(FunctionCallInfo fcinfo, CachedTimeline *local)
{
	const struct varlena *argument = (struct varlena *) PG_GETARG_POINTER(0);
	TimelineCache *cache = get_cache(fcinfo);

	if (!VARATT_IS_EXTERNAL(argument) || VARATT_IS_EXTERNAL_ONDISK(argument))
	{
		if (cache->argument != NULL && is_same_argument(argument, cache->argument))
		{
			cache->last_size = 0;
			return &cache->kept;
		}
		if (comes_again(cache, argument) &&
			toast_raw_datum_size(PG_GETARG_DATUM(0)) <= (Size) work_mem * 1024)
		{
			keep_timeline(fcinfo, cache, argument);
			return &cache->kept;
		}
	}
	memset(local, 0, sizeof(CachedTimeline));
	timeline_open_datum(&local->reader, PG_GETARG_TIMELINE_P(0));
	return local;
}

/*
 * Return the values that have any of the statuses in argument 1, a text or an
 * array, as timeline_values_in() does.
 */
const bool *
timeline_cached_values_in(FunctionCallInfo fcinfo, CachedTimeline *timeline,
						  bool is_array)
{
	struct varlena *argument = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(1));
	text	   *status = argument;
	text	  **statuses = &status;
	int			nstatuses = 1;
	MemoryContext oldcontext;

	if (timeline->statuses != NULL &&
		is_same_argument(argument, timeline->statuses))
		return timeline->has_status;

	if (is_array)
		statuses = array_texts(PG_GETARG_ARRAYTYPE_P(1), &nstatuses);
	if (timeline->context == NULL)
		return timeline_values_in(&timeline->reader, statuses, nstatuses);

	if (timeline->statuses != NULL)
	{
		pfree(timeline->statuses);
		pfree(timeline->has_status);
		timeline->statuses = NULL;
	}
	oldcontext = MemoryContextSwitchTo(timeline->context);
	timeline->has_status = timeline_values_in(&timeline->reader,
											  statuses, nstatuses);
	timeline->statuses = copy_argument(argument, timeline->context);
	MemoryContextSwitchTo(oldcontext);
	return timeline->has_status;
}
