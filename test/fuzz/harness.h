/*-------------------------------------------------------------------------
 *
 * harness.h
 *		Calling the extension's functions one by one, and watching them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_FUZZ_HARNESS_H
#define USERLOGS_FUZZ_HARNESS_H

#include "access/htup_details.h"
#include "access/tupdesc.h"
#include "datatype/timestamp.h"
#include "fmgr.h"

#include "../../src/compat.h"

/* What becomes of a function's result, and so how large it is */
typedef enum ResultKind
{
	RESULT_PLAIN,				/* by value, or small */
	RESULT_CSTRING,
	RESULT_VARLENA,
	RESULT_ROWS
} ResultKind;

/* A function under test */
typedef struct Function
{
	const char *name;
	PGFunction	function;
	ResultKind	kind;
	const TupleDesc *columns;	/* of RESULT_ROWS */
	bool		aggregate;		/* asks to be called by one */
} Function;

#define MAX_COLUMNS		18

typedef struct Row
{
	MinimalTuple tuple;
	Datum		values[MAX_COLUMNS];
	bool		nulls[MAX_COLUMNS];
} Row;

typedef struct Rows
{
	int			nrows;
	Row		   *rows;
} Rows;

/* How a call ended */
typedef struct Outcome
{
	bool		ok;
	bool		isnull;
	Datum		value;
	Rows		rows;
	int			sqlerrcode;
} Outcome;

/* An argument */
typedef NullableDatum Arg;

#define ARG(datum)	((Arg) {(datum), false})
#define ARG_NULL	((Arg) {(Datum) 0, true})

/* May end with an error about the input or a limit */
#define MAY(function, ...) \
	call_function(&(function), false, lengthof(((Arg[]) {__VA_ARGS__})), \
				  (Arg[]) {__VA_ARGS__})

/* Must end with a result that is not NULL */
#define MUST(function, ...) \
	call_function(&(function), true, lengthof(((Arg[]) {__VA_ARGS__})), \
				  (Arg[]) {__VA_ARGS__})

#define PLAIN(name)			{#name, name, RESULT_PLAIN, NULL, false}
#define CSTRING(name)		{#name, name, RESULT_CSTRING, NULL, false}
#define VARLENA(name)		{#name, name, RESULT_VARLENA, NULL, false}
#define ROWS(name, columns)	{#name, name, RESULT_ROWS, &(columns), false}
#define AGG_STATE(name)		{#name, name, RESULT_PLAIN, NULL, true}
#define AGG_VALUE(name)		{#name, name, RESULT_VARLENA, NULL, true}

/* The most microseconds that a call may take */
#define MAX_CALL_TIME	1000000

/* The memory that a call may keep: for each byte, and besides */
#define MEMORY_FACTOR	10
#define MEMORY_MORE		(1024 * 1024)

extern const char *current_call;
extern bool abort_on_finding;
extern int64 max_call_time;

extern void harness_init(void);
extern void harness_begin(const uint8 *data, Size size);
extern void harness_end(void);
extern void set_payload(Size size);
pg_noreturn extern void finding(const char *format,...) pg_attribute_printf(1, 2);

extern Outcome call_function(const Function *function, bool must, int nargs,
							 const Arg *args);
extern Datum call_recv(const Function *function, const void *data, Size size,
					   Outcome *outcome);
extern void *guard(int place, const void *data, Size size);
extern struct varlena *guard_varlena(const struct varlena *value);
extern bool same_bytes(const struct varlena *a, const struct varlena *b);
extern bool same_rows(const Rows *a, const Rows *b);
extern TupleDesc make_columns(int ncolumns,...);

/* Choices that depend on nothing but the input */
extern uint32 choose(uint32 n);
extern TimestampTz choose_time(TimestampTz first_at, TimestampTz last_at);
extern void choose_window(TimestampTz first_at, TimestampTz last_at,
						  TimestampTz *from_at, TimestampTz *to_at);
extern void choose_buckets(TimestampTz first_at, TimestampTz last_at,
						   Interval *width, TimestampTz *from_at,
						   TimestampTz *to_at);
extern Datum choose_time_zone(void);

#endif							/* USERLOGS_FUZZ_HARNESS_H */
