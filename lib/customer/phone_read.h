/*
 * phone_read - telephone numbers to E.164: the first pass of phone.h, then libphonenumber
 * (program).
 *
 * libphonenumber is in a plugin of its own, phone_number.so, which is opened at the first number
 * that needs it: most numbers in China do not, and it takes about 10 ms to load. If the plugin is
 * not there, the first pass alone decides, which knows only China; a note says so once.
 */
#ifndef PHONE_READ_H
#define PHONE_READ_H
#include "lib/customer/phone.h"

/* Reads a cell. COUNTRY is two capital letters, or NULL, as phone_country gives it. */
enum phone_verdict phone_read(const char *cell, const char *country, struct phone *);

#endif
