#include "lib/churn/indicators_rows.h"

#include <math.h>
#include <stdlib.h>

#include "lib/base/fail.h"
#include "lib/base/mem.h"
#include "lib/base/num.h"
#include "lib/io/opt.h"
#include "lib/io/share.h"
#include "lib/io/table.h"

static const char *const columns[] = { "indicator", "weight", "threshold", "none", "full" };

static double
number(struct table *t, char **cell, const char *name)
{
	const char *s = cell[table_column(t, name)];
	double x = NAN;

	if (!num_parse(s, &x))
		table_bad(t, name, "%s '%.60s' is not a number", name, s);
	return x;
}

static void
read_row(struct table *t, char **cell, struct indicators_rule *to)
{
	const char *name = cell[table_column(t, "indicator")];
	const int i = indicators_find(name);

	if (i == -1)
		table_bad(t, "indicator", "unknown indicator '%.60s'", name);
	if (!isnan(to[i].none))
		table_bad(t, "indicator", "duplicate indicator '%s'", name);
	to[i] = (struct indicators_rule){
		number(t, cell, "weight"), number(t, cell, "threshold"),
		number(t, cell, "none"), number(t, cell, "full"),
	};
	if (to[i].weight < 0)
		table_bad(t, "weight", "weight '%g' is below 0", to[i].weight);
	if (to[i].none == to[i].full)
		table_bad(t, "full", "full '%g' is equal to none", to[i].full);
}

struct indicators_rules
indicators_rows_read(const char *path)
{
	char *files[] = { path ? mem_text(path) : share_path("rules/churn.csv"), NULL };
	struct table *t = table_open(files, &(struct table_opts){ .policy = TABLE_STOP });
	struct indicators_rules r;
	double all = 0;

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		(void)table_column(t, columns[i]);
	for (int i = 0; i < INDICATORS; i++)
		r.of[i] = (struct indicators_rule){ 0, NAN, NAN, NAN };
	for (char **cell; (cell = table_next(t)) != NULL;)
		read_row(t, cell, r.of);
	for (int i = 0; i < INDICATORS; i++)
		all += r.of[i].weight;
	if (!(all > 0))
		fail("%s: no indicator has a weight above 0", files[0]);
	table_close(t);
	free(files[0]);
	return r;
}
