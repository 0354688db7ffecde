/*
 * moments_statistics - what moments of truth are computed from, as statistics: scores, pairs and
 * shares per touchpoint (program).
 */
#ifndef MOMENTS_STATISTICS_H
#define MOMENTS_STATISTICS_H
#include "lib/service/contacts.h"

struct put;

/* Reads a CSV and prints its statistics; or reads those of all parts and prints the truths. */
void moments_statistics_print(const struct contacts_opts *, const char *tool, char **operands,
    struct put *);
void moments_statistics_truths(const struct contacts_opts *, const char *tool, char **operands,
    double target, struct put *);

#endif
