/*
 * verdict - prints a row per standard: the share that attained it, its interval, and whether that
 * is enough (program).
 */
#ifndef VERDICT_H
#define VERDICT_H
#include "lib/io/put.h"
#include "lib/service/attain.h"
#include "lib/service/standards.h"

enum verdict { VERDICT_MET, VERDICT_MISSED, VERDICT_NO_DATA };

void verdict_columns(struct put *);

/* Prints a row; CALENDAR is the name of the calendar. */
enum verdict verdict_put(struct put *, const struct standard *, struct attain *,
    const char *calendar);

#endif
