#include "lib/customer/phone_both.h"

#include "lib/customer/phone_number.h"

static enum phone_reason
reason_of(int result)
{
	switch (result) {
	case PHONE_NUMBER_NO_CODE:
		return PHONE_BAD_COUNTRY_CODE;
	case PHONE_NUMBER_LENGTH:
		return PHONE_BAD_LENGTH;
	case PHONE_NUMBER_LOCAL:
		return PHONE_NO_AREA_CODE;
	default:
		return PHONE_NOT_ASSIGNED;
	}
}

enum phone_verdict
phone_both(const char *cell, const char *country, phone_both_library *(*library)(void),
    struct phone *to)
{
	struct phone_ask ask;
	const enum phone_verdict first = phone_first(cell, country, to, &ask);

	if (*ask.digits == '\0')
		return first;
	/* cppcheck-suppress AssignmentIntegerToAddress ; library returns a pointer */
	phone_both_library *read = library();

	to->unsure = read == NULL;
	if (to->unsure)
		return first;
	const int result = read(ask.digits, country ? country : "ZZ", to->e164, sizeof to->e164);

	if (result == PHONE_NUMBER_VALID) {
		to->reason = ask.warning;
		return PHONE_VALID;
	}
	*to->e164 = '\0';
	if (first == PHONE_VALID || to->reason == PHONE_NO_LIBRARY)
		to->reason = reason_of(result);	/* else the reason of the first pass stays */
	return PHONE_BAD;
}
