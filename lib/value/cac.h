/* cac - what it costs to acquire a customer, compared with what the customer is worth (pure). */
#ifndef CAC_H
#define CAC_H
#include <stdbool.h>
#include <stdint.h>

#include "lib/stat/mean.h"

struct cac_in {			/* of a channel and a period; zeroed: nothing */
	bool has_cost;
	int64_t cost;		/* ten-thousandths */
	int64_t customers;
	struct mean clv;	/* of the customers whose clv is known */
	/* sums over the customers whose spend is known; the months are those since the first day */
	double spend, months;
};

struct cac {			/* NAN if it is not known or not defined */
	double cac;		/* cost / customers */
	double clv, clv_low, clv_high;	/* the mean, and its 95 % interval by Student's t */
	double ratio, ratio_low, ratio_high;	/* LTV:CAC, clv / cac */
	double revenue;		/* per customer and month */
	double payback;		/* whole months until revenue * margin has paid the cac */
};

/* REVENUE is a customer's per month; NAN: spend / months. MARGIN is the share that is profit. */
struct cac cac_of(const struct cac_in *, double revenue, double margin);

#endif
