#include "lib/segment/kmeans_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/base/say.h"
#include "lib/base/split.h"
#include "lib/base/text.h"
#include "lib/io/put.h"
#include "lib/segment/kmeans.h"

enum { AUTO_LEAST = 2, AUTO_MOST = 8, MOST_COLUMNS = 20, MOST_STARTS = 10000 };

struct self {
	const struct kmeans_rows_opts *opts;
	const char *column[MOST_COLUMNS];
	struct kmeans_scale scale[MOST_COLUMNS];
	size_t dim;
	char *names;		/* owns the names of the columns */
	struct labels_numbers x;	/* .fit is standardised */
	struct kmeans *m;	/* NULL: there are no customers */
	struct kmeans_silhouette silhouette;
	char name[KMEANS_MOST][NUM_SIZE];
};

static bool
is_auto(const struct kmeans_rows_opts *o)
{
	return strcmp(o->k, "auto") == 0;
}

void
kmeans_rows_check(const struct kmeans_rows_opts *o)
{
	int64_t k = 0;

	opt_refuse((const struct opt_conflict[]){
		{ !o->k && (o->on || o->log || o->centres),
		    "--on, --log and --centres require --kmeans" },
		{ o->k && (!o->on || *o->on == '\0'), "--kmeans requires --on=COLUMN,..." },
		{ o->k && !is_auto(o) && (!num_count(o->k, &k) || k < 1 || k > KMEANS_MOST),
		    "--kmeans must be auto or a number from 1 to 50" },
		{ o->starts < 1 || o->starts > MOST_STARTS, "--starts must be from 1 to 10000" },
		{ 0 } });
}

static void
split_columns(struct self *x)
{
	char *rest = x->names = mem_text(x->opts->on);

	while (rest) {
		const char *name = text_trim(strsep(&rest, ","));

		for (size_t i = 0; i < x->dim; i++)
			if (strcmp(x->column[i], name) == 0)
				opt_misuse("--on: duplicate column '%s'", name);
		if (x->dim == MOST_COLUMNS)
			opt_misuse("--on: more than %d columns", MOST_COLUMNS);
		x->column[x->dim++] = name;
	}
}

static void
choose_logs(struct self *x)
{
	const char *log = x->opts->log;
	const bool all = log && strcmp(log, "all") == 0;
	size_t found = 0, asked = log != NULL;

	for (size_t j = 0; j < x->dim; j++) {
		x->scale[j].log = log && (all || split_has(log, ',', x->column[j]));
		found += x->scale[j].log;
	}
	for (const char *s = log; s && *s; s++)
		asked += *s == ',';
	if (!all && found != asked)
		opt_misuse("--log=%s: not all of these are columns of --on", log);
}

static void
standardise(struct self *x)
{
	const size_t j = kmeans_standardise(x->x.fit, x->x.fits, x->dim, x->scale);

	if (j < x->dim && isnan(x->scale[j].sd))
		fail("--log: column '%s' has values of -1 or less", x->column[j]);
	if (j < x->dim)
		fail("--on: column '%s' is the same for all customers; leave it out",
		    x->column[j]);
}

/* The number of clusters with the highest silhouette. */
static void
fit_auto(struct self *x, const struct kmeans_rows *r, struct kmeans_opts o)
{
	const size_t most = kmeans_different(r, AUTO_MOST);

	for (o.k = AUTO_LEAST; o.k <= most; o.k++) {
		struct kmeans *m = kmeans_fit(r, &o);
		const struct kmeans_silhouette s = kmeans_silhouette(r, m, &o);

		opt_note("%zu clusters: silhouette %.3f", o.k, s.mean);
		if (x->m && !(s.mean > x->silhouette.mean)) {
			kmeans_free(m);
			continue;
		}
		if (x->m)
			kmeans_free(x->m);
		x->m = m;
		x->silhouette = s;
	}
}

static void
fit_k(struct self *x, const struct kmeans_rows *r, struct kmeans_opts o)
{
	o.k = strtoul(x->opts->k, NULL, 10);
	x->m = kmeans_fit(r, &o);
	if (x->m == NULL)
		fail("--kmeans=%zu: only %zu different customers", o.k,
		    kmeans_different(r, o.k));
	x->silhouette = kmeans_silhouette(r, x->m, &o);
}

