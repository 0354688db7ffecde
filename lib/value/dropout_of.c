/* Which model it is: apart from dropout.c, which the models call. */
#include "lib/value/dropout.h"

const struct dropout *
dropout_of(const struct btyd *m)
{
	if (m->limit == BTYD_NO_DROPOUT)
		return NULL;
	if (m->model == BTYD_PARETONBD)
		return m->limit == BTYD_REGULAR ? &pnbd_regular : &pnbd_equal;
	return m->limit == BTYD_REGULAR ? &bgnbd_regular : &bgnbd_equal;
}
