/*-------------------------------------------------------------------------
 *
 * fuzz.c
 *		Hostile input for all that reads bytes from outside, in a backend.
 *
 * A target is a function that makes a value of a type from bytes that may come
 * from anywhere.  It must end with an error about its input, or with a value
 * for which all holds that check_value.c and the others say.
 *
 *	  fuzz_replay(target, input)	one input; "accepted" or an SQLSTATE
 *	  fuzz_run(target, arguments)	libFuzzer with these arguments.  Ends the
 *									backend, as the fuzzer does; with status 0
 *									if it has found nothing.
 *
 * The library holds a copy of the extension, compiled as the fuzzer needs it.
 * Without USE_LIBFUZZER, with any compiler, it has the first function alone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <execinfo.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "storage/ipc.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "../../src/text_util.h"
#include "../../src/timeline.h"
#include "checks.h"

typedef struct varlena *(*Reader) (const TypeFunctions *type,
								   const uint8 *data, Size size,
								   Outcome *outcome);

typedef struct Target
{
	const char *name;
	const TypeFunctions *type;
	Reader		read;
} Target;

static struct varlena *read_text(const TypeFunctions *type, const uint8 *data,
								 Size size, Outcome *outcome);
static struct varlena *read_binary(const TypeFunctions *type,
								   const uint8 *data, Size size,
								   Outcome *outcome);
static struct varlena *read_state(const TypeFunctions *type,
								  const uint8 *data, Size size,
								  Outcome *outcome);
static struct varlena *read_overlay(const TypeFunctions *type,
									const uint8 *data, Size size,
									Outcome *outcome);

static const Target targets[] = {
	{"timeline_in", &timeline_functions, read_text},
	{"timeline_recv", &timeline_functions, read_binary},
	{"timeline_agg_deserialize", &timeline_functions, read_state},
	{"overlay_agg_deserialize", &timeline_functions, read_overlay},
	{"headcount_in", &headcount_functions, read_text},
	{"headcount_recv", &headcount_functions, read_binary},
	{"headcount_agg_deserialize", &headcount_functions, read_state}
};

/* Text in the encoding of the database, as the server makes sure of. */
static struct varlena *
read_text(const TypeFunctions *type, const uint8 *data, Size size,
		  Outcome *outcome)
{
	char	   *text = palloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	size = strlen(text);
	if (!pg_verifymbstr(text, (int) size, true))
	{
		outcome->ok = false;
		outcome->sqlerrcode = ERRCODE_CHARACTER_NOT_IN_REPERTOIRE;
		return NULL;
	}
	*outcome = MAY(type->in, ARG(CStringGetDatum((char *) guard(0, text, size + 1))));
	if (outcome->ok && outcome->isnull)
		finding("NULL");
	return (struct varlena *) DatumGetPointer(outcome->value);
}

static struct varlena *
read_binary(const TypeFunctions *type, const uint8 *data, Size size,
			Outcome *outcome)
{
	struct varlena *value;

	value = (struct varlena *) DatumGetPointer(call_recv(&type->recv, data,
														 size, outcome));
	if (outcome->ok &&
		(VARSIZE_ANY_EXHDR(value) != size ||
		 memcmp(VARDATA_ANY(value), data, size) != 0))
		finding("it makes other bytes of those it has accepted");
	return value;
}

/*
 * A state of an aggregate from another process, put into an empty one and into
 * another.  The result is a value of a type.
 */
