/*-------------------------------------------------------------------------
 *
 * label_set.c
 *		Labels of an argument, compared by their keys.
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
#include "miscadmin.h"
#include "utils/memutils.h"

#include "label_set.h"
#include "normalize_blanks.h"
#include "text_util.h"

/* Keys of the labels that a function has last been called with */
typedef struct KeptKeys
{
	MemoryContext context;
	ArrayType  *labels;			/* NULL if no keys are kept */
	ValueDict  *keys;
} KeptKeys;

static ValueDict *make_keys(ArrayType *labels, MemoryContext context);

/*
 * Return the keys of the labels in an argument, an array of text, as the
 * strings of a dictionary.  Those of labels larger than work_mem are not kept.
 */
const ValueDict *
label_set_of_argument(FunctionCallInfo fcinfo, int argument)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;
	ArrayType  *labels = PG_GETARG_ARRAYTYPE_P(argument);
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
	MemoryContext key_context = AllocSetContextCreate(CurrentMemoryContext,
													  "userlogs label key",
													  ALLOCSET_SMALL_SIZES);
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

/*
 * Return true if the key of a label is among the keys.  Leaves the key in the
 * current memory context.
 */
bool
label_set_has(const ValueDict *keys, text *label)
{
	text	   *key = make_label_key(label, DEFAULT_COLLATION_OID);

	return value_dict_find_string(keys, VARDATA_ANY(key),
								  (uint32) VARSIZE_ANY_EXHDR(key)) != DICT_NULL;
}
