/*
 * verdict - what is said of a standard: the share that attained it, with its interval, and whether
 * that is enough (program: it prints).
 */
#ifndef VERDICT_H
#define VERDICT_H
#include "lib/io/put.h"
#include "lib/service/attain.h"
#include "lib/service/standards.h"

enum verdict { VERDICT_MET, VERDICT_MISSED, VERDICT_NO_DATA };

void verdict_columns(struct put *);

/* One row, by a calendar of this name. */
enum verdict verdict_put(struct put *, const struct standard *, struct attain *,
    const char *calendar);

#endif
