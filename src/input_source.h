/*-------------------------------------------------------------------------
 *
 * input_source.h
 *		Columns of an input as expressions of the table that they come from.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_INPUT_SOURCE_H
#define USERLOGS_INPUT_SOURCE_H

#include "nodes/pg_list.h"
#include "utils/array.h"

typedef struct InputColumns
{
	Oid			relid;			/* table, partitioned table, materialized view
								 * or foreign table */
	bool		inherits;		/* read with its children */
	bool		is_barrier;		/* read below a security barrier */
	List	   *exprs;			/* the columns; Vars are of relation 1 */
} InputColumns;

extern bool resolve_input_columns(Oid reader, ArrayType *columns,
								  InputColumns *result);

#endif							/* USERLOGS_INPUT_SOURCE_H */
