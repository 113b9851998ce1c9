/*-------------------------------------------------------------------------
 *
 * value_dict.c
 *		Dictionary of small numbers for pairs of status and reason.
 *
 * All event sets of one memory context share a dictionary: with 200,000 users,
 * one for each would take more memory than their events.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "value_dict.h"

/*
 * Digest of a string, compared to find it among the recent ones.  The ends and
 * the length identify a string of at most DIGEST_WHOLE bytes.
 */
typedef struct StringDigest
{
	uint64		head;
	uint64		tail;
	uint32		len;			/* DICT_NULL for NULL */
} StringDigest;

#define DIGEST_WHOLE		16

typedef struct RecentValue
{
	StringDigest status;
	StringDigest reason;
	uint32		value;
} RecentValue;

/* Number of strings, and of values, that a new dictionary has room for */
#define MIN_DICT_SIZE		8

/*
 * There are 2^bits places for recent values: up to a limit, four times as many
 * as there are values.  Each value may be in one of two places.  Even the
 * largest table, with 56 bytes a place, fits in a processor's cache.
 */
#define MIN_RECENT_BITS		4
#define MAX_RECENT_BITS		10

typedef struct StringKey
{
	const char *data;
	uint32		len;
} StringKey;

typedef struct StringEntry
{
	StringKey	key;
	uint32		string;
	uint32		hash;
	char		status;			/* used by simplehash */
} StringEntry;

/* Status and reason, as numbers of strings */
typedef struct ValueKey
{
	uint32		status;
	uint32		reason;
} ValueKey;

typedef struct ValueEntry
{
	ValueKey	key;
	uint32		value;
	char		status;			/* used by simplehash */
} ValueEntry;

#define SH_PREFIX stringtable
#define SH_ELEMENT_TYPE StringEntry
#define SH_KEY_TYPE StringKey
#define SH_KEY key
#define SH_HASH_KEY(tb, key) \
	hash_bytes((const unsigned char *) (key).data, (int) (key).len)
#define SH_EQUAL(tb, a, b) \
	((a).len == (b).len && memcmp((a).data, (b).data, (a).len) == 0)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

#define SH_PREFIX valuetable
#define SH_ELEMENT_TYPE ValueEntry
#define SH_KEY_TYPE ValueKey
#define SH_KEY key
#define SH_HASH_KEY(tb, key) \
	hash_combine(murmurhash32((key).status), murmurhash32((key).reason))
#define SH_EQUAL(tb, a, b) \
	((a).status == (b).status && (a).reason == (b).reason)
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * List of the dictionaries of aggregate contexts, each allocated in its
 * context.  A dictionary must live as long as the states that point to it.
 * That is the lifetime of the context, not of fn_extra: a rescan resets the
 * former and keeps the latter, and some callers make a new FmgrInfo for every
 * row.
 */
typedef struct ContextDict
{
	ValueDict  *dict;
	struct ContextDict *next;
	MemoryContextCallback forget;
} ContextDict;

static ContextDict *context_dicts = NULL;

static void forget_context_dict(void *arg);

/*
 * Create an empty dictionary in the given memory context.
 */
ValueDict *
value_dict_create(MemoryContext context)
{
	ValueDict  *dict = MemoryContextAllocZero(context, sizeof(ValueDict));

	dict->context = context;
	dict->string_table = stringtable_create(context, MIN_DICT_SIZE, NULL);
	dict->value_table = valuetable_create(context, MIN_DICT_SIZE, NULL);
	dict->max_strings = MIN_DICT_SIZE;
	dict->usable_strings = DICT_NULL;
	dict->usable_bytes = PG_UINT64_MAX;
	dict->strings = MemoryContextAlloc(context,
									   MIN_DICT_SIZE * sizeof(DictString));
	dict->max_values = MIN_DICT_SIZE;
	dict->values = MemoryContextAlloc(context,
									  MIN_DICT_SIZE * sizeof(DictValue));
	return dict;
}

/*
 * Return the dictionary that all event sets in a memory context share.  It is
 * created by the first call, and freed when the context is reset or deleted.
 */
