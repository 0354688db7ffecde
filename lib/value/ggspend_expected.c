/* Apart from the fit, so that the SQLite extension needs no library for fits. */
#include "lib/value/ggspend.h"

double
ggspend_expected(const struct ggspend *m, double x, double zbar)
{
	switch (m->limit) {
	case GGSPEND_SAME_AMOUNT:
		return x > 0 ? zbar : m->level / (m->q - 1);
	case GGSPEND_SAME_CUSTOMERS:
		return m->p / m->level;
	case GGSPEND_ONE_AMOUNT:
		return m->level;
	default:
		return m->p * (m->gamma + x * zbar) / (m->p * x + m->q - 1);
	}
}
