/*-------------------------------------------------------------------------
 *
 * status_ranks.h
 *		Ranks of statuses, by their keys.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_STATUS_RANKS_H
#define USERLOGS_STATUS_RANKS_H

#include "time_blocks.h"
#include "value_dict.h"

/* Rank of a status that is not listed, unless the list ranks it: the last */
#define RANK_UNLISTED	((int64) PG_INT32_MAX + 1)

/* Rank of a NULL status, after all others */
#define RANK_NO_STATUS	((int64) PG_INT32_MAX + 2)

/* Not computed yet */
#define RANK_UNKNOWN	PG_INT64_MIN

/* The key of a listed status */
typedef struct RankedKey
{
	const char *data;
	uint32		len;
	int64		rank;
} RankedKey;

/*
 * The ranks that two parallel arrays give to the statuses of a dictionary.
 * Groups of one aggregate with equal arrays share them.
 */
typedef struct StatusRanks
{
	struct StatusRanks *next;	/* of the same dictionary */
	ValueDict  *dict;
	bool		has_arrays;		/* the arrays are known */
	struct varlena *statuses;	/* the arrays, or NULL */
	struct varlena *numbers;
	RankedKey  *keys;			/* in order, each once */
	uint32		nkeys;
	int64		other_rank;		/* of statuses that are not listed */
	char	   *serial;			/* the keys and ranks; equal ranks have equal
								 * bytes */
	uint32		serial_size;
	int64	   *ranks;			/* by string of the dictionary, or
								 * RANK_UNKNOWN */
	uint32		nranks;
} StatusRanks;

extern StatusRanks *status_ranks_of_arrays(ValueDict *dict,
										   struct varlena *statuses,
										   struct varlena *numbers);
extern StatusRanks *status_ranks_read(ValueDict *dict, TimeBlocks *blocks);
extern void status_ranks_write(StringInfo buf, const StatusRanks *ranks);
extern void status_ranks_check_arrays(const StatusRanks *ranks,
									  struct varlena *statuses,
									  struct varlena *numbers);
extern void status_ranks_check_equal(const StatusRanks *ranks,
									 const StatusRanks *other);
extern int64 status_ranks_find(StatusRanks *ranks, uint32 status);

/* Return the rank of the status of a value of the dictionary. */
static inline int64
status_rank(StatusRanks *ranks, uint32 value)
{
	uint32		status = ranks->dict->values[value].status;

	if (status == DICT_NULL)
		return RANK_NO_STATUS;
	if (unlikely(status >= ranks->nranks ||
				 ranks->ranks[status] == RANK_UNKNOWN))
		return status_ranks_find(ranks, status);
	return ranks->ranks[status];
}

#endif							/* USERLOGS_STATUS_RANKS_H */
