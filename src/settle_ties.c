/*-------------------------------------------------------------------------
 *
 * settle_ties.c
 *		Events at one time of which no sequence tells the last.
 *
 * A log without numbers may say that one status ended and the next began, at
 * the same time.  What began should count, whatever the letters of both.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "interrupts.h"
#include "label_set.h"
#include "timeline.h"

/* Is the status of a string among the labels? */
typedef enum Listed
{
	LISTED_UNKNOWN,				/* not looked up yet */
	LISTED_YES,
	LISTED_NO
} Listed;

typedef struct Settlement
{
	TimelineReader reader;		/* reads the events of the current time */
	TimelineReader ahead;		/* reads the first event after them */
	StatusEvent next;			/* that event, if has_next */
	bool		has_next;
	uint64		left;			/* events of the current time not yet read */
	bool		drops;			/* some of them lose */
	const ValueDict *keys;		/* of the labels */
	uint8	   *listed;			/* Listed, by string */
} Settlement;

static bool is_listed(const Settlement *settlement, uint32 value);
static bool next_time(Settlement *settlement);
static bool any_event_loses(Settlement settlement);
static bool next_settled(Settlement *settlement, StatusEvent *event);
static Timeline *settle(Settlement *settlement);

/*
 * settle_ties(timeline, labels text[]) returns timeline
 *
 * Of several events without a sequence at one time, drops those whose status is
 * not among the labels, if that of another one is.  Strict; NULL elements match
 * nothing.  Returns the timeline itself if nothing is dropped.
 */
PG_FUNCTION_INFO_V1(settle_ties);
Datum
settle_ties(PG_FUNCTION_ARGS)
{
	ArrayType  *labels = PG_GETARG_ARRAYTYPE_P(1);
	Settlement	settlement;

	if (ArrayGetNItems(ARR_NDIM(labels), ARR_DIMS(labels)) == 0)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	memset(&settlement, 0, sizeof(settlement));
	timeline_open_datum(&settlement.reader, PG_GETARG_TIMELINE_P(0));
	settlement.ahead = settlement.reader;
	settlement.has_next = timeline_next(&settlement.ahead, &settlement.next);
	settlement.keys = label_set_of_argument(fcinfo, 1);
	settlement.listed = palloc0((Size) settlement.reader.nstrings + 1);
	if (!any_event_loses(settlement))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	PG_RETURN_TIMELINE_P(settle(&settlement));
}

/* Return true if the status of a value is among the labels. */
static bool
is_listed(const Settlement *settlement, uint32 value)
{
	const TimelineReader *reader = &settlement->reader;
	uint32		status = reader->values[value].status;
	uint8	   *listed = &settlement->listed[status];

	if (status == reader->nstrings)
		return false;
	if (*listed == LISTED_UNKNOWN)
	{
		text	   *label = cstring_to_text_with_len(reader->strings[status].data,
													 (int) reader->strings[status].len);

		*listed = label_set_has(settlement->keys, label) ? LISTED_YES : LISTED_NO;
		pfree(label);
	}
	return *listed == LISTED_YES;
}

/* Advance to the events of the next time.  Return false if there are none. */
static bool
next_time(Settlement *settlement)
{
	const TimestampTz at = settlement->next.at;
	uint32		first = 0;		/* value */
	uint64		nunnumbered = 0;
	bool		some_listed = false;
	bool		some_not = false;

	if (!settlement->has_next)
		return false;
	do
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, settlement->left);
		if (!settlement->next.has_sequence)
		{
			uint32		value = settlement->next.value;

			/* most times have one event, whose status does not matter */
			if (nunnumbered++ == 0)
				first = value;
			else
			{
				bool		listed = is_listed(settlement, value);

				if (nunnumbered == 2)
				{
					some_listed = is_listed(settlement, first);
					some_not = !some_listed;
				}
				some_listed |= listed;
				some_not |= !listed;
			}
		}
		settlement->left++;
		settlement->has_next = timeline_next(&settlement->ahead,
											 &settlement->next);
	} while (settlement->has_next && settlement->next.at == at);
	settlement->drops = some_listed && some_not;
	return true;
}

/* Return true if any event is dropped.  Reads with a copy of the readers. */
static bool
any_event_loses(Settlement settlement)
{
	while (next_time(&settlement))
	{
		CHECK_FOR_INTERRUPTS_EVERY(4096, settlement.ahead.blocks.next_element);
		if (settlement.drops)
			return true;
		settlement.left = 0;
	}
	return false;
}

/* Read the next event that stays.  Return false if there is none. */
static bool
next_settled(Settlement *settlement, StatusEvent *event)
{
	do
	{
		if (settlement->left == 0 && !next_time(settlement))
			return false;
		CHECK_FOR_INTERRUPTS_EVERY(4096, settlement->left);
		(void) timeline_next(&settlement->reader, event);
		settlement->left--;
	} while (settlement->drops && !event->has_sequence &&
			 !is_listed(settlement, event->value));
	return true;
}

/* Return the timeline of the events that stay. */
static Timeline *
settle(Settlement *settlement)
{
	TimelineReader *reader = &settlement->reader;
	ValueDict  *dict = value_dict_create(CurrentMemoryContext);
	EventSet   *set = event_set_create(dict, reader->sequenced);
	uint32	   *values = timeline_map_values(reader, dict);
	StatusEvent event;

	while (next_settled(settlement, &event))
	{
		event.value = values[event.value];
		event_set_add(set, &event);
	}
	return timeline_encode(set);
}
