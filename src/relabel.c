/*-------------------------------------------------------------------------
 *
 * relabel.c
 *		Timelines with replaced statuses and reasons.
 *
 * Without that, a status or reason that a log spells in several ways is
 * counted under each spelling.
 *
 * Of several events at one time, keep only the one that counts: with replaced
 * labels their order might change, and another one count.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "relabel.h"
#include "text_util.h"
#include "timeline_runs.h"

/*
 * Return the new labels by string of a timeline, the last element for NULL.
 * If an old label is given more than once, the first one counts.
 */
static TimelineString *
read_labels(const TimelineReader *reader, ArrayType *old_array,
			ArrayType *new_array)
{
	TimelineString *labels;
	Datum	   *old_labels;
	Datum	   *new_labels;
	bool	   *is_null_old;
	bool	   *is_null_new;
	int			nold;
	int			nnew;
	int			i;

	deconstruct_texts(old_array, &old_labels, &is_null_old, &nold);
	deconstruct_texts(new_array, &new_labels, &is_null_new, &nnew);
	if (nold != nnew)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("there must be as many new labels as old ones")));
	labels = MemoryContextAllocHuge(CurrentMemoryContext,
									((Size) reader->nstrings + 1) *
									sizeof(TimelineString));
	memcpy(labels, reader->strings,
		   ((Size) reader->nstrings + 1) * sizeof(TimelineString));
	for (i = nold - 1; i >= 0; i--)
	{
		uint32		string = reader->nstrings;
		TimelineString label = {NULL, 0};

		CHECK_FOR_INTERRUPTS();
		if (!is_null_old[i])
		{
			const text *old = DatumGetTextPP(old_labels[i]);

			string = timeline_find_string(reader, VARDATA_ANY(old),
										  (uint32) VARSIZE_ANY_EXHDR(old));
			if (string == reader->nstrings)
				continue;
		}
		if (!is_null_new[i])
		{
			const text *new = DatumGetTextPP(new_labels[i]);

			label.data = VARDATA_ANY(new);
			label.len = (uint32) VARSIZE_ANY_EXHDR(new);
		}
		labels[string] = label;
	}
	return labels;
}

/* Return true if two strings differ. */
static bool
is_other(const TimelineString *a, const TimelineString *b)
{
	return compare_strings(a->data, a->len, b->data, b->len) != 0;
}

/* Return true if the status or the reason of any value changes. */
static bool
changes_values(const TimelineReader *reader, const TimelineString *statuses,
			   const TimelineString *reasons)
{
	uint32		i;

	for (i = 0; i < reader->nvalues; i++)
	{
		const TimelineValue *value = &reader->values[i];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		if (is_other(&statuses[value->status], &reader->strings[value->status]) ||
			is_other(&reasons[value->reason], &reader->strings[value->reason]))
			return true;
	}
	return false;
}

/*
 * Return the timeline of the events that count, which "runs" reads from the
 * start, with new statuses and reasons by string of its reader, the last
 * element for NULL.  NULL if nothing changes.
 */
Timeline *
relabel_values(TimelineRuns *runs, const TimelineString *statuses,
			   const TimelineString *reasons)
{
	TimelineReader *reader = &runs->reader;
	EventSet   *set;
	uint32	   *values;
	StatusEvent event;
	uint32		i;

	if (!changes_values(reader, statuses, reasons))
		return NULL;
	set = event_set_create(value_dict_create(CurrentMemoryContext),
						   reader->sequenced);
	values = MemoryContextAllocHuge(CurrentMemoryContext,
									(Size) reader->nvalues * sizeof(uint32));
	for (i = 0; i < reader->nvalues; i++)
	{
		const TimelineString *status = &statuses[reader->values[i].status];
		const TimelineString *reason = &reasons[reader->values[i].reason];

		CHECK_FOR_INTERRUPTS_EVERY(4096, i);
		values[i] = value_dict_lookup(set->dict, status->data, status->len,
									  reason->data, reason->len);
	}
	while (timeline_next_winner(runs, &event))
	{
		event.value = values[event.value];
		event_set_add(set, &event);
	}
	return timeline_encode(set);
}

/*
 * relabel(timeline, old_statuses text[], new_statuses text[],
 *		   old_reasons text[], new_reasons text[]) returns timeline
 *
 * Strict.  Returns the timeline itself if nothing changes.
 */
PG_FUNCTION_INFO_V1(relabel);
Datum
relabel(PG_FUNCTION_ARGS)
{
	TimelineRuns runs;
	TimelineReader *reader = &runs.reader;
	TimelineString *statuses;
	TimelineString *reasons;
	Timeline   *result;

	timeline_runs_open(&runs, PG_GETARG_TIMELINE_P(0), DT_NOBEGIN, DT_NOEND);
	statuses = read_labels(reader, PG_GETARG_ARRAYTYPE_P(1),
						   PG_GETARG_ARRAYTYPE_P(2));
	reasons = read_labels(reader, PG_GETARG_ARRAYTYPE_P(3),
						  PG_GETARG_ARRAYTYPE_P(4));
	result = relabel_values(&runs, statuses, reasons);
	if (result == NULL)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_TIMELINE_P(result);
}
