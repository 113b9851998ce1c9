/*-------------------------------------------------------------------------
 *
 * aggregate.h
 *		Code shared by all aggregates.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_AGGREGATE_H
#define USERLOGS_AGGREGATE_H

#include "fmgr.h"

#include "compat.h"

/*
 * A deserialized state.  It is only ever combined into another one, so keep it
 * serialized, as a value of the type that the aggregate returns.  always_null
 * distinguishes it from a growing state, whose first member is a pointer that
 * is never NULL; STATE_BEGINS_WITH() checks that.
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

/* Returns the value of a growing state, without changing what it stands for */
typedef struct varlena *(*StateEncoder) (void *state);

/*
 * Return the memory context of the calling aggregate.  Raise an error if the
 * caller is no aggregate.
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

/* Return the state in argument 0, or NULL. */
static inline void *
get_state(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(0) ? NULL : PG_GETARG_POINTER(0);
}

/* Same as PG_GETARG_TEXT_PP, but without a call for an inline datum. */
static inline text *
get_text(FunctionCallInfo fcinfo, int n)
{
	text	   *value = (text *) DatumGetPointer(PG_GETARG_DATUM(n));

	if (unlikely(VARATT_IS_COMPRESSED(value) || VARATT_IS_EXTERNAL(value)))
		return PG_GETARG_TEXT_PP(n);
	return value;
}

static inline Datum
return_state(FunctionCallInfo fcinfo, void *state)
{
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

/* Return the value of a state of either kind. */
static inline struct varlena *
encode_state(void *state, StateEncoder encode)
{
	EncodedState *encoded = state;

	Assert(encoded->always_null != NULL || encoded->value != NULL);
	return encoded->always_null == NULL ? encoded->value : encode(state);
}

/*
 * Serialize or final function: return the value of the state, NULL if there is
 * no state.
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
 * Return a state that holds the value in argument 0.  The calling deserialize
 * function has to check the value.
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
