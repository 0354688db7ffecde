/* metric_calc - the options of nps-calc, and what it prints for them (program). */
#ifndef METRIC_CALC_H
#define METRIC_CALC_H
#include <math.h>
#include <stdbool.h>

#include "lib/io/put.h"
#include "lib/survey/metric_rows.h"

struct metric_calc {
	struct tally_opts in;
	struct metric_opts of;
	struct put_opts form;
	const char *scale;	/* NULL: the usual scale of the metric */
	double fail_under;	/* NAN: not requested */
	bool statistics, from_statistics;
};

#define METRIC_CALC_DEFAULTS { .in = TALLY_DEFAULTS, \
	.of = { .population = -1, .target = NAN, .need = NAN }, .fail_under = NAN }

/* Misuse if options contradict each other, or the operands; then completes them. */
void metric_calc_check(struct metric_calc *, char **operands);

/*
 * Reads the answers, or the statistics of their parts, and prints the scores or, with .statistics,
 * the counts. A score below .fail_under sets the status to EXIT_NO. TOOL stands in statistics.
 */
void metric_calc_print(const struct metric_calc *, char **operands, const char *tool);

#endif
