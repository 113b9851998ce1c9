/*-------------------------------------------------------------------------
 *
 * value_dict.h
 *		Small numbers for pairs of status and reason.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_VALUE_DICT_H
#define USERLOGS_VALUE_DICT_H

/* A timeline may hold this many different strings */
#define TIMELINE_MAX_STRINGS	1000000
#define TOO_MANY_STRINGS() \
	(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), \
	 errmsg("a timeline cannot hold more than %d different statuses and reasons", \
			TIMELINE_MAX_STRINGS), \
	 errhint("Keep free text out of the reason, or group the events by user and period."))

/* the number of a NULL status or a NULL reason */
#define DICT_NULL		PG_UINT32_MAX

/*
 * The strings and the (status, reason) pairs of all the event sets that live
 * in one memory context.  local and stamp belong to timeline_encode(): an
 * entry whose stamp is the current one has been given the index "local" in
 * the timeline that is being written.
 */
typedef struct DictString
{
	const char *data;
	uint32		len;
	uint32		local;
	uint64		stamp;
} DictString;

typedef struct DictValue
{
	uint32		status;			/* index into strings, or DICT_NULL */
	uint32		reason;
	uint32		local;
	uint64		stamp;
} DictValue;

typedef struct ValueDict
{
	MemoryContext context;		/* holds this and all that belongs to it */
	struct stringtable_hash *string_table;
	struct valuetable_hash *value_table;
	DictString *strings;
	uint32		nstrings;
	uint32		max_strings;
	uint64		string_bytes;	/* of all strings together */
	uint64		usable_strings;	/* with more a timeline has too many */
	uint64		usable_bytes;	/* with more a timeline is too large */
	DictValue  *values;
	uint32		nvalues;
	uint32		max_values;
	uint64		stamp;			/* of the last timeline_encode() */
	struct RecentValue *recent; /* those looked up before, or NULL */
	int			recent_bits;	/* for 2^bits of them there are places */
	uint32	   *string_order;	/* the strings in the order of their bytes, */
	uint32		nordered_strings;	/* so many as there were */
	uint32	   *value_order;
	uint32		nordered_values;
} ValueDict;

/*
 * A dictionary of more values or strings than this is not kept in order.  With
 * more values events are not packed either.
 */
#define DICT_MAX_ORDERED		2048

extern ValueDict *value_dict_create(MemoryContext context);
extern ValueDict *value_dict_of_context(MemoryContext context);
extern void value_dict_add_timeline(ValueDict *dict);
extern uint32 value_dict_lookup(ValueDict *dict,
								const char *status, uint32 status_len,
								const char *reason, uint32 reason_len);
extern uint32 value_dict_string(ValueDict *dict, const char *data, uint32 len);
extern uint32 value_dict_value(ValueDict *dict, uint32 status, uint32 reason);
extern int	compare_strings(const char *a, uint32 a_len,
							const char *b, uint32 b_len);
extern void value_dict_sort(ValueDict *dict, uint32 *strings, uint32 nstrings,
							uint32 *values, uint32 nvalues);
extern bool value_dict_order(ValueDict *dict);
extern int	value_dict_compare(const ValueDict *dict, uint32 a, uint32 b);

#endif							/* USERLOGS_VALUE_DICT_H */
