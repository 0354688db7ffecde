/* Finds the dropout of a model. It is not in dropout.c, because the models call dropout.c. */
#include "lib/value/dropout.h"

const struct dropout *
dropout_of(const struct btyd *m)
{
	static const struct dropout *const of[2][BTYD_LIMITS] = {
		{ &bgnbd_regular, &btyd_limits_none, &btyd_limits_equal, &btyd_limits_once },
		{ &pnbd_regular, &btyd_limits_none, &pnbd_equal, &btyd_limits_once },
	};

	return of[m->model == BTYD_PARETONBD][m->limit];
}