static struct varlena *
read_part(const TypeFunctions *aggregate, const TypeFunctions *type,
		  const uint8 *data, Size size, Outcome *outcome)
{
	struct varlena *bytes = palloc(VARHDRSZ + size);
	Outcome		state;
	Outcome		sum;

	SET_VARSIZE(bytes, VARHDRSZ + size);
	memcpy(VARDATA(bytes), data, size);
	*outcome = MAY(aggregate->deserialize, ARG(PointerGetDatum(bytes)),
				   ARG((Datum) 0));
	if (!outcome->ok)
		return NULL;
	state = *outcome;
	*outcome = MAY(aggregate->combine, ARG_NULL, ARG(state.value));
	if (!outcome->ok)
		return NULL;
	sum = *outcome;
	*outcome = MAY(aggregate->finalfn, ARG(sum.value));
	if (!outcome->ok)
		return NULL;

	/* what is there already must not be spoiled */
	sum = MAY(aggregate->combine, ARG(sum.value), ARG(state.value));
	if (sum.ok)
	{
		Outcome		result = MAY(aggregate->finalfn, ARG(sum.value));

		if (result.ok)
			check_result(type, result.value);
	}
	return (struct varlena *) DatumGetPointer(outcome->value);
}

static struct varlena *
read_state(const TypeFunctions *type, const uint8 *data, Size size,
		   Outcome *outcome)
{
	return read_part(type, type, data, size, outcome);
}

static struct varlena *
read_overlay(const TypeFunctions *type, const uint8 *data, Size size,
			 Outcome *outcome)
{
	return read_part(&overlay_functions, type, data, size, outcome);
}

/*
 * A round: true if the input has been accepted.
 */
static bool
examine(const Target *target, const uint8 *data, Size size, int *sqlerrcode)
{
	Outcome		outcome = {0};
	struct varlena *value;

	harness_begin(data, size);
	value = target->read(target->type, data, size, &outcome);
	if (outcome.ok)
		check_value(target->type, value);
	harness_end();
	*sqlerrcode = outcome.sqlerrcode;
	return outcome.ok;
}

static const Target *
find_target(text *name)
{
	char	   *wanted = text_to_cstring(name);
	int			i;

	harness_init();
	check_timeline_init();
	check_headcount_init();
	for (i = 0; i < lengthof(targets); i++)
		if (strcmp(targets[i].name, wanted) == 0)
			return &targets[i];
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("there is no target \"%s\"", wanted)));
}

/*
 * fuzz_replay(target text, input bytea) returns text
 */
PG_FUNCTION_INFO_V1(fuzz_replay);
Datum
fuzz_replay(PG_FUNCTION_ARGS)
{
	const Target *target = find_target(PG_GETARG_TEXT_PP(0));
	bytea	   *input = PG_GETARG_BYTEA_PP(1);
	int			sqlerrcode;

	if (examine(target, (uint8 *) VARDATA_ANY(input),
				VARSIZE_ANY_EXHDR(input), &sqlerrcode))
		PG_RETURN_TEXT_P(cstring_to_text("accepted"));
	PG_RETURN_TEXT_P(cstring_to_text(unpack_sql_state(sqlerrcode)));
}

#ifdef USE_LIBFUZZER

/* A round that takes so many seconds of processor time will never end */
#define HANG_SECONDS	10

/* Try so often to make a value by mutating the text of another */
#define TEXT_MUTATIONS	8

extern int	LLVMFuzzerRunDriver(int *argc, char ***argv,
								int (*callback) (const uint8_t *data,
												 size_t size));
extern size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
extern void __sanitizer_print_stack_trace(void);
extern size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size,
									  size_t max_size, unsigned int seed);

static const Target *running;
static uint64 nrounds = 0;
static uint64 naccepted = 0;

static int
run_round(const uint8_t *data, size_t size)
{
	int			sqlerrcode;

	if (examine(running, data, size, &sqlerrcode))
		naccepted++;
	nrounds++;
	return 0;
}

/* What the fuzzer calls, if it is there, when it reports a crash. */
void
__sanitizer_print_stack_trace(void)
{
	void	   *frames[32];
	int			nframes = backtrace(frames, lengthof(frames));

	fprintf(stderr, "in %s\n", current_call);
	fflush(stderr);
	backtrace_symbols_fd(frames, nframes, STDERR_FILENO);
}

