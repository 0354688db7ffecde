/*
 * kmeans_rows - labels customers by their cluster, and prints the centres of the clusters
 * (program).
 */
#ifndef KMEANS_ROWS_H
#define KMEANS_ROWS_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/io/opt.h"
#include "lib/segment/labels.h"

struct put;

struct kmeans_rows_opts {
	const char *k;		/* a number, or auto; NULL: not asked for */
	const char *on, *log;	/* columns, with commas between them; log may be all */
	int64_t starts, seed;
	bool centres;		/* print the centres instead of the customers */
};

#define KMEANS_ROWS_DEFAULTS { .starts = 50, .seed = 1 }

#define KMEANS_ROWS_OPTS(o) \
	{ OPT_TEXT, 0, "kmeans", "K|auto", \
	    "add the cluster: K clusters, or as many as separate best (2 to 8)", &(o)->k }, \
	{ OPT_TEXT, 0, "on", "COLUMN,...", "the columns of --kmeans", &(o)->on }, \
	{ OPT_TEXT, 0, "log", "COLUMN,...|all", \
	    "of which these are taken as log(1 + x)", &(o)->log }, \
	{ OPT_COUNT, 0, "starts", "N", "starts of --kmeans; the best counts (50)", \
	    &(o)->starts }, \
	{ OPT_COUNT, 0, "seed", "N", "random seed of --kmeans (1)", &(o)->seed }, \
	{ OPT_FLAG, 0, "centres", NULL, \
	    "print the centres of the clusters instead", &(o)->centres }

/* Ends the tool if the options are misused. */
void kmeans_rows_check(const struct kmeans_rows_opts *);

/*
 * The column cluster: "1" has the highest centre in the first column. Ends the tool if a column is
 * constant, or if there are fewer different customers than clusters. Notes how well they separate.
 */
struct labelling kmeans_rows(const struct kmeans_rows_opts *, const struct labels *);

/* A row per cluster, with its centre in the units of the columns. */
void kmeans_rows_centres(const struct kmeans_rows_opts *, const struct labels *, struct put *);

#endif
