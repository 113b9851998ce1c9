/*-------------------------------------------------------------------------
 *
 * input_source.c
 *		Columns of an input as expressions of the table that they come from.
 *
 * An input is read through an SQL function, and is often a view over a table
 * of an application.  The planner replaces the function by its body, and pulls
 * views and subqueries up, so that the query reads the table itself.  What it
 * does is repeated here on the parsed queries, from the function down: as long
 * as the columns are expressions of one relation in FROM, and the query is one
 * that the planner pulls up, go on to what the expressions are in that
 * relation.  Only trees are read, nothing is executed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/relation.h"
#include "catalog/pg_attribute.h"
#include "catalog/pg_class.h"
#include "catalog/pg_language.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "parser/parse_coerce.h"
#include "parser/parse_relation.h"
#include "parser/parsetree.h"
#include "rewrite/rewriteHandler.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/syscache.h"

#include "compat.h"
#include "input_source.h"

/*
 * Replacement of column references.  "replace" returns the expression that
 * stands for a column, NULL if there is none.
 */
typedef struct VarReplacement
{
	Node	   *(*replace) (Var *var, void *source);
	void	   *source;
	bool		failed;
} VarReplacement;

static Query *open_relation(RangeTblEntry *source, InputColumns *result);
static Query *reader_query(HeapTuple function);
static List *named_outputs(HeapTuple function, Query *query,
						   ArrayType *columns);
static Expr *find_output(const char *name, char **names, const Oid *types,
						 int nnames, List *targets);
static bool is_simple_query(Query *query);
static RangeTblEntry *find_source(Query *query, List **exprs);
static bool find_varno(Node *node, int *varno);
static bool is_kept(Node *node, int varno);
static List *replace_vars(List *exprs, Node *(*replace) (Var *, void *),
						  void *source);
static Node *replace_vars_in(Node *node, VarReplacement *replacement);
static Node *joined_expr(Var *var, void *query);
static Node *target_expr(Var *var, void *targets);
static Node *table_column(Var *var, void *relation);

/*
 * Find the table that the named columns of a reader come from, and the columns
 * as expressions of it.  Return false if there is no such table, or if the
 * planner would not read it in the query that calls the reader.
 */
bool
resolve_input_columns(Oid reader, ArrayType *columns, InputColumns *result)
{
	HeapTuple	function = SearchSysCache1(PROCOID, ObjectIdGetDatum(reader));
	Query	   *query;
	List	   *views = NIL;

	memset(result, 0, sizeof(*result));
	if (!HeapTupleIsValid(function))
		return false;
	query = reader_query(function);
	if (query != NULL)
		result->exprs = named_outputs(function, query, columns);
	ReleaseSysCache(function);

	while (result->exprs != NIL)
	{
		RangeTblEntry *source = find_source(query, &result->exprs);

		CHECK_FOR_INTERRUPTS();
		if (source == NULL)
			return false;
		if (source->rtekind == RTE_SUBQUERY)
			query = source->subquery;
		/* views can read each other in a circle */
		else if (list_member_oid(views, source->relid))
			return false;
		else
		{
			query = open_relation(source, result);
			if (query == NULL)
				return OidIsValid(result->relid) && result->exprs != NIL;
			views = lappend_oid(views, source->relid);
		}
		result->exprs = replace_vars(result->exprs, target_expr,
									 query->targetList);
	}
	return false;
}

/*
 * Return the query of a view.  If the relation is a table, set that of the
 * result, and make its expressions those of the table.
 */
static Query *
open_relation(RangeTblEntry *source, InputColumns *result)
{
	Relation	relation = try_relation_open(source->relid, AccessShareLock);
	Query	   *query = NULL;

	if (relation == NULL)
		return NULL;
	switch (relation->rd_rel->relkind)
	{
		case RELKIND_VIEW:
			result->is_barrier |= RelationIsSecurityView(relation);
			query = copyObject(get_view_query(relation));
			break;
		case RELKIND_RELATION:
		case RELKIND_PARTITIONED_TABLE:
		case RELKIND_MATVIEW:
		case RELKIND_FOREIGN_TABLE:
			result->relid = source->relid;
			result->inherits = source->inh;
			result->exprs = replace_vars(result->exprs, table_column, relation);
			break;
	}
	relation_close(relation, AccessShareLock);
	return query;
}

/*
 * Return the query of a reader; NULL if the function is none whose calls the
 * planner replaces by the body.
 */
