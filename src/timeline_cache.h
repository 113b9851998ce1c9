/*-------------------------------------------------------------------------
 *
 * timeline_cache.h
 *		Cache of the timeline that a function is called with repeatedly.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_CACHE_H
#define USERLOGS_TIMELINE_CACHE_H

#include "timeline.h"

/*
 * A timeline kept for the next call: an opened reader and, once requested, the
 * values that have the statuses of argument 1.  Copy the reader before reading
 * with it.
 */
typedef struct CachedTimeline
{
	TimelineReader reader;
	MemoryContext context;		/* NULL if the timeline is not kept */
	struct varlena *statuses;
	bool	   *has_status;
} CachedTimeline;

extern CachedTimeline *timeline_cached(FunctionCallInfo fcinfo,
									   CachedTimeline *local);
extern const bool *timeline_cached_values_in(FunctionCallInfo fcinfo,
											 CachedTimeline *timeline,
											 bool is_array);

#endif							/* USERLOGS_TIMELINE_CACHE_H */
