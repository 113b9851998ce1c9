/*-------------------------------------------------------------------------
 *
 * row_source.c
 *		Rows of set-returning functions.
 *
 * A function in FROM fills a tuplestore at once, as the executor would do with
 * single rows anyway.  A function in the select list returns row by row, so
 * that nothing has to be stored.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/tuplestore.h"

#include "row_source.h"

/*
 * Return the rows of a source in the mode that the caller prefers.
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

		/* the plan knows the row type; looking it up costs more than a row */
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
		/* keep the state, and detoasted arguments, across calls */
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
