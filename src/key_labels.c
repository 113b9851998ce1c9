/*-------------------------------------------------------------------------
 *
 * key_labels.c
 *		Timelines whose labels are keys, the same for all spellings.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "normalize_blanks.h"
#include "relabel.h"

/*
 * key_labels(timeline) returns timeline
 *
 * Replaces each status and reason by its label_key(), and a blank reason by
 * none.  Of several events at one time, only the one that counts is kept.
 * Strict.  Returns the timeline itself if nothing changes.
 */
PG_FUNCTION_INFO_V1(key_labels);
Datum
key_labels(PG_FUNCTION_ARGS)
{
	TimelineRuns runs;
	TimelineReader *reader = &runs.reader;
	TimelineString *statuses;
	TimelineString *reasons;
	Timeline   *result;
	Size		size;
	uint32		i;

	timeline_runs_open(&runs, PG_GETARG_TIMELINE_P(0), DT_NOBEGIN, DT_NOEND);
	size = ((Size) reader->nstrings + 1) * sizeof(TimelineString);
	statuses = MemoryContextAllocHuge(CurrentMemoryContext, size);
	reasons = MemoryContextAllocHuge(CurrentMemoryContext, size);
	for (i = 0; i < reader->nstrings; i++)
	{
		text	   *label;

		CHECK_FOR_INTERRUPTS();
		label = cstring_to_text_with_len(reader->strings[i].data,
										 (int) reader->strings[i].len);
		label = make_label_key(label, DEFAULT_COLLATION_OID);
		statuses[i].data = VARDATA_ANY(label);
		statuses[i].len = (uint32) VARSIZE_ANY_EXHDR(label);
		reasons[i] = statuses[i];
		if (reasons[i].len == 0)
			reasons[i].data = NULL;
	}
	statuses[reader->nstrings] = reader->strings[reader->nstrings];
	reasons[reader->nstrings] = reader->strings[reader->nstrings];

	result = relabel_values(&runs, statuses, reasons);
	if (result == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_TIMELINE_P(result);
}
