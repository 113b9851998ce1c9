/*-------------------------------------------------------------------------
 *
 * timeline_srf.c
 *		Rows out of a timeline.
 *
 * A function in FROM fills a tuplestore at once, which is what the executor
 * would make of single rows anyway; one in the select list hands out row by
 * row, so that nothing has to be stored.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "timeline_srf.h"

/* More than a row takes besides its status and reason, in bytes */
#define OTHER_ROW_SIZE	1024

/*
 * Return the rows of a source, in the way the caller prefers.
 */
Datum
return_rows(FunctionCallInfo fcinfo, const RowSource *source)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[MAX_ROW_COLUMNS];
	bool		nulls[MAX_ROW_COLUMNS];
	FuncCallContext *funcctx;

	if (rsinfo != NULL && IsA(rsinfo, ReturnSetInfo) &&
		(rsinfo->allowedModes & SFRM_Materialize_Preferred) != 0)
	{
		MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext,
														  "userlogs row",
														  ALLOCSET_SMALL_SIZES);
		MemoryContext oldcontext;
		void	   *state;

		/* the type is known from the plan; looking it up costs more than a row */
		InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
		state = source->open(fcinfo);
		oldcontext = MemoryContextSwitchTo(row_context);
		while (source->next(state, values, nulls))
		{
			CHECK_FOR_INTERRUPTS();
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc,
								 values, nulls);
			MemoryContextReset(row_context);
		}
		MemoryContextSwitchTo(oldcontext);
		MemoryContextDelete(row_context);
		return (Datum) 0;
	}

	if (SRF_IS_FIRSTCALL())
	{
		MemoryContext oldcontext;
		TupleDesc	tupdesc;

		funcctx = SRF_FIRSTCALL_INIT();
		/* the state, and a detoasted argument, must live from call to call */
		oldcontext = MemoryContextSwitchTo(funcctx->multi_call_memory_ctx);
		if (get_call_result_type(fcinfo, NULL, &tupdesc) != TYPEFUNC_COMPOSITE)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("function returning record called in context that cannot accept type record")));
		funcctx->tuple_desc = BlessTupleDesc(tupdesc);
		funcctx->user_fctx = source->open(fcinfo);
		MemoryContextSwitchTo(oldcontext);
	}
	funcctx = SRF_PERCALL_SETUP();
	if (source->next(funcctx->user_fctx, values, nulls))
	{
		HeapTuple	tuple = heap_form_tuple(funcctx->tuple_desc, values, nulls);

		SRF_RETURN_NEXT(funcctx, HeapTupleGetDatum(tuple));
	}
	SRF_RETURN_DONE(funcctx);
}

/*
 * Make ready to return the strings of a reader as texts.
 */
void
timeline_texts_init(TimelineTexts *texts, const TimelineReader *reader)
{
	uint32		i;

	texts->reader = reader;
	texts->texts = MemoryContextAllocHuge(CurrentMemoryContext,
										  ((Size) reader->nstrings + 1) *
										  sizeof(Datum));
	for (i = 0; i < reader->nstrings; i++)
	{
		CHECK_FOR_INTERRUPTS();
		texts->texts[i] =
			PointerGetDatum(cstring_to_text_with_len(reader->strings[i].data,
													 (int) reader->strings[i].len));
	}
	texts->texts[i] = (Datum) 0;
}

/*
 * The status and the reason of a value: two datums and two null flags.
 */
void
timeline_texts_get(const TimelineTexts *texts, uint32 value,
				   Datum *datums, bool *nulls)
{
	const TimelineValue *pair = &texts->reader->values[value];

	datums[0] = texts->texts[pair->status];
	nulls[0] = pair->status == texts->reader->nstrings;
	datums[1] = texts->texts[pair->reason];
	nulls[1] = pair->reason == texts->reader->nstrings;

	/* one string may be both, so that only the row is too large */
	if (!nulls[0] && !nulls[1] &&
		(Size) VARSIZE(DatumGetPointer(datums[0])) +
		VARSIZE(DatumGetPointer(datums[1])) > MaxAllocSize - OTHER_ROW_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("status and reason are too long for a row"),
				 errdetail("A row has room for less than 1 GB."),
				 errhint("Get them one by one, with status_at and reason_at.")));
}
