/*-------------------------------------------------------------------------
 *
 * headcount_format.c
 *		The stored form of a headcount, and its encoder.
 *
 * Equal step functions have equal bytes, so headcounts are compared by their
 * bytes.  time_blocks.c describes header, index and integers, which all types
 * share.  After the varlena header:
 *
 *	  0  1	format version, 1
 *	  1  1	flags, of which there are none: 0
 *	  2  4	number of changes; 0 if the headcount is always 0
 *	  6  8	time of the first change, microseconds from 2000-01-01 UTC; 0 if
 *			there is none
 *	 14  8	time of the last change; 0 if there is none
 *	 22		varint unit: the greatest common divisor, in microseconds, of the
 *			distances in time between the changes; 1 if there are less than
 *			two
 *			index: for each block of 128 changes but the first
 *				8	time of its first change
 *				4	offset of its first byte from that of the first change
 *				8	headcount before that time
 *			changes in order of time, one for each:
 *				varint	distance in time from the change before, in units
 *				varint	change of the headcount, not 0, in zigzag form
 *
 * Before the first change the headcount is 0, after the last change it stays
 * at the final count.  It is never negative and fits in a bigint.
 *
 * A change of less than 64 takes 2 to 4 bytes in whole minutes or seconds, 4
 * to 6 with microseconds.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "headcount.h"

const TimeBlocksFormat headcount_format = {
	.type_name = "headcount",
	.version = HEADCOUNT_VERSION,
	.known_flags = 0,
	.entry_size = BLOCK_ENTRY_SIZE + 8
};

/* Maximal size of a change, in bytes */
#define MAX_CHANGE_SIZE		(2 * MAX_VARINT_SIZE)

/* What headcount_encode() must know before it writes */
typedef struct HeadcountPlan
{
	uint64		nchanges;
	TimestampTz first_at;
	TimestampTz last_at;
	uint64		unit;
} HeadcountPlan;

static HeadcountPlan plan_headcount(ChangeSweep sweep);
static void write_changes(StringInfo buf, ChangeSweep sweep, uint64 unit,
						  int index_start);

/*
 * Encode a set of changes as a headcount in the current memory context.  May
 * sort the set, but keeps its changes.
 */
Headcount *
headcount_encode(ChangeSet *set)
{
	ChangeSweep sweep = change_set_sort(set);
	HeadcountPlan plan = plan_headcount(sweep);
	StringInfoData buf;
	int			index_start;

	time_blocks_begin(&buf, &headcount_format, 0, (uint32) plan.nchanges,
					  plan.first_at, plan.last_at, plan.unit);
	/* a change takes at least two bytes, so the number fits in 32 bits */
	if (plan.nchanges >= MaxAllocSize / 2)
		reserve_bytes(&buf, &headcount_format, MaxAllocSize);
	index_start = time_blocks_begin_index(&buf, &headcount_format,
										  (uint32) plan.nchanges);
	write_changes(&buf, sweep, plan.unit, index_start);
	SET_VARSIZE(buf.data, buf.len);
	return (Headcount *) buf.data;
}

/*
 * Determine the number of changes, the first and last time and the unit of
 * time, and check that every count is in range.
 */
static HeadcountPlan
plan_headcount(ChangeSweep sweep)
{
	HeadcountPlan plan = {0};
	int64		count = 0;
	Change		change;

	while (change_sweep_next(&sweep, &change))
	{
		if (pg_add_s64_overflow(count, change.change, &count))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("headcount out of range")));
		/* cannot happen: every decrease ends an earlier increase */
		if (count < 0)
			elog(ERROR, "negative headcount");

		Assert(change.change != 0);
		Assert(plan.nchanges == 0 || change.at > plan.last_at);
		if (plan.nchanges++ == 0)
			plan.first_at = change.at;
		else if (plan.unit != 1)
			plan.unit = common_unit(plan.unit, (uint64) change.at -
									(uint64) plan.last_at);
		plan.last_at = change.at;
	}
	if (plan.unit == 0)
		plan.unit = 1;
	return plan;
}

/* Append the changes, and write the index that begins at index_start. */
static void
write_changes(StringInfo buf, ChangeSweep sweep, uint64 unit, int index_start)
{
	int			changes_start = buf->len;
	int			reserved_end PG_USED_FOR_ASSERTS_ONLY = 0;
	TimestampTz last_at = 0;
	int64		count = 0;
	Change		change;
	uint32		i;

	for (i = 0; change_sweep_next(&sweep, &change); i++)
	{
		uint64		distance = (uint64) change.at - (uint64) last_at;

		if (i % BLOCK_ELEMENTS == 0)
		{
			reserve_bytes(buf, &headcount_format,
						  BLOCK_ELEMENTS * MAX_CHANGE_SIZE);
			reserved_end = buf->len + BLOCK_ELEMENTS * MAX_CHANGE_SIZE;
			if (i == 0)
				distance = 0;
			else
				put_uint64(put_block_entry(buf, &headcount_format,
										   i / BLOCK_ELEMENTS, index_start,
										   changes_start, change.at),
						   (uint64) count);
		}
		append_varint(buf, unit == 1 ? distance : distance / unit);
		append_zigzag(buf, (uint64) change.change);
		Assert(buf->len <= reserved_end);
		count += change.change;
		last_at = change.at;
	}
}
