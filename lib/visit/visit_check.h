/* visit_check - finds visits that cannot be, and double bookings (program). */
#ifndef VISIT_CHECK_H
#define VISIT_CHECK_H
#include "lib/store/check.h"

void visit_check(struct store *, const struct check_report *);

#endif
