/*
 * service_rows - service measured by standards, as rows of a table (program).
 */
#ifndef SERVICE_ROWS_H
#define SERVICE_ROWS_H
#include <stdbool.h>
#include <stddef.h>

struct put;
struct service;

/* One row per case, promise or contact that a standard is about. */
void service_rows_list(const struct service *, struct put *);

/* One row per standard, which names its WORST misses.  STATUS: a missed standard makes the exit status 1. */
void service_rows_check(const struct service *, size_t worst, bool status, struct put *);

#endif
