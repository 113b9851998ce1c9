/*-------------------------------------------------------------------------
 *
 * harness.c
 *		Calling the extension's functions one by one, and watching them.
 *
 * All memory of a round belongs to one context, which is reset before the
 * next.  Errors are caught without a subtransaction.  That is safe for these
 * functions: they allocate, compute and raise errors, but take no lock, pin no
 * buffer and open neither a relation nor a file (but that of a time zone, and
 * that is closed at once).  Rows stay in memory, as work_mem is more than they
 * can be.
 *
 * What is read lies just before a page that cannot be accessed, so that
 * reading a single byte too many is a crash, on any server.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <malloc.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "executor/executor.h"
#include "executor/tuptable.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "storage/ipc.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "harness.h"

/* So much can lie before a page that cannot be accessed */
#define GUARDED_SIZE	(4 * 1024 * 1024)
#define NPLACES			2

const char *current_call = "";	/* for reports */
bool		abort_on_finding = false;
int64		max_call_time = 0;	/* that has been seen, microseconds */

static MemoryContext round_context = NULL;
static MemoryContext context_before;
static char *places[NPLACES];
static Size payload;			/* the size of what is being examined */
static int64 round_start;		/* in processor time */
static uint32 seed;
static AggState *aggregate;

static int64
microseconds(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return time.tv_sec * USECS_PER_SEC + time.tv_nsec / 1000;
}

/*
 * Once, before the first round.
 */
