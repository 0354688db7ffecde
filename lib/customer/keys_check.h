/* keys_check - finds keys that do not fit their customers (program). */
#ifndef KEYS_CHECK_H
#define KEYS_CHECK_H
#include "lib/store/check.h"

/*
 * If the keys are missing, because the store was upgraded, nothing is checked; so are phones that
 * need libphonenumber if it is missing.
 */
void keys_check(struct store *, const struct check_report *);

#endif
