/*
 * remember - keeps the labels of a labelling in the store, with their date (program).
 *
 * The labels of a scheme at a date are a run. It covers all rows of the output: a customer who is
 * not among them, or has no label, has none from then on. Only changes are stored. Runs are added
 * in the order of their dates; a run is a batch.
 */
#ifndef REMEMBER_H
#define REMEMBER_H
#include "lib/segment/labels.h"

struct store;

/*
 * The labelling that SCHEME means: the one whose label has this name, or the only one. Ends the
 * tool if there are several, and none has this name.
 */
const struct labelling *remember_labelling(const struct labels *, const char *scheme);

/*
 * Stores the labels, and commits. Notes the counts. Ends the tool if the date is in the future, or
 * not after the latest run of the scheme.
 */
void remember(const struct labels *, const struct labelling *, const char *scheme,
    const char *tool, struct store *);

#endif
