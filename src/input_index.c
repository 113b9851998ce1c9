/*-------------------------------------------------------------------------
 *
 * input_index.c
 *		Indexes of the table behind an input.
 *
 * The last row of a user before a time is looked up in an input by
 *		(user_id, occurred_at) < (x, y) AND ... ORDER BY user_id DESC,
 *		occurred_at DESC LIMIT 1
 * which reads one row of an index whose first keys are these columns, as the
 * table has them.  Without such an index it reads the whole table, so an index
 * counts only if the planner can use it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/relation.h"
#include "access/transam.h"
#include "catalog/catalog.h"
#include "catalog/pg_am.h"
#include "catalog/pg_class.h"
#include "catalog/pg_collation.h"
#include "catalog/pg_index.h"
#include "catalog/pg_inherits.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/defrem.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "optimizer/optimizer.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/syscache.h"

#include "compat.h"
#include "input_key.h"
#include "input_source.h"

typedef struct Lookup
{
	InputColumns input;
	Oid			method;			/* of the index */
	int			nkeys;
	LookupKey	keys[INDEX_MAX_KEYS];
} Lookup;

static Relation open_lookup(FunctionCallInfo fcinfo, Lookup *lookup);
static List *wrap_columns(Oid wrapper, List *columns);
static bool is_reachable(Relation relation, const Lookup *lookup);
static bool is_one_table(Relation relation, bool inherits);
static bool can_have_index(Relation relation, const Lookup *lookup);
static bool has_index(Relation relation, const Lookup *lookup);
static bool index_matches(Relation relation, Relation index,
						  const Lookup *lookup);
static bool is_usable(HeapTuple index);
static bool is_in_order(const int16 *options, int nkeys);
static List *index_keys(Relation relation, Relation index, int nkeys);
static List *index_exprs(Relation index);
static bool partitions_match(Relation index, int nkeys);

/*
 * input_columns(reader regprocedure, columns text[], OUT relation regclass,
 *				 OUT expressions text[])
 *
 * Strict.  Returns NULL if the columns do not come from one table.
 */
PG_FUNCTION_INFO_V1(input_columns);
Datum
input_columns(PG_FUNCTION_ARGS)
{
	InputColumns input;
	Relation	relation;
	TupleDesc	tupdesc;
	Datum		texts[INDEX_MAX_KEYS];
	int			ntexts = 0;
	Datum		values[2];
	bool		nulls[2] = {false, false};
	ListCell   *cell;

	if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function returning record called in context that cannot accept type record")));
	if (!resolve_input_columns(PG_GETARG_OID(0), PG_GETARG_ARRAYTYPE_P(1),
							   &input))
		PG_RETURN_NULL();
	relation = try_relation_open(input.relid, AccessShareLock);
	if (relation == NULL)
		PG_RETURN_NULL();
	foreach(cell, input.exprs)
	{
		LookupKey	key;

		CHECK_FOR_INTERRUPTS();
		init_lookup_key(&key, lfirst(cell), BTREE_AM_OID);
		texts[ntexts++] = CStringGetTextDatum(lookup_key_text(&key, relation));
	}
	relation_close(relation, AccessShareLock);
	values[0] = ObjectIdGetDatum(input.relid);
	values[1] = PointerGetDatum(construct_array(texts, ntexts, TEXTOID, -1,
												false, TYPALIGN_INT));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(tupdesc),
													  values, nulls)));
}

/*
 * input_index_serves(reader regprocedure, columns text[], method text,
 *					  wrapper regprocedure) returns boolean
 *
 * Strict.
 */
PG_FUNCTION_INFO_V1(input_index_serves);
Datum
input_index_serves(PG_FUNCTION_ARGS)
{
	Lookup		lookup;
	Relation	relation = open_lookup(fcinfo, &lookup);
	bool		result = relation != NULL && is_reachable(relation, &lookup) &&
		has_index(relation, &lookup);

	if (relation != NULL)
		relation_close(relation, AccessShareLock);
	PG_RETURN_BOOL(result);
}

