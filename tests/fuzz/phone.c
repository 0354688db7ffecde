/*
 * Phones and e-mail addresses: a key has only what a key may have, and reads the same. Of phones
 * only the first pass is here, not libphonenumber.
 */
#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "lib/customer/email.h"
#include "lib/customer/phone.h"

#define DIGITS "0123456789"

static void
phone(const char *s, const char *country)
{
	char key[PHONE_KEY_SIZE], again[PHONE_KEY_SIZE];
	struct phone_ask ask;
	struct phone p, q;
	const enum phone_verdict v = phone_first(s, country, &p, &ask);

	FUZZ_HOLDS(strlen(ask.digits) < sizeof ask.digits);
	FUZZ_HOLDS(strspn(ask.digits + (*ask.digits == '+'), DIGITS) ==
	    strlen(ask.digits) - (*ask.digits == '+'));
	FUZZ_HOLDS((v == PHONE_VALID) == (*p.e164 != '\0'));
	FUZZ_HOLDS(v == PHONE_VALID ? p.reason <= PHONE_EXCEL_FLOAT :
	    v == PHONE_EMPTY || p.reason > PHONE_NO_REASON);
	if (v != PHONE_VALID)
		return;
	FUZZ_HOLDS(strncmp(p.e164, "+86", 3) == 0);
	FUZZ_HOLDS(strspn(p.e164 + 1, DIGITS) == strlen(p.e164 + 1));
	FUZZ_HOLDS(strspn(p.extension, DIGITS) == strlen(p.extension));
	phone_key(&p, key);
	FUZZ_HOLDS(phone_first(key, NULL, &q, &ask) == PHONE_VALID);
	FUZZ_HOLDS(strcmp(phone_key(&q, again), key) == 0);
}

static void
email(const char *s)
{
	char key[EMAIL_SIZE], again[EMAIL_SIZE];

	if (email_read(s, key) != EMAIL_VALID) {
		FUZZ_HOLDS(*key == '\0');
		return;
	}
	FUZZ_HOLDS(email_read(key, again) == EMAIL_VALID && strcmp(key, again) == 0);
}

static void
all(const char *s)
{
	char to[PHONE_COUNTRY];

	phone(s, "CN");
	phone(s, "US");
	phone(s, NULL);
	phone_country(s, NULL, to);
	email(s);
}

int
LLVMFuzzerTestOneInput(const uint8_t *s, size_t n)
{
	fuzz_text(all, s, n);
	return 0;
}