static void
note_quality(const struct self *x)
{
	char inertia[NUM_SIZE], silhouette[NUM_SIZE] = "none";

	snprintf(inertia, sizeof inertia, "%.6g", x->m->inertia);
	if (!isnan(x->silhouette.mean))
		snprintf(silhouette, sizeof silhouette, "%.3f", x->silhouette.mean);
	opt_note("%zu cluster%s of %zu customers: inertia %s, silhouette %s of %zu customers",
	    x->m->k, TEXT_PLURAL(x->m->k), x->x.fits, inertia, silhouette, x->silhouette.n);
}

static struct self *
fit(const struct kmeans_rows_opts *o, const struct labels *labels)
{
	struct self *x = mem_new(1, sizeof *x);
	const struct kmeans_opts how = { .starts = (unsigned)o->starts, .seed = (uint32_t)o->seed,
		.threads = history_threads(labels_histories(labels)) };

	x->opts = o;
	split_columns(x);
	choose_logs(x);
	x->x = labels_numbers(labels, "--on", x->column, x->dim);
	const struct kmeans_rows rows = { x->x.fit, x->x.fits, x->dim };

	if (rows.n == 0) {
		opt_note("there are no customers to cluster");
		return x;
	}
	standardise(x);
	(is_auto(o) ? fit_auto : fit_k)(x, &rows, how);
	note_quality(x);
	for (size_t c = 0; c < x->m->k; c++)
		num_int((int64_t)c + 1, x->name[c]);
	return x;
}

static void
release(void *self)
{
	struct self *x = self;

	labels_numbers_free(&x->x);
	if (x->m)
		kmeans_free(x->m);
	free(x->names);
	free(x);
}

static size_t
group(const void *self, size_t row)
{
	const struct self *x = self;
	double z[MOST_COLUMNS];

	for (size_t j = 0; j < x->dim; j++) {
		const struct kmeans_scale *s = &x->scale[j];
		const double v = x->x.row[row * x->dim + j];

		z[j] = ((s->log ? log1p(v) : v) - s->mean) / s->sd;
		if (!isfinite(z[j]))
			return LABELS_NONE;
	}
	return x->m ? kmeans_nearest(x->m, z, x->dim) : LABELS_NONE;
}

static const char *
name(const void *self, size_t group)
{
	return ((const struct self *)self)->name[group];
}

/* "nearest of 4 centres: frequency 2 (2.28), idle 30 (7.94)" */
static int
explain(const void *self, size_t row, char *to, size_t n)
{
	const struct self *x = self;
	const double *centre = x->m->centre + group(x, row) * x->dim;
	char value[NUM_SIZE];
	int at = snprintf(to, n, say_cell("nearest of %zu centres:"), x->m->k);

	for (size_t j = 0; j < x->dim; j++) {
		const size_t room = (size_t)at < n ? n - (size_t)at : 0;

		num_text(x->x.row[row * x->dim + j], value);
		at += snprintf(room ? to + at : NULL, room, "%s %s %s (%.4g)", j > 0 ? "," : "",
		    x->column[j], value, kmeans_original(&x->scale[j], centre[j]));
	}
	return at;
}

struct labelling
kmeans_rows(const struct kmeans_rows_opts *o, const struct labels *labels)
{
	struct self *x = fit(o, labels);

	return (struct labelling){ .column = { { "cluster", PUT_TEXT } }, .n = 1, .self = x,
		.groups = x->m ? x->m->k : 0, .name = name, .group = group, .explain = explain,
		.free = release };
}

void
kmeans_rows_centres(const struct kmeans_rows_opts *o, const struct labels *labels, struct put *out)
{
	static const struct put_head head[] = {
		{ "cluster", PUT_TEXT }, { "customers", PUT_INT }, { "share", PUT_SHARE },
		{ "inertia", PUT_REAL }, { "silhouette", PUT_REAL }, { "silhouette_n", PUT_INT },
		{ 0 },
	};
	struct self *x = fit(o, labels);

	put_columns(out, head);
	for (size_t j = 0; j < x->dim; j++)
		put_column(out, x->column[j], PUT_REAL);
	for (size_t c = 0; x->m && c < x->m->k; c++) {
		const size_t size = x->m->size[c];
		const struct value v[] = {
			{ .s = x->name[c] }, { .i = (int64_t)size },
			{ .x = (double)size / (double)x->x.fits }, { .x = x->m->inertia },
			{ .x = x->silhouette.mean }, { .i = (int64_t)x->silhouette.n },
		};

		put_cells(out, v, sizeof v / sizeof *v);
		for (size_t j = 0; j < x->dim; j++)
			put_real(out, kmeans_original(&x->scale[j], x->m->centre[c * x->dim + j]));
		put_end(out);
	}
	release(x);
}
