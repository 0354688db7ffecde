/* standards - the standards of a service, from a CSV metric,scope,target,within (program). */
#ifndef STANDARDS_H
#define STANDARDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum standards_metric {
	STANDARDS_FIRST_RESPONSE, STANDARDS_UPDATE, STANDARDS_RESOLUTION, STANDARDS_KEPT_PROMISES,
	STANDARDS_ON_TIME_DELIVERY, STANDARDS_REOPENED, STANDARDS_CSAT, STANDARDS_ANSWERED,
	STANDARDS_METRICS
};

enum standards_source {
	STANDARDS_CASES, STANDARDS_PROMISES, STANDARDS_CONTACTS, STANDARDS_SOURCES
};

enum { STANDARDS_MAX = 64, STANDARDS_PAIRS = 8 };

struct standards_pair {
	size_t column;		/* index into the columns of the source */
	char *value;		/* "": the cell is empty */
};

struct standard {
	enum standards_metric metric;
	char *scope, *within;	/* as the file has them */
	struct standards_pair pair[STANDARDS_PAIRS];
	size_t npair;
	double target;		/* from 0 to 1: the most for reopened, the least for the others */
	int64_t seconds;	/* of WITHIN, if the metric has a time */
};

struct standards_columns {	/* the columns of a source that scopes name */
	char *name[STANDARDS_MAX * STANDARDS_PAIRS];
	size_t n;
};

struct standards {
	struct standard of[STANDARDS_MAX];
	size_t n;
	struct standards_columns columns[STANDARDS_SOURCES];
};

const char *standards_metric_name(enum standards_metric metric);
enum standards_source standards_source(enum standards_metric metric);

/* Does the scope name this column? */
bool standards_names(const struct standards *, const struct standard *, const char *column);

/*
 * Reads the standards of a file, or the installed ones if PATH is NULL; a bad file ends the tool.
 * STORE says which columns exist; DAY_SECONDS is the length of a working day. The caller frees the
 * result with standards_free.
 */
struct standards *standards_open(const char *path, struct store *, int64_t day_seconds);
void standards_free(struct standards *);

#endif
