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

#include "compat.h"

/*
 * A state that comes out of deserialization.  It lives only until it has been
 * combined into another, so it is left as it came: in the form of the type
 * that the aggregate returns.  A state that grows begins with a pointer that
 * is not NULL, which tells it from this one; its file says so with
 * STATE_BEGINS_WITH().
 */
typedef struct EncodedState
{
	void	   *always_null;
	struct varlena *value;
} EncodedState;

#define STATE_BEGINS_WITH(type, pointer) \
	StaticAssertDecl(offsetof(type, pointer) == \
					 offsetof(EncodedState, always_null) && \
					 sizeof(((type *) NULL)->pointer) == sizeof(void *), \
					 CppAsString(type) " does not begin with a pointer")

/* Makes the value of a state that grows, which stays as it is. */
typedef struct varlena *(*StateEncoder) (void *state);

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

/* The value of a state of either kind. */
static inline struct varlena *
encode_state(void *state, StateEncoder encode)
{
	EncodedState *encoded = state;

	Assert(encoded->always_null != NULL || encoded->value != NULL);
	return encoded->always_null == NULL ? encoded->value : encode(state);
}

/*
 * A serialize or final function: the value of the state, NULL if there is
 * none.
 */
static inline Datum
return_encoded_state(FunctionCallInfo fcinfo, StateEncoder encode)
{
	(void) aggregate_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(encode_state(PG_GETARG_POINTER(0), encode));
}

/*
 * A state with the value in argument 0, for a deserialize function, which may
 * have to check it.
 */
static inline EncodedState *
make_encoded_state(FunctionCallInfo fcinfo)
{
	EncodedState *state;

	(void) aggregate_context(fcinfo);
	state = palloc(sizeof(EncodedState));
	state->always_null = NULL;
	state->value = (struct varlena *) PG_GETARG_BYTEA_P_COPY(0);
	return state;
}

#endif							/* USERLOGS_AGGREGATE_H */
