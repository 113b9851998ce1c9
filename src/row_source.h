/*-------------------------------------------------------------------------
 *
 * row_source.h
 *		Rows of set-returning functions.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_ROW_SOURCE_H
#define USERLOGS_ROW_SOURCE_H

#include "fmgr.h"

/*
 * Callbacks of a set-returning function.  open() makes a state from the
 * arguments, in a memory context that lives until the last row.  next() fills
 * in a row, or returns false at the end; its allocations live as long as the
 * row.
 */
typedef struct RowSource
{
	void	   *(*open) (FunctionCallInfo fcinfo);
	bool		(*next) (void *state, Datum *values, bool *nulls);
} RowSource;

/* Columns of the widest rows, those of availability_buckets() */
#define MAX_ROW_COLUMNS		18

extern Datum return_rows(FunctionCallInfo fcinfo, const RowSource *source);

#endif							/* USERLOGS_ROW_SOURCE_H */