/*
 * missing_index(reader regprocedure, columns text[], method text,
 *				 wrapper regprocedure) returns text
 *
 * Strict.  Returns NULL if an index serves the lookup, or none could.
 */
PG_FUNCTION_INFO_V1(missing_index);
Datum
missing_index(PG_FUNCTION_ARGS)
{
	Lookup		lookup;
	Relation	relation = open_lookup(fcinfo, &lookup);
	StringInfoData command;
	int			i;

	if (relation == NULL)
		PG_RETURN_NULL();
	if (!is_reachable(relation, &lookup) || !can_have_index(relation, &lookup) ||
		has_index(relation, &lookup))
	{
		relation_close(relation, AccessShareLock);
		PG_RETURN_NULL();
	}

	initStringInfo(&command);
	appendStringInfo(&command, "CREATE INDEX ON %s ",
					 quote_qualified_identifier(get_namespace_name(RelationGetNamespace(relation)),
												RelationGetRelationName(relation)));
	if (lookup.method != BTREE_AM_OID)
		appendStringInfo(&command, "USING %s ",
						 quote_identifier(get_am_name(lookup.method)));
	for (i = 0; i < lookup.nkeys; i++)
		appendStringInfo(&command, "%s%s", i == 0 ? "(" : ", ",
						 lookup_key_text(&lookup.keys[i], relation));
	appendStringInfoChar(&command, ')');
	relation_close(relation, AccessShareLock);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(command.data, command.len));
}

/*
 * Read the arguments of a function on a lookup, and return the table with a
 * lock.  Return NULL if there is none, or no index could serve the lookup.
 */
static Relation
open_lookup(FunctionCallInfo fcinfo, Lookup *lookup)
{
	Oid			wrapper = PG_GETARG_OID(3);
	List	   *exprs;
	ListCell   *cell;

	lookup->method = get_index_am_oid(text_to_cstring(PG_GETARG_TEXT_PP(2)),
									  true);
	lookup->nkeys = 0;
	if (!OidIsValid(lookup->method) ||
		!resolve_input_columns(PG_GETARG_OID(0), PG_GETARG_ARRAYTYPE_P(1),
							   &lookup->input))
		return NULL;
	exprs = lookup->input.exprs;
	if (OidIsValid(wrapper))
		exprs = wrap_columns(wrapper, exprs);
	if (exprs == NIL)
		return NULL;
	foreach(cell, exprs)
	{
		LookupKey  *key = &lookup->keys[lookup->nkeys];
		int			i;

		CHECK_FOR_INTERRUPTS();
		/* the planner sorts by no constant, and only once by an expression */
		if (!init_lookup_key(key, lfirst(cell), lookup->method) ||
			!contain_var_clause((Node *) key->planned))
			return NULL;
		for (i = 0; i < lookup->nkeys; i++)
			if (equal(key->planned, lookup->keys[i].planned))
				return NULL;
		lookup->nkeys++;
	}
	return try_relation_open(lookup->input.relid, AccessShareLock);
}

/*
 * Return the call of a function with the columns as arguments, as a query has
 * it that reads the input; NIL if their types are not its own.
 */
static List *
wrap_columns(Oid wrapper, List *columns)
{
	HeapTuple	function = SearchSysCache1(PROCOID, ObjectIdGetDatum(wrapper));
	Form_pg_proc form;
	Oid			collation = InvalidOid;
	List	   *result = NIL;
	bool		fits;
	int			i;

	if (!HeapTupleIsValid(function))
		return NIL;
	form = (Form_pg_proc) GETSTRUCT(function);
	fits = form->prokind == PROKIND_FUNCTION && !form->proretset &&
		form->pronargs == list_length(columns);
	for (i = 0; fits && i < form->pronargs; i++)
	{
		CHECK_FOR_INTERRUPTS();
		fits = form->proargtypes.values[i] == exprType(list_nth(columns, i));
		if (OidIsValid(get_typcollation(form->proargtypes.values[i])))
			collation = DEFAULT_COLLATION_OID;
	}
	if (fits)
		result = list_make1(makeFuncExpr(wrapper, form->prorettype, columns,
										 get_typcollation(form->prorettype),
										 collation, COERCE_EXPLICIT_CALL));
	ReleaseSysCache(function);
	return result;
}

