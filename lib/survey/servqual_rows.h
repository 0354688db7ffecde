/*
 * servqual_rows - what groups of respondents expect of a service and perceive, from their answers
 * (program).
 */
#ifndef SERVQUAL_ROWS_H
#define SERVQUAL_ROWS_H
#include <stdbool.h>
#include <stddef.h>

#include "lib/survey/answers.h"
#include "lib/survey/servqual.h"

/* How an item is asked twice. */
extern const struct answers_parts servqual_rows_parts;

struct servqual_rows_opts {
	struct answers_opts in;
	const char *map;		/* the instrument, with dimensions */
	const char *scale;		/* such as 1-7 */
	const char *weights;		/* for all respondents, or NULL */
	/* per respondent, or NULL; without both options those that respondents gave, if any */
	const char *weights_file;
};

#define SERVQUAL_ROWS_DEFAULTS { .in = ANSWERS_DEFAULTS, .map = "servqual", .scale = "1-7" }

struct servqual_rows {			/* a group of respondents */
	char *name;
	struct servqual_gap *item, *dimension;	/* in the order of the instrument */
	struct servqual_gap plain, weighted;
	struct mean *weight;	/* per dimension */
};

struct gaps_all {
	struct instrument *map;
	struct servqual_rows *group;	/* in bytewise order */
	size_t groups;
	bool weighted;		/* are there weights? */
};

/*
 * Reads and sums all answers; bad input ends the tool. Notes how many respondents are left out, and
 * where. The caller frees the result with servqual_rows_free.
 */
struct gaps_all servqual_rows_read(const struct servqual_rows_opts *, struct store *,
    char **operands);
void servqual_rows_free(struct gaps_all *);

#endif
