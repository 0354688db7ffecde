#include "lib/value/uncertain_rows.h"

#include <math.h>
#include <stdio.h>

#include "lib/io/model.h"

enum { NAME = 64 };

static const double MOST = 1e6;		/* far above any standard deviation of a logarithm */

static const char *
name_of(size_t i, size_t j, char to[static NAME])
{
	snprintf(to, NAME, "root.%zu.%zu", i + 1, j + 1);
	return to;
}

void
uncertain_rows_put(struct put *p, const char *model, const struct uncertain *u)
{
	char name[NAME];

	for (size_t i = 0; i < u->dim; i++)
		for (size_t j = 0; j <= i; j++)
			model_number(p, model, name_of(i, j, name), u->root[i][j], NAN);
}

struct uncertain
uncertain_rows_read(struct model *m, const char *model, size_t dim)
{
	struct uncertain u = { .dim = dim };
	char name[NAME];

	if (dim == 0 || model_text(m, model, name_of(0, 0, name)) == NULL)
		return (struct uncertain){ 0 };
	for (size_t i = 0; i < dim; i++)
		for (size_t j = 0; j <= i; j++)
			u.root[i][j] = i == j
			    ? model_positive(m, model, name_of(i, j, name), MOST)
			    : model_value(m, model, name_of(i, j, name));
	return u;
}

void
uncertain_rows_skip(struct model *m, const char *model)
{
	char name[NAME];

	for (size_t i = 0; i < FIT_DIM; i++)
		for (size_t j = 0; j <= i; j++)
			model_skip(m, model, name_of(i, j, name));
}
