/*-------------------------------------------------------------------------
 *
 * status_ranks.c
 *		Ranks of statuses, by their keys.
 *
 * A list of statuses and a list of ranks come with every row of an aggregate.
 * Their bytes are compared with those of the first row; they are only read if
 * the bytes differ.  The key of a status is computed once for all groups with
 * the same lists.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "normalize_blanks.h"
#include "status_ranks.h"
#include "text_util.h"
#include "timeline.h"

/*
 * Among this many recent lists look for equal ones: groups of several teams
 * may come in turns, but if every group has its own lists, do not compare them
 * all.
 */
#define RECENT_RANKS	64

static StatusRanks *create_ranks(ValueDict *dict);
static void read_arrays(StatusRanks *ranks, ArrayType *statuses,
						ArrayType *numbers);
static void sort_keys(StatusRanks *ranks);
static void write_keys(StatusRanks *ranks);
static void read_keys(StatusRanks *ranks, TimeBlocks *blocks);

/* Return true if two arrays, or NULL, have equal bytes. */
static inline bool
is_same_array(const struct varlena *a, const struct varlena *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

static inline bool
has_arrays(const StatusRanks *ranks, const struct varlena *statuses,
		   const struct varlena *numbers)
{
	return ranks->has_arrays && is_same_array(ranks->statuses, statuses) &&
		is_same_array(ranks->numbers, numbers);
}

/* Copy an array, or NULL, to a memory context. */
static struct varlena *
copy_array(const struct varlena *array, MemoryContext context)
{
	if (array == NULL)
		return NULL;
	return memcpy(MemoryContextAlloc(context, VARSIZE_ANY(array)), array,
				  VARSIZE_ANY(array));
}

/*
 * Return the ranks of two parallel arrays, of which NULL stands for an empty
 * one, in the memory context of the dictionary.
 */
StatusRanks *
status_ranks_of_arrays(ValueDict *dict, struct varlena *statuses,
					   struct varlena *numbers)
{
	StatusRanks *ranks;
	int			searched = 0;

	for (ranks = dict->ranks; ranks != NULL && searched < RECENT_RANKS;
		 ranks = ranks->next, searched++)
		if (has_arrays(ranks, statuses, numbers))
			return ranks;

	ranks = create_ranks(dict);
	read_arrays(ranks,
				statuses ? DatumGetArrayTypeP(PointerGetDatum(statuses)) :
				construct_empty_array(TEXTOID),
				numbers ? DatumGetArrayTypeP(PointerGetDatum(numbers)) :
				construct_empty_array(INT4OID));
	sort_keys(ranks);
	write_keys(ranks);
	ranks->statuses = copy_array(statuses, dict->context);
	ranks->numbers = copy_array(numbers, dict->context);
	ranks->has_arrays = true;
	ranks->next = dict->ranks;
	dict->ranks = ranks;
	return ranks;
}

static StatusRanks *
create_ranks(ValueDict *dict)
{
	StatusRanks *ranks = MemoryContextAllocZero(dict->context,
												sizeof(StatusRanks));

	ranks->dict = dict;
	ranks->other_rank = RANK_UNLISTED;
	return ranks;
}

/* Read the keys and ranks of two arrays, in their order. */
static void
read_arrays(StatusRanks *ranks, ArrayType *statuses, ArrayType *numbers)
{
	MemoryContext context = ranks->dict->context;
	MemoryContext key_context;
	MemoryContext oldcontext;
	Datum	   *labels;
	Datum	   *rank_datums;
	bool	   *is_null_label;
	bool	   *is_null_rank;
	int			nlabels;
	int			nnumbers;
	int			i;

	deconstruct_texts(statuses, &labels, &is_null_label, &nlabels);
	deconstruct_array(numbers, INT4OID, sizeof(int32), true, TYPALIGN_INT,
					  &rank_datums, &is_null_rank, &nnumbers);
	if (nlabels != nnumbers)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("there must be as many ranks as statuses")));
	ranks->keys = MemoryContextAllocHuge(context, Max((Size) nlabels, 1) *
										 sizeof(RankedKey));
	key_context = AllocSetContextCreate(CurrentMemoryContext,
										"userlogs label key",
										ALLOCSET_SMALL_SIZES);
	oldcontext = MemoryContextSwitchTo(key_context);
	for (i = 0; i < nlabels; i++)
	{
		RankedKey  *key = &ranks->keys[ranks->nkeys];
		int64		rank = DatumGetInt32(rank_datums[i]);
		text	   *text_key;
		char	   *copy;

		CHECK_FOR_INTERRUPTS();
		if (is_null_rank[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a rank must not be null"),
					 errhint("A status that is left out has the last rank.")));
		if (is_null_label[i])
		{
			ranks->other_rank = Min(ranks->other_rank, rank);
			continue;
		}
		text_key = make_label_key(DatumGetTextPP(labels[i]),
								  DEFAULT_COLLATION_OID);
		key->len = (uint32) VARSIZE_ANY_EXHDR(text_key);
		key->rank = rank;
		copy = MemoryContextAlloc(context, Max(key->len, 1));
		memcpy(copy, VARDATA_ANY(text_key), key->len);
		key->data = copy;
		ranks->nkeys++;
		MemoryContextReset(key_context);
	}
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(key_context);
}

