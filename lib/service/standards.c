#define _GNU_SOURCE
#include "lib/service/standards.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "lib/io/table.h"
#include "lib/service/worktime.h"
#include "lib/store/query.h"
#include "lib/store/store.h"

#define NAMES "first_response|update|resolution|kept_promises|on_time_delivery|reopened|csat|" \
	"answered"

static const struct {
	const char *name;
	enum standards_source source;
	bool timed;
} metrics[STANDARDS_METRICS] = {
	[STANDARDS_FIRST_RESPONSE] = { "first_response", STANDARDS_CASES, true },
	[STANDARDS_UPDATE] = { "update", STANDARDS_CASES, true },
	[STANDARDS_RESOLUTION] = { "resolution", STANDARDS_CASES, true },
	[STANDARDS_KEPT_PROMISES] = { "kept_promises", STANDARDS_PROMISES, false },
	[STANDARDS_ON_TIME_DELIVERY] = { "on_time_delivery", STANDARDS_PROMISES, false },
	[STANDARDS_REOPENED] = { "reopened", STANDARDS_CASES, false },
	[STANDARDS_CSAT] = { "csat", STANDARDS_CASES, false },
	[STANDARDS_ANSWERED] = { "answered", STANDARDS_CONTACTS, true },
};

static const char *const tables[STANDARDS_SOURCES] = {
	[STANDARDS_CASES] = "feedback", [STANDARDS_PROMISES] = "promise",
	[STANDARDS_CONTACTS] = "touch",
};

const char *
standards_metric_name(enum standards_metric metric)
{
	return metrics[metric].name;
}

enum standards_source
standards_source(enum standards_metric metric)
{
	return metrics[metric].source;
}

bool
standards_names(const struct standards *s, const struct standard *of, const char *column)
{
	for (size_t i = 0; i < of->npair; i++)
		if (strcmp(s->columns[standards_source(of->metric)].name[of->pair[i].column],
		    column) == 0)
			return true;
	return false;
}

/* The state of reading the file. */
struct rounds {
	struct table *in;
	sqlite3_stmt *column;
	int64_t day;
	struct standards *to;
};

static void
read_metric(struct rounds *r, const char *s, struct standard *to)
{
	for (int m = 0; m < STANDARDS_METRICS; m++)
		if (strcmp(s, metrics[m].name) == 0) {
			to->metric = (enum standards_metric)m;
			return;
		}
	table_bad(r->in, "metric", "metric '%.60s' is not one of " NAMES, s);
}

/*
 * The index of a column among those that scopes of this source name. A new name is added, if the
 * store has such a column.
 */
static size_t
column_of(struct rounds *r, const char *name, enum standards_source source)
{
	struct standards_columns *c = &r->to->columns[source];
	size_t i = 0;

	while (i < c->n && strcmp(c->name[i], name) != 0)
		i++;
	if (i < c->n)
		return i;
	query_text(r->column, 1, tables[source]);
	query_text(r->column, 2, name);
	if (!query_step(r->column))
		table_bad(r->in, "scope", "scope '%.60s' is not a valid column of table '%s'", name,
		    tables[source]);
	sqlite3_reset(r->column);
	c->name[c->n++] = mem_text(name);
	return i;
}

static void
read_scope(struct rounds *r, const char *s, struct standard *to)
{
	char *copy = mem_text(s), *rest = copy, *word;

	to->scope = mem_text(s);
	while ((word = strsep(&rest, " ")) != NULL) {
		char *value = strchr(word, '=');

		if (*word == '\0')
			continue;
		if (value == NULL || value == word)
			table_bad(r->in, "scope", "scope '%.60s' is not column=value", word);
		if (to->npair == STANDARDS_PAIRS)
			table_bad(r->in, "scope", "scope has more than %d columns",
			    STANDARDS_PAIRS);
		*value++ = '\0';
		to->pair[to->npair++] = (struct standards_pair){
			column_of(r, word, metrics[to->metric].source), mem_text(value) };
	}
	free(copy);
}

static void
read_target(struct rounds *r, const char *s, struct standard *to)
{
	if (!num_rate(s, &to->target) || to->target < 0 || to->target > 1)
		table_bad(r->in, "target",
		    "target '%.60s' is not a valid rate (0 to 1, such as .9 or 90%%)", s);
}

static void
read_within(struct rounds *r, const char *s, struct standard *to)
{
	const char *name = metrics[to->metric].name;

	to->within = mem_text(s);
	if (!metrics[to->metric].timed && *s)
		table_bad(r->in, "within", "within '%.60s' cannot be used with '%s'", s, name);
	else if (metrics[to->metric].timed && !worktime_parse(s, r->day, &to->seconds))
		table_bad(r->in, "within",
		    "within '%.60s' is not a valid time for '%s' (such as 30min, 4h or 2d)", s,
		    name);
}

static void
read_all(struct rounds *r)
{
	const size_t metric = table_column(r->in, "metric"), scope = table_column(r->in, "scope"),
	    target = table_column(r->in, "target"), within = table_column(r->in, "within");

	for (char **cell; (cell = table_next(r->in)) != NULL; r->to->n++) {
		struct standard *s = &r->to->of[r->to->n];

		if (r->to->n == STANDARDS_MAX)
			table_bad(r->in, NULL, "more than %d standards", STANDARDS_MAX);
		read_metric(r, cell[metric], s);
		read_scope(r, cell[scope], s);
		read_target(r, cell[target], s);
		read_within(r, cell[within], s);
	}
}

struct standards *
standards_open(const char *path, struct store *store, int64_t day_seconds)
{
	char *files[] = { path ? mem_text(path) : share_path("standards/default.csv"), NULL };
	struct rounds r = { .in = table_open(files, &(struct table_opts){ .policy = TABLE_STOP }),
	    .day = day_seconds,
	    .column = query_new(store, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?"),
	    .to = mem_new(1, sizeof *r.to) };

	read_all(&r);
	table_close(r.in);
	query_free(r.column);
	if (r.to->n == 0)
		fail("%s: no standards", files[0]);
	free(files[0]);
	return r.to;
}

void
standards_free(struct standards *s)
{
	for (size_t i = 0; i < s->n; i++) {
		free(s->of[i].scope);
		free(s->of[i].within);
		for (size_t k = 0; k < s->of[i].npair; k++)
			free(s->of[i].pair[k].value);
	}
	for (size_t i = 0; i < STANDARDS_SOURCES; i++)
		for (size_t k = 0; k < s->columns[i].n; k++)
			free(s->columns[i].name[k]);
	free(s);
}
