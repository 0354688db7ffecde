/*
 * cases_check - finds cases whose steps or words in the index are wrong (program).
 */
#ifndef CASES_CHECK_H
#define CASES_CHECK_H
#include "lib/store/check.h"

/* Call cases_functions first. */
void cases_check(struct store *, const struct check_report *);

#endif