static Query *
reader_query(HeapTuple function)
{
	Form_pg_proc form = (Form_pg_proc) GETSTRUCT(function);
	Datum		body;
	bool		isnull;
	Node	   *tree;

	if (form->prolang != SQLlanguageId || form->prokind != PROKIND_FUNCTION ||
		!form->proretset || form->proisstrict || form->prosecdef ||
		form->provolatile == PROVOLATILE_VOLATILE || form->pronargs != 0 ||
		!heap_attisnull(function, Anum_pg_proc_proconfig, NULL) ||
		FmgrHookIsNeeded(form->oid))
		return NULL;
	body = SysCacheGetAttr(PROCOID, function, Anum_pg_proc_prosqlbody, &isnull);
	if (isnull)
		return NULL;

	/* BEGIN ATOMIC makes a list of the lists of queries of each statement */
	tree = stringToNode(TextDatumGetCString(body));
	while (tree != NULL && IsA(tree, List))
		tree = list_length((List *) tree) == 1 ? linitial((List *) tree) : NULL;
	return tree != NULL && IsA(tree, Query) ? (Query *) tree : NULL;
}

/*
 * Return the expressions of the named columns of a reader without arguments,
 * NIL if one is missing.
 */
static List *
named_outputs(HeapTuple function, Query *query, ArrayType *columns)
{
	Oid		   *types;
	char	  **names;
	char	   *modes;
	int			nnames = get_func_arg_info(function, &types, &names, &modes);
	Datum	   *values;
	bool	   *nulls;
	int			nvalues;
	int			i;
	List	   *result = NIL;

	if (names == NULL || modes == NULL || ARR_NDIM(columns) != 1)
		return NIL;
	deconstruct_array(columns, TEXTOID, -1, false, TYPALIGN_INT, &values,
					  &nulls, &nvalues);
	if (nvalues > INDEX_MAX_KEYS)
		return NIL;
	for (i = 0; i < nvalues; i++)
	{
		Expr	   *expr = nulls[i] ? NULL :
			find_output(TextDatumGetCString(values[i]), names, types, nnames,
						query->targetList);

		if (expr == NULL)
			return NIL;
		result = lappend(result, expr);
	}
	return result;
}

/*
 * Return the expression of a column, as its type in the calling query; NULL if
 * there is none.
 */
static Expr *
find_output(const char *name, char **names, const Oid *types, int nnames,
			List *targets)
{
	int			i;

	for (i = 0; i < nnames; i++)
	{
		TargetEntry *target;

		CHECK_FOR_INTERRUPTS();
		if (strcmp(names[i], name) != 0)
			continue;
		target = get_tle_by_resno(targets, (AttrNumber) (i + 1));
		if (target == NULL || target->resjunk)
			return NULL;
		return (Expr *) coerce_to_target_type(NULL, (Node *) target->expr,
											  exprType((Node *) target->expr),
											  types[i], -1, COERCION_ASSIGNMENT,
											  COERCE_EXPLICIT_CAST, -1);
	}
	return NULL;
}

/*
 * Does the planner pull up a subquery of this form?  See is_simple_subquery()
 * there.  A query that has to be sorted or evaluated as a whole does not pass
 * on the order of an index.
 */
static bool
is_simple_query(Query *query)
{
	return query->commandType == CMD_SELECT && query->setOperations == NULL &&
		!query->hasAggs && !query->hasWindowFuncs && !query->hasTargetSRFs &&
		query->groupClause == NIL && query->groupingSets == NIL &&
		query->havingQual == NULL && query->distinctClause == NIL &&
		query->sortClause == NIL && query->limitOffset == NULL &&
		query->limitCount == NULL && !query->hasForUpdate &&
		query->cteList == NIL &&
		!contain_volatile_functions((Node *) query->targetList);
}

/*
 * Return the relation in FROM that all expressions depend on; NULL if they
 * depend on none, on several, or on one that is not a relation or a subquery,
 * or if the planner does not pull up the query.
 * References to columns of joins become references to the joined relations.
 */
static RangeTblEntry *
find_source(Query *query, List **exprs)
{
	RangeTblEntry *source;
	int			varno = 0;

	if (!is_simple_query(query))
		return NULL;
	*exprs = replace_vars(*exprs, joined_expr, query);
	if (*exprs == NIL || find_varno((Node *) *exprs, &varno) || varno == 0 ||
		!is_kept((Node *) query->jointree, varno))
		return NULL;
	source = rt_fetch(varno, query->rtable);
	if ((source->rtekind == RTE_RELATION && source->tablesample == NULL) ||
		(source->rtekind == RTE_SUBQUERY && !source->lateral))
		return source;
	return NULL;
}

