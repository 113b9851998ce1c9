/*-------------------------------------------------------------------------
 *
 * statuses_in.c
 *		Statuses of a timeline that are, or are not, among given labels.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "label_set.h"
#include "timeline_texts.h"

static Datum select_statuses(FunctionCallInfo fcinfo, bool listed);

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
	const ValueDict *keys = label_set_of_argument(fcinfo, 1);
	TimelineReader reader;
	Datum	   *statuses;
	int			nstatuses;
	int			nselected = 0;
	MemoryContext key_context = AllocSetContextCreate(CurrentMemoryContext,
													  "userlogs label key",
													  ALLOCSET_SMALL_SIZES);
	MemoryContext oldcontext;
	int			i;

	timeline_open_datum(&reader, PG_GETARG_TIMELINE_P(0));
	statuses = timeline_statuses(&reader, &nstatuses);
	oldcontext = MemoryContextSwitchTo(key_context);
	for (i = 0; i < nstatuses; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (label_set_has(keys, DatumGetTextPP(statuses[i])) == listed)
			statuses[nselected++] = statuses[i];
		MemoryContextReset(key_context);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(key_context);
	PG_RETURN_ARRAYTYPE_P(construct_array(statuses, nselected, TEXTOID,
										  -1, false, TYPALIGN_INT));
}
