/*-------------------------------------------------------------------------
 *
 * text_form.c
 *		Text and jsonb forms, shared by all types.
 *
 * A text is a list of elements in braces.  Each begins with a time in ISO 8601
 * form with an offset, so that it means the same in every session:
 *
 *	{2026-03-02 08:00:00+00 ..., 2026-03-02 12:00:00+00 ...}
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/int.h"
#include "miscadmin.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "interrupts.h"
#include "text_form.h"

static bool decode_time(TextParser *text, const char *time, TimestampTz *at);
static bool match(const char **s, const char *pattern);
static bool match_iso_time(const char **s);

/*
 * Skip white space.
 */
void
skip_space(TextParser *text)
{
	while (*text->pos != '\0' && strchr(" \t\n\r\f\v", *text->pos) != NULL)
	{
		CHECK_FOR_INTERRUPTS_AT(text->pos);
		text->pos++;
	}
}

/*
 * Parse a list in braces, which may be empty.  Like parse_element() and the
 * functions below, return false after a soft error.
 */
bool
parse_list(TextParser *text, bool (*parse_element) (void *state), void *state)
{
	skip_space(text);
	if (*text->pos != '{')
		parse_error(text, "A %s begins with \"{\".", text->type_name);
	text->pos++;
	skip_space(text);
	while (*text->pos != '}')
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_element(state))
			return false;
		skip_space(text);
		if (*text->pos == '}')
			break;
		if (*text->pos != ',')
			parse_error(text, "Expected \",\" or \"}\" after %s.", text->element);
		text->pos++;
		skip_space(text);
		if (*text->pos == '}')
			parse_error(text, "Expected %s after the comma.", text->element);
	}
	text->pos++;
	skip_space(text);
	if (*text->pos != '\0')
		parse_error(text, "There is text after the closing brace.");
	return true;
}

/*
 * Parse a time.  timestamptz_in() cannot be used: from PostgreSQL 18 on, it
 * takes T, Z and BC for abbreviations of the session's time zone if that has
 * them.
 */
bool
parse_time(TextParser *text, TimestampTz *at)
{
	char		time[TIME_TEXT_SIZE];
	const char *end;
	Size		len;

	skip_space(text);
	end = text->pos;
	if (!match_iso_time(&end) ||
		(*end != '\0' && strchr("0123456789-:.+TZBC", *end) != NULL))
		parse_error(text,
					"Expected the time of %s in ISO 8601 form with an offset, such as 2026-03-02 08:00:00+00.",
					text->element);
	len = (Size) (end - text->pos);
	memcpy(time, text->pos, len);
	time[len] = '\0';
	text->pos = end;
	return decode_time(text, time, at);
}

/*
 * Read an integer, which may have a sign.  If there is none, or it does not
 * fit in 64 bits, return false without an error, and without advancing.  Stop
 * at the first digit that is too many.
 */
bool
read_integer(TextParser *text, int64 *n)
{
	const char *pos = text->pos;
	bool		negative = *pos == '-';

	if (*pos == '-' || *pos == '+')
		pos++;
	if (!isdigit((unsigned char) *pos))
		return false;
	for (*n = 0; isdigit((unsigned char) *pos); pos++)
	{
		int64		digit = *pos - '0';

		CHECK_FOR_INTERRUPTS_AT(pos);
		if (pg_mul_s64_overflow(*n, 10, n) ||
			(negative ? pg_sub_s64_overflow(*n, digit, n) :
			 pg_add_s64_overflow(*n, digit, n)))
			return false;
	}
	text->pos = pos;
	return true;
}

/* Read digits as a number.  match_iso_time() has limited their number. */
static int
read_number(const char **s)
{
	int			result = 0;

	for (; isdigit((unsigned char) **s); (*s)++)
		result = result * 10 + (**s - '0');
	return result;
}

/*
 * Convert a string accepted by match_iso_time(); same errors as
 * timestamptz_in().
 */