void
harness_init(void)
{
	long		page = sysconf(_SC_PAGESIZE);
	MemoryContext oldcontext;
	int			i;

	if (round_context != NULL)
		return;
	for (i = 0; i < NPLACES; i++)
	{
		char	   *place = mmap(NULL, GUARDED_SIZE + page,
								 PROT_READ | PROT_WRITE,
								 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (place == MAP_FAILED ||
			mprotect(place + GUARDED_SIZE, page, PROT_NONE) != 0)
			elog(ERROR, "no memory between pages that cannot be accessed: %m");
		places[i] = place;
	}

	/* keep what is freed: the next round takes it again */
	mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
	mallopt(M_MMAP_THRESHOLD, 256 * 1024 * 1024);

	/* small blocks, so that what a call takes can be told */
	round_context = AllocSetContextCreate(TopMemoryContext, "fuzz round",
										  0, 16 * 1024, 64 * 1024);

	/* all that the functions of an aggregate ask of their caller */
	oldcontext = MemoryContextSwitchTo(TopMemoryContext);
	aggregate = makeNode(AggState);
	aggregate->curaggcontext = makeNode(ExprContext);
	aggregate->curaggcontext->ecxt_per_tuple_memory = round_context;
	MemoryContextSwitchTo(oldcontext);
}

/*
 * A round with an input, on which all choices depend.
 */
void
harness_begin(const uint8 *data, Size size)
{
	current_call = "";
	MemoryContextReset(round_context);	/* a finding may have left it full */
	context_before = MemoryContextSwitchTo(round_context);
	seed = hash_bytes(data, (int) size);
	payload = size;
	round_start = microseconds(CLOCK_PROCESS_CPUTIME_ID);
}

void
harness_end(void)
{
	MemoryContextSwitchTo(context_before);
	MemoryContextReset(round_context);
}

/*
 * Memory is measured by this from now on.
 */
void
set_payload(Size size)
{
	payload = size;
}

/*
 * Something that must not be.  The fuzzer takes the abort for a crash, and
 * keeps the input.
 */
void
finding(const char *format,...)
{
	char		what[1024];
	va_list		args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	if (abort_on_finding)
	{
		fprintf(stderr, "FINDING: %s: %s\n", current_call, what);
		fflush(stderr);
		abort();
	}
	ereport(ERROR,
			(errcode(ERRCODE_ASSERT_FAILURE),
			 errmsg("finding: %s: %s", current_call, what)));
}

/* Rows out of a tuplestore, in the round's memory. */
static Rows
fetch_rows(ReturnSetInfo *rsinfo, Size *size)
{
	TupleTableSlot *slot = MakeSingleTupleTableSlot(rsinfo->expectedDesc,
													&TTSOpsMinimalTuple);
	int			ncolumns = rsinfo->expectedDesc->natts;
	Rows		rows = {0};
	int			room = 16;

	rows.rows = palloc(room * sizeof(Row));
	/* not copies: what is in the slot stays in the tuplestore */
	while (tuplestore_gettupleslot(rsinfo->setResult, true, false, slot))
	{
		Row		   *row;
		int			i;

		slot_getallattrs(slot);
		if (rows.nrows == room)
		{
			room *= 2;
			rows.rows = repalloc(rows.rows, room * sizeof(Row));
		}
		row = &rows.rows[rows.nrows++];
		memset(row, 0, sizeof(Row));
		row->tuple = slot->tts_ops->get_minimal_tuple(slot);
		*size += row->tuple->t_len;
		for (i = 0; i < ncolumns; i++)
		{
			row->values[i] = slot->tts_values[i];
			row->nulls[i] = slot->tts_isnull[i];
		}
	}
	ExecDropSingleTupleTableSlot(slot);
	return rows;
}

/*
 * Call a function.  It must not take long nor keep much memory, as measured
 * by what is being examined; text, jsonb and rows, which repeat what that says
 * once, also by what they are.  An error must be about the input or about a
 * limit.  With "must" there must be none, and a result.
 */
Outcome
call_function(const Function *function, bool must, int nargs, const Arg *args)
{
	LOCAL_FCINFO(fcinfo, FUNC_MAX_ARGS);
	FmgrInfo	flinfo;
	ExprContext econtext;
	ReturnSetInfo rsinfo;
	Outcome		result = {0};
	volatile bool ok = false;
	volatile Datum value = (Datum) 0;
	ErrorData  *volatile error = NULL;
	Size		memory;
	Size		size = 0;
	int64		start;
	int64		duration;
	int			i;

	current_call = function->name;
	memset(&flinfo, 0, sizeof(flinfo));
	flinfo.fn_mcxt = round_context;
	flinfo.fn_nargs = (short) nargs;
	InitFunctionCallInfoData(*fcinfo, &flinfo, nargs, InvalidOid,
							 function->aggregate ? (Node *) aggregate : NULL,
							 NULL);
	for (i = 0; i < nargs; i++)
		fcinfo->args[i] = args[i];
	if (function->kind == RESULT_ROWS)
	{
		memset(&econtext, 0, sizeof(econtext));
		econtext.type = T_ExprContext;
		econtext.ecxt_per_query_memory = round_context;
		econtext.ecxt_per_tuple_memory = round_context;
		memset(&rsinfo, 0, sizeof(rsinfo));
		rsinfo.type = T_ReturnSetInfo;
		rsinfo.econtext = &econtext;
		rsinfo.expectedDesc = *function->columns;
		rsinfo.allowedModes = SFRM_ValuePerCall | SFRM_Materialize |
			SFRM_Materialize_Random | SFRM_Materialize_Preferred;
		rsinfo.returnMode = SFRM_ValuePerCall;
		flinfo.fn_retset = true;
		fcinfo->resultinfo = (Node *) &rsinfo;
	}

	memory = MemoryContextMemAllocated(round_context, true);
	start = microseconds(CLOCK_MONOTONIC);
	PG_TRY();
	{
		value = function->function(fcinfo);
		ok = true;
	}
	PG_CATCH();
	{
		MemoryContextSwitchTo(round_context);
		error = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();
	duration = microseconds(CLOCK_MONOTONIC) - start;
	MemoryContextSwitchTo(round_context);
	result.ok = ok;
	result.value = value;
	result.isnull = fcinfo->isnull;

	if (result.ok && function->kind == RESULT_ROWS)
	{
		if (rsinfo.setResult == NULL)
			finding("no set of rows");
		result.rows = fetch_rows(&rsinfo, &size);
	}
	else if (result.ok && !result.isnull && function->kind == RESULT_CSTRING)
		size = strlen(DatumGetCString(result.value));
	else if (result.ok && !result.isnull && function->kind == RESULT_VARLENA)
		size = VARSIZE_ANY(DatumGetPointer(result.value));

	max_call_time = Max(max_call_time, duration);
	/* others may have kept the processor busy in that time */
	if (duration > MAX_CALL_TIME &&
		microseconds(CLOCK_PROCESS_CPUTIME_ID) - round_start > MAX_CALL_TIME)
		finding("it took %lld microseconds", (long long) duration);
	/* what it gave back is not in the difference, which may be negative */
	if (MemoryContextMemAllocated(round_context, true) >
		memory + MEMORY_FACTOR * (payload + size) + MEMORY_MORE)
		finding("it took %zu bytes for %zu that came in and %zu that came out",
				MemoryContextMemAllocated(round_context, true) - memory,
				payload, size);
	if (!result.ok)
	{
		int			category = ERRCODE_TO_CATEGORY(error->sqlerrcode);

		if (error->sqlerrcode == ERRCODE_QUERY_CANCELED ||
			error->sqlerrcode == ERRCODE_ADMIN_SHUTDOWN)
			proc_exit(1);
		result.sqlerrcode = error->sqlerrcode;
		if (must ||
			(category != MAKE_SQLSTATE('2', '2', '0', '0', '0') &&
			 category != MAKE_SQLSTATE('4', '2', '0', '0', '0') &&
			 category != MAKE_SQLSTATE('5', '4', '0', '0', '0')))
			finding("error %s: %s", unpack_sql_state(error->sqlerrcode),
					error->message);
	}
	else if (must && result.isnull)
		finding("NULL");
	return result;
}

/*
 * Call a receive function, whose bytes lie before a page that cannot be
 * accessed.
 */
Datum
call_recv(const Function *function, const void *data, Size size,
		  Outcome *outcome)
{
	StringInfoData message;

	message.data = guard(0, data, size);
	message.len = (int) size;
	message.maxlen = (int) size;
	message.cursor = 0;
	*outcome = MAY(*function, ARG(PointerGetDatum(&message)));
	if (outcome->ok && message.cursor != message.len)
		finding("%d of %d bytes left", message.len - message.cursor,
				message.len);
	return outcome->value;
}

/*
 * Copy bytes to where they end with the last one that can be accessed.
 */
void *
guard(int place, const void *data, Size size)
{
	char	   *copy = places[place] + GUARDED_SIZE - size;

	if (size > GUARDED_SIZE)
		elog(ERROR, "%zu bytes are too many", size);
	memmove(copy, data, size);
	return copy;
}

/*
 * The same with a value; a short one gets a header of one byte.  A header of
 * four is aligned, so that up to three bytes more can be read.
 */
struct varlena *
guard_varlena(const struct varlena *value)
{
	Size		size = VARSIZE_ANY_EXHDR(value);
	char	   *copy;

	if (size + VARHDRSZ_SHORT <= VARATT_SHORT_MAX)
	{
		copy = places[1] + GUARDED_SIZE - size - VARHDRSZ_SHORT;
		memcpy(copy + VARHDRSZ_SHORT, VARDATA_ANY(value), size);
		SET_VARSIZE_SHORT(copy, size + VARHDRSZ_SHORT);
		return (struct varlena *) copy;
	}
	if (size + VARHDRSZ > GUARDED_SIZE)
		elog(ERROR, "%zu bytes are too many", size);
	copy = places[1] + GUARDED_SIZE - INTALIGN(size + VARHDRSZ);
	memcpy(copy + VARHDRSZ, VARDATA_ANY(value), size);
	SET_VARSIZE(copy, size + VARHDRSZ);
	return (struct varlena *) copy;
}

bool
same_bytes(const struct varlena *a, const struct varlena *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

bool
same_rows(const Rows *a, const Rows *b)
{
	int			i;

	if (a->nrows != b->nrows)
		return false;
	for (i = 0; i < a->nrows; i++)
	{
		MinimalTuple left = a->rows[i].tuple;
		MinimalTuple right = b->rows[i].tuple;

		/* what lies between the values is zero */
		if (left->t_len != right->t_len ||
			memcmp(left, right, left->t_len) != 0)
			return false;
	}
	return true;
}

/* The columns of a function that returns rows: their types. */
TupleDesc
make_columns(int ncolumns,...)
{
	MemoryContext oldcontext = MemoryContextSwitchTo(TopMemoryContext);
	TupleDesc	columns = CreateTemplateTupleDesc(ncolumns);
	va_list		args;
	int			i;

	va_start(args, ncolumns);
	for (i = 1; i <= ncolumns; i++)
		TupleDescInitEntry(columns, (AttrNumber) i, NULL, va_arg(args, Oid),
						   -1, 0);
	va_end(args);
	TupleDescFinalize(columns);
	MemoryContextSwitchTo(oldcontext);
	return columns;
}

/*
 * A number from 0 to n - 1.
 */
uint32
choose(uint32 n)
{
	seed = murmurhash32(seed + 0x9E3779B9);
	return seed % n;
}

/*
 * A time of which something may depend: an end of the value or of all time,
 * next to it, or anywhere between the ends.
 */
TimestampTz
choose_time(TimestampTz first_at, TimestampTz last_at)
{
	TimestampTz at = choose(2) ? first_at : last_at;
	uint64		range = (uint64) last_at - (uint64) first_at;

	switch (choose(8))
	{
		case 0:
			return DT_NOBEGIN;
		case 1:
			return DT_NOEND;
		case 2:
			return choose(2) ? MIN_TIMESTAMP : END_TIMESTAMP - 1;
		case 3:
			return at > MIN_TIMESTAMP ? at - 1 : at;
		case 4:
			return at < END_TIMESTAMP - 1 ? at + 1 : at;
		case 5:
			return at;
		default:
			return (TimestampTz) ((uint64) first_at +
								  range / 1024 * choose(1024));
	}
}

void
choose_window(TimestampTz first_at, TimestampTz last_at,
			  TimestampTz *from_at, TimestampTz *to_at)
{
	TimestampTz a = choose_time(first_at, last_at);
	TimestampTz b = choose_time(first_at, last_at);

	*from_at = Min(a, b);
	*to_at = Max(a, b);
}

/*
 * A width of buckets, and a window that about 50 of them fill.
 */
void
choose_buckets(TimestampTz first_at, TimestampTz last_at, Interval *width,
			   TimestampTz *from_at, TimestampTz *to_at)
{
	static const Interval widths[] = {
		{1, 0, 0}, {15 * USECS_PER_MINUTE, 0, 0}, {USECS_PER_HOUR, 0, 0},
		{7 * USECS_PER_HOUR, 0, 0}, {0, 1, 0}, {0, 7, 0}, {0, 0, 1},
		{0, 0, 3}, {0, 0, 12}, {0, 100000, 0}
	};
	TimestampTz at = choose_time(first_at, last_at);
	int64		length;

	*width = widths[choose(lengthof(widths))];
	length = (width->time + width->day * USECS_PER_DAY +
			  width->month * 30 * USECS_PER_DAY) * choose(50);
	if (!IS_VALID_TIMESTAMP(at))
		at = first_at;
	*from_at = at;
	*to_at = at < END_TIMESTAMP - length ? at + length : END_TIMESTAMP - 1;
}

Datum
choose_time_zone(void)
{
	static const char *const zones[] = {
		"UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu",
		"Pacific/Apia", "Africa/Monrovia", "Australia/Lord_Howe", "Nowhere/No"
	};

	return CStringGetTextDatum(zones[choose(lengthof(zones))]);
}
