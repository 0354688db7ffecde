/*
 * hours - the calendar of business time, given as text; the one that was read last is kept
 * (program).
 */
#ifndef HOURS_H
#define HOURS_H
#include "lib/base/calendar.h"
#include "lib/extension/arguments.h"

struct hours;

struct hours *hours_new(void);	/* NULL: no memory */
void hours_free(struct hours *);

/*
 * The calendar of argument I: the text of a calendar, rows of day,hours; its header may be left
 * out. NULL if there is none or if it is not valid; the arguments know.
 */
const struct calendar *hours_read(struct hours *, struct arguments *, int i);

#endif
