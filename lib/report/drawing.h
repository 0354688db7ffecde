/* drawing - the chart of a part of a report, and its alt text (pure). */
#ifndef DRAWING_H
#define DRAWING_H
#include "lib/chart/chart.h"
#include "lib/report/report.h"

struct drawing {
	struct chart *chart;
	char *title, *about, *names[2], *unit;	/* texts of the chart */
	char **label;				/* of its points */
};

/* The chart of a part whose block wants one. The caller frees it with drawing_free. */
struct drawing drawing_of(const struct report *, const struct part *);
void drawing_free(struct drawing *);

#endif
