/*-------------------------------------------------------------------------
 *
 * input_key.h
 *		Expressions that rows of an input are looked up by, and index keys.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_INPUT_KEY_H
#define USERLOGS_INPUT_KEY_H

#include "nodes/primnodes.h"
#include "utils/relcache.h"

typedef struct LookupKey
{
	Expr	   *expr;			/* of columns of relation 1, as it is written */
	Expr	   *planned;		/* as the planner compares it */
	Oid			method;			/* of the index */
	Oid			opfamily;		/* of the operators that rows are looked up by */
	Oid			opcintype;
	Oid			collation;
} LookupKey;

extern bool init_lookup_key(LookupKey *key, Expr *expr, Oid method);
extern Expr *planned_expr(Expr *expr);
extern bool lookup_key_matches(const LookupKey *key, Expr *indexed,
							   Oid opfamily, Oid opcintype, Oid collation);
extern bool lookup_key_leaks(const LookupKey *key);
extern bool can_index_lookup_key(const LookupKey *key);
extern char *lookup_key_text(const LookupKey *key, Relation relation);

#endif							/* USERLOGS_INPUT_KEY_H */
