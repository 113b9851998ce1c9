/*-------------------------------------------------------------------------
 *
 * value_dict.h
 *		Dictionary of small numbers for pairs of status and reason.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_VALUE_DICT_H
#define USERLOGS_VALUE_DICT_H

/* Maximal number of different strings of a timeline */
#define TIMELINE_MAX_STRINGS	1000000
#define TOO_MANY_STRINGS() \
	(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), \
	 errmsg("a timeline cannot hold more than %d different statuses and reasons", \
			TIMELINE_MAX_STRINGS), \
	 errhint("Keep free text out of the reason, or group the events by user and period."))

/* Number of a NULL status or reason */
#define DICT_NULL		PG_UINT32_MAX

/*
 * The strings and the (status, reason) pairs of all event sets in one memory
 * context.  local and stamp belong to timeline_encode(): an entry with the
 * current stamp is used by the timeline being written, at index "local".
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
	MemoryContext context;		/* holds the dictionary and its parts */
	struct stringtable_hash *string_table;
	struct valuetable_hash *value_table;
	DictString *strings;
	uint32		nstrings;
	uint32		max_strings;
	uint64		string_bytes;	/* total length of all strings */
	uint64		usable_strings;	/* more do not fit in the timelines */
	uint64		usable_bytes;	/* more do not fit in the timelines */
	DictValue  *values;
	uint32		nvalues;
	uint32		max_values;
	uint64		stamp;			/* of the last timeline_encode() */
	struct RecentValue *recent; /* 2^recent_bits places, or NULL */
	int			recent_bits;
	uint32	   *string_order;	/* numbers of strings, in order */
	uint32		nordered_strings;	/* number of strings when ordered */
	uint32	   *value_order;	/* numbers of values, in order */
	uint32		nordered_values;	/* number of values when ordered */
	struct StatusRanks *ranks;	/* of its statuses, the newest first */
} ValueDict;

/*
 * A dictionary with more values or strings is not ordered.  Events with larger
 * numbers of values are not packed either.
 */
#define DICT_MAX_ORDERED		2048

extern ValueDict *value_dict_create(MemoryContext context);
extern ValueDict *value_dict_of_context(MemoryContext context);
extern void value_dict_add_timeline(ValueDict *dict);
extern uint32 value_dict_lookup(ValueDict *dict,
								const char *status, uint32 status_len,
								const char *reason, uint32 reason_len);
extern uint32 value_dict_string(ValueDict *dict, const char *data, uint32 len);
extern uint32 value_dict_find_string(const ValueDict *dict,
									 const char *data, uint32 len);
extern uint32 value_dict_value(ValueDict *dict, uint32 status, uint32 reason);
extern int	compare_strings(const char *a, uint32 a_len,
							const char *b, uint32 b_len);
extern void value_dict_sort(ValueDict *dict, uint32 *strings, uint32 nstrings,
							uint32 *values, uint32 nvalues);
extern bool value_dict_order(ValueDict *dict);
extern int	value_dict_compare(const ValueDict *dict, uint32 a, uint32 b);

#endif							/* USERLOGS_VALUE_DICT_H */
