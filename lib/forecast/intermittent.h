/*
 * intermittent - demand that is 0 in many periods (pure).
 *
 * Croston (Operational Research Quarterly 23, 1972) smooths the size of a demand and the interval
 * between two; Syntetos and Boylan (2005: SBA) correct its bias; Teunter, Syntetos and Babai (2011:
 * TSB) smooth the probability of a demand, so that the forecast falls if there is none.
 */
#ifndef INTERMITTENT_H
#define INTERMITTENT_H
#include <stdbool.h>
#include <stddef.h>

struct intermittent_kind {	/* NAN without a value other than 0 */
	double adi;		/* the mean interval between demands: periods per demand */
	double cv2;		/* the squared coefficient of variation of their sizes */
};
#define INTERMITTENT_ADI 1.32	/* above it demand is intermittent (Syntetos and Boylan 2005) */

struct intermittent_kind intermittent_kind(const double *y, size_t n);

struct intermittent {
	double size, interval;	/* smoothed at each demand; 0: no demand yet */
	double chance;		/* of a demand, smoothed in each period */
	double since;		/* periods since the latest demand */
	size_t n;		/* periods so far */
};

/* Takes the next value; ALPHA smooths all three numbers. Begin with a zeroed structure. */
void intermittent_take(struct intermittent *, double alpha, double y);

/* The forecasts of any period to come; 0 before the first demand. */
double intermittent_croston(const struct intermittent *);
double intermittent_sba(const struct intermittent *, double alpha);
double intermittent_tsb(const struct intermittent *);

#endif
