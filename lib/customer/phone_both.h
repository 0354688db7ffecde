/*
 * phone_both - reads a telephone number in both passes: that of phone.h, and libphonenumber (pure).
 *
 * phone_read.h, for the tools, and the SQLite extension differ only in how they find the plugin.
 */
#ifndef PHONE_BOTH_H
#define PHONE_BOTH_H
#include <stddef.h>

#include "lib/customer/phone.h"

typedef int phone_both_library(const char *digits, const char *country, char *e164, size_t room);

/*
 * Reads a cell as phone_first does. If that is not sure, calls LIBRARY, which returns
 * phone_number_read (phone_number.h), or NULL if the plugin is not there; then PHONE->unsure is
 * set, and the first pass alone decides.
 */
enum phone_verdict phone_both(const char *cell, const char *country,
    phone_both_library *(*library)(void), struct phone *);

#endif
