/* control_rows - prints service by standard and period, with the limits of control.h (program). */
#ifndef CONTROL_ROWS_H
#define CONTROL_ROWS_H
#include "lib/base/period.h"

struct put;
struct service;

/*
 * One row per standard that has items, and per period from that of its first item to that of its
 * last, also where there are none. An item is in the period in which its time starts.
 */
void control_rows(const struct service *, enum period, struct put *);

#endif
