/* churn_flag - prints the risks, alerts or gauges that churn-flag is asked for (program). */
#ifndef CHURN_FLAG_H
#define CHURN_FLAG_H
#include <stdbool.h>

#include "lib/churn/churn_opts.h"

/*
 * Scores the histories of the operands or the store, and prints the scores, their evaluation, or
 * with .alert what has changed. FEATURES: the operands are tables for the model of churn-train
 * instead. Call churn_opts_check first. TOOL is the name for files that are saved.
 */
void churn_flag(struct churn_opts *, char **operands, bool features, const char *tool);

/* Prints the gauges of the last run with .alert. */
void churn_flag_gauges(const struct store_opts *);

#endif
