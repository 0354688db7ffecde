/*
 * ranking - how well a score ranks those who will before those who will not (pure but for memory to sort in).
 *
 * Everything stands on groups of equal scores, so that nothing depends on the order of the rows.
 */
#ifndef RANKING_H
#define RANKING_H
#include <stddef.h>
#include <stdint.h>

struct ranking_group {
	double score;
	int64_t yes, no;	/* rows of outcome 1 and 0 */
};

/* The rows as groups, the highest score first: TO has room for N, and how many there are is returned. */
size_t ranking_groups(const double *score, const double *outcome, size_t n,
    struct ranking_group *to);

struct ranking {		/* NAN where it cannot be told */
	int64_t n, yes;
	double base;		/* share of yes */
	/*
	 * The area under the ROC curve, ties counting half, with the standard error of DeLong, DeLong and
	 * Clarke-Pearson (1988) from placements; the interval of 95 % is symmetric in the logit of the
	 * area.  Neither where the area is 0 or 1, or where there are fewer than two yes or two no.
	 */
	double auc, auc_se, auc_low, auc_high;
	/* the mean over the yes of the share of yes down to their group */
	double average_precision;
	/* Kolmogorov and Smirnov: the largest distance of the two distributions */
	double ks;
};

struct ranking ranking_of(const struct ranking_group *, size_t groups);

struct ranking_top {
	int64_t k;		/* the SHARE of n with the highest scores, rounded, at least one */
	/* yes among them: where the cut goes through a group, what is expected */
	double hits;
	double precision, recall, lift;	/* hits by k, by all yes; precision by the share of yes */
};

struct ranking_top ranking_top(const struct ranking_group *, size_t groups, double share);

#endif
