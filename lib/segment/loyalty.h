/*
 * loyalty - attitude and repeat purchases, each high or low: the four kinds of loyalty of Dick and
 * Basu (1994) (pure).
 *
 *	attitude	many purchases	few purchases
 *	high		true		latent
 *	low		spurious	none
 *	not known	unknown		unknown
 *
 * An attitude that is not known is never taken for a low one.
 */
#ifndef LOYALTY_H
#define LOYALTY_H
#include <stdbool.h>

enum loyalty { LOYALTY_TRUE, LOYALTY_LATENT, LOYALTY_SPURIOUS, LOYALTY_NONE, LOYALTY_UNKNOWN,
	LOYALTY_KINDS };

/* ATTITUDE is NAN if it is not known; it is high from FROM on. */
enum loyalty loyalty(double attitude, double from, bool repeats);

const char *loyalty_name(enum loyalty);		/* "true" */

#endif
