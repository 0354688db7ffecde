/*
 * ranking - how well a score ranks the rows of yes before the rows of no (pure).
 *
 * All measures stand on groups of equal scores, so the order of the rows does not matter.
 */
#ifndef RANKING_H
#define RANKING_H
#include <stddef.h>
#include <stdint.h>

struct ranking_group {
	double score;
	int64_t yes, no;	/* rows of outcome 1, and of outcome 0 */
};

/*
 * Groups the rows by score, the highest score first. TO has room for N groups. Returns their
 * number.
 */
size_t ranking_groups(const double *score, const double *outcome, size_t n,
    struct ranking_group *to);

struct ranking {		/* NAN if it is not defined */
	int64_t n, yes;
	double base;		/* the share of yes */
	/*
	 * The area under the ROC curve; ties count half. The standard error is that of DeLong,
	 * DeLong and Clarke-Pearson (1988) from placements; the 95 % interval is symmetric in the
	 * logit of the area. There is no error and no interval if the area is 0 or 1, or with fewer
	 * than two rows of yes or of no.
	 */
	double auc, auc_se, auc_low, auc_high;
	/* the mean over the rows of yes of the precision down to their group */
	double average_precision;
	/* Kolmogorov and Smirnov: the largest distance between the two cumulative distributions */
	double ks;
};

struct ranking ranking_of(const struct ranking_group *, size_t groups);

struct ranking_top {
	int64_t k;		/* the number of rows in the top SHARE, rounded, at least 1 */
	/* rows of yes among these; the expected number if the cut divides a group */
	double hits;
	double precision, recall, lift;	/* hits / k; hits / all yes; precision / share of yes */
};

struct ranking_top ranking_top(const struct ranking_group *, size_t groups, double share);

#endif
