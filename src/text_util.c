/*-------------------------------------------------------------------------
 *
 * text_util.c
 *		Times as texts, and texts of arrays.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/timestamp.h"

#include "text_util.h"

/*
 * Format a time in UTC, independent of DateStyle and TimeZone.
 */
void
format_time(char *result, TimestampTz at, int style)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (timestamp2tm(at, NULL, &tm, &fsec, NULL, NULL) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	tm.tm_isdst = 0;			/* show the offset */
	EncodeDateTime(&tm, fsec, true, 0, NULL, style, result);
}

/*
 * Extract the elements of an array of texts, as deconstruct_array() does.
 */
void
deconstruct_texts(ArrayType *array, Datum **elements, bool **nulls,
				  int *nelements)
{
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT,
					  elements, nulls, nelements);
}

/*
 * Return the elements of an array of texts that are not NULL, in the current
 * memory context.
 */
text **
array_texts(ArrayType *array, int *ntexts)
{
	Datum	   *elements;
	bool	   *nulls;
	text	  **texts;
	int			nelements;
	int			i;

	deconstruct_texts(array, &elements, &nulls, &nelements);
	texts = palloc((Size) Max(nelements, 1) * sizeof(text *));
	*ntexts = 0;
	for (i = 0; i < nelements; i++)
		if (!nulls[i])
			texts[(*ntexts)++] = DatumGetTextPP(elements[i]);
	return texts;
}
