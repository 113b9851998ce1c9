/*-------------------------------------------------------------------------
 *
 * normalize_blanks.c
 *		One spelling for texts that differ in blanks only.
 *
 * Blanks are the characters with the Unicode property White_Space, and two
 * invisible ones that exports leave behind: the zero-width space and the byte
 * order mark.  In a database whose encoding is not UTF8, they are the blanks
 * of ASCII and, in code pages that have it at A0, the no-break space.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#include "compat.h"
#include "interrupts.h"
#include "normalize_blanks.h"

/* The no-break space of the ISO 8859 and Windows code pages */
#define SINGLE_BYTE_NBSP	0xA0

static Size blank_length(const char *data, Size size);
static bool has_single_byte_nbsp(int encoding);

/*
 * normalize_blanks(text) returns text
 *
 * Strict.  Removes blanks at the ends, and replaces each run of blanks inside
 * by a single space.  Returns the text itself if nothing changes.
 */
PG_FUNCTION_INFO_V1(normalize_blanks);
Datum
normalize_blanks(PG_FUNCTION_ARGS)
{
	text	   *input = PG_GETARG_TEXT_PP(0);
	const char *data = VARDATA_ANY(input);
	Size		size = VARSIZE_ANY_EXHDR(input);
	text	   *result = palloc(VARHDRSZ + size);
	char	   *out = VARDATA(result);
	bool		is_after_blank = true;
	Size		pos = 0;
	Size		nread = 0;

	/* no byte within a character looks like the first byte of a blank */
	while (pos < size)
	{
		Size		length = blank_length(data + pos, size - pos);

		CHECK_FOR_INTERRUPTS_EVERY(65536, nread);
		nread++;
		if (length == 0)
			*out++ = data[pos];
		else if (!is_after_blank)
			*out++ = ' ';
		is_after_blank = length > 0;
		pos += Max(length, 1);
	}
	if (out > VARDATA(result) && out[-1] == ' ')
		out--;

	if (out == VARDATA(result) + size && memcmp(VARDATA(result), data, size) == 0)
		PG_RETURN_TEXT_P(input);
	SET_VARSIZE(result, out - (char *) result);
	PG_RETURN_TEXT_P(result);
}

/*
 * Return the key that all spellings of a label share, in lower case by a
 * collation.
 */
text *
make_label_key(text *label, Oid collation)
{
	Datum		normalized = DirectFunctionCall1(normalize_blanks,
												 PointerGetDatum(label));

	return DatumGetTextPP(DirectFunctionCall1Coll(lower, collation, normalized));
}

/*
 * Return the length of the blank at the start of "size" bytes, 0 if they do
 * not start with one.
 */
static Size
blank_length(const char *data, Size size)
{
	const unsigned char *bytes = (const unsigned char *) data;
	Size		length;
	pg_wchar	character;

	if (!IS_HIGHBIT_SET(*bytes))
		return *bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r') ? 1 : 0;
	if (GetDatabaseEncoding() != PG_UTF8)
		return *bytes == SINGLE_BYTE_NBSP &&
			has_single_byte_nbsp(GetDatabaseEncoding()) ? 1 : 0;
	length = (Size) pg_utf_mblen(bytes);
	if (length > size)
		return 0;
	character = utf8_to_unicode(bytes);
	if (character == 0x85 || character == 0xA0 || character == 0x1680 ||
		(character >= 0x2000 && character <= 0x200B) ||
		character == 0x2028 || character == 0x2029 ||
		character == 0x202F || character == 0x205F ||
		character == 0x3000 || character == 0xFEFF)
		return length;
	return 0;
}

/* Return true if byte A0 is the no-break space of an encoding. */
static bool
has_single_byte_nbsp(int encoding)
{
	switch (encoding)
	{
		case PG_LATIN1:
		case PG_LATIN2:
		case PG_LATIN3:
		case PG_LATIN4:
		case PG_LATIN5:
		case PG_LATIN6:
		case PG_LATIN7:
		case PG_LATIN8:
		case PG_LATIN9:
		case PG_LATIN10:
		case PG_ISO_8859_5:
		case PG_ISO_8859_6:
		case PG_ISO_8859_7:
		case PG_ISO_8859_8:
		case PG_WIN874:
		case PG_WIN1250:
		case PG_WIN1251:
		case PG_WIN1252:
		case PG_WIN1253:
		case PG_WIN1254:
		case PG_WIN1255:
		case PG_WIN1256:
		case PG_WIN1257:
		case PG_WIN1258:
			return true;
		default:
			return false;
	}
}