/*
 * Can the planner use an index of the table for the lookup?  A query below a
 * security barrier passes on neither order nor LIMIT.  With row security, the
 * planner looks up only by what is leakproof, since policies come first.
 */
static bool
is_reachable(Relation relation, const Lookup *lookup)
{
	int			i;

	if (lookup->input.is_barrier ||
		!is_one_table(relation, lookup->input.inherits))
		return false;
	if (!relation->rd_rel->relrowsecurity)
		return true;
	for (i = 0; i < lookup->nkeys; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (lookup->method != BTREE_AM_OID || lookup_key_leaks(&lookup->keys[i]))
			return false;
	}
	return true;
}

/*
 * Can an index of the table have all rows that are read?  A partitioned index
 * leaves out partitions that are foreign tables.
 */
static bool
is_one_table(Relation relation, bool inherits)
{
	Oid			relid = RelationGetRelid(relation);
	ListCell   *cell;

	switch (relation->rd_rel->relkind)
	{
		case RELKIND_RELATION:
		case RELKIND_MATVIEW:
			return !inherits || !relation->rd_rel->relhassubclass ||
				find_inheritance_children(relid, NoLock) == NIL;
		case RELKIND_PARTITIONED_TABLE:
			foreach(cell, find_all_inheritors(relid, NoLock, NULL))
			{
				CHECK_FOR_INTERRUPTS();
				if (get_rel_relkind(lfirst_oid(cell)) == RELKIND_FOREIGN_TABLE)
					return false;
			}
			return inherits;
		default:
			return false;
	}
}

/*
 * Would a new index with the keys serve the lookup?
 */
static bool
can_have_index(Relation relation, const Lookup *lookup)
{
	int			i;

	if (IsCatalogRelation(relation))
		return false;
	for (i = 0; i < lookup->nkeys; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!can_index_lookup_key(&lookup->keys[i]))
			return false;
	}
	return true;
}

/*
 * Does an index serve the lookup?
 */
static bool
has_index(Relation relation, const Lookup *lookup)
{
	List	   *indexes = RelationGetIndexList(relation);
	bool		found = false;
	ListCell   *cell;

	foreach(cell, indexes)
	{
		Relation	index;

		CHECK_FOR_INTERRUPTS();
		index = index_open(lfirst_oid(cell), AccessShareLock);
		found = index_matches(relation, index, lookup);
		index_close(index, AccessShareLock);
		if (found)
			break;
	}
	return found;
}

/*
 * Are the first keys of an index those of the lookup, in their order?
 */
static bool
index_matches(Relation relation, Relation index, const Lookup *lookup)
{
	List	   *keys;
	int			i;

	if (index->rd_rel->relam != lookup->method ||
		index->rd_index->indnkeyatts < lookup->nkeys ||
		!is_usable(index->rd_indextuple) ||
		(lookup->method == BTREE_AM_OID &&
		 !is_in_order(index->rd_indoption, lookup->nkeys)))
		return false;
	for (i = 0; i < lookup->nkeys; i++)
	{
		if (index->rd_opfamily[i] != lookup->keys[i].opfamily)
			return false;
	}
	keys = index_keys(relation, index, lookup->nkeys);
	for (i = 0; i < lookup->nkeys; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!lookup_key_matches(&lookup->keys[i], list_nth(keys, i),
								index->rd_opfamily[i], index->rd_opcintype[i],
								index->rd_indcollation[i]))
			return false;
	}
	return index->rd_rel->relkind != RELKIND_PARTITIONED_INDEX ||
		partitions_match(index, lookup->nkeys);
}

