/*-------------------------------------------------------------------------
 *
 * input_key.c
 *		Expressions that rows of an input are looked up by, and index keys.
 *
 * The planner compares an expression of a query with the key of an index twice:
 * as an operand of an operator (match_index_to_operand), ignoring a cast that
 * changes nothing but the type, and as a key to sort by (build_index_pathkeys),
 * where only the cast to the type of the operator class is ignored.  An index
 * that matches but for the second finds rows, but not the last one first.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/transam.h"
#include "catalog/pg_am.h"
#include "catalog/pg_proc.h"
#include "commands/defrem.h"
#include "miscadmin.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/clauses.h"
#include "optimizer/optimizer.h"
#include "optimizer/paths.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "compat.h"
#include "input_key.h"

static bool find_operators(Oid type, Oid method, Oid *opfamily, Oid *opcintype);
static bool calls_others_function(Node *node, void *context);
static bool is_others_function(Oid function, void *context);
static Expr *without_relabel(Expr *expr);
static bool new_index_matches(const LookupKey *key, Expr *expr);

/*
 * Set the expression of a key, and how rows are looked up by it: by the default
 * operators of its type, and by the collation that a column of a function has.
 * Return false if the type has no operators.
 */
bool
init_lookup_key(LookupKey *key, Expr *expr, Oid method)
{
	Oid			type = exprType((Node *) expr);

	key->expr = expr;
	key->planned = planned_expr(expr);
	key->method = method;
	key->collation = get_typcollation(type);
	return find_operators(type, method, &key->opfamily, &key->opcintype);
}

/*
 * Find the default operator family of a type, as the planner does.
 */
static bool
find_operators(Oid type, Oid method, Oid *opfamily, Oid *opcintype)
{
	if (method == BTREE_AM_OID)
	{
		TypeCacheEntry *entry = lookup_type_cache(type,
												  TYPECACHE_BTREE_OPFAMILY);

		*opfamily = entry->btree_opf;
		*opcintype = entry->btree_opintype;
	}
	else
	{
		Oid			opclass = GetDefaultOpClass(type, method);

		*opfamily = InvalidOid;
		*opcintype = InvalidOid;
		if (OidIsValid(opclass))
		{
			*opfamily = get_opclass_family(opclass);
			*opcintype = get_opclass_input_type(opclass);
		}
	}
	return OidIsValid(*opfamily);
}

/*
 * Return an expression with its constant parts calculated, as the planner has
 * it when it compares it with those of indexes.
 *
 * Calculating them runs immutable functions.  The planner does so in a query of
 * a role that reads the table; here a superuser may ask about the report of
 * another role, and would run functions of that role.  So leave an expression
 * alone that calls functions of others: if two are equal as they are written,
 * then they are equal for the planner, too.
 */
Expr *
planned_expr(Expr *expr)
{
	if (calls_others_function((Node *) expr, NULL))
		return expr;
	return (Expr *) eval_const_expressions(NULL, (Node *) expr);
}

/*
 * Does an expression call a function of a role that is neither the caller nor a
 * superuser?
 */
static bool
calls_others_function(Node *node, void *context)
{
	if (node == NULL)
		return false;
	CHECK_FOR_INTERRUPTS();
	return check_functions_in_node(node, is_others_function, context) ||
		expression_tree_walker(node, calls_others_function, context);
}

static bool
is_others_function(Oid function, void *context)
{
	HeapTuple	tuple;
	Oid			owner;

	(void) context;
	if (function < FirstNormalObjectId)
		return false;
	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));
	if (!HeapTupleIsValid(tuple))
		return true;
	owner = ((Form_pg_proc) GETSTRUCT(tuple))->proowner;
	ReleaseSysCache(tuple);
	return owner != GetUserId() && !superuser_arg(owner);
}

/*
 * Can the planner look up and sort rows by this key of an index?  "indexed" is
 * its expression, as planned_expr() returns it.
 */
bool
lookup_key_matches(const LookupKey *key, Expr *indexed, Oid opfamily,
				   Oid opcintype, Oid collation)
{
	if (opfamily != key->opfamily || opcintype != key->opcintype ||
		collation != key->collation ||
		exprCollation((Node *) key->planned) != collation ||
		!equal(without_relabel(indexed), without_relabel(key->planned)))
		return false;
	return key->method != BTREE_AM_OID ||
		equal(canonicalize_ec_expression(indexed, opcintype, collation),
			  canonicalize_ec_expression(key->planned, opcintype, collation));
}

/*
 * Return an expression without casts that only change the type.
 */
static Expr *
without_relabel(Expr *expr)
{
	while (IsA(expr, RelabelType))
	{
		CHECK_FOR_INTERRUPTS();
		expr = ((RelabelType *) expr)->arg;
	}
	return expr;
}

/*
 * Could a comparison by the key reveal its value?
 */
bool
lookup_key_leaks(const LookupKey *key)
{
	int			strategy;

	if (contain_leaked_vars((Node *) key->planned))
		return true;
	for (strategy = BTLessStrategyNumber; strategy <= BTMaxStrategyNumber; strategy++)
	{
		Oid			operator = get_opfamily_member(key->opfamily, key->opcintype,
												   key->opcintype,
												   (int16) strategy);

		CHECK_FOR_INTERRUPTS();
		if (!OidIsValid(operator) || !get_func_leakproof(get_opcode(operator)))
			return true;
	}
	return false;
}

/*
 * Would an index with the key of lookup_key_text() match?
 */
bool
can_index_lookup_key(const LookupKey *key)
{
	return !contain_mutable_functions((Node *) key->planned) &&
		(new_index_matches(key, without_relabel(key->expr)) ||
		 new_index_matches(key, key->expr));
}

/*
 * Would an index on an expression match that says no more?
 */
static bool
new_index_matches(const LookupKey *key, Expr *expr)
{
	Oid			opfamily;
	Oid			opcintype;

	return find_operators(exprType((Node *) expr), key->method, &opfamily,
						  &opcintype) &&
		lookup_key_matches(key, planned_expr(expr), opfamily, opcintype,
						   exprCollation((Node *) expr));
}

/*
 * Return the key as in CREATE INDEX: the name of a column, or an expression in
 * parentheses.
 */
char *
lookup_key_text(const LookupKey *key, Relation relation)
{
	Expr	   *expr = without_relabel(key->expr);

	if (!OidIsValid(key->opfamily) || !new_index_matches(key, expr))
		expr = key->expr;
	return psprintf(IsA(expr, Var) ? "%s" : "(%s)",
					deparse_expression((Node *) expr,
									   deparse_context_for(RelationGetRelationName(relation),
														   RelationGetRelid(relation)),
									   false, false));
}
