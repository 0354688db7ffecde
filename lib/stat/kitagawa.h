/*
 * kitagawa - why a mean changed: the mix and the rate effect of each group, which add up to the
 * change (pure).
 *
 * The mean of a sample is the sum over its groups of share w times mean m. From sample 0 to 1:
 *
 *	mix    = (w1 - w0) ((m0 + m1) / 2 - M)	the group became larger or smaller
 *	rate   = (w0 + w1) / 2 (m1 - m0)	the answers of the group changed
 *	change = mix + rate
 *
 * M is half the sum of the two means: since the shares of each sample add up to 1, M leaves the sum
 * over the groups as it is, and a group that grows counts by how far it is from the mean. A group
 * that one sample lacks has the mean of the other, so that all of its change is mix (Kitagawa 1955,
 * "Components of a difference between two rates", JASA 50:272, 1168-1194; with M, and for groups
 * that enter or leave, Griliches and Regev 1995, Journal of Econometrics 65:1, 175-203).
 *
 * Standard errors are those of the linearized change (the delta method) of both samples together,
 * clustered: the answers of a customer, in both samples, are one draw. So a customer who answers
 * twice, or in both samples, does not count as two.
 *
 * Add all answers with kitagawa_add; then, for standard errors, the answers of each customer with
 * kitagawa_cluster.
 */
#ifndef KITAGAWA_H
#define KITAGAWA_H
#include <stddef.h>
#include <stdint.h>

struct kitagawa;

struct kitagawa_answer {
	int sample;		/* 0 or 1 */
	size_t group;
	double value;
};

struct kitagawa_effect {	/* NAN where it is not defined: no answers */
	int64_t n[2];
	double share[2], mean[2];
	double mix, rate, change;
	double se;		/* of the change; NAN for fewer than two clusters */
};

struct kitagawa *kitagawa_new(size_t groups);
void kitagawa_free(struct kitagawa *);
void kitagawa_add(struct kitagawa *, const struct kitagawa_answer *);
void kitagawa_cluster(struct kitagawa *, const struct kitagawa_answer *, size_t n);

/* Of a group, after all answers; and of all groups: the change of the mean, shares of 1. */
struct kitagawa_effect kitagawa_group(const struct kitagawa *, size_t group);
struct kitagawa_effect kitagawa_total(const struct kitagawa *);

/* The M of the formulas; NAN if a sample has no answers. */
double kitagawa_centre(const struct kitagawa *);

#endif
