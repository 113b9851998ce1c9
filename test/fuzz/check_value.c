/*-------------------------------------------------------------------------
 *
 * check_value.c
 *		What must hold for every value of either type: it goes out and comes
 *		in again as the same bytes, it is equal to itself, and putting it
 *		together works.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "checks.h"

/* The bytes are received, and are a value with the same bytes. */
static void
check_recv(const TypeFunctions *type, const struct varlena *value)
{
	Outcome		outcome;
	Datum		received = call_recv(&type->recv, VARDATA_ANY(value),
									 VARSIZE_ANY_EXHDR(value), &outcome);

	if (!outcome.ok)
		finding("a value of our own is refused");
	if (!same_bytes((struct varlena *) DatumGetPointer(received), value))
		finding("other bytes");
}

/*
 * A value that a function has made is one that could have come from outside.
 */
void
check_result(const TypeFunctions *type, Datum value)
{
	const char *made_by = current_call;
	const struct varlena *bytes = (struct varlena *) DatumGetPointer(value);

	check_recv(type, bytes);
	current_call = made_by;
}

/* A state that has gone through another process. */
static Datum
pass_on(const TypeFunctions *type, Datum state)
{
	Outcome		bytes = MUST(type->serialize, ARG(state));

	return MUST(type->deserialize, ARG(bytes.value), ARG((Datum) 0)).value;
}

/*
 * The aggregate of n times the value, half of which come from another process.
 * NULL if there is too much for one.
 */
struct varlena *
merge_values(const TypeFunctions *type, int n, Datum value)
{
	Outcome		left = MUST(type->merge_transfn, ARG_NULL, ARG(value));
	Outcome		right = left;
	Outcome		result;
	int			i;

	for (i = 1; i < n; i++)
		if (i % 2 == 1)
			right = MUST(type->merge_transfn,
						 i == 1 ? ARG_NULL : ARG(right.value), ARG(value));
		else
			left = MUST(type->merge_transfn, ARG(left.value), ARG(value));
	if (n > 1)
	{
		Outcome		bytes = MAY(type->serialize, ARG(right.value));

		if (!bytes.ok)
			return NULL;
		left = MAY(type->combine, ARG(left.value),
				   ARG(pass_on(type, right.value)));
	}
	if (!left.ok)
		return NULL;
	result = MAY(type->finalfn, ARG(left.value));
	if (!result.ok)
		return NULL;
	check_result(type, result.value);
	return (struct varlena *) DatumGetPointer(result.value);
}

static void
check_round_trips(const TypeFunctions *type, const struct varlena *value)
{
	Outcome		sent = MUST(type->send, ARG(PointerGetDatum(value)));
	Outcome		text;
	Outcome		again;
	char	   *copy;

	if (!same_bytes((struct varlena *) DatumGetPointer(sent.value), value))
		finding("other bytes");
	check_recv(type, value);

	text = MUST(type->out, ARG(PointerGetDatum(value)));
	copy = DatumGetCString(text.value);
	copy = guard(0, copy, strlen(copy) + 1);
	again = MUST(type->in, ARG(CStringGetDatum(copy)));
	if (!same_bytes((struct varlena *) DatumGetPointer(again.value), value))
		finding("another value than that of the text");
}

static void
check_order(const TypeFunctions *type, Datum value)
{
	Outcome		outcome;
	int			i;

	for (i = 0; i < 6; i++)
		if (DatumGetBool(MUST(type->operators[i], ARG(value),
							  ARG(value)).value) != (i < 3))
			finding("the wrong answer");
	if (DatumGetInt32(MUST(type->cmp, ARG(value), ARG(value)).value) != 0)
		finding("not equal to itself");
	outcome = MUST(type->hash, ARG(value));
	if ((uint32) DatumGetInt64(MUST(type->hash_extended, ARG(value),
									ARG(Int64GetDatum(0))).value) !=
		DatumGetUInt32(outcome.value))
		finding("the lower half is not the other hash");
}

/*
 * All of it.
 */
void
check_value(const TypeFunctions *type, const struct varlena *value)
{
	struct varlena *copy;
	struct varlena *merged;

	set_payload(VARSIZE_ANY(value));
	check_round_trips(type, value);
	copy = guard_varlena(value);
	check_order(type, PointerGetDatum(copy));
	merged = merge_values(type, 1, PointerGetDatum(copy));
	if (merged == NULL || !same_bytes(merged, copy))
		finding("the aggregate of one is another");
	type->check(copy);
}
