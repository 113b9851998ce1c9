/*-------------------------------------------------------------------------
 *
 * timeline_cache.h
 *		The timeline that a function is called with again and again.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TIMELINE_CACHE_H
#define USERLOGS_TIMELINE_CACHE_H

#include "timeline.h"

/*
 * What a function found out about its timeline and kept for the next call: a
 * reader, and, if it has asked, which values have the statuses of its argument
 * 1.  Copy the reader before reading on with it.
 */
typedef struct CachedTimeline
{
	TimelineReader reader;
	MemoryContext context;		/* NULL: nothing is kept */
	struct varlena *statuses;
	bool	   *has_status;
} CachedTimeline;

extern CachedTimeline *timeline_cached(FunctionCallInfo fcinfo,
									   CachedTimeline *local);
extern const bool *timeline_cached_values_in(FunctionCallInfo fcinfo,
											 CachedTimeline *timeline,
											 bool is_array);

#endif							/* USERLOGS_TIMELINE_CACHE_H */