static inline int
compare_keys(const RankedKey *a, const RankedKey *b)
{
	int			order = compare_strings(a->data, a->len, b->data, b->len);

	if (order != 0)
		return order;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

#define ST_SORT sort_ranked_keys
#define ST_ELEMENT_TYPE RankedKey
#define ST_COMPARE(a, b) compare_keys(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/* Sort the keys; of equal ones, keep the one of the least rank. */
static void
sort_keys(StatusRanks *ranks)
{
	uint32		nkept = 0;
	uint32		i;

	if (ranks->nkeys > 1)
		sort_ranked_keys(ranks->keys, ranks->nkeys);
	for (i = 0; i < ranks->nkeys; i++)
	{
		const RankedKey *key = &ranks->keys[i];
		const RankedKey *last = &ranks->keys[nkept > 0 ? nkept - 1 : 0];

		CHECK_FOR_INTERRUPTS();
		if (nkept == 0 ||
			compare_strings(key->data, key->len, last->data, last->len) != 0)
			ranks->keys[nkept++] = *key;
	}
	ranks->nkeys = nkept;
}

/* Write the serial form, for comparison and for parallel workers. */
static void
write_keys(StatusRanks *ranks)
{
	StringInfoData buf;
	uint32		i;

	initStringInfo(&buf);
	reserve_bytes(&buf, &timeline_format, 2 * MAX_VARINT_SIZE);
	append_zigzag(&buf, (uint64) ranks->other_rank);
	append_varint(&buf, ranks->nkeys);
	for (i = 0; i < ranks->nkeys; i++)
	{
		const RankedKey *key = &ranks->keys[i];

		CHECK_FOR_INTERRUPTS();
		reserve_bytes(&buf, &timeline_format,
					  2 * MAX_VARINT_SIZE + (Size) key->len);
		append_zigzag(&buf, (uint64) key->rank);
		append_varint(&buf, key->len);
		memcpy(buf.data + buf.len, key->data, key->len);
		buf.len += (int) key->len;
	}
	ranks->serial_size = (uint32) buf.len;
	ranks->serial = MemoryContextAlloc(ranks->dict->context,
									   ranks->serial_size);
	memcpy(ranks->serial, buf.data, ranks->serial_size);
	pfree(buf.data);
}

/*
 * Append the serial form to a buffer.
 */
void
status_ranks_write(StringInfo buf, const StatusRanks *ranks)
{
	reserve_bytes(buf, &timeline_format,
				  MAX_VARINT_SIZE + (Size) ranks->serial_size);
	append_varint(buf, ranks->serial_size);
	memcpy(buf->data + buf->len, ranks->serial, ranks->serial_size);
	buf->len += (int) ranks->serial_size;
}

/*
 * Return the ranks whose serial form comes next.  The bytes are not trusted.
 */
StatusRanks *
status_ranks_read(ValueDict *dict, TimeBlocks *blocks)
{
	uint32		size = time_blocks_read_count(blocks, 1);
	TimeBlocks	part = *blocks;
	StatusRanks *ranks;
	int			searched = 0;

	blocks->pos += size;
	part.end = blocks->pos;
	for (ranks = dict->ranks; ranks != NULL && searched < RECENT_RANKS;
		 ranks = ranks->next, searched++)
		if (ranks->serial_size == size &&
			memcmp(ranks->serial, part.pos, size) == 0)
			return ranks;

	ranks = create_ranks(dict);
	ranks->serial_size = size;
	ranks->serial = MemoryContextAlloc(dict->context, Max(size, 1));
	memcpy(ranks->serial, part.pos, size);
	part.pos = (const uint8 *) ranks->serial;
	part.end = part.pos + size;
	read_keys(ranks, &part);
	ranks->next = dict->ranks;
	dict->ranks = ranks;
	return ranks;
}

/* Read the keys of a serial form, which stays in place. */
static void
read_keys(StatusRanks *ranks, TimeBlocks *blocks)
{
	uint32		i;

	ranks->other_rank = (int64) time_blocks_read_zigzag(blocks);
	ranks->nkeys = time_blocks_read_count(blocks, 2);
	ranks->keys = MemoryContextAllocHuge(ranks->dict->context,
										 Max((Size) ranks->nkeys, 1) *
										 sizeof(RankedKey));
	for (i = 0; i < ranks->nkeys; i++)
	{
		RankedKey  *key = &ranks->keys[i];

		CHECK_FOR_INTERRUPTS();
		key->rank = (int64) time_blocks_read_zigzag(blocks);
		key->len = time_blocks_read_count(blocks, 1);
		key->data = (const char *) blocks->pos;
		blocks->pos += key->len;
		if (i > 0 && compare_strings(key[-1].data, key[-1].len,
									 key->data, key->len) >= 0)
			time_blocks_corrupt(blocks, "Strings are not in order.");
	}
	if (blocks->pos != blocks->end)
		time_blocks_corrupt(blocks, "Trailing data after the last element.");
}

/* Report that rows of one group have different lists. */
static void
report_other_ranks(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("statuses and ranks must be the same for all rows of a group"),
			 errhint("Pass a constant or the result of a subquery, or group by them.")));
}

