/*-------------------------------------------------------------------------
 *
 * statuses_in.c
 *		Statuses of a timeline that are, or are not, among given labels.
 *
 * Labels are compared by their keys, so a log and a table of classes may spell
 * a status in different ways.
 *
 * A query passes the same labels with one timeline after the other.  Their
 * keys are kept from one call to the next.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "normalize_blanks.h"
#include "text_util.h"
#include "timeline_texts.h"

/* Keys of the labels that a function has last been called with */
typedef struct KeptKeys
{
	MemoryContext context;
	ArrayType  *labels;			/* NULL if no keys are kept */
	ValueDict  *keys;
} KeptKeys;

static Datum select_statuses(FunctionCallInfo fcinfo, bool listed);
static const ValueDict *keys_of_labels(FunctionCallInfo fcinfo);
static ValueDict *make_keys(ArrayType *labels, MemoryContext context);
static MemoryContext create_key_context(void);

/*
 * statuses_in(timeline, labels text[]) returns text[]
 *
 * Strict.  NULL elements match nothing.
 */
PG_FUNCTION_INFO_V1(statuses_in);
Datum
statuses_in(PG_FUNCTION_ARGS)
{
	return select_statuses(fcinfo, true);
}

/*
 * statuses_not_in(timeline, labels text[]) returns text[]
 *
 * Strict.  NULL elements match nothing.
 */
PG_FUNCTION_INFO_V1(statuses_not_in);
Datum
statuses_not_in(PG_FUNCTION_ARGS)
{
	return select_statuses(fcinfo, false);
}

/* Return the statuses whose keys are, or are not, among those of the labels. */
static Datum
select_statuses(FunctionCallInfo fcinfo, bool listed)
{
	const ValueDict *keys = keys_of_labels(fcinfo);
	TimelineReader reader;
	Datum	   *statuses;
	int			nstatuses;
	int			nselected = 0;
	MemoryContext key_context = create_key_context();
	MemoryContext oldcontext;
	int			i;

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	statuses = timeline_statuses(&reader, &nstatuses);
	oldcontext = MemoryContextSwitchTo(key_context);
	for (i = 0; i < nstatuses; i++)
	{
		text	   *key = make_label_key(DatumGetTextPP(statuses[i]),
												 DEFAULT_COLLATION_OID);

		CHECK_FOR_INTERRUPTS();
		if ((value_dict_find_string(keys, VARDATA_ANY(key),
									(uint32) VARSIZE_ANY_EXHDR(key)) != DICT_NULL) == listed)
			statuses[nselected++] = statuses[i];
		MemoryContextReset(key_context);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(key_context);
	PG_RETURN_ARRAYTYPE_P(construct_array(statuses, nselected, TEXTOID,
										  -1, false, TYPALIGN_INT));
}

/*
 * Return the keys of the labels in argument 1.  Those of labels larger than
 * work_mem are not kept.
 */
static const ValueDict *
keys_of_labels(FunctionCallInfo fcinfo)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;
	ArrayType  *labels = PG_GETARG_ARRAYTYPE_P(1);
	KeptKeys   *kept = flinfo->fn_extra;
	ArrayType  *copy;

	if (VARSIZE(labels) > (Size) work_mem * 1024)
		return make_keys(labels, CurrentMemoryContext);
	if (kept == NULL)
	{
		kept = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(KeptKeys));
		kept->context = AllocSetContextCreate(flinfo->fn_mcxt,
											  "userlogs label keys",
											  ALLOCSET_SMALL_SIZES);
		flinfo->fn_extra = kept;
	}
	if (kept->labels != NULL && VARSIZE(labels) == VARSIZE(kept->labels) &&
		memcmp(labels, kept->labels, VARSIZE(labels)) == 0)
		return kept->keys;

	kept->labels = NULL;
	MemoryContextReset(kept->context);
	kept->keys = make_keys(labels, kept->context);
	copy = MemoryContextAlloc(kept->context, VARSIZE(labels));
	memcpy(copy, labels, VARSIZE(labels));
	kept->labels = copy;
	return kept->keys;
}

/* Return the keys of labels, as the strings of a dictionary in a context. */
static ValueDict *
make_keys(ArrayType *labels, MemoryContext context)
{
	ValueDict  *keys = value_dict_create(context);
	MemoryContext key_context = create_key_context();
	MemoryContext oldcontext;
	text	  **texts;
	int			ntexts;
	int			i;

	texts = array_texts(labels, &ntexts);
	oldcontext = MemoryContextSwitchTo(key_context);
	for (i = 0; i < ntexts; i++)
	{
		text	   *key = make_label_key(texts[i], DEFAULT_COLLATION_OID);

		CHECK_FOR_INTERRUPTS();
		(void) value_dict_string(keys, VARDATA_ANY(key),
								 (uint32) VARSIZE_ANY_EXHDR(key));
		MemoryContextReset(key_context);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(key_context);
	return keys;
}

/* Create a context for one key at a time. */
static MemoryContext
create_key_context(void)
{
	return AllocSetContextCreate(CurrentMemoryContext, "userlogs label key",
								 ALLOCSET_SMALL_SIZES);
}
