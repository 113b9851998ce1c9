/*-------------------------------------------------------------------------
 *
 * aggregate.h
 *		What all aggregates have in common.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_AGGREGATE_H
#define USERLOGS_AGGREGATE_H

#include "fmgr.h"

/*
 * The context of the aggregate that calls, which must be one.
 */
static inline MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function can only be called by an aggregate")));
	return context;
}

/* The state in argument 0, or NULL. */
static inline void *
get_state(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(0) ? NULL : PG_GETARG_POINTER(0);
}

static inline Datum
return_state(FunctionCallInfo fcinfo, void *state)
{
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

#endif							/* USERLOGS_AGGREGATE_H */
