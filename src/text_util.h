/*-------------------------------------------------------------------------
 *
 * text_util.h
 *		Times as texts, and texts of arrays.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TEXT_UTIL_H
#define USERLOGS_TEXT_UTIL_H

#include "utils/array.h"
#include "utils/datetime.h"

/* Size of the buffer for format_time() */
#define TIME_TEXT_SIZE		(MAXDATELEN + 1)

extern void format_time(char *result, TimestampTz at, int style);
extern void deconstruct_texts(ArrayType *array, Datum **elements,
							  bool **nulls, int *nelements);
extern text **array_texts(ArrayType *array, int *ntexts);

#endif							/* USERLOGS_TEXT_UTIL_H */
