/*
 * phone_number - libphonenumber, a C++ library, for C: the plugin phone_number.so (pure).
 *
 * phone_read.c opens it; nothing links with it.
 */
#ifndef PHONE_NUMBER_H
#define PHONE_NUMBER_H
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
	PHONE_NUMBER_VALID,
	PHONE_NUMBER_NO_CODE,	/* unknown country, or unknown country code */
	PHONE_NUMBER_LENGTH,	/* too short or too long */
	PHONE_NUMBER_LOCAL,	/* without an area code */
	PHONE_NUMBER_WRONG	/* not in the number plan */
};

/* Writes +14155551234 for digits with a +, or digits of COUNTRY: two capital letters. */
__attribute__((visibility("default")))
int phone_number_read(const char *digits, const char *country, char *e164, size_t room);

#ifdef __cplusplus
}
#endif

#endif
