/*-------------------------------------------------------------------------
 *
 * compat.h
 *		Differences between the supported server versions.
 *
 * The rest of the code is written for the newest server.  Each block below
 * makes an older one look like it, so dropping a server means deleting its
 * block.  No other file uses PG_VERSION_NUM.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_COMPAT_H
#define USERLOGS_COMPAT_H

#include "fmgr.h"

#if PG_VERSION_NUM < 150000
#error "userlogs needs PostgreSQL 15 or later"
#endif

/* PostgreSQL 18 shows the name and version of a loaded module */
#ifdef PG_MODULE_MAGIC_EXT
#define USERLOGS_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "userlogs", .version = USERLOGS_VERSION)
#else
#define USERLOGS_MODULE_MAGIC PG_MODULE_MAGIC
#endif

#if PG_VERSION_NUM < 190000

#include "utils/jsonb.h"

/* PostgreSQL 19 computes the layout of a row once all columns are known */
#define TupleDescFinalize(tupdesc) ((void) 0)

/* and keeps the resulting jsonb in the state that values are pushed to */
typedef struct JsonbInState
{
	JsonbValue *result;
	JsonbParseState *parseState;
} JsonbInState;

static inline void
pushJsonbValueToState(JsonbInState *state, JsonbIteratorToken token,
					  JsonbValue *value)
{
	state->result = pushJsonbValue(&state->parseState, token, value);
}

#define pushJsonbValue(state, token, value) \
	pushJsonbValueToState(state, token, value)

#endif

#if PG_VERSION_NUM < 180000
#define pg_noreturn pg_attribute_noreturn()

/* PostgreSQL 18 has generated columns that are not stored */
#define ATTRIBUTE_GENERATED_VIRTUAL 'v'
#endif

/* PostgreSQL 17 has infinite intervals */
#if PG_VERSION_NUM < 170000
#define INTERVAL_NOT_FINITE(interval) ((void) (interval), false)
#endif

#if PG_VERSION_NUM >= 160000

#include "nodes/miscnodes.h"
#include "varatt.h"

#else							/* 15: input functions raise errors, they
								 * cannot report them softly */

#include "nodes/nodes.h"
#include "utils/rangetypes.h"

#define make_range(typcache, lower, upper, empty, escontext) \
	make_range(typcache, lower, upper, empty)

#define ereturn(escontext, result, ...) \
	do { \
		(void) (escontext); \
		ereport(ERROR, __VA_ARGS__); \
		return result; \
	} while (0)

#endif

#endif							/* USERLOGS_COMPAT_H */