static bool
decode_time(TextParser *text, const char *time, TimestampTz *at)
{
	const char *s = time;
	struct pg_tm tm = {0};
	fsec_t		fsec = 0;
	int			offset[3] = {0, 0, 0};
	int			sign = 1;
	int			seconds_west;

	tm.tm_year = read_number(&s);
	s++;
	tm.tm_mon = read_number(&s);
	s++;
	tm.tm_mday = read_number(&s);
	s++;
	tm.tm_hour = read_number(&s);
	s++;
	tm.tm_min = read_number(&s);
	if (match(&s, ":"))
		tm.tm_sec = read_number(&s);
	if (match(&s, "."))
	{
		int			scale = 100000;

		for (; isdigit((unsigned char) *s); s++, scale /= 10)
			fsec += (*s - '0') * scale;
	}
	if (!match(&s, "Z"))
	{
		int			i;

		sign = *s == '-' ? 1 : -1;
		for (i = 0; i < 3 && (*s == ':' || i == 0); i++)
		{
			s++;
			offset[i] = read_number(&s);
		}
	}

	if (ValidateDate(DTK_DATE_M, false, false, *s != '\0', &tm) != 0 ||
		tm.tm_hour > HOURS_PER_DAY || tm.tm_min >= MINS_PER_HOUR ||
		tm.tm_sec > SECS_PER_MINUTE ||
		(tm.tm_hour == HOURS_PER_DAY &&
		 (tm.tm_min > 0 || tm.tm_sec > 0 || fsec > 0)))
		ereturn(text->escontext, false,
				(errcode(ERRCODE_DATETIME_FIELD_OVERFLOW),
				 errmsg("date/time field value out of range: \"%s\"", time)));
	if (offset[0] > MAX_TZDISP_HOUR || offset[1] >= MINS_PER_HOUR ||
		offset[2] >= SECS_PER_MINUTE)
		ereturn(text->escontext, false,
				(errcode(ERRCODE_INVALID_TIME_ZONE_DISPLACEMENT_VALUE),
				 errmsg("time zone displacement out of range: \"%s\"", time)));
	seconds_west = sign * (offset[0] * SECS_PER_HOUR +
						   offset[1] * SECS_PER_MINUTE + offset[2]);
	if (tm2timestamp(&tm, fsec, &seconds_west, at) != 0)
		ereturn(text->escontext, false,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range: \"%s\"", time)));
	return true;
}

/*
 * Match a pattern at the start of a string, and advance beyond it.  "9" stands
 * for a digit, "+" for a sign, and other characters for themselves.
 */
static bool
match(const char **s, const char *pattern)
{
	const char *t = *s;

	for (; *pattern != '\0'; pattern++, t++)
	{
		if (*pattern == '9' ? !isdigit((unsigned char) *t) :
			*pattern == '+' ? *t != '+' && *t != '-' : *t != *pattern)
			return false;
	}
	*s = t;
	return true;
}

/*
 * Match YYYY-MM-DD HH:MM[:SS[.ffffff]]{Z|+HH[:MM[:SS]]}[ BC] and advance
 * beyond it.  T may replace the space, and a year has up to six digits: at
 * most 40 characters.
 */
static bool
match_iso_time(const char **s)
{
	int			digits = 0;

	while (digits <= 6 && match(s, "9"))
		digits++;
	if (digits < 4 || digits > 6 || !match(s, "-99-99") ||
		!(match(s, " ") || match(s, "T")) || !match(s, "99:99"))
		return false;
	if (match(s, ":99") && match(s, "."))
	{
		for (digits = 0; digits < 6 && match(s, "9"); digits++)
			;
		if (digits == 0)
			return false;
	}
	if (!match(s, "Z"))
	{
		if (!match(s, "+99"))
			return false;
		if (match(s, ":99"))
			(void) match(s, ":99");
	}
	(void) match(s, " BC");
	return true;
}

/*
 * Check that a value can be converted to jsonb, given the number of elements
 * and their minimal size.  Reporting it here avoids building the array, which
 * takes hundreds of bytes for each element, in memory first.
 */
void
check_jsonb_size(uint32 nelements, Size least_size,
				 const char *type_name, const char *alternative)
{
	if (nelements > JENTRY_OFFLENMASK / least_size)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("%s is too large for jsonb", type_name),
				 errdetail("Its %u elements would take more than %d bytes.",
						   nelements, JENTRY_OFFLENMASK),
				 errhint("Read it with %s() instead.", alternative)));
}

/*
 * Push a string to jsonb, or null if data is NULL.
 */
void
push_text(JsonbInState *state, JsonbIteratorToken token,
		  const char *data, uint32 len)
{
	JsonbValue	value;

	value.type = data == NULL ? jbvNull : jbvString;
	value.val.string.val = unconstify(char *, data);
	value.val.string.len = (int) len;
	pushJsonbValue(state, token, &value);
}

/*
 * Push the key of the next value to jsonb.
 */
void
push_key(JsonbInState *state, const char *key)
{
	push_text(state, WJB_KEY, key, (uint32) strlen(key));
}

/*
 * Push a key and a time, as a string in ISO 8601 form, to jsonb.
 */
void
push_time(JsonbInState *state, const char *key, TimestampTz at)
{
	char		time[TIME_TEXT_SIZE];

	format_time(time, at, USE_XSD_DATES);
	push_key(state, key);
	push_text(state, WJB_VALUE, pstrdup(time), (uint32) strlen(time));
}

/*
 * Push a key and an integer to jsonb.
 */
void
push_integer(JsonbInState *state, const char *key, int64 n)
{
	JsonbValue	value;

	value.type = jbvNumeric;
	value.val.numeric = int64_to_numeric(n);
	push_key(state, key);
	pushJsonbValue(state, WJB_VALUE, &value);
}
