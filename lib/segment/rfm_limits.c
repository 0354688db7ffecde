/*
 * A file has a row per score: the value at which it begins. Scores that no customer has may be
 * missing. Cuts (rfm.h) have a value for each score; those of r are days of last purchases, which
 * ascend with the score as the other values do. This file converts between the two. A score without
 * a row begins at the same value as the next score.
 */
#include "lib/segment/rfm_limits.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/money.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/io/put.h"
#include "lib/io/table.h"

enum metric { R, F, M, METRICS };

static const char *const names[METRICS] = { "r", "f", "m" };
static const int64_t none = INT64_MAX, most_days = 4000000;	/* over 10,000 years */

/* Writing. */

static void
put_limit(struct put *p, enum metric k, int score, int64_t from)
{
	char text[NUM_SIZE];

	put_text(p, names[k]);
	put_int(p, score);
	if (k == M)
		money_text(from, text);
	else
		num_text((double)from, text);
	put_text(p, text);
	put_end(p);
}

/*
 * Writes the highest score first. It begins at 0 days; each lower score begins where the next
 * higher one ends.
 */
static void
put_recency(struct put *p, const struct rfm_cuts *c, int32_t as_of)
{
	int64_t from = 0;

	for (int s = c->bins; s > 1; s--) {
		const int64_t cut = c->from[s - 2];

		if (cut == none || (s > 2 && cut == c->from[s - 3]))
			continue;
		put_limit(p, R, s, from);
		from = as_of - cut + 1;
	}
	put_limit(p, R, 1, from);
}

static void
put_ascending(struct put *p, enum metric k, const struct rfm_cuts *c)
{
	for (int s = 2; s <= c->bins; s++) {
		const int64_t cut = c->from[s - 2];

		if (cut != none && (s == c->bins || cut != c->from[s - 1]))
			put_limit(p, k, s, cut);
	}
}

void
rfm_limits_put(const struct rfm_limits *l, int32_t as_of, struct put *p)
{
	put_column(p, "metric", PUT_TEXT);
	put_column(p, "score", PUT_INT);
	put_column(p, "from", PUT_TEXT);
	put_recency(p, &l->r, as_of);
	put_limit(p, F, 1, 1);
	put_ascending(p, F, &l->f);
	put_ascending(p, M, &l->m);
}

void
rfm_limits_save(const struct rfm_limits *l, int32_t as_of, const char *path)
{
	struct put *p = put_open_file(path, "metric,score,from");

	rfm_limits_put(l, as_of, p);
	put_close(p);
}

/* Reading. */

struct rows {			/* the rows of a metric, per score */
	int64_t from[RFM_BINS + 1];
	bool there[RFM_BINS + 1];
};

static enum metric
metric_of(struct table *t, const char *name)
{
	for (int k = 0; k < METRICS; k++)
		if (strcmp(name, names[k]) == 0)
			return (enum metric)k;
	table_bad(t, "metric", "metric '%.20s' is not r, f or m", name);
	return METRICS;
}

static int
score_of(struct table *t, const char *s, int bins)
{
	int64_t score;

	if (!num_count(s, &score) || score < 1 || score > bins)
		table_bad(t, "score", "score '%.20s' is not a whole number from 1 to %d", s, bins);
	return (int)score;
}

static int64_t
from_of(struct table *t, const char *s, enum metric k)
{
	int64_t x;

	if (k == M && money_parse(s, &x) != MONEY_OK)
		table_bad(t, "from", "from '%.40s' is not a valid amount", s);
	if (k != M && (!num_count(s, &x) || x > most_days))
		table_bad(t, "from", k == F ?
		    "from '%.40s' is not a whole number of purchase days" :
		    "from '%.40s' is not a whole number of days", s);
	return x;
}

static void
read_row(struct table *t, char **cell, int bins, struct rows to[static METRICS])
{
	const enum metric k = metric_of(t, cell[table_column(t, "metric")]);
	const int score = score_of(t, cell[table_column(t, "score")], bins);
	struct rows *r = &to[k];

	if (r->there[score])
		table_bad(t, "score", "duplicate score %d of %s", score, names[k]);
	r->from[score] = from_of(t, cell[table_column(t, "from")], k);
	r->there[score] = true;
	for (int s = 1; s <= bins; s++) {
		const int low = s < score ? s : score, high = s < score ? score : s;

		if (s == score || !r->there[s])
			continue;
		if (k == R ? r->from[low] <= r->from[high] : r->from[low] >= r->from[high])
			table_bad(t, "from", k == R ?
			    "score %d of %s must begin before score %d" :
			    "score %d of %s must begin after score %d", high, names[k], low);
	}
}

/* The cut of a score is the value at which that score or the next one with a row begins. */
static struct rfm_cuts
ascending(const struct rows *r, int bins)
{
	struct rfm_cuts c = { .bins = bins };
	int64_t from = none;

	for (int s = RFM_BINS; s >= 2; s--) {
		if (s <= bins && r->there[s])
			from = r->from[s];
		c.from[s - 2] = from;
	}
	c.from[RFM_BINS - 1] = none;
	return c;
}

/* The cut of a score is the day after the last day that has a lower score. */
static struct rfm_cuts
recency(const struct rows *r, int bins, int32_t as_of)
{
	struct rfm_cuts c = { .bins = bins };
	int64_t cut = INT64_MIN;

	for (int s = 2; s <= RFM_BINS + 1; s++) {
		if (s <= bins + 1 && r->there[s - 1])
			cut = as_of - r->from[s - 1] + 1;
		c.from[s - 2] = s <= bins ? cut : none;
	}
	/* No customer has a score above the highest one in the file. */
	for (int s = bins; s >= 2 && !r->there[s]; s--)
		c.from[s - 2] = none;
	return c;
}

struct rfm_limits
rfm_limits_read(const char *path, int bins, int32_t as_of)
{
	char *files[] = { mem_text(path), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	struct rows rows[METRICS] = { 0 };

	for (char **cell; (cell = table_next(t)) != NULL;)
		read_row(t, cell, bins, rows);
	table_close(t);
	free(files[0]);
	for (int k = 0; k < METRICS; k++) {
		bool any = false;

		for (int s = 1; s <= bins; s++)
			any = any || rows[k].there[s];
		if (!any)
			fail("%s: no row for metric '%s'", path, names[k]);
	}
	return (struct rfm_limits){ recency(&rows[R], bins, as_of), ascending(&rows[F], bins),
	    ascending(&rows[M], bins) };
}
