/*
 * check_text - finds texts of the store that are not UTF-8; SQLite stores any bytes (program).
 */
#ifndef CHECK_TEXT_H
#define CHECK_TEXT_H
#include "lib/store/check.h"

/* Every column of every table. Needs pages without faults. */
void check_text(struct store *, const struct check_report *);

#endif
