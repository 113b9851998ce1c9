/*-------------------------------------------------------------------------
 *
 * text_form.h
 *		Text and jsonb forms, shared by all types.
 *
 *-------------------------------------------------------------------------
 */
#ifndef USERLOGS_TEXT_FORM_H
#define USERLOGS_TEXT_FORM_H

#include "utils/datetime.h"
#include "utils/jsonb.h"

#include "compat.h"
#include "text_util.h"

/* A text being parsed */
typedef struct TextParser
{
	const char *pos;
	Node	   *escontext;
	const char *type_name;
	const char *element;		/* for errors, with its article: "an event" */
} TextParser;

/*
 * Report a syntax error, in a function that returns false after a soft error.
 */
#define parse_error(text, ...) \
	ereturn((text)->escontext, false, \
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION), \
			 errmsg("invalid input syntax for type %s", (text)->type_name), \
			 errdetail(__VA_ARGS__)))

extern void skip_space(TextParser *text);
extern bool parse_list(TextParser *text, bool (*parse_element) (void *state),
					   void *state);
extern bool parse_time(TextParser *text, TimestampTz *at);
extern bool read_integer(TextParser *text, int64 *n);

extern void check_jsonb_size(uint32 nelements, Size least_size,
							 const char *type_name, const char *alternative);
extern void push_text(JsonbInState *state, JsonbIteratorToken token,
					  const char *data, uint32 len);
extern void push_key(JsonbInState *state, const char *key);
extern void push_time(JsonbInState *state, const char *key, TimestampTz at);
extern void push_integer(JsonbInState *state, const char *key, int64 n);

#endif							/* USERLOGS_TEXT_FORM_H */