ValueDict *
value_dict_of_context(MemoryContext context)
{
	ContextDict *entry;

	for (entry = context_dicts; entry != NULL; entry = entry->next)
		if (entry->dict->context == context)
			return entry->dict;

	entry = MemoryContextAllocZero(context, sizeof(ContextDict));
	entry->dict = value_dict_create(context);
	entry->dict->usable_strings = 0;
	entry->dict->usable_bytes = 0;
	entry->forget.func = forget_context_dict;
	entry->forget.arg = entry;
	MemoryContextRegisterResetCallback(context, &entry->forget);
	entry->next = context_dicts;
	context_dicts = entry;
	return entry->dict;
}

/*
 * Allow for one more timeline.  Every string of a shared dictionary is in some
 * timeline, so if there are more than all timelines can hold, at least one
 * timeline is over its limit.  Reporting it here avoids running out of memory
 * first.
 */
void
value_dict_add_timeline(ValueDict *dict)
{
	dict->usable_strings += TIMELINE_MAX_STRINGS;
	dict->usable_bytes += MaxAllocSize;
}

/* Remove a dictionary from the list.  Callback of its memory context. */
static void
forget_context_dict(void *arg)
{
	ContextDict **link = &context_dicts;

	while (*link != (ContextDict *) arg)
	{
		Assert(*link != NULL);
		link = &(*link)->next;
	}
	*link = (*link)->next;
}

static inline uint64
load_uint64(const char *data)
{
	uint64		result;

	memcpy(&result, data, sizeof(result));
	return result;
}

static inline uint32
load_uint32(const char *data)
{
	uint32		result;

	memcpy(&result, data, sizeof(result));
	return result;
}

/* Return the digest of a string.  The ends of a short string overlap. */
static inline StringDigest
digest_string(const char *data, uint32 len)
{
	StringDigest digest = {0, 0, len};

	if (data == NULL)
		digest.len = DICT_NULL;
	else if (len >= 8)
	{
		digest.head = load_uint64(data);
		digest.tail = load_uint64(data + len - 8);
	}
	else if (len >= 4)
	{
		digest.head = load_uint32(data);
		digest.tail = load_uint32(data + len - 4);
	}
	else if (len > 0)
	{
		digest.head = (uint8) data[0] | (uint64) (uint8) data[len / 2] << 8;
		digest.tail = (uint8) data[len - 1];
	}
	return digest;
}

static inline bool
is_same_digest(const StringDigest *a, const StringDigest *b)
{
	return a->head == b->head && a->tail == b->tail && a->len == b->len;
}

/* Return true if a string of equal digest is that of the dictionary. */
static inline bool
is_dict_string(const ValueDict *dict, uint32 string,
			   const char *data, const StringDigest *digest)
{
	return digest->len <= DIGEST_WHOLE || digest->len == DICT_NULL ||
		memcmp(dict->strings[string].data, data, digest->len) == 0;
}

/* Return true if a recent value has the given strings, with their digests. */
static inline bool
is_recent(const ValueDict *dict, const RecentValue *recent,
		  const char *status, const StringDigest *status_digest,
		  const char *reason, const StringDigest *reason_digest)
{
	return is_same_digest(&recent->status, status_digest) &&
		is_same_digest(&recent->reason, reason_digest) &&
		is_dict_string(dict, dict->values[recent->value].status,
					   status, status_digest) &&
		is_dict_string(dict, dict->values[recent->value].reason,
					   reason, reason_digest);
}

/* Create a table of 2^bits empty places for recent values. */
static void
make_recent_values(ValueDict *dict, int bits)
{
	if (dict->recent != NULL)
	{
		pfree(dict->recent);
		dict->recent = NULL;
	}
	dict->recent_bits = bits;
	dict->recent = MemoryContextAlloc(dict->context,
									  sizeof(RecentValue) << bits);
	/* no string has this digest: that of NULL has ends of zero */
	memset(dict->recent, 0xFF, sizeof(RecentValue) << bits);
}

/*
 * Return the number of a (status, reason) pair, and add it if it is new.  A
 * NULL pointer stands for NULL.  Most pairs are repeated, so first look among
 * the recent ones, which saves hashing.
 */