/*
 * Check that arrays of a further row give the same ranks.
 */
void
status_ranks_check_arrays(const StatusRanks *ranks, struct varlena *statuses,
						  struct varlena *numbers)
{
	if (unlikely(!has_arrays(ranks, statuses, numbers)))
		status_ranks_check_equal(ranks, status_ranks_of_arrays(ranks->dict,
															   statuses,
															   numbers));
}

/*
 * Check that the ranks of two parts of a group are the same.
 */
void
status_ranks_check_equal(const StatusRanks *ranks, const StatusRanks *other)
{
	if (ranks->serial_size != other->serial_size ||
		memcmp(ranks->serial, other->serial, ranks->serial_size) != 0)
		report_other_ranks();
}

/* Return the rank of a key. */
static int64
rank_of_key(const StatusRanks *ranks, const char *data, uint32 len)
{
	uint32		low = 0;
	uint32		high = ranks->nkeys;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;
		const RankedKey *key = &ranks->keys[middle];
		int			order = compare_strings(key->data, key->len, data, len);

		if (order == 0)
			return key->rank;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return ranks->other_rank;
}

/*
 * Compute the rank of a status, a string of the dictionary.
 */
int64
status_ranks_find(StatusRanks *ranks, uint32 status)
{
	ValueDict  *dict = ranks->dict;
	const DictString *string = &dict->strings[status];
	MemoryContext key_context;
	MemoryContext oldcontext;
	text	   *key;

	if (status >= ranks->nranks)
	{
		Size		size = dict->max_strings * sizeof(int64);
		uint32		i;

		ranks->ranks = ranks->ranks ? repalloc_huge(ranks->ranks, size) :
			MemoryContextAllocHuge(dict->context, size);
		for (i = ranks->nranks; i < dict->max_strings; i++)
			ranks->ranks[i] = RANK_UNKNOWN;
		ranks->nranks = dict->max_strings;
	}

	CHECK_FOR_INTERRUPTS();
	key_context = AllocSetContextCreate(CurrentMemoryContext,
										"userlogs label key",
										ALLOCSET_SMALL_SIZES);
	oldcontext = MemoryContextSwitchTo(key_context);
	key = make_label_key(cstring_to_text_with_len(string->data,
												  (int) string->len),
						 DEFAULT_COLLATION_OID);
	ranks->ranks[status] = rank_of_key(ranks, VARDATA_ANY(key),
									   (uint32) VARSIZE_ANY_EXHDR(key));
	MemoryContextSwitchTo(oldcontext);
	MemoryContextDelete(key_context);
	return ranks->ranks[status];
}