/* A value of the target's type from bytes; false if they are none. */
static bool
read_value(Reader read, const uint8 *data, Size size, Outcome *outcome)
{
	memset(outcome, 0, sizeof(*outcome));
	read(running->type, data, size, outcome);
	return outcome->ok;
}

/*
 * The bytes of a value whose text is a mutation of that of another; 0 if the
 * input is none, or the mutation makes none.
 */
static size_t
mutate_text(uint8 *data, size_t size, size_t max_size)
{
	Size		room = 16 * max_size;
	size_t		result = 0;
	Outcome		value;

	harness_begin(data, size);
	if (read_value(read_binary, data, size, &value))
	{
		Outcome		text = MAY(running->type->out, ARG(value.value));
		Size		len = strlen(DatumGetCString(text.value));
		uint8	   *mutant = palloc(Max(len, room) + 1);
		int			i;

		/* most mutations make no text of a value */
		for (i = 0; i < TEXT_MUTATIONS && len <= room && result == 0; i++)
		{
			struct varlena *bytes;

			memcpy(mutant, DatumGetCString(text.value), len);
			if (!read_value(read_text, mutant,
							LLVMFuzzerMutate(mutant, len, room), &value))
				continue;
			bytes = (struct varlena *) DatumGetPointer(value.value);
			if (VARSIZE_ANY_EXHDR(bytes) > max_size)
				continue;
			result = VARSIZE_ANY_EXHDR(bytes);
			memcpy(data, VARDATA_ANY(bytes), result);
		}
	}
	harness_end();
	return result;
}

/*
 * Most mutations of bytes are made in the text of the value: hardly any other
 * would keep the bytes a value.
 */
size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
						unsigned int seed)
{
	size_t		result = 0;

	if (running->read != read_text && seed % 4 != 0)
		result = mutate_text(data, size, max_size);
	return result > 0 ? result : LLVMFuzzerMutate(data, size, max_size);
}

/* Every so many seconds: is this the same round as the last time? */
static void
look_for_hang(SIGNAL_ARGS)
{
	static uint64 last = PG_UINT64_MAX;

	(void) postgres_signal_arg;
	if (nrounds == last)
	{
		static const char what[] = "FINDING: it does not end\n";

		(void) !write(STDERR_FILENO, what, sizeof(what) - 1);
		abort();
	}
	last = nrounds;
}

static void
print_figures(int code, Datum arg)
{
	(void) code;
	(void) arg;
	fprintf(stderr, "fuzz %s: " UINT64_FORMAT " executions, " UINT64_FORMAT " accepted, slowest call " INT64_FORMAT " us\n",
			running->name, nrounds, naccepted, max_call_time);
}

/*
 * fuzz_run(target text, arguments text[]) returns void
 *
 * No thread is started, and the handlers of the server's signals stay, as the
 * fuzzer replaces none that is there.
 */
PG_FUNCTION_INFO_V1(fuzz_run);
Datum
fuzz_run(PG_FUNCTION_ARGS)
{
	struct itimerval timer = {{HANG_SECONDS, 0}, {HANG_SECONDS, 0}};
	int			argc;
	text	  **texts;
	char	  **argv;
	int			i;

	running = find_target(PG_GETARG_TEXT_PP(0));
	texts = array_texts(PG_GETARG_ARRAYTYPE_P(1), &argc);
	argv = palloc((argc + 3) * sizeof(char *));
	argv[0] = pstrdup("fuzz");
	for (i = 0; i < argc; i++)
		argv[i + 1] = text_to_cstring(texts[i]);
	argv[argc + 1] = pstrdup("-rss_limit_mb=0");
	argv[argc + 2] = NULL;
	argc += 2;

	abort_on_finding = true;
	on_proc_exit(print_figures, (Datum) 0);
	pqsignal(SIGPROF, look_for_hang);
	setitimer(ITIMER_PROF, &timer, NULL);
	proc_exit(LLVMFuzzerRunDriver(&argc, &argv, run_round));
}

#endif							/* USE_LIBFUZZER */