/*
 * Can queries use an index, given its row of pg_index, and has it all rows?
 * One with indcheckxmin can lack versions of rows that older snapshots see.
 */
static bool
is_usable(HeapTuple index)
{
	Form_pg_index form = (Form_pg_index) GETSTRUCT(index);

	return form->indisvalid && form->indisready && form->indislive &&
		heap_attisnull(index, Anum_pg_index_indpred, NULL) &&
		(!form->indcheckxmin ||
		 TransactionIdPrecedes(HeapTupleHeaderGetXmin(index->t_data),
							   TransactionXmin));
}

/*
 * Does an index give its first keys in order, all ascending or all descending,
 * with NULL after the highest value?
 */
static bool
is_in_order(const int16 *options, int nkeys)
{
	int			i;

	for (i = 0; i < nkeys; i++)
	{
		if (options[i] != options[0] ||
			(options[i] != 0 && options[i] != (INDOPTION_DESC | INDOPTION_NULLS_FIRST)))
			return false;
	}
	return true;
}

/*
 * Return the first keys of an index as expressions of columns of relation 1.
 */
static List *
index_keys(Relation relation, Relation index, int nkeys)
{
	List	   *exprs = NIL;
	int			nexprs = 0;
	List	   *result = NIL;
	int			i;

	for (i = 0; i < nkeys; i++)
	{
		AttrNumber	column = index->rd_index->indkey.values[i];

		CHECK_FOR_INTERRUPTS();
		if (column != 0)
		{
			Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(relation),
														column - 1);

			result = lappend(result, makeVar(1, column, attribute->atttypid,
											 attribute->atttypmod,
											 attribute->attcollation, 0));
			continue;
		}
		if (exprs == NIL)
			exprs = index_exprs(index);
		result = lappend(result, planned_expr(list_nth(exprs, nexprs++)));
	}
	return result;
}

/*
 * Return the expressions of an index as they are written:
 * RelationGetIndexExpressions() would calculate constant parts, see
 * planned_expr().
 */
static List *
index_exprs(Relation index)
{
	HeapTuple	tuple = SearchSysCache1(INDEXRELID,
										ObjectIdGetDatum(RelationGetRelid(index)));
	bool		isnull = true;
	Datum		exprs = (Datum) 0;
	List	   *result;

	if (HeapTupleIsValid(tuple))
		exprs = SysCacheGetAttr(INDEXRELID, tuple, Anum_pg_index_indexprs, &isnull);
	/* cannot happen: the index is open, and has a key that is no column */
	if (isnull)
		elog(ERROR, "index %u has no expressions", RelationGetRelid(index));
	result = stringToNode(TextDatumGetCString(exprs));
	ReleaseSysCache(tuple);
	return result;
}

/*
 * Do the indexes of all partitions have the order of a partitioned index?  One
 * that is attached need not.
 */
static bool
partitions_match(Relation index, int nkeys)
{
	ListCell   *cell;

	foreach(cell, find_all_inheritors(RelationGetRelid(index), NoLock, NULL))
	{
		HeapTuple	tuple = SearchSysCache1(INDEXRELID,
											ObjectIdGetDatum(lfirst_oid(cell)));
		bool		matches = false;

		CHECK_FOR_INTERRUPTS();
		if (HeapTupleIsValid(tuple))
		{
			bool		isnull;
			Datum		options = SysCacheGetAttr(INDEXRELID, tuple,
												  Anum_pg_index_indoption,
												  &isnull);

			matches = !isnull && is_usable(tuple) &&
				memcmp(((int2vector *) DatumGetPointer(options))->values,
					   index->rd_indoption, (Size) nkeys * sizeof(int16)) == 0;
			ReleaseSysCache(tuple);
		}
		if (!matches)
			return false;
	}
	return true;
}
