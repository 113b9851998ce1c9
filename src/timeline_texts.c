/*-------------------------------------------------------------------------
 *
 * timeline_texts.c
 *		Strings of a timeline as values of type text.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/memutils.h"

#include "interrupts.h"
#include "timeline_texts.h"

/* Upper limit for the rest of a row, besides status and reason, in bytes */
#define OTHER_ROW_SIZE	1024

/*
 * Convert all strings of a reader to texts.
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
 * Get the status and the reason of a value: two datums and two null flags.
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

	/* each string fits in a text, but both may not fit in a row */
	if (!nulls[0] && !nulls[1] &&
		(Size) VARSIZE(DatumGetPointer(datums[0])) +
		VARSIZE(DatumGetPointer(datums[1])) > MaxAllocSize - OTHER_ROW_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("status and reason are too long for a row"),
				 errdetail("A row has room for less than 1 GB."),
				 errhint("Get them one by one, with status_at and reason_at.")));
}

/*
 * Return the different statuses of all events, without NULL, in order.
 */
Datum *
timeline_statuses(const TimelineReader *reader, int *nstatuses)
{
	Datum	   *statuses = palloc(((Size) reader->nstrings + 1) * sizeof(Datum));
	uint32		last = reader->nstrings;
	uint32		i;

	*nstatuses = 0;
	/* all values occur in events; they are in order of status, NULL last */
	for (i = 0; i < reader->nvalues; i++)
	{
		uint32		status = reader->values[i].status;
		const TimelineString *string = &reader->strings[status];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (status == last || string->data == NULL)
			continue;
		statuses[(*nstatuses)++] =
			PointerGetDatum(cstring_to_text_with_len(string->data,
													 (int) string->len));
		last = status;
	}
	return statuses;
}
