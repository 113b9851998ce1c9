/*-------------------------------------------------------------------------
 *
 * label_key.c
 *		The key that all spellings of a label share.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "normalize_blanks.h"

/* Labels whose keys a call site keeps, a power of two, and their longest size */
#define KEPT_LABELS		64
#define MAX_KEPT_SIZE	256

typedef struct KeptLabel
{
	text	   *label;			/* NULL: none yet */
	text	   *key;
} KeptLabel;

static KeptLabel *kept_label(FmgrInfo *flinfo, const text *label);
static text *copy_text(const text *source, MemoryContext context);

/*
 * label_key(text) returns text
 *
 * Strict.  Blanks normalized, in lower case by the collation of the call.  A
 * log has few labels and many rows, so the keys of the last ones are kept.
 */
PG_FUNCTION_INFO_V1(label_key);
Datum
label_key(PG_FUNCTION_ARGS)
{
	text	   *label = PG_GETARG_TEXT_PP(0);
	KeptLabel  *kept;

	if (VARSIZE_ANY_EXHDR(label) > MAX_KEPT_SIZE)
		PG_RETURN_TEXT_P(make_label_key(label, PG_GET_COLLATION()));
	kept = kept_label(fcinfo->flinfo, label);
	if (kept->label == NULL ||
		VARSIZE_ANY_EXHDR(kept->label) != VARSIZE_ANY_EXHDR(label) ||
		memcmp(VARDATA_ANY(kept->label), VARDATA_ANY(label),
			   VARSIZE_ANY_EXHDR(label)) != 0)
	{
		MemoryContext context = fcinfo->flinfo->fn_mcxt;
		text	   *key = make_label_key(label, PG_GET_COLLATION());

		if (kept->label != NULL)
		{
			pfree(kept->label);
			kept->label = NULL;
			pfree(kept->key);
		}
		kept->key = copy_text(key, context);
		kept->label = copy_text(label, context);
	}
	PG_RETURN_TEXT_P(copy_text(kept->key, CurrentMemoryContext));
}

/* Return the place of a label among those that a call site keeps. */
static KeptLabel *
kept_label(FmgrInfo *flinfo, const text *label)
{
	uint32		hash = hash_bytes((const unsigned char *) VARDATA_ANY(label),
								  (int) VARSIZE_ANY_EXHDR(label));

	if (flinfo->fn_extra == NULL)
		flinfo->fn_extra = MemoryContextAllocZero(flinfo->fn_mcxt,
												  KEPT_LABELS * sizeof(KeptLabel));
	return (KeptLabel *) flinfo->fn_extra + hash % KEPT_LABELS;
}

/* Return a copy of a text in a memory context. */
static text *
copy_text(const text *source, MemoryContext context)
{
	Size		size = VARSIZE_ANY(source);

	return memcpy(MemoryContextAlloc(context, size), source, size);
}
