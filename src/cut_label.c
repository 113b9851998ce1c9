/*-------------------------------------------------------------------------
 *
 * cut_label.c
 *		Labels and keys cut to a maximal length.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/detoast.h"
#include "common/hashfn.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"

#include "compat.h"

/* Length of the longest label, and kept of a longer one, in characters */
#define MAX_LABEL_LENGTH	200
#define CUT_LABEL_LENGTH	190

static const char cut_mark[] = " ... (cut)";

/* What remains of a longer key, in characters, and what follows it */
#define CUT_KEY_LENGTH		173
#define HASH_DIGITS			16

static const char cut_key_mark[] = " ... (cut) ";

/*
 * cut_label(text) returns text
 *
 * Strict.  Returns the text itself if it is short enough for a label.  Only
 * the beginning of a long text is fetched.
 */
PG_FUNCTION_INFO_V1(cut_label);
Datum
cut_label(PG_FUNCTION_ARGS)
{
	Size		size = toast_raw_datum_size(PG_GETARG_DATUM(0)) - VARHDRSZ;
	int			max_size = MAX_LABEL_LENGTH * pg_database_encoding_max_length();
	text	   *start;
	text	   *result;
	int			kept;

	if (size <= MAX_LABEL_LENGTH)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	start = PG_GETARG_TEXT_P_SLICE(0, 0, max_size);
	if (size <= (Size) max_size &&
		pg_mbstrlen_with_len(VARDATA_ANY(start),
							 (int) VARSIZE_ANY_EXHDR(start)) <= MAX_LABEL_LENGTH)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));

	kept = pg_mbcharcliplen(VARDATA_ANY(start), (int) VARSIZE_ANY_EXHDR(start),
							CUT_LABEL_LENGTH);
	result = palloc(VARHDRSZ + (Size) kept + strlen(cut_mark));
	memcpy(VARDATA(result), VARDATA_ANY(start), (Size) kept);
	memcpy(VARDATA(result) + kept, cut_mark, strlen(cut_mark));
	SET_VARSIZE(result, VARHDRSZ + (Size) kept + strlen(cut_mark));
	PG_RETURN_TEXT_P(result);
}

/*
 * cut_key(text) returns text
 *
 * Strict.  Returns the text itself if it is short enough for a label.  The hash
 * of all of a longer one keeps keys distinct that differ in what is cut off.
 */
PG_FUNCTION_INFO_V1(cut_key);
Datum
cut_key(PG_FUNCTION_ARGS)
{
	text	   *key;
	text	   *result;
	char	   *out;
	int			size;
	int			kept;

	if (toast_raw_datum_size(PG_GETARG_DATUM(0)) - VARHDRSZ <= MAX_LABEL_LENGTH)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	key = PG_GETARG_TEXT_PP(0);
	size = (int) VARSIZE_ANY_EXHDR(key);
	if (pg_mbstrlen_with_len(VARDATA_ANY(key), size) <= MAX_LABEL_LENGTH)
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));

	kept = pg_mbcharcliplen(VARDATA_ANY(key), size, CUT_KEY_LENGTH);
	/* room for the zero byte of snprintf() */
	result = palloc(VARHDRSZ + (Size) kept + sizeof(cut_key_mark) + HASH_DIGITS);
	out = VARDATA(result);
	memcpy(out, VARDATA_ANY(key), (Size) kept);
	out += kept;
	out += snprintf(out, sizeof(cut_key_mark) + HASH_DIGITS, "%s%016llx", cut_key_mark,
					(unsigned long long) hash_bytes_extended((const unsigned char *) VARDATA_ANY(key),
															 size, 0));
	SET_VARSIZE(result, out - (char *) result);
	PG_RETURN_TEXT_P(result);
}
