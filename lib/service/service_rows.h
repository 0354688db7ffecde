/* service_rows - prints service measured by standards (program). */
#ifndef SERVICE_ROWS_H
#define SERVICE_ROWS_H
#include <stdbool.h>
#include <stddef.h>

struct put;
struct service;

/* One row per case, promise or contact that a standard applies to. */
void service_rows_list(const struct service *, struct put *);

/*
 * One row per standard, with its WORST misses. STATUS: a missed standard makes the exit status 1.
 */
void service_rows_check(const struct service *, size_t worst, bool status, struct put *);

#endif