uint32
value_dict_lookup(ValueDict *dict, const char *status, uint32 status_len,
				  const char *reason, uint32 reason_len)
{
	StringDigest status_digest = digest_string(status, status_len);
	StringDigest reason_digest = digest_string(reason, reason_len);
	RecentValue *recent;
	RecentValue *other;
	uint64		hash;
	uint32		value;

	if (unlikely(dict->recent == NULL))
		make_recent_values(dict, MIN_RECENT_BITS);

	/*
	 * Two multiplications carry each bit of the ends into the upper bits.  The
	 * constants are 2^64 divided by the golden ratio, and a common multiplier
	 * of mixers of 64 bits.
	 */
	hash = (status_digest.head ^ status_digest.len) * UINT64CONST(0x9E3779B97F4A7C15);
	hash ^= hash >> 32;
	hash += (status_digest.tail ^ reason_digest.len) +
		(reason_digest.head << 1 ^ reason_digest.tail);
	hash *= UINT64CONST(0xD6E8FEB86659FD93);
	recent = &dict->recent[hash >> (64 - dict->recent_bits)];
	if (likely(is_recent(dict, recent, status, &status_digest,
						 reason, &reason_digest)))
		return recent->value;
	other = &dict->recent[hash >> (64 - dict->recent_bits) ^ 1];
	if (is_recent(dict, other, status, &status_digest, reason, &reason_digest))
		return other->value;

	value = value_dict_value(dict,
							 value_dict_string(dict, status, status_len),
							 value_dict_string(dict, reason, reason_len));
	*other = *recent;
	recent->status = status_digest;
	recent->reason = reason_digest;
	recent->value = value;
	if (dict->nvalues << 2 > (uint32) 1 << dict->recent_bits &&
		dict->recent_bits < MAX_RECENT_BITS)
		make_recent_values(dict, dict->recent_bits + 1);
	return value;
}

static void
too_many_values(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("too many different statuses and reasons"),
			 errhint("Keep free text out of the reason, or make smaller groups.")));
}

static void
too_many_bytes(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("a timeline cannot be larger than 1 GB"),
			 errhint("Keep long texts out of the status and the reason, or make smaller groups.")));
}

/*
 * Return the number of a string, DICT_NULL for NULL.  Copy the string if it is
 * new.
 */
uint32
value_dict_string(ValueDict *dict, const char *data, uint32 len)
{
	StringKey	key = {data, len};
	StringEntry *entry;
	DictString *string;
	char	   *copy;
	bool		found;

	if (data == NULL)
		return DICT_NULL;
	entry = stringtable_lookup(dict->string_table, key);
	if (likely(entry != NULL))
		return entry->string;

	if (dict->nstrings >= dict->usable_strings)
		ereport(ERROR, TOO_MANY_STRINGS());
	if (len > dict->usable_bytes - dict->string_bytes)
		too_many_bytes();
	dict->string_bytes += len;
	if (dict->nstrings == dict->max_strings)
	{
		if (dict->max_strings > PG_UINT32_MAX / 4)
			too_many_values();
		dict->max_strings *= 2;
		dict->strings = repalloc_huge(dict->strings,
									  dict->max_strings * sizeof(DictString));
	}
	copy = MemoryContextAlloc(dict->context, Max(len, 1));
	memcpy(copy, data, len);
	key.data = copy;

	string = &dict->strings[dict->nstrings];
	string->data = copy;
	string->len = len;
	string->stamp = 0;
	entry = stringtable_insert(dict->string_table, key, &found);
	Assert(!found);
	entry->string = dict->nstrings;
	return dict->nstrings++;
}

/*
 * Return the number of a string, DICT_NULL if the dictionary does not have it.
 */
uint32
value_dict_find_string(const ValueDict *dict, const char *data, uint32 len)
{
	StringKey	key = {data, len};
	StringEntry *entry = stringtable_lookup(dict->string_table, key);

	return entry == NULL ? DICT_NULL : entry->string;
}

/*
 * Return the number of a (status, reason) pair, given as numbers of strings,
 * and add it if it is new.
 */
uint32
value_dict_value(ValueDict *dict, uint32 status, uint32 reason)
{
	ValueKey	key = {status, reason};
	ValueEntry *entry = valuetable_lookup(dict->value_table, key);
	DictValue  *value;
	bool		found;

	Assert(status == DICT_NULL || status < dict->nstrings);
	Assert(reason == DICT_NULL || reason < dict->nstrings);
	if (likely(entry != NULL))
		return entry->value;

	if (dict->nvalues == dict->max_values)
	{
		if (dict->max_values > PG_UINT32_MAX / 4)
			too_many_values();
		dict->max_values *= 2;
		dict->values = repalloc_huge(dict->values,
									 dict->max_values * sizeof(DictValue));
	}
	value = &dict->values[dict->nvalues];
	value->status = status;
	value->reason = reason;
	value->stamp = 0;
	entry = valuetable_insert(dict->value_table, key, &found);
	Assert(!found);
	entry->value = dict->nvalues;
	return dict->nvalues++;
}