/*
 * Find the relation that an expression depends on.  Return true if it depends
 * on several.
 */
static bool
find_varno(Node *node, int *varno)
{
	if (node == NULL)
		return false;
	CHECK_FOR_INTERRUPTS();
	if (IsA(node, Var))
	{
		Var		   *var = (Var *) node;

		if (*varno != 0 && *varno != var->varno)
			return true;
		*varno = var->varno;
		return false;
	}
	return expression_tree_walker(node, find_varno, varno);
}

/*
 * Is the relation in FROM, and not on a side of an outer join that can be
 * filled with NULL?  Above that side the planner may keep the expressions apart
 * from the table.
 */
static bool
is_kept(Node *node, int varno)
{
	check_stack_depth();
	if (IsA(node, RangeTblRef))
		return ((RangeTblRef *) node)->rtindex == varno;
	if (IsA(node, JoinExpr))
	{
		JoinExpr   *join = (JoinExpr *) node;

		return ((join->jointype == JOIN_INNER || join->jointype == JOIN_LEFT) &&
				is_kept(join->larg, varno)) ||
			((join->jointype == JOIN_INNER || join->jointype == JOIN_RIGHT) &&
			 is_kept(join->rarg, varno));
	}
	if (IsA(node, FromExpr))
	{
		ListCell   *cell;

		foreach(cell, ((FromExpr *) node)->fromlist)
		{
			CHECK_FOR_INTERRUPTS();
			if (is_kept(lfirst(cell), varno))
				return true;
		}
	}
	return false;
}

/*
 * Return expressions with each column replaced.  Return NIL if that fails, or
 * if an expression depends on more than columns of its query.
 */
static List *
replace_vars(List *exprs, Node *(*replace) (Var *, void *), void *source)
{
	VarReplacement replacement = {replace, source, false};
	List	   *result = (List *) replace_vars_in((Node *) exprs, &replacement);

	return replacement.failed ? NIL : result;
}

static Node *
replace_vars_in(Node *node, VarReplacement *replacement)
{
	if (node == NULL)
		return NULL;
	CHECK_FOR_INTERRUPTS();
	if (IsA(node, Var))
	{
		Node	   *expr = replacement->replace((Var *) node,
												replacement->source);

		if (expr != NULL)
			return expr;
	}
	if (IsA(node, Var) || IsA(node, SubLink) || IsA(node, Param))
	{
		replacement->failed = true;
		return node;
	}
	return expression_tree_mutator(node, replace_vars_in, replacement);
}

/*
 * Return the column of a joined relation that a column of a join is.
 */
static Node *
joined_expr(Var *var, void *query)
{
	RangeTblEntry *source;
	List	   *exprs;

	if (var->varlevelsup != 0)
		return NULL;
	source = rt_fetch(var->varno, ((Query *) query)->rtable);
	if (source->rtekind != RTE_JOIN)
		return (Node *) copyObject(var);
	if (var->varattno <= 0)
		return NULL;
	exprs = replace_vars(list_make1(list_nth(source->joinaliasvars,
											 var->varattno - 1)),
						 joined_expr, query);
	return exprs == NIL ? NULL : linitial(exprs);
}

/*
 * Return what a column of a view or subquery is there.
 */
static Node *
target_expr(Var *var, void *targets)
{
	TargetEntry *target = var->varattno <= 0 ? NULL :
		get_tle_by_resno((List *) targets, var->varattno);

	return target == NULL || target->resjunk ? NULL :
		(Node *) copyObject(target->expr);
}

/*
 * Return a column of the table, which has number 1 now.  No index can have a
 * system column, the whole row, or a column that is calculated when read.
 */
static Node *
table_column(Var *var, void *relation)
{
	Form_pg_attribute column;

	if (var->varattno <= 0)
		return NULL;
	column = TupleDescAttr(RelationGetDescr((Relation) relation),
						   var->varattno - 1);
	if (column->attgenerated == ATTRIBUTE_GENERATED_VIRTUAL)
		return NULL;
	return (Node *) makeVar(1, var->varattno, var->vartype, var->vartypmod,
							var->varcollid, 0);
}