/*
 * Compare two strings by their bytes, NULL last.
 */
int
compare_strings(const char *a, uint32 a_len, const char *b, uint32 b_len)
{
	int			order;

	if (a == NULL || b == NULL)
		return (a == NULL) - (b == NULL);
	order = memcmp(a, b, Min(a_len, b_len));
	if (order != 0 || a_len == b_len)
		return order;
	return a_len < b_len ? -1 : 1;
}

/* Compare two strings, given by number. */
static int
compare_dict_strings(const ValueDict *dict, uint32 a, uint32 b)
{
	const DictString *left;
	const DictString *right;

	if (a == b)
		return 0;
	if (a == DICT_NULL || b == DICT_NULL)
		return a == DICT_NULL ? 1 : -1;
	left = &dict->strings[a];
	right = &dict->strings[b];
	return compare_strings(left->data, left->len, right->data, right->len);
}

/*
 * Compare two (status, reason) pairs, given by number.
 */
int
value_dict_compare(const ValueDict *dict, uint32 a, uint32 b)
{
	const DictValue *left = &dict->values[a];
	const DictValue *right = &dict->values[b];
	int			order;

	if (a == b)
		return 0;
	order = compare_dict_strings(dict, left->status, right->status);
	if (order != 0)
		return order;
	return compare_dict_strings(dict, left->reason, right->reason);
}

/* Compare two pairs by the sorted places of their strings. */
static inline int
compare_locals(const DictValue *left, const DictValue *right,
			   const DictString *strings)
{
	uint32		x = left->status;
	uint32		y = right->status;

	if (x == y)
	{
		x = left->reason;
		y = right->reason;
	}
	if (x == DICT_NULL || y == DICT_NULL)
		return x == DICT_NULL ? 1 : -1;
	return strings[x].local < strings[y].local ? -1 : 1;
}

#define ST_SORT sort_strings
#define ST_ELEMENT_TYPE uint32
#define ST_COMPARE(a, b, dict) compare_dict_strings(dict, *(a), *(b))
#define ST_COMPARE_ARG_TYPE const ValueDict
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define ST_SORT sort_values
#define ST_ELEMENT_TYPE uint32
#define ST_COMPARE(a, b, dict) \
	compare_locals(&(dict)->values[*(a)], &(dict)->values[*(b)], (dict)->strings)
#define ST_COMPARE_ARG_TYPE const ValueDict
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Sort numbers of strings, and numbers of values made of these strings, by
 * their bytes.  Each number must occur once.  Sets "local" of each string to
 * its place.
 */
void
value_dict_sort(ValueDict *dict, uint32 *strings, uint32 nstrings,
				uint32 *values, uint32 nvalues)
{
	uint32		i;

	if (nstrings > 1)
		sort_strings(strings, nstrings, dict);
	for (i = 0; i < nstrings; i++)
		dict->strings[strings[i]].local = i;
	if (nvalues > 1)
		sort_values(values, nvalues, dict);
}

/*
 * Order the entries of a small dictionary, so that repeated encoding need not
 * sort them.  Return false if it is too large: then ordering it for every new
 * value would cost too much.
 */
bool
value_dict_order(ValueDict *dict)
{
	uint32		i;

	if (dict->nvalues > DICT_MAX_ORDERED || dict->nstrings > DICT_MAX_ORDERED)
		return false;
	if (dict->nordered_values == dict->nvalues &&
		dict->nordered_strings == dict->nstrings)
		return true;

	if (dict->string_order != NULL)
	{
		pfree(dict->string_order);
		dict->string_order = NULL;
		pfree(dict->value_order);
		dict->value_order = NULL;
	}
	dict->string_order = MemoryContextAlloc(dict->context,
											Max(dict->nstrings, 1) * sizeof(uint32));
	dict->value_order = MemoryContextAlloc(dict->context,
										   Max(dict->nvalues, 1) * sizeof(uint32));
	for (i = 0; i < dict->nstrings; i++)
		dict->string_order[i] = i;
	for (i = 0; i < dict->nvalues; i++)
		dict->value_order[i] = i;
	value_dict_sort(dict, dict->string_order, dict->nstrings,
					dict->value_order, dict->nvalues);
	dict->nordered_strings = dict->nstrings;
	dict->nordered_values = dict->nvalues;
	return true;
}
